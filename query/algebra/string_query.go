package algebra

import "github.com/chancery-graph/chancery/graph"

// String writes the word of the form: SELECT, ASK, CONSTRUCT or DESCRIBE.
func (f Form) String() string {
	switch f {
	case Select:
		return "SELECT"
	case Ask:
		return "ASK"
	case Construct:
		return "CONSTRUCT"
	case Describe:
		return "DESCRIBE"
	}
	return ""
}

// String writes FROM clauses; nothing for the engine's own dataset.
func (d Dataset) String() string {
	var p printer
	p.dataset(d, "FROM")
	return string(p.buf)
}

// String writes the query, its prefixes declared and its IRIs in full.
func (q *Query) String() string {
	var p printer
	p.prologue(q.Version, q.Base, q.Prefixes)
	m := splitModifiers(q.In)
	if m == nil {
		m = &modifiers{body: q.In}
	}
	switch q.Form {
	case Select:
		p.selectClause(m)
	case Ask:
		p.word("ASK")
	case Construct:
		p.word("CONSTRUCT {")
		p.triples(q.Template)
		p.word("}")
	case Describe:
		p.word("DESCRIBE")
		for _, n := range q.Describe {
			p.node(n)
		}
		if len(q.Describe) == 0 {
			p.word("*")
		}
	}
	p.dataset(q.Dataset, "FROM")
	if q.Form != Select && (m.project != nil || m.distinct != "") {
		m = &modifiers{body: q.In} // the query is a subselect alone
	}
	p.word("WHERE")
	p.group(m.body)
	p.solutionModifiers(m)
	return string(p.buf)
}

func (p *printer) prologue(version, base string, prefixes []Prefix) {
	if version != "" {
		p.word(`VERSION "`)
		p.buf = append(graph.AppendEscaped(p.buf, []byte(version)), '"')
	}
	if base != "" {
		p.word("BASE <" + base + ">")
	}
	for _, x := range prefixes {
		p.word("PREFIX " + x.Name + ": <" + x.IRI + ">")
	}
}

func (p *printer) dataset(d Dataset, clause string) {
	for _, g := range d.Default {
		p.word(clause)
		p.word(g)
	}
	for _, g := range d.Named {
		p.word(clause)
		p.word("NAMED")
		p.word(g)
	}
}
