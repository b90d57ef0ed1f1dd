package ingest

import (
	"context"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// Known is a person whom the graph has already.
type Known struct {
	IRI  quad.IRI
	Name string
	slug string // of the name; "" until it is needed
}

// KnownPerson returns a person with a name made ready for comparison, which is
// worth it for one who is kept.
func KnownPerson(iri quad.IRI, name string) Known {
	return Known{IRI: iri, Name: name, slug: slug(name)}
}

func (k *Known) nameSlug() string {
	if k.slug == "" {
		return slug(k.Name)
	}
	return k.slug
}

// Holder is a person who held a function, by one source.
type Holder struct {
	Person quad.IRI
	Title  string       // the function in the words of the source
	AsOf   extract.Date // the day for which the source vouches
	Source quad.IRI     // "" for the default graph
	// function is the name of the title's; "" until it is needed.
	function string
}

// KnownHolder returns a holder made ready for comparison, which is worth it for one
// that is kept.
func KnownHolder(person quad.IRI, title string, asOf extract.Date, source quad.IRI) Holder {
	return Holder{Person: person, Title: title, AsOf: asOf, Source: source, function: functionOf(title)}
}

func (h *Holder) functionName() string {
	if h.function == "" {
		return functionOf(h.Title)
	}
	return h.function
}

// KnownContact is a contact that the graph has already.
type KnownContact struct {
	IRI    quad.IRI
	Remote bool // a call or video call
	// Gathering tells that it is one of many, known by what it gathers.
	Gathering   bool
	Occurred    bool // some source says that it took place
	Parties     []quad.IRI
	Places      []quad.IRI
	Dates       []string // lexical forms of xsd:date, xsd:gYearMonth or xsd:gYear
	Collectives []string
	// Published holds the days of publication of its sources, as xsd:date.
	Published []string
	Counts    []KnownCount
}

// KnownCount is a number of members that a source claims for a contact.
type KnownCount struct {
	IRI     quad.IRI
	Number  int
	Members []quad.IRI
}

// Directory tells what the graph knows, so that a new dispatch adds to what is
// there instead of standing beside it. Names are given as a source words them.
// Everything that it returns is in a fixed order and not to be changed; what is
// not known gives an empty answer, never an error.
type Directory interface {
	// PersonsBySurname returns everyone whose SurnameKey is the given one.
	PersonsBySurname(ctx context.Context, key string) ([]Known, error)
	// Named returns the entities of a kind that bear a name, in any language.
	Named(ctx context.Context, kind extract.EntityKind, name string) ([]quad.IRI, error)
	// HoldersIn returns who held a function in a country, whichever.
	HoldersIn(ctx context.Context, country quad.IRI) ([]Holder, error)
	// ContactsAmong returns the contacts in which both parties take part.
	ContactsAmong(ctx context.Context, a, b quad.IRI) ([]KnownContact, error)
	// ContactsOf returns the contacts of a party on a date in its lexical form.
	ContactsOf(ctx context.Context, party quad.IRI, date string) ([]KnownContact, error)
	// ContactsOn returns the contacts of a date in its lexical form that gather
	// an unnamed group.
	ContactsOn(ctx context.Context, date string) ([]KnownContact, error)
	// Decided tells whether somebody has decided about a candidate.
	Decided(ctx context.Context, candidate quad.IRI) (bool, error)
}

// Nothing is the directory of an empty graph.
type Nothing struct{}

// PersonsBySurname implements Directory.
func (Nothing) PersonsBySurname(context.Context, string) ([]Known, error) { return nil, nil }

// Named implements Directory.
func (Nothing) Named(context.Context, extract.EntityKind, string) ([]quad.IRI, error) {
	return nil, nil
}

// HoldersIn implements Directory.
func (Nothing) HoldersIn(context.Context, quad.IRI) ([]Holder, error) { return nil, nil }

// ContactsAmong implements Directory.
func (Nothing) ContactsAmong(context.Context, quad.IRI, quad.IRI) ([]KnownContact, error) {
	return nil, nil
}

// ContactsOf implements Directory.
func (Nothing) ContactsOf(context.Context, quad.IRI, string) ([]KnownContact, error) { return nil, nil }

// ContactsOn implements Directory.
func (Nothing) ContactsOn(context.Context, string) ([]KnownContact, error) { return nil, nil }

// Decided implements Directory.
func (Nothing) Decided(context.Context, quad.IRI) (bool, error) { return false, nil }
