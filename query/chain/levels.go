package chain

import (
	"slices"

	"github.com/chancery-graph/chancery/query/relation"
)

// levels searches step by step: level k knows for each actor the earliest day on
// which word arrives within k steps.
//
// A contact of an actor is gone through only if word can use it and could not
// before: when the arrival at an actor moves from day 9 to day 4, the contacts
// from day 4 to day 8 are new, while those from day 9 on have done what they can
// (with fewer steps). So a whole search goes through each contact of a day once
// from each side, however many levels there are. Contacts of several days are
// gone through each time, as they may then be used earlier.
//
// With via, a state is an actor and how many of the via were passed.
type levels struct {
	arrival []relation.Day // of each state; Never: not reached
	current []int32        // of each state that is reached: its label
	labels  []label
	start   int   // of the labels of the level in the making
	best    int32 // label of the best target; noLabel: none
	steps   int   // of the level in the making

	lo, hi relation.Day
	end    uint32 // of the contacts up to hi
}

// label is an arrival.
type label struct {
	state   uint32
	contact uint32
	prev    int32        // label of the step before; noLabel at a source
	steps   int32        // from the source
	day     relation.Day // of arrival; MinDay at a source
	done    uint32       // contacts from this one on were gone through
}

const noLabel = -1

// runLevels searches from the sources, which word leaves from day lo on, or from
// the end of the prefix, which it reaches by the earliest contacts. It ends with
// the level on which a target is reached, after as many steps as are allowed, or
// when nothing new is reached; all tells it to go on past targets for the
// earliest arrival. Found tells whether a target was reached.
func (f *Finder) runLevels(lo, hi relation.Day, all bool) (found bool) {
	l := &f.levels
	l.lo, l.hi = max(lo, f.f.lo), min(hi, f.f.hi)
	l.end = f.boundary(l.hi + 1)
	f.resetLevels()
	if l.lo > l.hi || !f.seed() {
		return false
	}
	for from := l.start; from < len(l.labels) && (all || l.best == noLabel); {
		if f.q.maxHops > 0 && l.steps >= f.q.maxHops {
			break
		}
		to := len(l.labels)
		l.start = to
		l.steps++
		for i := from; i < to; i++ {
			f.expand(int32(i))
			if f.err != nil {
				return false
			}
		}
		from = to
	}
	return l.best != noLabel
}

func (f *Finder) resetLevels() {
	l := &f.levels
	states := len(f.n.actors) * (len(f.q.via) + 1)
	if len(l.arrival) < states {
		l.arrival, l.current = make([]relation.Day, states), make([]int32, states)
	}
	for i := range l.arrival[:states] {
		l.arrival[i] = Never
	}
	l.labels, l.best, l.start, l.steps = l.labels[:0], noLabel, 0, 0
}

// boundary is the number of the first contact from a day on.
func (f *Finder) boundary(day relation.Day) uint32 {
	lo, hi := 0, len(f.n.days)
	for lo < hi {
		if mid := (lo + hi) / 2; f.n.days[mid] < day {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return f.n.dayStart[lo]
}

// seed makes the labels of the sources or of the prefix; false if the prefix
// cannot be followed.
func (f *Finder) seed() bool {
	l := &f.levels
	if len(f.q.prefix) == 0 {
		for _, a := range f.q.from {
			if !f.q.banned.has(a) {
				f.addLabel(f.passed(a, 0), 0, noLabel, relation.MinDay)
			}
		}
		return true
	}
	f.addLabel(f.passed(f.q.prefix[0], 0), 0, noLabel, relation.MinDay)
	for _, a := range f.q.prefix[1:] {
		at := int32(len(l.labels) - 1)
		i, day, ok := f.follow(&l.labels[at], a)
		if !ok {
			return false
		}
		l.start = len(l.labels)
		l.steps++
		stage := int(l.labels[at].state) / len(f.n.actors)
		f.addLabel(f.passed(a, stage), i, at, day)
		l.arrival[l.labels[at].state] = relation.MinDay // nobody comes back to it
	}
	return true
}

// passed is the state of an actor after so many of the via.
func (f *Finder) passed(a uint32, stage int) uint32 {
	for stage < len(f.q.via) && f.q.via[stage] == a {
		stage++
	}
	return a + uint32(stage*len(f.n.actors))
}

// follow finds the earliest contact that takes word on from a label to an actor.
func (f *Finder) follow(lb *label, to uint32) (best uint32, day relation.Day, ok bool) {
	a := lb.state % uint32(len(f.n.actors))
	list := f.n.by(a)
	if !f.q.ordered {
		for _, i := range list {
			if c := &f.n.contacts[i]; c.other(a) == to && f.f.carries(c, i) && f.f.within(c, i) {
				return i, 0, true
			}
		}
		return 0, 0, false
	}
	ready := f.ready(lb)
	for _, i := range f.n.longBy(a) {
		if c := &f.n.contacts[i]; c.other(a) == to && f.n.first(c) < ready && ready <= f.n.ends[i] && ready <= f.levels.hi && f.f.carries(c, i) {
			return i, ready, true
		}
	}
	for k := lowerBound(list, f.boundary(ready)); k < len(list) && list[k] < f.levels.end; k++ {
		if c := &f.n.contacts[list[k]]; c.other(a) == to && f.f.carries(c, list[k]) {
			return list[k], f.n.first(c), true
		}
	}
	return 0, 0, false
}

// ready is the first day on which word can go on from a label.
func (f *Finder) ready(lb *label) relation.Day {
	switch {
	case lb.prev == noLabel:
		return f.levels.lo
	case f.q.strict:
		return lb.day + 1
	}
	return lb.day
}

// expand takes word on from a label by one step.
func (f *Finder) expand(i int32) {
	lb := f.levels.labels[i]
	size := uint32(len(f.n.actors))
	a, stage := lb.state%size, int(lb.state/size)
	if len(f.q.to) > 0 && stage == len(f.q.via) && f.q.isTo.has(a) {
		return
	}
	// What may not follow the prefix may not be its next actor.
	barred := len(f.q.prefix) > 0 && int(lb.steps) == len(f.q.prefix)-1
	list := f.n.by(a)
	first, end := 0, len(list)
	var ready relation.Day
	if f.q.ordered {
		ready = f.ready(&lb)
		f.expandLong(i, &lb, a, stage, ready, barred)
		first = lowerBound(list, f.boundary(ready))
		until := min(lb.done, f.levels.end)
		if f.sweeps.useful && f.sweeps.leave[a] < Never {
			until = min(until, f.boundary(f.sweeps.leave[a]+1)) // later contacts lead nowhere
		}
		end = first + lowerBound(list[first:], until)
	}
	if f.look(end - first) {
		return
	}
	for _, k := range list[first:end] {
		c := &f.n.contacts[k]
		next := c.other(a)
		if !f.f.carries(c, k) || barred && f.q.banned.has(next) {
			continue
		}
		day := relation.Day(0)
		if f.q.ordered {
			day = f.n.days[c.day()]
		} else if !f.f.within(c, k) {
			continue
		}
		if len(f.q.via) > 0 || day < f.levels.arrival[next] {
			f.relax(next, stage, k, day, i)
		}
	}
}

// expandLong takes word on through contacts that began before it came.
func (f *Finder) expandLong(i int32, lb *label, a uint32, stage int, ready relation.Day, barred bool) {
	if ready > f.levels.hi {
		return
	}
	for _, k := range f.n.longBy(a) {
		c := &f.n.contacts[k]
		if f.n.first(c) >= ready || f.n.ends[k] < ready || !f.f.carries(c, k) {
			continue
		}
		if next := c.other(a); !barred || !f.q.banned.has(next) {
			f.relax(next, stage, k, ready, i)
		}
	}
}

// relax tells that word reaches an actor on a day.
func (f *Finder) relax(a uint32, stage int, contact uint32, day relation.Day, prev int32) {
	l := &f.levels
	state := a + uint32(stage*len(f.n.actors))
	if stage < len(f.q.via) {
		state = f.passed(a, stage)
	}
	if day >= l.arrival[state] || f.q.avoid.has(a) || f.sweeps.useful && !f.leadsOn(a, day) || len(f.q.prefix) == 0 && f.q.banned.has(a) {
		return
	}
	at := f.addLabel(state, contact, prev, day)
	if !f.q.isTo.has(a) || int(state) < len(f.q.via)*len(f.n.actors) {
		return
	}
	if l.best == noLabel || day < l.labels[l.best].day {
		l.best = at
	}
}

// leadsOn tells whether word that an actor has on a day can still reach a target,
// as the last sweep back found.
func (f *Finder) leadsOn(a uint32, day relation.Day) bool {
	if f.q.strict && !f.q.isTo.has(a) {
		day++
	}
	return f.sweeps.leave[a] >= day
}

// addLabel notes an arrival: in place of one of the same level, which nobody has
// used, else after those that are there.
func (f *Finder) addLabel(state, contact uint32, prev int32, day relation.Day) int32 {
	l := &f.levels
	at := int32(len(l.labels))
	done := l.end
	if l.arrival[state] != Never {
		old := &l.labels[l.current[state]]
		if int(l.current[state]) >= l.start {
			old.contact, old.prev, old.day = contact, prev, day
			l.arrival[state] = day
			return l.current[state]
		}
		done = f.boundary(f.ready(old))
	}
	l.labels = append(l.labels, label{state, contact, prev, int32(l.steps), day, done})
	l.arrival[state], l.current[state] = day, at
	return at
}

// path appends the steps that lead to a label.
func (f *Finder) path(dst []Step, at int32) []Step {
	size := uint32(len(f.n.actors))
	from := len(dst)
	for lb := &f.levels.labels[at]; lb.prev != noLabel; lb = &f.levels.labels[lb.prev] {
		to := lb.state % size
		day := lb.day
		if !f.q.ordered {
			day = f.n.first(&f.n.contacts[lb.contact])
		}
		dst = append(dst, Step{f.n.contacts[lb.contact].other(to), to, lb.contact, day})
	}
	slices.Reverse(dst[from:])
	return dst
}
