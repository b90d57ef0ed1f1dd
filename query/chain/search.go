package chain

import (
	"context"
)

// checkContacts is how many contacts are looked at between looks at the context.
const checkContacts = 1 << 14

// search is the memory of one search, kept for the next one. What a search
// touched is cleared after it, so that a short one costs little in a large
// network.
type search struct {
	n     *Network
	sides [2]side
	// marked are actors of the first side that lie on a shortest chain.
	marked     []bool
	markedList []uint32
	looked     int // contacts since the last look at the context
}

// side is one end of a two-sided breadth-first search.
type side struct {
	depth    int32    // steps from the end to the frontier
	distance []int32  // of each actor, plus 1; 0: not reached
	reached  []uint32 // actors, in the order of distance
	frontier int      // start of those at depth in reached
	work     int      // contacts of the frontier
	seen     []bool   // contacts that were gone through
	through  []uint32 // the same, as a list
}

func newSearch(n *Network) *search {
	s := &search{n: n, marked: make([]bool, len(n.actors))}
	for i := range s.sides {
		s.sides[i].distance = make([]int32, len(n.actors))
		s.sides[i].seen = make([]bool, len(n.contacts))
	}
	return s
}

// release clears what was touched and gives the memory back.
func (s *search) release() {
	for i := range s.sides {
		d := &s.sides[i]
		for _, a := range d.reached {
			d.distance[a] = 0
		}
		for _, c := range d.through {
			d.seen[c] = false
		}
		d.reached, d.through = d.reached[:0], d.through[:0]
	}
	for _, a := range s.markedList {
		s.marked[a] = false
	}
	s.markedList, s.looked = s.markedList[:0], 0
	s.n.searches.Put(s)
}

// start puts an end of the chain on a side.
func (s *search) start(i int, actor uint32) {
	d := &s.sides[i]
	d.depth, d.frontier = 0, 0
	d.distance[actor] = 1
	d.reached = append(d.reached, actor)
	d.work = len(s.n.by(actor))
}

// outcome says how a search ended.
type outcome struct {
	found bool
	hops  int
	// limited is set if the search ended at the greatest number of hops with
	// more to reach.
	limited bool
	// meeting are the actors that both sides reached.
	meeting []uint32
}

// run widens the two sides in turn until they meet. After it, the distances tell
// the shortest chains: the sides meet when the last step of one is done whole, so
// every actor on which they meet is as far as any other.
func (s *search) run(ctx context.Context, o *carried, maxHops int) (outcome, error) {
	for {
		a, b := &s.sides[0], &s.sides[1]
		if a.frontier == len(a.reached) || b.frontier == len(b.reached) {
			return outcome{}, nil
		}
		hops := int(a.depth) + int(b.depth)
		if maxHops > 0 && hops >= maxHops {
			return outcome{limited: true}, nil
		}
		from, to := a, b
		if b.work < a.work {
			from, to = b, a
		}
		meeting, err := s.widen(ctx, o, from, to)
		if err != nil {
			return outcome{}, err
		}
		if len(meeting) > 0 {
			return outcome{found: true, hops: hops + 1, meeting: meeting}, nil
		}
	}
}

// widen takes one step from the whole frontier of d and returns the actors that
// the other side had reached.
func (s *search) widen(ctx context.Context, o *carried, d, other *side) (meeting []uint32, err error) {
	frontier := d.reached[d.frontier:]
	d.frontier = len(d.reached)
	d.depth++
	d.work = 0
	for _, actor := range frontier {
		for _, c := range s.n.by(actor) {
			if err := s.look(ctx); err != nil {
				return nil, err
			}
			if d.seen[c] || !o.contact(c) {
				continue
			}
			d.seen[c] = true
			d.through = append(d.through, c)
			for _, next := range s.n.in(c) {
				if d.distance[next] != 0 {
					continue
				}
				d.distance[next] = d.depth + 1
				d.reached = append(d.reached, next)
				d.work += len(s.n.by(next))
				if other.distance[next] != 0 {
					meeting = append(meeting, next)
				}
			}
		}
	}
	return meeting, nil
}

func (s *search) look(ctx context.Context) error {
	if s.looked++; s.looked%checkContacts == 0 {
		return ctx.Err()
	}
	return nil
}

// mark finds the actors of the first side through which a shortest chain leads:
// back from where the sides met, one step nearer to the start each time. A step
// towards the start uses a contact that the first side went through; once is
// enough, from the farthest actor in it, and that one comes first.
func (s *search) mark(ctx context.Context, meeting []uint32) error {
	a := &s.sides[0]
	for _, actor := range meeting {
		s.marked[actor] = true
	}
	s.markedList = append(s.markedList, meeting...)
	for from := 0; from < len(s.markedList); from++ {
		actor := s.markedList[from]
		for _, c := range s.n.by(actor) {
			if err := s.look(ctx); err != nil {
				return err
			}
			if !a.seen[c] {
				continue
			}
			a.seen[c] = false
			for _, before := range s.n.in(c) {
				if !s.marked[before] && a.distance[before] != 0 && a.distance[before] == a.distance[actor]-1 {
					s.marked[before] = true
					s.markedList = append(s.markedList, before)
				}
			}
		}
	}
	return nil
}

// onward tells whether a shortest chain of so many hops that has come i steps
// from the start can step to an actor.
func (s *search) onward(actor uint32, i, hops int) bool {
	a, b := &s.sides[0], &s.sides[1]
	if i+1 <= int(a.depth) {
		return s.marked[actor] && int(a.distance[actor]) == i+2
	}
	return int(b.distance[actor]) == hops-i
}
