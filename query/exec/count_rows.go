package exec

import (
	"context"
	"slices"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// tallier is an operator that can tell how many solutions it has without making
// them. It is asked instead of next, once.
type tallier interface {
	tally(ctx context.Context) (int64, error)
}

// tallyOf counts the solutions of an operator, which is read to its end.
func tallyOf(ctx context.Context, op operator, b *Batch) (int64, error) {
	if t, ok := bare(op).(tallier); ok {
		start := time.Now()
		n, err := t.tally(ctx)
		if p, ok := op.(*profiled); ok {
			p.actual.Time += time.Since(start)
			p.actual.Rows += n
		}
		return n, err
	}
	var n int64
	for {
		if err := op.next(ctx, b); err != nil || b.Len() == 0 {
			return n, err
		}
		n += int64(b.Len())
	}
}

// onlyCounts tells that a group is one group of which only the number of solutions
// is wanted: COUNT(*), or COUNT of a variable that all of them bind.
func onlyCounts(n *plan.Group) bool {
	if len(n.Keys) > 0 || len(n.Aggregates) == 0 {
		return false
	}
	in := n.In.Head()
	for i := range n.Aggregates {
		a := &n.Aggregates[i]
		star := a.Source.Arg == nil && a.Program == nil && a.Arg == plan.NoSlot
		if a.Source.Name != "COUNT" || a.Source.Distinct {
			return false
		}
		if !star && (a.Arg == plan.NoSlot || !slices.Contains(in.Slots, a.Arg) || slices.Contains(in.Maybe, a.Arg)) {
			return false
		}
	}
	return true
}

// rowCount is a group of which only the number of solutions is wanted.
type rowCount struct {
	operator // counted
	run      *run
	node     *plan.Group
	done     bool
}

func (c *rowCount) next(ctx context.Context, b *Batch) error {
	if c.done {
		b.reset()
		return nil
	}
	c.done = true
	n, err := tallyOf(ctx, c.operator, b)
	if err != nil {
		return err
	}
	id, err := c.run.integer(uint64(n))
	if err != nil {
		return err
	}
	b.reset()
	b.N = 1
	for i := range c.node.Aggregates {
		b.Cols[c.node.Aggregates[i].Slot] = []graph.ID{id}
	}
	return c.operator.close()
}
