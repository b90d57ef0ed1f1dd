package chain

import (
	"math"
	"sync"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
)

// undated is the day of contacts without a date, later than every day.
const undated = relation.MaxDay

// Network is who took part in which contact, as of one snapshot. It takes 18
// bytes for each contact, 12 for each actor and 8 for each participation, and
// 0.2 bytes for each term of the dictionary.
type Network struct {
	seq graph.Seq

	// By contact, in the order of days.
	contacts      []graph.ID
	first, last   []relation.Day // of the earliest date that is stated
	kinds         []uint8        // bits by index in relation.ContactKinds
	statuses      []uint8        // bits by index in relation.Statuses
	attendeeStart []uint32       // one more than contacts
	attendees     []uint32       // actors

	// By actor, in the order of ranks.
	ranks      ranks
	actors     []graph.ID
	actorStart []uint32 // one more than actors
	attended   []uint32 // contacts

	searches sync.Pool // of *search
}

// maxEntries bounds contacts, actors and participations: they are numbered with
// 32 bits.
const maxEntries = math.MaxUint32 - 1

// Seq is the event as of which the network stands.
func (n *Network) Seq() graph.Seq { return n.seq }

// Contacts is the number of contacts with at least one actor.
func (n *Network) Contacts() int { return len(n.contacts) }

// Actors is the number of actors in contacts.
func (n *Network) Actors() int { return len(n.actors) }

// Participations is the number of pairs of a contact and an actor in it.
func (n *Network) Participations() int { return len(n.attendees) }

// actor returns the number of an actor.
func (n *Network) actor(id graph.ID) (uint32, bool) {
	if !isActor(id) {
		return 0, false
	}
	i, ok := n.ranks.of(id)
	return i, ok && n.actors[i] == id
}

// in returns the actors of a contact.
func (n *Network) in(contact uint32) []uint32 {
	return n.attendees[n.attendeeStart[contact]:n.attendeeStart[contact+1]]
}

// by returns the contacts of an actor, by day.
func (n *Network) by(actor uint32) []uint32 {
	return n.attended[n.actorStart[actor]:n.actorStart[actor+1]]
}

func isActor(id graph.ID) bool { return id.InDictionary() && !id.IsLiteral() }
