package plan

import (
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
)

// graph translates GRAPH (SPARQL 1.1 §18.6, Graph): with a term the patterns
// inside read that graph; with a variable they are matched in each named graph,
// and the variable is joined to the graph's name afterwards: it is not in scope
// inside, even if something inside has its name.
func (p *planner) graph(o *algebra.Graph, e env) op {
	if o.Name.IsVar() {
		return p.graphVar(o, e)
	}
	inner := e
	inner.graph = activeGraph{mode: GraphSet, slot: NoSlot}
	id, ok := p.lookup(o.Name.Term)
	if ok && !e.dataset.IsZero() {
		_, ok = slices.BinarySearch(p.graphSet(e.dataset.Named), id)
	}
	if ok {
		inner.graph.set = []graph.ID{id}
		inner.graph.none = p.count(graph.Pattern{G: id}) == 0
	} else {
		inner.graph.none = true
	}
	if inner.graph.none {
		// A graph that the dataset has not matches nothing, not even {}.
		return newEmpty(p.pattern(o.In, inner).possible())
	}
	return p.inGraph(p.pattern(o.In, inner), e)
}

func (p *planner) graphVar(o *algebra.Graph, e env) op {
	inner := e
	outer := p.slot(e.scope, o.Name.Var)
	inner.graph = activeGraph{mode: GraphEach, slot: outer}
	if !e.dataset.IsZero() {
		inner.graph.set = p.graphSet(e.dataset.Named)
		inner.graph.none = len(inner.graph.set) == 0
	}
	used := collector{}
	used.op(o.In)
	if !used[o.Name.Var] || plainJoin(o.In) {
		return p.inGraph(p.perGraph(o.In, inner), e)
	}
	// Inside, the name is another variable.
	inner.scope = &scope{names: map[algebra.Var]Slot{}}
	for v, s := range e.scope.names {
		if v != o.Name.Var {
			inner.scope.names[v] = s
		}
	}
	for _, v := range sortedVars(used) { // new names belong to the outer scope too
		if v != o.Name.Var {
			inner.scope.names[v] = p.slot(e.scope, v)
		}
	}
	in := p.perGraph(o.In, inner)
	own := p.slot(inner.scope, o.Name.Var)
	if in.possible().has(own) {
		same := &algebra.Call{Name: "SAMETERM", Args: []algebra.Expr{p.labels[own], p.labels[outer]}}
		unbound := &algebra.Unary{Op: algebra.Not, X: &algebra.Call{Name: "BOUND", Args: []algebra.Expr{p.labels[own]}}}
		in = newFilter(in, cond{&algebra.Binary{Op: algebra.Or, Left: unbound, Right: same}, setOf(own, outer)})
		in = newProject(in, in.possible().without(setOf(own)))
	}
	return p.inGraph(in, e)
}

// plainJoin tells whether a pattern is triples and joins alone, in which the
// graph's variable may simply be the same as one of the pattern.
func plainJoin(o algebra.Op) bool {
	switch o := o.(type) {
	case *algebra.BGP:
		return true
	case *algebra.Join:
		return plainJoin(o.Left) && plainJoin(o.Right)
	}
	return false
}

// perGraph translates a pattern for each named graph. Most operators do as they
// are, with the graph's name as one more column that always agrees; those that
// see more than one solution at a time are evaluated graph by graph.
func (p *planner) perGraph(o algebra.Op, e env) op {
	if !needsOneGraph(o, false) {
		return p.pattern(o, e)
	}
	slot := e.graph.slot
	keys := setOf(slot)
	scope := p.newScope()
	names := p.graphNames(e.graph)
	param := &paramOp{sets{keys, keys}, scope, 1}
	right := replaceGraphs(p.pattern(o, e), param)
	may := right.possible().union(keys)
	return &applyOp{sets: sets{may, right.certain().union(keys)},
		kind: Inner, left: names, right: right, keys: keys, mark: NoSlot, scope: scope}
}

// replaceGraphs joins every leaf that binds the graph's name with the parameter,
// so that the leaf reads that graph alone.
func replaceGraphs(o op, param *paramOp) op {
	switch o.(type) {
	case *scanOp, *pathOp:
		if o.possible().meets(param.possible()) {
			return newJoin(param, o)
		}
	case *graphsOp:
		return newJoin(param, o)
	}
	return mapChildren(o, func(c op) op { return replaceGraphs(c, param) })
}

// needsOneGraph tells whether an operator of o sees a whole multiset: LIMIT, or
// a group that exists without solutions.
func needsOneGraph(o algebra.Op, found bool) bool {
	switch o := o.(type) {
	case *algebra.Slice:
		return true
	case *algebra.Group:
		if len(o.Keys) == 0 {
			return true
		}
	case *algebra.Graph, *algebra.Service:
		return false
	}
	for _, in := range inputsOf(o) {
		if needsOneGraph(in, found) {
			return true
		}
	}
	return false
}
