package algebra

// String writes the request, its operations one after another.
func (u *Update) String() string {
	var p printer
	p.prologue("", u.Base, u.Prefixes)
	for i, o := range u.Ops {
		if i > 0 {
			p.word(";")
		}
		p.word(o.String())
	}
	return string(p.buf)
}

// String writes INSERT DATA.
func (o *InsertData) String() string { return quadsText("INSERT DATA", o.Quads) }

// String writes DELETE DATA.
func (o *DeleteData) String() string { return quadsText("DELETE DATA", o.Quads) }

// String writes WITH, DELETE, INSERT, USING and WHERE.
func (o *Modify) String() string {
	var p printer
	if o.With != "" {
		p.word("WITH")
		p.word(o.With)
	}
	if o.Delete != nil || o.Insert == nil {
		p.word("DELETE")
		p.quads(o.Delete)
	}
	if o.Insert != nil {
		p.word("INSERT")
		p.quads(o.Insert)
	}
	p.dataset(o.Using, "USING")
	p.word("WHERE")
	p.group(o.Where)
	return string(p.buf)
}

// String writes LOAD.
func (o *Load) String() string {
	s := "LOAD" + silent(o.Silent) + " " + o.Source
	if o.Into != "" {
		s += " INTO GRAPH " + o.Into
	}
	return s
}

// String writes CLEAR or DROP.
func (o *Clear) String() string {
	s := "CLEAR"
	if o.Drop {
		s = "DROP"
	}
	s += silent(o.Silent)
	switch o.Target {
	case TargetDefault:
		return s + " DEFAULT"
	case TargetNamed:
		return s + " NAMED"
	case TargetAll:
		return s + " ALL"
	}
	return s + " GRAPH " + o.Graph
}

// String writes CREATE.
func (o *Create) String() string { return "CREATE" + silent(o.Silent) + " GRAPH " + o.Graph }

// String writes ADD, MOVE or COPY.
func (o *Transfer) String() string {
	s := "ADD"
	switch o.Kind {
	case MoveGraph:
		s = "MOVE"
	case CopyGraph:
		s = "COPY"
	}
	return s + silent(o.Silent) + " " + graphOrDefault(o.From) + " TO " + graphOrDefault(o.To)
}

func graphOrDefault(iri string) string {
	if iri == "" {
		return "DEFAULT"
	}
	return "GRAPH " + iri
}

func silent(on bool) string {
	if on {
		return " SILENT"
	}
	return ""
}

func quadsText(operation string, quads []Quad) string {
	var p printer
	p.word(operation)
	p.quads(quads)
	return string(p.buf)
}

// quads writes quads in braces, neighbours of one graph together.
func (p *printer) quads(quads []Quad) {
	p.word("{")
	for i, q := range quads {
		if q.G.IsZero() {
			p.triple(Triple{q.S, q.P, q.O})
			p.word(".")
			continue
		}
		if i == 0 || quads[i-1].G != q.G {
			p.word("GRAPH")
			p.node(q.G)
			p.word("{")
		}
		p.triple(Triple{q.S, q.P, q.O})
		p.word(".")
		if i+1 == len(quads) || quads[i+1].G != q.G {
			p.word("}")
		}
	}
	p.word("}")
}
