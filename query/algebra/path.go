package algebra

// Path is a property path (SPARQL 1.1 §9). The concrete types are pointers to
// the structs of this file.
type Path interface {
	path()
	String() string
}

// PathIRI is a step along one predicate, as canonical text <…>.
type PathIRI struct{ IRI string }

// PathInverse is ^In.
type PathInverse struct{ In Path }

// PathSequence is Left/Right.
type PathSequence struct{ Left, Right Path }

// PathAlternative is Left|Right.
type PathAlternative struct{ Left, Right Path }

// PathZeroOrOne is In?.
type PathZeroOrOne struct{ In Path }

// PathZeroOrMore is In*.
type PathZeroOrMore struct{ In Path }

// PathOneOrMore is In+.
type PathOneOrMore struct{ In Path }

// PathNegated is !(…): a step along any predicate but Forward, or backwards
// along any but Backward. A nil list means no step in that direction; an empty
// list that is not nil means any predicate.
type PathNegated struct{ Forward, Backward []string }

func (*PathIRI) path()         {}
func (*PathInverse) path()     {}
func (*PathSequence) path()    {}
func (*PathAlternative) path() {}
func (*PathZeroOrOne) path()   {}
func (*PathZeroOrMore) path()  {}
func (*PathOneOrMore) path()   {}
func (*PathNegated) path()     {}
