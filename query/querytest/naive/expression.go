package naive

import (
	"context"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/expr"
)

// value evaluates an expression; "" is an error or no value.
func (e *evaluator) value(x algebra.Expr, s Solution, active []Triple) (string, error) {
	x, err := e.withoutExists(x, s, active)
	if err != nil {
		return "", err
	}
	id, err := e.run(x, s)
	if err != nil || id == graph.None {
		return "", err
	}
	text, err := e.terms.AppendTerm(nil, id)
	return string(text), err
}

// holds gives the effective boolean value; an error is false.
func (e *evaluator) holds(x algebra.Expr, s Solution, active []Triple) (bool, error) {
	// !!x is the effective boolean value of x, or its error.
	v, err := e.value(&algebra.Unary{Op: algebra.Not, X: &algebra.Unary{Op: algebra.Not, X: x}}, s, active)
	return v == `"true"^^<http://www.w3.org/2001/XMLSchema#boolean>`, err
}

// run compiles and evaluates x for one solution.
func (e *evaluator) run(x algebra.Expr, s Solution) (graph.ID, error) {
	var cols [][]graph.ID
	slots := map[algebra.Var]int{}
	for v, term := range s {
		id, err := e.terms.Intern([]byte(term))
		if err != nil {
			return graph.None, err
		}
		slots[v] = len(cols)
		cols = append(cols, []graph.ID{id})
	}
	p, err := expr.Compile(x, func(v algebra.Var) (int, bool) { i, ok := slots[v]; return i, ok }, expr.Options{})
	if err != nil {
		return graph.None, err
	}
	var out [1]graph.ID
	err = p.Eval(context.Background(), e.context, cols, 1, nil, out[:])
	return out[0], err
}

// withoutExists replaces EXISTS by its value for a solution (§18.6, Evaluation
// of EXISTS: the solution is substituted in the pattern).
func (e *evaluator) withoutExists(x algebra.Expr, s Solution, active []Triple) (algebra.Expr, error) {
	var failed error
	x = algebra.MapExpr(x, func(x algebra.Expr) algebra.Expr {
		ex, ok := x.(*algebra.Exists)
		if !ok {
			return x
		}
		found, err := e.eval(substitute(ex.In, s), active)
		if err != nil {
			failed = err
		}
		if (len(found) > 0) != ex.Not {
			return algebra.Const{Term: `"true"^^<http://www.w3.org/2001/XMLSchema#boolean>`}
		}
		return algebra.Const{Term: `"false"^^<http://www.w3.org/2001/XMLSchema#boolean>`}
	})
	return x, failed
}

// substitute puts the terms of s in the place of its variables: in patterns and
// in expressions.
func substitute(o algebra.Op, s Solution) algebra.Op {
	node := func(n algebra.Node) algebra.Node {
		if term, ok := s[n.Var]; ok && n.IsVar() {
			return algebra.Node{Term: term}
		}
		return n
	}
	return algebra.Map(o, func(o algebra.Op) algebra.Op {
		switch o := o.(type) {
		case *algebra.BGP:
			b := &algebra.BGP{}
			for _, t := range o.Triples {
				b.Triples = append(b.Triples, algebra.Triple{S: node(t.S), P: node(t.P), O: node(t.O)})
			}
			return b
		case *algebra.PathPattern:
			return &algebra.PathPattern{S: node(o.S), Path: o.Path, O: node(o.O)}
		case *algebra.Graph:
			return &algebra.Graph{Name: node(o.Name), In: o.In}
		}
		return algebra.MapExprs(o, func(x algebra.Expr) algebra.Expr { return substituteExpr(x, s) })
	})
}

func substituteExpr(x algebra.Expr, s Solution) algebra.Expr {
	return algebra.MapExpr(x, func(x algebra.Expr) algebra.Expr {
		switch x := x.(type) {
		case algebra.Var:
			if term, bound := s[x]; bound {
				return algebra.Const{Term: term}
			}
		case *algebra.Exists:
			return &algebra.Exists{In: substitute(x.In, s), Not: x.Not}
		case *algebra.Call:
			if x.Name == "BOUND" {
				if _, bound := x.Args[0].(algebra.Const); bound {
					return algebra.Const{Term: `"true"^^<http://www.w3.org/2001/XMLSchema#boolean>`}
				}
			}
		}
		return x
	})
}
