package sparql

import (
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/algebra"
)

// triplesContext says where triples stand, and so what may be in them and where
// they go.
type triplesContext struct {
	// group collects a basic graph pattern; nil: list collects a template, or
	// quads, if inQuads is set, those of an update in a graph.
	group   *group
	list    []algebra.Triple
	inQuads bool
	graph   algebra.Node
	quads   []algebra.Quad
	// labels are the blank nodes of a template or of data; nil: those of basic
	// graph patterns.
	labels map[string]algebra.Var
	// paths, vars and blanks are allowed; noVars and noBlanks say why not.
	paths            bool
	noVars, noBlanks string
}

func (c *triplesContext) emit(s, p, o algebra.Node) {
	switch {
	case c.inQuads:
		c.quads = append(c.quads, algebra.Quad{S: s, P: p, O: o, G: c.graph})
	case c.group != nil:
		c.group.triples = append(c.group.triples, algebra.Triple{S: s, P: p, O: o})
	default:
		c.list = append(c.list, algebra.Triple{S: s, P: p, O: o})
	}
}

// verb is what stands between subject and object: a node, or a path that is no
// mere predicate.
type verb struct {
	node algebra.Node
	path algebra.Path
}

// startsTriples tells whether the next token starts TriplesSameSubject.
func (p *parser) startsTriples() bool {
	switch p.tok.kind {
	case tokVar, tokIRI, tokPrefixed, tokLabel, tokBracketOpen, tokParenOpen, tokTripleOpen, tokReifiedOpen:
		return true
	}
	return p.isLiteral()
}

// triplesBlock reads triples with full stops between them, up to what is none.
func (p *parser) triplesBlock(c *triplesContext) {
	for p.startsTriples() {
		p.sameSubject(c)
		if !p.accept(tokDot) {
			return
		}
	}
}

// sameSubject reads TriplesSameSubject or TriplesSameSubjectPath.
func (p *parser) sameSubject(c *triplesContext) {
	var s algebra.Node
	optional := false
	switch p.tok.kind {
	case tokReifiedOpen:
		s, optional = p.reified(c), true
	case tokBracketOpen:
		s, optional = p.bracketed(c)
	case tokParenOpen:
		s, optional = p.collection(c)
	default:
		s = p.node(c)
	}
	if optional && !p.startsVerb(c) {
		return
	}
	p.propertyList(c, s)
}

func (p *parser) startsVerb(c *triplesContext) bool {
	switch p.tok.kind {
	case tokVar, tokIRI, tokPrefixed:
		return true
	case tokCaret, tokNot, tokParenOpen:
		return c.paths
	}
	return p.is(kwA)
}

// propertyList reads PropertyListNotEmpty.
func (p *parser) propertyList(c *triplesContext, s algebra.Node) {
	for {
		v := p.verb(c)
		for {
			p.object(c, s, v)
			if !p.accept(tokComma) {
				break
			}
		}
		if p.tok.kind != tokSemicolon {
			return
		}
		for p.accept(tokSemicolon) {
		}
		if !p.startsVerb(c) {
			return
		}
	}
}

// verb reads a predicate, or a path where they are allowed.
func (p *parser) verb(c *triplesContext) verb {
	switch {
	case p.tok.kind == tokVar:
		return verb{node: p.variable(c)}
	case !p.startsVerb(c):
		if c.paths {
			p.unexpected(expectVerb, expectPath)
		} else {
			p.unexpected(expectVerb)
		}
		return verb{}
	}
	if !p.isIRI() && !p.is(kwA) {
		return pathVerb(p.path())
	}
	iri := rdfType
	if !p.acceptWord(kwA) {
		iri = p.iri()
	}
	if c.paths && p.continuesPath() {
		return pathVerb(p.pathFrom(&algebra.PathIRI{IRI: iri}))
	}
	return verb{node: algebra.Node{Term: iri}}
}

func pathVerb(x algebra.Path) verb {
	if iri, ok := x.(*algebra.PathIRI); ok {
		return verb{node: algebra.Node{Term: iri.IRI}}
	}
	return verb{path: x}
}

// object reads Object with its annotations and emits the triple.
func (p *parser) object(c *triplesContext, s algebra.Node, v verb) {
	o := p.graphNode(c)
	if v.path != nil {
		if p.tok.kind == tokTilde || p.tok.kind == tokAnnotationOpen {
			p.failAt(p.tok.start, "a property path cannot be annotated, only a triple can")
			return
		}
		p.emitPath(c, s, v.path, o)
		return
	}
	c.emit(s, v.node, o)
	p.annotations(c, algebra.Triple{S: s, P: v.node, O: o})
}

// emitPath translates a path pattern (SPARQL 1.1 §18.2.2.4): steps, sequences
// and inverses become triples. An inverse of any path swaps the ends, which is
// what its evaluation does (§18.4).
func (p *parser) emitPath(c *triplesContext, s algebra.Node, x algebra.Path, o algebra.Node) {
	switch x := x.(type) {
	case *algebra.PathIRI:
		c.emit(s, algebra.Node{Term: x.IRI}, o)
	case *algebra.PathInverse:
		p.emitPath(c, o, x.In, s)
	case *algebra.PathSequence:
		middle := algebra.Node{Var: p.fresh()}
		p.emitPath(c, s, x.Left, middle)
		p.emitPath(c, middle, x.Right, o)
	default:
		p.link()
		c.group.add(&algebra.PathPattern{S: s, Path: x, O: o})
	}
}

// graphNode reads GraphNode or GraphNodePath.
func (p *parser) graphNode(c *triplesContext) algebra.Node {
	switch p.tok.kind {
	case tokReifiedOpen:
		return p.reified(c)
	case tokBracketOpen:
		n, _ := p.bracketed(c)
		return n
	case tokParenOpen:
		n, _ := p.collection(c)
		return n
	}
	return p.node(c)
}

// node reads VarOrTerm, ( ) and [ ] left out.
func (p *parser) node(c *triplesContext) algebra.Node {
	switch {
	case p.tok.kind == tokVar:
		return p.variable(c)
	case p.isIRI():
		return algebra.Node{Term: p.iri()}
	case p.tok.kind == tokLabel:
		return p.label(c)
	case p.tok.kind == tokTripleOpen:
		return p.tripleTerm(c)
	case p.isLiteral():
		return algebra.Node{Term: p.anyLiteral()}
	}
	p.unexpected(expectNode)
	return algebra.Node{}
}

func (p *parser) variable(c *triplesContext) algebra.Node {
	if c.noVars != "" {
		p.failAt(p.tok.start, c.noVars)
		return algebra.Node{}
	}
	return algebra.Node{Var: p.varName()}
}

// blank returns a blank node without a label. at is the place of an error where
// there must be none.
func (p *parser) blank(c *triplesContext, at int) algebra.Node {
	if c.noBlanks != "" {
		p.failAt(at, c.noBlanks)
	}
	return algebra.Node{Var: p.fresh()}
}

// label reads a blank node label.
func (p *parser) label(c *triplesContext) algebra.Node {
	at := p.tok.start
	name := p.lex.src[at+2 : p.tok.end]
	if c.noBlanks != "" {
		p.failAt(at, c.noBlanks)
		return algebra.Node{}
	}
	p.advance()
	if c.labels != nil {
		v, ok := c.labels[name]
		if !ok {
			v = p.fresh()
			c.labels[name] = v
		}
		return algebra.Node{Var: v}
	}
	use, ok := p.labels[name]
	switch {
	case !ok:
		use = labelUse{v: p.fresh(), block: p.block}
		if p.labels == nil {
			p.labels = make(map[string]labelUse)
		}
		p.labels[name] = use
	case use.block != p.block:
		p.failAt(at, "the blank node label _:"+name+" was used in another basic graph pattern already")
	}
	return algebra.Node{Var: use.v}
}

// bracketed reads ANON or BlankNodePropertyList and tells which.
func (p *parser) bracketed(c *triplesContext) (n algebra.Node, hasProperties bool) {
	p.enter()
	defer p.leave()
	at := p.tok.start
	p.expect(tokBracketOpen)
	n = p.blank(c, at)
	if p.accept(tokBracketClose) {
		return n, false
	}
	p.propertyList(c, n)
	p.expect(tokBracketClose)
	return n, true
}

// collection reads NIL or Collection and tells which.
func (p *parser) collection(c *triplesContext) (n algebra.Node, hasElements bool) {
	p.enter()
	defer p.leave()
	at := p.tok.start
	p.expect(tokParenOpen)
	if p.accept(tokParenClose) {
		return algebra.Node{Term: "<" + vocab.RDFNil + ">"}, false
	}
	head := p.blank(c, at)
	for cell := head; p.err == nil; {
		element := p.graphNode(c)
		c.emit(cell, algebra.Node{Term: "<" + vocab.RDFFirst + ">"}, element)
		rest := algebra.Node{Term: "<" + vocab.RDFNil + ">"}
		end := p.accept(tokParenClose)
		if !end {
			rest = algebra.Node{Var: p.fresh()}
		}
		c.emit(cell, algebra.Node{Term: "<" + vocab.RDFRest + ">"}, rest)
		if end {
			break
		}
		cell = rest
	}
	return head, true
}
