package exec

import (
	"context"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// keyCursor walks a sorted input by key: it skips to a key by galloping in the
// batch at hand and, where the input is a scan that can seek, by seeking beyond
// it, and takes the rows of the key.
type keyCursor struct {
	in   operator
	scan *scan // not nil: may seek
	keys []plan.Slot
	b    Batch // without a selection
	cols [][]graph.ID
	pos  int
	end  bool
	// hits counts rows of the batch that were taken: where they are few the next
	// key is sought rather than read on to.
	hits int
	// bounded: the scan yields the rows of one key only, and end is not the end of
	// the scan; points is how many more keys are to be sought so.
	bounded bool
	points  int
	read    int64 // rows of all batches
	seeks   int64
	last    []graph.ID // the key last advanced to; empty before the first
	dense   [][]graph.ID

	buf  *rows   // rows taken
	pend []int32 // rows of b that are still to be copied to buf
	view [][]graph.ID
}

func newKeyCursor(r *run, in operator, keys, want []plan.Slot, what string) *keyCursor {
	return &keyCursor{
		in: in, keys: keys, b: Batch{Cols: make([][]graph.ID, r.slots)},
		cols: make([][]graph.ID, len(keys)), dense: make([][]graph.ID, r.slots),
		buf: newRows(want, r.mem.reserve(what)), view: make([][]graph.ID, r.slots),
	}
}

// load reads the next batch.
func (c *keyCursor) load(ctx context.Context) error {
	if err := c.flush(); err != nil {
		return err
	}
	c.pos, c.hits = 0, 0
	if err := c.in.next(ctx, &c.b); err != nil {
		return err
	}
	if c.b.Len() == 0 {
		c.b.N, c.b.Sel, c.end = 0, nil, true
		return nil
	}
	if c.b.Sel != nil {
		c.compact()
	}
	c.read += int64(c.b.N)
	for i, slot := range c.keys {
		c.cols[i] = c.b.Cols[slot]
	}
	return nil
}

// compact copies the live rows, so that positions are rows.
func (c *keyCursor) compact() {
	n := len(c.b.Sel)
	for slot, col := range c.b.Cols {
		if col == nil {
			continue
		}
		if len(c.dense[slot]) < n {
			c.dense[slot] = make([]graph.ID, BatchRows)
		}
		gather(c.dense[slot], col, c.b.Sel)
		c.b.Cols[slot] = c.dense[slot][:n]
	}
	c.b.N, c.b.Sel = n, nil
}

// compare compares the row at pos with a key.
func (c *keyCursor) compare(pos int, key []graph.ID) int {
	for i, col := range c.cols {
		if id := col[pos]; id != key[i] {
			if id < key[i] {
				return -1
			}
			return 1
		}
	}
	return 0
}

// pointSeeks is how many keys are sought one by one, after it has turned out that
// of a whole batch few rows were wanted, before a whole batch is tried again.
const pointSeeks = 32

// advance moves to the first row whose key is not less than key, which is not
// less than any before since the last rewind; it tells whether they are equal.
func (c *keyCursor) advance(ctx context.Context, key []graph.ID) (bool, error) {
	c.last = append(c.last[:0], key...)
	for {
		if c.pos < c.b.N {
			if c.compare(c.b.N-1, key) >= 0 {
				c.pos += c.gallop(key)
				return c.compare(c.pos, key) == 0, nil
			}
			c.pos = c.b.N
		}
		if c.end && !c.bounded {
			return false, nil
		}
		if c.scan != nil && (c.bounded || c.hits*8 < c.b.N || c.b.N == 0) {
			passed := c.scan.compareLast(key)
			if passed > 0 { // rows that do not count reached beyond it
				return false, nil
			}
			if passed < 0 {
				if err := c.seek(ctx, key); err != nil {
					return false, err
				}
			}
		}
		if err := c.load(ctx); err != nil {
			return false, err
		}
		if c.bounded && c.end { // nothing has the key
			return false, nil
		}
	}
}

// seek makes the scan yield the rows of the key, and those after it unless keys
// are far between.
func (c *keyCursor) seek(ctx context.Context, key []graph.ID) error {
	if err := c.flush(); err != nil {
		return err
	}
	if !c.bounded && c.b.N > 0 {
		c.points = pointSeeks
	}
	lo, hi := c.scan.bounds(key)
	if c.bounded = c.points > 0; c.bounded {
		c.points--
	} else {
		_, hi = c.scan.bounds(nil)
	}
	c.end = false
	c.seeks++
	return c.scan.seek(ctx, lo, hi)
}

// gallop returns how many rows from pos on have keys less than key; there is a
// row that has not.
func (c *keyCursor) gallop(key []graph.ID) int {
	if len(c.cols) == 1 {
		return gallop(c.cols[0][c.pos:c.b.N], key[0])
	}
	if c.compare(c.pos, key) >= 0 {
		return 0
	}
	lo, step := c.pos, 1
	for lo+step < c.b.N && c.compare(lo+step, key) < 0 {
		lo += step
		step *= 2
	}
	hi := min(lo+step, c.b.N-1)
	for lo+1 < hi {
		if mid := int(uint(lo+hi) / 2); c.compare(mid, key) < 0 {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi - c.pos
}

// take appends the rows of the key that the cursor stands on to buf, and stands
// behind them then. It returns their range.
func (c *keyCursor) take(ctx context.Context, key []graph.ID) (from, to int32, err error) {
	from = int32(c.buf.n + len(c.pend))
	for {
		first := c.pos
		c.pos = c.runEnd(key)
		for row := first; row < c.pos; row++ {
			c.pend = append(c.pend, int32(row))
		}
		c.hits += c.pos - first
		if c.pos < c.b.N {
			break
		}
		if err := c.load(ctx); err != nil {
			return 0, 0, err
		}
		if c.end || c.compare(0, key) != 0 {
			break
		}
	}
	return from, int32(c.buf.n + len(c.pend)), nil
}

// runEnd returns the first position behind the row at hand that has another key.
func (c *keyCursor) runEnd(key []graph.ID) int {
	end := c.pos + 1
	if len(c.cols) == 1 {
		col, id := c.cols[0][:c.b.N], key[0]
		for end < len(col) && col[end] == id {
			end++
		}
		return end
	}
	for end < c.b.N && c.compare(end, key) == 0 {
		end++
	}
	return end
}

// flush copies pending rows to buf.
func (c *keyCursor) flush() error {
	if len(c.pend) == 0 {
		return nil
	}
	n := len(c.pend)
	if err := c.buf.room(n); err != nil {
		return err
	}
	for i, slot := range c.buf.slots {
		col := c.buf.cols[i][:c.buf.n+n]
		gather(col[c.buf.n:], c.b.Cols[slot], c.pend)
		c.buf.cols[i] = col
	}
	c.buf.n += n
	c.pend = c.pend[:0]
	return nil
}

// partners returns the columns of buf by slot.
func (c *keyCursor) partners() ([][]graph.ID, error) {
	err := c.flush()
	c.buf.fill(c.view)
	return c.view, err
}

// keep empties buf but for the rows [from,to).
func (c *keyCursor) keep(from, to int32) {
	for i, col := range c.buf.cols {
		c.buf.cols[i] = append(col[:0], col[from:to]...)
	}
	c.buf.n = int(to - from)
}

// rewind starts the scan anew.
func (c *keyCursor) rewind() error {
	c.pos, c.b.N, c.end, c.hits, c.bounded = 0, 0, false, 0, false
	c.last = c.last[:0]
	return c.scan.rewind()
}
