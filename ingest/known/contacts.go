package known

import (
	"context"
	"slices"
	"strconv"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest"
)

var (
	contactProperties = []string{
		vocab.RDFType, vocab.ChyStatus, vocab.SchemaAttendee, vocab.SchemaLocation, vocab.SchemaStartDate, vocab.ChyCollective,
	}
	countProperties = []string{ingest.ChyNumber, ingest.ChyMember}
)

// ContactsAmong implements ingest.Directory.
func (k *Graph) ContactsAmong(ctx context.Context, a, b quad.IRI) ([]ingest.KnownContact, error) {
	first, err := k.contactsOf(ctx, a)
	if err != nil {
		return nil, err
	}
	second, err := k.contactsOf(ctx, b)
	if err != nil {
		return nil, err
	}
	var nodes []quad.IRI
	for _, id := range common(first, second) {
		iri, err := k.decodeIRI(ctx, id)
		if err != nil {
			return nil, err
		}
		if iri != "" {
			nodes = append(nodes, iri)
		}
	}
	for _, pair := range [][2]quad.IRI{{a, b}, {b, a}} {
		for _, node := range k.since.subjects(vocab.SchemaAttendee, pair[0]) {
			if slices.Contains(nodes, node) {
				continue
			}
			both, err := k.has(ctx, node, vocab.SchemaAttendee, pair[1])
			if err != nil {
				return nil, err
			}
			if both {
				nodes = append(nodes, node)
			}
		}
	}
	return k.describe(ctx, nodes)
}

// contactsOf returns the contacts of the snapshot in which a party takes part,
// sorted.
func (k *Graph) contactsOf(ctx context.Context, party quad.IRI) ([]graph.ID, error) {
	if ids, ok := k.attended[party]; ok {
		return ids, nil
	}
	ids, err := k.subjectIDs(ctx, vocab.SchemaAttendee, party)
	if err == nil {
		remember(k.attended, party, ids)
	}
	return ids, err
}

// common returns what two sorted lists share.
func common(a, b []graph.ID) []graph.ID {
	var both []graph.ID
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			both = append(both, a[0])
			a, b = a[1:], b[1:]
		}
	}
	return both
}

// dateTypes gives the datatype of a lexical form by its length.
var dateTypes = map[int]string{len("2006-01-02"): vocab.XSDDate, len("2006-01"): vocab.XSDGYearMonth, len("2006"): vocab.XSDGYear}

// ContactsOn implements ingest.Directory.
func (k *Graph) ContactsOn(ctx context.Context, date string) ([]ingest.KnownContact, error) {
	nodes, err := k.Subjects(ctx, vocab.SchemaStartDate, quad.TypedString{Value: quad.String(date), Type: quad.IRI(dateTypes[len(date)])})
	if err != nil {
		return nil, err
	}
	list, err := k.describe(ctx, nodes)
	return slices.DeleteFunc(list, func(c ingest.KnownContact) bool { return len(c.Collectives) == 0 }), err
}

// Decided implements ingest.Directory.
func (k *Graph) Decided(ctx context.Context, candidate quad.IRI) (bool, error) {
	facts, err := k.Facts(ctx, candidate, []string{ingest.ChyDecision})
	return len(facts) > 0, err
}

// describe reads contacts; nodes that are none are left out.
func (k *Graph) describe(ctx context.Context, nodes []quad.IRI) ([]ingest.KnownContact, error) {
	slices.Sort(nodes)
	var list []ingest.KnownContact
	for _, node := range nodes {
		facts, err := k.Facts(ctx, node, contactProperties)
		if err != nil {
			return nil, err
		}
		c := ingest.KnownContact{IRI: node}
		contact := false
		var sources []quad.IRI
		for _, f := range facts {
			iri, _ := f.Value.(quad.IRI)
			switch f.Property {
			case vocab.RDFType:
				contact = contact || iri == vocab.ChyContact
				c.Remote = c.Remote || iri == vocab.ChyCall || iri == vocab.ChyVideoCall
				c.Gathering = c.Gathering || iri == vocab.ChyGathering
			case vocab.ChyStatus:
				c.Occurred = c.Occurred || iri == vocab.ChyOccurred
			case vocab.SchemaAttendee:
				c.Parties = addNew(c.Parties, iri)
			case vocab.SchemaLocation:
				c.Places = addNew(c.Places, iri)
			case vocab.SchemaStartDate:
				c.Dates = addNew(c.Dates, textOf(f.Value))
			case vocab.ChyCollective:
				c.Collectives = addNew(c.Collectives, textOf(f.Value))
			}
			sources = addNew(sources, f.Graph)
		}
		if !contact {
			continue
		}
		if err := k.sources(ctx, &c, sources); err != nil {
			return nil, err
		}
		if err := k.counts(ctx, &c); err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

func addNew[T comparable](list []T, v T) []T {
	var zero T
	if v == zero || slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

// sources reads when the sources of a contact were published.
func (k *Graph) sources(ctx context.Context, c *ingest.KnownContact, sources []quad.IRI) error {
	for _, source := range sources {
		facts, err := k.Facts(ctx, source, []string{vocab.SchemaDatePublished})
		if err != nil {
			return err
		}
		for _, f := range facts {
			c.Published = addNew(c.Published, textOf(f.Value))
		}
	}
	return nil
}

// counts reads the numbers of members that are claimed for a contact.
func (k *Graph) counts(ctx context.Context, c *ingest.KnownContact) error {
	nodes, err := k.Subjects(ctx, ingest.ChyCountOf, c.IRI)
	if err != nil {
		return err
	}
	for _, node := range nodes {
		facts, err := k.Facts(ctx, node, countProperties)
		if err != nil {
			return err
		}
		count := ingest.KnownCount{IRI: node}
		for _, f := range facts {
			if f.Property == ingest.ChyMember {
				iri, _ := f.Value.(quad.IRI)
				count.Members = addNew(count.Members, iri)
			} else if n, err := strconv.Atoi(textOf(f.Value)); err == nil {
				count.Number = n
			}
		}
		c.Counts = append(c.Counts, count)
	}
	return nil
}
