package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// shortDigest is enough of a SHA-256 to tell long names apart.
func shortDigest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:6])
}

// Stated is a dispatch as statements.
type Stated struct {
	// Quads holds each statement once, all in the graph named by the source.
	Quads []quad.Quad
	// Facts and Candidates count the assertions stated as such.
	Facts, Candidates int
	// Matched counts the contacts that the graph knew already.
	Matched int
}

// Build states what was found as quads. It fails only where a span of the result
// is not one of the text, where Options are out of range, or with the error of
// the directory or of ctx.
func Build(ctx context.Context, r *Reading, opts Options) (*Stated, error) {
	if err := opts.Validate(); err != nil {
		return nil, err
	}
	opts = opts.withDefaults()
	if r.Dispatch.Published.IsZero() {
		return nil, &InputError{Err: ErrDate, Hint: "give the day of publication, as 2006-01-02"}
	}
	b := &builder{
		d: r.Dispatch, res: r.Result, opts: opts, dir: opts.Directory,
		collected: collections.Get().(*collected), chars: newCharCounter(r.Dispatch.Text), mark: r.Dispatch.Mark,
		claims: map[quad.IRI]*claims{},
	}
	defer b.collected.release()
	if err := b.checkSpans(); err != nil {
		return nil, err
	}
	if err := b.name(ctx); err != nil {
		return nil, err
	}
	b.source(opts.Extractor.Name(), r.Report)
	for id := range b.res.Entities {
		if !anonymous(&b.res.Entities[id]) { // those are stated where they are used
			b.entity(extract.EntityID(id))
		}
	}
	for i := range b.res.Assertions {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := b.assertion(ctx, &b.res.Assertions[i]); err != nil {
			return nil, err
		}
	}
	b.confidences()
	b.quotations()
	b.stated.Quads = slices.Clone(b.quads)
	return &b.stated, nil
}

// builder collects the quads of one dispatch.
type builder struct {
	d      *Dispatch
	res    *extract.Result
	opts   Options
	dir    Directory
	iris   []quad.IRI   // by EntityID
	held   []heldOffice // by EntityID
	told   []bool       // by EntityID: of anonymous entities, whether a fact has stated them
	stated Stated
	*collected
	quotes []extract.Span // in the order of their first use
	quoted map[extract.Span]quad.IRI
	chars  *charCounter
	mark   int
	claims map[quad.IRI]*claims
	order  []quad.IRI // of claims
	// into collects the statements of an assertion that is a candidate; nil while
	// facts are stated.
	into *candidate
}

// statement is what a quad says in any graph.
type statement struct {
	subject   quad.IRI
	predicate string
	object    quad.Value
}

// collected is what a builder has stated, each statement once.
type collected struct {
	quads []quad.Quad
	seen  map[statement]struct{}
}

// collections keeps what builders collect in, since it is larger than all else
// that a dispatch takes.
var collections = sync.Pool{New: func() any { return &collected{seen: map[statement]struct{}{}} }}

// mostSeen is the size up to which a set is used again: clearing a great one takes
// longer than making a small one.
const mostSeen = 10_000

func (c *collected) release() {
	if len(c.seen) <= mostSeen {
		clear(c.seen)
		clear(c.quads)
		c.quads = c.quads[:0]
		collections.Put(c)
	}
}

// claims are the assertions of this source about one node.
type claims struct{ confidence float64 }

// assertion states one assertion, as a fact or as a candidate.
func (b *builder) assertion(ctx context.Context, a *extract.Assertion) error {
	if !isFact(a, b.opts.MinConfidence) {
		return b.propose(ctx, a)
	}
	node, err := b.state(ctx, a)
	if err != nil || node == "" {
		return err
	}
	b.stated.Facts++
	b.claim(node, confidence(a))
	return nil
}

// state states an assertion and returns its node, or "" where it says nothing.
func (b *builder) state(ctx context.Context, a *extract.Assertion) (quad.IRI, error) {
	switch a.Kind {
	case extract.HoldsRole:
		return b.role(a), nil
	case extract.RegularContact:
		return b.habit(a), nil
	}
	return b.contact(ctx, a)
}

// claim notes how sure the source makes a node; the surest of several counts.
func (b *builder) claim(node quad.IRI, confidence float64) {
	c := b.claims[node]
	if c == nil {
		c = &claims{}
		b.claims[node] = c
		b.order = append(b.order, node)
	}
	c.confidence = max(c.confidence, confidence)
}

// confidences states the confidence of each node. Extractors that measure none
// leave every assertion at 1, of which nothing is said.
func (b *builder) confidences() {
	for _, node := range b.order {
		if c := b.claims[node].confidence; c < 1 {
			b.add(node, ChyConfidence, decimal(c))
		}
	}
}

// add states a triple in the graph of the source, once.
func (b *builder) add(s quad.IRI, p string, o quad.Value) {
	if b.into != nil {
		b.into.add(s, p, o)
		return
	}
	k := statement{s, p, o}
	if _, again := b.seen[k]; again {
		return
	}
	b.seen[k] = struct{}{}
	b.quads = append(b.quads, quad.Quad{Subject: s, Predicate: quad.IRI(p), Object: o, Label: b.d.Source})
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

// source states what is known of the dispatch itself and of its reading.
func (b *builder) source(extractor string, r *Report) {
	s, from := b.d.Source, &b.d.Origin
	b.types(s, vocab.SchemaNewsArticle)
	b.add(s, vocab.SchemaHeadline, b.lang(b.d.Title))
	b.add(s, vocab.SchemaDatePublished, date(b.d.Published))
	b.add(s, vocab.SchemaInLanguage, quad.String(b.d.Lang))
	b.add(s, vocab.ChySha256, quad.String(hex.EncodeToString(b.d.SHA256[:])))
	b.add(s, vocab.ChyExtractor, quad.String(extractor))
	for _, field := range [][2]string{
		{SchemaCreditText, from.Outlet}, {ChyFormat, from.Format}, {ChyEncoding, from.Encoding},
	} {
		if field[1] != "" {
			b.add(s, field[0], quad.String(field[1]))
		}
	}
	if from.URL != "" && checkSource(from.URL) == nil {
		b.add(s, vocab.SchemaUrl, quad.IRI(from.URL))
	}
	if b.opts.Keep.keeps(from.Extracted) {
		b.add(s, SchemaArticleBody, b.lang(string(b.d.Text)))
	}
	if from.Extracted {
		sum := sha256.Sum256(b.d.Text)
		b.add(s, ChyTextSha256, quad.String(hex.EncodeToString(sum[:])))
	}
	if r == nil {
		return
	}
	if r.Model != "" {
		b.add(s, ChyModel, quad.String(r.Model))
		b.add(s, ChyPromptSha256, quad.String(r.PromptSHA256))
		b.add(s, ChyPromptTokens, integer(r.PromptTokens))
		b.add(s, ChyCompletionTokens, integer(r.CompletionTokens))
	}
	for _, reason := range slices.Sorted(maps.Keys(r.Dropped)) {
		b.add(s, ChyDropped, quad.String(fmt.Sprintf("%s: %d", reason, r.Dropped[reason])))
	}
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

// name gives every entity its IRI: the one that the graph has for it, else one
// made from its name.
func (b *builder) name(ctx context.Context) (err error) {
	b.iris = make([]quad.IRI, len(b.res.Entities))
	for i := range b.res.Entities {
		e := &b.res.Entities[i]
		switch e.Kind {
		case extract.Person:
			b.iris[i], err = linkPerson(ctx, b.dir, e)
		case extract.Country:
			b.iris[i], err = linkNamed(ctx, b.dir, e, entityIRI("country", e.NameIn(extract.English)))
		case extract.Organization:
			b.iris[i], err = linkNamed(ctx, b.dir, e, entityIRI("org", e.Key))
		case extract.Place:
			if anonymous(e) {
				b.iris[i] = anonymousIRI(b.d.Source, e)
				continue
			}
			b.iris[i], err = linkNamed(ctx, b.dir, e, entityIRI("place", e.Key))
		}
		if err != nil {
			return err
		}
	}
	for i := range b.res.Entities { // countries and bodies have their IRIs now
		switch e := &b.res.Entities[i]; {
		case e.Kind != extract.Group && e.Kind != extract.Office:
		case anonymous(e):
			b.iris[i] = anonymousIRI(b.d.Source, e)
		case e.Kind == extract.Group:
			b.iris[i] = b.collectiveIRI("group", e)
		default:
			b.iris[i] = b.collectiveIRI("office", e)
		}
	}
	return b.offices(ctx)
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
	names := e.Names
	if called := b.res.Called(id); called != names[0].Text {
		names = append([]extract.Name{{Text: called, Lang: b.res.Lang}}, names...)
	}
	for i, n := range names {
		p := vocab.SchemaName
		// A surname that was traced to a known person is no better name than that
		// person has.
		short := e.Kind == extract.Person && iri != entityIRI("actor", e.Key) && !strings.Contains(e.Key, " ")
		if named[n.Lang] || i > 0 && n.Lang == "" || short {
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
	b.resolution(id)
}

// role states a function held by a person.
func (b *builder) role(a *extract.Assertion) quad.IRI {
	if len(a.Participants) != 1 || slug(a.Role.Title) == "" {
		return ""
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
	return iri
}

func lastPart(iri quad.IRI) string {
	s := string(iri)
	return s[strings.LastIndexByte(s, '/')+1:]
}

// evidence states who claims an assertion, which sentences say it and which
// rule read them.
func (b *builder) evidence(s quad.IRI, a *extract.Assertion) {
	if a.ClaimedBy != extract.None {
		b.add(s, vocab.ChyClaimedBy, b.party(a.ClaimedBy))
		b.rests(s, a.ClaimedBy)
	}
	b.add(s, vocab.ChyRule, quad.String(a.Rule))
	b.add(s, vocab.ProvWasQuotedFrom, b.quote(a.Quote))
	for _, sp := range a.Support {
		b.add(s, vocab.ProvWasQuotedFrom, b.quote(sp))
	}
}
