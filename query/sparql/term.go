package sparql

import (
	"strconv"
	"strings"
	"unsafe"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/algebra"
)

// What messages call things that are more than a token.
const (
	expectIRI      = "an IRI or a prefixed name"
	expectNode     = "a variable, an IRI, a literal or a blank node"
	expectVerb     = "a predicate"
	expectPath     = "a property path"
	expectTriple   = "a triple pattern"
	expectFunction = "a function"
	expectExpr     = "an expression"
	expectLiteral  = "a literal"
)

const rdfType = "<" + vocab.RDFType + ">"

// blankName returns a name such as _:b7.
func blankName(kind byte, n int) algebra.Var {
	buf := make([]byte, 0, 8)
	buf = append(buf, '_', ':', kind)
	return algebra.Var(strconv.AppendInt(buf, int64(n), 10))
}

// bytesOf returns the bytes of s, not to be written to.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

func (p *parser) isIRI() bool { return p.tok.kind == tokIRI || p.tok.kind == tokPrefixed }

// iri reads an IRI or a prefixed name and returns its canonical text.
func (p *parser) iri() string {
	switch p.tok.kind {
	case tokIRI:
		return p.iriRef()
	case tokPrefixed:
		return p.prefixed()
	}
	p.unexpected(expectIRI)
	return ""
}

func (p *parser) iriRef() string {
	t := p.tok
	text := p.text()
	p.advance()
	if !t.escaped && graph.SchemeLen(bytesOf(text[1:])) > 0 {
		return text // an absolute IRI is its own text, dot segments included
	}
	ref := bytesOf(text[1 : len(text)-1])
	if t.escaped {
		var ok bool
		if ref, ok = p.unescape(t.start+1, text[1:len(text)-1], false); !ok {
			return ""
		}
		if n := graph.IRIForbidden(ref); n >= 0 {
			p.failAt(t.start, "an escape in the IRI stands for a character that no IRI may have")
			return ""
		}
		if graph.SchemeLen(ref) > 0 {
			return "<" + string(ref) + ">"
		}
	}
	out, err := p.base.AppendResolve([]byte{'<'}, ref)
	if err != nil {
		p.failHint(t.start, "the IRI "+quoteFound(text)+" is relative and there is no base",
			"write it in full or declare BASE <…>")
		return ""
	}
	return string(append(out, '>'))
}

func (p *parser) prefixed() string {
	t := p.tok
	text := p.text()
	if term, ok := p.terms[text]; ok {
		p.advance()
		return term
	}
	prefix, local := p.lex.src[t.start:t.colon], p.lex.src[t.colon+1:t.end]
	namespace, ok := p.prefixes[prefix]
	if !ok {
		p.failHint(t.start, "the prefix "+prefix+": is not declared", p.prefixHint(prefix, local))
		return ""
	}
	p.advance()
	if t.escaped {
		var b strings.Builder
		for i := 0; i < len(local); i++ {
			if local[i] == '\\' {
				i++
			}
			b.WriteByte(local[i])
		}
		local = b.String()
	}
	term := "<" + namespace + local + ">"
	if p.terms == nil {
		p.terms = make(map[string]string)
	}
	p.terms[text] = term
	return term
}

// varName reads a variable.
func (p *parser) varName() algebra.Var {
	if p.tok.kind != tokVar {
		p.unexpected(kindNames[tokVar])
		return ""
	}
	v := algebra.Var(p.lex.src[p.tok.start+1 : p.tok.end])
	p.advance()
	return v
}

// unescape decodes the escapes of a string (all) or of an IRI (codepoints
// alone). The result is borrowed until the next call.
func (p *parser) unescape(at int, s string, all bool) ([]byte, bool) {
	out := p.scratch[:0]
	for i := 0; i < len(s); {
		n := strings.IndexByte(s[i:], '\\')
		if n < 0 {
			out = append(out, s[i:]...)
			break
		}
		out = append(out, s[i:i+n]...)
		i += n
		r, size := graph.Unescape(bytesOf(s[i:]))
		if size == 0 || !all && size == 2 {
			p.failExpected(at+i, quoteFound(s[i:min(len(s), i+2)]), "", escapesOf(s[i:], all))
			return nil, false
		}
		out = append(out, string(r)...)
		i += size
	}
	p.scratch = out
	return out, true
}

// escapesOf says what could have stood in place of a bad escape.
func escapesOf(s string, all bool) string {
	if len(s) > 1 && (s[1] == 'u' || s[1] == 'U') {
		return `\u and 4 or \U and 8 hexadecimal digits of a character (surrogates are none)`
	}
	if all {
		return `an escape: \t \b \n \r \f \\ \" \' \uXXXX or \UXXXXXXXX`
	}
	return `an escape: \uXXXX or \UXXXXXXXX`
}

func (p *parser) isString() bool { return p.tok.kind == tokString || p.tok.kind == tokLongString }

// stringValue reads a string and returns it unescaped, borrowed until the next
// call.
func (p *parser) stringValue() []byte {
	if !p.isString() {
		p.unexpected(kindNames[tokString])
		return nil
	}
	quotes := 1
	if p.tok.kind == tokLongString {
		quotes = 3
	}
	at := p.tok.start + quotes
	s := p.lex.src[at : p.tok.end-quotes]
	escaped := p.tok.escaped
	if !escaped {
		p.scratch = append(p.scratch[:0], s...)
		p.advance()
		return p.scratch
	}
	value, _ := p.unescape(at, s, true)
	if p.err == nil {
		p.advance()
	}
	return value
}

// literal reads RDFLiteral and returns its canonical text.
func (p *parser) literal() string {
	t := p.tok
	var text string
	if t.plain {
		text = p.text()
		p.advance()
	} else {
		value := p.stringValue()
		buf := append(make([]byte, 0, len(value)+8), '"')
		text = string(append(graph.AppendEscaped(buf, value), '"'))
	}
	switch p.tok.kind {
	case tokLang:
		tag := bytesOf(p.lex.src[p.tok.start+1 : p.tok.end])
		n, upperCase := graph.LanguageLen(tag)
		if n != len(tag) {
			p.failAt(p.tok.start, quoteFound(p.text())+" is no language tag: subtags have 1 to 8 letters or digits, the direction is --ltr or --rtl")
			return ""
		}
		if upperCase {
			tag = graph.AppendLower(nil, tag)
		}
		p.advance()
		return text + "@" + string(tag)
	case tokTypeCaret:
		p.advance()
		at := p.tok.start
		datatype := p.iri()
		switch datatype {
		case "<" + vocab.XSDString + ">":
			return text
		case "<" + vocab.RDFLangString + ">", "<" + vocab.RDFDirLangString + ">":
			p.failAt(at, "a literal of datatype "+datatype+" needs a language tag")
		}
		return text + "^^" + datatype
	}
	return text
}

// signed tells whether the next token is the sign of a number that follows at
// once.
func (p *parser) signed() bool {
	if p.tok.kind != tokPlus && p.tok.kind != tokMinus {
		return false
	}
	next := p.lex.at(p.tok.end)
	return isDigit(next) || next == '.' && isDigit(p.lex.at(p.tok.end+1))
}

func (p *parser) isNumber() bool {
	return p.tok.kind >= tokInteger && p.tok.kind <= tokDouble || p.signed()
}

// number reads a numeric literal with its sign, if it has one.
func (p *parser) number() string {
	start := p.tok.start
	if p.signed() {
		p.advance()
	}
	lexical := p.lex.src[start:p.tok.end]
	datatype := `"^^<` + vocab.XSDInteger + ">"
	switch p.tok.kind {
	case tokDecimal:
		datatype = `"^^<` + vocab.XSDDecimal + ">"
	case tokDouble:
		datatype = `"^^<` + vocab.XSDDouble + ">"
	}
	p.advance()
	return `"` + lexical + datatype
}

// isLiteral tells whether a literal is next.
func (p *parser) isLiteral() bool {
	return p.isString() || p.isNumber() || p.is(kwTrue) || p.is(kwFalse)
}

// anyLiteral reads a string, a number or a boolean.
func (p *parser) anyLiteral() string {
	switch {
	case p.isString():
		return p.literal()
	case p.isNumber():
		return p.number()
	case p.acceptWord(kwTrue):
		return `"true"^^<` + vocab.XSDBoolean + ">"
	case p.acceptWord(kwFalse):
		return `"false"^^<` + vocab.XSDBoolean + ">"
	}
	p.unexpected(expectLiteral)
	return ""
}

// dataValue reads DataBlockValue: a constant or, where it is allowed, UNDEF,
// which is "".
func (p *parser) dataValue(undef bool) string {
	switch {
	case p.isIRI():
		return p.iri()
	case p.isLiteral():
		return p.anyLiteral()
	case p.tok.kind == tokTripleOpen:
		return p.tripleData()
	case undef && p.acceptWord(kwUndef):
		return ""
	}
	expected := []string{expectIRI, expectLiteral, "a triple term without variables"}
	if undef {
		expected = append(expected, "UNDEF")
	}
	p.unexpected(expected...)
	return ""
}

// tripleData reads TripleTermData.
func (p *parser) tripleData() string {
	p.enter()
	defer p.leave()
	at := p.tok.start
	p.expect(tokTripleOpen)
	s := p.iri()
	predicate := rdfType
	if !p.acceptWord(kwA) {
		predicate = p.iri()
	}
	o := p.dataValue(false)
	p.expect(tokTripleClose)
	if p.err != nil {
		return ""
	}
	n := algebra.TripleNode(algebra.Triple{S: algebra.Node{Term: s}, P: algebra.Node{Term: predicate}, O: algebra.Node{Term: o}})
	if n.Term == "" {
		p.failAt(at, "triple terms nest deeper than "+strconv.Itoa(graph.MaxTripleDepth))
	}
	return n.Term
}
