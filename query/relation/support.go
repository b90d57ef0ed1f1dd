package relation

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
)

// History is a [Graph] that can also read statements that were removed before
// its snapshot. With it, Why shows what supported a fact once.
type History interface {
	Graph
	// ScanHistory is Scan over every statement that was ever added as of the
	// snapshot, with Events set.
	ScanHistory(ctx context.Context, q graph.Scan) (graph.Scanner, error)
}

// Support is one source of a fact, with the events that brought and took it.
type Support struct {
	Evidence
	// Event added the fact to the log from this source; Removed took it back, 0
	// if it still stands.
	Event   graph.Seq `json:"event"`
	Removed graph.Seq `json:"removed,omitempty"`
	Current bool      `json:"current"` // as of the snapshot
	// Kind, Agent, Time and Extractor are those of the event, if the log can be
	// read.
	EventKind string `json:"event_kind,omitempty"`
	Agent     string `json:"agent,omitempty"`
	Time      string `json:"time,omitempty"` // RFC 3339, UTC
	// RemovedBy is the event that took it back, if the log can be read.
	RemovedBy *EventNote `json:"removed_by,omitempty"`
}

// EventNote is what the log says of an event, in short.
type EventNote struct {
	Kind    string `json:"kind"`
	Agent   string `json:"agent,omitempty"`
	Time    string `json:"time,omitempty"` // RFC 3339, UTC
	Message string `json:"message,omitempty"`
}

// eventNote reads the header of an event; nil if there is no log.
func (r *Reader) eventNote(ctx context.Context, seq graph.Seq) (*EventNote, error) {
	if r.opts.Header == nil {
		return nil, nil
	}
	h, err := r.opts.Header(ctx, seq)
	if err != nil {
		return nil, fmt.Errorf("read event %d: %w", seq, err)
	}
	n := &EventNote{Kind: string(h.Kind), Agent: h.Agent, Message: h.Message}
	if !h.Time.IsZero() {
		n.Time = h.Time.UTC().Format("2006-01-02T15:04:05.999999Z07:00")
	}
	return n, nil
}

// eventRow is a statement with the events that brought and took it.
type eventRow struct {
	p, o, g        graph.ID
	added, removed graph.Seq
}

// eventRows reads statements with their events, removed ones too if the graph
// has a history.
func (r *Reader) eventRows(ctx context.Context, p graph.Pattern) ([]eventRow, error) {
	g := r.g
	if h, ok := r.g.(History); ok {
		g = historic{h}
	}
	var rows []eventRow
	err := EachBatch(ctx, g, graph.Scan{Pattern: p, Events: true}, func(b *graph.Batch) error {
		for i := range b.N {
			rows = append(rows, eventRow{
				b.Cols[graph.P][i], b.Cols[graph.O][i], b.Cols[graph.G][i], b.Added[i], b.Removed[i],
			})
		}
		return nil
	})
	return rows, err
}

// historic reads the history in place of the snapshot.
type historic struct{ History }

func (h historic) Scan(ctx context.Context, q graph.Scan) (graph.Scanner, error) {
	return h.ScanHistory(ctx, q)
}

// past is the reader over all that was ever stated, where the graph has a history.
func (r *Reader) past() *Reader {
	h, ok := r.g.(History)
	if !ok {
		return r
	}
	before := *r
	before.g = historic{h}
	return &before
}

// supportOf returns what supports the node of a contact, role or habit: its
// quotations, and the sources that state it without one.
func (r *Reader) supportOf(ctx context.Context, id graph.ID) ([]Support, error) {
	rows, err := r.eventRows(ctx, graph.Pattern{S: id})
	if err != nil {
		return nil, err
	}
	spans := map[support]eventRow{}
	rules := map[graph.ID][]graph.ID{}
	quoted := map[graph.ID]bool{}
	for _, row := range rows {
		switch p, ok := r.ids.predicate[row.p]; {
		case ok && p == pQuotedFrom:
			quoted[row.g] = true
			spans[support{row.g, row.o}] = longerSpan(spans[support{row.g, row.o}], row)
		case ok && p == pRule:
			rules[row.g] = append(rules[row.g], row.o)
		}
	}
	for _, row := range rows {
		if !quoted[row.g] {
			spans[support{source: row.g}] = longerSpan(spans[support{source: row.g}], row)
		}
	}
	return r.describeSupport(ctx, spans, rules)
}

// longerSpan joins the lifetimes of two statements: from the first event to the
// last removal, or none if one still stands. The zero row is neutral.
func longerSpan(a, b eventRow) eventRow {
	if a.added == 0 {
		return b
	}
	a.added, a.removed = min(a.added, b.added), max(a.removed, b.removed)
	return a
}

// describeSupport decodes supports with their lifetimes, and the rules by source.
func (r *Reader) describeSupport(ctx context.Context, spans map[support]eventRow, rules map[graph.ID][]graph.ID) ([]Support, error) {
	list := make([]stated, 0, len(spans))
	for s := range spans {
		list = append(list, stated{s, rules[s.source]})
	}
	evidence, err := r.readEvidence(ctx, list)
	if err != nil {
		return nil, err
	}
	// A source that was taken back is described as it was.
	past := evidence
	if slices.ContainsFunc(list, func(s stated) bool { return spans[s.support].removed <= r.g.Seq() }) {
		if past, err = r.past().readEvidence(ctx, list); err != nil {
			return nil, err
		}
	}
	result := make([]Support, len(list))
	for i, s := range list {
		row := spans[s.support]
		sup := Support{Evidence: evidence.one(s), Event: row.added, Current: row.removed > r.g.Seq()}
		if !sup.Current {
			sup.Evidence = past.one(s)
		}
		if !sup.Current { // what happens after the snapshot is not known in it
			sup.Removed = row.removed
		}
		if err := r.addHeader(ctx, &sup); err != nil {
			return nil, err
		}
		result[i] = sup
	}
	slices.SortFunc(result, compareSupport)
	return result, nil
}

func compareSupport(a, b Support) int {
	return cmp.Or(cmp.Compare(a.Event, b.Event), compareEvidence(a.Evidence, b.Evidence))
}

// addHeader fills in what the log says of the event.
func (r *Reader) addHeader(ctx context.Context, s *Support) error {
	if r.opts.Header == nil {
		return nil
	}
	h, err := r.opts.Header(ctx, s.Event)
	if err != nil {
		return fmt.Errorf("read event %d: %w", s.Event, err)
	}
	s.EventKind, s.Agent = string(h.Kind), h.Agent
	if !h.Time.IsZero() {
		s.Time = h.Time.UTC().Format("2006-01-02T15:04:05.999999Z07:00")
	}
	if h.Extractor != "" {
		s.Extractor = h.Extractor
	}
	if s.Removed != 0 {
		s.RemovedBy, err = r.eventNote(ctx, s.Removed)
	}
	return err
}

// formerly returns the term that a text names by IRI, prefixed name, path or
// blank node label, if it ever stood in a statement.
func (r *Reader) formerly(ctx context.Context, text string) (graph.ID, bool, error) {
	if _, ok := r.g.(History); !ok {
		return graph.None, false, nil
	}
	for _, form := range referenceForms(text) {
		id, ok, err := r.g.Lookup(ctx, []byte(form))
		if err != nil {
			return graph.None, false, fmt.Errorf("look up %s: %w", form, err)
		}
		if !ok {
			continue
		}
		for _, p := range []graph.Pattern{{S: id}, {O: id}, {P: id}} {
			rows, err := r.eventRows(ctx, p)
			if err != nil || len(rows) > 0 {
				return id, err == nil, err
			}
		}
	}
	return graph.None, false, nil
}
