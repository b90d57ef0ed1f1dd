package exec

import (
	"context"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// indexMatcher looks left rows up in a scan. The distinct keys of a piece are
// sorted, so that one scan that moves forward finds them all; where the keys of
// a piece begin before those of the last one ended, the scan is opened anew.
type indexMatcher struct {
	run   *run
	c     *keyCursor
	scan  *scan
	keys  []plan.Slot // in the scan's order
	want  []plan.Slot
	seeks bool
	open  bool

	lookups int          // distinct keys so far
	whole   *hashMatcher // takes over when the scan has been read whole
	stays   bool         // it has been tried

	t      *table
	nums   []int32
	cols   [][]graph.ID
	sorted []int32 // numbers of distinct keys, by key
	plain  []graph.ID
	from   []int32 // partners by number
	to     []int32
	key    []graph.ID
	// The rows of the last key looked up are kept for the next piece, which may
	// begin with it.
	lastFrom, lastTo int32
	most             int // live positions that are looked up at once
}

func newIndex(r *run, right operator, keys, want []plan.Slot) (*indexMatcher, error) {
	s, ok := bare(right).(*scan)
	if !ok {
		return nil, fmt.Errorf("exec: an index join needs a scan on its right, not a %T", bare(right))
	}
	order, ok := s.keyOrder(keys)
	if !ok || len(keys) == 0 {
		return nil, fmt.Errorf("exec: an index join cannot look slots %v up in a scan by %v", keys, s.query.Order)
	}
	const what = "an index join"
	most := maxPiece
	if r.opts.Eager {
		most = 3
	}
	return &indexMatcher{
		run: r, want: want, c: newKeyCursor(r, right, order, want, what), scan: s, keys: order,
		t: newTable(len(keys), r.mem.reserve(what)), cols: make([][]graph.ID, len(keys)),
		key: make([]graph.ID, len(keys)), most: most,
	}, nil
}

func (m *indexMatcher) match(ctx context.Context, b *Batch, at int, out *matches) (int, error) {
	if !m.open {
		var err error
		if m.seeks, err = m.scan.seekable(ctx); err != nil {
			return 0, err
		}
		if m.open = true; m.seeks {
			m.c.scan = m.scan
		}
	}
	if m.whole == nil && m.worthWhole() {
		if err := m.readWhole(ctx); err != nil {
			return 0, err
		}
	}
	if m.whole != nil {
		return m.whole.match(ctx, b, at, out)
	}
	live := b.live()
	end := min(at+m.most, len(live))
	rows := live[at:end]
	if err := m.distinct(b, rows); err != nil {
		return 0, err
	}
	m.sortKeys()
	m.c.keep(m.lastFrom, m.lastTo)
	if err := m.findAll(ctx); err != nil {
		return 0, err
	}
	for i, num := range m.nums[:len(rows)] {
		out.from[at+i], out.to[at+i] = m.from[num], m.to[num]
	}
	var err error
	out.perm = nil
	out.cols, err = m.c.partners()
	if m.c.buf.n > 4*maxPartners && m.most > 64 { // fewer at once from now on
		m.most /= 4
	}
	return end, err
}

// distinct numbers the keys of the rows.
func (m *indexMatcher) distinct(b *Batch, rows []int32) error {
	for i, slot := range m.keys {
		m.cols[i] = b.Cols[slot]
	}
	m.t.reset()
	m.nums = slices.Grow(m.nums[:0], len(rows))[:len(rows)]
	if err := m.t.insert(m.cols, rows, m.nums); err != nil {
		return err
	}
	m.from = slices.Grow(m.from[:0], m.t.n)[:m.t.n]
	m.to = slices.Grow(m.to[:0], m.t.n)[:m.t.n]
	return nil
}

// sortKeys fills m.sorted. Keys mostly come sorted already.
func (m *indexMatcher) sortKeys() {
	n := m.t.n
	m.sorted = append(m.sorted[:0], identity[:n]...)
	if len(m.keys) == 1 {
		keys := m.t.keys[0]
		if slices.IsSorted(keys) {
			return
		}
		m.plain = append(m.plain[:0], keys...)
		slices.Sort(m.plain)
		m.t.find([][]graph.ID{m.plain}, identity[:n], m.sorted)
		return
	}
	slices.SortFunc(m.sorted, func(x, y int32) int {
		for _, keys := range m.t.keys {
			if keys[x] != keys[y] {
				if keys[x] < keys[y] {
					return -1
				}
				return 1
			}
		}
		return 0
	})
}

// findAll takes the rows of all keys, in their order.
func (m *indexMatcher) findAll(ctx context.Context) error {
	m.lookups += m.t.n
	for i, num := range m.sorted {
		for k, keys := range m.t.keys {
			m.key[k] = keys[num]
		}
		m.from[num], m.to[num] = 0, 0
		if i == 0 && m.seeks {
			if slices.Equal(m.c.last, m.key) { // the last piece ended with it
				m.lastFrom, m.lastTo = 0, m.lastTo-m.lastFrom
				m.from[num], m.to[num] = m.lastFrom, m.lastTo
				continue
			}
			if err := m.start(); err != nil {
				return err
			}
		}
		if !m.seeks {
			if err := m.lookUp(ctx, num); err != nil {
				return err
			}
			continue
		}
		equal, err := m.c.advance(ctx, m.key)
		if err != nil {
			return err
		}
		if equal {
			if m.from[num], m.to[num], err = m.c.take(ctx, m.key); err != nil {
				return err
			}
		}
		m.lastFrom, m.lastTo = m.from[num], m.to[num]
	}
	return nil
}

// start makes the cursor stand at or before the first key of a piece.
func (m *indexMatcher) start() error {
	c := m.c
	switch {
	case len(c.last) == 0 || slices.Compare(c.last, m.key) < 0: // further on
		return nil
	case c.b.N > 0 && !c.bounded && c.compare(0, m.key) < 0: // in the batch at hand
		c.pos = 0
		return nil
	default:
		return c.rewind()
	}
}

// lookUp opens a scan for one key: the dataset's scanners cannot seek.
func (m *indexMatcher) lookUp(ctx context.Context, num int32) error {
	c := m.c
	if err := m.scan.fix(m.keys, m.key); err != nil {
		return err
	}
	c.scan = nil
	c.pos, c.b.N, c.end = 0, 0, false
	m.from[num] = int32(c.buf.n + len(c.pend))
	for {
		if err := c.load(ctx); err != nil {
			return err
		}
		if c.end {
			break
		}
		for row := range int32(c.b.N) {
			c.pend = append(c.pend, row)
		}
	}
	m.to[num] = int32(c.buf.n + len(c.pend))
	return nil
}

func (m *indexMatcher) exhausted() bool { return m.scan.nothing }

func (m *indexMatcher) following() []graph.ID { return nil }

func (m *indexMatcher) held() int64 {
	n := m.c.buf.mem.top + m.t.mem.top
	if m.whole != nil {
		n = max(n, m.whole.held())
	}
	return n
}

func (m *indexMatcher) close() error {
	m.c.buf.release()
	m.t.release()
	if m.whole != nil {
		if err := m.whole.close(); err != nil {
			return err
		}
	}
	return m.c.in.close()
}
