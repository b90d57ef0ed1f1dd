package exec

import (
	"context"
	"math/bits"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// looseMatcher is a hash join on slots that may be unbound: two rows are partners
// if the slots that both bind agree (SPARQL 1.1 §18.3, compatible mappings).
//
// Right rows are divided by which of the loose slots they bind, and for each such
// class there is a table per set of slots that a class of left rows binds as
// well, made when it is first needed. With n loose slots that are all nearly
// always bound this is one table.
type looseMatcher struct {
	run   *run
	right operator
	keys  []plan.Slot
	loose []plan.Slot
	minus bool // partners must share a bound slot
	rows  *rows
	cols  [][]graph.ID
	built bool

	classes []*class
	partner []int32
	any     bool // one partner of a row is enough
	nums    []int32
	key     [][]graph.ID
	mem     reservation
	top     int64
}

// class is the right rows that bind the same loose slots.
type class struct {
	mask   uint64
	rows   []int32
	tables map[uint64]*classTable // by the slots that are compared
}

// classTable lists rows of a class by the values of some slots.
type classTable struct {
	slots []plan.Slot
	t     *table
	start []int32
	rows  []int32
}

func newLoose(r *run, right operator, n *plan.Join, want []plan.Slot) *looseMatcher {
	slots := append(append([]plan.Slot(nil), want...), n.Keys...)
	return &looseMatcher{
		run: r, right: right, keys: n.Keys, loose: n.Loose,
		minus: n.Kind == plan.MinusJoin && len(n.Keys) == 0,
		rows:  newRows(slots, r.mem.reserve(hashWhat)), mem: r.mem.reserve(hashWhat),
		cols: make([][]graph.ID, r.slots),
	}
}

func (m *looseMatcher) build(ctx context.Context) error {
	b := NewBatch(m.run.slots)
	for {
		if err := m.right.next(ctx, b); err != nil {
			return err
		}
		if b.Len() == 0 {
			break
		}
		if err := m.rows.append(b); err != nil {
			return err
		}
	}
	m.built = true
	m.rows.fill(m.cols)
	if err := m.mem.grow(int64(m.rows.n) * 4); err != nil {
		return err
	}
	byMask := map[uint64]*class{}
	for row := range int32(m.rows.n) {
		mask := m.mask(m.cols, row)
		c := byMask[mask]
		if c == nil {
			c = &class{mask: mask, tables: map[uint64]*classTable{}}
			byMask[mask] = c
			m.classes = append(m.classes, c)
		}
		c.rows = append(c.rows, row)
	}
	return m.right.close()
}

// mask tells which loose slots a row binds. Slots beyond the 64th count as
// unbound here and are compared pair by pair.
func (m *looseMatcher) mask(cols [][]graph.ID, row int32) uint64 {
	var mask uint64
	for i, slot := range m.loose[:min(len(m.loose), 64)] {
		if c := cols[slot]; c != nil && c[row] != graph.None {
			mask |= 1 << i
		}
	}
	return mask
}

// tableFor returns the table of a class on the keys and the loose slots of a set.
func (m *looseMatcher) tableFor(c *class, common uint64) (*classTable, error) {
	if t := c.tables[common]; t != nil {
		return t, nil
	}
	slots := append([]plan.Slot(nil), m.keys...)
	for left := common; left != 0; left &= left - 1 {
		slots = append(slots, m.loose[bits.TrailingZeros64(left)])
	}
	n := len(c.rows)
	ct := &classTable{slots: slots, t: newTable(len(slots), m.run.mem.reserve(hashWhat))}
	c.tables[common] = ct
	if err := m.mem.grow(int64(n) * 12); err != nil {
		return nil, err
	}
	nums := make([]int32, n)
	cols := make([][]graph.ID, len(slots))
	for i, slot := range slots {
		cols[i] = m.cols[slot]
	}
	if err := ct.t.insert(cols, c.rows, nums); err != nil {
		return nil, err
	}
	ct.start, ct.rows = make([]int32, ct.t.n+1), make([]int32, n)
	for _, num := range nums {
		ct.start[num+1]++
	}
	for i := range ct.t.n {
		ct.start[i+1] += ct.start[i]
	}
	next := append([]int32(nil), ct.start...)
	for i, num := range nums {
		ct.rows[next[num]] = c.rows[i]
		next[num]++
	}
	return ct, nil
}

func (m *looseMatcher) match(ctx context.Context, b *Batch, at int, out *matches) (int, error) {
	if !m.built {
		if err := m.build(ctx); err != nil {
			return 0, err
		}
	}
	m.partner = m.partner[:0]
	live := b.live()
	i := at
	for i < len(live) && (i == at || len(m.partner) < maxPartners) {
		// Rows that bind the same slots mostly follow one another.
		mask, end := m.mask(b.Cols, live[i]), i+1
		for end < len(live) && m.mask(b.Cols, live[end]) == mask {
			end++
		}
		var err error
		if i, err = m.matchAlike(b, mask, i, end, out); err != nil {
			return 0, err
		}
	}
	out.perm, out.cols = m.partner, m.cols
	return i, nil
}

// matchAlike finds the partners of the live rows [i,end), which bind the same
// loose slots, as far as there is room; it returns the position behind them.
func (m *looseMatcher) matchAlike(b *Batch, mask uint64, i, end int, out *matches) (int, error) {
	live, first := b.live(), i
	var nums []int32
	var t *classTable
	if len(m.classes) == 1 && m.classes[0].mask&mask|uint64(len(m.keys)) != 0 && len(m.loose) <= 64 {
		var err error
		if t, err = m.tableFor(m.classes[0], m.classes[0].mask&mask); err != nil {
			return 0, err
		}
		if m.nums == nil {
			m.nums = make([]int32, maxPiece)
		}
		nums = m.nums[:end-i]
		t.t.find(m.columns(t, b), live[i:end], nums)
	}
	for ; i < end && (i == first || len(m.partner) < maxPartners); i++ {
		out.from[i] = int32(len(m.partner))
		if t == nil {
			if err := m.partnersOf(b, live[i], mask); err != nil {
				return 0, err
			}
		} else if num := nums[i-first]; num >= 0 {
			m.add(t.rows[t.start[num]:t.start[num+1]])
		}
		out.to[i] = int32(len(m.partner))
	}
	return i, nil
}

// add appends partners; one is enough where only their being matters.
func (m *looseMatcher) add(rows []int32) {
	if m.any && len(rows) > 1 {
		rows = rows[:1]
	}
	m.partner = append(m.partner, rows...)
}

// columns are those of a batch that a table is about.
func (m *looseMatcher) columns(t *classTable, b *Batch) [][]graph.ID {
	m.key = m.key[:0]
	for _, slot := range t.slots {
		m.key = append(m.key, b.Cols[slot])
	}
	return m.key
}

// partnersOf appends the partners of a left row.
func (m *looseMatcher) partnersOf(b *Batch, row int32, mask uint64) error {
	var num [1]int32
	for _, c := range m.classes {
		common := c.mask & mask
		if m.minus && common == 0 && len(m.loose) <= 64 {
			continue
		}
		rows := c.rows
		if common != 0 || len(m.keys) > 0 {
			t, err := m.tableFor(c, common)
			if err != nil {
				return err
			}
			t.t.find(m.columns(t, b), []int32{row}, num[:])
			if num[0] < 0 {
				continue
			}
			rows = t.rows[t.start[num[0]]:t.start[num[0]+1]]
		}
		if len(m.loose) <= 64 {
			m.add(rows)
			continue
		}
		for _, r := range rows {
			if m.compatible(b, row, r, common != 0) {
				m.partner = append(m.partner, r)
			}
		}
	}
	return nil
}

// compatible compares the loose slots beyond those of the mask.
func (m *looseMatcher) compatible(b *Batch, l, r int32, common bool) bool {
	for _, slot := range m.loose[64:] {
		x, y := b.At(slot, l), m.cols[slot][r]
		if x != graph.None && y != graph.None {
			if x != y {
				return false
			}
			common = true
		}
	}
	return common || !m.minus
}

func (m *looseMatcher) exhausted() bool { return m.built && m.rows.n == 0 }

func (m *looseMatcher) following() []graph.ID { return nil }

func (m *looseMatcher) held() int64 {
	n := m.rows.mem.n + m.mem.n
	for _, c := range m.classes {
		for _, t := range c.tables {
			n += t.t.mem.n
		}
	}
	m.top = max(m.top, n)
	return m.top
}

func (m *looseMatcher) close() error {
	m.held()
	m.rows.release()
	m.mem.release()
	for _, c := range m.classes {
		for _, t := range c.tables {
			t.t.release()
		}
	}
	m.classes = nil
	return m.right.close()
}
