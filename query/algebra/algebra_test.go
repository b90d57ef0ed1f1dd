package algebra_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/sparql"
)

// parse returns the pattern of a query.
func parse(t *testing.T, text string) algebra.Op {
	t.Helper()
	q, err := sparql.ParseQuery("PREFIX : <u:> "+text, sparql.Options{})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return q.In
}

// TestVisible goes through the table of SPARQL 1.1 §18.2.1.
func TestVisible(t *testing.T) {
	for text, want := range map[string]string{
		`ASK { ?a :p ?b . _:x :p <<( ?c :q 1 )>> }`:                        "?a ?b _:b0 ?c",
		`ASK { ?a :p* ?b }`:                                                "?a ?b",
		`ASK { GRAPH ?g { ?a :p 1 } }`:                                     "?g ?a",
		`ASK { { ?a :p 1 } UNION { ?b :p 1 } }`:                            "?a ?b",
		`ASK { ?a :p 1 OPTIONAL { ?b :p 1 FILTER (?c = 1) } }`:             "?a ?b",
		`ASK { SERVICE ?s { ?a :p 1 } }`:                                   "?s ?a",
		`ASK { ?a :p 1 BIND (?b AS ?c) }`:                                  "?a ?c",
		`ASK { { SELECT ?a (?b AS ?c) { ?a :p ?b ; :q ?d } } }`:            "?a ?c",
		`ASK { ?a :p 1 MINUS { ?b :p 1 } FILTER EXISTS { ?c :p 1 } }`:      "?a",
		`ASK { VALUES (?a ?b) { (1 2) } }`:                                 "?a ?b",
		`SELECT ?a (COUNT(?b) AS ?n) { ?a :p ?b } GROUP BY ?a ORDER BY ?a`: "?a ?n",
		`ASK { ?a :p ?b } GROUP BY ?a HAVING (COUNT(?b) > 1)`:              "?a _:a0",
	} {
		if got := strings.Trim(fmt.Sprint(algebra.Visible(parse(t, text))), "[]"); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// TestScopeOfMany: the set is the same beyond the size at which it changes its
// form.
func TestScopeOfMany(t *testing.T) {
	var s algebra.Scope
	for i := range 100 {
		v := algebra.Var(fmt.Sprint("v", i))
		if s.Has(v) || !s.AddVar(v) || !s.Has(v) || s.AddVar(v) {
			t.Fatalf("after %d variables", i)
		}
	}
	if len(s.Vars) != 100 {
		t.Errorf("%d variables", len(s.Vars))
	}
}

func TestMentioned(t *testing.T) {
	f := parse(t, `ASK { FILTER (?a = STR(?b) || NOT EXISTS { ?c :p ?d FILTER (?e > 1) { SELECT ?f { ?f :q ?g } } }) }`).(*algebra.Filter)
	if got := fmt.Sprint(algebra.Mentioned(f.Exprs[0])); got != "[?a ?b ?e ?c ?d ?f ?g]" {
		t.Errorf("got %s", got)
	}
}

// TestMap replaces an operator far below and leaves the rest shared.
func TestMap(t *testing.T) {
	const text = `SELECT DISTINCT ?a { { ?a :p ?b OPTIONAL { ?a :q ?c FILTER (?c > 1) } } UNION { GRAPH :g { ?a :r ?b MINUS { ?a :s 1 } } } SERVICE :e { ?a :t ?b } BIND (1 AS ?x) } ORDER BY ?a LIMIT 3`
	o := parse(t, text)
	before := o.String()
	if same := algebra.Map(o, func(o algebra.Op) algebra.Op {
		return algebra.MapExprs(o, func(e algebra.Expr) algebra.Expr { return e })
	}); same != o {
		t.Errorf("a map that changes nothing copies: %s", same)
	}
	changed := algebra.Map(o, func(o algebra.Op) algebra.Op {
		if bgp, ok := o.(*algebra.BGP); ok && strings.Contains(bgp.String(), "<u:s>") {
			return &algebra.BGP{}
		}
		return algebra.MapExprs(o, func(e algebra.Expr) algebra.Expr {
			return algebra.MapExpr(e, func(e algebra.Expr) algebra.Expr {
				if e == algebra.Expr(algebra.Var("c")) {
					return algebra.Var("z")
				}
				return e
			})
		})
	})
	want := strings.NewReplacer("?a <u:s> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> . ", "", "?c >", "?z >").Replace(before)
	if changed.String() != want || o.String() != before {
		t.Errorf("got  %s\nwant %s\nand now %s", changed, want, o)
	}
}

// TestMapExprs reaches every operator that has expressions.
func TestMapExprs(t *testing.T) {
	o := parse(t, `SELECT (SUM(?v) AS ?n) { ?s :p ?v OPTIONAL { ?s :q ?w FILTER (?v = 1) } FILTER (?v IN (1, ?v)) BIND (-?v AS ?x) } GROUP BY (IF(?v, 1, 2)) ORDER BY SUM(?v)`)
	var seen []string
	renamed := algebra.Map(o, func(o algebra.Op) algebra.Op {
		return algebra.MapExprs(o, func(e algebra.Expr) algebra.Expr {
			return algebra.MapExpr(e, func(e algebra.Expr) algebra.Expr {
				if v, ok := e.(algebra.Var); ok && v == "v" {
					seen = append(seen, fmt.Sprintf("%T", o))
					return algebra.Var("u")
				}
				return e
			})
		})
	})
	slices.Sort(seen)
	if got, want := strings.Join(slices.Compact(seen), " "), "*algebra.Extend *algebra.Filter *algebra.Group *algebra.LeftJoin"; got != want {
		t.Errorf("variables in %s, want %s", got, want)
	}
	if s := renamed.String(); strings.Count(s, "?u") < 7 {
		t.Errorf("got %s", s)
	}
}

// TestTripleNode: a ground triple term is a constant only where RDF has it.
func TestTripleNode(t *testing.T) {
	iri, literal := algebra.Node{Term: "<u:a>"}, algebra.Node{Term: `"x y"`}
	for _, tt := range []struct {
		t    algebra.Triple
		want string
	}{
		{algebra.Triple{S: iri, P: iri, O: literal}, `<<( <u:a> <u:a> "x y" )>>`},
		{algebra.Triple{S: literal, P: iri, O: literal}, ""},
		{algebra.Triple{S: iri, P: literal, O: literal}, ""},
		{algebra.Triple{S: iri, P: iri, O: algebra.Node{Var: "v"}}, ""},
	} {
		n := algebra.TripleNode(tt.t)
		if n.Term != tt.want || (n.Triple == nil) != (tt.want != "") {
			t.Errorf("%v: %+v", tt.t, n)
		}
	}
	deep := literal
	for range 200 {
		deep = algebra.TripleNode(algebra.Triple{S: iri, P: iri, O: deep})
	}
	if deep.Triple == nil {
		t.Error("a triple term deeper than terms may be is a constant")
	}
}

// TestStringOfRewritten: trees that no parser makes are written as SPARQL that
// means the same.
func TestStringOfRewritten(t *testing.T) {
	bgp := &algebra.BGP{Triples: []algebra.Triple{{S: algebra.Node{Var: "_0"}, P: algebra.Node{Term: "<u:p>"}, O: algebra.Node{Var: "x"}}}}
	group := &algebra.Group{In: bgp, Keys: []algebra.Var{"x"}, Aggregates: []algebra.Aggregation{{Var: "_:a0", Aggregate: algebra.Aggregate{Name: "COUNT"}}}}
	for _, tt := range []struct {
		o    fmt.Stringer
		want string
	}{
		{&algebra.Project{In: bgp}, `{ SELECT (1 AS ?_1) WHERE { ?_0 <u:p> ?x . } }`},
		{group, `{ SELECT ?x (COUNT(*) AS ?_a0) WHERE { ?_0 <u:p> ?x . } GROUP BY ?x }`},
		{&algebra.Filter{Exprs: []algebra.Expr{&algebra.Binary{Op: algebra.Greater, Left: algebra.Var("_:a0"), Right: algebra.Var("x")}}, In: group},
			`{ SELECT ?x (COUNT(*) AS ?_a0) WHERE { ?_0 <u:p> ?x . } GROUP BY ?x HAVING (COUNT(*) > ?x) }`},
		{&algebra.OrderBy{In: bgp, Conds: []algebra.Condition{{Expr: algebra.Var("x"), Descending: true}}}, `{ SELECT ?_0 ?x WHERE { ?_0 <u:p> ?x . } ORDER BY DESC(?x) }`},
		{&algebra.Join{Left: bgp, Right: &algebra.OrderBy{In: bgp}}, `{ ?_0 <u:p> ?x . { SELECT ?_0 ?x WHERE { ?_0 <u:p> ?x . } } }`},
		{&algebra.Join{Left: bgp, Right: bgp}, `{ ?_0 <u:p> ?x . { } ?_0 <u:p> ?x . }`},
		{&algebra.Slice{In: bgp, Limit: algebra.NoLimit}, `{ SELECT ?_0 ?x WHERE { ?_0 <u:p> ?x . } OFFSET 0 }`},
		{algebra.Quad{S: algebra.Node{Var: "s"}, P: algebra.Node{Term: "<u:p>"}, O: algebra.Node{Var: "_:b"}, G: algebra.Node{Term: "<u:g>"}}, `GRAPH <u:g> { ?s <u:p> _:b }`},
		{algebra.Dataset{Default: []string{"<u:a>"}, Named: []string{"<u:b>"}}, `FROM <u:a> FROM NAMED <u:b>`},
		{algebra.Describe, "DESCRIBE"},
		{group.Aggregates[0], "(COUNT(*) AS _:a0)"},
	} {
		if got := tt.o.String(); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
		if _, ok := tt.o.(algebra.Op); ok {
			if _, err := sparql.ParseQuery("ASK "+tt.want, sparql.Options{}); err != nil {
				t.Error(err)
			}
		}
	}
}

func ExampleMap() {
	q, err := sparql.ParseQuery(`ASK { ?s <u:p> ?o FILTER (?o > 1) }`, sparql.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(algebra.Map(q.In, func(o algebra.Op) algebra.Op {
		if f, ok := o.(*algebra.Filter); ok {
			return f.In
		}
		return o
	}))
	// Output: { ?s <u:p> ?o . }
}
