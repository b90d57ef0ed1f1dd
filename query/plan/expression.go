package plan

import (
	"maps"
	"slices"

	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/expr"
)

func sortedVars(c collector) []algebra.Var { return slices.Sorted(maps.Keys(c)) }

// conjuncts takes a conjunction apart; nil has none.
func conjuncts(x algebra.Expr) []algebra.Expr {
	if x == nil {
		return nil
	}
	if b, ok := x.(*algebra.Binary); ok && b.Op == algebra.And {
		return append(conjuncts(b.Left), conjuncts(b.Right)...)
	}
	return []algebra.Expr{x}
}

// mapExpr builds an expression anew with leaf, which replaces a node or returns
// nil to go on inside it.
func mapExpr(x algebra.Expr, leaf func(algebra.Expr) algebra.Expr) algebra.Expr {
	if y := leaf(x); y != nil {
		return y
	}
	all := func(list []algebra.Expr) []algebra.Expr {
		out := make([]algebra.Expr, len(list))
		for i, y := range list {
			out[i] = mapExpr(y, leaf)
		}
		return out
	}
	switch x := x.(type) {
	case *algebra.Unary:
		return &algebra.Unary{Op: x.Op, X: mapExpr(x.X, leaf)}
	case *algebra.Binary:
		return &algebra.Binary{Op: x.Op, Left: mapExpr(x.Left, leaf), Right: mapExpr(x.Right, leaf)}
	case *algebra.In:
		return &algebra.In{X: mapExpr(x.X, leaf), List: all(x.List), Not: x.Not}
	case *algebra.Call:
		return &algebra.Call{Name: x.Name, Args: all(x.Args)}
	}
	return x
}

// holds tells whether some node of an expression is as asked; it does not look
// into the pattern of an EXISTS.
func holds(x algebra.Expr, is func(algebra.Expr) bool) bool {
	found := false
	mapExpr(x, func(y algebra.Expr) algebra.Expr {
		found = found || is(y)
		if found {
			return y
		}
		return nil
	})
	return found
}

func hasExists(x algebra.Expr) bool {
	return holds(x, func(y algebra.Expr) bool { _, ok := y.(*algebra.Exists); return ok })
}

// labelled puts labels of slots for the names of variables. What is not visible,
// and so never bound, becomes the variable "" that nothing binds.
func (p *planner) labelled(x algebra.Expr, visible slotSet, e env) cond {
	var c cond
	c.expr = mapExpr(x, func(y algebra.Expr) algebra.Expr {
		v, ok := y.(algebra.Var)
		if !ok {
			return nil
		}
		if s, ok := p.byLabel[v]; ok && v != "" && v[0] == '.' { // the planner's own
			c.vars = c.vars.with(s)
			return v
		}
		s, known := e.scope.names[v]
		if !known || !visible.has(s) {
			return algebra.Var("")
		}
		c.vars = c.vars.with(s)
		return p.labels[s]
	})
	return c
}

func (p *planner) cond(x algebra.Expr, visible slotSet, e env) cond {
	return p.labelled(x, visible.union(e.params), e)
}

// filter applies the expressions of a FILTER to in. EXISTS as a conjunct is a
// semi or an anti join; deeper in an expression it marks solutions first.
func (p *planner) filter(in op, exprs []algebra.Expr, e env) op {
	keep := in.possible()
	var plain []algebra.Expr
	var exists []*algebra.Exists
	for _, x := range exprs {
		for _, c := range conjuncts(x) {
			if ex := asExists(c); ex != nil {
				exists = append(exists, ex)
			} else {
				plain = append(plain, c)
			}
		}
	}
	var conds []cond
	for _, x := range plain {
		if hasExists(x) {
			continue
		}
		in, x = p.numbered(in, x, e)
		conds = append(conds, p.cond(x, in.possible(), e))
	}
	in = newFilter(in, conds...)
	for _, ex := range exists {
		kind := Semi
		if ex.Not {
			kind = Anti
		}
		in = p.exists(in, ex, kind, NoSlot, e)
	}
	for _, x := range plain {
		if !hasExists(x) {
			continue
		}
		in, x = p.withExists(in, x, e)
		in, x = p.numbered(in, x, e)
		in = newFilter(in, p.cond(x, in.possible(), e))
	}
	return newProject(in, keep)
}

// asExists returns x if it is EXISTS, NOT EXISTS or a negation of those.
func asExists(x algebra.Expr) *algebra.Exists {
	switch x := x.(type) {
	case *algebra.Exists:
		return x
	case *algebra.Unary:
		if x.Op == algebra.Not {
			if in := asExists(x.X); in != nil {
				return &algebra.Exists{In: in.In, Not: !in.Not}
			}
		}
	}
	return nil
}

// withExists replaces each EXISTS in x by a variable that a mark join binds.
func (p *planner) withExists(in op, x algebra.Expr, e env) (op, algebra.Expr) {
	if !hasExists(x) {
		return in, x
	}
	x = mapExpr(x, func(y algebra.Expr) algebra.Expr {
		ex, ok := y.(*algebra.Exists)
		if !ok {
			return nil
		}
		mark := p.newSlot("")
		in = p.exists(in, &algebra.Exists{In: ex.In}, Mark, mark, e)
		if ex.Not {
			return &algebra.Unary{Op: algebra.Not, X: p.labels[mark]}
		}
		return p.labels[mark]
	})
	return in, x
}

// numbered rewrites BNODE(s), which gives the same blank node for the same
// string in all of a solution, to one that knows the solution's number.
func (p *planner) numbered(in op, x algebra.Expr, e env) (op, algebra.Expr) {
	calls := func(y algebra.Expr) bool {
		c, ok := y.(*algebra.Call)
		return ok && c.Name == expr.BNode && len(c.Args) == 1
	}
	if !holds(x, calls) {
		return in, x
	}
	if !e.scope.numbered || !in.possible().has(e.scope.solution) {
		e.scope.solution, e.scope.numbered = p.newSlot(""), true
		in = newExtend(in, e.scope.solution, &algebra.Call{Name: expr.Solution}, nil, true)
	}
	label := p.labels[e.scope.solution]
	var rewrite func(y algebra.Expr) algebra.Expr
	rewrite = func(y algebra.Expr) algebra.Expr {
		if !calls(y) {
			return nil
		}
		return &algebra.Call{Name: expr.BNode, Args: []algebra.Expr{mapExpr(y.(*algebra.Call).Args[0], rewrite), label}}
	}
	return in, mapExpr(x, rewrite)
}

// deterministic tells whether an expression may be evaluated elsewhere and at
// another time.
func deterministic(x algebra.Expr) bool {
	return !holds(x, func(y algebra.Expr) bool {
		c, ok := y.(*algebra.Call)
		if !ok {
			return false
		}
		switch c.Name {
		case "RAND", "UUID", "STRUUID", "BNODE", expr.Solution:
			return true
		}
		return false
	})
}
