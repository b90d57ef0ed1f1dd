package sparql_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/query/sparql"
)

// seeds go through all of the grammar.
var seeds = []string{
	`PREFIX : <u:> SELECT DISTINCT ?a (COUNT(DISTINCT ?b) + 1 AS ?n) FROM <u:g> FROM NAMED <u:h> WHERE { ?a :p/:q*|^:r ?b . OPTIONAL { ?b :s "x"@en-GB FILTER (?a != 1.5e3 && !BOUND(?b)) } } GROUP BY ?a (STR(?b) AS ?c) HAVING (SUM(?b) > -1) ORDER BY DESC(?n) ?c LIMIT 3 OFFSET 4 VALUES ?c { "v" UNDEF }`,
	`BASE <http://a/b/> SELECT * { { <c> a [ <d> ( 1 2.0 true ) ] } UNION { GRAPH ?g { ?s !(<u:a>|^<u:b>) ?o } } MINUS { ?s ?p 'x' } BIND (IF(?s IN (<u:x>, 2), 1, COALESCE()) AS ?z) SERVICE SILENT <u:e> { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p _:b } }`,
	`VERSION "1.2" SELECT ?s { << ?s <u:p> "o" ~ ?r >> <u:q> <<( <u:a> a 1 )>> . ?s <u:p> ?o ~ <u:i> {| <u:x> "y"@ar--rtl |} {| <u:z> [] |} BIND (<<( ?s <u:p> ?o )>> AS ?t) { SELECT (GROUP_CONCAT(?x ; SEPARATOR = ", ") AS ?y) { VALUES (?x ?w) { (1 UNDEF) (UNDEF <<( <u:a> <u:b> <<( <u:c> <u:d> 'e' )>> )>>) } } } }`,
	`CONSTRUCT { ?s <u:p> _:b . [] <u:q> ( ?s ) } WHERE { ?s ?p """long "" text\u00E9""" } ORDER BY RAND()`,
	`CONSTRUCT WHERE { ?s <u:p> _:b }`, `CONSTRUCT WHERE {}`, `DESCRIBE ?x <u:y> { ?x ?p ?o }`, `DESCRIBE *{}`, `ASK { } GROUP BY ?x HAVING (BOUND(?y)) (AVG(?z) < 3)`,
	`WITH <u:g> DELETE { ?s ?p ?o } INSERT { GRAPH ?g { _:x ?p ?o } } USING <u:a> USING NAMED <u:b> WHERE { ?s ?p ?o } ; INSERT DATA { <u:a> <u:b> _:c GRAPH <u:g> { _:c <u:d> 1 } } ; DELETE DATA { <u:a> <u:b> 2 } ; DELETE WHERE { GRAPH <u:g> { ?a ?b ?c } }`,
	`LOAD SILENT <u:x> INTO GRAPH <u:g> ; CLEAR NAMED ; DROP SILENT GRAPH <u:g> ; CREATE GRAPH <u:g> ; ADD DEFAULT TO <u:g> ; MOVE <u:a> TO DEFAULT ; COPY GRAPH <u:a> TO GRAPH <u:b>`,
}

func FuzzParseQuery(f *testing.F)  { fuzzParse(f, false) }
func FuzzParseUpdate(f *testing.F) { fuzzParse(f, true) }

// fuzzParse: an error has a place in the text; what parses comes back from its
// own writing.
func fuzzParse(f *testing.F, update bool) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		err := parseAgain(text, "http://example.org/base/", update)
		if err == nil {
			return
		}
		var syntax *sparql.SyntaxError
		if !errors.As(err, &syntax) || strings.HasPrefix(err.Error(), "written as") {
			t.Fatalf("%q: %v", text, err)
		}
		if syntax.Offset < 0 || syntax.Offset > len(text) || syntax.Line < 1 || syntax.Column < 1 || syntax.Message() == "" {
			t.Fatalf("%q: %+v", text, syntax)
		}
		if s := syntax.Excerpt(text); strings.Count(s, "\n") != 2 {
			t.Fatalf("%q: excerpt %q", text, s)
		}
	})
}
