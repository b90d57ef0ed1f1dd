package chain

import "github.com/chancery-graph/chancery/query/relation"

// sweeper holds for each actor the day on which word first comes and the day on
// which it can last leave, by one pass over the contacts of each day in turn (Wu
// et al., algorithms 1 and 2). It serves where no contact lasts longer than a day
// and neither the number of steps, the wait between them nor who is passed is
// restricted.
type sweeper struct {
	arrive, leave []relation.Day
	open          []uint32 // contacts of a day that nobody brought word to yet
	useful        bool     // leave tells through whom chains lead; see relax
}

// canSweep tells whether a sweep answers the question.
func (f *Finder) canSweep() bool {
	return f.n.longs == nil && f.q.maxHops == 0 && f.q.gap == 0 && len(f.q.via) == 0 && len(f.q.prefix) == 0 && !f.bans()
}

// filled returns the days of all actors, each set to d.
func (f *Finder) filled(days []relation.Day, d relation.Day) []relation.Day {
	if cap(days) < len(f.n.actors) {
		days = make([]relation.Day, len(f.n.actors))
	}
	days = days[:len(f.n.actors)]
	for i := range days {
		days[i] = d
	}
	return days
}

// arrive finds when word that leaves the sources from day lo on first reaches a
// target; Never if not by day hi. Without targets it goes on to the end.
//
// A sweep of a day reaches, strictly, whoever is in contact with one who was
// reached before the day; else also with one who was reached on it. There the
// contacts of which neither end was reached yet are gone through again until
// nobody new is reached, since their number falls fast as the days go by.
func (f *Finder) arrive(lo, hi relation.Day) relation.Day {
	day := f.filled(f.sweeps.arrive, Never)
	f.sweeps.arrive = day
	for _, a := range f.q.from {
		day[a] = relation.MinDay
	}
	first, end := f.n.dayRange(max(lo, f.f.lo), min(hi, f.f.hi))
	for d := first; d < end; d++ {
		today := f.n.days[d]
		from, to := f.n.dayStart[d], f.n.dayStart[d+1]
		if f.look(int(to - from)) {
			return Never
		}
		var reached bool
		if f.q.strict {
			reached = f.sweepStrict(day, from, to, today)
		} else {
			reached = f.sweepDay(day, from, to, today)
		}
		if reached {
			return today
		}
	}
	return Never
}

// sweepStrict passes word on a day only from those who had it before.
func (f *Finder) sweepStrict(day []relation.Day, from, to uint32, today relation.Day) (reached bool) {
	marks, narrow := f.f.marks, f.f.narrow
	contacts := f.n.contacts[from:to]
	for i := range contacts {
		c := &contacts[i]
		a, b := day[c.a], day[c.b]
		if (a < today) == (b < today) || c.marks&marks == 0 {
			continue
		}
		next := c.b
		if b < today {
			next = c.a
		}
		if day[next] == today || f.q.avoid.has(next) || narrow && !f.f.fits(from+uint32(i)) {
			continue
		}
		day[next] = today
		reached = reached || f.q.isTo.has(next)
	}
	return reached
}

// sweepDay passes word on a day as far as it goes.
func (f *Finder) sweepDay(day []relation.Day, from, to uint32, today relation.Day) (reached bool) {
	marks, narrow := f.f.marks, f.f.narrow
	contacts := f.n.contacts[from:to]
	open := f.sweeps.open[:0]
	grew := false
	for i := range contacts {
		c := &contacts[i]
		a, b := day[c.a] <= today, day[c.b] <= today
		if a && b || c.marks&marks == 0 {
			continue
		}
		if narrow && !f.f.fits(from+uint32(i)) {
			continue
		}
		if a == b {
			open = append(open, uint32(i))
			continue
		}
		if f.bring(day, c, a, today, &reached) {
			grew = true
		}
	}
	for grew && len(open) > 0 {
		grew = false
		rest := open[:0]
		for _, i := range open {
			c := &contacts[i]
			a, b := day[c.a] <= today, day[c.b] <= today
			switch {
			case a && b:
			case a == b:
				rest = append(rest, i)
			case f.bring(day, c, a, today, &reached):
				grew = true
			}
		}
		if open = rest; len(open) > manyOpen && grew {
			f.sweeps.open = open
			return f.followDay(day, from, to, today) || reached
		}
	}
	f.sweeps.open = open
	return reached
}

// manyOpen is how many open contacts are too many to be gone through again and
// again: a day whose contacts form a long chain would take the square of its
// contacts.
const manyOpen = 4096

// bring brings word to the other end of a contact.
func (f *Finder) bring(day []relation.Day, c *contact, fromA bool, today relation.Day, reached *bool) bool {
	next := c.a
	if fromA {
		next = c.b
	}
	if f.q.avoid.has(next) {
		return false
	}
	day[next] = today
	*reached = *reached || f.q.isTo.has(next)
	return true
}

// followDay passes word on from each actor that was reached today, through the
// actor's own contacts of the day.
func (f *Finder) followDay(day []relation.Day, from, to uint32, today relation.Day) (reached bool) {
	queue := f.pathing[:0]
	for i := from; i < to; i++ {
		c := &f.n.contacts[i]
		for _, a := range [2]uint32{c.a, c.b} {
			if day[a] == today {
				queue = append(queue, a)
			}
		}
	}
	for len(queue) > 0 {
		a := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		list := f.n.by(a)
		for k := lowerBound(list, from); k < len(list) && list[k] < to; k++ {
			c := &f.n.contacts[list[k]]
			next := c.other(a)
			if day[next] <= today || f.q.avoid.has(next) || !f.f.carries(c, list[k]) {
				continue
			}
			day[next] = today
			reached = reached || f.q.isTo.has(next)
			queue = append(queue, next)
		}
	}
	f.pathing = queue
	return reached
}

// depart finds the latest day on which word can leave a source to reach a target
// by day hi: the same sweeps back in time, from the targets. MinDay if none from
// day lo on.
func (f *Finder) depart(lo, hi relation.Day) relation.Day {
	return f.sweepBack(lo, hi, nil)
}

// sweepBack is depart; with the days on which actors are reached it goes on to
// day lo, through those alone who have word in time, and so finds through whom
// chains lead.
func (f *Finder) sweepBack(lo, hi relation.Day, arrived []relation.Day) relation.Day {
	day := f.filled(f.sweeps.leave, relation.MinDay)
	f.sweeps.leave = day
	for _, a := range f.q.to {
		day[a] = Never
	}
	latest := relation.MinDay
	first, end := f.n.dayRange(max(lo, f.f.lo), min(hi, f.f.hi))
	for d := end - 1; d >= first; d-- {
		from, to := f.n.dayStart[d], f.n.dayStart[d+1]
		if f.look(int(to - from)) {
			return relation.MinDay
		}
		f.backDay(day, arrived, from, to, f.n.days[d])
		for _, a := range f.q.from {
			latest = max(latest, day[a])
		}
		if latest != relation.MinDay && arrived == nil {
			return latest
		}
	}
	return latest
}

// backDay takes a day of sweepBack.
func (f *Finder) backDay(day, arrived []relation.Day, from, to uint32, today relation.Day) {
	least, marks, narrow := today, f.f.marks, f.f.narrow // from least on word can be passed on
	if f.q.strict {
		least++
	}
	contacts := f.n.contacts[from:to]
	open := f.sweeps.open[:0]
	grew := false
	for i := range contacts {
		c := &contacts[i]
		a, b := day[c.a] >= least, day[c.b] >= least
		if a && b || c.marks&marks == 0 || narrow && !f.f.fits(from+uint32(i)) {
			continue
		}
		if a == b {
			if !f.q.strict {
				open = append(open, uint32(i))
			}
			continue
		}
		if f.bringBack(day, arrived, c, a, today) {
			grew = true
		}
	}
	for grew && len(open) > 0 {
		grew = false
		rest := open[:0]
		for _, i := range open {
			c := &contacts[i]
			a, b := day[c.a] >= least, day[c.b] >= least
			switch {
			case a && b:
			case a == b:
				rest = append(rest, i)
			case f.bringBack(day, arrived, c, a, today):
				grew = true
			}
		}
		if open = rest; len(open) > manyOpen && grew {
			f.followBack(day, arrived, from, to, today)
			break
		}
	}
	f.sweeps.open = open
}

// bringBack tells that word can leave the other end of a contact today.
func (f *Finder) bringBack(day, arrived []relation.Day, c *contact, fromA bool, today relation.Day) bool {
	next := c.a
	if fromA {
		next = c.b
	}
	if day[next] >= today || !f.mayPass(arrived, next, today) {
		return false
	}
	day[next] = today
	return true
}

// mayPass tells whether word can be passed on by an actor today.
func (f *Finder) mayPass(arrived []relation.Day, a uint32, today relation.Day) bool {
	if arrived != nil && (arrived[a] > today || f.q.strict && arrived[a] == today) {
		return false
	}
	if f.q.avoid.has(a) {
		for _, start := range f.q.from {
			if a == start {
				return true
			}
		}
		return false
	}
	return true
}

// followBack is followDay back in time.
func (f *Finder) followBack(day, arrived []relation.Day, from, to uint32, today relation.Day) {
	queue := f.pathing[:0]
	for i := from; i < to; i++ {
		c := &f.n.contacts[i]
		for _, a := range [2]uint32{c.a, c.b} {
			if day[a] == today {
				queue = append(queue, a)
			}
		}
	}
	for len(queue) > 0 {
		a := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		list := f.n.by(a)
		for k := lowerBound(list, from); k < len(list) && list[k] < to; k++ {
			c := &f.n.contacts[list[k]]
			next := c.other(a)
			if day[next] >= today || !f.f.carries(c, list[k]) || !f.mayPass(arrived, next, today) {
				continue
			}
			day[next] = today
			queue = append(queue, next)
		}
	}
	f.pathing = queue
}

// usefulSearch is a search for the fewest steps that goes only through actors
// from whom word can still reach a target, as the last sweep back found.
func (f *Finder) usefulSearch(dst []Step, lo, hi relation.Day) ([]Step, bool) {
	f.sweeps.useful = true
	defer func() { f.sweeps.useful = false }()
	return f.search(dst, lo, hi, false)
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
