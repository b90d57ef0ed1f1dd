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
	one, err := k.attending(ctx, a)
	if err != nil {
		return nil, err
	}
	other, err := k.attending(ctx, b)
	if err != nil {
		return nil, err
	}
	return k.contactsOfBoth(ctx, one, other)
}

// ContactsOf implements ingest.Directory.
func (k *Graph) ContactsOf(ctx context.Context, party quad.IRI, date string) ([]ingest.KnownContact, error) {
	theirs, err := k.attending(ctx, party)
	if err != nil {
		return nil, err
	}
	then := holders{property: vocab.SchemaStartDate, value: dateValue(date)}
	if then.stored, err = k.subjectIDs(ctx, then.property, then.value); err != nil {
		return nil, err
	}
	then.since = k.since.with(then.property, then.value)
	return k.contactsOfBoth(ctx, theirs, then)
}

// holders are the nodes that have a property with a value.
type holders struct {
	property string
	value    quad.Value
	stored   []graph.ID // that had it in the snapshot, sorted
	since    []*subject // of which it was stated since, each once
}

// attending returns the contacts in which a party takes part.
func (k *Graph) attending(ctx context.Context, party quad.IRI) (holders, error) {
	stored, err := k.contactsOf(ctx, party)
	return holders{vocab.SchemaAttendee, party, stored, k.since.attended[party]}, err
}

// contactsOfBoth reads the contacts that two lists share. A contact may have one of
// both properties from the snapshot and one since.
func (k *Graph) contactsOfBoth(ctx context.Context, a, b holders) ([]ingest.KnownContact, error) {
	var nodes []quad.IRI
	for _, id := range common(a.stored, b.stored) {
		iri, err := k.decodeIRI(ctx, id)
		if err != nil {
			return nil, err
		}
		if iri != "" {
			nodes = append(nodes, iri)
		}
	}
	if len(a.since) > len(b.since) {
		a, b = b, a
	}
	for _, node := range a.since {
		if node.has(b.property, b.value) {
			nodes = append(nodes, node.iri)
		}
	}
	for _, mixed := range [2]struct{ since, stored holders }{{a, b}, {b, a}} {
		if len(mixed.stored.stored) == 0 {
			continue
		}
		for _, node := range mixed.since.since {
			if node.has(mixed.stored.property, mixed.stored.value) {
				continue
			}
			id, err := k.subjectID(ctx, node)
			if err != nil {
				return nil, err
			}
			if _, both := slices.BinarySearch(mixed.stored.stored, id); both {
				nodes = append(nodes, node.iri)
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

// common returns what two sorted lists share. Who is seldom met is looked up among
// the contacts of who is met often.
func common(a, b []graph.ID) []graph.ID {
	if len(a) > len(b) {
		a, b = b, a
	}
	var both []graph.ID
	for _, id := range a {
		at, found := slices.BinarySearch(b, id)
		if b = b[at:]; found {
			both = append(both, id)
		}
	}
	return both
}

// dateTypes gives the datatype of a lexical form by its length.
var dateTypes = map[int]string{len("2006-01-02"): vocab.XSDDate, len("2006-01"): vocab.XSDGYearMonth, len("2006"): vocab.XSDGYear}

func dateValue(date string) quad.Value {
	return quad.TypedString{Value: quad.String(date), Type: quad.IRI(dateTypes[len(date)])}
}

// ContactsOn implements ingest.Directory.
func (k *Graph) ContactsOn(ctx context.Context, date string) ([]ingest.KnownContact, error) {
	nodes, err := k.Subjects(ctx, vocab.SchemaStartDate, dateValue(date))
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

// describe reads contacts, each once; nodes that are none are left out.
func (k *Graph) describe(ctx context.Context, nodes []quad.IRI) ([]ingest.KnownContact, error) {
	slices.Sort(nodes)
	var list []ingest.KnownContact
	for _, node := range slices.Compact(nodes) {
		c, ok := k.described[node]
		if !ok {
			var err error
			if c, err = k.readContact(ctx, node); err != nil {
				return nil, err
			}
			if k.since.subjects[node] == nil && len(k.since.with(ingest.ChyCountOf, node)) == 0 {
				remember(k.described, node, c)
			}
		}
		if c.IRI != "" {
			list = append(list, c)
		}
	}
	return list, nil
}

// readContact reads a contact; a node that is none has no IRI.
func (k *Graph) readContact(ctx context.Context, node quad.IRI) (ingest.KnownContact, error) {
	facts, err := k.Facts(ctx, node, contactProperties)
	if err != nil {
		return ingest.KnownContact{}, err
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
		return ingest.KnownContact{}, nil
	}
	if err := k.sources(ctx, &c, sources); err != nil {
		return c, err
	}
	return c, k.counts(ctx, &c)
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
		days, err := k.publishedOn(ctx, source)
		if err != nil {
			return err
		}
		for _, day := range days {
			c.Published = addNew(c.Published, day)
		}
	}
	return nil
}

func (k *Graph) publishedOn(ctx context.Context, source quad.IRI) ([]string, error) {
	if days, ok := k.published[source]; ok {
		return days, nil
	}
	facts, err := k.Facts(ctx, source, []string{vocab.SchemaDatePublished})
	if err != nil {
		return nil, err
	}
	var days []string
	for _, f := range facts {
		days = append(days, textOf(f.Value))
	}
	if k.since.subjects[source] == nil {
		remember(k.published, source, days)
	}
	return days, nil
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
