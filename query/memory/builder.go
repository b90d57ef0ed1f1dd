package memory

import (
	"errors"
	"io"

	"github.com/chancery-graph/chancery/graph"
)

// Builder gathers quads. It is for one goroutine.
type Builder struct {
	dict  *dictionary
	quads map[graph.Quad]struct{}
}

// NewBuilder returns an empty builder.
func NewBuilder() *Builder {
	return &Builder{
		dict:  &dictionary{ids: map[string]graph.ID{}},
		quads: map[graph.Quad]struct{}{},
	}
}

// FirstOver is the first ordinal of terms that a builder made by [NewBuilderOver]
// gives; no store comes that far.
const FirstOver = 1 << 59

// NewBuilderOver returns a builder whose terms have the IDs that known gives, and
// others from the ordinal [FirstOver] on: its quads can stand beside those of the
// store that known looks into.
func NewBuilderOver(known func(text []byte) (graph.ID, bool)) *Builder {
	b := NewBuilder()
	b.dict.known, b.dict.first = known, FirstOver
	return b
}

// Apply reads a patch to its end and applies its changes in order: additions of
// what is there and deletions of what is not do nothing. Blank node labels get
// scope in front ("" keeps them), so that those of different documents stay
// apart. The texts are copied.
func (b *Builder) Apply(r graph.PatchReader, scope string) error {
	var batch graph.PatchBatch
	labels := graph.NewScope(scope)
	for {
		batch.Reset()
		switch err := r.ReadPatch(&batch); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		for i := range batch.Changes {
			if scope != "" {
				labels.Change(&batch.Changes[i])
			}
			b.change(&batch.Changes[i])
		}
		labels.Reset()
	}
}

// Add adds one statement of canonical texts; an empty graph name is the default
// graph.
func (b *Builder) Add(s, p, o, g []byte) {
	b.change(&graph.Change{Op: graph.Add, S: s, P: p, O: o, G: g})
}

func (b *Builder) change(c *graph.Change) {
	q := graph.Quad{b.dict.intern(c.S), b.dict.intern(c.P), b.dict.intern(c.O), graph.DefaultGraph}
	if len(c.G) > 0 {
		q[graph.G] = b.dict.intern(c.G)
	}
	if c.Op == graph.Delete {
		delete(b.quads, q)
	} else {
		b.quads[q] = struct{}{}
	}
}

// Dataset returns what was gathered so far. The builder can go on; the dataset
// does not see what comes.
func (b *Builder) Dataset() *Dataset {
	quads := make([]graph.Quad, 0, len(b.quads))
	for q := range b.quads {
		quads = append(quads, q)
	}
	return newDataset(b.dict, quads)
}
