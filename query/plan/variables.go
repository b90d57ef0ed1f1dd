package plan

import (
	"maps"
	"slices"

	"github.com/chancery-graph/chancery/query/algebra"
)

// variables lists every variable of a query in the order of their names, so that
// the numbers of slots do not depend on the order of the text.
func variables(q *algebra.Query) []algebra.Var {
	c := collector{}
	c.op(q.In)
	for _, v := range q.Vars {
		c[v] = true
	}
	for _, t := range q.Template {
		eachVar(t, func(v algebra.Var) { c[v] = true })
	}
	for _, n := range q.Describe {
		c.node(n)
	}
	delete(c, "")
	return slices.Sorted(maps.Keys(c))
}

// collector gathers variables.
type collector map[algebra.Var]bool

func (c collector) node(n algebra.Node) { eachNodeVar(n, func(v algebra.Var) { c[v] = true }) }

func eachVar(t algebra.Triple, do func(algebra.Var)) {
	eachNodeVar(t.S, do)
	eachNodeVar(t.P, do)
	eachNodeVar(t.O, do)
}

func eachNodeVar(n algebra.Node, do func(algebra.Var)) {
	if n.Var != "" {
		do(n.Var)
	}
	if n.Triple != nil {
		eachVar(*n.Triple, do)
	}
}

func (c collector) op(o algebra.Op) {
	switch o := o.(type) {
	case *algebra.BGP:
		for _, t := range o.Triples {
			eachVar(t, func(v algebra.Var) { c[v] = true })
		}
	case *algebra.PathPattern:
		c.node(o.S)
		c.node(o.O)
	case *algebra.Graph:
		c.node(o.Name)
	case *algebra.Service:
		c.node(o.Name)
	case *algebra.Extend:
		c[o.Var] = true
		c.expr(o.Expr)
	case *algebra.Values:
		for _, v := range o.Vars {
			c[v] = true
		}
	case *algebra.LeftJoin:
		if o.Filter != nil {
			c.expr(o.Filter)
		}
	case *algebra.Filter:
		for _, e := range o.Exprs {
			c.expr(e)
		}
	case *algebra.Group:
		for _, v := range o.Keys {
			c[v] = true
		}
		for _, a := range o.Aggregates {
			c[a.Var] = true
			if a.Aggregate.Arg != nil {
				c.expr(a.Aggregate.Arg)
			}
		}
	case *algebra.OrderBy:
		for _, k := range o.Conds {
			c.expr(k.Expr)
		}
	case *algebra.Project:
		for _, v := range o.Vars {
			c[v] = true
		}
	}
	for _, in := range inputsOf(o) {
		c.op(in)
	}
}

// inputsOf returns the operators that o has as inputs.
func inputsOf(o algebra.Op) []algebra.Op {
	switch o := o.(type) {
	case *algebra.Join:
		return []algebra.Op{o.Left, o.Right}
	case *algebra.LeftJoin:
		return []algebra.Op{o.Left, o.Right}
	case *algebra.Union:
		return []algebra.Op{o.Left, o.Right}
	case *algebra.Minus:
		return []algebra.Op{o.Left, o.Right}
	case *algebra.Lateral:
		return []algebra.Op{o.Left, o.Right}
	case *algebra.Filter:
		return []algebra.Op{o.In}
	case *algebra.Graph:
		return []algebra.Op{o.In}
	case *algebra.Extend:
		return []algebra.Op{o.In}
	case *algebra.Service:
		return []algebra.Op{o.In}
	case *algebra.Group:
		return []algebra.Op{o.In}
	case *algebra.OrderBy:
		return []algebra.Op{o.In}
	case *algebra.Project:
		return []algebra.Op{o.In}
	case *algebra.Distinct:
		return []algebra.Op{o.In}
	case *algebra.Reduced:
		return []algebra.Op{o.In}
	case *algebra.Slice:
		return []algebra.Op{o.In}
	}
	return nil
}

func (c collector) expr(e algebra.Expr) {
	switch e := e.(type) {
	case algebra.Var:
		c[e] = true
	case *algebra.Unary:
		c.expr(e.X)
	case *algebra.Binary:
		c.expr(e.Left)
		c.expr(e.Right)
	case *algebra.In:
		c.expr(e.X)
		for _, x := range e.List {
			c.expr(x)
		}
	case *algebra.Call:
		for _, x := range e.Args {
			c.expr(x)
		}
	case *algebra.Aggregate:
		if e.Arg != nil {
			c.expr(e.Arg)
		}
	case *algebra.Exists:
		c.op(e.In)
	}
}
