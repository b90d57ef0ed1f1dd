package chain

import "github.com/chancery-graph/chancery/query/relation"

// dues are the levels of a search back from the targets: level k knows for each
// actor the latest day by which word has to be there to reach a target within k
// more steps. They are to levels what leaving is to arriving. Without via.
type dues struct {
	due     []relation.Day // of each actor; MinDay: no target is reached
	current []int32        // of each actor that is reached: its label
	labels  []dueLabel
	start   int // of the labels of the level in the making
	steps   int // of that level
	work    int // contacts of the actors that it reached
}

type dueLabel struct {
	actor uint32
	steps int32
	due   relation.Day
	older int32 // the actor's label of a level before; noLabel if none
}

// fewestInOrder finds the fewest steps in order of time between days, and of such
// chains one with the earliest arrival.
//
// It widens, from both ends, always the side that is cheaper to widen. A chain of
// at most i+j steps exists if and only if word can be with some actor, within i
// steps, by the day on which it has to be there to arrive within j more: the actor
// of the chain after i steps is one. So the first time that the two meet tells the
// fewest steps. The forward levels then go on, from the actors and to the actors
// alone from whom the targets are reached with the steps that are left.
func (f *Finder) fewestInOrder(dst []Step, lo, hi relation.Day) ([]Step, bool) {
	l, d := &f.levels, &f.dues
	if !f.startLevels(lo, hi) {
		return dst, false
	}
	f.startDues()
	for met := false; !met; {
		if f.q.maxHops > 0 && l.steps+d.steps >= f.q.maxHops {
			return dst, false
		}
		wider := false
		if l.work <= d.work {
			wider = f.advance()
			met = f.levelsMeet()
		} else {
			wider = f.retreat()
			met = f.duesMeet()
		}
		if !wider {
			return dst, false
		}
	}
	for l.total = l.steps + d.steps; l.steps < l.total; {
		if !f.advance() {
			break
		}
	}
	if f.err != nil {
		return dst, false
	}
	return f.path(dst, l.best), true
}

// levelsMeet tells whether an actor of the last level can reach a target.
func (f *Finder) levelsMeet() bool {
	for i := f.levels.start; i < len(f.levels.labels); i++ {
		lb := &f.levels.labels[i]
		if due := f.dues.due[lb.state]; due != relation.MinDay && lb.day <= due {
			return true
		}
	}
	return false
}

// duesMeet tells whether word can be with an actor of the last level back in time.
func (f *Finder) duesMeet() bool {
	for i := f.dues.start; i < len(f.dues.labels); i++ {
		if lb := &f.dues.labels[i]; f.levels.arrival[lb.actor] <= lb.due {
			return true
		}
	}
	return false
}

// leadsOn tells whether word that is with an actor on a day can reach a target
// within so many steps, of which dues were made.
func (f *Finder) leadsOn(a uint32, day relation.Day, steps int) bool {
	d := &f.dues
	if d.due[a] == relation.MinDay || d.due[a] < day {
		return false
	}
	lb := &d.labels[d.current[a]]
	for int(lb.steps) > steps && lb.older != noLabel {
		lb = &d.labels[lb.older]
	}
	return int(lb.steps) <= steps && day <= lb.due
}

// startDues makes level 0.
func (f *Finder) startDues() {
	d := &f.dues
	if len(d.due) < f.n.Actors() {
		d.due, d.current = make([]relation.Day, f.n.Actors()), make([]int32, f.n.Actors())
		for i := range d.due {
			d.due[i] = relation.MinDay
		}
	}
	for i := range d.labels {
		d.due[d.labels[i].actor] = relation.MinDay
	}
	d.labels, d.start, d.steps, d.work = d.labels[:0], 0, 0, 0
	for _, a := range f.q.to {
		f.addDue(a, f.levels.hi)
	}
}

// retreat makes the next level; false if it is empty.
func (f *Finder) retreat() bool {
	d := &f.dues
	from, to := d.start, len(d.labels)
	d.start, d.work = to, 0
	d.steps++
	for i := from; i < to && f.err == nil; i++ {
		f.expandBack(i)
	}
	return f.err == nil && len(d.labels) > to
}

// expandBack goes back one step from a label: through the contacts by its due day
// that an earlier label of the actor had not time for.
func (f *Finder) expandBack(i int) {
	d, n := &f.dues, f.n
	lb := d.labels[i]
	a := lb.actor
	from := f.levels.lo
	if lb.older != noLabel {
		from = max(from, d.labels[lb.older].due+1)
	}
	list := n.by(a)
	list = list[n.since(list, from):]
	list = list[:n.since(list, lb.due+1)]
	if f.look(len(list)) {
		return
	}
	for _, k := range n.longBy(a) { // on the last of their days that does
		if day := min(n.end(k), lb.due); day >= max(f.levels.lo, n.first(k)) && f.f.carries(k) {
			f.relaxBack(n.other(k, a), a, day)
		}
	}
	least := relation.Day(0)
	if f.q.strict {
		least = 1
	}
	for _, k := range list {
		next, day := n.other(k, a), n.dates[n.day(k)]
		if day-least > d.due[next] && f.f.carries(k) {
			f.relaxBack(next, a, day)
		}
	}
}

// relaxBack tells that word which leaves an actor on a day, to another, reaches a
// target.
func (f *Finder) relaxBack(a, to uint32, day relation.Day) {
	if f.q.strict {
		day--
	}
	if day > f.dues.due[a] && f.mayLead(a, to) {
		f.addDue(a, day)
	}
}

// addDue notes a due day: in place of one of the same level, else after those that
// are there.
func (f *Finder) addDue(a uint32, due relation.Day) {
	d := &f.dues
	older := int32(noLabel)
	if d.due[a] != relation.MinDay {
		if older = d.current[a]; int(older) >= d.start {
			d.labels[older].due, d.due[a] = due, due
			return
		}
	}
	d.due[a], d.current[a] = due, int32(len(d.labels))
	d.labels = append(d.labels, dueLabel{a, int32(d.steps), due, older})
	d.work += f.n.degree(a)
}
