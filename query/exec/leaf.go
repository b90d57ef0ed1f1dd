package exec

import (
	"context"
	"fmt"
	"math"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// unit yields one solution that binds nothing.
type unit struct{ done bool }

func (u *unit) next(_ context.Context, b *Batch) error {
	b.reset()
	if !u.done {
		u.done = true
		b.N = 1
	}
	return nil
}

func (u *unit) close() error { return nil }

// empty yields nothing.
type empty struct{}

func (*empty) next(_ context.Context, b *Batch) error {
	b.reset()
	return nil
}

func (*empty) close() error { return nil }

// values yields given rows.
type values struct {
	slots []plan.Slot
	rows  [][]graph.ID
	cols  [][]graph.ID
}

func newValues(n *plan.Values) *values {
	v := &values{slots: n.Slots, rows: n.Rows, cols: make([][]graph.ID, len(n.Slots))}
	for i := range v.cols {
		v.cols[i] = make([]graph.ID, min(len(n.Rows), BatchRows))
	}
	return v
}

func (v *values) next(ctx context.Context, b *Batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	b.reset()
	b.N = min(len(v.rows), BatchRows)
	for i, slot := range v.slots {
		for r, row := range v.rows[:b.N] {
			v.cols[i][r] = row[i]
		}
		b.Cols[slot] = v.cols[i]
	}
	v.rows = v.rows[b.N:]
	return nil
}

func (v *values) close() error { return nil }

// count yields the number of statements of a pattern.
type count struct {
	run  *run
	node *plan.Count
	done bool
	col  [1]graph.ID
}

func (c *count) next(ctx context.Context, b *Batch) error {
	b.reset()
	if c.done {
		return nil
	}
	c.done = true
	n, err := c.run.ds.Count(ctx, c.node.Pattern)
	if err != nil {
		return fmt.Errorf("count statements: %w", err)
	}
	if c.col[0], err = c.run.integer(n); err != nil {
		return err
	}
	b.N = 1
	b.Cols[c.node.Slot] = c.col[:]
	return nil
}

func (c *count) close() error { return nil }

// integer is the ID of a number of rows.
func (r *run) integer(n uint64) (graph.ID, error) {
	if n <= math.MaxInt64 {
		if id, ok := graph.IntegerID(int64(n)); ok {
			return id, nil
		}
	}
	return r.terms.Intern(fmt.Appendf(nil, `"%d"^^<http://www.w3.org/2001/XMLSchema#integer>`, n))
}
