package expr

import (
	"bytes"
	"cmp"
	"context"

	"github.com/chancery-graph/chancery/graph"
)

// extremeAccumulator is MIN (sign -1) and MAX (sign 1), by the order of ORDER
// BY. Of terms that are equal in it, as 1 and 01 are, the one whose text comes first
// is taken, so that the answer does not depend on the plan.
type extremeAccumulator struct {
	sign int
	ids  []graph.ID // the extreme; None of an empty group
	// failed groups have met an error.
	failed []bool
}

func (a *extremeAccumulator) Grow(groups int) {
	a.ids = grown(a.ids, groups)
	a.failed = grown(a.failed, groups)
}

func (a *extremeAccumulator) Bytes() int64 { return int64(cap(a.ids)) * 9 }

func (a *extremeAccumulator) Add(ctx context.Context, c *Context, group []int32, ids []graph.ID) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c.rest()
	if err := c.fetchColumn(ids); err != nil {
		return err
	}
	for i, g := range group {
		if err := a.add(c, g, ids[i]); err != nil {
			return err
		}
	}
	return nil
}

func (a *extremeAccumulator) add(c *Context, g int32, id graph.ID) error {
	best := a.ids[g]
	switch {
	case id == best && id != graph.None:
		return nil
	case id == graph.None:
		a.failed[g] = true
		return nil
	case best == graph.None:
		a.ids[g] = id
		return nil
	}
	order, err := compareQuick(c, id, best)
	if err != nil {
		return err
	}
	if order == 0 {
		first, err := comesFirst(c, id, best)
		if err != nil {
			return err
		}
		if first {
			order = a.sign
		}
	}
	if order == a.sign {
		a.ids[g] = id
	}
	return nil
}

// comesFirst compares the texts of two terms.
func comesFirst(c *Context, a, b graph.ID) (bool, error) {
	k := &c.keys
	x, err := c.Terms.AppendTerm(k.x[:0], a)
	if err != nil {
		return false, err
	}
	y, err := c.Terms.AppendTerm(k.y[:0], b)
	if err != nil {
		return false, err
	}
	k.x, k.y = x, y
	return bytes.Compare(x, y) < 0, nil
}

// compareQuick is Compare with quick ways for values of one kind, and by way of
// the texts that are cached.
func compareQuick(c *Context, a, b graph.ID) (int, error) {
	if x, y, ok := comparableKeys(a, b); ok {
		return cmp.Compare(x, y), nil
	}
	k := &c.keys
	x, err := c.appendCachedKey(k.x[:0], a)
	if err != nil {
		return 0, err
	}
	y, err := c.appendCachedKey(k.y[:0], b)
	if err != nil {
		return 0, err
	}
	k.x, k.y = x, y
	return bytes.Compare(x, y), nil
}

func (a *extremeAccumulator) Merge(c *Context, from Accumulator, group []int32) error {
	b, ok := from.(*extremeAccumulator)
	if !ok || b.sign != a.sign {
		return mismatch(a, from)
	}
	for i, g := range group {
		a.failed[g] = a.failed[g] || b.failed[i]
		if b.ids[i] == graph.None {
			continue
		}
		c.rest()
		if err := a.add(c, g, b.ids[i]); err != nil {
			return err
		}
	}
	return nil
}

func (a *extremeAccumulator) Result(_ *Context, group int) (graph.ID, error) {
	if a.failed[group] {
		return graph.None, nil
	}
	return a.ids[group], nil
}
