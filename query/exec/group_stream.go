package exec

import (
	"context"
	"errors"

	"github.com/chancery-graph/chancery/graph"
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
	at := len(rows) - 1
	for at > 0 && g.sameKey(b, rows[at-1], rows[at]) {
		at--
	}
	return at
}

func (g *group) sameKey(b *Batch, x, y int32) bool {
	for _, slot := range g.node.Keys {
		if c := b.Cols[slot]; c != nil && c[x] != c[y] {
			return false
		}
	}
	return true
}

// takeSorted adds rows to groups: that of the row before, or a new one.
func (g *group) takeSorted(ctx context.Context, b *Batch, rows []int32) error {
	if err := g.t.roomForKeys(len(rows)); err != nil {
		return err
	}
	for i, slot := range g.node.Keys {
		g.key[i] = b.Cols[slot]
	}
	nums := g.nums[:len(rows)]
	for i, row := range rows {
		if g.t.n == 0 || !g.t.equal(int32(g.t.n-1), g.key, row) {
			g.t.push(g.key, row)
		}
		nums[i] = int32(g.t.n - 1)
	}
	g.grow(g.t.n)
	b.Sel = rows
	return g.accumulate(ctx, b, rows, nums)
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
