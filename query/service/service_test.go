package service_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/query/service"
	"github.com/chancery-graph/chancery/query/sparql"
)

const story = `
	actor:ana schema:name "Ana Reis"
	actor:bo schema:name "Bo Lind"
	actor:cem schema:name "Cem Kaya"
	meeting:1 schema:attendee actor:ana
	meeting:1 schema:attendee actor:bo
	meeting:1 schema:startDate "1938-09-15"^^xsd:date
	meeting:2 schema:attendee actor:bo
	meeting:2 schema:attendee actor:cem
	meeting:2 schema:startDate "1938-09-17"^^xsd:date
`

// registry serves a story of three events: the second adds a title to Ana, the
// third takes it away.
func registry(t *testing.T) *service.Registry {
	t.Helper()
	g, err := querytest.ParseShort(story)
	if err != nil {
		t.Fatal(err)
	}
	title, err := querytest.Expand(`actor:ana schema:jobTitle "envoy"`)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(g.Add(title), g.Remove(title)); err != nil {
		t.Fatal(err)
	}
	open := func(ctx context.Context) (*relation.Reader, *chain.Network, error) {
		r, err := relation.NewReader(ctx, g, relation.Options{})
		if err != nil {
			return nil, nil, err
		}
		n, err := chain.Build(ctx, r)
		return r, n, err
	}
	return &service.Registry{Own: map[string]service.Service{
		service.HistoryIRI: service.History{Snapshot: g},
		service.ChainIRI:   service.Chain{Open: open},
		service.ReachIRI:   service.Reach{Open: open},
	}}
}

// call asks a service by the text of its frame and returns its solutions as lines.
func call(t *testing.T, r *service.Registry, name, frame string, vars []algebra.Var, rows ...[]string) ([]string, error) {
	t.Helper()
	q, err := sparql.ParseQuery("SELECT * { SERVICE "+name+" {"+frame+"} }", sparql.Options{Prefixes: []algebra.Prefix{
		{Name: "chy", IRI: "https://chancery.example/ns#"}, {Name: "rdf", IRI: "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
		{Name: "schema", IRI: "http://schema.org/"}, {Name: "actor", IRI: "https://chancery.example/actor/"}, {Name: "xsd", IRI: "http://www.w3.org/2001/XMLSchema#"}}})
	if err != nil {
		t.Fatal(err)
	}
	request := &exec.ServiceRequest{Vars: vars}
	algebra.Walk(q.In, func(o algebra.Op) bool {
		if s, ok := o.(*algebra.Service); ok {
			request.Name, request.Op = s.Name.Term, s.In
		}
		return true
	})
	for _, row := range rows {
		var texts [][]byte
		for _, term := range row {
			var text []byte
			if term != "" {
				text = []byte(term)
			}
			texts = append(texts, text)
		}
		request.Rows = append(request.Rows, texts)
	}
	a, err := r.Call(t.Context(), request)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	var lines []string
	for {
		cols, n, err := a.Next(t.Context())
		if err != nil {
			return nil, err
		}
		if n == 0 {
			return lines, nil
		}
		for row := range n {
			var parts []string
			for i, v := range a.Vars() {
				if cols[i][row] != nil {
					parts = append(parts, fmt.Sprintf("%s=%s", string(v), cols[i][row]))
				}
			}
			lines = append(lines, strings.Join(parts, " "))
		}
	}
}

func check(t *testing.T, got []string, err error, want ...string) {
	t.Helper()
	if err != nil || strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("error %v, got\n%s\nwant\n%s", err, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

const base = "https://chancery.example/"

func TestHistory(t *testing.T) {
	r := registry(t)
	got, err := call(t, r, "chy:history", `[] rdf:subject actor:ana ; rdf:predicate schema:jobTitle ; rdf:object ?o ; chy:addedBy ?a ; chy:removedBy ?r`, nil)
	check(t, got, err, `o="envoy" a=<`+base+`event/2> r=<`+base+`event/3>`)
	got, err = call(t, r, "chy:history", `?x rdf:subject ?s ; rdf:object "Ana Reis" ; chy:addedBy ?a ; chy:removedBy ?r ; chy:graph ?g`, nil)
	check(t, got, err, `s=<`+base+`actor/ana> a=<`+base+`event/1>`)
	// What the query has bound restricts the frame; unknown terms find nothing.
	got, err = call(t, r, "chy:history", `[] rdf:subject ?s ; rdf:predicate schema:name ; rdf:object ?o`, []algebra.Var{"s"},
		[]string{"<" + base + "actor/bo>"}, []string{"<" + base + "actor/bo>"}, []string{"<" + base + "actor/nobody>"}, []string{"<" + base + "actor/cem>"})
	check(t, got, err, `s=<`+base+`actor/bo> o="Bo Lind"`, `s=<`+base+`actor/cem> o="Cem Kaya"`)
	got, err = call(t, r, "chy:history", `[] rdf:object ?o ; chy:removedBy <`+base+`event/3>`, nil)
	check(t, got, err, `o="envoy"`)
	// A variable in two places must be one term.
	got, err = call(t, r, "chy:history", `[] rdf:subject ?s ; rdf:object ?s`, nil)
	check(t, got, err)
}

func TestChain(t *testing.T) {
	r := registry(t)
	steps := []string{
		`i="1"^^<http://www.w3.org/2001/XMLSchema#integer> x=<` + base + `actor/ana> y=<` + base + `actor/bo> d="1938-09-15"^^<http://www.w3.org/2001/XMLSchema#date> c=<` + base + `meeting/1>`,
		`i="2"^^<http://www.w3.org/2001/XMLSchema#integer> x=<` + base + `actor/bo> y=<` + base + `actor/cem> d="1938-09-17"^^<http://www.w3.org/2001/XMLSchema#date> c=<` + base + `meeting/2>`,
	}
	const found = `; chy:step ?i ; chy:stepFrom ?x ; chy:stepTo ?y ; chy:date ?d ; chy:contact ?c`
	got, err := call(t, r, "chy:chain", `[] chy:from actor:ana ; chy:to actor:cem `+found, nil)
	check(t, got, err, steps...)
	got, err = call(t, r, "chy:chain", `[] chy:from ?a ; chy:to actor:cem ; chy:mode "earliest" `+found, []algebra.Var{"a"}, []string{"<" + base + "actor/ana>"})
	check(t, got, err, `a=<`+base+`actor/ana> `+steps[0], `a=<`+base+`actor/ana> `+steps[1])
	// Against the order of time there is no chain.
	got, err = call(t, r, "chy:chain", `[] chy:from actor:cem ; chy:to actor:ana ; chy:inOrder true `+found, nil)
	check(t, got, err)
	got, err = call(t, r, "chy:chain", `[] chy:from actor:ana ; chy:to actor:cem ; chy:maxHops 1 `+found, nil)
	check(t, got, err)
	got, err = call(t, r, "chy:chain", `[] chy:from actor:ana ; chy:to actor:cem ; chy:before "1938-09-16"^^xsd:date `+found, nil)
	check(t, got, err)
}

func TestReach(t *testing.T) {
	got, err := call(t, registry(t), "chy:reach", `[] chy:from actor:ana ; chy:inOrder true ; chy:reached ?b ; chy:arrival ?d ; chy:hops ?n`, nil)
	check(t, got, err,
		`b=<`+base+`actor/bo> d="1938-09-15"^^<http://www.w3.org/2001/XMLSchema#date> n="1"^^<http://www.w3.org/2001/XMLSchema#integer>`,
		`b=<`+base+`actor/cem> d="1938-09-17"^^<http://www.w3.org/2001/XMLSchema#date> n="2"^^<http://www.w3.org/2001/XMLSchema#integer>`)
}

func TestBadFrames(t *testing.T) {
	r := registry(t)
	for _, c := range []struct{ name, frame, says string }{
		{"chy:chain", `[] chy:to actor:ana`, "from> must be given"},
		{"chy:chain", `[] chy:from "Ana" ; chy:to actor:ana`, "expected an actor"},
		{"chy:chain", `[] chy:from actor:ana ; chy:to actor:bo ; chy:mode "best"`, "hops"},
		{"chy:chain", `[] chy:from actor:ana ; chy:to actor:bo ; chy:maxHops "many"`, "whole number"},
		{"chy:chain", `[] chy:from actor:ana ; chy:to actor:bo ; chy:inOrder 7`, "true or false"},
		{"chy:chain", `[] chy:from actor:ana ; chy:to actor:bo ; chy:after "soon"`, "no date"},
		{"chy:reach", `[] chy:from actor:ana ; chy:speed 3`, "unknown property"},
		{"chy:reach", `[] chy:from actor:ana ; chy:from actor:bo`, "given twice"},
		{"chy:history", `actor:ana rdf:subject ?s`, "as the subject"},
		{"chy:history", `[] rdf:subject ?s . [] rdf:object ?o`, "as the subject"},
		{"chy:history", `[] rdf:subject ?s FILTER(?s > 1)`, "nothing else"},
		{"chy:history", `[] chy:addedBy 7`, "no event"},
	} {
		_, err := call(t, r, c.name, c.frame, nil)
		if !errors.Is(err, service.ErrFrame) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s %s: %v, want %q", c.name, c.frame, err, c.says)
		}
	}
	if _, err := call(t, r, "<http://example.org/>", `?s ?p ?o`, nil); !errors.Is(err, exec.ErrNoService) {
		t.Errorf("another service: %v", err)
	}
}
