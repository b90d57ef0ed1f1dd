package rdfxml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/rdfxml/internal/xmlscan"
	"github.com/chancery-graph/chancery/graph/vocab"
)

const (
	writeSize = 64 << 10 // bytes written at a time
	// blankMark starts the rdf:nodeID of a blank node whose label is no NCName, or
	// starts like this itself.
	blankMark = "_x-"
)

// Errors of [Writer.Write] about statements that RDF/XML cannot say. The statement
// is left out; the writer can go on.
var (
	// ErrPredicate: the predicate does not end with an XML name, or is one of the
	// names that the syntax keeps for itself.
	ErrPredicate = errors.New("rdfxml: predicate cannot be written as an element")
	// ErrGraph: the statement has a graph name, and WriterOptions.MergeGraphs is
	// not set.
	ErrGraph = errors.New("rdfxml: RDF/XML has no named graphs")
	// ErrCharacter: a term has a character that XML does not know.
	ErrCharacter = errors.New("rdfxml: character that XML does not know")
	// ErrDelete is returned by [Writer.WritePatch] for a change that deletes.
	ErrDelete = errors.New("rdfxml: a deletion cannot be written as RDF/XML")
	// ErrClosed is returned after Close.
	ErrClosed = errors.New("rdfxml: writer closed")
)

// WriterOptions say how to write. The zero value declares the namespace of RDF
// alone.
type WriterOptions struct {
	// Prefixes are declared in the root element. Another namespace is declared
	// where it is used.
	Prefixes []vocab.Prefix
	// MergeGraphs writes the statements of all graphs as those of one, without
	// the graph names.
	MergeGraphs bool
}

// Validate names the field that is wrong.
func (o WriterOptions) Validate() error {
	seen := map[string]bool{}
	for _, p := range o.Prefixes {
		name := []byte(p.Name)
		switch {
		case !xmlscan.IsNCName(name) || seen[p.Name] || strings.HasPrefix(strings.ToLower(p.Name), "xml"):
			return fmt.Errorf("rdfxml: Prefixes: %q is no prefix or comes twice", p.Name)
		case !graph.ValidIRI([]byte(p.Namespace)) || badChar([]byte(p.Namespace)) || p.Namespace == xmlscan.SpaceXML || p.Namespace == xmlscan.SpaceXMLNS:
			return fmt.Errorf("rdfxml: Prefixes: <%s> cannot be a namespace", p.Namespace)
		case (p.Name == "rdf") != (p.Namespace == vocab.RDF):
			return fmt.Errorf("rdfxml: Prefixes: %q for <%s>: \"rdf\" stands for <%s>", p.Name, p.Namespace, vocab.RDF)
		}
		seen[p.Name] = true
	}
	return nil
}

// Writer writes RDF/XML as statements come. Errors of the output stay: after one,
// every call returns it.
type Writer struct {
	w        io.Writer
	o        WriterOptions
	prefixes []vocab.Prefix // rdf among them
	local    string         // prefix for namespaces of single elements
	buf      []byte
	subject  []byte // of the open node element
	lexical  []byte // memory of a literal without its escapes
	began    bool
	closed   bool
	err      error
}

// NewWriter writes to w, which it does not close. The caller calls [Writer.Close]
// at the end. Invalid options are reported by the first call.
func NewWriter(w io.Writer, o WriterOptions) *Writer {
	wr := &Writer{w: w, o: o, local: "ns", err: o.Validate(), prefixes: []vocab.Prefix{{Name: "rdf", Namespace: vocab.RDF}}}
	for _, p := range o.Prefixes {
		if p.Name != "rdf" {
			wr.prefixes = append(wr.prefixes, p)
		}
	}
	for again := true; again; {
		again = false
		for _, p := range wr.prefixes {
			if p.Name == wr.local {
				wr.local, again = wr.local+"_", true
			}
		}
	}
	return wr
}

// Write writes a statement, given by canonical texts; an empty g is the default
// graph.
func (w *Writer) Write(s, p, o, g []byte) error {
	switch {
	case w.err != nil:
		return w.err
	case w.closed:
		return ErrClosed
	case len(g) > 0 && !w.o.MergeGraphs:
		return fmt.Errorf("%w: %.200s", ErrGraph, g)
	}
	w.begin()
	from := len(w.buf)
	open := w.subject
	if !bytes.Equal(s, w.subject) {
		w.endNode()
		w.buf = append(w.buf, ` <rdf:Description`...)
		if err := w.reference("about", s); err != nil {
			w.buf = w.buf[:from]
			return err
		}
		w.buf = append(w.buf, ">\n"...)
		open = nil
	}
	w.buf = append(w.buf, "  "...)
	if err := w.property(p, o); err != nil {
		w.buf = w.buf[:from]
		return fmt.Errorf("statement about %.200s: %w", s, err)
	}
	w.buf = append(w.buf, '\n')
	if open == nil {
		w.subject = append(w.subject[:0], s...)
	}
	if len(w.buf) >= writeSize {
		w.flush()
	}
	return w.err
}

// WritePatch writes the statements that a batch adds. One that is deleted is
// [ErrDelete].
func (w *Writer) WritePatch(b *graph.PatchBatch) error {
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

// Close ends the document and writes what is buffered. Further calls do nothing
// and return the same.
func (w *Writer) Close() error {
	if w.closed || w.err != nil {
		return w.err
	}
	w.begin()
	w.endNode()
	w.closed = true
	w.buf = append(w.buf, "</rdf:RDF>\n"...)
	w.flush()
	return w.err
}

func (w *Writer) flush() {
	n, err := w.w.Write(w.buf)
	if err == nil && n != len(w.buf) {
		err = io.ErrShortWrite
	}
	if err != nil {
		w.err = fmt.Errorf("write RDF/XML: %w", err)
	}
	if cap(w.buf) > 16*writeSize {
		w.buf = nil
	}
	w.buf = w.buf[:0]
}

func (w *Writer) begin() {
	if w.began {
		return
	}
	w.began = true
	w.buf = append(w.buf, `<?xml version="1.0" encoding="UTF-8"?>`+"\n<rdf:RDF"...)
	for _, p := range w.prefixes {
		w.buf = append(append(w.buf, "\n xmlns:"...), p.Name...)
		w.buf = appendValue(append(w.buf, '='), []byte(p.Namespace))
	}
	w.buf = append(w.buf, ">\n"...)
}

func (w *Writer) endNode() {
	if len(w.subject) > 0 {
		w.buf = append(w.buf, " </rdf:Description>\n"...)
	}
}

// reference writes an attribute for an IRI, called kind, or for a blank node.
func (w *Writer) reference(kind string, term []byte) error {
	if term[0] == '_' {
		label := term[2:]
		w.buf = append(w.buf, ` rdf:nodeID="`...)
		if !xmlscan.IsNCName(label) || bytes.HasPrefix(label, []byte(blankMark)) {
			w.buf = append(w.buf, blankMark...)
		}
		w.buf = append(append(w.buf, label...), '"')
		return nil
	}
	iri := term[1 : len(term)-1]
	if badChar(iri) {
		return fmt.Errorf("%w: %.200s", ErrCharacter, term)
	}
	w.buf = append(append(append(w.buf, " rdf:"...), kind...), '=')
	w.buf = appendValue(w.buf, iri)
	return nil
}

// property writes a property element.
func (w *Writer) property(p, o []byte) error {
	prefix, space, local, err := w.split(p[1 : len(p)-1])
	if err != nil {
		return err
	}
	w.buf = append(append(append(append(w.buf, '<'), prefix...), ':'), local...)
	if space != nil {
		w.buf = append(append(append(w.buf, " xmlns:"...), prefix...), '=')
		w.buf = appendValue(w.buf, space)
	}
	switch graph.TagOf(o) {
	case graph.TagTriple:
		err = w.triple(o)
	case graph.TagLiteral:
		err = w.literal(o)
	default:
		if err = w.reference("resource", o); err == nil {
			w.buf = append(w.buf, "/>"...)
		}
		return err
	}
	if err != nil {
		return err
	}
	w.buf = append(append(append(append(w.buf, "</"...), prefix...), ':'), local...)
	w.buf = append(w.buf, '>')
	return nil
}

// triple writes the attributes and content of a property element for a triple
// term.
func (w *Writer) triple(o []byte) error {
	s, p, object, ok := graph.TripleParts(o)
	if !ok {
		return fmt.Errorf("%w: %.200s", graph.ErrTerm, o)
	}
	w.buf = append(w.buf, ` rdf:version="1.2" rdf:parseType="Triple"><rdf:Description`...)
	if err := w.reference("about", s); err != nil {
		return err
	}
	w.buf = append(w.buf, '>')
	if err := w.property(p, object); err != nil {
		return err
	}
	w.buf = append(w.buf, "</rdf:Description>"...)
	return nil
}

// literal writes the attributes and content of a property element for a literal.
func (w *Writer) literal(o []byte) error {
	lexical, datatype, language := graph.LiteralParts(o)
	if len(language) > 0 {
		tag, direction, directed := bytes.Cut(language, []byte("--"))
		w.buf = append(append(append(w.buf, ` xml:lang="`...), tag...), '"')
		if directed {
			w.buf = append(w.buf, ` rdf:version="1.2" xmlns:its="`+spaceITS+`" its:dir="`...)
			w.buf = append(append(w.buf, direction...), '"')
		}
	}
	if len(datatype) > 0 {
		if badChar(datatype) {
			return fmt.Errorf("%w: %.200s", ErrCharacter, datatype)
		}
		w.buf = appendValue(append(w.buf, " rdf:datatype="...), datatype)
	}
	w.buf = append(w.buf, '>')
	if bytes.IndexByte(lexical, '\\') >= 0 {
		w.lexical = graph.AppendUnescaped(w.lexical[:0], lexical)
		if lexical = w.lexical; badChar(lexical) {
			return fmt.Errorf("%w: %.200s", ErrCharacter, o)
		}
	}
	w.buf = appendText(w.buf, lexical)
	return nil
}

// badChar tells whether text, which is UTF-8, has a character that XML does not
// know (XML 1.0 §2.2): a control character, U+FFFE (EF BF BE) or U+FFFF.
func badChar(text []byte) bool {
	for i, c := range text {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			return true
		}
		if c == 0xEF && i+2 < len(text) && text[i+1] == 0xBF && text[i+2] >= 0xBE {
			return true
		}
	}
	return false
}

// split finds a qualified name for a predicate. space is nil where the prefix is
// declared already.
func (w *Writer) split(iri []byte) (prefix string, space, local []byte, err error) {
	if rest, ok := bytes.CutPrefix(iri, []byte(vocab.RDF)); ok &&
		(coreTerm(rest) || oldTerm(rest) || string(rest) == "li" || string(rest) == "Description") {
		return "", nil, nil, fmt.Errorf("%w: <%s> has a meaning of its own there", ErrPredicate, iri)
	}
	for i := range w.prefixes {
		p := &w.prefixes[i]
		if len(iri) > len(p.Namespace) && string(iri[:len(p.Namespace)]) == p.Namespace && xmlscan.IsNCName(iri[len(p.Namespace):]) {
			return p.Name, nil, iri[len(p.Namespace):], nil
		}
	}
	at := xmlscan.NameTail(iri)
	if at < len(iri) && (string(iri[:at]) == xmlscan.SpaceXMLNS || string(iri[:at]) == xmlscan.SpaceXML) {
		at += 1 + xmlscan.NameTail(iri[at+1:]) // these cannot be bound to a prefix of our own
	}
	if at >= len(iri) || at == 0 {
		return "", nil, nil, fmt.Errorf("%w: <%.200s> does not end with an XML name", ErrPredicate, iri)
	}
	if badChar(iri) {
		return "", nil, nil, fmt.Errorf("%w: <%.200s>", ErrCharacter, iri)
	}
	return w.local, iri[:at], iri[at:], nil
}
