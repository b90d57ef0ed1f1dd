package projection_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/projection"
)

// TestCountAfterScan counts as of an event in the midst of a run, right after a scan
// of other runs whose blocks its memory has held.
func TestCountAfterScan(t *testing.T) {
	ctx := context.Background()
	p := openEmpty(t, 5000)
	for i, event := range []struct {
		predicate string
		from, n   int
	}{{"<x:p>", 0, 7000}, {"<x:q>", 0, 3500}, {"<x:q>", 1, 3500}, {"<x:p>", 20000, 1}} {
		addEvery2nd(t, p, graph.Seq(i+1), event.predicate, event.from, event.n)
	}
	for seq := graph.Seq(1); seq <= 4; seq++ {
		snap, err := p.Snapshot(seq)
		if err != nil {
			t.Fatal(err)
		}
		preds, err := snap.Predicates(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, order := range graph.Orders {
			for _, of := range preds {
				readAll(t, snap, graph.Scan{Order: order})
				n, err := snap.Count(ctx, graph.Pattern{P: of.Predicate})
				if want := readAll(t, snap, graph.Scan{Order: order, Pattern: graph.Pattern{P: of.Predicate}}); err != nil || n != uint64(want) {
					t.Errorf("as of %d, after a scan by %s: %d rows of predicate %v, %v; want %d", seq, order, n, of.Predicate, err, want)
				}
			}
		}
		snap.Close()
	}
}

// addEvery2nd appends n statements of a predicate, about every second subject, as one
// event.
func addEvery2nd(t *testing.T, p *projection.Projection, seq graph.Seq, predicate string, from, n int) {
	t.Helper()
	s, err := p.Begin(context.Background(), seq)
	if err != nil {
		t.Fatal(err)
	}
	var b graph.PatchBatch
	for i := from; i < from+2*n; i += 2 {
		b.Changes = append(b.Changes, statement{fmt.Sprintf("<x:s%d>", i), predicate, fmt.Sprintf("<x:o%d>", i%97), "<x:g>"}.change(graph.Add))
	}
	if err := s.Add(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(context.Background(), hashOf(seq)); err != nil {
		t.Fatal(err)
	}
}

// readAll counts the rows of a scan.
func readAll(t *testing.T, snap *projection.Snapshot, scan graph.Scan) (n int) {
	t.Helper()
	sc, err := snap.Scan(context.Background(), scan)
	if err != nil {
		t.Fatal(err)
	}
	defer sc.Close()
	var b graph.Batch
	for {
		if err := sc.Next(context.Background(), &b); err != nil {
			t.Fatal(err)
		}
		if b.N == 0 {
			return n
		}
		n += b.N
	}
}
