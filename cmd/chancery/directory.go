package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"slices"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/known"
	"github.com/chancery-graph/chancery/store"
)

// learnedMost is how many statements a directory keeps beside its snapshot before
// it takes a new one: some 10 MB of memory.
const learnedMost = 50_000

// directory tells the ingest pipeline what the store knows, the dispatches that
// were stored since it was opened included.
type directory struct {
	*known.Graph
	store *store.Store
	snap  *store.Snapshot
	// latest are the statements of the last dispatches, which a new snapshot may
	// not see yet: they are appended after they were learned.
	latest [][]quad.Quad
	// unstored tells that nothing is appended, so that no snapshot will ever have
	// what was learned: a dry run takes memory with every dispatch.
	unstored bool
}

func openDirectory(s *store.Store, unstored bool) *directory {
	snap := s.Snapshot()
	return &directory{store: s, snap: snap, Graph: known.New(snap), unstored: unstored}
}

// Close closes the snapshot.
func (d *directory) Close() error { return d.snap.Close() }

// learn takes in the statements of a dispatch that is stored or about to be.
func (d *directory) learn(ctx context.Context, quads []quad.Quad) error {
	d.Learn(quads)
	if d.unstored {
		return nil
	}
	const unseen = statedAhead + 2 // those that wait, the one being appended, and this one
	if d.latest = append(d.latest, quads); len(d.latest) > unseen {
		d.latest = slices.Delete(d.latest, 0, 1)
	}
	if d.Learned() < learnedMost {
		return nil
	}
	old := d.snap
	d.snap = d.store.Snapshot()
	if err := d.Renew(ctx, d.snap); err != nil {
		return errors.Join(err, old.Close())
	}
	for _, quads := range d.latest {
		d.Learn(quads)
	}
	return old.Close()
}

// sourceFor makes the IRI of a dispatch that has none of its own: readable, and
// different for files of one name and different text.
func sourceFor(name string, digest [sha256.Size]byte) quad.IRI {
	return ingest.SourceIRI(name + "-" + hex.EncodeToString(digest[:4]))
}

// quadPatch is a patch that adds quads.
type quadPatch struct {
	quads []quad.Quad
	next  int
}

// ReadPatch implements graph.PatchReader.
func (q *quadPatch) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	if q.next == len(q.quads) {
		return io.EOF
	}
	const perBatch = 1024
	last := min(q.next+perBatch, len(q.quads))
	b.Changes = slices.Grow(b.Changes, last-q.next)
	ends := make([][4]int, 0, last-q.next)
	for _, statement := range q.quads[q.next:last] {
		var end [4]int
		for i, v := range []quad.Value{statement.Subject, statement.Predicate, statement.Object, statement.Label} {
			if v != nil {
				var err error
				if b.Arena, err = graph.AppendTerm(b.Arena, v); err != nil {
					return err
				}
			}
			end[i] = len(b.Arena)
		}
		ends = append(ends, end)
	}
	start := 0
	for _, end := range ends {
		b.Changes = append(b.Changes, graph.Change{Op: graph.Add,
			S: b.Arena[start:end[0]], P: b.Arena[end[0]:end[1]], O: b.Arena[end[1]:end[2]], G: b.Arena[end[2]:end[3]]})
		start = end[3]
	}
	q.next = last
	return nil
}
