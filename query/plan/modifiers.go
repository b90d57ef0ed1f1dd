package plan

import (
	"cmp"
	"math"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
)

func sortRows(rows [][]graph.ID) {
	slices.SortFunc(rows, func(a, b []graph.ID) int { return cmp.Compare(a[0], b[0]) })
}

// groupNode plans a group: from statistics, in order, or by hash.
func (p *planner) groupNode(o *groupOp, e *estimate) Node {
	if n := p.countNode(o, e); n != nil {
		return n
	}
	part := p.part
	p.part = 1 // all of the input is read
	inputs := p.plans(o.in)
	p.part = part
	keys := setOf(o.keys...)
	var nodes []Node
	for _, in := range inputs {
		h := in.Head()
		n := &Group{In: in, Keys: o.keys}
		sorted := coveredBy(h.Sorted, keys)
		each := costGroup
		start := h.Cost
		if p.has(Shortcuts) && sorted != nil || len(o.keys) == 0 {
			n.Streaming = true
			each = costStream
			if sorted != nil {
				n.Keys, start = sorted, h.start
			}
		} else {
			sorted = nil
		}
		cost := h.Cost + h.Rows*(each+float64(len(o.aggs)))
		n.Header = header(o, e, cost, max(start, 0), sorted)
		if !n.Streaming {
			n.start = cost
		}
		n.Distinct = true
		nodes = append(nodes, n)
	}
	n := cheapest(nodes, part).(*Group)
	for _, a := range o.aggs {
		n.Aggregates = append(n.Aggregates, p.aggregate(a, o.in))
	}
	return n
}

func (p *planner) aggregate(a aggregation, in op) Aggregate {
	agg := Aggregate{Slot: a.slot, Source: a.source, Arg: NoSlot}
	if a.source.Arg == nil {
		return agg
	}
	prog, err := p.compile(a.source.Arg, in.possible())
	if err != nil {
		p.fail(err)
		return agg
	}
	agg.Program = prog
	if a.arg != NoSlot && in.possible().has(a.arg) {
		agg.Arg = a.arg
	}
	return agg
}

// countNode answers COUNT of the rows of one scan from the store's indexes. They
// count quads, so the scan must not see the statements of more than one graph as
// one.
func (p *planner) countNode(o *groupOp, e *estimate) Node {
	if !p.has(Shortcuts) || len(o.keys) != 0 || len(o.aggs) != 1 || o.aggs[0].source.Name != "COUNT" {
		return nil
	}
	a := o.aggs[0]
	scan, ok := o.in.(*scanOp)
	if !ok || a.source.Distinct || a.source.Arg != nil && (a.arg == NoSlot || !scan.certain().has(a.arg)) {
		return nil
	}
	slots := 0
	for _, t := range []Term{scan.s, scan.p, scan.o} {
		if t.Slot != NoSlot {
			slots++
		}
	}
	if scan.graph.mode == GraphEach || setOf(scan.s.Slot, scan.p.Slot, scan.o.Slot).len() != slots {
		return nil
	}
	if singleGraph(scan.graph) == graph.None {
		if scan.graph.mode != GraphUnion || p.exact(graph.Pattern{G: graph.DefaultGraph}) != p.exact(graph.Pattern{}) {
			return nil
		}
	}
	n := &Count{Pattern: scanPattern(scan), Slot: a.slot}
	n.Header = header(o, e, 1, 1, nil)
	n.Distinct = true
	return n
}

func (p *planner) distinctNode(o *distinctOp, e *estimate) Node {
	if n := p.sortedDistinct(o); n != nil {
		return n
	}
	if n := p.predicatesNode(o, e); n != nil {
		return n
	}
	all := o.in.possible()
	var nodes []Node
	for _, in := range p.plans(o.in) {
		h := in.Head()
		if p.has(Shortcuts) && h.Distinct {
			nodes = append(nodes, in)
			continue
		}
		n := &Distinct{In: in}
		cost := h.Cost + costGroup*h.Rows
		if p.has(Shortcuts) && (coveredBy(h.Sorted, all) != nil || all.empty()) {
			n.Streaming = true
			cost = h.Cost + costStream*h.Rows
		}
		n.Header = header(o, e, cost, h.start, h.Sorted)
		n.Distinct = true
		nodes = append(nodes, n)
	}
	return cheapest(nodes, p.part)
}

// predicatesNode answers SELECT DISTINCT ?p of all statements from the statistics,
// which list the predicates in use.
func (p *planner) predicatesNode(o *distinctOp, e *estimate) Node {
	scan, ok := o.in.(*scanOp)
	if !ok || !p.has(Shortcuts) || scan.graph.mode != GraphUnion || scan.p.Slot == NoSlot ||
		scan.s != (Term{Slot: NoSlot}) || scan.o != (Term{Slot: NoSlot}) || !scan.object.IsZero() {
		return nil
	}
	n := &Values{}
	for _, s := range p.predicates {
		if s.Rows > 0 {
			n.Rows = append(n.Rows, []graph.ID{s.Predicate})
		}
	}
	n.Header = header(o, e, float64(len(n.Rows)), 0, []Slot{scan.p.Slot})
	n.Header.Rows, n.Distinct = float64(len(n.Rows)), true
	return n
}

// sortedDistinct sorts after DISTINCT, where all that is sorted by is selected:
// there is less to sort.
func (p *planner) sortedDistinct(o *distinctOp) Node {
	in := o.in
	keep := in.possible()
	if pr, ok := in.(*projectOp); ok {
		in = pr.in
	}
	ord, ok := in.(*orderOp)
	if !ok {
		return nil
	}
	for _, k := range ord.keys {
		if !keep.has(k.Slot) && ord.possible().has(k.Slot) {
			return nil
		}
	}
	s := newOrder(newDistinct(newProject(ord.in, keep)), ord.keys)
	return p.best(s)
}

// sortNode sorts; limit >= 0 are the first solutions that are wanted.
func (p *planner) sortNode(o *orderOp, e *estimate, limit int64) Node {
	part := p.part
	p.part = 1
	in := p.best(o.in)
	p.part = part
	h := in.Head()
	keys := slices.DeleteFunc(slices.Clone(o.keys), func(k SortKey) bool { return !o.in.possible().has(k.Slot) })
	if len(keys) == 0 {
		return in
	}
	if inOrder := p.inValueOrder(o, keys, limit); inOrder != nil {
		return inOrder
	}
	n := &Sort{In: in, Keys: keys, Limit: limit}
	sorted := h.Rows
	if limit >= 0 {
		sorted = min(sorted, float64(limit))
	}
	cost := h.Cost + h.Rows*(1+costSort*math.Log2(2+sorted))
	n.Header = header(o, e, cost, cost, nil)
	n.Distinct = h.Distinct
	if limit >= 0 {
		n.Rows = min(n.Rows, float64(limit))
	}
	return n
}

// inValueOrder is a node whose solutions come in the order that is wanted without
// being sorted: a scan by an object whose IDs have the order of its values. nil if
// there is none, or if sorting costs less.
func (p *planner) inValueOrder(o *orderOp, keys []SortKey, limit int64) Node {
	if !p.has(Shortcuts) || len(keys) != 1 || keys[0].Descending || !o.in.certain().has(keys[0].Slot) ||
		!p.integersOnly(o.in, keys[0].Slot) {
		return nil
	}
	rows := max(1, p.estimate(o.in).rows)
	part := 1.0
	if limit >= 0 {
		part = min(1, float64(limit)/rows)
	}
	nodes := p.plans(o.in)
	best := cheapest(nodes, 1).Head().Cost + rows*(1+costSort*math.Log2(2+rows*part))
	var found Node
	for _, n := range nodes {
		h := n.Head()
		if len(h.Sorted) > 0 && h.Sorted[0] == keys[0].Slot && h.effective(part) < best {
			best, found = h.effective(part), n
		}
	}
	return found
}

// integersOnly tells whether a slot is the object of a scan all of whose objects
// are inlined integers, the one kind of ID with exactly the order of ORDER BY.
func (p *planner) integersOnly(o op, slot Slot) bool {
	if s, ok := o.(*scanOp); ok && s.o.Slot == slot && s.s.Slot != slot && s.p.Slot != slot {
		q := scanPattern(s)
		whole := p.count(q)
		integers := graph.Range{Lo: graph.MakeID(graph.TagInteger, 0), Hi: graph.MakeID(graph.TagInteger, graph.MaxID.Payload())}
		if !q.Object.IsZero() {
			return integers.Contains(q.Object.Lo) && integers.Contains(q.Object.Hi)
		}
		q.Object = integers
		return p.count(q) == whole
	}
	switch o.(type) {
	case *joinOp, *filterOp, *projectOp:
		for _, c := range children(o) {
			if c.certain().has(slot) && p.integersOnly(c, slot) {
				return true
			}
		}
	case *leftOp, *semiOp, *minusOp:
		return p.integersOnly(children(o)[0], slot)
	}
	return false
}

// sliceNode plans LIMIT and OFFSET: a sort below keeps what is needed alone, and
// other inputs are planned for a quick start.
func (p *planner) sliceNode(o *sliceOp, e *estimate) Node {
	rows := p.estimate(o.in).rows
	part := p.part
	if o.limit >= 0 && rows > 0 {
		p.part = part * min(1, (float64(o.limit)+float64(o.offset))/rows)
	}
	in := p.sliceInput(o)
	p.part = part
	h := in.Head()
	n := &Slice{In: in, Offset: o.offset, Limit: o.limit}
	fraction := 1.0
	if o.limit >= 0 && h.Rows > 0 {
		fraction = min(1, (float64(o.limit)+float64(o.offset))/h.Rows)
	}
	n.Header = header(o, e, h.effective(fraction), h.start, h.Sorted)
	n.Distinct = h.Distinct
	return n
}

// sliceInput plans the input of a slice, with a top-k sort where it is a sort.
func (p *planner) sliceInput(o *sliceOp) Node {
	if !p.has(Shortcuts) || o.limit < 0 || o.limit+o.offset < 0 {
		return p.best(o.in)
	}
	switch in := o.in.(type) {
	case *orderOp:
		return p.sortNode(in, p.estimate(in), o.limit+o.offset)
	case *projectOp:
		if ord, ok := in.in.(*orderOp); ok {
			s := p.sortNode(ord, p.estimate(ord), o.limit+o.offset)
			n := &Project{In: s}
			n.Header = header(in, p.estimate(in), s.Head().Cost, s.Head().start, nil)
			return n
		}
	case *distinctOp:
		if s, ok := p.sortedDistinct(in).(*Sort); ok && s.Limit < 0 {
			n := *s
			n.Limit = o.limit + o.offset
			return &n
		}
	}
	return p.best(o.in)
}

// pathNode plans a path search that nothing else binds the ends of.
func (p *planner) pathNode(o *pathOp, e *estimate) Node {
	var in Node = &Unit{Header: Header{Rows: 1, Distinct: true}}
	if o.in != nil {
		in = p.best(o.in)
	}
	n := pathOf(o, in)
	steps := max(1, e.rows)
	n.Header = header(o, e, in.Head().Cost+steps*costStep/4+costStep, in.Head().start, nil)
	if o.in != nil {
		may, must := o.may.union(o.in.possible()), o.must.union(o.in.certain())
		n.Slots, n.Maybe = may.slots(), may.without(must).slots()
	}
	n.Known = o.in == nil && o.s.Slot != NoSlot && o.o.Slot != NoSlot
	return n
}

func pathOf(o *pathOp, in Node) *Path {
	n := &Path{In: in, S: o.s, O: o.o, Path: o.path, Graphs: o.graph.mode, Set: o.graph.set, G: Term{Slot: NoSlot}}
	if o.graph.mode == GraphEach {
		n.G.Slot = o.graph.slot
	}
	return n
}

// pathFrom searches from the ends that the left binds; nil if it binds none, or
// not for certain.
func (p *planner) pathFrom(o *pathOp, as op, e *estimate, left *group, build func() Node, h *Header) Node {
	ends := o.possible()
	shared := ends.and(left.sets.may)
	if o.in != nil || !shared.within(left.sets.must) || !shared.meets(setOf(o.s.Slot, o.o.Slot)) {
		return nil
	}
	in := build()
	n := pathOf(o, in)
	n.Known = o.s.Slot != NoSlot && o.o.Slot != NoSlot
	starts := combinations(left.est, shared.slots())
	n.Header = header(as, e, h.Cost+starts*costStep+costOut*e.rows, h.start, nil)
	return n
}

// serviceFrom asks another endpoint, with what in binds: a call for each batch of
// it. Without anything bound the answer may be as large as the endpoint is, and a
// service may need what the query binds, so that is the last resort.
func (p *planner) serviceFrom(o *serviceOp, as op, e *estimate, in Node) Node {
	n := &Service{In: in, Name: o.name, Silent: o.silent, Op: o.op}
	cost := costService * math.Ceil(max(1, in.Head().Rows)/batchRows)
	if _, unbound := in.(*Unit); unbound {
		cost = costService * costUnbound
	}
	n.Header = header(as, e, in.Head().Cost+cost, in.Head().start+cost, nil)
	return n
}

// minusPlans plans MINUS. Where a visible variable is bound for certain on both
// sides, it is an anti join.
func (p *planner) minusPlans(o *minusOp) []Node {
	j := p.pair(MinusJoin, o.left, o.right, nil, p.estimate(o).rows)
	keys, loose := setOf(j.keys...), setOf(j.loose...)
	switch {
	case !keys.within(o.hidden):
		j.kind = Anti
	case keys.union(loose).meets(o.hidden):
		return p.plans(p.minusByName(o, loose.without(o.hidden)))
	}
	return p.joinTwo(j, o, o.left, o.right)
}

// minusByName does a MINUS that must agree in slots that do not count as shared:
// an anti join whose conditions compare the shared ones under other names.
func (p *planner) minusByName(o *minusOp, shared slotSet) op {
	right := o.right
	var agree, meet algebra.Expr
	vars := shared
	both := func(op algebra.Operator, x, y algebra.Expr) algebra.Expr {
		if x == nil {
			return y
		}
		return &algebra.Binary{Op: op, Left: x, Right: y}
	}
	bound := func(v algebra.Var) algebra.Expr {
		return &algebra.Call{Name: "BOUND", Args: []algebra.Expr{v}}
	}
	for _, s := range shared.slots() {
		other := p.newSlot("")
		vars = vars.with(other)
		a, b := p.labels[s], p.labels[other]
		right = newExtend(right, other, a, setOf(s), false)
		pair := both(algebra.And, bound(a), bound(b))
		same := &algebra.Call{Name: "SAMETERM", Args: []algebra.Expr{a, b}}
		agree = both(algebra.And, agree, both(algebra.Or, &algebra.Unary{Op: algebra.Not, X: pair}, same))
		meet = both(algebra.Or, meet, pair)
	}
	right = newProject(right, right.possible().without(shared))
	return newSemi(o.left, right, []cond{{agree, vars}, {meet, vars}}, true, NoSlot)
}
