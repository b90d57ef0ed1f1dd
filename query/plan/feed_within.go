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
	g := giving{param: param}
	given = g.to(o)
	return given, !g.stuck
}

// giving passes a parameter down to services.
type giving struct {
	param op
	stuck bool // it could not be passed everywhere
}

// inside is an operator joined with the parameter, where its services are if it has
// any.
func (g *giving) inside(o op) op {
	if needsWithin(o).empty() {
		return newJoin(g.param, o)
	}
	return g.to(o)
}

// same tells that the slots which something asks for in an operator's solutions have
// the same values with the parameter.
func (g *giving) same(in op, asked slotSet) bool {
	return asked.and(g.param.possible()).without(settledIn(in)).empty()
}

func (g *giving) to(o op) op {
	switch o := o.(type) {
	case *serviceOp:
		return newJoin(g.param, o)
	case *joinOp:
		if g.same(o, condVars(o.conds)) {
			return newFilter(g.toJoin(o), o.conds...)
		}
	case *unionOp:
		list := make([]op, len(o.in))
		for i, in := range o.in {
			list[i] = g.inside(in)
		}
		return newUnion(list...)
	case *filterOp:
		if g.same(o.in, condVars(o.conds)) {
			return newFilter(g.inside(o.in), o.conds...)
		}
	case *extendOp:
		if g.same(o.in, o.vars.with(o.slot)) {
			return newExtend(g.inside(o.in), o.slot, o.expr, o.vars, o.must.has(o.slot))
		}
	case *projectOp:
		return newProject(g.inside(o.in), o.may.union(g.param.possible()))
	case *leftOp:
		if g.same(o.left, o.right.possible().union(condVars(o.on))) {
			return newLeft(g.inside(o.left), o.right, o.on)
		}
	case *minusOp:
		if g.same(o.left, o.right.possible()) {
			return newMinus(g.inside(o.left), o.right, o.hidden)
		}
	case *semiOp:
		if g.same(o.left, o.right.possible().union(condVars(o.on))) {
			return newSemi(g.inside(o.left), o.right, o.on, o.not, o.mark)
		}
	}
	g.stuck = true
	return newJoin(g.param, o)
}

// toJoin puts the parameter beside the inputs of a join and into those that have
// services within.
func (g *giving) toJoin(o *joinOp) op {
	list := []op{g.param}
	for _, in := range o.in {
		if _, service := in.(*serviceOp); !service && !needsWithin(in).empty() {
			in = g.to(in)
		}
		list = append(list, in)
	}
	return newJoin(list...)
}
