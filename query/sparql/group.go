package sparql

import (
	"github.com/chancery-graph/chancery/query/algebra"
)

// group is a group graph pattern that is being read (SPARQL 1.1 §18.2.2.6).
type group struct {
	op      algebra.Op       // so far; nil is the empty pattern
	triples []algebra.Triple // of the basic graph pattern at the end
	filters []algebra.Expr
	// scope is kept from the first BIND on; nil before.
	scope *algebra.Scope
}

// add joins an element, after the triples before it.
func (g *group) add(o algebra.Op) {
	g.flush()
	g.join(o)
}

// flush joins the basic graph pattern that has been collected.
func (g *group) flush() {
	if len(g.triples) > 0 {
		bgp := &algebra.BGP{Triples: g.triples}
		g.triples = nil
		g.join(bgp)
	}
}

// join joins an element to the group so far; the empty pattern is the unit of
// the join and drops out (§18.2.2.8).
func (g *group) join(o algebra.Op) {
	if g.scope != nil {
		g.scope.Add(o)
	}
	switch {
	case isEmpty(o) && g.op != nil:
	case g.op == nil:
		g.op = o
	case isEmpty(g.op):
		g.op = o
	default:
		g.op = &algebra.Join{Left: g.op, Right: o}
	}
}

func isEmpty(o algebra.Op) bool {
	bgp, ok := o.(*algebra.BGP)
	return ok && len(bgp.Triples) == 0
}

// left returns the group so far, for an operator that takes it whole.
func (g *group) left() algebra.Op {
	g.flush()
	if g.op == nil {
		return &algebra.BGP{}
	}
	return g.op
}

// inScope tells whether a variable is in scope in the group so far.
func (g *group) inScope(v algebra.Var) bool {
	g.flush()
	if g.scope == nil {
		g.scope = &algebra.Scope{}
		if g.op != nil {
			g.scope.Add(g.op)
		}
	}
	return g.scope.Has(v)
}

// groupPattern reads GroupGraphPattern.
func (p *parser) groupPattern() algebra.Op {
	o, filters := p.groupParts()
	if len(filters) > 0 {
		return &algebra.Filter{Exprs: filters, In: o}
	}
	return o
}

// groupParts reads GroupGraphPattern and returns its filters apart, because
// those of OPTIONAL belong to the join.
func (p *parser) groupParts() (algebra.Op, []algebra.Expr) {
	p.enter()
	defer p.leave()
	p.expect(tokBraceOpen)
	block := p.block
	defer func() { p.block = block }()
	p.newBlock()
	if p.is(kwSelect) {
		o := p.subSelect()
		p.expect(tokBraceClose)
		return o, nil
	}
	var g group
	c := triplesContext{group: &g, paths: true}
	for p.err == nil && p.tok.kind != tokBraceClose {
		if p.startsTriples() {
			p.triplesBlock(&c)
			if p.tok.kind == tokDot || p.startsTriples() {
				p.unexpected(`"."`, `";"`, `","`, `"}"`, "a clause such as FILTER or OPTIONAL")
			}
			continue
		}
		p.element(&g)
		p.accept(tokDot)
	}
	p.expect(tokBraceClose)
	return g.left(), g.filters
}

func (p *parser) newBlock() {
	p.blocks++
	p.block = p.blocks
}

// element reads GraphPatternNotTriples.
func (p *parser) element(g *group) {
	if p.acceptWord(kwFilter) {
		g.filters = append(g.filters, p.constraint())
		return // a filter does not end the basic graph pattern
	}
	p.link()
	switch {
	case p.tok.kind == tokBraceOpen:
		g.add(p.unions())
	case p.acceptWord(kwOptional):
		p.optional(g)
	case p.acceptWord(kwMinus):
		left := g.left()
		g.op = &algebra.Minus{Left: left, Right: p.groupPattern()}
	case p.acceptWord(kwGraph):
		name := p.varOrIRI()
		g.add(&algebra.Graph{Name: name, In: p.groupPattern()})
	case p.acceptWord(kwService):
		silent := p.acceptWord(kwSilent)
		name := p.varOrIRI()
		g.add(&algebra.Service{Name: name, Silent: silent, In: p.groupPattern()})
	case p.acceptWord(kwBind):
		p.bind(g)
	case p.acceptWord(kwValues):
		g.add(p.inlineData())
	default:
		p.unexpected(expectTriple, "FILTER", "OPTIONAL", "BIND", "VALUES", "GRAPH", "MINUS", "SERVICE", `"{"`, `"}"`)
	}
	p.newBlock()
}

// unions reads GroupOrUnionGraphPattern.
func (p *parser) unions() algebra.Op {
	o := p.groupPattern()
	for p.acceptWord(kwUnion) {
		p.link()
		o = &algebra.Union{Left: o, Right: p.groupPattern()}
	}
	return o
}

func (p *parser) optional(g *group) {
	left := g.left()
	right, filters := p.groupParts()
	var condition algebra.Expr
	for _, e := range filters {
		if condition == nil {
			condition = e
		} else {
			condition = &algebra.Binary{Op: algebra.And, Left: condition, Right: e}
		}
	}
	if g.scope != nil {
		g.scope.Add(right)
	}
	g.op = &algebra.LeftJoin{Left: left, Right: right, Filter: condition}
}

func (p *parser) bind(g *group) {
	p.expect(tokParenOpen)
	e := p.expression()
	p.expectWord(kwAs)
	at := p.tok.start
	v := p.varName()
	p.expect(tokParenClose)
	if p.err != nil {
		return
	}
	if g.inScope(v) {
		p.failAt(at, "the variable ?"+string(v)+" is in scope already, BIND needs a new one")
		return
	}
	g.scope.AddVar(v)
	g.op = &algebra.Extend{In: g.left(), Var: v, Expr: e}
}

func (p *parser) varOrIRI() algebra.Node {
	switch {
	case p.tok.kind == tokVar:
		return algebra.Node{Var: p.varName()}
	case p.isIRI():
		return algebra.Node{Term: p.iri()}
	}
	p.unexpected(kindNames[tokVar], expectIRI)
	return algebra.Node{}
}

// inlineData reads DataBlock.
func (p *parser) inlineData() *algebra.Values {
	o := &algebra.Values{}
	if p.tok.kind == tokVar {
		o.Vars = []algebra.Var{p.varName()}
		p.expect(tokBraceOpen)
		for p.err == nil && p.tok.kind != tokBraceClose {
			o.Rows = append(o.Rows, []string{p.dataValue(true)})
		}
		p.expect(tokBraceClose)
		return o
	}
	if p.tok.kind != tokParenOpen {
		p.unexpected(kindNames[tokVar], `"(" and variables`)
		return o
	}
	p.advance()
	var vars algebra.Scope
	for p.tok.kind == tokVar {
		at := p.tok.start
		v := p.varName()
		if !vars.AddVar(v) {
			p.failAt(at, "the variable ?"+string(v)+" stands twice in VALUES")
			return o
		}
	}
	o.Vars = vars.Vars
	p.expect(tokParenClose)
	p.expect(tokBraceOpen)
	for p.err == nil && p.tok.kind != tokBraceClose {
		o.Rows = append(o.Rows, p.dataRow(len(o.Vars)))
	}
	p.expect(tokBraceClose)
	return o
}

// dataRow reads one row of VALUES with n values.
func (p *parser) dataRow(n int) []string {
	at := p.tok.start
	p.expect(tokParenOpen)
	row := make([]string, 0, n)
	for p.err == nil && p.tok.kind != tokParenClose {
		row = append(row, p.dataValue(true))
	}
	p.expect(tokParenClose)
	if p.err == nil && len(row) != n {
		p.failAt(at, "the row has "+count(len(row), "value")+" for "+count(n, "variable"))
	}
	return row
}
