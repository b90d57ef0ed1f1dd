package projection_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/projection"
)

// TestDefer compares columns that are got later with those of a full scan, and the
// values of single rows with the columns.
func TestDefer(t *testing.T) {
	for _, recent := range []int{1, 9000, 1 << 20} { // runs on disk, both, memory alone
		t.Run(fmt.Sprint("recent rows ", recent), func(t *testing.T) {
			p := openEmpty(t, recent)
			rng := rand.New(rand.NewPCG(1, uint64(recent)))
			for seq := graph.Seq(1); seq <= 3; seq++ {
				addRandom(t, p, seq, rng)
			}
			for seq := graph.Seq(1); seq <= 3; seq++ {
				snap, err := p.Snapshot(seq)
				if err != nil {
					t.Fatal(err)
				}
				left := 0
				for _, order := range graph.Orders {
					left += checkDeferred(t, snap, order)
				}
				// Of small blocks all is copied.
				if seq == 1 && recent == 1 && left == 0 && graph.BatchRows >= 1024 {
					t.Error("no column was left out")
				}
				snap.Close()
			}
		})
	}
}

// checkDeferred scans a permutation twice and returns how many batches were left
// without a column.
func checkDeferred(t *testing.T, snap *projection.Snapshot, order graph.Order) (left int) {
	t.Helper()
	ctx := context.Background()
	var want, got [4][]graph.ID
	for _, deferred := range []graph.Columns{0, graph.ColO | graph.ColS} {
		sc, err := snap.Scan(ctx, graph.Scan{Order: order})
		if err != nil {
			t.Fatal(err)
		}
		sc.(graph.Deferrer).Defer(deferred)
		into := &got
		if deferred == 0 {
			into = &want
		}
		for {
			var b graph.Batch
			if err := sc.Next(ctx, &b); err != nil {
				t.Fatal(err)
			}
			if b.N == 0 {
				break
			}
			for _, pos := range []graph.Position{graph.S, graph.P, graph.O, graph.G} {
				col := b.Cols[pos]
				if col == nil {
					left++
					col = deferredColumn(t, sc.(graph.Deferrer), pos, b.N)
				}
				into[pos] = append(into[pos], col...)
			}
		}
		sc.Close()
	}
	for pos := range want {
		if !slices.Equal(got[pos], want[pos]) {
			t.Fatalf("%v: column %d differs", order, pos)
		}
	}
	return left
}

func deferredColumn(t *testing.T, d graph.Deferrer, pos graph.Position, n int) []graph.ID {
	t.Helper()
	first, err := d.DeferredAt(pos, 0)
	if err != nil {
		t.Fatal(err)
	}
	last, err := d.DeferredAt(pos, n-1)
	if err != nil {
		t.Fatal(err)
	}
	col, err := d.Deferred(pos)
	if err != nil {
		t.Fatal(err)
	}
	if len(col) != n || col[0] != first || col[n-1] != last {
		t.Fatalf("column of %d rows from %v to %v, want %d from %v to %v", len(col), col[0], col[len(col)-1], n, first, last)
	}
	middle, err := d.DeferredAt(pos, n/2)
	if err != nil || middle != col[n/2] {
		t.Fatalf("row %d is %v (error %v), want %v", n/2, middle, err, col[n/2])
	}
	return col
}
