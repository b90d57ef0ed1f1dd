package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

// directory tells the ingest pipeline whom the store knows: the people of a
// snapshot, and those of the dispatches that were stored since.
type directory struct {
	snap   *store.Snapshot
	reader *relation.Reader
	since  map[string][]ingest.Known // by surname
}

func openDirectory(ctx context.Context, s *store.Store) (*directory, error) {
	snap := s.Snapshot()
	reader, err := newReader(ctx, s, snap)
	if err != nil {
		return nil, errors.Join(err, snap.Close())
	}
	return &directory{snap, reader, map[string][]ingest.Known{}}, nil
}

// Close closes the snapshot.
func (d *directory) Close() error { return d.snap.Close() }

// PersonsBySurname implements ingest.Directory.
func (d *directory) PersonsBySurname(ctx context.Context, key string) ([]ingest.Known, error) {
	found, err := d.reader.Find(ctx, strings.ReplaceAll(key, "-", " "), relation.FindOptions{Kinds: []string{relation.KindPerson}})
	if err != nil {
		return nil, err
	}
	var known []ingest.Known
	for _, m := range found.Matches {
		for _, name := range []string{m.Label, m.Name} {
			if ingest.SurnameKey(name) == key {
				known = append(known, ingest.Known{IRI: quad.IRI(m.IRI), Name: name})
			}
		}
	}
	return append(known, d.since[key]...), nil
}

// learn remembers the people of a dispatch that was stored.
func (d *directory) learn(quads []quad.Quad) {
	for _, q := range quads {
		subject, ok := q.Subject.(quad.IRI)
		if !ok || q.Predicate != quad.IRI(vocab.SchemaName) || !strings.HasPrefix(string(subject), vocab.Base+"actor/") {
			continue
		}
		name := nameOf(q.Object)
		key := ingest.SurnameKey(name)
		d.since[key] = append(d.since[key], ingest.Known{IRI: subject, Name: name})
	}
}

func nameOf(v quad.Value) string {
	switch v := v.(type) {
	case quad.String:
		return string(v)
	case quad.LangString:
		return string(v.Value)
	}
	return ""
}

// sourceFor makes the IRI of a dispatch that has none of its own: readable, and
// different for files of one name and different text.
func sourceFor(name string, text []byte) quad.IRI {
	sum := sha256.Sum256(text)
	return ingest.SourceIRI(name + "-" + hex.EncodeToString(sum[:4]))
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
	var ends [][4]int
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
