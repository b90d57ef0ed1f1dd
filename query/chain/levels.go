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
	work   int // contacts of the actors that the level in the making reached
	total  int // steps of the chains that are wanted, once dues tell; else 0
}

// label is an arrival.
type label struct {
	state   uint32
	contact uint32
	prev    int32        // label of the step before; noLabel at a source
	steps   int32        // from the source
	day     relation.Day // of arrival; MinDay at a source
	done    relation.Day // contacts from this day on were gone through
}

const noLabel = -1

// runLevels searches from the sources, which word leaves from day lo on, or from
// the end of the prefix, which it reaches by the earliest contacts. It ends with
// the level on which a target is reached, after as many steps as are allowed, or
// when nothing new is reached; all tells it to go on past targets for the
// earliest arrival. Found tells whether a target was reached.
func (f *Finder) runLevels(lo, hi relation.Day, all bool) (found bool) {
	l := &f.levels
	for ok := f.startLevels(lo, hi); ok && f.err == nil && (all || l.best == noLabel); {
		if f.q.maxHops > 0 && l.steps >= f.q.maxHops {
			break
		}
		ok = f.advance()
	}
	return f.err == nil && l.best != noLabel
}

// startLevels makes level 0; false if the search cannot start.
func (f *Finder) startLevels(lo, hi relation.Day) bool {
	l := &f.levels
	f.resetLevels()
	l.lo, l.hi = max(lo, f.f.lo), min(hi, f.f.hi)
	if l.lo > l.hi {
		return false
	}
	return f.seed() && len(l.labels) > 0
}

// advance makes the next level; false if it is empty.
func (f *Finder) advance() bool {
	l := &f.levels
	from, to := l.start, len(l.labels)
	l.start, l.work = to, 0
	l.steps++
	for i := from; i < to && f.err == nil; i++ {
		f.expand(int32(i))
	}
	return f.err == nil && len(l.labels) > to
}

// resetLevels forgets what the last search touched.
func (f *Finder) resetLevels() {
	l := &f.levels
	states := f.n.Actors() * (len(f.q.via) + 1)
	if len(l.arrival) < states {
		l.arrival, l.current = make([]relation.Day, states), make([]int32, states)
		for i := range l.arrival {
			l.arrival[i] = Never
		}
	} else {
		for i := range l.labels {
			l.arrival[l.labels[i].state] = Never
		}
	}
	l.labels, l.best, l.start, l.steps, l.work, l.total = l.labels[:0], noLabel, 0, 0, 0, 0
}

// seed makes the labels of the sources or of the prefix; false if the prefix
// cannot be followed.
func (f *Finder) seed() bool {
	l := &f.levels
	if len(f.q.prefix) == 0 {
		for _, a := range f.heads() {
			f.addLabel(f.passed(a, 0), 0, noLabel, relation.MinDay)
		}
		return true
	}
	f.addLabel(f.passed(f.q.prefix[0], 0), 0, noLabel, relation.MinDay)
	for _, a := range f.q.prefix[1:] {
		at := int32(len(l.labels) - 1)
		lb := &l.labels[at]
		i, day, ok := f.link(lb.state%uint32(f.n.Actors()), a, f.ready(lb), l.hi)
		if !ok {
			return false
		}
		l.start, l.work = len(l.labels), 0
		l.steps++
		before := lb.state
		f.addLabel(f.passed(a, int(before)/f.n.Actors()), i, at, day)
		l.arrival[before] = relation.MinDay // nobody comes back to it
	}
	return true
}

// passed is the state of an actor after so many of the via.
func (f *Finder) passed(a uint32, stage int) uint32 {
	for stage < len(f.q.via) && f.q.via[stage] == a {
		stage++
	}
	return a + uint32(stage*f.n.Actors())
}

// ready is the first day on which word can go on from a label.
func (f *Finder) ready(lb *label) relation.Day {
	if lb.prev == noLabel {
		return f.levels.lo
	}
	return f.after(lb.day)
}

// expand takes word on from a label by one step.
func (f *Finder) expand(i int32) {
	l := &f.levels
	lb := l.labels[i]
	size := uint32(f.n.Actors())
	a, stage := lb.state%size, int(lb.state/size)
	if len(f.q.to) > 0 && stage == len(f.q.via) && f.q.isTo.has(a) || f.endsAt(a) && lb.prev != noLabel || l.total > 0 && !f.leadsOn(a, lb.day, l.total-int(lb.steps)) {
		return
	}
	// What may not follow the prefix may not be its next actor.
	barred := len(f.q.prefix) > 0 && int(lb.steps) == len(f.q.prefix)-1
	list := f.n.by(a)
	if f.q.ordered {
		ready := f.ready(&lb)
		f.expandLong(i, a, stage, ready, barred)
		list = list[f.n.since(list, ready):]
		list = list[:f.n.since(list, lb.done)]
	}
	if f.look(len(list)) {
		return
	}
	dates, single := f.n.dates, len(f.q.via) == 0
	for _, k := range list {
		next := f.n.other(k, a)
		day := relation.Day(0)
		if f.q.ordered {
			day = dates[f.n.day(k)]
		}
		if single && day >= l.arrival[next] || barred && f.q.banned.has(next) || !f.f.carries(k) || !f.q.ordered && !f.f.within(k) {
			continue
		}
		f.relax(next, stage, k, day, i)
	}
}

// expandLong takes word on through contacts that began before it came.
func (f *Finder) expandLong(i int32, a uint32, stage int, ready relation.Day, barred bool) {
	if ready > f.levels.hi {
		return
	}
	for _, k := range f.n.longBy(a) {
		next := f.n.other(k, a)
		if f.n.first(k) < ready && f.n.end(k) >= ready && f.f.carries(k) && !(barred && f.q.banned.has(next)) {
			f.relax(next, stage, k, ready, i)
		}
	}
}

// relax tells that word reaches an actor on a day.
func (f *Finder) relax(a uint32, stage int, contact uint32, day relation.Day, prev int32) {
	l := &f.levels
	state := a + uint32(stage*f.n.Actors())
	if stage < len(f.q.via) {
		state = f.passed(a, stage)
	}
	if day >= l.arrival[state] || !f.q.free && (f.leftOut(a) || len(f.q.via) == 0 && f.q.onPrefix.has(a)) || l.total > 0 && !f.leadsOn(a, day, l.total-l.steps) {
		return
	}
	at := f.addLabel(state, contact, prev, day)
	if !f.q.isTo.has(a) || int(state) < len(f.q.via)*f.n.Actors() {
		return
	}
	if l.best == noLabel || day < l.labels[l.best].day {
		l.best = at
	}
}

// addLabel notes an arrival: in place of one of the same level, which nobody has
// used, else after those that are there.
func (f *Finder) addLabel(state, contact uint32, prev int32, day relation.Day) int32 {
	l := &f.levels
	at := int32(len(l.labels))
	done := l.hi + 1
	if l.arrival[state] != Never {
		old := &l.labels[l.current[state]]
		if int(l.current[state]) >= l.start {
			old.contact, old.prev, old.day = contact, prev, day
			l.arrival[state] = day
			return l.current[state]
		}
		done = f.ready(old)
	}
	a := state % uint32(f.n.Actors())
	l.work += f.n.degree(a)
	l.labels = append(l.labels, label{state, contact, prev, int32(l.steps), day, done})
	l.arrival[state], l.current[state] = day, at
	return at
}

// path appends the steps that lead to a label.
func (f *Finder) path(dst []Step, at int32) []Step {
	size := uint32(f.n.Actors())
	from := len(dst)
	for lb := &f.levels.labels[at]; lb.prev != noLabel; lb = &f.levels.labels[lb.prev] {
		to := lb.state % size
		day := lb.day
		if !f.q.ordered {
			day = f.n.first(lb.contact)
		}
		dst = append(dst, Step{f.n.other(lb.contact, to), to, lb.contact, day})
	}
	slices.Reverse(dst[from:])
	return dst
}
