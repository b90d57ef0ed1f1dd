package expr

import (
	"context"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/xsd"
)

// machine is a program's state for one Context: a value per node, and what was
// remembered.
type machine struct {
	c    *Context
	regs []value
	cols [][]graph.ID
	// buf holds texts of the row at hand. Where it grows, slices into what it was
	// stay as they are.
	buf   []byte
	memos []memo
	// results are those of the whole program, if it has one slot.
	results memo
	sets    []map[graph.ID]struct{} // of long lists
	ids     []graph.ID              // scratch
	// rowBlanks are the blank nodes by name of the row at hand.
	rowBlanks map[string]graph.ID
	regexes   regexCache
	err       error
	ctx       context.Context // of the batch at hand, nil between batches
}

// begin starts a row.
func (m *machine) begin() {
	m.buf = m.buf[:0]
	if len(m.rowBlanks) > 0 {
		clear(m.rowBlanks)
	}
}

// fail keeps the first fault of the store; the row's value is lost then.
func (m *machine) fail(err error) {
	if m.err == nil {
		m.err = err
	}
}

// since returns what was appended to buf from start on, as a slice of its own.
func (m *machine) since(start int) []byte { return m.buf[start:len(m.buf):len(m.buf)] }

// load makes v the term of an ID.
func (m *machine) load(v *value, id graph.ID) {
	switch id.Tag() {
	case graph.TagSpecial:
		v.kind = noValue
	case graph.TagBlank, graph.TagLocalBlank:
		v.setID(blankNode, id, nil)
	case graph.TagIRI, graph.TagLocalIRI:
		v.setID(iriTerm, id, nil)
	case graph.TagTriple, graph.TagLocalTriple:
		v.setID(tripleTerm, id, nil)
	case graph.TagLiteral, graph.TagLocalLiteral:
		m.buf = v.setText(id, m.term(id), m.buf)
	case graph.TagString:
		start := len(m.buf)
		m.buf = appendInlineString(m.buf, id)
		v.setString(m.since(start))
		v.id = id
	default:
		n, ok := xsd.FromID(id)
		if !ok {
			v.kind = noValue
			return
		}
		v.setNumber(n)
		v.id = id
	}
}

// appendInlineString appends the bytes of a string of graph.TagString: 56 bits
// of bytes from the highest, then 3 bits of length.
func appendInlineString(dst []byte, id graph.ID) []byte {
	payload := id.Payload()
	n := int(payload & 7)
	payload >>= 3
	for shift := 48; n > 0; n, shift = n-1, shift-8 {
		dst = append(dst, byte(payload>>shift))
	}
	return dst
}

// term returns the text of an ID of the dictionary or a local one; nil after a
// fault.
func (m *machine) term(id graph.ID) []byte {
	text, err := m.c.cached(id)
	if err != nil {
		m.fail(err)
		return nil
	}
	return text
}

// text returns the canonical text of a value.
func (m *machine) text(v *value) []byte {
	switch {
	case v.kind == noValue:
		return nil
	case v.text != nil:
		return v.text
	case v.kind < plainString:
		v.text = m.term(v.id)
		return v.text
	}
	start := len(m.buf)
	if t := v.id.Tag(); t >= graph.TagString && t <= graph.TagDateTime {
		m.buf = v.id.AppendInline(m.buf)
	} else {
		m.buf = v.appendText(m.buf)
	}
	v.text = m.since(start)
	return v.text
}

// iri returns the IRI of an iriTerm without its angle brackets.
func (m *machine) iri(v *value) []byte {
	text := m.text(v)
	if len(text) < 2 {
		return nil // after a fault
	}
	return text[1 : len(text)-1]
}

// lexical returns the unescaped lexical form of a literal.
func (m *machine) lexical(v *value) []byte {
	if v.kind == plainString || v.kind == langString {
		return v.lex
	}
	if v.kind == typedValue && v.text == nil && v.id == graph.None {
		start := len(m.buf)
		m.buf = v.num.Append(m.buf)
		return m.since(start)
	}
	raw, _, _ := graph.LiteralParts(m.text(v))
	lex, buf := unescaped(raw, m.buf)
	m.buf = buf
	return lex
}

// idOf returns the ID of a value, interned if need be; None for an error.
func (m *machine) idOf(v *value) graph.ID {
	if v.kind == noValue {
		return graph.None
	}
	if v.id != graph.None {
		return v.id
	}
	if v.kind == typedValue && v.text == nil {
		if n, ok := v.num.Int(); ok && v.num.Datatype() == xsd.Integer {
			if id, ok := graph.IntegerID(n); ok {
				v.id = id
				return id
			}
		}
	}
	id, err := m.c.intern(m.text(v))
	if err != nil {
		m.fail(err)
		return graph.None
	}
	v.id = id
	return id
}

// prefetch reads the texts of those IDs that are of the dictionary or local, in
// bulk where the store can. ids is used as scratch.
func (m *machine) prefetch(ids []graph.ID) {
	if _, ok := m.c.Terms.(BulkTerms); !ok || len(ids) < 2 {
		return
	}
	slices.Sort(ids)
	if err := m.c.cacheAll(slices.Compact(ids)); err != nil {
		m.fail(err)
	}
}
