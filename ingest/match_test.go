package ingest_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// archive is a directory that knows contacts, whoever is asked about.
type archive struct {
	ingest.Nothing
	contacts []ingest.KnownContact
	err      error
}

func (a archive) ContactsAmong(context.Context, quad.IRI, quad.IRI) ([]ingest.KnownContact, error) {
	return a.contacts, a.err
}

func (a archive) ContactsOf(context.Context, quad.IRI, string) ([]ingest.KnownContact, error) {
	return a.contacts, a.err
}

var (
	ana, rui, karl = quad.IRI(vocab.Base + "actor/ana-prata"), quad.IRI(vocab.Base + "actor/rui-tavira"), quad.IRI(vocab.Base + "actor/karl-ott")
	oslo, rome     = quad.IRI(vocab.Base + "place/oslo"), quad.IRI(vocab.Base + "place/rome")
)

// told is a contact of Ana Prata and Rui Tavira in Oslo, reported on 10 March.
func told(change func(*extract.Assertion)) *ingest.Reading {
	text := "Ana Prata, Rui Tavira, Oslo."
	person := func(name string) extract.Entity {
		return extract.Entity{Kind: extract.Person, Key: extract.Fold(name), Names: []extract.Name{{Text: name}}, Country: extract.None, Body: extract.None}
	}
	place := person("Oslo")
	place.Kind = extract.Place
	a := extract.Assertion{Kind: extract.Meeting, Participants: []extract.Participant{{Entity: 0}, {Entity: 1}}, Place: 2,
		ClaimedBy: extract.None, Date: extract.Date{Year: 2026, Month: 3, Day: 8, Precision: extract.Day}, Quote: extract.Span{Start: 0, End: len(text)}, Rule: "test", Confidence: 0.9}
	change(&a)
	return &ingest.Reading{
		Dispatch: &ingest.Dispatch{Text: []byte(text), Title: text, Source: "https://example.org/new", Lang: "en", Published: extract.Date{Year: 2026, Month: 3, Day: 10, Precision: extract.Day}},
		Result:   &extract.Result{Entities: []extract.Entity{person("Ana Prata"), person("Rui Tavira"), place}, Assertions: []extract.Assertion{a}},
	}
}

func TestMatch(t *testing.T) {
	same := func(*extract.Assertion) {}
	undated := func(a *extract.Assertion) { a.Date = extract.Date{} }
	planned := func(a *extract.Assertion) { a.Status, a.Date = extract.Planned, extract.Date{} }
	month := func(a *extract.Assertion) { a.Date = extract.Date{Year: 2026, Month: 3, Precision: extract.Month} }
	known := func(change func(*ingest.KnownContact)) ingest.KnownContact {
		k := ingest.KnownContact{IRI: "https://example.org/known", Occurred: true, Parties: []quad.IRI{rui, ana}, Places: []quad.IRI{oslo}, Dates: []string{"2026-03-08"}, Published: []string{"2026-03-09"}}
		change(&k)
		return k
	}
	dates := func(list ...string) func(*ingest.KnownContact) {
		return func(k *ingest.KnownContact) { k.Dates = list }
	}
	for _, tt := range []struct {
		name    string
		told    func(*extract.Assertion)
		known   func(*ingest.KnownContact)
		matches bool
	}{
		{"the same day", same, func(*ingest.KnownContact) {}, true},
		{"another day", same, dates("2026-03-07"), false},
		{"one of several days", same, dates("2026-03-07", "2026-03-08"), true},
		{"within a month", same, dates("2026-03"), true},
		{"another month", same, dates("2026-02"), false},
		{"a month, and a day within", month, dates("2026-03-20"), true},
		{"a year that only begins alike", month, dates("2026-031"), false},
		{"no day, reported just after", undated, func(*ingest.KnownContact) {}, true},
		{"no day, reported long after", undated, dates("2026-03-01"), false},
		{"no day, before it was", undated, dates("2026-03-12"), false},
		{"no day, elsewhere", undated, func(k *ingest.KnownContact) { k.Places = []quad.IRI{rome} }, false},
		{"no day, announced", planned, dates("2026-03-20"), true},
		{"no day, announced and past", planned, dates("2026-03-08"), false},
		{"a day, known without", same, func(k *ingest.KnownContact) { k.Dates = nil }, true},
		{"a day, known long before without", same, func(k *ingest.KnownContact) { k.Dates, k.Published = nil, []string{"2026-01-09"} }, false},
		{"a day, announced before without", same, func(k *ingest.KnownContact) { k.Dates, k.Occurred, k.Published = nil, false, []string{"2026-03-01"} }, true},
		{"neither has a day", undated, func(k *ingest.KnownContact) { k.Dates = nil }, true},
		{"neither has a day, weeks apart", undated, func(k *ingest.KnownContact) { k.Dates, k.Published = nil, []string{"2026-02-09"} }, false},
		{"a call", same, func(k *ingest.KnownContact) { k.Remote = true }, false},
		{"elsewhere on the day: a contradiction of one contact", same, func(k *ingest.KnownContact) { k.Places = []quad.IRI{rome} }, true},
		{"a third party, there and then", same, func(k *ingest.KnownContact) { k.Parties = append(k.Parties, karl) }, true},
		{"a third party, elsewhere", same, func(k *ingest.KnownContact) { k.Parties, k.Places = append(k.Parties, karl), []quad.IRI{rome} }, false},
		{"another party", same, func(k *ingest.KnownContact) { k.Parties = []quad.IRI{ana, karl} }, false},
	} {
		stated, err := ingest.Build(context.Background(), told(tt.told), ingest.Options{Directory: archive{contacts: []ingest.KnownContact{known(tt.known)}}})
		if err != nil {
			t.Fatal(err)
		}
		if got := has(stated.Quads, "https://example.org/known", vocab.SchemaAttendee, string(ana)); got != tt.matches || (stated.Matched == 1) != tt.matches {
			t.Errorf("%s: matches %v, want %v", tt.name, got, tt.matches)
		}
	}
	two := archive{contacts: []ingest.KnownContact{known(dates("2026-03-09")), known(func(k *ingest.KnownContact) { k.IRI = "https://example.org/other" })}}
	if stated, err := ingest.Build(context.Background(), told(undated), ingest.Options{Directory: two}); err != nil || stated.Matched != 0 {
		t.Errorf("two fit as well: %+v, %v", stated, err)
	}
	if stated, err := ingest.Build(context.Background(), told(same), ingest.Options{Directory: two}); err != nil || stated.Matched != 1 {
		t.Errorf("the day tells which of two: %+v, %v", stated, err)
	}
	if _, err := ingest.Build(context.Background(), told(same), ingest.Options{Directory: archive{err: errors.ErrUnsupported}}); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("the directory fails: %v", err)
	}
}

func TestCandidatesAreNoContacts(t *testing.T) {
	unsure := func(a *extract.Assertion) { a.Confidence = 0.3 }
	stated, err := ingest.Build(context.Background(), told(unsure), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if stated.Candidates != 1 || stated.Facts != 0 {
		t.Errorf("got %+v", stated)
	}
	for _, q := range stated.Quads {
		switch p := string(q.Predicate.(quad.IRI)); {
		case p == vocab.SchemaAttendee, p == vocab.ChyMet, p == vocab.ChyStatus, p == vocab.SchemaStartDate,
			p == vocab.RDFType && (q.Object == quad.IRI(vocab.ChyContact) || q.Object == quad.IRI(vocab.SchemaEvent)):
			t.Errorf("a reader of contacts would take this for a fact: %s", q.NQuad())
		}
		if p, ok := ingest.PropertyProposed(string(q.Predicate.(quad.IRI))); ok && ingest.ProposedProperty(p) != string(q.Predicate.(quad.IRI)) {
			t.Errorf("%s and back is %s", p, q.Predicate)
		}
	}
	all, err := ingest.Build(context.Background(), told(unsure), ingest.Options{MinConfidence: -1})
	if err != nil || all.Facts != 1 || all.Candidates != 0 {
		t.Errorf("everything as fact: %+v, %v", all, err)
	}
	text := ""
	for _, q := range all.Quads {
		text += q.NQuad() + "\n"
	}
	if !strings.Contains(text, ingest.ChyConfidence+`> "0.30"`) {
		t.Errorf("the confidence is not stated:\n%s", text)
	}
	if _, err := ingest.Build(context.Background(), told(unsure), ingest.Options{MinConfidence: 1.1}); err == nil {
		t.Error("a confidence above 1 is accepted")
	}
}

// cabinet is a directory that knows who held which function in one country.
type cabinet struct {
	ingest.Nothing
	holders []ingest.Holder
}

func (c cabinet) HoldersIn(_ context.Context, country quad.IRI) ([]ingest.Holder, error) {
	if country != quad.IRI(vocab.Base+"country/greece") {
		return nil, nil
	}
	return c.holders, nil
}

func TestOfficeIsWhoHeldItThen(t *testing.T) {
	day := func(y, m, d int) extract.Date { return extract.Date{Year: y, Month: m, Day: d, Precision: extract.Day} }
	french, english := "ministre des Affaires étrangères", "Foreign Minister"
	for _, tt := range []struct {
		name    string
		holders []ingest.Holder
		want    quad.IRI
	}{
		{"nobody is known", nil, ""},
		{"one, in another language", []ingest.Holder{{Person: karl, Title: french, AsOf: day(2026, 1, 5)}}, karl},
		{"another function", []ingest.Holder{{Person: karl, Title: "Defence Minister", AsOf: day(2026, 1, 5)}}, ""},
		{"too long ago", []ingest.Holder{{Person: karl, Title: french, AsOf: day(2024, 1, 5)}}, ""},
		{"only later", []ingest.Holder{{Person: karl, Title: french, AsOf: day(2026, 5, 5)}}, ""},
		{"the later of two", []ingest.Holder{{Person: karl, Title: french, AsOf: day(2025, 12, 5)}, {Person: rui, Title: english, AsOf: day(2026, 2, 1)}}, rui},
		{"within a term, another before", []ingest.Holder{{Person: karl, Title: english, AsOf: day(2026, 1, 5)}, {Person: karl, Title: english, AsOf: day(2026, 6, 5)}, {Person: rui, Title: english, AsOf: day(2026, 3, 1)}}, karl},
		{"two at once", []ingest.Holder{{Person: karl, Title: english, AsOf: day(2026, 3, 10)}, {Person: rui, Title: english, AsOf: day(2026, 3, 10)}}, ""},
	} {
		r := told(func(*extract.Assertion) {})
		greece := extract.Entity{Kind: extract.Country, Key: "gr", Code: "GR", Names: []extract.Name{{Text: "Greece", Lang: "en"}}, Country: extract.None, Body: extract.None}
		r.Result.Entities = append(r.Result.Entities, greece)
		r.Result.Entities[1] = extract.Entity{Kind: extract.Office, Key: "foreign minister greece", Names: []extract.Name{{Text: "foreign minister", Lang: "en"}}, Country: 3, Body: extract.None}
		stated, err := ingest.Build(context.Background(), r, ingest.Options{Directory: cabinet{holders: tt.holders}})
		if err != nil {
			t.Fatal(err)
		}
		office, want := "office/foreign-minister-greece", tt.want
		if want == "" {
			want = quad.IRI(vocab.Base + office)
		}
		if !has(stated.Quads, string(ana), vocab.ChyMet, string(want)) {
			t.Errorf("%s: %s did not meet %s", tt.name, ana, want)
		}
		if got := has(stated.Quads, office, ingest.ChyHeldBy, string(tt.want)); got != (tt.want != "") {
			t.Errorf("%s: chy:heldBy is stated: %v", tt.name, got)
		}
	}
}
