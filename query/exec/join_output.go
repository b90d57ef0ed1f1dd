package exec

import (
	"context"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// combiner makes solutions of pairs of rows.
type combiner struct {
	left, right, either []plan.Slot // where a slot comes from
	cols                [][]graph.ID
	n                   int
	scratch             []graph.ID
	// before holds the columns of either as the left row has them, for a row that
	// loses its right side; nil where that cannot be.
	before [][]graph.ID
}

// init prepares columns of so many rows for slots, of n in all, which come from the left or the right side;
// those of either come from the left, or from the right where that is unbound.
func (c *combiner) init(rows, n int, slots, left, right, either []plan.Slot) {
	c.cols = make([][]graph.ID, n)
	for _, slot := range slots {
		ofLeft, ofRight := slices.Contains(left, slot), slices.Contains(right, slot)
		switch {
		case ofLeft && ofRight && slices.Contains(either, slot):
			c.either = append(c.either, slot)
		case ofLeft:
			c.left = append(c.left, slot)
		case ofRight:
			c.right = append(c.right, slot)
		default:
			continue
		}
		c.cols[slot] = make([]graph.ID, rows)
	}
	if c.either != nil {
		c.scratch = make([]graph.ID, rows)
	}
}

// add appends the solutions of pairs; with outer, a right row may be -1.
func (c *combiner) add(l *Batch, r [][]graph.ID, li, ri []int32, outer bool) {
	for _, slot := range c.left {
		gather(c.cols[slot][c.n:], l.Cols[slot], li)
	}
	right := gather
	if outer {
		right = gatherOuter
	}
	for _, slot := range c.right {
		right(c.cols[slot][c.n:], r[slot], ri)
	}
	for _, slot := range c.either {
		dst := c.cols[slot][c.n:]
		gather(dst, l.Cols[slot], li)
		right(c.scratch, r[slot], ri)
		if c.before != nil {
			copy(c.before[slot][c.n:], dst[:len(li)])
		}
		for i, id := range c.scratch[:len(ri)] {
			if dst[i] == graph.None {
				dst[i] = id
			}
		}
	}
	c.n += len(li)
}

// keepBefore prepares for forget.
func (c *combiner) keepBefore() {
	c.before = make([][]graph.ID, len(c.cols))
	for _, slot := range c.either {
		c.before[slot] = make([]graph.ID, len(c.cols[slot]))
	}
}

// forget makes row i a solution without a right side.
func (c *combiner) forget(i int32) {
	for _, slot := range c.right {
		c.cols[slot][i] = graph.None
	}
	for _, slot := range c.either {
		c.cols[slot][i] = c.before[slot][i]
	}
}

func (c *combiner) bind(b *Batch) {
	for slot, col := range c.cols {
		if col != nil {
			b.Cols[slot] = col[:c.n]
		}
	}
}

// handWhole gives b the left batch itself, with the right columns beside it, if
// no row has more than one partner and most have one: joins along a property
// that has one value are mostly so, and nothing of the left need be copied.
func (j *join) handWhole(b *Batch) bool {
	n := len(j.live)
	if j.out.n > 0 || j.at > 0 || j.to < n || j.in.N > j.most || len(j.node.On)+len(j.out.either) > 0 {
		return false
	}
	m, found := &j.matches, 0
	for i, from := range m.from[:n] {
		switch m.to[i] - from {
		case 0:
		case 1:
			found++
		default:
			return false
		}
	}
	if j.kind == plan.Inner && found*2 < n {
		return false
	}
	b.reset()
	b.N, b.Sel = j.in.N, j.in.Sel
	if j.kind == plan.Inner && found < n {
		b.Sel = j.partnered()
	}
	for _, slot := range j.out.left {
		b.Cols[slot] = j.in.Cols[slot]
	}
	partners := j.partners(found == n)
	for _, slot := range j.out.right {
		src, dst := m.cols[slot], j.out.cols[slot][:b.N]
		switch {
		case src == nil:
			continue
		case j.in.Sel == nil && found == n:
			gather(dst, src, partners)
		case j.in.Sel == nil:
			gatherOuter(dst, src, partners)
		default:
			for i, row := range j.live {
				if dst[row] = graph.None; partners[i] >= 0 {
					dst[row] = src[partners[i]]
				}
			}
		}
		b.Cols[slot] = dst
	}
	j.at = n
	return true
}

// partnered returns the live rows that have a partner.
func (j *join) partnered() []int32 {
	j.kept = j.kept[:0]
	for i, row := range j.live {
		if j.matches.from[i] < j.matches.to[i] {
			j.kept = append(j.kept, row)
		}
	}
	return j.kept
}

// partners returns the right row of each live row, -1 for none.
func (j *join) partners(all bool) []int32 {
	m, n := &j.matches, len(j.live)
	if all && m.perm == nil {
		return m.from[:n]
	}
	j.ri = j.ri[:0]
	for i, from := range m.from[:n] {
		switch {
		case from == m.to[i]:
			from = -1
		case m.perm != nil:
			from = m.perm[from]
		}
		j.ri = append(j.ri, from)
	}
	return j.ri
}

// keepLeft leaves the output rows of a left join for which the conditions hold,
// and one row without a right side for each left row that has none.
func (j *join) keepLeft(ctx context.Context, b *Batch) error {
	tested := j.keep[:0]
	for i, alone := range j.alone {
		if !alone {
			tested = append(tested, int32(i))
		}
	}
	j.keep = tested
	b.Sel = tested
	if len(tested) > 0 {
		if err := j.run.narrow(ctx, j.node.On, b, &j.sel); err != nil {
			return err
		}
	}
	passed := b.Sel
	dst := j.kept[:0]
	n := int32(b.N)
	open := j.part > 0 // the last row has more partners
	for i := range n {
		switch {
		case j.alone[i]:
			dst = append(dst, i)
			continue
		case len(passed) > 0 && passed[0] == i:
			passed = passed[1:]
			j.matched = true
			dst = append(dst, i)
		}
		if last := i == n-1; last && open || !last && j.owner[i+1] == j.owner[i] {
			continue
		}
		if !j.matched {
			j.out.forget(i)
			dst = append(dst, i)
		}
		j.matched = false
	}
	j.kept, b.Sel = dst, dst
	return nil
}

// tester is the state of a join that only tells left rows with partners from
// those without.
type tester struct {
	matched []bool
	marks   []graph.ID
	rest    []int32 // live rows that are still to be handed on
	begin   int     // first row of the next window
	sel     []int32
	active  bool
}

// nextTested yields left rows.
func (j *join) nextTested(ctx context.Context, b *Batch) error {
	for {
		if j.test.active && j.handWindow(b) {
			return nil
		}
		j.test.active = false
		more, err := j.advance(ctx)
		if err != nil || !more {
			b.reset()
			return err
		}
		if err := j.testPiece(ctx); err != nil {
			return err
		}
	}
}

// testPiece finds which rows of the piece have partners.
func (j *join) testPiece(ctx context.Context) error {
	t := &j.test
	t.matched = slices.Grow(t.matched[:0], len(j.live))[:len(j.live)]
	clear(t.matched)
	for j.at < len(j.live) {
		if err := j.match(ctx); err != nil {
			return err
		}
		if len(j.node.On) > 0 {
			if err := j.testPairs(ctx); err != nil {
				return err
			}
			continue
		}
		for ; j.at < j.to; j.at++ {
			t.matched[j.at] = j.matches.from[j.at] < j.matches.to[j.at]
		}
	}
	t.rest, t.begin, t.active = slices.Grow(t.rest[:0], len(j.live))[:len(j.live)], 0, true
	want, n := j.kind == plan.Semi, 0
	for i, row := range j.live {
		t.rest[n] = row // without a branch that could not be predicted
		if t.matched[i] == want {
			n++
		}
	}
	if j.kind == plan.Mark {
		copy(t.rest, j.live)
		n = len(j.live)
	}
	t.rest = t.rest[:n]
	if j.kind == plan.Mark {
		t.marks = slices.Grow(t.marks[:0], j.in.N)[:j.in.N]
		for i, row := range j.live {
			t.marks[row] = graph.BooleanID(t.matched[i])
		}
	}
	return nil
}

// testPairs applies the conditions to the pairs of the rows matched.
func (j *join) testPairs(ctx context.Context) error {
	var b Batch
	b.Cols = make([][]graph.ID, j.run.slots)
	for j.at < j.to {
		if err := ctx.Err(); err != nil {
			return err
		}
		first := j.at
		j.li, j.ri, j.out.n = j.li[:0], j.ri[:0], 0
		j.collect(BatchRows, false)
		j.out.add(&j.in, j.matches.cols, j.li, j.ri, false)
		b.N, b.Sel = j.out.n, nil
		if b.N == 0 {
			continue
		}
		j.out.bind(&b)
		if err := j.run.narrow(ctx, j.node.On, &b, &j.sel); err != nil {
			return err
		}
		at := first
		for _, i := range b.live() {
			for j.live[at] != j.li[i] {
				at++
			}
			j.test.matched[at] = true
		}
	}
	return nil
}

// handWindow gives b the next rows of the piece, at most BatchRows of them.
func (j *join) handWindow(b *Batch) bool {
	t := &j.test
	if len(t.rest) == 0 {
		return false
	}
	begin := int(t.rest[0]) / BatchRows * BatchRows
	end := min(begin+BatchRows, j.in.N)
	b.reset()
	b.N = end - begin
	for slot, c := range j.in.Cols {
		if c != nil {
			b.Cols[slot] = c[begin:end]
		}
	}
	if j.kind == plan.Mark {
		b.Cols[j.node.MarkSlot] = t.marks[begin:end]
	}
	n, _ := slices.BinarySearch(t.rest, int32(end))
	t.sel = t.sel[:0]
	for _, row := range t.rest[:n] {
		t.sel = append(t.sel, row-int32(begin))
	}
	t.rest, b.Sel = t.rest[n:], t.sel
	if n == b.N {
		b.Sel = nil
	}
	return true
}
