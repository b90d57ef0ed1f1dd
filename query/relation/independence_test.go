package relation_test

import (
	"context"
	"slices"
	"testing"

	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

func TestIndependent(t *testing.T) {
	const wire = "The two ministers met on Thursday in Bern to speak about the grain treaty."
	cases := []struct {
		name string
		list []relation.Evidence
		want int
	}{
		{"none", nil, 0},
		{"one", []relation.Evidence{{Source: "a", Quote: wire}}, 1},
		{"two sentences of one source", []relation.Evidence{{Source: "a", Quote: wire}, {Source: "a", Quote: "They shook hands for the cameras before the doors were closed."}}, 1},
		{"a copy", []relation.Evidence{{Source: "a", Quote: wire}, {Source: "b", Quote: "BERN – The two ministers met on Thursday in Bern to speak about the grain treaty"}}, 1},
		{"own words", []relation.Evidence{{Source: "a", Quote: wire}, {Source: "b", Quote: "Grain was on the table when the ministers sat down in the Swiss capital."}}, 2},
		{"short sentences are no copies", []relation.Evidence{{Source: "a", Quote: "They met on Thursday."}, {Source: "b", Quote: "They met on Thursday."}}, 2},
		{"without sentences", []relation.Evidence{{Source: "a"}, {Source: "b"}}, 2},
		{"a copy of each of two", []relation.Evidence{
			{Source: "a", Quote: wire}, {Source: "b", Quote: "Grain was on the table when the ministers sat down in the Swiss capital."},
			{Source: "c", Quote: wire}, {Source: "c", Quote: "Grain was on the table when the ministers sat down in the Swiss capital."}}, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := relation.Independent(c.list)
			if got.Independent != c.want || len(got.Groups) != c.want {
				t.Errorf("%d independent in %v, want %d", got.Independent, got.Groups, c.want)
			}
		})
	}
}

func TestWhyTellsWhereSourcesDisagree(t *testing.T) {
	g, err := querytest.ParseShort(`
		GRAPH source:a
		meeting:1 a chy:Meeting
		meeting:1 schema:attendee actor:ana
		meeting:1 schema:attendee actor:bo
		meeting:1 schema:startDate "1938-09-15"^^xsd:date
		meeting:1 schema:location place:bern
		meeting:1 chy:status chy:Occurred
		place:bern schema:name "Bern"
		GRAPH source:b
		meeting:1 schema:startDate "1938-09-16"^^xsd:date
		meeting:1 schema:location place:bern
		meeting:1 schema:location place:switzerland
		meeting:1 chy:status chy:Planned
	`)
	if err != nil {
		t.Fatal(err)
	}
	r, err := relation.NewReader(context.Background(), g, relation.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.Why(context.Background(), relation.WhyOptions{}, "meeting/1")
	if err != nil {
		t.Fatal(err)
	}
	var what []string
	for _, d := range got.Facts[0].Disagree {
		what = append(what, d.What)
	}
	if !slices.Equal(what, []string{"date", "status"}) { // the places have one in common
		t.Errorf("sources disagree about %v, want date and status", what)
	}
	if n := got.Facts[0].Independence; n.Sources != 2 || n.Independent != 2 {
		t.Errorf("%+v, want 2 sources, independent", n)
	}
}

// TestMergedEntitiesAreOne merges two of three and asks for contacts and names.
func TestMergedEntitiesAreOne(t *testing.T) {
	const contacts = `
		actor:ana schema:name "Ana Reis"
		actor:anna schema:name "Anna Reis"
		actor:bo schema:name "Bo Lind"
		meeting:1 schema:attendee actor:ana
		meeting:1 schema:attendee actor:bo
		meeting:2 schema:attendee actor:anna
		meeting:2 schema:attendee actor:bo
	`
	ctx := context.Background()
	read := func(text string, how relation.SameAs) *relation.Reader {
		g, err := querytest.ParseShort(text)
		if err != nil {
			t.Fatal(err)
		}
		r, err := relation.NewReader(ctx, g, relation.Options{SameAs: how})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	count := func(r *relation.Reader, name string) (string, int) {
		e, err := r.Resolve(ctx, name, relation.ResolveOptions{})
		if err != nil {
			t.Fatal(err)
		}
		p, err := r.Show(ctx, e.ID, relation.ShowOptions{})
		if err != nil {
			t.Fatal(err)
		}
		return e.Label, p.Contacts.Total
	}
	merged := contacts + "GRAPH <" + relation.CurationGraph + ">\nactor:anna <http://www.w3.org/2002/07/owl#sameAs> actor:ana\n"
	for _, c := range []struct {
		name, text, ask, label string
		how                    relation.SameAs
		contacts               int
	}{
		{"apart", contacts, "Anna Reis", "Anna Reis", relation.SameMerged, 1},
		{"merged", merged, "Anna Reis", "Ana Reis", relation.SameMerged, 2},
		{"merged, by path", merged, "actor/anna", "Ana Reis", relation.SameMerged, 2},
		{"merged, but none are one", merged, "Anna Reis", "Anna Reis", relation.SameNone, 1},
		{"a source says so, which does not count", contacts + "GRAPH source:1\nactor:anna <http://www.w3.org/2002/07/owl#sameAs> actor:ana\n", "Anna Reis", "Anna Reis", relation.SameMerged, 1},
		{"a source says so, which counts if asked", contacts + "GRAPH source:1\nactor:anna <http://www.w3.org/2002/07/owl#sameAs> actor:ana\n", "Anna Reis", "Ana Reis", relation.SameAll, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			if label, n := count(read(c.text, c.how), c.ask); label != c.label || n != c.contacts {
				t.Errorf("%s has %d contacts, want %s with %d", label, n, c.label, c.contacts)
			}
		})
	}
}
