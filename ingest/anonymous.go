package ingest

import (
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// A place that is told by what it is alone, "hotel", people by what they are together, "a delegation", and a function of
// no state or body, "the minister", are those of their dispatch. Two dispatches do not tell of one such place or party by
// that, and word that reached the one has not reached the other, unless they tell of one contact.

// anonymousFolders begin the IRIs of such entities.
var anonymousFolders = map[extract.EntityKind]string{
	extract.Place: vocab.Base + "venue/", extract.Group: vocab.Base + "group/", extract.Office: vocab.Base + "office/",
}

// anonymous reports whether an entity is one.
func anonymous(e *extract.Entity) bool {
	switch e.Kind {
	case extract.Place:
		return !slices.ContainsFunc(e.Names, func(n extract.Name) bool { return strings.ToLower(n.Text) != n.Text })
	case extract.Group, extract.Office:
		return e.Country == extract.None && e.Body == extract.None
	}
	return false
}

// anonymousIRI makes the IRI of one that a source tells of.
func anonymousIRI(source quad.IRI, e *extract.Entity) quad.IRI {
	return quad.IRI(anonymousFolders[e.Kind] + shorten(sourceSlug(source)+"-"+slug(e.Key)))
}

// collectiveIRI names a group or an office by its wording and by the state or body that it is of.
func (b *builder) collectiveIRI(folder string, e *extract.Entity) quad.IRI {
	of := e.Country
	if of == extract.None {
		of = e.Body
	}
	owner := lastPart(b.iris[of])
	if strings.HasSuffix(slug(e.Key), "-"+owner) || e.Country == extract.None && b.namedIn(e.Key, of) {
		return entityIRI(folder, e.Key)
	}
	return entityIRI(folder, e.Key+" "+owner)
}

// namedIn reports whether a wording has a name of an entity.
func (b *builder) namedIn(wording string, id extract.EntityID) bool {
	in := "-" + slug(wording) + "-"
	return slices.ContainsFunc(b.res.Entities[id].Names, func(n extract.Name) bool { return strings.Contains(in, "-"+slug(n.Text)+"-") })
}

// called is by what an entity can be found in what the graph knows: its IRI, or of an anonymous one the folder and the
// wording with which those of other sources begin and end.
type called struct {
	iri             quad.IRI
	folder, wording string // "" where the IRI is that of one alone
}

// is reports whether a known party or place may be the one that is called so.
func (c *called) is(known quad.IRI) bool {
	if c.folder == "" {
		return c.iri == known
	}
	return strings.HasPrefix(string(known), c.folder) && strings.HasSuffix(string(known), "-"+c.wording)
}

// among returns the first that may be meant, "" for none.
func (c *called) among(known []quad.IRI) quad.IRI {
	if i := slices.IndexFunc(known, c.is); i >= 0 {
		return known[i]
	}
	return ""
}

// calls returns by what an entity can be found.
func (b *builder) calls(id extract.EntityID) called {
	c := called{iri: b.partyIRI(id)}
	if e := &b.res.Entities[id]; anonymous(e) {
		c.folder, c.wording = anonymousFolders[e.Kind], slug(e.Key)
	}
	return c
}

// identify takes the anonymous parties of a contact, and its place, for those of the contact that the graph has.
func (b *builder) identify(a *extract.Assertion, known *KnownContact) {
	for _, p := range a.Participants {
		b.identifyAs(p.Entity, known.Parties)
	}
	if a.Place != extract.None {
		b.identifyAs(a.Place, known.Places)
	}
}

func (b *builder) identifyAs(id extract.EntityID, known []quad.IRI) {
	if c := b.calls(id); c.folder != "" && !b.told[id] {
		if iri := c.among(known); iri != "" {
			b.iris[id] = iri
		}
	}
}

// tell states what an anonymous entity is where it is first used, as a fact or in a candidate: one that nothing needs is
// none of the graph.
func (b *builder) tell(id extract.EntityID) {
	if b.told[id] || !anonymous(&b.res.Entities[id]) {
		return
	}
	if c := b.into; c == nil {
		b.told[id] = true
	} else if slices.Contains(c.told, id) {
		return
	} else {
		c.told = append(c.told, id)
	}
	b.entity(id)
}
