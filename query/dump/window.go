package dump

import (
	"context"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
)

// windowRows is the number of rows whose terms are decoded together, about 60
// MiB with their texts.
const windowRows = 512 << 10

const (
	decodeTerms = 32       // terms that are read at a time
	longTerms   = 64 << 10 // bytes of that many from which they are not kept
)

// window holds rows whose distinct terms are decoded in one pass over the
// dictionary, in its own order: a graph name or an actor somewhere else in it
// would otherwise cost a block each. Rows refer to terms by slot.
type window struct {
	slots [4][]uint32 // by graph.Position; the slot of each row's term
	ids   []graph.ID  // of the slots
	table []uint32    // open addressing: ID to slot + 1
	last  [4]known

	order []graph.ID // ids, rising
	ends  []int      // of their texts
	arena []byte
	place []uint32 // of each slot in order
}

// known is the term of the row before.
type known struct {
	id   graph.ID
	slot uint32
}

const noSlot = 1<<32 - 1

func newWindow() *window { return &window{table: make([]uint32, 1<<16)} }

func (w *window) rows() int  { return len(w.slots[graph.S]) }
func (w *window) full() bool { return w.rows() >= windowRows }

func (w *window) reset() {
	for pos := range w.slots {
		w.slots[pos] = w.slots[pos][:0]
	}
	w.ids = w.ids[:0]
	w.last = [4]known{}
	clear(w.table)
}

// add takes the rows of a batch; a column that was not read counts as the
// default graph.
func (w *window) add(b *graph.Batch) {
	for pos := range b.Cols {
		col := b.Cols[pos]
		if col == nil {
			for range b.N {
				w.slots[pos] = append(w.slots[pos], w.slot(graph.DefaultGraph))
			}
			continue
		}
		last := w.last[pos]
		for _, id := range col {
			if id != last.id {
				last = known{id, w.slot(id)}
			}
			w.slots[pos] = append(w.slots[pos], last.slot)
		}
		w.last[pos] = last
	}
}

// slot finds the slot of a term, or makes one.
func (w *window) slot(id graph.ID) uint32 {
	mask := uint64(len(w.table) - 1)
	for i := mix(id) & mask; ; i = (i + 1) & mask {
		switch s := w.table[i]; {
		case s == 0:
			w.ids = append(w.ids, id)
			w.table[i] = uint32(len(w.ids))
			if 2*len(w.ids) > len(w.table) {
				w.grow()
			}
			return uint32(len(w.ids) - 1)
		case w.ids[s-1] == id:
			return s - 1
		}
	}
}

func (w *window) grow() {
	w.table = make([]uint32, 2*len(w.table))
	mask := uint64(len(w.table) - 1)
	for s, id := range w.ids {
		i := mix(id) & mask
		for w.table[i] != 0 {
			i = (i + 1) & mask
		}
		w.table[i] = uint32(s + 1)
	}
}

// mix spreads IDs, whose payloads are dense.
func mix(id graph.ID) uint64 {
	x := uint64(id) * 0x9e3779b97f4a7c15
	return x ^ x>>32
}

// decode reads the texts of all slots.
func (w *window) decode(ctx context.Context, s Snapshot) (err error) {
	w.order = append(w.order[:0], w.ids...)
	slices.Sort(w.order)
	named := w.order
	if len(named) > 0 && named[0] == graph.DefaultGraph {
		named = named[1:] // it has no text
	}
	w.arena, w.ends = w.arena[:0], w.ends[:0]
	if len(named) < len(w.order) {
		w.ends = append(w.ends, 0)
	}
	for part := range slices.Chunk(named, decodeTerms) {
		if err := w.decodePart(ctx, s, part); err != nil {
			return fmt.Errorf("decode terms: %w", err)
		}
	}
	w.place = slices.Grow(w.place[:0], len(w.ids))[:len(w.ids)]
	for i, id := range w.order {
		w.place[w.slot(id)] = uint32(i)
	}
	return nil
}

// decodePart reads a few texts. If there are long ones among them none is kept.
func (w *window) decodePart(ctx context.Context, s Snapshot, ids []graph.ID) (err error) {
	start := len(w.arena)
	if w.arena, w.ends, err = s.AppendTerms(ctx, w.arena, w.ends, ids); err != nil || len(w.arena)-start <= longTerms {
		return err
	}
	w.arena = slices.Clone(w.arena[:start])
	for i := len(w.ends) - len(ids); i < len(w.ends); i++ {
		w.ends[i] = start
	}
	return nil
}

// appendText appends the text of a slot, nothing for the default graph, and
// reads it if it was too long to be kept.
func (w *window) appendText(ctx context.Context, s Snapshot, dst []byte, slot uint32) ([]byte, error) {
	at, from := w.place[slot], 0
	if at > 0 {
		from = w.ends[at-1]
	}
	if to := w.ends[at]; to > from {
		return append(dst, w.arena[from:to]...), nil
	}
	if w.ids[slot] == graph.DefaultGraph {
		return dst, nil
	}
	dst, _, err := s.AppendTerms(ctx, dst, nil, w.ids[slot:slot+1])
	return dst, err
}
