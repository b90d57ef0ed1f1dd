package claim_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/claim"
	"github.com/chancery-graph/chancery/ingest/extract"
)

const text = "Entretien à Oslo\nLa ministre nigériane Amara Okonkwo a rencontré lundi à Oslo le ministre suédois Erik Lindqvist. Elle l'avait vu le 3 mars à Lagos, selon Kenji Sato. Ils ont parlé de pêche.\n"

var in = extract.Input{Text: []byte(text), Lang: extract.French, Published: extract.DateOf(time.Date(2024, 5, 14, 0, 0, 0, 0, time.UTC))}

func ptr[T any](v T) *T { return &v }

// good is an event that holds in every point; tests spoil one.
func good() claim.Event {
	return claim.Event{Type: "meeting", Participants: []string{"Amara Okonkwo", "Erik Lindqvist"}, Place: ptr("Oslo"), Date: ptr("2024-05-13"),
		Status: "occurred", Topics: []string{"pêche", "les étoiles"}, Quote: "La ministre nigériane Amara Okonkwo a rencontré lundi à Oslo le ministre suédois Erik Lindqvist."}
}

func check(t *testing.T, a *claim.Answer, opts claim.Options) (*extract.Result, map[string]int) {
	t.Helper()
	res, dropped, err := claim.Check(context.Background(), in, a, opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range res.Assertions {
		if a.Quote.Start < 0 || a.Quote.End > len(text) || a.Quote.Start >= a.Quote.End {
			t.Fatalf("span %v", a.Quote)
		}
	}
	return res, dropped
}

func TestAGoodClaimHolds(t *testing.T) {
	res, dropped := check(t, &claim.Answer{Events: []claim.Event{good()},
		Roles: []claim.Role{{Person: "Erik Lindqvist", Role: "ministre", Country: ptr("Suède"), Quote: good().Quote}}}, claim.Options{Rule: "x", Trust: 0.7})
	if len(dropped) > 0 || len(res.Assertions) != 2 {
		t.Fatalf("dropped %v, kept %d", dropped, len(res.Assertions))
	}
	a := res.Assertions[0]
	if text[a.Quote.Start:a.Quote.End] != good().Quote || a.Date.String() != "2024-05-13" || len(a.Topics) != 1 || a.Rule != "x" || len(a.Participants) != 2 {
		t.Errorf("got %+v", a)
	}
	if e := res.Entities[a.Participants[0].Entity]; e.Kind != extract.Person || e.Key != "amara okonkwo" {
		t.Errorf("party %+v", e)
	}
	if c := res.Entities[res.Assertions[1].Role.Country]; c.Kind != extract.Country || c.Code != "SE" {
		t.Errorf("country %+v", c)
	}
}

func TestWhatFailsIsDroppedByReason(t *testing.T) {
	for _, tt := range []struct {
		name, reason string
		spoil        func(*claim.Event)
	}{
		{"one letter of the quote", claim.BadQuote, func(e *claim.Event) { e.Quote = e.Quote[:len(e.Quote)-1] + "!" }},
		{"two sentences joined", claim.BadQuote, func(e *claim.Event) { e.Quote = "La ministre nigériane Ils ont parlé de pêche." }},
		{"no quote", claim.BadQuote, func(e *claim.Event) { e.Quote = "" }},
		{"two words", claim.BadQuote, func(e *claim.Event) { e.Quote = "Amara Okonkwo" }},
		{"a quote of nobody", claim.BadQuote, func(e *claim.Event) { e.Quote = "lundi à Oslo le" }},
		{"invented party", claim.BadName, func(e *claim.Event) { e.Participants[1] = "Jane Doe" }},
		{"half a word", claim.BadName, func(e *claim.Event) { e.Participants[1] = "Erik Lind" }},
		{"empty party", claim.BadName, func(e *claim.Event) { e.Participants[1] = " " }},
		{"one party", claim.BadParties, func(e *claim.Event) { e.Participants = e.Participants[:1] }},
		{"one party twice", claim.BadParties, func(e *claim.Event) { e.Participants[1] = e.Participants[0] }},
		{"surname of the other", claim.BadParties, func(e *claim.Event) { e.Participants = []string{"Amara Okonkwo", "Okonkwo"} }},
		{"place elsewhere", claim.BadPlace, func(e *claim.Event) { e.Place = ptr("Bergen") }},
		{"another day", claim.BadDate, func(e *claim.Event) { e.Date = ptr("2024-05-09") }},
		{"a day that is none", claim.BadDate, func(e *claim.Event) { e.Date = ptr("2024-02-30") }},
		{"no date", claim.BadDate, func(e *claim.Event) { e.Date = ptr("lundi") }},
		{"another year", claim.BadDate, func(e *claim.Event) { e.Date = ptr("2019-03-03") }},
		{"type", claim.BadType, func(e *claim.Event) { e.Type = "dinner" }},
		{"status", claim.BadStatus, func(e *claim.Event) { e.Status = "rumoured" }},
		{"confidence", claim.BadConfidence, func(e *claim.Event) { e.Confidence = ptr(1.5) }},
		{"claimer", claim.BadName, func(e *claim.Event) { e.Attribution = ptr("Jane Doe") }},
	} {
		e := good()
		tt.spoil(&e)
		res, dropped := check(t, &claim.Answer{Events: []claim.Event{e, good()}}, claim.Options{OwnConfidence: true})
		if !maps.Equal(dropped, map[string]int{tt.reason: 1}) || len(res.Assertions) != 1 {
			t.Errorf("%s: dropped %v, kept %d", tt.name, dropped, len(res.Assertions))
		}
	}
	for _, r := range []claim.Role{
		{Person: "Jane Doe", Role: "ministre", Quote: good().Quote}, {Person: "Erik Lindqvist", Role: "roi", Quote: good().Quote},
		{Person: "Erik Lindqvist", Role: "ministre", Quote: "Erik Lindqvist est ministre."}, {Person: "Erik Lindqvist", Role: "", Quote: good().Quote},
		{Person: "Erik Lindqvist", Role: "ministre", Quote: good().Quote, Country: ptr("Pérou")},
		{Person: "Erik Lindqvist", Role: "ministre", Quote: good().Quote, Organization: ptr("ONU")},
	} {
		if res, dropped := check(t, &claim.Answer{Roles: []claim.Role{r}}, claim.Options{}); len(dropped) != 1 || len(res.Assertions) > 0 {
			t.Errorf("%+v: kept", r)
		}
	}
}

func TestDatesThatAWordingResolvesTo(t *testing.T) {
	for text, days := range map[string]map[string]bool{
		"lundi":               {"2024-05-13": true, "2024-05-20": true, "2024-05-14": false, "2024-06-03": false},
		"hier":                {"2024-05-13": true, "2024-05-12": false},
		"today in Paris":      {"2024-05-14": true, "2024-05-15": false},
		"du 3 au 5 juin":      {"2024-06-03": true, "2024-06-05": true, "2024-06-04": false, "2019-06-03": false, "2024-06": true, "2024-07": false},
		"January 7, 2019":     {"2019-01-07": true, "2019-01-08": false, "2019": true, "2018": false},
		"03.06.2024":          {"2024-06-03": true, "2024-03-06": true, "2024-06-04": false},
		"2024-06-03":          {"2024-06-03": true},
		"nothing of a day":    {"2024-05-14": false, "2024": true},
		"dans l'après-midi":   {"2024-05-14": true},
		"aujourd’hui, à Oslo": {"2024-05-14": true},
	} {
		for day, want := range days {
			e := claim.Event{Type: "call", Participants: []string{"Ana Prata", "Rui Tavira"}, Status: "occurred", Date: ptr(day), Quote: "Ana Prata a appelé Rui Tavira"}
			in := in
			in.Text = []byte(fmt.Sprintf("Ana Prata a appelé Rui Tavira %s.", text))
			res, dropped, err := claim.Check(context.Background(), in, &claim.Answer{Events: []claim.Event{e}}, claim.Options{})
			if err != nil || (len(res.Assertions) == 1) != want {
				t.Errorf("%q as %s: kept %d, dropped %v, %v", text, day, len(res.Assertions), dropped, err)
			}
		}
	}
}

func TestConfidence(t *testing.T) {
	for _, tt := range []struct {
		own  *float64
		opts claim.Options
		want float64
	}{
		{nil, claim.Options{}, ingest.DefaultMinConfidence}, {nil, claim.Options{Trust: 0.8}, 0.8},
		{ptr(0.3), claim.Options{Trust: 0.8}, 0.8}, {ptr(0.3), claim.Options{Trust: 0.8, OwnConfidence: true}, 0.3},
	} {
		e := good()
		e.Confidence = tt.own
		res, _ := check(t, &claim.Answer{Events: []claim.Event{e}}, tt.opts)
		if got := ingest.Confidence(&res.Assertions[0]); got != tt.want {
			t.Errorf("got %v, want %v", got, tt.want)
		}
	}
}

func TestParse(t *testing.T) {
	for _, raw := range []string{"", "[]", "{}", `{"events":3}`, `{"events":[]} x`, `{"events":[{"type":3}]}`, `"events"`, `{"answer":[]}`} {
		if _, err := claim.Parse([]byte(raw)); !errors.Is(err, claim.ErrAnswer) {
			t.Errorf("%s: got %v", raw, err)
		}
	}
	if a, err := claim.Parse([]byte(` {"events":[],"roles":[{"person":"A"}],"thoughts":"…"} `)); err != nil || len(a.Roles) != 1 {
		t.Errorf("got %+v, %v", a, err)
	}
}

// FuzzCheck: whatever an answer says, what is kept can be stated.
func FuzzCheck(f *testing.F) {
	f.Add(`{"events":[{"type":"meeting","participants":["Amara Okonkwo","Erik Lindqvist"],"sides":[["Amara Okonkwo"]],"status":"occurred","topics":["a"],"date":"2024-05-13","quote":"Amara Okonkwo a rencontré lundi","span":[1,5]}]}`)
	f.Add(`{"roles":[{"person":"Kenji Sato","role":"selon","quote":"selon Kenji Sato. Ils"}]}`)
	d, err := ingest.Read([]byte(text), ingest.Meta{Source: "https://example.org/a", Published: time.Date(2024, 5, 14, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		a, err := claim.Parse([]byte(raw))
		if err != nil {
			return
		}
		res, dropped, err := claim.Check(context.Background(), in, a, claim.Options{OwnConfidence: true, Rule: "x"})
		if err != nil {
			t.Fatal(err)
		}
		n := len(res.Assertions)
		for _, c := range dropped {
			n += c
		}
		if n != len(a.Events)+len(a.Roles) {
			t.Fatalf("%d claims, %d accounted for", len(a.Events)+len(a.Roles), n)
		}
		if _, err := ingest.Build(context.Background(), &ingest.Reading{Dispatch: d, Result: res}, ingest.Options{}); err != nil {
			t.Fatal(err)
		}
	})
}
