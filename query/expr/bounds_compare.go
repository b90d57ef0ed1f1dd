package expr

import (
	"sort"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/xsd"
	"github.com/chancery-graph/chancery/query/algebra"
)

// analyseComparison is the verdict of "v op constant".
func analyseComparison(op algebra.Operator, term string) verdict {
	var c value
	c.setText(graph.None, []byte(term), nil)
	if op == algebra.Equal || op == algebra.NotEqual {
		v := analyseEqual(&c)
		if op == algebra.NotEqual {
			return verdict{v.no, v.yes}
		}
		return v
	}
	if c.kind != typedValue && c.kind != plainString {
		return verdict{} // an error whatever v is
	}
	literals := tags(false, graph.TagLiteral)
	out := verdict{literals, literals}
	for _, d := range comparable(&c) {
		yes, no := d.inequal(op, &c)
		out.yes, out.no = out.yes.union(yes), out.no.union(no)
	}
	return out
}

// analyseEqual is the verdict of "v = constant". What is of another kind differs;
// literals of the dictionary have to be compared.
func analyseEqual(c *value) verdict {
	var own idSet // where equality is possible or an error
	switch c.kind {
	case noValue:
		return verdict{}
	case blankNode:
		own = tags(false, graph.TagBlank)
	case iriTerm:
		own = tags(false, graph.TagIRI)
	case tripleTerm:
		own = tags(false, graph.TagTriple)
	case otherLiteral:
		// An error with every literal but those with a language tag.
		own = tags(false, graph.TagLiteral)
		return verdict{own, kinds(tags(false, literalTags...)).no.union(own)}
	default:
		own = tags(false, graph.TagLiteral)
	}
	out := verdict{own, kinds(own).no.union(own)}
	for _, d := range comparable(c) {
		yes, no := d.equal(c)
		out.yes = out.yes.union(yes)
		whole := idSet{{graph.Range{Lo: graph.MakeID(d.tag, 0), Hi: lastOf(d.tag)}, true}}
		out.no = merge(out.no, whole, func(in, cut, exact, _ bool) (bool, bool) { return in && !cut, exact }).union(no)
	}
	return out
}

// domainOfTag is the part of a tag's payload that orders its values, as a
// number k of first to last. IDs with the same k may differ in how they are
// written and, for times, in their zone.
type domainOfTag struct {
	tag         graph.Tag
	first, last int64
	ids         func(lo, hi int64) graph.Range
	// values of k in every way that matters to a comparison: one, or without a
	// zone and with the zones at both ends.
	values func(k int64) []xsd.Value
}

const maxInteger = 1<<59 - 1

var (
	integerDomain = domainOfTag{graph.TagInteger, -maxInteger, maxInteger, func(lo, hi int64) graph.Range {
		a, _ := graph.IntegerID(lo)
		b, _ := graph.IntegerID(hi)
		return graph.Range{Lo: a, Hi: b}
	}, func(k int64) []xsd.Value { return []xsd.Value{xsd.FromInt(k)} }}

	decimalDomain = domainOfTag{graph.TagDecimal, -(1<<56 - 1), 1<<56 - 1, graph.DecimalRange,
		func(k int64) []xsd.Value { return []xsd.Value{xsd.FromScaled(k, 6)} }}

	booleanDomain = domainOfTag{graph.TagBoolean, 0, 1, func(lo, hi int64) graph.Range {
		return graph.Range{Lo: graph.BooleanID(lo == 1), Hi: graph.BooleanID(hi == 1)}
	}, func(k int64) []xsd.Value { return []xsd.Value{xsd.FromBool(k == 1)} }}

	dateDomain = domainOfTag{graph.TagDate, int64(graph.EpochDay(-9999, 1, 1)), int64(graph.EpochDay(9999, 12, 31)),
		func(lo, hi int64) graph.Range { return graph.DateRange(int(lo), int(hi)) },
		func(k int64) []xsd.Value {
			id := graph.MakeDate(int(k))
			return valuesOf(id, id|graph.ID(firstZone), id|graph.ID(graph.ZoneMax))
		}}

	dateTimeDomain = domainOfTag{graph.TagDateTime, 86400000 * int64(graph.EpochDay(-9999, 1, 1)-1), 86400000*int64(graph.EpochDay(9999, 12, 31)+2) - 1,
		graph.DateTimeRange,
		func(k int64) []xsd.Value {
			id := graph.DateTimeRange(k, k).Lo // without a zone
			return valuesOf(id, id|graph.ID(graph.ZoneUTC)<<dateTimeDigits)
		}}
)

const firstZone graph.Zone = 2 // -14:00

const dateTimeDigits = 2 // bits below the zone of an inlined dateTime

func valuesOf(ids ...graph.ID) []xsd.Value {
	values := make([]xsd.Value, len(ids))
	for i, id := range ids {
		v, ok := xsd.FromID(id)
		if !ok {
			panic("expr: ID of a bound is not inlined")
		}
		values[i] = v
	}
	return values
}

// comparable returns the domains of the inlined values that have an order with
// a constant.
func comparable(c *value) []ordered {
	switch {
	case c.kind == plainString:
		return []ordered{{tag: graph.TagString}}
	case c.kind != typedValue:
		return nil
	case c.num.Datatype().IsNumeric():
		return []ordered{{graph.TagInteger, &integerDomain}, {graph.TagDecimal, &decimalDomain}}
	}
	switch c.num.Datatype() {
	case xsd.Boolean:
		return []ordered{{graph.TagBoolean, &booleanDomain}}
	case xsd.Date:
		return []ordered{{graph.TagDate, &dateDomain}}
	case xsd.DateTime, xsd.DateTimeStamp:
		return []ordered{{graph.TagDateTime, &dateTimeDomain}}
	}
	return nil
}

// ordered is one domain that a comparison is looked up in; strings, whose order
// is that of their IDs, have no *domainOfTag.
type ordered struct {
	tag graph.Tag
	of  *domainOfTag
}

// inequal returns where "v op c" is true and where it is false.
func (d ordered) inequal(op algebra.Operator, c *value) (yes, no idSet) {
	if d.of == nil {
		return stringBounds(op, c.lex)
	}
	if c.num.IsNaN() {
		return nil, tags(true, d.tag) // no number is less, equal or greater
	}
	// Of an order, one side of the domain is true for every zone, the other is
	// false, and between them it depends.
	return d.side(op, c), d.side(negated(op), c)
}

// negated returns the operator that is true where op is false.
func negated(op algebra.Operator) algebra.Operator {
	switch op {
	case algebra.Less:
		return algebra.GreaterEqual
	case algebra.Greater:
		return algebra.LessEqual
	case algebra.LessEqual:
		return algebra.Greater
	default:
		return algebra.Less
	}
}

// side returns the IDs for which "v op c" is true: exact where it is so for
// every zone.
func (d ordered) side(op algebra.Operator, c *value) idSet {
	holds := func(k int64) (some, every bool) {
		every = true
		for _, v := range d.of.values(k) {
			r := xsd.Compare(v, c.num)
			ok := r != xsd.Unknown && r != xsd.Different && satisfies(op, r)
			some, every = some || ok, every && ok
		}
		return some, every
	}
	some := func(k int64) bool { s, _ := holds(k); return s }
	every := func(k int64) bool { _, e := holds(k); return e }
	first, last := d.of.first, d.of.last
	if op == algebra.Less || op == algebra.LessEqual {
		e, s := lastWith(first, last, every), lastWith(first, last, some)
		return d.pieces(first, e, true).union(d.pieces(e+1, s, false))
	}
	e, s := firstWith(first, last, every), firstWith(first, last, some)
	return d.pieces(e, last, true).union(d.pieces(s, e-1, false))
}

// pieces returns the IDs of lo to hi, none if that is empty.
func (d ordered) pieces(lo, hi int64, exact bool) idSet {
	if lo > hi {
		return nil
	}
	return idSet{{d.of.ids(lo, hi), exact}}
}

// firstWith returns the first k for which a rising condition holds, last+1 if
// none.
func firstWith(first, last int64, holds func(int64) bool) int64 {
	n := last - first + 1
	return first + int64(sort.Search(int(n), func(i int) bool { return holds(first + int64(i)) }))
}

// lastWith returns the last k for which a falling condition holds, first-1 if
// none.
func lastWith(first, last int64, holds func(int64) bool) int64 {
	n := last - first + 1
	return first + int64(sort.Search(int(n), func(i int) bool { return !holds(first + int64(i)) })) - 1
}

// equal returns where "v = c" is true and where it is false.
func (d ordered) equal(c *value) (yes, no idSet) {
	if d.of == nil {
		id, ok := graph.Inline(c.appendText(nil))
		if !ok {
			return nil, tags(true, graph.TagString)
		}
		is := idSet{{graph.Range{Lo: id, Hi: id}, true}}
		return is, merge(is, tags(true, d.tag), func(in, inTag, _, _ bool) (bool, bool) { return inTag && !in, true })
	}
	atMost, atLeast := d.side(algebra.LessEqual, c), d.side(algebra.GreaterEqual, c)
	yes = atMost.intersect(atLeast)
	no = d.side(algebra.Less, c).union(d.side(algebra.Greater, c))
	if d.tag == graph.TagDate || d.tag == graph.TagDateTime {
		// A day can be equal with one zone and less with another.
		return yes.inexact(), no
	}
	if c.num.IsNaN() {
		return nil, tags(true, d.tag)
	}
	return yes, no
}

// stringBounds compares inlined strings with a constant of any length. Their IDs
// have the order of their bytes.
func stringBounds(op algebra.Operator, s []byte) (yes, no idSet) {
	const inlined = 7 // bytes
	short := value{kind: plainString, lex: s[:min(len(s), inlined)]}
	id, ok := inlineBytes(short.lex)
	if !ok {
		return nil, nil
	}
	whole := tags(true, graph.TagString)[0].Range
	var below idSet
	if id > whole.Lo {
		below = idSet{{graph.Range{Lo: whole.Lo, Hi: id - 1}, true}}
	}
	same := idSet{{graph.Range{Lo: id, Hi: id}, true}}
	above := idSet{{graph.Range{Lo: id + 1, Hi: whole.Hi}, true}}
	if len(s) > inlined { // the inlined string that s starts with is less than s
		below, same = below.union(same), nil
	}
	switch op {
	case algebra.Less:
		return below, same.union(above)
	case algebra.Greater:
		return above, below.union(same)
	case algebra.LessEqual:
		return below.union(same), above
	default:
		return same.union(above), below
	}
}

// inlineBytes returns the ID of a string of at most 7 bytes as if it could be
// inlined: where bytes that a canonical text escapes keep it from that, its
// place in the order is the same.
func inlineBytes(s []byte) (graph.ID, bool) {
	if len(s) > 7 {
		return graph.None, false
	}
	var payload uint64
	for i := range 7 {
		payload <<= 8
		if i < len(s) {
			payload |= uint64(s[i])
		}
	}
	return graph.MakeID(graph.TagString, payload<<3|uint64(len(s))), true
}
