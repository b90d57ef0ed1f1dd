package trig_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/trig"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/graph/vocab"
)

const benchQuads = 200_000

func BenchmarkTriG(b *testing.B) {
	list, err := changes(graphtest.Contacts(graphtest.Config{Quads: benchQuads}))
	if err != nil {
		b.Fatal(err)
	}
	batch := graph.PatchBatch{Changes: list}
	var out bytes.Buffer
	write := func(dst io.Writer) {
		w := trig.NewWriter(dst, trig.WriterOptions{Prefixes: vocab.Prefixes()})
		if err := w.WritePatch(&batch); err != nil {
			b.Fatal(err)
		}
		if err := w.Flush(); err != nil {
			b.Fatal(err)
		}
	}
	write(&out)
	text := out.Bytes()
	report := func(b *testing.B) {
		b.ReportMetric(benchQuads*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mquads/s")
	}
	b.Run("write", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			write(io.Discard)
		}
		report(b)
	})
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		var batch graph.PatchBatch
		for b.Loop() {
			r := trig.NewReader(bytes.NewReader(text), trig.Options{})
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
		report(b)
	})
}
