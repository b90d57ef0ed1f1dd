package trig

import (
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/codec/internal/terse"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// Name under which [Register] adds the format.
const Name = "trig"

// ErrRegistered is returned by [Register] when another package has registered
// the format first.
var ErrRegistered = errors.New("trig: the format is registered by another package")

var register = sync.OnceValue(func() error {
	f := quad.Format{Name: Name, Ext: []string{".trig"}, Mime: []string{"application/trig"}}
	if quad.FormatByName(f.Name) != nil || quad.FormatByExt(f.Ext[0]) != nil || quad.FormatByMime(f.Mime[0]) != nil {
		return fmt.Errorf("%w: %s", ErrRegistered, f.Name)
	}
	f.Reader = func(r io.Reader) quad.ReadCloser { return nquads.NewQuadReader(NewReader(r, Options{})) }
	f.Writer = func(w io.Writer) quad.WriteCloser {
		return terse.NewQuadWriter(terse.NewWriter(w, vocab.Prefixes(), true))
	}
	quad.RegisterFormat(f)
	return nil
})

// Register adds TriG (.trig, application/trig) to the registry of package quad. What
// is read there has no base IRI; what is written has the prefixes of package
// vocab. It may be called many times. It must not run while others use that
// registry, which has no lock.
func Register() error { return register() }
