package exec

import (
	"context"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// mergeMatcher is a merge join: both sides come sorted by the keys.
type mergeMatcher struct {
	c        *keyCursor
	keys     []plan.Slot
	key      []graph.ID // of the last left row looked up; nil before the first
	from, to int32      // its partners in the cursor's buffer
	current  []graph.ID
	most     int // partners that are found at once
	opened   bool
	counts   bool       // only the number of partners matters
	ids      []graph.ID // left keys without gaps
}

// newMerge makes a merge join of which so many solutions are enough; 0: all are
// wanted.
func newMerge(r *run, right operator, keys, want []plan.Slot, enough int) *mergeMatcher {
	m := &mergeMatcher{c: newKeyCursor(r, right, keys, want, "a merge join"), keys: keys, most: maxPartners,
		current: make([]graph.ID, len(keys))}
	if enough > 0 {
		m.most = enough
	}
	if s, ok := bare(right).(*scan); ok {
		if order, ok := s.keyOrder(keys); ok && slices.Equal(order, keys) {
			m.c.scan = s
		}
	}
	return m
}

func (m *mergeMatcher) match(ctx context.Context, b *Batch, at int, out *matches) (int, error) {
	c := m.c
	if !m.opened {
		m.opened = true
		if c.scan != nil {
			ok, err := c.scan.seekable(ctx)
			if err != nil {
				return 0, err
			}
			if !ok {
				c.scan = nil
			}
		}
	}
	if m.counts {
		return m.matchCounts(ctx, b, at, out)
	}
	c.keep(m.from, m.to)
	m.from, m.to = 0, m.to-m.from
	live := b.live()
	i := at
	if len(m.keys) == 1 {
		var err error
		if i, err = m.matchOne(ctx, b.Cols[m.keys[0]], live, at, out); err != nil {
			return 0, err
		}
	}
	for ; i < len(live) && (i == at || c.buf.n+len(c.pend) < m.most); i++ {
		row := live[i]
		same := m.key != nil
		for k, slot := range m.keys {
			m.current[k] = b.Cols[slot][row]
			same = same && m.current[k] == m.key[k]
		}
		if !same {
			if err := m.find(ctx); err != nil {
				return 0, err
			}
		}
		out.from[i], out.to[i] = m.from, m.to
	}
	var err error
	out.perm = nil
	out.cols, err = c.partners()
	return i, err
}

// matchOne is match by one key: keys whose rows lie within the cursor's batch are
// looked up without the detour of find.
func (m *mergeMatcher) matchOne(ctx context.Context, left []graph.ID, live []int32, at int, out *matches) (int, error) {
	c := m.c
	last := graph.None // no key is None
	if len(m.key) > 0 {
		last = m.key[0]
	}
	i := at
	for ; i < len(live) && (i == at || c.buf.n+len(c.pend) < m.most); i++ {
		id := left[live[i]]
		if id != last {
			if !m.findWithin(id) {
				m.current[0] = id
				if err := m.find(ctx); err != nil {
					return 0, err
				}
			}
			last = id
		}
		out.from[i], out.to[i] = m.from, m.to
	}
	return i, nil
}

// findWithin is find if the batch at hand has a row with a greater key, so that
// nothing need be read.
func (m *mergeMatcher) findWithin(id graph.ID) bool {
	c := m.c
	if c.pos >= c.b.N {
		return false
	}
	col := c.cols[0][:c.b.N]
	if col[len(col)-1] <= id {
		return false
	}
	pos := c.pos
	if col[pos] < id {
		pos += gallop(col[pos:], id)
	}
	m.from, m.to = 0, 0
	first := pos
	if col[pos] == id {
		m.from = int32(c.buf.n + len(c.pend))
		for ; col[pos] == id; pos++ {
			c.pend = append(c.pend, int32(pos))
		}
		m.to = m.from + int32(pos-first)
	}
	c.hits += pos - first
	c.pos = pos
	m.key, c.last = append(m.key[:0], id), append(c.last[:0], id)
	return true
}

// find looks the current key up.
func (m *mergeMatcher) find(ctx context.Context) error {
	m.key = append(m.key[:0], m.current...)
	m.from, m.to = 0, 0
	equal, err := m.c.advance(ctx, m.key)
	if err != nil || !equal {
		return err
	}
	m.from, m.to, err = m.c.take(ctx, m.key)
	return err
}

func (m *mergeMatcher) exhausted() bool {
	// The rows of the last key are partners of left rows to come with that key.
	return m.c.end && !m.c.bounded && m.from == m.to
}

func (m *mergeMatcher) following() []graph.ID {
	c := m.c
	// Left rows with the last key may go on where that has partners.
	if c.bounded || c.pos >= c.b.N || m.from < m.to {
		return nil
	}
	for k, col := range c.cols {
		m.current[k] = col[c.pos]
	}
	return m.current
}

func (m *mergeMatcher) held() int64 { return m.c.buf.mem.top }

func (m *mergeMatcher) close() error {
	m.c.buf.release()
	return m.c.in.close()
}
