package ingest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// A text may tell of an office without naming who holds it: "son homologue turc",
// "the Turkish foreign minister". Where the graph knows of one holder alone on the
// day of the dispatch, that person takes part, and the source says how that came:
//
//	<resolution/…>  a chy:Resolution ; chy:office <office/…> ; chy:resolvedTo <actor/…> ;
//	    chy:wording "son homologue turc"@fr ; prov:wasQuotedFrom <source#char=…> ;
//	    prov:wasDerivedFrom <source/…> .         # who says that the person holds it
//	<meeting/…>  schema:attendee <actor/…> ; chy:resolution <resolution/…> .
//
// Otherwise the office takes part, as nobody.

// heldOffice is an office of a dispatch and who held it.
type heldOffice struct {
	person quad.IRI // "" where the graph does not know, or knows of several
	// from holds the sources that vouch for it on the day nearest to the dispatch.
	from []quad.IRI
	node quad.IRI // of the resolution
	span extract.Span
}

// holdingDays is for how long after a source's day a function is taken to be held
// still, where no later source names another holder.
const holdingDays = 400

// offices names the offices of the dispatch and finds who held them.
func (b *builder) offices(ctx context.Context) (err error) {
	b.held, b.told = make([]heldOffice, len(b.res.Entities)), make([]bool, len(b.res.Entities))
	for i := range b.res.Entities {
		e := &b.res.Entities[i]
		if e.Kind != extract.Office {
			continue
		}
		title, span := "", extract.Span{Start: -1}
		if u := b.unresolved(extract.EntityID(i)); u != nil {
			title, span = u.Title, u.Span
		}
		if e.Country == extract.None {
			continue
		}
		if title == "" {
			title = officeTitle(b.res, e)
		} else {
			b.iris[i] = entityIRI("office", functionOf(title)+" "+lastPart(b.iris[e.Country]))
		}
		held := &b.held[i]
		held.span = span
		if held.person, held.from, err = linkOffice(ctx, b.dir, title, b.iris[e.Country], b.d.Published); err != nil {
			return err
		}
		held.node = quad.IRI(vocab.Base + "resolution/" + shorten(sourceSlug(b.d.Source)+"-"+lastPart(b.iris[i])))
	}
	return nil
}

// unresolved returns what the text says of an office that it does not fill, or nil.
func (b *builder) unresolved(id extract.EntityID) *extract.Unresolved {
	for i := range b.res.Unresolved {
		if u := &b.res.Unresolved[i]; u.Entity == id {
			return u
		}
	}
	return nil
}

// officeTitle returns the function of an office without the name of its country:
// extractors word it either way.
func officeTitle(res *extract.Result, e *extract.Entity) string {
	title := slug(e.Names[0].Text)
	for _, n := range res.Entities[e.Country].Names {
		title = strings.TrimSuffix(title, "-"+slug(n.Text))
	}
	return title
}

// party returns the IRI by which an entity takes part, which is stated then.
func (b *builder) party(id extract.EntityID) quad.IRI {
	b.tell(id)
	return b.partyIRI(id)
}

// partyIRI returns the IRI by which an entity takes part: of the person behind an
// office where the graph knows who held it, else its own.
func (b *builder) partyIRI(id extract.EntityID) quad.IRI {
	if person := b.held[id].person; person != "" {
		return person
	}
	return b.iris[id]
}

// rests states that a node rests on the resolution of an office, if it was resolved.
func (b *builder) rests(s quad.IRI, office extract.EntityID) {
	if held := &b.held[office]; held.person != "" {
		b.add(s, ChyHasResolution, held.node)
	}
}

// resolution states how the person behind an office was found.
func (b *builder) resolution(id extract.EntityID) {
	held := &b.held[id]
	if held.person == "" {
		return
	}
	b.add(b.iris[id], ChyHeldBy, held.person)
	b.types(held.node, ChyResolution)
	b.add(held.node, ChyOffice, b.iris[id])
	b.add(held.node, ChyResolvedTo, held.person)
	if validSpan(b.d.Text, held.span) && held.span.Start < held.span.End {
		b.add(held.node, ChyWording, b.lang(string(b.d.Text[held.span.Start:held.span.End])))
		b.add(held.node, vocab.ProvWasQuotedFrom, b.quote(held.span))
	} else {
		b.add(held.node, ChyWording, b.lang(b.res.Entities[id].Names[0].Text))
	}
	for _, source := range held.from {
		b.add(held.node, vocab.Prov+"wasDerivedFrom", source)
	}
}

// term is the time for which sources vouch that a person held a function.
type term struct {
	first, last string // xsd:date
	nearest     string // the day of these nearest to the day that is asked for
	from        []quad.IRI
}

// linkOffice returns the person who held the function of an office in its country
// on a day, and who says so; no person where the graph does not know, or knows of
// several, or where the function is not one person's at a time.
func linkOffice(ctx context.Context, dir Directory, title string, country quad.IRI, on extract.Date) (quad.IRI, []quad.IRI, error) {
	function := functionOf(title)
	if country == "" || on.Precision != extract.Day || !heldByOne(function) {
		return "", nil, nil
	}
	holders, err := dir.HoldersIn(ctx, country)
	if err != nil {
		return "", nil, fmt.Errorf("look up who is %q: %w", title, err)
	}
	day := on.String()
	terms := map[quad.IRI]*term{}
	for i := range holders {
		if h := &holders[i]; h.AsOf.Precision == extract.Day && h.functionName() == function {
			t := terms[h.Person]
			if t == nil {
				t = &term{}
				terms[h.Person] = t
			}
			t.add(h, day)
		}
	}
	person := holderOn(terms, day)
	if person == "" {
		return "", nil, nil
	}
	from := terms[person].from
	slices.Sort(from)
	return person, slices.Compact(from), nil
}

// add widens a term by what one source says.
func (t *term) add(h *Holder, day string) {
	asOf := h.AsOf.String()
	if t.first == "" || asOf < t.first {
		t.first = asOf
	}
	t.last = max(t.last, asOf)
	if d, best := abs(daysBetween(asOf, day)), abs(daysBetween(t.nearest, day)); d < best {
		t.nearest, t.from = asOf, nil
	} else if d > best {
		return
	}
	if h.Source != "" {
		t.from = append(t.from, h.Source)
	}
}

// holderOn returns the one person whose term holds a day, else the one whose term
// ended last before it, if not long ago.
func holderOn(terms map[quad.IRI]*term, day string) quad.IRI {
	var within, before []quad.IRI
	latest := ""
	for person, t := range terms {
		switch {
		case t.first <= day && day <= t.last:
			within = append(within, person)
		case t.last < day && t.last > latest:
			latest, before = t.last, []quad.IRI{person}
		case t.last == latest:
			before = append(before, person)
		}
	}
	switch {
	case len(within) == 1:
		return within[0]
	case len(within) == 0 && len(before) == 1 && daysBetween(latest, day) <= holdingDays:
		return before[0]
	}
	return ""
}
