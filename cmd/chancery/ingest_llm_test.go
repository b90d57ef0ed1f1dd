package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestModelExtractor has dispatches read by a server that stands in for a model:
// what holds is stored with model, prompt and usage, what does not is counted.
func TestModelExtractor(t *testing.T) {
	dir := t.TempDir()
	const sentence = "Rui Tavira a reçu lundi à Oslo Nikos Alexiou."
	status := http.StatusOK
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer sesame" || status != http.StatusOK {
			w.WriteHeader(max(status, http.StatusUnauthorized))
			return
		}
		answer := fmt.Sprintf(`{"events":[{"type":"meeting","participants":["Rui Tavira","Nikos Alexiou"],"place":"Oslo","date":"2026-03-02","status":"occurred","topics":[],"quote":%q},
			{"type":"call","participants":["Rui Tavira","Jane Doe"],"place":null,"date":null,"status":"occurred","topics":[],"quote":%q}],"roles":[]}`, sentence, sentence)
		content, err := json.Marshal(answer)
		if err != nil {
			t.Error(err)
		}
		fmt.Fprintf(w, `{"choices":[{"message":{"content":%s}}],"usage":{"prompt_tokens":11,"completion_tokens":7}}`, content)
	}))
	defer server.Close()
	key := filepath.Join(dir, "key")
	if err := os.WriteFile(key, []byte("sesame\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	call := func(want int, args ...string) (stdout, stderr string) {
		t.Helper()
		var out, errs bytes.Buffer
		env := []string{"CHANCERY_STORE=" + filepath.Join(dir, "store"), "CHANCERY_PROGRESS=none", "CHANCERY_LLM_URL=" + server.URL + "/v1", "CHANCERY_LLM_MODEL=small-1"}
		text := strings.NewReader("Entretien\n" + sentence + "\n")
		if got := run(context.Background(), append([]string{"chancery"}, args...), text, &out, &errs, env); got != want {
			t.Fatalf("%v: exit status %d, want %d\n%s%s", args, got, want, out.String(), errs.String())
		}
		if strings.Contains(out.String()+errs.String(), "sesame") {
			t.Errorf("%v shows the key", args)
		}
		return out.String(), errs.String()
	}
	call(0, "init")
	_, stderr := call(exitFailed, "ingest", "-", "--published", "2026-03-03", "--extractor", "llm")
	if !strings.Contains(stderr, "401") || !strings.Contains(stderr, "--api-key-file") {
		t.Errorf("without a key: %s", stderr)
	}
	flags := []string{"-", "--published", "2026-03-03", "--extractor", "llm", "--api-key-file", key}
	stdout, _ := call(0, append([]string{"extract", "--json"}, flags...)...)
	if !strings.Contains(stdout, `"dropped":{"name":1}`) || !strings.Contains(stdout, `"rule":"llm"`) {
		t.Errorf("extract: %s", stdout)
	}
	if _, stderr = call(0, append([]string{"ingest"}, flags...)...); !strings.Contains(stderr, "1 fact\n") || !strings.Contains(stderr, "not believed: name 1") {
		t.Errorf("ingest: %s", stderr)
	}
	dump, _ := call(0, "export")
	for _, part := range []string{`ns#model> "small-1"`, `ns#promptSha256> "`, `ns#promptTokens> "11"`, `ns#completionTokens> "7"`, `ns#dropped> "name: 1"`, `ns#met>`} {
		if !strings.Contains(dump, part) {
			t.Errorf("the event lacks %s", part)
		}
	}
	if log, _ := call(0, "log", "--json"); !strings.Contains(log, `"extractor":"llm/2 small-1 prompt:`) {
		t.Errorf("log: %s", log)
	}
	// Trusted less than facts have to be, the same is a candidate.
	if _, stderr = call(0, append([]string{"ingest", "--trust", "0.4"}, flags...)...); !strings.Contains(stderr, "0 facts, 1 candidate to review") {
		t.Errorf("less trusted: %s", stderr)
	}
	status = http.StatusNotFound
	if _, stderr = call(exitFailed, append([]string{"ingest", "--min-confidence", "0.9"}, flags...)...); !strings.Contains(stderr, "404") {
		t.Errorf("404: %s", stderr)
	}
}
