package plan

// bindWindow is how many rows of the left a bind join is reckoned to collect.
const bindWindow = 4096

// bindJoin evaluates the right for the left's values only, where that is much less
// work than all of the right: window by window, or for all values at once by running
// the left twice. It is nil where nothing is won, or where it
// would not be the same.
func (p *planner) bindJoin(j *pairing, o op, e *estimate, left, whole Node, right op) Node {
	keys := setOf(j.keys...)
	if !p.has(BindJoins) || j.scan != nil || keys.empty() || j.kind == MinusJoin || p.binding > 2 {
		return nil
	}
	b := &binder{p: p, j: j, o: o, e: e, left: left, right: right, keys: keys, limit: 0.8 * (left.Head().Cost + whole.Head().Cost)}
	combos := max(1, combinations(j.leftEst, j.keys))
	if p.o.Chaos == 0 && (whole.Head().Cost < 2000 || whole.Head().Cost < left.Head().Cost) {
		return nil
	}
	p.binding++
	defer func() { p.binding-- }()
	count := max(1, left.Head().Rows/bindWindow)
	b.windows(count, min(bindWindow, combos))
	b.twice()
	return b.best
}

// binder finds the cheapest way to bind one join's right side.
type binder struct {
	p     *planner
	j     *pairing
	o     op
	e     *estimate
	left  Node
	right op
	keys  slotSet
	limit float64 // what a way must cost less than
	best  Node
}

func (b *binder) keep(n Node, cost float64) {
	if b.p.o.Chaos != 0 && (b.best == nil || b.p.jitter(0) > 500) || b.p.o.Chaos == 0 && cost < b.limit {
		b.best, b.limit = n, cost
	}
}

// windows evaluates the right count times, each for so many combinations of keys.
func (b *binder) windows(count, rows float64) {
	const overhead = 400 // of one evaluation
	p, left := b.p, b.left.Head()
	fixed := left.Cost + 2*costProbe*left.Rows + costOut*b.j.rows
	if p.o.Chaos == 0 && fixed+count*overhead > b.limit {
		return
	}
	scope := p.newScope()
	bound, ok := restrict(b.right, &paramOp{sets{b.keys, b.keys}, scope, rows})
	if !ok {
		return
	}
	r := p.best(bound)
	cost := fixed + count*(r.Head().Cost+costBuild*r.Head().Rows+overhead)
	c := choice{algorithm: BindAlgorithm, cost: p.jitter(cost), start: left.start + r.Head().Cost}
	n, ok := p.build(b.j, c, b.o, b.e, b.left, r).(*Join)
	if !ok {
		return
	}
	n.Scope = scope
	n.Distinct = false
	b.keep(n, cost)
}

// twice runs the left once for its keys, with which the right begins, and once
// for the join.
func (b *binder) twice() {
	p, left := b.p, b.left.Head()
	keys, ok := p.keysOf(b.left, b.j.leftEst, b.keys)
	if !ok || p.o.Chaos == 0 && 2*left.Cost > b.limit {
		return
	}
	bound, ok := restrict(b.right, keys)
	if !ok {
		return
	}
	for _, r := range p.plans(bound) {
		p.choices(b.j, left, r.Head(), func(c choice) {
			n := p.build(b.j, c, b.o, b.e, b.left, r)
			b.keep(n, c.cost)
		})
	}
}

// restrict joins an operator with a parameter as deep as that means the same as
// joining it on top; ok is false if it would not help.
func restrict(o, param op) (op, bool) {
	keys := param.possible()
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
