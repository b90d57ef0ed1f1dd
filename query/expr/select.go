package expr

import (
	"context"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
)

// conjunct is one of the conditions that a filter joins with &&.
type conjunct struct {
	*compiled
	// With one slot: what an ID of each tag means, and the memo of those that
	// have to be evaluated.
	tags [16]decision
	memo int
	// With two slots that are compared.
	compare *slotComparison
}

// decision is what an ID's tag says of a condition.
type decision struct {
	mode    decisionMode
	lo, hi  graph.ID // of keepWithin
	pending idSet    // of search
}

type decisionMode uint8

const (
	drop       decisionMode = iota // never true
	keep                           // always true
	keepWithin                     // true from lo to hi, else not
	search                         // look it up in pending
	evaluate                       // not decided by the ID
)

// rank is the order in which conditions are tested.
func (k *conjunct) rank() int {
	switch {
	case k.isConst():
		return 0
	case k.compare != nil:
		return 2
	case len(k.slots) > 1 || k.random:
		return 4
	case len(k.slots) == 0:
		return 3
	}
	for _, d := range k.tags[graph.TagString : graph.TagDateTime+1] {
		if d.mode == evaluate {
			return 3
		}
	}
	return 1
}

func (b *compiler) conjunct(e algebra.Expr, root *compiled) conjunct {
	k := conjunct{compiled: root}
	switch {
	case root.random || root.isConst():
	case len(root.slots) == 1:
		k.decide(analyse(e, variableOf(e, root.slots[0], b.slot)).yes)
	case len(root.slots) == 2:
		k.compare = slotsCompared(e, root)
	}
	return k
}

// decide makes the table by tag of the IDs for which the condition can be true.
func (k *conjunct) decide(yes idSet) {
	for t := range k.tags {
		tag := graph.Tag(t)
		whole := graph.Range{Lo: graph.MakeID(tag, 0), Hi: lastOf(tag)}
		if tag == graph.TagSpecial || tag > graph.TagDateTime {
			k.tags[t].mode = evaluate // unbound, or a term of the query
			continue
		}
		part := yes.intersect(idSet{{whole, true}})
		d := &k.tags[t]
		switch {
		case len(part) == 0:
			d.mode = drop
		case len(part) > 1:
			d.mode, d.pending = search, part
		case !part[0].Exact && part[0].Range == whole:
			d.mode = evaluate
		case !part[0].Exact:
			d.mode, d.pending = search, part
		case part[0].Range == whole:
			d.mode = keep
		default:
			d.mode, d.lo, d.hi = keepWithin, part[0].Lo, part[0].Hi
		}
	}
}

// Select appends to dst the rows of sel (nil: all n) whose effective boolean
// value is true, in their order. dst may be sel[:0].
func (p *Program) Select(ctx context.Context, c *Context, cols [][]graph.ID, n int, sel, dst []int32) ([]int32, error) {
	m, err := p.start(ctx, c, cols)
	if err != nil {
		return dst, err
	}
	start := len(dst)
	for i := range p.conjuncts {
		k := &p.conjuncts[i]
		if i == 0 {
			dst = k.selectRows(m, n, sel, dst)
		} else {
			dst = k.selectRows(m, n, dst[start:], dst[:start])
		}
		if m.err != nil || len(dst) == start {
			break
		}
	}
	return dst, m.finish()
}

func (k *conjunct) selectRows(m *machine, n int, sel, dst []int32) []int32 {
	switch {
	case k.isConst():
		if k.test(m, 0) == isTrue {
			return appendRows(dst, n, sel)
		}
		return dst
	case k.compare != nil:
		return k.selectCompared(m, n, sel, dst)
	case len(k.slots) == 1 && !k.random:
		return k.selectDecided(m, n, sel, dst)
	}
	m.prefetchSlots(k.slots, n, sel)
	each(n, sel, func(row int) bool {
		m.begin()
		if k.test(m, row) == isTrue {
			dst = append(dst, int32(row))
		}
		return m.err == nil
	})
	return dst
}

func appendRows(dst []int32, n int, sel []int32) []int32 {
	if sel != nil {
		return append(dst, sel...)
	}
	for row := range n {
		dst = append(dst, int32(row))
	}
	return dst
}

// selectDecided looks at the tags of one column.
func (k *conjunct) selectDecided(m *machine, n int, sel, dst []int32) []int32 {
	slot := k.slots[0]
	var col []graph.ID
	if slot < len(m.cols) {
		col = m.cols[slot]
	}
	if col == nil { // unbound in every row
		m.begin()
		if n > 0 && k.test(m, 0) == isTrue {
			return appendRows(dst, n, sel)
		}
		return dst
	}
	fetched := false
	if sel == nil {
		for row, id := range col[:n] {
			d := &k.tags[id.Tag()]
			switch {
			case d.mode == drop:
			case d.mode == keep, d.mode == keepWithin && d.lo <= id && id <= d.hi:
				dst = append(dst, int32(row))
			case d.mode >= search && k.isKept(m, id, row, n, sel, &fetched):
				dst = append(dst, int32(row))
			}
		}
		return dst
	}
	for i, row := range sel {
		id := col[row]
		d := &k.tags[id.Tag()]
		switch {
		case d.mode == drop:
		case d.mode == keep, d.mode == keepWithin && d.lo <= id && id <= d.hi:
			dst = append(dst, row)
		case d.mode >= search && k.isKept(m, id, int(row), n, sel[i:], &fetched):
			dst = append(dst, row)
		}
	}
	return dst
}

// isKept decides on an ID that its tag does not decide. rest are the rows still
// to come, whose texts are read with the first one that is needed.
func (k *conjunct) isKept(m *machine, id graph.ID, row, n int, rest []int32, fetched *bool) bool {
	if d := &k.tags[id.Tag()]; d.mode == search {
		if in, exact := d.pending.contains(id); !in || exact {
			return in
		}
	}
	memo := &m.memos[k.memo]
	if result, ok := memo.get(id); ok {
		return result != graph.None
	}
	if m.err != nil {
		return false
	}
	if !*fetched {
		*fetched = true
		k.prefetch(m, row, n, rest)
	}
	m.begin()
	kept := k.test(m, row) == isTrue
	if m.err == nil {
		result := graph.None
		if kept {
			result = graph.BooleanID(true)
		}
		memo.put(id, result)
	}
	return kept
}

// prefetch reads the texts of the rows from row on that have to be evaluated.
func (k *conjunct) prefetch(m *machine, row, n int, rest []int32) {
	if _, ok := m.c.Terms.(BulkTerms); !ok {
		return
	}
	memo, col := &m.memos[k.memo], m.cols[k.slots[0]]
	m.ids = m.ids[:0]
	add := func(row int) bool {
		id := col[row]
		if d := &k.tags[id.Tag()]; d.mode >= search && (id.InDictionary() || id.IsLocal()) {
			if _, ok := memo.get(id); !ok {
				m.ids = append(m.ids, id)
			}
		}
		return true
	}
	if rest != nil {
		each(n, rest, add)
	} else {
		for ; row < n; row++ {
			add(row)
		}
	}
	m.prefetch(m.ids)
}

// prefetchSlots reads the texts of several columns.
func (m *machine) prefetchSlots(slots []int, n int, sel []int32) {
	if _, ok := m.c.Terms.(BulkTerms); !ok {
		return
	}
	m.ids = m.ids[:0]
	for _, slot := range slots {
		s := slotNode{slot: slot}
		each(n, sel, func(row int) bool {
			if id := s.id(m, row); id.InDictionary() || id.IsLocal() {
				m.ids = append(m.ids, id)
			}
			return true
		})
	}
	m.prefetch(m.ids)
}
