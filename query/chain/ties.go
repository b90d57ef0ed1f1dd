package chain

import (
	"cmp"
	"slices"

	"github.com/chancery-graph/chancery/query/relation"
)

// Pair is two actors who were in touch, and how often.
type Pair struct {
	A, B        uint32 // actors, by IRI
	Contacts    int
	Sources     int          // of all contacts together
	First, Last relation.Day // Never if none has a date
}

// Pairs returns every two actors who have a contact that carries a chain for the
// options, by their IRIs. The mode and the order of time do not matter.
// Errors: those of Validate.
func (n *Network) Pairs(o *Options) ([]Pair, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	f := n.compileFilter(o)
	list := make([]Pair, 0, n.number()/2)
	for i := range uint32(n.number()) {
		if !n.isGone(i) && f.carries(i) && f.within(i) {
			list = append(list, Pair{n.low[i], n.high(i), 1, int(n.sources(i)), n.first(i), n.last(i)})
		}
	}
	slices.SortFunc(list, func(x, y Pair) int { return cmp.Or(n.compareActors(x.A, y.A), n.compareActors(x.B, y.B)) })
	pairs := list[:0]
	for _, p := range list {
		if last := len(pairs) - 1; last >= 0 && pairs[last].A == p.A && pairs[last].B == p.B {
			pairs[last].join(p)
			continue
		}
		pairs = append(pairs, p)
	}
	return pairs, nil
}

func (p *Pair) join(q Pair) {
	p.Contacts += q.Contacts
	p.Sources += q.Sources
	if q.First == Never {
		return
	}
	if p.First == Never {
		p.First, p.Last = q.First, q.Last
		return
	}
	p.First, p.Last = min(p.First, q.First), max(p.Last, q.Last)
}
