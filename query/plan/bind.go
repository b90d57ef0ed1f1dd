package plan

// bindWindow is how many rows of the left a bind join is reckoned to collect.
const bindWindow = 4096

// bindJoin evaluates the right for the left's values only, window by window, where
// that is much less work than all of the right; nil where it is not, or where it
// would not be the same.
func (p *planner) bindJoin(j *pairing, o op, e *estimate, left, whole Node, right op) Node {
	keys := setOf(j.keys...)
	if !p.has(BindJoins) || j.scan != nil || keys.empty() || j.kind == MinusJoin || p.binding > 2 {
		return nil
	}
	windows := max(1, left.Head().Rows/bindWindow)
	if whole.Head().Cost < 2000*windows {
		return nil
	}
	scope := p.newScope()
	rows := min(bindWindow, max(1, combinations(j.leftEst, j.keys)))
	param := &paramOp{sets{keys, keys}, scope, rows}
	bound, ok := restrict(right, param)
	if !ok {
		return nil
	}
	p.binding++
	r := p.best(bound)
	p.binding--
	cost := left.Head().Cost + windows*(r.Head().Cost+costBuild*r.Head().Rows) + 2*costProbe*left.Head().Rows + costOut*j.rows
	if cost > 0.8*(left.Head().Cost+whole.Head().Cost) {
		return nil
	}
	c := choice{algorithm: BindAlgorithm, cost: cost, start: left.Head().start + r.Head().Cost}
	n := p.build(j, c, o, e, left, r).(*Join)
	n.Scope = scope
	n.Distinct = false
	return n
}

// restrict joins an operator with a parameter as deep as that means the same as
// joining it on top; ok is false if it would not help.
func restrict(o op, param *paramOp) (op, bool) {
	keys := param.may
	inside := func(in op) op {
		r, _ := restrict(in, param)
		return r
	}
	switch o := o.(type) {
	case *joinOp:
		j := newJoin(append([]op{param}, o.in...)...)
		return newFilter(j, o.conds...), true
	case *scanOp, *pathOp:
		return newJoin(param, o), true
	case *unionOp:
		in := make([]op, len(o.in))
		for i, c := range o.in {
			if !keys.within(c.certain()) {
				return newJoin(param, o), false
			}
			in[i] = inside(c)
		}
		return newUnion(in...), true
	case *filterOp:
		in, ok := restrict(o.in, param)
		return newFilter(in, o.conds...), ok
	case *distinctOp:
		in, ok := restrict(o.in, param)
		return newDistinct(in), ok
	case *projectOp:
		in, ok := restrict(o.in, param)
		return newProject(in, o.may), ok
	case *extendOp:
		if !keys.has(o.slot) {
			in, ok := restrict(o.in, param)
			return newExtend(in, o.slot, o.expr, o.vars, o.must.has(o.slot)), ok
		}
	case *leftOp:
		if keys.within(o.left.certain()) {
			in, ok := restrict(o.left, param)
			return newLeft(in, o.right, o.on), ok
		}
	case *minusOp:
		if keys.within(o.left.certain()) {
			in, ok := restrict(o.left, param)
			return newMinus(in, o.right, o.hidden), ok
		}
	case *semiOp:
		if keys.within(o.left.certain()) {
			in, ok := restrict(o.left, param)
			return newSemi(in, o.right, o.on, o.not, o.mark), ok
		}
	case *groupOp:
		if keys.within(setOf(o.keys...)) && keys.within(o.in.certain()) {
			in, ok := restrict(o.in, param)
			return newGroup(in, o.keys, o.aggs), ok
		}
	}
	return newJoin(param, o), false
}
