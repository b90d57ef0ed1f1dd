package exec

import (
	"context"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// mergeUnion merges inputs that are sorted by the IDs of some slots.
type mergeUnion struct {
	concat
	slots  []plan.Slot
	inputs []mergeInput
	cols   [][]graph.ID // of the output, one per slot of slots
	picks  []int32      // of two inputs: rows, doubled, with the number of the input
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
		if m.areTwo() {
			var err error
			if n, err = m.nextOfTwo(ctx, n); err != nil {
				return err
			}
			continue
		}
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

// areTwo tells whether there are two inputs left to be merged, by one key that both
// bind, with all rows of their batches live.
func (m *mergeUnion) areTwo() bool {
	if len(m.inputs) != 2 {
		return false
	}
	for i := range m.inputs {
		in := &m.inputs[i]
		if in.end || in.b.Sel != nil || len(in.keys) != 1 || in.keys[0] == nil {
			return false
		}
	}
	return true
}

// nextOfTwo merges until n rows have become a batch or the batch of an input has
// ended, of which the next one is loaded then. Which input is behind cannot be
// predicted, so the steps have no branches.
func (m *mergeUnion) nextOfTwo(ctx context.Context, n int) (int, error) {
	x, y := &m.inputs[0], &m.inputs[1]
	i, j := x.pos, y.pos
	left, right := x.keys[0][:x.b.N], y.keys[0][:y.b.N]
	if m.picks == nil {
		m.picks = make([]int32, BatchRows)
	}
	picks := m.picks[n:]
	k := 0
	for k < len(picks) && i < len(left) && j < len(right) {
		second := 0
		if right[j] < left[i] {
			second = 1
		}
		picks[k] = int32((i+(j-i)*second)<<1 | second)
		i += 1 - second
		j += second
		k++
	}
	x.pos, y.pos = i, j
	m.take(n, picks[:k])
	for at := range m.inputs {
		if in := &m.inputs[at]; in.pos == in.b.N {
			if err := m.load(ctx, at); err != nil {
				return n, err
			}
		}
	}
	return n + k, nil
}

// take copies picked rows of two inputs to the output from row n on.
func (m *mergeUnion) take(n int, picks []int32) {
	for c, slot := range m.slots {
		from := [2][]graph.ID{m.inputs[0].b.Cols[slot], m.inputs[1].b.Cols[slot]}
		for i, col := range from {
			if col == nil {
				from[i] = unbound
			}
		}
		dst := m.cols[c][n : n+len(picks)]
		for i, p := range picks {
			dst[i] = from[p&1][p>>1]
		}
	}
}

// unbound is a column of a batch that binds nothing.
var unbound = make([]graph.ID, BatchRows)
