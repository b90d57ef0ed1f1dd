package jsonld

import (
	"io"
	"sync"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/codec/internal/quads"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// Name under which [Register] adds the format.
const Name = "jsonld"

// ErrRegistered is returned by [Register] when another package has registered
// the format first.
var ErrRegistered = quads.ErrRegistered

var register = sync.OnceValue(func() error {
	f := quad.Format{
		Name: Name,
		Ext:  []string{".jsonld"},
		Mime: []string{"application/ld+json"},
		Reader: func(r io.Reader) quad.ReadCloser {
			return nquads.NewQuadReader(NewReader(r, Options{Direction: DirectionTag}))
		},
		Writer: func(w io.Writer) quad.WriteCloser {
			out := NewWriter(w, WriterOptions{Exact: true, Prefixes: vocab.Prefixes()})
			return quads.NewWriter(out.Write, out.Close)
		},
	}
	return quads.Register(f)
})

// Register adds JSON-LD (.jsonld, application/ld+json) to the registry of package
// quad, with base directions as RDF 1.2 has them and the common prefixes. It may
// be called many times. It must not run while others use that registry, which has
// no lock.
func Register() error { return register() }
