package turtle_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/turtle"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/graph/vocab"
)

const benchTriples = 200_000

// prefixes for the generated graph, which abbreviate most of its IRIs.
func prefixes() []vocab.Prefix {
	return append(vocab.Prefixes(),
		vocab.Prefix{Name: "meeting", Namespace: vocab.Base + "meeting/"},
		vocab.Prefix{Name: "actor", Namespace: vocab.Base + "actor/"},
		vocab.Prefix{Name: "place", Namespace: vocab.Base + "place/"},
		vocab.Prefix{Name: "source", Namespace: vocab.Base + "source/"})
}

// contacts returns the generated graph without graph names.
func contacts(tb testing.TB, n int) []graph.PatchBatch {
	var batches []graph.PatchBatch
	r := graphtest.Contacts(graphtest.Config{Quads: n})
	for {
		var b graph.PatchBatch
		if err := r.ReadPatch(&b); err == io.EOF {
			return batches
		} else if err != nil {
			tb.Fatal(err)
		}
		for i := range b.Changes {
			b.Changes[i].G = nil
		}
		batches = append(batches, b)
	}
}

func write(tb testing.TB, batches []graph.PatchBatch, o turtle.WriterOptions) []byte {
	var out bytes.Buffer
	w := turtle.NewWriter(&out, o)
	for i := range batches {
		if err := w.WritePatch(&batches[i]); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func drain(tb testing.TB, text []byte, b *graph.PatchBatch) (n int) {
	r := turtle.NewReader(bytes.NewReader(text), turtle.Options{})
	for {
		err := r.ReadPatch(b)
		if err == io.EOF {
			return n
		} else if err != nil {
			tb.Fatal(err)
		}
		n += len(b.Changes)
	}
}

func report(b *testing.B, n int) {
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mtriples/s")
}

func BenchmarkRead(b *testing.B) {
	batches := contacts(b, benchTriples)
	for _, bm := range []struct {
		name string
		text []byte
	}{
		{"prefixes", write(b, batches, turtle.WriterOptions{Prefixes: prefixes()})},
		{"full IRIs", write(b, batches, turtle.WriterOptions{})},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.SetBytes(int64(len(bm.text)))
			b.ReportAllocs()
			var batch graph.PatchBatch
			for b.Loop() {
				if n := drain(b, bm.text, &batch); n != benchTriples {
					b.Fatalf("%d statements", n)
				}
			}
			report(b, benchTriples)
		})
	}
}

func BenchmarkWrite(b *testing.B) {
	batches := contacts(b, benchTriples)
	for _, bm := range []struct {
		name string
		o    turtle.WriterOptions
	}{{"prefixes", turtle.WriterOptions{Prefixes: prefixes()}}, {"full IRIs", turtle.WriterOptions{}}} {
		b.Run(bm.name, func(b *testing.B) {
			b.SetBytes(int64(len(write(b, batches, bm.o))))
			b.ReportAllocs()
			for b.Loop() {
				w := turtle.NewWriter(io.Discard, bm.o)
				for i := range batches {
					if err := w.WritePatch(&batches[i]); err != nil {
						b.Fatal(err)
					}
				}
				if err := w.Flush(); err != nil {
					b.Fatal(err)
				}
			}
			report(b, benchTriples)
		})
	}
}

func BenchmarkWritePretty(b *testing.B) {
	var all []graph.Change
	for _, batch := range contacts(b, benchTriples) {
		all = append(all, batch.Changes...)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := turtle.WritePretty(io.Discard, all, turtle.WriterOptions{Prefixes: prefixes()}); err != nil {
			b.Fatal(err)
		}
	}
	report(b, benchTriples)
}
