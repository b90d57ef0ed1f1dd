package memory

import (
	"context"
	"sort"

	"github.com/chancery-graph/chancery/graph"
)

// scanner implements [graph.Seeker] over one permutation.
type scanner struct {
	scan     graph.Scan
	perm     *permutation
	from, to int // rows still to come, before filters
	end      int // rows of the pattern's span end here once Seek was called
	sought   bool
	gathered [4][]graph.ID
}

func (s *scanner) Order() graph.Order { return s.scan.Order }

func (s *scanner) Close() error { return nil }

// Next implements [graph.Scanner].
func (s *scanner) Next(ctx context.Context, b *graph.Batch) error {
	*b = graph.Batch{}
	for s.from < s.to {
		if err := ctx.Err(); err != nil {
			return err
		}
		to := min(s.from+graph.BatchRows, s.to)
		s.take(b, s.from, to)
		s.from = to
		if b.N > 0 {
			return nil
		}
	}
	return ctx.Err()
}

// take hands out the rows [from,to) that match the pattern: all of them as they
// stand, or a copy.
func (s *scanner) take(b *graph.Batch, from, to int) {
	all := true
	for r := from; r < to && all; r++ {
		all = s.scan.Matches(s.quad(r))
	}
	for pos := range s.gathered {
		if !s.scan.Columns.Has(graph.Position(pos)) {
			continue
		}
		if all {
			b.Cols[pos] = s.perm.cols[pos][from:to:to]
			continue
		}
		s.gathered[pos] = s.gathered[pos][:0]
		for r := from; r < to; r++ {
			if s.scan.Matches(s.quad(r)) {
				s.gathered[pos] = append(s.gathered[pos], s.perm.cols[pos][r])
			}
		}
		b.Cols[pos] = s.gathered[pos]
	}
	for r := from; r < to; r++ {
		if all || s.scan.Matches(s.quad(r)) {
			b.N++
		}
	}
}

func (s *scanner) quad(r int) graph.Quad {
	return graph.Quad{s.perm.cols[0][r], s.perm.cols[1][r], s.perm.cols[2][r], s.perm.cols[3][r]}
}

// Seek implements [graph.Seeker].
func (s *scanner) Seek(ctx context.Context, lo, hi graph.Quad) error {
	if !s.sought {
		s.sought, s.end = true, s.to
	}
	pos := s.scan.Order.Positions()
	s.from += sort.Search(s.end-s.from, func(i int) bool { return !before(s.quad(s.from+i), lo, pos) })
	s.to = s.from + sort.Search(s.end-s.from, func(i int) bool { return before(hi, s.quad(s.from+i), pos) })
	return ctx.Err()
}

// Split implements [graph.Splitter].
func (s *scanner) Split(most int) []graph.Quad {
	n := s.to - s.from
	most = min(most, n)
	quads := make([]graph.Quad, most)
	for i := range quads {
		quads[i] = s.quad(s.from + i*n/most)
	}
	return quads
}

// before tells whether a stands before b in the order of the positions.
func before(a, b graph.Quad, pos [4]graph.Position) bool {
	for _, i := range pos {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}
