package plan

import "math"

// feedRight joins by evaluating the right side for the values that the left has for
// what services within it need, window by window: a service in an OPTIONAL or in an
// alternative of a UNION is asked with what stands before it. That is the same join:
// R ⋈ V, where V are the left's distinct values of slots that it always binds, has
// exactly the solutions of R that a solution of the left may agree with, each as
// often for each of them. It is nil where nothing is needed, or the left has none of
// it, or it cannot be passed to the service.
func (p *planner) feedRight(j *pairing, o op, e *estimate, left Node, right op) Node {
	keys := needsWithin(right).and(j.left.must)
	if keys.empty() || j.kind == MinusJoin {
		return nil
	}
	combos := max(1, combinations(j.leftEst, keys.slots()))
	scope := p.newScope()
	given, ok := give(right, &paramOp{sets{keys, keys}, scope, min(bindWindow, combos)})
	if !ok {
		return nil
	}
	part := p.part
	p.part = 1
	r := p.best(given)
	p.part = part
	fed := *j
	fed.scan = nil
	fed.right = sets{j.right.may.union(keys), j.right.must.union(keys)}
	fed.share()
	l := left.Head()
	count := math.Ceil(max(1, l.Rows) / bindWindow)
	c := choice{algorithm: BindAlgorithm, start: l.start + r.Head().Cost,
		cost: l.Cost + 2*costProbe*l.Rows + count*(r.Head().Cost+costBuild*r.Head().Rows) + costOut*j.rows}
	n, ok := p.build(&fed, c, o, e, left, r).(*Join)
	if !ok {
		return nil
	}
	n.Scope = scope
	n.Distinct = false
	return n
}

// needsWithin are the slots that services need at places to which give leads.
func needsWithin(o op) slotSet {
	switch o := o.(type) {
	case *serviceOp:
		return o.needs
	case *joinOp:
		return needsOfAll(o.in)
	case *unionOp:
		return needsOfAll(o.in)
	case *filterOp:
		return needsWithin(o.in)
	case *extendOp:
		return needsWithin(o.in)
	case *projectOp:
		return needsWithin(o.in)
	case *leftOp:
		return needsWithin(o.left).union(needsWithin(o.right))
	case *minusOp:
		return needsWithin(o.left)
	case *semiOp:
		return needsWithin(o.left)
	}
	return nil
}

func needsOfAll(list []op) slotSet {
	var needs slotSet
	for _, o := range list {
		needs = needs.union(needsWithin(o))
	}
	return needs
}

// settledIn are the slots that have the same value in o whether values for them are
// given or not: those that it binds, and those that its services are asked with.
func settledIn(o op) slotSet {
	settled := o.certain()
	switch o := o.(type) {
	case *serviceOp:
		return settled.union(o.needs)
	case *joinOp:
		for _, in := range o.in {
			settled = settled.union(settledIn(in))
		}
	case *filterOp:
		return settledIn(o.in)
	case *extendOp:
		return settled.union(settledIn(o.in))
	case *leftOp:
		return settled.union(settledIn(o.left))
	}
	return settled
}

// give joins an operator with a parameter, as [restrict] does, but where its
// services are; ok is false if that would not mean the same as joining on top.
func give(o, param op) (given op, ok bool) {
	keys := param.possible()
	// same tells that what is asked of in has the same values with the parameter.
	same := func(in op, asked slotSet) bool { return asked.and(keys).without(settledIn(in)).empty() }
	inside := func(in op) op {
		if !ok {
			return in
		}
		if needsWithin(in).empty() {
			return newJoin(param, in)
		}
		in, ok = give(in, param)
		return in
	}
	ok = true
	switch o := o.(type) {
	case *serviceOp:
		return newJoin(param, o), true
	case *joinOp:
		if !same(o, condVars(o.conds)) {
			break
		}
		list := []op{param}
		for _, in := range o.in {
			if _, service := in.(*serviceOp); !service && !needsWithin(in).empty() {
				in = inside(in)
			}
			list = append(list, in)
		}
		return newFilter(newJoin(list...), o.conds...), ok
	case *unionOp:
		list := make([]op, len(o.in))
		for i, in := range o.in {
			list[i] = inside(in)
		}
		return newUnion(list...), ok
	case *filterOp:
		if same(o.in, condVars(o.conds)) {
			return newFilter(inside(o.in), o.conds...), ok
		}
	case *extendOp:
		if same(o.in, o.vars.with(o.slot)) {
			return newExtend(inside(o.in), o.slot, o.expr, o.vars, o.must.has(o.slot)), ok
		}
	case *projectOp:
		return newProject(inside(o.in), o.may.union(keys)), ok
	case *leftOp:
		if same(o.left, o.right.possible().union(condVars(o.on))) {
			return newLeft(inside(o.left), o.right, o.on), ok
		}
	case *minusOp:
		if same(o.left, o.right.possible()) {
			return newMinus(inside(o.left), o.right, o.hidden), ok
		}
	case *semiOp:
		if same(o.left, o.right.possible().union(condVars(o.on))) {
			return newSemi(inside(o.left), o.right, o.on, o.not, o.mark), ok
		}
	}
	return newJoin(param, o), false
}
