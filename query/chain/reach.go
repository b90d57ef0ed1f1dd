package chain

import (
	"cmp"
	"context"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
)

// Reached is an actor whom word could have reached.
type Reached struct {
	Actor   uint32
	Arrival relation.Day // earliest; Never if no order of time was asked for
	Hops    int          // fewest steps of a chain that arrives then
}

// Reach returns everyone whom word from the entities could have reached, but
// themselves: by arrival, steps and IRI. within, if not 0, is the greatest number
// of days from the first contact to the last; if o has a From, from that day on.
// Mode and K of o do not matter. Errors: those of Validate and of ctx.
func (f *Finder) Reach(ctx context.Context, from []graph.ID, o *Options, within int) ([]Reached, error) {
	asked := *o
	asked.Mode, asked.K = Hops, 0
	if within > 0 {
		asked.InOrder = true
	}
	if err := asked.Validate(); err != nil {
		return nil, err
	}
	if asked.Gap > 0 {
		daily := f.n.byDay()
		if daily.err != nil {
			return nil, daily.err
		}
		if daily.Network != f.n {
			other := daily.Finder()
			defer other.Release()
			return other.Reach(ctx, from, o, within)
		}
	}
	f.prepare(ctx, from, nil, &asked)
	if len(f.q.via) < len(asked.Via) {
		return nil, nil
	}
	best := reachedSet{at: make([]int32, f.n.Actors())}
	switch lo, hi := f.f.lo, f.f.hi; {
	case within == 0:
		f.reachFrom(&best, lo, hi)
	case asked.From.Known():
		f.reachFrom(&best, lo, min(hi, lo+relation.Day(within)))
	default:
		f.reachWithin(&best, relation.Day(within))
	}
	list := best.list
	slices.SortFunc(list, f.n.compareReached)
	return list, f.err
}

// compareReached orders by arrival, steps and IRI; it looks at no more than it has
// to, as sorting is half the work of a short reach.
func (n *Network) compareReached(a, b Reached) int {
	if a.Arrival != b.Arrival {
		return cmp.Compare(a.Arrival, b.Arrival)
	}
	if a.Hops != b.Hops {
		return cmp.Compare(a.Hops, b.Hops)
	}
	return n.compareActors(a.Actor, b.Actor)
}

// reachedSet keeps the best arrival at each actor.
type reachedSet struct {
	at   []int32 // of each actor: place in list, plus 1
	list []Reached
}

func (s *reachedSet) note(actor uint32, arrival relation.Day, hops int) {
	r := Reached{actor, arrival, hops}
	if s.at[actor] == 0 {
		s.list = append(s.list, r)
		s.at[actor] = int32(len(s.list))
		return
	}
	if old := &s.list[s.at[actor]-1]; arrival < old.Arrival || arrival == old.Arrival && hops < old.Hops {
		*old = r
	}
}

// reachWithin takes every day on which a start can leave.
func (f *Finder) reachWithin(best *reachedSet, within relation.Day) {
	if !f.n.lasting() {
		first, end := f.n.dayRange(f.f.lo, f.f.hi)
		for d := first; d < end && f.err == nil; d++ {
			if f.leavesOn(d) {
				f.reachFrom(best, f.n.days[d], min(f.f.hi, f.n.days[d]+within))
			}
		}
		return
	}
	// Contacts of several days can be left on any day of theirs.
	days := map[relation.Day]bool{}
	for _, a := range f.q.from {
		for _, i := range f.n.by(a) {
			for day := max(f.f.lo, f.n.first(i)); day <= min(f.f.hi, f.n.last(i)); day++ {
				days[day] = true
			}
		}
	}
	for day := range days {
		if f.err != nil {
			return
		}
		f.reachFrom(best, day, min(f.f.hi, day+within))
	}
}

// reachFrom notes whom word reaches that leaves from day lo on and arrives by
// day hi.
func (f *Finder) reachFrom(best *reachedSet, lo, hi relation.Day) {
	size := uint32(f.n.Actors())
	if f.q.gap > 0 {
		f.runGap(lo, hi, true)
		for i, u := range f.gaps.uses {
			if int(u.stage) == len(f.q.via) && !slices.Contains(f.q.from, u.to) {
				best.note(u.to, f.useDay(int32(i)), int(u.steps))
			}
		}
		return
	}
	if !f.canTally() || f.levelsCostMore(lo, hi) {
		if f.canTally() && f.tallyFrom(best, lo, hi) || f.err != nil {
			return
		}
		f.runLevels(lo, hi, true)
	}
	l := &f.levels
	for i := range l.labels {
		lb := &l.labels[i]
		if l.current[lb.state] != int32(i) || int(lb.state/size) != len(f.q.via) || slices.Contains(f.q.from, lb.state%size) {
			continue
		}
		day := lb.day
		if !f.q.ordered {
			day = Never
		}
		best.note(lb.state%size, day, int(lb.steps))
	}
}

// levelsCostMore searches by levels as long as that is less work than one sweep over
// all contacts of the days; false if it came to its end.
func (f *Finder) levelsCostMore(lo, hi relation.Day) bool {
	l := &f.levels
	first, end := f.n.dayRange(max(lo, f.f.lo), min(hi, f.f.hi))
	allowed := int(f.n.dayStart[end]-f.n.dayStart[first]) / tallyCost
	for ok := f.startLevels(lo, hi); ok && f.err == nil && (f.q.maxHops == 0 || l.steps < f.q.maxHops); ok = f.advance() {
		if allowed -= l.work; allowed < 0 {
			return true
		}
	}
	return false
}

// Arrivals returns the day on which word from an entity that leaves from day lo
// on first reaches each actor, by number; Never for those it does not reach,
// MinDay for the entity itself. It is one sweep over the contacts and borrows the
// finder's memory until its next search. ok is false if the network has contacts
// of several days or the options ask for more than a sweep answers; then Reach
// does.
func (f *Finder) Arrivals(ctx context.Context, from graph.ID, o *Options) (days []relation.Day, ok bool, err error) {
	if err := o.Validate(); err != nil {
		return nil, false, err
	}
	f.prepare(ctx, []graph.ID{from}, nil, o)
	if !f.canSweep() || f.q.avoids { // who is avoided is reached, and passes nothing on
		return nil, false, nil
	}
	f.arrive(f.f.lo, f.f.hi)
	s := &f.sweeps
	for a := range s.day {
		if !s.has.has(uint32(a)) {
			s.day[a] = Never
		}
	}
	return s.day, f.err == nil, f.err
}
