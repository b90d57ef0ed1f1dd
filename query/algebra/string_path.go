package algebra

// String writes the predicate.
func (x *PathIRI) String() string { return x.IRI }

// String writes ^ before the path.
func (x *PathInverse) String() string { return pathText(x) }

// String writes both parts with / between them.
func (x *PathSequence) String() string { return pathText(x) }

// String writes both parts with | between them.
func (x *PathAlternative) String() string { return pathText(x) }

// String writes ? after the path.
func (x *PathZeroOrOne) String() string { return pathText(x) }

// String writes * after the path.
func (x *PathZeroOrMore) String() string { return pathText(x) }

// String writes + after the path.
func (x *PathOneOrMore) String() string { return pathText(x) }

// String writes !( … ).
func (x *PathNegated) String() string { return pathText(x) }

func pathText(x Path) string {
	var p printer
	p.path(x, pathAlternative)
	return string(p.buf)
}

// The levels of the grammar of paths, from loose to tight.
const (
	pathAlternative = iota
	pathSequence
	pathInverse
	pathElement
	pathPrimary
)

func pathLevel(x Path) int {
	switch x.(type) {
	case *PathAlternative:
		return pathAlternative
	case *PathSequence:
		return pathSequence
	case *PathInverse:
		return pathInverse
	case *PathZeroOrOne, *PathZeroOrMore, *PathOneOrMore:
		return pathElement
	}
	return pathPrimary
}

// path writes a path where the grammar has one of the level or tighter.
func (p *printer) path(x Path, level int) {
	if pathLevel(x) < level {
		p.word("(")
		p.path(x, pathAlternative)
		p.text(")")
		return
	}
	switch x := x.(type) {
	case *PathIRI:
		p.word(x.IRI)
	case *PathInverse:
		p.word("^")
		p.path(x.In, pathElement)
	case *PathSequence:
		p.path(x.Left, pathSequence)
		p.word("/")
		p.path(x.Right, pathInverse)
	case *PathAlternative:
		p.path(x.Left, pathAlternative)
		p.word("|")
		p.path(x.Right, pathSequence)
	case *PathZeroOrOne:
		p.path(x.In, pathPrimary)
		p.text("?")
	case *PathZeroOrMore:
		p.path(x.In, pathPrimary)
		p.text("*")
	case *PathOneOrMore:
		p.path(x.In, pathPrimary)
		p.text("+")
	case *PathNegated:
		p.negated(x)
	}
}

func (p *printer) negated(x *PathNegated) {
	p.word("!(")
	for i, iri := range x.Forward {
		if i > 0 {
			p.word("|")
		}
		p.word(iri)
	}
	for i, iri := range x.Backward {
		if i > 0 || len(x.Forward) > 0 {
			p.word("|")
		}
		p.word("^")
		p.word(iri)
	}
	p.text(")")
}
