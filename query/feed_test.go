package query_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
)

// heirs is a service that must be given whom it is asked about: it answers
// { ?who :heir ?x } for the values of ?who that it is sent, from the same statements
// that the graph :heirs has.
type heirs map[string][]string

var errUnfed = errors.New("nobody is asked about")

// Needs tells the planner what must be given.
func (heirs) Needs(_ string, op algebra.Op) (vars []algebra.Var) {
	if bgp, ok := op.(*algebra.BGP); ok {
		return []algebra.Var{bgp.Triples[0].S.Var}
	}
	return nil
}

// Call implements [exec.ServiceCaller].
func (h heirs) Call(_ context.Context, r *exec.ServiceRequest) (exec.ServiceAnswer, error) {
	bgp, ok := r.Op.(*algebra.BGP)
	if !ok {
		return nil, fmt.Errorf("no pattern but %T", r.Op)
	}
	who, heir := bgp.Triples[0].S.Var, bgp.Triples[0].O.Var
	at := slices.Index(r.Vars, who)
	if at < 0 || len(r.Rows) == 0 {
		return nil, errUnfed
	}
	a := &heirsAnswer{vars: []algebra.Var{who, heir}, cols: make([][][]byte, 2)}
	asked := map[string]bool{}
	for _, row := range r.Rows {
		name := string(row[at])
		if name == "" {
			return nil, errUnfed
		}
		if asked[name] {
			continue
		}
		asked[name] = true
		for _, x := range h[name] {
			a.cols[0], a.cols[1] = append(a.cols[0], []byte(name)), append(a.cols[1], []byte(x))
		}
	}
	return a, nil
}

type heirsAnswer struct {
	vars []algebra.Var
	cols [][][]byte
	done bool
}

func (a *heirsAnswer) Vars() []algebra.Var { return a.vars }
func (a *heirsAnswer) Close() error        { return nil }
func (a *heirsAnswer) Next(context.Context) ([][][]byte, int, error) {
	if a.done {
		return a.cols, 0, nil
	}
	a.done = true
	return a.cols, len(a.cols[0]), nil
}

// TestServiceIsFed compares what queries answer with a service that must be given
// something with what they answer where a graph is in its place.
func TestServiceIsFed(t *testing.T) {
	ds := dataset(t, `
PREFIX : <http://example.org/>
:a :knows :b, :c . :b :knows :c . :c :knows :d . :d :knows :a .
:a :age 30 . :b :age 41 . :c :age 30 .
:p :title "x" . :c :title "y" .
GRAPH :heirs { :a :heir :b, :p . :b :heir :c . :c :heir :p . :z :heir :a }`)
	iri := func(name string) string { return "<http://example.org/" + name + ">" }
	service := heirs{iri("a"): {iri("b"), iri("p")}, iri("b"): {iri("c")}, iri("c"): {iri("p")}, iri("z"): {iri("a")}}
	for _, text := range []string{
		`?who :age ?n . HEIRS`,
		`?who :knows ?y OPTIONAL { HEIRS }`,
		`?who :knows ?y OPTIONAL { HEIRS ?x :title ?t }`,
		`?who :knows ?y OPTIONAL { HEIRS FILTER(?x != :p) }`,
		`?who :knows ?y OPTIONAL { HEIRS OPTIONAL { ?x :title ?t } }`,
		`?who :knows ?y OPTIONAL { ?y :age ?n OPTIONAL { ?who :age ?m } HEIRS }`,
		`?who :knows ?y OPTIONAL { HEIRS FILTER(?y = ?x) }`,
		`?who :knows ?y OPTIONAL { HEIRS BIND(STR(?x) AS ?s) }`,
		`?who :knows ?y OPTIONAL { { HEIRS } UNION { ?who :age ?x } }`,
		`?who :knows ?y OPTIONAL { { HEIRS } UNION { ?y :age ?x } }`,
		`?who :knows ?y { HEIRS } UNION { ?y :title ?x }`,
		`?who :knows ?y OPTIONAL { SELECT ?who ?x { HEIRS } }`,
		`?who :knows ?y OPTIONAL { HEIRS MINUS { ?x :title ?t } }`,
		`?who :knows ?y OPTIONAL { HEIRS FILTER NOT EXISTS { ?x :title ?t } }`,
		`?who :knows ?y OPTIONAL { HEIRS } OPTIONAL { ?x :title ?t }`,
		`?who :knows ?y FILTER EXISTS { HEIRS }`,
		`?who :knows ?y FILTER NOT EXISTS { HEIRS }`,
		`?who :knows ?y FILTER EXISTS { HEIRS ?x :title ?t }`,
		`?who :knows ?y FILTER(EXISTS { HEIRS } || ?y = :a)`,
		`?who :knows ?x OPTIONAL { HEIRS }`,
		`VALUES ?who { :a :a :b } OPTIONAL { HEIRS }`,
		`?q :knows ?who OPTIONAL { HEIRS } FILTER(!BOUND(?x) || ?x = :p)`,
	} {
		t.Run(text, func(t *testing.T) {
			want := rows(t, ds, "SELECT * { "+strings.ReplaceAll(text, "HEIRS", "GRAPH :heirs { ?who :heir ?x }")+" }", query.Options{})
			slices.Sort(want)
			asked := "SELECT * { " + strings.ReplaceAll(text, "HEIRS", "SERVICE <urn:heirs> { ?who :heir ?x }") + " }"
			for chaos := range uint64(30) {
				got := rows(t, ds, asked, query.Options{Services: service, Chaos: chaos})
				slices.Sort(got)
				if !slices.Equal(got, want) {
					t.Fatalf("chaos %d\ngot  %q\nwant %q", chaos, got, want)
				}
			}
		})
	}
}
