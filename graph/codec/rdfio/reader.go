package rdfio

import (
	"bytes"
	"fmt"
	"io"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/jsonld"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/codec/rdfpatch"
	"github.com/chancery-graph/chancery/graph/codec/rdfxml"
	"github.com/chancery-graph/chancery/graph/codec/trig"
	"github.com/chancery-graph/chancery/graph/codec/turtle"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// SyntaxError says where an input is malformed. It is the error of all codecs.
type SyntaxError = nquads.SyntaxError

// Errors that a [SyntaxError] wraps.
var (
	// ErrEncoding is about bytes that are no text.
	ErrEncoding = nquads.ErrEncoding
	// ErrLineTooLong is about a line beyond ReaderOptions.MaxToken.
	ErrLineTooLong = nquads.ErrLineTooLong
)

// ReaderOptions say how to read any format. The zero value is fit for use.
type ReaderOptions struct {
	// Name of the input in errors, usually a file name.
	Name string
	// Base is the absolute IRI that relative ones are resolved against; empty:
	// they are errors, but in JSON-LD, where their statements are left out.
	// Formats without relative IRIs ignore it.
	Base string
	// Graph is the canonical text of the graph name of statements without one;
	// empty: the default graph.
	Graph []byte
	// MaxToken is the greatest length in bytes of a line, term, literal or, in
	// JSON-LD, of the document (of a node where it is a list of nodes with a
	// context before it or none); 0: 256 MiB.
	MaxToken int
	// MaxDepth is how deep brackets, elements or objects may nest; 0: the
	// default of the codec.
	MaxDepth int
	// Loader fetches remote contexts of JSON-LD, with package remote for
	// instance; nil: they are refused.
	Loader jsonld.Loader
}

// Validate names the field that is wrong.
func (o ReaderOptions) Validate() error {
	switch {
	case o.MaxToken < 0:
		return fmt.Errorf("rdfio: MaxToken %d is negative", o.MaxToken)
	case o.MaxDepth < 0:
		return fmt.Errorf("rdfio: MaxDepth %d is negative", o.MaxDepth)
	case o.Base != "" && !graph.ValidIRI([]byte(o.Base)):
		return fmt.Errorf("rdfio: Base %q is no absolute IRI", o.Base)
	}
	return nil
}

// NewReader reads r, which it does not close, as f. Malformed input is a
// [SyntaxError], or a [jsonld.Error] where JSON is no JSON-LD.
func NewReader(f Format, r io.Reader, o ReaderOptions) (graph.PatchReader, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	switch f.Name {
	case NQuads.Name, NTriples.Name:
		return nquads.NewReader(r, nquads.Options{Name: o.Name, Triples: !f.Graphs, Graph: o.Graph, MaxLine: o.MaxToken}), nil
	case Turtle.Name:
		return turtle.NewReader(r, turtle.Options{Name: o.Name, Base: o.Base, Graph: o.Graph, MaxToken: o.MaxToken, MaxDepth: o.MaxDepth}), nil
	case TriG.Name:
		return trig.NewReader(r, trig.Options{Name: o.Name, Base: o.Base, Graph: o.Graph, MaxToken: o.MaxToken, MaxDepth: o.MaxDepth}), nil
	case RDFXML.Name:
		return rdfxml.NewReader(r, rdfxml.Options{Name: o.Name, Base: o.Base, Graph: o.Graph, MaxLiteral: o.MaxToken, MaxDepth: o.MaxDepth}), nil
	case JSONLD.Name:
		return jsonld.NewReader(r, jsonld.Options{Name: o.Name, Base: o.Base, Graph: o.Graph, MaxSize: int64(o.MaxToken),
			MaxDepth: o.MaxDepth, Direction: jsonld.DirectionTag, Loader: o.Loader}), nil
	case RDFPatch.Name:
		return inGraph(rdfpatch.NewReader(r, rdfpatch.Options{Name: o.Name, MaxLine: o.MaxToken}), o.Graph), nil
	}
	return nil, fmt.Errorf("rdfio: no reader of format %q", f.Name)
}

// Prefixes returns the prefixes that the input of a reader has declared so far;
// none for formats without prefixes.
func Prefixes(r graph.PatchReader) []vocab.Prefix {
	if p, ok := r.(interface{ Prefixes() []vocab.Prefix }); ok {
		return p.Prefixes()
	}
	return nil
}

// inGraph gives statements without a graph name one.
func inGraph(r graph.PatchReader, name []byte) graph.PatchReader {
	if len(name) == 0 {
		return r
	}
	return &mapped{r, func(c *graph.Change) bool {
		if len(c.G) == 0 {
			c.G = name
		}
		return true
	}}
}

// Select keeps the statements of one graph, given by the canonical text of its
// name; empty is the default graph. bare drops the name, for formats that have
// none.
func Select(r graph.PatchReader, name []byte, bare bool) graph.PatchReader {
	return &mapped{r, func(c *graph.Change) bool {
		keep := bytes.Equal(c.G, name)
		if bare {
			c.G = nil
		}
		return keep
	}}
}

// mapped passes every change through a function that may alter it, or drop it
// by returning false.
type mapped struct {
	graph.PatchReader
	each func(*graph.Change) bool
}

// ReadPatch implements [graph.PatchReader].
func (m *mapped) ReadPatch(b *graph.PatchBatch) error {
	for {
		if err := m.PatchReader.ReadPatch(b); err != nil {
			return err
		}
		kept := b.Changes[:0]
		for i := range b.Changes {
			if c := b.Changes[i]; m.each(&c) {
				kept = append(kept, c)
			}
		}
		if b.Changes = kept; len(kept) > 0 {
			return nil
		}
	}
}

// Prefixes returns those of the reader within.
func (m *mapped) Prefixes() []vocab.Prefix { return Prefixes(m.PatchReader) }
