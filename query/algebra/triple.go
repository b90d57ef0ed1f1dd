package algebra

import "github.com/chancery-graph/chancery/graph"

// TripleNode returns a triple term as a place in a pattern: a constant if it has
// no variable and is a term of RDF, else a Node with Triple set. A subject that
// is a literal or a triple term, or a predicate that is no IRI, is none of RDF's:
// such a node matches nothing.
func TripleNode(t Triple) Node {
	if !t.ground() {
		return Node{Triple: &t}
	}
	text := "<<( " + t.S.Term + " " + t.P.Term + " " + t.O.Term + " )>>"
	if tripleDepth(t.O.Term) >= graph.MaxTripleDepth {
		return Node{Triple: &t}
	}
	return Node{Term: text}
}

// ground tells whether the triple is a statement of RDF without blank nodes.
func (t Triple) ground() bool {
	return t.O.Term != "" && IsIRI(t.S.Term) && IsIRI(t.P.Term)
}

// IsIRI tells whether a canonical text is that of an IRI.
func IsIRI(term string) bool {
	return len(term) > 1 && term[0] == '<' && term[1] != '<'
}

// tripleDepth counts how deep triple terms nest in a canonical text. Only an
// object can be one, so that it is a chain.
func tripleDepth(term string) int {
	n := 0
	for rest := []byte(term); len(rest) > 0 && graph.TagOf(rest) == graph.TagTriple; n++ {
		_, _, o, ok := graph.TripleParts(rest)
		if !ok {
			return n
		}
		rest = o
	}
	return n
}
