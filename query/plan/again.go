package plan

import "github.com/chancery-graph/chancery/query/algebra"

// builtOp stands for a node that is planned already.
type builtOp struct {
	sets
	node Node
	est  *estimate
}

// keysOf is the distinct combinations of keys that a node yields, as an operator
// to be run once more beside the node itself; false if a second run might yield
// others, or costs too much.
func (p *planner) keysOf(left Node, est *estimate, keys slotSet) (*builtOp, bool) {
	if !p.repeatable(left) {
		return nil, false
	}
	combos := combinations(est, keys.slots())
	e := &estimate{rows: combos, values: est.values}
	h := left.Head()
	slots := keys.slots()
	in := &Project{In: clone(left)}
	in.Header = Header{Slots: slots, Sorted: cutSorted(h.Sorted, keys), Rows: h.Rows, Cost: h.Cost, start: h.start}
	d := &Distinct{In: in}
	d.Header = Header{Slots: slots, Sorted: in.Sorted, Distinct: true, Rows: combos, start: h.start}
	if coveredBy(in.Sorted, keys) != nil {
		d.Streaming = true
		d.Cost = h.Cost + costStream*h.Rows
	} else {
		d.Cost = h.Cost + costGroup*h.Rows
	}
	return &builtOp{sets{keys, keys}, d, e}, true
}

// repeatable tells whether two runs of a node yield the same solutions.
func (p *planner) repeatable(n Node) bool {
	fixed := func(x algebra.Expr) bool { return deterministic(x) }
	switch n := n.(type) {
	case *Service, *Slice:
		return false
	case *Extend:
		if !fixed(n.Source) {
			return false
		}
	case *Filter:
		for _, c := range n.Conds {
			if !fixed(c.Source) {
				return false
			}
		}
	case *Join:
		for _, c := range n.On {
			if !fixed(c.Source) {
				return false
			}
		}
	case *Group:
		for _, a := range n.Aggregates {
			switch a.Source.Name {
			case "COUNT", "SUM", "MIN", "MAX":
			default:
				return false // SAMPLE, GROUP_CONCAT: any order
			}
			if a.Source.Arg != nil && !fixed(a.Source.Arg) {
				return false
			}
		}
	}
	for _, in := range n.Inputs() {
		if !p.repeatable(in) {
			return false
		}
	}
	return true
}
