package terse

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"strconv"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph"
)

// The methods here read a term at an offset, append its canonical text to the
// arena, and return the offset after it, or -1.

// resource reads an IRI, in angle brackets or as a prefixed name.
func (r *Reader) resource(pos int, expected string) int {
	if r.buf[pos] == '<' {
		return r.iri(pos)
	}
	return r.prefixed(pos, expected)
}

// iri reads IRIREF and resolves it.
func (r *Reader) iri(pos int) int {
	end, escaped := r.iriEnd(pos)
	if end < 0 {
		return -1
	}
	iri := r.buf[pos+1 : end-1]
	if escaped {
		r.scratch = graph.AppendUnescaped(r.scratch[:0], iri)
		iri = r.scratch
	}
	if len(iri) > 6 && string(iri[:4]) == "http" && (iri[4] == ':' || iri[4] == 's' && iri[5] == ':') || graph.SchemeLen(iri) > 0 {
		// An absolute IRI is no relative one to be resolved (Turtle §6.3): its
		// dot segments stay.
		r.arena = append(append(append(r.arena, '<'), iri...), '>')
		return end
	}
	from := len(r.arena)
	var err error
	if r.arena, err = r.base.AppendResolve(append(r.arena, '<'), iri); err != nil {
		r.arena = r.arena[:from]
		return r.failFound(pos+1, "a relative IRI without a base", `an absolute one, such as "https://…"`)
	}
	r.arena = append(r.arena, '>')
	return end
}

// iriEnd returns the offset after the IRIREF at pos.
func (r *Reader) iriEnd(pos int) (end int, escaped bool) {
	buf := r.buf
	i := pos + 1
	var high uint64
	for {
		x := binary.LittleEndian.Uint64(buf[i:])
		m := iriStops(x)
		if m == 0 {
			high |= x
			i += 8
			continue
		}
		n := bits.TrailingZeros64(m) >> 3
		high |= x & (1<<(8*n) - 1)
		i += n
		switch c := buf[i]; {
		case c == '>':
			if high&highs != 0 && !utf8.Valid(buf[pos:i]) {
				return r.fail(pos+invalidAt(buf[pos:i]), "UTF-8"), false
			}
			return i + 1, escaped
		case c == '\\':
			char, n := graph.Unescape(buf[i:r.end])
			if n < 6 {
				return r.fail(i, `\u and 4 or \U and 8 hexadecimal digits of a character`), false
			}
			if char <= 0x7F && graph.IRIForbidden([]byte{byte(char)}) >= 0 {
				return r.failFound(i, "an escaped "+string(buf[i:i+n]), "a character that an IRI may have"), false
			}
			escaped = true
			i += n
		case c < utf8.RuneSelf && graph.IRIForbidden(buf[i:i+1]) >= 0:
			return r.fail(i, `a character of an IRI or its ">"`), false
		default:
			high |= uint64(c)
			i++
		}
	}
}

// prefixed reads a prefixed name.
func (r *Reader) prefixed(pos int, expected string) int {
	colon := r.prefixEnd(pos, expected)
	if colon < 0 {
		return -1
	}
	namespace := r.namespace(r.buf[pos:colon])
	if namespace == nil {
		return r.failFound(pos, "the prefix "+strconv.Quote(string(r.buf[pos:colon+1])), "one that has been declared")
	}
	r.arena = append(r.arena, namespace...)
	end := r.local(colon + 1)
	r.arena = append(r.arena, '>')
	return end
}

// prefixEnd returns the offset of the colon that ends the PNAME_NS at pos.
func (r *Reader) prefixEnd(pos int, expected string) int {
	buf := r.buf
	i := pos
	for {
		for is(buf[i], inPrefix) {
			i++
		}
		if buf[i] < utf8.RuneSelf {
			break
		}
		char, size := utf8.DecodeRune(buf[i:r.end])
		if char == utf8.RuneError && size == 1 {
			return r.fail(i, "UTF-8")
		}
		if !nameRune(char, i == pos) {
			break
		}
		i += size
	}
	if r.open(i) {
		return r.more()
	}
	if buf[i] != ':' || i > pos && (buf[i-1] == '.' || !is(buf[pos], letter) && buf[pos] < utf8.RuneSelf) {
		return r.fail(pos, expected)
	}
	return i
}

// isPrefixed tells whether the word that ends at end is the start of a prefix,
// as in true-or-not:x or base.x:y. It may need more input.
func (r *Reader) isPrefixed(end int) (yes, more bool) {
	i := end
	for is(r.buf[i], inPrefix) || r.buf[i] >= utf8.RuneSelf {
		i++
	}
	if r.open(i) {
		r.more()
		return false, true
	}
	return r.buf[i] == ':' && (i == end || r.buf[i-1] != '.'), false
}

// local reads PN_LOCAL, which may be empty.
func (r *Reader) local(pos int) int {
	buf := r.buf
	i, from, solid := pos, pos, pos // solid: up to here a final dot belongs to the name
	if is(buf[i], inLocal) && !is(buf[i], starts) {
		return pos
	}
	for {
		for is(buf[i], inLocal) {
			i++
		}
		switch c := buf[i]; {
		case c == '\\':
			if !is(buf[i+1], escapable) {
				return r.fail(i, `an escape of a name: \ before one of _~.-!$&'()*+,;=/?#@%`)
			}
			r.arena = append(append(r.arena, buf[from:i]...), buf[i+1])
			i += 2
			from, solid = i, i
			continue
		case c == '%':
			if !is(buf[i+1], hexadecimal) || !is(buf[i+2], hexadecimal) {
				return r.fail(i, "% and 2 hexadecimal digits")
			}
			i += 3
			continue
		case c >= utf8.RuneSelf:
			char, size := utf8.DecodeRune(buf[i:r.end])
			if char == utf8.RuneError && size == 1 {
				return r.fail(i, "UTF-8")
			}
			if nameRune(char, i == pos) {
				i += size
				continue
			}
		}
		break
	}
	if r.open(i) {
		return r.more()
	}
	for i > solid && buf[i-1] == '.' {
		i--
	}
	r.arena = append(r.arena, buf[from:i]...)
	return i
}

// blank reads BLANK_NODE_LABEL. A label of the kind that anonymous blank nodes
// get is renamed, so that the two never meet.
func (r *Reader) blank(pos int) int {
	if r.buf[pos+1] != ':' {
		return r.fail(pos+1, `":" of a blank node`)
	}
	text := r.buf[pos+2 : r.end]
	n := graph.LabelLen(text)
	// The label may go on after the window: behind a dot or half a character.
	if !r.eof && len(text)-n < utf8.UTFMax || r.open(pos+2+n+len(text[n:])-len(bytes.TrimLeft(text[n:], "."))) {
		return r.more()
	}
	if n == 0 {
		return r.fail(pos+2, "a blank node label")
	}
	label := text[:n]
	r.arena = append(r.arena, "_:"...)
	if n >= len(anonymous) && string(label[:len(anonymous)]) == anonymous {
		r.arena = append(r.arena, anonymous+"x"...)
		label = label[len(anonymous):]
	}
	r.arena = append(r.arena, label...)
	return pos + 2 + n
}

// fresh makes a blank node.
func (r *Reader) fresh() []byte {
	from := len(r.arena)
	r.arena = strconv.AppendUint(append(r.arena, "_:"+anonymous...), r.made, 10)
	r.made++
	return r.text(from)
}

// anonEnd returns the offset after ANON at pos, 0 if it is another bracket, or
// -1.
func (r *Reader) anonEnd(pos int) int {
	end := r.skip(pos + 1)
	if end < 0 {
		return -1
	}
	if r.buf[end] != ']' {
		return 0
	}
	return end + 1
}

// node reads an IRI or a blank node.
func (r *Reader) node(pos int, expected string) int {
	switch r.buf[pos] {
	case '_':
		return r.blank(pos)
	case '[':
		end := r.anonEnd(pos)
		if end == 0 {
			return r.fail(pos, expected)
		}
		if end > 0 {
			r.fresh()
		}
		return end
	}
	return r.resource(pos, expected)
}

// verb reads a predicate.
func (r *Reader) verb(pos int, expected string) int {
	if r.buf[pos] == 'a' && !is(r.buf[pos+1], inLocal) && r.buf[pos+1] < utf8.RuneSelf {
		if r.open(pos + 1) {
			return r.more()
		}
		r.arena = append(r.arena, rdfType...)
		return pos + 1
	}
	return r.resource(pos, expected)
}

// triple reads a triple term and counts how deep it nests.
func (r *Reader) triple(pos, depth int) int {
	if depth > graph.MaxTripleDepth {
		return r.limit(pos, "a triple term too deep within others", "less nesting")
	}
	r.depth = depth
	r.arena = append(r.arena, "<<( "...)
	if pos = r.skip(pos + 3); pos < 0 {
		return -1
	}
	const subject = "a subject of a triple term: an IRI or a blank node"
	if r.buf[pos] == '<' && r.buf[pos+1] == '<' {
		return r.fail(pos, subject)
	}
	if pos = r.node(pos, subject); pos < 0 {
		return -1
	}
	if pos = r.skip(pos); pos < 0 {
		return -1
	}
	r.arena = append(r.arena, ' ')
	if pos = r.verb(pos, "a predicate of a triple term"); pos < 0 {
		return -1
	}
	if pos = r.skip(pos); pos < 0 {
		return -1
	}
	r.arena = append(r.arena, ' ')
	if r.has(pos, "<<(") {
		pos = r.triple(pos, depth+1)
	} else {
		pos = r.simple(pos, "an object of a triple term: an IRI, a blank node, a literal or a triple term")
	}
	if pos < 0 {
		return -1
	}
	if pos = r.skip(pos); pos < 0 {
		return -1
	}
	if !r.has(pos, ")>>") {
		return r.fail(pos, `")>>" of a triple term`)
	}
	r.arena = append(r.arena, " )>>"...)
	return pos + 3
}

// simple reads an IRI, a blank node or a literal.
func (r *Reader) simple(pos int, expected string) int {
	switch c := r.buf[pos]; {
	case c == '"' || c == '\'':
		return r.literal(pos)
	case c == '+' || c == '-' || c == '.' || is(c, digit):
		return r.number(pos)
	case c == 't' || c == 'f':
		if end := r.boolean(pos); end != 0 {
			return end
		}
	case c == '<' && r.buf[pos+1] == '<':
		return r.fail(pos, expected)
	}
	return r.node(pos, expected)
}
