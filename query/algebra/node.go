package algebra

// Var is the name of a variable without its mark, such as "person" for ?person,
// or "_:b1" for a blank node of a pattern.
type Var string

// Blank tells whether the variable stands for a blank node: it joins like any
// other, but SELECT * does not show it and it cannot be named.
func (v Var) Blank() bool { return len(v) > 1 && v[0] == '_' && v[1] == ':' }

// Node is a place in a pattern: exactly one of the three is set. The zero Node
// is nothing; only [Graph] and the dataset clauses of an update give it a
// meaning.
type Node struct {
	Var  Var
	Term string // canonical N-Triples text of a constant
	// Triple is a triple term with variables in it. Without any it is a Term, but
	// for one that RDF does not know (a literal as its subject, say): that stays a
	// Triple and matches nothing. See [TripleNode].
	Triple *Triple
}

// IsVar tells whether the node is a variable.
func (n Node) IsVar() bool { return n.Var != "" }

// IsZero tells whether the node is nothing.
func (n Node) IsZero() bool { return n.Var == "" && n.Term == "" && n.Triple == nil }

// Triple is a triple pattern.
type Triple struct{ S, P, O Node }

// Quad is a triple pattern in a graph; the zero G is the default graph.
type Quad struct{ S, P, O, G Node }
