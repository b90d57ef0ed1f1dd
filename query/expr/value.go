package expr

import (
	"bytes"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/xsd"
)

// kind tells what a value is.
type kind uint8

const (
	noValue      kind = iota // an error or unbound
	blankNode                //
	iriTerm                  //
	tripleTerm               //
	plainString              // xsd:string: lex
	langString               // with a language tag, and a base direction: lex, lang
	typedValue               // a literal of a known datatype: num
	otherLiteral             // of an unknown datatype, or ill-typed
)

func (k kind) isLiteral() bool { return k >= plainString }

// value is a term or an error. Slices are borrowed from the machine, and valid
// while its row is evaluated, or from the program's constants.
type value struct {
	kind kind
	// id is the term's ID; None for a term that was computed and not interned.
	id graph.ID
	// text is the canonical text, nil where it has not been asked for: then it
	// comes from the ID or from the fields below. Never nil for otherLiteral.
	text []byte
	lex  []byte // of a plainString or langString, unescaped
	lang []byte // of a langString: "fr", "ar--rtl"
	num  xsd.Value
}

var errorValue = &value{}

func (v *value) setNone() { v.kind = noValue }

func (v *value) setID(k kind, id graph.ID, text []byte) {
	v.kind, v.id, v.text = k, id, text
}

func (v *value) setString(lex []byte) {
	v.kind, v.id, v.text, v.lex, v.lang = plainString, graph.None, nil, lex, nil
}

// setLike makes a string with the language tag of another, if it has one.
func (v *value) setLike(lex []byte, like *value) {
	k, lang := like.kind, like.lang // like may be v
	v.setString(lex)
	if k == langString {
		v.kind, v.lang = langString, lang
	}
}

func (v *value) setNumber(n xsd.Value) {
	v.kind, v.id, v.text, v.num = typedValue, graph.None, nil, n
}

// setResult is setNumber for what an operation returned.
func (v *value) setResult(n xsd.Value, err error) {
	if err != nil {
		v.kind = noValue
		return
	}
	v.setNumber(n)
}

func (v *value) setInt(n int64) { v.setNumber(xsd.FromInt(n)) }

func (v *value) setBool(b bool) {
	v.setNumber(xsd.FromBool(b))
	v.id = graph.BooleanID(b)
}

// setText makes the term that text, which is canonical, stands for. The ID may
// be None. lex is where an unescaped lexical form is put; what it grew to is
// returned.
func (v *value) setText(id graph.ID, text, lex []byte) []byte {
	v.id, v.text = id, text
	switch graph.TagOf(text) {
	case graph.TagBlank:
		v.kind = blankNode
	case graph.TagIRI:
		v.kind = iriTerm
	case graph.TagTriple:
		v.kind = tripleTerm
	case graph.TagLiteral:
		return v.setLiteral(text, lex)
	default:
		v.kind = noValue
	}
	return lex
}

func (v *value) setLiteral(text, lex []byte) []byte {
	lexical, datatype, lang := graph.LiteralParts(text)
	if datatype == nil {
		if lang == nil {
			v.kind = plainString
		} else {
			v.kind = langString
		}
		v.lang = lang
		v.lex, lex = unescaped(lexical, lex)
		return lex
	}
	v.kind = otherLiteral
	if d := xsd.DatatypeOf(datatype); d != xsd.None {
		var raw []byte
		raw, lex = unescaped(lexical, lex)
		if n, err := xsd.Parse(d, raw); err == nil {
			v.kind, v.num = typedValue, n
		}
	}
	return lex
}

// unescaped returns the lexical form, appended to buf only where it has escapes.
func unescaped(lexical, buf []byte) (lex, grown []byte) {
	if bytes.IndexByte(lexical, '\\') < 0 {
		return lexical, buf
	}
	start := len(buf)
	buf = graph.AppendUnescaped(buf, lexical)
	return buf[start:len(buf):len(buf)], buf
}

// appendText appends the canonical text of a value that has no text of its own
// and no ID that is needed for it.
func (v *value) appendText(dst []byte) []byte {
	switch v.kind {
	case plainString, langString:
		dst = append(graph.AppendEscaped(append(dst, '"'), v.lex), '"')
		if v.kind == langString {
			dst = append(append(dst, '@'), v.lang...)
		}
	case typedValue:
		dst = append(v.num.Append(append(dst, '"')), `"^^<`...)
		dst = append(append(dst, v.num.Datatype().IRI()...), '>')
	}
	return dst
}

// truth is a boolean of SPARQL's three-valued logic.
type truth uint8

const (
	failed truth = iota // an error
	isFalse
	isTrue
)

func truthOf(b bool) truth {
	if b {
		return isTrue
	}
	return isFalse
}

func (t truth) not() truth {
	switch t {
	case isTrue:
		return isFalse
	case isFalse:
		return isTrue
	}
	return failed
}

// effective returns the effective boolean value (SPARQL 1.2 §17.2.2: an ill-typed
// boolean or number has none, where SPARQL 1.1 took it for false).
func (v *value) effective() truth {
	switch v.kind {
	case plainString:
		return truthOf(len(v.lex) > 0)
	case typedValue:
		if b, ok := v.num.Truth(); ok {
			return truthOf(b)
		}
	}
	return failed
}

// splitLang splits a language tag from its base direction.
func splitLang(tag []byte) (lang, direction []byte) {
	if i := bytes.Index(tag, []byte("--")); i >= 0 {
		return tag[:i], tag[i+2:]
	}
	return tag, nil
}
