package sparql

import (
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/algebra"
)

// rdfReifies ties a reifier to a triple term (RDF 1.2).
const rdfReifies = "<" + vocab.RDF + "reifies>"

// tripleTerm reads TripleTerm.
func (p *parser) tripleTerm(c *triplesContext) algebra.Node {
	p.enter()
	defer p.leave()
	p.expect(tokTripleOpen)
	s := p.termPart(c)
	v := p.simpleVerb(c)
	o := p.termPart(c)
	p.expect(tokTripleClose)
	if p.err != nil {
		return algebra.Node{}
	}
	return algebra.TripleNode(algebra.Triple{S: s, P: v, O: o})
}

// termPart reads the subject or the object of a triple term or of a reified
// triple: a term, a variable, [ ], but no collection and no property list.
func (p *parser) termPart(c *triplesContext) algebra.Node {
	if p.tok.kind == tokBracketOpen {
		at := p.tok.start
		p.advance()
		p.expect(tokBracketClose)
		return p.blank(c, at)
	}
	return p.node(c)
}

func (p *parser) simpleVerb(c *triplesContext) algebra.Node {
	switch {
	case p.tok.kind == tokVar:
		return p.variable(c)
	case p.acceptWord(kwA):
		return algebra.Node{Term: rdfType}
	case p.isIRI():
		return algebra.Node{Term: p.iri()}
	}
	p.unexpected(expectVerb)
	return algebra.Node{}
}

// reified reads ReifiedTriple, emits what it states and returns its reifier.
func (p *parser) reified(c *triplesContext) algebra.Node {
	p.enter()
	defer p.leave()
	at := p.tok.start
	p.expect(tokReifiedOpen)
	s := p.reifiedPart(c)
	v := p.simpleVerb(c)
	o := p.reifiedPart(c)
	var reifier algebra.Node
	if p.tok.kind == tokTilde {
		reifier = p.reifier(c)
	} else {
		reifier = p.blank(c, at)
	}
	p.expect(tokReifiedClose)
	p.reify(c, reifier, algebra.Triple{S: s, P: v, O: o})
	return reifier
}

func (p *parser) reifiedPart(c *triplesContext) algebra.Node {
	if p.tok.kind == tokReifiedOpen {
		return p.reified(c)
	}
	return p.termPart(c)
}

// reifier reads Reifier.
func (p *parser) reifier(c *triplesContext) algebra.Node {
	at := p.tok.start
	p.expect(tokTilde)
	switch {
	case p.tok.kind == tokVar:
		return p.variable(c)
	case p.isIRI():
		return algebra.Node{Term: p.iri()}
	case p.tok.kind == tokLabel:
		return p.label(c)
	case p.tok.kind == tokBracketOpen:
		return p.termPart(c)
	}
	return p.blank(c, at)
}

func (p *parser) reify(c *triplesContext, reifier algebra.Node, t algebra.Triple) {
	if p.err == nil {
		c.emit(reifier, algebra.Node{Term: rdfReifies}, algebra.TripleNode(t))
	}
}

// annotations reads Annotation after a triple: reifiers and blocks. A block is
// about the reifier right before it, or about a new blank node.
func (p *parser) annotations(c *triplesContext, t algebra.Triple) {
	var reifier algebra.Node
	for {
		switch p.tok.kind {
		case tokTilde:
			reifier = p.reifier(c)
			p.reify(c, reifier, t)
		case tokAnnotationOpen:
			p.enter()
			if reifier.IsZero() {
				reifier = p.blank(c, p.tok.start)
				p.reify(c, reifier, t)
			}
			p.advance()
			p.propertyList(c, reifier)
			p.expect(tokAnnotationClose)
			reifier = algebra.Node{}
			p.leave()
		default:
			return
		}
	}
}
