package chain_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/querytest"
)

// TestReachByManySteps passes word along a row of actors, which is longer than the
// numbers of steps that a sweep can hold, and just as long.
func TestReachByManySteps(t *testing.T) {
	for _, actors := range []int{253, 254, 255, 256, 257, 400} {
		for _, oneDay := range []bool{true, false} {
			t.Run(fmt.Sprint(actors, " one day ", oneDay), func(t *testing.T) {
				var contacts []querytest.Contact
				for i := range actors - 1 {
					c := querytest.Contact{ID: i, Attendees: []int{i, i + 1}, Date: dayText(0)}
					if !oneDay {
						c.Date = dayText(i / 20)
					}
					contacts = append(contacts, c)
				}
				r := reader(t, querytest.NQuads(contacts))
				n := build(t, r)
				f := n.Finder()
				defer f.Release()
				for range 2 { // a search leaves nothing to the next
					got, err := f.Reach(context.Background(), []graph.ID{actor(t, r, 0)}, &chain.Options{InOrder: true}, 0)
					if err != nil {
						t.Fatal(err)
					}
					if len(got) != actors-1 {
						t.Fatalf("%d are reached, want %d", len(got), actors-1)
					}
					for i, g := range got {
						if n.ID(g.Actor) != actor(t, r, i+1) || g.Hops != i+1 {
							t.Fatalf("the %dth is %v by %d steps, want actor %d", i+1, n.ID(g.Actor), g.Hops, i+1)
						}
					}
				}
			})
		}
	}
}
