package chain

import "cmp"

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
// The search ends with the first contact that joins the two sides. By then the
// distances up to the depth of each are known, and since nothing joined the sides
// before, a chain is as short as can be if it goes up the depths of the one side,
// over a contact, and down those of the other. Among these the steps are chosen
// from the start on: each by the earliest contact.
func (f *Finder) fewest(dst []Step) (_ []Step, ok bool) {
	if len(f.sides[0].distance) < f.n.Actors() {
		for i := range f.sides {
			f.sides[i].distance = make([]int32, f.n.Actors())
		}
	}
	defer f.clearSides()
	for _, a := range f.heads() {
		f.startSide(0, a)
	}
	for _, a := range f.q.to {
		f.startSide(1, a)
	}
	at := len(dst)
	dst, ok = f.followPrefix(dst)
	if !ok || !f.meet(len(dst)-at) {
		return dst[:at], false
	}
	f.dead.reset(f.n.Actors())
	from := len(dst)
	dst, ok = f.firstOf(dst)
	if !ok && f.err == nil {
		panic("chain: a shortest chain does not start: distances disagree")
	}
	hops := int(f.sides[0].depth) + int(f.sides[1].depth) + 1
	for len(dst)-from < hops && f.err == nil {
		dst = append(dst, f.closer(dst[len(dst)-1].To, hops-(len(dst)-from)))
	}
	return dst, f.err == nil
}

// followPrefix appends the steps of the prefix.
func (f *Finder) followPrefix(dst []Step) ([]Step, bool) {
	for i := 1; i < len(f.q.prefix); i++ {
		a, b := f.q.prefix[i-1], f.q.prefix[i]
		c, _, ok := f.link(a, b, 0, 0)
		if !ok {
			return dst, false
		}
		dst = append(dst, Step{a, b, c, f.n.first(c)})
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
}

// meet widens the sides until a contact joins them; used steps were taken before.
func (f *Finder) meet(used int) bool {
	a, b := &f.sides[0], &f.sides[1]
	for a.frontier < len(a.reached) && b.frontier < len(b.reached) {
		if f.q.maxHops > 0 && used+int(a.depth)+int(b.depth) >= f.q.maxHops {
			return false
		}
		from, to := a, b
		if b.work < a.work {
			from, to = b, a
		}
		if met := f.widen(from, to, from == a); met || f.err != nil {
			return f.err == nil
		}
	}
	return false
}

// widen takes one step from the whole frontier of d, or ends with the first
// contact that joins it to the other side; then the depth of d stays.
func (f *Finder) widen(d, other *side, forward bool) (met bool) {
	frontier := d.reached[d.frontier:]
	next := len(d.reached)
	work := 0
	for _, actor := range frontier {
		list := f.n.by(actor)
		if f.look(len(list)) {
			return false
		}
		for _, i := range list {
			to := f.n.other(i, actor)
			if d.distance[to] != 0 || !f.f.carries(i) || !f.f.within(i) || !f.q.free && !f.mayStep(actor, to, forward) {
				continue
			}
			if other.distance[to] != 0 {
				return true
			}
			d.distance[to] = d.depth + 2
			d.reached = append(d.reached, to)
			work += f.n.degree(to)
		}
	}
	d.frontier, d.work = next, work
	d.depth++
	return false
}

// mayStep is mayFollow, or mayLead for the side of the targets.
func (f *Finder) mayStep(a, b uint32, forward bool) bool {
	if forward {
		return f.mayFollow(a, b)
	}
	return f.mayLead(b, a)
}

// firstOf appends the steps of a shortest chain up to the contact that joins the
// sides: of several heads from the one with the earliest contact, equals by IRI.
func (f *Finder) firstOf(dst []Step) ([]Step, bool) {
	at := len(dst)
	found := false
	for _, head := range f.heads() {
		to := len(dst)
		var ok bool
		if dst, ok = f.climb(dst, head, 0); !ok {
			continue
		}
		if best, s := dst[at], dst[to]; found && cmp.Or(f.n.compare(best.Contact, s.Contact), f.n.compareActors(best.From, s.From)) < 0 {
			dst = dst[:to]
			continue
		}
		dst = append(dst[:at], dst[to:]...)
		found = true
	}
	return dst, found
}

// climb appends the steps of a shortest chain from an actor so many steps from the
// start to the other side, each by the earliest contact that does. Actors that
// were found to lead nowhere are not tried again, so each contact is looked at
// once.
func (f *Finder) climb(dst []Step, at uint32, depth int32) ([]Step, bool) {
	a, b := &f.sides[0], &f.sides[1]
	list := f.n.by(at)
	if f.look(len(list)) {
		return dst, false
	}
	for _, i := range list {
		next := f.n.other(i, at)
		last := depth == a.depth
		if last && b.distance[next] != b.depth+1 || !last && a.distance[next] != depth+2 || f.dead.has(next) && !last || !f.usable(i, at, next) {
			continue
		}
		dst = append(dst, Step{at, next, i, f.n.first(i)})
		if last {
			return dst, true
		}
		var ok bool
		if dst, ok = f.climb(dst, next, depth+1); ok {
			return dst, true
		}
		dst = dst[:len(dst)-1]
	}
	f.dead.add(at)
	return dst, false
}

// closer returns the step by the earliest contact that leads to so few steps from
// the targets.
func (f *Finder) closer(at uint32, left int) Step {
	for _, i := range f.n.by(at) {
		if next := f.n.other(i, at); int(f.sides[1].distance[next]) == left && f.usable(i, at, next) {
			return Step{at, next, i, f.n.first(i)}
		}
	}
	panic("chain: a shortest chain breaks off: distances disagree")
}

// usable tells whether a chain may go through a contact.
func (f *Finder) usable(i, a, b uint32) bool {
	return f.f.carries(i) && f.f.within(i) && f.mayFollow(a, b)
}
