package exec

import (
	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// BatchRows is the greatest number of rows in a [Batch].
const BatchRows = graph.BatchRows

// Batch is up to [BatchRows] solutions as columns of IDs.
//
//	       slot 0   slot 1   slot 2          Sel
//	row 0    17       –       nil             0     the live solutions are
//	row 1    17      None                     2     rows 0 and 2; slot 2 is
//	row 2    21       40                            unbound in all of them
//
// Columns and selection are borrowed from the operator: they are valid until
// the next call, and nobody but the operator writes to them.
type Batch struct {
	// N is the number of rows in the columns.
	N int
	// Cols has a column of at least N IDs per slot of the plan, or nil where the
	// slot is unbound in every row.
	Cols [][]graph.ID
	// Sel holds the live rows, ascending; nil means all N.
	Sel []int32
}

// NewBatch makes a batch for a plan with so many slots.
func NewBatch(slots int) *Batch { return &Batch{Cols: make([][]graph.ID, slots)} }

// Len is the number of live solutions; 0 ends a stream.
func (b *Batch) Len() int {
	if b.Sel != nil {
		return len(b.Sel)
	}
	return b.N
}

// Row returns the row of the i-th live solution.
func (b *Batch) Row(i int) int32 {
	if b.Sel != nil {
		return b.Sel[i]
	}
	return int32(i)
}

// At returns the term of a slot in a row (not a live position; see [Batch.Row]);
// None is unbound.
func (b *Batch) At(slot plan.Slot, row int32) graph.ID {
	if c := b.Cols[slot]; c != nil {
		return c[row]
	}
	return graph.None
}

// reset empties the batch.
func (b *Batch) reset() {
	b.N, b.Sel = 0, nil
	clear(b.Cols)
}

// live returns the live rows: Sel, or the first N numbers.
func (b *Batch) live() []int32 {
	if b.Sel != nil {
		return b.Sel
	}
	return identity[:b.N]
}

// cut leaves the live solutions [from,to) only.
func (b *Batch) cut(from, to int) {
	if b.Sel != nil {
		b.Sel = b.Sel[from:to]
		return
	}
	for slot, c := range b.Cols {
		if c != nil {
			b.Cols[slot] = c[from:to]
		}
	}
	b.N = to - from
}

// identity is the selection of all rows of the largest piece of a join's left
// side.
var identity = func() []int32 {
	all := make([]int32, maxPiece)
	for i := range all {
		all[i] = int32(i)
	}
	return all
}()

// gather copies src at the rows of idx to dst; a nil src is unbound.
func gather(dst, src []graph.ID, idx []int32) {
	if src == nil {
		clear(dst[:len(idx)])
		return
	}
	dst = dst[:len(idx)]
	for i, x := range idx {
		dst[i] = src[x]
	}
}

// gatherOuter is gather where a negative row is unbound.
func gatherOuter(dst, src []graph.ID, idx []int32) {
	if src == nil {
		clear(dst[:len(idx)])
		return
	}
	dst = dst[:len(idx)]
	for i, x := range idx {
		if x < 0 {
			dst[i] = graph.None
		} else {
			dst[i] = src[x]
		}
	}
}
