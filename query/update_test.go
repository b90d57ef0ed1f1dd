package query_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/trig"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/memory"
)

// updated runs an update over TriG text and gives what the graph is then.
func updated(text, request string, o query.Options, u query.UpdateOptions) ([]graphtest.Statement, error) {
	ctx := context.Background()
	b := memory.NewBuilder()
	if err := b.Apply(trig.NewReader(strings.NewReader(prologue+text), trig.Options{}), ""); err != nil {
		return nil, err
	}
	up, err := query.PrepareUpdate(prologue+request, o)
	if err != nil {
		return nil, err
	}
	patch, err := up.Run(ctx, b.Dataset(), u)
	if err != nil {
		return nil, err
	}
	if err := b.Apply(patch, ""); err != nil {
		return nil, err
	}
	return quads(ctx, b.Dataset())
}

// document is a hook for LOAD that knows one document.
func document(_ context.Context, iri string) iter.Seq2[query.Statement, error] {
	return func(yield func(query.Statement, error) bool) {
		if iri != "http://example.org/doc" {
			yield(query.Statement{}, fmt.Errorf("no document %s", iri))
			return
		}
		for _, o := range []string{"_:b", `"1"`} {
			if !yield(query.Statement{S: "_:b", P: "<http://example.org/p>", O: o}, nil) {
				return
			}
		}
	}
}

func TestUpdate(t *testing.T) {
	const start = `:a :p 1, 2 . :b :p 3 . GRAPH :g { :a :q :b } GRAPH :h { :c :q :d }`
	load := query.UpdateOptions{Load: document}
	for _, test := range []struct{ name, request, want string }{
		{"insert data", `INSERT DATA { :n :p _:x . GRAPH :g { _:x :p :n } }`, start + `:n :p _:x . GRAPH :g { _:x :p :n }`},
		{"delete data", `DELETE DATA { :a :p 1 . :none :p 1 . GRAPH :g { :a :q :b } }`, `:a :p 2 . :b :p 3 . GRAPH :h { :c :q :d }`},
		{"delete where", `DELETE WHERE { :a :p ?o }`, `:b :p 3 . GRAPH :g { :a :q :b } GRAPH :h { :c :q :d }`},
		{"modify", `DELETE { ?s :p ?o } INSERT { ?s :p ?n } WHERE { ?s :p ?o BIND(?o + 1 AS ?n) }`,
			`:a :p 2, 3 . :b :p 4 . GRAPH :g { :a :q :b } GRAPH :h { :c :q :d }`},
		{"a blank node for each solution", `INSERT { ?s :is _:x } WHERE { ?s :p ?o }`,
			start + `:a :is _:x, _:y . :b :is _:z .`},
		{"the default graph is that alone", `DELETE { ?s :q ?o } WHERE { ?s :q ?o }`, start},
		{"WITH", `WITH :g DELETE { ?s :q ?o } INSERT { ?o :q ?s } WHERE { ?s :q ?o }`, `:a :p 1, 2 . :b :p 3 . GRAPH :g { :b :q :a } GRAPH :h { :c :q :d }`},
		{"WITH leaves the named graphs", `WITH :g INSERT { ?s :seen ?g } WHERE { GRAPH ?g { ?s :q :d } }`, start + `GRAPH :g { :c :seen :h }`},
		{"USING", `INSERT { ?s :seen ?o } USING :h WHERE { ?s :q ?o }`, start + `:c :seen :d .`},
		{"graph variable", `DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }`, `:a :p 1, 2 . :b :p 3 .`},
		{"ill-formed statements are left out", `INSERT { ?o :of ?s } WHERE { ?s :p ?o }`, start},
		{"operations see those before", `INSERT DATA { :x :p 9 } ; INSERT { ?s :q ?n } WHERE { ?s :p ?o FILTER(?o = 9) BIND(STR(?o) AS ?n) } ; DELETE DATA { :x :p 9 }`,
			start + `:x :q "9" .`},
		{"a new term joins", `INSERT DATA { :new :p :new } ; INSERT { ?x :found ?x } WHERE { ?x :p ?x }`, start + `:new :p :new ; :found :new .`},
		{"clear", `CLEAR GRAPH :g ; CLEAR DEFAULT`, `GRAPH :h { :c :q :d }`},
		{"drop named", `DROP NAMED`, `:a :p 1, 2 . :b :p 3 .`},
		{"clear all", `CLEAR ALL`, ``},
		{"create and silence", `CREATE GRAPH :new ; CREATE SILENT GRAPH :g ; DROP SILENT GRAPH :none ; COPY SILENT :none TO :g`, start},
		{"copy", `COPY :g TO :h`, `:a :p 1, 2 . :b :p 3 . GRAPH :g { :a :q :b } GRAPH :h { :a :q :b }`},
		{"move", `MOVE :g TO DEFAULT`, `:a :q :b . GRAPH :h { :c :q :d }`},
		{"move to itself", `MOVE :g TO :g`, start},
		{"add", `ADD :g TO :h`, start + `GRAPH :h { :a :q :b }`},
		{"load", `LOAD :doc INTO GRAPH :g ; LOAD :doc ; LOAD SILENT :none`, start + `GRAPH :g { _:x :p _:x, "1" } _:y :p _:y, "1" .`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := updated(start, test.request, query.Options{}, load)
			if err != nil {
				t.Fatal(err)
			}
			want, err := graphtest.ReadStatements(trig.NewReader(strings.NewReader(prologue+test.want), trig.Options{}))
			if err != nil {
				t.Fatal(err)
			}
			if !graphtest.Isomorphic(got, want) {
				t.Errorf("got  %v\nwant %v", got, want)
			}
		})
	}
}

func TestUpdateErrors(t *testing.T) {
	limit := (*exec.LimitError)(nil)
	for _, test := range []struct {
		name, request string
		o             query.Options
		is            func(error) bool
	}{
		{"create", `CREATE GRAPH :g`, query.Options{}, func(err error) bool { return errors.Is(err, query.ErrGraph) }},
		{"drop", `DROP GRAPH :none`, query.Options{}, func(err error) bool { return errors.Is(err, query.ErrGraph) }},
		{"copy", `COPY :none TO :g`, query.Options{}, func(err error) bool { return errors.Is(err, query.ErrGraph) }},
		{"load is off", `LOAD :doc`, query.Options{}, func(err error) bool { return errors.Is(err, query.ErrLoad) }},
		{"memory", `INSERT { ?s :x ?n } WHERE { ?s ?p ?o . ?a ?b ?c BIND(CONCAT(STR(?o), STR(?a), "and much more text") AS ?n) }`,
			query.Options{Limits: query.Limits{MaxMemory: 300}}, func(err error) bool { return errors.As(err, &limit) }},
		{"time", `DELETE { ?a ?b ?c } WHERE { ?a ?b ?c . GRAPH ?g { ?d ?e ?f } }`, query.Options{Limits: query.Limits{Timeout: 1}},
			func(err error) bool { return errors.As(err, &limit) && limit.Limit == exec.LimitTime }},
		{"silent is not for limits", `INSERT DATA { :s :p "a long literal", "and another long one" } ; COPY SILENT DEFAULT TO :g`,
			query.Options{Limits: query.Limits{MaxMemory: 900}}, func(err error) bool { return errors.As(err, &limit) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := updated(`:a :p 1 . GRAPH :g { :a :q :b }`, test.request, test.o, query.UpdateOptions{})
			if err == nil || !test.is(err) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestPatch: the net change, deletions first, in the order in which it was made.
func TestPatch(t *testing.T) {
	u, err := query.PrepareUpdate(prologue+`INSERT DATA { :x :p 1 . :a :p 1 } ; DELETE DATA { :x :p 1 . :a :p 2 } ; INSERT DATA { :y :p 1 . :b :p 1 }`, query.Options{})
	if err != nil {
		t.Fatal(err)
	}
	patch, err := u.Run(context.Background(), dataset(t, prologue+`:a :p 1, 2 .`), query.UpdateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var b graph.PatchBatch
	if err := patch.ReadPatch(&b); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range b.Changes {
		got = append(got, fmt.Sprintf("%c %s %s", c.Op, strings.Trim(string(c.S), "<>")[len("http://example.org/"):], c.O[:2]))
	}
	want := `D a "2, A y "1, A b "1`
	if strings.Join(got, ", ") != want || patch.Adds != 2 || patch.Deletes != 1 {
		t.Errorf("got %s (%d, %d), want %s", strings.Join(got, ", "), patch.Adds, patch.Deletes, want)
	}
}
