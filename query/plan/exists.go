package plan

import "github.com/chancery-graph/chancery/query/algebra"

// exists applies EXISTS to in: as Semi, Anti or Mark. SPARQL 1.1 §18.6 has the
// solution's values substituted in the pattern. Where that gives the same as
// evaluating the pattern alone and looking for a compatible solution, a semi join
// does it; otherwise the pattern is evaluated once per distinct values of the
// variables that it shares.
func (p *planner) exists(in op, ex *algebra.Exists, kind JoinKind, mark Slot, e env) op {
	inner := e
	inner.params = e.params.union(in.possible())
	inner.scope = &scope{names: map[algebra.Var]Slot{}}
	for v, s := range e.scope.names {
		if inner.params.has(s) {
			inner.scope.names[v] = s
		}
	}
	right := p.pattern(ex.In, inner)
	if kind == Mark && (isEmpty(right) || isUnit(right)) {
		return newExtend(in, mark, booleanTerm(isUnit(right)), nil, true)
	}
	shared := mentions(right).and(in.possible())
	body, on := liftConditions(right, shared)
	if p.has(SemiJoins) && commutes(body, shared) || isEmpty(right) || isUnit(right) {
		return newSemi(in, body, on, kind == Anti, mark)
	}
	scope := p.newScope()
	right, keys := p.substitute(right, shared, in.certain(), scope)
	like := &applyOp{kind: kind, keys: keys, mark: mark, scope: scope}
	return newApply(like, in, right)
}

func booleanTerm(v bool) algebra.Expr {
	if v {
		return algebra.Const{Term: `"true"^^<http://www.w3.org/2001/XMLSchema#boolean>`}
	}
	return algebra.Const{Term: `"false"^^<http://www.w3.org/2001/XMLSchema#boolean>`}
}

// liftConditions takes those conditions off the top of an EXISTS pattern that
// need the values of the outer solution: the join asks them of the two together.
func liftConditions(o op, outer slotSet) (op, []cond) {
	f, ok := o.(*filterOp)
	if !ok {
		return o, nil
	}
	var keep, lift []cond
	for _, c := range f.conds {
		if c.vars.and(outer).within(f.in.certain()) {
			keep = append(keep, c)
		} else {
			lift = append(lift, c)
		}
	}
	return newFilter(f.in, keep...), lift
}

// commutes tells whether evaluating o with values substituted for x gives the
// same as evaluating it alone and keeping what is compatible with the values.
func commutes(o op, x slotSet) bool {
	if !mentions(o).meets(x) {
		return true
	}
	condsBound := func(list []cond, by slotSet) bool {
		for _, c := range list {
			if !c.vars.and(x).within(by) {
				return false
			}
		}
		return true
	}
	switch o := o.(type) {
	case *pathOp:
		// A term that is in no statement reaches itself only where it is given.
		return o.in == nil && !o.path.Empty
	case *filterOp:
		return commutes(o.in, x) && condsBound(o.conds, o.in.certain())
	case *joinOp:
		if !condsBound(o.conds, o.certain()) {
			return false
		}
	case *extendOp:
		return !x.has(o.slot) && o.vars.and(x).within(o.in.certain()) && commutes(o.in, x)
	case *leftOp:
		return mentions(o.right).and(x).within(o.left.certain()) && commutes(o.left, x) &&
			commutes(o.right, x) && condsBound(o.on, o.left.certain())
	case *minusOp:
		return commutes(o.left, x) && !mentions(o.right).meets(x)
	case *semiOp:
		return commutes(o.left, x) && mentions(o.right).and(x).within(o.left.certain()) &&
			condsBound(o.on, o.left.certain())
	case *groupOp:
		if len(o.keys) == 0 || !mentions(o.in).and(x).within(setOf(o.keys...)) {
			return false
		}
	case *sliceOp, *applyOp:
		return false
	}
	for _, c := range children(o) {
		if !commutes(c, x) {
			return false
		}
	}
	return true
}

// substitute puts the values of x, which the join with this scope passes in,
// into o: every leaf that has one of the slots is joined with a parameter, and
// so is what an expression is evaluated on. It returns the slots that are used.
// Those of certain are never unbound.
func (p *planner) substitute(o op, x, certain slotSet, scope int) (op, slotSet) {
	s := &substitution{x: x, certain: certain, scope: scope}
	o = s.op(o)
	return o, s.used
}

type substitution struct {
	x, certain, used slotSet
	scope            int
}

// param is the parameter for those of the slots that are passed in, and whether
// there are any.
func (s *substitution) param(slots slotSet) (op, bool) {
	slots = slots.and(s.x)
	if slots.empty() {
		return nil, false
	}
	s.used = s.used.union(slots)
	return &paramOp{sets{slots, slots.and(s.certain)}, s.scope, 1}, true
}

// with joins o with the parameters among slots.
func (s *substitution) with(o op, slots slotSet) op {
	if param, ok := s.param(slots); ok {
		return newJoin(param, o)
	}
	return o
}

func (s *substitution) op(o op) op {
	switch o := o.(type) {
	case *scanOp, *graphsOp, *valuesOp, *serviceOp:
		return s.with(o, o.possible())
	case *pathOp:
		param, ok := s.param(o.possible())
		if !ok {
			return o
		}
		n := *o
		if n.in == nil {
			n.in = param
		} else {
			n.in = newJoin(n.in, param)
		}
		return &n
	case *filterOp:
		return newFilter(s.with(s.op(o.in), condVars(o.conds)), o.conds...)
	case *joinOp:
		rebuilt := mapChildren(&joinOp{sets: o.sets, in: o.in}, s.op)
		return newFilter(s.with(rebuilt, condVars(o.conds)), o.conds...)
	case *extendOp:
		in := s.with(s.op(o.in), o.vars)
		if s.x.has(o.slot) { // the value must agree with what is given: the join sees to it
			return newExtend(in, o.slot, o.expr, o.vars, false)
		}
		return newExtend(in, o.slot, o.expr, o.vars, o.must.has(o.slot))
	case *leftOp:
		return newLeft(s.with(s.op(o.left), condVars(o.on)), s.op(o.right), o.on)
	case *minusOp:
		return newMinus(s.op(o.left), s.op(o.right), o.hidden.union(s.x))
	case *semiOp:
		return newSemi(s.with(s.op(o.left), condVars(o.on)), s.op(o.right), o.on, o.not, o.mark)
	case *applyOp:
		return s.apply(o)
	case *groupOp:
		var vars slotSet
		for _, a := range o.aggs {
			vars = vars.union(a.vars)
		}
		return newGroup(s.with(s.op(o.in), vars), o.keys, o.aggs)
	case *paramOp:
		return o
	}
	return mapChildren(o, s.op)
}

// apply substitutes in both sides of an inner correlated join. What that join
// passes to its right it has from its left, where it is substituted already.
func (s *substitution) apply(o *applyOp) op {
	left := s.with(s.op(o.left), condVars(o.on))
	return newApply(o, left, s.op(o.right))
}

func condVars(list []cond) slotSet {
	var s slotSet
	for _, c := range list {
		s = s.union(c.vars)
	}
	return s
}
