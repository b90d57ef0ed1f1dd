package entity_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/entity"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

func TestTransliterate(t *testing.T) {
	for _, group := range [][]string{
		{"zelensky", "zelenskyy", "zelenskiy", "zelenskij", "zelenski"},
		{"khrushchev", "hruscev"},
		{"mohammed", "mohamed"},
		{"lavrow", "lavrov"},
		{"yuri", "iuri"},
	} {
		for _, name := range group[1:] {
			if a, b := entity.Transliterate(group[0]), entity.Transliterate(name); a != b {
				t.Errorf("%s is %s, %s is %s", group[0], a, name, b)
			}
		}
	}
	for _, pair := range [][2]string{{"kalin", "kaplan"}, {"putin", "patton"}, {"macron", "micheron"}} {
		if entity.Transliterate(pair[0]) == entity.Transliterate(pair[1]) {
			t.Errorf("%s and %s are one", pair[0], pair[1])
		}
	}
}

const people = `
	actor:a schema:name "Volodymyr Zelensky"
	actor:a a schema:Person
	actor:b schema:name "Volodymyr Zelenskyy"
	actor:b a schema:Person
	actor:c schema:name "Volodymyr Kaplan"
	actor:c a schema:Person
	place:d schema:name "Volodymyr Zelensky"
	place:d a schema:Place
	actor:e schema:name "İbrahim Kalın"
	actor:f schema:name "Ibrahim Kalin"
	actor:g schema:name "Ministry (Austria)"
	actor:h schema:name "Ministry (Australia)"
	actor:i schema:name "Sushil Kumar"
	actor:j schema:name "Sunil Kumar"
	meeting:1 schema:attendee actor:a
	meeting:1 schema:attendee actor:c
	meeting:2 schema:attendee actor:b
	meeting:2 schema:attendee actor:c
	meeting:3 schema:attendee actor:i
	meeting:3 schema:attendee actor:j
	actor:c schema:sameAs <http://www.wikidata.org/entity/Q7>
	actor:g schema:sameAs <http://www.wikidata.org/entity/Q7>
`

func dupes(t *testing.T, more string, o entity.Options) []string {
	t.Helper()
	g, err := querytest.ParseShort(people + more)
	if err != nil {
		t.Fatal(err)
	}
	r, err := relation.NewReader(context.Background(), g, relation.Options{})
	if err != nil {
		t.Fatal(err)
	}
	n, err := chain.Build(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	got, err := entity.Dupes(context.Background(), r, n, o)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, p := range got.Pairs {
		short := []string{strings.TrimPrefix(relation.Shorten(p.A.IRI), "actor/"), strings.TrimPrefix(relation.Shorten(p.B.IRI), "actor/")}
		if len(p.Reasons) == 0 {
			t.Errorf("%v: no reasons", short)
		}
		slices.Sort(short)
		list = append(list, strings.Join(short, "="))
	}
	slices.Sort(list)
	return list
}

func TestDupes(t *testing.T) {
	curation := "GRAPH <" + relation.CurationGraph + ">\n"
	for _, c := range []struct {
		name, more string
		o          entity.Options
		want       []string
	}{
		{"ranked", "", entity.Options{}, []string{"a=b", "c=g", "e=f"}},
		{"one kind", "", entity.Options{Kinds: []string{relation.KindPerson}}, []string{"a=b"}},
		{"merged", curation + "actor:b <http://www.w3.org/2002/07/owl#sameAs> actor:a\n", entity.Options{}, []string{"c=g", "e=f"}},
		{"distinct", curation + "actor:f <" + relation.OWLDifferentFrom + "> actor:e\n", entity.Options{}, []string{"a=b", "c=g"}},
		{"nearly sure", "", entity.Options{MinScore: 1}, []string{"a=b", "c=g", "e=f"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := dupes(t, c.more, c.o); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
	if err := (entity.Options{MinScore: 2}).Validate(); err == nil {
		t.Error("a score above 1 gave no error")
	}
}
