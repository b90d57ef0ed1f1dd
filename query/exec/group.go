package exec

import (
	"context"
	"errors"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/expr"
	"github.com/chancery-graph/chancery/query/plan"
)

// group groups solutions and computes aggregates, column by column: a batch's
// rows are given the numbers of their groups, then each aggregate takes the
// numbers and its argument's column.
//
// When the groups no longer fit, no new ones are made: rows of the groups at hand
// are still added to them, the others go to partitions on disk, each of which is
// grouped in turn.
type group struct {
	run  *run
	node *plan.Group
	in   operator
	t    *table
	accs []expr.Accumulator
	sets []*distinctArgs // of DISTINCT aggregates; else nil
	// counts tells which aggregates are the number of rows, whatever is in them.
	counts []bool
	key    [][]graph.ID
	nums   []int32
	arg    []graph.ID  // computed argument, by row
	ids    []graph.ID  // argument of the rows, without gaps
	mem    reservation // of the accumulators
	top    int64

	level int
	parts *partitions
	sub   *group // groups of a partition
	part  int    // next partition

	read bool // the input has ended
	at   int  // next group to be handed on
	ends int  // groups that are complete
	cols [][]graph.ID

	// Streaming: the first rows of the next window, and where the runs of rows of one
	// group end in those at hand.
	waiting Batch
	runEnds []int32
}

const groupWhat = "grouping"

func newGroup(r *run, n *plan.Group, in operator) *group { return makeGroup(r, n, in, 0) }

func makeGroup(r *run, n *plan.Group, in operator, level int) *group {
	g := &group{
		run: r, node: n, in: in, level: level,
		t:   newTable(len(n.Keys), r.mem.reserve(groupWhat)),
		key: make([][]graph.ID, len(n.Keys)), nums: make([]int32, BatchRows),
		arg: make([]graph.ID, BatchRows), ids: make([]graph.ID, BatchRows),
		mem: r.mem.reserve(groupWhat), cols: make([][]graph.ID, len(n.Aggregates)),
	}
	for i := range g.cols {
		g.cols[i] = make([]graph.ID, BatchRows)
		g.counts = append(g.counts, countsRows(n, i))
	}
	return g
}

// begin makes empty accumulators.
func (g *group) begin() error {
	g.accs = g.accs[:0]
	if g.sets == nil {
		g.sets = make([]*distinctArgs, len(g.node.Aggregates))
	}
	for i := range g.node.Aggregates {
		a := &g.node.Aggregates[i]
		acc, err := expr.NewAccumulator(a.Source)
		if err != nil {
			return err
		}
		g.accs = append(g.accs, acc)
		switch {
		case !a.Source.Distinct:
		case g.sets[i] == nil:
			g.sets[i] = newDistinctArgs(g, i)
		default:
			if err := g.sets[i].reset(); err != nil {
				return err
			}
		}
	}
	return nil
}

// star tells that an aggregate is COUNT(*).
func (g *group) star(i int) bool {
	a := &g.node.Aggregates[i]
	return a.Source.Arg == nil && a.Program == nil && a.Arg == plan.NoSlot
}

func (g *group) next(ctx context.Context, b *Batch) error {
	for {
		if g.at < g.ends {
			return g.hand(ctx, b)
		}
		if g.sub != nil {
			if err := g.sub.next(ctx, b); err != nil || b.Len() > 0 {
				return err
			}
			if err := g.sub.close(); err != nil {
				return err
			}
			g.sub = nil
		}
		if g.read {
			more, err := g.openPart()
			if err != nil {
				return err
			}
			if !more {
				b.reset()
				return nil
			}
			continue
		}
		var err error
		if g.node.Streaming && len(g.node.Keys) > 0 {
			err = g.readWindow(ctx, b)
		} else {
			err = g.readAll(ctx, b)
		}
		if err != nil {
			return err
		}
	}
}

// readAll reads the input to its end.
func (g *group) readAll(ctx context.Context, b *Batch) error {
	if err := g.begin(); err != nil {
		return err
	}
	if len(g.node.Keys) == 0 && g.level == 0 { // one group, even of nothing
		if err := g.t.insert(nil, identity[:1], g.nums); err != nil {
			return err
		}
		g.grow(1)
	}
	some := false
	for {
		if err := g.in.next(ctx, b); err != nil {
			return err
		}
		if b.Len() == 0 {
			break
		}
		some = true
		if err := g.take(ctx, b); err != nil {
			return err
		}
	}
	if err := g.addRest(ctx); err != nil {
		return err
	}
	g.read, g.at, g.ends = true, 0, g.t.n
	if len(g.node.Keys)+len(g.node.Aggregates) == 0 && !some { // SPARQL 1.1 §18.5.1
		g.ends = 0
	}
	return g.in.close()
}

func (g *group) grow(groups int) {
	for _, acc := range g.accs {
		acc.Grow(groups)
	}
}

// take adds the rows of b to their groups, or sets them aside.
func (g *group) take(ctx context.Context, b *Batch) error {
	for i, slot := range g.node.Keys {
		g.key[i] = b.Cols[slot]
	}
	rows := b.live()
	if g.parts == nil && g.full(len(rows)) {
		var err error
		if g.parts, err = newPartitions(g.run, g.node.In.Head().Slots, g.node.Keys, g.level); err != nil {
			return err
		}
	}
	if len(g.key) == 0 {
		clear(g.nums[:len(rows)])
		return g.accumulate(ctx, b, rows, g.nums[:len(rows)])
	}
	if g.parts == nil {
		if err := g.t.insert(g.key, rows, g.nums); err != nil {
			return err
		}
		g.grow(g.t.n)
		return g.accumulate(ctx, b, rows, g.nums[:len(rows)])
	}
	g.t.find(g.key, rows, g.nums)
	var known, others []int32
	nums := g.nums[:0]
	for i, row := range rows {
		if num := g.nums[i]; num >= 0 {
			known, nums = append(known, row), append(nums, num)
		} else {
			others = append(others, row)
		}
	}
	if err := g.parts.add(b.Cols, others); err != nil || len(known) == 0 {
		return err
	}
	b.Sel = known
	return g.accumulate(ctx, b, known, nums)
}

// full tells that new groups should not be made any more.
func (g *group) full(rows int) bool {
	return len(g.node.Keys) > 0 && g.level < maxLevel && g.t.n > BatchRows && !g.t.mem.fits(g.t.need(rows))
}

// accumulate adds rows of b, whose selection they are, to groups.
func (g *group) accumulate(ctx context.Context, b *Batch, rows, nums []int32) error {
	for i := range g.accs {
		if err := g.add(ctx, i, b, rows, nums); err != nil {
			return err
		}
	}
	return g.charge()
}

// charge makes the budget pay for what the accumulators hold.
func (g *group) charge() error {
	var sum int64
	for _, acc := range g.accs {
		sum += acc.Bytes()
	}
	if sum > g.mem.n {
		return g.mem.grow(sum - g.mem.n)
	}
	return nil
}

// add adds rows to one aggregate.
func (g *group) add(ctx context.Context, i int, b *Batch, rows, nums []int32) error {
	var ids []graph.ID
	if !g.star(i) && !g.counts[i] {
		col, err := g.argument(ctx, i, b)
		if err != nil {
			return err
		}
		ids = col
		if b.Sel != nil || len(col) != len(rows) {
			ids = g.ids[:len(rows)]
			gather(ids, col, rows)
		}
	}
	if set := g.sets[i]; set != nil {
		var err error
		if ids, nums, err = set.first(b, ids, rows, nums); err != nil {
			return err
		}
	}
	if len(nums) == 0 {
		return nil
	}
	return g.accs[i].Add(ctx, g.run.eval, nums, ids)
}

// argument computes an aggregate's argument, by row.
func (g *group) argument(ctx context.Context, i int, b *Batch) ([]graph.ID, error) {
	a := &g.node.Aggregates[i]
	if a.Arg != plan.NoSlot {
		if c := b.Cols[a.Arg]; c != nil {
			return c[:b.N], nil
		}
		clear(g.arg)
		return g.arg[:b.N], nil
	}
	return g.arg[:b.N], a.Program.Eval(ctx, g.run.eval, b.Cols, b.N, b.Sel, g.arg[:b.N])
}

// hand gives b the next complete groups.
func (g *group) hand(ctx context.Context, b *Batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	b.reset()
	b.N = min(g.ends-g.at, BatchRows)
	for k, slot := range g.node.Keys {
		b.Cols[slot] = g.t.keys[k][g.at : g.at+b.N]
	}
	for i, acc := range g.accs {
		col := g.cols[i][:b.N]
		for n := range col {
			var err error
			if col[n], err = acc.Result(g.run.eval, g.at+n); err != nil {
				return err
			}
		}
		b.Cols[g.node.Aggregates[i].Slot] = col
	}
	g.at += b.N
	return nil
}

// openPart begins to group the next partition; false if there is none.
func (g *group) openPart() (bool, error) {
	if g.parts == nil || g.part == len(g.parts.files) {
		return false, nil
	}
	if err := g.freeGroups(); err != nil {
		return false, err
	}
	scan, err := g.parts.files[g.part].scan(g.parts.slots)
	if err != nil {
		return false, err
	}
	g.part++
	g.sub = makeGroup(g.run, g.node, scan, g.level+1)
	return true, nil
}

func (g *group) freeGroups() error {
	g.top = g.held()
	g.t.release()
	g.mem.release()
	g.accs, g.at, g.ends = nil, 0, 0
	return g.closeSets()
}

func (g *group) held() int64 {
	n := g.t.mem.n + g.mem.n
	for _, set := range g.sets {
		if set != nil {
			n += set.d.held()
		}
	}
	if g.sub != nil {
		n += g.sub.held()
	}
	return max(g.top, n)
}

func (g *group) close() error {
	errs := []error{g.freeGroups(), g.in.close()}
	if g.sub != nil {
		errs = append(errs, g.sub.close())
	}
	if g.parts != nil {
		errs = append(errs, g.parts.close())
	}
	return errors.Join(errs...)
}
