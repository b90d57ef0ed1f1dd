package sparql

import (
	"slices"

	"github.com/chancery-graph/chancery/query/algebra"
)

// grouping replaces the aggregates of a query by variables of a Group (SPARQL
// 1.1 §18.2.4.1).
type grouping struct {
	p *parser
	// kept are the variables that stand for themselves after grouping: keys and
	// what SELECT has named before.
	kept       algebra.Scope
	aggregates []algebra.Aggregation
	known      map[string]algebra.Var // by the aggregate's text
}

// modified reads the solution modifiers of a query that is no SELECT and
// translates them.
func (p *parser) modified(pattern algebra.Op) algebra.Op {
	s := p.solutionModifier()
	if p.err != nil {
		return pattern
	}
	o := pattern
	if s.aggregates() {
		g := &grouping{p: p}
		o = g.group(pattern, &s, nil)
	} else {
		o = havingAndValues(o, &s)
	}
	return p.slice(p.ordered(o, &s), &s)
}

// selected translates a SELECT with its pattern; it reads the modifiers first.
func (p *parser) selected(c selectClause, pattern algebra.Op) algebra.Op {
	s := p.solutionModifier()
	if p.err != nil {
		return pattern
	}
	var o algebra.Op
	if s.aggregates() || c.aggregates() {
		if c.star {
			p.failAt(c.at, "SELECT * cannot stand with GROUP BY or aggregates: name the variables")
			return pattern
		}
		g := &grouping{p: p}
		o = g.group(pattern, &s, &c)
	} else {
		o = havingAndValues(pattern, &s)
	}
	o, vars := p.extended(o, &c)
	if p.err != nil {
		return pattern
	}
	o = &algebra.Project{In: p.ordered(o, &s), Vars: vars}
	switch {
	case c.distinct:
		o = &algebra.Distinct{In: o}
	case c.reduced:
		o = &algebra.Reduced{In: o}
	}
	return p.slice(o, &s)
}

// aggregates tells whether an aggregate stands in the clause.
func (c *selectClause) aggregates() bool {
	for _, item := range c.items {
		if item.expr != nil && hasAggregate(item.expr) {
			return true
		}
	}
	return false
}

// aggregates tells whether the clauses group solutions.
func (s *solution) aggregates() bool {
	for _, c := range s.order {
		if hasAggregate(c.Expr) {
			return true
		}
	}
	return s.grouped || slices.ContainsFunc(s.having, hasAggregate)
}

func hasAggregate(e algebra.Expr) bool {
	found := false
	algebra.WalkExpr(e, func(e algebra.Expr) bool {
		_, ok := e.(*algebra.Aggregate)
		found = found || ok
		return !found
	})
	return found
}

func havingAndValues(o algebra.Op, s *solution) algebra.Op {
	if len(s.having) > 0 {
		o = &algebra.Filter{Exprs: s.having, In: o}
	}
	return joinValues(o, s.values)
}

// joinValues joins a VALUES clause after the pattern (§18.2.4.3).
func joinValues(o algebra.Op, v *algebra.Values) algebra.Op {
	switch {
	case v == nil:
		return o
	case isEmpty(o):
		return v
	}
	return &algebra.Join{Left: o, Right: v}
}

// extended binds the expressions of SELECT and returns the projection
// (§18.2.4.4).
func (p *parser) extended(o algebra.Op, c *selectClause) (algebra.Op, []algebra.Var) {
	var scope algebra.Scope // in scope so far; filled when needed
	var vars algebra.Scope
	if c.star {
		for _, v := range algebra.Visible(o) {
			if !v.Blank() {
				vars.AddVar(v)
			}
		}
		return o, vars.Vars
	}
	filled := false
	for _, item := range c.items {
		if item.expr == nil {
			vars.AddVar(item.v)
			continue
		}
		if !filled {
			scope.Add(o)
			filled = true
		}
		if !scope.AddVar(item.v) || vars.Has(item.v) {
			p.failAt(item.at, "the variable ?"+string(item.v)+" is in scope already, AS needs a new one")
			return o, nil
		}
		vars.AddVar(item.v)
		p.link()
		o = &algebra.Extend{In: o, Var: item.v, Expr: item.expr}
	}
	return o, vars.Vars
}

func (p *parser) ordered(o algebra.Op, s *solution) algebra.Op {
	if len(s.order) == 0 {
		return o
	}
	return &algebra.OrderBy{In: o, Conds: s.order}
}

func (p *parser) slice(o algebra.Op, s *solution) algebra.Op {
	if !s.sliced {
		return o
	}
	return &algebra.Slice{In: o, Offset: s.offset, Limit: s.limit}
}

// group translates GROUP BY, the aggregates, HAVING and VALUES, and replaces
// the aggregates in SELECT and ORDER BY.
func (g *grouping) group(pattern algebra.Op, s *solution, c *selectClause) algebra.Op {
	in, keys := g.keys(pattern, s.groupBy)
	if c != nil {
		g.selectItems(c)
	}
	// Names of SELECT are bound after HAVING, so they mean the pattern's there.
	having := &grouping{p: g.p, aggregates: g.aggregates, known: g.known}
	for _, k := range keys {
		having.kept.AddVar(k)
	}
	for i, e := range s.having {
		s.having[i] = having.replace(e)
	}
	g.aggregates, g.known = having.aggregates, having.known
	if s.values != nil {
		for _, v := range s.values.Vars {
			g.kept.AddVar(v)
		}
	}
	for i := range s.order {
		s.order[i].Expr = g.replace(s.order[i].Expr)
	}
	var o algebra.Op = &algebra.Group{In: in, Keys: keys, Aggregates: g.aggregates}
	return havingAndValues(o, s)
}

// keys binds the expressions of GROUP BY and returns the keys.
func (g *grouping) keys(o algebra.Op, items []selectItem) (algebra.Op, []algebra.Var) {
	var scope algebra.Scope
	filled := false
	for _, item := range items {
		if item.expr == nil {
			g.kept.AddVar(item.v)
			continue
		}
		if v, ok := item.expr.(algebra.Var); ok && item.v == "" {
			g.kept.AddVar(v)
			continue
		}
		if !filled {
			scope.Add(o)
			filled = true
		}
		switch {
		case item.v == "":
			item.v = blankName('g', g.p.keys)
			g.p.keys++
		case !scope.AddVar(item.v):
			g.p.failAt(item.at, "the variable ?"+string(item.v)+" is in scope already, AS needs a new one")
		}
		g.p.link()
		o = &algebra.Extend{In: o, Var: item.v, Expr: item.expr}
		g.kept.AddVar(item.v)
	}
	return o, append([]algebra.Var(nil), g.kept.Vars...)
}

// selectItems replaces the aggregates of SELECT. A variable there must be a key
// or stand inside an aggregate (§11.4, §19.8 note 12).
func (g *grouping) selectItems(c *selectClause) {
	for i := range c.items {
		item := &c.items[i]
		if item.expr == nil {
			if !g.kept.Has(item.v) {
				g.ungrouped(item.v, item.at)
			}
			continue
		}
		outside(item.expr, func(v algebra.Var) {
			if !g.kept.Has(v) {
				g.ungrouped(v, item.at)
			}
		})
		item.expr = g.replace(item.expr)
		if g.p.err != nil {
			return
		}
		if !g.kept.AddVar(item.v) {
			g.p.failAt(item.at, "the variable ?"+string(item.v)+" is in scope already, AS needs a new one")
			return
		}
	}
}

func (g *grouping) ungrouped(v algebra.Var, at int) {
	g.p.failHint(at, "?"+string(v)+" is neither grouped by nor inside an aggregate",
		"add it to GROUP BY or write SAMPLE(?"+string(v)+")")
}

// outside calls visit for the variables that stand outside aggregates and
// patterns.
func outside(e algebra.Expr, visit func(algebra.Var)) {
	algebra.WalkExpr(e, func(e algebra.Expr) bool {
		switch e := e.(type) {
		case algebra.Var:
			visit(e)
		case *algebra.Aggregate:
			return false
		}
		return true
	})
}

// replace replaces aggregates by their variables, and variables that are not
// kept by samples of their group.
func (g *grouping) replace(e algebra.Expr) algebra.Expr {
	switch e := e.(type) {
	case algebra.Var:
		if g.kept.Has(e) {
			return e
		}
		return g.variable(&algebra.Aggregate{Name: "SAMPLE", Arg: e})
	case *algebra.Aggregate:
		return g.variable(e)
	case *algebra.Unary:
		return &algebra.Unary{Op: e.Op, X: g.replace(e.X)}
	case *algebra.Binary:
		return &algebra.Binary{Op: e.Op, Left: g.replace(e.Left), Right: g.replace(e.Right)}
	case *algebra.In:
		return &algebra.In{X: g.replace(e.X), List: g.replaceAll(e.List), Not: e.Not}
	case *algebra.Call:
		return &algebra.Call{Name: e.Name, Args: g.replaceAll(e.Args)}
	}
	return e
}

func (g *grouping) replaceAll(list []algebra.Expr) []algebra.Expr {
	out := make([]algebra.Expr, len(list))
	for i, e := range list {
		out[i] = g.replace(e)
	}
	return out
}

// variable returns the variable of an aggregate: one and the same for the same
// aggregate, unless its argument gives another value each time.
func (g *grouping) variable(a *algebra.Aggregate) algebra.Var {
	text := ""
	if a.Arg == nil || stable(a.Arg) {
		text = a.String()
		if v, ok := g.known[text]; ok {
			return v
		}
	}
	v := blankName('a', g.p.aggregates)
	g.p.aggregates++
	g.aggregates = append(g.aggregates, algebra.Aggregation{Var: v, Aggregate: *a})
	if text != "" {
		if g.known == nil {
			g.known = make(map[string]algebra.Var)
		}
		g.known[text] = v
	}
	return v
}

// stable tells whether an expression has the same value whenever it is
// evaluated on the same solution.
func stable(e algebra.Expr) bool {
	same := true
	algebra.WalkExpr(e, func(e algebra.Expr) bool {
		if c, ok := e.(*algebra.Call); ok {
			switch c.Name {
			case "RAND", "UUID", "STRUUID", "BNODE":
				same = false
			}
		}
		return same
	})
	return same
}
