package graph

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"
	"unsafe"

	"github.com/cayleygraph/quad"
)

// Datatypes that have a meaning of their own in the text of a literal.
const (
	xsdString         = "http://www.w3.org/2001/XMLSchema#string"
	rdfLangString     = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
	rdfDirLangString  = "http://www.w3.org/1999/02/22-rdf-syntax-ns#dirLangString"
	tripleOpen        = "<<( "
	tripleClose       = " )>>"
	hexDigits         = "0123456789ABCDEF"
	maxQuotedInErrors = 80 // bytes of a term shown in a message
)

// ErrTerm is wrapped by the errors of [AppendTerm] and [ParseTerm]: the value or
// the text is not an RDF term.
var ErrTerm = errors.New("graph: not a term")

// TripleTerm is an RDF 1.2 triple term, one more kind of [quad.Value]. S is an
// IRI or a blank node, P an IRI, O any term. Triple terms are comparable with ==
// as the other values are.
type TripleTerm struct{ S, P, O quad.Value }

// String returns the canonical text, and for a value that has none (see
// [AppendTerm]) a text for messages alone.
func (t TripleTerm) String() string {
	if text, err := AppendTerm(nil, t); err == nil {
		return string(text)
	}
	return tripleOpen + quad.StringOf(t.S) + " " + quad.StringOf(t.P) + " " + quad.StringOf(t.O) + tripleClose
}

// Native returns the triple term itself: Go has no closer type.
func (t TripleTerm) Native() any { return t }

// AppendTerm appends the canonical N-Triples text of v to dst. It takes IRI,
// BNode, String, LangString and TypedString of package quad with full IRIs, and
// [TripleTerm]; quad's native values (Int, Time, …) are refused, because their
// text is not that of the term they were read from. Language tags become lower
// case. What a strict reader would refuse (a relative IRI, a bad label or tag,
// invalid UTF-8) is an error that wraps [ErrTerm]; dst is then returned as it
// was.
func AppendTerm(dst []byte, v quad.Value) ([]byte, error) {
	out, err := appendTerm(dst, v, 0)
	if err != nil {
		return dst, err
	}
	return out, nil
}

func appendTerm(dst []byte, v quad.Value, depth int) ([]byte, error) {
	switch v := v.(type) {
	case quad.IRI:
		return appendIRI(dst, string(v))
	case quad.BNode:
		if n := LabelLen(bytesOf(string(v))); n == 0 || n != len(v) {
			return nil, fmt.Errorf("%w: blank node label %s", ErrTerm, quoted(string(v)))
		}
		return append(append(dst, "_:"...), v...), nil
	case quad.String:
		return appendQuoted(dst, string(v))
	case quad.LangString:
		return appendLangString(dst, v)
	case quad.TypedString:
		return appendTypedString(dst, v)
	case TripleTerm:
		return appendTriple(dst, v, depth+1)
	case nil:
		return nil, fmt.Errorf("%w: no value", ErrTerm)
	default:
		return nil, fmt.Errorf("%w: value of type %T has no exact text; use a TypedString", ErrTerm, v)
	}
}

func appendIRI(dst []byte, iri string) ([]byte, error) {
	if !ValidIRI(bytesOf(iri)) {
		return nil, fmt.Errorf("%w: IRI %s is relative or malformed", ErrTerm, quoted(iri))
	}
	return append(append(append(dst, '<'), iri...), '>'), nil
}

func appendQuoted(dst []byte, s string) ([]byte, error) {
	if !utf8.ValidString(s) {
		return nil, fmt.Errorf("%w: string %s is not UTF-8", ErrTerm, quoted(s))
	}
	return append(AppendEscaped(append(dst, '"'), bytesOf(s)), '"'), nil
}

func appendLangString(dst []byte, v quad.LangString) ([]byte, error) {
	if n, _ := LanguageLen(bytesOf(v.Lang)); n == 0 || n != len(v.Lang) {
		return nil, fmt.Errorf("%w: language tag %s", ErrTerm, quoted(v.Lang))
	}
	dst, err := appendQuoted(dst, string(v.Value))
	if err != nil {
		return nil, err
	}
	return AppendLower(append(dst, '@'), bytesOf(v.Lang)), nil
}

func appendTypedString(dst []byte, v quad.TypedString) ([]byte, error) {
	dst, err := appendQuoted(dst, string(v.Value))
	if err != nil {
		return nil, err
	}
	switch v.Type {
	case xsdString: // RDF 1.2 N-Triples §4: the datatype is not written
		return dst, nil
	case rdfLangString, rdfDirLangString:
		return nil, fmt.Errorf("%w: datatype <%s> needs a language tag", ErrTerm, string(v.Type))
	}
	return appendIRI(append(dst, "^^"...), string(v.Type))
}

func appendTriple(dst []byte, t TripleTerm, depth int) ([]byte, error) {
	if depth > MaxTripleDepth {
		return nil, fmt.Errorf("%w: triple terms nest deeper than %d", ErrTerm, MaxTripleDepth)
	}
	switch t.S.(type) {
	case quad.IRI, quad.BNode:
	default:
		return nil, fmt.Errorf("%w: subject of a triple term is a %T, expected an IRI or a blank node", ErrTerm, t.S)
	}
	if _, ok := t.P.(quad.IRI); !ok {
		return nil, fmt.Errorf("%w: predicate of a triple term is a %T, expected an IRI", ErrTerm, t.P)
	}
	dst, err := appendTerm(append(dst, tripleOpen...), t.S, depth)
	if err != nil {
		return nil, err
	}
	if dst, err = appendTerm(append(dst, ' '), t.P, depth); err != nil {
		return nil, err
	}
	if dst, err = appendTerm(append(dst, ' '), t.O, depth); err != nil {
		return nil, err
	}
	return append(dst, tripleClose...), nil
}

// AppendLower appends text to dst with ASCII letters in lower case.
func AppendLower(dst, text []byte) []byte {
	for _, c := range text {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

// escapeCare marks the bytes of a lexical form that are escaped, and 0xEF, with
// which U+FFFE and U+FFFF start.
var escapeCare = func() (t [256]bool) {
	for c := 0; c < ' '; c++ {
		t[c] = true
	}
	t['"'], t['\\'], t[0x7F], t[0xEF] = true, true, true, true
	return t
}()

// AppendEscaped appends a lexical form, escaped as canonical N-Triples has it
// (RDF 1.2 N-Triples §4): \b \t \n \f \r \" \\, and \uXXXX for the other
// controls, U+007F and the characters that XML 1.1 does not know (U+FFFE,
// U+FFFF); every other character stands for itself. Quotes around it are the
// caller's.
func AppendEscaped(dst, lexical []byte) []byte {
	from := 0
	for i := 0; i < len(lexical); i++ {
		c := lexical[i]
		if !escapeCare[c] {
			continue
		}
		if c == 0xEF {
			if i+2 < len(lexical) && lexical[i+1] == 0xBF && lexical[i+2] >= 0xBE {
				dst = append(append(dst, lexical[from:i]...), `\uFFF`...)
				dst = append(dst, hexDigits[lexical[i+2]&15])
				i += 2
				from = i + 1
			}
			continue
		}
		dst = append(dst, lexical[from:i]...)
		from = i + 1
		if e := shortEscape(c); e != 0 {
			dst = append(dst, '\\', e)
		} else {
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	return append(dst, lexical[from:]...)
}

// shortEscape returns the letter of the two-character escape of c, or 0.
func shortEscape(c byte) byte {
	switch c {
	case '\b':
		return 'b'
	case '\t':
		return 't'
	case '\n':
		return 'n'
	case '\f':
		return 'f'
	case '\r':
		return 'r'
	case '"', '\\':
		return c
	}
	return 0
}

// quoted shortens a text for a message.
func quoted(s string) string {
	if len(s) > maxQuotedInErrors {
		return fmt.Sprintf("%q… (%d bytes)", s[:maxQuotedInErrors], len(s))
	}
	return fmt.Sprintf("%q", s)
}

// bytesOf returns the bytes of s, not to be written to.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// LiteralParts takes a literal's text apart without copying: the lexical form
// as it is escaped in the text, the datatype IRI without angle brackets (nil
// for a plain or a language-tagged string), and the language tag with its base
// direction, if any (nil if there is none). For a text that is no literal all
// are nil.
func LiteralParts(text []byte) (lexical, datatype, language []byte) {
	if len(text) < 2 || text[0] != '"' {
		return nil, nil, nil
	}
	// Neither an IRI nor a language tag has a quote, so the last one closes.
	end := bytes.LastIndexByte(text, '"')
	if end == 0 {
		return nil, nil, nil
	}
	lexical = text[1:end]
	switch rest := text[end+1:]; {
	case len(rest) > 4 && rest[0] == '^':
		datatype = rest[3 : len(rest)-1]
	case len(rest) > 1 && rest[0] == '@':
		language = rest[1:]
	}
	return lexical, datatype, language
}

// AppendLexical appends the lexical form, unescaped, of a literal's text; for a
// text that is no literal it appends nothing.
func AppendLexical(dst, text []byte) []byte {
	lexical, _, _ := LiteralParts(text)
	return AppendUnescaped(dst, lexical)
}
