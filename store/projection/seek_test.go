package projection_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/kv"
	"github.com/chancery-graph/chancery/store/projection"
)

// TestSeek compares ranges sought in rising order with the same ranges of a full
// scan, over one run and several, many blocks, removals, recent rows, and past
// events.
func TestSeek(t *testing.T) {
	for _, recent := range []int{1, 9000, 1 << 20} { // runs on disk, both, memory alone
		t.Run(fmt.Sprint("recent rows ", recent), func(t *testing.T) {
			p := openEmpty(t, recent)
			rng := rand.New(rand.NewPCG(1, uint64(recent)))
			for seq := graph.Seq(1); seq <= 5; seq++ {
				addRandom(t, p, seq, rng)
			}
			for seq := graph.Seq(1); seq <= 5; seq += 2 {
				snap, err := p.Snapshot(seq)
				if err != nil {
					t.Fatal(err)
				}
				for _, order := range graph.Orders {
					checkSeeks(t, snap, order, rng)
				}
				snap.Close()
			}
		})
	}
}

// openEmpty opens a projection of its own for a test, which keeps so many rows in
// memory.
func openEmpty(t *testing.T, recent int) *projection.Projection {
	t.Helper()
	ctx := context.Background()
	db, err := kv.Open(t.TempDir(), kv.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	p, err := projection.Open(ctx, db, projection.Options{RecentRows: recent, TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close(ctx) })
	return p
}

func addRandom(t *testing.T, p *projection.Projection, seq graph.Seq, rng *rand.Rand) {
	s, err := p.Begin(context.Background(), seq)
	if err != nil {
		t.Fatal(err)
	}
	var b graph.PatchBatch
	for range 6000 {
		c := statement{
			fmt.Sprintf("<x:s%d>", rng.IntN(700)), fmt.Sprintf("<x:p%d>", rng.IntN(4)),
			fmt.Sprintf(`"%d"^^<http://www.w3.org/2001/XMLSchema#integer>`, rng.IntN(30)), fmt.Sprintf("<x:g%d>", rng.IntN(3)),
		}.change(graph.Add)
		if seq > 1 && rng.IntN(4) == 0 {
			c.Op = graph.Delete
		}
		b.Changes = append(b.Changes, c)
	}
	if err := s.Add(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(context.Background(), hashOf(seq)); err != nil {
		t.Fatal(err)
	}
}

func compareIn(a, b graph.Quad, order graph.Order) int {
	for _, p := range order.Positions() {
		if a[p] != b[p] {
			if a[p] < b[p] {
				return -1
			}
			return 1
		}
	}
	return 0
}

func checkSeeks(t *testing.T, snap *projection.Snapshot, order graph.Order, rng *rand.Rand) {
	t.Helper()
	q := graph.Scan{Order: order}
	all := readQuads(t, snap, q, nil)
	if rng.IntN(2) == 0 { // a pattern whose range or filter goes with the seeks
		like := all[rng.IntN(len(all))]
		if rng.IntN(2) == 0 {
			q.P = like[graph.P]
		} else {
			q.Pattern.G = like[graph.G]
		}
	}
	sc, err := snap.Scan(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	defer sc.Close()
	for at := 0; at < len(all); {
		lo, hi := all[at], all[min(at+rng.IntN(3), len(all)-1)]
		if rng.IntN(3) == 0 {
			hi = all[min(at+rng.IntN(4000), len(all)-1)]
		}
		// Free some trailing positions, as lookups by a prefix do.
		positions := order.Positions()
		for _, p := range positions[1+rng.IntN(3):] {
			lo[p], hi[p] = graph.None, graph.MaxID
		}
		var want []graph.Quad
		next := at
		for i := at; i < len(all) && compareIn(all[i], hi, order) <= 0; i++ {
			next = i + 1
			if q.Matches(all[i]) {
				want = append(want, all[i])
			}
		}
		// lo may lie before rows that were read: only those from at are left.
		if at > 0 && compareIn(lo, all[at-1], order) <= 0 {
			lo = all[at]
		}
		if err := sc.(graph.Seeker).Seek(context.Background(), lo, hi); err != nil {
			t.Fatal(err)
		}
		if rng.IntN(4) == 0 { // leave the range before its end
			var b graph.Batch
			if err := sc.Next(context.Background(), &b); err != nil || b.N > len(want) || (b.N == 0) != (len(want) == 0) {
				t.Fatalf("%v %+v: seek %v to %v: first batch of %d rows of %d, %v", order, q.Pattern, lo, hi, b.N, len(want), err)
			}
			for i := range b.N {
				if got := (graph.Quad{b.Cols[0][i], b.Cols[1][i], b.Cols[2][i], b.Cols[3][i]}); got != want[i] {
					t.Fatalf("%v %+v: seek %v to %v: row %d is %v, want %v", order, q.Pattern, lo, hi, i, got, want[i])
				}
			}
			at = next
			continue
		}
		if got := readQuads(t, snap, q, sc); !slices.Equal(got, want) {
			t.Fatalf("%v %+v: seek %v to %v: %d rows, want %d", order, q.Pattern, lo, hi, len(got), len(want))
		}
		at = next + rng.IntN(600)
	}
}

// readQuads reads a scanner, or a new one for q, to its end.
func readQuads(t *testing.T, snap *projection.Snapshot, q graph.Scan, sc graph.Scanner) (all []graph.Quad) {
	t.Helper()
	if sc == nil {
		var err error
		if sc, err = snap.Scan(context.Background(), q); err != nil {
			t.Fatal(err)
		}
		defer sc.Close()
	}
	var b graph.Batch
	for {
		if err := sc.Next(context.Background(), &b); err != nil {
			t.Fatal(err)
		}
		if b.N == 0 {
			return all
		}
		for i := range b.N {
			all = append(all, graph.Quad{b.Cols[0][i], b.Cols[1][i], b.Cols[2][i], b.Cols[3][i]})
		}
	}
}
