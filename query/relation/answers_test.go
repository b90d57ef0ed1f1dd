package relation_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

// outline writes contacts in a line each: local name, kind, status, date, who.
func outline(contacts []relation.Contact) []string {
	lines := []string{}
	for _, c := range contacts {
		var who []string
		for _, a := range c.Attendees {
			who = append(who, a.Label)
		}
		local := c.IRI[strings.LastIndexByte(c.IRI, '/')+1:]
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s %s %s: %s", local, c.Kind, c.Status, c.Date, strings.Join(who, ", "))))
	}
	return lines
}

const (
	receptionLine = "reception meeting occurred 2031-05-07: Inès Marchand, Şükrü Öz"
	conseilLine   = "conseil gathering planned 2031-06: délégués du Conseil, Şükrü Öz"
	filLine       = "fil call occurred : Bjørn Åse, Inès Marchand"
	loadedLine    = "loaded contact occurred 2031-05-08T17:30:00Z: Bjørn Åse, Şükrü Öz"
)

func TestMet(t *testing.T) {
	r, _ := fixture(t)
	cases := []struct {
		name, a, b, period, place string
		filter                    relation.Filter
		want                      []string
	}{
		{name: "everybody", a: "Öz", want: []string{receptionLine, loadedLine, conseilLine}},
		{name: "undated last", a: "Inès", want: []string{receptionLine, filLine}},
		{name: "pair", a: "Öz", b: "Inès", want: []string{receptionLine}},
		{name: "pair the other way round", a: "Inès", b: "Öz", want: []string{receptionLine}},
		{name: "strangers", a: "Inès", b: "délégués du Conseil", want: []string{}},
		{name: "kind", a: "Öz", filter: relation.Filter{Kinds: []string{"gathering"}}, want: []string{conseilLine}},
		{name: "status", a: "Öz", filter: relation.Filter{Statuses: []string{"planned"}}, want: []string{conseilLine}},
		{name: "a status of one source", a: "Öz", filter: relation.Filter{Statuses: []string{"denied"}}, want: []string{receptionLine}},
		{name: "day", a: "Öz", period: "2031-05-08", want: []string{receptionLine, loadedLine}},
		{name: "last day of several", a: "Öz", period: "2031-05-10", want: []string{loadedLine}},
		{name: "day after", a: "Öz", period: "2031-05-11", want: []string{}},
		{name: "a month can be any of its days", a: "Öz", period: "2031-06-15", want: []string{conseilLine}},
		{name: "undated contacts are in no period", a: "Inès", period: "2000..2100", want: []string{receptionLine}},
		{name: "place", a: "Öz", place: "Lisbon", want: []string{receptionLine, loadedLine}},
		{name: "country of the place", a: "Öz", place: "Portugal", want: []string{receptionLine, loadedLine}},
		{name: "limit", a: "Öz", filter: relation.Filter{Limit: 2}, want: []string{receptionLine, loadedLine}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := c.filter
			var err error
			if c.period != "" {
				if f.From, f.To, err = relation.ParsePeriod(c.period); err != nil {
					t.Fatal(err)
				}
			}
			if c.place != "" {
				f.Place = resolve(t, r, c.place)
			}
			b := graph.None
			if c.b != "" {
				b = resolve(t, r, c.b)
			}
			got, err := r.Met(context.Background(), resolve(t, r, c.a), b, f)
			if err != nil {
				t.Fatal(err)
			}
			if lines := outline(got.Contacts); !slices.Equal(lines, c.want) {
				t.Errorf("got  %q\nwant %q", lines, c.want)
			}
			if cut := f.Limit > 0; got.Complete == cut || (cut && got.Total != 3) {
				t.Errorf("complete %v of %d with limit %d", got.Complete, got.Total, f.Limit)
			}
		})
	}
}

func TestMetShowsEverySource(t *testing.T) {
	r, _ := fixture(t)
	got, err := r.Met(context.Background(), resolve(t, r, "Öz"), resolve(t, r, "Inès"), relation.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	c := got.Contacts[0]
	if !slices.Equal(c.OtherStatuses, []string{"denied"}) || !slices.Equal(c.OtherDates, []string{"2031-05-08"}) {
		t.Errorf("other statuses %v and dates %v, want what the other source says", c.OtherStatuses, c.OtherDates)
	}
	const source = "https://chancery.example/source/"
	want := []relation.Evidence{
		{Source: source + "lisbonne", Headline: "Une semaine à Lisbonne", Published: "2031-05-09", Language: "fr",
			Extractor: "dispatch-rules/1", Rules: []string{"contact/verb"}, Quotation: source + "lisbonne#char=40,98",
			Quote: "Inès Marchand, ministre des Pêches, a reçu Şükrü Öz.",
			Chars: &relation.Span{Start: 40, End: 98}, Bytes: &relation.Span{Start: 41, End: 105}},
		{Source: source + "oslo", Headline: "Talks in Oslo", Published: "2031-05-20"},
	}
	if !reflect.DeepEqual(c.Evidence, want) {
		t.Errorf("got  %+v\nwant %+v", c.Evidence, want)
	}
}

func TestMetDetails(t *testing.T) {
	r, _ := fixture(t)
	got, err := r.Met(context.Background(), resolve(t, r, "délégués du Conseil"), graph.None, relation.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	c := got.Contacts[0]
	if g, o := c.Attendees[0], c.Attendees[1]; g.Kind != "group" || !g.Confirmed || g.Online || g.Expected || !o.Online || o.Confirmed {
		t.Errorf("attendees %+v, want a confirmed group and one who is online", c.Attendees)
	}
	if !slices.Equal(c.ConfirmedCountries, []int{12}) || len(c.Collectives) != 1 || c.Collectives[0] != (relation.Text{Text: "délégués du Conseil", Lang: "fr"}) {
		t.Errorf("confirmed countries %v, collectives %v", c.ConfirmedCountries, c.Collectives)
	}
	if len(c.ClaimedBy) != 1 || c.ClaimedBy[0].Label != "Inès Marchand" {
		t.Errorf("claimed by %v, want Inès Marchand", c.ClaimedBy)
	}
}

func TestMetRefuses(t *testing.T) {
	r, _ := fixture(t)
	late, _ := relation.ParseDate("2000")
	early, _ := relation.ParseDate("1999")
	for _, f := range []relation.Filter{{Kinds: []string{"duel"}}, {Statuses: []string{"perhaps"}}, {Limit: -1}, {From: late, To: early}} {
		if _, err := r.Met(context.Background(), resolve(t, r, "Öz"), graph.None, f); err == nil {
			t.Errorf("filter %+v: got no error", f)
		}
	}
}

func TestTimeline(t *testing.T) {
	r, _ := fixture(t)
	got, err := r.Timeline(context.Background(), []graph.ID{resolve(t, r, "Inès"), resolve(t, r, "Lisbonne")}, relation.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	// The harbour has a location too, but is no contact.
	if lines, want := outline(got.Contacts), []string{receptionLine, loadedLine, filLine}; !slices.Equal(lines, want) {
		t.Errorf("got  %q\nwant %q", lines, want)
	}
}

func TestShow(t *testing.T) {
	r, _ := fixture(t)
	p, err := r.Show(context.Background(), resolve(t, r, "Inès"), relation.ShowOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if p.Label != "Inès Marchand" || p.Kind != "person" || len(p.Names) != 1 || len(p.AlternateNames) != 1 || p.AlternateNames[0].Text != "I. Marchand" {
		t.Errorf("got %+v with names %+v and %+v", p.Entity, p.Names, p.AlternateNames)
	}
	if len(p.Roles) != 1 {
		t.Fatalf("got %d roles, want the two nodes as one: %+v", len(p.Roles), p.Roles)
	}
	role := p.Roles[0]
	if role.Title.Text != "Ministre des pêches" || role.Organization.Label != "ministère des Pêches" || role.Country.Label != "Portugal" ||
		role.First != "2031-05-09" || role.Last != "2031-05-20" || len(role.IRIs) != 2 || len(role.Evidence) != 2 {
		t.Errorf("got role %+v", role)
	}
	s := p.Contacts
	if s.Total != 2 || !slices.Equal(s.ByKind, []relation.Tally{{Name: "meeting", Count: 1}, {Name: "call", Count: 1}}) ||
		!slices.Equal(s.ByStatus, []relation.Tally{{Name: "occurred", Count: 2}}) || s.First != "2031-05-07" || s.Last != "2031-05-07" {
		t.Errorf("got summary %+v", s)
	}
	if len(p.Top) != 2 || p.TopTotal != 2 || p.Top[0].Label != "Bjørn Åse" || p.Top[1].Label != "Şükrü Öz" || p.Top[1].Occurred != 1 {
		t.Errorf("got top %+v of %d", p.Top, p.TopTotal)
	}
	if len(p.Regular) != 1 || p.Regular[0].Frequency[0].Text != "hebdomadaire" || len(p.Regular[0].Participants) != 2 {
		t.Errorf("got regular contacts %+v", p.Regular)
	}
	if p.SourcesTotal != 2 || p.Sources[0].Headline != "Talks in Oslo" || p.Sources[0].Contacts != 2 || p.Sources[1].Contacts != 1 {
		t.Errorf("got sources %+v", p.Sources)
	}
	place, err := r.Show(context.Background(), resolve(t, r, "Lisbonne"), relation.ShowOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if place.Here == nil || place.Here.Total != 2 || place.Contacts.Total != 0 || place.Label != "Lisbon" {
		t.Errorf("got %q with %+v here and %+v", place.Label, place.Here, place.Contacts)
	}
	office, err := r.Show(context.Background(), resolve(t, r, "ministère des Pêches"), relation.ShowOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(office.Holders) != 1 || office.Holders[0].Person.Label != "Inès Marchand" || len(office.Roles) != 0 {
		t.Errorf("got holders %+v and roles %+v", office.Holders, office.Roles)
	}
	if _, err := json.Marshal(p); err != nil {
		t.Error(err)
	}
}

func TestShowCutsLists(t *testing.T) {
	r, _ := fixture(t)
	p, err := r.Show(context.Background(), resolve(t, r, "Inès"), relation.ShowOptions{Top: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Top) != 1 || p.TopTotal != 2 || len(p.Sources) != 1 || p.SourcesTotal != 2 {
		t.Errorf("got %d of %d ties and %d of %d sources, want 1 of 2 each", len(p.Top), p.TopTotal, len(p.Sources), p.SourcesTotal)
	}
}

// supportOutline writes supports in a line each.
func supportOutline(facts []relation.ExplainedFact) []string {
	lines := []string{}
	for _, f := range facts {
		for _, s := range f.Support {
			source := s.Source[strings.LastIndexByte(s.Source, '/')+1:]
			lines = append(lines, fmt.Sprintf("%s %s %d %d %v %.10s", f.Fact, source, s.Event, s.Removed, s.Current, s.Quote))
		}
	}
	return lines
}

func TestWhy(t *testing.T) {
	r, g := fixture(t)
	if err := g.Add(expand(t, "GRAPH source:later\nmeeting:reception chy:status chy:Occurred")); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name string
		fact []string
		want []string
	}{
		{"contact", []string{"meeting/reception"}, []string{
			"contact lisbonne 1 0 true Inès March", "contact oslo 1 0 true ", "contact later 2 0 true "}},
		{"pair", []string{"inès", "öz"}, []string{
			"contact lisbonne 1 0 true Inès March", "contact oslo 1 0 true ", "contact later 2 0 true "}},
		{"pair with a habit", []string{"inès", "délégués du conseil"}, []string{"regular_contact lisbonne 1 0 true "}},
		{"role", []string{"role/ines-ministre"}, []string{"role lisbonne 1 0 true Inès March"}},
		{"roles of a person", []string{"inès"}, []string{"role lisbonne 1 0 true Inès March", "role oslo 1 0 true "}},
		{"habit", []string{"contact/habitude"}, []string{"regular_contact lisbonne 1 0 true "}},
		{"edge", []string{"inès", "chy:met", "öz"}, []string{"statement lisbonne 1 0 true Inès March"}},
		{"statement of a contact", []string{"meeting/reception", "a", "chy:Meeting"}, []string{"statement lisbonne 1 0 true Inès March"}},
		{"statement with a literal", []string{"place/lisbonne", "schema:name", `"Lisbon"@en`}, []string{"statement lisbonne 1 0 true "}},
		{"what nothing states", []string{"öz", "chy:met", "Bjørn Åse"}, []string{}},
	}
	r = open(t, g)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := r.Why(context.Background(), relation.WhyOptions{}, c.fact...)
			if err != nil {
				t.Fatal(err)
			}
			if lines := supportOutline(got.Facts); !slices.Equal(lines, c.want) {
				t.Errorf("got  %q\nwant %q", lines, c.want)
			}
		})
	}
	got, err := r.Why(context.Background(), relation.WhyOptions{}, "meeting/reception")
	if err != nil {
		t.Fatal(err)
	}
	if s := got.Facts[0].Support[2]; s.Time != "2031-05-09T09:00:00Z" || s.Agent != "desk" || s.Extractor != "rules/2" || s.EventKind != "document" {
		t.Errorf("got %+v, want what the header of event 2 says", s)
	}
}

func expand(t *testing.T, text string) string {
	t.Helper()
	full, err := querytest.Expand(text)
	if err != nil {
		t.Fatal(err)
	}
	return full
}

func TestWhyShowsWhatWasRemoved(t *testing.T) {
	_, g := fixture(t)
	call := `
		GRAPH source:oslo
		call:fil a chy:Contact
		call:fil a chy:Call
		call:fil schema:attendee actor:ines-marchand
		call:fil schema:attendee actor:bjorn-aase
		call:fil prov:wasQuotedFrom source:oslo#char=0,20`
	if err := g.Remove(expand(t, call)); err != nil {
		t.Fatal(err)
	}
	r := open(t, g)
	for _, fact := range [][]string{{"call/fil"}, {"call/fil", "schema:attendee", "Bjørn Åse"}} {
		got, err := r.Why(context.Background(), relation.WhyOptions{}, fact...)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Facts) != 1 || len(got.Facts[0].Support) != 1 {
			t.Fatalf("%v: got %+v, want one support", fact, got.Facts)
		}
		if s := got.Facts[0].Support[0]; s.Event != 1 || s.Removed != 2 || s.Current {
			t.Errorf("%v: got %+v, want it from event 1 to 2", fact, s)
		}
	}
	if _, err := open(t, bare{g}).Why(context.Background(), relation.WhyOptions{}, "call/fil"); !errors.As(err, new(*relation.NotFoundError)) {
		t.Errorf("without a history: got %v, want a NotFoundError", err)
	}
}

// bare hides the history of a graph.
type bare struct{ relation.Graph }

func TestWhyRefuses(t *testing.T) {
	r, _ := fixture(t)
	for _, fact := range [][]string{{}, {"place/lisbonne"}, {"a", "b", "c", "d"}} {
		if _, err := r.Why(context.Background(), relation.WhyOptions{}, fact...); !errors.Is(err, relation.ErrNoFact) {
			t.Errorf("Why(%q): got %v, want %v", fact, err, relation.ErrNoFact)
		}
	}
	for _, fact := range [][]string{{"nobody"}, {"öz", "nobody"}, {"öz", "chy:met", `"nothing like it"`}} {
		if _, err := r.Why(context.Background(), relation.WhyOptions{}, fact...); !errors.As(err, new(*relation.NotFoundError)) {
			t.Errorf("Why(%q): got %v, want a NotFoundError", fact, err)
		}
	}
}
