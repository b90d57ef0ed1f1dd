package endpoint

import (
	"context"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/service"
)

// serveUpdate appends what an update changes as one event.
func (s *Server) serveUpdate(w *writer, r *http.Request, q *request) error {
	if err := s.mayWrite(r); err != nil {
		return err
	}
	if q.values.Has("as-of") {
		return problemf(http.StatusBadRequest, "as-of is for queries: an update changes the latest graph")
	}
	o, err := s.options(r, q)
	if err != nil {
		return err
	}
	if o.Dataset, err = q.dataset("using-graph-uri", "using-named-graph-uri"); err != nil {
		return err
	}
	services := &service.Late{}
	o.Services = services
	prepared, err := query.PrepareUpdate(q.text, o)
	if err != nil {
		return err
	}
	receipt, err := s.store.Append(r.Context(), Change{Kind: graph.KindUpdate, Message: Summary(q.text),
		Patch: func(ctx context.Context, latest Snapshot) (graph.PatchReader, error) {
			if err := s.precondition(r, latest.Seq(), true); err != nil {
				return nil, err
			}
			if s.opts.Services != nil {
				services.Caller = s.opts.Services(latest)
			}
			return prepared.Run(ctx, latest, query.UpdateOptions{Load: s.opts.Load})
		}})
	if err != nil {
		return err
	}
	w.Header().Set(eventHeader, formatSeq(receipt.Seq))
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// summaryBytes is how much of an update the log keeps as its message.
const summaryBytes = 2000

// Summary is the text of a query or an update on one line, shortened: what the log
// keeps of it.
func Summary(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= summaryBytes {
		return text
	}
	cut := summaryBytes
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "…"
}
