package federation_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/endpoint"
	"github.com/chancery-graph/chancery/query/federation"
	"github.com/chancery-graph/chancery/query/journal"
	"github.com/chancery-graph/chancery/query/memory"
	"github.com/chancery-graph/chancery/query/result"
)

// readOnly is a store of one graph that cannot be written.
type readOnly struct{ *memory.Dataset }

func (readOnly) Seq() graph.Seq { return 1 }
func (readOnly) Close() error   { return nil }
func (r readOnly) Snapshot(context.Context, string) (endpoint.Snapshot, error) {
	return r, nil
}
func (readOnly) Events(context.Context, graph.Seq) iter.Seq2[journal.Event, error] {
	return func(func(journal.Event, error) bool) {}
}
func (readOnly) Append(context.Context, endpoint.Change) (endpoint.Receipt, error) {
	return endpoint.Receipt{}, errors.New("read-only")
}

// dataset has n people with numbers; even says which.
func dataset(n, step int, predicate string) *memory.Dataset {
	b := memory.NewBuilder()
	for i := 0; i < n; i += step {
		b.Add([]byte(fmt.Sprintf("<http://example.org/p%d>", i)), []byte("<http://example.org/"+predicate+">"),
			[]byte(fmt.Sprintf(`"%d"^^<http://www.w3.org/2001/XMLSchema#integer>`, i)), nil)
	}
	return b.Dataset()
}

// other starts an endpoint and records the queries that it gets.
func other(t *testing.T, d *memory.Dataset) (*httptest.Server, *[]string) {
	t.Helper()
	handler, err := endpoint.New(readOnly{d}, endpoint.Options{})
	if err != nil {
		t.Fatal(err)
	}
	asked := &[]string{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		*asked = append(*asked, string(body))
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		handler.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s, asked
}

// ask runs a query over d with a client and returns the answer as CSV.
func ask(t *testing.T, d *memory.Dataset, text string, o federation.Options) (string, error) {
	t.Helper()
	client, err := federation.New(o)
	if err != nil {
		t.Fatal(err)
	}
	q, err := query.Prepare(text, query.Options{Services: client})
	if err != nil {
		t.Fatal(err)
	}
	r, err := q.Run(t.Context(), d)
	if err != nil {
		return "", err
	}
	defer r.Close()
	var b strings.Builder
	err = result.Write(t.Context(), &b, result.CSV, r)
	return strings.ReplaceAll(b.String(), "\r", ""), err
}

func TestJoinAcross(t *testing.T) {
	s, asked := other(t, dataset(1000, 2, "even"))
	got, err := ask(t, dataset(7, 1, "n"), `PREFIX e: <http://example.org/>
		SELECT ?p ?x { ?p e:n ?n SERVICE <`+s.URL+`/sparql> { ?p e:even ?x } FILTER(?n > 1) } ORDER BY ?x`,
		federation.Options{Allowed: []string{s.URL}})
	if want := "p,x\nhttp://example.org/p2,2\nhttp://example.org/p4,4\nhttp://example.org/p6,6\n"; err != nil || got != want {
		t.Errorf("got %q %v, want %q", got, err, want)
	}
	if all := strings.Join(*asked, "\n"); !strings.Contains(all, "VALUES") {
		t.Errorf("the solutions that are known were not sent along: %s", all)
	}
}

func TestUnknownSubjects(t *testing.T) {
	s, _ := other(t, dataset(10, 2, "even"))
	got, err := ask(t, dataset(1, 1, "n"), `SELECT (COUNT(*) AS ?c) { SERVICE <`+s.URL+`/sparql> { ?p <http://example.org/even> ?x } }`,
		federation.Options{Allowed: []string{s.URL + "/sparql"}})
	if want := "c\n5\n"; err != nil || got != want {
		t.Errorf("got %q %v, want %q", got, err, want)
	}
}

func TestForbidden(t *testing.T) {
	s, asked := other(t, dataset(10, 2, "even"))
	for _, allowed := range [][]string{nil, {"http://example.org"}, {s.URL[:len(s.URL)-1]}, {s.URL + "/spar"}} {
		_, err := ask(t, dataset(1, 1, "n"), `SELECT * { SERVICE <`+s.URL+`/sparql> { ?p ?q ?x } }`, federation.Options{Allowed: allowed})
		if !errors.Is(err, federation.ErrForbidden) {
			t.Errorf("allowed %q: %v", allowed, err)
		}
	}
	if len(*asked) > 0 {
		t.Errorf("an endpoint was asked that is not allowed: %q", *asked)
	}
	redirecting := httptest.NewServer(http.RedirectHandler(s.URL+"/sparql", http.StatusTemporaryRedirect))
	defer redirecting.Close()
	_, err := ask(t, dataset(1, 1, "n"), `SELECT * { SERVICE <`+redirecting.URL+`/> { ?p ?q ?x } }`, federation.Options{Allowed: []string{redirecting.URL}})
	if !errors.Is(err, federation.ErrForbidden) || len(*asked) > 0 {
		t.Errorf("redirect to an endpoint that is not allowed: %v, asked %q", err, *asked)
	}
}

// TestMisbehaving: endpoints that fail in every way give an error that says so, and
// nothing with SILENT.
func TestMisbehaving(t *testing.T) {
	const whole = `{"head":{"vars":["p"]},"results":{"bindings":[{"p":{"type":"uri","value":"http://example.org/p0"}}]}}`
	for name, handler := range map[string]http.HandlerFunc{
		"status": func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusTeapot) },
		"page": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<p>")
		},
		"garbage": jsonOf(strings.Repeat("x", 100)),
		"cut off": jsonOf(whole[:len(whole)-20]),
		"too big": jsonOf(strings.Replace(whole, "p0", strings.Repeat("p", 5000), 1)),
		"silence": func(_ http.ResponseWriter, r *http.Request) {
			select {
			case <-r.Context().Done():
			case <-time.After(5 * time.Second):
			}
		},
		"loop": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.String(), http.StatusTemporaryRedirect)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := httptest.NewServer(handler)
			defer s.Close()
			o := federation.Options{Allowed: []string{s.URL}, Timeout: 300 * time.Millisecond, MaxBytes: 4000}
			_, err := ask(t, dataset(1, 1, "n"), `SELECT * { SERVICE <`+s.URL+`/> { ?p ?q ?x } }`, o)
			if !errors.Is(err, federation.ErrAnswer) {
				t.Errorf("error %v", err)
			}
			got, err := ask(t, dataset(1, 1, "n"), `SELECT ?s { ?s <http://example.org/n> ?n SERVICE SILENT <`+s.URL+`/> { ?p ?q ?x } }`, o)
			if want := "s\nhttp://example.org/p0\n"; err != nil || got != want {
				t.Errorf("silent: got %q %v, want %q", got, err, want)
			}
		})
	}
}

func jsonOf(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/sparql-results+json")
		fmt.Fprint(w, text)
	}
}

func TestOptions(t *testing.T) {
	for _, o := range []federation.Options{{Allowed: []string{"ftp://x/"}}, {Allowed: []string{"example"}}, {Timeout: -1}} {
		if _, err := federation.New(o); err == nil {
			t.Errorf("%+v is taken", o)
		}
	}
}
