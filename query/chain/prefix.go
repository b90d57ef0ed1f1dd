package chain

import "github.com/chancery-graph/chancery/query/relation"

// A search for the next best chain (see Finder.Chains) is bound to begin with
// certain actors, the prefix, and not to go on from there to an actor who is
// banned. With no prefix, starts that are banned are left out.

// setPrefix binds searches to begin with actors.
func (f *Finder) setPrefix(actors []uint32) {
	q := &f.q
	q.prefix = append(q.prefix[:0], actors...)
	q.onPrefix.reset(f.n.Actors())
	for _, a := range actors {
		q.onPrefix.add(a)
	}
	q.heads = q.heads[:0]
	if len(actors) > 0 {
		q.heads = append(q.heads, actors[len(actors)-1])
		for _, a := range q.from { // a chain does not lead through another start
			q.onPrefix.add(a)
		}
	}
	for _, a := range q.from {
		if len(actors) == 0 && !q.banned.has(a) {
			q.heads = append(q.heads, a)
		}
	}
	q.free = !q.avoids && len(actors) == 0 && len(q.heads) == len(q.from)
}

// heads are the actors from whom a search goes on: the sources, or the last of the
// prefix.
func (f *Finder) heads() []uint32 { return f.q.heads }

// mayFollow tells whether a chain that has come to an actor may go on to another.
func (f *Finder) mayFollow(a, b uint32) bool {
	q := &f.q
	if q.free {
		return true
	}
	return !f.leftOut(b) && (len(q.prefix) == 0 || !q.onPrefix.has(b) && (a != q.heads[0] || !q.banned.has(b)))
}

// endsAt tells whether chains end with an actor who is avoided: where no targets
// are given, whoever is reached is one.
func (f *Finder) endsAt(a uint32) bool { return len(f.q.to) == 0 && f.q.avoids && f.q.avoid.has(a) }

// leftOut tells whether no chain leads through an actor, or to one who is no end.
func (f *Finder) leftOut(a uint32) bool {
	return f.q.avoid.has(a) && len(f.q.to) > 0 || len(f.q.prefix) == 0 && f.q.banned.has(a)
}

// mayLead tells whether a search back from the targets, which has come to b, may
// go on to a: the head of a chain may be one who is avoided.
func (f *Finder) mayLead(a, b uint32) bool {
	q := &f.q
	if q.free {
		return true
	}
	for _, head := range q.heads {
		if a == head {
			return len(q.prefix) == 0 || !q.banned.has(b)
		}
	}
	return !f.leftOut(a) && (len(q.prefix) == 0 || !q.onPrefix.has(a))
}

// leavePrefix is the first day on which word that leaves from day lo on can go on
// from the head; ok is false if the prefix cannot be followed by day hi.
func (f *Finder) leavePrefix(lo, hi relation.Day) (ready relation.Day, ok bool) {
	for i := 1; i < len(f.q.prefix); i++ {
		_, day, ok := f.link(f.q.prefix[i-1], f.q.prefix[i], lo, hi)
		if !ok {
			return lo, false
		}
		lo = f.after(day)
	}
	return lo, true
}

// departPrefix is the latest day on which word can leave the start of the prefix
// so that it can go on from the head by a day; MinDay if none from day lo on. No
// contact lasts longer than a day.
func (f *Finder) departPrefix(lo, day relation.Day) relation.Day {
	for i := len(f.q.prefix) - 1; i > 0; i-- {
		a, b := f.q.prefix[i-1], f.q.prefix[i]
		if f.q.strict {
			day--
		}
		list := f.n.by(a)
		k := f.n.since(list, day+1) - 1
		for k >= 0 && (f.n.other(list[k], a) != b || !f.f.carries(list[k])) {
			k--
		}
		if k < 0 || f.n.first(list[k]) < lo {
			return relation.MinDay
		}
		day = f.n.first(list[k])
	}
	return day
}

// after is the first day on which word that came on a day can go on.
func (f *Finder) after(day relation.Day) relation.Day {
	if f.q.strict {
		return day + 1
	}
	return day
}

// link finds the earliest contact that takes word from one actor to another within
// days; in no order of time the first that fits.
func (f *Finder) link(a, b uint32, ready, hi relation.Day) (contact uint32, day relation.Day, ok bool) {
	list := f.n.by(a)
	if !f.q.ordered {
		for _, i := range list {
			if f.n.other(i, a) == b && f.f.carries(i) && f.f.within(i) {
				return i, 0, true
			}
		}
		return 0, 0, false
	}
	if ready > hi {
		return 0, 0, false
	}
	for _, i := range f.n.longBy(a) {
		if f.n.other(i, a) == b && f.n.first(i) < ready && ready <= f.n.end(i) && f.f.carries(i) {
			return i, ready, true
		}
	}
	for k := f.n.since(list, ready); k < len(list) && f.n.first(list[k]) <= hi; k++ {
		if i := list[k]; f.n.other(i, a) == b && f.f.carries(i) {
			return i, f.n.first(i), true
		}
	}
	return 0, 0, false
}
