package plan

import (
	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/expr"
)

// scanNodes are the permutations that a scan can read, each with its own order.
func (p *planner) scanNodes(o *scanOp) []Node {
	e := p.estimate(o)
	var nodes []Node
	for _, order := range graph.Orders {
		if order == graph.GSPO && !graphFirst(o.graph) {
			continue
		}
		n := &Scan{S: o.s, P: o.p, O: o.o, G: Term{Slot: NoSlot}, Graphs: o.graph.mode, Set: o.graph.set, Order: order}
		if o.graph.mode == GraphEach {
			n.G.Slot = o.graph.slot
		}
		if o.o.ID == graph.None {
			n.Object = o.object
		}
		n.Header = header(o, e, p.jitter(p.scanCost(o, order)), 0, sortedBy(n))
		n.Distinct = bindsAll(n)
		nodes = append(nodes, n)
	}
	return undominated(nodes, p.part)
}

// graphFirst tells whether the permutation by graph can serve: it tells one
// graph's statements apart, and each graph's, but not which are in several.
func graphFirst(g activeGraph) bool {
	return g.mode == GraphEach || singleGraph(g) != graph.None
}

// scanCost is the number of rows that a scan reads: those that agree with the
// constants that lead its order.
func (p *planner) scanCost(o *scanOp, order graph.Order) float64 {
	q := scanPattern(o)
	var lead graph.Pattern
	for _, pos := range order.Positions() {
		id := q.At(pos)
		if id == graph.None {
			if pos == graph.O {
				lead.Object = q.Object
			}
			break
		}
		switch pos {
		case graph.S:
			lead.S = id
		case graph.P:
			lead.P = id
		case graph.O:
			lead.O = id
		default:
			lead.G = id
		}
	}
	return 1 + p.count(lead)
}

func (n *Scan) at(pos graph.Position) Term {
	return [...]Term{n.S, n.P, n.O, n.G}[pos]
}

// sortedBy is the order of a scan's solutions by its slots.
func sortedBy(n *Scan) []Slot {
	var sorted []Slot
	seen := setOf()
	for _, pos := range n.Order.Positions() {
		t := n.at(pos)
		if pos == graph.G && n.Graphs != GraphEach {
			continue // one graph, or each statement once
		}
		if t.ID != graph.None || seen.has(t.Slot) {
			continue
		}
		if t.Slot == NoSlot {
			break
		}
		seen = seen.with(t.Slot)
		sorted = append(sorted, t.Slot)
	}
	return sorted
}

// bindsAll tells whether every place of a scan is a constant or bound, so that
// no two solutions are equal.
func bindsAll(n *Scan) bool {
	for _, t := range []Term{n.S, n.P, n.O} {
		if t.ID == graph.None && t.Slot == NoSlot {
			return false
		}
	}
	return n.Graphs != GraphEach || n.G.Slot != NoSlot
}

// ranged turns conditions on a scan's object into ranges: one scan per range that
// holds statements. It returns the operator that does so, with the conditions
// that are left.
func (p *planner) ranged(o *scanOp, conds []cond) op {
	v := o.o.Slot
	if !p.has(Ranges) || v == NoSlot || !o.object.IsZero() {
		return nil
	}
	var mine, rest []cond
	for _, c := range conds {
		if c.vars.len() == 1 && c.vars.has(v) {
			mine = append(mine, c)
		} else {
			rest = append(rest, c)
		}
	}
	if len(mine) == 0 {
		return nil
	}
	x := mine[0].expr
	for _, c := range mine[1:] {
		x = &algebra.Binary{Op: algebra.And, Left: x, Right: c.expr}
	}
	bounds, ok := expr.Bounds(x, p.labels[v])
	if !ok {
		return nil
	}
	var scans []op
	for _, b := range bounds {
		n := *o
		n.object, n.exact = b.Range, b.Exact
		if p.count(scanPattern(&n)) == 0 {
			continue
		}
		var left []cond
		if !b.Exact {
			left = append(left, mine...)
		}
		scans = append(scans, &filterOp{o.sets, &n, append(left, rest...)})
	}
	if len(scans) == 0 {
		return newEmpty(o.possible())
	}
	for i, s := range scans {
		if f := s.(*filterOp); len(f.conds) == 0 {
			scans[i] = f.in
		}
	}
	if len(scans) == 1 {
		return scans[0]
	}
	return &unionOp{o.sets, scans}
}
