package sparql_test

import (
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/query/sparql"
)

// TestRules goes through rules beyond the grammar, and corners of the grammar,
// that the suites of the W3C pass over.
func TestRules(t *testing.T) {
	const prologue = "PREFIX : <u:> "
	for _, text := range []string{
		`SELECT ?x ?x { ?x :p ?y }`, `SELECT (1 AS ?x) ?x {}`, `SELECT (?x AS ?y) (?y AS ?z) { ?x :p 1 }`,
		`ASK { ?a :p 1 { } ?a :p/(:q|:r) 1 }`, `ASK { ?s :p +1, -1.5, .5, 1.e3, 1. }`, `ASK { ?s :p+1 . ?s :p +1 }`, `ASK { ?s :p+ 1 }`, `ASK { ?s :p? ?o , ?x }`,
		`ASK { FILTER (?x<?y&& ?z>1) }`, `ASK { FILTER (?a<1) } # <`, `ASK { FILTER (- -1 = --1) }`, `ASK { FILTER (?x -1 = ?x+1*2-3) }`,
		`ASK{?s?p?o;;a :x;.}`, `ASK { :a.b :c.d :e.f. :e :f :g. }`, `ASK { ?s :p "x" @en }`, `ASK { "lit" :p 1 }`,
		`ASK { FILTER :f(1) FILTER STR(1) }`, `ASK { FILTER (?x IN ()) }`,
		`SELECT (:agg(DISTINCT ?x) AS ?y) { ?s :p ?x }`, `SELECT * { ?s ?p ?o } LIMIT 1 OFFSET 2`, `SELECT * { ?s ?p ?o } OFFSET 2 LIMIT 1`,
		`SELECT * { _:a :p ?x . FILTER (?x > 1) _:a :q ?y }`, `SELECT * { _:a :p* ?x . _:a :q ?y }`, `select distinct * where { ?s a ?o }`,
		`ASK { GRAPH ?g {} }`, `ASK { {} UNION {} OPTIONAL {} MINUS {} }`, `ASK { VALUES () { () () } VALUES ?x { } VALUES (?x ?y) { } }`,
		`CONSTRUCT { _:a :p _:a } { _:a :p ?x }`, `CONSTRUCT FROM <u:g> WHERE { ?s :p [] }`, `DESCRIBE :a`, `DESCRIBE ?x`,
		`SELECT (COUNT(?x) AS ?n) { ?s :p ?x } HAVING (EXISTS { SELECT (COUNT(*) AS ?m) { ?a ?b ?c } })`,
		`SELECT (SUM(IF(EXISTS { { SELECT (MAX(?z) AS ?m) { ?z :p 1 } } }, 1, 0)) AS ?n) { ?s :p ?x }`,
		`SELECT * { ?s ?p ?o FILTER (!!?o) } ORDER BY (!?o)`, `ASK { << :a :b :c >> }`, `ASK { ?s :p ?o ~ }`, `ASK { ?s :p ?o ~ ~ {| :a :b |} , 1 }`,
		`ASK { ?s (:p) ?o {| :a :b |} }`, "ASK{}#", "ASK{}\r#x\rVALUES?x{}",
	} {
		if err := parseAgain(prologue+text, "", false); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, text := range []string{
		`SELECT ?x (1 AS ?x) {}`, `SELECT (1 AS ?x) (2 AS ?x) {}`, `SELECT (?y AS ?x) { ?x :p ?y }`, `ASK { FILTER (1 = 1 = 1) }`, `ASK { ?s ?p/?q ?o }`,
		`SELECT (COUNT(?x)) { ?s :p ?x }`, `SELECT ?s { ?s :p ?x } HAVING (COUNT(?x) > 1)`, `SELECT (?x + COUNT(?y) AS ?n) { ?x :p ?y }`,
		`SELECT ?x { ?x :p ?y } GROUP BY (?y AS ?x)`, `SELECT ?x { ?x :p ?y } GROUP BY (COUNT(?x) AS ?n)`, `ASK { BIND (COUNT(1) AS ?x) }`,
		`ASK { _:a :p 1 { _:a :p 2 } }`, `ASK { _:a :p 1 BIND (1 AS ?x) _:a :p 2 }`, `ASK { _:a :p 1 FILTER EXISTS { _:a :q 2 } }`,
		`ASK { [] }`, `ASK { () }`, `ASK { ?s :p }`, `ASK { ?s :p ?o ?q }`, `ASK { :f(1) }`, `ASK { FILTER :f }`, `ASK { FILTER ?x }`, `ASK { OPTIONAL }`,
		`ASK { ?s :p "a
b" }`, `ASK { ?s :p 'a"  }`, `ASK { ?s :p ?o } }`, `ASK { { ?s :p ?o }`, `CONSTRUCT { ?s :p* ?o } {}`, `CONSTRUCT WHERE { ?s :p/:q ?o }`,
		`CONSTRUCT WHERE { ?s :p ?o FILTER (?o) }`, `ASK { BIND (1 AS _:a) }`, `ASK { ?s _:p ?o }`, `ASK { ?s "p" ?o }`, `ASK { GRAPH _:g {} }`,
		`SELECT * { ?s ?p ?o } LIMIT 1 LIMIT 2`, `SELECT * { ?s ?p ?o } ORDER BY`, `SELECT * { ?s ?p ?o } GROUP BY`, `SELECT { }`, `SELECT DISTINCT REDUCED * {}`,
		`ASK { VALUES ?x { ?y } }`, `ASK { VALUES ?x { _:b } }`, `ASK { VALUES (?x) { 1 } }`, `ASK { ?s :p <a b> }`, `ASK { ?s :p :a% }`, `ASK { ?s :p :a\x }`,
		`ASK { ?s :p ?$ }`, `ASK { ?s :p $ }`, `ASK { ?s :p "x"@ }`, `ASK { ?s :p "x"^^ }`, `ASK { ?s :p "x"^^"y" }`, `ASK { ?s :p "x"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> }`,
		`ASK { ?s !(?p) ?o }`, `ASK { ?s :p** ?o }`, `ASK { ?s ^^:p ?o }`, `ASK { << ?s ?p ?o ~ "x" >> }`, `ASK { <<( ?s ?p ( 1 ) )>> :p 1 }`, `ASK { ?s :p << ?a ?b ?c ) }`,
		`ASK { ?s :p {| :a :b |} }`, `ASK { FILTER (<<( "x" ?p 1 )>> = 1) }`, `ASK { FILTER (<<( ?s 1 1 )>> = 1) }`, `ASK { FILTER (NOW(1)) }`, `ASK { FILTER (BOUND(1)) }`,
		`ASK { FILTER (COUNT(*) > 1) }`, `ASK {} GROUP BY ?x (COUNT(*))`, `VERSION 1.2 ASK {}`, `BASE :x ASK {}`, `PREFIX x <u:> ASK {}`, ``, `#`, `ASK`, `ASK {} ASK {}`, `SELECT * {} ;`,
	} {
		if err := parseAgain(prologue+text, "", false); err == nil || strings.HasPrefix(err.Error(), "written as") {
			t.Errorf("%s: accepted, expected a syntax error (%v)", text, err)
		}
	}
}

func TestUpdateRules(t *testing.T) {
	for _, text := range []string{
		``, `BASE <u:>`, `CLEAR ALL ;`, `CLEAR ALL ; PREFIX : <u:>`, `DROP DEFAULT ; BASE <http://x/> LOAD <y>`, `ADD <u:a> TO GRAPH <u:b>`,
		`INSERT DATA { }`, `DELETE {} WHERE {}`, `DELETE {} INSERT {} WHERE {}`, `INSERT { _:a <u:p> _:a } WHERE { _:a <u:p> 1 } ; INSERT { _:a <u:p> 1 } WHERE {}`,
		`INSERT DATA { GRAPH <u:g> { <u:a> <u:b> 1 } . <u:a> <u:b> 2 . GRAPH <u:g> { } }`, `DELETE WHERE { ?s ?p ?o . GRAPH ?g { ?s ?p ?o } ?a ?b ?c }`,
		`WITH <u:g> DELETE { ?s ?p ?o GRAPH <u:h> { ?s ?p ?o } } USING NAMED <u:i> WHERE { ?s ?p ?o { SELECT (COUNT(*) AS ?n) {} } }`,
		`DELETE DATA { <u:a> <u:b> <<( <u:c> <u:d> 1 )>> }`,
	} {
		if err := parseAgain(text, "", true); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, text := range []string{
		`;`, `CLEAR`, `CLEAR <u:g>`, `DROP ALL DROP ALL`, `CREATE <u:g>`, `LOAD <x>`, `LOAD <u:x> INTO <u:g>`, `COPY <u:a> <u:b>`, `MOVE ALL TO DEFAULT`,
		`WITH <u:g> INSERT DATA { }`, `WITH <u:g> CLEAR ALL`, `DELETE WHERE { ?s <u:p>* ?o }`, `DELETE WHERE { FILTER (1) }`, `INSERT { ?s ?p ?o }`, `DELETE { ?s ?p ?o } USING <u:g>`,
		`INSERT {} DELETE {} WHERE {}`, `DELETE DATA { GRAPH ?g { <u:a> <u:b> 1 } }`, `DELETE { [] <u:p> 1 } WHERE {}`, `DELETE { ?s <u:p> (1) } WHERE {}`, `DELETE { << ?s ?p ?o >> <u:p> 1 } WHERE {}`,
		`INSERT DATA { GRAPH <u:g> { GRAPH <u:h> { } } }`, `INSERT DATA { GRAPH _:g { <u:a> <u:b> 1 } }`, `INSERT {} WHERE { _:a <u:p> 1 } ; INSERT {} WHERE { _:a <u:p> 1 }`,
		`SELECT * {}`, `INSERT DATA { <u:a> <u:b> <<( ?s <u:d> 1 )>> }`, `CLEAR ALL ;; CLEAR ALL`,
	} {
		if err := parseAgain(text, "", true); err == nil || strings.HasPrefix(err.Error(), "written as") {
			t.Errorf("%s: accepted, expected a syntax error (%v)", text, err)
		}
	}
}

func TestWarnings(t *testing.T) {
	for text, want := range map[string]string{
		`SELECT ?nmae { ?p <u:name> ?name }`:                                        "nothing binds ?nmae; did you mean ?name?",
		`SELECT ?name { ?p <u:name> ?name FILTER (?date > 1) } ORDER BY ?x`:         "nothing binds ?x, nothing binds ?date",
		`SELECT (COUNT(?p) AS ?n) { ?p <u:name> ?name } GROUP BY ?name ORDER BY ?n`: "",
		`SELECT * { ?s ?p ?o FILTER EXISTS { ?s ?q ?z FILTER (?z = ?o) } }`:         "",
		`CONSTRUCT { ?s <u:p> ?objct } { ?s ?p ?object }`:                           "nothing binds ?objct; did you mean ?object?",
		`DESCRIBE ?x`: "nothing binds ?x",
	} {
		q, err := sparql.ParseQuery(text, sparql.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(sparql.Warnings(q), ", "); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
