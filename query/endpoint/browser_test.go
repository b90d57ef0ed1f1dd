package endpoint_test

import (
	"context"
	"net/url"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/query/endpoint"
)

// TestPageInBrowser opens the page in a real browser, without a network but the
// server, lets it ask a query and reads the table that it draws.
func TestPageInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes seconds to start")
	}
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			browser = path
			break
		}
	}
	if browser == "" {
		t.Skip("no Chromium is installed")
	}
	s := served(t, endpoint.Options{Saved: &savedInMemory{all: map[string]string{"count": "SELECT (COUNT(*) AS ?n) {}"}}})
	insert(t, s, 3)
	hash := url.Values{"query": {"SELECT ?o { ?s ?p ?o } ORDER BY ?o"}, "as-of": {"2"}, "run": {""}}
	dom := dumpDOM(t, browser, s.URL+"/#"+hash.Encode())
	for _, want := range []string{"<th>?o</th>", ">0</td>", ">1</td>", "2 rows as of event 2", "CodeMirror", "<option>count</option>", "<option>prov</option>"} {
		if !strings.Contains(dom, want) {
			t.Errorf("the page does not show %q", want)
		}
	}
	if strings.Contains(dom, ">2</td>") {
		t.Error("the page shows a fact of event 3 as of event 2")
	}
	hash = url.Values{"query": {"CLEAR ALL"}, "run": {""}}
	dumpDOM(t, browser, s.URL+"/#"+hash.Encode())
	if r, text := call(t, s, "GET /sparql?query="+url.QueryEscape("ASK { ?s ?p ?o }"), ""); !strings.Contains(text, "true") {
		t.Errorf("following a link changed the graph: %s %s", r.Status, text)
	}
	hash = url.Values{"query": {"SELECT ?s { ?s ?p 1 }"}, "run": {""}}
	if dom := dumpDOM(t, browser, s.URL+"/#"+hash.Encode()); !strings.Contains(dom, `href="#query=DESCRIBE+`) {
		t.Error("a name in an answer does not lead to what is said of it")
	}
	guarded := served(t, endpoint.Options{ReadTokens: []string{"reader-reader-reader"}})
	if dom := dumpDOM(t, browser, guarded.URL+"/"); !strings.Contains(dom, `<label id="token-label">`) {
		t.Error("the page does not ask for the token that the server wants")
	}
	if dom := dumpDOM(t, browser, s.URL+"/#"+url.Values{"query": {"SELEC"}, "run": {""}}.Encode()); !strings.Contains(dom, "did you mean SELECT?") {
		t.Error("the page does not show what is wrong with a query")
	}
}

// dumpDOM returns the page after its scripts have run.
func dumpDOM(t *testing.T, browser, address string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--user-data-dir="+t.TempDir(), "--virtual-time-budget=4000", "--dump-dom", address).Output()
	if err != nil {
		t.Skipf("%s does not run here: %v", browser, err)
	}
	return string(out)
}
