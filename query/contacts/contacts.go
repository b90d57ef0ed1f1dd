package contacts

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/network"
	"github.com/chancery-graph/chancery/query/relation"
)

// Snapshot is what a network is read from.
type Snapshot interface {
	relation.Graph
	// AppendTerms appends the canonical texts of terms to dst, one after
	// another, and where each ends in dst to ends. It is called with rising IDs.
	AppendTerms(ctx context.Context, dst []byte, ends []int, ids []graph.ID) ([]byte, []int, error)
}

// Options restrict a network. The zero value restricts nothing.
type Options struct {
	// Entity keeps the contacts that it takes part in; graph.None: all.
	Entity graph.ID
	// Progress, if not nil, is told now and then how many more statements were
	// read. It is called from the goroutine that opens the network.
	Progress func(statements int)
}

// describeChunk is how many actors or places are described at a time. A chunk
// costs a pass over all names, so it is not small.
const describeChunk = 64 << 10

// Network is the contacts of one snapshot. It is a [network.Source], for one
// goroutine at a time, as long as its reader is.
type Network struct {
	reader   *relation.Reader
	contacts []contact  // by IRI
	related  []graph.ID // actors, places, graph names and quotations of each contact
	actors   []graph.ID // of all contacts, by IRI
	iris     texts
	labels   map[graph.ID]string // of places
	// placeTexts are the places of rows that name no entity, by contact.from.
	placeTexts map[int]string
}

// contact is what stands on each of a contact's edges. Its part of
// Network.related is
//
//	from        places      graphs      quotes      to
//	| actors    | places    | graphs    | quotes    |
type contact struct {
	id                               graph.ID
	first, last                      relation.Day // undated: no known start
	kind, status                     uint8        // indexes in relation.ContactKinds and Statuses
	from, places, graphs, quotes, to int
}

// undated is the first day of a contact without a date.
const undated = relation.MaxDay

// Open reads the contacts of a snapshot, which is that of the reader, and who
// takes part in them.
func Open(ctx context.Context, s Snapshot, r *relation.Reader, o Options) (*Network, error) {
	p, err := newProjector(ctx, s, r, o)
	if err != nil {
		return nil, err
	}
	if err := p.read(ctx); err != nil {
		return nil, err
	}
	n := &Network{reader: r, contacts: p.contacts, related: p.related}
	if err := n.decode(ctx, s); err != nil {
		return nil, err
	}
	return n, n.labelPlaces(ctx)
}

// decode reads the IRIs of all that is named on nodes and edges, and sorts
// contacts and actors by them.
func (n *Network) decode(ctx context.Context, s Snapshot) (err error) {
	var ids []graph.ID
	for i := range n.contacts {
		c := &n.contacts[i]
		ids = append(ids, c.id)
		n.actors = append(n.actors, n.related[c.from:c.places]...)
	}
	n.actors = sortedUnique(n.actors)
	ids = append(ids, n.actors...)
	for i := range n.contacts {
		ids = append(ids, n.related[n.contacts[i].graphs:n.contacts[i].to]...)
	}
	if n.iris, err = decodeTexts(ctx, s, sortedUnique(ids)); err != nil {
		return err
	}
	n.iris.sort(n.actors)
	order := make([]graph.ID, len(n.contacts))
	for i := range n.contacts {
		order[i] = n.contacts[i].id
	}
	n.iris.sort(order)
	sorted := make([]contact, len(order))
	for i, id := range order {
		at, _ := slices.BinarySearchFunc(n.contacts, id, func(c contact, id graph.ID) int { return cmp.Compare(c.id, id) })
		sorted[i] = n.contacts[at]
	}
	n.contacts = sorted
	return nil
}

// labelPlaces finds what places are called.
func (n *Network) labelPlaces(ctx context.Context) error {
	var places []graph.ID
	for i := range n.contacts {
		places = append(places, n.related[n.contacts[i].places:n.contacts[i].graphs]...)
	}
	places = sortedUnique(places)
	n.labels = make(map[graph.ID]string, len(places))
	for ids := range slices.Chunk(places, describeChunk) {
		found, err := n.reader.Describe(ctx, ids...)
		if err != nil {
			return err
		}
		for _, e := range found {
			n.labels[e.ID] = e.Label
		}
	}
	return nil
}

// Nodes implements [network.Source].
func (n *Network) Nodes(ctx context.Context) iter.Seq2[network.Node, error] {
	return func(yield func(network.Node, error) bool) {
		for ids := range slices.Chunk(n.actors, describeChunk) {
			if ctx.Err() != nil {
				yield(network.Node{}, context.Cause(ctx))
				return
			}
			found, err := n.reader.Describe(ctx, ids...)
			if err != nil {
				yield(network.Node{}, err)
				return
			}
			for _, e := range found {
				if !yield(network.Node{ID: e.IRI, Label: e.Label, Kind: e.Kind}, nil) {
					return
				}
			}
		}
	}
}

// checkEvery is the number of contacts between two looks at the context.
const checkEvery = 1024

// Edges implements [network.Source].
func (n *Network) Edges(ctx context.Context) iter.Seq2[network.Edge, error] {
	return func(yield func(network.Edge, error) bool) {
		kinds, statuses := relation.ContactKinds(), relation.Statuses()
		var actors []string
		for i := range n.contacts {
			if i%checkEvery == 0 && ctx.Err() != nil {
				yield(network.Edge{}, context.Cause(ctx))
				return
			}
			c := &n.contacts[i]
			if c.places-c.from < 2 {
				continue
			}
			edge := network.Edge{Kind: kinds[c.kind], Status: statuses[c.status], Event: n.event(c),
				Place: n.places(c), Source: n.sources(c)}
			if c.first != undated {
				edge.Start, edge.End = dayOf(c.first), dayOf(c.last)
			}
			actors = actors[:0]
			for _, id := range n.related[c.from:c.places] {
				actors = append(actors, n.iris.of(id))
			}
			slices.Sort(actors)
			for i := range actors {
				for j := i + 1; j < len(actors); j++ {
					edge.From, edge.To = actors[i], actors[j]
					if !yield(edge, nil) {
						return
					}
				}
			}
		}
	}
}

// places returns the labels of a contact's places, with "; " between them.
func (n *Network) places(c *contact) string {
	switch ids := n.related[c.places:c.graphs]; len(ids) {
	case 0:
		return n.placeTexts[c.from]
	case 1:
		return n.labels[ids[0]]
	default:
		names := make([]string, len(ids))
		for i, id := range ids {
			names[i] = n.labels[id]
		}
		slices.Sort(names)
		return strings.Join(names, "; ")
	}
}

// sources returns the graph names that tell of a contact, with a space between
// them. What stands in the default graph comes from the documents that are
// quoted there.
func (n *Network) sources(c *contact) string {
	graphs, quotes := n.related[c.graphs:c.quotes], n.related[c.quotes:c.to]
	if len(graphs) == 0 && len(quotes) == 0 {
		return ""
	}
	if len(graphs) == 1 && len(quotes) == 0 {
		return n.iris.of(graphs[0])
	}
	names := make([]string, 0, len(graphs)+len(quotes))
	for _, id := range graphs {
		names = append(names, n.iris.of(id))
	}
	for _, id := range quotes {
		document, _, _ := strings.Cut(n.iris.of(id), "#")
		names = append(names, document)
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), " ")
}

func dayOf(d relation.Day) network.Date {
	year, month, day := graph.CivilDay(int(d))
	return network.Date{Year: year, Month: uint8(month), Day: uint8(day)}
}

// sortedUnique sorts ids in place and drops repeats.
func sortedUnique(ids []graph.ID) []graph.ID {
	if !slices.IsSorted(ids) {
		slices.Sort(ids)
	}
	return slices.Compact(ids)
}
