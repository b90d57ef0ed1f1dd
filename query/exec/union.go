package exec

import (
	"context"
	"errors"

	"github.com/chancery-graph/chancery/graph"
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

// mergeUnion merges inputs that are sorted by the IDs of some slots.
type mergeUnion struct {
	concat
	slots  []plan.Slot
	inputs []mergeInput
	cols   [][]graph.ID // of the output, one per slot of slots
	opened bool
}

// mergeInput is one input of a merge: its batch and the live position it is at.
type mergeInput struct {
	b    *Batch
	pos  int
	keys [][]graph.ID
	sort []plan.Slot
	end  bool
}

func newMergeUnion(r *run, in []operator, sorted, slots []plan.Slot) *mergeUnion {
	m := &mergeUnion{concat: concat{in: in}, slots: slots, cols: make([][]graph.ID, len(slots))}
	for range in {
		m.inputs = append(m.inputs, mergeInput{b: NewBatch(r.slots), sort: sorted, keys: make([][]graph.ID, len(sorted))})
	}
	for i := range m.cols {
		m.cols[i] = make([]graph.ID, BatchRows)
	}
	return m
}

func (m *mergeUnion) load(ctx context.Context, i int) error {
	in := &m.inputs[i]
	if err := m.in[i].next(ctx, in.b); err != nil {
		return err
	}
	in.pos, in.end = 0, in.b.Len() == 0
	for k, slot := range in.sort {
		in.keys[k] = in.b.Cols[slot]
	}
	return nil
}

// less compares the rows that two inputs are at.
func (a *mergeInput) less(b *mergeInput) bool {
	x, y := a.b.Row(a.pos), b.b.Row(b.pos)
	for k := range a.keys {
		var i, j graph.ID
		if a.keys[k] != nil {
			i = a.keys[k][x]
		}
		if b.keys[k] != nil {
			j = b.keys[k][y]
		}
		if i != j {
			return i < j
		}
	}
	return false
}

func (m *mergeUnion) next(ctx context.Context, b *Batch) error {
	if !m.opened {
		m.opened = true
		for i := range m.inputs {
			if err := m.load(ctx, i); err != nil {
				return err
			}
		}
	}
	b.reset()
	n := 0
	for n < BatchRows {
		least := -1
		for i := range m.inputs {
			if in := &m.inputs[i]; !in.end && (least < 0 || in.less(&m.inputs[least])) {
				least = i
			}
		}
		if least < 0 {
			break
		}
		in := &m.inputs[least]
		row := in.b.Row(in.pos)
		for c, slot := range m.slots {
			m.cols[c][n] = in.b.At(slot, row)
		}
		n++
		if in.pos++; in.pos == in.b.Len() {
			if err := m.load(ctx, least); err != nil {
				return err
			}
		}
	}
	b.N = n
	for c, slot := range m.slots {
		b.Cols[slot] = m.cols[c][:n]
	}
	return nil
}
