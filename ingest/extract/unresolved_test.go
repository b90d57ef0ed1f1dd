package extract_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// TestUnresolved reads offices whose holder the text does not name.
func TestUnresolved(t *testing.T) {
	for _, tt := range []struct {
		name, lang, text       string
		title, office, country string
		quote                  string // empty: nothing is unresolved
	}{
		{"mirror", "fr", "Le ministre des Affaires étrangères Paul Varenne s'est entretenu mardi avec son homologue turc.",
			"ministre des Affaires étrangères", "ministre des affaires etrangeres", "TR", "son homologue turc"},
		{"wording", "fr", "Paul Varenne a rencontré mardi à Oslo le chef de la diplomatie turque.",
			"chef de la diplomatie", "ministre des affaires etrangeres", "TR", "le chef de la diplomatie turque"},
		{"english", "en", "Paul Varenne met the Turkish foreign minister in Oslo on Tuesday.",
			"foreign minister", "foreign minister", "TR", "the Turkish foreign minister"},
		{"named", "fr", "Paul Varenne a rencontré mardi à Oslo le ministre turc Kemal Aydin.", "", "", "", ""},
		{"nobody to mirror", "fr", "Paul Varenne s'est entretenu mardi avec son homologue turc.", "", "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res, err := extract.Rules{}.Extract(context.Background(), extract.Input{Text: []byte(tt.text), Untitled: true,
				Lang: extract.Lang(tt.lang), Published: extract.Date{Year: 2025, Month: 3, Day: 13, Precision: extract.Day}})
			if err != nil {
				t.Fatal(err)
			}
			if tt.quote == "" {
				if len(res.Unresolved) > 0 {
					t.Errorf("got %+v, want none", res.Unresolved)
				}
				return
			}
			if len(res.Unresolved) != 1 {
				t.Fatalf("got %+v, want one", res.Unresolved)
			}
			u := res.Unresolved[0]
			if got := tt.text[u.Span.Start:u.Span.End]; got != tt.quote || u.Title != tt.title || u.Office != tt.office || res.Entities[u.Country].Code != tt.country {
				t.Errorf("got %q %q %q %q, want %q %q %q %q", got, u.Title, u.Office, res.Entities[u.Country].Code, tt.quote, tt.title, tt.office, tt.country)
			}
			if res.Entities[u.Entity].Kind != extract.Office {
				t.Errorf("entity %+v is no office", res.Entities[u.Entity])
			}
			used := false
			for _, a := range res.Assertions {
				for _, p := range a.Participants {
					used = used || p.Entity == u.Entity
				}
			}
			if !used {
				t.Error("no assertion has the office as a party")
			}
		})
	}
}

// TestOfficesOfCountries reads the same function of several countries: each is somebody else.
func TestOfficesOfCountries(t *testing.T) {
	for _, tt := range []struct {
		name, lang, text string
		want             []string // the parties of each contact
	}{
		{"one sentence", "en", "Paul Varenne met the Danish foreign minister and the Saudi foreign minister in Oslo on Tuesday.",
			[]string{"Paul Varenne + foreign minister (Denmark)", "Paul Varenne + foreign minister (Saudi Arabia)"}},
		{"two sentences, and again", "en", "The Jordanian crown prince met Lars Holm on Monday. The Saudi crown prince met him on Tuesday. The Jordanian crown prince phoned Lars Holm on Wednesday.",
			[]string{"crown prince (Jordan) + Lars Holm", "crown prince (Saudi Arabia) + Lars Holm", "crown prince (Jordan) + Lars Holm"}},
		{"each other", "en", "The Danish president met the Swedish president in Oslo on Tuesday.",
			[]string{"president (Denmark) + president (Sweden)"}},
		{"french", "fr", "Paul Varenne a rencontré mardi à Oslo le président turc et le président kényan.",
			[]string{"Paul Varenne + président (Türkiye)", "Paul Varenne + président (Kenya)"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res, err := extract.Rules{}.Extract(context.Background(), extract.Input{Text: []byte(tt.text), Untitled: true,
				Lang: extract.Lang(tt.lang), Published: extract.Date{Year: 2025, Month: 3, Day: 13, Precision: extract.Day}})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range res.Assertions {
				if a := &res.Assertions[i]; a.Kind != extract.HoldsRole && a.Confidence >= 0.6 {
					var who []string
					for _, p := range a.Participants {
						who = append(who, res.Called(p.Entity))
					}
					got = append(got, strings.Join(who, " + "))
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
