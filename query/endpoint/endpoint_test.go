package endpoint_test

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/chancery-graph/chancery/query/endpoint"
)

// served starts a server over three events.
func served(t *testing.T, o endpoint.Options) *httptest.Server {
	t.Helper()
	handler, err := endpoint.New(newStore(), o)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server
}

// call sends a request: "METHOD /path", headers as "Name: value".
func call(t *testing.T, s *httptest.Server, target, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	method, path, _ := strings.Cut(target, " ")
	r, err := http.NewRequest(method, s.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "identity")
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	response, err := s.Client().Do(r)
	if err != nil {
		t.Fatalf("%s %.80q: %v", target, body, err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(text)
}

const (
	isQuery  = "Content-Type: application/sparql-query"
	isUpdate = "Content-Type: application/sparql-update"
	isTurtle = "Content-Type: text/turtle"
)

// insert makes n events, of one statement each.
func insert(t *testing.T, s *httptest.Server, n int, headers ...string) {
	t.Helper()
	for i := range n {
		r, text := call(t, s, "POST /sparql", fmt.Sprintf("INSERT DATA { GRAPH <http://example.org/g> { <http://example.org/s> <http://example.org/p> %d } }", i), append([]string{isUpdate}, headers...)...)
		if r.StatusCode != http.StatusNoContent {
			t.Fatalf("insert: %s %s", r.Status, text)
		}
	}
}

func TestAsOfAndETag(t *testing.T) {
	s := served(t, endpoint.Options{})
	insert(t, s, 3)
	const count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
	for _, c := range []struct{ asOf, event, rows string }{{"", "3", "3"}, {"&as-of=1", "1", "1"}, {"&as-of=0", "0", "0"}} {
		r, text := call(t, s, "GET /sparql?query="+url.QueryEscape(count)+c.asOf, "", "Accept: text/csv")
		if r.StatusCode != 200 || text != "n\r\n"+c.rows+"\r\n" || r.Header.Get("Chancery-Event") != c.event {
			t.Errorf("as of %q: %s %q, event %s", c.asOf, r.Status, text, r.Header.Get("Chancery-Event"))
		}
		tag := r.Header.Get("ETag")
		if r, _ = call(t, s, "GET /sparql?query="+url.QueryEscape(count)+c.asOf, "", "Accept: text/csv", "If-None-Match: "+tag); r.StatusCode != http.StatusNotModified {
			t.Errorf("as of %q: %s for the ETag that was given", c.asOf, r.Status)
		}
		if r, _ = call(t, s, "GET /sparql?query="+url.QueryEscape(count)+c.asOf, "", "Accept: application/json", "If-None-Match: "+tag); r.StatusCode != 200 {
			t.Errorf("as of %q: %s for the ETag of another form", c.asOf, r.Status)
		}
	}
	for _, bad := range []string{"&as-of=9", "&as-of=soon", "&as-of=1&as-of=2"} {
		if r, text := call(t, s, "GET /sparql?query="+url.QueryEscape(count)+bad, ""); r.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %s %s", bad, r.Status, text)
		}
	}
	if r, _ := call(t, s, "GET /sparql?query="+url.QueryEscape("SELECT (RAND() AS ?r) {}"), ""); r.Header.Get("ETag") != "" {
		t.Error("a query that changes from call to call has an ETag")
	}
}

func TestLog(t *testing.T) {
	s := served(t, endpoint.Options{})
	insert(t, s, 2)
	const q = `PREFIX chy: <https://chancery.example/ns#>
		SELECT ?event ?kind ?n { GRAPH chy:log { ?event chy:kind ?kind ; chy:sequence ?n } } ORDER BY ?n`
	_, text := call(t, s, "POST /sparql", q, isQuery, "Accept: text/csv")
	if want := "event,kind,n\r\nhttps://chancery.example/event/1,update,1\r\nhttps://chancery.example/event/2,update,2\r\n"; text != want {
		t.Errorf("got %q, want %q", text, want)
	}
	if _, text = call(t, s, "POST /sparql?as-of=1", q, isQuery, "Accept: text/csv"); strings.Count(text, "\n") != 2 {
		t.Errorf("as of event 1: %q", text)
	}
	// The log is no part of the union of graphs, nor one of the named graphs.
	if _, text = call(t, s, "POST /sparql", "SELECT ?g { GRAPH ?g { ?s ?p ?o } FILTER(?g = <https://chancery.example/ns#log>) }", isQuery, "Accept: text/csv"); text != "g\r\n" {
		t.Errorf("GRAPH ?g: %q", text)
	}
}

func TestTokens(t *testing.T) {
	const read, write = "a-token-for-reading", "a-token-for-writing"
	s := served(t, endpoint.Options{ReadTokens: []string{read}, WriteTokens: []string{write}})
	insert(t, s, 1, "Authorization: Bearer "+write)
	for _, c := range []struct {
		target, body, kind, token string
		status                    int
	}{
		{"POST /sparql", "ASK {}", isQuery, "", 401},
		{"POST /sparql", "ASK {}", isQuery, "unknown-and-long-enough", 401},
		{"POST /sparql", "ASK {}", isQuery, read, 200},
		{"POST /sparql", "ASK {}", isQuery, write, 200},
		{"POST /sparql", "CLEAR ALL", isUpdate, read, 403},
		{"PUT /data?default", "", isTurtle, read, 403},
		{"DELETE /data?graph=http://example.org/g", "", isTurtle, "", 401},
		{"PUT /saved/x", "ASK {}", isQuery, read, 404},
		{"GET /metrics", "", isQuery, "", 401},
		{"GET /health", "", isQuery, "", 200},
		{"GET /", "", isQuery, "", 200},
		{"POST /sparql", "CLEAR ALL", isUpdate, write, 204},
	} {
		headers := []string{c.kind}
		if c.token != "" {
			headers = append(headers, "Authorization: Bearer "+c.token)
		}
		if r, text := call(t, s, c.target, c.body, headers...); r.StatusCode != c.status {
			t.Errorf("%s %q with token %q: %s %s, want %d", c.target, c.body, c.token, r.Status, text, c.status)
		}
	}
	if _, err := endpoint.New(newStore(), endpoint.Options{WriteTokens: []string{"short"}}); err == nil {
		t.Error("a token of five characters is taken")
	}
}

func TestReadOnly(t *testing.T) {
	s := served(t, endpoint.Options{ReadOnly: true})
	for _, c := range [][3]string{{"POST /sparql", "CLEAR ALL", isUpdate}, {"PUT /data?default", "", isTurtle}, {"POST /data", "", isTurtle}, {"DELETE /data?default", "", isTurtle}} {
		if r, text := call(t, s, c[0], c[1], c[2]); r.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %s %s", c[0], r.Status, text)
		}
	}
}

func TestOrigins(t *testing.T) {
	s := served(t, endpoint.Options{Origins: []string{"https://good.example"}, Hosts: []string{"127.0.0.1"}})
	r, _ := call(t, s, "GET /sparql?query=ASK{}", "", "Origin: https://good.example")
	if got := r.Header.Get("Access-Control-Allow-Origin"); got != "https://good.example" {
		t.Errorf("allowed origin: Access-Control-Allow-Origin is %q", got)
	}
	r, _ = call(t, s, "OPTIONS /sparql", "", "Origin: https://good.example", "Access-Control-Request-Method: POST")
	if r.StatusCode != 204 || !strings.Contains(r.Header.Get("Access-Control-Allow-Methods"), "POST") {
		t.Errorf("preflight: %s %v", r.Status, r.Header)
	}
	r, _ = call(t, s, "GET /sparql?query=ASK{}", "", "Origin: https://bad.example")
	if got := r.Header.Get("Access-Control-Allow-Origin"); got != "" {
		t.Errorf("other origin: Access-Control-Allow-Origin is %q", got)
	}
	if r, _ = call(t, s, "POST /sparql", "CLEAR ALL", isUpdate, "Origin: https://bad.example"); r.StatusCode != http.StatusForbidden {
		t.Errorf("a page from elsewhere may write: %s", r.Status)
	}
	if r, _ = call(t, s, "POST /sparql", "CLEAR ALL", isUpdate, "Origin: "+s.URL); r.StatusCode != http.StatusNoContent {
		t.Errorf("the server's own page may not write: %s", r.Status)
	}
	request, err := http.NewRequest("GET", s.URL+"/sparql?query=ASK{}", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Host = "rebound.example"
	response, err := s.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("a name that is not the server's: %s", response.Status)
	}
}

func TestPacking(t *testing.T) {
	s := served(t, endpoint.Options{})
	r, text := call(t, s, "GET /sparql?query=ASK{}", "", "Accept-Encoding: gzip")
	if r.Header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("headers %v", r.Header)
	}
	z, err := gzip.NewReader(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(z); err != nil || string(b) != "{\"head\":{},\"boolean\":true}\n" {
		t.Errorf("got %q %v", b, err)
	}
	if r, _ = call(t, s, "GET /sparql?query=ASK{}", "", "Accept-Encoding: br, gzip;q=0"); r.Header.Get("Content-Encoding") != "" {
		t.Error("packed for a client that refuses it")
	}
}

// TestBrokenAnswer: when a limit is met after the first rows were sent, the
// connection breaks; before that there is a status.
func TestBrokenAnswer(t *testing.T) {
	s := served(t, endpoint.Options{MaxRows: 5000})
	var b strings.Builder
	b.WriteString("INSERT DATA {")
	for i := range 6000 {
		fmt.Fprintf(&b, " <http://example.org/s> <http://example.org/p> %d .", i)
	}
	b.WriteString("}")
	if r, text := call(t, s, "POST /sparql", b.String(), isUpdate); r.StatusCode != 204 {
		t.Fatalf("%s %s", r.Status, text)
	}
	for _, accept := range []string{"application/json", "text/csv", "application/sparql-results+xml"} {
		r, err := http.NewRequest("GET", s.URL+"/sparql?query="+url.QueryEscape("SELECT * { ?s ?p ?o }"), nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept", accept)
		response, err := s.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err == nil {
			t.Errorf("%s: a part of %d bytes looks whole", accept, len(text))
		}
	}
	if r, text := call(t, s, "GET /sparql?query="+url.QueryEscape("SELECT * { ?s ?p ?o . ?t ?q ?v } ORDER BY ?v ?o")+"&timeout=0.001", ""); r.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("time limit: %s %.200s", r.Status, text)
	}
}

func TestRefusals(t *testing.T) {
	s := served(t, endpoint.Options{MaxQuery: 1000, MaxBody: 2000})
	long := strings.Repeat("#", 1001)
	for _, c := range []struct {
		target, body, kind string
		status             int
		says               string
	}{
		{"GET /sparql?query=SELEC", "", isQuery, 400, "1:1"},
		{"POST /sparql", "ASK {} " + long, isQuery, 413, "limit"},
		{"PUT /data?default", strings.Repeat("# x\n", 600), isTurtle, 413, ""},
		{"PUT /data?default", "<http://example.org/a> <http://example.org/b> .", isTurtle, 400, "1:4"},
		{"PUT /data?default", "x", "Content-Type: image/png", 415, "image/png"},
		{"PUT /data", "", isTurtle, 400, "graph=IRI"},
		{"GET /data?graph=relative", "", isTurtle, 400, "no absolute IRI"},
		{"GET /data?graph=http://example.org/a&default", "", isTurtle, 400, "more than one"},
		{"GET /sparql?query=ASK{}&default-graph-uri=x", "", isQuery, 400, "no absolute IRI"},
		{"GET /sparql?query=ASK{}&timeout=-1", "", isQuery, 400, "timeout"},
		{"POST /sparql", "CREATE GRAPH <http://example.org/n> ; LOAD <http://example.org/x>", isUpdate, 403, "LOAD"},
		{"POST /sparql", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", isQuery, 403, "SERVICE"},
		{"GET /nothing", "", isQuery, 404, ""},
		{"PATCH /data?default", "", isTurtle, 405, "PATCH"},
	} {
		r, text := call(t, s, c.target, c.body, c.kind)
		if r.StatusCode != c.status || !strings.Contains(text, c.says) {
			t.Errorf("%s %.60q: %s %q, want %d and %q", c.target, c.body, r.Status, text, c.status, c.says)
		}
	}
	if r, _ := call(t, s, "GET /sparql?query=ASK{}", "", "Accept: image/png"); r.StatusCode != http.StatusNotAcceptable {
		t.Errorf("Accept: image/png: %s", r.Status)
	}
	if r, text := call(t, s, "GET /sparql?query="+url.QueryEscape("SELECT * {?s ?p ?o}"), "", "Accept: text/csv"); text != "s,p,o\r\n" || r.StatusCode != 200 {
		t.Errorf("after requests that were refused the store has %q", text)
	}
}

// savedInMemory keeps queries in memory.
type savedInMemory struct {
	mu  sync.Mutex
	all map[string]string
}

func (s *savedInMemory) List() (list []endpoint.SavedQuery, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for name, text := range s.all {
		list = append(list, endpoint.SavedQuery{Name: name, Text: text})
	}
	return list, nil
}

func (s *savedInMemory) Save(q endpoint.SavedQuery) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if strings.Contains(q.Name, "/") {
		return fmt.Errorf("%w: %q", endpoint.ErrQueryName, q.Name)
	}
	s.all[q.Name] = q.Text
	return nil
}

func (s *savedInMemory) Remove(name string) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok := s.all[name]
	delete(s.all, name)
	return ok, nil
}

func TestSaved(t *testing.T) {
	s := served(t, endpoint.Options{Saved: &savedInMemory{all: map[string]string{}}})
	if r, text := call(t, s, "PUT /saved/qui%20%C3%A0%20vu%20qui", "ASK { # é\n }", isQuery); r.StatusCode != 204 {
		t.Fatalf("%s %s", r.Status, text)
	}
	if _, text := call(t, s, "GET /saved", ""); !strings.Contains(text, `{"name":"qui à vu qui","text":"ASK { # é\n }"}`) {
		t.Errorf("list: %s", text)
	}
	if r, _ := call(t, s, "PUT /saved/a%2Fb", "ASK {}", isQuery); r.StatusCode != 400 {
		t.Errorf("a name with a slash: %s", r.Status)
	}
	if r, _ := call(t, s, "DELETE /saved/qui%20%C3%A0%20vu%20qui", ""); r.StatusCode != 204 {
		t.Errorf("remove: %s", r.Status)
	}
	if r, _ := call(t, s, "DELETE /saved/qui%20%C3%A0%20vu%20qui", ""); r.StatusCode != 404 {
		t.Errorf("remove again: %s", r.Status)
	}
}

// failingStore breaks in every way that a store can.
type failingStore struct{ *memoryStore }

func (failingStore) Snapshot(context.Context, string) (endpoint.Snapshot, error) {
	return nil, errors.New("the disk is on fire")
}

func TestStoreFails(t *testing.T) {
	handler, err := endpoint.New(failingStore{newStore()}, endpoint.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(handler)
	defer s.Close()
	for _, target := range []string{"GET /health", "GET /sparql?query=ASK{}", "GET /data?default", "GET /sparql", "GET /metrics"} {
		if r, text := call(t, s, target, ""); r.StatusCode != 500 || !strings.Contains(text, "on fire") {
			t.Errorf("%s: %s %s", target, r.Status, text)
		}
	}
}

func TestManyAtOnce(t *testing.T) {
	s := served(t, endpoint.Options{MaxActive: 64})
	insert(t, s, 1)
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			if i%4 == 0 {
				r, text := call(t, s, "POST /sparql", fmt.Sprintf("INSERT DATA { <http://example.org/s> <http://example.org/w> %d }", i), isUpdate)
				if r.StatusCode != 204 {
					t.Errorf("%s %s", r.Status, text)
				}
				return
			}
			if r, text := call(t, s, "POST /sparql", "SELECT * { ?s ?p ?o }", isQuery); r.StatusCode != 200 {
				t.Errorf("%s %s", r.Status, text)
			}
		})
	}
	wg.Wait()
}

func FuzzHandler(f *testing.F) {
	f.Add("POST", "/sparql?as-of=1", "application/sparql-query", "application/json", "SELECT * { ?s ?p ?o }")
	f.Add("POST", "/sparql", "application/x-www-form-urlencoded", "*/*", "update=INSERT+DATA+%7B%7D")
	f.Add("PUT", "/data/x?graph=a:b", "multipart/form-data; boundary=x", "text/turtle;q=2", "--x\r\nContent-Type: text/turtle\r\n\r\n<a:b> <a:b> 1 .\r\n--x--")
	f.Add("PATCH", "/saved/%00", "", "", "\xff")
	handler, err := endpoint.New(newStore(), endpoint.Options{Saved: &savedInMemory{all: map[string]string{}}, MaxRows: 1000, Timeout: 1e9})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, method, target, contentType, accept, body string) {
		r, err := http.NewRequest(method, "http://localhost/", strings.NewReader(body))
		if err != nil {
			t.Skip()
		}
		if r.URL, err = url.ParseRequestURI(target); err != nil {
			t.Skip()
		}
		r.RequestURI = target
		r.Header.Set("Content-Type", contentType)
		r.Header.Set("Accept", accept)
		w := httptest.NewRecorder()
		defer func() {
			if p := recover(); p != nil && p != http.ErrAbortHandler {
				panic(p)
			}
		}()
		handler.ServeHTTP(w, r)
		if w.Code >= 500 && w.Code != http.StatusServiceUnavailable {
			t.Errorf("%s %s: %d %s", method, target, w.Code, w.Body)
		}
	})
}
