package relation_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

const sentences = `
GRAPH source:a
source:a schema:datePublished "2031-05-09"^^xsd:date
contact:one prov:wasQuotedFrom source:a#char=0,30
role:one prov:wasQuotedFrom source:a#char=0,30
source:a#char=0,30 schema:text "Inès a reçu l'émissaire à Lisbonne."@fr
source:a#char=40,60 schema:text "Nothing rests on Lisbonne here."@en
source:a schema:text "The whole text, Lisbonne and all, is no sentence."@en
GRAPH source:b
source:b schema:datePublished "2031-06-01"^^xsd:date
contact:two prov:wasQuotedFrom source:b#char=5,40
source:b#char=5,40 schema:text "The envoy left Lisbonne; a cease-fire is near."@en
GRAPH source:c
contact:two prov:wasQuotedFrom source:c#char=7,20
source:c#char=7,20 prov:value "Lisbonne, undated."
`

func TestSearch(t *testing.T) {
	g, err := querytest.ParseShort(sentences)
	if err != nil {
		t.Fatal(err)
	}
	r := open(t, g)
	for _, test := range []struct {
		name  string
		terms []string
		want  string // quotations, by what comes after "source:"
	}{
		{"latest first, undated last", []string{"lisbonne"}, "b#char=5,40 a#char=0,30 c#char=7,20"},
		{"accents and case", []string{"RECU", "ines"}, "a#char=0,30"},
		{"all words", []string{"lisbonne", "envoy"}, "b#char=5,40"},
		{"whole words", []string{"lisbon"}, ""},
		{"beginnings", []string{"lisbon*"}, "b#char=5,40 a#char=0,30 c#char=7,20"},
		{"words that stand together", []string{"cease fire"}, "b#char=5,40"},
		{"words that do not", []string{"fire cease"}, ""},
		{"signs are passed over", []string{"—", "Lisbonne,"}, "b#char=5,40 a#char=0,30 c#char=7,20"},
		{"a beginning after a word", []string{"a recu l emiss*"}, "a#char=0,30"},
	} {
		t.Run(test.name, func(t *testing.T) {
			found, err := r.Search(context.Background(), test.terms, relation.SearchOptions{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range found.Sentences {
				got = append(got, strings.TrimPrefix(relation.Shorten(s.Quotation), "source/"))
			}
			if text := strings.Join(got, " "); text != test.want || !found.Complete || found.Total != len(got) {
				t.Errorf("got %q of %d, want %q", text, found.Total, test.want)
			}
		})
	}
	one, err := r.Search(context.Background(), []string{"lisbonne"}, relation.SearchOptions{Limit: 2})
	if err != nil || one.Complete || one.Total != 3 || len(one.Sentences) != 2 {
		t.Fatalf("with a limit: %+v %v", one, err)
	}
	var tells []string
	for _, iri := range one.Sentences[1].Tells {
		tells = append(tells, relation.Shorten(iri))
	}
	if !slices.Equal(tells, []string{"contact/one", "role/one"}) {
		t.Errorf("the sentence tells %q", tells)
	}
	if _, err := r.Search(context.Background(), []string{"…", "*"}, relation.SearchOptions{}); !errors.Is(err, relation.ErrSearch) {
		t.Errorf("no word: %v", err)
	}
}
