package known_test

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest/known"
)

// BenchmarkLearn takes in the statements of contacts among 5,000 people and
// reports the memory that each takes.
func BenchmarkLearn(b *testing.B) {
	var quads []quad.Quad
	for i := range 50_000 {
		contact, source := iri(fmt.Sprint("meeting/2026-03-03-somebody-", i)), iri(fmt.Sprint("source/dispatch-", i/5))
		for _, po := range [][2]any{
			{vocab.RDFType, quad.IRI(vocab.ChyContact)}, {vocab.ChyStatus, quad.IRI(vocab.ChyOccurred)},
			{vocab.SchemaAttendee, iri(fmt.Sprint("actor/given-surname-", i%5000))}, {vocab.SchemaAttendee, iri(fmt.Sprint("actor/given-surname-", i%4999))},
		} {
			quads = append(quads, quad.Quad{Subject: contact, Predicate: quad.IRI(po[0].(string)), Object: po[1].(quad.Value), Label: source})
		}
	}
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	var held uint64
	for b.Loop() {
		before := heap()
		k := known.New(&snapshot{})
		k.Learn(quads)
		held = heap() - before
		runtime.KeepAlive(k)
	}
	b.ReportMetric(float64(held)/float64(len(quads)), "bytes/statement")
}
