package plan

// prune leaves out what nobody above reads: variables of scans, expressions,
// aggregates. need are the slots that are read above o. The number of solutions
// stays.
func prune(o op, need slotSet) op {
	switch o := o.(type) {
	case *scanOp:
		return pruneScan(o, need)
	case *joinOp:
		return pruneJoin(o, need)
	case *leftOp:
		below := need.union(condVars(o.on))
		left, right := o.left.possible(), o.right.possible()
		return newLeft(prune(o.left, below.union(right)), prune(o.right, below.union(left)), o.on)
	case *minusOp:
		return newMinus(prune(o.left, need.union(o.right.possible())), prune(o.right, o.left.possible()), o.hidden)
	case *semiOp:
		on := condVars(o.on)
		left := prune(o.left, need.union(on).union(o.right.possible()))
		return newSemi(left, prune(o.right, on.union(o.left.possible())), o.on, o.not, o.mark)
	case *applyOp:
		on := condVars(o.on)
		left := prune(o.left, need.union(on).union(o.keys).union(o.right.possible()))
		right := prune(o.right, need.union(on).union(o.left.possible()))
		return newApply(o, left, right)
	case *filterOp:
		in := prune(o.in, need.union(condVars(o.conds)))
		return newFilter(in, o.conds...)
	case *extendOp:
		if !need.has(o.slot) {
			return prune(o.in, need)
		}
		return mapChildren(o, func(in op) op { return prune(in, need.union(o.vars)) })
	case *groupOp:
		return pruneGroup(o, need)
	case *projectOp:
		keep := need.and(o.may)
		return newProject(prune(o.in, keep), keep)
	case *distinctOp:
		return mapChildren(o, func(in op) op { return prune(in, o.may) })
	case *orderOp:
		for _, k := range o.keys {
			need = need.with(k.Slot)
		}
		return mapChildren(o, func(in op) op { return prune(in, need) })
	case *pathOp:
		return o
	}
	return mapChildren(o, func(in op) op { return prune(in, need) })
}

func pruneScan(o *scanOp, need slotSet) op {
	uses := map[Slot]int{}
	for _, t := range []Term{o.s, o.p, o.o} {
		uses[t.Slot]++
	}
	if o.graph.mode == GraphEach {
		uses[o.graph.slot]++
	}
	n := *o
	drop := func(t Term) Term {
		if t.Slot != NoSlot && uses[t.Slot] == 1 && !need.has(t.Slot) {
			return Term{Slot: NoSlot}
		}
		return t
	}
	n.s, n.p, n.o = drop(o.s), drop(o.p), drop(o.o)
	n.graph.slot = drop(Term{Slot: o.graph.slot}).Slot
	slots := setOf(n.s.Slot, n.p.Slot, n.o.Slot, n.graph.slot)
	n.sets = sets{slots, slots}
	return &n
}

func pruneJoin(o *joinOp, need slotSet) op {
	need = need.union(condVars(o.conds))
	in := make([]op, len(o.in))
	for i, c := range o.in {
		others := need
		for j, d := range o.in {
			if j != i {
				others = others.union(d.possible())
			}
		}
		in[i] = prune(c, others)
	}
	j := newJoin(in...)
	if k, ok := j.(*joinOp); ok {
		return &joinOp{sets: k.sets, in: k.in, conds: append(k.conds[:len(k.conds):len(k.conds)], o.conds...)}
	}
	return newFilter(j, o.conds...)
}

func pruneGroup(o *groupOp, need slotSet) op {
	var aggs []aggregation
	below := setOf(o.keys...)
	for i, a := range o.aggs {
		last := len(o.keys) == 0 && len(aggs) == 0 && i == len(o.aggs)-1
		if need.has(a.slot) || last { // the last makes the group that is always there
			aggs = append(aggs, a)
			below = below.union(a.vars)
		}
	}
	return newGroup(prune(o.in, below), o.keys, aggs)
}
