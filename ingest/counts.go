package ingest

import (
	"slices"
	"strconv"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// counts states the numbers of members that a source claims for a contact, and
// the members that it names, also of numbers that earlier sources claimed:
//
//	<count/…>  a chy:CountClaim ; chy:countOf <meeting/…> ; chy:number 15 ;
//	    chy:wording "Quinze pays"@fr ; prov:wasQuotedFrom <source#char=…> ;
//	    chy:member <country/norway> .                in the graph of whoever names it
//
// A claim of 15 with two members has 13 that nobody has named yet. Countries
// count as members, and so do groups and offices of a country, by their country.
func (b *builder) counts(contact quad.IRI, a *extract.Assertion, known *KnownContact) {
	members := b.countries(a)
	for _, c := range a.Counts {
		if c.Number <= 0 {
			continue
		}
		claim := quad.IRI(vocab.Base + "count/" + shorten(sourceSlug(b.d.Source)+"-"+lastPart(contact)+"-"+strconv.Itoa(c.Number)))
		b.types(claim, ChyCountClaim)
		b.add(claim, ChyCountOf, contact)
		b.add(claim, ChyNumber, integer(c.Number))
		b.add(claim, ChyWording, b.lang(string(b.d.Text[c.Span.Start:c.Span.End])))
		b.add(claim, vocab.ProvWasQuotedFrom, b.quote(a.Quote))
		b.members(claim, c.Number, nil, members)
	}
	if known == nil {
		return
	}
	for _, k := range known.Counts {
		b.members(k.IRI, k.Number, k.Members, members)
	}
}

// members states who belongs to a number, unless more are named than it has:
// then the sources disagree, and nobody can tell which members were meant.
func (b *builder) members(claim quad.IRI, number int, already, named []quad.IRI) {
	var added []quad.IRI
	for _, m := range named {
		if !slices.Contains(already, m) {
			added = append(added, m)
		}
	}
	if len(already)+len(added) > number {
		return
	}
	for _, m := range added {
		b.add(claim, ChyMember, m)
	}
}

// countries lists the countries that take part in a contact, themselves or by
// their people.
func (b *builder) countries(a *extract.Assertion) []quad.IRI {
	var list []quad.IRI
	for _, p := range a.Participants {
		e := &b.res.Entities[p.Entity]
		var country quad.IRI
		switch {
		case e.Kind == extract.Country:
			country = b.iris[p.Entity]
		case e.Country != extract.None && (e.Kind == extract.Group || e.Kind == extract.Office):
			country = b.iris[e.Country]
		default:
			continue
		}
		if !slices.Contains(list, country) {
			list = append(list, country)
		}
	}
	return list
}
