package endpoint

import (
	"net/http"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/rdfio"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/result"
)

const (
	sd     = "http://www.w3.org/ns/sparql-service-description#"
	format = "http://www.w3.org/ns/formats/"
	void   = "http://rdfs.org/ns/void#"
)

// serveDescription answers a GET without a query (SPARQL 1.1 Service
// Description §2).
func (s *Server) serveDescription(w *writer, r *http.Request) error {
	formats, types := graphFormats(false)
	media, _ := result.Negotiate(listHeader(r, "Accept"), types...)
	i := max(0, slices.Index(types, media)) // browsers ask for pages; Turtle is text at least
	snap, err := s.store.Snapshot(r.Context(), "")
	if err != nil {
		return err
	}
	defer snap.Close()
	if s.unchanged(w, r, snap.Seq(), "sd-"+formats[i].Name) {
		return nil
	}
	all, err := snap.Count(r.Context(), graph.Pattern{})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", types[i])
	if r.Method == http.MethodHead {
		w.WriteHeader(http.StatusOK)
		return nil
	}
	b := &graph.PatchBatch{}
	s.describe(b, base(r)+r.URL.EscapedPath(), all)
	out, err := rdfio.NewWriter(formats[i], w, rdfio.WriterOptions{Pretty: true, Prefixes: append(vocab.Prefixes(), vocab.Prefix{Name: "sd", Namespace: sd}, vocab.Prefix{Name: "void", Namespace: void})})
	if err != nil {
		return err
	}
	if err := out.WritePatch(b); err != nil {
		return err
	}
	return out.Close()
}

// describe adds the statements of the description.
func (s *Server) describe(b *graph.PatchBatch, endpoint string, triples uint64) {
	add := func(subject, predicate, object string) {
		c := b.Next()
		*c = graph.Change{Op: graph.Add, S: []byte(subject), P: []byte("<" + predicate + ">"), O: []byte(object)}
	}
	const service, dataset, defaultGraph = "_:service", "_:dataset", "_:default"
	typed := func(subject, class string) { add(subject, vocab.RDF+"type", "<"+sd+class+">") }
	typed(service, "Service")
	add(service, sd+"endpoint", "<"+endpoint+">")
	for _, language := range s.languages() {
		add(service, sd+"supportedLanguage", "<"+sd+language+">")
	}
	if !s.opts.DefaultGraphOnly {
		add(service, sd+"feature", "<"+sd+"UnionDefaultGraph>")
	}
	if s.opts.Services != nil {
		add(service, sd+"feature", "<"+sd+"BasicFederatedQuery>")
	}
	for _, f := range strings.Fields("SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV Turtle N-Triples N-Quads TriG RDF_XML JSON-LD") {
		add(service, sd+"resultFormat", "<"+format+f+">")
	}
	for _, f := range strings.Fields("Turtle N-Triples N-Quads TriG RDF_XML JSON-LD") {
		add(service, sd+"inputFormat", "<"+format+f+">")
	}
	add(service, sd+"defaultDataset", dataset)
	typed(dataset, "Dataset")
	add(dataset, sd+"defaultGraph", defaultGraph)
	typed(defaultGraph, "Graph")
	add(defaultGraph, void+"triples", `"`+formatSeq(graph.Seq(triples))+`"^^<`+vocab.XSD+`integer>`)
}

func (s *Server) languages() []string {
	if s.opts.ReadOnly {
		return []string{"SPARQL10Query", "SPARQL11Query"}
	}
	return []string{"SPARQL10Query", "SPARQL11Query", "SPARQL11Update"}
}
