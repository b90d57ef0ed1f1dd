package endpoint_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/chancery-graph/chancery/graph/codec/rdfio"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/query/endpoint"
	"github.com/chancery-graph/chancery/query/memory"
)

// TestW3CProtocol runs the W3C tests of the protocol.
func TestW3CProtocol(t *testing.T) {
	dir := graphtest.SharedDir(t, "conformance", "rdf-tests", "sparql", "sparql11")
	m := openManifest(t, filepath.Join(dir, "protocol", "manifest.ttl"))
	runConnections(t, "protocol", m, "/sparql/", "/sparql", 34)
}

// TestW3CGraphStore runs the W3C tests of the graph store protocol.
func TestW3CGraphStore(t *testing.T) {
	dir := graphtest.SharedDir(t, "conformance", "rdf-tests", "sparql", "sparql11")
	for name, least := range map[string]int{"direct": 4, "indirect": 9} {
		m := openManifest(t, filepath.Join(dir, "graph-store-protocol", "manifest-"+name+".ttl"))
		runConnections(t, "graph-store-protocol, "+name, m, "/gsp", "/data", least)
	}
}

func runConnections(t *testing.T, name string, m *manifest, from, to string, least int) {
	entries := m.entries()
	if len(entries) == 0 {
		t.Fatalf("%s: the manifest lists no tests", name)
	}
	passed := 0
	for _, entry := range entries {
		if t.Run(entry.one(mf+"name").text(), func(t *testing.T) { runConnection(t, entry, from, to) }) {
			passed++
		}
	}
	graphtest.ReportSuite(t, "sparql11 "+name, passed, len(entries), least)
}

// runConnection sends the requests of one test to a store of its own.
func runConnection(t *testing.T, entry node, from, to string) {
	store := newStore()
	for _, data := range entry.all(ut + "graphData") {
		loadGraph(t, store, filepath.Join(entry.m.dir, filepath.Base(data.one(ut+"graph").text())), data.one(rdl).text())
	}
	handler, err := endpoint.New(store, endpoint.Options{DefaultGraphOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	requests := entry.one(mf + "action").one(ht + "requests").list()
	if len(requests) == 0 {
		t.Fatal("the test has no requests")
	}
	vars := strings.NewReplacer()
	for _, r := range requests {
		location := runRequest(t, server, r, from, to, vars)
		if want := r.one(ht + "resp").one(mf + "expectedLocation").text(); want != "" {
			if location == "" {
				t.Errorf("no Location, expected one")
			}
			vars = strings.NewReplacer(want, location)
		}
	}
}

func loadGraph(t *testing.T, s *memoryStore, path, name string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := rdfio.NewReader(rdfio.NTriples, f, rdfio.ReaderOptions{Graph: []byte("<" + name + ">")})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.b.Apply(r, ""); err != nil {
		t.Fatal(err)
	}
	s.states[0] = s.b.Dataset()
}

// runRequest sends one request, checks the response and returns its Location.
func runRequest(t *testing.T, server *httptest.Server, r node, from, to string, vars *strings.Replacer) string {
	t.Helper()
	path := strings.Replace(vars.Replace(r.one(ht+"absolutePath").text()), from, to, 1)
	body := r.one(ht + "body")
	text := []byte(vars.Replace(body.one(cnt + "chars").text()))
	if body.one(cnt+"characterEncoding").text() == "UTF-16" {
		text = encodeUTF16(string(text))
	}
	request, err := http.NewRequest(r.one(ht+"methodName").text(), server.URL+path, bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	// The suite's own name, so that graphs are called what it calls them.
	request.Host = "www.example"
	for _, h := range r.one(ht + "headers").list() {
		request.Header.Add(h.one(ht+"fieldName").text(), h.one(ht+"fieldValue").text())
	}
	response, err := server.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	got, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	checkResponse(t, fmt.Sprintf("%s %s", request.Method, path), r.one(ht+"resp"), response, got)
	return response.Header.Get("Location")
}

func encodeUTF16(s string) (b []byte) {
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return b
}

var statuses = map[string]func(int) bool{
	"OK":            func(s int) bool { return s == 200 },
	"Created":       func(s int) bool { return s == 201 },
	"NoContent":     func(s int) bool { return s == 204 },
	"NotFound":      func(s int) bool { return s == 404 },
	"StatusCode2xx": func(s int) bool { return s/100 == 2 },
	"StatusCode3xx": func(s int) bool { return s/100 == 3 },
	"StatusCode4xx": func(s int) bool { return s/100 == 4 },
}

func checkResponse(t *testing.T, what string, want node, got *http.Response, body []byte) {
	t.Helper()
	fits := false
	for _, s := range want.all(mf + "expectedStatus") {
		check, known := statuses[s.text()[strings.LastIndexByte(s.text(), '#')+1:]]
		if !known {
			t.Fatalf("%s: the test expects %s, which means nothing here", what, s.term)
		}
		fits = fits || check(got.StatusCode)
	}
	if !fits {
		t.Errorf("%s: status %s, expected one of %v\n%s", what, got.Status, want.all(mf+"expectedStatus"), body)
	}
	contentType := got.Header.Get("Content-Type")
	switch format := want.one(mf + "expectedFormat").text(); format {
	case "", "empty":
	case "boolean", "tabular":
		if !strings.HasPrefix(contentType, "application/sparql-results+") && (format == "boolean" || !strings.HasPrefix(contentType, "text/")) {
			t.Errorf("%s: Content-Type %s for a %s result", what, contentType, format)
		}
	case "RDF":
		if _, ok := rdfio.Lookup(contentType); !ok {
			t.Errorf("%s: Content-Type %s, expected RDF", what, contentType)
		}
	default:
		t.Fatalf("%s: the test expects the format %q, which means nothing here", what, format)
	}
	if b := want.one(mf + "expectedBoolean"); b.term != "" && !strings.Contains(string(body), `"boolean":`+b.text()) {
		t.Errorf("%s: answer %s, expected %s", what, body, b.text())
	}
	checkGraph(t, what, want, contentType, body)
}

// checkGraph compares a graph that the test spells out.
func checkGraph(t *testing.T, what string, want node, contentType string, body []byte) {
	t.Helper()
	expected := want.one(ht + "body").one(cnt + "chars").text()
	if expected == "" {
		return
	}
	format, ok := rdfio.Lookup(contentType)
	if !ok {
		t.Fatalf("%s: Content-Type %s, expected RDF", what, contentType)
	}
	a, b := statementsOf(t, rdfio.Turtle, expected), statementsOf(t, format, string(body))
	if !graphtest.Isomorphic(a, b) {
		t.Errorf("%s: got\n%s\nexpected\n%s", what, body, expected)
	}
}

func statementsOf(t *testing.T, f rdfio.Format, text string) []graphtest.Statement {
	t.Helper()
	r, err := rdfio.NewReader(f, strings.NewReader(text), rdfio.ReaderOptions{Base: "http://www.example/"})
	if err != nil {
		t.Fatal(err)
	}
	all := &keeping{}
	if err := memory.NewBuilder().Apply(&recorder{r, all}, ""); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	var quads []graphtest.Statement
	for _, c := range all.all {
		quads = append(quads, graphtest.Statement{S: string(c.S), P: string(c.P), O: string(c.O), G: string(c.G)})
	}
	return quads
}

// TestW3CServiceDescription checks what the W3C tests of service descriptions
// ask for in words: RDF, an sd:endpoint that is the address, and the schema.
func TestW3CServiceDescription(t *testing.T) {
	handler, err := endpoint.New(newStore(), endpoint.Options{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	response, err := server.Client().Get(server.URL + "/sparql")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	format, ok := rdfio.Lookup(response.Header.Get("Content-Type"))
	if !ok {
		t.Fatalf("Content-Type %s, expected RDF", response.Header.Get("Content-Type"))
	}
	const sd = "<http://www.w3.org/ns/sparql-service-description#"
	passed := 1
	statements := statementsOf(t, format, string(body))
	if slices.ContainsFunc(statements, func(q graphtest.Statement) bool { return q.P == sd+"endpoint>" && q.O == "<"+server.URL+"/sparql>" }) {
		passed++
	} else {
		t.Errorf("no sd:endpoint with the address in\n%s", body)
	}
	if schemaHolds(t, statements) {
		passed++
	}
	graphtest.ReportSuite(t, "sparql11 service-description", passed, 3, 3)
}

// schemaHolds checks classes and ranges of the terms that are used.
func schemaHolds(t *testing.T, statements []graphtest.Statement) bool {
	const sd = "<http://www.w3.org/ns/sparql-service-description#"
	types := map[string][]string{}
	for _, q := range statements {
		if q.P == "<"+rdf+"type>" {
			types[q.S] = append(types[q.S], q.O)
		}
	}
	holds := true
	for _, q := range statements {
		for predicate, classes := range map[string][2]string{
			"defaultDataset>": {"Service>", "Dataset>"}, "defaultGraph>": {"Dataset>", "Graph>"}, "endpoint>": {"Service>", ""},
			"feature>": {"Service>", ""}, "supportedLanguage>": {"Service>", ""}, "resultFormat>": {"Service>", ""}, "inputFormat>": {"Service>", ""},
		} {
			if q.P != sd+predicate {
				continue
			}
			if !slices.Contains(types[q.S], sd+classes[0]) || classes[1] != "" && !slices.Contains(types[q.O], sd+classes[1]) {
				t.Errorf("%v: expected %s and %s", q, classes[0], classes[1])
				holds = false
			}
		}
	}
	return holds
}
