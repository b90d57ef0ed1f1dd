package sparql

import "github.com/chancery-graph/chancery/query/algebra"

// continuesPath tells whether the next token makes a path of the IRI before it.
// A + that is the sign of a number is none: the longest token wins.
func (p *parser) continuesPath() bool {
	switch p.tok.kind {
	case tokSlash, tokPipe, tokStar, tokQuestion:
		return true
	case tokPlus:
		return !p.signed()
	}
	return false
}

// path reads PathAlternative.
func (p *parser) path() algebra.Path { return p.pathAlternatives(p.pathStep()) }

// pathFrom reads the rest of a path that starts with a primary.
func (p *parser) pathFrom(first algebra.Path) algebra.Path {
	return p.pathAlternatives(p.pathMod(first))
}

func (p *parser) pathAlternatives(first algebra.Path) algebra.Path {
	x := p.pathSequence(first)
	for p.accept(tokPipe) {
		p.link()
		x = &algebra.PathAlternative{Left: x, Right: p.pathSequence(p.pathStep())}
	}
	return x
}

func (p *parser) pathSequence(first algebra.Path) algebra.Path {
	for p.accept(tokSlash) {
		p.link()
		first = &algebra.PathSequence{Left: first, Right: p.pathStep()}
	}
	return first
}

// pathStep reads PathEltOrInverse.
func (p *parser) pathStep() algebra.Path {
	if p.accept(tokCaret) {
		return &algebra.PathInverse{In: p.pathMod(p.pathPrimary())}
	}
	return p.pathMod(p.pathPrimary())
}

// pathMod reads ?, * or + after a primary.
func (p *parser) pathMod(x algebra.Path) algebra.Path {
	switch p.tok.kind {
	case tokQuestion:
		p.advance()
		return &algebra.PathZeroOrOne{In: x}
	case tokStar:
		p.advance()
		return &algebra.PathZeroOrMore{In: x}
	case tokPlus:
		if !p.signed() {
			p.advance()
			return &algebra.PathOneOrMore{In: x}
		}
	}
	return x
}

func (p *parser) pathPrimary() algebra.Path {
	switch {
	case p.isIRI():
		return &algebra.PathIRI{IRI: p.iri()}
	case p.acceptWord(kwA):
		return &algebra.PathIRI{IRI: rdfType}
	case p.accept(tokNot):
		return p.negatedSet()
	case p.tok.kind == tokParenOpen:
		p.enter()
		defer p.leave()
		p.advance()
		x := p.path()
		p.expect(tokParenClose)
		return x
	}
	p.unexpected(expectPath)
	return &algebra.PathIRI{}
}

// negatedSet reads PathNegatedPropertySet.
func (p *parser) negatedSet() algebra.Path {
	x := &algebra.PathNegated{}
	if !p.accept(tokParenOpen) {
		p.negatedStep(x)
		return x
	}
	if p.accept(tokParenClose) {
		x.Forward = []string{}
		return x
	}
	for {
		p.negatedStep(x)
		if !p.accept(tokPipe) {
			break
		}
	}
	p.expect(tokParenClose)
	return x
}

func (p *parser) negatedStep(x *algebra.PathNegated) {
	list := &x.Forward
	if p.accept(tokCaret) {
		list = &x.Backward
	}
	if p.acceptWord(kwA) {
		*list = append(*list, rdfType)
		return
	}
	*list = append(*list, p.iri())
}
