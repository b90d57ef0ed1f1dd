package plan

// markSets tells joins where the number of times that a solution comes does not
// matter: below DISTINCT, and on the right of EXISTS and MINUS.
func markSets(o op, need slotSet, asSet bool) {
	switch o := o.(type) {
	case *joinOp:
		o.asSet, o.need = asSet, need
		for i, c := range o.in {
			below := need.union(condVars(o.conds))
			for j, d := range o.in {
				if j != i {
					below = below.union(d.possible())
				}
			}
			markSets(c, below, asSet)
		}
	case *leftOp:
		below := need.union(condVars(o.on))
		markSets(o.left, below.union(o.right.possible()), asSet)
		markSets(o.right, below.union(o.left.possible()), asSet)
	case *minusOp:
		markSets(o.left, need.union(o.right.possible()), asSet)
		markSets(o.right, o.left.possible(), true)
	case *semiOp:
		on := condVars(o.on)
		markSets(o.left, need.union(on).union(o.right.possible()), asSet)
		markSets(o.right, on.union(o.left.possible()), true)
	case *applyOp:
		both := need.union(condVars(o.on)).union(o.keys)
		markSets(o.left, both.union(o.right.possible()), asSet)
		markSets(o.right, both.union(o.left.possible()), o.kind != Inner && o.kind != Left)
	case *filterOp:
		markSets(o.in, need.union(condVars(o.conds)), asSet && allDeterministic(o.conds))
	case *extendOp:
		markSets(o.in, need.union(o.vars), asSet && deterministic(o.expr))
	case *distinctOp:
		markSets(o.in, o.may, true)
	case *groupOp:
		below := setOf(o.keys...)
		for _, a := range o.aggs {
			below = below.union(a.vars)
			if a.source.Arg == nil && a.source.Distinct {
				below = below.union(o.in.possible())
			}
		}
		markSets(o.in, below, false)
	case *sliceOp:
		markSets(o.in, need, false)
	case *orderOp:
		for _, k := range o.keys {
			need = need.with(k.Slot)
		}
		markSets(o.in, need, asSet)
	case *projectOp:
		markSets(o.in, need.and(o.may), asSet)
	case *unionOp:
		for _, c := range o.in {
			markSets(c, need, asSet)
		}
	}
}

func allDeterministic(conds []cond) bool {
	for _, c := range conds {
		if !deterministic(c.expr) {
			return false
		}
	}
	return true
}
