package chain

import (
	"context"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
)

// cost orders chains, the least first; what it holds depends on the mode.
type cost [3]int64

// Best appends the steps of the best chain from one of some entities to one of
// others, as numbers; see [Options] for what is best. ok is false if there is
// none. An entity that is both a start and an end gives a chain without steps.
// It allocates nothing once the finder has searched before, unless dst is too
// small. Errors: those of Validate and of ctx.
func (f *Finder) Best(ctx context.Context, dst []Step, from, to []graph.ID, o *Options) (_ []Step, ok bool, err error) {
	if err := o.Validate(); err != nil {
		return dst, false, err
	}
	if o.Gap > 0 {
		daily := f.n.byDay()
		if daily.err != nil {
			return dst, false, daily.err
		}
		if daily.Network != f.n {
			return daily.best(ctx, dst, from, to, o)
		}
	}
	f.prepare(ctx, from, to, o)
	if len(f.q.via) < len(o.Via) {
		return dst, false, nil // one of them is in no contact
	}
	if len(f.q.via) == 0 && f.meetsItself() {
		return dst, true, nil
	}
	dst, _, ok = f.solve(dst)
	return dst, ok && f.err == nil, f.err
}

// best answers in the network of days and tells the contacts of the original.
func (d *dailyNetwork) best(ctx context.Context, dst []Step, from, to []graph.ID, o *Options) ([]Step, bool, error) {
	f := d.Finder()
	defer f.Release()
	at := len(dst)
	dst, ok, err := f.Best(ctx, dst, from, to, o)
	for i := range dst[at:] {
		dst[at+i].Contact = d.origin[dst[at+i].Contact]
	}
	return dst, ok, err
}

// meetsItself tells whether a start is an end.
func (f *Finder) meetsItself() bool {
	return slices.ContainsFunc(f.q.from, f.q.isTo.has)
}

// solve finds the best chain that begins with the prefix and does not go on from
// it to an actor that is banned.
func (f *Finder) solve(dst []Step) (_ []Step, c cost, ok bool) {
	if len(f.heads()) == 0 || len(f.q.to) == 0 {
		return dst, c, false
	}
	at := len(dst)
	switch lo, hi := f.f.lo, f.f.hi; f.o.Mode {
	case Earliest:
		dst, ok = f.earliest(dst, lo, hi)
	case Latest:
		dst, ok = f.latest(dst, lo, hi)
	case Fastest:
		dst, ok = f.fastest(dst, lo, hi)
	case Strongest:
		dst, ok = f.strongest(dst)
	default:
		dst, ok = f.search(dst, lo, hi, false)
	}
	if !ok || f.err != nil {
		return dst[:at], c, false
	}
	return dst, f.costOf(dst[at:]), true
}

// costOf is what chains of the mode are compared by.
func (f *Finder) costOf(steps []Step) cost {
	if len(steps) == 0 {
		return cost{}
	}
	hops, dep, arr := int64(len(steps)), int64(steps[0].Day), int64(steps[len(steps)-1].Day)
	if !f.q.ordered {
		arr = 0
	}
	switch f.o.Mode {
	case Earliest:
		return cost{arr, hops}
	case Latest:
		return cost{-dep, hops, arr}
	case Fastest:
		return cost{arr - dep, dep, hops}
	case Strongest:
		return cost{-int64(f.strength(steps)), hops, arr}
	}
	return cost{hops, arr}
}

// strength is the number of sources of the step that has fewest.
func (f *Finder) strength(steps []Step) uint32 {
	least := ^uint32(0)
	for _, s := range steps {
		least = min(least, f.n.sources(s.Contact))
	}
	return least
}

// search finds the chain with the fewest steps within days, and of those the one
// with the earliest arrival; with all the other way round.
func (f *Finder) search(dst []Step, lo, hi relation.Day, all bool) ([]Step, bool) {
	switch {
	case f.q.gap > 0:
		best := f.runGap(lo, hi, all)
		if best == noLabel {
			return dst, false
		}
		return f.usesPath(dst, best), true
	case len(f.q.via) == 0 && !f.q.ordered:
		return f.fewest(dst)
	case len(f.q.via) == 0 && !all:
		return f.fewestInOrder(dst, lo, hi)
	case !f.runLevels(lo, hi, all):
		return dst, false
	}
	return f.path(dst, f.levels.best), true
}

// arrivalWithin is the earliest arrival of a chain that leaves from day lo on and
// arrives by day hi; Never if there is none.
func (f *Finder) arrivalWithin(lo, hi relation.Day) relation.Day {
	if lo > hi {
		return Never
	}
	if f.canSweep() {
		return f.arrive(lo, hi)
	}
	steps, ok := f.search(f.spare[:0], lo, hi, true)
	if f.spare = steps; !ok {
		return Never
	}
	return steps[len(steps)-1].Day
}

func (f *Finder) earliest(dst []Step, lo, hi relation.Day) ([]Step, bool) {
	if !f.canSweep() {
		return f.search(dst, lo, hi, true)
	}
	day := f.arrive(lo, hi)
	if day == Never {
		return dst, false
	}
	return f.search(dst, lo, day, false)
}

func (f *Finder) latest(dst []Step, lo, hi relation.Day) ([]Step, bool) {
	day := f.departureWithin(lo, hi)
	if day == relation.MinDay {
		return dst, false
	}
	return f.search(dst, day, hi, false)
}

// departureWithin is the latest departure of a chain that leaves from day lo on
// and arrives by day hi; MinDay if there is none. Without a sweep it is found by
// bisection: who can leave on a day can leave on every earlier one.
func (f *Finder) departureWithin(lo, hi relation.Day) relation.Day {
	if f.canSweep() {
		return f.depart(lo, hi)
	}
	steps, ok := f.search(f.spare[:0], lo, hi, false)
	if f.spare = steps; !ok {
		return relation.MinDay
	}
	known, beyond := steps[0].Day, min(hi, f.lastDay())+1
	for beyond-known > 1 && f.err == nil {
		mid := known + (beyond-known)/2
		steps, ok = f.search(f.spare[:0], mid, hi, false)
		if f.spare = steps; ok {
			known = steps[0].Day
		} else {
			beyond = mid
		}
	}
	return known
}

// lastDay is the last day of a contact of a start.
func (f *Finder) lastDay() relation.Day {
	last := relation.MinDay
	for _, a := range f.starts() {
		for _, i := range f.n.by(a) {
			if d := f.n.last(i); d != Never {
				last = max(last, d)
			}
		}
	}
	return last
}

// starts are the actors with whom chains begin.
func (f *Finder) starts() []uint32 {
	if len(f.q.prefix) > 0 {
		return f.q.prefix[:1]
	}
	return f.heads()
}

// fastest finds the shortest time from departure to arrival. A chain of shortest
// time leaves on a day on which a start has a contact, so these are tried, each
// within the time that is known to do. Contacts of several days can be left on
// any of their days: there the earliest arrival and the latest departure for it
// take turns, which steps through every pair of days that no other pair betters.
func (f *Finder) fastest(dst []Step, lo, hi relation.Day) ([]Step, bool) {
	var dep, arr relation.Day
	if !f.n.lasting() {
		dep, arr = f.fastestByDays(lo, hi)
	} else {
		dep, arr = f.fastestByTurns(lo, hi)
	}
	if arr == Never || f.err != nil {
		return dst, false
	}
	return f.search(dst, dep, arr, false)
}

func (f *Finder) fastestByTurns(lo, hi relation.Day) (dep, arr relation.Day) {
	dep, arr = relation.MinDay, Never
	for f.err == nil {
		to := f.arrivalWithin(lo, hi)
		if to == Never {
			break
		}
		from := f.departureWithin(lo, to)
		if arr == Never || to-from < arr-dep {
			dep, arr = from, to
		}
		lo = from + 1
	}
	return dep, arr
}

func (f *Finder) fastestByDays(lo, hi relation.Day) (dep, arr relation.Day) {
	arr = f.arrivalWithin(lo, hi)
	if arr == Never {
		return dep, arr
	}
	last := f.departureWithin(lo, hi)
	dep = last
	if arr = f.arrivalWithin(last, hi); arr == Never {
		return dep, arr
	}
	first, end := f.n.dayRange(max(lo, f.f.lo), min(last, hi))
	for d := first; d < end && f.err == nil; d++ {
		day := f.n.days[d]
		if !f.leavesOn(d) {
			continue
		}
		limit := day + (arr - dep)
		if day >= dep {
			limit-- // a later departure has to be better, an earlier one as good
		}
		if limit < day {
			break
		}
		if to := f.arrivalWithin(day, min(hi, limit)); to != Never {
			dep, arr = day, to
		}
	}
	return dep, arr
}

// leavesOn tells whether a start has a contact on a day, given by number.
func (f *Finder) leavesOn(d int) bool {
	for _, a := range f.starts() {
		list := f.n.by(a)
		if k := f.n.since(list, f.n.days[d]); k < len(list) && f.n.first(list[k]) == f.n.days[d] {
			return true
		}
	}
	return false
}

// strongest finds the chain whose weakest step has most sources, by bisection
// over the numbers of sources that occur: what so many carry, fewer carry too.
func (f *Finder) strongest(dst []Step) ([]Step, bool) {
	least := f.f.minSources
	defer func() { f.f.setMinSources(least) }()
	levels := f.n.strengths()
	from, _ := slices.BinarySearch(levels, least)
	good, bad := from-1, len(levels)
	at := len(dst)
	found := false
	for bad-good > 1 && f.err == nil {
		mid := (good + bad) / 2
		if !found {
			mid = good + 1 // is there a chain at all
		}
		f.f.setMinSources(levels[mid])
		steps, ok := f.search(dst[:at], f.f.lo, f.f.hi, false)
		dst = steps
		switch {
		case ok:
			found, good = true, mid
		case !found:
			return dst[:at], false
		default:
			bad = mid
		}
	}
	if !found {
		return dst[:at], false
	}
	f.f.setMinSources(levels[good])
	return f.search(dst[:at], f.f.lo, f.f.hi, false)
}

// strengths are the numbers of sources that contacts have, ascending.
func (n *Network) strengths() []uint32 {
	n.strengthOnce.Do(func() {
		seen := map[uint32]bool{}
		for i := range n.number() {
			if s := n.sources(uint32(i)); !seen[s] && !n.isGone(uint32(i)) {
				seen[s] = true
				n.strength = append(n.strength, s)
			}
		}
		slices.Sort(n.strength)
	})
	return n.strength
}
