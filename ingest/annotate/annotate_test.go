package annotate_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/ingest/annotate"
	"github.com/chancery-graph/chancery/ingest/extract"
)

const dispatch = `{"id": "x-1", "lang": "fr", "published": "2024-05-16", "title": "Un autre titre",
 "text": "Le ministre norvégien Lars Haugen s'est entretenu mardi à Rome avec Petra Lindqvist et des conseillers de la France. Il a dit que neuf pays ont confirmé leur participation.\nLe sommet entre le Japon et la Chine est prévu le 20 mai à Kyoto.",
 "events": [{"type": "call", "participants": ["Nobody"]}]}`

func run(t *testing.T, raw string) *annotate.Document {
	t.Helper()
	d, err := annotate.Parse([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	out, err := annotate.Run(context.Background(), extract.Rules{}, d)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestRun(t *testing.T) {
	d := run(t, dispatch)
	if d.ID != "x-1" || *d.Published != "2024-05-16" || d.Title != "Un autre titre" {
		t.Errorf("metadata lost: %+v", d)
	}
	var got []string
	for _, e := range d.Events {
		place, day := "-", "-"
		if e.Place != nil {
			place = *e.Place
		}
		if e.Date != nil {
			day = *e.Date
		}
		got = append(got, strings.Join([]string{e.Type, e.Status, day, place, strings.Join(e.Participants, "+")}, " "))
		if d.Text[e.Span[0]:e.Span[1]] != e.Quote || e.Rule == "" {
			t.Errorf("quote %q is not at %v, rule %q", e.Quote, e.Span, e.Rule)
		}
	}
	want := []string{
		"meeting occurred 2024-05-14 Rome Lars Haugen+Petra Lindqvist",
		"meeting occurred 2024-05-14 Rome Lars Haugen+France",
		"summit planned 2024-05-20 Kyoto Japon+Chine",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(d.Roles) != 1 || d.Roles[0].Person != "Lars Haugen" || d.Roles[0].Role != "ministre" || *d.Roles[0].Country != "Norvège" {
		t.Errorf("roles %+v", d.Roles)
	}
}

func TestRoundTrip(t *testing.T) {
	d := run(t, dispatch)
	raw, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	again := run(t, string(raw))
	second, err := json.Marshal(again)
	if err != nil {
		t.Fatal(err)
	}
	if string(raw) != string(second) {
		t.Errorf("annotations are not ignored on input:\n%s\n%s", raw, second)
	}
}

func TestParse(t *testing.T) {
	d, err := annotate.Parse([]byte("Titre\nUn texte.\n"))
	if err != nil || d.Text != "Titre\nUn texte.\n" {
		t.Errorf("plain text: got %+v, %v", d, err)
	}
	if d, err := annotate.Parse([]byte("{ not JSON")); err != nil || d.Text != "{ not JSON" {
		t.Errorf("text that begins with a brace: got %+v, %v", d, err)
	}
	for _, raw := range []string{`{"text": ""}`, `{"text": 3}`, `{"text": "a", "published": "16 May"}`} {
		if _, err := annotate.Parse([]byte(raw)); !errors.Is(err, annotate.ErrForm) {
			t.Errorf("%s: got %v, want ErrForm", raw, err)
		}
	}
}
