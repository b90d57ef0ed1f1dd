package sparql

import "github.com/chancery-graph/chancery/query/algebra"

// Warnings tells what a correct query most likely does not mean: variables that
// are selected, filtered or sorted by and that nothing can bind, with the
// variable that they may be a slip of. The order is that of the text.
func Warnings(q *algebra.Query) []string {
	w := warner{}
	w.op(q.In)
	for _, n := range q.Describe {
		w.used.AddNode(n)
	}
	for _, t := range q.Template {
		w.used.AddTriple(t)
	}
	var names []string
	for _, v := range w.bound.Vars {
		if !v.Blank() {
			names = append(names, string(v))
		}
	}
	var list []string
	for _, v := range w.used.Vars {
		if v.Blank() || w.bound.Has(v) {
			continue
		}
		text := "nothing binds ?" + string(v)
		if n := near(string(v), names); n != "" {
			text += "; did you mean ?" + n + "?"
		}
		list = append(list, text)
	}
	return list
}

// warner collects the variables that patterns bind, in any scope, and those that
// are only used.
type warner struct{ bound, used algebra.Scope }

func (w *warner) op(o algebra.Op) {
	algebra.Walk(o, func(o algebra.Op) bool {
		switch o := o.(type) {
		case *algebra.BGP, *algebra.PathPattern, *algebra.Values:
			w.bound.Add(o)
		case *algebra.Graph:
			w.bound.AddNode(o.Name)
		case *algebra.Extend:
			w.bound.AddVar(o.Var)
		case *algebra.Service:
			w.used.AddNode(o.Name) // another endpoint is asked by a known name
		case *algebra.Project:
			for _, v := range o.Vars {
				w.used.AddVar(v)
			}
		case *algebra.Group:
			for _, v := range o.Keys {
				w.used.AddVar(v)
			}
		}
		for _, e := range algebra.Exprs(o) {
			w.expr(e)
		}
		return true
	})
}

func (w *warner) expr(e algebra.Expr) {
	algebra.WalkExpr(e, func(e algebra.Expr) bool {
		switch e := e.(type) {
		case algebra.Var:
			w.used.AddVar(e)
		case *algebra.Exists:
			w.op(e.In)
		}
		return true
	})
}
