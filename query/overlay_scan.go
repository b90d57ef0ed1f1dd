package query

import (
	"context"
	"sort"

	"github.com/chancery-graph/chancery/graph"
)

// overlayScan merges a scan of the base, without what was deleted, with the
// statements that were added.
type overlayScan struct {
	over  *overlay
	scan  graph.Scan
	pos   [4]graph.Position
	base  graph.Scanner // nil: a term of the pattern is new, so base has nothing
	added []graph.Quad  // sorted; those that are left
	hi    *graph.Quad   // of the latest Seek

	batch graph.Batch // of base
	at    int         // next row of batch
	done  bool        // base has ended, until the next Seek
	cols  [4][]graph.ID
}

func newOverlayScan(ctx context.Context, o *overlay, s graph.Scan) (*overlayScan, error) {
	m := &overlayScan{over: o, scan: s, pos: s.Order.Positions()}
	o.mu.Lock()
	m.added = o.inOrder(s.Order)
	o.mu.Unlock()
	m.added = m.added[sort.Search(len(m.added), func(i int) bool { return !m.precedes(m.added[i]) }):]
	p := s.Pattern
	if !isNew(p.S) && !isNew(p.P) && !isNew(p.O) && !isNew(p.G) {
		all := s
		all.Columns = graph.AllCols
		base, err := o.base.Scan(ctx, all)
		if err != nil {
			return nil, err
		}
		m.base = base
	}
	return m, nil
}

// precedes tells whether a statement sorts before all that the pattern matches.
func (m *overlayScan) precedes(q graph.Quad) bool {
	for _, p := range m.pos {
		id := m.scan.At(p)
		if id == graph.None {
			return false
		}
		if q[p] != id {
			return q[p] < id
		}
	}
	return false
}

// Order implements [graph.Scanner].
func (m *overlayScan) Order() graph.Order { return m.scan.Order }

// Close implements [graph.Scanner].
func (m *overlayScan) Close() error {
	if m.base == nil {
		return nil
	}
	return m.base.Close()
}

// Next implements [graph.Scanner].
func (m *overlayScan) Next(ctx context.Context, b *graph.Batch) error {
	for i := range m.cols {
		m.cols[i] = m.cols[i][:0]
	}
	n := 0
	for n < graph.BatchRows {
		fromBase, ok, err := m.peek(ctx)
		if err != nil {
			return err
		}
		fromAdded, more := m.peekAdded()
		if !ok && !more {
			break
		}
		q := fromBase
		if !ok || more && compareQuads(fromAdded, fromBase, m.pos) < 0 {
			q = fromAdded
			m.added = m.added[1:]
		} else {
			m.at++
		}
		for i := range m.cols {
			m.cols[i] = append(m.cols[i], q[i])
		}
		n++
	}
	*b = graph.Batch{N: n}
	for i := range m.cols {
		if m.scan.Columns == 0 || m.scan.Columns.Has(graph.Position(i)) {
			b.Cols[i] = m.cols[i]
		}
	}
	return nil
}

// peek is the next statement of base that was not deleted.
func (m *overlayScan) peek(ctx context.Context) (graph.Quad, bool, error) {
	for m.base != nil && !m.done {
		if m.at >= m.batch.N {
			if err := m.base.Next(ctx, &m.batch); err != nil {
				return graph.Quad{}, false, err
			}
			m.at = 0
			if m.batch.N == 0 {
				m.done = true
				break
			}
		}
		var q graph.Quad
		for i := range q {
			q[i] = m.batch.Cols[i][m.at]
		}
		if _, deleted := m.over.deleted[q]; !deleted {
			return q, true, nil
		}
		m.at++
	}
	return graph.Quad{}, false, nil
}

// peekAdded is the next added statement that matches.
func (m *overlayScan) peekAdded() (graph.Quad, bool) {
	for len(m.added) > 0 {
		q := m.added[0]
		if m.hi != nil && compareQuads(q, *m.hi, m.pos) > 0 || m.beyond(q) {
			return q, false
		}
		if m.scan.Matches(q) {
			return q, true
		}
		m.added = m.added[1:]
	}
	return graph.Quad{}, false
}

// beyond tells whether no statement from q on can match.
func (m *overlayScan) beyond(q graph.Quad) bool {
	for _, p := range m.pos {
		id := m.scan.At(p)
		if id == graph.None {
			return false
		}
		if q[p] != id {
			return q[p] > id
		}
	}
	return false
}

// Seek implements [graph.Seeker].
func (m *overlayScan) Seek(ctx context.Context, lo, hi graph.Quad) error {
	m.hi = &hi
	m.added = m.added[sort.Search(len(m.added), func(i int) bool { return compareQuads(m.added[i], lo, m.pos) >= 0 }):]
	if m.base == nil {
		return nil
	}
	m.done = false
	if s, ok := m.base.(graph.Seeker); ok {
		m.batch.N, m.at = 0, 0
		return s.Seek(ctx, lo, hi)
	}
	return errNoSeek
}
