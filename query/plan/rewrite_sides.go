package plan

import "github.com/chancery-graph/chancery/query/algebra"

// pushLeft pushes conditions into an OPTIONAL. A condition that fails where the
// right side is missing makes a plain join of it; the condition that it is
// missing an anti join.
func (p *planner) pushLeft(o *leftOp, conds []cond) op {
	conds = p.fold(o, conds)
	if falseAmong(conds) {
		return emptyOf(o)
	}
	own := o.right.possible().without(o.left.possible())
	for i, c := range conds {
		if v, ok := notBound(c.expr); ok && own.has(p.slotOf(v)) && o.right.certain().has(p.slotOf(v)) {
			rest := append(conds[:i:i], conds[i+1:]...)
			return p.push(newSemi(o.left, o.right, o.on, true, NoSlot), rest)
		}
		for _, v := range c.vars.and(own).slots() {
			if o.right.certain().has(v) && rejects(c.expr, p.labels[v]) {
				inner := newFilter(newJoin(o.left, o.right), o.on...)
				return p.push(newFilter(inner, conds...), nil)
			}
		}
	}
	below, above := split(conds, func(c cond) bool { return settled(c, setsOf(o.left), setsOf(o.right)) })
	right, on := split(p.fold(newJoin(o.left, o.right), o.on), func(c cond) bool {
		return c.vars.meets(o.right.possible()) && c.vars.within(o.right.possible()) &&
			deterministic(c.expr) && settled(c, setsOf(o.right), setsOf(o.left))
	})
	if falseAmong(on) {
		return newFilter(p.push(o.left, below), above...)
	}
	return newFilter(newLeft(p.push(o.left, below), p.push(o.right, right), on), above...)
}

// notBound recognises !BOUND(?v).
func notBound(x algebra.Expr) (algebra.Var, bool) {
	u, ok := x.(*algebra.Unary)
	if !ok || u.Op != algebra.Not {
		return "", false
	}
	call, ok := u.X.(*algebra.Call)
	if !ok || call.Name != "BOUND" || len(call.Args) != 1 {
		return "", false
	}
	v, ok := call.Args[0].(algebra.Var)
	return v, ok
}

// rejects tells whether a condition is an error, and so not true, where v is
// unbound: v is an operand of operators and functions that all pass errors on.
func rejects(x algebra.Expr, v algebra.Var) bool {
	switch x := x.(type) {
	case algebra.Var:
		return x == v
	case *algebra.Unary:
		return rejects(x.X, v)
	case *algebra.Binary:
		if x.Op == algebra.Or || x.Op == algebra.And {
			return rejects(x.Left, v) && rejects(x.Right, v)
		}
		return rejects(x.Left, v) || rejects(x.Right, v)
	case *algebra.In:
		return len(x.List) > 0 && rejects(x.X, v)
	case *algebra.Call:
		switch x.Name {
		case "BOUND", "COALESCE", "IF":
			return false
		case "BNODE", "STRLEN", "STR", "LANG", "DATATYPE", "REGEX", "CONTAINS", "STRSTARTS", "STRENDS",
			"SAMETERM", "ISIRI", "ISURI", "ISBLANK", "ISLITERAL", "ISNUMERIC", "UCASE", "LCASE",
			"YEAR", "MONTH", "DAY", "HOURS", "MINUTES", "SECONDS", "ABS", "ROUND", "CEIL", "FLOOR", "LANGMATCHES":
			for _, a := range x.Args {
				if rejects(a, v) {
					return true
				}
			}
		}
	}
	return false
}

// pushSemi pushes conditions into a semi, anti or mark join.
func (p *planner) pushSemi(o *semiOp, conds []cond) op {
	below, above := split(conds, func(c cond) bool { return !c.vars.has(o.mark) })
	right, on := split(p.fold(newJoin(o.left, o.right), o.on), func(c cond) bool {
		return c.vars.meets(o.right.possible()) && c.vars.within(o.right.possible()) &&
			deterministic(c.expr) && settled(c, setsOf(o.right), setsOf(o.left))
	})
	body := p.push(o.right, right)
	if falseAmong(on) {
		body = emptyOf(body)
	}
	if o.mark != NoSlot && (isEmpty(body) || isUnit(body) && len(on) == 0) {
		left := p.push(o.left, below)
		return newFilter(newExtend(left, o.mark, booleanTerm(isUnit(body)), nil, true), above...)
	}
	return newFilter(newSemi(p.push(o.left, below), body, on, o.not, o.mark), above...)
}

// pushApply pushes conditions into the left of a correlated join.
func (p *planner) pushApply(o *applyOp, conds []cond) op {
	below, above := split(conds, func(c cond) bool {
		return !c.vars.has(o.mark) && (o.kind != Inner && o.kind != Left || settled(c, setsOf(o.left), setsOf(o.right)))
	})
	return newFilter(newApply(o, p.push(o.left, below), p.push(o.right, nil)), above...)
}
