package remote_test

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph/codec/jsonld"
	"github.com/chancery-graph/chancery/graph/codec/jsonld/remote"
	"github.com/chancery-graph/chancery/graph/graphtest"
)

const plain = `{"@context":{"name":"u:name"}}`

// serve is a server of contexts that counts requests by path.
func serve(t *testing.T) (*httptest.Server, map[string]int) {
	t.Helper()
	counts := map[string]int{}
	mux := http.NewServeMux()
	text := func(path, contentType, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			fmt.Fprint(w, body)
		})
	}
	redirect := func(path, to string, status int) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, status) })
	}
	text("/ok/plain", "application/ld+json; charset=utf-8", plain)
	text("/ok/json", "application/json", plain)
	text("/ok/vendor", `application/vnd.x+json;profile="y"`, plain)
	text("/ok/text", "text/plain", plain)
	text("/ok/self", "application/ld+json", `{"@context":["self",{"name":"u:name"}]}`)
	text("/ok/a", "application/ld+json", `{"@context":["b",{"name":"u:name"}]}`)
	text("/ok/b", "application/ld+json", `{"@context":["a"]}`)
	text("/ok/imports", "application/ld+json", `{"@context":{"@import":"imports"}}`)
	text("/ok/scoped", "application/ld+json", `{"@context":{"p":{"@id":"u:p","@context":"scoped"},"q":"u:q"}}`)
	text("/ok/outside", "application/ld+json", `{"@context":"/secret/x"}`)
	text("/ok/long", "application/ld+json", `{"@context":{"name":"u:`+strings.Repeat("x", 2000)+`"}}`)
	text("/ok/bad", "application/ld+json", `{"@context":`)
	text("/secret/x", "application/ld+json", plain)
	redirect("/ok/moved", "plain", http.StatusFound)
	redirect("/ok/round", "/ok/round", http.StatusMovedPermanently)
	redirect("/ok/away", "/secret/x", http.StatusSeeOther)
	redirect("/ok/dots", "/ok/%2e%2e/secret/x", http.StatusFound)
	redirect("/ok/file", "file:///etc/hosts", http.StatusFound)
	link := func(path, header string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Add("Link", `<style>; rel=stylesheet`)
			w.Header().Add("Link", header)
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<html>")
		})
	}
	link("/ok/page", `<other>; rel="next", <plain>; rel="alternate"; type="application/ld+json"`)
	link("/ok/pages", `<pages>; rel=alternate; type="application/ld+json"`)
	link("/ok/linked-away", `</secret/x>; rel=alternate; type="application/ld+json"`)
	mux.HandleFunc("/ok/slow", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/ok/bomb", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/ld+json")
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		for range 64 {
			if _, err := z.Write(make([]byte, 1<<20)); err != nil {
				return // the client has enough
			}
		}
		_ = z.Close() // likewise
	})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		counts[r.URL.EscapedPath()]++
		if accept := r.Header.Get("Accept"); !strings.HasPrefix(accept, "application/ld+json") {
			http.Error(w, "accept "+accept, http.StatusNotAcceptable)
			return
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server, counts
}

func client(t *testing.T, o remote.Options) *remote.Client {
	t.Helper()
	c, err := remote.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestLoad(t *testing.T) {
	server, counts := serve(t)
	c := client(t, remote.Options{Allowed: []string{server.URL + "/ok/"}, MaxSize: 1000})
	for _, tt := range []struct{ path, found, err string }{
		{"/ok/plain", "/ok/plain", ""},
		{"/ok/plain#part", "/ok/plain", ""},
		{"/ok/json", "/ok/json", ""},
		{"/ok/vendor", "/ok/vendor", ""},
		{"/ok/moved", "/ok/plain", ""},
		{"/ok/page", "/ok/plain", ""},
		{"/ok/text", "", `it is "text/plain", which is no JSON, and links to none`},
		{"/ok/absent", "", "status 404"},
		{"/ok/long", "", "more than 1000 bytes"},
		{"/ok/bomb", "", "more than 1000 bytes"},
		{"/ok/round", "", "too many redirects"},
		{"/ok/pages", "", "another alternate"},
		{"/ok/away", "", "no place that is allowed"},
		{"/ok/linked-away", "", "no place that is allowed"},
		{"/ok/dots", "", "no place that is allowed"},
		{"/ok/file", "", "no place that is allowed"},
		{"/secret/x", "", "no place that is allowed"},
		{"/ok/../secret/x", "", "no place that is allowed"},
		{"/ok/%2E./secret/x", "", "no place that is allowed"},
		{`/ok/..\secret/x`, "", "no place that is allowed"},
	} {
		text, found, err := c.Load(context.Background(), server.URL+tt.path)
		if tt.err != "" {
			if err == nil || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("%s: error %v, want %q", tt.path, err, tt.err)
			}
			continue
		}
		if err != nil || string(text) != plain || found != server.URL+tt.found {
			t.Errorf("%s: %q at %s, error %v", tt.path, text, found, err)
		}
	}
	if counts["/secret/x"] != 0 {
		t.Errorf("what is not allowed was fetched %d times", counts["/secret/x"])
	}
	before := counts["/ok/json"]
	if _, _, err := c.Load(context.Background(), server.URL+"/ok/json"); err != nil || counts["/ok/json"] != before {
		t.Errorf("fetched again: %d requests, error %v", counts["/ok/json"], err)
	}
}

func TestTime(t *testing.T) {
	server, _ := serve(t)
	c := client(t, remote.Options{Allowed: []string{strings.TrimPrefix(server.URL, "http://")}, Timeout: 50 * time.Millisecond})
	if _, _, err := c.Load(context.Background(), server.URL+"/ok/slow"); err == nil || !strings.Contains(err.Error(), "no answer within 50ms") {
		t.Errorf("error %v", err)
	}
	stop := errors.New("stopped")
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(stop)
	if _, _, err := c.Load(ctx, server.URL+"/ok/plain"); !errors.Is(err, stop) {
		t.Errorf("error %v, want the cause", err)
	}
}

func TestDowngrade(t *testing.T) {
	open, _ := serve(t)
	secure := httptest.NewTLSServer(http.RedirectHandler(open.URL+"/ok/plain", http.StatusFound))
	defer secure.Close()
	c := client(t, remote.Options{Allowed: []string{open.URL, secure.URL}})
	c.Trust(secure.Client().Transport)
	if _, _, err := c.Load(context.Background(), secure.URL+"/x"); !errors.Is(err, remote.ErrNotAllowed) || !strings.Contains(err.Error(), "from https") {
		t.Errorf("error %v", err)
	}
}

func TestAllowed(t *testing.T) {
	for _, tt := range []struct {
		allowed, url string
		want         bool
	}{
		{"schema.org", "https://schema.org/x", true},
		{"schema.org", "http://schema.org", true},
		{"Schema.org", "https://SCHEMA.ORG/x", true},
		{"schema.org", "https://schema.org:8443/x", false},
		{"schema.org:8443", "https://schema.org:8443/x", true},
		{"schema.org", "https://schema.org.example/x", false},
		{"schema.org", "https://user@schema.org/x", false},
		{"schema.org", "ftp://schema.org/x", false},
		{"https://h/a/", "https://h/a/b?c", true},
		{"https://h/a/", "http://h/a/b", false},
		{"https://h/a/", "https://h/ab", false},
		{"https://h/a", "https://h/ab", true},
		{"https://h", "https://h/ab", true},
		{"https://h", "https://h.example/", false},
		{"https://h/a/", "https://h/a/%2e%2e/b", false},
		{"https://h/a/", "/a/b", false},
	} {
		got, err := remote.Allows([]string{tt.allowed}, tt.url)
		if err != nil || got != tt.want {
			t.Errorf("%s allows %s: %v, %v; want %v", tt.allowed, tt.url, got, err, tt.want)
		}
	}
	for _, text := range []string{"", "*", "*.org", "a/b", "ftp://h/", "https://", "https://u@h/", "https://h/?q", "https://h/a/../b", "h h", "user@h"} {
		if _, err := remote.New(remote.Options{Allowed: []string{text}}); err == nil {
			t.Errorf("%q is a place", text)
		}
	}
	for _, o := range []remote.Options{{MaxSize: -1}, {Timeout: -1}, {MaxRedirects: -1}} {
		if _, err := remote.New(o); err == nil {
			t.Errorf("%+v is accepted", o)
		}
	}
}

// TestDocuments reads documents whose contexts are fetched.
func TestDocuments(t *testing.T) {
	server, counts := serve(t)
	c := client(t, remote.Options{Allowed: []string{server.URL + "/ok/"}})
	load := func(iri string) ([]byte, string, error) { return c.Load(context.Background(), iri) }
	read := func(path, member string) ([]graphtest.Statement, error) {
		text := fmt.Sprintf(`{"@context":%q,"@id":"u:s",%s}`, server.URL+path, member)
		return graphtest.ReadStatements(jsonld.NewReader(strings.NewReader(text), jsonld.Options{Loader: load}))
	}
	got, err := read("/ok/page", `"name":"x"`)
	if err != nil || len(got) != 1 || got[0].P != "<u:name>" {
		t.Errorf("%q, error %v", got, err)
	}
	for _, tt := range []struct{ path, member, code string }{
		{"/ok/self", `"name":"x"`, "context overflow"},
		{"/ok/a", `"name":"x"`, "context overflow"},
		{"/ok/imports", `"name":"x"`, "invalid context entry"},
		{"/ok/outside", `"name":"x"`, "loading remote context failed"},
		{"/ok/bad", `"name":"x"`, "loading remote context failed"},
	} {
		got, err := read(tt.path, tt.member)
		var failure *jsonld.Error
		if !errors.As(err, &failure) || failure.Code != tt.code || len(got) > 0 {
			t.Errorf("%s: %q, error %v, want code %q", tt.path, got, err, tt.code)
		}
	}
	// A scoped context may name the context that it stands in: it is used once
	// for each level of the document.
	got, err = read("/ok/scoped", `"p":{"@id":"u:a","p":{"@id":"u:b","q":"x"}}`)
	if err != nil || len(got) != 3 {
		t.Errorf("%q, error %v", got, err)
	}
	if _, err := read("/ok/outside", `"name":"x"`); !errors.Is(err, remote.ErrNotAllowed) {
		t.Errorf("error %v, want ErrNotAllowed", err)
	}
	if counts["/secret/x"] != 0 {
		t.Error("a context that is not allowed was fetched")
	}
	if counts["/ok/self"] != 1 {
		t.Errorf("a context was fetched %d times", counts["/ok/self"])
	}
}
