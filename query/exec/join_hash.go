package exec

import (
	"context"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// hashMatcher builds a table of the right side and looks left rows up in it.
// Right rows of one key are listed together:
//
//	number of the key     0      1      2
//	start                 0      2      3     6
//	perm                [4 7]  [0]   [1 2 5]     rows, in the order they came
//
// Where no key comes twice a row's number is its key's, and neither is kept.
type hashMatcher struct {
	run      *run
	right    operator
	keys     []plan.Slot
	keysOnly bool // only whether there is a partner matters
	rows     *rows
	t        *table
	start    []int32
	perm     []int32
	built    bool
	nums     []int32
	cols     [][]graph.ID
	keyCols  [][]graph.ID
	index    reservation // start and perm
	top      int64
}

const hashWhat = "a hash join"

func newHash(r *run, right operator, keys, want []plan.Slot) *hashMatcher {
	slots := append([]plan.Slot(nil), want...)
	slots = append(slots, keys...)
	return &hashMatcher{
		run: r, right: right, keys: keys,
		rows: newRows(slots, r.mem.reserve(hashWhat)),
		t:    newTable(len(keys), r.mem.reserve(hashWhat)),
		cols: make([][]graph.ID, r.slots), keyCols: make([][]graph.ID, len(keys)),
		index: r.mem.reserve(hashWhat),
	}
}

// rowBytes is about what the table takes per row besides the row.
const rowBytes = 48

// build reads the right side. It reports whether it fits: otherwise m.rows holds
// what has been read, and the rest is still to come from the right.
func (m *hashMatcher) build(ctx context.Context, spillable bool) (fits bool, err error) {
	b := NewBatch(m.run.slots)
	for {
		if err := m.right.next(ctx, b); err != nil {
			return false, err
		}
		n := b.Len()
		if n == 0 {
			break
		}
		if m.keysOnly {
			if err := m.insert(b.Cols, b.live()); err != nil {
				return false, err
			}
			if spillable && m.t.n > BatchRows && !m.t.mem.fits(m.t.need(BatchRows)) {
				m.unTable()
				return false, nil
			}
			continue
		}
		if err := m.rows.append(b); err != nil {
			return false, err
		}
		if spillable && !m.rows.mem.fits(int64(m.rows.n)*rowBytes) {
			return false, nil
		}
	}
	m.built = true
	if m.keysOnly {
		return true, m.right.close()
	}
	if err := m.number(ctx); err != nil {
		return false, err
	}
	m.rows.fill(m.cols)
	m.top = m.held()
	return true, m.right.close()
}

// unTable turns the keys of the table into rows.
func (m *hashMatcher) unTable() {
	for i, slot := range m.keys {
		for k, s := range m.rows.slots {
			if s == slot {
				m.rows.cols[k] = m.t.keys[i]
			}
		}
	}
	m.rows.n = m.t.n
	m.top = m.held()
	m.t.release()
}

func (m *hashMatcher) insert(cols [][]graph.ID, rows []int32) error {
	for i, slot := range m.keys {
		m.keyCols[i] = cols[slot]
	}
	return m.t.insert(m.keyCols, rows, m.numbers(len(rows)))
}

func (m *hashMatcher) numbers(n int) []int32 {
	if len(m.nums) < n {
		m.nums = make([]int32, max(n, BatchRows))
	}
	return m.nums[:n]
}

// number gives the rows the numbers of their keys and lists the rows of each.
func (m *hashMatcher) number(ctx context.Context) error {
	n := m.rows.n
	for i, slot := range m.keys {
		m.keyCols[i] = m.rows.column(slot)
	}
	if len(m.keys) == 1 {
		for key := range slices.Chunk(m.keyCols[0], maxPiece) {
			m.t.note(key, identity[:len(key)])
		}
	}
	if err := m.t.room(n); err != nil {
		return err
	}
	if err := m.index.grow(int64(n) * 12); err != nil {
		return err
	}
	nums := make([]int32, n)
	piece := make([][]graph.ID, len(m.keys))
	for from := 0; from < n; from += maxPiece {
		if err := ctx.Err(); err != nil {
			return err
		}
		to := min(from+maxPiece, n)
		for i, c := range m.keyCols {
			piece[i] = c[from:to]
		}
		if err := m.t.insert(piece, identity[:to-from], nums[from:to]); err != nil {
			return err
		}
	}
	if m.t.n == n {
		m.index.release()
		return nil
	}
	m.start, m.perm = make([]int32, m.t.n+1), make([]int32, n)
	for _, num := range nums {
		m.start[num+1]++
	}
	for i := range m.t.n {
		m.start[i+1] += m.start[i]
	}
	next := append([]int32(nil), m.start...)
	for row, num := range nums {
		m.perm[next[num]] = int32(row)
		next[num]++
	}
	return nil
}

func (m *hashMatcher) match(ctx context.Context, b *Batch, at int, out *matches) (int, error) {
	if !m.built {
		if _, err := m.build(ctx, false); err != nil {
			return 0, err
		}
	}
	rows := b.live()[at:]
	nums := m.numbers(len(rows))
	for i, slot := range m.keys {
		m.keyCols[i] = b.Cols[slot]
	}
	m.t.find(m.keyCols, rows, nums)
	from, to := out.from[at:at+len(rows)], out.to[at:at+len(rows)]
	out.perm, out.cols = m.perm, m.cols
	if m.start == nil {
		for i, num := range nums {
			from[i], to[i] = num, num+1
			if num < 0 {
				from[i] = 0
			}
		}
		return at + len(rows), nil
	}
	for i, num := range nums {
		if num < 0 {
			from[i], to[i] = 0, 0
		} else {
			from[i], to[i] = m.start[num], m.start[num+1]
		}
	}
	return at + len(rows), nil
}

func (m *hashMatcher) exhausted() bool { return m.built && m.t.n == 0 }

func (m *hashMatcher) following() []graph.ID { return nil }

func (m *hashMatcher) held() int64 {
	return max(m.top, m.rows.mem.n+m.t.mem.n+m.index.n)
}

func (m *hashMatcher) close() error {
	m.top = m.held()
	m.rows.release()
	m.t.release()
	m.index.release()
	m.start, m.perm = nil, nil
	return m.right.close()
}
