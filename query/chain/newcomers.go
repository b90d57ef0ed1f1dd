package chain

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"sort"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
)

// newcomers are actors who came with recent contacts. They are numbered after the
// others, so that no contact has to be renumbered; their ranks tell where their IRIs
// stand, which is what answers are ordered by. They are sorted in when recent contacts
// are. A value is not changed once a network has it.
//
//	number   0  1  2  3 | 4  5          actors | newcomers
//	IRI      b  d  f  h | e  c
//	place               | 2  1          actors whose IRIs come before
//	order    5 4                        by IRI
type newcomers struct {
	list  []newcomer
	order []uint32 // places in list, by IRI
	byID  []uint32 // places in list, by ID
}

type newcomer struct {
	id    graph.ID
	place uint32
	rank  uint64 // see rank
}

// rank orders actors by IRI: newcomers of a place come before the actor who is there.
func (n *Network) rank(actor uint32) uint64 {
	if settled := uint32(len(n.actors)); actor >= settled {
		return n.newcomers.list[actor-settled].rank
	}
	return uint64(actor)<<32 | math.MaxUint32
}

// compareActors orders actors by IRI.
func (n *Network) compareActors(a, b uint32) int { return cmp.Compare(n.rank(a), n.rank(b)) }

// Actors is the number of actors in contacts. They are numbered from 0; see Sorted.
func (n *Network) Actors() int { return len(n.actors) + len(n.newcomers.list) }

// ID returns the entity of an actor.
func (n *Network) ID(actor uint32) graph.ID {
	if settled := uint32(len(n.actors)); actor >= settled {
		return n.newcomers.list[actor-settled].id
	}
	return n.actors[actor]
}

// Actor returns the number of an entity; false if it is in no contact. Entities
// that are one have one number.
func (n *Network) Actor(id graph.ID) (uint32, bool) {
	id = n.kept(id)
	// A search by hand: building a network looks up every actor of every event.
	at, end := 0, len(n.byID)
	for at < end {
		if middle := int(uint(at+end) / 2); n.actors[n.byID[middle]] < id {
			at = middle + 1
		} else {
			end = middle
		}
	}
	if at < len(n.byID) && n.actors[n.byID[at]] == id {
		return n.byID[at], true
	}
	if place, ok := n.newcomers.find(id); ok {
		return uint32(len(n.actors)) + n.newcomers.byID[place], true
	}
	return 0, false
}

// find returns the place in byID of an entity.
func (c *newcomers) find(id graph.ID) (place int, ok bool) {
	return slices.BinarySearchFunc(c.byID, id, func(i uint32, id graph.ID) int { return cmp.Compare(c.list[i].id, id) })
}

// addActors adds those entities to the newcomers who are no actors yet.
func (n *Network) addActors(ctx context.Context, g relation.Graph, ids []graph.ID) error {
	n.newcomers = newcomers{slices.Clone(n.newcomers.list), slices.Clone(n.newcomers.order), slices.Clone(n.newcomers.byID)}
	for _, id := range ids {
		if _, known := n.Actor(id); known {
			continue
		}
		if n.Actors() >= maxEntries {
			return fmt.Errorf("%w: %d actors", ErrTooLarge, n.Actors())
		}
		if err := n.addActor(ctx, g, id); err != nil {
			return err
		}
	}
	c := &n.newcomers
	for i, at := range c.order {
		c.list[at].rank = uint64(c.list[at].place)<<32 | uint64(i)
	}
	return nil
}

func (n *Network) addActor(ctx context.Context, g relation.Graph, id graph.ID) error {
	own, err := g.AppendTerm(ctx, nil, id)
	if err != nil {
		return fmt.Errorf("decode %v: %w", id, err)
	}
	var text []byte
	place := func(count int, of func(int) graph.ID) int { // how many come before
		return sort.Search(count, func(i int) bool {
			if err != nil {
				return true
			}
			text, err = g.AppendTerm(ctx, text[:0], of(i))
			return string(text) >= string(own)
		})
	}
	c := &n.newcomers
	among := place(len(n.actors), func(i int) graph.ID { return n.actors[i] })
	at := place(len(c.order), func(i int) graph.ID { return c.list[c.order[i]].id })
	if err != nil {
		return fmt.Errorf("decode actors: %w", err)
	}
	byID, _ := c.find(id)
	c.list = append(c.list, newcomer{id: id, place: uint32(among)})
	c.order = slices.Insert(c.order, at, uint32(len(c.list)-1))
	c.byID = slices.Insert(c.byID, byID, uint32(len(c.list)-1))
	return nil
}

// settleActors makes next number the actors of n by IRI; renumbered maps the numbers in
// n, nil if they are the same.
func (n *Network) settleActors(next *Network) (renumbered []uint32) {
	c := &n.newcomers
	if len(c.list) == 0 {
		next.actors, next.byID = n.actors, n.byID
		return nil
	}
	next.actors, next.byID = make([]graph.ID, 0, n.Actors()), make([]uint32, 0, n.Actors())
	renumbered = make([]uint32, n.Actors())
	take := func(actor uint32) {
		renumbered[actor] = uint32(len(next.actors))
		next.actors = append(next.actors, n.ID(actor))
	}
	order := c.order
	for a := range uint32(len(n.actors)) {
		for len(order) > 0 && c.list[order[0]].place == a {
			take(uint32(len(n.actors)) + order[0])
			order = order[1:]
		}
		take(a)
	}
	for _, at := range order {
		take(uint32(len(n.actors)) + at)
	}
	late := c.byID
	for _, a := range n.byID {
		for len(late) > 0 && c.list[late[0]].id < n.actors[a] {
			next.byID = append(next.byID, renumbered[uint32(len(n.actors))+late[0]])
			late = late[1:]
		}
		next.byID = append(next.byID, renumbered[a])
	}
	for _, at := range late {
		next.byID = append(next.byID, renumbered[uint32(len(n.actors))+at])
	}
	return renumbered
}
