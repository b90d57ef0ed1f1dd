package exec

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

const (
	// maxPiece is the greatest number of left rows that a join looks up at once.
	maxPiece = 16 * BatchRows
	// maxPartners is about how many right rows a matcher gathers for a piece
	// before it lets them be joined.
	maxPartners = 64 << 10
	// patience is how many left batches a join reads for a full batch of its own
	// before it hands on what it has: a LIMIT above may be waiting.
	patience = 16
)

// matches are the partners of left rows: for each live position of a piece a
// range of right rows.
//
//	live position   0      1      2            right rows 0…
//	from, to       0,2    2,2    5,9           row = perm[i], or i itself
type matches struct {
	from, to []int32
	perm     []int32
	cols     [][]graph.ID // of the right rows, by slot
}

// matcher finds partners: what the algorithms of a join differ in.
type matcher interface {
	// match finds the partners of the live rows of b from position at on, and
	// returns the position up to which it did, at+1 at least. Positions of one
	// batch are asked for in order.
	match(ctx context.Context, b *Batch, at int, m *matches) (int, error)
	// exhausted tells that no left row to come can have a partner.
	exhausted() bool
	// following returns the least key that a left row to come must have to find a
	// partner, nil if that is not known.
	following() []graph.ID
	// held is the greatest memory so far, in bytes.
	held() int64
	close() error
}

// join drives a matcher: it reads the left side, makes solutions of pairs of
// rows, and tests conditions on them.
type join struct {
	run     *run
	node    *plan.Join
	kind    plan.JoinKind
	left    operator
	leftEnd bool
	m       matcher

	leftSlots, rightSlots []plan.Slot

	hash   *hashMatcher // the matcher, if it is one
	grace  *graceJoin   // takes over where the hash table does not fit
	level  int          // how often the inputs have been divided
	apart  bool         // the right side may be built in another goroutine
	primed bool         // the first piece has been read, but not handed out

	most   int     // rows to be handed on at once: BatchRows, or less under a LIMIT
	pieces *pieces // gathers larger pieces of the left side; nil: its batches
	skip   *scan   // the left side, where the join may skip in it
	// shared are slots in which a pair must be compatible beyond what the matcher
	// looks at.
	shared []plan.Slot

	in      Batch
	live    []int32
	at, to  int   // live positions: the next to be joined; as far as matched
	part    int32 // partners of at that have been taken
	matches matches
	li, ri  []int32
	out     combiner
	waited  int

	pruned []int32

	// The conditions of a left join: which left row each output row belongs to.
	owner   []int64
	alone   []bool // the output row has no right row
	ordinal int64  // of live position 0
	matched bool   // the row that goes on in the next batch has a partner already
	sel     [2][]int32
	keep    []int32 // output rows to be tested
	kept    []int32

	test tester
}

// newJoin makes a join of which so many solutions are enough; 0: all are wanted.
func newJoin(r *run, n *plan.Join, enough int) (operator, error) {
	left, right := n.Left, n.Right
	if n.Algorithm == plan.HashLeftAlgorithm {
		if n.Kind != plan.Inner {
			return nil, fmt.Errorf("exec: a join of kind %d cannot build its left side", n.Kind)
		}
		left, right = right, left
	}
	l, err := r.build(left)
	if err != nil {
		return nil, err
	}
	if n.Kind == plan.MinusJoin && len(n.Keys)+len(n.Loose) == 0 && n.Algorithm != plan.ApplyAlgorithm {
		return l, nil // no solution shares a variable with another: none is removed
	}
	j := &join{run: r, node: n, kind: n.Kind, left: l, leftSlots: left.Head().Slots, rightSlots: right.Head().Slots}
	if n.Kind == plan.Inner || n.Kind == plan.Left {
		j.most = enough
	}
	switch n.Algorithm {
	case plan.ApplyAlgorithm:
		j.m, j.shared = newApply(r, right, n), j.common()
		j.init()
		return j, nil
	case plan.BindAlgorithm:
		j.m, j.shared = newBind(r, n, right, j.wanted()), n.Loose
		j.pieces = newPieces(r, l, j.leftSlots)
		j.init()
		return j, nil
	}
	op, err := j.buildRight(right)
	if err != nil {
		return nil, errors.Join(err, l.close())
	}
	if err := j.choose(op); err != nil {
		return nil, errors.Join(err, l.close(), op.close())
	}
	j.init()
	return j, nil
}

// buildRight makes the operators of the right side, which a hash join reads whole.
func (j *join) buildRight(right plan.Node) (operator, error) {
	if a := j.node.Algorithm; a == plan.MergeAlgorithm || a == plan.IndexAlgorithm {
		return j.run.build(right)
	}
	r := j.run
	if len(j.node.Loose) == 0 {
		if j.apart = r.canApart(right); j.apart {
			r = r.apart()
		}
	}
	return r.buildAll(right)
}

// common are the slots that both sides have.
func (j *join) common() []plan.Slot {
	return slices.DeleteFunc(slices.Clone(j.leftSlots), func(slot plan.Slot) bool {
		return !slices.Contains(j.rightSlots, slot)
	})
}

// newHashJoin joins parts of the inputs of a hash join.
func newHashJoin(r *run, n *plan.Join, left, right *spillScan, level int) *join {
	j := &join{
		run: r, node: n, kind: n.Kind, left: left, level: level,
		leftSlots: left.slots, rightSlots: right.slots,
	}
	j.useHash(right)
	j.init()
	return j
}

// choose makes the matcher for a right side.
func (j *join) choose(right operator) error {
	n, r := j.node, j.run
	switch n.Algorithm {
	case plan.MergeAlgorithm:
		if len(n.Keys) == 0 {
			return fmt.Errorf("exec: a merge join without keys")
		}
		m := newMerge(r, right, n.Keys, j.wanted(), j.most)
		m.counts = len(m.c.buf.slots)+len(n.Loose)+j.most == 0 && len(n.Keys) == 1
		j.m = m
		j.skip, j.shared = skippable(j.left, n), n.Loose
	case plan.IndexAlgorithm:
		m, err := newIndex(r, right, n.Keys, j.wanted())
		if err != nil {
			return err
		}
		j.m, j.shared = m, n.Loose
		j.pieces = newPieces(r, j.left, j.leftSlots)
	case plan.HashAlgorithm, plan.HashLeftAlgorithm:
		if len(n.Loose) > 0 {
			m := newLoose(r, right, n, j.wanted())
			m.any = j.testing() && len(n.On) == 0
			j.m = m
		} else {
			j.useHash(right)
		}
	default:
		return fmt.Errorf("exec: no join algorithm %d", n.Algorithm)
	}
	return nil
}

func (j *join) useHash(right operator) {
	j.hash = newHash(j.run, right, j.node.Keys, j.wanted())
	j.hash.keysOnly = len(j.node.On) == 0 && j.testing()
	j.m = j.hash
}

// testing tells that the join only tells left rows with partners from those
// without.
func (j *join) testing() bool { return j.kind != plan.Inner && j.kind != plan.Left }

// wanted are the slots of the right side that are needed of a partner, besides
// the keys.
func (j *join) wanted() []plan.Slot {
	var want []plan.Slot
	for _, slot := range j.rightSlots {
		switch {
		case slices.Contains(j.node.Keys, slot):
			continue
		case slices.Contains(j.node.Loose, slot):
		case slices.Contains(j.leftSlots, slot):
			continue
		case len(j.node.On) > 0:
		case j.testing() || !slices.Contains(j.node.Slots, slot):
			continue
		}
		want = append(want, slot)
	}
	return want
}

func (j *join) init() {
	if j.most == 0 {
		j.most = BatchRows
	}
	slots := j.node.Slots
	if len(j.node.On) > 0 {
		slots = append(slices.Clone(j.leftSlots), j.rightSlots...)
		slices.Sort(slots)
		slots = slices.Compact(slots)
	}
	either := j.node.Loose
	if j.node.Algorithm == plan.ApplyAlgorithm { // a parameter may be unbound
		either = j.common()
	}
	j.out.init(j.most, j.run.slots, slots, j.leftSlots, j.rightSlots, either)
	if j.kind == plan.Left && len(j.node.On) > 0 {
		j.out.keepBefore()
	}
	j.in.Cols = make([][]graph.ID, j.run.slots)
	j.li, j.ri = make([]int32, 0, j.most), make([]int32, 0, j.most)
	j.keep, j.kept = make([]int32, 0, j.most), make([]int32, 0, j.most)
}

func (j *join) next(ctx context.Context, b *Batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if j.hash != nil && !j.hash.built && j.grace == nil && !j.leftEnd {
		if err := j.prepare(ctx); err != nil {
			return err
		}
	}
	if j.grace != nil {
		return j.grace.next(ctx, b)
	}
	if j.testing() {
		return j.nextTested(ctx, b)
	}
	b.reset()
	j.out.n, j.waited = 0, 0
	j.owner, j.alone = j.owner[:0], j.alone[:0]
	for {
		j.takePairs()
		full := j.out.n == j.most || j.waited >= patience
		if !full && j.at < len(j.live) {
			if err := j.match(ctx); err != nil {
				return err
			}
			if j.handWhole(b) {
				return nil
			}
			continue
		}
		if !full {
			more, err := j.advance(ctx)
			if err != nil {
				return err
			}
			if more {
				j.waited++
				continue
			}
		}
		if j.out.n == 0 && j.waited >= patience {
			j.waited = 0
			continue
		}
		if j.out.n == 0 {
			b.reset()
			return nil
		}
		if err := j.hand(ctx, b); err != nil || b.Len() > 0 {
			return err
		}
		j.out.n, j.waited = 0, 0
		j.owner, j.alone = j.owner[:0], j.alone[:0]
	}
}

// match looks further rows of the piece up.
func (j *join) match(ctx context.Context) error {
	if n := len(j.live); len(j.matches.from) < n {
		n = max(n, BatchRows)
		j.matches.from, j.matches.to = make([]int32, n), make([]int32, n)
	}
	to, err := j.m.match(ctx, &j.in, j.at, &j.matches)
	if err != nil {
		return err
	}
	j.to = to
	if len(j.shared) > 0 {
		j.prune()
	}
	return nil
}

// prune leaves the compatible ones of the partners that were found.
func (j *join) prune() {
	m, perm := &j.matches, j.pruned[:0]
	for at := j.at; at < j.to; at++ {
		row, start := j.live[at], int32(len(perm))
		for i := m.from[at]; i < m.to[at]; i++ {
			partner := i
			if m.perm != nil {
				partner = m.perm[i]
			}
			if j.compatible(row, partner) {
				perm = append(perm, partner)
			}
		}
		m.from[at], m.to[at] = start, int32(len(perm))
	}
	j.pruned, m.perm = perm, perm
}

// compatible tells whether no slot is bound to different terms in a pair; for
// MINUS, besides, some slot must be bound in both.
func (j *join) compatible(l, r int32) bool {
	common := j.kind != plan.MinusJoin || len(j.node.Keys) > 0 && j.node.Algorithm != plan.ApplyAlgorithm
	for _, slot := range j.shared {
		lc, rc := j.in.Cols[slot], j.matches.cols[slot]
		if lc == nil || rc == nil || lc[l] == graph.None || rc[r] == graph.None {
			continue
		}
		if lc[l] != rc[r] {
			return false
		}
		common = true
	}
	return common
}

// takePairs joins matched rows until the output is full or there are no more.
func (j *join) takePairs() {
	outer := j.kind == plan.Left
	for j.at < j.to && j.out.n < j.most {
		j.li, j.ri = j.li[:0], j.ri[:0]
		from := j.at
		j.collect(j.most-j.out.n, outer)
		if outer && len(j.node.On) > 0 {
			j.own(from)
		}
		j.out.add(&j.in, j.matches.cols, j.li, j.ri, outer)
	}
}

// collect fills li and ri with at most room pairs; with outer, a row without
// partner has the partner -1.
func (j *join) collect(room int, outer bool) {
	m, li, ri := &j.matches, j.li, j.ri
	for j.at < j.to && len(li) < room {
		row, from, to := j.live[j.at], m.from[j.at]+j.part, m.to[j.at]
		if outer && from == to {
			li, ri = append(li, row), append(ri, -1)
		}
		end := min(to, from+int32(room-len(li)))
		if m.perm == nil {
			for i := from; i < end; i++ {
				li, ri = append(li, row), append(ri, i)
			}
		} else {
			for _, i := range m.perm[from:end] {
				li, ri = append(li, row), append(ri, i)
			}
		}
		if end < to {
			j.part += end - from
			break
		}
		j.at, j.part = j.at+1, 0
	}
	j.li, j.ri = li, ri
}

// own notes for the pairs just collected, which begin at a live position, whose
// they are.
func (j *join) own(at int) {
	for i, row := range j.li {
		for j.live[at] != row {
			at++
		}
		j.owner = append(j.owner, j.ordinal+int64(at))
		j.alone = append(j.alone, j.ri[i] < 0)
	}
}

// hand gives the output to b, after its conditions.
func (j *join) hand(ctx context.Context, b *Batch) error {
	b.N, b.Sel = j.out.n, nil // the conditions may have refused a batch before
	j.out.bind(b)
	if len(j.node.On) == 0 {
		return nil
	}
	var err error
	if j.kind == plan.Inner {
		err = j.run.narrow(ctx, j.node.On, b, &j.sel)
	} else {
		err = j.keepLeft(ctx, b)
	}
	for slot := range b.Cols { // what only the conditions needed
		if b.Cols[slot] != nil && !slices.Contains(j.node.Slots, plan.Slot(slot)) {
			b.Cols[slot] = nil
		}
	}
	return err
}

func (j *join) held() int64 {
	n := j.m.held()
	if j.grace != nil {
		n = max(n, j.grace.held())
	}
	if j.pieces != nil {
		n += j.pieces.rows.mem.top
	}
	return n
}

func (j *join) close() error {
	if j.pieces != nil {
		j.pieces.close()
	}
	var err error
	if j.grace != nil {
		err = j.grace.close()
	}
	return errors.Join(err, j.left.close(), j.m.close())
}
