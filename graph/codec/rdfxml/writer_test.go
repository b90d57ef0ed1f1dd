package rdfxml_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/codec/rdfxml"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/graph/vocab"
)

func genObject(depth int) *rapid.Generator[string] {
	subjects := rapid.SampledFrom([]string{"<u:s>", "<http://h/é?a&b='#>", "_:b", "_:0", "_:_x-0", "_:a.b"})
	text := rapid.StringOf(rapid.OneOf(rapid.RuneFrom([]rune("a\t\n\r<>&\"'] é\u2028\U0001F600")), rapid.Rune()))
	return rapid.Custom(func(t *rapid.T) string {
		kind := rapid.IntRange(0, 4).Draw(t, "kind")
		if kind == 0 || depth == 0 && kind == 1 {
			return subjects.Draw(t, "resource")
		}
		if kind == 1 {
			return "<<( " + subjects.Draw(t, "s") + " " + genPredicate().Draw(t, "p") + " " + genObject(depth-1).Draw(t, "o") + " )>>"
		}
		lexical := strings.Map(func(r rune) rune {
			if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
				return -1
			}
			return r
		}, text.Draw(t, "lexical"))
		literal := `"` + string(graph.AppendEscaped(nil, []byte(lexical))) + `"`
		return literal + rapid.SampledFrom([]string{"", "@fr", "@ar--rtl", "^^<" + vocab.RDFXMLLiteral + ">", "^^<u:t&'>"}).Draw(t, "suffix")
	})
}

func genPredicate() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{"<u:p>", "<" + vocab.RDFType + ">", "<" + vocab.RDF + "_1>", "<http://schema.org/name>",
		"<http://schema.org/a/b>", "<http://h/?q=é1>", "<http://www.w3.org/2000/xmlns/about>", "<http://www.w3.org/XML/1998/namespace>", "<http://h/x.y-z>"})
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOf(rapid.Custom(func(t *rapid.T) graphtest.Statement {
			return graphtest.Statement{S: rapid.SampledFrom([]string{"<u:s>", "<u:s2>", "_:b", "_:0"}).Draw(t, "s"),
				P: genPredicate().Draw(t, "p"), O: genObject(2).Draw(t, "o")}
		})).Draw(t, "list")
		o := rdfxml.WriterOptions{}
		if rapid.Bool().Draw(t, "prefixes") {
			o.Prefixes = append(vocab.Prefixes(), vocab.Prefix{Name: "ns", Namespace: "u:other/"})
		}
		text, err := write(list, o)
		if err != nil {
			t.Fatal(err)
		}
		back, err := read(string(text))
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		if !graphtest.Isomorphic(list, back) {
			t.Fatalf("wrote %q, read %q from\n%s", list, back, text)
		}
	})
}

func TestWriterRefuses(t *testing.T) {
	for _, tt := range []struct {
		name, p, o, g string
		want          error
	}{
		{"no name", "<http://h/123>", `"x"`, "", rdfxml.ErrPredicate},
		{"no name at all", "<http://h/>", `"x"`, "", rdfxml.ErrPredicate},
		{"the whole IRI", "<u:>", `"x"`, "", rdfxml.ErrPredicate},
		{"namespace of xmlns", "<http://www.w3.org/2000/xmlns/>", `"x"`, "", rdfxml.ErrPredicate},
		{"one letter of it", "<http://www.w3.org/2000/xmlns/a>", `"x"`, "", rdfxml.ErrPredicate},
		{"rdf:li", "<" + vocab.RDF + "li>", `"x"`, "", rdfxml.ErrPredicate},
		{"rdf:about", "<" + vocab.RDF + "about>", `"x"`, "", rdfxml.ErrPredicate},
		{"graph", "<u:p>", `"x"`, "<u:g>", rdfxml.ErrGraph},
		{"control", "<u:p>", `"\u0001"`, "", rdfxml.ErrCharacter},
		{"noncharacter in IRI", "<u:p>", "<u:\uFFFE>", "", rdfxml.ErrCharacter},
		{"within a triple term", "<u:p>", "<<( <u:s> <u:1> <u:o> )>>", "", rdfxml.ErrPredicate},
	} {
		var out bytes.Buffer
		w := rdfxml.NewWriter(&out, rdfxml.WriterOptions{})
		err := w.Write([]byte("<u:s>"), []byte(tt.p), []byte(tt.o), []byte(tt.g))
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: error %v, want %v", tt.name, err, tt.want)
		}
		// The writer can go on.
		if err := w.Write([]byte("<u:s>"), []byte("<u:p>"), []byte("<u:o>"), nil); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if err := w.Close(); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if list, err := read(out.String()); err != nil || len(list) != 1 {
			t.Errorf("%s: then %q, %v", tt.name, list, err)
		}
		if err := w.Write([]byte("<u:s>"), []byte("<u:p>"), []byte("<u:o>"), nil); !errors.Is(err, rdfxml.ErrClosed) {
			t.Errorf("%s: after Close %v", tt.name, err)
		}
	}
	failure := errors.New("disk full")
	w := rdfxml.NewWriter(failing{failure}, rdfxml.WriterOptions{})
	if err := w.Close(); !errors.Is(err, failure) || !errors.Is(w.Close(), failure) {
		t.Errorf("got %v, want %v", err, failure)
	}
	b := graph.PatchBatch{Changes: []graph.Change{{Op: graph.Delete, S: []byte("<u:s>"), P: []byte("<u:p>"), O: []byte("<u:o>")}}}
	if err := rdfxml.NewWriter(io.Discard, rdfxml.WriterOptions{}).WritePatch(&b); !errors.Is(err, rdfxml.ErrDelete) {
		t.Errorf("a deletion: %v", err)
	}
	for _, p := range []vocab.Prefix{{Name: "a:b", Namespace: "u:"}, {Name: "xmla", Namespace: "u:"}, {Name: "a", Namespace: "rel"}, {Name: "rdf", Namespace: "u:"}} {
		if err := rdfxml.NewWriter(io.Discard, rdfxml.WriterOptions{Prefixes: []vocab.Prefix{p}}).Close(); err == nil {
			t.Errorf("prefix %v is accepted", p)
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestRegister(t *testing.T) {
	for range 2 {
		if err := rdfxml.Register(); err != nil {
			t.Fatal(err)
		}
	}
	f := quad.FormatByExt(".owl")
	if f == nil || f != quad.FormatByMime("application/rdf+xml") || f != quad.FormatByName(rdfxml.Name) {
		t.Fatal("not found by extension, media type and name")
	}
	q := quad.Quad{Subject: quad.IRI("u:s"), Predicate: quad.IRI("u:p"), Object: quad.LangString{Value: "é", Lang: "fr"}}
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
	if _, err := r.ReadQuad(); err != io.EOF {
		t.Errorf("at the end: %v", err)
	}
}

func contacts(tb testing.TB, n int) []graph.PatchBatch {
	var buf bytes.Buffer
	if _, err := graphtest.WriteNQuads(&buf, graphtest.Config{Quads: n}); err != nil {
		tb.Fatal(err)
	}
	r := nquads.NewReader(&buf, nquads.Options{})
	var batches []graph.PatchBatch
	for {
		var b graph.PatchBatch
		if err := r.ReadPatch(&b); err == io.EOF {
			return batches
		} else if err != nil {
			tb.Fatal(err)
		}
		batches = append(batches, b)
	}
}

const benchQuads = 100_000

func writeAll(tb testing.TB, out io.Writer, batches []graph.PatchBatch) {
	w := rdfxml.NewWriter(out, rdfxml.WriterOptions{Prefixes: vocab.Prefixes(), MergeGraphs: true})
	for i := range batches {
		if err := w.WritePatch(&batches[i]); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
}

func count(r graph.PatchReader) (n int, err error) {
	var b graph.PatchBatch
	for {
		if err := r.ReadPatch(&b); err == io.EOF {
			return n, nil
		} else if err != nil {
			return n, err
		}
		n += len(b.Changes)
	}
}

func BenchmarkRead(b *testing.B) {
	var text bytes.Buffer
	writeAll(b, &text, contacts(b, benchQuads))
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if n, err := count(rdfxml.NewReader(bytes.NewReader(text.Bytes()), rdfxml.Options{})); err != nil || n != benchQuads {
			b.Fatal(n, err)
		}
	}
	b.ReportMetric(benchQuads*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mquads/s")
}

func BenchmarkWrite(b *testing.B) {
	batches := contacts(b, benchQuads)
	var text bytes.Buffer
	writeAll(b, &text, batches)
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		writeAll(b, io.Discard, batches)
	}
	b.ReportMetric(benchQuads*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mquads/s")
}
