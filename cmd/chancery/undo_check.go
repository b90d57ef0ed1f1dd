package main

import (
	"context"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

// checkedPatch is the inverse of an event as it is appended: empty if it would
// change nothing any more, and refused if it would make entities one that a curator
// stated to be different since.
type checkedPatch struct {
	graph.PatchReader
	ctx    context.Context
	snap   *store.Snapshot
	reader *relation.Reader
	begun  bool
}

func (p *program) checkedUndoing(ctx context.Context, s *store.Store, patch graph.PatchReader) (*checkedPatch, error) {
	snap := s.Snapshot()
	r, err := newReader(ctx, s, snap)
	if err != nil {
		joinClose(&err, snap)
		return nil, err
	}
	return &checkedPatch{PatchReader: patch, ctx: ctx, snap: snap, reader: r}, nil
}

// Close closes the snapshot that the patch is compared with.
func (k *checkedPatch) Close() error { return k.snap.Close() }

// ReadPatch implements graph.PatchReader. Until a change is found that is a real one
// nothing is handed on, so that an event that was undone already is not undone again.
func (k *checkedPatch) ReadPatch(b *graph.PatchBatch) error {
	for {
		if err := k.PatchReader.ReadPatch(b); err != nil {
			return err
		}
		for i := range b.Changes {
			if err := k.checkMerge(&b.Changes[i]); err != nil {
				return err
			}
		}
		if k.begun {
			return nil
		}
		for i := range b.Changes {
			real, err := k.changes(&b.Changes[i])
			if err != nil {
				return err
			}
			if k.begun = real; real {
				b.Changes = b.Changes[i:]
				return nil
			}
		}
	}
}

// changes tells whether a change changes the graph as it is now.
func (k *checkedPatch) changes(c *graph.Change) (bool, error) {
	ids := [4]graph.ID{}
	for i, text := range [4][]byte{c.S, c.P, c.O, c.G} {
		if i == 3 && len(text) == 0 {
			ids[i] = graph.DefaultGraph
			continue
		}
		id, ok, err := k.snap.Lookup(k.ctx, text)
		if err != nil {
			return false, err
		}
		if !ok {
			return c.Op == graph.Add, nil
		}
		ids[i] = id
	}
	n, err := k.snap.Count(k.ctx, graph.Pattern{S: ids[0], P: ids[1], O: ids[2], G: ids[3]})
	return (n > 0) == (c.Op == graph.Delete), err
}

// checkMerge refuses a merge of what is stated to be different.
func (k *checkedPatch) checkMerge(c *graph.Change) error {
	if c.Op != graph.Add || string(c.P) != bracket(vocab.OWLSameAs) || string(c.G) != bracket(relation.CurationGraph) {
		return nil
	}
	var ids [2]graph.ID
	for i, text := range [2][]byte{c.S, c.O} {
		id, ok, err := k.snap.Lookup(k.ctx, text)
		if err != nil || !ok {
			return err
		}
		ids[i] = id
	}
	return distinctFailure(k.reader.CheckMerge(k.ctx, ids[0], ids[1]))
}
