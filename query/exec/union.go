package exec

import (
	"context"
	"errors"

	"github.com/chancery-graph/chancery/query/plan"
)

// newUnion concatenates its inputs, or merges them where the result is to be
// sorted.
func newUnion(r *run, n *plan.Union) (operator, error) {
	u := &concat{}
	for _, in := range n.In {
		op, err := r.build(in)
		if err != nil {
			return nil, errors.Join(err, u.close())
		}
		u.in = append(u.in, op)
	}
	if len(n.Sorted) == 0 || len(u.in) < 2 {
		return u, nil
	}
	return newMergeUnion(r, u.in, n.Sorted, n.Slots), nil
}

// concat yields the solutions of one input after those of another.
type concat struct {
	in []operator
	at int
}

func (c *concat) next(ctx context.Context, b *Batch) error {
	for c.at < len(c.in) {
		if err := c.in[c.at].next(ctx, b); err != nil || b.Len() > 0 {
			return err
		}
		if err := c.in[c.at].close(); err != nil {
			return err
		}
		c.at++
	}
	b.reset()
	return nil
}

func (c *concat) close() error {
	var errs []error
	for _, in := range c.in {
		errs = append(errs, in.close())
	}
	return errors.Join(errs...)
}
