package jsonld

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

const writeSize = 64 << 10 // bytes written at a time

var (
	// ErrDelete is returned by [Writer.WritePatch] for a change that deletes, which
	// JSON-LD cannot say.
	ErrDelete = errors.New("jsonld: a deletion cannot be written as JSON-LD")
	// ErrTripleTerm is returned by [Writer.Write] for a statement with a triple
	// term, which JSON-LD 1.1 does not have.
	ErrTripleTerm = errors.New("jsonld: a triple term cannot be written as JSON-LD 1.1")
	// ErrIRI is returned by [Writer.Write] for an IRI that a reader of JSON-LD
	// would drop, because it has more than one "#".
	ErrIRI = errors.New("jsonld: an IRI with two fragments cannot be written as JSON-LD")
	// ErrClosed is returned by a [Writer] after Close.
	ErrClosed = errors.New("jsonld: writer closed")
)

// WriterOptions say how to write. The zero value writes expanded JSON-LD as the
// algorithm of JSON-LD 1.1 API §8.4 has it.
type WriterOptions struct {
	// Prefixes shorten IRIs: the document gets a context with them and single
	// values stand without arrays. nil: expanded form. A prefix that is also the
	// scheme of an IRI in the document is left out, as it would be ambiguous.
	Prefixes []vocab.Prefix
	// Exact writes every literal and list so that [Reader] gives the same
	// statements back, also where the algorithm would not: JSON literals that
	// are not canonical stay texts, typed list cells stay nodes.
	Exact bool
	// Direction says which forms of base directions in RDF become @direction:
	// DirectionI18N and DirectionCompound theirs; "…"@ar--rtl always does.
	Direction Direction
	// NativeTypes writes xsd:boolean, xsd:integer and xsd:double as JSON booleans
	// and numbers; their lexical forms are lost.
	NativeTypes bool
	// RDFType writes rdf:type as a property instead of @type.
	RDFType bool
}

// Validate names the field that is wrong.
func (o WriterOptions) Validate() error {
	if o.Direction > DirectionCompound {
		return fmt.Errorf("jsonld: Direction %d is unknown", o.Direction)
	}
	if o.Exact && o.NativeTypes {
		return errors.New("jsonld: NativeTypes loses lexical forms, which Exact forbids")
	}
	seen := map[string]bool{}
	for _, p := range o.Prefixes {
		if p.Name == "" || p.Name == "_" || strings.ContainsAny(p.Name, ":@/#") || seen[p.Name] || !graph.ValidIRI([]byte(p.Namespace)) {
			return fmt.Errorf("jsonld: Prefixes: %q for <%s> is no prefix or comes twice", p.Name, p.Namespace)
		}
		seen[p.Name] = true
	}
	return nil
}

// Writer writes a dataset as one JSON-LD document. It holds all statements until
// Close, as nodes and lists are put together from statements anywhere. The same
// statements give the same bytes in whatever order they come.
type Writer struct {
	w      io.Writer
	o      WriterOptions
	rows   [][4]string
	texts  map[string]string // terms, each once
	closed bool
	err    error
}

// NewWriter writes to w, which it does not close. The caller calls [Writer.Close]
// at the end. Invalid options are reported by the first call.
func NewWriter(w io.Writer, o WriterOptions) *Writer {
	return &Writer{w: w, o: o, texts: map[string]string{}, err: o.Validate()}
}

// Write takes a statement, given by canonical texts; an empty g is the default
// graph.
func (w *Writer) Write(s, p, o, g []byte) error {
	if w.closed && w.err == nil {
		return ErrClosed
	}
	if w.err != nil {
		return w.err
	}
	var row [4]string
	for i, text := range [4][]byte{s, p, o, g} {
		switch {
		case len(text) == 0:
			continue
		case graph.TagOf(text) == graph.TagTriple:
			return fmt.Errorf("%w: %.200s", ErrTripleTerm, text)
		case text[0] == '<' && !wellFormed(string(text[1:len(text)-1])):
			return fmt.Errorf("%w: %.200s", ErrIRI, text)
		}
		if _, datatype, _ := graph.LiteralParts(text); len(datatype) > 0 && !wellFormed(string(datatype)) {
			return fmt.Errorf("%w: %.200s", ErrIRI, datatype)
		}
		shared, ok := w.texts[string(text)]
		if !ok {
			shared = string(text)
			w.texts[shared] = shared
		}
		row[i] = shared
	}
	w.rows = append(w.rows, row)
	return nil
}

// WritePatch takes the statements that a batch adds. One that is deleted is
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

// Close writes the document. Further calls do nothing and return the same.
func (w *Writer) Close() error {
	if w.closed || w.err != nil {
		return w.err
	}
	w.closed = true
	slices.SortFunc(w.rows, func(a, b [4]string) int {
		for _, i := range [...]graph.Position{graph.G, graph.S, graph.P, graph.O} {
			if c := strings.Compare(a[i], b[i]); c != 0 {
				return c
			}
		}
		return 0
	})
	w.rows = slices.Compact(w.rows)
	w.err = w.document()
	w.rows, w.texts = nil, nil
	return w.err
}

func (w *Writer) document() error {
	c := newCompactor(w.o.Prefixes, w.texts)
	nodes, err := serialize(w.rows, w.o)
	if err != nil {
		return err
	}
	buf := []byte("[")
	if c != nil {
		buf = append(buf, `{"@context":`...)
		if buf, err = appendCanonical(buf, c.context()); err != nil {
			return err
		}
		buf = append(buf, `,"@graph":[`...)
		buf = buf[1:] // no array around it
	}
	for i, n := range nodes {
		if i > 0 {
			buf = append(buf, ',')
		}
		buf = append(buf, '\n')
		if c != nil {
			n = c.node(n.(map[string]any))
		}
		if buf, err = appendCanonical(buf, n); err != nil {
			return err
		}
		if len(buf) >= writeSize {
			if err := w.write(buf); err != nil {
				return err
			}
			buf = buf[:0]
		}
	}
	buf = append(buf, "\n]"...)
	if c != nil {
		buf = append(buf, '}')
	}
	return w.write(append(buf, '\n'))
}

func (w *Writer) write(buf []byte) error {
	n, err := w.w.Write(buf)
	if err == nil && n != len(buf) {
		err = io.ErrShortWrite
	}
	if err != nil {
		return fmt.Errorf("write JSON-LD: %w", err)
	}
	return nil
}

// compactor shortens IRIs by prefixes.
type compactor struct{ prefixes []vocab.Prefix }

// newCompactor leaves out prefixes that are a scheme in use. texts are the terms
// of the document.
func newCompactor(prefixes []vocab.Prefix, texts map[string]string) *compactor {
	if prefixes == nil {
		return nil
	}
	schemes := map[string]bool{}
	for text := range texts {
		id := text
		if text[0] == '"' {
			_, datatype, _ := graph.LiteralParts([]byte(text))
			id = "<" + string(datatype)
		}
		if n := graph.SchemeLen([]byte(id[1:])); id[0] == '<' && n > 0 {
			schemes[id[1:1+n]] = true
		}
	}
	c := &compactor{}
	for _, p := range prefixes {
		if !schemes[p.Name] {
			c.prefixes = append(c.prefixes, p)
		}
	}
	// The longest namespace first, so that the shortest name is found first.
	slices.SortStableFunc(c.prefixes, func(a, b vocab.Prefix) int { return len(b.Namespace) - len(a.Namespace) })
	return c
}

func (c *compactor) context() map[string]any {
	m := map[string]any{}
	for _, p := range c.prefixes {
		m[p.Name] = map[string]any{keywordID: p.Namespace, "@prefix": true}
	}
	return m
}

func (c *compactor) iri(id string) string {
	for _, p := range c.prefixes {
		if local, ok := strings.CutPrefix(id, p.Namespace); ok && local != "" && !strings.HasPrefix(local, "//") {
			return p.Name + ":" + local
		}
	}
	return id
}

// node shortens a node object.
func (c *compactor) node(n map[string]any) map[string]any {
	m := make(map[string]any, len(n))
	for key, v := range n {
		switch key {
		case keywordID:
			m[key] = c.iri(v.(string))
		case keywordGraph:
			nodes := make([]any, 0, len(v.([]any)))
			for _, item := range v.([]any) {
				nodes = append(nodes, c.node(item.(map[string]any)))
			}
			m[key] = nodes
		case keywordType:
			types := make([]any, 0, len(v.([]any)))
			for _, item := range v.([]any) {
				types = append(types, c.iri(item.(string)))
			}
			m[key] = single(types)
		default:
			m[c.iri(key)] = single(c.values(v.([]any)))
		}
	}
	return m
}

func single(list []any) any {
	if len(list) == 1 {
		return list[0]
	}
	return list
}

func (c *compactor) values(list []any) []any {
	out := make([]any, 0, len(list))
	for _, item := range list {
		v := item.(map[string]any)
		if id, has := v[keywordID].(string); has {
			out = append(out, map[string]any{keywordID: c.iri(id)})
		} else if items, has := v[keywordList].([]any); has {
			out = append(out, map[string]any{keywordList: c.values(items)})
		} else if text, isString := v[keywordValue].(string); isString && len(v) == 1 {
			out = append(out, text)
		} else {
			if t, has := v[keywordType].(string); has && t != "@json" {
				v[keywordType] = c.iri(t)
			}
			out = append(out, v)
		}
	}
	return out
}
