package query

import (
	"slices"

	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/sparql"
)

// Mentions tells whether the query names a term, given by its canonical text: in
// a GRAPH or SERVICE, a dataset clause, a pattern or an expression.
func (q *Query) Mentions(term string) bool {
	if slices.Contains(q.parsed.Dataset.Default, term) || slices.Contains(q.parsed.Dataset.Named, term) {
		return true
	}
	found := false
	node := func(n algebra.Node) { found = found || n.Term == term }
	everything(q.parsed.In, func(o algebra.Op) {
		switch o := o.(type) {
		case *algebra.Graph:
			node(o.Name)
		case *algebra.Service:
			node(o.Name)
		case *algebra.BGP:
			for _, t := range o.Triples {
				node(t.S)
				node(t.P)
				node(t.O)
			}
		}
	}, func(e algebra.Expr) {
		if c, ok := e.(algebra.Const); ok {
			found = found || c.Term == term
		}
	})
	return found
}

// changing are the functions that can give another value the next time.
var changing = []string{"RAND", "UUID", "STRUUID", "NOW", "BNODE"}

// Deterministic tells whether the answer depends on nothing but the text and the
// dataset.
func (q *Query) Deterministic() bool {
	fixed := true
	everything(q.parsed.In, func(o algebra.Op) {
		if _, ok := o.(*algebra.Service); ok {
			fixed = false
		}
	}, func(e algebra.Expr) {
		if c, ok := e.(*algebra.Call); ok && slices.Contains(changing, c.Name) {
			fixed = false
		}
	})
	return fixed
}

// everything visits all operators and expressions, those within EXISTS too.
func everything(o algebra.Op, op func(algebra.Op), expr func(algebra.Expr)) {
	algebra.Walk(o, func(o algebra.Op) bool {
		op(o)
		for _, e := range algebra.Exprs(o) {
			algebra.WalkExpr(e, func(e algebra.Expr) bool {
				expr(e)
				if x, ok := e.(*algebra.Exists); ok {
					everything(x.In, op, expr)
				}
				return true
			})
		}
		return true
	})
}

// Warnings are remarks on what is allowed but hardly meant, such as a variable
// that nothing binds.
func (q *Query) Warnings() []string { return sparql.Warnings(q.parsed) }
