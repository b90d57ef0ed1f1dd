package memory

import (
	"bytes"
	"errors"
	"io"

	"github.com/chancery-graph/chancery/graph"
)

// Builder gathers quads. It is for one goroutine.
type Builder struct {
	dict  *dictionary
	quads map[graph.Quad]struct{}
	text  []byte // scratch of relabelled terms
}

// NewBuilder returns an empty builder.
func NewBuilder() *Builder {
	return &Builder{
		dict:  &dictionary{ids: map[string]graph.ID{}},
		quads: map[graph.Quad]struct{}{},
	}
}

// Apply reads a patch to its end and applies its changes in order: additions of
// what is there and deletions of what is not do nothing. Blank node labels get
// scope in front ("" keeps them), so that those of different documents stay
// apart. The texts are copied.
func (b *Builder) Apply(r graph.PatchReader, scope string) error {
	var batch graph.PatchBatch
	for {
		batch.Reset()
		switch err := r.ReadPatch(&batch); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		for i := range batch.Changes {
			b.change(&batch.Changes[i], scope)
		}
	}
}

// Add adds one statement of canonical texts; an empty graph name is the default
// graph.
func (b *Builder) Add(s, p, o, g []byte) {
	b.change(&graph.Change{Op: graph.Add, S: s, P: p, O: o, G: g}, "")
}

func (b *Builder) change(c *graph.Change, scope string) {
	q := graph.Quad{b.id(c.S, scope), b.id(c.P, scope), b.id(c.O, scope), graph.DefaultGraph}
	if len(c.G) > 0 {
		q[graph.G] = b.id(c.G, scope)
	}
	if c.Op == graph.Delete {
		delete(b.quads, q)
	} else {
		b.quads[q] = struct{}{}
	}
}

func (b *Builder) id(text []byte, scope string) graph.ID {
	if scope != "" && (text[0] == '_' || bytes.HasPrefix(text, []byte("<<("))) {
		b.text = appendScoped(b.text[:0], text, scope)
		text = b.text
	}
	return b.dict.intern(text)
}

// appendScoped appends a term with scope in front of its blank nodes' labels.
// Within a triple term a label stands between spaces, which no IRI has and a
// string may: quotes are skipped.
func appendScoped(dst, text []byte, scope string) []byte {
	quoted := false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quoted && c == '\\':
			dst = append(dst, c)
			i++
			c = text[i]
		case c == '"':
			quoted = !quoted
		case !quoted && c == '_' && i+1 < len(text) && text[i+1] == ':' && (i == 0 || text[i-1] == ' '):
			dst = append(append(dst, "_:"...), scope...)
			i++
			continue
		}
		dst = append(dst, c)
	}
	return dst
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
