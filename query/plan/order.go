package plan

import (
	"math/bits"
	"slices"
	"strings"
)

const (
	exhaustive = 10 // inputs of a join that are ordered by dynamic programming
	bushy      = 7  // … with any shape of tree; above, one side is a single input
	keptPlans  = 5  // plans kept per set of inputs, of different orders
)

// group is a set of inputs of a join and the best ways to join them.
type group struct {
	leaves []int
	sets   sets
	est    *estimate
	conds  []cond // those that are asked within the group
	recs   []*rec
	// Where solutions are a set, sets and est are those after repeated ones were
	// dropped, of rows before.
	distinct bool
	last     bool // solutions are a set, and this is all of them
	rows     float64
}

// rec is one way to join a group: a leaf's node, or two recs and a choice.
type rec struct {
	group       *group
	node        Node // of a leaf, or of a special join that is built at once
	left, right *rec
	with        *group // right's
	pair        *pairing
	choice      choice
	header      Header // once known
	known       bool
	built       bool // the group's conditions stand on node
}

// head is what is known of a rec before its node is built. It is made once: recs
// are compared often.
func (r *rec) head() *Header {
	if r.node != nil {
		return r.node.Head()
	}
	if r.known {
		return &r.header
	}
	r.known = true
	h := &r.header
	*h = Header{Sorted: r.choice.sorted, Rows: r.pair.rows, Cost: r.choice.cost, start: r.choice.start}
	if r.group.distinct {
		h.Cost += costGroup * r.pair.rows
		h.Rows = r.group.est.rows
		h.Sorted = cutSorted(h.Sorted, r.group.sets.may)
	} else if r.group.last {
		h.Cost += costGroup * r.pair.rows // of the DISTINCT above
	}
	return h
}

// orderer finds the order of one join.
type orderer struct {
	p      *planner
	join   *joinOp
	leaves []op
	ests   []*estimate
	single []*group
}

// planJoin plans a join of any number of inputs.
func (p *planner) planJoin(o *joinOp) []Node {
	if o = p.feed(o); len(o.in) == 1 {
		nodes := p.plans(o.in[0])
		if len(o.conds) > 0 {
			nodes[0] = p.filterNode(nodes[0], o.conds, o.possible())
		}
		return nodes[:1]
	}
	od := &orderer{p: p, join: o, leaves: slices.Clone(o.in)}
	if p.has(OrderJoins) {
		texts := make(map[op]string, len(o.in))
		for _, in := range o.in {
			texts[in] = p.text(in)
		}
		slices.SortStableFunc(od.leaves, func(a, b op) int { return strings.Compare(texts[a], texts[b]) })
	}
	for i, in := range od.leaves {
		od.ests = append(od.ests, p.estimate(in))
		g := &group{leaves: []int{i}, sets: setsOf(in), est: od.ests[i]}
		for _, n := range p.plans(in) {
			g.recs = append(g.recs, &rec{group: g, node: n})
		}
		od.single = append(od.single, g)
	}
	var final *group
	if !p.has(OrderJoins) {
		final = od.inOrder()
	} else {
		final = od.crossed()
	}
	if p.err != nil {
		return []Node{&Empty{}}
	}
	var nodes []Node
	for _, r := range final.recs {
		nodes = append(nodes, od.node(r))
	}
	return undominated(nodes, p.part)
}

// inOrder joins the inputs in the order of the text.
func (od *orderer) inOrder() *group {
	g := od.single[0]
	for _, next := range od.single[1:] {
		g = od.combine(g, next)
	}
	return g
}

// crossed orders the connected parts of the join, then multiplies them, the
// smallest first.
func (od *orderer) crossed() *group {
	var parts []*group
	for _, part := range od.components() {
		if len(part) <= exhaustive {
			parts = append(parts, od.dynamic(part))
		} else {
			parts = append(parts, od.greedy(part))
		}
	}
	slices.SortStableFunc(parts, func(a, b *group) int {
		switch {
		case a.est.rows < b.est.rows:
			return -1
		case a.est.rows > b.est.rows:
			return 1
		}
		return 0
	})
	g := parts[0]
	for _, next := range parts[1:] {
		g = od.combine(next, g) // the smaller one is what a table is built of
	}
	return g
}

// components are the sets of inputs that shared slots connect.
func (od *orderer) components() [][]*group {
	var parts [][]*group
	used := make([]bool, len(od.single))
	for i := range od.single {
		if used[i] {
			continue
		}
		used[i] = true
		part := []*group{od.single[i]}
		for k := 0; k < len(part); k++ {
			for j, g := range od.single {
				if !used[j] && g.sets.may.meets(part[k].sets.may) {
					used[j] = true
					part = append(part, g)
				}
			}
		}
		slices.SortFunc(part, func(a, b *group) int { return a.leaves[0] - b.leaves[0] })
		parts = append(parts, part)
	}
	return parts
}

// dynamic finds the cheapest tree over all connected subsets.
func (od *orderer) dynamic(part []*group) *group {
	n := len(part)
	table := make([]*group, 1<<n)
	for i, g := range part {
		table[1<<i] = g
	}
	for size := 2; size <= n; size++ {
		for mask := 1; mask < 1<<n; mask++ {
			if bits.OnesCount(uint(mask)) != size {
				continue
			}
			for sub := (mask - 1) & mask; sub > 0; sub = (sub - 1) & mask {
				rest := mask &^ sub
				if n > bushy && rest&(rest-1) != 0 {
					continue // the right side is to be a single input
				}
				l, r := table[sub], table[rest]
				if l == nil || r == nil || !l.sets.may.meets(r.sets.may) {
					continue
				}
				if table[mask] == nil {
					table[mask] = od.newGroup(l, r)
				}
				od.pair(table[mask], l, r)
			}
			if g := table[mask]; g != nil && size >= 3 {
				od.leapfrog(g)
			}
		}
	}
	return table[1<<n-1]
}

// greedy joins, again and again, the two groups whose join is smallest.
func (od *orderer) greedy(part []*group) *group {
	groups := slices.Clone(part)
	joined := map[[2]*group]*group{} // what a pair would become
	for len(groups) > 1 {
		var best *group
		bi, bj := -1, -1
		for i, l := range groups {
			for j := i + 1; j < len(groups); j++ {
				r := groups[j]
				if !l.sets.may.meets(r.sets.may) {
					continue
				}
				g := joined[[2]*group{l, r}]
				if g == nil {
					g = od.newGroup(l, r)
					joined[[2]*group{l, r}] = g
				}
				if best == nil || g.est.rows < best.est.rows*(1-1e-9) {
					best, bi, bj = g, i, j
				}
			}
		}
		od.pair(best, groups[bi], groups[bj])
		od.pair(best, groups[bj], groups[bi])
		groups[bi] = best
		groups = slices.Delete(groups, bj, bj+1)
	}
	return groups[0]
}

func (od *orderer) combine(l, r *group) *group {
	g := od.newGroup(l, r)
	od.pair(g, l, r)
	return g
}

// newGroup is the union of two groups, not joined yet.
func (od *orderer) newGroup(l, r *group) *group {
	g := &group{leaves: slices.Concat(l.leaves, r.leaves)}
	slices.Sort(g.leaves)
	g.sets = sets{l.sets.may.union(r.sets.may), l.sets.must.union(r.sets.must)}
	in := make(map[int]bool, len(g.leaves))
	ests := make([]*estimate, len(g.leaves))
	may := make([]slotSet, len(g.leaves))
	for k, i := range g.leaves {
		in[i] = true
		ests[k], may[k] = od.ests[i], od.leaves[i].possible()
	}
	var others slotSet
	for i, o := range od.leaves {
		if !in[i] {
			others = others.union(o.possible())
		}
	}
	for _, c := range od.join.conds {
		if settled(c, g.sets, sets{may: others}) {
			g.conds = append(g.conds, c)
		}
	}
	g.est = joinEstimates(ests, may, g.conds)
	g.rows = g.est.rows
	if od.join.asSet {
		g.last = len(g.leaves) == len(od.leaves)
		if !g.last {
			od.reduce(g, others)
		}
	}
	return g
}

// insuredRows is the number of solutions up to which repeated ones are dropped
// whatever the estimate says: it takes a few milliseconds, and where few terms are
// in most statements, as the people who attend most meetings are, estimates that
// know averages alone see too little repetition by orders of magnitude.
const insuredRows = 100_000

// reduce leaves a group only the slots that are read outside it, and drops
// repeated solutions where that leaves much fewer, or may.
func (od *orderer) reduce(g *group, others slotSet) {
	keep := od.join.need.union(others)
	for _, c := range od.join.conds {
		if !slices.ContainsFunc(g.conds, func(d cond) bool { return d.expr == c.expr }) {
			keep = keep.union(c.vars)
		}
	}
	if g.sets.may.within(keep) {
		return
	}
	g.sets = sets{g.sets.may.and(keep), g.sets.must.and(keep)}
	combos := 1.0
	if slots := g.sets.may.slots(); len(slots) > 0 {
		combos = combinations(g.est, slots)
	}
	if combos*1.3 < g.rows || g.rows <= insuredRows || od.p.o.Chaos != 0 {
		g.distinct = true
		g.est = g.est.scaled(min(combos, g.rows))
	}
}

// pair adds the ways to join l and r to g.
func (od *orderer) pair(g, l, r *group) {
	p := od.p
	j := &pairing{kind: Inner, left: l.sets, right: r.sets, leftEst: l.est, rightEst: r.est, mark: NoSlot, rows: g.rows}
	j.share()
	if od.join.asSet { // what was dropped below makes this join smaller
		j.rows = joinEstimates([]*estimate{l.est, r.est}, []slotSet{l.sets.may, r.sets.may}, od.newConds(g, l, r)).rows
	}
	if len(r.leaves) == 1 {
		j.lookUp(od.leaves[r.leaves[0]])
	}
	ways := []*pairing{j}
	if semi := od.semiJoin(j); semi != nil {
		ways = []*pairing{semi, j} // of two that cost the same the first is kept
	}
	for _, a := range l.recs {
		left := a.head()
		for _, j := range ways {
			for _, b := range r.recs {
				p.choices(j, left, b.head(), func(c choice) { od.add(&rec{group: g, left: a, right: b, with: r, pair: j, choice: c}) })
			}
			p.indexChoices(j, left, func(c choice) { od.add(&rec{group: g, left: a, with: r, pair: j, choice: c}) })
		}
		if len(r.leaves) == 1 {
			od.special(g, j, a, r)
		}
	}
}

// semiJoin is the join as a semi join where that is the same: solutions are a set,
// and the right side adds nothing to the left's but that it has a partner.
func (od *orderer) semiJoin(j *pairing) *pairing {
	if !od.join.asSet || !od.p.has(SemiJoins) || len(j.loose) > 0 || len(j.keys) == 0 || !j.right.may.within(setOf(j.keys...)) {
		return nil
	}
	semi := *j
	semi.kind = Semi
	semi.rows = min(j.rows, j.leftEst.rows)
	return &semi
}

// newConds are the conditions that g settles and neither of its parts does.
func (od *orderer) newConds(g, l, r *group) []cond {
	return slices.DeleteFunc(slices.Clone(g.conds), func(c cond) bool {
		same := func(d cond) bool { return d.expr == c.expr }
		return slices.ContainsFunc(l.conds, same) || slices.ContainsFunc(r.conds, same)
	})
}

// special adds the joins that need their left built: a path search from what the
// left binds, another endpoint asked with it, and bind joins.
func (od *orderer) special(g *group, j *pairing, a *rec, r *group) {
	p := od.p
	right := od.leaves[r.leaves[0]]
	switch o := right.(type) {
	case *pathOp:
		if n := p.pathFrom(o, od.op(a.group, r), g.est, a.group, func() Node { return od.node(a) }, a.head()); n != nil {
			od.add(&rec{group: g, left: a, with: r, node: n})
		}
	case *serviceOp:
		bound := a.group.sets.may
		if (len(j.keys)+len(j.loose) > 0 || o.name.Slot != NoSlot) && o.needs.within(bound) {
			od.add(&rec{group: g, left: a, with: r, node: p.serviceFrom(o, od.op(a.group, r), g.est, od.node(a))})
		}
	case *scanOp, *valuesOp, *paramOp, *builtOp, *graphsOp:
	default:
		if n := p.feedRight(j, od.op(a.group, r), g.est, od.node(a), right); n != nil {
			od.add(&rec{group: g, left: a, with: r, node: n})
		}
		if j.scan == nil && len(j.keys) > 0 {
			whole := cheapest(nodesOf(r.recs), 1)
			if whole.Head().Cost > 2000 || p.o.Chaos != 0 {
				if n := p.bindJoin(j, od.op(a.group, r), g.est, od.node(a), whole, right); n != nil {
					od.add(&rec{group: g, left: a, with: r, node: n})
				}
			}
		}
	}
}

func nodesOf(recs []*rec) []Node {
	var nodes []Node
	for _, r := range recs {
		if r.node != nil {
			nodes = append(nodes, r.node)
		}
	}
	return nodes
}

// op stands for the join of two groups as an operator, for headers.
func (od *orderer) op(l, r *group) op {
	return &joinOp{sets: sets{l.sets.may.union(r.sets.may), l.sets.must.union(r.sets.must)}}
}

// add keeps a rec if no other of its group beats it in cost and order.
func (od *orderer) add(r *rec) {
	g, part := r.group, od.p.part
	h := r.head()
	cost := h.effective(part)
	for _, k := range g.recs {
		o := k.head()
		if startsWith(o.Sorted, h.Sorted) && o.effective(part) <= cost*(1+1e-9) {
			return
		}
	}
	g.recs = slices.DeleteFunc(g.recs, func(k *rec) bool {
		o := k.head()
		return startsWith(h.Sorted, o.Sorted) && cost <= o.effective(part)
	})
	g.recs = append(g.recs, r)
	if len(g.recs) > keptPlans {
		worst := 0
		for i, k := range g.recs {
			if k.head().effective(part) > g.recs[worst].head().effective(part) {
				worst = i
			}
		}
		g.recs = slices.Delete(g.recs, worst, worst+1)
	}
}

// node builds the nodes of a rec, with the conditions that the group is the first
// to settle.
func (od *orderer) node(r *rec) Node {
	if r.node != nil && len(r.group.leaves) == 1 {
		return r.node
	}
	if r.built {
		return r.node
	}
	r.built = true
	p := od.p
	below := map[string]bool{}
	var left, right Node
	for _, side := range []*rec{r.left, r.right} {
		if side == nil {
			continue
		}
		for _, c := range side.group.conds {
			below[c.expr.String()] = true
		}
	}
	if r.node == nil {
		left = od.node(r.left)
		if r.right != nil {
			right = od.node(r.right)
		}
		r.node = p.build(r.pair, r.choice, od.op(r.left.group, r.with), r.group.est, left, right)
	}
	visible := setOf(r.node.Head().Slots...)
	var conds []cond
	for _, c := range r.group.conds {
		if !below[c.expr.String()] {
			conds = append(conds, c)
		}
	}
	if len(conds) > 0 {
		r.node = p.filterNode(r.node, conds, visible)
	}
	if r.group.distinct {
		r.node = distinctOf(r.node, r.group)
	}
	return r.node
}

// distinctOf drops repeated solutions of a group.
func distinctOf(in Node, g *group) Node {
	h := in.Head()
	pr := &Project{In: in}
	pr.Header = header(&joinOp{sets: g.sets}, g.est, h.Cost, h.start, cutSorted(h.Sorted, g.sets.may))
	pr.Rows = h.Rows
	d := &Distinct{In: pr, Streaming: g.sets.may.empty() || coveredBy(pr.Sorted, g.sets.may) != nil}
	d.Header = pr.Header
	d.Header.Rows, d.Header.Distinct = g.est.rows, true
	d.Header.Cost += costGroup * h.Rows
	return d
}
