package endpoint

import (
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/algebra"
)

// request is a query or an update as the protocol carries it (SPARQL 1.1
// Protocol §2.1 and §2.2).
type request struct {
	text   string
	update bool
	values url.Values // of the address, and of the form
}

// serveSPARQL answers queries, updates and, without either, the service
// description.
func (s *Server) serveSPARQL(w *writer, r *http.Request) error {
	q, err := s.readRequest(w, r)
	switch {
	case err != nil:
		return err
	case q == nil:
		return s.serveDescription(w, r)
	case q.update:
		return s.serveUpdate(w, r, q)
	default:
		return s.serveQuery(w, r, q)
	}
}

// readRequest reads the request; nil is a GET without one.
func (s *Server) readRequest(w *writer, r *http.Request) (*request, error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, problemf(http.StatusBadRequest, "address: %v", err)
	}
	q := &request{values: values}
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		if values.Has("update") {
			w.Header().Set("Allow", "POST, OPTIONS")
			return nil, problemf(http.StatusMethodNotAllowed, "an update must be sent by POST")
		}
		if !values.Has("query") {
			return nil, nil
		}
	default: // POST
		if err := s.readPost(w, r, q); err != nil {
			return nil, err
		}
	}
	if q.text == "" {
		if err := q.take(); err != nil {
			return nil, err
		}
	}
	if int64(len(q.text)) > s.opts.MaxQuery {
		return nil, problemf(http.StatusRequestEntityTooLarge, "the text has %d bytes, the limit is %d", len(q.text), s.opts.MaxQuery)
	}
	if !utf8.ValidString(q.text) {
		return nil, problemf(http.StatusBadRequest, "the text is not UTF-8")
	}
	return q, nil
}

// readPost reads the body: a form, or the text itself.
func (s *Server) readPost(w *writer, r *http.Request, q *request) error {
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return problemf(http.StatusUnsupportedMediaType, "Content-Type %q: expected application/x-www-form-urlencoded, application/sparql-query or application/sparql-update", r.Header.Get("Content-Type"))
	}
	if charset := params["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
		return problemf(http.StatusUnsupportedMediaType, "charset %q, expected UTF-8", charset)
	}
	// A form may be three times as long as the text in it.
	body, err := io.ReadAll(http.MaxBytesReader(w.ResponseWriter, r.Body, 3*s.opts.MaxQuery+1<<16))
	if err != nil {
		return err
	}
	switch media {
	case "application/sparql-query", "application/sparql-update":
		q.update = media == "application/sparql-update"
		if q.values.Has("query") || q.values.Has("update") {
			return problemf(http.StatusBadRequest, "a query or update stands in the address and in the body, expected one")
		}
		if q.text = string(body); q.text == "" {
			return problemf(http.StatusBadRequest, "the body is empty")
		}
		return nil
	case "application/x-www-form-urlencoded":
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return problemf(http.StatusBadRequest, "form: %v", err)
		}
		for name, all := range form {
			q.values[name] = append(q.values[name], all...)
		}
		return nil
	}
	return problemf(http.StatusUnsupportedMediaType, "Content-Type %q: expected application/x-www-form-urlencoded, application/sparql-query or application/sparql-update", media)
}

// take finds the text among the parameters.
func (q *request) take() error {
	queries, updates := q.values["query"], q.values["update"]
	switch {
	case len(queries)+len(updates) == 0:
		return problemf(http.StatusBadRequest, "neither query nor update is given")
	case len(queries)+len(updates) > 1:
		return problemf(http.StatusBadRequest, "%d queries and %d updates are given, expected one", len(queries), len(updates))
	case len(queries) == 1:
		q.text = queries[0]
	default:
		q.text, q.update = updates[0], true
	}
	return nil
}

// dataset reads the parameters that replace the dataset; nil if there are none.
func (q *request) dataset(defaults, named string) (*algebra.Dataset, error) {
	if !q.values.Has(defaults) && !q.values.Has(named) {
		return nil, nil
	}
	d := &algebra.Dataset{Default: []string{}, Named: []string{}}
	for _, each := range []struct {
		name string
		into *[]string
	}{{defaults, &d.Default}, {named, &d.Named}} {
		for _, iri := range q.values[each.name] {
			if !graph.ValidIRI([]byte(iri)) {
				return nil, problemf(http.StatusBadRequest, "%s=%q is no absolute IRI", each.name, iri)
			}
			*each.into = append(*each.into, "<"+iri+">")
		}
	}
	return d, nil
}

// options are those of a run.
func (s *Server) options(r *http.Request, q *request) (query.Options, error) {
	o := query.Options{
		Base:             base(r) + r.URL.EscapedPath(),
		DefaultGraphOnly: s.opts.DefaultGraphOnly,
		Limits:           query.Limits{MaxMemory: s.opts.MaxMemory, MaxRows: s.opts.MaxRows},
	}
	if s.opts.Timeout > 0 {
		o.Limits.Timeout = s.opts.Timeout
	}
	if text := q.values.Get("timeout"); text != "" {
		seconds, err := strconv.ParseFloat(text, 64)
		if err != nil || !(seconds > 0) || seconds > 1e6 {
			return o, problemf(http.StatusBadRequest, "timeout=%q, expected seconds", text)
		}
		asked := max(1, time.Duration(seconds*float64(time.Second))) // 0 would be no limit at all
		if o.Limits.Timeout == 0 || asked < o.Limits.Timeout {
			o.Limits.Timeout = asked
		}
	}
	return o, nil
}
