package projection

import (
	"context"

	"github.com/chancery-graph/chancery/graph"
)

// Seek implements [graph.Seeker]: the scan goes on with the rows from lo to hi.
func (s *scanner) Seek(ctx context.Context, lo, hi graph.Quad) error {
	if s.out == nil {
		return errClosed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	s.out.reset()
	s.held, s.left, s.intervals = false, span{}, s.intervals[:0]
	var from, to key
	for col, pos := range s.order.Positions() {
		from[col], to[col] = lo[pos], hi[pos]
	}
	if from.less(&s.lo) {
		from = s.lo
	}
	if s.hi.less(&to) {
		to = s.hi
	}
	return s.m.seek(&from, &to)
}

// seek moves all cursors to the rows from lo to hi.
func (m *merger) seek(lo, hi *key) error {
	m.pending = nil
	// Columns beyond the prefix are free in both bounds: they need no decoding.
	prefix := len(lo)
	for prefix > 0 && lo[prefix-1] == graph.None && hi[prefix-1] == graph.MaxID {
		prefix--
	}
	for _, c := range m.cursors {
		c.hi, c.prefix = *hi, prefix
		if err := c.seekOn(lo); err != nil {
			return err
		}
	}
	return nil
}

// seekOn places the cursor at the first row >= lo of its new range. It stays in
// the open block where that holds lo, since lookups in rising order often meet
// there.
func (c *cursor) seekOn(lo *key) error {
	c.done = false
	if c.opened && c.block < len(c.idx.blocks) && !c.info().last.less(lo) {
		return c.seekInBlock(lo)
	}
	return c.seek(lo)
}

// seekInBlock takes the open block's rows from lo to the end of the range.
func (c *cursor) seekInBlock(lo *key) (err error) {
	if c.pos, err = c.searchEdge(lo, false); err != nil {
		return err
	}
	c.end, c.bound = int(c.info().rows), c.info().last
	if c.hi.less(&c.bound) {
		if c.end, err = c.searchEdge(&c.hi, true); err != nil {
			return err
		}
	}
	if c.pos >= c.end { // lo is not beyond the block, so its end is the range's
		c.done = true
		return nil
	}
	if c.solo {
		return nil
	}
	if err := c.loadKeys(); err != nil {
		return err
	}
	c.cur, c.bound = c.keyAt(c.pos), c.keyAt(c.end-1)
	return nil
}
