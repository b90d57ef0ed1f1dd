package exec

import (
	"context"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// frame is what a join passes to the Params of its right side: rows of values of
// its keys.
type frame struct {
	keys []plan.Slot
	cols [][]graph.ID // one per key
	n    int
}

// within returns a run for the right side of a join, in which the Params of its
// scope yield the frame.
func (r *run) within(scope int, f *frame) *run {
	inner := *r
	inner.frames = make(map[int]*frame, len(r.frames)+1)
	for s, f := range r.frames {
		inner.frames[s] = f
	}
	inner.frames[scope] = f
	return &inner
}

// newParam yields the distinct rows of a frame, of some of its keys, ascending.
func newParam(r *run, n *plan.Param) (operator, error) {
	f := r.frames[n.Scope]
	if f == nil { // the plan is run without the join: nothing is bound
		f = &frame{n: 1}
	}
	kept := newRows(n.Slots, r.mem.reserve(applyWhat))
	b := NewBatch(r.slots)
	t := newTable(len(n.Slots), r.mem.reserve(applyWhat))
	defer t.release()
	cols := make([][]graph.ID, len(n.Slots))
	for i, slot := range n.Slots {
		if k := slices.Index(f.keys, slot); k >= 0 {
			cols[i] = f.cols[k]
		}
	}
	nums := make([]int32, f.n)
	for from := 0; from < f.n; from += len(identity) {
		to := min(from+len(identity), f.n)
		piece := make([][]graph.ID, len(cols))
		for i, c := range cols {
			if c != nil {
				piece[i] = c[from:to]
			}
		}
		if err := t.insert(piece, identity[:to-from], nums[from:to]); err != nil {
			return nil, err
		}
	}
	order := sortTuples(t.keys, t.n)
	for from := 0; from < t.n; from += BatchRows {
		b.reset()
		b.N, b.Sel = t.n, order[from:min(from+BatchRows, t.n)]
		for i, slot := range n.Slots {
			b.Cols[slot] = t.keys[i]
		}
		if err := kept.append(b); err != nil {
			return nil, err
		}
	}
	return &rowScan{rows: kept, slots: n.Slots}, nil
}

// sortTuples returns the numbers of n tuples in ascending order.
func sortTuples(keys [][]graph.ID, n int) []int32 {
	order, scratch, ranks := make([]int32, n), make([]int32, n), make([]uint64, n)
	for i := range order {
		order[i] = int32(i)
	}
	for k := len(keys) - 1; k >= 0; k-- {
		for i, id := range keys[k][:n] {
			ranks[i] = uint64(id)
		}
		sortBy(order, scratch, ranks)
	}
	return order
}

// bindMatcher evaluates the right side once per piece of the left, with the
// piece's distinct keys bound in it, and looks the piece's rows up in a table of
// what that yielded.
type bindMatcher struct {
	run   *run
	node  *plan.Join
	right plan.Node
	want  []plan.Slot
	hash  *hashMatcher // of the piece at hand
	t     *table
	cols  [][]graph.ID
	nums  []int32
	top   int64
}

func newBind(r *run, n *plan.Join, right plan.Node, want []plan.Slot) *bindMatcher {
	return &bindMatcher{
		run: r, node: n, right: right, want: want, cols: make([][]graph.ID, len(n.Keys)),
		t: newTable(len(n.Keys), r.mem.reserve("a join by binding")),
	}
}

func (m *bindMatcher) match(ctx context.Context, b *Batch, at int, out *matches) (int, error) {
	if at == 0 {
		if err := m.bind(ctx, b); err != nil {
			return 0, err
		}
	}
	return m.hash.match(ctx, b, at, out)
}

// bind evaluates the right side for the keys of a piece.
func (m *bindMatcher) bind(ctx context.Context, b *Batch) error {
	if err := m.drop(); err != nil {
		return err
	}
	for i, slot := range m.node.Keys {
		m.cols[i] = b.Cols[slot]
	}
	rows := b.live()
	m.nums = slices.Grow(m.nums[:0], len(rows))[:len(rows)]
	m.t.reset()
	if err := m.t.insert(m.cols, rows, m.nums); err != nil {
		return err
	}
	f := &frame{keys: m.node.Keys, cols: m.t.keys, n: m.t.n}
	op, err := m.run.within(m.node.Scope, f).build(m.right)
	if err != nil {
		return err
	}
	m.hash = newHash(m.run, op, m.node.Keys, m.want)
	_, err = m.hash.build(ctx, false)
	return err
}

// drop forgets the last piece.
func (m *bindMatcher) drop() error {
	if m.hash == nil {
		return nil
	}
	m.held()
	err := m.hash.close()
	m.hash = nil
	return err
}

func (m *bindMatcher) exhausted() bool { return false }

func (m *bindMatcher) following() []graph.ID { return nil }

func (m *bindMatcher) held() int64 {
	if m.hash != nil {
		m.top = max(m.top, m.hash.held()+m.t.mem.n)
	}
	return m.top
}

func (m *bindMatcher) close() error {
	m.t.release()
	return m.drop()
}
