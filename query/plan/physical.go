package plan

import (
	"math"

	"github.com/chancery-graph/chancery/graph"
)

// best is the cheapest node for an operator.
func (p *planner) best(o op) Node { return cheapest(p.plans(o), p.part) }

// plans are the ways to do an operator that differ in order or in cost; at least
// one.
func (p *planner) plans(o op) []Node {
	e := p.estimate(o)
	if p.err != nil {
		return []Node{&Empty{}}
	}
	if err := p.ctx.Err(); err != nil {
		p.fail(err)
		return []Node{&Empty{}}
	}
	switch o := o.(type) {
	case *emptyOp:
		return []Node{&Empty{Header: header(o, e, 0, 0, nil)}}
	case *valuesOp:
		return []Node{p.valuesNode(o, e)}
	case *scanOp:
		return p.scanNodes(o)
	case *pathOp:
		return []Node{p.pathNode(o, e)}
	case *graphsOp:
		n := &GraphNames{Slot: o.slot, Set: o.set}
		n.Header = header(o, e, 2*e.rows+10, 0, []Slot{o.slot})
		n.Distinct = true
		return []Node{n}
	case *paramOp:
		n := &Param{Scope: o.scope}
		n.Header = header(o, e, e.rows, 0, o.must.slots())
		n.Distinct = true
		if len(n.Maybe) > 0 {
			n.Sorted = nil
		}
		return []Node{n}
	case *builtOp:
		return []Node{o.node}
	case *joinOp:
		return p.planJoin(o)
	case *filterOp:
		return p.filterPlans(o)
	case *leftOp:
		j := p.pair(Left, o.left, o.right, o.on, e.rows)
		return p.joinTwo(j, o, o.left, o.right)
	case *semiOp:
		return p.semiPlans(o)
	case *minusOp:
		return p.minusPlans(o)
	case *applyOp:
		return []Node{p.applyNode(o, e)}
	case *unionOp:
		return p.unionPlans(o)
	}
	return p.modifierPlans(o, e)
}

// modifierPlans plans what has one input and is no filter.
func (p *planner) modifierPlans(o op, e *estimate) []Node {
	switch o := o.(type) {
	case *extendOp:
		return p.extendPlans(o)
	case *groupOp:
		return []Node{p.groupNode(o, e)}
	case *projectOp:
		return p.projectPlans(o)
	case *distinctOp:
		return []Node{p.distinctNode(o, e)}
	case *sliceOp:
		return []Node{p.sliceNode(o, e)}
	case *orderOp:
		return []Node{p.sortNode(o, e, -1)}
	case *serviceOp:
		return []Node{p.serviceFrom(o, o, e, &Unit{Header: Header{Rows: 1, Distinct: true}})}
	}
	panic("plan: unknown operator")
}

func (p *planner) valuesNode(o *valuesOp, e *estimate) Node {
	if isUnit(o) {
		return &Unit{Header: Header{Rows: 1, Distinct: true}}
	}
	n := &Values{}
	n.Header = header(o, e, e.rows, 0, nil)
	at := map[Slot]int{}
	for i, s := range o.slots {
		at[s] = i
	}
	for _, row := range o.rows {
		r := make([]graph.ID, len(n.Slots))
		for i, s := range n.Slots {
			r[i] = row[at[s]]
		}
		n.Rows = append(n.Rows, r)
	}
	n.Header.Rows = e.rows
	if len(n.Slots) == 1 && len(n.Maybe) == 0 { // sorted, as the order of inline data means nothing
		sortRows(n.Rows)
		n.Sorted = n.Slots
	}
	return n
}

// filterNode puts conditions on a node.
func (p *planner) filterNode(in Node, conds []cond, visible slotSet) Node {
	h := *in.Head()
	for _, c := range conds {
		h.Cost += costFilter * h.Rows
		h.Rows *= selectivity(c.expr)
	}
	return &Filter{Header: h, In: in, Conds: p.conditions(conds, visible)}
}

func (p *planner) filterPlans(o *filterOp) []Node {
	if scan, ok := o.in.(*scanOp); ok {
		if r := p.ranged(scan, o.conds); r != nil {
			return p.plans(r)
		}
	}
	var nodes []Node
	for _, in := range p.plans(o.in) {
		nodes = append(nodes, p.filterNode(in, o.conds, o.possible()))
	}
	return nodes
}

func (p *planner) extendPlans(o *extendOp) []Node {
	prog, err := p.compile(o.expr, o.in.possible())
	if err != nil {
		p.fail(err)
		return []Node{&Empty{}}
	}
	var nodes []Node
	for _, in := range p.plans(o.in) {
		h := in.Head()
		n := &Extend{In: in, Slot: o.slot, Program: prog, Source: o.expr}
		n.Header = header(o, p.estimate(o), h.Cost+costFilter*h.Rows, h.start, h.Sorted)
		n.Distinct = h.Distinct
		nodes = append(nodes, n)
	}
	return nodes
}

func (p *planner) projectPlans(o *projectOp) []Node {
	var nodes []Node
	for _, in := range p.plans(o.in) {
		h := in.Head()
		var sorted []Slot
		for _, s := range h.Sorted {
			if !o.may.has(s) {
				break
			}
			sorted = append(sorted, s)
		}
		n := &Project{In: in}
		n.Header = header(o, p.estimate(o), h.Cost, h.start, sorted)
		nodes = append(nodes, n)
	}
	return undominated(nodes, p.part)
}

func (p *planner) semiPlans(o *semiOp) []Node {
	kind := Semi
	switch {
	case o.mark != NoSlot:
		kind = Mark
	case o.not:
		kind = Anti
	}
	j := p.pair(kind, o.left, o.right, o.on, p.estimate(o).rows)
	j.mark = o.mark
	return p.joinTwo(j, o, o.left, o.right)
}

func (p *planner) applyNode(o *applyOp, e *estimate) Node {
	left := p.best(o.left)
	part := p.part
	p.part = 1
	right := p.best(o.right)
	p.part = part
	n := &Join{Kind: o.kind, Algorithm: ApplyAlgorithm, Left: left, Right: right, Keys: o.keys.slots(),
		Loose: o.left.possible().and(o.right.possible()).slots(), MarkSlot: o.mark, Scope: o.scope}
	combos := combinations(p.estimate(o.left), n.Keys)
	l := left.Head()
	n.Header = header(o, e, l.Cost+combos*(right.Head().Cost+50), l.start, nil)
	n.On = p.conditions(o.on, o.left.possible().union(o.right.possible()))
	return n
}

func (p *planner) unionPlans(o *unionOp) []Node {
	e := p.estimate(o)
	all := make([][]Node, len(o.in))
	for i, in := range o.in {
		all[i] = p.plans(in)
	}
	make1 := func(sorted []Slot, pick func([]Node) Node) Node {
		n := &Union{}
		cost, start := 0.0, math.Inf(1)
		for _, list := range all {
			in := pick(list)
			if in == nil {
				return nil
			}
			n.In = append(n.In, in)
			cost += in.Head().Cost
			start = min(start, in.Head().start)
		}
		if sorted != nil {
			cost += e.rows
		}
		n.Header = header(o, e, cost, start, sorted)
		return n
	}
	nodes := []Node{make1(nil, func(l []Node) Node { return cheapest(l, p.part) })}
	for _, first := range all[0] {
		sorted := first.Head().Sorted
		if len(sorted) == 0 {
			continue
		}
		n := make1(sorted, func(list []Node) Node {
			for _, c := range list {
				if startsWith(c.Head().Sorted, sorted) {
					return c
				}
			}
			return nil
		})
		if n != nil {
			nodes = append(nodes, n)
		}
	}
	return undominated(nodes, p.part)
}
