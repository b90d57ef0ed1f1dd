package sparql

import (
	"strconv"

	"github.com/chancery-graph/chancery/query/algebra"
)

// selectClause is what SELECT says.
type selectClause struct {
	at                int
	distinct, reduced bool
	star              bool
	items             []selectItem
}

// selectItem is a variable or an expression with a name.
type selectItem struct {
	v    algebra.Var
	expr algebra.Expr // nil: the variable itself
	at   int
}

// solution are the clauses after WHERE.
type solution struct {
	groupBy []selectItem // v is "" without AS
	grouped bool
	having  []algebra.Expr
	order   []algebra.Condition
	offset  int64
	limit   int64
	sliced  bool
	values  *algebra.Values
}

// query reads Query.
func (p *parser) query() *algebra.Query {
	q := &algebra.Query{}
	p.prologue()
	switch {
	case p.is(kwSelect):
		p.selectQuery(q)
	case p.acceptWord(kwConstruct):
		p.construct(q)
	case p.acceptWord(kwDescribe):
		p.describe(q)
	case p.acceptWord(kwAsk):
		q.Form = algebra.Ask
		p.datasetClauses(q)
		q.In = p.modified(p.where())
	default:
		p.queryExpected()
	}
	q.Prefixes, q.Base, q.Version = p.declared, p.base.String(), p.version
	return q
}

func (p *parser) queryExpected() {
	switch p.tok.keyword {
	case kwInsert, kwDelete, kwLoad, kwClear, kwDrop, kwCreate, kwAdd, kwMove, kwCopy, kwWith:
		p.failExpected(p.tok.start, "", "this is an update, not a query", "SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
		return
	}
	p.unexpected("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE", "VERSION")
}

func (p *parser) selectQuery(q *algebra.Query) {
	q.Form = algebra.Select
	clause := p.selectClause()
	p.datasetClauses(q)
	q.In = p.selected(clause, p.where())
	if p.err == nil {
		q.Vars = projection(q.In)
	}
}

// projection returns the variables of a translated SELECT.
func projection(o algebra.Op) []algebra.Var {
	for {
		if project, ok := o.(*algebra.Project); ok {
			return project.Vars
		}
		o = algebra.Children(o)[0]
	}
}

// subSelect reads SubSelect.
func (p *parser) subSelect() algebra.Op {
	// Aggregates around it are not its own.
	allowed, inside := p.inAggregates, p.insideAggregate
	p.inAggregates, p.insideAggregate = false, false
	defer func() { p.inAggregates, p.insideAggregate = allowed, inside }()
	clause := p.selectClause()
	return p.selected(clause, p.where())
}

func (p *parser) selectClause() selectClause {
	c := selectClause{at: p.tok.start}
	p.expectWord(kwSelect)
	switch {
	case p.acceptWord(kwDistinct):
		c.distinct = true
	case p.acceptWord(kwReduced):
		c.reduced = true
	}
	if p.accept(tokStar) {
		c.star = true
		return c
	}
	for {
		item := selectItem{at: p.tok.start}
		switch {
		case p.tok.kind == tokVar:
			item.v = p.varName()
		case p.accept(tokParenOpen):
			item.expr = p.withAggregates(p.expression)
			p.expectWord(kwAs)
			item.at = p.tok.start
			item.v = p.varName()
			p.expect(tokParenClose)
		case len(c.items) > 0:
			return c
		default:
			p.unexpected(kindNames[tokVar], `"(" and an expression`, `"*"`)
			return c
		}
		c.items = append(c.items, item)
	}
}

// withAggregates reads an expression in which aggregates may stand.
func (p *parser) withAggregates(read func() algebra.Expr) algebra.Expr {
	p.inAggregates = true
	e := read()
	p.inAggregates = false
	return e
}

// datasetClauses reads DatasetClause.
func (p *parser) datasetClauses(q *algebra.Query) {
	q.Dataset = p.dataset(kwFrom)
}

func (p *parser) dataset(clause keyword) algebra.Dataset {
	var d algebra.Dataset
	for p.acceptWord(clause) {
		if p.acceptWord(kwNamed) {
			d.Named = append(d.Named, p.iri())
		} else {
			d.Default = append(d.Default, p.iri())
		}
	}
	return d
}

// where reads WhereClause.
func (p *parser) where() algebra.Op {
	p.acceptWord(kwWhere)
	if p.err == nil && p.tok.kind != tokBraceOpen {
		p.unexpected("WHERE", `"{"`)
	}
	return p.groupPattern()
}

// construct reads ConstructQuery.
func (p *parser) construct(q *algebra.Query) {
	q.Form = algebra.Construct
	if p.tok.kind == tokBraceOpen {
		q.Template = p.template("")
		p.datasetClauses(q)
		q.In = p.modified(p.where())
		return
	}
	p.datasetClauses(q)
	if !p.acceptWord(kwWhere) {
		p.unexpected(`"{" and a template`, "FROM", "WHERE")
	}
	p.expect(tokBraceOpen)
	p.newBlock()
	var g group
	c := triplesContext{group: &g}
	p.triplesBlock(&c)
	p.expectTriplesEnd()
	q.Template = p.renamed(g.triples)
	q.In = p.modified(g.left())
}

// template reads triples in braces whose blank nodes are its own.
func (p *parser) template(noBlanks string) []algebra.Triple {
	p.expect(tokBraceOpen)
	c := triplesContext{labels: make(map[string]algebra.Var), noBlanks: noBlanks}
	p.triplesBlock(&c)
	p.expectTriplesEnd()
	return c.list
}

func (p *parser) expectTriplesEnd() {
	if !p.accept(tokBraceClose) {
		p.unexpected(`"."`, `";"`, `","`, `"}"`)
	}
}

// renamed copies triples and gives their blank nodes new names: those of a
// template are made anew per solution, those of the pattern are matched. No
// triples give nil, as an empty template does.
func (p *parser) renamed(triples []algebra.Triple) []algebra.Triple {
	names := make(map[algebra.Var]algebra.Var)
	var out []algebra.Triple
	for _, t := range triples {
		out = append(out, t.MapNodes(func(n algebra.Node) algebra.Node {
			if !n.Var.Blank() {
				return n
			}
			v, ok := names[n.Var]
			if !ok {
				v = p.fresh()
				names[n.Var] = v
			}
			return algebra.Node{Var: v}
		}))
	}
	return out
}

// describe reads DescribeQuery.
func (p *parser) describe(q *algebra.Query) {
	q.Form = algebra.Describe
	star := p.accept(tokStar)
	for !star && (p.tok.kind == tokVar || p.isIRI()) {
		q.Describe = append(q.Describe, p.varOrIRI())
	}
	if !star && len(q.Describe) == 0 {
		p.unexpected(kindNames[tokVar], expectIRI, `"*"`)
		return
	}
	p.datasetClauses(q)
	var pattern algebra.Op = &algebra.BGP{}
	if p.is(kwWhere) || p.tok.kind == tokBraceOpen {
		pattern = p.where()
	}
	q.In = p.modified(pattern)
	if p.err != nil {
		return
	}
	if star {
		for _, v := range algebra.Visible(q.In) {
			if !v.Blank() {
				q.Describe = append(q.Describe, algebra.Node{Var: v})
			}
		}
	}
	var scope algebra.Scope
	for _, n := range q.Describe {
		if n.Var != "" && scope.AddVar(n.Var) {
			q.Vars = append(q.Vars, n.Var)
		}
	}
}

// solutionModifier reads SolutionModifier and ValuesClause.
func (p *parser) solutionModifier() solution {
	s := solution{limit: algebra.NoLimit}
	if p.acceptWord(kwGroup) {
		p.expectWord(kwBy)
		p.groupBy(&s)
	}
	if p.acceptWord(kwHaving) {
		for more := true; more && p.err == nil; more = p.startsConstraint() {
			s.having = append(s.having, p.withAggregates(p.constraint))
		}
	}
	if p.acceptWord(kwOrder) {
		p.expectWord(kwBy)
		p.orderBy(&s)
	}
	for hasLimit, hasOffset := false, false; ; {
		switch {
		case !hasLimit && p.acceptWord(kwLimit):
			hasLimit, s.limit = true, p.integer()
			s.sliced = true
			continue
		case !hasOffset && p.acceptWord(kwOffset):
			hasOffset, s.offset = true, p.integer()
			s.sliced = true
			continue
		}
		break
	}
	if p.acceptWord(kwValues) {
		s.values = p.inlineData()
	}
	return s
}

func (p *parser) startsConstraint() bool {
	return p.tok.kind == tokParenOpen || p.isIRI() || p.startsCall()
}

func (p *parser) groupBy(s *solution) {
	s.grouped = true
	for more := true; more && p.err == nil; more = p.tok.kind == tokVar || p.startsConstraint() {
		item := selectItem{at: p.tok.start}
		switch {
		case p.tok.kind == tokVar:
			item.v = p.varName()
		case p.accept(tokParenOpen):
			item.expr = p.expression()
			if p.acceptWord(kwAs) {
				item.at = p.tok.start
				item.v = p.varName()
			}
			p.expect(tokParenClose)
		case p.startsConstraint():
			item.expr = p.constraint()
		default:
			p.unexpected(kindNames[tokVar], `"(" and an expression`, expectFunction)
		}
		s.groupBy = append(s.groupBy, item)
	}
}

func (p *parser) orderBy(s *solution) {
	for more := true; more && p.err == nil; more = p.startsOrder() {
		var c algebra.Condition
		switch {
		case p.is(kwAsc) || p.is(kwDesc):
			c.Descending = p.is(kwDesc)
			p.advance()
			c.Expr = p.withAggregates(p.bracketedExpression)
		case p.tok.kind == tokVar:
			c.Expr = p.varName()
		case p.startsConstraint():
			c.Expr = p.withAggregates(p.constraint)
		default:
			p.unexpected(kindNames[tokVar], "ASC", "DESC", `"(" and an expression`, expectFunction)
		}
		s.order = append(s.order, c)
	}
}

func (p *parser) startsOrder() bool {
	return p.is(kwAsc) || p.is(kwDesc) || p.tok.kind == tokVar || p.startsConstraint()
}

// integer reads an INTEGER that fits 64 bits.
func (p *parser) integer() int64 {
	if p.tok.kind != tokInteger {
		p.unexpected(kindNames[tokInteger])
		return 0
	}
	n, err := strconv.ParseInt(p.text(), 10, 64)
	if err != nil {
		p.failAt(p.tok.start, "the number "+quoteFound(p.text())+" is too great")
		return 0
	}
	p.advance()
	return n
}
