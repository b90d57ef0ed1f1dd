package endpoint_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/query/endpoint"
	"github.com/chancery-graph/chancery/query/endpoint/wire"
)

// fakeCommands is a program of a few commands.
type fakeCommands struct{ waiting chan struct{} }

func (fakeCommands) Admit(c *wire.Call) (string, bool, error) {
	switch name := c.Args[0]; name {
	case "say", "wait", "panic", "late fault":
		return name, false, nil
	case "write":
		return name, true, nil
	}
	return "", false, errors.New("no such command")
}

func (f fakeCommands) Run(ctx context.Context, r *wire.Request, answer *wire.Writer) int {
	out := wire.Stream{W: answer, Kind: wire.Stdout}
	switch r.Args[0] {
	case "wait":
		f.waiting <- struct{}{}
		<-ctx.Done()
		return 12
	case "late fault":
		_, _ = io.WriteString(out, "a part")
		panic("late")
	case "panic":
		panic("at once")
	}
	in, _, err := r.Open("-")
	if err != nil {
		return 1
	}
	if _, err := io.Copy(out, in); err != nil {
		return 1
	}
	return 3
}

// command sends a command with its stdin.
func command(t *testing.T, s *httptest.Server, name, stdin string, headers ...string) (*http.Response, string, error) {
	t.Helper()
	var body bytes.Buffer
	w := wire.NewWriter(&body, nil)
	if err := errors.Join(wire.SendCall(w, &wire.Call{Args: []string{name}}), wire.SendInput(w, &wire.Input{Name: "-"}, strings.NewReader(stdin)), wire.SendEnd(w)); err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequest("POST", s.URL+wire.Path, &body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", wire.RequestType)
	for _, h := range headers {
		name, value, ok := strings.Cut(h, ": ")
		if !ok {
			continue
		}
		r.Header.Set(name, value)
	}
	response, err := s.Client().Do(r)
	if err != nil {
		return nil, "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return response, string(text), err
}

func TestCommand(t *testing.T) {
	var log bytes.Buffer
	fake := fakeCommands{make(chan struct{}, 2)}
	s := served(t, endpoint.Options{Commands: fake, MaxBody: 10_000, MaxQuery: 2000, Version: "1.2", ReadOnly: true, Log: slog.New(slog.NewTextHandler(&log, nil))})
	for _, c := range []struct {
		name, stdin, header string
		status              int
		want                string
	}{
		{"say", "hello", "", 200, "o\x00\x00\x00\x05helloq\x00\x00\x00\x01\x03"},
		{"say", "hello", "Content-Type: application/vnd.chancery.command; version=2", 415, "this is chancery 1.2"},
		{"say", "hello", "Content-Type: text/plain", 415, "expected application/vnd.chancery.command"},
		{"say", strings.Repeat("x", 20_000), "", 413, "longer than 8000 bytes"},
		{"say", strings.Repeat("x", 9_000), "", 413, "longer than 8000 bytes"},
		{"say", strings.Repeat("x", 7_000), "", 200, "q\x00\x00\x00\x01\x03"},
		{"write", "", "", 403, "read-only"},
		{"other", "", "", 403, "no such command"},
		{"panic", "", "", 500, "internal fault"},
	} {
		r, text, err := command(t, s, c.name, c.stdin, c.header)
		if err != nil || r.StatusCode != c.status || !strings.Contains(text, c.want) {
			t.Errorf("%s %q: got %v %q %v, want %d and %q", c.name, c.header, r, text, err, c.status, c.want)
		}
	}
	if _, text, err := command(t, s, "late fault", ""); err == nil {
		t.Errorf("a fault in the middle of an answer: got %q as if it were whole", text)
	}
	s.Close() // waits for the log
	for _, want := range []string{"command=say", "status=200", "command=write", "internal fault"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %q", want)
		}
	}
}

// TestMaxCommands has no room for a second command until the first has ended.
func TestMaxCommands(t *testing.T) {
	fake := fakeCommands{make(chan struct{}, 2)}
	s := served(t, endpoint.Options{Commands: fake, MaxCommands: 1, MaxActive: 1, CommandTimeout: 500 * time.Millisecond})
	ended := make(chan string, 1)
	go func() {
		_, text, err := command(t, s, "wait", "")
		if err != nil {
			text = err.Error()
		}
		ended <- text
	}()
	<-fake.waiting
	if r, text, err := command(t, s, "say", ""); err != nil || r.StatusCode != http.StatusServiceUnavailable || r.Header.Get("Retry-After") == "" {
		t.Errorf("a second command: %v %q %v", r, text, err)
	}
	if r, text := call(t, s, "GET /sparql?query=ASK{}", ""); r.StatusCode != http.StatusOK {
		t.Errorf("a query meanwhile: %s %s", r.Status, text)
	}
	if text := <-ended; text != "q\x00\x00\x00\x01\x0c" {
		t.Errorf("the first command, at the end of its time: %q", text)
	}
	if r, text, err := command(t, s, "say", "x"); err != nil || r.StatusCode != http.StatusOK {
		t.Errorf("after it: %v %q %v", r, text, err)
	}
}
