package chain

import (
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/query/relation"
)

// dailyNetwork is a network in which a contact of several days is one of each.
type dailyNetwork struct {
	*Network
	origin []uint32 // in the network that it was made of
	err    error
}

// dailyLimit bounds the contacts of a daily network.
const dailyLimit = 1 << 28

// byDay returns the network with a contact for every day of the longer ones; it
// is made once.
func (n *Network) byDay() *dailyNetwork {
	n.dailyOnce.Do(func() {
		if !n.lasting() && n.changes() == 0 {
			n.daily = &dailyNetwork{Network: n}
			return
		}
		n.daily = n.expandDays()
		if n.daily.err == nil {
			n.derived.Add(int64(n.daily.Bytes() + len(n.daily.origin)*4))
		}
	})
	return n.daily
}

func (n *Network) expandDays() *dailyNetwork {
	inOrder := slices.Collect(n.All())
	total := uint64(len(inOrder))
	for _, i := range inOrder {
		total += uint64(n.last(i)) - uint64(n.first(i))
	}
	if total > dailyLimit {
		return &dailyNetwork{err: fmt.Errorf("%w: %d days of contacts, for a longest wait between steps", ErrTooLarge, total)}
	}
	list := make([]stated, 0, total)
	for place, i := range inOrder {
		s := n.statedAt(i)
		s.event = uint32(place)
		last := s.last
		for {
			s.last = s.first
			list = append(list, s)
			if s.first == last {
				break
			}
			s.first++
		}
	}
	n.sortStated(list)
	d := &dailyNetwork{Network: &Network{seq: n.seq, actors: n.actors, byID: n.byID, kept: n.kept}, origin: make([]uint32, len(list))}
	d.newcomers = n.newcomers
	for i := range list {
		d.origin[i] = inOrder[list[i].event]
	}
	d.err = d.assemble(list)
	return d
}

// gapSearch finds chains within a longest wait between contacts. Arriving early
// may then be worse than arriving late, so what is searched are not actors but
// uses of contacts: a contact taken from one of its ends. Each is taken at most
// once, by the fewest steps; the next ones are those of its other end within the
// wait. Contacts that were taken are skipped over, so that a search goes through
// each once (a union-find over the entries of an actor). With via, a use is also
// of how many of the via were passed.
type gapSearch struct {
	uses   []use
	onward []uint32 // of each entry and stage: the first from there on that was not taken
}

// use is a contact taken from one end.
type use struct {
	entry uint32 // in Network.entries, of the actor from whom it is taken
	to    uint32 // the other end
	stage uint32 // via that were passed, the other end too
	steps int32
	prev  int32
}

func (g *gapSearch) reset(slots int) {
	if cap(g.onward) < slots {
		g.onward = make([]uint32, slots)
	}
	g.onward, g.uses = g.onward[:slots], g.uses[:0]
	for i := range g.onward {
		g.onward[i] = uint32(i)
	}
}

// next returns the first slot from i on that was not taken.
func (g *gapSearch) next(i uint32) uint32 {
	root := i
	for g.onward[root] != root {
		root = g.onward[root]
	}
	for g.onward[i] != root {
		g.onward[i], i = root, g.onward[i]
	}
	return root
}

// runGap finds the use that ends the chain with the fewest steps, or, if all is
// set, the one with the earliest arrival and then the fewest, among those that
// leave from day lo on and arrive by day hi. Without targets it takes all.
func (f *Finder) runGap(lo, hi relation.Day, all bool) (best int32) {
	g := &f.gaps
	lo, hi = max(lo, f.f.lo), min(hi, f.f.hi)
	g.reset((len(f.n.entries) + 1) * (len(f.q.via) + 1))
	best = noLabel
	if lo > hi {
		return best
	}
	end := f.n.boundary(hi + 1)
	for _, a := range f.q.from {
		f.take(a, f.passed(a, 0)/uint32(f.n.Actors()), f.n.boundary(lo), end, noLabel, 1)
	}
	from := 0
	for steps := int32(1); from < len(g.uses); steps++ {
		to := len(g.uses)
		for i := from; i < to; i++ {
			u := &g.uses[i]
			if f.q.isTo.has(u.to) && int(u.stage) == len(f.q.via) && (best == noLabel || f.useDay(int32(i)) < f.useDay(best)) {
				best = int32(i)
			}
		}
		if best != noLabel && !all || int(steps) == f.q.maxHops {
			break
		}
		for i := from; i < to; i++ {
			u := g.uses[i]
			if f.endsAt(u.to) {
				continue
			}
			day := f.useDay(int32(i))
			ready := day
			if f.q.strict {
				ready++
			}
			f.take(u.to, u.stage, f.n.boundary(ready), min(end, f.n.boundary(day+f.q.gap+1)), int32(i), steps+1)
			if f.err != nil {
				return noLabel
			}
		}
		from = to
	}
	return best
}

func (f *Finder) useDay(i int32) relation.Day {
	return f.n.first(f.n.entries[f.gaps.uses[i].entry])
}

// take takes the contacts of an actor in a range.
func (f *Finder) take(a, stage, from, to uint32, prev, steps int32) {
	n, g := f.n, &f.gaps
	list := n.by(a)
	base := n.start[a]
	slot := stage * uint32(len(n.entries)+1)
	end := slot + base + uint32(lowerBound(list, to))
	for i := g.next(slot + base + uint32(lowerBound(list, from))); i < end; i = g.next(i) {
		if f.look(1) {
			return
		}
		g.onward[i] = i + 1
		contact := n.entries[i-slot]
		if next := n.other(contact, a); f.f.carries(contact) && !f.leftOut(next) {
			passed := f.passed(next, int(stage)) / uint32(n.Actors())
			g.uses = append(g.uses, use{i - slot, next, passed, steps, prev})
		}
	}
}

// usesPath appends the steps that lead to a use.
func (f *Finder) usesPath(dst []Step, at int32) []Step {
	from := len(dst)
	for at != noLabel {
		u := f.gaps.uses[at]
		i := f.n.entries[u.entry]
		dst = append(dst, Step{f.n.other(i, u.to), u.to, i, f.n.first(i)})
		at = u.prev
	}
	slices.Reverse(dst[from:])
	return dst
}
