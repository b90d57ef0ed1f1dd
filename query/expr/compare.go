package expr

import (
	"bytes"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/xsd"
	"github.com/chancery-graph/chancery/query/algebra"
)

// equal is "=": by value where the value is known, and otherwise RDFterm-equal
// (SPARQL 1.1 §17.4.1.7, as SPARQL 1.2 restates it). Two literals of which one
// has an unknown datatype or is ill-typed may be equal or not, which is an error
// unless they are the same term; but a literal with a language tag differs from
// all without.
func equal(m *machine, a, b *value) truth {
	switch {
	case a.kind == noValue || b.kind == noValue:
		return failed
	case a.kind.isLiteral() != b.kind.isLiteral():
		return isFalse
	case !a.kind.isLiteral():
		return equalResources(m, a, b)
	case a.kind == typedValue && b.kind == typedValue:
		switch xsd.Compare(a.num, b.num) {
		case xsd.Equal:
			return isTrue
		case xsd.Unknown:
			return failed
		}
		return isFalse
	case a.kind == otherLiteral || b.kind == otherLiteral:
		switch {
		case a.kind == langString || b.kind == langString:
			return isFalse
		case a.kind == b.kind && bytes.Equal(a.text, b.text):
			return isTrue
		}
		return failed
	}
	return truthOf(a.kind == b.kind && bytes.Equal(a.lex, b.lex) && bytes.Equal(a.lang, b.lang))
}

func equalResources(m *machine, a, b *value) truth {
	switch {
	case a.kind != b.kind:
		return isFalse
	case a.kind == tripleTerm:
		return equalTriples(m, m.text(a), m.text(b))
	}
	return truthOf(sameTerm(m, a, b))
}

// equalTriples compares the components of triple terms with equal (SPARQL 1.2,
// operator mapping).
func equalTriples(m *machine, a, b []byte) truth {
	if bytes.Equal(a, b) && !bytes.Contains(a, []byte(`"NaN"`)) {
		return isTrue
	}
	s1, p1, o1, ok1 := graph.TripleParts(a)
	s2, p2, o2, ok2 := graph.TripleParts(b)
	if !ok1 || !ok2 {
		return failed
	}
	if !bytes.Equal(s1, s2) || !bytes.Equal(p1, p2) {
		return isFalse
	}
	var x, y value
	m.buf = x.setText(graph.None, o1, m.buf)
	m.buf = y.setText(graph.None, o2, m.buf)
	return equal(m, &x, &y)
}

// sameTerm tells whether two values are the same term; neither is an error.
func sameTerm(m *machine, a, b *value) bool {
	if a.id != graph.None && b.id != graph.None {
		return a.id == b.id
	}
	return a.kind == b.kind && bytes.Equal(m.text(a), m.text(b))
}

// inequal is "<", ">", "<=" or ">=" (SPARQL 1.1 §17.3): numbers, strings without
// a language tag, booleans, times and durations, each with its like; all else
// is an error.
func inequal(op algebra.Operator, a, b *value) truth {
	var r xsd.Relation
	switch {
	case a.kind == typedValue && b.kind == typedValue:
		if !xsd.Ordered(a.num.Datatype(), b.num.Datatype()) {
			return failed
		}
		r = xsd.Compare(a.num, b.num)
		if r == xsd.Unknown || r == xsd.Different && a.num.Datatype().IsDuration() {
			return failed
		}
	case a.kind == plainString && b.kind == plainString:
		r = xsd.Relation(bytes.Compare(a.lex, b.lex)) + xsd.Equal
	default:
		return failed
	}
	return truthOf(satisfies(op, r))
}

// satisfies tells whether a relation fits an operator of order.
func satisfies(op algebra.Operator, r xsd.Relation) bool {
	switch op {
	case algebra.Less:
		return r == xsd.Less
	case algebra.Greater:
		return r == xsd.Greater
	case algebra.LessEqual:
		return r == xsd.Less || r == xsd.Equal
	default:
		return r == xsd.Greater || r == xsd.Equal
	}
}
