package exec

import (
	"context"
	"errors"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// applyMatcher evaluates the right side once per distinct combination of the keys
// and remembers what it yielded. When memory runs short it forgets and evaluates
// again.
type applyMatcher struct {
	run   *run
	right plan.Node
	keys  []plan.Slot
	scope int
	t     *table
	ends  []int32 // of the rows of each combination
	rows  *rows
	cols  [][]graph.ID
	key   [][]graph.ID
	mem   reservation
	top   int64
}

const applyWhat = "a correlated pattern"

func newApply(r *run, right plan.Node, n *plan.Join) *applyMatcher {
	keys := n.Keys
	return &applyMatcher{
		run: r, right: right, keys: keys, scope: n.Scope,
		t:    newTable(len(keys), r.mem.reserve(applyWhat)),
		rows: newRows(right.Head().Slots, r.mem.reserve(applyWhat)),
		cols: make([][]graph.ID, r.slots), key: make([][]graph.ID, len(keys)),
		mem: r.mem.reserve(applyWhat),
	}
}

func (m *applyMatcher) match(ctx context.Context, b *Batch, at int, out *matches) (int, error) {
	if !m.rows.mem.fits(m.t.need(1) + m.rows.need(BatchRows)) {
		m.forget()
	}
	for i, slot := range m.keys {
		m.key[i] = b.Cols[slot]
	}
	live := b.live()
	var num [1]int32
	i := at
	for ; i < len(live); i++ {
		known := m.t.n
		if err := m.t.insert(m.key, live[i:i+1], num[:]); err != nil {
			return 0, err
		}
		if m.t.n > known {
			if err := m.evaluate(ctx, b, live[i]); err != nil {
				return 0, err
			}
		}
		out.from[i], out.to[i] = 0, m.ends[num[0]]
		if num[0] > 0 {
			out.from[i] = m.ends[num[0]-1]
		}
		if !m.rows.mem.fits(m.rows.need(BatchRows)) { // these first, then forget
			i++
			break
		}
	}
	m.rows.fill(m.cols)
	out.perm, out.cols = nil, m.cols
	return i, nil
}

// evaluate appends the solutions of the right side for the keys of a row.
func (m *applyMatcher) evaluate(ctx context.Context, b *Batch, row int32) (err error) {
	f := &frame{keys: m.keys, cols: make([][]graph.ID, len(m.keys)), n: 1}
	for i, slot := range m.keys {
		f.cols[i] = []graph.ID{b.At(slot, row)}
	}
	op, err := m.run.within(m.scope, f).build(m.right)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, op.close()) }()
	in := NewBatch(m.run.slots)
	for {
		if err := op.next(ctx, in); err != nil {
			return err
		}
		if in.Len() == 0 {
			break
		}
		if err := m.rows.append(in); err != nil {
			return err
		}
	}
	if err := m.mem.grow(4); err != nil {
		return err
	}
	m.ends = append(m.ends, int32(m.rows.n))
	return nil
}

// forget makes room.
func (m *applyMatcher) forget() {
	m.held()
	m.t.release()
	m.rows.release()
	m.mem.release()
	m.ends = nil
}

func (m *applyMatcher) exhausted() bool { return false }

func (m *applyMatcher) following() []graph.ID { return nil }

func (m *applyMatcher) held() int64 {
	m.top = max(m.top, m.t.mem.n+m.rows.mem.n+m.mem.n)
	return m.top
}

func (m *applyMatcher) close() error {
	m.forget()
	return nil
}
