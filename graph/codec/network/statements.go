package network

import (
	"context"
	"fmt"
	"io"
	"iter"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
)

// The kinds of nodes that [Statements] yields.
const (
	KindIRI     = "IRI"
	KindBlank   = "blank node"
	KindLiteral = "literal"
	KindTriple  = "triple term"
)

// Statements is the network of the statements of a dataset, as they are: a node
// for each term that is a subject or an object, in the order in which they first
// come, and an edge for each statement, of which the kind is the predicate's IRI
// and the source the graph name. The ID of a node is the IRI without angle
// brackets, and for other terms the canonical text.
//
// open starts reading; it is called for the nodes and again for the edges, and
// must give the same statements. Changes must be additions: a deletion is
// nquads.ErrDelete. While nodes are read, their texts are held.
func Statements(open func() (graph.PatchReader, error)) Source { return statements{open} }

type statements struct {
	open func() (graph.PatchReader, error)
}

// each calls f for every statement until f returns false.
func (s statements) each(ctx context.Context, f func(c *graph.Change) bool) error {
	r, err := s.open()
	if err != nil {
		return err
	}
	var b graph.PatchBatch
	for {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := r.ReadPatch(&b); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		for i := range b.Changes {
			c := &b.Changes[i]
			if c.Op != graph.Add {
				return fmt.Errorf("network: %w: %.200s", nquads.ErrDelete, nquads.AppendQuad(nil, c.S, c.P, c.O, c.G))
			}
			if !f(c) {
				return nil
			}
		}
	}
}

func (s statements) Nodes(ctx context.Context) iter.Seq2[Node, error] {
	return func(yield func(Node, error) bool) {
		seen := map[string]struct{}{}
		stopped := false
		err := s.each(ctx, func(c *graph.Change) bool {
			for _, text := range [2][]byte{c.S, c.O} {
				if _, ok := seen[string(text)]; ok {
					continue
				}
				n := termNode(text)
				seen[string(text)] = struct{}{}
				if !yield(n, nil) {
					stopped = true
					return false
				}
			}
			return true
		})
		if err != nil && !stopped {
			yield(Node{}, err)
		}
	}
}

func (s statements) Edges(ctx context.Context) iter.Seq2[Edge, error] {
	return func(yield func(Edge, error) bool) {
		stopped := false
		err := s.each(ctx, func(c *graph.Change) bool {
			stopped = !yield(Edge{From: termID(c.S), To: termID(c.O), Kind: termID(c.P), Source: termID(c.G)}, nil)
			return !stopped
		})
		if err != nil && !stopped {
			yield(Edge{}, err)
		}
	}
}

// termID returns the IRI, or the text of any other term; nothing for none.
func termID(text []byte) string {
	if graph.TagOf(text) == graph.TagIRI {
		return string(text[1 : len(text)-1])
	}
	return string(text)
}

func termNode(text []byte) Node {
	n := Node{ID: termID(text)}
	switch graph.TagOf(text) {
	case graph.TagBlank:
		n.Kind = KindBlank
	case graph.TagLiteral:
		n.Kind = KindLiteral
		n.Label = string(graph.AppendLexical(nil, text))
	case graph.TagTriple:
		n.Kind = KindTriple
	default:
		n.Kind = KindIRI
	}
	return n
}
