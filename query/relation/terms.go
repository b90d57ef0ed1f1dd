package relation

import (
	"context"

	"github.com/chancery-graph/chancery/graph"
)

// ContactTerms are the IDs by which contacts are read in one snapshot, for
// packages that project them in ID space. Terms that the snapshot does not have
// are left out. The maps and slices are shared: they are not to be changed.
type ContactTerms struct {
	// Attending are the properties that relate a contact to who takes part;
	// Expected those that relate it to who is said to be going to.
	Attending, Expected []graph.ID
	Start, End          []graph.ID // properties with dates
	Status, Type        []graph.ID // properties with values in the maps below
	// StatusOf maps a value of Status to its index in [Statuses], KindOf one of
	// Type to its index in [ContactKinds].
	StatusOf, KindOf map[graph.ID]uint8
	// QuotedFrom relates a contact to a sentence, Text a sentence to its words;
	// Location a contact to a place.
	QuotedFrom, Text, Location []graph.ID
}

// ContactTerms returns the terms of contacts in the snapshot.
func (r *Reader) ContactTerms() ContactTerms {
	v := &r.ids
	return ContactTerms{
		Attending: v.predicateIDs([]predicate{pAttendee, pOnline, pInPerson}),
		Expected:  v.predicateIDs([]predicate{pConfirmed, pExpected}),
		Start:     v.of[pStartDate],
		End:       v.of[pEndDate],
		Status:    v.of[pStatus],
		Type:      v.of[pType],
		StatusOf:  v.status,
		KindOf:    v.contactKind,

		QuotedFrom: v.of[pQuotedFrom],
		Text:       v.of[pText],
		Location:   v.of[pLocation],
	}
}

// Date returns the date that a term states; a term that is no date is unknown.
func (r *Reader) Date(ctx context.Context, id graph.ID) (Date, error) { return r.date(ctx, id) }

// IRI returns the text of an IRI without its brackets, and the canonical text of
// any other term.
func (r *Reader) IRI(ctx context.Context, id graph.ID) (string, error) { return r.iri(ctx, id) }

// ContactsOf returns the contacts that an entity takes part in, in whatever
// manner, sorted by ID.
func (r *Reader) ContactsOf(ctx context.Context, entity graph.ID) ([]graph.ID, error) {
	return r.contactsOf(ctx, entity)
}

// SharedContacts returns the contacts that both entities take part in, sorted by
// ID.
func (r *Reader) SharedContacts(ctx context.Context, a, b graph.ID) ([]graph.ID, error) {
	return r.sharedContacts(ctx, a, b)
}
