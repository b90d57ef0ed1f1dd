package sparql_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph/codec/turtle"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/sparql"
)

const (
	mf = "<http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
	qt = "<http://www.w3.org/2001/sw/DataAccess/tests/test-query#query>"
	ut = "<http://www.w3.org/2009/sparql/tests/test-update#"
)

// suiteEntry is a test of a manifest whose text is a query or an update.
type suiteEntry struct {
	name, kind string
	path, base string
	update     bool
}

// TestW3C parses every query and update of the three suites: those of syntax
// tests as the manifest says, those of evaluation tests as correct ones. What
// parses is written and read again.
func TestW3C(t *testing.T) {
	root := graphtest.SharedDir(t, "conformance", "rdf-tests", "sparql")
	for _, suite := range []struct {
		name     string
		manifest []string
		count    int // entries when this was written
	}{
		{"sparql10", []string{"sparql10/manifest.ttl"}, 460},
		{"sparql11", []string{"sparql11/manifest-all.ttl"}, 480},
		{"sparql12", []string{"sparql12/manifest.ttl"}, 240},
	} {
		t.Run(suite.name, func(t *testing.T) {
			var entries []suiteEntry
			for _, m := range suite.manifest {
				entries = append(entries, readSuite(t, filepath.Join(root, filepath.FromSlash(m)))...)
			}
			kinds := map[string][2]int{}
			for _, e := range entries {
				n := kinds[e.kind]
				n[1]++
				if err := e.run(); err != nil {
					t.Errorf("%s %s: %v", e.kind, e.path, err)
				} else {
					n[0]++
				}
				kinds[e.kind] = n
			}
			if len(entries) < suite.count {
				t.Errorf("%d entries, expected at least %d", len(entries), suite.count)
			}
			for _, k := range sortedKeys(kinds) {
				t.Logf("%s %s: %d of %d", suite.name, k, kinds[k][0], kinds[k][1])
			}
		})
	}
}

func sortedKeys(m map[string][2]int) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func (e suiteEntry) run() error {
	text, err := os.ReadFile(e.path)
	if err != nil {
		return err
	}
	err = parseAgain(string(text), e.base, e.update)
	negative := strings.HasPrefix(e.kind, "Negative")
	switch {
	case negative && err == nil:
		return fmt.Errorf("accepted, expected a syntax error:\n%s", text)
	case negative || err == nil:
		return nil
	}
	if syntax, ok := err.(*sparql.SyntaxError); ok {
		return fmt.Errorf("%w\n%s", err, syntax.Excerpt(string(text)))
	}
	return err
}

// parseAgain parses, writes, parses what was written, and compares.
func parseAgain(text, base string, update bool) error {
	if update {
		u, err := sparql.ParseUpdate(text, sparql.Options{Base: base})
		if err != nil {
			return err
		}
		again, err := sparql.ParseUpdate(u.String(), sparql.Options{})
		if err != nil {
			return fmt.Errorf("written as\n%s\n%v", u, err)
		}
		if !sameUpToBlanks(u, again) {
			return fmt.Errorf("written as\n%s\nand that as\n%s", u, again)
		}
		return nil
	}
	q, err := sparql.ParseQuery(text, sparql.Options{Base: base})
	if err != nil {
		return err
	}
	again, err := sparql.ParseQuery(q.String(), sparql.Options{})
	if err != nil {
		return fmt.Errorf("written as\n%s\n%v", q, err)
	}
	if !sameUpToBlanks(q, again) {
		return fmt.Errorf("written as\n%s\nand that as\n%s", q, again)
	}
	return nil
}

// readSuite returns the entries of a manifest and of all that it includes.
func readSuite(t *testing.T, path string) []suiteEntry {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	dir := "file://" + filepath.ToSlash(filepath.Dir(path)) + "/"
	statements, err := graphtest.ReadStatements(turtle.NewReader(f, turtle.Options{Name: path, Base: dir + "manifest.ttl"}))
	if err != nil {
		t.Fatal(err)
	}
	m := manifest{values: map[[2]string]string{}}
	var lists []string
	for _, s := range statements {
		if key := [2]string{s.S, s.P}; m.values[key] == "" {
			m.values[key] = s.O
		}
		if s.P == mf+"include>" || s.P == mf+"entries>" {
			lists = append(lists, s.O)
		}
	}
	var entries []suiteEntry
	for _, list := range lists {
		for list != "<"+vocab.RDFNil+">" {
			test := m.values[[2]string{list, "<" + vocab.RDFFirst + ">"}]
			if included, ok := strings.CutSuffix(fileOf(test), ".ttl"); ok {
				entries = append(entries, readSuite(t, included+".ttl")...)
			} else if e, ok := m.entry(test); ok {
				entries = append(entries, e)
			}
			list = m.values[[2]string{list, "<" + vocab.RDFRest + ">"}]
		}
	}
	return entries
}

type manifest struct{ values map[[2]string]string }

// entry returns ok = false for tests without a query or update of their own:
// those of the protocol, of the service description and the like.
func (m manifest) entry(test string) (suiteEntry, bool) {
	kind := m.values[[2]string{test, "<" + vocab.RDFType + ">"}]
	kind = strings.TrimSuffix(kind[strings.LastIndexAny(kind, "#")+1:], ">")
	action := m.values[[2]string{test, mf + "action>"}]
	for _, p := range []string{qt, ut + "request>"} {
		if text := m.values[[2]string{action, p}]; text != "" {
			action = text
		}
	}
	e := suiteEntry{
		name: strings.Trim(m.values[[2]string{test, mf + "name>"}], `"`),
		kind: kind, path: fileOf(action), base: strings.Trim(action, "<>"),
	}
	e.update = strings.HasSuffix(e.path, ".ru")
	return e, e.update || strings.HasSuffix(e.path, ".rq")
}

func fileOf(iri string) string {
	return filepath.FromSlash(strings.TrimSuffix(strings.TrimPrefix(iri, "<file://"), ">"))
}
