package exec

import (
	"context"
	"errors"
	"sort"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/expr"
)

// readWindow reads a sorted input until BatchRows groups are complete or it ends.
// The rows of a group stand together, so that no table is needed. The last group
// may go on: when it began in the batch that completed the window, its rows so
// far wait in g.waiting for the next window, which they begin.
func (g *group) readWindow(ctx context.Context, b *Batch) error {
	if err := g.begin(); err != nil {
		return err
	}
	g.t.reset()
	g.at, g.ends = 0, 0
	if g.waiting.N > 0 {
		*b, g.waiting = g.waiting, Batch{}
		if err := g.takeSorted(ctx, b, b.live()); err != nil {
			return err
		}
	}
	for {
		if err := g.in.next(ctx, b); err != nil {
			return err
		}
		rows := b.live()
		if len(rows) == 0 {
			g.read, g.ends = true, g.t.n
			return errors.Join(g.addRest(ctx), g.in.close())
		}
		first := g.lastGroup(b, rows)
		if first == 0 || g.t.n+first < BatchRows { // more fit, or all are of one group
			if err := g.takeSorted(ctx, b, rows); err != nil {
				return err
			}
			continue
		}
		if err := g.takeSorted(ctx, b, rows[:first]); err != nil {
			return err
		}
		g.waiting = copyRows(b, rows[first:])
		g.ends = g.t.n
		return g.addRest(ctx)
	}
}

// lastGroup returns where in rows the last group begins.
func (g *group) lastGroup(b *Batch, rows []int32) int {
	last := len(rows) - 1
	if last == 0 || !g.sameKey(b, rows[last-1], rows[last]) {
		return last
	}
	return sort.Search(last, func(i int) bool { return g.sameKey(b, rows[i], rows[last]) })
}

func (g *group) sameKey(b *Batch, x, y int32) bool {
	for _, slot := range g.node.Keys {
		if c := b.Cols[slot]; c != nil && c[x] != c[y] {
			return false
		}
	}
	return true
}

// takeSorted adds rows to groups: that of the row before, or a new one. Since the
// rows of a group stand together, its end is found by galloping.
func (g *group) takeSorted(ctx context.Context, b *Batch, rows []int32) error {
	if err := g.t.roomForKeys(len(rows)); err != nil {
		return err
	}
	for i, slot := range g.node.Keys {
		g.key[i] = b.Cols[slot]
	}
	g.runEnds = g.runEnds[:0]
	first := int32(g.t.n)
	for at := 0; at < len(rows); {
		row := rows[at]
		if g.t.n > 0 && at == 0 && g.t.equal(int32(g.t.n-1), g.key, row) {
			first--
		} else {
			g.t.push(g.key, row)
		}
		at += g.runLength(b, rows[at:])
		g.runEnds = append(g.runEnds, int32(at))
	}
	g.grow(g.t.n)
	if len(rows) < b.N {
		b.Sel = rows
	}
	return g.accumulateRuns(ctx, b, rows, first)
}

// runLength returns how many of the rows, at least one, have the first one's key.
func (g *group) runLength(b *Batch, rows []int32) int {
	lo, step := 0, 1
	for lo+step < len(rows) && g.sameKey(b, rows[0], rows[lo+step]) {
		lo += step
		step *= 2
	}
	hi := min(lo+step, len(rows)) // the first that may differ
	for lo+1 < hi {
		if mid := int(uint(lo+hi) / 2); g.sameKey(b, rows[0], rows[mid]) {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

// accumulateRuns adds rows whose runs are of one group after another, from the
// group first on. Only aggregates that look at the rows one by one are told the
// group of each.
func (g *group) accumulateRuns(ctx context.Context, b *Batch, rows []int32, first int32) error {
	var nums []int32
	for i, acc := range g.accs {
		if c, ok := acc.(expr.RowCounter); ok && g.counts[i] {
			from := int32(0)
			for k, end := range g.runEnds {
				c.AddRows(int(first)+k, int64(end-from))
				from = end
			}
			continue
		}
		if nums == nil {
			nums = g.nums[:0]
			for k, end := range g.runEnds {
				for len(nums) < int(end) {
					nums = append(nums, first+int32(k))
				}
			}
		}
		if err := g.add(ctx, i, b, rows, nums); err != nil {
			return err
		}
	}
	return g.charge()
}

// copyRows copies rows of a batch.
func copyRows(b *Batch, rows []int32) Batch {
	c := Batch{N: len(rows), Cols: make([][]graph.ID, len(b.Cols))}
	for slot, col := range b.Cols {
		if col != nil {
			c.Cols[slot] = make([]graph.ID, len(rows))
			gather(c.Cols[slot], col, rows)
		}
	}
	return c
}
