package plan

import (
	"math"

	"github.com/chancery-graph/chancery/graph"
)

// pairing is what a join of two operators needs to know, however it is done.
type pairing struct {
	kind        JoinKind
	left, right sets
	leftEst     *estimate
	rightEst    *estimate
	keys, loose []Slot
	on          []cond
	mark        Slot
	rows        float64 // solutions that come out
	// scan is the right side if an index join can look it up, with the conditions
	// that stand on it.
	scan      *scanOp
	scanConds []cond
	order     graph.Order // in which the scan is looked up
	ordered   bool        // order is known; AnyOrder is that there is none
}

// pair prepares the join of two operators.
func (p *planner) pair(kind JoinKind, left, right op, on []cond, rows float64) *pairing {
	j := &pairing{kind: kind, left: setsOf(left), right: setsOf(right), on: on, mark: NoSlot, rows: rows,
		leftEst: p.estimate(left), rightEst: p.estimate(right)}
	j.share()
	j.lookUp(right)
	return j
}

// share finds the slots that the sides share: those that both always bind are
// keys.
func (j *pairing) share() {
	both := j.left.may.and(j.right.may)
	keys := j.left.must.and(j.right.must)
	j.keys, j.loose = keys.slots(), both.without(keys).slots()
}

// lookUp tells whether the right side is a scan.
func (j *pairing) lookUp(right op) {
	switch o := right.(type) {
	case *scanOp:
		j.scan = o
	case *filterOp:
		if s, ok := o.in.(*scanOp); ok {
			j.scan, j.scanConds = s, o.conds
		}
	}
}

// choice is one way to do a join.
type choice struct {
	algorithm   Algorithm
	order       graph.Order // of an index join's scan
	sorted      []Slot
	cost, start float64
}

// choices calls yield with each way to join two nodes.
func (p *planner) choices(j *pairing, left, right *Header, yield func(choice)) {
	out := costOut*j.rows + costFilter*float64(len(j.on))*j.rows
	if p.has(MergeJoins) && len(j.loose) == 0 && j.kind != MinusJoin {
		p.mergeChoice(j, left, right, out, yield)
	}
	hash := choice{algorithm: HashAlgorithm}
	build := costBuild * right.Rows
	hash.cost = left.Cost + right.Cost + build + costProbe*left.Rows + out
	hash.start = left.start + right.Cost + build
	if len(j.keys) == 0 && (len(j.loose) > 0 || j.kind != Inner && len(j.on) > 0) {
		hash.cost += left.Rows * right.Rows * 0.1 // nothing to hash on: pair by pair
	}
	hash.cost = p.jitter(hash.cost)
	yield(hash)
	if j.kind == Inner && len(j.loose) == 0 {
		hash.algorithm = HashLeftAlgorithm
		build = costBuild * left.Rows
		hash.cost = left.Cost + right.Cost + build + costProbe*right.Rows + out
		hash.start = right.start + left.Cost + build
		hash.cost = p.jitter(hash.cost)
		yield(hash)
	}
}

// mergeChoice is a merge join where both sides are sorted by all keys alike.
func (p *planner) mergeChoice(j *pairing, left, right *Header, out float64, yield func(choice)) {
	keys := coveredBy(left.Sorted, setOf(j.keys...))
	if keys == nil || !startsWith(right.Sorted, keys) {
		return
	}
	c := choice{algorithm: MergeAlgorithm, sorted: keys}
	if j.kind != Inner {
		c.sorted = left.Sorted // each left solution once, in its place
		if j.kind == Left {
			c.sorted = keys
		}
	}
	rightCost := right.Cost
	if j.scan != nil { // skips forward where the left has nothing
		rightCost = min(rightCost, j.leftEst.of(keys[0])*costSeek)
	}
	c.cost = left.Cost + rightCost + costMerge*(left.Rows+min(right.Rows, rightCost)) + out
	c.start = left.start + right.start
	c.cost = p.jitter(c.cost)
	yield(c)
}

// indexChoices are the ways to look the left's solutions up in a scan.
func (p *planner) indexChoices(j *pairing, left *Header, yield func(choice)) {
	if !p.has(IndexJoins) || j.scan == nil || len(j.keys) == 0 || len(j.loose) > 0 || j.kind == MinusJoin {
		return
	}
	if !j.ordered {
		j.order, j.ordered = indexOrder(j.scan, setOf(j.keys...)), true
	}
	order := j.order
	if order == graph.AnyOrder {
		return
	}
	probes := 1.0
	for _, k := range j.keys {
		probes = min(probes*j.leftEst.of(k), max(1, left.Rows))
	}
	found := probes * j.rightEst.rows
	for i, k := range j.keys {
		found /= math.Pow(j.rightEst.of(k), 1/float64(i+1))
	}
	found = max(found, min(j.rows, found*left.Rows))
	c := choice{algorithm: IndexAlgorithm, order: order}
	seek := float64(costSeek)
	if coveredBy(left.Sorted, setOf(j.keys...)) != nil || startsWith(left.Sorted, j.keys) {
		seek = costSeekNext
	}
	whole := p.scanCost(j.scan, order) * math.Ceil(max(1, left.Rows)/batchRows)
	c.cost = left.Cost + min(probes*seek+found*costFetch, whole+probes*costSeekNext) + costProbe*left.Rows +
		costOut*j.rows + costFilter*j.rows*float64(len(j.on)+len(j.scanConds))
	c.start = left.start
	if len(left.Sorted) > 0 && len(j.keys) == 1 && left.Sorted[0] == j.keys[0] {
		c.sorted = left.Sorted[:1]
	}
	c.cost = p.jitter(c.cost)
	yield(c)
}

// indexOrder is the permutation in which a scan's constants and keys lead;
// AnyOrder if there is none.
func indexOrder(o *scanOp, keys slotSet) graph.Order {
	n := &Scan{S: o.s, P: o.p, O: o.o, G: Term{Slot: NoSlot}}
	if o.graph.mode == GraphEach {
		n.G.Slot = o.graph.slot
	}
	best, most := graph.AnyOrder, 0
	if repeats(n) {
		return best
	}
	for _, order := range graph.Orders {
		if order == graph.GSPO && !graphFirst(o.graph) {
			continue
		}
		seen, lead := setOf(), 0
		if n.at(order.Positions()[0]).ID != graph.None {
			lead = 1 // of two as good: lookups that are near each other
		}
		for _, pos := range order.Positions() {
			t := n.at(pos)
			if t.Slot != NoSlot && keys.has(t.Slot) {
				seen = seen.with(t.Slot)
			} else if t.ID == graph.None && (pos != graph.G || singleGraph(o.graph) == graph.None) {
				break
			}
			lead += 2
		}
		if lead > most && keys.within(seen) && lead > 1 {
			best, most = order, lead
		}
	}
	return best
}

// repeats tells whether a variable stands in two places of a scan.
func repeats(n *Scan) bool {
	seen := setOf()
	for _, t := range []Term{n.S, n.P, n.O, n.G} {
		if t.Slot != NoSlot && seen.has(t.Slot) {
			return true
		}
		seen = seen.union(setOf(t.Slot))
	}
	return false
}

// build makes the node of a choice.
func (p *planner) build(j *pairing, c choice, o op, e *estimate, left, right Node) Node {
	n := &Join{Kind: j.kind, Algorithm: c.algorithm, Left: left, Right: right, Keys: j.keys, Loose: j.loose,
		MarkSlot: j.mark}
	n.Header = header(o, e, c.cost, c.start, c.sorted)
	n.Rows = j.rows
	if c.algorithm == MergeAlgorithm {
		n.Keys = c.sorted
		if j.kind != Inner {
			n.Keys = coveredBy(left.Head().Sorted, setOf(j.keys...))
		}
	}
	on := j.on
	if c.algorithm == IndexAlgorithm {
		scan := p.lookupScan(j.scan, c.order)
		n.Right = scan
		if j.kind != Inner {
			on = append(on[:len(on):len(on)], j.scanConds...)
		}
	}
	n.On = p.conditions(on, j.left.may.union(j.right.may))
	n.Distinct = left.Head().Distinct && (j.kind != Inner && j.kind != Left || n.Right.Head().Distinct)
	if c.algorithm == IndexAlgorithm && j.kind == Inner && len(j.scanConds) > 0 {
		f := &Filter{Header: n.Header, In: n, Conds: p.conditions(j.scanConds, j.left.may.union(j.right.may))}
		return f
	}
	return n
}

// lookupScan is the right side of an index join.
func (p *planner) lookupScan(o *scanOp, order graph.Order) *Scan {
	n := &Scan{S: o.s, P: o.p, O: o.o, G: Term{Slot: NoSlot}, Graphs: o.graph.mode, Set: o.graph.set, Order: order}
	if o.graph.mode == GraphEach {
		n.G.Slot = o.graph.slot
	}
	if o.o.ID == graph.None {
		n.Object = o.object
	}
	n.Header = header(o, p.estimate(o), 0, 0, sortedBy(n))
	n.Distinct = bindsAll(n)
	return n
}

// conditions compiles conditions on solutions that bind the slots of visible.
func (p *planner) conditions(conds []cond, visible slotSet) []*Condition {
	var list []*Condition
	for _, c := range conds {
		prog, err := p.compile(c.expr, visible)
		if err != nil {
			p.fail(err)
			return nil
		}
		list = append(list, &Condition{Program: prog, Source: c.expr})
	}
	return list
}

// joinTwo plans an OPTIONAL, a semi or anti join, or a MINUS.
func (p *planner) joinTwo(j *pairing, o, leftOp, rightOp op) []Node {
	e := p.estimate(o)
	lefts := p.plans(leftOp)
	rights := p.plans(rightOp)
	var nodes []Node
	for _, l := range lefts {
		for _, r := range rights {
			p.choices(j, l.Head(), r.Head(), func(c choice) {
				nodes = append(nodes, p.build(j, c, o, e, l, r))
			})
		}
		p.indexChoices(j, l.Head(), func(c choice) {
			nodes = append(nodes, p.build(j, c, o, e, l, nil))
		})
		if n := p.bindJoin(j, o, e, l, cheapest(rights, 1), rightOp); n != nil {
			nodes = append(nodes, n)
		}
		if n := p.feedRight(j, o, e, l, rightOp); n != nil {
			nodes = append(nodes, n)
		}
	}
	return undominated(nodes, p.part)
}
