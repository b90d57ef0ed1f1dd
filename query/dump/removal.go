package dump

import (
	"context"
	"io"

	"github.com/chancery-graph/chancery/graph"
)

// RemovalReader is a patch that deletes the statements of a pattern.
type RemovalReader struct {
	ctx     context.Context // graph.PatchReader has no other way to be cancelled
	decoder decoder
	scanner graph.Scanner
	batch   graph.Batch
	row     int
	err     error
}

// Removal returns a patch that deletes every statement that matches pattern. It
// reads the snapshot as it goes: close the patch before the snapshot. Cancelling
// ctx ends it with an error.
func Removal(ctx context.Context, s Snapshot, pattern graph.Pattern) (*RemovalReader, error) {
	scanner, err := s.Scan(ctx, graph.Scan{Pattern: pattern})
	if err != nil {
		return nil, err
	}
	return &RemovalReader{ctx: ctx, decoder: decoder{snapshot: s}, scanner: scanner}, nil
}

// ReadPatch implements [graph.PatchReader].
func (r *RemovalReader) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	var ends [][4]int
	for r.err == nil && len(b.Arena) < pieceBytes {
		if r.row == r.batch.N {
			r.row = 0
			if r.err = r.scanner.Next(r.ctx, &r.batch); r.err == nil && r.batch.N == 0 {
				r.err = io.EOF
			}
			continue
		}
		var end [4]int
		for pos := range end {
			id := r.batch.Cols[pos][r.row]
			if id != graph.DefaultGraph {
				if b.Arena, r.err = r.decoder.appendTerm(r.ctx, b.Arena, id); r.err != nil {
					break
				}
			}
			end[pos] = len(b.Arena)
		}
		if r.err == nil {
			ends = append(ends, end)
			r.row++
		}
	}
	if r.err != nil && (r.err != io.EOF || len(ends) == 0) {
		b.Reset()
		return r.err
	}
	// The arena has stopped moving: the terms can point into it.
	start := 0
	for _, end := range ends {
		b.Changes = append(b.Changes, graph.Change{Op: graph.Delete,
			S: b.Arena[start:end[0]], P: b.Arena[end[0]:end[1]], O: b.Arena[end[1]:end[2]], G: b.Arena[end[2]:end[3]]})
		start = end[3]
	}
	return nil
}

// Close ends the scan. It may be called more than once.
func (r *RemovalReader) Close() error { return r.scanner.Close() }
