package review_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/review"
)

func iri(path string) quad.IRI { return quad.IRI(vocab.Base + path) }

// meeting is a candidate of a planned meeting of two.
func meeting() *review.Candidate {
	return &review.Candidate{
		IRI: iri("candidate/c"), Source: iri("source/s"), Node: iri("meeting/2026-03-02-ana-prata-rui-tavira"),
		Statements: []review.Statement{
			{Property: vocab.RDFType, Value: quad.IRI(vocab.SchemaEvent)}, {Property: vocab.RDFType, Value: quad.IRI(vocab.ChyContact)}, {Property: vocab.RDFType, Value: quad.IRI(vocab.ChyMeeting)},
			{Property: vocab.ChyStatus, Value: quad.IRI(vocab.ChyPlanned)},
			{Property: vocab.SchemaAttendee, Value: iri("actor/ana-prata")}, {Property: vocab.SchemaAttendee, Value: iri("actor/rui-tavira")},
			{Property: vocab.ChyExpectedParticipant, Value: iri("actor/ana-prata")},
			{Property: vocab.SchemaStartDate, Value: quad.TypedString{Value: "2026-03-02", Type: vocab.XSDDate}},
		},
		Further: []string{"<" + vocab.Base + "count/n> <" + ingest.ChyNumber + "> \"3\""},
	}
}

func correct(t *testing.T, changes string) ([]string, error) {
	t.Helper()
	list, err := review.ParseChanges(changes)
	if err != nil {
		return nil, err
	}
	d, err := meeting().Correct(context.Background(), "Rosa Quispe", list, ingest.Nothing{})
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, q := range d.Quads {
		if q.Label != iri("source/s") {
			t.Fatalf("%v is in another graph", q)
		}
		lines = append(lines, strings.ReplaceAll(q.Subject.String()+" "+q.Predicate.String()+" "+q.Object.String(), vocab.Base, ""))
	}
	return lines, nil
}

func TestAccept(t *testing.T) {
	d, err := meeting().Accept("Rosa Quispe")
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Quads) != 8+1+2 || d.Quads[8].Object != quad.String("3") || d.Quads[9].Object != quad.IRI(ingest.ChyAccepted) || d.Quads[10].Object != quad.String("Rosa Quispe") {
		t.Errorf("got %v", d.Quads)
	}
	if d.Claim != "Meeting 2026-03-02, planned: actor/ana-prata, actor/rui-tavira" {
		t.Errorf("claim %q", d.Claim)
	}
	if d := meeting().Reject("Rosa Quispe"); len(d.Quads) != 2 || d.Quads[0].Object != quad.IRI(ingest.ChyRejected) {
		t.Errorf("rejected: %v", d.Quads)
	}
	broken := meeting()
	broken.Further = []string{"no statement"}
	if _, err := broken.Accept("x"); err == nil {
		t.Error("a statement that is none is accepted")
	}
}

// TestCorrectTellsWhatThingsAre corrects the day of a candidate with a party that only the candidate tells of.
func TestCorrectTellsWhatThingsAre(t *testing.T) {
	c := meeting()
	group := "<" + vocab.Base + "group/s-delegation>"
	c.Statements = append(c.Statements, review.Statement{Property: vocab.SchemaAttendee, Value: iri("group/s-delegation")})
	name := group + " <" + vocab.SchemaName + "> \"delegation\"@en"
	c.Further = append(c.Further, name, group+" <"+vocab.ChyMet+"> <"+vocab.Base+"actor/ana-prata>")
	d, err := c.Correct(context.Background(), "Rosa Quispe", []review.Change{{Word: "date", Value: "2026-03-05"}}, ingest.Nothing{})
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, q := range d.Quads {
		if q.Subject == quad.Value(iri("group/s-delegation")) {
			named++
			if q.Predicate != quad.IRI(vocab.SchemaName) {
				t.Errorf("%v is stated of what was corrected", q)
			}
		}
	}
	if named != 1 { // the meeting is planned: nobody met
		t.Errorf("the group has %d statements, want its name: %v", named, d.Quads)
	}
}

func TestCorrect(t *testing.T) {
	for _, tt := range []struct {
		changes string
		has     []string
		hasNot  []string
	}{
		{"status occurred; kind call", []string{
			"<call/2026-03-02-ana-prata-rui-tavira> <ns#status> <ns#Occurred>", "<actor/ana-prata> <ns#spokeWith> <actor/rui-tavira>", "<actor/rui-tavira> <ns#spokeWith> <actor/ana-prata>",
		}, []string{"ns#Planned", "ns#Meeting", "expectedParticipant", "ns#met"}},
		{"date none", []string{"<meeting/undated-ana-prata-rui-tavira-s>"}, []string{"startDate"}},
		{"date 2026-04", []string{`"2026-04"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>`}, []string{"2026-03-02"}},
		{"with Karl Ott; without prata; place Oslo", []string{
			"<actor/karl-ott> <http://schema.org/name> \"Karl Ott\"", "<meeting/2026-03-02-rui-tavira-karl-ott> <http://schema.org/attendee> <actor/karl-ott>", "<place/oslo>",
		}, []string{"<http://schema.org/attendee> <actor/ana-prata>"}},
	} {
		lines, err := correct(t, tt.changes)
		if err != nil {
			t.Errorf("%s: %v", tt.changes, err)
			continue
		}
		all := strings.Join(lines, "\n")
		for _, part := range tt.has {
			if !strings.Contains(all, part) {
				t.Errorf("%s: no %s in\n%s", tt.changes, part, all)
			}
		}
		for _, part := range tt.hasNot {
			if strings.Contains(all, part) {
				t.Errorf("%s: %s in\n%s", tt.changes, part, all)
			}
		}
		if !slices.Contains(lines, "<candidate/c> <ns#decision> <ns#Corrected>") {
			t.Errorf("%s: not decided", tt.changes)
		}
	}
	for _, bad := range []string{"", "status", "status soon", "date 2026-02-30", "kind dance", "colour red", "without nobody", "without a; without r", "function minister", "without prata"} {
		if lines, err := correct(t, bad); !errors.Is(err, review.ErrChange) {
			t.Errorf("%q: got %v, %v", bad, lines, err)
		}
	}
}
