package rdfxml

import (
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// Name under which [Register] adds the format.
const Name = "rdfxml"

// ErrRegistered is returned by [Register] when another package has registered
// the format first.
var ErrRegistered = errors.New("rdfxml: the format is registered by another package")

var register = sync.OnceValue(func() error {
	f := quad.Format{
		Name:   Name,
		Ext:    []string{".rdf", ".owl"},
		Mime:   []string{"application/rdf+xml"},
		Reader: func(r io.Reader) quad.ReadCloser { return nquads.NewQuadReader(NewReader(r, Options{})) },
		Writer: func(w io.Writer) quad.WriteCloser { return NewQuadWriter(w, WriterOptions{Prefixes: vocab.Prefixes()}) },
	}
	if quad.FormatByName(f.Name) != nil || quad.FormatByExt(f.Ext[0]) != nil || quad.FormatByExt(f.Ext[1]) != nil ||
		quad.FormatByMime(f.Mime[0]) != nil {
		return fmt.Errorf("%w: %s", ErrRegistered, f.Name)
	}
	quad.RegisterFormat(f)
	return nil
})

// Register adds RDF/XML (.rdf, .owl, application/rdf+xml) to the registry of
// package quad. It may be called many times. It must not run while others use that
// registry, which has no lock.
func Register() error { return register() }

// QuadWriter writes quads as RDF/XML. It is a [quad.WriteCloser]; Close ends the
// document and leaves the output open.
type QuadWriter struct {
	w     *Writer
	terms [4][]byte
}

// NewQuadWriter writes to w.
func NewQuadWriter(w io.Writer, o WriterOptions) *QuadWriter { return &QuadWriter{w: NewWriter(w, o)} }

// WriteQuad writes a quad. A quad that is no RDF statement is an error.
func (q *QuadWriter) WriteQuad(v quad.Quad) error {
	for i, value := range [4]quad.Value{v.Subject, v.Predicate, v.Object, v.Label} {
		q.terms[i] = q.terms[i][:0]
		if i == int(graph.G) && value == nil {
			continue
		}
		if _, isIRI := value.(quad.IRI); !isIRI && i != int(graph.O) {
			if _, isBlank := value.(quad.BNode); !isBlank || i == int(graph.P) {
				return fmt.Errorf("%w: %s cannot stand at position %d of a statement", graph.ErrTerm, quad.StringOf(value), i+1)
			}
		}
		var err error
		if q.terms[i], err = graph.AppendTerm(q.terms[i], value); err != nil {
			return err
		}
	}
	return q.w.Write(q.terms[graph.S], q.terms[graph.P], q.terms[graph.O], q.terms[graph.G])
}

// WriteQuads writes quads in order and returns how many were taken.
func (q *QuadWriter) WriteQuads(quads []quad.Quad) (int, error) {
	for i, v := range quads {
		if err := q.WriteQuad(v); err != nil {
			return i, err
		}
	}
	return len(quads), nil
}

// Close ends the document.
func (q *QuadWriter) Close() error { return q.w.Close() }
