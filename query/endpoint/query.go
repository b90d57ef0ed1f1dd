package endpoint

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/rdfio"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/journal"
	"github.com/chancery-graph/chancery/query/result"
	"github.com/chancery-graph/chancery/query/service"
	"github.com/chancery-graph/chancery/query/sparql"
)

// form is how an answer is written.
type form struct {
	media   string
	results result.Format // of SELECT and ASK
	graph   rdfio.Format  // of CONSTRUCT and DESCRIBE
}

// chooseForm negotiates the form of an answer.
func chooseForm(accept string, f algebra.Form) (form, error) {
	if f == algebra.Construct || f == algebra.Describe {
		formats, types := graphFormats(false)
		if media, ok := result.Negotiate(accept, types...); ok {
			return form{media: media, graph: formats[slices.Index(types, media)]}, nil
		}
		return form{}, problemf(http.StatusNotAcceptable, "none of %s is accepted", strings.Join(types, ", "))
	}
	if f, media, ok := result.NegotiateFormat(accept, result.JSON, result.XML, result.CSV, result.TSV); ok {
		return form{media: media, results: f}, nil
	}
	return form{}, problemf(http.StatusNotAcceptable, "no form of results is accepted: they are JSON, XML, CSV and TSV")
}

// name tells forms apart in ETags.
func (f form) name() string {
	if f.graph.Name != "" {
		return f.graph.Name
	}
	return f.results.String()
}

// contentType is the media type with its charset where it has one.
func (f form) contentType() string {
	if strings.HasPrefix(f.media, "text/") {
		return f.media + "; charset=utf-8"
	}
	return f.media
}

// serveQuery runs a query and streams its answer.
func (s *Server) serveQuery(w *writer, r *http.Request, q *request) (err error) {
	o, err := s.options(r, q)
	if err != nil {
		return err
	}
	if o.Dataset, err = q.dataset("default-graph-uri", "named-graph-uri"); err != nil {
		return err
	}
	services := &service.Late{}
	o.Services = services
	prepared, err := query.Prepare(q.text, o)
	if err != nil {
		return err
	}
	answer, err := chooseForm(listHeader(r, "Accept"), prepared.Form())
	if err != nil {
		return err
	}
	asOf, err := moment(q.values)
	if err != nil {
		return err
	}
	snap, err := s.store.Snapshot(r.Context(), asOf)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, snap.Close()) }()
	if prepared.Deterministic() && s.unchanged(w, r, snap.Seq(), answer.name()) {
		return nil
	}
	w.Header().Set("Content-Type", answer.contentType())
	w.Header().Set(eventHeader, formatSeq(snap.Seq()))
	if r.Method == http.MethodHead {
		w.WriteHeader(http.StatusOK)
		return nil
	}
	if s.opts.Services != nil {
		services.Caller = s.opts.Services(snap)
	}
	ds, err := s.withLog(r.Context(), prepared, snap)
	if err != nil {
		return err
	}
	results, err := prepared.Run(r.Context(), ds)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, results.Close()) }()
	return writeAnswer(r.Context(), w, answer, results, prepared.Prefixes())
}

// withLog adds the graph of the log where the query names it.
func (s *Server) withLog(ctx context.Context, q *query.Query, snap Snapshot) (exec.Dataset, error) {
	if !q.Mentions("<" + journal.Graph + ">") {
		return snap, nil
	}
	return journal.Over(ctx, snap, s.store.Events(ctx, snap.Seq()))
}

// writeAnswer writes the results of any query form.
func writeAnswer(ctx context.Context, w *writer, f form, r *query.Results, prefixes []algebra.Prefix) error {
	switch r.Form() {
	case algebra.Ask:
		yes, err := r.Boolean(ctx)
		if err != nil {
			return err
		}
		return result.WriteBoolean(w, f.results, yes)
	case algebra.Select:
		// The first solutions are found before anything is sent, so that what goes
		// wrong by then has a status of its own.
		first, err := r.Next(ctx)
		if err != nil {
			return err
		}
		return result.Write(ctx, w, f.results, &flushing{Source: r, w: w, first: first})
	}
	known := vocab.Prefixes()
	for _, p := range prefixes {
		known = slices.DeleteFunc(known, func(k vocab.Prefix) bool { return k.Name == p.Name }) // the query's own meaning
		known = append(known, vocab.Prefix{Name: p.Name, Namespace: p.IRI})
	}
	return writeGraphAnswer(w, f.graph, r, known)
}

func writeGraphAnswer(w io.Writer, f rdfio.Format, patch graph.PatchReader, prefixes []vocab.Prefix) error {
	out, err := rdfio.NewWriter(f, w, rdfio.WriterOptions{Prefixes: prefixes})
	if err != nil {
		return err
	}
	var b graph.PatchBatch
	for {
		switch err := patch.ReadPatch(&b); {
		case errors.Is(err, io.EOF):
			return out.Close()
		case err != nil:
			return err
		}
		if err := out.WritePatch(&b); err != nil {
			return err
		}
	}
}

// flushing sends what was written of a page before it asks for the next one, so
// that a client sees the first rows of a slow query.
type flushing struct {
	result.Source
	w     *writer
	first *result.Page // was asked for already; nil once it is handed out
}

// Next implements [result.Source].
func (f *flushing) Next(ctx context.Context) (*result.Page, error) {
	if first := f.first; first != nil {
		f.first = nil
		return first, nil
	}
	if f.w.started {
		if err := f.w.flush(); err != nil {
			return nil, err
		}
	}
	return f.Source.Next(ctx)
}

// isSyntax tells whether an error is about the text of a request.
func isSyntax(err error) bool {
	var syntax *sparql.SyntaxError
	return errors.As(err, &syntax) || errors.Is(err, sparql.ErrParam) || errors.Is(err, query.ErrUsing)
}

// isLimit tells whether an error is about a limit of a run.
func isLimit(err error) bool {
	var limit *exec.LimitError
	return errors.As(err, &limit)
}

// explain is what a client is told of an error: for a syntax error the place too. The
// names of packages mean nothing to it.
func explain(err error) string {
	var syntax *sparql.SyntaxError
	if errors.As(err, &syntax) {
		err = syntax
	}
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return fmt.Sprintf("the body is longer than %d bytes, the limit of this server", large.Limit)
	}
	text := err.Error()
	for _, name := range []string{"endpoint: ", "sparql: ", "query: ", "exec: ", "federation: "} {
		text = strings.TrimPrefix(text, name)
	}
	return text
}
