package store_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/store"
)

// benchSizes are the numbers of quads that the benchmarks run on. The variable
// CHANCERY_BENCH_QUADS holds others, separated by commas, for instance
// 100000,1000000,10000000.
func benchSizes(b *testing.B) []int {
	list := os.Getenv("CHANCERY_BENCH_QUADS")
	if list == "" {
		list = "100000,1000000"
	}
	var sizes []int
	for f := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(f))
		if err != nil {
			b.Fatalf("CHANCERY_BENCH_QUADS: %v", err)
		}
		sizes = append(sizes, n)
	}
	return sizes
}

func eachSize(b *testing.B, fn func(b *testing.B, quads int)) {
	for _, n := range benchSizes(b) {
		b.Run(fmt.Sprintf("quads=%d", n), func(b *testing.B) { fn(b, n) })
	}
}

// benchFile writes the generated graph as N-Quads.
func benchFile(b *testing.B, quads int) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "contacts.nq")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	_, err = graphtest.WriteNQuads(f, graphtest.Config{Quads: quads})
	if err := errors.Join(err, f.Close()); err != nil {
		b.Fatal(err)
	}
	return path
}

func loadFile(b *testing.B, s *store.Store, path string) {
	b.Helper()
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	_, err = s.Append(ctx, store.Event{
		Header: graph.Header{Kind: graph.KindLoad, Source: "http://example.org/contacts"},
		Patch:  nquads.NewReader(f, nquads.Options{Name: path}),
		Scoped: true,
	})
	if err != nil {
		b.Fatal(err)
	}
}

func benchStore(b *testing.B, dir string) *store.Store {
	b.Helper()
	s, err := store.Create(dir, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func loaded(b *testing.B, quads int) *store.Store {
	b.Helper()
	s := benchStore(b, filepath.Join(b.TempDir(), "s"))
	b.Cleanup(func() { s.Close() })
	loadFile(b, s, benchFile(b, quads))
	return s
}

// peakMemory samples the memory that the Go runtime holds from the system while
// a benchmark runs. Memory maps of files are not part of it.
func peakMemory() (stop func() uint64) {
	var peak atomic.Uint64
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			peak.Store(max(peak.Load(), m.Sys-m.HeapReleased))
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return func() uint64 { close(done); <-ended; return peak.Load() }
}

// BenchmarkLoad loads a file of N-Quads as one event, to its acknowledgement:
// the log synced and all permutations built.
func BenchmarkLoad(b *testing.B) {
	eachSize(b, func(b *testing.B, quads int) {
		path := benchFile(b, quads)
		fi, err := os.Stat(path)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(fi.Size())
		var info store.Info
		stop := peakMemory()
		i := 0
		for b.Loop() {
			b.StopTimer()
			dir := filepath.Join(b.TempDir(), strconv.Itoa(i))
			i++
			s := benchStore(b, dir)
			b.StartTimer()
			loadFile(b, s, path)
			b.StopTimer()
			if info, err = s.Info(ctx); err != nil {
				b.Fatal(err)
			}
			if err := errors.Join(s.Close(), os.RemoveAll(dir)); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
		per := func(n uint64) float64 { return float64(n) / float64(info.Statements) }
		b.ReportMetric(float64(quads)*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
		b.ReportMetric(float64(stop())/(1<<20), "peak-MiB")
		b.ReportMetric(per(info.Bytes.Log), "log-B/quad")
		b.ReportMetric(per(info.Bytes.Dictionary), "dict-B/quad")
		b.ReportMetric(per(info.Bytes.Permutations), "perm-B/quad")
		b.ReportMetric(per(info.Bytes.Disk), "disk-B/quad")
	})
}

// BenchmarkAppend appends one event of 50 quads; the bare run writes the same
// text to a file and syncs it.
func BenchmarkAppend(b *testing.B) {
	event := func(i int) string {
		var t strings.Builder
		for q := range 50 {
			fmt.Fprintf(&t, "A <http://example.org/meeting/%d> <http://example.org/attendee> <http://example.org/actor/%d> <http://example.org/source/%d> .\n", i, q, i)
		}
		return t.String()
	}
	b.Run("event", func(b *testing.B) {
		s := benchStore(b, filepath.Join(b.TempDir(), "s"))
		defer s.Close()
		i := 0
		for b.Loop() {
			i++
			_, err := s.Append(ctx, store.Event{
				Header: graph.Header{Kind: graph.KindDocument},
				Patch:  nquads.NewReader(strings.NewReader(strings.ReplaceAll(event(i), "A <", "<")), nquads.Options{}),
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("bare", func(b *testing.B) {
		f, err := os.Create(filepath.Join(b.TempDir(), "f"))
		if err != nil {
			b.Fatal(err)
		}
		defer f.Close()
		i := 0
		for b.Loop() {
			i++
			_, err := f.WriteString(event(i))
			if err := errors.Join(err, f.Sync()); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func scanRows(b *testing.B, snap *store.Snapshot, q graph.Scan) (rows int) {
	b.Helper()
	sc, err := snap.Scan(ctx, q)
	if err != nil {
		b.Fatal(err)
	}
	defer sc.Close()
	var batch graph.Batch
	for err = sc.Next(ctx, &batch); err == nil && batch.N > 0; err = sc.Next(ctx, &batch) {
		rows += batch.N
	}
	if err != nil {
		b.Fatal(err)
	}
	return rows
}

// BenchmarkScan reads whole permutations and the statements of one predicate,
// warm, as of the head and as of an event before it.
func BenchmarkScan(b *testing.B) {
	eachSize(b, func(b *testing.B, quads int) {
		s := loaded(b, quads)
		for _, o := range graph.Orders {
			b.Run("full/"+o.String(), func(b *testing.B) { benchScan(b, s, 1, graph.Scan{Order: o}) })
		}
		b.Run("bound/predicate", func(b *testing.B) { benchScan(b, s, 1, graph.Scan{Pattern: commonest(b, s)}) })
		removeSome(b, s)
		if err := s.Compact(ctx); err != nil {
			b.Fatal(err)
		}
		b.Run("history/current", func(b *testing.B) { benchScan(b, s, 2, graph.Scan{Order: graph.SPOG}) })
		b.Run("history/as-of", func(b *testing.B) { benchScan(b, s, 1, graph.Scan{Order: graph.SPOG}) })
	})
}

func benchScan(b *testing.B, s *store.Store, seq graph.Seq, q graph.Scan) {
	snap, err := s.AsOf(ctx, seq)
	if err != nil {
		b.Fatal(err)
	}
	defer snap.Close()
	rows := scanRows(b, snap, q) // warm
	for b.Loop() {
		scanRows(b, snap, q)
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// commonest is the pattern of the predicate with most statements.
func commonest(b *testing.B, s *store.Store) graph.Pattern {
	snap := s.Snapshot()
	defer snap.Close()
	preds, err := snap.Predicates(ctx)
	if err != nil {
		b.Fatal(err)
	}
	var best graph.PredicateStats
	for _, p := range preds {
		if p.Rows > best.Rows {
			best = p
		}
	}
	return graph.Pattern{P: best.Predicate}
}

// removeSome removes every hundredth statement in a second event, so that nearly
// every block holds rows that are gone.
func removeSome(b *testing.B, s *store.Store) {
	snap := s.Snapshot()
	defer snap.Close()
	d, err := snap.Diff(ctx, 0)
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	_, err = s.Append(ctx, store.Event{Header: graph.Header{Kind: graph.KindRetract}, Patch: patchFunc(func(p *graph.PatchBatch) error {
		if err := d.ReadPatch(p); err != nil {
			return err
		}
		kept := p.Changes[:0]
		for _, c := range p.Changes {
			if n++; n%100 == 0 {
				c.Op = graph.Delete
				kept = append(kept, c)
			}
		}
		p.Changes = kept
		return nil
	})})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkLookup finds the statements of one subject, as relationship questions
// do.
func BenchmarkLookup(b *testing.B) {
	eachSize(b, func(b *testing.B, quads int) {
		s := loaded(b, quads)
		snap := s.Snapshot()
		defer snap.Close()
		subjects := sample(b, snap, 1000)
		i := 0
		for b.Loop() {
			scanRows(b, snap, graph.Scan{Pattern: graph.Pattern{S: subjects[i%len(subjects)]}})
			i++
		}
	})
}

// sample picks about n subjects from all over the store.
func sample(b *testing.B, snap *store.Snapshot, n int) []graph.ID {
	sc, err := snap.Scan(ctx, graph.Scan{Order: graph.SPOG, Columns: graph.ColS})
	if err != nil {
		b.Fatal(err)
	}
	defer sc.Close()
	total, err := snap.Count(ctx, graph.Pattern{})
	if err != nil {
		b.Fatal(err)
	}
	step, at := max(int(total)/n, 1), 0
	var out []graph.ID
	var batch graph.Batch
	for err = sc.Next(ctx, &batch); err == nil && batch.N > 0; err = sc.Next(ctx, &batch) {
		for ; at < batch.N; at += step {
			out = append(out, batch.Cols[graph.S][at])
		}
		at -= batch.N
	}
	if err != nil {
		b.Fatal(err)
	}
	return out
}

// BenchmarkOpen opens and closes a loaded store.
func BenchmarkOpen(b *testing.B) {
	eachSize(b, func(b *testing.B, quads int) {
		s := loaded(b, quads)
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		var open time.Duration
		for b.Loop() {
			start := time.Now()
			s, err := store.Open(s.Dir(), store.Options{})
			if err != nil {
				b.Fatal(err)
			}
			open += time.Since(start)
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(open.Milliseconds())/float64(b.N), "open-ms")
	})
}

// BenchmarkRebuild drops the graph and folds the log anew.
func BenchmarkRebuild(b *testing.B) {
	eachSize(b, func(b *testing.B, quads int) {
		s := loaded(b, quads)
		for b.Loop() {
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
			var err error
			if s, err = store.Rebuild(ctx, s.Dir(), store.Options{}, nil); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(quads)*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
	})
}
