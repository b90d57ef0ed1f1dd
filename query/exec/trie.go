package exec

import (
	"context"
	"fmt"
	"math"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// trie is the rows of a sorted scan, by the levels of its variables:
//
//	rows (a,b)     level 0: 1 3        values, rising among siblings
//	1 5            child:   0 2 3      where the children of each begin
//	1 7            level 1: 5 7 6
//	3 6
//
// A row that comes several times (it differs in a position that binds nothing)
// is one leaf with a count.
type trie struct {
	slots  []plan.Slot
	levels []trieLevel
	counts []int32 // of the leaves; nil: all 1
	mem    reservation
}

type trieLevel struct {
	ids   []graph.ID
	child []int32 // nil for leaves
}

// buildTrie reads a scan to its end. slots are its variables in its order.
func buildTrie(ctx context.Context, r *run, in operator, slots []plan.Slot) (*trie, error) {
	t := &trie{slots: slots, levels: make([]trieLevel, len(slots)), mem: r.mem.reserve("a leapfrog join")}
	b := NewBatch(r.slots)
	last := make([]graph.ID, len(slots))
	cols := make([][]graph.ID, len(slots))
	first := true
	for {
		if err := in.next(ctx, b); err != nil {
			return t, err
		}
		if b.Len() == 0 {
			return t, t.seal()
		}
		if err := t.mem.grow(int64(b.Len()*len(slots)) * 12); err != nil {
			return t, err
		}
		for i, slot := range slots {
			cols[i] = b.Cols[slot]
		}
		for _, row := range b.live() {
			level := 0
			for !first && level < len(cols) && cols[level][row] == last[level] {
				level++
			}
			if level < len(cols) && !first && cols[level][row] < last[level] {
				return t, fmt.Errorf("exec: a scan for a leapfrog join is not sorted by slots %v", slots)
			}
			if first = false; level == len(cols) {
				t.repeat()
				continue
			}
			t.push(level, cols, row)
			for i := level; i < len(cols); i++ {
				last[i] = cols[i][row]
			}
		}
	}
}

// push adds a row that differs from the one before at a level and, so, in all
// below.
func (t *trie) push(level int, cols [][]graph.ID, row int32) {
	for ; level < len(cols); level++ {
		l := &t.levels[level]
		l.ids = append(l.ids, cols[level][row])
		if level+1 < len(cols) {
			l.child = append(l.child, int32(len(t.levels[level+1].ids)))
		}
	}
	if t.counts != nil {
		t.counts = append(t.counts, 1)
	}
}

// repeat counts the last leaf once more.
func (t *trie) repeat() {
	leaves := len(t.levels[len(t.levels)-1].ids)
	for len(t.counts) < leaves {
		t.counts = append(t.counts, 1)
	}
	t.counts[leaves-1]++
}

// seal ends the lists of children.
func (t *trie) seal() error {
	for i := range t.levels {
		n := len(t.levels[i].ids)
		if n > math.MaxInt32-1 {
			return &LimitError{Limit: LimitMemory, Value: math.MaxInt32 * 12, What: t.mem.what}
		}
		if i > 0 {
			t.levels[i-1].child = append(t.levels[i-1].child, int32(n))
		}
	}
	return nil
}
