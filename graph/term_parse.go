package graph

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// ParseTerm returns the value of a canonical text, the inverse of [AppendTerm].
// The value shares no memory with text. A text that no term has is an error
// that wraps [ErrTerm]; a text that is well formed but not canonical is not
// always found out, for that see package graph/codec/nquads.
func ParseTerm(text []byte) (quad.Value, error) {
	switch TagOf(text) {
	case TagBlank:
		return parseBNode(text)
	case TagLiteral:
		return parseLiteral(text)
	case TagTriple:
		v, rest, err := parseTriple(text, 1)
		if err == nil && len(rest) > 0 {
			err = fmt.Errorf("%w: %s after a triple term", ErrTerm, quoted(string(rest)))
		}
		if err != nil {
			return nil, err
		}
		return v, nil
	case TagIRI:
		return parseIRI(text)
	}
	return nil, fmt.Errorf("%w: empty text", ErrTerm)
}

func parseIRI(text []byte) (quad.Value, error) {
	n := len(text)
	if n < 3 || text[0] != '<' || text[n-1] != '>' || !ValidIRI(text[1:n-1]) {
		return nil, fmt.Errorf("%w: IRI %s", ErrTerm, quoted(string(text)))
	}
	return quad.IRI(text[1 : n-1]), nil
}

func parseBNode(text []byte) (quad.Value, error) {
	if len(text) < 3 || text[1] != ':' || LabelLen(text[2:]) != len(text)-2 {
		return nil, fmt.Errorf("%w: blank node %s", ErrTerm, quoted(string(text)))
	}
	return quad.BNode(text[2:]), nil
}

func parseLiteral(text []byte) (quad.Value, error) {
	end := literalEnd(text)
	if end < 0 {
		return nil, fmt.Errorf("%w: literal %s", ErrTerm, quoted(string(text)))
	}
	value, err := parseLexical(text[1:end])
	if err != nil {
		return nil, err
	}
	rest := text[end+1:]
	switch {
	case len(rest) == 0:
		return value, nil
	case rest[0] == '@':
		if n, upper := LanguageLen(rest[1:]); n == 0 || n != len(rest)-1 || upper {
			return nil, fmt.Errorf("%w: language tag %s", ErrTerm, quoted(string(rest)))
		}
		return quad.LangString{Value: value, Lang: string(rest[1:])}, nil
	case len(rest) > 2 && rest[0] == '^' && rest[1] == '^':
		v, err := parseIRI(rest[2:])
		if err != nil {
			return nil, err
		}
		iri := v.(quad.IRI)
		if iri == xsdString || iri == rdfLangString || iri == rdfDirLangString {
			return nil, fmt.Errorf("%w: datatype <%s> in a canonical text", ErrTerm, string(iri))
		}
		return quad.TypedString{Value: value, Type: iri}, nil
	}
	return nil, fmt.Errorf("%w: %s after a literal", ErrTerm, quoted(string(rest)))
}

// literalEnd returns the offset of the quote that closes the literal that text
// starts with, or -1.
func literalEnd(text []byte) int {
	if len(text) == 0 || text[0] != '"' {
		return -1
	}
	for i := 1; i < len(text); {
		n := bytes.IndexByte(text[i:], '"')
		if n < 0 {
			return -1
		}
		quote := i + n
		// An odd run of backslashes escapes the quote.
		run := quote
		for run > i && text[run-1] == '\\' {
			run--
		}
		if (quote-run)%2 == 0 {
			return quote
		}
		i = quote + 1
	}
	return -1
}

func parseLexical(escaped []byte) (quad.String, error) {
	if !utf8.Valid(escaped) {
		return "", fmt.Errorf("%w: literal %s is not UTF-8", ErrTerm, quoted(string(escaped)))
	}
	if bytes.IndexByte(escaped, '\\') < 0 {
		return quad.String(escaped), nil
	}
	for i := 0; i < len(escaped); i++ {
		if escaped[i] != '\\' {
			continue
		}
		_, n := Unescape(escaped[i:])
		if n == 0 {
			return "", fmt.Errorf("%w: escape in literal %s", ErrTerm, quoted(string(escaped)))
		}
		i += n - 1
	}
	return quad.String(AppendUnescaped(nil, escaped)), nil
}

// AppendUnescaped appends escaped with its escapes (ECHAR and UCHAR of RDF 1.2
// N-Triples §7) replaced by what they stand for. A backslash that starts no
// escape, which a canonical text does not have, stands for itself.
func AppendUnescaped(dst, escaped []byte) []byte {
	for {
		i := bytes.IndexByte(escaped, '\\')
		if i < 0 {
			return append(dst, escaped...)
		}
		dst = append(dst, escaped[:i]...)
		r, n := Unescape(escaped[i:])
		if n == 0 {
			r, n = '\\', 1
		}
		dst = utf8.AppendRune(dst, r)
		escaped = escaped[i+n:]
	}
}

// Unescape decodes the escape (ECHAR or UCHAR) that text starts with and returns
// its length in bytes, 0 if it is none. Surrogates are no characters.
func Unescape(text []byte) (r rune, n int) {
	if len(text) < 2 {
		return 0, 0
	}
	switch text[1] {
	case 't':
		return '\t', 2
	case 'b':
		return '\b', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 'f':
		return '\f', 2
	case '"', '\'', '\\':
		return rune(text[1]), 2
	case 'u':
		return unescapeHex(text, 6)
	case 'U':
		return unescapeHex(text, 10)
	}
	return 0, 0
}

// unescapeHex decodes the hexadecimal digits of a UCHAR of n bytes. Surrogates
// and numbers beyond U+10FFFF are no characters.
func unescapeHex(text []byte, n int) (rune, int) {
	if len(text) < n {
		return 0, 0
	}
	var r uint32
	for _, c := range text[2:n] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		default:
			return 0, 0
		}
		r = r<<4 | uint32(c)
	}
	if r > utf8.MaxRune || !utf8.ValidRune(rune(r)) {
		return 0, 0
	}
	return rune(r), n
}

// parseTriple reads the triple term that text starts with and returns what
// follows it.
func parseTriple(text []byte, depth int) (TripleTerm, []byte, error) {
	s, p, o, rest, ok := cutTriple(text)
	if depth > MaxTripleDepth {
		return TripleTerm{}, nil, fmt.Errorf("%w: triple terms nest deeper than %d", ErrTerm, MaxTripleDepth)
	}
	if !ok {
		return TripleTerm{}, nil, fmt.Errorf("%w: triple term %s", ErrTerm, quoted(string(text)))
	}
	var t TripleTerm
	var err error
	if s[0] == '_' {
		t.S, err = parseBNode(s)
	} else {
		t.S, err = parseIRI(s)
	}
	if err != nil {
		return TripleTerm{}, nil, err
	}
	if t.P, err = parseIRI(p); err != nil {
		return TripleTerm{}, nil, err
	}
	if TagOf(o) == TagTriple {
		// o reaches to the outer end: what follows the inner term closes this one.
		t.O, o, err = parseTriple(o, depth+1)
		if err != nil {
			return TripleTerm{}, nil, err
		}
		if !bytes.HasPrefix(o, []byte(tripleClose)) {
			return TripleTerm{}, nil, fmt.Errorf("%w: %s after the object of a triple term", ErrTerm, quoted(string(o)))
		}
		return t, o[len(tripleClose):], nil
	}
	if t.O, err = ParseTerm(o); err != nil {
		return TripleTerm{}, nil, err
	}
	return t, rest, nil
}

// TripleParts takes the text of a triple term apart without copying. ok is
// false for any other text.
func TripleParts(text []byte) (s, p, o []byte, ok bool) {
	s, p, o, rest, ok := cutTriple(text)
	if !ok || TagOf(o) != TagTriple {
		return s, p, o, ok && len(rest) == 0
	}
	if !bytes.HasSuffix(o, []byte(tripleClose)) {
		return nil, nil, nil, false
	}
	return s, p, o[:len(o)-len(tripleClose)], true
}

// cutTriple finds the terms of the triple term that text starts with. If the
// object is a triple term too, o is all that follows the predicate, because its
// end is known only once it is read.
func cutTriple(text []byte) (s, p, o, rest []byte, ok bool) {
	if !bytes.HasPrefix(text, []byte(tripleOpen)) {
		return nil, nil, nil, nil, false
	}
	text = text[len(tripleOpen):]
	s, text, _ = bytes.Cut(text, []byte(" "))
	p, text, _ = bytes.Cut(text, []byte(" "))
	if len(s) == 0 || len(p) == 0 || len(text) == 0 {
		return nil, nil, nil, nil, false
	}
	if TagOf(text) == TagTriple {
		return s, p, text, nil, true
	}
	end := 0
	if text[0] == '"' {
		if end = literalEnd(text); end < 0 {
			return nil, nil, nil, nil, false
		}
	}
	n := bytes.IndexByte(text[end:], ' ') // no space within what is left of a term
	if n < 0 || !bytes.HasPrefix(text[end+n:], []byte(tripleClose)) {
		return nil, nil, nil, nil, false
	}
	end += n
	return s, p, text[:end], text[end+len(tripleClose):], true
}
