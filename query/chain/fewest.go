package chain

import "slices"

// side is one end of a two-sided breadth-first search.
type side struct {
	depth    int32    // steps from the end to the frontier
	distance []int32  // of each actor, plus 1; 0: not reached
	reached  []uint32 // in the order of distance
	frontier int      // start of those at depth in reached
	work     int      // contacts of the frontier
}

// fewest finds the fewest steps from the sources to the targets in any order of
// time. It widens, from both ends, always the side that is cheaper to widen
// (Pohl, "Bi-directional Search", 1971); ok is false if there is no chain.
//
// Both sides take whole steps, so the actors on which they meet lie all on
// chains of that length, and the distances tell every shortest chain. Among them
// the steps are chosen from the start on: each by the earliest contact.
func (f *Finder) fewest(dst []Step) (_ []Step, ok bool) {
	if len(f.onPath) < len(f.n.actors) {
		f.onPath = make([]bool, len(f.n.actors))
		for i := range f.sides {
			f.sides[i].distance = make([]int32, len(f.n.actors))
		}
	}
	defer f.clearSides()
	f.free = len(f.q.prefix) == 0 && len(f.o.Avoid) == 0 && f.o.NoHubs == 0 && !f.bans()
	from := f.q.from
	if p := f.q.prefix; len(p) > 0 {
		from = p[len(p)-1:]
	}
	for _, a := range from {
		if len(f.q.prefix) > 0 || !f.q.banned.has(a) {
			f.startSide(0, a)
		}
	}
	for _, a := range f.q.to {
		f.startSide(1, a)
	}
	at := len(dst)
	dst, ok = f.followPrefix(dst)
	if !ok {
		return dst[:at], false
	}
	used := len(dst) - at
	hops, ok := f.meet(used)
	if !ok {
		return dst[:at], false
	}
	for i := 0; i < hops; i++ {
		var next Step
		if i == 0 {
			next = f.chooseFirst(from, hops)
		} else {
			next, _ = f.choose(dst[len(dst)-1].To, i, hops)
		}
		dst = append(dst, next)
	}
	return dst, true
}

// followPrefix appends the steps of the prefix.
func (f *Finder) followPrefix(dst []Step) ([]Step, bool) {
	for i := 1; i < len(f.q.prefix); i++ {
		lb := label{state: f.q.prefix[i-1]}
		c, _, ok := f.follow(&lb, f.q.prefix[i])
		if !ok {
			return dst, false
		}
		dst = append(dst, Step{f.q.prefix[i-1], f.q.prefix[i], c, f.n.first(&f.n.contacts[c])})
	}
	return dst, true
}

// startSide puts an end of the chain on a side.
func (f *Finder) startSide(i int, actor uint32) {
	d := &f.sides[i]
	if d.distance[actor] != 0 {
		return
	}
	d.depth, d.frontier = 0, 0
	d.distance[actor] = 1
	d.reached = append(d.reached, actor)
	d.work += len(f.n.by(actor))
}

// clearSides forgets what a search touched, which costs little after a short one
// in a large network.
func (f *Finder) clearSides() {
	for i := range f.sides {
		d := &f.sides[i]
		for _, a := range d.reached {
			d.distance[a] = 0
		}
		d.reached, d.work, d.depth, d.frontier = d.reached[:0], 0, 0, 0
	}
	for _, a := range f.pathing {
		f.onPath[a] = false
	}
	f.pathing = f.pathing[:0]
}

// meet widens the sides until they meet and marks the actors of the first side
// that lie on a shortest chain.
func (f *Finder) meet(used int) (hops int, ok bool) {
	f.pathing = f.pathing[:0]
	for {
		a, b := &f.sides[0], &f.sides[1]
		if a.frontier == len(a.reached) || b.frontier == len(b.reached) {
			return 0, false
		}
		hops := int(a.depth) + int(b.depth)
		if f.q.maxHops > 0 && used+hops >= f.q.maxHops {
			return 0, false
		}
		from, to := a, b
		if b.work < a.work {
			from, to = b, a
		}
		if f.widen(from, to, from == a); f.err != nil {
			return 0, false
		}
		if len(f.pathing) > 0 {
			f.markPath()
			return hops + 1, f.err == nil
		}
	}
}

// widen takes one step from the whole frontier of d and notes the actors that
// the other side had reached.
func (f *Finder) widen(d, other *side, forward bool) {
	frontier := d.reached[d.frontier:]
	d.frontier = len(d.reached)
	d.depth++
	d.work = 0
	for _, actor := range frontier {
		list := f.n.by(actor)
		if f.look(len(list)) {
			return
		}
		for _, i := range list {
			c := &f.n.contacts[i]
			next := c.other(actor)
			if d.distance[next] != 0 || !f.mayLink(actor, next, forward) || !f.f.carries(c, i) || !f.f.within(c, i) {
				continue
			}
			met := other.distance[next] != 0
			if !met && len(f.pathing) > 0 {
				continue // the sides meet in this step: others do not matter
			}
			d.distance[next] = d.depth + 1
			d.reached = append(d.reached, next)
			if met {
				f.onPath[next] = true
				f.pathing = append(f.pathing, next)
				continue
			}
			d.work += int(f.n.start[next+1] - f.n.start[next])
		}
	}
}

// mayLink tells whether a chain may go from one actor to the next; backwards if
// not forward.
func (f *Finder) mayLink(actor, next uint32, forward bool) bool {
	if f.free {
		return true
	}
	if !forward {
		actor, next = next, actor
	}
	p := f.q.prefix
	if len(p) > 0 {
		if actor == p[len(p)-1] && f.q.banned.has(next) || slices.Contains(p, next) || slices.Contains(p[:len(p)-1], actor) {
			return false
		}
	} else if f.q.banned.has(next) {
		return false
	}
	return !f.q.avoid.has(next) && (!f.q.avoid.has(actor) || f.sides[0].distance[actor] == 1)
}

// markPath finds the actors of the first side through which a shortest chain
// leads: from where the sides met back to the start.
func (f *Finder) markPath() {
	d := &f.sides[0]
	for at := 0; at < len(f.pathing); at++ {
		actor := f.pathing[at]
		if d.distance[actor] <= 2 {
			continue // only a start comes before it
		}
		list := f.n.by(actor)
		if f.look(len(list)) {
			return
		}
		for _, i := range list {
			c := &f.n.contacts[i]
			before := c.other(actor)
			if f.onPath[before] || d.distance[before] == 0 || d.distance[before] != d.distance[actor]-1 ||
				!f.mayLink(before, actor, true) || !f.f.carries(c, i) || !f.f.within(c, i) {
				continue
			}
			f.onPath[before] = true
			f.pathing = append(f.pathing, before)
		}
	}
}

// chooseFirst returns the first step: of several starts the one with the
// earliest contact.
func (f *Finder) chooseFirst(from []uint32, hops int) Step {
	var best Step
	found := false
	for _, a := range from {
		if f.sides[0].distance[a] != 1 {
			continue
		}
		if s, ok := f.choose(a, 0, hops); ok && (!found || s.Contact < best.Contact || s.Contact == best.Contact && s.From < best.From) {
			best, found = s, true
		}
	}
	if !found {
		panic("chain: a shortest chain does not start: distances and marks disagree")
	}
	return best
}

// choose returns the step of a shortest chain after i steps that has the
// earliest contact.
func (f *Finder) choose(at uint32, i, hops int) (Step, bool) {
	a, b := &f.sides[0], &f.sides[1]
	for _, k := range f.n.by(at) {
		c := &f.n.contacts[k]
		next := c.other(at)
		onward := false
		if i+1 <= int(a.depth) {
			onward = f.onPath[next] && int(a.distance[next]) == i+2
		} else {
			onward = int(b.distance[next]) == hops-i
		}
		if onward && f.mayLink(at, next, true) && f.f.carries(c, k) && f.f.within(c, k) {
			return Step{at, next, k, f.n.first(c)}, true
		}
	}
	return Step{}, false
}
