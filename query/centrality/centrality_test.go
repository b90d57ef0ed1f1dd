package centrality_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/simple"
	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/query/centrality"
	"github.com/chancery-graph/chancery/query/chain"
)

// twoGroups is two triangles of actors that one pair joins.
var twoGroups = []chain.Pair{
	{A: 0, B: 1, Contacts: 3}, {A: 0, B: 2, Contacts: 1}, {A: 1, B: 2, Contacts: 2}, {A: 2, B: 3, Contacts: 1},
	{A: 3, B: 4, Contacts: 2}, {A: 3, B: 5, Contacts: 2}, {A: 4, B: 5, Contacts: 5},
}

func TestDegreesAndPairs(t *testing.T) {
	got := centrality.Degrees(twoGroups)
	if got[0] != (centrality.Degree{Actor: 3, Partners: 3, Contacts: 5}) || len(got) != 6 {
		t.Errorf("degrees %+v", got)
	}
	if most := centrality.MostMet(twoGroups)[0]; most.A != 4 || most.B != 5 {
		t.Errorf("most met %+v, want 4 and 5", most)
	}
}

func TestCommunities(t *testing.T) {
	got := centrality.Communities(twoGroups)
	want := [][]uint32{{0, 1, 2}, {3, 4, 5}}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("communities %v, want %v", got, want)
	}
	if got := centrality.Communities(nil); got != nil {
		t.Errorf("communities of nobody: %v", got)
	}
}

// TestBetweennessIsBrandes compares with the exact measure of another library.
func TestBetweennessIsBrandes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		actors := rapid.IntRange(2, 12).Draw(t, "actors")
		g := simple.NewUndirectedGraph()
		var pairs []chain.Pair
		for a := range actors {
			for b := a + 1; b < actors; b++ {
				if rapid.IntRange(0, 2).Draw(t, "joined") == 0 {
					pairs = append(pairs, chain.Pair{A: uint32(a), B: uint32(b), Contacts: 1})
					g.SetEdge(g.NewEdge(simple.Node(a), simple.Node(b)))
				}
			}
		}
		got, err := centrality.Betweenness(context.Background(), pairs, actors, 0)
		if err != nil {
			t.Fatalf("%v", err)
		}
		exact := network.Betweenness(g)
		all := float64(len(got))
		for _, b := range got {
			want := 0.0
			if all > 2 {
				want = exact[int64(b.Actor)] / ((all - 1) * (all - 2))
			}
			if math.Abs(b.Score-want) > 1e-9 {
				t.Fatalf("actor %d: %v, want %v", b.Actor, b.Score, want)
			}
		}
	})
}
