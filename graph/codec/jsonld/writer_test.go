package jsonld_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/jsonld"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/graph/vocab"
)

func genDataset() *rapid.Generator[[]graphtest.Statement] {
	rdf := func(name string) string { return "<" + vocab.RDF + name + ">" }
	blanks := []string{"_:a", "_:b", "_:c", "_:0"}
	subject := rapid.SampledFrom(append([]string{"<u:s>", "<http://schema.org/x>", "<chy:x>"}, blanks...))
	// Lists of all shapes, whole and broken, come from these.
	predicate := rapid.SampledFrom([]string{rdf("first"), rdf("first"), rdf("rest"), rdf("rest"), rdf("type"), "<u:p>", "<http://schema.org/name>", rdf("direction"), rdf("value")})
	object := rapid.Custom(func(t *rapid.T) string {
		switch rapid.IntRange(0, 2).Draw(t, "kind") {
		case 0:
			return rapid.SampledFrom(append([]string{rdf("nil"), rdf("nil"), rdf("List"), "<u:o>"}, blanks...)).Draw(t, "o")
		case 1:
			return subject.Draw(t, "o")
		}
		lexical := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"1", "01", "1.0", "true", "{}", "[1.0]", `{"b":1,"a":2}`, "\x00"})).Draw(t, "lexical")
		return `"` + string(graph.AppendEscaped(nil, []byte(lexical))) + `"` + rapid.SampledFrom([]string{"", "@fr", "@ar--rtl",
			"^^" + rdf("JSON"), "^^<" + vocab.XSD + "integer>", "^^<" + vocab.XSD + "double>", "^^<" + vocab.XSD + "boolean>", "^^<https://www.w3.org/ns/i18n#ar_rtl>"}).Draw(t, "suffix")
	})
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) graphtest.Statement {
		return graphtest.Statement{S: subject.Draw(t, "s"), P: predicate.Draw(t, "p"), O: object.Draw(t, "o"),
			G: rapid.SampledFrom([]string{"", "", "", "<u:g>", "_:a", "_:g"}).Draw(t, "g")}
	}), 0, 12)
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := genDataset().Draw(t, "list")
		o := jsonld.WriterOptions{Exact: true}
		if rapid.Bool().Draw(t, "prefixes") {
			o.Prefixes = vocab.Prefixes()
		}
		text, err := write(list, o)
		if err != nil {
			t.Fatal(err)
		}
		back, err := read(string(text), jsonld.Options{Direction: jsonld.DirectionTag})
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		if !graphtest.Isomorphic(list, back) {
			t.Fatalf("wrote %q, read %q from %s", list, back, text)
		}
		turned := make([]graphtest.Statement, 0, len(list))
		for i := range list {
			turned = append(turned, list[len(list)-1-i])
		}
		if again, err := write(turned, o); err != nil || !bytes.Equal(again, text) {
			t.Fatalf("another order gives %s, not %s (%v)", again, text, err)
		}
	})
}

// stream writes statements as they come.
func stream(list []graphtest.Statement, prefixes []vocab.Prefix) ([]byte, error) {
	var out bytes.Buffer
	w := jsonld.NewStreamWriter(&out, prefixes)
	for _, s := range list {
		if err := w.Write([]byte(s.S), []byte(s.P), []byte(s.O), []byte(s.G)); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return out.Bytes(), err
}

func TestStreamRoundTrip(t *testing.T) {
	// "u" is the scheme of most IRIs here, so that nodes need another context.
	clashing := append(vocab.Prefixes(), vocab.Prefix{Name: "u", Namespace: "http://e/"}, vocab.Prefix{Name: "x", Namespace: "u:"})
	rapid.Check(t, func(t *rapid.T) {
		list := genDataset().Draw(t, "list")
		prefixes := rapid.SampledFrom([][]vocab.Prefix{nil, vocab.Prefixes(), clashing}).Draw(t, "prefixes")
		text, err := stream(list, prefixes)
		if err != nil {
			t.Fatal(err)
		}
		back, err := read(string(text), jsonld.Options{Direction: jsonld.DirectionTag})
		if err != nil || !graphtest.Isomorphic(list, back) {
			t.Fatalf("wrote %q, read %q, error %v from %s", list, back, err, text)
		}
	})
}

func TestStream(t *testing.T) {
	const rdfType, number = "<" + vocab.RDFType + ">", `"1"^^<` + vocab.XSDInteger + ">"
	list := []graphtest.Statement{
		{S: "<u:a>", P: rdfType, O: "<http://schema.org/Person>"},
		{S: "<u:a>", P: rdfType, O: "_:class"},
		{S: "<u:a>", P: "<http://schema.org/name>", O: `"A \"b\"\n\u0001"`},
		{S: "<u:a>", P: "<http://schema.org/name>", O: `"x"@ar--rtl`},
		{S: "<u:a>", P: rdfType, O: `"no class"`},
		{S: "<u:a>", P: "<http://schema.org/name>", O: number},
		{S: "<u:a>", P: "<u:p>", O: "<u:b>", G: "<u:g>"},
		{S: "<u:c>", P: "<u:p>", O: "<schema:x>", G: "<u:g>"},
		{S: "<u:c>", P: "<http://schema.org/name>", O: `"c"`, G: "<u:g>"},
		{S: "<u:d>", P: "<http://schema.org/>", O: `"d"`},
		{S: "<u:d>", P: "<u:p>", O: "<http://schema.org/x>", G: "<schema:g>"},
	}
	want := `{"@context":{"schema":{"@id":"http://schema.org/","@prefix":true},"xsd":{"@id":"http://www.w3.org/2001/XMLSchema#","@prefix":true}},"@graph":[
{"@id":"u:a","@type":["schema:Person","_:class"],"schema:name":["A \"b\"\n\u0001",{"@language":"ar","@direction":"rtl","@value":"x"}],"http://www.w3.org/1999/02/22-rdf-syntax-ns#type":"no class"},
{"@id":"u:a","schema:name":{"@type":"xsd:integer","@value":"1"}},
{"@id":"u:g","@graph":[
{"@id":"u:a","u:p":{"@id":"u:b"}},
{"@context":null,"@id":"u:c","u:p":{"@id":"schema:x"},"http://schema.org/name":"c"}]},
{"@id":"u:d","http://schema.org/":"d"},
{"@context":null,"@id":"schema:g","@graph":[
{"@id":"u:d","u:p":{"@id":"http://schema.org/x"}}]}
]}
`
	prefixes := []vocab.Prefix{{Name: "schema", Namespace: vocab.Schema}, {Name: "xsd", Namespace: vocab.XSD}}
	text, err := stream(list, prefixes)
	if err != nil || string(text) != want {
		t.Errorf("error %v, got\n%s\nwant\n%s", err, text, want)
	}
	back, err := read(string(text), jsonld.Options{Direction: jsonld.DirectionTag})
	if err != nil || !graphtest.Isomorphic(list, back) {
		t.Errorf("error %v, read %q", err, back)
	}
	if text, err := stream(nil, nil); err != nil || string(text) != "{\"@context\":{},\"@graph\":[\n]}\n" {
		t.Errorf("nothing is written as %s, error %v", text, err)
	}
}

// TestStreamLarge has a node with more text and more predicates than are written
// at a time.
func TestStreamLarge(t *testing.T) {
	var list []graphtest.Statement
	for i := range 300 {
		for j := range 3 {
			list = append(list, graphtest.Statement{S: "<u:s>", P: fmt.Sprintf("<u:p%d>", i), O: fmt.Sprintf("%q", strings.Repeat("text ", 200)+strconv.Itoa(j))})
		}
	}
	text, err := stream(list, nil)
	if err != nil {
		t.Fatal(err)
	}
	back, err := read(string(text), jsonld.Options{})
	if err != nil || !graphtest.Isomorphic(list, back) {
		t.Errorf("%d statements of %d, error %v", len(back), len(list), err)
	}
}

func TestStreamRefuses(t *testing.T) {
	var out bytes.Buffer
	w := jsonld.NewStreamWriter(&out, nil)
	s, p := []byte("<u:s>"), []byte("<u:p>")
	for _, tt := range []struct {
		o, g string
		want error
	}{
		{"<<( <u:s> <u:p> <u:o> )>>", "", jsonld.ErrTripleTerm}, {"<u:a#b#c>", "", jsonld.ErrIRI},
		{`"x"^^<u:a#b#c>`, "", jsonld.ErrIRI}, {`"x"`, "<u:a#b#c>", jsonld.ErrIRI},
	} {
		if err := w.Write(s, p, []byte(tt.o), []byte(tt.g)); !errors.Is(err, tt.want) {
			t.Errorf("%s %s: error %v, want %v", tt.o, tt.g, err, tt.want)
		}
	}
	b := graph.PatchBatch{Changes: []graph.Change{{Op: graph.Delete, S: s, P: p, O: s}}}
	if err := w.WritePatch(&b); !errors.Is(err, jsonld.ErrDelete) {
		t.Errorf("deletion: %v", err)
	}
	if err := errors.Join(w.Close(), w.Close()); err != nil || !strings.HasSuffix(out.String(), "\"@graph\":[\n]}\n") {
		t.Errorf("%v, wrote %s", err, out.String())
	}
	if err := w.Write(s, p, s, nil); !errors.Is(err, jsonld.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
	failure := errors.New("disk full")
	w = jsonld.NewStreamWriter(failing{failure}, nil)
	if err := w.Close(); !errors.Is(err, failure) || !errors.Is(w.Close(), failure) || !errors.Is(w.Write(s, p, s, nil), failure) {
		t.Errorf("got %v, want %v", err, failure)
	}
	if err := jsonld.NewStreamWriter(io.Discard, []vocab.Prefix{{Name: "a:b", Namespace: "u:"}}).Close(); err == nil {
		t.Error("a malformed prefix is accepted")
	}
}

func TestWriterRefuses(t *testing.T) {
	w := jsonld.NewWriter(io.Discard, jsonld.WriterOptions{})
	s, p := []byte("<u:s>"), []byte("<u:p>")
	if err := w.Write(s, p, []byte("<<( <u:s> <u:p> <u:o> )>>"), nil); !errors.Is(err, jsonld.ErrTripleTerm) {
		t.Errorf("triple term: %v", err)
	}
	if err := w.Write(s, p, []byte("<u:a#b#c>"), nil); !errors.Is(err, jsonld.ErrIRI) {
		t.Errorf("two fragments: %v", err)
	}
	b := graph.PatchBatch{Changes: []graph.Change{{Op: graph.Delete, S: s, P: p, O: s}}}
	if err := w.WritePatch(&b); !errors.Is(err, jsonld.ErrDelete) {
		t.Errorf("deletion: %v", err)
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
	if err := w.Write(s, p, s, nil); !errors.Is(err, jsonld.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
	failure := errors.New("disk full")
	if err := jsonld.NewWriter(failing{failure}, jsonld.WriterOptions{}).Close(); !errors.Is(err, failure) {
		t.Errorf("got %v, want %v", err, failure)
	}
	for _, o := range []jsonld.WriterOptions{{Direction: 9}, {Exact: true, NativeTypes: true}, {Prefixes: []vocab.Prefix{{Name: "a:b", Namespace: "u:"}}}} {
		if err := jsonld.NewWriter(io.Discard, o).Close(); err == nil {
			t.Errorf("%+v is accepted", o)
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestRegister(t *testing.T) {
	for range 2 {
		if err := jsonld.Register(); err != nil {
			t.Fatal(err)
		}
	}
	f := quad.FormatByExt(".jsonld")
	if f == nil || f != quad.FormatByMime("application/ld+json") || f != quad.FormatByName(jsonld.Name) {
		t.Fatal("not found by extension, media type and name")
	}
	q := quad.Quad{Subject: quad.IRI("u:s"), Predicate: quad.IRI("u:p"), Object: quad.LangString{Value: "é", Lang: "ar--rtl"}, Label: quad.IRI("u:g")}
	var out bytes.Buffer
	w := f.Writer(&out)
	if _, err := w.WriteQuads([]quad.Quad{q}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r := f.Reader(&out)
	if got, err := r.ReadQuad(); err != nil || got != q {
		t.Errorf("got %v, %v; want %v", got, err, q)
	}
}

func ExampleWriter() {
	w := jsonld.NewWriter(os.Stdout, jsonld.WriterOptions{Prefixes: []vocab.Prefix{{Name: "schema", Namespace: vocab.Schema}}})
	if err := w.Write([]byte("<u:meeting>"), []byte("<http://schema.org/about>"), []byte(`"échanges"@fr`), nil); err != nil {
		fmt.Println(err)
	}
	if err := w.Close(); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {"@context":{"schema":{"@id":"http://schema.org/","@prefix":true}},"@graph":[
	// {"@id":"u:meeting","schema:about":{"@language":"fr","@value":"échanges"}}
	// ]}
}

func ExampleReader() {
	const text = `{"@context": {"name": "http://schema.org/name"}, "@id": "actor/1", "name": "Ankara"}`
	r := jsonld.NewReader(strings.NewReader(text), jsonld.Options{Base: vocab.Base})
	var b graph.PatchBatch
	if err := r.ReadPatch(&b); err != nil {
		fmt.Println(err)
	}
	for _, c := range b.Changes {
		fmt.Printf("%s %s %s\n", c.S, c.P, c.O)
	}
	// Output: <https://chancery.example/actor/1> <http://schema.org/name> "Ankara"
}

const benchQuads = 20_000

func contacts(tb testing.TB) []graphtest.Statement {
	var buf bytes.Buffer
	if _, err := graphtest.WriteNQuads(&buf, graphtest.Config{Quads: benchQuads}); err != nil {
		tb.Fatal(err)
	}
	list, err := graphtest.ReadStatements(nquads.NewReader(&buf, nquads.Options{}))
	if err != nil {
		tb.Fatal(err)
	}
	return list
}

func BenchmarkRead(b *testing.B) {
	text, err := write(contacts(b), jsonld.WriterOptions{Exact: true, Prefixes: vocab.Prefixes()})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		list, err := read(string(text), jsonld.Options{})
		if err != nil || len(list) != benchQuads {
			b.Fatal(len(list), err)
		}
	}
	b.ReportMetric(benchQuads*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
}

func BenchmarkWrite(b *testing.B) {
	list := contacts(b)
	b.ReportAllocs()
	for b.Loop() {
		text, err := write(list, jsonld.WriterOptions{Exact: true, Prefixes: vocab.Prefixes()})
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(text)))
	}
	b.ReportMetric(benchQuads*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
}
