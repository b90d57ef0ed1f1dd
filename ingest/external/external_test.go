package external_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/ingest/claim"
	"github.com/chancery-graph/chancery/ingest/external"
	"github.com/chancery-graph/chancery/ingest/extract"
)

var in = extract.Input{Text: []byte("Titre\nAmara Okonkwo a reçu hier à Oslo Erik Lindqvist."), Lang: extract.French,
	Published: extract.DateOf(time.Date(2024, 5, 14, 0, 0, 0, 0, time.UTC))}

const answer = `{"events":[{"type":"meeting","participants":["Amara Okonkwo","Erik Lindqvist"],"place":"Oslo","date":"2024-05-13","status":"occurred","quote":"Amara Okonkwo a reçu hier à Oslo Erik Lindqvist."},{"type":"call","participants":["A B","C D"],"status":"occurred","quote":"Invented from nothing."}]}`

func script(t *testing.T, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+body), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestProgram(t *testing.T) {
	seen := filepath.Join(t.TempDir(), "seen")
	x, err := external.New(external.Options{Command: []string{script(t, "cat > \"$1\"\ncat <<'E'\n"+answer+"\nE\n"), seen}})
	if err != nil {
		t.Fatal(err)
	}
	res, report, err := x.ExtractReport(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Assertions) != 1 || res.Assertions[0].Rule != "exec" || report.Dropped[claim.BadQuote] != 1 {
		t.Errorf("kept %d, dropped %v", len(res.Assertions), report.Dropped)
	}
	got, err := os.ReadFile(seen)
	if want := `{"schema":"chancery/extract-input/1","lang":"fr","published":"2024-05-14","text":"Titre\nAmara Okonkwo a reçu hier à Oslo Erik Lindqvist."}` + "\n"; string(got) != want || err != nil {
		t.Errorf("the program got %s, %v", got, err)
	}
	if !strings.HasPrefix(x.Name(), external.Version+" ") || !strings.HasSuffix(x.Name(), " "+seen) {
		t.Errorf("name %q", x.Name())
	}
}

func TestProgramsThatMisbehave(t *testing.T) {
	for name, tt := range map[string]struct {
		body string
		err  error
		text string
	}{
		"fails":               {"echo 'no  model' >&2; exit 7", external.ErrProgram, "exit status 7: no model"},
		"hangs":               {"exec sleep 20", external.ErrProgram, "longer than"},
		"leaves a child":      {"sleep 20 & exec sleep 20", external.ErrProgram, "longer than"},
		"floods":              {"exec yes", external.ErrTooMuch, "1000 bytes"},
		"complains at length": {"yes no | head -c 1000000 >&2; exit 1", external.ErrProgram, "exit status 1"},
		"no JSON":             {"echo hello", claim.ErrAnswer, ""},
		"nothing":             {"exit 0", claim.ErrAnswer, ""},
		"another form":        {"echo '[1]'", claim.ErrAnswer, ""},
		"does not read":       {"exec </dev/null; echo '" + `{"events":3}` + "'", claim.ErrAnswer, "events"},
	} {
		t.Run(name, func(t *testing.T) {
			x, err := external.New(external.Options{Command: []string{script(t, tt.body)}, Timeout: 400 * time.Millisecond, MaxOutput: 1000})
			if err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			if _, err := x.Extract(context.Background(), in); !errors.Is(err, tt.err) || !strings.Contains(err.Error(), tt.text) {
				t.Errorf("got %v, want %v with %q", err, tt.err, tt.text)
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %s", took)
			}
		})
	}
	if _, err := external.New(external.Options{Command: []string{"/nowhere/program"}}); !errors.Is(err, external.ErrProgram) {
		t.Errorf("absent: %v", err)
	}
	if _, err := external.New(external.Options{}); !errors.Is(err, external.ErrCommand) {
		t.Errorf("empty: %v", err)
	}
	x, err := external.New(external.Options{Command: []string{script(t, "exec sleep 20")}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer stop()
	if _, err := x.Extract(ctx, in); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestSplit(t *testing.T) {
	for line, want := range map[string][]string{
		"a b  c": {"a", "b", "c"}, `a "b c" 'd "e'`: {"a", "b c", `d "e`}, `a\ b ""`: {"a b", ""}, "": nil, `x'y'z`: {"xyz"}, `'a\b'`: {`a\b`},
	} {
		if got, err := external.Split(line); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: got %q, %v", line, got, err)
		}
	}
	for _, line := range []string{`"a`, `'`, `a\`} {
		if _, err := external.Split(line); !errors.Is(err, external.ErrCommand) {
			t.Errorf("%s: got %v", line, err)
		}
	}
}
