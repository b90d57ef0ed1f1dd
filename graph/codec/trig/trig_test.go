package trig_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/codec/trig"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// changes reads all changes, each in memory of its own.
func changes(r graph.PatchReader) ([]graph.Change, error) {
	var all []graph.Change
	for {
		var b graph.PatchBatch
		if err := r.ReadPatch(&b); err == io.EOF {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, b.Changes...)
	}
}

func lines(list []graph.Change) string {
	var out []byte
	for _, c := range list {
		out = nquads.AppendQuad(out, c.S, c.P, c.O, c.G)
	}
	return strings.TrimSuffix(strings.ReplaceAll(string(out), " .\n", "; "), "; ")
}

var accepted = []struct{ name, in, want string }{
	{"nothing", "# a", ""},
	{"default graph", "_:a <u:p> 1 . { _:a <u:p> 'x' . _:a <u:p> 'y' } {} _:b <u:p> 'z' .", `_:a <u:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer>; _:a <u:p> "x"; _:a <u:p> "y"; _:b <u:p> "z"`},
	{"named", "<u:g> { _:a <u:p> 'x'. } GRAPH <u:h> {_:a <u:p> 'y';} graph _:g{_:a <u:p> 'z'} _:a <u:p> _:g .", `_:a <u:p> "x" <u:g>; _:a <u:p> "y" <u:h>; _:a <u:p> "z" _:g; _:a <u:p> _:g`},
	{"anonymous", "[] { [] <u:p> 'x' } GRAPH [ ] { [ <u:p> 'y' ] . ('z') <u:p> () }", `_:anon-1 <u:p> "x" _:anon-0; _:anon-3 <u:p> "y" _:anon-2; _:anon-4 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> "z" _:anon-2; _:anon-4 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> _:anon-2; _:anon-4 <u:p> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> _:anon-2`},
	{"prefix graph", "PREFIX graph: <u:> graph:g { graph:s graph:p graph:o } graph:s graph:p graph:o .", "<u:s> <u:p> <u:o> <u:g>; <u:s> <u:p> <u:o>"},
	{"reified", "<u:g> { <<_:a <u:p> 'x' ~ _:r>> } <<_:a <u:p> 'x' ~ _:r>> .", `_:r <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( _:a <u:p> "x" )>> <u:g>; _:r <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( _:a <u:p> "x" )>>`},
	{"annotation at the end of a graph", "<u:g> { _:a <u:p> 'x' {| <u:q> 'y' |}}", `_:a <u:p> "x" <u:g>; _:anon-0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( _:a <u:p> "x" )>> <u:g>; _:anon-0 <u:q> "y" <u:g>`},
	{"same name twice", "<u:g> {_:a <u:p> 'x'} <u:g> {_:a <u:p> 'y'}", `_:a <u:p> "x" <u:g>; _:a <u:p> "y" <u:g>`},
}

func TestRead(t *testing.T) {
	for _, tt := range accepted {
		got, err := changes(trig.NewReader(strings.NewReader(tt.in), trig.Options{}))
		if err != nil || lines(got) != tt.want {
			t.Errorf("%s: got %q, %v; want %q", tt.name, lines(got), err, tt.want)
		}
		for i := range len(tt.in) { // the window cut at i
			in := strings.Repeat(" ", 256<<10-i) + tt.in
			if got, err := changes(trig.NewReader(strings.NewReader(in), trig.Options{})); err != nil || lines(got) != tt.want {
				t.Fatalf("%s cut at %d: got %q, %v; want %q", tt.name, i, lines(got), err, tt.want)
			}
		}
	}
	got, err := changes(trig.NewReader(strings.NewReader("_:a <u:p> 'x' . <u:g> {_:a <u:p> 'y'} {_:a <u:p> 'z'}"), trig.Options{Graph: []byte("<u:d>")}))
	if err != nil || lines(got) != `_:a <u:p> "x" <u:d>; _:a <u:p> "y" <u:g>; _:a <u:p> "z" <u:d>` {
		t.Errorf("with a graph for the others: %q, %v", lines(got), err)
	}
}

func TestErrors(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"<u:g> { _:a <u:p> 1", `1:20: found end of input, expected ";", ",", "." or "}" after a statement in a graph`},
		{"<u:g> { _:a <u:p> 1 .", `1:22: found end of input, expected "}" at the end of a graph`},
		{"<u:g> { { } }", `1:9: found "{", expected a subject: an IRI, a blank node, a collection or a reified triple`},
		{"<u:g> { <u:h> { } }", `1:15: found "{", expected a predicate: an IRI or "a"`},
		{"<u:g> { } .", `1:11: found ".", expected a statement or a directive`},
		{"}", `1:1: found "}", expected a statement or a directive`},
		{"_:a <u:p> 1 }", `1:13: found "}", expected ";", "," or "." after a statement`},
		{"<u:g> { PREFIX p: <u:> }", `1:9: found "P", expected a subject: an IRI, a blank node, a collection or a reified triple`},
		{"<u:g> { @prefix p: <u:> . }", `1:9: found "@", expected a subject: an IRI, a blank node, a collection or a reified triple`},
		{"GRAPH { }", `1:7: found "{", expected the name of a graph: an IRI or a blank node`},
		{"GRAPH <u:g> _:a", `1:13: found "_", expected "{" of a graph`},
		{"GRAPH (1) { }", `1:7: found "(", expected the name of a graph: an IRI or a blank node`},
		{"GRAPH [<u:p> 1] { }", `1:7: found "[", expected the name of a graph: an IRI or a blank node`},
		{"[<u:p> 1] { }", `1:11: found "{", expected a predicate: an IRI or "a"`},
		{"() { }", `1:4: found "{", expected a predicate: an IRI or "a"`},
		{"<u:g> { _:a <u:p> [ <u:p> 1 } ]", `1:29: found "}", expected ";", "," or "]"`},
	} {
		_, err := changes(trig.NewReader(strings.NewReader(tt.in), trig.Options{}))
		var syntax *trig.SyntaxError
		if !errors.As(err, &syntax) || err.Error() != tt.want {
			t.Errorf("%s\ngot  %v\nwant %s", tt.in, err, tt.want)
		}
	}
}

func statements(list []graph.Change) []graphtest.Statement {
	var all []graphtest.Statement
	for _, c := range list {
		all = append(all, graphtest.Statement{S: string(c.S), P: string(c.P), O: string(c.O), G: string(c.G)})
	}
	return all
}

// checkWriters writes statements in both ways and reads them back.
func checkWriters(tb interface{ Fatalf(string, ...any) }, list []graph.Change) {
	for _, o := range []trig.WriterOptions{{}, {Prefixes: []vocab.Prefix{{Name: "g", Namespace: "u:"}}}} {
		var streamed, pretty bytes.Buffer
		w := trig.NewWriter(&streamed, o)
		for i, c := range list {
			if err := w.Write(c.S, c.P, c.O, c.G); err != nil {
				tb.Fatalf("%v", err)
			}
			if i == len(list)/2 { // more may follow
				if err := w.Flush(); err != nil {
					tb.Fatalf("%v", err)
				}
			}
		}
		if err := w.Flush(); err != nil {
			tb.Fatalf("%v", err)
		}
		if err := trig.WritePretty(&pretty, list, o); err != nil {
			tb.Fatalf("%v", err)
		}
		for _, text := range []string{streamed.String(), pretty.String()} {
			back, err := changes(trig.NewReader(strings.NewReader(text), trig.Options{}))
			if err != nil {
				tb.Fatalf("%v in %s", err, text)
			}
			if !graphtest.Isomorphic(statements(list), statements(back)) {
				tb.Fatalf("%q is written as\n%s\nand read as %q", lines(list), text, lines(back))
			}
		}
	}
}

func TestWritePretty(t *testing.T) {
	const in = "<u:s> <u:p> [ <u:p> 1 ] . <u:h> { _:x <u:p> 1 . _:g <u:p> _:y } _:g { <u:s> <u:p> _:x, ( 1 [] ) ; a <u:C> . _:y <u:p> 2 }"
	const want = `@prefix : <u:> .

:s :p [ :p 1 ] .

:h {
    _:g :p _:y .

    _:x :p 1 .
}

_:g {
    :s a :C ;
        :p ( 1 [] ), _:x .

    _:y :p 2 .
}
`
	list, err := changes(trig.NewReader(strings.NewReader(in), trig.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	err = trig.WritePretty(&out, list, trig.WriterOptions{Prefixes: append(vocab.Prefixes(), vocab.Prefix{Namespace: "u:"})})
	if err != nil || out.String() != want {
		t.Fatalf("%v, got\n%s\nwant\n%s", err, out.String(), want)
	}
	checkWriters(t, list)
}

func TestRoundTrip(t *testing.T) {
	node := rapid.SampledFrom([]string{"_:a", "_:b", "_:c", "_:anon-0", "<u:a>", "<u:b.>"})
	verb := rapid.SampledFrom([]string{"<u:p>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#first>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest>"})
	name := rapid.SampledFrom([]string{"", "", "<u:g>", "_:a", "_:g"})
	object := rapid.OneOf(node, node, rapid.SampledFrom([]string{`"x"`, "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>", "<<( _:a <u:p> _:b )>>"}))
	statement := rapid.Custom(func(t *rapid.T) graph.Change {
		return graph.Change{
			Op: graph.Add, S: []byte(node.Draw(t, "s")), P: []byte(verb.Draw(t, "p")), O: []byte(object.Draw(t, "o")), G: []byte(name.Draw(t, "g")),
		}
	})
	rapid.Check(t, func(t *rapid.T) { checkWriters(t, rapid.SliceOfN(statement, 0, 14).Draw(t, "dataset")) })
}

// TestRoundTripBytes writes what has no blank nodes: it comes back byte for byte.
func TestRoundTripBytes(t *testing.T) {
	list, err := changes(graphtest.Contacts(graphtest.Config{Quads: 20_000}))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := trig.NewWriter(&out, trig.WriterOptions{Prefixes: vocab.Prefixes()})
	if err := w.WritePatch(&graph.PatchBatch{Changes: list}); err != nil || w.Flush() != nil {
		t.Fatal(err)
	}
	back, err := changes(trig.NewReader(&out, trig.Options{}))
	if err != nil || lines(back) != lines(list) {
		t.Fatalf("%d statements, %v; want %d", len(back), err, len(list))
	}
}

func TestRegister(t *testing.T) {
	for range 2 {
		if err := trig.Register(); err != nil {
			t.Fatal(err)
		}
	}
	f := quad.FormatByName(trig.Name)
	if f == nil || f != quad.FormatByExt(".trig") || f != quad.FormatByMime("application/trig") {
		t.Fatalf("the registry has %+v", f)
	}
	want := []quad.Quad{{Subject: quad.BNode("s"), Predicate: quad.IRI("u:p"), Object: quad.String("o"), Label: quad.IRI("u:g")}}
	var out bytes.Buffer
	w := f.Writer(&out)
	if n, err := w.WriteQuads(want); n != 1 || err != nil || w.Close() != nil {
		t.Fatalf("wrote %d, %v", n, err)
	}
	if quads, err := quad.ReadAll(f.Reader(&out)); err != nil || !slices.Equal(quads, want) {
		t.Fatalf("read %v, %v", quads, err)
	}
}

func FuzzReader(f *testing.F) {
	for _, tt := range accepted {
		f.Add([]byte(tt.in))
	}
	for _, open := range []string{"[<u:p> ", "(", "<<", "{| <u:p> 1 ", "<<("} {
		f.Add([]byte("<u:g> { <u:s> <u:p> 1 " + strings.Repeat(open, 5)))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		defer time.AfterFunc(10*time.Second, func() { panic(fmt.Sprintf("no end of %q", in)) }).Stop()
		list, err := changes(trig.NewReader(bytes.NewReader(in), trig.Options{Base: "http://a/b", MaxDepth: 100, MaxToken: 1 << 20}))
		if err != nil {
			var syntax *trig.SyntaxError
			if !errors.As(err, &syntax) || syntax.Line < 1 || syntax.Column < 1 || syntax.Found == "" {
				t.Fatalf("%q: error without a place: %v", in, err)
			}
			return
		}
		if len(list) < 30 {
			checkWriters(t, list)
		}
	})
}

func ExampleWriter() {
	var out bytes.Buffer
	w := trig.NewWriter(&out, trig.WriterOptions{Prefixes: []vocab.Prefix{{Name: "m", Namespace: "u:meeting/"}}})
	for _, place := range []string{`"Ankara"`, `"Genève"@fr`} {
		if err := w.Write([]byte("<u:meeting/1>"), []byte("<u:place>"), []byte(place), []byte("<u:source/1>")); err != nil {
			fmt.Println(err)
		}
	}
	if err := w.Flush(); err != nil {
		fmt.Println(err)
	}
	fmt.Print(out.String())
	// Output:
	// @prefix m: <u:meeting/> .
	//
	// <u:source/1> {
	//     m:1 <u:place> "Ankara", "Genève"@fr .
	// }
}
