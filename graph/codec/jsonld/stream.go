package jsonld

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// StreamWriter writes a dataset as one JSON-LD document as statements come, in one
// pass and with memory for a node at most: consecutive statements with the same
// graph and subject become one node object. A node that comes again becomes
// another object with the same @id, which JSON-LD takes for the same node. Lists
// stay cells with rdf:first and rdf:rest; [Writer] puts them together. What
// [Reader] makes of the document are the statements that were written.
//
//	{"@context":{…},"@graph":[
//	{"@id":"u:a","schema:name":"Anna"},
//	{"@id":"u:graph","@graph":[
//	{"@id":"u:b","schema:knows":[{"@id":"u:a"},{"@id":"u:c"}]}]}
//	]}
type StreamWriter struct {
	w        io.Writer
	err      error
	buf      []byte
	prefixes []prefixText // the longest namespace first
	declared []vocab.Prefix

	begun   bool
	first   bool   // nothing stands in the innermost array
	inGraph bool   // within a graph object
	bareG   bool   // the graph has no context
	open    bool   // a node object has been begun
	bare    bool   // it has no context, so that IRIs stand in full
	many    bool   // the last property has an array
	s, p, g []byte // of the last statement
	valueAt int    // where the last property's first value starts in buf

	seen     []byte   // predicates of the node, one after another
	seenEnds []int    // where they end
	compact  iriTexts // predicates, types and datatypes
}

// prefixText is a prefix as it is written and a namespace as it stands in texts.
type prefixText struct {
	name      string // with ":" behind it
	namespace string // with "<" before it
}

// iriTexts keeps the short forms of IRIs that come often.
type iriTexts map[string]string

const (
	mostTexts      = 4096 // short forms that are kept
	mostPredicates = 64   // of one node object
)

// NewStreamWriter writes to w, which it does not close. The caller calls
// [StreamWriter.Close] at the end. prefixes shorten IRIs; a malformed or repeated
// one is the error of the first call.
func NewStreamWriter(w io.Writer, prefixes []vocab.Prefix) *StreamWriter {
	out := &StreamWriter{w: w, err: WriterOptions{Prefixes: prefixes}.Validate(), declared: prefixes, compact: iriTexts{}, first: true}
	for _, p := range prefixes {
		out.prefixes = append(out.prefixes, prefixText{p.Name + ":", "<" + p.Namespace})
	}
	slices.SortStableFunc(out.prefixes, func(a, b prefixText) int { return len(b.namespace) - len(a.namespace) })
	return out
}

// WritePatch writes the statements that a batch adds. One that is deleted is
// [ErrDelete].
func (w *StreamWriter) WritePatch(b *graph.PatchBatch) error {
	for i := range b.Changes {
		c := &b.Changes[i]
		if c.Op != graph.Add {
			return fmt.Errorf("%w: %.200s %.200s", ErrDelete, c.S, c.P)
		}
		if err := w.Write(c.S, c.P, c.O, c.G); err != nil {
			return err
		}
	}
	return w.err
}

// Write writes a statement, given by canonical texts; an empty g is the default
// graph. Errors of the output stay; one about a statement that JSON-LD cannot say
// leaves the writer as it was.
func (w *StreamWriter) Write(s, p, o, g []byte) error {
	if w.err != nil {
		return w.err
	}
	if !w.open || !bytes.Equal(s, w.s) || !bytes.Equal(g, w.g) {
		if err := errJoin(sayable(s), sayable(p), sayable(o), sayable(g)); err != nil {
			return err
		}
	} else if err := errJoin(sayable(p), sayable(o)); err != nil {
		return err
	}
	w.begin()
	if !bytes.Equal(g, w.g) {
		w.endGraph()
		w.beginGraph(g)
	}
	if !w.open || !bytes.Equal(s, w.s) || !w.bare && w.clash(s, p, o) {
		w.endNode()
		w.beginNode(s, w.bareG || w.clash(s, p, o))
	}
	if !w.property(p, o) {
		// The property has been written before: the node is begun anew.
		bare := w.bare
		w.endNode()
		w.beginNode(s, bare)
		w.property(p, o)
	}
	if len(w.buf) >= writeSize {
		w.endNode()
		w.flush()
	}
	return w.err
}

// errJoin returns the first error.
func errJoin(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// sayable checks that JSON-LD has words for a term.
func sayable(text []byte) error {
	if len(text) == 0 {
		return nil
	}
	id := text
	switch text[0] {
	case '"':
		if text[len(text)-1] != '>' {
			return nil
		}
		_, id, _ = graph.LiteralParts(text)
	case '<':
		if graph.TagOf(text) == graph.TagTriple {
			return fmt.Errorf("%w: %.200s", ErrTripleTerm, text)
		}
	}
	if i := bytes.IndexByte(id, '#'); i >= 0 && bytes.IndexByte(id[i+1:], '#') >= 0 {
		return fmt.Errorf("%w: %.200s", ErrIRI, id)
	}
	return nil
}

// begin writes the start of the document.
func (w *StreamWriter) begin() {
	if w.begun {
		return
	}
	w.begun = true
	w.buf = append(w.buf, `{"@context":{`...)
	for i, p := range w.declared {
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		w.buf = appendString(w.buf, p.Name)
		w.buf = appendString(append(w.buf, `:{"@id":`...), p.Namespace)
		w.buf = append(w.buf, `,"@prefix":true}`...)
	}
	w.buf = append(w.buf, `},"@graph":[`...)
}

// next separates the items of an array.
func (w *StreamWriter) next() {
	if !w.first {
		w.buf = append(w.buf, ',')
	}
	w.first = false
	w.buf = append(w.buf, '\n')
}

func (w *StreamWriter) beginGraph(g []byte) {
	w.g = append(w.g[:0], g...)
	if len(g) == 0 {
		return
	}
	w.next()
	w.bareG = w.clashes(g)
	w.buf = append(w.buf, '{')
	if w.bareG {
		w.buf = append(w.buf, `"@context":null,`...)
	}
	w.buf = w.name(append(w.buf, `"@id":`...), g, w.bareG)
	w.buf = append(w.buf, `,"@graph":[`...)
	w.inGraph, w.first = true, true
}

func (w *StreamWriter) endGraph() {
	w.endNode()
	if w.inGraph {
		w.buf = append(w.buf, "]}"...)
		w.first = false
	}
	w.inGraph, w.bareG = false, false
}

func (w *StreamWriter) beginNode(s []byte, bare bool) {
	w.next()
	w.buf = append(w.buf, '{')
	if bare && !w.bareG {
		w.buf = append(w.buf, `"@context":null,`...)
	}
	w.buf = w.name(append(w.buf, `"@id":`...), s, bare)
	w.s = append(w.s[:0], s...)
	w.p, w.seen, w.seenEnds = w.p[:0], w.seen[:0], w.seenEnds[:0]
	w.open, w.bare, w.many = true, bare, false
}

func (w *StreamWriter) endNode() {
	if !w.open {
		return
	}
	if w.many {
		w.buf = append(w.buf, ']')
	}
	w.buf = append(w.buf, '}')
	w.open, w.many = false, false
}

// property writes a predicate and an object. It returns false for a predicate
// that the node object has already.
func (w *StreamWriter) property(p, o []byte) bool {
	isType := string(p) == rdfTypeText && o[0] != '"' // a literal is no @type
	if isType {
		p = typeKey
	}
	if bytes.Equal(p, w.p) {
		if !w.many {
			w.buf = slices.Insert(w.buf, w.valueAt, '[')
			w.many = true
		}
		w.buf = append(w.buf, ',')
		w.value(o, isType)
		return true
	}
	if len(w.seenEnds) == mostPredicates || w.has(p) {
		return false
	}
	if w.many {
		w.buf = append(w.buf, ']')
		w.many = false
	}
	w.seen = append(w.seen, p...)
	w.seenEnds = append(w.seenEnds, len(w.seen))
	w.p = append(w.p[:0], p...)
	w.buf = append(w.buf, ',')
	if isType {
		w.buf = append(w.buf, typeKey...)
	} else {
		w.buf = w.often(w.buf, p)
	}
	w.buf = append(w.buf, ':')
	w.valueAt = len(w.buf)
	w.value(o, isType)
	return true
}

// typeKey stands for rdf:type with an IRI or a blank node.
var typeKey = []byte(`"@type"`)

// has tells whether the node object has a predicate.
func (w *StreamWriter) has(p []byte) bool {
	from := 0
	for _, to := range w.seenEnds {
		if bytes.Equal(w.seen[from:to], p) {
			return true
		}
		from = to
	}
	return false
}

// value writes an object.
func (w *StreamWriter) value(o []byte, isType bool) {
	switch {
	case isType:
		w.buf = w.often(w.buf, o)
	case o[0] != '"':
		w.buf = append(w.name(append(w.buf, `{"@id":`...), o, w.bare), '}')
	default:
		w.literal(o)
	}
}

// literal writes a literal. What canonical texts escape is escaped alike in JSON.
func (w *StreamWriter) literal(o []byte) {
	lexical, datatype, language := graph.LiteralParts(o)
	quoted := o[:len(lexical)+2]
	switch {
	case len(language) > 0:
		tag, direction, directed := bytes.Cut(language, dashes)
		w.buf = append(append(w.buf, `{"@language":"`...), tag...)
		if directed {
			w.buf = append(append(w.buf, `","@direction":"`...), direction...)
		}
		w.buf = append(append(append(w.buf, `","@value":`...), quoted...), '}')
	case len(datatype) > 0:
		w.buf = w.often(append(w.buf, `{"@type":`...), o[len(quoted)+2:])
		w.buf = append(append(append(w.buf, `,"@value":`...), quoted...), '}')
	default:
		w.buf = append(w.buf, quoted...)
	}
}

var dashes = []byte("--")

const rdfTypeText = "<" + vocab.RDFType + ">"

// often is name for IRIs that come often.
func (w *StreamWriter) often(dst, text []byte) []byte {
	if w.bare || text[0] != '<' {
		return w.name(dst, text, w.bare)
	}
	if short, ok := w.compact[string(text)]; ok {
		return append(dst, short...)
	}
	from := len(dst)
	dst = w.name(dst, text, false)
	if len(w.compact) < mostTexts {
		w.compact[string(text)] = string(dst[from:])
	}
	return dst
}

// name writes an IRI or a blank node as a JSON string. Neither has characters
// that JSON escapes.
func (w *StreamWriter) name(dst, text []byte, bare bool) []byte {
	dst = append(dst, '"')
	if text[0] == '_' {
		return append(append(dst, text...), '"')
	}
	if !bare {
		for i := range w.prefixes {
			p := &w.prefixes[i]
			if n := len(p.namespace); len(text) > n+1 && string(text[:n]) == p.namespace && !bytes.HasPrefix(text[n:], slashes) {
				dst = append(append(dst, p.name...), text[n:len(text)-1]...)
				return append(dst, '"')
			}
		}
	}
	return append(append(dst, text[1:len(text)-1]...), '"')
}

var slashes = []byte("//")

// clash tells whether a statement has an IRI that would be taken for a short form,
// because its scheme is a prefix.
func (w *StreamWriter) clash(s, p, o []byte) bool {
	return w.clashes(s) || w.clashes(p) || w.clashes(o)
}

// clashes tells that of a term.
func (w *StreamWriter) clashes(text []byte) bool {
	if text[0] == '"' {
		if text[len(text)-1] != '>' {
			return false
		}
		lexical, _, _ := graph.LiteralParts(text)
		text = text[len(lexical)+4:]
	}
	if text[0] != '<' {
		return false
	}
	colon := bytes.IndexByte(text, ':')
	if bytes.HasPrefix(text[colon+1:], slashes) {
		return false
	}
	for i := range w.prefixes {
		if w.prefixes[i].name == string(text[1:colon+1]) {
			return true
		}
	}
	return false
}

func (w *StreamWriter) flush() {
	n, err := w.w.Write(w.buf)
	if err == nil && n != len(w.buf) {
		err = io.ErrShortWrite
	}
	if err != nil {
		w.err = fmt.Errorf("write JSON-LD: %w", err)
	}
	if w.buf = w.buf[:0]; cap(w.buf) > 16*writeSize { // a very long term has passed
		w.buf = nil
	}
}

// Close ends the document. Further calls do nothing and return the same.
func (w *StreamWriter) Close() error {
	if w.err != nil {
		if w.err == ErrClosed {
			return nil
		}
		return w.err
	}
	w.begin()
	w.endGraph()
	w.buf = append(w.buf, "\n]}\n"...)
	w.flush()
	if w.err != nil {
		return w.err
	}
	w.err = ErrClosed
	return nil
}
