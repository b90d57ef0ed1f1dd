package algebra

// Children returns the operators that o takes its solutions from, left to
// right. Patterns of an EXISTS belong to expressions, see [Exprs].
func Children(o Op) []Op {
	switch o := o.(type) {
	case *Join:
		return []Op{o.Left, o.Right}
	case *LeftJoin:
		return []Op{o.Left, o.Right}
	case *Union:
		return []Op{o.Left, o.Right}
	case *Minus:
		return []Op{o.Left, o.Right}
	case *Lateral:
		return []Op{o.Left, o.Right}
	case *Filter:
		return []Op{o.In}
	case *Graph:
		return []Op{o.In}
	case *Extend:
		return []Op{o.In}
	case *Service:
		return []Op{o.In}
	case *Group:
		return []Op{o.In}
	case *OrderBy:
		return []Op{o.In}
	case *Project:
		return []Op{o.In}
	case *Distinct:
		return []Op{o.In}
	case *Reduced:
		return []Op{o.In}
	case *Slice:
		return []Op{o.In}
	}
	return nil
}

// Exprs returns the expressions of o itself, not of its children. Those of a
// Group are the aggregates' arguments, COUNT(*) left out.
func Exprs(o Op) []Expr {
	switch o := o.(type) {
	case *LeftJoin:
		if o.Filter != nil {
			return []Expr{o.Filter}
		}
	case *Filter:
		return o.Exprs
	case *Extend:
		return []Expr{o.Expr}
	case *Group:
		var list []Expr
		for _, a := range o.Aggregates {
			if a.Aggregate.Arg != nil {
				list = append(list, a.Aggregate.Arg)
			}
		}
		return list
	case *OrderBy:
		list := make([]Expr, len(o.Conds))
		for i, c := range o.Conds {
			list[i] = c.Expr
		}
		return list
	}
	return nil
}

// Walk calls visit for o and, where it returns true, for all below, parents
// first. It does not go into expressions.
func Walk(o Op, visit func(Op) bool) {
	if !visit(o) {
		return
	}
	for _, c := range Children(o) {
		Walk(c, visit)
	}
}

// WalkExpr calls visit for e and, where it returns true, for all below, parents
// first. It does not go into the pattern of an EXISTS.
func WalkExpr(e Expr, visit func(Expr) bool) {
	if !visit(e) {
		return
	}
	switch e := e.(type) {
	case *Unary:
		WalkExpr(e.X, visit)
	case *Binary:
		WalkExpr(e.Left, visit)
		WalkExpr(e.Right, visit)
	case *In:
		WalkExpr(e.X, visit)
		for _, x := range e.List {
			WalkExpr(x, visit)
		}
	case *Call:
		for _, x := range e.Args {
			WalkExpr(x, visit)
		}
	case *Aggregate:
		if e.Arg != nil {
			WalkExpr(e.Arg, visit)
		}
	}
}
