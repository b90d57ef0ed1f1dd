package endpoint

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/rdfio"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/dump"
	"github.com/chancery-graph/chancery/query/result"
)

// target is the graph that a Graph Store request is about.
type target struct {
	name  []byte // canonical text; empty is the default graph
	store bool   // no graph is named: the store itself, where POST makes new graphs
}

// serveGraphStore implements the SPARQL 1.1 Graph Store HTTP Protocol.
func (s *Server) serveGraphStore(w *writer, r *http.Request) error {
	t, err := graphTarget(r)
	if err != nil {
		return err
	}
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return s.getGraph(w, r, t)
	}
	if err := s.mayWrite(r); err != nil {
		return err
	}
	created := t.store
	if t.store {
		if r.Method != http.MethodPost {
			return problemf(http.StatusBadRequest, "no graph is named: give ?default or ?graph=IRI")
		}
		t.name = []byte("<" + base(r) + "/data/" + token() + ">")
		w.Header().Set("Location", string(t.name[1:len(t.name)-1]))
	}
	return s.writeGraph(w, r, t, created)
}

// graphTarget reads how a request names its graph (§4.1 and §4.2).
func graphTarget(r *http.Request) (target, error) {
	values := r.URL.Query()
	graphs, isDefault := values["graph"], values.Has("default")
	direct := strings.TrimPrefix(r.URL.Path, "/data") != "" && r.URL.Path != "/data/"
	switch {
	case len(graphs) > 1, len(graphs) == 1 && isDefault:
		return target{}, problemf(http.StatusBadRequest, "more than one graph is named, expected one of ?default and ?graph=IRI")
	case isDefault:
		return target{}, nil
	case len(graphs) == 1:
		if !graph.ValidIRI([]byte(graphs[0])) {
			return target{}, problemf(http.StatusBadRequest, "graph=%q is no absolute IRI", graphs[0])
		}
		return target{name: []byte("<" + graphs[0] + ">")}, nil
	case direct:
		iri := base(r) + r.URL.EscapedPath()
		if !graph.ValidIRI([]byte(iri)) {
			return target{}, problemf(http.StatusBadRequest, "%q is no IRI", iri)
		}
		return target{name: []byte("<" + iri + ">")}, nil
	default:
		return target{store: true}, nil
	}
}

// base is the address of the server as the client sees it.
func base(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

// token returns a fresh name.
func token() string {
	var b [12]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// graphFormats are what GET offers, best first: without graph names, but for the
// whole store.
func graphFormats(store bool) (formats []rdfio.Format, types []string) {
	formats = []rdfio.Format{rdfio.Turtle, rdfio.NTriples, rdfio.RDFXML, rdfio.JSONLD, rdfio.TriG, rdfio.NQuads}
	if store {
		formats = []rdfio.Format{rdfio.TriG, rdfio.NQuads, rdfio.JSONLD}
	}
	for _, f := range formats {
		types = append(types, f.MediaType)
	}
	return formats, types
}

func (s *Server) getGraph(w *writer, r *http.Request, t target) error {
	formats, types := graphFormats(t.store)
	media, ok := result.Negotiate(listHeader(r, "Accept"), types...)
	i := slices.Index(types, media)
	if !ok {
		return problemf(http.StatusNotAcceptable, "none of %s is accepted", strings.Join(types, ", "))
	}
	asOf, err := moment(r.URL.Query())
	if err != nil {
		return err
	}
	snap, err := s.store.Snapshot(r.Context(), asOf)
	if err != nil {
		return err
	}
	defer snap.Close()
	name := graph.None
	if !t.store {
		var found bool
		if name, found, err = existing(r.Context(), snap, t.name); err != nil {
			return err
		} else if !found && len(t.name) > 0 {
			return problemf(http.StatusNotFound, "there is no graph %s as of event %s", t.name, formatSeq(snap.Seq()))
		}
	}
	if s.unchanged(w, r, snap.Seq(), formats[i].Name) {
		return nil
	}
	w.Header().Set("Content-Type", types[i])
	if r.Method == http.MethodHead {
		w.WriteHeader(http.StatusOK)
		return nil
	}
	return writeStatements(r.Context(), w, snap, formats[i], dump.Options{Graph: name, Triples: !t.store})
}

// existing tells whether a graph has statements. The default graph always is
// there; its ID is [graph.DefaultGraph].
func existing(ctx context.Context, snap Snapshot, name []byte) (graph.ID, bool, error) {
	if len(name) == 0 {
		n, err := snap.Count(ctx, graph.Pattern{G: graph.DefaultGraph})
		return graph.DefaultGraph, n > 0, err
	}
	id, ok, err := snap.Lookup(ctx, name)
	if err != nil || !ok {
		return id, false, err
	}
	n, err := snap.Count(ctx, graph.Pattern{G: id})
	return id, n > 0, err
}

// writeStatements writes what a dump yields.
func writeStatements(ctx context.Context, w io.Writer, snap Snapshot, f rdfio.Format, o dump.Options) error {
	var out rdfio.Writer
	begin := func(prefixes []vocab.Prefix) (err error) {
		out, err = rdfio.NewWriter(f, w, rdfio.WriterOptions{Prefixes: prefixes})
		return err
	}
	o.TypesFirst = true
	if _, err := dump.Statements(ctx, snap, o, vocab.Prefixes(), begin, func(b *graph.PatchBatch) error { return out.WritePatch(b) }); err != nil {
		return err
	}
	return out.Close()
}

// writeGraph does PUT, POST and DELETE as one event.
func (s *Server) writeGraph(w *writer, r *http.Request, t target, created bool) (err error) {
	body, err := newSpool(http.MaxBytesReader(w.ResponseWriter, r.Body, s.opts.MaxBody))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, body.Close()) }()
	existed := false
	change := Change{Kind: graph.KindUpdate, Message: fmt.Sprintf("%s %s", r.Method, orDefaultGraph(t.name))}
	change.Patch = func(ctx context.Context, latest Snapshot) (graph.PatchReader, error) {
		id, found, err := existing(ctx, latest, t.name)
		if err != nil {
			return nil, err
		}
		existed = found
		if err := s.precondition(r, latest.Seq(), found); err != nil {
			return nil, err
		}
		var parts []graph.PatchReader
		if found && r.Method != http.MethodPost {
			gone, err := dump.Removal(ctx, latest, graph.Pattern{G: id})
			if err != nil {
				return nil, err
			}
			parts = append(parts, gone)
		}
		if r.Method == http.MethodDelete {
			if !found && len(t.name) > 0 {
				return nil, problemf(http.StatusNotFound, "there is no graph %s", t.name)
			}
			return &sequence{parts: parts}, nil
		}
		bodies, err := s.bodies(r, t, body)
		if err != nil {
			return nil, errors.Join(err, (&sequence{parts: parts}).Close())
		}
		return &sequence{parts: append(parts, bodies...)}, nil
	}
	receipt, err := s.store.Append(r.Context(), change)
	if err != nil {
		return err
	}
	w.Header().Set(eventHeader, formatSeq(receipt.Seq))
	if created || !existed && r.Method != http.MethodDelete {
		w.WriteHeader(http.StatusCreated)
	} else {
		w.WriteHeader(http.StatusNoContent)
	}
	return nil
}

func orDefaultGraph(name []byte) string {
	if len(name) == 0 {
		return "the default graph"
	}
	return string(name)
}
