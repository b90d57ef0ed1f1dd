package exec

import (
	"slices"

	"github.com/chancery-graph/chancery/query/plan"
)

// automaton is a path's automaton as a search uses it, in one direction.
type automaton struct {
	starts []int
	accept []bool
	edges  [][]plan.Edge
}

func forward(a *plan.Automaton) *automaton {
	return &automaton{starts: []int{a.Start}, accept: a.Accept, edges: a.Edges}
}

// backward returns the automaton of the inverse path: the edges the other way
// round, from what was accepted to the start.
func backward(a *plan.Automaton) *automaton {
	r := &automaton{accept: make([]bool, a.States), edges: make([][]plan.Edge, a.States)}
	for state, ok := range a.Accept {
		if ok {
			r.starts = append(r.starts, state)
		}
	}
	r.accept[a.Start] = true
	for from, edges := range a.Edges {
		for _, e := range edges {
			back := e
			back.To, back.Backward = from, !e.Backward
			r.edges[e.To] = append(r.edges[e.To], back)
		}
	}
	return r
}

// stepKey tells steps apart that read different rows.
type stepKey struct {
	predicate uint64
	backward  bool
	except    string
}

func keyOf(e *plan.Edge) stepKey {
	k := stepKey{predicate: uint64(e.Predicate), backward: e.Backward}
	if e.Predicate == 0 {
		k.except = string(bytesOf(slices.Clip(e.Except)))
	}
	return k
}
