package exec_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/plan"
)

// triangle is ?a p ?b . ?b p ?c . ?a p ?c.
func triangle(p graph.ID) *plan.Leapfrog {
	scan := func(s, o plan.Slot) *plan.Scan {
		return &plan.Scan{
			Header: plan.Header{Slots: []plan.Slot{min(s, o), max(s, o)}},
			S:      plan.Term{Slot: s}, P: plan.Term{ID: p, Slot: plan.NoSlot}, O: plan.Term{Slot: o},
			G: plan.Term{Slot: plan.NoSlot}, Graphs: plan.GraphUnion, Order: graph.PSOG,
		}
	}
	return &plan.Leapfrog{
		Header: plan.Header{Slots: []plan.Slot{0, 1, 2}},
		Scans:  []*plan.Scan{scan(0, 1), scan(1, 2), scan(0, 2)},
		Vars:   []plan.Slot{0, 1, 2},
	}
}

func TestTriangles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fx := drawFixture(t)
		got := check(t, fx, triangle(drawID(t, fx.preds, "p")))
		sortedBy(t, "triangles", got, []plan.Slot{0, 1, 2})
	})
}

func TestLeapfrog(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fx := drawFixture(t)
		n := drawLeapfrog(t, fx)
		if n == nil {
			t.Skip("no scan")
		}
		check(t, fx, n)
	})
}

// drawLeapfrog joins some scans; nil if there are none with a variable.
func drawLeapfrog(t *rapid.T, fx *fixture) *plan.Leapfrog {
	n := &plan.Leapfrog{}
	order := rapid.Permutation([]plan.Slot{0, 1, 2, 3, 4}).Draw(t, "variables")
	for range rapid.IntRange(1, 4).Draw(t, "scans") {
		s := drawScan(t, fx)
		if len(s.Slots) == 0 || !leads(s, order) {
			continue
		}
		n.Scans = append(n.Scans, s)
		n.Slots = append(n.Slots, s.Slots...)
	}
	if len(n.Scans) == 0 {
		return nil
	}
	slices.Sort(n.Slots)
	n.Slots = slices.Compact(n.Slots)
	for _, slot := range order {
		if slices.Contains(n.Slots, slot) {
			n.Vars = append(n.Vars, slot)
		}
	}
	return n
}

// TestManyTriangles finds more triangles at an edge than a batch holds, and
// cliques of four, in which the last variable is in three scans.
func TestManyTriangles(t *testing.T) {
	const n = 2500
	lines := []string{"<a:> <p:> <b:>", "<b:> <p:> <c:>", "<a:> <p:> <c:>"}
	for i := range n {
		lines = append(lines, "<a:> <p:> <x:"+itoa(i)+">", "<b:> <p:> <x:"+itoa(i)+">", "<c:> <p:> <x:"+itoa(i)+">")
	}
	fx := load(t, lines...)
	three := triangle(fx.preds[0])
	four := triangle(fx.preds[0])
	for _, s := range []plan.Slot{0, 1, 2} {
		scan := *four.Scans[0]
		scan.S, scan.O, scan.Slots = plan.Term{Slot: s}, plan.Term{Slot: 3}, []plan.Slot{s, 3}
		four.Scans = append(four.Scans, &scan)
	}
	four.Slots, four.Vars = []plan.Slot{0, 1, 2, 3}, []plan.Slot{0, 1, 2, 3}
	for name, c := range map[string]struct {
		root plan.Node
		want int
	}{"three": {three, 1 + 3*n}, "four": {four, n}} {
		got, err := collect(fx.ds, c.root, 4, exec.Options{})
		if err != nil {
			t.Fatal(err)
		}
		sortedBy(t, name, got, []plan.Slot{0, 1, 2, 3})
		if distinct := slices.CompactFunc(slices.Clone(got), slices.Equal[row]); len(got) != c.want || len(distinct) != c.want {
			t.Errorf("%s: got %d solutions, %d of them distinct, want %d", name, len(got), len(distinct), c.want)
		}
	}
}

// leads chooses an order for a scan in which its variables come in the order
// given and before the positions that bind nothing.
func leads(s *plan.Scan, order []plan.Slot) bool {
	var want []plan.Slot
	for _, slot := range order {
		if slices.Contains(s.Slots, slot) {
			want = append(want, slot)
		}
	}
	for _, o := range graph.Orders {
		if s.Order = o; scanLeads(s, want) {
			return true
		}
	}
	return false
}

func TestLeapfrogRefusesOtherOrder(t *testing.T) {
	fx := load(t, "<n:1> <p:1> <n:2>", "<n:2> <p:1> <n:1>")
	n := triangle(fx.preds[0])
	n.Scans[1].Order = graph.POSG
	if got, err := collect(fx.ds, n, 3, exec.Options{}); err == nil {
		t.Fatalf("got %v, want an error: the second scan has ?c before ?b", got)
	}
}
