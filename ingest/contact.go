package ingest

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// kinds gives the folder and the class of each kind of contact.
var kinds = map[extract.Kind]struct{ folder, class string }{
	extract.Meeting:   {"meeting", vocab.ChyMeeting},
	extract.Call:      {"call", vocab.ChyCall},
	extract.VideoCall: {"video-call", vocab.ChyVideoCall},
	extract.Visit:     {"visit", vocab.ChyVisit},
	extract.Talks:     {"talks", vocab.ChyTalks},
	extract.Gathering: {"meeting", vocab.ChyGathering},
}

var statuses = map[extract.Status]string{
	extract.Occurred: vocab.ChyOccurred, extract.Planned: vocab.ChyPlanned,
	extract.Cancelled: vocab.ChyCancelled, extract.Denied: vocab.ChyDenied,
	extract.Hypothetical: vocab.ChyHypothetical,
}

// maxPaired is the number of parties up to which every two of one contact get
// a direct edge; beyond it the edges would outnumber all else, and the event
// node says the same.
const maxPaired = 16

// contact states an event: as one that the graph has, where it is the same.
func (b *builder) contact(ctx context.Context, a *extract.Assertion) (quad.IRI, error) {
	kind, ok := kinds[a.Kind]
	if !ok {
		return "", nil
	}
	sought := b.soughtFor(a)
	known, others, err := match(ctx, b.dir, sought)
	if err != nil {
		return "", err
	}
	iri := b.eventIRI(kind.folder, a)
	switch {
	case known != nil:
		b.identify(a, known)
		iri = known.IRI
		b.stated.Matched++
	case sought.place != "" && slices.Contains(others, iri): // by name the same, and not by place
		iri = quad.IRI(shorten(string(iri) + "-" + lastPart(sought.place)))
	}
	b.types(iri, vocab.SchemaEvent, vocab.ChyContact, kind.class)
	b.add(iri, vocab.ChyStatus, quad.IRI(statuses[a.Status]))
	if a.Postponed {
		b.add(iri, ChyPostponed, typed("true", vocab.XSDBoolean))
	}
	for _, p := range a.Participants {
		b.participant(iri, a, p)
	}
	if a.Collective != "" {
		b.add(iri, vocab.ChyCollective, b.lang(a.Collective))
	}
	if a.Place != extract.None {
		b.tell(a.Place)
		b.add(iri, vocab.SchemaLocation, b.iris[a.Place])
	}
	if !a.Date.IsZero() {
		b.add(iri, vocab.SchemaStartDate, date(a.Date))
	}
	for _, t := range a.Topics {
		b.add(iri, vocab.SchemaAbout, b.lang(t.Text))
	}
	for _, c := range a.Counts {
		p := vocab.ChyExpectedCountries
		if c.Confirmed {
			p = vocab.ChyConfirmedCountries
		}
		b.add(iri, p, integer(c.Number))
	}
	b.evidence(iri, a)
	b.counts(iri, a, known)
	if a.Status == extract.Occurred {
		b.edges(a)
	}
	return iri, nil
}

func (b *builder) participant(event quad.IRI, a *extract.Assertion, p extract.Participant) {
	who := b.party(p.Entity)
	b.add(event, vocab.SchemaAttendee, who)
	b.rests(event, p.Entity)
	if a.Status == extract.Planned {
		b.add(event, vocab.ChyExpectedParticipant, who)
	}
	if p.Confirmed {
		b.add(event, vocab.ChyConfirmedParticipant, who)
	}
	switch p.Mode {
	case extract.Online:
		b.add(event, vocab.ChyOnlineParticipant, who)
	case extract.InPerson:
		b.add(event, vocab.ChyInPersonParticipant, who)
	}
}

// eventIRI names an event by its date and the parties that identify it: what a
// gathering gathers, else the parties in the order of the sentence. Where those do
// not identify it beyond its source, the source does.
func (b *builder) eventIRI(folder string, a *extract.Assertion) quad.IRI {
	var parts []string
	day := a.Date.String()
	if day == "" {
		day = "undated"
	}
	parts = append(parts, day)
	if group := b.res.Gathers(a); group != "" {
		parts = append(parts, slug(group))
	} else {
		parts = append(parts, b.partySlugs(a)...)
	}
	if unnamed := len(parts) == 1; unnamed || a.Date.Precision != extract.Day {
		parts = append(parts, sourceSlug(b.d.Source))
		if unnamed { // nothing but its sentence tells it from others
			parts = append(parts, strconv.Itoa(b.chars.at(a.Quote.Start)))
		}
	}
	return quad.IRI(vocab.Base + folder + "/" + shorten(strings.Join(parts, "-")))
}

func (b *builder) partySlugs(a *extract.Assertion) []string {
	var out []string
	for _, p := range a.Participants {
		if c := b.calls(p.Entity); c.folder != "" {
			out = append(out, c.wording)
		} else {
			out = append(out, lastPart(c.iri))
		}
	}
	return out
}

// edges states the direct edges of an occurred contact, in both directions,
// between parties that are not on the same side.
func (b *builder) edges(a *extract.Assertion) {
	p := vocab.ChyMet
	if a.Kind == extract.Call || a.Kind == extract.VideoCall {
		p = vocab.ChySpokeWith
	}
	b.pairs(a, p)
}

func (b *builder) pairs(a *extract.Assertion, predicate string) {
	if len(a.Participants) > maxPaired {
		return
	}
	for i, x := range a.Participants {
		for _, y := range a.Participants[i+1:] {
			one, other := b.party(x.Entity), b.party(y.Entity)
			if one == other || x.Side != 0 && x.Side == y.Side {
				continue
			}
			b.add(one, predicate, other)
			b.add(other, predicate, one)
		}
	}
}

// habit states a contact that is no event of a day.
func (b *builder) habit(a *extract.Assertion) quad.IRI {
	parts := append([]string{sourceSlug(b.d.Source)}, b.partySlugs(a)...)
	iri := quad.IRI(vocab.Base + "contact/" + shorten(strings.Join(parts, "-")))
	b.types(iri, vocab.ChyRegularContact)
	for _, p := range a.Participants {
		b.add(iri, vocab.ChyParticipant, b.party(p.Entity))
	}
	if a.Frequency != "" {
		b.add(iri, vocab.ChyFrequency, b.lang(a.Frequency))
	}
	b.add(iri, vocab.ChyAsOf, date(b.d.Published))
	b.evidence(iri, a)
	b.pairs(a, vocab.ChyInRegularContactWith)
	return iri
}

// quote returns the IRI of the quotation of a span.
func (b *builder) quote(s extract.Span) quad.IRI {
	if iri, ok := b.quoted[s]; ok {
		return iri
	}
	if b.quoted == nil {
		b.quoted = map[extract.Span]quad.IRI{}
	}
	iri := QuoteIRI(b.d.Source, b.chars.at(s.Start), b.chars.at(s.End))
	b.quoted[s] = iri
	b.quotes = append(b.quotes, s)
	return iri
}

// quotations states the sentences that were quoted, in the order of the text.
func (b *builder) quotations() {
	slices.SortFunc(b.quotes, func(x, y extract.Span) int { return x.Start - y.Start })
	for _, s := range b.quotes {
		iri := b.quoted[s]
		b.types(iri, vocab.ProvEntity, vocab.ChyQuotation)
		b.add(iri, vocab.SchemaText, b.lang(string(b.d.Text[s.Start:s.End])))
		b.add(iri, vocab.SchemaIsPartOf, b.d.Source)
		b.add(iri, vocab.ChyByteStart, integer(b.mark+s.Start))
		b.add(iri, vocab.ChyByteEnd, integer(b.mark+s.End))
	}
}
