package projection

import (
	"slices"

	"github.com/chancery-graph/chancery/graph"
)

// Defer implements [graph.Deferrer]: columns of pieces that are handed out as they are
// need not be decoded.
func (s *scanner) Defer(cols graph.Columns) { s.deferred = cols }

// Deferred implements [graph.Deferrer].
func (s *scanner) Deferred(pos graph.Position) ([]graph.ID, error) {
	col, err := s.passed.c.frame.column(s.columnOf(pos))
	if err != nil {
		return nil, err
	}
	return col[s.passed.from:s.passed.to], nil
}

// DeferredAt implements [graph.Deferrer]: the block index knows the ends of a block.
func (s *scanner) DeferredAt(pos graph.Position, row int) (graph.ID, error) {
	c, at := s.columnOf(pos), s.passed.from+row
	switch b := s.passed.c.info(); at {
	case 0:
		return b.first[c], nil
	case int(b.rows) - 1:
		return b.last[c], nil
	}
	col, err := s.Deferred(pos)
	if err != nil {
		return graph.None, err
	}
	return col[row], nil
}

// columnOf is the column of a position in the scan's order.
func (s *scanner) columnOf(pos graph.Position) int {
	positions := s.order.Positions()
	return slices.Index(positions[:], pos)
}
