package quads

import (
	"errors"
	"fmt"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph"
)

// ErrRegistered is returned by [Register] for a format of which another package
// has taken the name, an extension or a media type.
var ErrRegistered = errors.New("codec: the format is registered by another package")

// Register adds a format to the registry of package quad.
func Register(f quad.Format) error {
	taken := quad.FormatByName(f.Name) != nil
	for _, ext := range f.Ext {
		taken = taken || quad.FormatByExt(ext) != nil
	}
	for _, media := range f.Mime {
		taken = taken || quad.FormatByMime(media) != nil
	}
	if taken {
		return fmt.Errorf("%w: %s", ErrRegistered, f.Name)
	}
	quad.RegisterFormat(f)
	return nil
}

// Writer writes quads as canonical texts. It is a [quad.WriteCloser].
type Writer struct {
	write func(s, p, o, g []byte) error
	close func() error
	terms [4][]byte
}

// NewWriter hands the texts of each quad to write; g is empty for the default
// graph. close is what Close does.
func NewWriter(write func(s, p, o, g []byte) error, close func() error) *Writer {
	return &Writer{write: write, close: close}
}

// WriteQuad writes a quad. One that is no RDF statement wraps graph.ErrTerm.
func (w *Writer) WriteQuad(v quad.Quad) error {
	for i, value := range [4]quad.Value{v.Subject, v.Predicate, v.Object, v.Label} {
		w.terms[i] = w.terms[i][:0]
		if i == int(graph.G) && value == nil {
			continue
		}
		if _, isIRI := value.(quad.IRI); !isIRI && i != int(graph.O) {
			if _, isBlank := value.(quad.BNode); !isBlank || i == int(graph.P) {
				return fmt.Errorf("%w: %s cannot stand at position %d of a statement", graph.ErrTerm, quad.StringOf(value), i+1)
			}
		}
		var err error
		if w.terms[i], err = graph.AppendTerm(w.terms[i], value); err != nil {
			return err
		}
	}
	return w.write(w.terms[graph.S], w.terms[graph.P], w.terms[graph.O], w.terms[graph.G])
}

// WriteQuads writes quads in order and returns how many were taken.
func (w *Writer) WriteQuads(quads []quad.Quad) (int, error) {
	for i, v := range quads {
		if err := w.WriteQuad(v); err != nil {
			return i, err
		}
	}
	return len(quads), nil
}

// Close ends what was written.
func (w *Writer) Close() error { return w.close() }
