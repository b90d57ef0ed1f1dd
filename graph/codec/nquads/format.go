package nquads

import (
	"fmt"
	"io"
	"sync"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/internal/quads"
)

// Names under which [Register] adds the formats.
const (
	Name        = "nquads"
	NameTriples = "ntriples"
)

// ErrRegistered is returned by [Register] when another package has registered
// the formats first.
var ErrRegistered = quads.ErrRegistered

var register = sync.OnceValue(func() error {
	for _, f := range []quad.Format{
		{Name: Name, Ext: []string{".nq"}, Mime: []string{"application/n-quads"}},
		{Name: NameTriples, Ext: []string{".nt"}, Mime: []string{"application/n-triples"}},
	} {
		o := Options{Triples: f.Name == NameTriples}
		f.Reader = func(r io.Reader) quad.ReadCloser { return NewQuadReader(NewReader(r, o)) }
		f.Writer = func(w io.Writer) quad.WriteCloser { return NewQuadWriter(w, o.Triples) }
		f.MarshalValue = marshalValue
		f.UnmarshalValue = unmarshalValue
		if err := quads.Register(f); err != nil {
			return err
		}
	}
	return nil
})

// Register adds N-Quads (.nq, application/n-quads) and N-Triples (.nt,
// application/n-triples) to the registry of package quad. It may be called many
// times. It must not run while others use that registry, which has no lock.
func Register() error { return register() }

func marshalValue(v quad.Value) ([]byte, error) {
	if v == nil {
		return nil, nil
	}
	return graph.AppendTerm(nil, v)
}

func unmarshalValue(text []byte) (quad.Value, error) {
	if len(text) == 0 {
		return nil, nil
	}
	canonical, err := AppendCanonical(nil, text)
	if err != nil {
		return nil, err
	}
	return graph.ParseTerm(canonical)
}

// QuadReader turns the additions of a patch into quads. It is a
// [quad.ReadCloser]; Close does nothing, because the input belongs to the caller.
type QuadReader struct {
	r    graph.PatchReader
	b    graph.PatchBatch
	next int
}

// NewQuadReader reads the statements that r adds. One that r deletes is
// [ErrDelete].
func NewQuadReader(r graph.PatchReader) *QuadReader { return &QuadReader{r: r} }

// ReadQuad returns the next statement, io.EOF at the end.
func (q *QuadReader) ReadQuad() (quad.Quad, error) {
	for q.next == len(q.b.Changes) {
		q.next = 0
		if err := q.r.ReadPatch(&q.b); err != nil {
			q.b.Reset()
			return quad.Quad{}, err
		}
	}
	c := &q.b.Changes[q.next]
	q.next++
	if c.Op != graph.Add {
		return quad.Quad{}, fmt.Errorf("%w: %.200s", ErrDelete, AppendQuad(nil, c.S, c.P, c.O, c.G))
	}
	return toQuad(c)
}

// Close does nothing.
func (q *QuadReader) Close() error { return nil }

func toQuad(c *graph.Change) (q quad.Quad, err error) {
	if q.Subject, err = graph.ParseTerm(c.S); err != nil {
		return quad.Quad{}, err
	}
	if q.Predicate, err = graph.ParseTerm(c.P); err != nil {
		return quad.Quad{}, err
	}
	if q.Object, err = graph.ParseTerm(c.O); err != nil {
		return quad.Quad{}, err
	}
	if len(c.G) > 0 {
		if q.Label, err = graph.ParseTerm(c.G); err != nil {
			return quad.Quad{}, err
		}
	}
	return q, nil
}

// NewQuadWriter writes quads to w as canonical lines. With triples set, a quad
// with a graph name is an error, as N-Triples has none; one that is no RDF
// statement wraps graph.ErrTerm. Close flushes and leaves the output open.
func NewQuadWriter(w io.Writer, triples bool) quad.WriteCloser {
	lines := NewWriter(w)
	return quads.NewWriter(func(s, p, o, g []byte) error {
		if triples && len(g) > 0 {
			return fmt.Errorf("nquads: N-Triples cannot name the graph %.200s", g)
		}
		return lines.Write(s, p, o, g)
	}, lines.Flush)
}
