package chain

import (
	"cmp"
	"context"
	"slices"

	"github.com/chancery-graph/chancery/graph"
)

// Chains returns the K best chains, the best first, each as its steps; see
// [Finder.Best].
//
// It is Yen's algorithm ("Finding the K Shortest Loopless Paths in a Network",
// 1971): the next best chain leaves one of those found after some of its steps,
// towards an actor to whom no chain found goes on from there. In order of time a
// chain that begins with certain actors is best if it takes the earliest contact
// of each two, because who arrives early can do whatever who arrives late can; so
// the actors of the beginning, without its contacts, say all that the search for
// the rest has to know.
func (f *Finder) Chains(ctx context.Context, from, to []graph.ID, o *Options) ([][]Step, error) {
	first, ok, err := f.Best(ctx, nil, from, to, o)
	if err != nil || !ok {
		return nil, err
	}
	found := [][]Step{first}
	if o.K < 2 || len(first) == 0 {
		return found, nil
	}
	var waiting []candidate
	for len(found) < o.K {
		last := found[len(found)-1]
		for i := range last {
			c, ok := f.spur(last, i, found)
			if f.err != nil {
				return nil, f.err
			}
			if ok && !slices.ContainsFunc(waiting, func(w candidate) bool { return sameActors(w.steps, c.steps) }) {
				waiting = append(waiting, c)
			}
		}
		if s, ok := f.otherStart(found); ok && !slices.ContainsFunc(waiting, func(w candidate) bool { return sameActors(w.steps, s.steps) }) {
			waiting = append(waiting, s)
		}
		if len(waiting) == 0 {
			return found, f.err
		}
		best := 0
		for i := range waiting {
			if f.n.compareCandidates(&waiting[i], &waiting[best]) < 0 {
				best = i
			}
		}
		found = append(found, waiting[best].steps)
		waiting = slices.Delete(waiting, best, best+1)
	}
	return found, f.err
}

// candidate is a chain that may be the next best.
type candidate struct {
	steps []Step
	cost  cost
}

func (n *Network) compareCandidates(a, b *candidate) int {
	return cmp.Or(slices.Compare(a.cost[:], b.cost[:]), slices.CompareFunc(a.steps, b.steps, func(s, t Step) int {
		return cmp.Or(n.compare(s.Contact, t.Contact), n.compareActors(s.To, t.To))
	}))
}

func sameActors(a, b []Step) bool {
	return slices.EqualFunc(a, b, func(s, t Step) bool { return s.From == t.From && s.To == t.To })
}

// spur finds the best chain that shares the first i steps of one and then goes
// where none of those found goes.
func (f *Finder) spur(steps []Step, i int, found [][]Step) (candidate, bool) {
	prefix := []uint32{steps[0].From}
	for _, s := range steps[:i] {
		prefix = append(prefix, s.To)
	}
	for _, other := range found {
		if len(other) > i && sameActors(other[:i], steps[:i]) && other[0].From == steps[0].From {
			f.q.banned.add(other[i].To)
		}
	}
	return f.candidate(prefix)
}

// otherStart finds the best chain from a start with which none of those found
// begins.
func (f *Finder) otherStart(found [][]Step) (candidate, bool) {
	if len(f.q.from) == 1 {
		return candidate{}, false
	}
	for _, other := range found {
		f.q.banned.add(other[0].From)
	}
	return f.candidate(nil)
}

// candidate finds the best chain that begins with actors and does not go on to
// those who are banned, and forgets both.
func (f *Finder) candidate(prefix []uint32) (candidate, bool) {
	f.setPrefix(prefix)
	steps, c, ok := f.solve(nil)
	f.q.banned.reset(f.n.Actors())
	f.setPrefix(nil)
	return candidate{steps, c}, ok
}
