package exec

import (
	"math"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// rows keeps solutions as columns that grow.
type rows struct {
	slots []plan.Slot
	cols  [][]graph.ID // one per slot of slots
	n     int
	mem   reservation
}

func newRows(slots []plan.Slot, mem reservation) *rows {
	return &rows{slots: slots, cols: make([][]graph.ID, len(slots)), mem: mem}
}

// need is the number of bytes that room for n rows more takes.
func (r *rows) need(n int) int64 {
	if len(r.cols) == 0 || r.n+n <= cap(r.cols[0]) {
		return 0
	}
	return int64(r.capacity(n)-cap(r.cols[0])) * 8 * int64(len(r.cols))
}

func (r *rows) capacity(n int) int { return max(r.n+n, 2*r.n, 64) }

// room makes room for n rows more.
func (r *rows) room(n int) error {
	if r.n+n > math.MaxInt32 {
		return &LimitError{Limit: LimitMemory, Value: math.MaxInt32 * 8, What: r.mem.what}
	}
	need := r.need(n)
	if need == 0 {
		return nil
	}
	if err := r.mem.grow(need); err != nil {
		return err
	}
	to := r.capacity(n)
	for i, c := range r.cols {
		grown := make([]graph.ID, len(c), to)
		copy(grown, c)
		r.cols[i] = grown
	}
	return nil
}

// append adds the live rows of b.
func (r *rows) append(b *Batch) error {
	n := b.Len()
	if err := r.room(n); err != nil {
		return err
	}
	for i, slot := range r.slots {
		c := r.cols[i][:r.n+n]
		switch src := b.Cols[slot]; {
		case src == nil:
			clear(c[r.n:])
		case b.Sel == nil:
			copy(c[r.n:], src[:n])
		default:
			gather(c[r.n:], src, b.Sel)
		}
		r.cols[i] = c
	}
	r.n += n
	return nil
}

// reset empties the rows and keeps their memory.
func (r *rows) reset() {
	for i := range r.cols {
		r.cols[i] = r.cols[i][:0]
	}
	r.n = 0
}

// release gives the memory back.
func (r *rows) release() {
	r.mem.release()
	r.cols, r.n = make([][]graph.ID, len(r.slots)), 0
}

// bySlot returns the columns indexed by slot, nil for others.
func (r *rows) bySlot(slots int) [][]graph.ID {
	all := make([][]graph.ID, slots)
	r.fill(all)
	return all
}

func (r *rows) fill(all [][]graph.ID) {
	for i, slot := range r.slots {
		all[slot] = r.cols[i]
	}
}

// view makes b the rows [from,to).
func (r *rows) view(b *Batch, from, to int) {
	b.reset()
	b.N = to - from
	for i, slot := range r.slots {
		b.Cols[slot] = r.cols[i][from:to]
	}
}

// column returns the column of a slot, nil if it is not kept.
func (r *rows) column(slot plan.Slot) []graph.ID {
	for i, s := range r.slots {
		if s == slot {
			return r.cols[i]
		}
	}
	return nil
}
