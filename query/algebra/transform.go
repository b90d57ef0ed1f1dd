package algebra

// Map rebuilds a tree from below: f gets every operator with its children
// already replaced and returns what stands in its place. Operators of which
// nothing changes are not copied. It does not go into expressions; f may, with
// [MapExprs] and [MapExpr].
func Map(o Op, f func(Op) Op) Op {
	return f(mapChildren(o, func(c Op) Op { return Map(c, f) }))
}

// mapChildren returns o, or a copy of it if f changes a child.
func mapChildren(o Op, f func(Op) Op) Op {
	switch o := o.(type) {
	case *Join:
		if l, r := f(o.Left), f(o.Right); l != o.Left || r != o.Right {
			return &Join{l, r}
		}
	case *LeftJoin:
		if l, r := f(o.Left), f(o.Right); l != o.Left || r != o.Right {
			return &LeftJoin{l, r, o.Filter}
		}
	case *Union:
		if l, r := f(o.Left), f(o.Right); l != o.Left || r != o.Right {
			return &Union{l, r}
		}
	case *Minus:
		if l, r := f(o.Left), f(o.Right); l != o.Left || r != o.Right {
			return &Minus{l, r}
		}
	case *Lateral:
		if l, r := f(o.Left), f(o.Right); l != o.Left || r != o.Right {
			return &Lateral{l, r}
		}
	default:
		if in := inputOf(o); in != nil {
			if n := f(in); n != in {
				return withInput(o, n)
			}
		}
	}
	return o
}

// inputOf returns the child of an operator with one.
func inputOf(o Op) Op {
	if c := Children(o); len(c) == 1 {
		return c[0]
	}
	return nil
}

// withInput copies an operator with one child and gives it another.
func withInput(o, in Op) Op {
	switch o := o.(type) {
	case *Filter:
		return &Filter{o.Exprs, in}
	case *Graph:
		return &Graph{o.Name, in}
	case *Extend:
		return &Extend{in, o.Var, o.Expr}
	case *Service:
		return &Service{o.Name, o.Silent, in}
	case *Group:
		return &Group{in, o.Keys, o.Aggregates}
	case *OrderBy:
		return &OrderBy{in, o.Conds}
	case *Project:
		return &Project{in, o.Vars}
	case *Distinct:
		return &Distinct{in}
	case *Reduced:
		return &Reduced{in}
	case *Slice:
		return &Slice{in, o.Offset, o.Limit}
	}
	return o
}

// MapExprs returns o with f applied to each of its own expressions (see
// [Exprs]); o itself if nothing changes.
func MapExprs(o Op, f func(Expr) Expr) Op {
	switch o := o.(type) {
	case *LeftJoin:
		if o.Filter != nil {
			if e := f(o.Filter); e != o.Filter {
				return &LeftJoin{o.Left, o.Right, e}
			}
		}
	case *Filter:
		if list, changed := mapList(o.Exprs, f); changed {
			return &Filter{list, o.In}
		}
	case *Extend:
		if e := f(o.Expr); e != o.Expr {
			return &Extend{o.In, o.Var, e}
		}
	case *Group:
		list, changed := mapList(Exprs(o), f)
		if !changed {
			return o
		}
		aggregates := append([]Aggregation(nil), o.Aggregates...)
		for i := range aggregates {
			if a := &aggregates[i].Aggregate; a.Arg != nil {
				a.Arg, list = list[0], list[1:]
			}
		}
		return &Group{o.In, o.Keys, aggregates}
	case *OrderBy:
		list, changed := mapList(Exprs(o), f)
		if !changed {
			return o
		}
		conds := make([]Condition, len(list))
		for i, e := range list {
			conds[i] = Condition{e, o.Conds[i].Descending}
		}
		return &OrderBy{o.In, conds}
	}
	return o
}

// mapList copies the list only if an element changes.
func mapList(list []Expr, f func(Expr) Expr) (mapped []Expr, changed bool) {
	mapped = list
	for i, e := range list {
		n := f(e)
		if n == e {
			continue
		}
		if !changed {
			mapped, changed = append([]Expr(nil), list...), true
		}
		mapped[i] = n
	}
	return mapped, changed
}

// MapExpr rebuilds an expression from below, as [Map] does an operator. The
// pattern of an EXISTS is left to f.
func MapExpr(e Expr, f func(Expr) Expr) Expr {
	down := func(x Expr) Expr { return MapExpr(x, f) }
	switch x := e.(type) {
	case *Unary:
		if n := down(x.X); n != x.X {
			e = &Unary{x.Op, n}
		}
	case *Binary:
		if l, r := down(x.Left), down(x.Right); l != x.Left || r != x.Right {
			e = &Binary{x.Op, l, r}
		}
	case *In:
		n := down(x.X)
		if list, changed := mapList(x.List, down); changed || n != x.X {
			e = &In{n, list, x.Not}
		}
	case *Call:
		if list, changed := mapList(x.Args, down); changed {
			e = &Call{x.Name, list}
		}
	case *Aggregate:
		if x.Arg != nil {
			if n := down(x.Arg); n != x.Arg {
				e = &Aggregate{x.Name, x.Distinct, n, x.Separator}
			}
		}
	}
	return f(e)
}

// MapNodes returns a triple with f applied to its three places, those within
// triple terms included; a triple term in which no variable is left becomes a
// constant where RDF knows such a term.
func (t Triple) MapNodes(f func(Node) Node) Triple {
	return Triple{t.S.mapNodes(f), t.P.mapNodes(f), t.O.mapNodes(f)}
}

func (n Node) mapNodes(f func(Node) Node) Node {
	if n.Triple == nil {
		return f(n)
	}
	return TripleNode(n.Triple.MapNodes(f))
}
