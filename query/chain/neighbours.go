package chain

import (
	"cmp"
	"context"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
)

// Member is an actor of a neighbourhood.
type Member struct {
	Actor    uint32
	Depth    int // fewest steps from the middle
	Contacts int // with others of the neighbourhood
}

// Tie is two members who were in touch, by their places in Members.
type Tie struct {
	From, To    int
	Contacts    int
	First, Last relation.Day // Never if none has a date
}

// Neighbourhood is who is near some actors, and who of them was in touch with
// whom.
type Neighbourhood struct {
	Members []Member // by depth, most contacts, IRI
	Ties    []Tie    // by the places of the members
}

// Neighbourhood returns the actors within o.MaxHops steps (0: any number) of some
// entities, themselves first, and every two of them who were in touch. Mode, K
// and the order of time do not matter. Errors: those of Validate and of ctx.
func (f *Finder) Neighbourhood(ctx context.Context, middle []graph.ID, o *Options) (*Neighbourhood, error) {
	asked := *o
	asked.InOrder, asked.Strict, asked.Gap = false, false, 0
	reached, err := f.Reach(ctx, middle, &asked, 0)
	if err != nil {
		return nil, err
	}
	depth := map[uint32]int{}
	for _, a := range f.q.from {
		depth[a] = 0
	}
	for _, r := range reached {
		depth[r.Actor] = r.Hops
	}
	around := &Neighbourhood{}
	pairs := map[[2]uint32]*Tie{}
	contacts := map[uint32]int{}
	for a := range depth {
		for _, i := range f.n.by(a) {
			b := f.n.other(i, a)
			if _, near := depth[b]; !near || a > b || !f.f.carries(i) || !f.f.within(i) {
				continue
			}
			contacts[a]++
			contacts[b]++
			addTie(pairs, [2]uint32{a, b}, f.n.first(i), f.n.last(i))
		}
	}
	for a, d := range depth {
		around.Members = append(around.Members, Member{a, d, contacts[a]})
	}
	slices.SortFunc(around.Members, func(x, y Member) int {
		return cmp.Or(cmp.Compare(x.Depth, y.Depth), cmp.Compare(y.Contacts, x.Contacts), f.n.compareActors(x.Actor, y.Actor))
	})
	place := make(map[uint32]int, len(around.Members))
	for i, m := range around.Members {
		place[m.Actor] = i
	}
	for pair, t := range pairs {
		t.From, t.To = min(place[pair[0]], place[pair[1]]), max(place[pair[0]], place[pair[1]])
		around.Ties = append(around.Ties, *t)
	}
	slices.SortFunc(around.Ties, func(x, y Tie) int { return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To)) })
	return around, nil
}

// addTie counts a contact of two; undated ones have no first day.
func addTie(pairs map[[2]uint32]*Tie, pair [2]uint32, first, last relation.Day) {
	t := pairs[pair]
	if t == nil {
		t = &Tie{First: Never, Last: Never}
		pairs[pair] = t
	}
	t.Contacts++
	if first == Never {
		return
	}
	if t.First == Never {
		t.First, t.Last = first, last
		return
	}
	t.First, t.Last = min(t.First, first), max(t.Last, last)
}

// First is the neighbourhood of the first members alone.
func (n *Neighbourhood) First(members int) *Neighbourhood {
	cut := &Neighbourhood{Members: n.Members[:members]}
	for _, t := range n.Ties {
		if t.From < members && t.To < members {
			cut.Ties = append(cut.Ties, t)
		}
	}
	return cut
}
