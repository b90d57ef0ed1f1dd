package sparql

import (
	"github.com/chancery-graph/chancery/query/algebra"
)

const (
	noVarsInData    = "a variable cannot stand in data, only terms can"
	noBlanksDeleted = "a blank node cannot be deleted: it matches nothing by its label (use a variable and WHERE)"
)

// update reads Update.
func (p *parser) update() *algebra.Update {
	u := &algebra.Update{}
	// A label may stand in one INSERT DATA of a request alone (§19.6).
	inserted := make(map[string]algebra.Var)
	for p.err == nil {
		p.prologue()
		if p.tok.kind == tokEOF {
			break
		}
		if o := p.operation(inserted); o != nil {
			u.Ops = append(u.Ops, o)
		}
		if !p.accept(tokSemicolon) {
			break
		}
	}
	if p.err == nil && p.tok.kind != tokEOF {
		p.unexpected(`";"`, kindNames[tokEOF])
	}
	u.Prefixes, u.Base = p.declared, p.base.String()
	return u
}

// operation reads Update1.
func (p *parser) operation(inserted map[string]algebra.Var) algebra.UpdateOp {
	switch {
	case p.acceptWord(kwLoad):
		o := &algebra.Load{Silent: p.acceptWord(kwSilent)}
		o.Source = p.iri()
		if p.acceptWord(kwInto) {
			p.expectWord(kwGraph)
			o.Into = p.iri()
		}
		return o
	case p.is(kwClear) || p.is(kwDrop):
		o := &algebra.Clear{Drop: p.is(kwDrop)}
		p.advance()
		o.Silent = p.acceptWord(kwSilent)
		p.graphTarget(o)
		return o
	case p.acceptWord(kwCreate):
		o := &algebra.Create{Silent: p.acceptWord(kwSilent)}
		p.expectWord(kwGraph)
		o.Graph = p.iri()
		return o
	case p.acceptWord(kwAdd):
		return p.transfer(algebra.AddGraph)
	case p.acceptWord(kwMove):
		return p.transfer(algebra.MoveGraph)
	case p.acceptWord(kwCopy):
		return p.transfer(algebra.CopyGraph)
	case p.acceptWord(kwWith):
		with := p.iri()
		if p.err == nil && !p.is(kwDelete) && !p.is(kwInsert) {
			p.unexpected("DELETE", "INSERT")
			return nil
		}
		return p.modify(with, p.is(kwDelete))
	case p.acceptWord(kwInsert):
		if p.acceptWord(kwData) {
			return p.insertData(inserted)
		}
		return p.modifyFrom("", false)
	case p.acceptWord(kwDelete):
		switch {
		case p.acceptWord(kwData):
			return &algebra.DeleteData{Quads: p.quads(&triplesContext{noVars: noVarsInData, noBlanks: noBlanksDeleted})}
		case p.acceptWord(kwWhere):
			return p.deleteWhere()
		}
		return p.modifyFrom("", true)
	}
	p.updateExpected()
	return nil
}

func (p *parser) updateExpected() {
	switch p.tok.keyword {
	case kwSelect, kwAsk, kwConstruct, kwDescribe:
		p.failExpected(p.tok.start, "", "this is a query, not an update", "INSERT", "DELETE", "LOAD", "CLEAR")
		return
	}
	p.unexpected("INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "PREFIX", "BASE")
}

func (p *parser) graphTarget(o *algebra.Clear) {
	switch {
	case p.acceptWord(kwGraph):
		o.Target, o.Graph = algebra.TargetGraph, p.iri()
	case p.acceptWord(kwDefault):
		o.Target = algebra.TargetDefault
	case p.acceptWord(kwNamed):
		o.Target = algebra.TargetNamed
	case p.acceptWord(kwAll):
		o.Target = algebra.TargetAll
	default:
		p.unexpected("GRAPH", "DEFAULT", "NAMED", "ALL")
	}
}

func (p *parser) transfer(k algebra.TransferKind) algebra.UpdateOp {
	o := &algebra.Transfer{Kind: k, Silent: p.acceptWord(kwSilent)}
	o.From = p.graphOrDefault()
	p.expectWord(kwTo)
	o.To = p.graphOrDefault()
	return o
}

func (p *parser) graphOrDefault() string {
	if p.acceptWord(kwDefault) {
		return ""
	}
	if !p.acceptWord(kwGraph) && !p.isIRI() {
		p.unexpected("DEFAULT", "GRAPH", expectIRI)
		return ""
	}
	return p.iri()
}

// insertData reads INSERT DATA. inserted are the labels of those before it.
func (p *parser) insertData(inserted map[string]algebra.Var) algebra.UpdateOp {
	c := &triplesContext{noVars: noVarsInData, labels: make(map[string]algebra.Var)}
	at := p.tok.start
	o := &algebra.InsertData{Quads: p.quads(c)}
	for label, v := range c.labels {
		if _, ok := inserted[label]; ok {
			p.failAt(at, "the blank node label _:"+label+" was used in another INSERT DATA already")
		}
		inserted[label] = v
	}
	return o
}

// modify reads Modify from its DELETE or INSERT on.
func (p *parser) modify(with string, deletes bool) algebra.UpdateOp {
	p.advance()
	return p.modifyFrom(with, deletes)
}

// modifyFrom reads Modify from behind its DELETE or INSERT on.
func (p *parser) modifyFrom(with string, deletes bool) algebra.UpdateOp {
	o := &algebra.Modify{With: with}
	if p.err == nil && p.tok.kind != tokBraceOpen {
		if deletes {
			p.unexpected("DATA", "WHERE", `"{" and a template`)
		} else {
			p.unexpected("DATA", `"{" and a template`)
		}
		return o
	}
	if deletes {
		o.Delete = p.templateQuads(with, noBlanksDeleted)
		if p.acceptWord(kwInsert) {
			o.Insert = p.templateQuads(with, "")
		}
	} else {
		o.Insert = p.templateQuads(with, "")
	}
	o.Using = p.dataset(kwUsing)
	p.expectWord(kwWhere)
	o.Where = p.groupPattern()
	return o
}

func (p *parser) templateQuads(with, noBlanks string) []algebra.Quad {
	quads := p.quads(&triplesContext{labels: make(map[string]algebra.Var), noBlanks: noBlanks})
	if with != "" {
		for i := range quads {
			if quads[i].G.IsZero() {
				quads[i].G.Term = with
			}
		}
	}
	return quads
}

// quads reads QuadPattern or QuadData; the result is never nil.
func (p *parser) quads(c *triplesContext) []algebra.Quad {
	c.inQuads, c.quads = true, []algebra.Quad{}
	p.expect(tokBraceOpen)
	for p.err == nil && p.tok.kind != tokBraceClose {
		switch {
		case p.startsTriples():
			p.triplesBlock(c)
			if p.tok.kind != tokBraceClose && !p.is(kwGraph) {
				p.unexpected(`"."`, `";"`, `","`, "GRAPH", `"}"`)
			}
		case p.acceptWord(kwGraph):
			c.graph = p.quadGraph(c)
			p.expect(tokBraceOpen)
			p.triplesBlock(c)
			p.expectTriplesEnd()
			c.graph = algebra.Node{}
			p.accept(tokDot)
		default:
			p.unexpected(expectTriple, "GRAPH", `"}"`)
		}
	}
	p.expect(tokBraceClose)
	return c.quads
}

func (p *parser) quadGraph(c *triplesContext) algebra.Node {
	if p.tok.kind == tokVar {
		return p.variable(c)
	}
	return p.varOrIRI()
}

// deleteWhere reads DELETE WHERE: the quads are the pattern too.
func (p *parser) deleteWhere() algebra.UpdateOp {
	quads := p.quads(&triplesContext{labels: make(map[string]algebra.Var), noBlanks: noBlanksDeleted})
	var g group
	for i := 0; i < len(quads); {
		name := quads[i].G
		var triples []algebra.Triple
		for ; i < len(quads) && quads[i].G == name; i++ {
			triples = append(triples, algebra.Triple{S: quads[i].S, P: quads[i].P, O: quads[i].O})
		}
		var o algebra.Op = &algebra.BGP{Triples: triples}
		if !name.IsZero() {
			o = &algebra.Graph{Name: name, In: o}
		}
		p.link()
		g.add(o)
	}
	return &algebra.Modify{Delete: quads, Where: g.left()}
}
