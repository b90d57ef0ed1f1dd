package expr

import (
	"context"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
)

// conjunct is one of the conditions that a filter joins with &&.
type conjunct struct {
	*compiled
	source algebra.Expr
	// With one slot: what an ID of each tag means, and the memo of those that
	// have to be evaluated.
	tags [16]decision
	memo int
	// With two slots that are compared.
	compare *slotComparison
}

// decision is what an ID's tag says of a condition.
type decision struct {
	mode decisionMode
	// The condition is true from lo to lo+width. With within it is so nowhere
	// else, with search nowhere outside of first to first+span.
	lo, width   graph.ID
	first, span graph.ID
	pending     idSet // of search
}

// setPending makes a decision that looks into part, and first at its ends and at
// its longest exact range.
func (d *decision) setPending(part idSet) {
	d.mode, d.pending = search, part
	d.first, d.span = part[0].Lo, part[len(part)-1].Hi-part[0].Lo
	d.lo = graph.MaxID
	for _, b := range part {
		if b.Exact && (d.lo == graph.MaxID || b.Hi-b.Lo > d.width) {
			d.lo, d.width = b.Lo, b.Hi-b.Lo
		}
	}
}

// isOutside tells whether a search would not find the ID.
func (d *decision) isOutside(id graph.ID) bool { return d.mode == search && id-d.first > d.span }

type decisionMode uint8

const (
	within   decisionMode = iota // decided by a range
	search                       // look it up in pending
	evaluate                     // not decided by the ID
)

// The ranks of conditions, in the order in which they are tested.
const (
	rankConstant = iota
	rankRanges   // decided on inlined IDs by their ranges
	rankSlots    // two variables compared
	rankOne      // one variable
	rankAny
)

func (k *conjunct) rank() int {
	switch {
	case k.isConst():
		return rankConstant
	case k.compare != nil:
		return rankSlots
	case len(k.slots) > 1 || k.random:
		return rankAny
	case len(k.slots) == 0:
		return rankOne
	}
	for _, d := range k.tags[graph.TagString : graph.TagDateTime+1] {
		if d.mode == evaluate {
			return rankOne
		}
	}
	return rankRanges
}

func (b *compiler) conjunct(e algebra.Expr, root *compiled) conjunct {
	k := conjunct{compiled: root, source: e}
	switch {
	case root.random || root.isConst():
	case len(root.slots) == 1:
		k.memo = b.memos
		b.memos++
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
			k.tags[t].mode, k.tags[t].lo = evaluate, graph.MaxID // unbound, or a term of the query
			continue
		}
		part := yes.intersect(idSet{{whole, true}})
		d := &k.tags[t]
		switch {
		case len(part) == 0:
			d.lo = graph.MaxID // and no ID is that
		case len(part) > 1:
			d.setPending(part)
		case !part[0].Exact && part[0].Range == whole:
			d.mode, d.lo = evaluate, graph.MaxID
		case !part[0].Exact:
			d.setPending(part)
		default:
			d.lo, d.width = part[0].Lo, part[0].Hi-part[0].Lo
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
	at := len(dst)
	if sel == nil {
		dst = slices.Grow(dst, n)[:at+n]
		for row, id := range col[:n] {
			d := &k.tags[id.Tag()]
			dst[at] = int32(row)
			if d.mode < search {
				at += kept(id, d)
			} else if kept(id, d) == 1 || !d.isOutside(id) && k.isKept(m, id, row, n, nil, &fetched) {
				at++
			}
		}
		return dst[:at]
	}
	dst = slices.Grow(dst, len(sel))[:at+len(sel)]
	for i, row := range sel {
		id := col[row]
		d := &k.tags[id.Tag()]
		dst[at] = row // of sel, if they share memory, no more than row i is overwritten
		if d.mode < search {
			at += kept(id, d)
		} else if kept(id, d) == 1 || !d.isOutside(id) && k.isKept(m, id, int(row), n, sel[i:], &fetched) {
			at++
		}
	}
	return dst[:at]
}

// kept returns 1 if an ID lies within the range of a decision, else 0, without a
// branch that data decide.
func kept(id graph.ID, d *decision) int {
	n := 0
	if id-d.lo <= d.width {
		n = 1
	}
	return n
}

// isKept decides on an ID that its tag does not decide. rest are the rows still
// to come, whose texts are read with the first one that is needed.
func (k *conjunct) isKept(m *machine, id graph.ID, row, n int, rest []int32, fetched *bool) bool {
	if d := &k.tags[id.Tag()]; d.mode == search {
		if in, exact := d.pending.contains(id); !in || exact {
			return in
		}
	}
	if m.err != nil {
		return false
	}
	if k.cheap && !id.InDictionary() && !id.IsLocal() {
		m.begin()
		return k.test(m, row) == isTrue
	}
	memo := &m.memos[k.memo]
	if result, ok := memo.get(id); ok {
		return result != graph.None
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
