package chain

import (
	"cmp"
	"slices"
	"sort"

	"github.com/chancery-graph/chancery/query/relation"
)

// fewContacts is how many contacts are put between those that are there, each by
// moving memory; more of them are joined one by one.
const fewContacts = 8

// insert lays out the old contacts with a few new ones between them, whose actors
// were there before: what does not change is copied as a whole.
func (u *updater) insert(next *Network, list []stated) error {
	n := u.old
	at := make([]uint32, len(list)) // where each stands among the old contacts
	for i := range list {
		at[i] = n.placeOf(&list[i])
	}
	next.days, next.dayStart = make([]relation.Day, 0, len(n.days)+len(list)), make([]uint32, 0, len(n.days)+len(list)+2)
	next.contacts = makeContacts(n.number() + len(list))
	from := uint32(0)
	for i := range list {
		u.copyContacts(next, from, at[i])
		from = at[i]
		u.place(next, &list[i])
	}
	u.copyContacts(next, from, uint32(n.number()))
	next.insertEntries(n, list, at)
	dated := next.number() - u.undated
	for i := dated; i < next.number(); i++ {
		next.setDay(uint32(i), uint32(len(next.days)))
	}
	next.dayStart = append(next.dayStart, uint32(dated), uint32(next.number()))
	next.byDate = tabulate(next.days)
	next.allMarks = slices.Clone(n.allMarks)
	for i := range list {
		next.allMarks = noteMarks(next.allMarks, []uint32{list[i].marks})
	}
	if len(next.ends) > 0 {
		next.longStart, next.longs = next.rows(next.long)
	}
	next.finders.New = func() any { return newFinder(next) }
	return nil
}

// placeOf is the number of the first contact that comes after one that is stated.
func (n *Network) placeOf(s *stated) uint32 {
	at := sort.Search(n.number(), func(k int) bool {
		i := uint32(k)
		return cmp.Or(cmp.Compare(n.first(i), s.first), cmp.Compare(n.low[i], s.a), cmp.Compare(n.high(i), s.b)) >= 0
	})
	for ; at < n.number(); at++ { // of the same two on one day, by the rest
		i := uint32(at)
		old := stated{a: n.low[i], b: n.high(i), first: n.first(i), last: n.last(i), marks: n.marks[i]}
		if compareStated(s, &old) <= 0 {
			break
		}
	}
	return uint32(at)
}

// copyContacts takes over a run of old contacts.
func (u *updater) copyContacts(next *Network, from, to uint32) {
	n := u.old
	if from == to {
		return
	}
	shift := uint32(next.number()) - from
	next.take(&n.contacts, from, to)
	// The days of the run follow those that are there; the first may be the last
	// of them.
	first := n.day(from)
	for d := first; int(d) < len(n.days) && n.dayStart[d] < to; d++ {
		if len(next.days) == 0 || next.days[len(next.days)-1] != n.days[d] {
			next.days = append(next.days, n.days[d])
			next.dayStart = append(next.dayStart, max(n.dayStart[d], from)+shift)
		}
	}
	dated := n.dayStart[len(n.days)] // what comes after has no date
	if to > dated {
		u.undated += int(to - max(from, dated))
	}
	if from < dated {
		last := n.day(min(to, dated) - 1)
		if moved := uint32(len(next.days)) - 1 - last; moved != 0 {
			for i := from + shift; i < min(to, dated)+shift; i++ {
				next.when[i] += moved << dayShift
			}
		}
	}
	if len(n.large)+len(n.ends) > 0 {
		for i := from; i < to; i++ {
			next.carryOver(n, i, i+shift)
		}
	}
}

// insertEntries takes over the contacts of each actor by their new numbers, with
// the new contacts among them. at is where each of these stood in the old order.
func (n *Network) insertEntries(old *Network, list []stated, at []uint32) {
	type entry struct{ actor, place, contact uint32 }
	var fresh []entry
	for i := range list {
		for _, a := range [2]uint32{list[i].a, list[i].b} {
			place := old.start[a] + uint32(lowerBound(old.by(a), at[i]))
			fresh = append(fresh, entry{a, place, at[i] + uint32(i)})
		}
	}
	slices.SortFunc(fresh, func(x, y entry) int {
		return cmp.Or(cmp.Compare(x.place, y.place), cmp.Compare(x.actor, y.actor), cmp.Compare(x.contact, y.contact))
	})
	n.entries = make([]uint32, 0, len(old.entries)+len(fresh))
	from := uint32(0)
	for _, e := range fresh {
		n.entries = append(n.entries, old.entries[from:e.place]...)
		from = e.place
		n.entries = append(n.entries, e.contact|fromHere)
	}
	n.entries = append(n.entries, old.entries[from:]...)
	if len(at) > 0 && int(at[0]) < old.number() {
		renumber(n.entries, at)
	} else {
		for i := range n.entries {
			n.entries[i] &^= fromHere
		}
	}
	n.start = slices.Clone(old.start)
	for _, e := range fresh {
		for a := int(e.actor) + 1; a < len(n.start); a++ {
			n.start[a]++
		}
	}
}

// fromHere marks entries that have their new number already; contacts are fewer
// (maxEntries/2).
const fromHere = 1 << 31

// renumber moves old numbers on by the new contacts before them.
func renumber(entries, at []uint32) {
	for i, e := range entries {
		if e&fromHere != 0 {
			entries[i] = e &^ fromHere
			continue
		}
		for _, place := range at {
			if e >= place {
				entries[i]++
			}
		}
	}
}
