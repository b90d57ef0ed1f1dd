package endpoint_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/query/endpoint"
)

// long takes far longer than any test waits.
const long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER (CONCAT(?c, ?f, ?i, ?l) = 'x') }"

// TestTinyTimeout asks for less time than there is: that is a limit, not none.
func TestTinyTimeout(t *testing.T) {
	s := served(t, endpoint.Options{Timeout: -1})
	insert(t, s, 300)
	for _, timeout := range []string{"1e-12", "0.000000001", "0.05"} {
		start := time.Now()
		r, text := call(t, s, "GET /sparql?timeout="+timeout+"&query="+url.QueryEscape(long), "")
		if r.StatusCode != http.StatusServiceUnavailable || time.Since(start) > 20*time.Second {
			t.Errorf("timeout=%s: %s after %v: %s", timeout, r.Status, time.Since(start), text)
		}
	}
	for _, timeout := range []string{"0", "-1", "NaN", "Inf", "soon", ""} {
		if r, _ := call(t, s, "GET /sparql?timeout="+timeout+"&query=ASK{}", ""); (r.StatusCode == http.StatusBadRequest) == (timeout == "") {
			t.Errorf("timeout=%q: %s", timeout, r.Status)
		}
	}
}

// TestMomentOfAZone has the + of a zone as clients send it.
func TestMomentOfAZone(t *testing.T) {
	s := served(t, endpoint.Options{})
	for _, zone := range []string{"+01:00", "%2B01:00"} {
		// The store of these tests knows numbers only, and says what it was asked for.
		if _, text := call(t, s, "GET /sparql?query=ASK{}&as-of=2026-01-02T03:04:05"+zone, ""); !strings.Contains(text, "05+01:00") {
			t.Errorf("as-of=…%s: %s", zone, text)
		}
	}
}

// TestAcceptEncoding reads what clients write about gzip.
func TestAcceptEncoding(t *testing.T) {
	s := served(t, endpoint.Options{})
	for accept, want := range map[string]string{
		"gzip": "gzip", "*": "gzip", "br, gzip;q=0.5": "gzip", "GZIP ; Q=1": "gzip",
		"identity": "", "gzip;q=0": "", "gzip;q=0, *": "", "*, gzip;q=0": "", "*;q=0": "", "gzip;q=none": "",
	} {
		r, _ := call(t, s, "GET /sparql?query=ASK{}", "", "Accept-Encoding: "+accept)
		if got := r.Header.Get("Content-Encoding"); got != want || !strings.Contains(strings.Join(r.Header.Values("Vary"), ","), "Accept-Encoding") {
			t.Errorf("Accept-Encoding %q: got %q, want %q", accept, got, want)
		}
	}
}

// TestPagesOfElsewhere sends what browsers send for other pages.
func TestPagesOfElsewhere(t *testing.T) {
	s := served(t, endpoint.Options{})
	host := strings.TrimPrefix(s.URL, "http://")
	for _, c := range []struct {
		target  string
		headers []string
		allowed bool
	}{
		{"GET /sparql?query=ASK{}", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"}, false}, // an image
		{"GET /sparql?query=ASK{}", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"}, true}, // a link
		{"GET /sparql?query=ASK{}", []string{"Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: cors"}, true},    // the page
		{"POST /sparql?query=ASK{}", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"}, false},
		{"POST /sparql?query=ASK{}", []string{"Origin: null"}, false},
		{"POST /sparql?query=ASK{}", []string{"Origin: http://evil.example"}, false},
		{"POST /sparql?query=ASK{}", []string{"Origin: https://" + host}, true}, // behind something that does TLS
		{"POST /command", []string{"Origin: http://evil.example"}, false},
		{"PUT /saved/x", []string{"Origin: http://evil.example"}, false},
		{"DELETE /data?default", []string{"Origin: http://evil.example"}, false},
	} {
		r, text := call(t, s, c.target, "", append(c.headers, "Content-Type: application/x-www-form-urlencoded")...)
		if (r.StatusCode == http.StatusForbidden) == c.allowed {
			t.Errorf("%s %q: %s %s", c.target, c.headers, r.Status, text)
		}
	}
}

// TestPreconditions changes a graph only as it was read.
func TestPreconditions(t *testing.T) {
	s := served(t, endpoint.Options{})
	const target = "/data?graph=http://example.org/g"
	put := func(text string, headers ...string) int {
		r, _ := call(t, s, "PUT "+target, text, append(headers, isTurtle)...)
		return r.StatusCode
	}
	if got := put("<urn:a> <urn:b> 1 .", "If-None-Match: *"); got != http.StatusCreated {
		t.Errorf("a new graph: %d", got)
	}
	if got := put("<urn:a> <urn:b> 2 .", "If-None-Match: *"); got != http.StatusPreconditionFailed {
		t.Errorf("a graph that is there: %d", got)
	}
	r, _ := call(t, s, "GET "+target, "")
	tag := "If-Match: " + r.Header.Get("ETag")
	if got := put("<urn:a> <urn:b> 3 .", tag); got != http.StatusNoContent {
		t.Errorf("as it was read: %d", got)
	}
	if got := put("<urn:a> <urn:b> 4 .", tag); got != http.StatusPreconditionFailed {
		t.Errorf("as it was no more: %d", got)
	}
	if r, _ := call(t, s, "POST /sparql", "CLEAR ALL", isUpdate, tag); r.StatusCode != http.StatusPreconditionFailed {
		t.Errorf("an update: %s", r.Status)
	}
	if _, text := call(t, s, "GET "+target, "", "Accept: application/n-triples"); !strings.Contains(text, `"3"`) {
		t.Errorf("got %q", text)
	}
	if r, _ := call(t, s, "POST /sparql", "ASK {}", isQuery, "If-None-Match: *"); r.StatusCode != http.StatusOK {
		t.Errorf("a query by POST: %s", r.Status)
	}
}

// TestTagsOfAnotherRun are not taken for those of this one.
func TestTagsOfAnotherRun(t *testing.T) {
	a, b := served(t, endpoint.Options{}), served(t, endpoint.Options{})
	r, _ := call(t, a, "GET /sparql?query=ASK{}", "")
	tag := "If-None-Match: " + r.Header.Get("ETag")
	if r, _ := call(t, a, "GET /sparql?query=ASK{}", "", tag); r.StatusCode != http.StatusNotModified {
		t.Errorf("the same server: %s", r.Status)
	}
	if r, _ := call(t, b, "GET /sparql?query=ASK{}", "", tag); r.StatusCode != http.StatusOK {
		t.Errorf("another server: %s", r.Status)
	}
}

// TestMethodsAndPaths answers what is not there with what is.
func TestMethodsAndPaths(t *testing.T) {
	s := served(t, endpoint.Options{})
	for target, want := range map[string]int{
		"GET /nothing": 404, "POST /nothing": 404, "GET /page/": 404, "GET /page/../../etc/passwd": 404,
		"POST /health": 405, "DELETE /metrics": 405, "PUT /": 405, "PATCH /sparql": 405, "PATCH /data": 405,
		"GET /command": 405, "HEAD /health": 200, "HEAD /": 200, "OPTIONS /data": 204, "TRACE /sparql": 405,
	} {
		if r, text := call(t, s, target, ""); r.StatusCode != want {
			t.Errorf("%s: got %s, want %d: %s", target, r.Status, want, text)
		} else if want == 405 && r.Header.Get("Allow") == "" {
			t.Errorf("%s: 405 without Allow", target)
		}
	}
}

// dial opens a connection and sends the beginning of a request.
func dial(t *testing.T, address, text string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(address, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if _, err := io.WriteString(c, text); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestSlowBody sends a body that does not come: 408, and the place is free again.
func TestSlowBody(t *testing.T) {
	s := served(t, endpoint.Options{Patience: 300 * time.Millisecond, MaxActive: 1})
	for _, head := range []string{
		"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nASK",
		"PUT /data?default HTTP/1.1\r\nHost: x\r\nContent-Type: text/turtle\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n#\r\n",
	} {
		c := dial(t, s.URL, head)
		start := time.Now()
		if err := c.SetReadDeadline(start.Add(20 * time.Second)); err != nil {
			t.Fatal(err)
		}
		line, err := bufio.NewReader(c).ReadString('\n')
		if err != nil || !strings.Contains(line, "408") || time.Since(start) > 10*time.Second {
			t.Errorf("got %q after %v (%v)", line, time.Since(start), err)
		}
		if r, text := call(t, s, "GET /sparql?query=ASK{}", ""); r.StatusCode != http.StatusOK {
			t.Errorf("the next request: %s %s", r.Status, text)
		}
	}
}

// TestSlowReader does not take its answer: it loses the connection, not the server
// the place.
func TestSlowReader(t *testing.T) {
	s := served(t, endpoint.Options{Patience: 300 * time.Millisecond, MaxActive: 1})
	insert(t, s, 400)
	cross := url.QueryEscape("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
	dial(t, s.URL, "GET /sparql?query="+cross+" HTTP/1.1\r\nHost: x\r\n\r\n")
	deadline := time.Now().Add(20 * time.Second)
	for busy := 0; ; busy++ {
		r, _ := call(t, s, "GET /sparql?query=ASK{}", "")
		if r.StatusCode == http.StatusOK && busy > 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("the place is not free again: %s", r.Status)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// TestPatientAnswer lets a query think longer than the client may dawdle.
func TestPatientAnswer(t *testing.T) {
	s := served(t, endpoint.Options{Patience: 100 * time.Millisecond, Timeout: 600 * time.Millisecond})
	insert(t, s, 300)
	r, text := call(t, s, "POST /sparql", long, isQuery)
	if r.StatusCode != http.StatusServiceUnavailable || !strings.Contains(text, "time") {
		t.Errorf("got %s %s, want the limit of the query", r.Status, text)
	}
	// The connection is kept, and takes another body after more than the patience.
	if r, _ := call(t, s, "POST /sparql", "ASK {}", isQuery); r.StatusCode != http.StatusOK {
		t.Errorf("the next request: %s", r.Status)
	}
}

// TestClientGone stops a query whose client has gone.
func TestClientGone(t *testing.T) {
	s := served(t, endpoint.Options{Timeout: -1, MaxActive: 1})
	insert(t, s, 300)
	c := dial(t, s.URL, fmt.Sprintf("POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: %d\r\n\r\n%s", len(long), long))
	if err := c.SetReadDeadline(time.Now().Add(200 * time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatalf("an answer already: %v", err)
	}
	c.Close()
	deadline := time.Now().Add(20 * time.Second)
	for {
		if r, _ := call(t, s, "GET /sparql?query=ASK{}", ""); r.StatusCode == http.StatusOK {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("the query still runs")
		}
		time.Sleep(10 * time.Millisecond)
	}
}
