package dump

import (
	"context"
	"io"

	"github.com/chancery-graph/chancery/graph"
)

// RemovalReader is a patch that deletes the statements of a pattern.
type RemovalReader struct {
	ctx      context.Context // graph.PatchReader has no other way to be cancelled
	snapshot Snapshot
	scanner  graph.Scanner
	batch    graph.Batch
	row      int
	ends     []int
	err      error
}

// Removal returns a patch that deletes every statement that matches pattern. It
// reads the snapshot as it goes: close the patch before the snapshot. Cancelling
// ctx ends it with an error.
func Removal(ctx context.Context, s Snapshot, pattern graph.Pattern) (*RemovalReader, error) {
	scanner, err := s.Scan(ctx, graph.Scan{Pattern: pattern})
	if err != nil {
		return nil, err
	}
	return &RemovalReader{ctx: ctx, snapshot: s, scanner: scanner}, nil
}

// ReadPatch implements [graph.PatchReader].
func (r *RemovalReader) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	r.ends = r.ends[:0]
	for r.err == nil && len(b.Arena) < pieceBytes {
		r.err = r.readRow(b)
	}
	if r.err != nil && (r.err != io.EOF || len(r.ends) == 0) {
		b.Reset()
		return r.err
	}
	// The arena has stopped moving: the terms can point into it.
	start := 0
	next := func() []byte {
		end := r.ends[0]
		text := b.Arena[start:end:end]
		r.ends, start = r.ends[1:], end
		return text
	}
	for len(r.ends) > 0 {
		b.Changes = append(b.Changes, graph.Change{Op: graph.Delete, S: next(), P: next(), O: next(), G: next()})
	}
	return nil
}

// readRow appends the texts of one statement; io.EOF ends.
func (r *RemovalReader) readRow(b *graph.PatchBatch) (err error) {
	if r.row == r.batch.N {
		r.row = 0
		if err := r.scanner.Next(r.ctx, &r.batch); err != nil {
			return err
		}
		if r.batch.N == 0 {
			return io.EOF
		}
	}
	var ids [4]graph.ID
	for pos := range ids {
		ids[pos] = r.batch.Cols[pos][r.row]
	}
	r.row++
	named := ids[:]
	if ids[graph.G] == graph.DefaultGraph { // it has no text
		named = ids[:graph.G]
	}
	before := len(r.ends)
	if b.Arena, r.ends, err = r.snapshot.AppendTerms(r.ctx, b.Arena, r.ends, named); err != nil {
		r.ends = r.ends[:before]
		return err
	}
	if len(named) < len(ids) {
		r.ends = append(r.ends, len(b.Arena))
	}
	return nil
}

// Close ends the scan. It may be called more than once.
func (r *RemovalReader) Close() error { return r.scanner.Close() }
