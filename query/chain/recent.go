package chain

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"sort"
	"sync/atomic"

	"github.com/chancery-graph/chancery/query/relation"
)

// recents are what Update changed and did not sort in yet, so that a contact costs no
// pass over all. New contacts stand in the columns after the settled ones, which alone
// are numbered by day; the columns are shared with the network that was updated, which
// does not look beyond its own end. Contacts that hold no longer stay where they are
// and are in no list. Actors whose contacts have changed have their lists anew, as have
// days of which a settled contact is gone. When there is much of this it is sorted in.
type recents struct {
	settled   uint32   // contacts that are numbered by day
	recent    []uint32 // the others that hold, in order
	gone      []uint32 // contacts that hold no longer, ascending
	renewed   renewals
	patched   []patchedDay            // by date
	lateEnds  map[uint32]relation.Day // as Network.ends, of the contacts after the settled ones
	lateLarge map[uint32]numbers      // as Network.large
	tail      *atomic.Uint32          // how much of the shared columns is in use
	newcomers newcomers
}

// patchedDay is all contacts of a day of which a settled one is gone.
type patchedDay struct {
	date relation.Day
	list []uint32 // in order
}

// recentRoom is how many contacts may be recent or gone beside so many settled ones.
// Sorting them in is one pass, which is then a small part of what they cost.
func recentRoom(settled int) int { return min(max(settled/32, 16), max(1024, settled/2048)) }

// changes is how much there is to sort in.
func (n *Network) changes() int { return n.number() - int(n.settled) + len(n.gone) }

// recentBytes is the memory that is kept for recent changes.
func (n *Network) recentBytes() int {
	const perNewcomer, perMap, perDay = 32, 24, 32
	total := (len(n.recent)+len(n.gone))*4 + n.renewed.bytes() + len(n.newcomers.list)*perNewcomer +
		(len(n.lateEnds)+len(n.lateLarge))*perMap
	for i := range n.patched {
		total += perDay + len(n.patched[i].list)*4
	}
	return total
}

// settle makes all contacts settled ones.
func (n *Network) settle() {
	n.recents = recents{settled: uint32(n.number()), tail: new(atomic.Uint32), newcomers: n.newcomers}
	n.tail.Store(n.settled)
}

// onDay tells the contacts of a day, given by number: those from one to another, and
// others.
func (n *Network) onDay(d int) (from, to uint32, others []uint32) {
	from, to = n.dayStart[d], n.dayStart[d+1]
	if len(n.patched) > 0 {
		if at, ok := n.patchOf(n.days[d]); ok {
			return from, from, n.patched[at].list
		}
	}
	return from, to, n.recentOn(n.days[d])
}

func (n *Network) patchOf(date relation.Day) (at int, ok bool) {
	return slices.BinarySearchFunc(n.patched, date, func(p patchedDay, d relation.Day) int { return cmp.Compare(p.date, d) })
}

// isGone tells whether a contact holds no longer.
func (n *Network) isGone(i uint32) bool {
	if len(n.gone) == 0 {
		return false
	}
	_, gone := slices.BinarySearch(n.gone, i)
	return gone
}

// recentOn are the recent contacts of a day.
func (n *Network) recentOn(date relation.Day) []uint32 {
	if len(n.recent) == 0 {
		return nil
	}
	from := n.recentSince(date)
	to := from
	for to < len(n.recent) && n.first(n.recent[to]) == date {
		to++
	}
	return n.recent[from:to]
}

func (n *Network) recentSince(date relation.Day) int {
	return sort.Search(len(n.recent), func(k int) bool { return n.first(n.recent[k]) >= date })
}

// statedAt is a contact as it was stated.
func (n *Network) statedAt(i uint32) stated {
	return stated{a: n.low[i], b: n.high(i), first: n.first(i), last: n.last(i), marks: n.marks[i],
		attendees: n.attendees(i), sources: n.sources(i)}
}

// compareStated orders contacts by day, then by the IRIs of the two, then by the rest.
func (n *Network) compareStated(s, t *stated) int {
	if len(n.newcomers.list) == 0 {
		return compareStated(s, t)
	}
	return cmp.Or(cmp.Compare(s.first, t.first), n.compareActors(s.a, t.a), n.compareActors(s.b, t.b),
		cmp.Compare(s.last, t.last), cmp.Compare(s.statuses(), t.statuses()), cmp.Compare(s.event, t.event))
}

// compare orders contacts as compareStated does.
func (n *Network) compare(i, j uint32) int {
	if i == j || i < n.settled && j < n.settled {
		return cmp.Compare(i, j)
	}
	s, t := n.statedAt(i), n.statedAt(j)
	return n.compareStated(&s, &t)
}

// All yields the numbers of all contacts by day, then by the IRIs of the two.
func (n *Network) All() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		recent := n.recent
		for i := range n.settled {
			if n.isGone(i) {
				continue
			}
			for len(recent) > 0 && n.compare(recent[0], i) < 0 {
				if !yield(recent[0]) {
					return
				}
				recent = recent[1:]
			}
			if !yield(i) {
				return
			}
		}
		for _, i := range recent {
			if !yield(i) {
				return
			}
		}
	}
}

// changeFew makes next, which has the actors already, a network of those contacts less
// some and with a few new ones.
func (n *Network) changeFew(next *Network, gone []uint32, list []stated) {
	actors := next.newcomers
	next.contacts, next.recents, next.newcomers = n.contacts, n.recents, actors
	next.dates, next.days, next.dayStart, next.byDate = n.dates, n.days, n.dayStart, n.byDate
	next.start, next.entries, next.longStart, next.longs = n.start, n.entries, n.longStart, n.longs
	next.ends, next.large, next.allMarks = n.ends, n.large, n.allMarks
	next.finders.New = func() any { return newFinder(next) }
	if used := uint32(n.number()); !n.tail.CompareAndSwap(used, used+uint32(len(list))) {
		// Another network went on from this one: the columns are copied.
		next.contacts = makeContacts(n.number() + recentRoom(int(n.settled)))
		next.take(&n.contacts, 0, used)
		next.tail = new(atomic.Uint32)
		next.tail.Store(used + uint32(len(list)))
	}
	next.patched = slices.Clone(n.patched)
	next.lateEnds, next.lateLarge = maps.Clone(n.lateEnds), maps.Clone(n.lateLarge)
	for _, i := range gone {
		next.removeOne(i)
	}
	for i := range list {
		next.addOne(&list[i])
	}
}

// removeOne takes a contact out of the lists.
func (n *Network) removeOne(i uint32) {
	at, _ := slices.BinarySearch(n.gone, i)
	n.gone = slices.Insert(slices.Clip(n.gone), at, i)
	for _, actor := range [2]uint32{n.low[i], n.high(i)} {
		n.renewed = n.renewed.with(renewal{actor, without(n.by(actor), i), without(n.longBy(actor), i)})
	}
	if i >= n.settled {
		n.recent = without(n.recent, i)
	}
	date := n.first(i)
	if date == Never {
		return
	}
	day, patched := n.patchOf(date)
	switch {
	case patched:
		n.patched[day].list = without(n.patched[day].list, i)
	case i < n.settled:
		n.patched = slices.Insert(n.patched, day, patchedDay{date, without(n.listDay(date), i)})
	}
}

// listDay lists the contacts of a day in order.
func (n *Network) listDay(date relation.Day) []uint32 {
	from, to, others := n.onDay(n.dayFrom(date))
	list := make([]uint32, 0, int(to-from)+len(others))
	for i := from; i < to; i++ {
		list = append(list, i)
	}
	list = append(list, others...)
	if len(others) > 0 && to > from {
		slices.SortFunc(list, n.compare)
	}
	return list
}

// without is a list less one entry; the list stays.
func without(list []uint32, i uint32) []uint32 {
	at := slices.Index(list, i)
	if at < 0 {
		return list
	}
	return slices.Concat(list[:at], list[at+1:])
}

// addOne adds one contact.
func (n *Network) addOne(s *stated) {
	i := uint32(n.number())
	n.placeLate(s)
	if s.first != Never {
		n.setDay(i, n.dateNumber(s.first))
		n.addDay(s.first)
	}
	n.allMarks = noteMarks(slices.Clip(n.allMarks), []uint32{s.marks})
	n.recent = n.insertInto(n.recent, i)
	if day, patched := n.patchOf(s.first); patched {
		n.patched[day].list = n.insertInto(n.patched[day].list, i)
	}
	for _, actor := range [2]uint32{s.a, s.b} {
		r := renewal{actor, n.insertInto(n.by(actor), i), n.longBy(actor)}
		if n.long(i) {
			r.longs = n.insertInto(r.longs, i)
		}
		n.renewed = n.renewed.with(r)
	}
}

// placeLate adds one contact to the columns, after the settled ones.
func (n *Network) placeLate(s *stated) {
	ends, large := n.ends, n.large
	n.ends, n.large = n.lateEnds, n.lateLarge
	n.place(s)
	n.lateEnds, n.lateLarge = n.ends, n.large
	n.ends, n.large = ends, large
}

// dateNumber is the number of a date in dates, which may be a new one.
func (n *Network) dateNumber(date relation.Day) uint32 {
	if at := slices.Index(n.dates, date); at >= 0 {
		return uint32(at)
	}
	n.dates = append(slices.Clip(n.dates), date)
	return uint32(len(n.dates) - 1)
}

// addDay adds a day on which no settled contact starts, if it is new.
func (n *Network) addDay(date relation.Day) {
	at := n.dayFrom(date)
	if at < len(n.days) && n.days[at] == date {
		return
	}
	n.days = slices.Insert(slices.Clone(n.days), at, date)
	n.dayStart = slices.Insert(slices.Clone(n.dayStart), at, n.dayStart[at])
	n.byDate = tabulate(n.days)
}

// insertInto returns a list with a contact in its place; the list stays.
func (n *Network) insertInto(list []uint32, i uint32) []uint32 {
	at := sort.Search(len(list), func(k int) bool { return n.compare(list[k], i) > 0 })
	longer := make([]uint32, 0, len(list)+1)
	return append(append(append(longer, list[:at]...), i), list[at:]...)
}
