package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/query/endpoint/wire"
)

// serving serves the store of dir, made and filled if need be, until the test ends.
// It returns the address.
func serving(t *testing.T, dir string, env []string, flags ...string) string {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, "store")); err != nil {
		must(t, dir, "", "init")
		must(t, dir, people, "import", "-", "--format", "ttl")
	}
	ctx, stop := context.WithCancel(context.Background())
	read, write := io.Pipe()
	var said bytes.Buffer
	ended := make(chan int, 1)
	go func() {
		args := append([]string{"chancery", "serve", "--bind", "127.0.0.1:0", "--quiet"}, flags...)
		ended <- run(ctx, args, strings.NewReader(""), write, &said, append(env, "CHANCERY_STORE="+filepath.Join(dir, "store")))
		write.Close()
	}()
	t.Cleanup(func() {
		stop()
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			t.Error("the server does not end")
		}
	})
	line, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatalf("the server does not start: %s", said.String())
	}
	return strings.TrimSpace(line)
}

const people = `@prefix schema: <http://schema.org/> . @prefix ex: <http://example.org/> .
ex:ada a schema:Person ; schema:name "Ada Lindqvist" .
ex:bo a schema:Person ; schema:name "Bo Marchetti" .
`

func must(t *testing.T, dir, stdin string, args ...string) string {
	t.Helper()
	status, stdout, stderr := runHere(dir, strings.NewReader(stdin), args...)
	if status != exitDone {
		t.Fatalf("%s: exit status %d: %s", args, status, stderr)
	}
	return stdout
}

// ask runs a command against a server.
func ask(ctx context.Context, url, token, stdin string, args ...string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = run(ctx, append([]string{"chancery", "--store", url}, args...), strings.NewReader(stdin), &out, &errs,
		[]string{"CHANCERY_PROGRESS=none", "CHANCERY_AGENT=tester", "CHANCERY_TOKEN=" + token})
	return status, out.String(), errs.String()
}

// TestRemoteRights asks with each kind of token.
func TestRemoteRights(t *testing.T) {
	const reader, writer = "reader-reader-reader", "writer-writer-writer"
	url := serving(t, t.TempDir(), []string{"CHANCERY_TOKEN=" + writer, "CHANCERY_READ_TOKEN=" + reader})
	closed := serving(t, t.TempDir(), nil, "--read-only")
	change := []string{"distinct", "http://example.org/ada", "http://example.org/bo"}
	for _, test := range []struct {
		name, url, token string
		args             []string
		status           int
		stderr           string
	}{
		{"no token", url, "", []string{"find", "Ada"}, exitFailed, "a token is needed"},
		{"a wrong token", url, "somebody-somebody", []string{"find", "Ada"}, exitFailed, "not known here"},
		{"reading", url, reader, []string{"find", "Ada"}, exitDone, ""},
		{"writing with the token for reading", url, reader, change, exitFailed, "for reading only"},
		{"not even dry", url, reader, append(slices.Clone(change), "--dry-run"), exitFailed, "for reading only"},
		{"writing", url, writer, change, exitDone, ""},
		{"read-only", closed, "", change, exitFailed, "read-only"},
		{"reading read-only", closed, "", []string{"info"}, exitDone, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			status, _, stderr := ask(context.Background(), test.url, test.token, "", test.args...)
			if status != test.status || !strings.Contains(stderr, test.stderr) {
				t.Errorf("got exit status %d and %q, want %d and %q", status, stderr, test.status, test.stderr)
			}
		})
	}
}

// send sends a command that this program would not send.
func send(t *testing.T, url string, c wire.Call) (status int, answer string) {
	t.Helper()
	var body bytes.Buffer
	w := wire.NewWriter(&body, nil)
	if err := wire.SendCall(w, &c); err != nil {
		t.Fatal(err)
	}
	if err := wire.SendEnd(w); err != nil {
		t.Fatal(err)
	}
	response, err := http.Post(url+wire.Path[1:], wire.RequestType, &body)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

// TestHostileCommands sends what would make the server open, write, run or fetch
// something, past the checks of the client.
func TestHostileCommands(t *testing.T) {
	dir := t.TempDir()
	url := serving(t, dir, nil)
	fetched := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the server has fetched something") }))
	defer fetched.Close()
	secret, pwned := filepath.Join(dir, "secret.nq"), filepath.Join(dir, "pwned")
	if err := os.WriteFile(secret, []byte(`<urn:s> <urn:p> "hidden away" .`), 0o600); err != nil {
		t.Fatal(err)
	}
	load := "LOAD <file://" + secret + ">"
	for _, test := range []struct {
		args    []string
		refused bool // by a status; otherwise the command fails
	}{
		{[]string{"rebuild"}, true},
		{[]string{"compact"}, true},
		{[]string{"init"}, true},
		{[]string{"restore", secret}, true},
		{[]string{"log", "import", secret}, true},
		{[]string{"serve"}, true},
		{[]string{"shell"}, true},
		{[]string{"watch", dir}, true},
		{[]string{"convert", secret, pwned}, true},
		{[]string{"extract", secret}, true},
		{[]string{"man", dir}, true},
		{[]string{"--store", dir, "info"}, true},
		{[]string{"info", "-s=" + dir}, true},
		{[]string{"info", "--config", secret}, true},
		{[]string{"query", "--data", secret, "-e", "ASK {}"}, true},
		{[]string{"query", "--allow-service", fetched.URL, "-e", "ASK { SERVICE <" + fetched.URL + "> {} }"}, true},
		{[]string{"query", "-e", "ASK { SERVICE <" + fetched.URL + "> {?s ?p ?o} }"}, false},
		{[]string{"update", "--allow-load", "-e", load}, true},
		{[]string{"update", "-e", load}, false},
		{[]string{"ingest", "--extractor", "exec:touch " + pwned, secret}, true},
		{[]string{"ingest", "--extractor=llm", "--llm-url=" + fetched.URL, secret}, true},
		{[]string{"ingest", "--review", "---extractor=exec:touch " + pwned}, true},
		{[]string{"import", "--allow-remote-contexts", fetched.URL, secret}, true},
		{[]string{"import", "--no-unpack-limit", secret}, true},
		{[]string{"import", secret}, false},
		{[]string{"import", "--mapping", secret, secret}, false},
		{[]string{"ingest", secret}, false},
		{[]string{"ingest", dir}, false},
		{[]string{"query", secret}, false},
		{[]string{"saved", "save", "x", secret}, false},
		{[]string{"saved", "save", "../pwned", "-e", "ASK {}"}, false},
		{[]string{"saved", "show", "../../secret"}, false},
		{[]string{"export", "-o", pwned}, false},
		{[]string{"export", "-o", filepath.Join(dir, "store", "HEAD")}, false},
		{[]string{"backup", pwned}, false},
		{[]string{"find", "x", "--generate-bash-completion"}, true},
		{[]string{"--help"}, true},
		{[]string{"nothing"}, true},
		{nil, true},
	} {
		status, answer := send(t, url, wire.Call{Args: test.args})
		if refused := status == http.StatusForbidden; refused != test.refused || status != http.StatusOK && status != http.StatusForbidden {
			t.Errorf("%q: got status %d: %s", test.args, status, answer)
		}
		if strings.HasSuffix(answer, "q\x00\x00\x00\x01\x00") || strings.Contains(answer, "hidden away") {
			t.Errorf("%q was done: %s", test.args, answer)
		}
	}
	if _, err := os.Stat(pwned); err == nil {
		t.Error("a file was written")
	}
	if _, stdout, _ := ask(context.Background(), url, "", "", "info", "--json"); !strings.Contains(stdout, `"events":1,`) {
		t.Errorf("something was stored: %s", stdout)
	}
}

// TestServedListsAreComplete asks for a decision about every command and every flag:
// whether a server runs it.
func TestServedListsAreComplete(t *testing.T) {
	var walk func(prefix string, commands []*cli.Command)
	walk = func(prefix string, commands []*cli.Command) {
		for _, c := range commands {
			name := strings.TrimLeft(prefix+" "+c.Name, " ")
			walk(name, c.Subcommands)
			_, runs := servedCommands()[name]
			lists := 0
			for _, in := range []bool{runs, slices.Contains(storeless, name), unserved[name] != ""} {
				if in {
					lists++
				}
			}
			if lists != 1 {
				t.Errorf("command %q is in %d of servedCommands, storeless and unserved", name, lists)
			}
			for _, flag := range longFlags(c.Flags) {
				if runs && slices.Contains(servedFlags, flag) == (unservedFlags[flag] != "") {
					t.Errorf("%s --%s: expected in one of servedFlags and unservedFlags", name, flag)
				}
			}
		}
	}
	walk("", (&program{}).newApp().Commands)
}

// TestRemoteInterrupt gives up a query that would take for ever: the server stops it.
func TestRemoteInterrupt(t *testing.T) {
	dir := t.TempDir()
	url := serving(t, dir, nil)
	var many strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&many, "<urn:s%d> <urn:p> \"%d\" .\n", i, i)
	}
	if status, _, stderr := ask(context.Background(), url, "", many.String(), "import", "-"); status != exitDone {
		t.Fatal(stderr)
	}
	ctx, stop := context.WithCancelCause(context.Background())
	time.AfterFunc(300*time.Millisecond, func() { stop(errInterrupted) })
	endless := "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (CONCAT(?c, ?f, ?i) = 'x') }"
	status, _, stderr := ask(ctx, url, "", "", "query", "-e", endless)
	if status != exitInterrupted || !strings.Contains(stderr, "interrupted") {
		t.Errorf("got exit status %d and %q", status, stderr)
	}
	deadline := time.Now().Add(10 * time.Second)
	for {
		response, err := http.Get(url + "metrics")
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "chancery_active_commands 0\n") {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("the server still works on it:\n%s", text)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// TestRemoteInterruptedInput gives up while a file is on its way: nothing is stored.
func TestRemoteInterruptedInput(t *testing.T) {
	url := serving(t, t.TempDir(), nil)
	ctx, stop := context.WithCancelCause(context.Background())
	stdin, feed := io.Pipe()
	defer stdin.Close()
	go func() {
		_, _ = io.WriteString(feed, strings.Repeat("<urn:s> <urn:p> <urn:o> .\n", 10_000)) // it is read, or the test ends
		stop(errTerminated)
	}()
	var errs bytes.Buffer
	status := run(ctx, []string{"chancery", "--store", url, "import", "-"}, stdin, io.Discard, &errs, []string{"CHANCERY_PROGRESS=none"})
	if status != exitTerminated || !strings.Contains(errs.String(), "terminated") {
		t.Errorf("got exit status %d and %q", status, errs.String())
	}
	if _, stdout, _ := ask(context.Background(), url, "", "", "info", "--json"); !strings.Contains(stdout, `"events":1,`) {
		t.Errorf("something was stored: %s", stdout)
	}
}

// TestRemoteLimits meets the limits of a server.
func TestRemoteLimits(t *testing.T) {
	dir := t.TempDir()
	url := serving(t, dir, nil, "--max-rows", "3", "--max-body", "2000")
	out := filepath.Join(dir, "out.csv")
	status, _, stderr := ask(context.Background(), url, "", "", "query", "-o", out, "-e", "SELECT * { ?s ?p ?o }")
	if status != exitIncomplete || !strings.Contains(stderr, "rows") {
		t.Errorf("got exit status %d and %q", status, stderr)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*out*")); len(left) > 0 {
		t.Errorf("a part of the answer is left: %q", left)
	}
	long := "<urn:s> <urn:p> \"" + strings.Repeat("x", 5000) + "\" ."
	if status, _, stderr := ask(context.Background(), url, "", long, "import", "-"); status != exitFailed || !strings.Contains(stderr, "longer than 2000 bytes") {
		t.Errorf("a body beyond the limit: exit status %d and %q", status, stderr)
	}
	slow := serving(t, dir+"/2", nil, "--command-timeout", "1ns")
	if status, _, stderr := ask(context.Background(), slow, "", "", "verify"); status != exitIncomplete || !strings.Contains(stderr, "time limit") {
		t.Errorf("a command beyond its time: exit status %d and %q", status, stderr)
	}
}

// TestRemoteWriters has many clients write at once: each change is made once.
func TestRemoteWriters(t *testing.T) {
	url := serving(t, t.TempDir(), nil, "--max-commands", "20")
	const each = 8
	var wait sync.WaitGroup
	for i := range each {
		for _, text := range []string{
			fmt.Sprintf("INSERT DATA { <urn:s> <urn:p> 'a%d' }", i),
			// Reads a counter and writes it again: lost if another writer gets between.
			`DELETE { <urn:c> <urn:n> ?n } INSERT { <urn:c> <urn:n> ?m } WHERE { OPTIONAL { <urn:c> <urn:n> ?n } BIND (COALESCE(?n, 0) + 1 AS ?m) }`,
		} {
			wait.Go(func() {
				if status, answer := send(t, url, wire.Call{Args: []string{"update", "-e", text}}); status != http.StatusOK || !strings.HasSuffix(answer, "q\x00\x00\x00\x01\x00") {
					t.Error(status, answer)
				}
			})
		}
	}
	wait.Wait()
	_, stdout, _ := ask(context.Background(), url, "", "", "query", "--results", "csv", "-e",
		"SELECT ?n (COUNT(?o) AS ?k) { <urn:c> <urn:n> ?n . <urn:s> <urn:p> ?o } GROUP BY ?n")
	if want := fmt.Sprintf("n,k\r\n%d,%d\r\n", each, each); stdout != want {
		t.Errorf("got %q, want %q", stdout, want)
	}
}

// TestStrangeServers asks what is no chancery, another version, or breaks off.
func TestStrangeServers(t *testing.T) {
	part := func(frames string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			w.Header().Set("Content-Type", wire.AnswerType)
			w.Header().Set(wire.VersionHeader, "9.9")
			_, _ = io.WriteString(w, frames)
		}
	}
	refuse := func(status int, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set(wire.VersionHeader, "9.9")
			http.Error(w, text, status)
		}
	}
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	for _, test := range []struct {
		name    string
		handler http.HandlerFunc
		status  int
		stderr  string
	}{
		{"a page", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>") }, exitFailed, "no chancery does"},
		{"nothing there", http.NotFound, exitFailed, "an older one only answers SPARQL"},
		{"another protocol", refuse(http.StatusUnsupportedMediaType, "expected version 2"), exitFailed, "the server's is 9.9"},
		{"redirected", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusTemporaryRedirect)
		}, exitFailed, "Temporary Redirect"},
		{"broken off", part("o\x00\x00\x00\x03one"), exitIncomplete, "not whole"},
		{"broken off within", part("o\x00\x00\x00\x03on"), exitIncomplete, "not whole"},
		{"file without its end", part("f\x00\x00\x00\x02\x00x" + "q\x00\x00\x00\x01\x00"), exitDone, ""},
		{"a file not offered", part("f\x00\x00\x00\x02\x07x" + "q\x00\x00\x00\x01\x00"), exitFailed, "not offered"},
		{"an unknown frame", part("?\x00\x00\x00\x01\x00"), exitFailed, "malformed"},
		{"unknown flag there", part("e\x00\x00\x00\x04what" + "q\x00\x00\x00\x01\x02"), exitUsage, "the server's is 9.9"},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := httptest.NewServer(test.handler)
			defer server.Close()
			status, _, stderr := ask(context.Background(), server.URL, "", "", "export", "-o", out)
			if status != test.status || !strings.Contains(stderr, test.stderr) {
				t.Errorf("got exit status %d and %q, want %d and %q", status, stderr, test.status, test.stderr)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
				t.Errorf("%q is left (%v)", left, err)
			}
		})
	}
	if status, _, stderr := ask(context.Background(), "http://127.0.0.1:1", "", "", "info", "--json"); status != exitFailed || !strings.Contains(stderr, `"code":"server"`) {
		t.Errorf("no server: exit status %d and %q", status, stderr)
	}
}

// TestRemotePDF has a file whose reading would run a program on the server.
func TestRemotePDF(t *testing.T) {
	dir := t.TempDir()
	url := serving(t, dir, nil)
	path := filepath.Join(dir, "2031-05-09.pdf")
	if err := os.WriteFile(path, []byte("%PDF-1.4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	status, _, stderr := ask(context.Background(), url, "", "", "ingest", path)
	if status != exitFailed || !strings.Contains(stderr, "not run here") || !strings.Contains(stderr, "where the store lies") {
		t.Errorf("got exit status %d and %q", status, stderr)
	}
}

// TestDoctorAsksServer tells what server there is.
func TestDoctorAsksServer(t *testing.T) {
	url := serving(t, t.TempDir(), nil)
	status, stdout, _ := ask(context.Background(), url, "", "", "doctor", "--json")
	if status != exitDone || !strings.Contains(stdout, `"check":"server","status":"fine"`) {
		t.Errorf("got exit status %d and %s", status, stdout)
	}
	other := httptest.NewServer(http.NotFoundHandler())
	defer other.Close()
	status, stdout, _ = ask(context.Background(), other.URL, "", "", "doctor", "--json")
	if status != exitFailed || !strings.Contains(stdout, "takes no commands") {
		t.Errorf("got exit status %d and %s", status, stdout)
	}
}

// TestHostFault has a command panic within the server, which tells its log more
// than the client.
func TestHostFault(t *testing.T) {
	var log, answer bytes.Buffer
	h := &host{log: slog.New(slog.NewTextHandler(&log, nil))} // no store: the command meets a nil pointer
	if name, writes, err := h.Admit(&wire.Call{Args: []string{"log", "--json", "show", "3"}}); name != "log show" || writes || err != nil {
		t.Errorf("got %q %t %v", name, writes, err)
	}
	status := h.Run(context.Background(), &wire.Request{Call: wire.Call{Args: []string{"info"}}}, wire.NewWriter(&answer, nil))
	if status != exitInternal || !strings.Contains(answer.String(), "a bug of the server") || strings.Contains(answer.String(), "goroutine") {
		t.Errorf("got exit status %d and %q", status, answer.String())
	}
	if !strings.Contains(log.String(), "goroutine") {
		t.Errorf("the log lacks the stack: %s", log.String())
	}
}
