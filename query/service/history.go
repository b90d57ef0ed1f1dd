package service

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/journal"
)

// HistoryIRI is the canonical text of the service [History].
const HistoryIRI = "<" + vocab.Chy + "history>"

// Properties of [History].
const (
	historySubject   = vocab.RDF + "subject"
	historyPredicate = vocab.RDF + "predicate"
	historyObject    = vocab.RDF + "object"
	historyGraph     = vocab.Chy + "graph"
	historyAdded     = vocab.Chy + "addedBy"
	historyRemoved   = vocab.Chy + "removedBy"
)

// HistorySnapshot is what the history is read from.
type HistorySnapshot interface {
	Lookup(ctx context.Context, text []byte) (graph.ID, bool, error)
	AppendTerm(ctx context.Context, dst []byte, id graph.ID) ([]byte, error)
	// ScanHistory yields a row for each interval in which a statement held.
	ScanHistory(ctx context.Context, q graph.Scan) (graph.Scanner, error)
	Seq() graph.Seq
}

// History tells which event added a statement and which removed it, also of
// statements that are no longer there:
//
//	SERVICE chy:history { [] rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
//	                         chy:graph ?g ; chy:addedBy ?added ; chy:removedBy ?removed }
//
// A solution is one interval in which a statement held; removedBy is unbound while
// it holds, as is graph for the default graph. Events are those of the log's graph
// (package journal).
type History struct{ Snapshot HistorySnapshot }

// Properties implements [Service].
func (h History) Properties() (restrict, found []string) {
	return nil, []string{historySubject, historyPredicate, historyObject, historyGraph, historyAdded, historyRemoved}
}

// Needs implements [Service].
func (History) Needs() []string { return nil }

// Find implements [Service].
func (h History) Find(ctx context.Context, given Values, yield func(Values) error) (err error) {
	pattern, known, err := h.pattern(ctx, given)
	if err != nil || !known {
		return err
	}
	sc, err := h.Snapshot.ScanHistory(ctx, graph.Scan{Pattern: pattern, Events: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, sc.Close()) }()
	texts := map[graph.ID]string{}
	var b graph.Batch
	for {
		if err := sc.Next(ctx, &b); err != nil || b.N == 0 {
			return err
		}
		for row := range b.N {
			found, err := h.row(ctx, &b, row, texts)
			if err != nil {
				return err
			}
			if err := yield(found); err != nil {
				return err
			}
		}
	}
}

// pattern is the pattern of what is given; known is false if a term of it stands
// in no statement.
func (h History) pattern(ctx context.Context, given Values) (p graph.Pattern, known bool, err error) {
	for _, at := range []struct {
		name string
		id   *graph.ID
	}{{historySubject, &p.S}, {historyPredicate, &p.P}, {historyObject, &p.O}, {historyGraph, &p.G}} {
		text, ok := given[at.name]
		if !ok {
			continue
		}
		id, found, err := h.Snapshot.Lookup(ctx, []byte(text))
		if err != nil || !found {
			return p, false, err
		}
		*at.id = id
	}
	for _, name := range []string{historyAdded, historyRemoved} {
		if text, ok := given[name]; ok && !strings.HasPrefix(text, "<"+journal.EventBase) {
			return p, false, fmt.Errorf("%w: %s is no event", ErrFrame, text)
		}
	}
	return p, true, nil
}

// maxTexts bounds the texts that are remembered.
const maxTexts = 1 << 16

func (h History) row(ctx context.Context, b *graph.Batch, row int, texts map[graph.ID]string) (Values, error) {
	v := Values{historyAdded: eventIRI(b.Added[row])}
	if r := b.Removed[row]; r <= h.Snapshot.Seq() {
		v[historyRemoved] = eventIRI(r)
	}
	if len(texts) > maxTexts {
		clear(texts)
	}
	for pos, name := range []string{historySubject, historyPredicate, historyObject, historyGraph} {
		id := b.Cols[pos][row]
		if id == graph.DefaultGraph {
			continue
		}
		text, ok := texts[id]
		if !ok {
			raw, err := h.Snapshot.AppendTerm(ctx, nil, id)
			if err != nil {
				return nil, err
			}
			text = string(raw)
			texts[id] = text
		}
		v[name] = text
	}
	return v, nil
}

func eventIRI(s graph.Seq) string { return fmt.Sprintf("<%s%d>", journal.EventBase, s) }
