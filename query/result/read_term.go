package result

import (
	"encoding/hex"
	"fmt"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// termKind is what a document calls a term.
type termKind uint8

const (
	iriTerm termKind = iota + 1
	blankTerm
	literalTerm
	tripleTerm
)

// rawTerm is a term as a document describes it, its parts unescaped. nil means
// that a part is absent.
type rawTerm struct {
	kind                                 termKind
	value, datatype, language, direction []byte
	// parts are the canonical texts of a triple term.
	subject, predicate, object []byte
}

// append appends the canonical text. The error says what is wrong.
func (t *rawTerm) append(dst []byte) ([]byte, error) {
	switch t.kind {
	case iriTerm:
		return appendIRI(dst, t.value)
	case blankTerm:
		return appendLabel(dst, t.value)
	case literalTerm:
		return t.appendLiteral(dst)
	case tripleTerm:
		return t.appendTriple(dst)
	}
	return dst, fmt.Errorf("a term without a kind")
}

func appendIRI(dst, iri []byte) ([]byte, error) {
	if !graph.ValidIRI(iri) {
		return dst, fmt.Errorf("%.100q is no absolute IRI", iri)
	}
	return append(append(append(dst, '<'), iri...), '>'), nil
}

// appendLabel appends a blank node. Endpoints give labels that RDF syntaxes do
// not have, such as nodeID://b1: those are spelt in hexadecimal digits after xx.
func appendLabel(dst, label []byte) ([]byte, error) {
	if len(label) == 0 {
		return dst, fmt.Errorf("a blank node without a label")
	}
	dst = append(dst, "_:"...)
	if n := graph.LabelLen(label); n == len(label) && (n < 2 || label[0] != 'x' || label[1] != 'x') {
		return append(dst, label...), nil
	}
	return hex.AppendEncode(append(dst, "xx"...), label), nil
}

func (t *rawTerm) appendLiteral(dst []byte) ([]byte, error) {
	if !utf8.Valid(t.value) {
		return dst, fmt.Errorf("a literal is not UTF-8")
	}
	dst = append(graph.AppendEscaped(append(dst, '"'), t.value), '"')
	switch {
	case t.language != nil:
		return t.appendLanguage(dst)
	case t.direction != nil:
		return dst, fmt.Errorf("a base direction without a language")
	case t.datatype == nil || string(t.datatype) == vocab.XSDString:
		return dst, nil
	case string(t.datatype) == vocab.RDFLangString || string(t.datatype) == vocab.RDFDirLangString:
		return dst, fmt.Errorf("the datatype %s without a language", t.datatype)
	}
	return appendIRI(append(dst, "^^"...), t.datatype)
}

func (t *rawTerm) appendLanguage(dst []byte) ([]byte, error) {
	want := vocab.RDFLangString
	tag := t.language
	if t.direction != nil {
		want = vocab.RDFDirLangString
		tag = append(append(append([]byte(nil), tag...), "--"...), t.direction...)
	}
	if t.datatype != nil && string(t.datatype) != want {
		return dst, fmt.Errorf("the datatype %.100q with a language", t.datatype)
	}
	if n, _ := graph.LanguageLen(tag); n == 0 || n != len(tag) {
		return dst, fmt.Errorf("%.100q is no language tag", tag)
	}
	if _, already := splitDirection(t.language); already != nil {
		return dst, fmt.Errorf("%.100q is no language tag", t.language)
	}
	return graph.AppendLower(append(dst, '@'), tag), nil
}

func (t *rawTerm) appendTriple(dst []byte) ([]byte, error) {
	switch {
	case t.subject == nil || t.predicate == nil || t.object == nil:
		return dst, fmt.Errorf("a triple without a subject, a predicate or an object")
	case t.subject[0] != '_' && graph.TagOf(t.subject) != graph.TagIRI:
		return dst, fmt.Errorf("the subject of a triple is no IRI and no blank node")
	case graph.TagOf(t.predicate) != graph.TagIRI:
		return dst, fmt.Errorf("the predicate of a triple is no IRI")
	}
	dst = append(append(dst, "<<( "...), t.subject...)
	dst = append(append(dst, ' '), t.predicate...)
	dst = append(append(dst, ' '), t.object...)
	return append(dst, " )>>"...), nil
}
