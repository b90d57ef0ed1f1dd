package canon_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/chancery-graph/chancery/graph/canon"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
)

// sharedDir returns a folder of ../shared beside the repository, or skips.
func sharedDir(t *testing.T, path ...string) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("go.mod not found")
		}
		dir = parent
	}
	shared := filepath.Join(append([]string{filepath.Dir(dir), "shared"}, path...)...)
	if _, err := os.Stat(shared); err != nil {
		t.Skipf("the W3C test suites are not beside the repository: %v", err)
	}
	return shared
}

type entry struct {
	ID, Type, Name, Action, Result string
	HashAlgorithm                  string
}

// runEntry returns why a test fails, nil if it passes.
func runEntry(dir string, e entry) error {
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(e.Action)))
	if err != nil {
		return err
	}
	o := canon.Options{Labels: true}
	switch e.HashAlgorithm {
	case "":
	case "SHA384":
		o.Hash = canon.SHA384
	default:
		return fmt.Errorf("unknown hash algorithm %s", e.HashAlgorithm)
	}
	var got bytes.Buffer
	res, err := canon.Write(context.Background(), &got, nquads.NewReader(bytes.NewReader(text), nquads.Options{Name: e.Action}), o)
	if e.Type == "rdfc:RDFC10NegativeEvalTest" {
		if !errors.Is(err, canon.ErrTooComplex) || got.Len() > 0 {
			return fmt.Errorf("error %v and %d bytes, expected ErrTooComplex and none", err, got.Len())
		}
		return nil
	}
	if err != nil {
		return err
	}
	want, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(e.Result)))
	if err != nil {
		return err
	}
	switch e.Type {
	case "rdfc:RDFC10EvalTest":
		if !bytes.Equal(got.Bytes(), want) {
			return fmt.Errorf("got\n%s\nwant\n%s", &got, want)
		}
	case "rdfc:RDFC10MapTest":
		var labels map[string]string
		if err := json.Unmarshal(want, &labels); err != nil {
			return err
		}
		if !maps.Equal(res.Labels, labels) {
			return fmt.Errorf("got labels %v, want %v", res.Labels, labels)
		}
	default:
		return fmt.Errorf("unknown kind of test %s", e.Type)
	}
	return nil
}

func TestW3C(t *testing.T) {
	dir := sharedDir(t, "conformance", "rdf-canon", "tests")
	text, err := os.ReadFile(filepath.Join(dir, "manifest.jsonld"))
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct{ Entries []entry }
	if err := json.Unmarshal(text, &manifest); err != nil {
		t.Fatal(err)
	}
	const count = 86 // entries when this was written; fewer would mean that the manifest is read wrongly
	if len(manifest.Entries) < count {
		t.Errorf("%d entries, expected at least %d", len(manifest.Entries), count)
	}
	passed := 0
	for _, e := range manifest.Entries {
		if err := runEntry(dir, e); err != nil {
			t.Errorf("%s (%s): %v", e.ID, e.Name, err)
		} else {
			passed++
		}
	}
	line := fmt.Sprintf("rdf-canon: %d of %d", passed, len(manifest.Entries))
	t.Log(line)
	if testing.Verbose() {
		fmt.Println(line)
	}
}
