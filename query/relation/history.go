package relation

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
)

// Origin is a statement with the events that brought and took it.
type Origin struct {
	Statement
	Graph   string    `json:"graph"` // IRI; empty for the default graph
	Event   graph.Seq `json:"event"`
	Removed graph.Seq `json:"removed,omitempty"` // 0 if it still stands
	// Kind, Agent, Time and Message are those of the event, if the log can be
	// read.
	Kind    string `json:"kind,omitempty"`
	Agent   string `json:"agent,omitempty"`
	Time    string `json:"time,omitempty"` // RFC 3339, UTC
	Message string `json:"message,omitempty"`
	// RemovedBy is the event that took it back, if the log can be read.
	RemovedBy *EventNote `json:"removed_by,omitempty"`
}

// Blame returns the statements that fit a pattern, each with the event that
// brought it: by subject, predicate, object, graph and event. removed asks for
// those too that were taken back, if the graph is a [History].
func (r *Reader) Blame(ctx context.Context, p graph.Pattern, removed bool) ([]Origin, error) {
	g := r.g
	if h, ok := r.g.(History); ok && removed {
		g = historic{h}
	}
	var list []Origin
	err := EachBatch(ctx, g, graph.Scan{Pattern: p, Events: true}, func(b *graph.Batch) error {
		for i := range b.N {
			o := Origin{Event: b.Added[i]}
			if b.Removed[i] <= r.g.Seq() {
				o.Removed = b.Removed[i]
			}
			for at, into := range []*string{&o.Subject, &o.Predicate, &o.Object} {
				text, err := r.g.AppendTerm(ctx, nil, b.Cols[at][i])
				if err != nil {
					return err
				}
				*into = string(text)
			}
			var err error
			if o.Graph, err = r.iri(ctx, b.Cols[graph.G][i]); err != nil {
				return err
			}
			list = append(list, o)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(list, func(a, b Origin) int {
		return cmp.Or(strings.Compare(a.Subject, b.Subject), strings.Compare(a.Predicate, b.Predicate), strings.Compare(a.Object, b.Object),
			strings.Compare(a.Graph, b.Graph), cmp.Compare(a.Event, b.Event))
	})
	return list, r.addEvents(ctx, list)
}

// addEvents fills in what the log says of the events.
func (r *Reader) addEvents(ctx context.Context, list []Origin) error {
	if r.opts.Header == nil {
		return nil
	}
	headers := map[graph.Seq]graph.Header{}
	for i := range list {
		h, known := headers[list[i].Event]
		if !known {
			var err error
			if h, err = r.opts.Header(ctx, list[i].Event); err != nil {
				return err
			}
			headers[list[i].Event] = h
		}
		if list[i].Removed != 0 {
			var err error
			if list[i].RemovedBy, err = r.eventNote(ctx, list[i].Removed); err != nil {
				return err
			}
		}
		list[i].Kind, list[i].Agent, list[i].Message = string(h.Kind), h.Agent, h.Message
		if !h.Time.IsZero() {
			list[i].Time = h.Time.UTC().Format("2006-01-02T15:04:05.999999Z07:00")
		}
	}
	return nil
}

// EventsAbout returns the events that stated something of an entity, or took it
// back, ascending: statements with the entity, or one that is one with it, as
// subject or object.
func (r *Reader) EventsAbout(ctx context.Context, entity graph.ID) ([]graph.Seq, error) {
	seen := map[graph.Seq]bool{}
	for _, id := range r.Members(entity) {
		for _, p := range []graph.Pattern{{S: id}, {O: id}} {
			rows, err := r.eventRows(ctx, p)
			if err != nil {
				return nil, err
			}
			for _, row := range rows {
				seen[row.added] = true
				if row.removed <= r.g.Seq() {
					seen[row.removed] = true
				}
			}
		}
	}
	events := make([]graph.Seq, 0, len(seen))
	for seq := range seen {
		events = append(events, seq)
	}
	slices.Sort(events)
	return events, nil
}

// NamesOf returns the official and the alternate names of an entity, and of those
// that are one with it, by language and text.
func (r *Reader) NamesOf(ctx context.Context, id graph.ID) ([2][]Name, error) {
	p := &Profile{Entity: Entity{ID: r.Kept(id)}}
	err := r.showNames(ctx, p)
	return [2][]Name{p.Names, p.AlternateNames}, err
}
