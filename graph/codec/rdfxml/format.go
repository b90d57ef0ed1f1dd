package rdfxml

import (
	"io"
	"sync"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/codec/internal/quads"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// Name under which [Register] adds the format.
const Name = "rdfxml"

// ErrRegistered is returned by [Register] when another package has registered
// the format first.
var ErrRegistered = quads.ErrRegistered

var register = sync.OnceValue(func() error {
	f := quad.Format{
		Name:   Name,
		Ext:    []string{".rdf", ".owl"},
		Mime:   []string{"application/rdf+xml"},
		Reader: func(r io.Reader) quad.ReadCloser { return nquads.NewQuadReader(NewReader(r, Options{})) },
		Writer: func(w io.Writer) quad.WriteCloser {
			out := NewWriter(w, WriterOptions{Prefixes: vocab.Prefixes()})
			return quads.NewWriter(out.Write, out.Close)
		},
	}
	return quads.Register(f)
})

// Register adds RDF/XML (.rdf, .owl, application/rdf+xml) to the registry of
// package quad. It may be called many times. It must not run while others use that
// registry, which has no lock.
func Register() error { return register() }
