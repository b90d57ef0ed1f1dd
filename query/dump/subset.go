package dump

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
)

// Subset is a part of a snapshot: some of its statements, held as IDs (32 bytes
// each). It can be dumped as a snapshot can, as long as that is open.
type Subset struct {
	snapshot Snapshot
	rows     []graph.Quad // sorted by position, each once
}

// Around returns the statements that have entity as subject or object, and of
// all nodes in these the statements with the predicates labels, so that a reader
// sees what the nodes are called.
func Around(ctx context.Context, s Snapshot, entity graph.ID, labels []graph.ID) (*Subset, error) {
	sub := &Subset{snapshot: s}
	for _, p := range []graph.Pattern{{S: entity}, {O: entity}} {
		if err := sub.add(ctx, p); err != nil {
			return nil, err
		}
	}
	var nodes []graph.ID
	for _, row := range sub.rows {
		for _, id := range []graph.ID{row[graph.S], row[graph.O]} {
			if id != entity && !id.IsLiteral() {
				nodes = append(nodes, id)
			}
		}
	}
	slices.Sort(nodes)
	for _, node := range slices.Compact(nodes) {
		for _, label := range labels {
			if err := sub.add(ctx, graph.Pattern{S: node, P: label}); err != nil {
				return nil, err
			}
		}
	}
	slices.SortFunc(sub.rows, func(a, b graph.Quad) int { return slices.Compare(a[:], b[:]) })
	sub.rows = slices.Compact(sub.rows)
	return sub, nil
}

// add reads the statements of a pattern.
func (s *Subset) add(ctx context.Context, p graph.Pattern) (err error) {
	scanner, err := s.snapshot.Scan(ctx, graph.Scan{Pattern: p})
	if err != nil {
		return fmt.Errorf("scan: %w", err)
	}
	defer func() { err = errors.Join(err, scanner.Close()) }()
	var b graph.Batch
	for {
		if err := scanner.Next(ctx, &b); err != nil {
			return fmt.Errorf("scan: %w", err)
		}
		if b.N == 0 {
			return nil
		}
		for row := range b.N {
			s.rows = append(s.rows, graph.Quad{b.Cols[graph.S][row], b.Cols[graph.P][row], b.Cols[graph.O][row], b.Cols[graph.G][row]})
		}
	}
}

// Len is the number of statements.
func (s *Subset) Len() int { return len(s.rows) }

// AppendTerms implements [Snapshot].
func (s *Subset) AppendTerms(ctx context.Context, dst []byte, ends []int, ids []graph.ID) ([]byte, []int, error) {
	return s.snapshot.AppendTerms(ctx, dst, ends, ids)
}

// Scan implements [Snapshot].
func (s *Subset) Scan(_ context.Context, q graph.Scan) (graph.Scanner, error) {
	order := q.Order
	if order == graph.AnyOrder {
		order = graph.SPOG
	}
	var rows []graph.Quad
	for _, row := range s.rows {
		if q.Matches(row) {
			rows = append(rows, row)
		}
	}
	positions := order.Positions()
	slices.SortFunc(rows, func(a, b graph.Quad) int {
		for _, pos := range positions {
			if c := cmp.Compare(a[pos], b[pos]); c != 0 {
				return c
			}
		}
		return 0
	})
	return &rowScanner{rows: rows, order: order, columns: q.Columns}, nil
}

// rowScanner yields rows that are held in memory.
type rowScanner struct {
	rows    []graph.Quad
	order   graph.Order
	columns graph.Columns
}

// subsetRows is the number of rows of a batch.
const subsetRows = 1024

// Order implements [graph.Scanner].
func (r *rowScanner) Order() graph.Order { return r.order }

// Close implements [graph.Scanner].
func (r *rowScanner) Close() error { return nil }

// Next implements [graph.Scanner].
func (r *rowScanner) Next(ctx context.Context, b *graph.Batch) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	part := r.rows[:min(len(r.rows), subsetRows)]
	r.rows = r.rows[len(part):]
	b.N = len(part)
	for pos := range b.Cols {
		b.Cols[pos] = b.Cols[pos][:0]
		if r.columns != 0 && !r.columns.Has(graph.Position(pos)) {
			b.Cols[pos] = nil
			continue
		}
		for _, row := range part {
			b.Cols[pos] = append(b.Cols[pos], row[pos])
		}
	}
	return nil
}
