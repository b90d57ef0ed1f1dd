package exec

import (
	"context"
	"slices"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// tallier is an operator that can tell how many solutions it has without making
// them, or all of them. It is asked instead of next, once; b is scratch.
type tallier interface {
	tally(ctx context.Context, b *Batch) (int64, error)
}

// tallyOf counts the solutions of an operator, which is read to its end.
func tallyOf(ctx context.Context, op operator, b *Batch) (int64, error) {
	if t, ok := bare(op).(tallier); ok {
		start := time.Now()
		n, err := t.tally(ctx, b)
		if p, ok := op.(*profiled); ok {
			p.actual.Time += time.Since(start)
			p.actual.Rows += n
		}
		return n, err
	}
	return drained(ctx, op, b)
}

// drained counts solutions by making them.
func drained(ctx context.Context, op operator, b *Batch) (n int64, err error) {
	for {
		if err := op.next(ctx, b); err != nil || b.Len() == 0 {
			return n, err
		}
		n += int64(b.Len())
	}
}

// tally sums the partners of a join, or counts the left rows that have, or have none;
// pairs with conditions are made.
func (j *join) tally(ctx context.Context, b *Batch) (n int64, err error) {
	if j.hash != nil && !j.hash.built && !j.leftEnd {
		if err := j.prepare(ctx); err != nil {
			return 0, err
		}
	}
	if j.grace != nil || len(j.node.On) > 0 {
		return drained(ctx, j, b)
	}
	for {
		for j.at < len(j.live) {
			if err := j.match(ctx); err != nil {
				return 0, err
			}
			for ; j.at < j.to; j.at++ {
				n += j.yield(j.matches.to[j.at] - j.matches.from[j.at])
			}
		}
		if more, err := j.advance(ctx); err != nil || !more {
			return n, err
		}
	}
}

// yield is the number of solutions for a left row with so many partners.
func (j *join) yield(partners int32) int64 {
	some := int64(0)
	if partners > 0 {
		some = 1
	}
	switch j.kind {
	case plan.Inner:
		return int64(partners)
	case plan.Left:
		return int64(max(partners, 1))
	case plan.Semi:
		return some
	case plan.Mark:
		return 1
	default: // Anti, MinusJoin
		return 1 - some
	}
}

func (p *project) tally(ctx context.Context, b *Batch) (int64, error) { return tallyOf(ctx, p.in, b) }

// tally sums the inputs of a union, merged or not.
func (c *concat) tally(ctx context.Context, b *Batch) (sum int64, err error) {
	for _, in := range c.in {
		n, err := tallyOf(ctx, in, b)
		if err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, nil
}

// onlyCounts tells that a group is one group of which only the number of solutions
// is wanted.
func onlyCounts(n *plan.Group) bool {
	if len(n.Keys) > 0 || len(n.Aggregates) == 0 {
		return false
	}
	for i := range n.Aggregates {
		if !countsRows(n, i) {
			return false
		}
	}
	return true
}

// countsRows tells that an aggregate is the number of solutions of its group:
// COUNT(*), or COUNT of a variable that all of them bind.
func countsRows(n *plan.Group, i int) bool {
	a, in := &n.Aggregates[i], n.In.Head()
	switch {
	case a.Source.Name != "COUNT" || a.Source.Distinct:
		return false
	case a.Source.Arg == nil && a.Program == nil && a.Arg == plan.NoSlot: // COUNT(*)
		return true
	}
	return a.Arg != plan.NoSlot && slices.Contains(in.Slots, a.Arg) && !slices.Contains(in.Maybe, a.Arg)
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
