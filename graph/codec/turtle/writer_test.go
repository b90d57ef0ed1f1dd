package turtle_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/codec/turtle"
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

func parse(tb interface{ Fatalf(string, ...any) }, text string) []graph.Change {
	all, err := changes(turtle.NewReader(strings.NewReader(text), turtle.Options{}))
	if err != nil {
		tb.Fatalf("%q: %v", text, err)
	}
	return all
}

func statements(list []graph.Change) []graphtest.Statement {
	var all []graphtest.Statement
	for _, c := range list {
		all = append(all, graphtest.Statement{S: string(c.S), P: string(c.P), O: string(c.O), G: string(c.G)})
	}
	return all
}

var testPrefixes = []vocab.Prefix{
	{Name: "", Namespace: "u:"}, {Name: "s", Namespace: "u:s/"}, {Name: "xsd", Namespace: xsd}, {Name: "rdf", Namespace: rdf}, {Name: "unused", Namespace: "v:"},
}

// checkWriters writes statements in both ways and reads them back.
func checkWriters(tb interface{ Fatalf(string, ...any) }, list []graph.Change) {
	for _, o := range []turtle.WriterOptions{{}, {Prefixes: testPrefixes}} {
		var streamed, pretty, again bytes.Buffer
		w := turtle.NewWriter(&streamed, o)
		if err := w.WritePatch(&graph.PatchBatch{Changes: list}); err != nil {
			tb.Fatalf("%v", err)
		}
		if err := w.Flush(); err != nil {
			tb.Fatalf("%v", err)
		}
		if err := turtle.WritePretty(&pretty, list, o); err != nil {
			tb.Fatalf("%v", err)
		}
		for _, text := range []string{streamed.String(), pretty.String()} {
			back, err := changes(turtle.NewReader(strings.NewReader(text), turtle.Options{}))
			if err != nil {
				tb.Fatalf("%v in %s", err, text)
			}
			if !graphtest.Isomorphic(statements(list), statements(back)) {
				tb.Fatalf("%q is written as\n%s\nand read as %q", statements(list), text, statements(back))
			}
		}
		shuffled := slices.Clone(list)
		slices.Reverse(shuffled)
		if err := turtle.WritePretty(&again, shuffled, o); err != nil || again.String() != pretty.String() {
			tb.Fatalf("in another order (%v):\n%s\nnot\n%s", err, again.String(), pretty.String())
		}
	}
}

func TestWriter(t *testing.T) {
	const in = `PREFIX s: <u:s/> PREFIX : <u:> PREFIX xsd: <` + xsd + `>
s:1 a :C, :D ; :p 01, "01", "1.", "x"^^xsd:integer, "1"^^xsd:byte, true, "1"^^xsd:boolean, 1.50, -1e0, "é\n"@fr, <u:s/a/b>, <u:a.>, <v:é> .
s:1 :p <<( _:b a 1 )>> . _:b :p _:c . <w:x> <w:p> :x\-y .`
	const want = `@prefix : <u:> .
@prefix rdf: <` + rdf + `> .
@prefix s: <u:s/> .
@prefix unused: <v:> .
@prefix xsd: <` + xsd + `> .

s:1 a :C, :D ;
    :p 01, "01", "1.", "x"^^xsd:integer, "1"^^xsd:byte, true, "1"^^xsd:boolean, 1.50, -1e0, "é\n"@fr, <u:s/a/b>, <u:a.>, unused:é, <<( _:b a 1 )>> .
_:b :p _:c .
<w:x> <w:p> :x-y .
`
	list := parse(t, in)
	var out bytes.Buffer
	w := turtle.NewWriter(&out, turtle.WriterOptions{Prefixes: testPrefixes})
	for _, c := range list {
		if err := w.Write(c.S, c.P, c.O, c.G); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil || out.String() != want {
		t.Fatalf("%v, got\n%s\nwant\n%s", err, out.String(), want)
	}
	checkWriters(t, list)
}

// TestTypesFirst has rdf:type behind other predicates, within what is buffered and
// beyond it.
func TestTypesFirst(t *testing.T) {
	for _, size := range []int{0, 1, 100, 700, 5000} {
		var text strings.Builder
		for i := range 400 {
			s := fmt.Sprintf("<u:s%d>", i/4)
			fmt.Fprintf(&text, "%s <u:a> \"%d %s\" .\n", s, i, strings.Repeat("x", size))
			fmt.Fprintf(&text, "%s <%s> <u:T%d> .\n", s, vocab.RDFType, i%4)
			fmt.Fprintf(&text, "%s <%s> _:c%d .\n%s <u:z> 'z', 'y%d' .\n", s, vocab.RDFType, i%4, s, i%4)
		}
		var out bytes.Buffer
		w := turtle.NewWriter(&out, turtle.WriterOptions{})
		r := turtle.NewReader(strings.NewReader(text.String()), turtle.Options{})
		var b graph.PatchBatch
		for {
			if err := r.ReadPatch(&b); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			if err := w.WritePatch(&b); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		want, err := graphtest.ReadStatements(turtle.NewReader(strings.NewReader(text.String()), turtle.Options{}))
		if err != nil {
			t.Fatal(err)
		}
		got, err := graphtest.ReadStatements(turtle.NewReader(&out, turtle.Options{}))
		if err != nil || !slices.Equal(sortedStatements(got), sortedStatements(want)) {
			t.Errorf("size %d: %d statements, error %v, want %d", size, len(got), err, len(want))
		}
		types := 0
		for i, s := range got {
			if (i == 0 || got[i-1].S != s.S) && s.P == "<"+vocab.RDFType+">" {
				types++
			}
		}
		if size <= 5000 && types != 100 {
			t.Errorf("size %d: rdf:type comes first %d times of 100", size, types)
		}
	}
	var out bytes.Buffer
	w := turtle.NewWriter(&out, turtle.WriterOptions{})
	for _, statement := range []string{"<u:p> <u:a>", "<" + vocab.RDFType + "> <u:T>", "<" + vocab.RDFType + "> <u:U>", "<u:p> <u:b>", "<u:q> <u:c>"} {
		p, o, _ := strings.Cut(statement, " ")
		if err := w.Write([]byte("<u:s>"), []byte(p), []byte(o), nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil || out.String() != "<u:s> a <u:T>, <u:U> ;\n    <u:p> <u:a>, <u:b> ;\n    <u:q> <u:c> .\n" {
		t.Errorf("error %v, wrote\n%s", err, out.String())
	}
}

// sortedStatements returns statements without the labels of their blank nodes.
func sortedStatements(list []graphtest.Statement) (texts []string) {
	for _, s := range list {
		if s.O[0] == '_' {
			s.O = "_"
		}
		texts = append(texts, s.S+s.P+s.O)
	}
	slices.Sort(texts)
	return texts
}

func TestWritePretty(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"order", "<u:b> <u:q> 1 ; <u:p> 'x', 'a' ; a <u:C> . <u:a> <u:p> 1, 1 .", "@prefix : <u:> .\n\n:a :p 1 .\n\n:b a :C ;\n    :p \"a\", \"x\" ;\n    :q 1 .\n"},
		{"one line", "<u:a> <u:p> [ <u:q> 1, 2 ] .", "@prefix : <u:> .\n\n:a :p [\n        :q 1, 2\n    ] .\n"},
		{"brackets", "<u:a> <u:p> [ <u:q> 1 ; <u:r> [ <u:p> 1 ] , [] ] .", "@prefix : <u:> .\n\n:a :p [\n        :q 1 ;\n        :r [ :p 1 ], []\n    ] .\n"},
		{"list", "<u:a> <u:p> ( 1 [ <u:q> ( 'x' ) ] () ) .", "@prefix : <u:> .\n@prefix rdf: <" + rdf + "> .\n\n:a :p ( 1 [ :q ( \"x\" ) ] rdf:nil ) .\n"},
		{"list with more", "<u:a> <u:p> _:l . _:l a <u:C> ; <" + rdf + "first> 1 ; <" + rdf + "rest> ( 2 ) .", "@prefix : <u:> .\n@prefix rdf: <" + rdf + "> .\n\n:a :p [\n        a :C ;\n        rdf:first 1 ;\n        rdf:rest ( 2 )\n    ] .\n"},
		{"shared", "<u:a> <u:p> _:x . <u:b> <u:p> _:x . _:x <u:p> 1 .", "@prefix : <u:> .\n\n:a :p _:x .\n\n:b :p _:x .\n\n_:x :p 1 .\n"},
		{"shared by one subject", "<u:a> <u:p> _:x ; <u:q> _:x .", "@prefix : <u:> .\n\n:a :p _:x ;\n    :q _:x .\n"},
		{"referred to by nothing", "_:x <u:p> 1 .", "@prefix : <u:> .\n\n[] :p 1 .\n"},
		{"circle", "_:x <u:p> _:y . _:y <u:p> _:z . _:z <u:p> _:x .", "@prefix : <u:> .\n\n_:x :p [ :p [ :p _:x ] ] .\n"},
		{"circle of one", "_:x <u:p> _:x .", "@prefix : <u:> .\n\n_:x :p _:x .\n"},
		{"circle with a tail", "_:x <u:p> _:y . _:y <u:p> _:x , [ <u:q> [] ] .", "@prefix : <u:> .\n\n_:y :p [ :q [] ], [ :p _:y ] .\n"},
		{"circle of a list", "_:x <" + rdf + "first> 1 ; <" + rdf + "rest> _:y . _:y <" + rdf + "first> 2 ; <" + rdf + "rest> _:x .", "@prefix rdf: <" + rdf + "> .\n\n_:x rdf:first 1 ;\n    rdf:rest [\n        rdf:first 2 ;\n        rdf:rest _:x\n    ] .\n"},
		{"in a triple term", "<u:a> <u:p> _:x . <u:b> <u:p> <<( _:x <u:p> _:y )>> , _:y .", "@prefix : <u:> .\n\n:a :p _:x .\n\n:b :p <<( _:x :p _:y )>>, _:y .\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			list := parse(t, tt.in)
			var out bytes.Buffer
			err := turtle.WritePretty(&out, list, turtle.WriterOptions{Prefixes: testPrefixes})
			if got := strings.ReplaceAll(out.String(), "anon-", ""); err != nil || got != tt.want {
				t.Fatalf("%v, got\n%s\nwant\n%s", err, got, tt.want)
			}
			checkWriters(t, list)
		})
	}
}

// TestPrettyDeep has nesting beyond what is written nested, and lists that are
// long.
func TestPrettyDeep(t *testing.T) {
	for name, text := range nested(2000) {
		list, err := changes(turtle.NewReader(strings.NewReader(text), turtle.Options{}))
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := turtle.WritePretty(&out, list, turtle.WriterOptions{}); err != nil {
			t.Fatal(err)
		}
		back, err := changes(turtle.NewReader(&out, turtle.Options{MaxDepth: 100}))
		if err != nil || len(back) != len(list) {
			t.Errorf("%s: %d statements, %v; want %d", name, len(back), err, len(list))
		}
	}
	text := "<u:s> <u:p> (" + strings.Repeat(" 1", 200_000) + " ) .\n"
	for _, end := range []string{"rdf:nil", "1"} {
		in := strings.Replace(text, " ) .", " ) .", 1)
		list := parse(t, in)
		if end == "1" { // a list that does not end as one
			list[len(list)-1].O = []byte(`"x"`)
			in = ""
		}
		var out bytes.Buffer
		if err := turtle.WritePretty(&out, list, turtle.WriterOptions{}); err != nil || in != "" && out.String() != in {
			t.Errorf("list that ends with %s: %v, %.100s", end, err, out.String())
		}
	}
}

func TestWriterErrors(t *testing.T) {
	s, p, o := []byte("<u:s>"), []byte("<u:p>"), []byte("<u:o>")
	failure := errors.New("disk full")
	w := turtle.NewWriter(failing{failure}, turtle.WriterOptions{})
	var err error
	for i := 0; err == nil && i < 100_000; i++ {
		err = w.Write(s, p, o, nil)
	}
	if !errors.Is(err, failure) || !errors.Is(w.Flush(), failure) {
		t.Errorf("got %v, then %v", err, w.Flush())
	}
	del := []graph.Change{{Op: graph.Delete, S: s, P: p, O: o}}
	named := []graph.Change{{Op: graph.Add, S: s, P: p, O: o, G: o}}
	for want, list := range map[error][]graph.Change{turtle.ErrDelete: del, turtle.ErrGraph: named} {
		if err := turtle.NewWriter(io.Discard, turtle.WriterOptions{}).WritePatch(&graph.PatchBatch{Changes: list}); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
		if err := turtle.WritePretty(io.Discard, list, turtle.WriterOptions{}); !errors.Is(err, want) {
			t.Errorf("pretty: %v, want %v", err, want)
		}
	}
	if err := turtle.WritePretty(failing{failure}, []graph.Change{{Op: graph.Add, S: s, P: p, O: o}}, turtle.WriterOptions{}); !errors.Is(err, failure) {
		t.Errorf("pretty: %v", err)
	}
	if err := turtle.WritePretty(io.Discard, []graph.Change{{Op: graph.Add, S: s, P: p}}, turtle.WriterOptions{}); !errors.Is(err, graph.ErrTerm) {
		t.Errorf("no object: %v", err)
	}
	for _, bad := range [][]vocab.Prefix{
		{{Name: "1", Namespace: "u:"}}, {{Name: "a.", Namespace: "u:"}}, {{Name: "a b", Namespace: "u:"}}, {{Name: "a", Namespace: "rel"}},
		{{Name: "a", Namespace: "u:"}, {Name: "a", Namespace: "v:"}}, {{Name: "a", Namespace: "u:" + strings.Repeat("x", 1<<17)}},
	} {
		o := turtle.WriterOptions{Prefixes: bad}
		if turtle.NewWriter(io.Discard, o).Flush() == nil || turtle.WritePretty(io.Discard, nil, o) == nil {
			t.Errorf("prefixes %.50q are accepted", bad)
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// genStatements draws a graph of few terms, so that it has circles, shared nodes
// and lists.
func genStatements() *rapid.Generator[[]graph.Change] {
	iri := rapid.SampledFrom([]string{"<u:a>", "<u:s/b.c>", "<u:s/b.>", "<u:s/%41>", "<v:-x>", "<u:é·>", "<u:>", "<v:a#b>", "<" + rdf + "nil>"})
	blank := rapid.SampledFrom([]string{"_:a", "_:b", "_:c", "_:anon-0", "_:anon-x1", "_:é.1"})
	verb := rapid.SampledFrom([]string{"<u:p>", "<u:q>", "<" + rdf + "type>", "<" + rdf + "first>", "<" + rdf + "rest>"})
	literal := rapid.Custom(func(t *rapid.T) string {
		lexical := rapid.OneOf(rapid.String(), rapid.StringMatching(`[+-]?[0-9]{0,2}\.?[0-9]{0,2}([eE][+-]?[0-9]{0,2})?`),
			rapid.SampledFrom([]string{"true", "false", "True", "1", ""})).Draw(t, "lexical")
		text := string(graph.AppendEscaped([]byte{'"'}, []byte(lexical))) + `"`
		return text + rapid.SampledFrom([]string{"", "@fr", "@ar--rtl", "^^<u:d>", "^^<" + xsd + "integer>", "^^<" + xsd + "decimal>", "^^<" + xsd + "double>", "^^<" + xsd + "boolean>"}).Draw(t, "type")
	})
	subject := rapid.OneOf(blank, iri)
	triple := rapid.Custom(func(t *rapid.T) string {
		inner := rapid.OneOf(blank, iri, literal).Draw(t, "inner")
		return fmt.Sprintf("<<( %s %s %s )>>", subject.Draw(t, "s"), verb.Draw(t, "p"), inner)
	})
	object := rapid.OneOf(blank, blank, iri, literal, triple)
	return rapid.Custom(func(t *rapid.T) []graph.Change {
		return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) graph.Change {
			return graph.Change{
				Op: graph.Add, S: []byte(subject.Draw(t, "s")), P: []byte(verb.Draw(t, "p")), O: []byte(object.Draw(t, "o")),
			}
		}), 0, 14).Draw(t, "statements")
	})
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkWriters(t, genStatements().Draw(t, "graph")) })
}

// TestRoundTripBytes writes what has no blank nodes: it comes back byte for byte.
func TestRoundTripBytes(t *testing.T) {
	var want []byte
	batches := contacts(t, 20_000)
	for _, b := range batches {
		for _, c := range b.Changes {
			want = nquads.AppendQuad(want, c.S, c.P, c.O, c.G)
		}
	}
	for _, o := range []turtle.WriterOptions{{}, {Prefixes: prefixes()}} {
		got, err := readAll(bytes.NewReader(write(t, batches, o)), turtle.Options{})
		if err != nil || got != string(want) {
			t.Errorf("%d bytes, %v; want %d", len(got), err, len(want))
		}
	}
}

func TestRegister(t *testing.T) {
	for range 2 {
		if err := turtle.Register(); err != nil {
			t.Fatal(err)
		}
	}
	f := quad.FormatByName(turtle.Name)
	if f == nil || f != quad.FormatByExt(".ttl") || f != quad.FormatByMime("text/turtle") {
		t.Fatalf("the registry has %+v", f)
	}
	quads, err := quad.ReadAll(f.Reader(strings.NewReader("<u:s> <u:p> 01, <<( _:b a 'x'@FR )>> .")))
	want := []quad.Quad{
		{Subject: quad.IRI("u:s"), Predicate: quad.IRI("u:p"), Object: quad.TypedString{Value: "01", Type: xsd + "integer"}},
		{Subject: quad.IRI("u:s"), Predicate: quad.IRI("u:p"), Object: graph.TripleTerm{S: quad.BNode("b"), P: rdf + quad.IRI("type"), O: quad.LangString{Value: "x", Lang: "fr"}}},
	}
	if err != nil || !slices.Equal(quads, want) {
		t.Fatalf("read %v, %v", quads, err)
	}
	var out bytes.Buffer
	w := f.Writer(&out)
	n, err := w.WriteQuads(quads)
	if err != nil || n != 2 || w.Close() != nil || !strings.HasSuffix(out.String(), "\n\n<u:s> <u:p> 01, <<( _:b a \"x\"@fr )>> .\n") {
		t.Fatalf("wrote %d, %v: %s", n, err, out.String())
	}
	for name, bad := range map[string]quad.Quad{
		"native object": {Subject: quad.BNode("s"), Predicate: quad.IRI("u:p"), Object: quad.Int(1)},
		"blank verb":    {Subject: quad.BNode("s"), Predicate: quad.BNode("p"), Object: quad.IRI("u:o")},
		"no object":     {Subject: quad.BNode("s"), Predicate: quad.IRI("u:p")},
		"graph":         {Subject: quad.BNode("s"), Predicate: quad.IRI("u:p"), Object: quad.IRI("u:o"), Label: quad.IRI("u:g")},
	} {
		if _, err := f.Writer(io.Discard).WriteQuads([]quad.Quad{bad}); !errors.Is(err, graph.ErrTerm) && !errors.Is(err, turtle.ErrGraph) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
