package chain

import (
	"slices"

	"github.com/chancery-graph/chancery/query/relation"
)

// tally sweeps over the contacts by day and counts steps: after each day it holds for
// every actor the fewest steps of a chain by which word is there by that day, though
// it may have come earlier by more. These numbers alone decide those of the next
// day, so one pass over the contacts tells of everybody who is reached the earliest
// arrival and the fewest steps of a chain that arrives then: the number when the
// actor first has one. (Wu et al. keep a list of pairs of arrival and steps for each
// actor in place of a number that changes with the day.)
//
//	steps'[b] = min(steps[b], steps[a] + 1)    for each contact of a and b on the day
//
// With Strict once, from what was there before the day; else until nothing changes.
type tally struct {
	steps   []uint8  // of each actor; far: not reached
	touched []uint32 // actors who are reached, to be forgotten
	first   int      // in touched, of those who are reached on the day that is swept
	changed []uint32 // actors whose steps became fewer, who have yet to pass word on
	later   []update // with Strict: what holds once the day is over
	order   []uint64 // steps and actor of those who are reached on the day
	over    bool     // somebody is reached by more steps than fit
}

// update is a number of steps that an actor will have.
type update struct {
	actor uint32
	steps uint8
}

// Numbers of steps are of one byte, so that those of millions of actors are near at
// hand. Where somebody is reached by no chain of so few, the levels have to answer.
const (
	mostSteps = 253
	far       = mostSteps + 2 // not reached: more than one step from any number
)

// canTally tells whether a tally answers the question for everybody who is reached.
func (f *Finder) canTally() bool {
	return f.q.ordered && !f.n.lasting() && f.q.gap == 0 && len(f.q.via) == 0 && len(f.q.prefix) == 0
}

// tallyCost is how many contacts are swept in the time in which levels go through one,
// which they look up wherever it lies.
const tallyCost = 12

// tallyFrom notes whom word reaches that leaves the sources from day lo on and arrives
// by day hi; false if a number of steps did not fit, so that somebody may be missing.
func (f *Finder) tallyFrom(best *reachedSet, lo, hi relation.Day) bool {
	t := &f.tallies
	f.resetTally()
	first, end := f.n.dayRange(max(lo, f.f.lo), min(hi, f.f.hi))
	for d := f.n.inTouchFrom(f.heads(), first, end); d < end; d++ {
		t.first = len(t.touched)
		if f.tallyDay(d); f.err != nil || t.over {
			return false
		}
		t.order = t.order[:0]
		for _, a := range t.touched[t.first:] {
			t.order = append(t.order, uint64(t.steps[a])<<32|uint64(a))
		}
		slices.Sort(t.order) // here, where there are few, nearly as Reach sorts at the end
		for _, key := range t.order {
			best.note(uint32(key), f.n.days[d], int(key>>32))
		}
	}
	return true
}

// resetTally forgets the last tally and gives the sources word.
func (f *Finder) resetTally() {
	t := &f.tallies
	if size := f.n.Actors(); len(t.steps) < size {
		t.steps = make([]uint8, size)
		for i := range t.steps {
			t.steps[i] = far
		}
		t.touched = t.touched[:0]
	}
	for _, a := range t.touched {
		t.steps[a] = far
	}
	t.over = false
	t.touched = append(t.touched[:0], f.heads()...)
	for _, a := range t.touched {
		t.steps[a] = 0
	}
}

// tallyDay spreads word over the contacts of a day, given by number.
func (f *Finder) tallyDay(d int) {
	t := &f.tallies
	date := f.n.days[d]
	from, to, recent := f.n.onDay(d)
	all := int(to-from) + len(recent)
	t.changed = t.changed[:0]
	f.tallyPass(from, to, recent)
	if f.q.strict {
		for _, u := range t.later {
			f.improve(u.actor, u.steps)
		}
		t.later = t.later[:0]
		return
	}
	for done := 0; done < len(t.changed) && f.err == nil; {
		if (len(t.changed)-done)*followsFor < all {
			f.tallyFollow(t.changed[done], date)
			done++
			continue
		}
		t.changed, done = t.changed[:0], 0
		f.tallyPass(from, to, recent)
	}
}

// tallyPass takes word once through each contact of a day.
func (f *Finder) tallyPass(from, to uint32, recent []uint32) {
	if f.look(int(to-from) + len(recent)) {
		return
	}
	steps := f.tallies.steps
	low, across := f.n.low[from:to], f.n.across[from:to]
	across = across[:len(low)]
	for i, a := range low {
		b := a ^ across[i]
		if d := int(steps[a]) - int(steps[b]); d > 1 || d < -1 {
			f.tallyContact(from+uint32(i), a, b)
		}
	}
	for _, i := range recent {
		f.tallyContact(i, f.n.low[i], f.n.high(i))
	}
}

// tallyFollow takes word on from one actor through the actor's contacts of a day.
func (f *Finder) tallyFollow(a uint32, date relation.Day) {
	list := f.n.by(a)
	for k := f.n.since(list, date); k < len(list) && f.n.first(list[k]) == date; k++ {
		f.tallyContact(list[k], a, f.n.other(list[k], a))
	}
}

// tallyContact takes word through a contact, from whoever has it by fewer steps.
func (f *Finder) tallyContact(i, a, b uint32) {
	t := &f.tallies
	if t.steps[a] > t.steps[b] {
		a, b = b, a
	}
	if t.steps[a] == far {
		return
	}
	steps := t.steps[a] + 1
	if steps >= t.steps[b] || f.q.maxHops > 0 && int(steps) > f.q.maxHops || !f.f.carries(i) ||
		!f.q.free && (!f.mayFollow(a, b) || steps > 1 && f.endsAt(a)) {
		return
	}
	if steps > mostSteps {
		t.over = true
		return
	}
	if f.q.strict {
		t.later = append(t.later, update{b, steps})
		return
	}
	f.improve(b, steps)
}

// improve gives an actor fewer steps.
func (f *Finder) improve(a uint32, steps uint8) {
	t := &f.tallies
	if steps >= t.steps[a] {
		return
	}
	if t.steps[a] == far {
		t.touched = append(t.touched, a)
	}
	t.steps[a] = steps
	t.changed = append(t.changed, a)
}
