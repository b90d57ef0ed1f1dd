package plan

import "slices"

// trim leaves out of the solutions of joins what nothing above reads.
func (p *planner) trim(n Node, need slotSet) {
	h := n.Head()
	switch n := n.(type) {
	case *Join:
		p.trimJoin(n, need)
		return
	case *Leapfrog, *Scan:
		return
	case *Filter:
		for _, c := range n.Conds {
			need = need.union(p.varsOf(c.Source))
		}
		p.trim(n.In, need)
		n.Slots, n.Maybe = n.In.Head().Slots, n.In.Head().Maybe
		n.Distinct = n.Distinct && n.In.Head().Distinct
		return
	case *Extend:
		need = need.union(p.varsOf(n.Source))
	case *Group:
		need = setOf(n.Keys...)
		for _, a := range n.Aggregates {
			if a.Source.Arg != nil {
				need = need.union(p.varsOf(a.Source.Arg))
			} else if a.Source.Distinct {
				need = need.union(setOf(n.In.Head().Slots...))
			}
		}
	case *Sort:
		for _, k := range n.Keys {
			need = need.with(k.Slot)
		}
	case *Project:
		need = setOf(h.Slots...)
	case *Distinct, *Union:
		need = setOf(h.Slots...)
	case *Path:
		need = need.union(setOf(n.S.Slot, n.O.Slot, n.G.Slot))
	case *Service:
		need = setOf(h.Slots...)
	}
	for _, in := range n.Inputs() {
		p.trim(in, need)
	}
	p.inherit(n)
}

// inherit drops from what an operator says it binds what its input no longer
// does.
func (p *planner) inherit(n Node) {
	h := n.Head()
	var from Node
	own := NoSlot
	switch n := n.(type) {
	case *Extend:
		from, own = n.In, n.Slot
	case *Sort:
		from = n.In
	case *Slice:
		from = n.In
	default:
		return
	}
	in := setOf(from.Head().Slots...)
	gone := func(s Slot) bool { return s != own && !in.has(s) }
	if slices.ContainsFunc(h.Slots, gone) {
		h.Slots = slices.DeleteFunc(slices.Clone(h.Slots), gone)
		h.Maybe = slices.DeleteFunc(slices.Clone(h.Maybe), gone)
		h.Sorted = cutSorted(h.Sorted, setOf(h.Slots...))
		h.Distinct = false
	}
}

func (p *planner) trimJoin(n *Join, need slotSet) {
	below := need.union(setOf(n.Keys...)).union(setOf(n.Loose...))
	for _, c := range n.On {
		below = below.union(p.varsOf(c.Source))
	}
	if n.Algorithm == ApplyAlgorithm {
		both := setOf(n.Left.Head().Slots...).and(setOf(n.Right.Head().Slots...))
		below = below.union(both)
	}
	p.trim(n.Left, below)
	p.trim(n.Right, below)
	if !p.has(PruneColumns) {
		return
	}
	had := len(n.Slots)
	keep := func(s Slot) bool { return !need.has(s) }
	n.Slots = slices.DeleteFunc(slices.Clone(n.Slots), keep)
	n.Maybe = slices.DeleteFunc(slices.Clone(n.Maybe), keep)
	if len(n.Slots) != had {
		n.Distinct = false
		n.Sorted = cutSorted(n.Sorted, need)
	}
}

// cutSorted is the beginning of sorted that is kept.
func cutSorted(sorted []Slot, keep slotSet) []Slot {
	for i, s := range sorted {
		if !keep.has(s) {
			return sorted[:i:i]
		}
	}
	return sorted
}
