package exec_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/plan"
)

// counted is COUNT(*) of a plan's solutions, bound to a slot.
func counted(in plan.Node, slot plan.Slot) *plan.Group {
	return &plan.Group{Header: plan.Header{Slots: []plan.Slot{slot}}, In: in, Streaming: true,
		Aggregates: []plan.Aggregate{{Slot: slot, Arg: plan.NoSlot, Source: algebra.Aggregate{Name: "COUNT"}}}}
}

// sameCount fails unless COUNT(*) is the number of the solutions that are made.
func sameCount(t interface{ Fatalf(string, ...any) }, fx *fixture, in plan.Node, slots int) {
	made, err := collect(fx.ds, in, slots, exec.Options{})
	if err != nil {
		t.Fatalf("%v", err)
	}
	want, _ := graph.IntegerID(int64(len(made)))
	for _, o := range []exec.Options{{Parallelism: 1}, {Parallelism: 3}, {Parallelism: 3, Profile: true, Eager: true}} {
		got, err := collect(fx.ds, counted(in, plan.Slot(slots)), slots+1, o)
		if err != nil {
			t.Fatalf("%v", err)
		}
		if len(got) != 1 || got[0][slots] != want {
			t.Fatalf("%+v: COUNT is %v, want %d", o, got, len(made))
		}
	}
}

func TestCountLeapfrog(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fx := drawFixture(t)
		sameCount(t, fx, triangle(drawID(t, fx.preds, "p")), 3)
		if n := drawLeapfrog(t, fx); n != nil {
			sameCount(t, fx, n, 5)
		}
	})
}

func TestCountJoins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fx := drawFixture(t)
		sameCount(t, fx, drawJoin(t, fx, 2), testSlots+3)
	})
}

// TestCountDenseTriangles counts triangles of graphs in which lists of neighbours are
// long, so that they are compared as bit sets, short, and both.
func TestCountDenseTriangles(t *testing.T) {
	for _, c := range []struct{ nodes, edges, hubs int }{{150, 9000, 0}, {700, 4000, 0}, {400, 1500, 5}, {70, 3000, 0}} {
		t.Run(fmt.Sprintf("%d nodes, %d edges, %d hubs", c.nodes, c.edges, c.hubs), func(t *testing.T) {
			r := rand.New(rand.NewPCG(uint64(c.nodes), uint64(c.edges)))
			var lines []string
			for range c.edges {
				lines = append(lines, fmt.Sprintf("<n:%d> <p:1> <n:%d>", r.IntN(c.nodes), r.IntN(c.nodes)))
			}
			for hub := range c.hubs {
				for i := range c.nodes {
					lines = append(lines, fmt.Sprintf("<n:%d> <p:1> <n:%d>", hub, i))
				}
			}
			fx := load(t, lines...)
			sameCount(t, fx, triangle(fx.preds[0]), 3)
		})
	}
}
