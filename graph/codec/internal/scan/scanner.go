package scan

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph"
)

// Scanner reads terms and statements from whole lines. Its methods take and
// return offsets into the lines; an offset of -1 means that the text there is
// malformed, and the scanner keeps what was expected for [Lines.Error].
type Scanner struct {
	// Triples refuses a graph name.
	Triples bool
	// Graph is the canonical text of the graph of statements without one.
	Graph []byte

	buf     []byte // lines, the last byte is LF
	side    []byte // rewritten terms
	dirty   bool   // the term being read is not canonical
	scratch []byte
	fault   fault

	// The last term of each kind, to be compared with the next. They point into
	// the lines and are forgotten with them.
	subject, name, datatype []byte
}

type fault struct {
	pos      int
	expected string
	found    string // empty: the character at pos
	err      error
}

// Reset starts on lines, of which the last byte is LF; rewritten terms go to the
// spare capacity behind them.
func (s *Scanner) Reset(lines []byte) {
	s.buf = lines
	s.side = lines[len(lines):]
	s.subject, s.name, s.datatype = nil, nil, nil
}

// Side returns the number of bytes of rewritten terms since Reset.
func (s *Scanner) Side() int { return len(s.side) }

// Arena returns the lines with the rewritten terms behind them, so that whoever
// appends to it overwrites none.
func (s *Scanner) Arena() []byte {
	n := len(s.buf)
	if len(s.side) == 0 {
		return s.buf
	}
	if free := cap(s.buf) - n; len(s.side) <= free && &s.buf[:n+1][n] == &s.side[0] {
		return s.buf[:n+len(s.side)]
	}
	return s.buf[:cap(s.buf)] // the side has moved; terms may still stand anywhere in there
}

// Len returns the number of bytes of the lines.
func (s *Scanner) Len() int { return len(s.buf) }

// At returns the byte at pos.
func (s *Scanner) At(pos int) byte { return s.buf[pos] }

// Has tells whether word stands at pos.
func (s *Scanner) Has(pos int, word string) bool {
	return len(s.buf)-pos >= len(word) && string(s.buf[pos:pos+len(word)]) == word
}

// Fail notes that something else was expected at pos, and returns -1.
func (s *Scanner) Fail(pos int, expected string) int {
	s.fault = fault{pos: pos, expected: expected}
	return -1
}

// FailFound is Fail where a single character would say too little.
func (s *Scanner) FailFound(pos int, found, expected string) int {
	s.fault = fault{pos: pos, expected: expected, found: found}
	return -1
}

// Space returns the offset of the first byte from pos on that is neither space
// nor tab.
func (s *Scanner) Space(pos int) int {
	for s.buf[pos] == ' ' || s.buf[pos] == '\t' {
		pos++
	}
	return pos
}

// NextStart returns the offset of the first byte from pos on that is neither
// white space nor a line end nor part of a comment, or [Scanner.Len] when there
// is none.
func (s *Scanner) NextStart(pos int) int {
	for pos < len(s.buf) {
		switch s.buf[pos] {
		case ' ', '\t', '\n', '\r':
			pos++
		case '#':
			if pos = s.comment(pos); pos < 0 {
				return -1
			}
		default:
			return pos
		}
	}
	return pos
}

// comment returns the offset of the line end after the comment at pos.
func (s *Scanner) comment(pos int) int {
	end := pos + bytes.IndexByte(s.buf[pos:], '\n')
	if cr := bytes.IndexByte(s.buf[pos:end], '\r'); cr >= 0 {
		end = pos + cr
	}
	for i := pos; i < end; {
		if s.buf[i] < utf8.RuneSelf {
			i++
		} else if i = s.rune(i); i < 0 {
			return -1
		}
	}
	return end
}

// LineEnd reads white space, a comment and the line end.
func (s *Scanner) LineEnd(pos int) int {
	pos = s.Space(pos)
	if s.buf[pos] == '#' {
		if pos = s.comment(pos); pos < 0 {
			return -1
		}
	}
	if c := s.buf[pos]; c != '\n' && c != '\r' {
		return s.Fail(pos, "end of line")
	}
	return pos + 1
}

// rune returns the offset after the non-ASCII character at pos.
func (s *Scanner) rune(pos int) int {
	r, size := utf8.DecodeRune(s.buf[pos:])
	if r == utf8.RuneError && size == 1 {
		return s.Fail(pos, "UTF-8")
	}
	if r == 0xFFFE || r == 0xFFFF { // escaped in canonical text
		s.dirty = true
	}
	return pos + size
}

// Statement reads subject, predicate, object, an optional graph name, the dot
// and the line end, and sets the terms of c.
func (s *Scanner) Statement(pos int, c *graph.Change) int {
	end := s.subjectOrName(pos, &s.subject, "a subject: an IRI or a blank node")
	if end < 0 {
		return -1
	}
	c.S = s.subject
	pos = s.Space(end)
	if s.buf[pos] != '<' {
		return s.Fail(pos, `"<" of the predicate's IRI`)
	}
	if end = s.iri(pos); end < 0 {
		return -1
	}
	c.P = s.take(pos, end)
	pos = s.Space(end)
	if end = s.Term(pos, "an object", &c.O); end < 0 {
		return -1
	}
	pos = s.Space(end)
	c.G = s.Graph
	if s.buf[pos] != '.' {
		if s.Triples {
			return s.Fail(pos, `"." after the object`)
		}
		end = s.subjectOrName(pos, &s.name, `"." or a graph name: an IRI or a blank node`)
		if end < 0 {
			return -1
		}
		c.G = s.name
		if pos = s.Space(end); s.buf[pos] != '.' {
			return s.Fail(pos, `"." after the graph name`)
		}
	}
	if c := s.buf[pos+1]; c == '\n' {
		return pos + 2
	}
	return s.LineEnd(pos + 1)
}

// subjectOrName reads an IRI or a blank node to last, unless it is the same as
// the one there.
func (s *Scanner) subjectOrName(pos int, last *[]byte, expected string) int {
	switch s.buf[pos] {
	case '<':
		// No IRI is the start of another: ">" ends it.
		if n := len(*last); n > 0 && n <= len(s.buf)-pos && string(s.buf[pos:pos+n]) == string(*last) {
			return pos + n
		}
		end := s.iri(pos)
		if end > 0 {
			*last = s.take(pos, end)
		}
		return end
	case '_':
		end := s.blank(pos)
		if end > 0 {
			*last = s.buf[pos:end:end]
		}
		return end
	}
	return s.Fail(pos, expected)
}

// Term reads a term of any kind, called what in an error, and sets text to its
// canonical text.
func (s *Scanner) Term(pos int, what string, text *[]byte) int {
	end := -1
	switch s.buf[pos] {
	case '"':
		end = s.literal(pos)
	case '<':
		if s.buf[pos+1] == '<' {
			end = s.triple(pos, 1)
		} else {
			end = s.iri(pos)
		}
	case '_':
		end = s.blank(pos)
	default:
		return s.Fail(pos, what+": an IRI, a blank node, a literal or a triple term")
	}
	if end > 0 {
		*text = s.take(pos, end)
	}
	return end
}

// take returns the canonical text of the term from pos to end.
func (s *Scanner) take(pos, end int) []byte {
	if !s.dirty {
		return s.buf[pos:end:end]
	}
	from := len(s.side)
	s.side, _ = s.rewrite(s.side, pos)
	s.dirty = false
	return s.side[from:len(s.side):len(s.side)]
}

// blank reads a blank node.
func (s *Scanner) blank(pos int) int {
	if s.buf[pos+1] != ':' {
		return s.Fail(pos+1, `":" of a blank node`)
	}
	n := graph.LabelLen(s.buf[pos+2:])
	if n == 0 {
		return s.Fail(pos+2, "a blank node label")
	}
	return pos + 2 + n
}

const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

// zero marks, from the lowest on up to the first, the zero bytes of x.
func zero(x uint64) uint64 { return (x - ones) &^ x }

// iriStops marks, exactly up to the first mark, the bytes that an IRI cannot go
// on over without a look: what IRIREF forbids, '!', '~', DEL, and non-ASCII.
func iriStops(x uint64) uint64 {
	return ((x-0x23*ones)&^x | // up to '"', '!' among them
		zero((x|0x02*ones)^0x3E*ones) | // < >
		zero((x|0x02*ones)^0x5E*ones) | // \ ^
		zero(x^0x60*ones) | // `
		((x &^ highs) + 0x05*ones) | x) & highs // { | } ~ DEL, non-ASCII
}

// iri reads an absolute IRI in angle brackets.
func (s *Scanner) iri(pos int) int {
	buf := s.buf
	i := pos + 1
	escaped := false
	for {
		for i+8 <= len(buf) {
			if m := iriStops(binary.LittleEndian.Uint64(buf[i:])); m != 0 {
				i += bits.TrailingZeros64(m) >> 3
				break
			}
			i += 8
		}
		switch c := buf[i]; {
		case c == '>':
			if escaped {
				return s.escapedIRI(pos, i+1)
			}
			if !absolute(buf[pos+1 : i]) {
				return s.relative(pos + 1)
			}
			return i + 1
		case c == '\\':
			r, n := graph.Unescape(buf[i:])
			if n < 6 {
				return s.Fail(i, `\u and 4 or \U and 8 hexadecimal digits of a character`)
			}
			if r <= 0x7F && graph.IRIForbidden([]byte{byte(r)}) >= 0 {
				return s.FailFound(i, "an escaped "+string(buf[i:i+n]), "a character that an IRI may have")
			}
			s.dirty, escaped = true, true
			i += n
		case c >= utf8.RuneSelf:
			dirty := s.dirty
			if i = s.rune(i); i < 0 {
				return -1
			}
			s.dirty = dirty // nothing but escapes is rewritten in an IRI
		case graph.IRIForbidden(buf[i:i+1]) >= 0:
			return s.Fail(i, `a character of an IRI or its ">"`)
		default:
			i++
		}
	}
}

// absolute tells whether iri starts with a scheme.
func absolute(iri []byte) bool {
	if len(iri) > 6 && string(iri[:4]) == "http" && (iri[4] == ':' || iri[4] == 's' && iri[5] == ':') {
		return true
	}
	return graph.SchemeLen(iri) > 0
}

func (s *Scanner) relative(pos int) int {
	return s.FailFound(pos, "a relative IRI", `an absolute one, such as "https://…"`)
}

// escapedIRI checks the scheme once escapes are resolved.
func (s *Scanner) escapedIRI(pos, end int) int {
	s.scratch = graph.AppendUnescaped(s.scratch[:0], s.buf[pos+1:end-1])
	if !absolute(s.scratch) {
		return s.relative(pos + 1)
	}
	return end
}
