package ingest_test

import (
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest"
)

// statedBy reads a text of a source published on 10 March 2025.
func statedBy(t *testing.T, source, text string, dir ingest.Directory) []quad.Quad {
	t.Helper()
	d := read(t, []byte("Title\n\n"+text+"\n"), ingest.SourceIRI(source), time.Date(2025, 3, 10, 0, 0, 0, 0, time.UTC))
	return quads(t, d, ingest.Options{Directory: dir})
}

// attendees are the parties of all contacts that are stated.
func attendees(list []quad.Quad) (out []string) {
	for _, q := range list {
		if q.Predicate == quad.IRI(vocab.SchemaAttendee) {
			out = append(out, strings.TrimPrefix(string(q.Object.(quad.IRI)), vocab.Base))
		}
	}
	return out
}

// TestAnonymousParties tells that "a delegation" of one dispatch is not that of another, so that no chain of contacts
// leads through both, unless they tell of one contact.
func TestAnonymousParties(t *testing.T) {
	oslo := ingest.KnownContact{
		IRI: vocab.Base + "meeting/x", Occurred: true, Parties: []quad.IRI{vocab.Base + "actor/ana-prata", vocab.Base + "group/old-delegation"},
		Places: []quad.IRI{vocab.Base + "place/oslo"}, Dates: []string{"2025-03-03"},
	}
	for _, c := range []struct{ name, text, want string }{
		{"of nobody", "Ana Prata met a delegation in Rome on 5 March 2025.", "actor/ana-prata group/new-delegation"},
		{"of a state", "Ana Prata met a Kenyan delegation in Rome on 5 March 2025.", "actor/ana-prata group/delegation-kenya"},
		{"of a body", "Ana Prata met a delegation of the African Union in Rome on 5 March 2025.", "actor/ana-prata group/delegation-of-the-african-union"},
		{"of the contact that is known", "Ana Prata met a delegation in Oslo on 3 March 2025.", "actor/ana-prata group/old-delegation"},
		{"in another city", "Ana Prata met a delegation in Rome on 3 March 2025.", "actor/ana-prata group/new-delegation"},
		{"an office of nobody", "Ana Prata met the foreign minister in Rome on 5 March 2025.", "actor/ana-prata office/new-foreign-minister"},
		{"an office of a state", "Ana Prata met the Kenyan foreign minister in Rome on 5 March 2025.", "actor/ana-prata office/foreign-minister-kenya"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list := statedBy(t, "new", c.text, archive{contacts: []ingest.KnownContact{oslo}})
			if got := strings.Join(attendees(list), " "); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			for _, q := range list {
				if s := string(q.Subject.(quad.IRI)); strings.HasPrefix(s, vocab.Base+"group/new-") && !strings.Contains(c.want, "group/new-") {
					t.Errorf("%s is stated, and nothing needs it", s)
				}
			}
		})
	}
}
