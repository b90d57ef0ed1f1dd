package nquads_test

import (
	"bytes"
	"io"
	"testing"

	cayley "github.com/cayleygraph/quad/nquads"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/graphtest"
)

const benchQuads = 200_000

func contacts(tb testing.TB) []byte {
	var buf bytes.Buffer
	if _, err := graphtest.WriteNQuads(&buf, graphtest.Config{Quads: benchQuads}); err != nil {
		tb.Fatal(err)
	}
	return buf.Bytes()
}

// asciiOnly writes every non-ASCII character as \uXXXX, as older tools do.
func asciiOnly(text []byte) []byte {
	const hex = "0123456789ABCDEF"
	var out []byte
	for _, r := range string(text) {
		if r < 0x80 {
			out = append(out, byte(r))
		} else {
			out = append(out, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
		}
	}
	return out
}

func reportQuads(b *testing.B, n int) {
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mquads/s")
}

func BenchmarkRead(b *testing.B) {
	plain := contacts(b)
	for _, bm := range []struct {
		name string
		text []byte
	}{{"contacts", plain}, {"escaped", asciiOnly(plain)}} {
		b.Run(bm.name, func(b *testing.B) {
			b.SetBytes(int64(len(bm.text)))
			b.ReportAllocs()
			var batch graph.PatchBatch
			for b.Loop() {
				r := nquads.NewReader(bytes.NewReader(bm.text), nquads.Options{})
				n := 0
				for {
					err := r.ReadPatch(&batch)
					if err == io.EOF {
						break
					} else if err != nil {
						b.Fatal(err)
					}
					n += len(batch.Changes)
				}
				if n != benchQuads {
					b.Fatalf("%d statements", n)
				}
			}
			reportQuads(b, benchQuads)
		})
	}
}

// BenchmarkReadCayley is the reader of package quad, for comparison.
func BenchmarkReadCayley(b *testing.B) {
	text := contacts(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		r := cayley.NewReader(bytes.NewReader(text), true)
		n := 0
		for ; ; n++ {
			if _, err := r.ReadQuad(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
		if n != benchQuads {
			b.Fatalf("%d statements", n)
		}
	}
	reportQuads(b, benchQuads)
}

func BenchmarkReadQuads(b *testing.B) {
	text := contacts(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		r := nquads.NewQuadReader(nquads.NewReader(bytes.NewReader(text), nquads.Options{}))
		for {
			if _, err := r.ReadQuad(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
	reportQuads(b, benchQuads)
}

func BenchmarkWrite(b *testing.B) {
	text := contacts(b)
	var batches []graph.PatchBatch
	r := nquads.NewReader(bytes.NewReader(text), nquads.Options{})
	for {
		var batch graph.PatchBatch
		if err := r.ReadPatch(&batch); err == io.EOF {
			break
		} else if err != nil {
			b.Fatal(err)
		}
		batches = append(batches, batch)
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	w := nquads.NewWriter(io.Discard)
	for b.Loop() {
		for i := range batches {
			if err := w.WritePatch(&batches[i]); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			b.Fatal(err)
		}
	}
	reportQuads(b, benchQuads)
}
