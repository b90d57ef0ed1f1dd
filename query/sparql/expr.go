package sparql

import "github.com/chancery-graph/chancery/query/algebra"

// expression reads Expression.
func (p *parser) expression() algebra.Expr {
	p.enter()
	defer p.leave()
	e := p.conjunction()
	for p.accept(tokOr) {
		e = p.binary(algebra.Or, e, p.conjunction())
	}
	return e
}

func (p *parser) binary(op algebra.Operator, left, right algebra.Expr) algebra.Expr {
	p.link()
	return &algebra.Binary{Op: op, Left: left, Right: right}
}

func (p *parser) conjunction() algebra.Expr {
	e := p.relation()
	for p.accept(tokAnd) {
		e = p.binary(algebra.And, e, p.relation())
	}
	return e
}

func (p *parser) relation() algebra.Expr {
	e := p.sum()
	if p.tok.kind >= tokEqual && p.tok.kind <= tokGreaterEqual {
		op := binaryOperators[p.tok.kind]
		p.advance()
		return &algebra.Binary{Op: op, Left: e, Right: p.sum()}
	}
	switch {
	case p.acceptWord(kwIn):
		return &algebra.In{X: e, List: p.expressionList()}
	case p.acceptWord(kwNot):
		p.expectWord(kwIn)
		return &algebra.In{X: e, List: p.expressionList(), Not: true}
	}
	return e
}

// sum reads AdditiveExpression. A number with its sign after an operand is
// added or subtracted, as the grammar's NumericLiteralPositive and Negative
// there mean.
func (p *parser) sum() algebra.Expr {
	e := p.product()
	for {
		switch {
		case p.accept(tokPlus):
			e = p.binary(algebra.Add, e, p.product())
		case p.accept(tokMinus):
			e = p.binary(algebra.Subtract, e, p.product())
		default:
			return e
		}
	}
}

func (p *parser) product() algebra.Expr {
	e := p.unary()
	for {
		switch {
		case p.accept(tokStar):
			e = p.binary(algebra.Multiply, e, p.unary())
		case p.accept(tokSlash):
			e = p.binary(algebra.Divide, e, p.unary())
		default:
			return e
		}
	}
}

func (p *parser) unary() algebra.Expr {
	switch p.tok.kind {
	case tokNot:
		p.enter()
		defer p.leave()
		p.advance()
		return &algebra.Unary{Op: algebra.Not, X: p.unary()}
	case tokPlus:
		if !p.signed() {
			p.advance()
			return &algebra.Unary{Op: algebra.Plus, X: p.primary()}
		}
	case tokMinus:
		if !p.signed() {
			p.advance()
			return &algebra.Unary{Op: algebra.Negate, X: p.primary()}
		}
	}
	return p.primary()
}

// primary reads PrimaryExpression.
func (p *parser) primary() algebra.Expr {
	switch {
	case p.tok.kind == tokParenOpen:
		return p.bracketedExpression()
	case p.tok.kind == tokVar:
		return p.varName()
	case p.isIRI():
		return p.iriOrFunction()
	case p.isLiteral():
		return algebra.Const{Term: p.anyLiteral()}
	case p.tok.kind == tokTripleOpen:
		return p.tripleExpression()
	case p.startsCall():
		return p.call()
	case p.tok.kind == tokReifiedOpen:
		p.failExpected(p.tok.start, "", "a triple term in an expression is written <<( … )>>", expectExpr)
	}
	p.unexpected(expectExpr, expectFunction)
	return algebra.Const{}
}

func (p *parser) bracketedExpression() algebra.Expr {
	p.expect(tokParenOpen)
	e := p.expression()
	p.expect(tokParenClose)
	return e
}

// constraint reads Constraint.
func (p *parser) constraint() algebra.Expr {
	switch {
	case p.tok.kind == tokParenOpen:
		return p.bracketedExpression()
	case p.startsCall():
		return p.call()
	case p.isIRI():
		at := p.tok.start
		e := p.iriOrFunction()
		if _, ok := e.(algebra.Const); ok && p.err == nil {
			p.failExpected(at, "", "", "a call", `"(" and an expression`)
		}
		return e
	}
	p.unexpected(`"(" and an expression`, expectFunction)
	return algebra.Const{}
}

// expressionList reads ExpressionList.
func (p *parser) expressionList() []algebra.Expr {
	p.expect(tokParenOpen)
	list := []algebra.Expr{}
	if p.accept(tokParenClose) {
		return list
	}
	for {
		list = append(list, p.expression())
		if !p.accept(tokComma) {
			break
		}
	}
	p.expect(tokParenClose)
	return list
}

// iriOrFunction reads an IRI or the call of a function by its IRI. DISTINCT
// makes it an aggregate of an extension.
func (p *parser) iriOrFunction() algebra.Expr {
	at := p.tok.start
	name := p.iri()
	if p.tok.kind != tokParenOpen {
		return algebra.Const{Term: name}
	}
	p.advance()
	if p.is(kwDistinct) {
		return p.aggregateArgument(at, &algebra.Aggregate{Name: name})
	}
	args := []algebra.Expr{}
	if p.accept(tokParenClose) {
		return &algebra.Call{Name: name, Args: args}
	}
	for {
		args = append(args, p.expression())
		if !p.accept(tokComma) {
			break
		}
	}
	p.expect(tokParenClose)
	return &algebra.Call{Name: name, Args: args}
}

// tripleExpression reads ExprTripleTerm.
func (p *parser) tripleExpression() algebra.Expr {
	p.enter()
	defer p.leave()
	p.expect(tokTripleOpen)
	s := p.triplePart(p.tok.kind == tokVar || p.isIRI())
	var predicate algebra.Expr = algebra.Const{Term: rdfType}
	if !p.acceptWord(kwA) {
		predicate = p.triplePart(p.tok.kind == tokVar || p.isIRI())
	}
	var o algebra.Expr
	if p.tok.kind == tokTripleOpen {
		o = p.tripleExpression()
	} else {
		o = p.triplePart(true)
	}
	p.expect(tokTripleClose)
	if p.err != nil {
		return algebra.Const{}
	}
	n := algebra.TripleNode(algebra.Triple{S: constantOf(s), P: constantOf(predicate), O: constantOf(o)})
	if n.Term != "" {
		return algebra.Const{Term: n.Term}
	}
	return &algebra.Call{Name: "TRIPLE", Args: []algebra.Expr{s, predicate, o}}
}

// triplePart reads a variable or a constant of a triple term in an expression.
// allowed says whether the place may hold what is next.
func (p *parser) triplePart(allowed bool) algebra.Expr {
	switch {
	case !allowed:
		p.unexpected(kindNames[tokVar], expectIRI)
	case p.tok.kind == tokVar:
		return p.varName()
	case p.isIRI():
		return algebra.Const{Term: p.iri()}
	case p.isLiteral():
		return algebra.Const{Term: p.anyLiteral()}
	default:
		p.unexpected(kindNames[tokVar], expectIRI, expectLiteral, kindNames[tokTripleOpen])
	}
	return algebra.Const{}
}

func constantOf(e algebra.Expr) algebra.Node {
	if c, ok := e.(algebra.Const); ok {
		return algebra.Node{Term: c.Term}
	}
	return algebra.Node{Var: "?"} // any variable: the triple is not ground
}
