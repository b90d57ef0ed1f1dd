package projection

import (
	"context"
	"sort"

	"github.com/chancery-graph/chancery/graph"
)

// cursor walks the rows of one source within an inclusive key range. Its current
// key is known without decoding while it stands at the start of a block.
type cursor struct {
	src    source
	idx    *index
	frame  frame
	hi     key
	prefix int // leading columns that the range is about; hi is MaxID in others
	// solo cursors stand alone in their merger, so that cur is not needed: it
	// and bound are right at the start of a block only.
	solo   bool
	block  int // open block
	pos    int // current row
	end    int // rows of the block within the range end here
	cur    key // key at pos
	done   bool
	bound  key // no row of [pos,end) is greater
	opened bool
	keys   [4][]graph.ID // the four columns, once decoded
	keyed  bool
	skip   func(*blockInfo) bool // blocks that need not be read; may be nil
}

// reset readies a cursor that was used before; its frame keeps its memory.
func (c *cursor) reset(src source, idx *index, r blockReader, a *access, skip func(*blockInfo) bool, solo bool) {
	c.src, c.idx, c.frame.reader, c.skip = src, idx, r, skip
	c.hi, c.prefix, c.solo = a.hi, a.prefix, solo
	c.done, c.opened, c.keyed = false, false, false
	c.frame.group, c.frame.next = 0, -1
}

// seek places the cursor at the first row >= lo.
func (c *cursor) seek(lo *key) error {
	c.block = c.idx.seek(lo) - 1
	if err := c.nextBlock(); err != nil || c.done {
		return err
	}
	if !c.info().first.less(lo) {
		return nil
	}
	i, err := c.searchEdge(lo, false)
	if err != nil {
		return err
	}
	return c.moveTo(i)
}

// nextBlock opens the next block that has rows in range and is not skipped.
func (c *cursor) nextBlock() error {
	for {
		c.block++
		c.opened, c.keyed = false, false
		if c.block >= len(c.idx.blocks) || c.hi.less(&c.idx.blocks[c.block].first) {
			c.done = true
			return nil
		}
		if c.skip == nil || !c.skip(&c.idx.blocks[c.block]) {
			break
		}
	}
	b := &c.idx.blocks[c.block]
	c.pos, c.end, c.cur, c.bound = 0, int(b.rows), b.first, b.last
	if !c.hi.less(&c.bound) {
		return nil
	}
	end, err := c.searchEdge(&c.hi, true)
	if err != nil {
		return err
	}
	c.end = end
	if c.solo {
		return nil
	}
	if err := c.loadKeys(); err != nil {
		return err
	}
	c.bound = c.keyAt(c.end - 1)
	return nil
}

// searchEdge finds an end of the range in the open block: the first row >= k, or
// > k when after is set. Only the columns that the range is about are decoded.
func (c *cursor) searchEdge(k *key, after bool) (int, error) {
	if err := c.openFrame(); err != nil {
		return 0, err
	}
	from, to := 0, int(c.info().rows)
	for i := range c.prefix {
		col, err := c.frame.column(i)
		if err != nil {
			return 0, err
		}
		// Rows [from,to) agree with k in the columns before.
		lo := from + sort.Search(to-from, func(r int) bool { return col[from+r] >= k[i] })
		hi := lo + sort.Search(to-lo, func(r int) bool { return col[lo+r] > k[i] })
		from, to = lo, hi
	}
	if after {
		return to, nil
	}
	return from, nil
}

func (c *cursor) info() *blockInfo { return &c.idx.blocks[c.block] }

// openFrame makes the current block's columns available.
func (c *cursor) openFrame() error {
	if c.opened {
		return nil
	}
	c.opened = true
	return c.src.open(&c.frame, c.block)
}

func (c *cursor) loadKeys() error {
	if c.keyed {
		return nil
	}
	if err := c.openFrame(); err != nil {
		return err
	}
	for i := range c.keys {
		col, err := c.frame.column(i)
		if err != nil {
			return err
		}
		c.keys[i] = col
	}
	c.keyed = true
	return nil
}

func (c *cursor) keyAt(i int) key {
	return key{c.keys[0][i], c.keys[1][i], c.keys[2][i], c.keys[3][i]}
}

// searchKey returns the first row in [pos,end) whose key is >= k, or > k when
// after is set. It gallops, as the place is often near.
func (c *cursor) searchKey(k *key, after bool) int {
	before := func(i int) bool {
		at := c.keyAt(i)
		cmp := at.compare(k)
		return cmp < 0 || after && cmp == 0
	}
	lo, step := c.pos, 1
	for lo+step < c.end && before(lo+step) {
		lo += step
		step *= 2
	}
	hi := min(lo+step, c.end)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if before(m) {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// seekWithin moves to the first row >= k at or after the current one.
func (c *cursor) seekWithin(k *key) error {
	for !c.done && c.bound.less(k) {
		next := c.idx.seek(k)
		if next > c.block {
			c.block = next - 1
		}
		if err := c.nextBlock(); err != nil {
			return err
		}
	}
	if c.done || !c.cur.less(k) {
		return nil
	}
	if err := c.loadKeys(); err != nil {
		return err
	}
	return c.moveTo(c.searchKey(k, false))
}

// moveTo makes i, at most end, the current row.
func (c *cursor) moveTo(i int) error {
	c.pos = i
	if i >= c.end {
		if c.end < int(c.info().rows) { // the range ends inside this block
			c.done = true
			return nil
		}
		return c.nextBlock()
	}
	if c.solo {
		return nil
	}
	if err := c.loadKeys(); err != nil {
		return err
	}
	c.cur = c.keyAt(i)
	return nil
}

// leaveSolo makes the cursor keep its current key from now on.
func (c *cursor) leaveSolo() error {
	if c.done || !c.solo {
		return nil
	}
	c.solo = false
	if err := c.loadKeys(); err != nil {
		return err
	}
	c.cur, c.bound = c.keyAt(c.pos), c.keyAt(c.end-1)
	return nil
}

// merger walks several cursors as one sorted sequence.
type merger struct {
	mem     *pool
	cursors []*cursor
	group   []fragment
	pending *cursor // its span was handed out and is passed at the next call
	passTo  int
}

// fragment is one row's part in a statement's history.
type fragment struct{ added, removed graph.Seq }

// span is a piece of the merged sequence: either rows [from,to) of one cursor,
// whose keys no other cursor holds, or one statement with all its fragments,
// oldest run first. It is valid until the next call.
type span struct {
	c        *cursor
	from, to int
	key      key
	group    []fragment
}

// next returns the next span; ok is false at the end. The rows of a span from
// one cursor may repeat a key, when that run holds several intervals of it.
func (m *merger) next(ctx context.Context) (s span, ok bool, err error) {
	if m.pending != nil {
		c := m.pending
		m.pending = nil
		if err := c.moveTo(m.passTo); err != nil {
			return s, false, err
		}
		if c.done || c.pos == 0 {
			if err := ctx.Err(); err != nil {
				return s, false, err
			}
		}
	}
	first, second := m.least()
	if first == nil {
		return s, false, nil
	}
	to := first.end
	if second != nil && !first.bound.less(&second.cur) {
		if err := first.loadKeys(); err != nil {
			return s, false, err
		}
		to = first.searchKey(&second.cur, false)
	}
	if to > first.pos {
		m.pending, m.passTo = first, to
		return span{c: first, from: first.pos, to: to}, true, nil
	}
	s, err = m.gather(first.cur)
	return s, err == nil, err
}

// least finds the cursor with the smallest key and the next smallest.
func (m *merger) least() (first, second *cursor) {
	for _, c := range m.cursors {
		if c.done {
			continue
		}
		switch {
		case first == nil:
			first = c
		case c.cur.less(&first.cur):
			first, second = c, first
		case second == nil || c.cur.less(&second.cur):
			second = c
		}
	}
	return first, second
}

// gather takes the rows with key k from every cursor.
func (m *merger) gather(k key) (span, error) {
	m.group = m.group[:0]
	for _, c := range m.cursors {
		for !c.done && c.cur == k {
			if err := c.openFrame(); err != nil {
				return span{}, err
			}
			added, removed, err := c.frame.eventColumns()
			if err != nil {
				return span{}, err
			}
			m.group = append(m.group, fragment{added[c.pos], removed[c.pos]})
			if err := c.moveTo(c.pos + 1); err != nil {
				return span{}, err
			}
		}
	}
	return span{key: k, group: m.group}, nil
}

// interval returns the interval of a statement's history in which seq lies;
// added is 0 when the statement is not there as of seq. Fragments of one
// statement never overlap, so the last event at or before seq decides.
func interval(group []fragment, seq graph.Seq) (added, removed graph.Seq) {
	var last graph.Seq
	removed = graph.NoSeq
	for _, f := range group {
		if f.added != 0 && f.added <= seq && f.added > last {
			last, added = f.added, f.added
		}
		if f.removed <= seq && f.removed > last {
			last, added = f.removed, 0
		}
	}
	if added == 0 {
		return 0, 0
	}
	for _, f := range group {
		if f.removed > added && f.removed < removed {
			removed = f.removed
		}
	}
	return added, removed
}

// wholeRange reads everything.
var wholeRange = access{hi: maxKey}

// openMerger places a cursor per source at the start of the range of a. Close
// the merger unless there was an error.
func openMerger(mem *pool, sources []source, r blockReader, a *access, skip func(*blockInfo) bool) (*merger, error) {
	m := &merger{mem: mem, cursors: make([]*cursor, 0, len(sources))}
	for _, src := range sources {
		idx, err := src.index()
		if err != nil {
			return nil, err
		}
		c := mem.cursor()
		c.reset(src, idx, r, a, skip, len(sources) == 1)
		if err := c.seek(&a.lo); err != nil {
			return nil, err
		}
		if c.done {
			mem.putCursor(c)
		} else {
			m.cursors = append(m.cursors, c)
		}
	}
	return m, nil
}

// close gives the cursors' memory back; spans are no longer valid.
func (m *merger) close() {
	for _, c := range m.cursors {
		m.mem.putCursor(c)
	}
	m.cursors = nil
}
