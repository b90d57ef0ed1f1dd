package chain

import (
	"context"
	"iter"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
)

// AsEvents makes a network of rows one that stands for event nodes, which keeps no
// rows and can be updated.
func (n *Network) AsEvents() *Network {
	n.given = nil
	return n
}

// Generated makes a network as of event nodes among actors, of meetings of two on one
// day. They come by day and once each, their actors as places in the list of actors in
// any order within a day; days tells each day and its meetings.
func Generated(ctx context.Context, r *relation.Reader, actors []graph.ID, contacts int, days iter.Seq2[relation.Day, [][2]uint32]) (*Network, error) {
	n := &Network{seq: r.Graph().Seq(), kept: r.Keeping()}
	if err := n.setActors(ctx, r, append([]graph.ID(nil), actors...)); err != nil {
		return nil, err
	}
	number := make([]uint32, len(actors))
	for i, id := range actors {
		number[i], _ = n.Actor(id)
	}
	marks := marksOf(1<<(kindCount-1), 1)
	n.contacts = makeContacts(contacts + recentRoom(contacts))
	var list []stated
	for day, pairs := range days {
		list = list[:0]
		for _, p := range pairs {
			a, b := number[p[0]], number[p[1]]
			list = append(list, stated{a: min(a, b), b: max(a, b), first: day, last: day, marks: marks, attendees: 2, sources: 1})
		}
		n.sortStated(list)
		for i := range list {
			n.startDay(day)
			n.place(&list[i])
		}
	}
	return n, n.finish(0)
}
