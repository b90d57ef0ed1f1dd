package query_test

import (
	"path"
	"sort"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph/graphtest"
)

// suiteRun is a W3C suite's evaluation tests.
type suiteRun struct {
	name, manifest string
	kinds          map[string]func(*testing.T, entry) error
	count          int // tests when this was written: fewer means that manifests are read wrongly
}

// notDone are tests that do not run, by a part of their IRI, with the reason.
var notDone = map[string]string{
	"/entailment/": "entailment regimes are not done",
}

func TestW3C(t *testing.T) {
	dir := graphtest.SharedDir(t, "conformance", "rdf-tests", "sparql")
	evaluation := map[string]func(*testing.T, entry) error{
		"QueryEvaluationTest":  evaluateQuery,
		"CSVResultFormatTest":  evaluateQuery,
		"UpdateEvaluationTest": evaluateUpdate,
	}
	for _, s := range []suiteRun{
		{"sparql10 eval", "sparql10/manifest-evaluation.ttl", evaluation, 283},
		{"sparql11 eval", "sparql11/manifest-all.ttl", evaluation, 336},
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
	left := map[string]int{}
	for _, e := range all {
		run := s.kinds[e.kind]
		if run == nil || strings.Contains(e.iri, "/syntax-") {
			continue // syntax: the parser's tests
		}
		if reason := e.notDone(); reason != "" {
			left[reason]++
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
	for reason, n := range left {
		t.Logf("%s: %d tests not run: %s", s.name, n, reason)
	}
	graphtest.ReportSuite(t, s.name, passed, total, s.count)
}

func (e entry) notDone() string {
	for part, reason := range notDone {
		if strings.Contains(e.iri, part) {
			return reason
		}
	}
	return ""
}
