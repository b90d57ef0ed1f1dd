package w3c

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/codec/turtle"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/graph/vocab"
)

const (
	mf   = "<http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
	rdft = "<http://www.w3.org/ns/rdftest#"
	// root is what the folder of the suites is published as.
	root = "https://w3c.github.io/rdf-tests/rdf/"
)

// Suite is a manifest and what is known about it.
type Suite struct {
	Name  string // printed
	Dir   string // below the folder of the suites, with slashes
	Count int    // entries when the test was written; fewer would mean that the manifest is read wrongly
}

// Open reads a test's document. base is its IRI.
type Open func(r io.Reader, name, base string) graph.PatchReader

// entry is a test.
type entry struct{ name, kind, action, result string }

// Run runs every entry of a suite and prints how many passed.
func Run(t *testing.T, s Suite, open Open) {
	t.Helper()
	dir := filepath.Join(graphtest.SharedDir(t, "conformance", "rdf-tests", "rdf"), filepath.FromSlash(s.Dir))
	base := root + s.Dir + "/"
	entries, err := readManifest(dir, base)
	if err != nil {
		t.Fatal(err)
	}
	passed := 0
	for _, e := range entries {
		if err := e.run(dir, base, open); err != nil {
			t.Errorf("%s: %s: %v", s.Name, e.name, err)
		} else {
			passed++
		}
	}
	graphtest.ReportSuite(t, s.Name, passed, len(entries), s.Count)
}

// readManifest returns the entries in their order.
func readManifest(dir, base string) ([]entry, error) {
	path := filepath.Join(dir, "manifest.ttl")
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	statements, err := graphtest.ReadStatements(turtle.NewReader(f, turtle.Options{Name: path, Base: base + "manifest.ttl"}))
	if err != nil {
		return nil, err
	}
	// Objects by subject and predicate; the first of several.
	values := map[[2]string]string{}
	list := ""
	for _, s := range statements {
		if key := [2]string{s.S, s.P}; values[key] == "" {
			values[key] = s.O
		}
		switch s.P {
		case mf + "entries>":
			list = s.O
		case mf + "assumedTestBase>":
			if s.O != "<"+base+">" {
				return nil, fmt.Errorf("%s: assumed test base %s, expected <%s>", path, s.O, base)
			}
		}
	}
	var entries []entry
	for list != "<"+vocab.RDFNil+">" {
		test := values[[2]string{list, "<" + vocab.RDFFirst + ">"}]
		e := entry{
			name:   string(graph.AppendLexical(nil, []byte(values[[2]string{test, mf + "name>"}]))),
			kind:   strings.TrimSuffix(strings.TrimPrefix(values[[2]string{test, "<" + vocab.RDFType + ">"}], rdft), ">"),
			action: strings.Trim(values[[2]string{test, mf + "action>"}], "<>"),
			result: strings.Trim(values[[2]string{test, mf + "result>"}], "<>"),
		}
		if e.name == "" || e.kind == "" || e.action == "" {
			return nil, fmt.Errorf("%s: entry %s is not described: %+v", path, test, e)
		}
		entries = append(entries, e)
		list = values[[2]string{list, "<" + vocab.RDFRest + ">"}]
	}
	return entries, nil
}

// run returns why a test fails, nil if it passes.
func (e entry) run(dir, base string, open Open) error {
	got, err := e.read(dir, base, e.action, open)
	if syntax := (*turtle.SyntaxError)(nil); err != nil && !errors.As(err, &syntax) {
		return err
	}
	switch {
	case strings.Contains(e.kind, "Negative"):
		if err == nil {
			return errors.New("accepted, expected a syntax error")
		}
		return nil
	case strings.HasSuffix(e.kind, "PositiveSyntax"), err != nil:
		return err
	case strings.HasSuffix(e.kind, "PositiveC14N"):
		return e.canonical(dir, base, got)
	case strings.HasSuffix(e.kind, "Eval"):
		want, err := e.read(dir, base, e.result, func(r io.Reader, name, _ string) graph.PatchReader {
			return nquads.NewReader(r, nquads.Options{Name: name})
		})
		if err != nil {
			return err
		}
		if !graphtest.Isomorphic(got, want) {
			return fmt.Errorf("got %q, want %q", got, want)
		}
		return nil
	}
	return fmt.Errorf("unknown kind of test %s", e.kind)
}

// canonical compares the canonical lines of statements with those of a file.
func (e entry) canonical(dir, base string, got []graphtest.Statement) error {
	name, err := below(base, e.result)
	if err != nil {
		return err
	}
	want, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return err
	}
	var lines []byte
	for _, s := range got {
		lines = nquads.AppendQuad(lines, []byte(s.S), []byte(s.P), []byte(s.O), []byte(s.G))
	}
	if !bytes.Equal(lines, want) {
		return fmt.Errorf("got %q, want %q", lines, want)
	}
	return nil
}

// below returns the path of a file of the suite.
func below(base, iri string) (string, error) {
	name, ok := strings.CutPrefix(iri, base)
	if !ok {
		return "", fmt.Errorf("file <%s> is not below the base of the suite", iri)
	}
	return filepath.FromSlash(name), nil
}

func (e entry) read(dir, base, iri string, open Open) ([]graphtest.Statement, error) {
	name, err := below(base, iri)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return graphtest.ReadStatements(open(f, name, iri))
}
