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
	"github.com/chancery-graph/chancery/graph/graphtest"
)

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
	dir := graphtest.SharedDir(t, "conformance", "rdf-canon", "tests")
	text, err := os.ReadFile(filepath.Join(dir, "manifest.jsonld"))
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct{ Entries []entry }
	if err := json.Unmarshal(text, &manifest); err != nil {
		t.Fatal(err)
	}
	passed := 0
	for _, e := range manifest.Entries {
		if err := runEntry(dir, e); err != nil {
			t.Errorf("%s (%s): %v", e.ID, e.Name, err)
		} else {
			passed++
		}
	}
	graphtest.ReportSuite(t, "rdf-canon", passed, len(manifest.Entries), 86)
}
