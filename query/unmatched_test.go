package query_test

import (
	"context"
	"slices"
	"testing"

	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/memory"
)

func TestUnmatched(t *testing.T) {
	b := memory.NewBuilder()
	for _, p := range []string{"<http://schema.org/name>", "<http://schema.org/attendee>", "<http://xmlns.com/foaf/0.1/nick>"} {
		b.Add([]byte("<http://example.org/a>"), []byte(p), []byte(`"x"`), nil)
	}
	ds := b.Dataset()
	for text, want := range map[string][]query.Unmatched{
		`SELECT * { ?s <http://schema.org/name> ?o ; ?p ?o }`:                          nil,
		`SELECT * { ?s <http://schema.org/nmae> ?o }`:                                  {{"<http://schema.org/nmae>", "<http://schema.org/name>"}},
		`SELECT * { ?s <https://schema.org/name> ?o }`:                                 {{"<https://schema.org/name>", "<http://schema.org/name>"}},
		`SELECT * { ?s <urn:x:zz>+ ?o . FILTER EXISTS { ?o ^<urn:x:zz>?/<urn:q> 1 } }`: {{"<urn:x:zz>", ""}, {"<urn:q>", ""}},
		`SELECT * { SERVICE <http://example.org/sparql> { ?s <urn:x:zz> ?o } }`:        nil,
		`ASK { GRAPH ?g { ?s <http://schema.org/attende> ?o } }`:                       {{"<http://schema.org/attende>", "<http://schema.org/attendee>"}},
	} {
		q, err := query.Prepare(text, query.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := q.Unmatched(context.Background(), ds)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %v, %v; want %v", text, got, err, want)
		}
	}
}
