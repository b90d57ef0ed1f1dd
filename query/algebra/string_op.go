package algebra

// String writes the triples as a group.
func (o *BGP) String() string { return groupText(o) }

// String writes the pattern as a group.
func (o *PathPattern) String() string { return groupText(o) }

// String writes both sides in one group.
func (o *Join) String() string { return groupText(o) }

// String writes a group with OPTIONAL.
func (o *LeftJoin) String() string { return groupText(o) }

// String writes a group that ends with FILTERs.
func (o *Filter) String() string { return groupText(o) }

// String writes a group with UNION.
func (o *Union) String() string { return groupText(o) }

// String writes a group with MINUS.
func (o *Minus) String() string { return groupText(o) }

// String writes a group with GRAPH.
func (o *Graph) String() string { return groupText(o) }

// String writes a group that ends with BIND.
func (o *Extend) String() string { return groupText(o) }

// String writes a group with VALUES.
func (o *Values) String() string { return groupText(o) }

// String writes a group with SERVICE.
func (o *Service) String() string { return groupText(o) }

// String writes a group with LATERAL, which no standard knows: it is for people.
func (o *Lateral) String() string { return groupText(o) }

// String writes a subselect with GROUP BY. Variables of aggregates that cannot
// be named get a name that starts with an underscore.
func (o *Group) String() string { return groupText(o) }

// String writes a subselect with ORDER BY.
func (o *OrderBy) String() string { return groupText(o) }

// String writes a subselect.
func (o *Project) String() string { return groupText(o) }

// String writes a subselect with DISTINCT.
func (o *Distinct) String() string { return groupText(o) }

// String writes a subselect with REDUCED.
func (o *Reduced) String() string { return groupText(o) }

// String writes a subselect with LIMIT and OFFSET.
func (o *Slice) String() string { return groupText(o) }

// String writes s p o without a full stop.
func (t Triple) String() string {
	var p printer
	p.triple(t)
	return string(p.buf)
}

// String writes s p o, or GRAPH g { s p o } where the quad is in a graph.
func (q Quad) String() string {
	t := Triple{q.S, q.P, q.O}
	if q.G.IsZero() {
		return t.String()
	}
	return "GRAPH " + q.G.String() + " { " + t.String() + " }"
}

// String writes ASC or DESC and the expression.
func (c Condition) String() string {
	var p printer
	p.condition(c)
	return string(p.buf)
}

// String writes (aggregate AS ?variable), the variable with its label where it
// cannot be named.
func (a Aggregation) String() string {
	return "(" + a.Aggregate.String() + " AS " + a.Var.String() + ")"
}

// String writes the variable, the term or the triple term; nothing for the zero
// Node.
func (n Node) String() string {
	var p printer
	p.node(n)
	return string(p.buf)
}

// printer appends SPARQL text on one line, words apart by single blanks.
type printer struct {
	buf []byte
	// aggregates are those of the group by whose expressions are being written:
	// their variables stand for them.
	aggregates map[Var]*Aggregate
	// open: the last thing written is a triple of a basic graph pattern, which a
	// further triple would join.
	open bool
}

func groupText(o Op) string {
	var p printer
	p.group(o)
	return string(p.buf)
}

func (p *printer) text(s string) { p.buf = append(p.buf, s...) }

// word writes s with a blank before it, unless one stands there or a parenthesis
// that is not that of a triple term.
func (p *printer) word(s string) {
	if n := len(p.buf); n > 0 && p.buf[n-1] != ' ' && (p.buf[n-1] != '(' || n > 1 && p.buf[n-2] == '<') {
		p.buf = append(p.buf, ' ')
	}
	p.buf = append(p.buf, s...)
}

// group writes an operator as a group graph pattern in braces.
func (p *printer) group(o Op) {
	p.word("{")
	p.open = false
	if m := splitModifiers(o); m != nil {
		p.subselect(m)
	} else {
		p.groupBody(o)
	}
	p.open = false
	p.word("}")
}

// groupBody writes what stands between the braces of a group.
func (p *printer) groupBody(o Op) {
	f, ok := o.(*Filter)
	if !ok {
		p.elements(o)
		return
	}
	p.elements(f.In)
	p.filters(f.Exprs)
}

func (p *printer) filters(exprs []Expr) {
	for _, e := range exprs {
		p.word("FILTER (")
		p.expr(e, levelOr)
		p.text(")")
	}
}

// elements writes an operator as elements of a group that translate to it again
// (SPARQL 1.1 §18.2.2.6): the left side of a join is the group so far.
func (p *printer) elements(o Op) {
	switch o := o.(type) {
	case *Join:
		p.elements(o.Left)
		p.element(o.Right)
		return
	case *LeftJoin:
		p.elements(o.Left)
		p.optional(o)
	case *Minus:
		p.elements(o.Left)
		p.word("MINUS")
		p.group(o.Right)
	case *Lateral:
		p.elements(o.Left)
		p.word("LATERAL")
		p.group(o.Right)
	case *Extend:
		p.elements(o.In)
		p.word("BIND (")
		p.expr(o.Expr, levelOr)
		p.word("AS")
		p.variable(o.Var)
		p.text(")")
	default:
		p.element(o)
		return
	}
	p.open = false
}

// element writes an operator as one element of a group.
func (p *printer) element(o Op) {
	switch o := o.(type) {
	case *BGP:
		if p.open && len(o.Triples) > 0 {
			// The empty group drops out and keeps the triples apart. Braces around
			// them would not do: paths after them may share their blank nodes.
			p.word("{ }")
		}
		p.triples(o.Triples)
		p.open = p.open || len(o.Triples) > 0
		return
	case *PathPattern:
		p.node(o.S)
		p.path(o.Path, pathAlternative)
		p.node(o.O)
		p.word(".")
		p.open = false
		return
	case *Union:
		p.union(o)
		return
	case *Graph:
		p.word("GRAPH")
		p.node(o.Name)
		p.group(o.In)
		return
	case *Service:
		p.word("SERVICE")
		if o.Silent {
			p.word("SILENT")
		}
		p.node(o.Name)
		p.group(o.In)
		return
	case *Values:
		p.values(o)
		p.open = false
		return
	}
	p.group(o)
}

// optional writes the right side of a LeftJoin. A filter that belongs to the
// join stands directly in the group; a Filter operator gets braces of its own.
func (p *printer) optional(o *LeftJoin) {
	p.word("OPTIONAL")
	f, nested := o.Right.(*Filter)
	if o.Filter == nil && !nested {
		p.group(o.Right)
		return
	}
	p.word("{")
	p.open = false
	switch {
	case nested:
		p.group(f)
	case splitModifiers(o.Right) != nil:
		p.group(o.Right)
	default:
		p.elements(o.Right)
	}
	if o.Filter != nil {
		p.filters([]Expr{o.Filter})
	}
	p.word("}")
}

func (p *printer) union(o *Union) {
	if left, ok := o.Left.(*Union); ok {
		p.union(left)
	} else {
		p.group(o.Left)
	}
	p.word("UNION")
	p.group(o.Right)
}

func (p *printer) values(o *Values) {
	p.word("VALUES (")
	for _, v := range o.Vars {
		p.variable(v)
	}
	p.word(") {")
	for _, row := range o.Rows {
		p.word("(")
		for _, term := range row {
			if term == "" {
				term = "UNDEF"
			}
			p.word(term)
		}
		p.word(")")
	}
	p.word("}")
}

func (p *printer) triples(list []Triple) {
	for _, t := range list {
		p.triple(t)
		p.word(".")
	}
}

func (p *printer) triple(t Triple) {
	p.node(t.S)
	p.node(t.P)
	p.node(t.O)
}

func (p *printer) node(n Node) {
	switch {
	case n.Var != "":
		p.variable(n.Var)
	case n.Triple != nil:
		p.word("<<(")
		p.triple(*n.Triple)
		p.word(")>>")
	case n.Term != "":
		p.word(n.Term)
	}
}

func (p *printer) variable(v Var) {
	if v.Blank() {
		p.word(string(v))
		return
	}
	p.word("?")
	p.text(string(v))
}
