package query_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/memory"
)

// benchQuads is the size of the graph of contacts that benchmarks read.
const benchQuads = 1_000_000

const contactPrologue = `PREFIX schema: <http://schema.org/>
PREFIX chy: <https://chancery.example/ns#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
`

// shapes are the kinds of query that analysts ask. %ACTOR% is an actor of the
// graph that is neither rare nor common.
var shapes = []struct{ name, text string }{
	{"point", `SELECT ?m WHERE { ?m schema:attendee %ACTOR% }`},
	{"star", `SELECT ?m ?w ?d ?l WHERE { ?m a chy:Meeting ; schema:attendee ?w ; schema:startDate ?d ; schema:location ?l }`},
	{"coattendance", `SELECT DISTINCT ?b WHERE { ?m schema:attendee %ACTOR%, ?a . ?n schema:attendee ?a, ?b }`},
	{"triangle", `SELECT ?a ?b ?c WHERE { ?a chy:met ?b . ?b chy:met ?c . ?a chy:met ?c }`},
	{"topk", `SELECT ?a (COUNT(*) AS ?n) WHERE { ?m schema:attendee ?a } GROUP BY ?a ORDER BY DESC(?n) LIMIT 10`},
	{"optional", `SELECT ?m ?l ?s ?t WHERE { ?m schema:attendee %ACTOR% OPTIONAL { ?m schema:location ?p OPTIONAL { ?p schema:name ?l } } OPTIONAL { ?m chy:status ?s } OPTIONAL { ?m schema:about ?t } }`},
	{"dates", `SELECT ?m ?d WHERE { ?m schema:startDate ?d FILTER(?d >= "2020-01-01"^^xsd:date && ?d < "2020-02-01"^^xsd:date) }`},
	{"contains", `SELECT ?a ?n WHERE { ?a a schema:Person ; schema:name ?n FILTER(CONTAINS(?n, "an")) }`},
	{"regex", `SELECT ?a ?n WHERE { ?a schema:name ?n FILTER(REGEX(?n, "^[A-M].*a$")) }`},
	{"union", `SELECT ?m WHERE { { ?m a chy:Visit } UNION { ?m a chy:Call } ?m schema:attendee %ACTOR% }`},
	{"minus", `SELECT ?a WHERE { ?a a schema:Person MINUS { ?m schema:attendee ?a ; a chy:Visit } }`},
	{"notexists", `SELECT ?a WHERE { ?a a schema:Person FILTER NOT EXISTS { ?m schema:attendee ?a ; a chy:Visit } }`},
	{"path", `SELECT (COUNT(*) AS ?n) WHERE { %ACTOR% chy:met+ ?x }`},
	{"distinct", `SELECT DISTINCT ?a ?l WHERE { ?m schema:attendee ?a ; schema:location ?l }`},
	{"subselect", `SELECT ?n ?c WHERE { { SELECT ?a (COUNT(?m) AS ?c) WHERE { ?m schema:attendee ?a } GROUP BY ?a HAVING(COUNT(?m) > 500) } ?a schema:name ?n }`},
	{"values", `SELECT ?a ?d WHERE { VALUES ?m { %MEETINGS% } ?m schema:attendee ?a ; schema:startDate ?d }`},
	{"graph", `SELECT ?g (COUNT(?m) AS ?n) WHERE { GRAPH ?g { ?m a schema:Event } } GROUP BY ?g`},
	{"orderby", `SELECT ?m ?d WHERE { ?m schema:startDate ?d ; schema:attendee ?a } ORDER BY ?d ?m`},
	{"limit", `SELECT ?m ?a ?n WHERE { ?m schema:attendee ?a . ?a schema:name ?n . ?m schema:startDate ?d } LIMIT 10`},
}

// counted is a dataset whose statistics are computed once, as those of a store.
type counted struct {
	exec.Dataset
	predicates []graph.PredicateStats
}

func (c *counted) Predicates(context.Context) ([]graph.PredicateStats, error) {
	return c.predicates, nil
}

// contactData builds the graph of contacts.
func contactData(b testing.TB, quads int) exec.Dataset {
	builder := memory.NewBuilder()
	if err := builder.Apply(graphtest.Contacts(graphtest.Config{Quads: quads}), ""); err != nil {
		b.Fatal(err)
	}
	ds := builder.Dataset()
	list, err := ds.Predicates(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	return &counted{ds, list}
}

// shapeText fills in the names of terms that the graph has.
func shapeText(b testing.TB, ds exec.Dataset, text string) string {
	b.Helper()
	names := map[string]string{}
	for name, q := range map[string]string{
		"%ACTOR%":    `SELECT ?a WHERE { ?m schema:attendee ?a } GROUP BY ?a ORDER BY DESC(COUNT(*)) ?a OFFSET 50 LIMIT 1`,
		"%MEETINGS%": `SELECT ?m WHERE { ?m a chy:Meeting } ORDER BY ?m LIMIT 20`,
	} {
		for _, row := range tableOf(b, ds, contactPrologue+q) {
			names[name] += row[0] + " "
		}
	}
	for name, value := range names {
		text = strings.ReplaceAll(text, name, value)
	}
	return contactPrologue + text
}

func BenchmarkShapes(b *testing.B) {
	ds := contactData(b, benchQuads)
	for _, s := range shapes {
		text := shapeText(b, ds, s.text)
		b.Run(s.name, func(b *testing.B) {
			q, err := query.Prepare(text, query.Options{})
			if err != nil {
				b.Fatal(err)
			}
			n := 0
			for b.Loop() {
				if n, err = count(q, ds); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n), "solutions")
		})
	}
}

// count runs a query to its end, decoding all.
func count(q *query.Query, ds exec.Dataset) (n int, err error) {
	ctx := context.Background()
	r, err := q.Run(ctx, ds)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	for {
		p, err := r.Next(ctx)
		if err != nil || p.N == 0 {
			return n, err
		}
		n += p.N
	}
}
