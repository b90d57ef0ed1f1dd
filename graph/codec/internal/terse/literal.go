package terse

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// quoted is what stringEnd finds out about a string.
type quoted struct {
	from, to int  // the content
	end      int  // after the closing quotes; -1 if malformed
	dirty    bool // the content is not canonical
}

const notEscape = `an escape: \t \b \n \r \f \" \' \\ \uXXXX or \UXXXXXXXX of a character`

// stringEnd finds the end of the string at pos, of any of the four forms.
func (r *Reader) stringEnd(pos int) quoted {
	buf := r.buf
	quote := buf[pos]
	q := quoted{from: pos + 1, end: -1}
	long := buf[pos+1] == quote && buf[pos+2] == quote
	if long {
		q.from = pos + 3
	} else if r.open(pos+1) || buf[pos+1] == quote && r.open(pos+2) {
		r.more() // three quotes, perhaps
		return q
	}
	quotes := uint64(quote) * ones
	i := q.from
	var high uint64
	for {
		x := binary.LittleEndian.Uint64(buf[i:])
		m := stringStops(x, quotes)
		if m == 0 {
			high |= x
			i += 8
			continue
		}
		n := bits.TrailingZeros64(m) >> 3
		high |= x & (1<<(8*n) - 1)
		i += n
		switch c := buf[i]; {
		case c == quote:
			if !long || buf[i+1] == quote && buf[i+2] == quote {
				q.to, q.end = i, i+1
				if long {
					q.end = i + 3
				}
				return r.checkString(q, high&highs != 0)
			}
			if r.open(i + 2) {
				r.more()
				return q
			}
			q.dirty = q.dirty || c == '"'
			i++
		case c == '\\':
			_, n := graph.Unescape(buf[i:r.end])
			if n == 0 {
				r.fail(i, notEscape)
				return q
			}
			q.dirty = q.dirty || n > 2 || buf[i+1] == '\''
			i += n
		case (c == '\n' || c == '\r') && !long:
			r.fail(i, "the quote that ends a literal")
			return q
		case c == 0 && i >= r.end:
			r.fail(i, "the quotes that end a literal")
			return q
		default: // a control, DEL, or '"' between apostrophes
			q.dirty = true
			i++
		}
	}
}

// checkString checks what is not ASCII.
func (r *Reader) checkString(q quoted, high bool) quoted {
	if !high {
		return q
	}
	text := r.buf[q.from:q.to]
	if !utf8.Valid(text) {
		q.end = r.fail(q.from+invalidAt(text), "UTF-8")
		return q
	}
	// U+FFFE and U+FFFF are escaped in canonical text.
	q.dirty = q.dirty || bytes.Contains(text, []byte("\xEF\xBF\xBE")) || bytes.Contains(text, []byte("\xEF\xBF\xBF"))
	return q
}

// appendString appends the canonical text of a string with its quotes.
func (r *Reader) appendString(q quoted) {
	r.arena = append(r.arena, '"')
	lexical := r.buf[q.from:q.to]
	if !q.dirty {
		r.arena = append(append(r.arena, lexical...), '"')
		return
	}
	for {
		n := bytes.IndexByte(lexical, '\\')
		if n < 0 {
			break
		}
		r.arena = graph.AppendEscaped(r.arena, lexical[:n])
		char, size := graph.Unescape(lexical[n:])
		var text [utf8.UTFMax]byte
		r.arena = graph.AppendEscaped(r.arena, utf8.AppendRune(text[:0], char))
		lexical = lexical[n+size:]
	}
	r.arena = append(graph.AppendEscaped(r.arena, lexical), '"')
}

// literal reads a string with its language tag or datatype, before which white
// space may stand.
func (r *Reader) literal(pos int) int {
	q := r.stringEnd(pos)
	if q.end < 0 {
		return -1
	}
	next := q.end
	switch r.buf[next] {
	case '@', '^':
	default:
		if next = r.skip(q.end); next < 0 {
			return -1
		}
	}
	switch r.buf[next] {
	case '@':
		end := next + 1
		for is(r.buf[end], inTag) {
			end++
		}
		if r.open(end) {
			return r.more()
		}
		n, upper := graph.LanguageLen(r.buf[next+1 : end])
		if n == 0 || n != end-next-1 {
			return r.fail(next+1, "a language tag, such as en-gb, with --ltr or --rtl for a direction")
		}
		r.appendString(q)
		if upper {
			r.arena = graph.AppendLower(r.arena, r.buf[next:end])
		} else {
			r.arena = append(r.arena, r.buf[next:end]...)
		}
		return end
	case '^':
		return r.datatype(q, next)
	}
	r.appendString(q)
	return q.end
}

// datatype reads "^^" and an IRI after a string.
func (r *Reader) datatype(q quoted, pos int) int {
	if r.buf[pos+1] != '^' {
		return r.fail(pos+1, `"^^" before a datatype`)
	}
	at := r.skip(pos + 2)
	if at < 0 {
		return -1
	}
	r.appendString(q)
	mark := len(r.arena)
	r.arena = append(r.arena, "^^"...)
	const expected = "the IRI of a datatype"
	if r.buf[at] == '<' && r.buf[at+1] == '<' {
		return r.fail(at, expected)
	}
	end := r.resource(at, expected)
	if end < 0 {
		return -1
	}
	switch iri := r.arena[mark+3 : len(r.arena)-1]; string(iri) {
	case vocab.XSDString:
		r.arena = r.arena[:mark]
	case vocab.RDFLangString, vocab.RDFDirLangString:
		return r.failFound(at, "datatype <"+string(iri)+">", "another one, or a language tag instead")
	}
	return end
}

// number reads INTEGER, DECIMAL or DOUBLE.
func (r *Reader) number(pos int) int {
	buf := r.buf
	i := pos
	if buf[i] == '+' || buf[i] == '-' {
		i++
	}
	start := i
	for is(buf[i], digit) {
		i++
	}
	whole := i - start
	datatype := vocab.XSDInteger
	end := i // of the longest number so far
	if buf[i] == '.' {
		i++
		for is(buf[i], digit) {
			i++
		}
		if i > end+1 {
			end, datatype = i, vocab.XSDDecimal
		}
	}
	if whole == 0 && end == start {
		return r.fail(i, "a digit of a number")
	}
	if buf[i]|0x20 == 'e' && (whole > 0 || end == i) {
		i++
		if buf[i] == '+' || buf[i] == '-' {
			i++
		}
		from := i
		for is(buf[i], digit) {
			i++
		}
		if i > from {
			end, datatype = i, vocab.XSDDouble
		}
	}
	if r.open(i) {
		return r.more()
	}
	r.arena = append(append(r.arena, '"'), buf[pos:end]...)
	r.arena = append(append(append(r.arena, `"^^<`...), datatype...), '>')
	return end
}

// boolean reads true or false and returns 0 if the text at pos is neither.
func (r *Reader) boolean(pos int) int {
	end := pos + len("true")
	if r.buf[pos] == 'f' {
		end = pos + len("false")
	}
	if end >= r.end && !r.eof {
		return r.more()
	}
	if end > r.end {
		return 0
	}
	word := r.buf[pos:end]
	if string(word) != "true" && string(word) != "false" {
		return 0
	}
	if prefixed, more := r.isPrefixed(end); more {
		return -1
	} else if prefixed {
		return 0
	}
	r.arena = append(append(append(r.arena, '"'), word...), `"^^<`+vocab.XSDBoolean+">"...)
	return end
}
