package sparql

import (
	"strconv"

	"github.com/chancery-graph/chancery/query/algebra"
)

// startsCall tells whether BuiltInCall is next.
func (p *parser) startsCall() bool {
	return p.tok.kind == tokWord && (p.tok.keyword >= firstFunction || p.tok.keyword == kwNot)
}

// call reads BuiltInCall.
func (p *parser) call() algebra.Expr {
	at := p.tok.start
	switch k := p.tok.keyword; {
	case p.acceptWord(kwExists):
		return p.exists(false)
	case p.acceptWord(kwNot):
		p.expectWord(kwExists)
		return p.exists(true)
	default:
		f := k.function()
		p.advance()
		switch {
		case f.aggregate:
			p.expect(tokParenOpen)
			return p.aggregateArgument(at, &algebra.Aggregate{Name: f.name})
		case f.name == "BOUND":
			p.expect(tokParenOpen)
			v := p.varName()
			p.expect(tokParenClose)
			return &algebra.Call{Name: f.name, Args: []algebra.Expr{v}}
		}
		return p.arguments(at, f)
	}
}

func (p *parser) exists(not bool) algebra.Expr {
	// A subquery in the pattern has aggregates of its own.
	allowed, inside := p.inAggregates, p.insideAggregate
	p.inAggregates, p.insideAggregate = false, false
	o := p.groupPattern()
	p.inAggregates, p.insideAggregate = allowed, inside
	return &algebra.Exists{In: o, Not: not}
}

// arguments reads the arguments of a built-in function.
func (p *parser) arguments(at int, f *function) algebra.Expr {
	if p.tok.kind != tokParenOpen {
		p.unexpected(`"(" after ` + f.name)
		return algebra.Const{}
	}
	args := p.expressionList()
	if p.err != nil {
		return algebra.Const{}
	}
	if n := len(args); n < f.min || f.max >= 0 && n > f.max {
		p.failAt(at, f.name+" takes "+arity(f)+", here are "+strconv.Itoa(n))
		return algebra.Const{}
	}
	name := f.name
	if s := synonyms[name]; s != "" {
		name = s
	}
	return &algebra.Call{Name: name, Args: args}
}

func arity(f *function) string {
	if f.max == f.min {
		return count(f.min, "argument")
	}
	return strconv.Itoa(f.min) + " or " + count(f.max, "argument")
}

// count writes a number and a noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// aggregateArgument reads an aggregate from behind its opening parenthesis.
func (p *parser) aggregateArgument(at int, a *algebra.Aggregate) algebra.Expr {
	switch {
	case p.insideAggregate:
		p.failAt(at, "an aggregate cannot stand inside another")
	case !p.inAggregates:
		p.failAt(at, "an aggregate can stand in SELECT, HAVING and ORDER BY alone")
	}
	a.Distinct = p.acceptWord(kwDistinct)
	if a.Name == "COUNT" && p.accept(tokStar) {
		p.expect(tokParenClose)
		return a
	}
	p.insideAggregate = true
	a.Arg = p.expression()
	p.insideAggregate = false
	if a.Name == "GROUP_CONCAT" {
		a.Separator = " "
		if p.accept(tokSemicolon) {
			p.expectWord(kwSeparator)
			p.expect(tokEqual)
			a.Separator = string(p.stringValue())
		}
	}
	p.expect(tokParenClose)
	return a
}
