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

// recents are contacts that Update added and did not sort in yet, so that a contact
// costs no pass over all. They stand in the columns after the settled ones, which
// alone are numbered by day; the columns are shared with the network that was
// updated, which does not look beyond its own end. Actors who take part in them
// have their lists anew. When there are many they are sorted in.
type recents struct {
	settled  uint32   // contacts that are numbered by day
	recent   []uint32 // the others, in order
	renewals []renewal
	tail     *atomic.Uint32 // how much of the shared columns is in use
}

// renewal is the contacts of an actor who takes part in recent ones.
type renewal struct {
	actor       uint32
	list, longs []uint32 // by day, as Network.by and longBy
}

// recentRoom is how many contacts may be recent beside so many settled ones.
func recentRoom(settled int) int { return min(max(settled/32, 16), 1024) }

// recentBytes is the memory that is kept for recent contacts.
func (n *Network) recentBytes() int {
	const perRenewal = 56
	total := len(n.recent)*4 + len(n.renewals)*perRenewal
	for i := range n.renewals {
		total += (len(n.renewals[i].list) + len(n.renewals[i].longs)) * 4
	}
	return total
}

// settle makes all contacts settled ones.
func (n *Network) settle() {
	n.recents = recents{settled: uint32(n.number()), tail: new(atomic.Uint32)}
	n.tail.Store(n.settled)
}

// renewed finds the list of an actor.
func (n *Network) renewed(actor uint32) (at int, ok bool) {
	return slices.BinarySearchFunc(n.renewals, actor, func(r renewal, a uint32) int { return cmp.Compare(r.actor, a) })
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

// statedAt is a contact as it was stated, to be compared.
func (n *Network) statedAt(i uint32) stated {
	return stated{a: n.low[i], b: n.high(i), first: n.first(i), last: n.last(i), marks: n.marks[i]}
}

// compare orders contacts by day, then by the IRIs of the two, then by the rest.
func (n *Network) compare(i, j uint32) int {
	if i == j || i < n.settled && j < n.settled {
		return cmp.Compare(i, j)
	}
	s, t := n.statedAt(i), n.statedAt(j)
	return compareStated(&s, &t)
}

// All yields the numbers of all contacts by day, then by the IRIs of the two.
func (n *Network) All() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		recent := n.recent
		for i := range n.settled {
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

// addRecent makes next a network of those contacts and a few new ones, whose actors
// are in it.
func (n *Network) addRecent(next *Network, list []stated) {
	next.contacts, next.recents = n.contacts, n.recents
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
	next.recent, next.renewals = slices.Clone(n.recent), slices.Clone(n.renewals)
	for i := range list {
		next.addOne(n, &list[i])
	}
}

// addOne adds one contact; what old has is not changed.
func (n *Network) addOne(old *Network, s *stated) {
	i := uint32(n.number())
	// place writes what large contacts have beside, into maps that old may share.
	if s.attendees >= smallMask || s.sources >= smallMask {
		n.large = maps.Clone(n.large)
	}
	if s.last > s.first {
		n.ends = maps.Clone(n.ends)
	}
	n.place(s)
	if s.first != Never {
		n.setDay(i, n.dateNumber(s.first))
		n.addDay(s.first)
	}
	n.allMarks = noteMarks(slices.Clip(n.allMarks), []uint32{s.marks})
	n.recent = n.insertInto(n.recent, i)
	for _, actor := range [2]uint32{s.a, s.b} {
		n.renew(actor, i)
	}
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

// renew adds a contact to the lists of an actor.
func (n *Network) renew(actor, i uint32) {
	list, longs := n.by(actor), n.longBy(actor)
	r := renewal{actor, n.insertInto(list, i), longs}
	if n.long(i) {
		r.longs = n.insertInto(longs, i)
	}
	at, ok := n.renewed(actor)
	if ok {
		n.renewals[at] = r
		return
	}
	n.renewals = slices.Insert(n.renewals, at, r)
}
