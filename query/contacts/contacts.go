package contacts

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/network"
	"github.com/chancery-graph/chancery/query/relation"
)

// Options restrict a network. The zero value restricts nothing.
type Options struct {
	// Entity keeps the contacts that it takes part in; graph.None: all.
	Entity graph.ID
}

// chunk is how many contacts or actors are described at a time.
const chunk = 512

// Network is the contacts of one snapshot. It is a [network.Source], for one
// goroutine at a time, as long as its reader is.
type Network struct {
	reader   *relation.Reader
	contacts []graph.ID // by IRI
	actors   []graph.ID // by IRI
}

// Open finds the contacts and who takes part in them.
func Open(ctx context.Context, r *relation.Reader, o Options) (*Network, error) {
	terms := r.ContactTerms()
	n := &Network{reader: r}
	pattern := graph.Pattern{O: o.Entity}
	for _, pattern.P = range slices.Concat(terms.Attending, terms.Expected) {
		err := relation.EachBatch(ctx, r.Graph(), graph.Scan{Pattern: pattern, Columns: graph.ColS}, func(b *graph.Batch) error {
			n.contacts = append(n.contacts, b.Cols[graph.S]...)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	var err error
	if n.contacts, err = byIRI(ctx, r, n.contacts); err != nil {
		return nil, err
	}
	actors := map[graph.ID]struct{}{}
	for contact, err := range n.described(ctx) {
		if err != nil {
			return nil, err
		}
		for _, a := range takingPart(contact) {
			actors[a.ID] = struct{}{}
		}
	}
	n.actors, err = byIRI(ctx, r, slices.Collect(maps.Keys(actors)))
	return n, err
}

// byIRI sorts IDs by the text of their terms and drops repeated ones.
func byIRI(ctx context.Context, r *relation.Reader, ids []graph.ID) ([]graph.ID, error) {
	slices.Sort(ids)
	ids = slices.Compact(ids)
	type named struct {
		iri string
		id  graph.ID
	}
	all := make([]named, len(ids))
	for i, id := range ids {
		iri, err := r.IRI(ctx, id)
		if err != nil {
			return nil, err
		}
		all[i] = named{iri, id}
	}
	slices.SortFunc(all, func(a, b named) int { return cmp.Compare(a.iri, b.iri) })
	for i, each := range all {
		ids[i] = each.id
	}
	return ids, nil
}

// described yields the contacts with all that is known of them.
func (n *Network) described(ctx context.Context) iter.Seq2[relation.Contact, error] {
	return func(yield func(relation.Contact, error) bool) {
		for ids := range slices.Chunk(n.contacts, chunk) {
			if ctx.Err() != nil {
				yield(relation.Contact{}, context.Cause(ctx))
				return
			}
			found, err := n.reader.Contacts(ctx, ids)
			if err != nil {
				yield(relation.Contact{}, err)
				return
			}
			for _, c := range found {
				if !yield(c, nil) {
					return
				}
			}
		}
	}
}

// takingPart returns the actors of a contact, by IRI.
func takingPart(c relation.Contact) []relation.Participant {
	var actors []relation.Participant
	for _, a := range c.Attendees {
		if a.ID.IsLiteral() || a.Expected && c.Status == relation.StatusOccurred {
			continue
		}
		actors = append(actors, a)
	}
	slices.SortFunc(actors, func(a, b relation.Participant) int { return cmp.Compare(a.IRI, b.IRI) })
	return actors
}

// Nodes implements [network.Source].
func (n *Network) Nodes(ctx context.Context) iter.Seq2[network.Node, error] {
	return func(yield func(network.Node, error) bool) {
		for ids := range slices.Chunk(n.actors, chunk) {
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

// Edges implements [network.Source].
func (n *Network) Edges(ctx context.Context) iter.Seq2[network.Edge, error] {
	return func(yield func(network.Edge, error) bool) {
		for contact, err := range n.described(ctx) {
			if err != nil {
				yield(network.Edge{}, err)
				return
			}
			edge := edgeOf(contact)
			actors := takingPart(contact)
			for i, from := range actors {
				for _, to := range actors[i+1:] {
					edge.From, edge.To = from.IRI, to.IRI
					if !yield(edge, nil) {
						return
					}
				}
			}
		}
	}
}

// edgeOf is what a contact says of each of its edges. Several places and sources
// stand in one field, with "; " and a space between them.
func edgeOf(c relation.Contact) network.Edge {
	e := network.Edge{Kind: c.Kind, Status: c.Status, Event: c.IRI}
	var places, sources []string
	for _, place := range c.Places {
		places = append(places, place.Label)
	}
	for _, evidence := range c.Evidence {
		if evidence.Source != "" && !slices.Contains(sources, evidence.Source) {
			sources = append(sources, evidence.Source)
		}
	}
	e.Place, e.Source = strings.Join(places, "; "), strings.Join(sources, " ")
	if first, last, known := days(c.Date, c.EndDate); known {
		e.Start, e.End = dayOf(first), dayOf(last)
	}
	return e
}

// days returns the first and the last day that a contact can have been on. What
// is no date is unknown, and an end before the start is not believed.
func days(date, endDate string) (first, last relation.Day, known bool) {
	start, err := relation.ParseDate(date)
	if err != nil {
		return 0, 0, false
	}
	first, last = start.First, start.Last
	if end, err := relation.ParseDate(endDate); err == nil {
		last = max(last, end.Last)
	}
	return first, last, true
}

func dayOf(d relation.Day) network.Date {
	year, month, day := graph.CivilDay(int(d))
	return network.Date{Year: year, Month: uint8(month), Day: uint8(day)}
}
