package plan

import (
	"slices"

	"github.com/chancery-graph/chancery/graph"
)

const (
	costLeap         = 0.15 // a candidate of a leapfrog join: a step in a column that is held in memory
	leapfrogVars     = 6    // variables whose orders are all tried
	leapfrogPatterns = 8
)

// leapfrog adds the worst-case optimal join of a group of scans that is cyclic
// through and through, such as a triangle: every scan lies on a cycle.
func (od *orderer) leapfrog(g *group) {
	p := od.p
	if !p.has(Leapfrogs) || len(g.leaves) > leapfrogPatterns {
		return
	}
	var scans []*scanOp
	for _, i := range g.leaves {
		s, ok := od.leaves[i].(*scanOp)
		if !ok || !leapable(s) {
			return
		}
		scans = append(scans, s)
	}
	var all slotSet
	for _, s := range scans {
		all = all.union(s.possible())
	}
	vars := all.slots()
	if len(vars) > leapfrogVars || !cyclic(scans) {
		return
	}
	var best *Leapfrog
	permute(vars, func(order []Slot) {
		cost, ok := p.leapCost(scans, order)
		cost += costOut * g.rows
		if p.o.Chaos != 0 {
			cost = p.jitter(cost) / 50 // there are few chances to choose it
		}
		if !ok || best != nil && cost >= best.Cost {
			return
		}
		n := &Leapfrog{Vars: slices.Clone(order)}
		n.Header = header(&joinOp{sets: sets{all, all}}, g.est, cost, 0, n.Vars)
		n.Rows = g.rows
		n.Distinct = true
		best = n
	})
	if best == nil {
		return
	}
	for _, s := range scans {
		order, _ := leapOrder(s, best.Vars)
		best.Scans = append(best.Scans, p.lookupScan(s, order))
	}
	od.add(&rec{group: g, node: best})
}

// leapable: each row of the scan is one combination of its variables.
func leapable(s *scanOp) bool {
	slots := 0
	for _, t := range []Term{s.s, s.p, s.o} {
		if t.ID == graph.None && t.Slot == NoSlot {
			return false
		}
		if t.Slot != NoSlot {
			slots++
		}
	}
	return s.graph.mode != GraphEach && s.possible().len() == slots && slots > 0
}

// cyclic tells whether no scan is an ear: one whose shared variables all lie in
// one other scan (Graham, Yu, Ozsoyoglu).
func cyclic(scans []*scanOp) bool {
	for i, s := range scans {
		var others slotSet
		for j, t := range scans {
			if j != i {
				others = others.union(t.possible())
			}
		}
		shared := s.possible().and(others)
		for j, t := range scans {
			if j != i && shared.within(t.possible()) {
				return false
			}
		}
	}
	return true
}

// permute calls f with each order of the slots; f must not keep it.
func permute(slots []Slot, f func([]Slot)) {
	order := slices.Clone(slots)
	var at func(int)
	at = func(k int) {
		if k == len(order) {
			f(order)
			return
		}
		for i := k; i < len(order); i++ {
			order[k], order[i] = order[i], order[k]
			at(k + 1)
			order[k], order[i] = order[i], order[k]
		}
	}
	at(0)
}

// leapOrder is the permutation in which a scan's constants come first and its
// variables then in the given order.
func leapOrder(s *scanOp, vars []Slot) (graph.Order, bool) {
	var want []Slot
	for _, v := range vars {
		if s.possible().has(v) {
			want = append(want, v)
		}
	}
	for _, order := range graph.Orders {
		if order == graph.GSPO && singleGraph(s.graph) == graph.None {
			continue
		}
		k, ok := 0, true
		for _, pos := range order.Positions() {
			if pos == graph.G {
				continue
			}
			t := [...]Term{s.s, s.p, s.o}[pos]
			switch {
			case t.ID != graph.None:
				ok = ok && k == 0
			case k < len(want) && t.Slot == want[k]:
				k++
			default:
				ok = false
			}
		}
		if ok {
			return order, true
		}
	}
	return graph.AnyOrder, false
}

// leapCost reckons the seeks: at each variable, one per candidate value and scan
// that has it.
func (p *planner) leapCost(scans []*scanOp, vars []Slot) (float64, bool) {
	for _, s := range scans {
		if _, ok := leapOrder(s, vars); !ok {
			return 0, false
		}
	}
	total, n := 0.0, 1.0
	bound := setOf()
	for _, v := range vars {
		least, having := -1.0, 0
		for _, s := range scans {
			if !s.possible().has(v) {
				continue
			}
			having++
			e := p.estimate(s)
			fan := e.of(v)
			if before := s.possible().and(bound); !before.empty() {
				fan = e.rows / combinations(e, before.slots())
			}
			if least < 0 || fan < least {
				least = fan
			}
		}
		total += n * max(1, least) * float64(having) * costLeap
		n = max(1, n*least)
		bound = bound.with(v)
	}
	return total, true
}
