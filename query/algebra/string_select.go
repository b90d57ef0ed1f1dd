package algebra

import "strconv"

// modifiers is an operator taken apart into the clauses of a query whose
// translation (SPARQL 1.1 §18.2.4, §18.2.5) is that operator:
//
//	Slice(Distinct(Project(OrderBy(Extend…(Join(Filter(Group(Extend…(body))), Values))))))
//
// Without a Group, what stands below OrderBy is the body, because BIND, FILTER
// and VALUES in the body translate to the same.
type modifiers struct {
	slice    *Slice
	distinct string // "DISTINCT", "REDUCED" or ""
	project  *Project
	order    []Condition
	extends  []*Extend // of SELECT, outermost first; only with a group
	values   *Values   // only with a group
	having   []Expr    // only with a group
	group    *Group
	keys     []*Extend // of GROUP BY's expressions, outermost first
	body     Op
}

// splitModifiers returns nil for an operator that is no query of its own.
func splitModifiers(o Op) *modifiers {
	switch o := o.(type) {
	case *Slice, *Distinct, *Reduced, *Project, *OrderBy, *Group:
	case *Filter, *Extend, *Join:
		if groupBelow(o) == nil {
			return nil
		}
	default:
		return nil
	}
	m := &modifiers{}
	if s, ok := o.(*Slice); ok {
		m.slice, o = s, s.In
	}
	switch d := o.(type) {
	case *Distinct:
		m.distinct, o = "DISTINCT", d.In
	case *Reduced:
		m.distinct, o = "REDUCED", d.In
	}
	if project, ok := o.(*Project); ok {
		m.project, o = project, project.In
	}
	if order, ok := o.(*OrderBy); ok {
		m.order, o = order.Conds, order.In
	}
	m.body = o
	if g := groupBelow(o); g != nil {
		m.splitGroup(o, g)
	}
	return m
}

// groupBelow returns the Group that an operator is made of, as far as SELECT
// expressions, VALUES and HAVING stand over it.
func groupBelow(o Op) *Group {
	for {
		e, ok := o.(*Extend)
		if !ok {
			break
		}
		o = e.In
	}
	if j, ok := o.(*Join); ok {
		if _, ok := j.Right.(*Values); ok {
			o = j.Left
		}
	}
	if f, ok := o.(*Filter); ok {
		o = f.In
	}
	g, _ := o.(*Group)
	return g
}

func (m *modifiers) splitGroup(o Op, g *Group) {
	for e, ok := o.(*Extend); ok; e, ok = o.(*Extend) {
		m.extends, o = append(m.extends, e), e.In
	}
	if j, ok := o.(*Join); ok {
		m.values, o = j.Right.(*Values), j.Left
	}
	if f, ok := o.(*Filter); ok {
		m.having = f.Exprs
	}
	m.group, m.body = g, g.In
	// GROUP BY binds its expressions in the order of the keys.
	for rest := len(g.Keys); ; {
		e, ok := m.body.(*Extend)
		if !ok {
			return
		}
		for rest--; rest >= 0 && g.Keys[rest] != e.Var; rest-- {
		}
		if rest < 0 {
			return
		}
		m.keys, m.body = append(m.keys, e), e.In
	}
}

// subselect writes a query without its prologue, as SELECT.
func (p *printer) subselect(m *modifiers) {
	p.selectClause(m)
	p.word("WHERE")
	p.group(m.body)
	p.solutionModifiers(m)
}

// solutionModifiers writes GROUP BY to VALUES.
func (p *printer) solutionModifiers(m *modifiers) {
	outer := p.aggregates
	if m.group != nil {
		p.groupClause(m)
		p.aggregates = aggregatesOf(m.group)
		if len(m.having) > 0 {
			p.word("HAVING")
		}
		for _, e := range m.having {
			p.word("(")
			p.expr(e, levelOr)
			p.text(")")
		}
	}
	p.orderClause(m.order)
	p.aggregates = outer
	if m.slice != nil {
		if m.slice.Limit >= 0 {
			p.word("LIMIT ")
			p.buf = strconv.AppendInt(p.buf, m.slice.Limit, 10)
		}
		if m.slice.Offset > 0 || m.slice.Limit < 0 {
			p.word("OFFSET ")
			p.buf = strconv.AppendInt(p.buf, m.slice.Offset, 10)
		}
	}
	if m.values != nil {
		p.values(m.values)
	}
}

func (p *printer) groupClause(m *modifiers) {
	if len(m.group.Keys) == 0 {
		return
	}
	p.word("GROUP BY")
	bound := make(map[Var]Expr, len(m.keys))
	for _, e := range m.keys {
		bound[e.Var] = e.Expr
	}
	outer := p.aggregates
	p.aggregates = nil
	for _, k := range m.group.Keys {
		e, ok := bound[k]
		if !ok {
			p.variable(k)
			continue
		}
		p.word("(")
		p.expr(e, levelOr)
		if !k.Blank() {
			p.word("AS")
			p.variable(k)
		}
		p.text(")")
	}
	p.aggregates = outer
}

func (p *printer) orderClause(conds []Condition) {
	if len(conds) == 0 {
		return
	}
	p.word("ORDER BY")
	for _, c := range conds {
		p.condition(c)
	}
}

func (p *printer) condition(c Condition) {
	if c.Descending {
		p.word("DESC")
	} else {
		p.word("ASC")
	}
	p.text("(")
	p.expr(c.Expr, levelOr)
	p.text(")")
}

// selectClause writes SELECT and what it selects. An operator without a Project
// selects all that it binds.
func (p *printer) selectClause(m *modifiers) {
	p.word("SELECT")
	if m.distinct != "" {
		p.word(m.distinct)
	}
	vars := m.selected()
	if len(vars) == 0 {
		p.selectNothing(m)
		return
	}
	bound := make(map[Var]Expr, len(m.extends))
	for _, e := range m.extends {
		bound[e.Var] = e.Expr
	}
	outer := p.aggregates
	if m.group != nil {
		p.aggregates = aggregatesOf(m.group)
	}
	for _, v := range vars {
		e, ok := bound[v]
		if !ok && p.aggregates[v] != nil {
			e, ok = v, true
		}
		if !ok {
			p.variable(v)
			continue
		}
		p.word("(")
		p.expr(e, levelOr)
		p.word("AS ?")
		if v.Blank() {
			p.text("_" + string(v[2:]))
		} else {
			p.text(string(v))
		}
		p.text(")")
	}
	p.aggregates = outer
}

// selectNothing writes a projection without variables. The grammar has none: it
// is * where the pattern has no variable to show, as a parser makes it; else a
// constant by a name that the pattern does not have.
func (p *printer) selectNothing(m *modifiers) {
	var scope Scope
	scope.Add(m.body)
	hidden := true
	for _, v := range scope.Vars {
		hidden = hidden && v.Blank()
	}
	if hidden && m.group == nil {
		p.word("*")
		return
	}
	name := "_0"
	for i := 1; scope.Has(Var(name)); i++ {
		name = "_" + strconv.Itoa(i)
	}
	p.word("(1 AS ?" + name + ")")
}

func (m *modifiers) selected() []Var {
	if m.project != nil {
		return m.project.Vars
	}
	var vars []Var
	if m.group == nil {
		for _, v := range Visible(m.body) {
			if !v.Blank() {
				vars = append(vars, v)
			}
		}
		return vars
	}
	for _, k := range m.group.Keys {
		if !k.Blank() {
			vars = append(vars, k)
		}
	}
	for _, a := range m.group.Aggregates {
		vars = append(vars, a.Var)
	}
	for i := len(m.extends) - 1; i >= 0; i-- {
		vars = append(vars, m.extends[i].Var)
	}
	return vars
}

func aggregatesOf(g *Group) map[Var]*Aggregate {
	set := make(map[Var]*Aggregate, len(g.Aggregates))
	for i := range g.Aggregates {
		set[g.Aggregates[i].Var] = &g.Aggregates[i].Aggregate
	}
	return set
}
