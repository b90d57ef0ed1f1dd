package plan

// children returns the inputs of an op.
func children(o op) []op {
	switch o := o.(type) {
	case *joinOp:
		return o.in
	case *leftOp:
		return []op{o.left, o.right}
	case *minusOp:
		return []op{o.left, o.right}
	case *semiOp:
		return []op{o.left, o.right}
	case *applyOp:
		return []op{o.left, o.right}
	case *unionOp:
		return o.in
	case *filterOp:
		return []op{o.in}
	case *extendOp:
		return []op{o.in}
	case *groupOp:
		return []op{o.in}
	case *projectOp:
		return []op{o.in}
	case *distinctOp:
		return []op{o.in}
	case *sliceOp:
		return []op{o.in}
	case *orderOp:
		return []op{o.in}
	case *pathOp:
		if o.in != nil {
			return []op{o.in}
		}
	}
	return nil
}

// mapChildren builds an op anew from f of its inputs. What the inputs bind may
// change; an input may become empty.
func mapChildren(o op, f func(op) op) op {
	switch o := o.(type) {
	case *joinOp:
		in := make([]op, len(o.in))
		for i, c := range o.in {
			in[i] = f(c)
		}
		return newFilter(newJoin(in...), o.conds...)
	case *leftOp:
		return newLeft(f(o.left), f(o.right), o.on)
	case *minusOp:
		return newMinus(f(o.left), f(o.right), o.hidden)
	case *semiOp:
		return newSemi(f(o.left), f(o.right), o.on, o.not, o.mark)
	case *applyOp:
		return newApply(o, f(o.left), f(o.right))
	case *unionOp:
		in := make([]op, len(o.in))
		for i, c := range o.in {
			in[i] = f(c)
		}
		return newUnion(in...)
	case *filterOp:
		return newFilter(f(o.in), o.conds...)
	case *extendOp:
		in := f(o.in)
		return newExtend(in, o.slot, o.expr, o.vars, o.must.has(o.slot))
	case *groupOp:
		return newGroup(f(o.in), o.keys, o.aggs)
	case *projectOp:
		return newProject(f(o.in), o.may)
	case *distinctOp:
		return newDistinct(f(o.in))
	case *sliceOp:
		return newSlice(f(o.in), o.offset, o.limit)
	case *orderOp:
		return newOrder(f(o.in), o.keys)
	case *pathOp:
		if o.in != nil {
			n := *o
			n.in = f(o.in)
			return &n
		}
	}
	return o
}

func newSemi(left, right op, on []cond, not bool, mark Slot) op {
	if isEmpty(left) {
		if mark != NoSlot {
			return newEmpty(left.possible().with(mark))
		}
		return left
	}
	if mark != NoSlot {
		s := sets{left.possible().with(mark), left.certain().with(mark)}
		return &semiOp{s, left, right, on, not, mark}
	}
	always := isUnit(right) && len(on) == 0
	switch {
	case always && !not, isEmpty(right) && not:
		return left
	case always, isEmpty(right):
		return emptyOf(left)
	}
	return &semiOp{sets{left.possible(), left.certain()}, left, right, on, not, NoSlot}
}

// newApply is like with other inputs.
func newApply(like *applyOp, left, right op) op {
	n := *like
	n.left, n.right = left, right
	n.may, n.must = left.possible(), left.certain()
	switch n.kind {
	case Inner:
		n.may, n.must = n.may.union(right.possible()), n.must.union(right.certain())
	case Left:
		n.may = n.may.union(right.possible())
	case Mark:
		n.may, n.must = n.may.with(n.mark), n.must.with(n.mark)
	}
	if isEmpty(left) || isEmpty(right) && (n.kind == Inner || n.kind == Semi) {
		return newEmpty(n.may)
	}
	return &n
}

func newGroup(in op, keys []Slot, aggs []aggregation) op {
	g := &groupOp{in: in, keys: keys, aggs: aggs}
	g.may = setOf(keys...)
	g.must = g.may.and(in.certain())
	for _, a := range aggs {
		g.may = g.may.with(a.slot)
		if a.source.Name == "COUNT" {
			g.must = g.must.with(a.slot)
		}
	}
	if isEmpty(in) && len(keys) > 0 {
		return newEmpty(g.may)
	}
	return g
}

func newSlice(in op, offset, limit int64) op {
	if isEmpty(in) || limit == 0 {
		return emptyOf(in)
	}
	return &sliceOp{sets{in.possible(), in.certain()}, in, offset, limit}
}

func newOrder(in op, keys []SortKey) op {
	if isEmpty(in) || len(keys) == 0 {
		return in
	}
	return &orderOp{sets{in.possible(), in.certain()}, in, keys}
}

// mentions are all slots that occur in o, in expressions too.
func mentions(o op) slotSet {
	s := o.possible()
	conds := func(list []cond) {
		for _, c := range list {
			s = s.union(c.vars)
		}
	}
	switch o := o.(type) {
	case *joinOp:
		conds(o.conds)
	case *leftOp:
		conds(o.on)
	case *semiOp:
		conds(o.on)
	case *applyOp:
		conds(o.on)
	case *filterOp:
		conds(o.conds)
	case *extendOp:
		s = s.union(o.vars)
	case *groupOp:
		for _, a := range o.aggs {
			s = s.union(a.vars)
		}
	}
	for _, c := range children(o) {
		s = s.union(mentions(c))
	}
	return s
}
