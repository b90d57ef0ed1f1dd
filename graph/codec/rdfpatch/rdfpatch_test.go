package rdfpatch_test

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
	"github.com/chancery-graph/chancery/graph/codec/rdfpatch"
	"github.com/chancery-graph/chancery/graph/graphtest"
)

func canonicalize(in []byte, o rdfpatch.Options) ([]byte, error) {
	r := rdfpatch.NewReader(bytes.NewReader(in), o)
	var b graph.PatchBatch
	var out []byte
	for {
		if err := r.ReadPatch(&b); err == io.EOF {
			return out, nil
		} else if err != nil {
			return nil, err
		}
		for _, c := range b.Changes {
			out = rdfpatch.AppendChange(out, c)
		}
	}
}

func TestCanonical(t *testing.T) {
	const spo = "<u:s> <u:p> <u:o>"
	tests := []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"changes", "A " + spo + " .\nD " + spo + " _:g .", "A " + spo + " .\nD " + spo + " _:g .\n"},
		{"loose", " # c\r\n\tA\t<u:s><u:p>\"\\u0041\"@FR.#c\r\n", `A <u:s> <u:p> "A"@fr .` + "\n"},
		{"around", "H id <uuid:1> .\nH prev \"x\" .\nTX .\nPA \"ex\" <u:ex> .\nPA ex: <u:ex> <u:g> .\nPA : <u:> .\nA " + spo + " .\nPD ex: .\nPD \"ex\" .\nTC .\nTX\nTC\n", "A " + spo + " .\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := canonicalize([]byte(tt.in), rdfpatch.Options{})
			if err != nil || string(got) != tt.want {
				t.Fatalf("got %q, %v; want %q", got, err, tt.want)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	const spo = "<u:s> <u:p> <u:o>"
	tests := []struct {
		name, in, want string
		is             error
	}{
		{"statement", spo + " .", `f:1:1: found "<", expected A, D, H, TX, TC, TA, PA or PD and a space`, nil},
		{"no space", "A" + spo + " .", `f:1:1: found "A", expected A, D, H, TX, TC, TA, PA or PD and a space`, nil},
		{"letter alone", "\nD", `f:2:1: found "D", expected A, D, H, TX, TC, TA, PA or PD and a space`, nil},
		{"prefixed name", "A ex:s <u:p> <u:o> .", `f:1:3: found "e", expected a subject: an IRI or a blank node`, nil},
		{"no dot", "A " + spo, `f:1:20: found end of line, expected "." or a graph name: an IRI or a blank node`, nil},
		{"header without name", "H <u:a> .", `f:1:3: found "<", expected the name of a header field`, nil},
		{"header without term", "H id .", `f:1:6: found ".", expected the value of a header field: an IRI, a blank node, a literal or a triple term`, nil},
		{"header without dot", "H id _:a", `f:1:9: found end of line, expected "."`, nil},
		{"nested", "TX .\nTX .", "f:2:1: found TX within a transaction, expected TC or TA first", nil},
		{"commit alone", "A " + spo + " .\nTC .", "f:2:1: found TC without TX, expected TX first", nil},
		{"abort", "TX .\nTA .", "f:2:1: found TA, which aborts the transaction, expected TC", rdfpatch.ErrAborted},
		{"unfinished", "TX .\nA " + spo + " .\n", "f: rdfpatch: the patch ends within a transaction: expected TC", rdfpatch.ErrUnfinished},
		{"longer word", "TXA .", `f:1:3: found "A", expected end of line`, nil},
		{"prefix", "PA 1 <u:a> .", `f:1:5: found " ", expected a prefix, such as "ex" or ex:`, nil},
		{"prefix without space", `PA"ex" <u:a> .`, "f:1:3: found '\"', expected a space", nil},
		{"relative prefix", `PA "ex" <a> .`, `f:1:10: found a relative IRI, expected an absolute one, such as "https://…"`, nil},
		{"encoding", "A " + "<u:s> <u:p> \"\xff\" .", "f:1:16: found byte 0xFF, which is not UTF-8, expected UTF-8", rdfpatch.ErrEncoding},
		{"encoding of a comment", "#\xff", "f:1:2: found byte 0xFF, which is not UTF-8, expected UTF-8", rdfpatch.ErrEncoding},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := canonicalize([]byte(tt.in), rdfpatch.Options{Name: "f"})
			if err == nil || err.Error() != tt.want || tt.is != nil && !errors.Is(err, tt.is) {
				t.Fatalf("got %q, error %v; want %s", got, err, tt.want)
			}
		})
	}
	if _, err := canonicalize([]byte("A "+spo+" ."), rdfpatch.Options{MaxLine: 10}); !errors.Is(err, rdfpatch.ErrLineTooLong) {
		t.Errorf("MaxLine: %v", err)
	}
	if _, err := canonicalize(nil, rdfpatch.Options{MaxLine: -1}); err == nil {
		t.Error("a negative MaxLine is accepted")
	}
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var want []byte
		for range rapid.IntRange(0, 20).Draw(t, "changes") {
			c := graph.Change{Op: graph.Add, S: []byte("_:s"), P: []byte("<u:p>")}
			if rapid.Bool().Draw(t, "delete") {
				c.Op = graph.Delete
			}
			if rapid.Bool().Draw(t, "graph") {
				c.G = []byte("<u:g>")
			}
			var err error
			if c.O, err = graph.AppendTerm(nil, quad.LangString{Value: quad.String(rapid.String().Draw(t, "o")), Lang: "fr"}); err != nil {
				t.Fatal(err)
			}
			want = rdfpatch.AppendChange(want, c)
		}
		if got, err := canonicalize(want, rdfpatch.Options{}); err != nil || !bytes.Equal(got, want) {
			t.Fatalf("%q reads as %q, %v", want, got, err)
		}
	})
}

// TestRegister is here because this test binary has no other N-Quads reader.
func TestRegister(t *testing.T) {
	for range 2 {
		if err := nquads.Register(); err != nil {
			t.Fatal(err)
		}
	}
	for _, key := range []struct{ name, ext, media, text string }{
		{"nquads", ".nq", "application/n-quads", "<u:s> <u:p> \"a\" <u:g> .\n"},
		{"ntriples", ".nt", "application/n-triples", "<u:s> <u:p> \"a\" .\n"},
	} {
		f := quad.FormatByName(key.name)
		if f == nil || quad.FormatByExt(key.ext) != f || quad.FormatByMime(key.media) != f {
			t.Fatalf("%s is not registered by name, extension and media type", key.name)
		}
		quads, err := quad.ReadAll(f.Reader(strings.NewReader(key.text)))
		if err != nil || len(quads) != 1 {
			t.Fatalf("%s: %v, %v", key.name, quads, err)
		}
		var out bytes.Buffer
		w := f.Writer(&out)
		_, err = w.WriteQuads(quads)
		if err := errors.Join(err, w.Close()); err != nil || out.String() != key.text {
			t.Fatalf("%s: wrote %q, %v; want %q", key.name, out.String(), err, key.text)
		}
		text, err := f.MarshalValue(quads[0].Object)
		if err != nil {
			t.Fatal(err)
		}
		if v, err := f.UnmarshalValue(text); err != nil || v != quads[0].Object {
			t.Fatalf("%s: %s is %v, %v", key.name, text, v, err)
		}
		if _, err := f.UnmarshalValue([]byte("a b")); err == nil {
			t.Fatalf("%s: a bad value is accepted", key.name)
		}
	}
	if _, err := quad.ReadAll(quad.FormatByName("ntriples").Reader(strings.NewReader("<u:s> <u:p> \"a\" <u:g> .\n"))); err == nil {
		t.Fatal("ntriples accepts a graph name")
	}
}

func FuzzReader(f *testing.F) {
	for _, s := range []string{
		"H id <u:1> .\nTX .\nPA \"ex\" <u:ex> .\nA <u:s> <u:p> \"o\"@fr <u:g> .\nD _:a <u:p> <<(_:a<u:p>_:b)>> .\nTC .\n",
		"A <u:\\u00e9> <u:p> \"\\u0041\\t\"^^<u:d>.#c\r\nTA .", "PD ex: .",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		once, err := canonicalize(in, rdfpatch.Options{})
		if err != nil {
			return
		}
		twice, err := canonicalize(once, rdfpatch.Options{})
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%q → %q → %q, %v", in, once, twice, err)
		}
	})
}

const benchQuads = 200_000

func patch(tb testing.TB) []byte {
	r := graphtest.Contacts(graphtest.Config{Quads: benchQuads})
	var b graph.PatchBatch
	var out []byte
	for {
		if err := r.ReadPatch(&b); err == io.EOF {
			return out
		} else if err != nil {
			tb.Fatal(err)
		}
		for _, c := range b.Changes {
			out = rdfpatch.AppendChange(out, c)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	text := patch(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	var batch graph.PatchBatch
	for b.Loop() {
		r := rdfpatch.NewReader(bytes.NewReader(text), rdfpatch.Options{})
		for {
			if err := r.ReadPatch(&batch); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(benchQuads*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mquads/s")
}

func BenchmarkAppendChange(b *testing.B) {
	r := graphtest.Contacts(graphtest.Config{Quads: 1000})
	var batch graph.PatchBatch
	if err := r.ReadPatch(&batch); err != nil {
		b.Fatal(err)
	}
	var out []byte
	for b.Loop() {
		out = out[:0]
		for _, c := range batch.Changes {
			out = rdfpatch.AppendChange(out, c)
		}
	}
	b.SetBytes(int64(len(out)))
	b.ReportMetric(float64(len(batch.Changes))*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mquads/s")
}
