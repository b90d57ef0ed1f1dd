package sparql_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/sparql"
)

func TestParams(t *testing.T) {
	iri := map[algebra.Var]string{"x": "<u:it>"}
	for _, tt := range []struct{ text, want string }{
		{`SELECT ?y { ?x <u:p> ?y }`, `SELECT ?y WHERE { <u:it> <u:p> ?y . }`},
		{`SELECT ?x ?y { ?x <u:p> ?y } ORDER BY ?x`, `SELECT ?x ?y WHERE { <u:it> <u:p> ?y . BIND (<u:it> AS ?x) } ORDER BY ASC(<u:it>)`},
		{`SELECT * { ?x <u:p>+ ?y FILTER (BOUND(?x) && ?x != ?y) }`, `SELECT ?x ?y WHERE { { <u:it> <u:p>+ ?y . FILTER ("true"^^<http://www.w3.org/2001/XMLSchema#boolean> && <u:it> != ?y) } BIND (<u:it> AS ?x) }`},
		{`SELECT ?x (COUNT(*) AS ?n) { ?x <u:p> ?y } GROUP BY ?x`, `SELECT ?x (COUNT(*) AS ?n) WHERE { <u:it> <u:p> ?y . } GROUP BY (<u:it> AS ?x)`},
		{`ASK { VALUES (?x ?y) { (<u:it> 1) (<u:other> 2) (UNDEF 3) } }`, `ASK WHERE { VALUES (?y) { ("1"^^<http://www.w3.org/2001/XMLSchema#integer>) ("3"^^<http://www.w3.org/2001/XMLSchema#integer>) } }`},
		{`ASK { GRAPH ?x { ?s ?p <<( ?x <u:p> 1 )>> } FILTER EXISTS { ?x ?p ?o } }`, `ASK WHERE { GRAPH <u:it> { ?s ?p <<( <u:it> <u:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> )>> . } FILTER (EXISTS { <u:it> ?p ?o . }) }`},
		{`CONSTRUCT { ?x <u:q> ?y } { { SELECT ?y { ?x <u:p> ?y } } }`, `CONSTRUCT { <u:it> <u:q> ?y . } WHERE { SELECT ?y WHERE { <u:it> <u:p> ?y . } }`},
		{`DESCRIBE ?x ?y { ?x <u:p> ?y }`, `DESCRIBE <u:it> ?y WHERE { <u:it> <u:p> ?y . }`},
	} {
		q, err := sparql.ParseQuery(tt.text, sparql.Options{Params: iri})
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
			continue
		}
		if got := q.String(); strings.Join(strings.Fields(got), "") != strings.Join(strings.Fields(tt.want), "") {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.text, got, tt.want)
		}
		if q.Form == algebra.Describe && len(q.Vars) != 1 {
			t.Errorf("%s: variables %v", tt.text, q.Vars)
		}
		if _, err := sparql.ParseQuery(q.String(), sparql.Options{}); err != nil {
			t.Errorf("%s: %v", q, err)
		}
	}
	u, err := sparql.ParseUpdate(`WITH <u:g> DELETE { ?x ?p ?o } INSERT { ?x <u:p> ?v } WHERE { ?x ?p ?o }`,
		sparql.Options{Params: map[algebra.Var]string{"x": "<u:it>", "v": `"} ; DROP ALL #"`}})
	if err != nil {
		t.Fatal(err)
	}
	want := `WITH <u:g> DELETE { GRAPH <u:g> { <u:it> ?p ?o . } } INSERT { GRAPH <u:g> { <u:it> <u:p> "} ; DROP ALL #" . } } WHERE { <u:it> ?p ?o . }`
	if len(u.Ops) != 1 || u.String() != want {
		t.Errorf("got  %s\nwant %s", u, want)
	}
}

func TestParamsRefused(t *testing.T) {
	for _, tt := range []struct {
		text, name, term, message string
	}{
		{`ASK { ?person ?p ?o }`, "persn", "<u:a>", "did you mean ?person?"},
		{`ASK { ?x ?p ?o }`, "x", "_:b", "blank node"},
		{`ASK { ?x ?p ?o }`, "x", `<<( _:b <u:p> "o" )>>`, "blank node"},
		{`ASK { ?x ?p ?o }`, "x", "u:a", "x"},
		{`ASK { ?x ?p ?o }`, "x", `"a`, "x"},
		{`ASK { ?x ?p ?o }`, "x", `"\u00e9"`, "not canonical"},
		{`ASK { ?x ?p ?o }`, "x y", `"a"`, "no name"},
		{`ASK { GRAPH ?x { ?s ?p ?o } }`, "x", `"a"`, "must be an IRI"},
		{`ASK { BIND (1 AS ?x) }`, "x", `"a"`, "gives it a value"},
	} {
		_, err := sparql.ParseQuery(tt.text, sparql.Options{Params: map[algebra.Var]string{algebra.Var(tt.name): tt.term}})
		if !errors.Is(err, sparql.ErrParam) || !strings.Contains(err.Error(), tt.message) {
			t.Errorf("%s with %s = %s: got %v, want an ErrParam with %q", tt.text, tt.name, tt.term, err, tt.message)
		}
	}
}

func TestParseTerm(t *testing.T) {
	o := sparql.Options{Base: "http://example.org/a/", Prefixes: []algebra.Prefix{{Name: "p", IRI: "u:"}}}
	for text, want := range map[string]string{
		"<b>":                    "<http://example.org/a/b>",
		"p:x\\,y":                "<u:x,y>",
		"12":                     `"12"^^<http://www.w3.org/2001/XMLSchema#integer>`,
		"-1.5e3":                 `"-1.5e3"^^<http://www.w3.org/2001/XMLSchema#double>`,
		"TRUE":                   `"true"^^<http://www.w3.org/2001/XMLSchema#boolean>`,
		"'été'@FR":               `"été"@fr`,
		`"x"^^p:t`:               `"x"^^<u:t>`,
		`<<( p:a a "\u0041" )>>`: `<<( <u:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "A" )>>`,
		`"""a"b"""^^<http://www.w3.org/2001/XMLSchema#string>`: `"a\"b"`,
	} {
		if got, err := sparql.ParseTerm(text, o); err != nil || got != want {
			t.Errorf("ParseTerm(%s) = %s, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "?x", "_:b", "x", "1 2", "UNDEF", "<a b>", "q:x"} {
		if got, err := sparql.ParseTerm(text, o); err == nil {
			t.Errorf("ParseTerm(%q) = %s, want an error", text, got)
		}
	}
}
