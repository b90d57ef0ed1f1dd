package query_test

import (
	"slices"

	"github.com/chancery-graph/chancery/query/algebra"
)

// step is a pair of terms that a path joins.
type step struct{ from, to string }

// pathPattern evaluates a path as SPARQL 1.1 §18.4 defines it.
func (n *naive) pathPattern(o *algebra.PathPattern, g string) []mapping {
	var out []mapping
	for _, p := range n.path(o.Path, o.S.Term, o.O.Term, g) {
		m := mapping{}
		if match(o.S, p.from, m) && match(o.O, p.to, m) {
			out = append(out, m)
		}
	}
	return out
}

// nodes are the subjects and objects of a graph.
func (n *naive) nodes(g string) []string {
	var list []string
	for _, s := range n.graphs[g] {
		list = append(list, s.S, s.O)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// path gives the pairs from s to o; "" is a variable.
func (n *naive) path(path algebra.Path, s, o, g string) []step {
	var out []step
	add := func(from, to string) {
		if (s == "" || s == from) && (o == "" || o == to) {
			out = append(out, step{from, to})
		}
	}
	switch path := path.(type) {
	case *algebra.PathIRI:
		for _, t := range n.graphs[g] {
			if t.P == path.IRI {
				add(t.S, t.O)
			}
		}
	case *algebra.PathInverse:
		for _, p := range n.path(path.In, o, s, g) {
			add(p.to, p.from)
		}
	case *algebra.PathSequence:
		right := n.path(path.Right, "", o, g)
		for _, a := range n.path(path.Left, s, "", g) {
			for _, b := range right {
				if a.to == b.from {
					add(a.from, b.to)
				}
			}
		}
	case *algebra.PathAlternative:
		return append(n.path(path.Left, s, o, g), n.path(path.Right, s, o, g)...)
	case *algebra.PathNegated:
		for _, t := range n.graphs[g] {
			if path.Forward != nil && !slices.Contains(path.Forward, t.P) {
				add(t.S, t.O)
			}
		}
		for _, t := range n.graphs[g] {
			if path.Backward != nil && !slices.Contains(path.Backward, t.P) {
				add(t.O, t.S)
			}
		}
	case *algebra.PathZeroOrOne:
		return distinctSteps(append(n.path(path.In, s, o, g), n.zero(s, o, g)...))
	case *algebra.PathZeroOrMore:
		return n.many(path.In, s, o, g, true)
	case *algebra.PathOneOrMore:
		return n.many(path.In, s, o, g, false)
	}
	return out
}

// zero is the path of no steps: a term is joined with itself, if it is given or
// in the graph.
func (n *naive) zero(s, o, g string) []step {
	switch {
	case s != "" && o != "":
		if s == o {
			return []step{{s, o}}
		}
		return nil
	case s != "":
		return []step{{s, s}}
	case o != "":
		return []step{{o, o}}
	}
	var out []step
	for _, t := range n.nodes(g) {
		out = append(out, step{t, t})
	}
	return out
}

// many is ArbitraryLengthPath.
func (n *naive) many(in algebra.Path, s, o, g string, zero bool) []step {
	if s == "" && o != "" {
		var out []step
		for _, p := range n.many(&algebra.PathInverse{In: in}, o, "", g, zero) {
			out = append(out, step{p.to, p.from})
		}
		return out
	}
	starts := []string{s}
	if s == "" {
		starts = n.nodes(g)
	}
	var out []step
	for _, from := range starts {
		seen := map[string]bool{}
		var visit func(x string)
		visit = func(x string) {
			if seen[x] {
				return
			}
			seen[x] = true
			for _, p := range n.path(in, x, "", g) {
				visit(p.to)
			}
		}
		if zero {
			visit(from)
		} else {
			for _, p := range n.path(in, from, "", g) {
				visit(p.to)
			}
		}
		for to := range seen {
			if o == "" || o == to {
				out = append(out, step{from, to})
			}
		}
	}
	return out
}

func distinctSteps(list []step) []step {
	seen := map[step]bool{}
	return slices.DeleteFunc(list, func(s step) bool {
		was := seen[s]
		seen[s] = true
		return was
	})
}

// substitute puts the values of a solution in the place of variables (SPARQL 1.1
// §18.6), but of those that are other variables inside a subquery.
func substitute(o algebra.Op, m mapping) algebra.Op {
	node := func(n algebra.Node) algebra.Node {
		if t, ok := m[n.Var]; ok && n.IsVar() {
			return algebra.Node{Term: t}
		}
		return n
	}
	switch o := o.(type) {
	case *algebra.BGP:
		out := &algebra.BGP{}
		for _, t := range o.Triples {
			out.Triples = append(out.Triples, algebra.Triple{S: node(t.S), P: node(t.P), O: node(t.O)})
		}
		return out
	case *algebra.PathPattern:
		return &algebra.PathPattern{S: node(o.S), Path: o.Path, O: node(o.O)}
	case *algebra.Join:
		return &algebra.Join{Left: substitute(o.Left, m), Right: substitute(o.Right, m)}
	case *algebra.LeftJoin:
		l := &algebra.LeftJoin{Left: substitute(o.Left, m), Right: substitute(o.Right, m)}
		if o.Filter != nil {
			l.Filter = substituteExpr(o.Filter, m)
		}
		return l
	case *algebra.Filter:
		f := &algebra.Filter{In: substitute(o.In, m)}
		for _, x := range o.Exprs {
			f.Exprs = append(f.Exprs, substituteExpr(x, m))
		}
		return f
	case *algebra.Union:
		return &algebra.Union{Left: substitute(o.Left, m), Right: substitute(o.Right, m)}
	case *algebra.Minus:
		return &algebra.Minus{Left: substitute(o.Left, m), Right: substitute(o.Right, m)}
	case *algebra.Graph:
		return &algebra.Graph{Name: node(o.Name), In: substitute(o.In, m)}
	case *algebra.Extend:
		return &algebra.Extend{In: substitute(o.In, m), Var: o.Var, Expr: substituteExpr(o.Expr, m)}
	case *algebra.Distinct:
		return &algebra.Distinct{In: substitute(o.In, m)}
	case *algebra.Project:
		inner := mapping{}
		for _, v := range o.Vars {
			if t, ok := m[v]; ok {
				inner[v] = t
			}
		}
		return &algebra.Project{In: substitute(o.In, inner), Vars: o.Vars}
	case *algebra.Values:
		return o
	}
	panic("substitute: unknown operator")
}

func substituteExpr(x algebra.Expr, m mapping) algebra.Expr {
	switch x := x.(type) {
	case algebra.Var:
		if t, ok := m[x]; ok {
			return algebra.Const{Term: t}
		}
	case *algebra.Unary:
		return &algebra.Unary{Op: x.Op, X: substituteExpr(x.X, m)}
	case *algebra.Binary:
		return &algebra.Binary{Op: x.Op, Left: substituteExpr(x.Left, m), Right: substituteExpr(x.Right, m)}
	case *algebra.Call:
		if v, ok := x.Args[0].(algebra.Var); ok && x.Name == "BOUND" {
			if _, bound := m[v]; bound {
				return algebra.Const{Term: trueText}
			}
			return x
		}
		c := &algebra.Call{Name: x.Name}
		for _, a := range x.Args {
			c.Args = append(c.Args, substituteExpr(a, m))
		}
		return c
	case *algebra.Exists:
		return &algebra.Exists{In: substitute(x.In, m), Not: x.Not}
	}
	return x
}
