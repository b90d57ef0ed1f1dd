package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestRemoteContexts runs a script beside a server of JSON-LD contexts.
func TestRemoteContexts(t *testing.T) {
	var version atomic.Int64
	mux := http.NewServeMux()
	mux.HandleFunc("/contexts/name", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/ld+json")
		fmt.Fprint(w, `{"@context":{"name":"u:name"}}`)
	})
	mux.HandleFunc("/loop", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/ld+json")
		fmt.Fprint(w, `{"@context":"/loop"}`)
	})
	mux.HandleFunc("/changing", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/ld+json")
		fmt.Fprintf(w, `{"@context":{"name":"u:version-%d"}}`, version.Add(1))
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close) // the script runs in parallel, after this function
	testscript.Run(t, testscript.Params{
		Files: []string{filepath.Join("testdata", "remote", "contexts.txtar")},
		Setup: func(e *testscript.Env) error {
			e.Setenv("CHANCERY_AGENT", "tester")
			e.Setenv("CHANCERY_PROGRESS", "none")
			e.Setenv("GORACE", raceExit)
			e.Setenv("HOST", strings.TrimPrefix(server.URL, "http://"))
			for name, context := range map[string]string{"page": "/contexts/name", "loop": "/loop", "changing": "/changing"} {
				text := fmt.Sprintf(`{"@context":%q,"@id":"u:s","name":"Nadia"}`, server.URL+context)
				if err := os.WriteFile(filepath.Join(e.WorkDir, name+".jsonld"), []byte(text), 0o600); err != nil {
					return err
				}
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"status": wantStatus},
	})
}
