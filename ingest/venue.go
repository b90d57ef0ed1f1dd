package ingest

import (
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// A place that is told by what it is alone, "hotel", "palais présidentiel", is that of its dispatch: contacts of two
// dispatches have not been at one place by that, unless they are one contact.

// unnamed reports whether an entity is such a place.
func unnamed(e *extract.Entity) bool {
	return e.Kind == extract.Place && !slices.ContainsFunc(e.Names, func(n extract.Name) bool { return strings.ToLower(n.Text) != n.Text })
}

// venueFolder begins the IRIs of such places.
const venueFolder = vocab.Base + "venue/"

// venueIRI makes the IRI of one that a source tells of.
func venueIRI(source quad.IRI, e *extract.Entity) quad.IRI {
	return quad.IRI(venueFolder + shorten(sourceSlug(source)+"-"+slug(e.Key)))
}

// place states where a contact is, and what that place is where it has no name; a contact that the graph has at a place of
// that wording stays there.
func (b *builder) place(contact quad.IRI, id extract.EntityID, known *KnownContact) {
	e, iri := &b.res.Entities[id], b.iris[id]
	if unnamed(e) {
		same := func(p quad.IRI) bool {
			return strings.HasPrefix(string(p), venueFolder) && strings.HasSuffix(string(p), "-"+slug(e.Key))
		}
		if known != nil {
			if i := slices.IndexFunc(known.Places, same); i >= 0 {
				b.add(contact, vocab.SchemaLocation, known.Places[i])
				return
			}
		}
		b.entity(id)
	}
	b.add(contact, vocab.SchemaLocation, iri)
}
