package query_test

import (
	"context"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph/codec/trig"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/memory"
)

const people = `
PREFIX : <http://example.org/>
PREFIX schema: <http://schema.org/>
:m1 a schema:Event ; schema:attendee :ada, :ben ; schema:startDate "2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date> .
:m2 a schema:Event ; schema:attendee :ada, :cleo ; schema:startDate "2026-02-01"^^<http://www.w3.org/2001/XMLSchema#date> .
:m3 a schema:Event ; schema:attendee :cleo, :ben .
:ada schema:name "Ada" ; schema:age 30 .
:ben schema:name "Ben" ; schema:age 41 .
:cleo schema:name "Cleo" .
GRAPH :g1 { :ada schema:knows :ben }
GRAPH :g2 { :ada schema:knows :ben . :ben schema:knows :cleo }
`

const prologue = "PREFIX : <http://example.org/> PREFIX schema: <http://schema.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "

func dataset(t testing.TB, text string) *memory.Dataset {
	t.Helper()
	b := memory.NewBuilder()
	if err := b.Apply(trig.NewReader(strings.NewReader(text), trig.Options{}), ""); err != nil {
		t.Fatal(err)
	}
	return b.Dataset()
}

// rows runs a SELECT and gives its solutions as lines of texts.
func rows(t testing.TB, ds *memory.Dataset, text string, o query.Options) []string {
	t.Helper()
	q, err := query.Prepare(prologue+text, o)
	if err != nil {
		t.Fatal(err)
	}
	r, err := q.Run(context.Background(), ds)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var list []string
	for {
		page, err := r.Next(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if page.N == 0 {
			return list
		}
		for i := range page.N {
			var line []string
			for _, c := range page.Cols {
				text := strings.TrimPrefix(string(c[i]), "<http://example.org/")
				line = append(line, strings.TrimSuffix(text, ">"))
			}
			list = append(list, strings.Join(line, " "))
		}
	}
}

func TestSmoke(t *testing.T) {
	ds := dataset(t, people)
	for _, text := range []string{
		`SELECT ?n WHERE { ?m a schema:Event ; schema:attendee ?p . ?p schema:name ?n } ORDER BY ?n`,
		`SELECT ?a ?b WHERE { ?a schema:knows ?b }`,
		`SELECT ?g ?a ?b WHERE { GRAPH ?g { ?a schema:knows ?b } }`,
		`SELECT ?p (COUNT(*) AS ?n) WHERE { ?m schema:attendee ?p } GROUP BY ?p ORDER BY DESC(?n) ?p LIMIT 2`,
		`SELECT ?p ?age WHERE { ?p schema:name ?n OPTIONAL { ?p schema:age ?age FILTER(?age > 35) } }`,
		`SELECT ?p WHERE { ?p schema:name ?n FILTER NOT EXISTS { ?p schema:age ?a } }`,
		`SELECT ?m WHERE { ?m schema:startDate ?d FILTER(?d >= "2026-01-15"^^xsd:date) }`,
		`SELECT ?x WHERE { :ada schema:knows+ ?x }`,
		`SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }`,
		`SELECT ?x ?y ?z WHERE { ?m schema:attendee ?x, ?y . ?n schema:attendee ?y, ?z . ?o schema:attendee ?x, ?z FILTER(?x != ?y && ?y != ?z && ?x != ?z) }`,
		`SELECT ?p WHERE { ?p schema:name ?n MINUS { ?p schema:age ?a } }`,
		`SELECT ?p ?q WHERE { ?p schema:name "Ada" . { SELECT ?q WHERE { ?q schema:age ?a } ORDER BY ?a LIMIT 1 } }`,
	} {
		list := rows(t, ds, text, query.Options{})
		q, err := query.Prepare(prologue+text, query.Options{})
		if err != nil {
			t.Fatal(err)
		}
		e, err := q.Explain(context.Background(), ds, true)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s\n%s\n%s", text, strings.Join(list, "\n"), e)
	}
}
