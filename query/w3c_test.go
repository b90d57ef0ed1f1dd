package query_test

import (
	"fmt"
	"path"
	"sort"
	"strings"
	"testing"
)

// suite is a W3C suite's evaluation tests.
type suiteRun struct {
	name, manifest string
	kinds          map[string]func(*testing.T, entry) error
	count          int // tests when this was written: fewer means that manifests are read wrongly
}

// notDone are tests that do not run, by a part of their IRI, with the reason. A
// test here that would pass is an error.
var notDone = map[string]string{
	"/entailment/": "entailment regimes are not done",
}

func TestW3C(t *testing.T) {
	dir := suites(t)
	evaluation := map[string]func(*testing.T, entry) error{
		"QueryEvaluationTest":  evaluateQuery,
		"CSVResultFormatTest":  evaluateQuery,
		"UpdateEvaluationTest": evaluateUpdate,
	}
	for _, s := range []suiteRun{
		{"sparql10 eval", "sparql10/manifest-evaluation.ttl", evaluation, 280},
		{"sparql11 eval", "sparql11/manifest-all.ttl", evaluation, 380},
		{"sparql12 eval", "sparql12/manifest.ttl", evaluation, 60},
	} {
		t.Run(s.name, func(t *testing.T) { s.run(t, dir) })
	}
}

func (s suiteRun) run(t *testing.T, dir string) {
	all, err := (&w3cSuite{dir: dir}).entries(s.manifest)
	if err != nil {
		t.Fatal(err)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].iri < all[j].iri })
	passed, total := 0, 0
	for _, e := range all {
		run := s.kinds[e.kind]
		if run == nil || strings.Contains(e.iri, "/syntax-") {
			continue // syntax: the parser's tests
		}
		if reason := e.notDone(); reason != "" {
			continue
		}
		total++
		short := path.Base(path.Dir(strings.SplitN(e.iri, "#", 2)[0])) + "/" + strings.Trim(e.iri[strings.LastIndexAny(e.iri, "#/")+1:], ">")
		t.Run(short, func(t *testing.T) {
			if err := run(t, e); err != nil {
				t.Errorf("%s (%s): %v", e.iri, e.name, err)
				return
			}
			passed++
		})
	}
	if total < s.count {
		t.Errorf("%s: %d tests, expected at least %d", s.name, total, s.count)
	}
	line := fmt.Sprintf("%s: passed %d of %d", s.name, passed, total)
	t.Log(line)
	if testing.Verbose() {
		fmt.Println(line)
	}
}

func (e entry) notDone() string {
	for part, reason := range notDone {
		if strings.Contains(e.iri, part) {
			return reason
		}
	}
	return ""
}
