package query_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph/codec/trig"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
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

func TestSelect(t *testing.T) {
	ds := dataset(t, people)
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"join", `SELECT ?m ?n WHERE { ?m a schema:Event ; schema:attendee ?p . ?p schema:name ?n } ORDER BY ?m ?n`,
			[]string{`m1 "Ada"`, `m1 "Ben"`, `m2 "Ada"`, `m2 "Cleo"`, `m3 "Ben"`, `m3 "Cleo"`}},
		{"the union of graphs has a statement once", `SELECT ?a ?b WHERE { ?a schema:knows ?b } ORDER BY ?a`, []string{"ada ben", "ben cleo"}},
		{"each graph", `SELECT ?g ?a ?b WHERE { GRAPH ?g { ?a schema:knows ?b } } ORDER BY ?g ?a`, []string{"g1 ada ben", "g2 ada ben", "g2 ben cleo"}},
		{"top", `SELECT ?p (COUNT(*) AS ?n) WHERE { ?m schema:attendee ?p } GROUP BY ?p ORDER BY DESC(?n) ?p LIMIT 2`,
			[]string{"ada " + integer("2"), "ben " + integer("2")}},
		{"optional", `SELECT ?p ?a WHERE { ?p schema:name ?n OPTIONAL { ?p schema:age ?a FILTER(?a > 35) } } ORDER BY ?p`,
			[]string{"ada ", "ben " + integer("41"), "cleo "}},
		{"not exists", `SELECT ?p WHERE { ?p schema:name ?n FILTER NOT EXISTS { ?p schema:age ?a } }`, []string{"cleo"}},
		{"minus", `SELECT ?p WHERE { ?p schema:name ?n MINUS { ?p schema:age ?a } }`, []string{"cleo"}},
		{"dates", `SELECT ?m WHERE { ?m schema:startDate ?d FILTER(?d >= "2026-01-15"^^xsd:date) }`, []string{"m2"}},
		{"path", `SELECT ?x WHERE { :ada schema:knows+ ?x } ORDER BY ?x`, []string{"ben", "cleo"}},
		{"predicates", `SELECT DISTINCT ?p WHERE { ?s ?p ?o FILTER(STRSTARTS(STR(?p), "http://schema.org/a")) }`,
			[]string{"<http://schema.org/attendee", "<http://schema.org/age"}},
		{"number of predicates", `SELECT (COUNT(*) AS ?n) WHERE { { SELECT DISTINCT ?p WHERE { ?s ?p ?o } } }`, []string{integer("6")}},
		{"values of one row", `SELECT * WHERE { VALUES (?p ?n) { (:ada "Ada") } ?p schema:name ?n }`, []string{`ada "Ada"`}},
		{"values that differ", `SELECT * WHERE { VALUES ?p { :ada } VALUES ?p { :ben } ?p schema:name ?n }`, nil},
		{"values and equality that differ", `SELECT * WHERE { VALUES ?p { :ada } ?p schema:name ?n FILTER(?p = :ben) }`, nil},
		{"the same variable twice", `SELECT ?x WHERE { ?x schema:knows ?x }`, nil},
		{"a filter does not see outside its group", `SELECT ?p WHERE { ?p schema:age ?a { ?p schema:name ?n FILTER(?a > 1) } }`, nil},
		{"a subquery hides its variables", `SELECT ?p ?a WHERE { ?p schema:name "Ada" ; schema:age ?a { SELECT ?p WHERE { ?p schema:name ?a } } }`,
			[]string{"ada " + integer("30")}},
		{"sorted by integers", `SELECT ?p ?a WHERE { ?p schema:age ?a ; schema:name ?n } ORDER BY ?a LIMIT 1`, []string{"ada " + integer("30")}},
		{"one blank node per name and solution", `SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?p schema:name ?l BIND(BNODE("b") AS ?x) BIND(BNODE("b") AS ?y) FILTER(SAMETERM(?x, ?y)) }`,
			[]string{integer("3")}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := rows(t, ds, test.text, query.Options{}); !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func integer(v string) string { return `"` + v + `"^^<http://www.w3.org/2001/XMLSchema#integer` }

func TestOptions(t *testing.T) {
	ds := dataset(t, people)
	ask := func(name, text string, o query.Options, want bool) {
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
		if got, err := r.Boolean(context.Background()); err != nil || got != want {
			t.Errorf("%s: %v, %v, want %v", name, got, err, want)
		}
	}
	knows := `ASK { :ada schema:knows :ben }`
	ask("union", knows, query.Options{}, true)
	ask("default graph", knows, query.Options{DefaultGraphOnly: true}, false)
	ask("FROM", `ASK FROM :g2 { :ben schema:knows :cleo }`, query.Options{}, true)
	ask("FROM leaves others out", `ASK FROM :g1 { :ben schema:knows :cleo }`, query.Options{}, false)
	ask("FROM NAMED has no default graph", `ASK FROM NAMED :g1 { :ada schema:knows :ben }`, query.Options{}, false)
	ask("FROM has no named graphs", `ASK FROM :g1 { GRAPH ?g { ?a ?b ?c } }`, query.Options{}, false)
	ask("dataset of the protocol", `ASK FROM :g1 { :ben schema:knows :cleo }`,
		query.Options{Dataset: &algebra.Dataset{Default: []string{"<http://example.org/g2>"}}}, true)
	ask("parameter", `ASK { ?p schema:name ?n }`, query.Options{Params: map[algebra.Var]string{"n": `"Ben"`}}, true)
	ask("parameter that is nowhere", `ASK { ?p schema:name ?n }`, query.Options{Params: map[algebra.Var]string{"n": `"\" } INSERT"`}}, false)
}

func TestLimits(t *testing.T) {
	ds := dataset(t, people)
	for _, test := range []struct {
		name, text, limit string
		limits            query.Limits
	}{
		{"rows", `SELECT * WHERE { ?s ?p ?o }`, exec.LimitRows, query.Limits{MaxRows: 5}},
		{"statements", `CONSTRUCT WHERE { ?s ?p ?o }`, exec.LimitRows, query.Limits{MaxRows: 5}},
		{"described", `DESCRIBE :m1`, exec.LimitRows, query.Limits{MaxRows: 2}},
		{"time", `SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o . ?q ?r ?s FILTER(?a != ?s) }`,
			exec.LimitTime, query.Limits{Timeout: 20 * time.Millisecond}},
		{"memory", `SELECT DISTINCT ?a ?c ?d ?f (CONCAT(STR(?a), STR(?d), STR(?g)) AS ?x) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }`,
			exec.LimitMemory, query.Limits{MaxMemory: 20_000}},
	} {
		t.Run(test.name, func(t *testing.T) {
			q, err := query.Prepare(prologue+test.text, query.Options{Limits: test.limits})
			if err != nil {
				t.Fatal(err)
			}
			_, err = q.Explain(context.Background(), ds, true)
			var limit *exec.LimitError
			if !errors.As(err, &limit) || limit.Limit != test.limit {
				t.Errorf("got %v, want the limit of %s", err, test.limit)
			}
		})
	}
	if _, err := query.Prepare("ASK {}", query.Options{Limits: query.Limits{MaxRows: -1}}); err == nil {
		t.Error("a negative limit was accepted")
	}
}

func TestCancel(t *testing.T) {
	q, err := query.Prepare(prologue+`SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }`, query.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	r, err := q.Run(ctx, dataset(t, people))
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	for err == nil {
		_, err = r.Next(ctx)
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the cancellation", err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}

// statements runs a CONSTRUCT or DESCRIBE.
func statements(t *testing.T, ds *memory.Dataset, text string, o query.Options) []graphtest.Statement {
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
	list, err := graphtest.ReadStatements(r)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestConstruct(t *testing.T) {
	ds := dataset(t, people)
	for _, test := range []struct{ name, text, want string }{
		{"each once", `CONSTRUCT { ?p a :Guest } WHERE { ?m schema:attendee ?p }`, ":ada a :Guest . :ben a :Guest . :cleo a :Guest"},
		{"unbound and ill-formed ones are left out", `CONSTRUCT { ?p :age ?a . ?n :of ?p } WHERE { ?p schema:name ?n OPTIONAL { ?p schema:age ?a } }`,
			":ada :age 30 . :ben :age 41"},
		{"blank nodes are new for each solution", `CONSTRUCT { _:x :of ?p ; :is _:x } WHERE { ?p schema:name ?n }`,
			"_:a :of :ada ; :is _:a . _:b :of :ben ; :is _:b . _:c :of :cleo ; :is _:c"},
		{"triple terms", `CONSTRUCT { :s :says <<( ?p :is ?n )>> } WHERE { ?p schema:name ?n ; schema:age 30 }`, `:s :says <<( :ada :is "Ada" )>>`},
		{"describe", `DESCRIBE ?p WHERE { ?p schema:age 30 }`, `:ada schema:name "Ada" ; schema:age 30 ; schema:knows :ben`},
		{"describe a term", `DESCRIBE :ben :nobody`, `:ben schema:name "Ben" ; schema:age 41 ; schema:knows :cleo`},
		{"describe in a graph", `DESCRIBE :ben FROM :g2`, `:ben schema:knows :cleo`},
	} {
		t.Run(test.name, func(t *testing.T) {
			want, err := graphtest.ReadStatements(trig.NewReader(strings.NewReader(prologue+test.want+" ."), trig.Options{}))
			if err != nil {
				t.Fatal(err)
			}
			if got := statements(t, ds, test.text, query.Options{}); !graphtest.Isomorphic(got, want) {
				t.Errorf("got  %v\nwant %v", got, want)
			}
		})
	}
	closure := dataset(t, `PREFIX : <http://example.org/> :a :b [ :c [ :d 1 ] ] . :x :y 2 .`)
	if got := statements(t, closure, `DESCRIBE :a`, query.Options{}); len(got) != 3 {
		t.Errorf("the description with its blank nodes has %v", got)
	}
}

func TestSolutions(t *testing.T) {
	q, err := query.Prepare(prologue+`SELECT ?p ?a WHERE { ?p schema:name ?n OPTIONAL { ?p schema:age ?a } } ORDER BY ?p`, query.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := q.Run(context.Background(), dataset(t, people))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var got []string
	for s, err := range r.Solutions(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprint(s.Get("p"), " ", s.Get("a"), " ", s.Get("none")))
	}
	if len(got) != 3 || !strings.Contains(got[1], "41") || !strings.HasSuffix(got[2], "<nil> <nil>") {
		t.Errorf("got %q", got)
	}
}

func TestExplainJSON(t *testing.T) {
	q, err := query.Prepare(prologue+`SELECT ?n WHERE { ?m schema:attendee ?p . ?p schema:name ?n }`, query.Options{})
	if err != nil {
		t.Fatal(err)
	}
	x, err := q.Explain(context.Background(), dataset(t, people), true)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(x)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`"operator":"merge join"`, `"estimatedRows"`, `"actual":{"rows":6`, `"inputs"`} {
		if !strings.Contains(string(b), part) {
			t.Errorf("%s is not in %s", part, b)
		}
	}
}
