package chain

import (
	"context"
	"slices"

	"github.com/chancery-graph/chancery/query/relation"
)

// Sorted returns a network of the same contacts in which actors are numbered by IRI:
// this one, unless Update has added actors to it. It costs one pass over the contacts.
// Errors: that of ctx.
func (n *Network) Sorted(ctx context.Context) (*Network, error) {
	if len(n.newcomers.list) == 0 {
		return n, nil
	}
	sorted, err := n.sortIn(n, nil, nil)
	if err != nil {
		return nil, err
	}
	return sorted, ctx.Err()
}

// sortIn lays out the contacts of a network but those that are gone, and new ones, which
// are sorted and whose actors are those of numbered, in one pass.
func (n *Network) sortIn(numbered *Network, gone []uint32, list []stated) (*Network, error) {
	next := &Network{seq: numbered.seq, kept: numbered.kept}
	renumbered := numbered.settleActors(next)
	renumber := func(s *stated) {
		if renumbered != nil {
			s.a, s.b = renumbered[s.a], renumbered[s.b]
		}
	}
	for i := range list {
		renumber(&list[i])
	}
	next.contacts = makeContacts(n.number() + len(list) + recentRoom(n.number()+len(list)))
	next.days, next.dayStart = make([]relation.Day, 0, len(n.days)+1), make([]uint32, 0, len(n.days)+3)
	undated := 0
	place := func(s *stated) {
		next.startDay(s.first)
		next.place(s)
		if s.first == Never {
			undated++
		}
	}
	for i := range n.All() {
		if len(gone) > 0 {
			if _, left := slices.BinarySearch(gone, i); left {
				continue
			}
		}
		s := n.statedAt(i)
		renumber(&s)
		for len(list) > 0 && compareStated(&list[0], &s) < 0 {
			place(&list[0])
			list = list[1:]
		}
		place(&s)
	}
	for i := range list {
		place(&list[i])
	}
	return next, next.finish(undated)
}

// startDay begins a day unless it is the last one or none.
func (n *Network) startDay(day relation.Day) {
	if day != Never && (len(n.days) == 0 || n.days[len(n.days)-1] != day) {
		n.days = append(n.days, day)
		n.dayStart = append(n.dayStart, uint32(n.number()))
	}
}
