package sparql_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/sparql"
)

// TestTranslation compares trees, as the algebra writes them with all that the
// grammar leaves open written out, with what SPARQL 1.1 §18.2 gives. The files
// of testdata/translate have a query, a line of dashes, and the tree.
func TestTranslation(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "translate", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in testdata/translate: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		query, want, _ := strings.Cut(string(text), "\n---\n")
		q, err := sparql.ParseQuery("PREFIX : <u:>\n"+query, sparql.Options{})
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		got := tree(q.In)
		if *update {
			if err := os.WriteFile(file, []byte(query+"\n---\n"+got), 0o644); err != nil {
				t.Fatal(err)
			}
			want = got
		}
		if got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
		}
	}
}

// tree writes an operator one node a line.
func tree(o algebra.Op) string {
	var b strings.Builder
	var walk func(o algebra.Op, indent string)
	walk = func(o algebra.Op, indent string) {
		fmt.Fprintf(&b, "%s%s%s\n", indent, reflect.TypeOf(o).Elem().Name(), label(o))
		for _, c := range algebra.Children(o) {
			walk(c, indent+"  ")
		}
	}
	walk(o, "")
	return b.String()
}

// label writes what an operator has of its own.
func label(o algebra.Op) string {
	switch o := o.(type) {
	case *algebra.BGP:
		s := ""
		for _, t := range o.Triples {
			s += " " + t.String() + " ."
		}
		return s
	case *algebra.PathPattern:
		return " " + o.S.String() + " " + o.Path.String() + " " + o.O.String()
	case *algebra.Graph:
		return " " + o.Name.String()
	case *algebra.Service:
		return " " + o.Name.String()
	case *algebra.Extend:
		return " " + o.Var.String() + " := " + o.Expr.String()
	case *algebra.Values:
		return fmt.Sprint(" ", o.Vars, " ", o.Rows)
	case *algebra.Project:
		return fmt.Sprint(" ", o.Vars)
	case *algebra.Slice:
		return fmt.Sprint(" offset ", o.Offset, " limit ", o.Limit)
	case *algebra.Group:
		s := fmt.Sprint(" ", o.Keys)
		for _, a := range o.Aggregates {
			s += " " + a.Var.String() + " := " + a.Aggregate.String()
		}
		return s
	case *algebra.OrderBy:
		s := ""
		for _, c := range o.Conds {
			s += fmt.Sprintf(" %v desc=%v", c.Expr, c.Descending)
		}
		return s
	}
	s := ""
	for _, e := range algebra.Exprs(o) {
		s += " " + e.String()
	}
	return s
}

func TestDepth(t *testing.T) {
	around := func(before, open, middle, shut, after string) func(n int) string {
		return func(n int) string {
			return "ASK { " + before + strings.Repeat(open, n) + middle + strings.Repeat(shut, n) + after + " }"
		}
	}
	for name, text := range map[string]func(n int) string{
		"groups":       around("", "{ ", "?s ?p ?o", " }", ""),
		"parentheses":  around("FILTER ", "(", "1", ")", ""),
		"negations":    around("FILTER (", "!", "1", "", ")"),
		"collections":  around("?s ?p ", "(", "1", ")", ""),
		"properties":   around("?s ?p ", "[ ?p ", "1", "]", ""),
		"optionals":    around("", "OPTIONAL { ", "?s ?p ?o", " }", ""),
		"subselects":   around("", "{ SELECT * WHERE { ", "?s ?p ?o", " } }", ""),
		"exists":       around("", "FILTER EXISTS { ", "?s ?p ?o", " }", ""),
		"paths":        around("?s ", "(", "a", ")", " ?o"),
		"triple terms": around("?s ?p ", "<<( ?s ?p ", "1", " )>>", ""),
		"reified":      around("", "<< ", "?s", " ?p ?o >>", ""),
		"annotations":  around("?s ?p ?o ", "{| ?p ?o ", "", " |}", ""),
		"calls":        around("FILTER ", "STR(", "1", ")", ""),
	} {
		if _, err := sparql.ParseQuery(text(sparql.MaxDepth/3), sparql.Options{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var syntax *sparql.SyntaxError
		if _, err := sparql.ParseQuery(text(200_000), sparql.Options{}); !errors.As(err, &syntax) || !strings.Contains(err.Error(), "deeper") {
			t.Errorf("%s: %v, want an error about the depth", name, err)
		}
	}
}

// TestTooLongChains: a tree is never too deep to be walked.
func TestTooLongChains(t *testing.T) {
	const n = sparql.MaxOperators + 1
	for _, text := range []string{
		"ASK { FILTER (1" + strings.Repeat("||1", n) + ") }",
		"ASK { {}" + strings.Repeat("UNION{}", n) + "}",
		"ASK { " + strings.Repeat("OPTIONAL{}", n) + "}",
		"ASK { ?s a" + strings.Repeat("/a", n) + " ?o }",
	} {
		if _, err := sparql.ParseQuery(text, sparql.Options{}); err == nil || !strings.Contains(err.Error(), "operators") {
			t.Errorf("%.40s: %v, want an error about the number of operators", text, err)
		}
	}
	q, err := sparql.ParseQuery("ASK { FILTER (1"+strings.Repeat("||1", sparql.MaxOperators-2)+") }", sparql.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(q.String()) < 3*sparql.MaxOperators {
		t.Error("the text is too short")
	}
}

// TestLongChains: long chains come back.
func TestLongChains(t *testing.T) {
	const n = 20_000
	for _, text := range []string{
		"ASK { ?s ?p ?o FILTER (?o = 1" + strings.Repeat(" || ?o = 2", n) + ") }",
		"ASK { {}" + strings.Repeat(" UNION { ?s ?p ?o }", n) + "}",
		"ASK { " + strings.Repeat("?s <u:p> ?o . GRAPH ?g { ?s ?p ?o } ", n) + "}",
		"ASK { ?s <u:p>" + strings.Repeat("/<u:q>", n) + " ?o }",
		"ASK { ?s ?p ?o BIND (1 AS ?x) " + strings.Repeat("OPTIONAL { ?s ?p ?o } ", n) + "}",
	} {
		if err := parseAgain(text, "", false); err != nil {
			t.Errorf("%.60s: %.200v", text, err)
		}
	}
}

func TestOptions(t *testing.T) {
	o := sparql.Options{Base: "http://example.org/x/y", Prefixes: []algebra.Prefix{{Name: "", IRI: "u:"}, {Name: "p", IRI: "v:"}}}
	q, err := sparql.ParseQuery("\uFEFFPREFIX p: <z> SELECT * { :a p:b <#c> }", o)
	if err != nil {
		t.Fatal(err)
	}
	want := "BASE <http://example.org/x/y> PREFIX p: <http://example.org/x/z> SELECT * WHERE { <u:a> <http://example.org/x/zb> <http://example.org/x/y#c> . }"
	if q.String() != want {
		t.Errorf("got  %s\nwant %s", q, want)
	}
	for _, bad := range []sparql.Options{{Base: "x"}, {Prefixes: []algebra.Prefix{{Name: "p", IRI: "x"}}}} {
		if _, err := sparql.ParseQuery("ASK {}", bad); !errors.Is(err, sparql.ErrOptions) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	var syntax *sparql.SyntaxError
	if _, err := sparql.ParseQuery("ASK { ?s ?p \"\xff\" }", sparql.Options{}); !errors.As(err, &syntax) || syntax.Column != 14 {
		t.Errorf("not UTF-8: %v", err)
	}
}

func ExampleParseQuery() {
	q, err := sparql.ParseQuery(`PREFIX chy: <https://chancery.example/ns#>
SELECT ?who WHERE { ?who chy:met/^chy:met ?other }`, sparql.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(q.Vars, q.In)
	// Output: [?who] { SELECT ?who WHERE { ?who <https://chancery.example/ns#met> _:b0 . ?other <https://chancery.example/ns#met> _:b0 . } }
}

func ExampleParseUpdate() {
	u, err := sparql.ParseUpdate(`PREFIX : <u:> DELETE { ?who :name ?old } INSERT { ?who :name ?new } WHERE { ?who :name ?old }`,
		sparql.Options{Params: map[algebra.Var]string{"who": "<u:kalin>", "new": `"Ibrahim Kalin"`}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(u.Ops[0])
	// Output: DELETE { <u:kalin> <u:name> ?old . } INSERT { <u:kalin> <u:name> "Ibrahim Kalin" . } WHERE { <u:kalin> <u:name> ?old . }
}

func ExampleWarnings() {
	q, err := sparql.ParseQuery(`SELECT ?nmae { ?who <u:name> ?name }`, sparql.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(sparql.Warnings(q))
	// Output: [nothing binds ?nmae; did you mean ?name?]
}

func ExampleSyntaxError_Excerpt() {
	const text = "SELECT ?n WHERE { ?p foaf:name ?n }"
	_, err := sparql.ParseQuery(text, sparql.Options{})
	var syntax *sparql.SyntaxError
	if errors.As(err, &syntax) {
		fmt.Println(err)
		fmt.Print(syntax.Excerpt(text))
	}
	// Output:
	// sparql: 1:22: the prefix foaf: is not declared; add PREFIX foaf: <http://xmlns.com/foaf/0.1/>
	// SELECT ?n WHERE { ?p foaf:name ?n }
	//                      ^
}

func BenchmarkParse(b *testing.B) {
	const query = `PREFIX chy: <https://chancery.example/ns#>
PREFIX schema: <http://schema.org/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?who ?name (COUNT(DISTINCT ?meeting) AS ?n) WHERE {
  ?meeting a chy:Meeting ; schema:attendee ?who ; schema:location ?where ; schema:startDate ?date .
  OPTIONAL { ?who schema:name ?name . FILTER (LANG(?name) = "fr" || LANGMATCHES(LANG(?name), "en")) }
  FILTER (?date >= "2026-01-01"^^xsd:date && ?date < "2026-02-01"^^xsd:date)
  FILTER NOT EXISTS { ?meeting chy:status chy:Cancelled }
  { ?where schema:name "Ankara" } UNION { ?where schema:containedInPlace+ <https://chancery.example/place/turkey> }
} GROUP BY ?who ?name HAVING (COUNT(?meeting) > 1) ORDER BY DESC(?n) LIMIT 10
`
	var data strings.Builder
	data.WriteString("INSERT DATA {\n")
	for i := range 1000 {
		fmt.Fprintf(&data, "<https://chancery.example/actor/%d> <http://schema.org/name> \"Rustem Umerov\"@fr ; <http://schema.org/birthDate> \"1982-04-%02d\"^^<http://www.w3.org/2001/XMLSchema#date> .\n", i, i%28+1)
	}
	data.WriteString("}")
	run := func(name, text string, parse func() error) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if err := parse(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	run("query", query, func() error { _, err := sparql.ParseQuery(query, sparql.Options{}); return err })
	large := data.String()
	run("insert", large, func() error { _, err := sparql.ParseUpdate(large, sparql.Options{}); return err })
}
