package projection_test

import (
	"context"
	"errors"
	"io"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/store/kv"
	"github.com/chancery-graph/chancery/store/projection"
)

const benchQuads = 1_000_000

func openBench(b *testing.B) *projection.Projection {
	b.Helper()
	dir := b.TempDir()
	db, err := kv.Open(dir, kv.Options{Create: true})
	if err != nil {
		b.Fatal(err)
	}
	p, err := projection.Open(context.Background(), db, projection.Options{TempDir: dir + "/tmp"})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := errors.Join(p.Close(context.Background()), db.Close()); err != nil {
			b.Fatal(err)
		}
	})
	return p
}

func load(b *testing.B, p *projection.Projection, seq graph.Seq, c graphtest.Config) {
	b.Helper()
	ctx := context.Background()
	s, err := p.Begin(ctx, seq)
	if err != nil {
		b.Fatal(err)
	}
	src := graphtest.Contacts(c)
	var batch graph.PatchBatch
	for err = src.ReadPatch(&batch); err == nil; err = src.ReadPatch(&batch) {
		if err := s.Add(ctx, &batch); err != nil {
			b.Fatal(err)
		}
	}
	if !errors.Is(err, io.EOF) {
		b.Fatal(err)
	}
	if _, err := s.Commit(ctx, graph.Digest{byte(seq)}); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkLoad folds one event into an empty projection.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		p := openBench(b)
		load(b, p, 1, graphtest.Config{Quads: benchQuads})
		var bytes uint64
		for _, n := range p.Bytes() {
			bytes += n
		}
		b.ReportMetric(float64(bytes)/benchQuads, "B/quad")
	}
	b.ReportMetric(benchQuads*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
}

// BenchmarkScan reads whole permutations, warm: now, and as of an event after
// which as much again was added.
func BenchmarkScan(b *testing.B) {
	p := openBench(b)
	load(b, p, 1, graphtest.Config{Quads: benchQuads})
	for _, o := range graph.Orders {
		b.Run("current/"+o.String(), func(b *testing.B) { scan(b, p, 1, graph.Scan{Order: o}) })
	}
	load(b, p, 2, graphtest.Config{Quads: benchQuads, Seed: 7})
	if err := p.Compact(context.Background()); err != nil {
		b.Fatal(err)
	}
	b.Run("both/SPOG", func(b *testing.B) { scan(b, p, 2, graph.Scan{Order: graph.SPOG}) })
	b.Run("as-of/SPOG", func(b *testing.B) { scan(b, p, 1, graph.Scan{Order: graph.SPOG}) })
}

func scan(b *testing.B, p *projection.Projection, seq graph.Seq, q graph.Scan) {
	ctx := context.Background()
	snap, err := p.Snapshot(seq)
	if err != nil {
		b.Fatal(err)
	}
	defer snap.Close()
	rows := 0
	var batch graph.Batch
	for b.Loop() {
		sc, err := snap.Scan(ctx, q)
		if err != nil {
			b.Fatal(err)
		}
		for err = sc.Next(ctx, &batch); err == nil && batch.N > 0; err = sc.Next(ctx, &batch) {
			rows += batch.N
		}
		if err := errors.Join(err, sc.Close()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}
