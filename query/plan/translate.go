package plan

import (
	"fmt"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
)

// pattern translates the algebra to the logical plan: variables become slots (a
// variable that a subquery hides another than its namesake outside), constants
// IDs, GRAPH the active graph of the patterns in it.
func (p *planner) pattern(o algebra.Op, e env) op {
	if p.err != nil {
		return unit()
	}
	top := e.top
	e.top = false
	switch o := o.(type) {
	case *algebra.BGP:
		return p.bgp(o, e)
	case *algebra.PathPattern:
		return p.pathPattern(o, e)
	case *algebra.Join:
		return newJoin(p.pattern(o.Left, e), p.pattern(o.Right, e))
	case *algebra.LeftJoin:
		return p.leftJoin(o, e)
	case *algebra.Filter:
		return p.filter(p.pattern(o.In, e), o.Exprs, e)
	case *algebra.Union:
		return newUnion(p.pattern(o.Left, e), p.pattern(o.Right, e))
	case *algebra.Minus:
		return newMinus(p.pattern(o.Left, e), p.pattern(o.Right, e), e.hidden())
	case *algebra.Graph:
		return p.graph(o, e)
	case *algebra.Extend:
		return p.extend(p.pattern(o.In, e), o.Var, o.Expr, e)
	case *algebra.Values:
		return p.inGraph(p.values(o, e), e)
	case *algebra.Service:
		return p.inGraph(p.service(o, e), e)
	case *algebra.Lateral:
		return p.lateral(o, e)
	case *algebra.Group:
		return p.group(o, e)
	case *algebra.OrderBy:
		e.top = top
		return p.orderBy(o, e)
	case *algebra.Project:
		return p.project(o, e, top)
	case *algebra.Distinct:
		e.top = top
		return newDistinct(p.pattern(o.In, e))
	case *algebra.Reduced: // may be anything between Distinct and nothing
		e.top = top
		return p.pattern(o.In, e)
	case *algebra.Slice:
		e.top = top
		in := p.pattern(o.In, e)
		if isEmpty(in) || o.Limit == 0 {
			return emptyOf(in)
		}
		return &sliceOp{sets{in.possible(), in.certain()}, in, o.Offset, o.Limit}
	default:
		p.fail(fmt.Errorf("plan: no operator %T", o))
		return unit()
	}
}

// hidden are the slots that both sides of MINUS may have without sharing a
// variable: the graph's name, and what is substituted.
func (e env) hidden() slotSet {
	if e.graph.mode == GraphEach {
		return e.params.with(e.graph.slot)
	}
	return e.params
}

// inGraph joins what reads no graph with the names of the active ones, where
// GRAPH has a variable.
func (p *planner) inGraph(o op, e env) op {
	if e.graph.mode != GraphEach {
		return o
	}
	return newJoin(o, p.graphNames(e.graph))
}

func (p *planner) graphNames(g activeGraph) op {
	s := setOf(g.slot)
	if g.none {
		return newEmpty(s)
	}
	return &graphsOp{sets{s, s}, g.slot, g.set}
}

func (p *planner) bgp(o *algebra.BGP, e env) op {
	if len(o.Triples) == 0 {
		return p.inGraph(unit(), e)
	}
	in := make([]op, len(o.Triples))
	for i, t := range o.Triples {
		in[i] = p.triple(t, e)
	}
	return newJoin(in...)
}

func (p *planner) leftJoin(o *algebra.LeftJoin, e env) op {
	left, right := p.pattern(o.Left, e), p.pattern(o.Right, e)
	if isEmpty(left) || isEmpty(right) {
		return left
	}
	var on []cond
	for _, x := range conjuncts(o.Filter) {
		if !hasExists(x) {
			on = append(on, p.cond(x, left.possible().union(right.possible()), e))
			continue
		}
		// EXISTS of both sides' variables: asked of the inner join, whose
		// solutions are then the right side.
		return p.leftJoinExists(left, right, o.Filter, e)
	}
	return newLeft(left, right, on)
}

// leftJoinExists does an OPTIONAL whose filter has an EXISTS: the right side is
// asked per solution of the left, with the filter above the two.
func (p *planner) leftJoinExists(left, right op, filter algebra.Expr, e env) op {
	keys := left.possible()
	scope := p.newScope()
	param := &paramOp{sets{keys, left.certain()}, scope, 1}
	inner := p.filter(newJoin(param, right), []algebra.Expr{filter}, e)
	return &applyOp{sets: sets{left.possible().union(right.possible()), left.certain()},
		kind: Left, left: left, right: inner, keys: keys, mark: NoSlot, scope: scope}
}

func (p *planner) lateral(o *algebra.Lateral, e env) op {
	left := p.pattern(o.Left, e)
	inner := e
	inner.params = e.params.union(left.possible())
	right := p.pattern(o.Right, inner)
	scope := p.newScope()
	right, keys := p.substitute(right, left.possible(), left.certain(), scope)
	return &applyOp{sets: sets{left.possible().union(right.possible()), left.certain().union(right.certain())},
		kind: Inner, left: left, right: right, keys: keys, mark: NoSlot, scope: scope}
}

func (p *planner) values(o *algebra.Values, e env) op {
	slots := make([]Slot, len(o.Vars))
	for i, v := range o.Vars {
		slots[i] = p.slot(e.scope, v)
	}
	rows := make([][]graph.ID, len(o.Rows))
	for i, row := range o.Rows {
		rows[i] = make([]graph.ID, len(row))
		for j, text := range row {
			if text != "" {
				rows[i][j] = p.intern(text)
			}
		}
	}
	return newValues(slots, rows)
}

func (p *planner) service(o *algebra.Service, e env) op {
	c := collector{}
	c.op(o.In)
	// What a group inside hides is no variable of the solutions.
	hidden := collector{}
	hiddenIn(o.In, hidden)
	var slots slotSet
	for v := range c {
		if v != "" && !v.Blank() && !hidden[v] {
			slots = slots.with(p.slot(e.scope, v))
		}
	}
	s := &serviceOp{sets: sets{may: slots}, silent: o.Silent, op: o.In, name: Term{Slot: NoSlot}}
	if o.Name.IsVar() {
		s.name.Slot = p.slot(e.scope, o.Name.Var)
		s.may = s.may.with(s.name.Slot)
		return s
	}
	s.name.ID = p.intern(o.Name.Term)
	if p.o.ServiceNeeds != nil {
		for _, v := range p.o.ServiceNeeds(o.Name.Term, o.In) {
			s.needs = s.needs.with(p.slot(e.scope, v))
		}
	}
	return s
}

// hiddenIn adds the variables that occur in o but are not in scope above it.
func hiddenIn(o algebra.Op, hidden collector) {
	for _, in := range inputsOf(o) {
		hiddenIn(in, hidden)
	}
	keep := map[algebra.Var]bool{}
	switch o := o.(type) {
	case *algebra.Project:
		for _, v := range o.Vars {
			keep[v] = true
		}
	case *algebra.Group:
		for _, v := range o.Keys {
			keep[v] = true
		}
		for _, a := range o.Aggregates {
			keep[a.Var] = true
		}
	default:
		return
	}
	inside := collector{}
	for _, in := range inputsOf(o) {
		inside.op(in)
	}
	for v := range inside {
		if !keep[v] {
			hidden[v] = true
		}
	}
	for v := range keep {
		delete(hidden, v)
	}
}

func (p *planner) project(o *algebra.Project, e env, top bool) op {
	if !top {
		e.scope = p.inner(e.scope, o.Vars)
	}
	keep := setOf()
	for _, v := range o.Vars {
		keep = keep.with(p.slot(e.scope, v))
	}
	if e.graph.mode == GraphEach {
		keep = keep.with(e.graph.slot)
	}
	return newProject(p.pattern(o.In, e), keep)
}

func (p *planner) group(o *algebra.Group, e env) op {
	inner := e
	inner.scope = p.inner(e.scope, o.Keys)
	in := p.pattern(o.In, inner)
	g := &groupOp{}
	for _, v := range o.Keys {
		if s := p.slot(e.scope, v); !g.may.has(s) {
			g.keys = append(g.keys, s)
			g.may = g.may.with(s)
		}
	}
	if len(g.keys) > 0 && e.graph.mode == GraphEach && in.possible().has(e.graph.slot) && !g.may.has(e.graph.slot) {
		g.keys = append(g.keys, e.graph.slot)
		g.may = g.may.with(e.graph.slot)
	}
	g.must = g.may.and(in.certain())
	for _, a := range o.Aggregates {
		var agg aggregation
		in, agg = p.aggregation(in, a, inner)
		agg.slot = p.slot(e.scope, a.Var)
		g.aggs = append(g.aggs, agg)
		g.may = g.may.with(agg.slot)
		if a.Aggregate.Name == "COUNT" {
			g.must = g.must.with(agg.slot)
		}
	}
	g.in = in
	if isEmpty(in) && len(g.keys) > 0 {
		return newEmpty(g.may)
	}
	if len(g.keys) == 0 && len(g.aggs) == 0 {
		return newProject(distinctSlice(in), nil) // one group if there is a solution
	}
	return g
}

// distinctSlice is one empty solution if in has any.
func distinctSlice(in op) op {
	p := newProject(in, nil)
	if isEmpty(p) {
		return p
	}
	return &sliceOp{sets{}, p, 0, 1}
}

func (p *planner) aggregation(in op, a algebra.Aggregation, e env) (op, aggregation) {
	agg := aggregation{source: a.Aggregate, arg: NoSlot}
	if a.Aggregate.Arg == nil {
		if a.Aggregate.Distinct { // COUNT(DISTINCT *) counts distinct solutions
			agg.vars = p.inScope(in, e)
		}
		return in, agg
	}
	in, x := p.withExists(in, a.Aggregate.Arg, e)
	in, x = p.numbered(in, x, e)
	c := p.labelled(x, in.possible().union(e.params), e)
	agg.source.Arg, agg.vars = c.expr, c.vars
	if v, ok := c.expr.(algebra.Var); ok && v != "" {
		agg.arg = p.byLabel[v]
	}
	return in, agg
}

// inScope are the slots of in that have a name in the query's text.
func (p *planner) inScope(in op, e env) slotSet {
	var s slotSet
	for v, slot := range e.scope.names {
		if !v.Blank() && in.possible().has(slot) {
			s = s.with(slot)
		}
	}
	return s
}

func (p *planner) extend(in op, v algebra.Var, x algebra.Expr, e env) op {
	in, x = p.withExists(in, x, e)
	in, x = p.numbered(in, x, e)
	c := p.labelled(x, in.possible().union(e.params), e)
	_, constant := c.expr.(algebra.Const)
	from, isVar := c.expr.(algebra.Var)
	bound := constant || isVar && in.certain().has(p.slotOf(from))
	return newExtend(in, p.slot(e.scope, v), c.expr, c.vars, bound)
}

// slotOf is the slot of a label, NoSlot for the variable that nothing binds.
func (p *planner) slotOf(label algebra.Var) Slot {
	if s, ok := p.byLabel[label]; ok {
		return s
	}
	return NoSlot
}

func (p *planner) orderBy(o *algebra.OrderBy, e env) op {
	in := p.pattern(o.In, e)
	s := &orderOp{}
	for _, c := range o.Conds {
		x := c.Expr
		in, x = p.withExists(in, x, e)
		in, x = p.numbered(in, x, e)
		l := p.labelled(x, in.possible().union(e.params), e)
		slot := NoSlot
		switch v := l.expr.(type) {
		case algebra.Var:
			slot = p.slotOf(v)
		case algebra.Const:
		default:
			slot = p.newSlot("")
			in = newExtend(in, slot, l.expr, l.vars, false)
		}
		if slot != NoSlot { // a constant orders nothing
			s.keys = append(s.keys, SortKey{Slot: slot, Descending: c.Descending})
		}
	}
	if isEmpty(in) || len(s.keys) == 0 {
		return in
	}
	s.in, s.sets = in, sets{in.possible(), in.certain()}
	return s
}
