package journal

import (
	"context"
	"iter"
	"strconv"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/memory"
)

// Names.
const (
	// Graph is the IRI of the log's graph.
	Graph = vocab.Chy + "log"
	// EventBase is what the number of an event is put behind for its IRI.
	EventBase = "https://chancery.example/event/"
)

// Event is the header of an event with its hash.
type Event struct {
	graph.Header
	Hash graph.Digest
}

// Over returns base with the graph of the log beside its own: the events that
// are yielded, which should be those up to the one that base is as of. Lookups of
// terms in base use ctx.
func Over(ctx context.Context, base exec.Dataset, events iter.Seq2[Event, error]) (exec.Dataset, error) {
	var failed error
	b := memory.NewBuilderOver(func(text []byte) (graph.ID, bool) {
		id, ok, err := base.Lookup(ctx, text)
		if err != nil {
			failed = err
		}
		return id, ok
	})
	w := writer{b: b}
	for e, err := range events {
		if err != nil {
			return nil, err
		}
		if w.event(&e); failed != nil {
			return nil, failed
		}
	}
	d := &dataset{Dataset: base, log: b.Dataset()}
	var err error
	d.graph, _, err = d.log.Lookup(ctx, []byte("<"+Graph+">"))
	return d, err
}

// writer adds the statements of events.
type writer struct {
	b       *memory.Builder
	subject []byte
}

func (w *writer) add(predicate, object string) {
	w.b.Add(w.subject, []byte("<"+predicate+">"), []byte(object), []byte("<"+Graph+">"))
}

func (w *writer) event(e *Event) {
	number := strconv.FormatUint(uint64(e.Seq), 10)
	w.subject = []byte("<" + EventBase + number + ">")
	w.add(vocab.RDFType, "<"+vocab.Prov+"Activity>")
	w.add(vocab.RDFType, "<"+vocab.Chy+"Event>")
	w.add(vocab.Chy+"sequence", integer(uint64(e.Seq)))
	w.add(vocab.Chy+"kind", text(string(e.Kind)))
	w.add(vocab.Prov+"endedAtTime", `"`+e.Time.UTC().Format(time.RFC3339Nano)+`"^^<`+vocab.XSD+`dateTime>`)
	if graph.ValidIRI([]byte(e.Agent)) {
		w.add(vocab.Prov+"wasAssociatedWith", "<"+e.Agent+">")
	} else if e.Agent != "" {
		w.add(vocab.Chy+"agent", text(e.Agent))
	}
	if graph.ValidIRI([]byte(e.Source)) {
		w.add(vocab.Prov+"used", "<"+e.Source+">")
	}
	for _, s := range []struct{ name, value string }{{vocab.Chy + "extractor", e.Extractor}, {vocab.RDFS + "comment", e.Message}} {
		if s.value != "" {
			w.add(s.name, text(s.value))
		}
	}
	w.add(vocab.Chy+"adds", integer(e.Adds))
	w.add(vocab.Chy+"deletes", integer(e.Deletes))
	w.add(vocab.Chy+"hash", text(e.Hash.String()))
	if !e.Document.IsZero() {
		w.add(vocab.Chy+"document", text(e.Document.String()))
	}
}

func integer(n uint64) string {
	return `"` + strconv.FormatUint(n, 10) + `"^^<` + vocab.XSD + `integer>`
}

func text(s string) string {
	return string(append(graph.AppendEscaped([]byte{'"'}, []byte(s)), '"'))
}
