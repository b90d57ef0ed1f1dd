package nquads_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
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

type entry struct{ name, kind, action, result string }

var (
	entriesPattern = regexp.MustCompile(`(?s)mf:entries\s*\((.*?)\n\s*\)`)
	comment        = regexp.MustCompile(`(?m)^\s*#.*$`)
	// A test starts with its name at the start of a line and ends with a dot at
	// the end of one.
	testPattern   = regexp.MustCompile(`(?ms)^(?:<#([\w.-]+)>|\w*:([\w.-]+))\s+(?:rdf:type|a)\s+rdft:(\w+)\s*;(.*?)\.[ \t]*$`)
	actionPattern = regexp.MustCompile(`mf:action\s+<([^>]+)>`)
	resultPattern = regexp.MustCompile(`mf:result\s+<([^>]+)>`)
)

// readManifest finds the entries of a manifest and fails unless each listed
// entry is described and each described test is listed.
func readManifest(t *testing.T, path string) []entry {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	list := entriesPattern.FindSubmatch(text)
	if list == nil {
		t.Fatalf("%s: no mf:entries", path)
	}
	listed := map[string]bool{}
	for _, name := range strings.Fields(string(comment.ReplaceAll(list[1], nil))) {
		name = strings.Trim(name, "<>#")
		listed[name[strings.LastIndexByte(name, ':')+1:]] = true
	}
	var entries []entry
	for _, m := range testPattern.FindAllSubmatch(text, -1) {
		e := entry{name: string(m[1]) + string(m[2]), kind: string(m[3])}
		if a := actionPattern.FindSubmatch(m[4]); a != nil {
			e.action = string(a[1])
		}
		if r := resultPattern.FindSubmatch(m[4]); r != nil {
			e.result = string(r[1])
		}
		if !listed[e.name] || e.action == "" {
			t.Errorf("%s: test %s is not listed or has no action", path, e.name)
		}
		delete(listed, e.name)
		entries = append(entries, e)
	}
	for name := range listed {
		t.Errorf("%s: entry %s is not described", path, name)
	}
	return entries
}

func canonicalize(text []byte, o nquads.Options) ([]byte, error) {
	var out bytes.Buffer
	w := nquads.NewWriter(&out)
	r := nquads.NewReader(bytes.NewReader(text), o)
	var b graph.PatchBatch
	for {
		if err := r.ReadPatch(&b); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		if err := w.WritePatch(&b); err != nil {
			return nil, err
		}
	}
	err := w.Flush()
	return out.Bytes(), err
}

// runEntry returns why a test fails, nil if it passes.
func runEntry(dir string, e entry) error {
	text, err := os.ReadFile(filepath.Join(dir, e.action))
	if err != nil {
		return err
	}
	got, err := canonicalize(text, nquads.Options{Name: e.action, Triples: strings.HasSuffix(e.action, ".nt")})
	switch {
	case strings.HasSuffix(e.kind, "NegativeSyntax"):
		if syntax := (*nquads.SyntaxError)(nil); !errors.As(err, &syntax) {
			return fmt.Errorf("accepted (error %v), expected a syntax error", err)
		}
	case strings.HasSuffix(e.kind, "PositiveSyntax"):
		return err
	case strings.HasSuffix(e.kind, "PositiveC14N"):
		if err != nil {
			return err
		}
		want, err := os.ReadFile(filepath.Join(dir, e.result))
		if err != nil {
			return err
		}
		if !bytes.Equal(got, want) {
			return fmt.Errorf("got %q, want %q", got, want)
		}
	default:
		return fmt.Errorf("unknown kind of test %s", e.kind)
	}
	return nil
}

func TestW3C(t *testing.T) {
	root := sharedDir(t, "conformance", "rdf-tests", "rdf")
	for _, suite := range []struct {
		name, dir string
		count     int // entries of the suite when this was written; fewer would mean that the manifest is read wrongly
	}{
		{"rdf11/n-triples", "rdf11/rdf-n-triples", 70},
		{"rdf11/n-quads", "rdf11/rdf-n-quads", 87},
		{"rdf12/n-triples syntax", "rdf12/rdf-n-triples/syntax", 29},
		{"rdf12/n-triples c14n", "rdf12/rdf-n-triples/c14n", 41},
		{"rdf12/n-quads syntax", "rdf12/rdf-n-quads/syntax", 27},
		{"rdf12/n-quads c14n", "rdf12/rdf-n-quads/c14n", 41},
	} {
		dir := filepath.Join(root, filepath.FromSlash(suite.dir))
		entries := readManifest(t, filepath.Join(dir, "manifest.ttl"))
		passed := 0
		for _, e := range entries {
			if err := runEntry(dir, e); err != nil {
				t.Errorf("%s: %s: %v", suite.name, e.name, err)
			} else {
				passed++
			}
		}
		if len(entries) < suite.count {
			t.Errorf("%s: %d entries, expected at least %d", suite.name, len(entries), suite.count)
		}
		line := fmt.Sprintf("%s: %d of %d", suite.name, passed, len(entries))
		t.Log(line)
		if testing.Verbose() {
			fmt.Println(line)
		}
	}
}

// TestW3CUnlisted runs the pairs of files in the c14n folders that the manifests
// do not list (they are newer than the rest).
func TestW3CUnlisted(t *testing.T) {
	root := sharedDir(t, "conformance", "rdf-tests", "rdf", "rdf12")
	results, err := filepath.Glob(filepath.Join(root, "*", "c14n", "*-c14n.n?"))
	if err != nil || len(results) < 80 {
		t.Fatalf("%d result files, %v", len(results), err)
	}
	for _, result := range results {
		name := filepath.Base(result)
		action := strings.Replace(name, "-c14n", "", 1)
		e := entry{name: action, kind: "PositiveC14N", action: action, result: name}
		if err := runEntry(filepath.Dir(result), e); err != nil {
			t.Errorf("%s: %v", action, err)
		}
	}
}
