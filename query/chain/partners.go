package chain

import (
	"cmp"
	"context"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
)

// Partner is an actor with whom another was in touch.
type Partner struct {
	Actor       uint32
	Contacts    int
	First, Last relation.Day // Never if none has a date
}

// Partners appends those with whom an entity had contacts that carry a chain for
// the options: most contacts first, then by IRI, at most k of them (0: all). The
// mode and the order of time do not matter. Errors: those of Validate.
func (f *Finder) Partners(ctx context.Context, dst []Partner, of graph.ID, o *Options, k int) ([]Partner, error) {
	if err := o.Validate(); err != nil {
		return dst, err
	}
	f.prepare(ctx, nil, nil, o)
	actor, known := f.n.Actor(of)
	if !known {
		return dst, nil
	}
	if len(f.onPartner) < f.n.Actors() {
		f.onPartner = make([]uint32, f.n.Actors())
	}
	from := len(dst)
	for _, i := range f.n.by(actor) {
		if !f.f.carries(i) || !f.f.within(i) {
			continue
		}
		other := f.n.other(i, actor)
		if f.onPartner[other] == 0 {
			dst = append(dst, Partner{Actor: other, First: Never, Last: Never})
			f.onPartner[other] = uint32(len(dst))
		}
		p := &dst[f.onPartner[other]-1]
		p.Contacts++
		if first := f.n.first(i); first != Never { // by day, so the first comes first
			if p.First == Never {
				p.First, p.Last = first, first
			}
			p.Last = max(p.Last, f.n.last(i))
		}
	}
	found := dst[from:]
	for i := range found {
		f.onPartner[found[i].Actor] = 0
	}
	return dst[:from+len(f.n.firstPartners(found, k))], nil
}

func (n *Network) comparePartners(a, b Partner) int {
	return cmp.Or(cmp.Compare(b.Contacts, a.Contacts), n.compareActors(a.Actor, b.Actor))
}

// fewPartners is how many are picked out one by one; more are sorted.
const fewPartners = 32

// firstPartners moves the first k, or all if k is 0, to the front, in order.
func (n *Network) firstPartners(list []Partner, k int) []Partner {
	if k == 0 || k >= len(list) || k > fewPartners {
		slices.SortFunc(list, n.comparePartners)
		if k > 0 && k < len(list) {
			list = list[:k]
		}
		return list
	}
	first := list[:k]
	slices.SortFunc(first, n.comparePartners)
	for _, p := range list[k:] {
		if n.comparePartners(p, first[k-1]) >= 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(first, p, n.comparePartners)
		copy(first[at+1:], first[at:])
		first[at] = p
	}
	return first
}
