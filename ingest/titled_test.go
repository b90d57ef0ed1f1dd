package ingest_test

import (
	"context"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/extract"
	"github.com/chancery-graph/chancery/ingest/source"
)

// TestTitled reads a title that ends with a full stop: it asserts nothing where the source calls it one, and is the first
// sentence of a plain text.
func TestTitled(t *testing.T) {
	const title, body = "Anna Berg met Karim Haddad in Oslo.", "The minister, Anna Berg, received Ivan Danev in Lima on Tuesday. They spoke of fish.\n"
	for _, tt := range []struct {
		name  string
		title string
		want  int // contacts
	}{
		{"a mail", title, 1},
		{"a mail whose subject is wrapped otherwise", "Anna Berg  met Karim Haddad in Oslo.", 1},
		{"a text", "", 2},
		{"a page with another title", "A visit", 2},
	} {
		item := &source.Item{Text: []byte(title + "\n" + body), Title: tt.title, Lang: "en"}
		d, err := ingest.Accept(item, ingest.Meta{Source: "https://chancery.example/source/x", Published: time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		res, err := extract.Rules{}.Extract(context.Background(), d.Input())
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for i := range res.Assertions {
			if a := &res.Assertions[i]; a.Kind < extract.RegularContact && len(a.Participants) > 1 && !a.Candidate() {
				n++
			}
		}
		if n != tt.want {
			t.Errorf("%s: %d contacts, want %d", tt.name, n, tt.want)
		}
	}
}
