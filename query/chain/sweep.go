package chain

import "github.com/chancery-graph/chancery/query/relation"

// sweeper spreads word over the contacts of one day after another, forwards from
// the sources or back from the targets, by one pass over the contacts of each day
// (Wu et al., algorithms 1 and 2). A contact takes word both ways, so spreading it
// over a day is the same in both directions. It serves where no contact lasts
// longer than a day and neither the number of steps, the wait between them nor who
// is passed is restricted.
type sweeper struct {
	has   bits           // who has word; back in time, from whom it can go on
	day   []relation.Day // since when, for those who have it
	fresh []uint32       // who was reached on the day that is swept
	open  []uint32       // contacts of that day neither of whose ends has word
	back  bool
}

// bits is a set of actors.
type bits []uint64

func (b bits) has(i uint32) bool { return b[i>>6]>>(i&63)&1 != 0 }
func (b bits) add(i uint32)      { b[i>>6] |= 1 << (i & 63) }

// cleared returns an empty set of so many actors.
func (b bits) cleared(actors int) bits {
	words := (actors + 63) / 64
	if cap(b) < words {
		return make(bits, words)
	}
	b = b[:words]
	clear(b)
	return b
}

// canSweep tells whether a sweep answers the question.
func (f *Finder) canSweep() bool {
	return !f.n.lasting() && f.q.maxHops == 0 && f.q.gap == 0 && len(f.q.via) == 0
}

// startSweep gives word to some actors.
func (f *Finder) startSweep(actors []uint32, day relation.Day, back bool) {
	s := &f.sweeps
	size := f.n.Actors()
	s.has, s.back = s.has.cleared(size), back
	if len(s.day) < size {
		s.day = make([]relation.Day, size)
	}
	for _, a := range actors {
		s.has.add(a)
		s.day[a] = day
	}
}

// arrive finds when word that leaves the sources from day lo on first reaches a
// target; Never if not by day hi. Without targets it goes on to the end.
func (f *Finder) arrive(lo, hi relation.Day) relation.Day {
	lo, ok := f.leavePrefix(max(lo, f.f.lo), min(hi, f.f.hi))
	if !ok {
		return Never
	}
	f.startSweep(f.heads(), relation.MinDay, false)
	first, end := f.n.dayRange(lo, min(hi, f.f.hi))
	first, end = f.n.inTouchFrom(f.heads(), first, end), f.n.inTouchUntil(f.q.to, first, end)
	for d := first; d < end; d++ {
		if f.sweep(d); f.err != nil {
			return Never
		}
		for _, a := range f.q.to {
			if f.sweeps.has.has(a) {
				return f.n.days[d]
			}
		}
	}
	return Never
}

// depart finds the latest day on which word can leave a source to reach a target
// by day hi; MinDay if none from day lo on.
func (f *Finder) depart(lo, hi relation.Day) relation.Day {
	f.startSweep(f.q.to, Never, true)
	first, end := f.n.dayRange(max(lo, f.f.lo), min(hi, f.f.hi))
	first, end = f.n.inTouchFrom(f.heads(), first, end), f.n.inTouchUntil(f.q.to, first, end)
	for d := end - 1; d >= first; d-- {
		if f.sweep(d); f.err != nil {
			return relation.MinDay
		}
		for _, a := range f.heads() {
			if f.sweeps.has.has(a) {
				return f.departPrefix(max(lo, f.f.lo), f.n.days[d])
			}
		}
	}
	return relation.MinDay
}

// inTouchFrom is the first day of a range, by number, on which one of some actors
// has a contact; its end if there is none.
func (n *Network) inTouchFrom(actors []uint32, first, end int) int {
	day := end
	for _, a := range actors {
		list := n.by(a)
		if k := n.since(list, n.dateOf(first)); k < len(list) && n.first(list[k]) != Never {
			day = min(day, n.dayFrom(n.first(list[k])))
		}
	}
	return day
}

// inTouchUntil is the end of a range after the last contact of some actors; the
// range as it is without actors.
func (n *Network) inTouchUntil(actors []uint32, first, end int) int {
	if len(actors) == 0 {
		return end
	}
	until := first
	for _, a := range actors {
		list := n.by(a)
		if k := n.since(list, n.dateOf(end)); k > 0 {
			until = max(until, n.dayFrom(n.first(list[k-1]))+1)
		}
	}
	return until
}

// dateOf is the date of a day by number; Never beyond the last.
func (n *Network) dateOf(d int) relation.Day {
	if d < len(n.days) {
		return n.days[d]
	}
	return Never
}

// sweep spreads word over the contacts of a day, given by number.
func (f *Finder) sweep(d int) {
	from, to, recent := f.n.onDay(d)
	if f.look(int(to-from) + len(recent)) {
		return
	}
	s := &f.sweeps
	s.fresh = s.fresh[:0]
	if f.q.strict {
		f.passOnce(from, to, recent)
	} else {
		f.spread(from, to, recent, f.n.days[d])
	}
	for _, a := range s.fresh {
		s.day[a] = f.n.days[d]
	}
}

// passOnce gives word to whoever is in contact with one who had it before the day.
func (f *Finder) passOnce(from, to uint32, recent []uint32) {
	s := &f.sweeps
	low, across, has := f.n.low[from:to], f.n.across[from:to], s.has
	across = across[:len(low)]
	for i, a := range low {
		b := a ^ across[i]
		x, y := has[a>>6]>>(a&63)&1, has[b>>6]>>(b&63)&1
		if x == y {
			continue
		}
		if x == 0 {
			a, b = b, a
		}
		if f.takes(from+uint32(i), a, b) {
			s.fresh = append(s.fresh, b)
		}
	}
	for _, i := range recent {
		a, b := f.n.low[i], f.n.high(i)
		if !has.has(a) {
			a, b = b, a
		}
		if has.has(a) && !has.has(b) && f.takes(i, a, b) {
			s.fresh = append(s.fresh, b)
		}
	}
	distinct := s.fresh[:0]
	for _, a := range s.fresh {
		if !has.has(a) {
			has.add(a)
			distinct = append(distinct, a)
		}
	}
	s.fresh = distinct
}

// followsFor is how many open contacts are gone through again in the time that it
// takes to find an actor's contacts of a day.
const followsFor = 16

// spread gives word to whoever is in contact, directly or through others, with one
// who has it. What can pass on word that was brought on the day are the contacts
// neither of whose ends had it: they are gone through again, or those of the
// actors who were reached, whichever is less, until nobody new is reached.
func (f *Finder) spread(from, to uint32, recent []uint32, date relation.Day) {
	s := &f.sweeps
	low, across, has := f.n.low[from:to], f.n.across[from:to], s.has
	across = across[:len(low)]
	if most := len(low) + len(recent); cap(s.open) < most {
		s.open = make([]uint32, most)
	}
	open := s.open[:len(low)]
	every, fresh := f.f.every && f.q.free, s.fresh // every contact takes word to everybody
	k := 0
	for i, a := range low {
		b := a ^ across[i]
		x, y := has[a>>6]>>(a&63), has[b>>6]>>(b&63)
		switch {
		case x&y&1 != 0:
		case (x|y)&1 == 0:
			open[k] = from + uint32(i)
			k++
		case !every:
			f.bring(from+uint32(i), a, b, x&1 == 0)
		default:
			if x&1 != 0 {
				a = b
			}
			has.add(a)
			fresh = append(fresh, a)
		}
	}
	if every {
		s.fresh = fresh
	}
	open = append(open[:k], recent...)
	for done, again := 0, len(recent) > 0; (again || done < len(s.fresh)) && len(open) > 0; again = false {
		if !again && (len(s.fresh)-done)*followsFor < len(open) {
			f.follow(s.fresh[done], date)
			done++
			continue
		}
		done = len(s.fresh)
		rest := open[:0]
		for _, i := range open {
			a, b := f.n.low[i], f.n.high(i)
			switch x, y := has.has(a), has.has(b); {
			case x != y:
				f.bring(i, a, b, y)
			case !x:
				rest = append(rest, i)
			}
		}
		open = rest
	}
}

// follow passes word on from one actor through the actor's contacts of a day.
func (f *Finder) follow(a uint32, date relation.Day) {
	list := f.n.by(a)
	for k := f.n.since(list, date); k < len(list) && f.n.first(list[k]) == date; k++ {
		if b := f.n.other(list[k], a); !f.sweeps.has.has(b) {
			f.bring(list[k], a, b, false)
		}
	}
}

// bring takes word through a contact from a to b, or from b to a if swapped.
func (f *Finder) bring(i, a, b uint32, swapped bool) {
	if swapped {
		a, b = b, a
	}
	if f.takes(i, a, b) {
		f.sweeps.has.add(b)
		f.sweeps.fresh = append(f.sweeps.fresh, b)
	}
}

// takes tells whether a contact takes word from a, who has it, to b.
func (f *Finder) takes(i, a, b uint32) bool {
	if !f.f.carries(i) {
		return false
	}
	if f.sweeps.back {
		return f.mayLead(b, a)
	}
	return f.mayFollow(a, b)
}

// lowerBound is the place of the first entry that is not less than i.
func lowerBound(list []uint32, i uint32) int {
	lo, hi := 0, len(list)
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); list[mid] < i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
