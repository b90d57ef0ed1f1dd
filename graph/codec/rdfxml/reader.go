package rdfxml

import (
	"fmt"
	"io"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/internal/scan"
	"github.com/chancery-graph/chancery/graph/codec/rdfxml/internal/xmlscan"
	"github.com/chancery-graph/chancery/graph/iri"
)

// SyntaxError says where an input is malformed: File, Line and Column (from 1;
// characters), Found and Expected, ready to print. It wraps [ErrEncoding] where
// that is the reason. Its message is like
//
//	dump.rdf:12:7: found attribute rdf:bagID, expected none of that name
type SyntaxError = scan.Error

// ErrEncoding is wrapped by a [SyntaxError] about bytes that are no UTF-8.
var ErrEncoding = scan.ErrEncoding

const (
	// DefaultMaxLiteral is the limit of a literal when Options.MaxLiteral is 0,
	// in bytes.
	DefaultMaxLiteral = 256 << 20
	// DefaultMaxDepth is the limit of nesting when Options.MaxDepth is 0.
	DefaultMaxDepth = 10_000

	batchSize = 128 << 10 // bytes of text after which a batch is handed out
	keepArena = 8 << 20   // bytes of the greatest arena that is used again
)

// Options say how to read. The zero value is fit for use where all IRIs are
// absolute.
type Options struct {
	// Name of the input in errors, usually a file name; empty: errors start with
	// the line.
	Name string
	// Base is the absolute IRI against which relative ones are resolved outside
	// of xml:base; empty: these are errors.
	Base string
	// Graph is the canonical text of the graph name that statements get; empty:
	// the default graph.
	Graph []byte
	// MaxLiteral is the greatest length in bytes of a literal, and of a tag; 0
	// means DefaultMaxLiteral, 256 MiB. It bounds the memory that an input can
	// take, about five times as much.
	MaxLiteral int
	// MaxDepth is how deep elements may nest; 0 means DefaultMaxDepth, 10,000.
	MaxDepth int
}

// Validate names the field that is wrong.
func (o Options) Validate() error {
	if o.MaxLiteral < 0 {
		return fmt.Errorf("rdfxml: MaxLiteral %d is negative", o.MaxLiteral)
	}
	if o.MaxDepth < 0 {
		return fmt.Errorf("rdfxml: MaxDepth %d is negative", o.MaxDepth)
	}
	if o.Base != "" && !graph.ValidIRI([]byte(o.Base)) {
		return fmt.Errorf("rdfxml: Base %q is no absolute IRI", o.Base)
	}
	if len(o.Graph) == 0 {
		return nil
	}
	if t := graph.TagOf(o.Graph); t != graph.TagIRI && t != graph.TagBlank {
		return fmt.Errorf("rdfxml: Graph %s is neither an IRI nor a blank node", o.Graph)
	}
	if _, err := graph.ParseTerm(o.Graph); err != nil {
		return fmt.Errorf("rdfxml: Graph: %w", err)
	}
	return nil
}

func (o Options) withDefaults() Options {
	if o.MaxLiteral == 0 {
		o.MaxLiteral = DefaultMaxLiteral
	}
	if o.MaxDepth == 0 {
		o.MaxDepth = DefaultMaxDepth
	}
	return o
}

// Reader streams the statements of a document as additions. It is a
// [graph.PatchReader].
type Reader struct {
	o      Options
	x      *xmlscan.Scanner
	frames []frame // open elements, innermost last
	depth  int     // frames in use; the others keep their memory

	ids       map[string]struct{}
	blanks    int // labels given
	text      []byte
	term      []byte // the object being made
	scratch   []byte
	literal   xmlLiteral
	captures  []capture // triple terms being read, innermost last
	batch     *graph.PatchBatch
	lastS     []byte // in the batch's memory
	err       error
	attrTerms attributes
}

// capture collects the statement that a triple term is made of.
type capture struct {
	s, p, o []byte
	has     bool
}

// NewReader reads r, which it does not close. Invalid options are reported by
// the first ReadPatch.
func NewReader(r io.Reader, o Options) *Reader {
	rd := &Reader{err: o.Validate()}
	if rd.err != nil {
		return rd
	}
	rd.o = o.withDefaults()
	rd.x = xmlscan.New(r, xmlscan.Options{Name: o.Name, MaxToken: rd.o.MaxLiteral, MaxDepth: rd.o.MaxDepth})
	root := rd.push()
	root.state = inDocument
	if o.Base != "" {
		base, err := iri.ParseBase([]byte(o.Base))
		if err != nil {
			rd.err = fmt.Errorf("rdfxml: Base: %w", err)
		}
		root.base = &base
	}
	return rd
}

// ReadPatch fills b with the next statements, about 128 KiB of text. A malformed
// input is a [SyntaxError]; b is then empty, also of statements before the error.
// After an error, io.EOF among them, every call returns the same.
func (r *Reader) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	if cap(b.Arena) > keepArena {
		b.Arena = nil
	}
	r.batch, r.lastS = b, nil
	defer func() { r.batch, r.lastS = nil, nil }()
	for r.err == nil && len(b.Arena) < batchSize {
		r.err = r.step()
	}
	if r.err == io.EOF && len(b.Changes) > 0 {
		return nil
	}
	if r.err != nil {
		b.Reset()
	}
	return r.err
}

// emit hands a statement out, or to the innermost triple term.
func (r *Reader) emit(s, p, o []byte) error {
	if n := len(r.captures); n > 0 {
		return r.captures[n-1].set(r, s, p, o)
	}
	c := r.batch.Next()
	arena := r.batch.Arena
	if string(s) != string(r.lastS) {
		arena = append(arena, s...)
		r.lastS = arena[len(arena)-len(s) : len(arena) : len(arena)]
	}
	from := len(arena)
	arena = append(append(arena, p...), o...)
	mid := from + len(p)
	*c = graph.Change{Op: graph.Add, S: r.lastS, P: arena[from:mid:mid], O: arena[mid:len(arena):len(arena)], G: r.o.Graph}
	r.batch.Arena = arena
	return nil
}

func (c *capture) set(r *Reader, s, p, o []byte) error {
	if c.has {
		if string(c.s) == string(s) && string(c.p) == string(p) && string(c.o) == string(o) {
			return nil
		}
		return r.x.Fail("a second statement in a triple term", "exactly one")
	}
	c.has = true
	c.s, c.p, c.o = append(c.s[:0], s...), append(c.p[:0], p...), append(c.o[:0], o...)
	return nil
}

// state emits the statement of a property element, and what rdf:ID and
// rdf:annotation say of it.
func (r *Reader) state(f *frame, object []byte) error {
	if err := r.emit(f.subject, f.predicate, object); err != nil {
		return err
	}
	if len(f.id) > 0 {
		for _, t := range [...]struct{ p, o []byte }{
			{rdfType, rdfStatement}, {rdfSubject, f.subject}, {rdfPredicate, f.predicate}, {rdfObject, object},
		} {
			if err := r.emit(f.id, t.p, t.o); err != nil {
				return err
			}
		}
	}
	if len(f.annotation) > 0 {
		var err error
		if r.scratch, err = r.appendTriple(r.scratch[:0], f.subject, f.predicate, object); err != nil {
			return err
		}
		return r.emit(f.annotation, rdfReifies, r.scratch)
	}
	return nil
}

// appendTriple appends the text of a triple term.
func (r *Reader) appendTriple(dst, s, p, o []byte) ([]byte, error) {
	depth := 1
	for inner := o; graph.TagOf(inner) == graph.TagTriple; depth++ {
		_, _, inner, _ = graph.TripleParts(inner)
	}
	if depth > graph.MaxTripleDepth {
		return dst, r.x.Fail("a triple term too deep within others", "less nesting")
	}
	dst = append(append(dst, "<<( "...), s...)
	dst = append(append(dst, ' '), p...)
	dst = append(append(dst, ' '), o...)
	return append(dst, " )>>"...), nil
}
