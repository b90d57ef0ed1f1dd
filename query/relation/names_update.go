package relation

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/chancery-graph/chancery/graph"
)

// nameChanges are what updates of a table share, and what one of them took out.
type nameChanges struct {
	gone []int // rows that hold no longer, ascending
	// tail is how many rows of the columns are in use. Tables that went on from one
	// another share them; of two that go on from one the later copies them.
	tail  *atomic.Int64
	built int // rows that BuildNames made
	index *nameIndex
}

// nameIndex finds the rows of an entity among those that BuildNames made. It is made
// when a table is first updated.
type nameIndex struct {
	once sync.Once
	rows []uint32 // by entity, then row
}

// nameRoom is how many changes there may be to a table of so many rows before it is
// built anew: rows that were added have no index.
func nameRoom(rows int) int { return max(4096, rows/16) }

// errManyNames says that a table is to be built anew.
var errManyNames = errors.New("relation: too many names have changed")

// named is a name that an entity has or had.
type named struct{ entity, literal graph.ID }

// Update returns the names of a snapshot, from these and the patch between the two
// (which a snapshot's Diff gives): the same rows as BuildNames gives, in another order.
// These are not changed. It costs a few look-ups for each name in the patch, one of
// thousands of names is built anew.
func (n *Names) Update(ctx context.Context, g Graph, patch graph.PatchReader) (*Names, error) {
	predicates, err := namePredicatesOf(ctx, g)
	if err != nil {
		return nil, err
	}
	touched, err := n.readPatch(ctx, g, predicates, patch)
	if errors.Is(err, errManyNames) {
		return BuildNames(ctx, g)
	}
	if err != nil {
		return nil, err
	}
	next := *n
	next.seq = g.Seq()
	b := nameBuilder{g: g, names: &next}
	for _, t := range touched {
		if err := next.set(ctx, &b, n, t, predicates); err != nil {
			return nil, err
		}
	}
	if len(next.entities) > len(n.entities) {
		next.grown()
	}
	return &next, nil
}

// namePredicatesOf are the IDs of the properties that state names.
func namePredicatesOf(ctx context.Context, g Graph) ([]graph.ID, error) {
	var ids []graph.ID
	for _, p := range namePredicates {
		found, err := lookupIRIs(ctx, g, predicateIRIs[p])
		if err != nil {
			return nil, err
		}
		ids = append(ids, found...)
	}
	return ids, nil
}

// readPatch returns the names that a patch adds or removes, each once.
func (n *Names) readPatch(ctx context.Context, g Graph, predicates []graph.ID, patch graph.PatchReader) ([]named, error) {
	names := map[string]bool{}
	for _, p := range predicates {
		text, err := g.AppendTerm(ctx, nil, p)
		if err != nil {
			return nil, fmt.Errorf("decode %v: %w", p, err)
		}
		names[string(text)] = true
	}
	room := nameRoom(len(n.entities)) - (len(n.entities) - n.built) - len(n.gone)
	var touched []named
	var b graph.PatchBatch
	for {
		err := patch.ReadPatch(&b)
		if errors.Is(err, io.EOF) {
			return touched, nil
		}
		if err != nil {
			return nil, err
		}
		for i := range b.Changes {
			c := &b.Changes[i]
			if !names[string(c.P)] {
				continue
			}
			one, ok, err := lookUpName(ctx, g, c)
			if err != nil {
				return nil, err
			}
			if ok {
				touched = append(touched, one)
			}
		}
		slices.SortFunc(touched, func(a, b named) int {
			return cmp.Or(cmp.Compare(a.entity, b.entity), cmp.Compare(a.literal, b.literal))
		})
		if touched = slices.Compact(touched); len(touched) > room {
			return nil, errManyNames
		}
	}
}

func lookUpName(ctx context.Context, g Graph, c *graph.Change) (one named, ok bool, err error) {
	if one.entity, ok, err = g.Lookup(ctx, c.S); err != nil || !ok {
		return one, false, err
	}
	one.literal, ok, err = g.Lookup(ctx, c.O)
	return one, ok, err
}

// set makes the rows of a name as many as properties state it; before is the table that
// n goes on from.
func (n *Names) set(ctx context.Context, b *nameBuilder, before *Names, t named, predicates []graph.ID) error {
	stated := 0
	for _, p := range predicates {
		count, err := b.g.Count(ctx, graph.Pattern{S: t.entity, P: p, O: t.literal})
		if err != nil {
			return fmt.Errorf("count names: %w", err)
		}
		if count > 0 {
			stated++
		}
	}
	rows := n.rowsOf(t)
	for len(rows) > stated {
		n.remove(rows[len(rows)-1])
		rows = rows[:len(rows)-1]
	}
	if len(rows) == stated {
		return nil
	}
	if err := b.decode(ctx, t.literal); err != nil || len(b.folded) == 0 {
		return err
	}
	if len(n.entities) == len(before.entities) {
		n.own()
	}
	for range stated - len(rows) {
		b.row(t.entity)
	}
	return nil
}

// rowsOf are the rows of a name.
func (n *Names) rowsOf(t named) []int {
	var rows []int
	n.index.once.Do(func() {
		n.index.rows = make([]uint32, n.built)
		for i := range n.index.rows {
			n.index.rows[i] = uint32(i)
		}
		slices.SortFunc(n.index.rows, func(a, b uint32) int {
			return cmp.Or(cmp.Compare(n.entities[a], n.entities[b]), cmp.Compare(a, b))
		})
	})
	at, _ := slices.BinarySearchFunc(n.index.rows, t.entity, func(row uint32, id graph.ID) int { return cmp.Compare(n.entities[row], id) })
	for ; at < len(n.index.rows) && n.entities[n.index.rows[at]] == t.entity; at++ {
		if row := int(n.index.rows[at]); n.literals[row] == t.literal && !n.isGone(row) {
			rows = append(rows, row)
		}
	}
	for row := n.built; row < len(n.entities); row++ {
		if n.entities[row] == t.entity && n.literals[row] == t.literal && !n.isGone(row) {
			rows = append(rows, row)
		}
	}
	return rows
}

// isGone tells whether a row holds no longer.
func (n *Names) isGone(row int) bool {
	if len(n.gone) == 0 {
		return false
	}
	_, gone := slices.BinarySearch(n.gone, row)
	return gone
}

func (n *Names) remove(row int) {
	at, _ := slices.BinarySearch(n.gone, row)
	n.gone = slices.Insert(slices.Clip(n.gone), at, row)
}

// own makes the columns ones that rows can be added to: those that are shared, unless
// another table has added to them.
func (n *Names) own() {
	used := int64(len(n.entities))
	if n.tail.CompareAndSwap(used, used+1) {
		return // until grown, nobody else adds to them
	}
	n.text, n.starts = slices.Clone(n.text), slices.Clone(n.starts)
	n.entities, n.literals = slices.Clone(n.entities), slices.Clone(n.literals)
	n.tail = new(atomic.Int64)
}

// grown tells how many rows the columns have now.
func (n *Names) grown() { n.tail.Store(int64(len(n.entities))) }
