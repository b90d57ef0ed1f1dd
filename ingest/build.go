package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// shortDigest is enough of a SHA-256 to tell long names apart.
func shortDigest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:6])
}

// Build states a result as quads, all in the graph named by the source. Each
// quad stands once. It fails only where a span of the result is not one of the
// text, or with the error of the directory or of ctx.
func Build(ctx context.Context, d *Dispatch, res *extract.Result, opts Options) ([]quad.Quad, error) {
	opts = opts.withDefaults()
	b := &builder{d: d, res: res, seen: map[[3]string]bool{}, chars: newCharCounter(d.Text), mark: d.Mark}
	if err := b.checkSpans(); err != nil {
		return nil, err
	}
	if err := b.name(ctx, opts.Directory); err != nil {
		return nil, err
	}
	b.source(opts.Extractor.Name())
	for id := range res.Entities {
		b.entity(extract.EntityID(id))
	}
	for i := range res.Assertions {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		a := &res.Assertions[i]
		switch a.Kind {
		case extract.HoldsRole:
			b.role(a)
		case extract.RegularContact:
			b.habit(a)
		default:
			b.contact(a)
		}
	}
	b.quotations()
	return b.out, nil
}

// builder collects the quads of one dispatch.
type builder struct {
	d      *Dispatch
	res    *extract.Result
	iris   []quad.IRI // by EntityID
	out    []quad.Quad
	seen   map[[3]string]bool
	quotes []extract.Span // in the order of their first use
	quoted map[extract.Span]quad.IRI
	chars  *charCounter
	mark   int
}

// add states a triple in the graph of the source, once.
func (b *builder) add(s quad.IRI, p string, o quad.Value) {
	k := [3]string{string(s), p, o.String()}
	if b.seen[k] {
		return
	}
	b.seen[k] = true
	b.out = append(b.out, quad.Quad{Subject: s, Predicate: quad.IRI(p), Object: o, Label: b.d.Source})
}

func (b *builder) types(s quad.IRI, types ...string) {
	for _, t := range types {
		b.add(s, vocab.RDFType, quad.IRI(t))
	}
}

func typed(lexical, datatype string) quad.TypedString {
	return quad.TypedString{Value: quad.String(lexical), Type: quad.IRI(datatype)}
}

func integer(n int) quad.TypedString { return typed(strconv.Itoa(n), vocab.XSDInteger) }

func (b *builder) lang(text string) quad.LangString {
	return quad.LangString{Value: quad.String(text), Lang: string(b.d.Lang)}
}

// date returns a date with the datatype of its precision.
func date(d extract.Date) quad.TypedString {
	switch d.Precision {
	case extract.Month:
		return typed(d.String(), vocab.XSDGYearMonth)
	case extract.Year:
		return typed(d.String(), vocab.XSDGYear)
	}
	return typed(d.String(), vocab.XSDDate)
}

func (b *builder) source(extractor string) {
	s := b.d.Source
	b.types(s, vocab.SchemaNewsArticle)
	b.add(s, vocab.SchemaHeadline, b.lang(b.d.Title))
	b.add(s, vocab.SchemaDatePublished, date(b.d.Published))
	b.add(s, vocab.SchemaInLanguage, quad.String(b.d.Lang))
	b.add(s, vocab.ChySha256, quad.String(hex.EncodeToString(b.d.SHA256[:])))
	b.add(s, vocab.ChyExtractor, quad.String(extractor))
}

// checkSpans refuses a result whose quotations do not lie in the text.
func (b *builder) checkSpans() error {
	for i := range b.res.Assertions {
		a := &b.res.Assertions[i]
		for _, s := range append([]extract.Span{a.Quote}, a.Support...) {
			if !validSpan(b.d.Text, s) {
				return fmt.Errorf("ingest: assertion %d quotes bytes %d to %d, not a part of the text", i, s.Start, s.End)
			}
		}
	}
	return nil
}

// name gives every entity its IRI.
func (b *builder) name(ctx context.Context, dir Directory) error {
	b.iris = make([]quad.IRI, len(b.res.Entities))
	for i := range b.res.Entities {
		e := &b.res.Entities[i]
		switch e.Kind {
		case extract.Person:
			iri, err := link(ctx, dir, e)
			if err != nil {
				return err
			}
			b.iris[i] = iri
		case extract.Country:
			b.iris[i] = entityIRI("country", nameIn(e, extract.English))
		case extract.Organization:
			b.iris[i] = entityIRI("org", e.Key)
		case extract.Place:
			b.iris[i] = entityIRI("place", e.Key)
		case extract.Group:
			b.iris[i] = entityIRI("group", e.Key)
		default:
			b.iris[i] = entityIRI("office", e.Key)
		}
	}
	return nil
}

func nameIn(e *extract.Entity, lang extract.Lang) string {
	for _, n := range e.Names {
		if n.Lang == lang {
			return n.Text
		}
	}
	return e.Names[0].Text
}

var entityTypes = map[extract.EntityKind][]string{
	extract.Person:       {vocab.SchemaPerson},
	extract.Organization: {vocab.SchemaOrganization},
	extract.Country:      {vocab.SchemaCountry},
	extract.Place:        {vocab.SchemaPlace},
	extract.Group:        {vocab.SchemaOrganization, vocab.ChyGroup},
	extract.Office:       {vocab.SchemaPerson, vocab.ChyOffice},
}

// entity states what an entity is and how it is called. The first name of each
// language is schema:name, further ones are schema:alternateName.
func (b *builder) entity(id extract.EntityID) {
	e, iri := &b.res.Entities[id], b.iris[id]
	b.types(iri, entityTypes[e.Kind]...)
	named := map[extract.Lang]bool{}
	for i, n := range e.Names {
		p := vocab.SchemaName
		if named[n.Lang] || i > 0 && n.Lang == "" {
			p = vocab.SchemaAlternateName
		}
		named[n.Lang] = true
		if n.Lang == "" {
			b.add(iri, p, quad.String(n.Text))
			continue
		}
		b.add(iri, p, quad.LangString{Value: quad.String(n.Text), Lang: string(n.Lang)})
	}
	if e.Kind == extract.Country && e.Code != "" {
		b.add(iri, vocab.SchemaIdentifier, quad.String(e.Code))
	}
	if e.Country != extract.None {
		b.add(iri, vocab.ChyCountry, b.iris[e.Country])
	}
	if e.Body != extract.None {
		b.add(iri, vocab.ChyOrganization, b.iris[e.Body])
	}
}

// role states a function held by a person.
func (b *builder) role(a *extract.Assertion) {
	if len(a.Participants) != 1 || slug(a.Role.Title) == "" {
		return
	}
	person := b.iris[a.Participants[0].Entity]
	parts := []string{lastPart(person), a.Role.Title}
	switch {
	case a.Role.Country != extract.None:
		parts = append(parts, lastPart(b.iris[a.Role.Country]))
	case a.Role.Body != extract.None && !strings.Contains(slug(a.Role.Title), lastPart(b.iris[a.Role.Body])):
		parts = append(parts, lastPart(b.iris[a.Role.Body]))
	}
	iri := entityIRI("role", strings.Join(parts, " "))
	b.add(person, vocab.ChyHasRole, iri)
	b.types(iri, vocab.SchemaOrganizationRole, vocab.ChyRole)
	b.add(iri, vocab.SchemaRoleName, b.lang(a.Role.Title))
	b.add(iri, vocab.ChyHolder, person)
	if a.Role.Body != extract.None {
		b.add(iri, vocab.ChyOrganization, b.iris[a.Role.Body])
	}
	if a.Role.Country != extract.None {
		b.add(iri, vocab.ChyCountry, b.iris[a.Role.Country])
	}
	b.add(iri, vocab.ChyAsOf, date(b.d.Published))
	b.evidence(iri, a)
}

func lastPart(iri quad.IRI) string {
	s := string(iri)
	return s[strings.LastIndexByte(s, '/')+1:]
}

// evidence states who claims an assertion, which sentences say it and which
// rule read them.
func (b *builder) evidence(s quad.IRI, a *extract.Assertion) {
	if a.ClaimedBy != extract.None {
		b.add(s, vocab.ChyClaimedBy, b.iris[a.ClaimedBy])
	}
	b.add(s, vocab.ChyRule, quad.String(a.Rule))
	b.add(s, vocab.ProvWasQuotedFrom, b.quote(a.Quote))
	for _, sp := range a.Support {
		b.add(s, vocab.ProvWasQuotedFrom, b.quote(sp))
	}
}
