package exec_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/plan"
)

// drawAutomaton draws an automaton as a planner makes them: it accepts in its
// start exactly if the path matches zero steps.
func drawAutomaton(t *rapid.T, fx *fixture) *plan.Automaton {
	n := rapid.IntRange(1, 3).Draw(t, "states")
	a := &plan.Automaton{States: n, Start: rapid.IntRange(0, n-1).Draw(t, "start")}
	for range n {
		a.Accept = append(a.Accept, rapid.Bool().Draw(t, "accept"))
		var edges []plan.Edge
		for range rapid.IntRange(0, 2).Draw(t, "edges") {
			e := plan.Edge{To: rapid.IntRange(0, n-1).Draw(t, "to"), Backward: rapid.Bool().Draw(t, "backward")}
			if rapid.IntRange(0, 3).Draw(t, "negated") > 0 {
				e.Predicate = drawID(t, fx.preds, "predicate")
			} else {
				for _, p := range fx.preds {
					if rapid.Bool().Draw(t, "except") {
						e.Except = append(e.Except, p)
					}
				}
			}
			edges = append(edges, e)
		}
		a.Edges = append(a.Edges, edges)
	}
	a.Empty = a.Accept[a.Start]
	return a
}

func TestPaths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fx := drawFixture(t)
		p := &plan.Path{Path: drawAutomaton(t, fx), G: plan.Term{Slot: plan.NoSlot}}
		p.Graphs = plan.GraphMode(rapid.IntRange(int(plan.GraphUnion), int(plan.GraphEach)).Draw(t, "graphs"))
		p.S, p.O = drawEnd(t, fx, "s"), drawEnd(t, fx, "o")
		p.Known = rapid.Bool().Draw(t, "known")
		switch p.Graphs {
		case plan.GraphSet:
			p.Set = drawSet(t, fx)
		case plan.GraphEach:
			p.G = plan.Term{Slot: plan.Slot(rapid.IntRange(3, 4).Draw(t, "g"))}
			if rapid.Bool().Draw(t, "one graph") {
				p.G = plan.Term{ID: drawID(t, fx.names, "graph"), Slot: plan.NoSlot}
			}
		}
		p.In = &plan.Unit{}
		if rapid.Bool().Draw(t, "input") {
			v := drawValues(t, fx, true)
			for i, slot := range v.Slots { // a graph's name, where one is bound
				for r := range v.Rows {
					if slot >= 3 && v.Rows[r][i] != graph.None && len(fx.names) > 0 {
						v.Rows[r][i] = fx.names[int(v.Rows[r][i])%len(fx.names)]
					}
				}
			}
			p.In = v
		}
		p.Slots = append(slotsOf(p.S, p.O, p.G), p.In.Head().Slots...)
		slices.Sort(p.Slots)
		p.Slots = slices.Compact(p.Slots)
		check(t, fx, p)
	})
}

func drawEnd(t *rapid.T, fx *fixture, label string) plan.Term {
	if rapid.IntRange(0, 3).Draw(t, label) == 0 {
		ids := append(slices.Clone(fx.nodes), graph.MakeID(graph.TagLocalIRI, 7)) // one that no statement has
		return plan.Term{ID: drawID(t, ids, label), Slot: plan.NoSlot}
	}
	return plan.Term{Slot: plan.Slot(rapid.IntRange(0, 2).Draw(t, label+" slot"))}
}

// TestLongPath walks a chain that is longer than a batch, both ways and from both
// ends, and so often that the edges are read as a whole.
func TestLongPath(t *testing.T) {
	const n = 3000
	lines := make([]string, n)
	for i := range lines {
		lines[i] = chainNode(i) + " <p:next> " + chainNode(i+1)
	}
	fx := load(t, lines...)
	id := func(i int) graph.ID {
		got, ok, err := fx.ds.Lookup(t.Context(), []byte(chainNode(i)))
		if err != nil || !ok {
			t.Fatalf("no node %d: %v", i, err)
		}
		return got
	}
	next := plan.Edge{To: 1, Predicate: fx.preds[0]}
	a := &plan.Automaton{States: 2, Accept: []bool{false, true}, Edges: [][]plan.Edge{{next}, {next}}}
	free, from, to := plan.Term{Slot: 0}, plan.Term{ID: id(10), Slot: plan.NoSlot}, plan.Term{ID: id(n), Slot: plan.NoSlot}
	for _, c := range []struct {
		name string
		s, o plan.Term
		want int
	}{
		{"forwards", from, free, n - 10},
		{"backwards", free, to, n},
		{"both ends", from, to, 1},
		{"the wrong way", to, from, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &plan.Path{In: &plan.Unit{}, S: c.s, O: c.o, Path: a, Graphs: plan.GraphUnion, G: plan.Term{Slot: plan.NoSlot}}
			p.Slots = slotsOf(c.s, c.o)
			got, err := collect(fx.ds, p, 1, exec.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != c.want {
				t.Fatalf("got %d rows, want %d", len(got), c.want)
			}
		})
	}
}

func chainNode(i int) string { return "<chain:" + string(rune('a'+i%7)) + "/" + itoa(i) + ">" }

func itoa(i int) string {
	if i < 10 {
		return string(rune('0' + i))
	}
	return itoa(i/10) + itoa(i%10)
}
