package main_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/plan"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/result"
	"github.com/chancery-graph/chancery/store"
)

// BenchmarkQuery runs the query shapes over stores with generated graphs, results
// written as TSV to nowhere: now, and as of the event before one that took every
// thousandth statement away. CHANCERY_BENCH_QUADS holds the sizes; or
// CHANCERY_BENCH_STORE names a store that is there, of which the past is the event
// in the middle of its log.
func BenchmarkQuery(b *testing.B) {
	if dir := os.Getenv("CHANCERY_BENCH_STORE"); dir != "" {
		b.Run(filepath.Base(dir), func(b *testing.B) {
			s, err := store.Open(dir, store.Options{})
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(func() { s.Close() })
			benchShapes(b, s)
		})
		return
	}
	sizes := os.Getenv("CHANCERY_BENCH_QUADS")
	if sizes == "" {
		sizes = "100000,1000000"
	}
	for size := range strings.SplitSeq(sizes, ",") {
		quads, err := strconv.Atoi(size)
		if err != nil {
			b.Fatalf("CHANCERY_BENCH_QUADS: %v", err)
		}
		b.Run(fmt.Sprintf("quads=%d", quads), func(b *testing.B) { benchShapes(b, benchStore(b, quads)) })
	}
}

func benchShapes(b *testing.B, s *store.Store) {
	shapes, err := querytest.Shapes()
	if err != nil {
		b.Fatal(err)
	}
	for _, shape := range shapes {
		snap := s.Snapshot()
		head := snap.Seq()
		b.Run(shape.Name, func(b *testing.B) { benchShape(b, shape.Text, snap) })
		if err := snap.Close(); err != nil {
			b.Fatal(err)
		}
		if head < 2 {
			continue
		}
		if snap, err = s.AsOf(b.Context(), head/2); err != nil {
			b.Fatal(err)
		}
		b.Run(shape.Name+"/as-of", func(b *testing.B) { benchShape(b, shape.Text, snap) })
		if err := snap.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// benchStore makes a store of two events.
func benchStore(b *testing.B, quads int) *store.Store {
	b.Helper()
	s, err := store.Create(filepath.Join(b.TempDir(), "s"), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	contacts := func() graph.PatchReader { return graphtest.Contacts(graphtest.Config{Quads: quads}) }
	for _, patch := range []graph.PatchReader{contacts(), &thousandth{PatchReader: contacts()}} {
		if _, err := s.Append(b.Context(), store.Event{Header: graph.Header{Kind: graph.KindLoad}, Patch: patch}); err != nil {
			b.Fatal(err)
		}
	}
	return s
}

// thousandth takes every thousandth of the statements of a patch away.
type thousandth struct {
	graph.PatchReader
	n int
}

func (t *thousandth) ReadPatch(b *graph.PatchBatch) error {
	if err := t.PatchReader.ReadPatch(b); err != nil {
		return err
	}
	kept := b.Changes[:0]
	for _, c := range b.Changes {
		if t.n++; t.n%1000 == 0 {
			c.Op = graph.Delete
			kept = append(kept, c)
		}
	}
	b.Changes = kept
	return nil
}

func benchShape(b *testing.B, text string, snap *store.Snapshot) {
	ctx := context.Background()
	var rows int64
	var first, least time.Duration
	var r *query.Results
	for b.Loop() {
		start := time.Now()
		q, err := query.Prepare(text, query.Options{Profile: true})
		if err != nil {
			b.Fatal(err)
		}
		if r, err = q.Run(ctx, snap); err != nil {
			b.Fatal(err)
		}
		counted := &countingSource{Source: r, start: start}
		if err := result.Write(ctx, io.Discard, result.TSV, counted); err != nil {
			b.Fatal(err)
		}
		if err := r.Close(); err != nil {
			b.Fatal(err)
		}
		rows, first = counted.rows, counted.first
		if took := time.Since(start); least == 0 || took < least {
			least = took
		}
	}
	touched, memory := actual(r.Explain())
	b.ReportMetric(float64(rows), "rows")
	b.ReportMetric(float64(touched), "touched")
	b.ReportMetric(float64(memory)/(1<<20), "MiB")
	b.ReportMetric(first.Seconds()*1000, "first-ms")
	b.ReportMetric(least.Seconds()*1000, "least-ms")
}

// actual sums what the operators of a run did: rows, and bytes held.
func actual(e *plan.Explained) (rows, bytes int64) {
	if e.Actual != nil {
		rows, bytes = e.Actual.Rows, e.Actual.Bytes
	}
	for _, in := range e.Inputs {
		r, b := actual(in)
		rows, bytes = rows+r, bytes+b
	}
	return rows, bytes
}

// countingSource counts rows and notes when the first ones came.
type countingSource struct {
	result.Source
	start time.Time
	first time.Duration
	rows  int64
}

func (c *countingSource) Next(ctx context.Context) (*result.Page, error) {
	page, err := c.Source.Next(ctx)
	if err != nil {
		return nil, err
	}
	if c.first == 0 {
		c.first = time.Since(c.start)
	}
	c.rows += int64(page.N)
	return page, nil
}
