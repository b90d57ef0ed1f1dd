package scan

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph"
)

// Datatypes with a meaning of their own, as they stand in the text.
const (
	xsdString     = "<http://www.w3.org/2001/XMLSchema#string>"
	langString    = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>"
	dirLangString = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#dirLangString>"
)

// stringStops marks, exactly up to the first mark, the bytes of a string that
// need a look: controls, '"', '\', DEL, and non-ASCII.
func stringStops(x uint64) uint64 {
	return ((x-0x20*ones)&^x | zero(x^0x22*ones) | zero(x^0x5C*ones) | zero(x^0x7F*ones) | x) & highs
}

// String reads STRING_LITERAL_QUOTE and returns the offset after its closing
// quote.
func (s *Scanner) String(pos int) int {
	buf := s.buf
	i := pos + 1
	for {
		for i+8 <= len(buf) {
			if m := stringStops(binary.LittleEndian.Uint64(buf[i:])); m != 0 {
				i += bits.TrailingZeros64(m) >> 3
				break
			}
			i += 8
		}
		for buf[i] >= utf8.RuneSelf {
			if c := buf[i]; c >= 0xC2 && c <= 0xDF && buf[i+1]&0xC0 == 0x80 {
				i += 2
			} else if i = s.rune(i); i < 0 {
				return -1
			}
		}
		switch c := buf[i]; {
		case c == '"':
			return i + 1
		case c == '\\':
			n := s.escape(i)
			if n == 0 {
				return s.Fail(i, `an escape: \t \b \n \r \f \" \' \\ \uXXXX or \UXXXXXXXX of a character`)
			}
			i += n
		case c == '\n' || c == '\r':
			return s.Fail(i, `'"' at the end of a literal`)
		case c < ' ' || c == 0x7F:
			s.dirty = true
			i++
		default:
			i++
		}
	}
}

// escape returns the length of the escape at pos, 0 if it is none.
func (s *Scanner) escape(pos int) int {
	text := s.buf[pos:]
	r, n := graph.Unescape(text)
	switch {
	case n == 0:
		return 0
	case n == 2: // \' alone is not canonical
		s.dirty = s.dirty || text[1] == '\''
	case plain(r):
		s.dirty = true
	default:
		var char [utf8.UTFMax]byte
		var canonical [8]byte
		if !bytes.Equal(graph.AppendEscaped(canonical[:0], utf8.AppendRune(char[:0], r)), text[:n]) {
			s.dirty = true
		}
	}
	return n
}

// plain tells whether r, surely, stands for itself in canonical text.
func plain(r rune) bool {
	return r >= 0x80 && r != 0xFFFE && r != 0xFFFF || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z'
}

// literal reads a literal with its language tag or datatype, before which white
// space may stand.
func (s *Scanner) literal(pos int) int {
	end := s.String(pos)
	if end < 0 {
		return -1
	}
	next := s.Space(end)
	switch s.buf[next] {
	case '@':
		n, upper := graph.LanguageLen(s.buf[next+1:])
		if n == 0 {
			return s.Fail(next+1, "a language tag, such as en-gb, with --ltr or --rtl for a direction")
		}
		s.dirty = s.dirty || upper || next != end
		return next + 1 + n
	case '^':
		if s.buf[next+1] != '^' {
			return s.Fail(next+1, `"^^" before a datatype`)
		}
		at := s.Space(next + 2)
		s.dirty = s.dirty || next != end || at != next+2
		return s.readDatatype(at)
	}
	return end
}

// readDatatype reads the IRI of a datatype. The last one is remembered if it is
// an ordinary one.
func (s *Scanner) readDatatype(pos int) int {
	if n := len(s.datatype); n > 0 && n <= len(s.buf)-pos && string(s.buf[pos:pos+n]) == string(s.datatype) {
		return pos + n
	}
	if s.buf[pos] != '<' {
		return s.Fail(pos, `"<" of a datatype's IRI`)
	}
	end := s.iri(pos)
	if end < 0 {
		return -1
	}
	iri := s.buf[pos:end]
	escaped := bytes.IndexByte(iri, '\\') >= 0
	if escaped {
		s.scratch = graph.AppendUnescaped(s.scratch[:0], iri)
		iri = s.scratch
	}
	switch string(iri) {
	case xsdString:
		s.dirty = true
	case langString, dirLangString:
		return s.FailFound(pos, "datatype "+string(iri), "another one, or a language tag instead")
	default:
		if !escaped {
			s.datatype = iri
		}
	}
	return end
}

// triple reads a triple term.
func (s *Scanner) triple(pos, depth int) int {
	if s.buf[pos+2] != '(' {
		return s.Fail(pos+2, `"(" of a triple term "<<( … )>>"`)
	}
	if depth > graph.MaxTripleDepth {
		return s.FailFound(pos, "a triple term too deep within others", "less nesting")
	}
	at := s.gap(pos + 3)
	end := -1
	switch s.buf[at] {
	case '<':
		end = s.iri(at)
	case '_':
		end = s.blank(at)
	default:
		return s.Fail(at, "a subject of a triple term: an IRI or a blank node")
	}
	if end < 0 {
		return -1
	}
	if at = s.gap(end); s.buf[at] != '<' {
		return s.Fail(at, `"<" of the predicate's IRI in a triple term`)
	}
	if end = s.iri(at); end < 0 {
		return -1
	}
	at = s.gap(end)
	if s.buf[at] == '<' && s.buf[at+1] == '<' {
		end = s.triple(at, depth+1)
	} else {
		end = s.simple(at)
	}
	if end < 0 {
		return -1
	}
	if at = s.gap(end); !s.Has(at, ")>>") {
		return s.Fail(at, `")>>" of a triple term`)
	}
	return at + 3
}

// gap reads the white space between the parts of a triple term, which is one
// space in canonical text.
func (s *Scanner) gap(pos int) int {
	at := s.Space(pos)
	if at != pos+1 || s.buf[pos] != ' ' {
		s.dirty = true
	}
	return at
}

// simple reads a term that is no triple term.
func (s *Scanner) simple(pos int) int {
	switch s.buf[pos] {
	case '"':
		return s.literal(pos)
	case '<':
		return s.iri(pos)
	case '_':
		return s.blank(pos)
	}
	return s.Fail(pos, "an object: an IRI, a blank node, a literal or a triple term")
}

// rewrite appends the canonical text of the well-formed term at pos and returns
// the offset after the term.
func (s *Scanner) rewrite(dst []byte, pos int) ([]byte, int) {
	switch {
	case s.buf[pos] == '"':
		return s.rewriteLiteral(dst, pos)
	case s.buf[pos] == '_':
		end := s.blank(pos)
		return append(dst, s.buf[pos:end]...), end
	case s.buf[pos+1] != '<':
		end := s.iri(pos)
		return graph.AppendUnescaped(dst, s.buf[pos:end]), end
	}
	pos += 3
	dst = append(dst, "<<("...)
	for range 3 {
		dst, pos = s.rewrite(append(dst, ' '), s.Space(pos))
	}
	return append(dst, " )>>"...), s.Space(pos) + 3
}

func (s *Scanner) rewriteLiteral(dst []byte, pos int) ([]byte, int) {
	end := s.String(pos)
	dst = append(dst, '"')
	for lexical := s.buf[pos+1 : end-1]; ; {
		n := bytes.IndexByte(lexical, '\\')
		if n < 0 {
			dst = graph.AppendEscaped(dst, lexical)
			break
		}
		if n > 0 {
			dst = graph.AppendEscaped(dst, lexical[:n])
		}
		r, size := graph.Unescape(lexical[n:])
		lexical = lexical[n+size:]
		if plain(r) {
			dst = utf8.AppendRune(dst, r)
			continue
		}
		var char [utf8.UTFMax]byte
		dst = graph.AppendEscaped(dst, utf8.AppendRune(char[:0], r))
	}
	dst = append(dst, '"')
	next := s.Space(end)
	switch s.buf[next] {
	case '@':
		n, _ := graph.LanguageLen(s.buf[next+1:])
		return graph.AppendLower(dst, s.buf[next:next+1+n]), next + 1 + n
	case '^':
		at := s.Space(next + 2)
		end = s.iri(at)
		from := len(dst)
		dst = graph.AppendUnescaped(append(dst, "^^"...), s.buf[at:end])
		if string(dst[from+2:]) == xsdString {
			dst = dst[:from]
		}
	}
	return dst, end
}
