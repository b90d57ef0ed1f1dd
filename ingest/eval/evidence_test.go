package eval_test

import (
	"context"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/eval"
	"github.com/chancery-graph/chancery/ingest/extract"
)

const (
	annotated    = "../extract/testdata/annotated/"
	firstSeen    = annotated + "firstseen.txt"
	evidenceFile = "../extract/confidence.txt"
)

func score(t *testing.T, dir string) *eval.Report {
	t.Helper()
	r, err := eval.Dir(context.Background(), ingest.FactsOnly{Extractor: extract.Rules{}}, os.DirFS(annotated+dir))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// sets are the folders of annotated texts: those that rules and weights may be made with, and those kept
// apart, which neither come from.
func sets(t *testing.T) (own, kept []string) {
	t.Helper()
	entries, err := os.ReadDir("../extract/testdata/annotated")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		switch {
		case !e.IsDir():
		case strings.HasPrefix(e.Name(), "kept-"):
			kept = append(kept, e.Name())
		default:
			own = append(own, e.Name())
		}
	}
	return own, kept
}

// evidenceOf counts how often each rule is right in a folder, by the number of doubts;
// events without a pair, mostly contacts with people whom no name is given, are left
// out, and likely contacts, whose evidence stands with their weights.
func evidenceOf(t *testing.T, dir string) map[string]eval.Tally {
	t.Helper()
	sum := map[string]eval.Tally{}
	for key, tally := range score(t, dir).Evidence {
		rule, doubts, _ := strings.Cut(key, " ")
		if strings.HasSuffix(rule, "/lone") || strings.HasPrefix(rule, "contact/likely") {
			continue
		}
		add(sum, rule+" "+doubts, tally)
	}
	return sum
}

func add(sum map[string]eval.Tally, key string, t eval.Tally) {
	s := sum[key]
	s.Right, s.Wrong = s.Right+t.Right, s.Wrong+t.Wrong
	sum[key] = s
}

// seenFirst are the errors that the rules made on texts when these were first seen.
func seenFirst(t *testing.T) map[string]eval.Tally {
	t.Helper()
	raw, err := os.ReadFile(firstSeen)
	if err != nil {
		t.Fatal(err)
	}
	sum := map[string]eval.Tally{}
	for line := range strings.Lines(string(raw)) {
		var rule string
		var wrong int
		if strings.HasPrefix(line, "#") {
			continue
		}
		if _, err := fmt.Sscan(line, &rule, &wrong); err != nil {
			t.Fatalf("%s: %q: %v", firstSeen, line, err)
		}
		add(sum, rule+" first", eval.Tally{Wrong: wrong})
	}
	return sum
}

// TestEvidence counts how often each rule is right on the annotated texts of the
// repository and compares that with what package extract takes for its confidence.
// The flag -update writes it anew.
func TestEvidence(t *testing.T) {
	sum := seenFirst(t)
	own, _ := sets(t)
	for _, dir := range own {
		for key, tally := range evidenceOf(t, dir) {
			add(sum, key, tally)
		}
	}
	var b strings.Builder
	b.WriteString("# How often each rule was right and wrong on the annotated texts of\n" +
		"# testdata/annotated, by the number of doubts, with the errors of firstseen.txt\n" +
		"# there. Written by\n" +
		"#\n#\tgo test ./ingest/eval -run TestEvidence -update\n")
	for _, key := range slices.Sorted(maps.Keys(sum)) {
		fmt.Fprintf(&b, "%-26s %d %d\n", key, sum[key].Right, sum[key].Wrong)
	}
	if *updateFlag {
		if err := os.WriteFile(evidenceFile, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	raw, err := os.ReadFile(filepath.FromSlash(evidenceFile))
	if err != nil {
		t.Fatal(err)
	}
	if string(raw) != b.String() {
		t.Errorf("%s is not what the rules do now; write it anew with -update\n%s", evidenceFile, b.String())
	}
}

// reliability tells, by the confidence of assertions, how many there are, how sure they are
// on average and how often they are right.
type reliability [5]struct {
	n, right int
	sure     float64
}

var sureEdges = [len(reliability{}) + 1]float64{0, 0.5, 0.7, 0.8, 0.9, 1.01}

// count adds the assertions of a set, with the confidence that follows from the evidence of others.
func (rel *reliability) count(set, others map[string]eval.Tally) {
	rules := map[string]eval.Tally{}
	for key, tally := range others {
		if rule, kind, _ := strings.Cut(key, " "); kind != "first" {
			add(rules, rule, tally)
		}
	}
	for key, tally := range set {
		rule, _, _ := strings.Cut(key, " ")
		if rules[rule] == (eval.Tally{}) {
			continue // no other set has the rule
		}
		sure := extract.Estimate(others[key].Right, others[key].Wrong, rules[rule].Right, rules[rule].Wrong, others[rule+" first"].Wrong)
		for k := range rel {
			if sure >= sureEdges[k] && sure < sureEdges[k+1] {
				n := tally.Right + tally.Wrong
				rel[k].n, rel[k].right = rel[k].n+n, rel[k].right+tally.Right
				rel[k].sure += sure * float64(n)
			}
		}
	}
}

// check fails where 30 assertions and more are right less often than they are sure, by more
// than a twentieth and two standard errors.
func (rel *reliability) check(t *testing.T) {
	t.Helper()
	const tolerance = 0.05
	for k, s := range rel {
		if s.n == 0 {
			continue
		}
		sure, right := s.sure/float64(s.n), float64(s.right)/float64(s.n)
		t.Logf("confidence %.1f to %.1f: %4d assertions, sure %.2f, right %.2f", sureEdges[k], min(1, sureEdges[k+1]), s.n, sure, right)
		if chance := 2 * math.Sqrt(sure*(1-sure)/float64(s.n)); s.n >= 30 && right < sure-tolerance-chance {
			t.Errorf("assertions of confidence %.1f and more are right in %.2f only", sureEdges[k], right)
		}
	}
}

// TestReliability takes for each set the evidence of all the others and compares the
// confidence that follows from it with how often the rules were right: they must be
// right no less often than they are sure. The errors of first sight count throughout.
func TestReliability(t *testing.T) {
	each := map[string]map[string]eval.Tally{}
	all := seenFirst(t)
	own, kept := sets(t)
	for _, dir := range own {
		each[dir] = evidenceOf(t, dir)
		for key, tally := range each[dir] {
			add(all, key, tally)
		}
	}
	t.Run("open", func(t *testing.T) {
		var rel reliability
		for _, held := range own {
			others := seenFirst(t)
			for _, dir := range own {
				for key, tally := range each[dir] {
					if dir != held {
						add(others, key, tally)
					}
				}
			}
			rel.count(each[held], others)
		}
		rel.check(t)
	})
	t.Run("kept", func(t *testing.T) {
		var rel reliability
		for _, dir := range kept {
			rel.count(evidenceOf(t, dir), all)
		}
		rel.check(t)
	})
}

// TestOwn guards the scores on the annotated texts of the repository; docs/extraction.md
// tells how the sets came about and what they scored when first seen.
func TestOwn(t *testing.T) {
	for _, tt := range []struct {
		dir                   string
		precision, recall     float64
		place, date, status   float64
		roles, quietWithAlarm float64
	}{
		{"dev", 0.98, 0.98, 0.96, 0.91, 0.96, 0.96, 0.05},
		{"heldout", 0.98, 0.93, 0.98, 0.95, 0.98, 0.95, 0.05},
		{"fresh", 0.94, 0.90, 0.84, 0.81, 0.90, 0.90, 0.05},
		{"fresh2", 0.92, 0.90, 0.98, 0.84, 0.92, 0.95, 0.05},
		{"fr-a", 0.95, 0.76, 0.84, 0.77, 0.93, 0.83, 0.05},
		{"en-a", 0.96, 0.81, 0.83, 0.84, 0.94, 0.84, 0.05},
		{"plain", 0.98, 0.97, 0.95, 0.88, 0.97, 0.93, 0.05},
		{"plain2", 0.96, 0.96, 0.95, 0.91, 0.96, 0.94, 0.05},
		{"plain3", 0.93, 0.81, 0.95, 0.90, 0.96, 0.86, 0.05},
		{"oblique", 0.95, 0.78, 0.93, 0.95, 0.97, 0.85, 0.05},
		{"mideast", 0.93, 0.81, 0.92, 0.91, 0.94, 0.87, 0.05},
		{"europe", 0.93, 0.84, 0.88, 0.92, 0.94, 0.90, 0.05},
		{"africa", 0.96, 0.75, 0.92, 0.91, 0.97, 0.88, 0.05},
		{"world", 0.92, 0.87, 0.86, 0.87, 0.95, 0.91, 0.05},
		{"agency", 0.98, 0.92, 0.95, 0.92, 0.96, 0.94, 0.05},
		{"atlantic", 0.98, 0.94, 0.95, 0.97, 0.98, 0.95, 0.05},
		{"abroad", 0.97, 0.97, 0.93, 0.91, 0.98, 0.93, 0.05},
		{"readouts", 0.98, 0.96, 0.97, 0.94, 0.98, 0.94, 0.05},
		{"francophone", 0.98, 0.96, 0.96, 0.95, 0.97, 0.94, 0.05},
		{"francophone2", 0.98, 0.98, 0.95, 0.95, 0.96, 0.92, 0.05},
		{"smaller", 0.97, 0.98, 0.85, 0.91, 0.97, 0.96, 0.05},
		{"global", 0.96, 0.93, 0.93, 0.84, 0.95, 0.88, 0.05},
		{"envoys", 0.98, 0.87, 0.94, 0.94, 0.98, 0.90, 0.05},
		{"bilateral", 0.96, 0.94, 0.92, 0.95, 0.97, 0.89, 0.05},
		{"bilateral2", 0.98, 0.98, 0.97, 0.97, 0.98, 0.91, 0.05},
		{"bilateral3", 0.96, 0.94, 0.97, 0.96, 0.97, 0.86, 0.05},
		{"bilateral4", 0.92, 0.94, 0.95, 0.92, 0.97, 0.87, 0.18},
		{"bilateral5", 0.89, 0.80, 0.87, 0.95, 0.97, 0.89, 0.18},
		{"recomposed-en1", 0.91, 0.89, 0.86, 0.91, 0.95, 0.86, 0.05},
		{"recomposed-en2", 0.98, 0.92, 0.94, 0.90, 0.96, 0.93, 0.05},
		{"recomposed-en3", 0.96, 0.89, 0.89, 0.95, 0.96, 0.89, 0.05},
		{"recomposed-en4", 0.96, 0.90, 0.92, 0.94, 0.98, 0.86, 0.05},
		{"recomposed-en5", 0.95, 0.95, 0.95, 0.88, 0.93, 0.88, 0.21},
		{"recomposed-en6", 0.94, 0.95, 0.94, 0.91, 0.98, 0.90, 0.05},
		{"recomposed-en7", 0.98, 0.98, 0.89, 0.81, 0.93, 0.90, 0.05},
		{"recomposed-en8", 0.96, 0.94, 0.87, 0.85, 0.93, 0.89, 0.05},
		{"recomposed-en9", 0.95, 0.97, 0.91, 0.87, 0.97, 0.87, 0.21},
		{"recomposed-en10", 0.93, 0.87, 0.94, 0.88, 0.94, 0.91, 0.05},
		{"recomposed-en11", 0.95, 0.88, 0.92, 0.86, 0.98, 0.89, 0.05},
		{"recomposed-en12", 0.95, 0.75, 0.91, 0.87, 0.96, 0.84, 0.05},
		{"recomposed-en13", 0.97, 0.94, 0.84, 0.81, 0.87, 0.90, 0.05},
		{"recomposed-en14", 0.94, 0.90, 0.73, 0.88, 0.85, 0.92, 0.05},
		{"recomposed-en15", 0.93, 0.87, 0.93, 0.89, 0.91, 0.84, 0.05},
		{"recomposed-en16", 0.96, 0.92, 0.85, 0.80, 0.91, 0.91, 0.05},
		{"recomposed-en17", 0.92, 0.73, 0.84, 0.83, 0.87, 0.81, 0.05},
		{"recomposed-en18", 0.93, 0.86, 0.73, 0.79, 0.86, 0.88, 0.21},
		{"recomposed-en19", 0.89, 0.92, 0.83, 0.80, 0.85, 0.85, 0.21},
		{"recomposed-en20", 0.93, 0.92, 0.82, 0.86, 0.94, 0.85, 0.05},
		{"recomposed-en21", 0.96, 0.91, 0.92, 0.91, 0.97, 0.92, 0.05},
		{"recomposed-en22", 0.92, 0.91, 0.87, 0.94, 0.95, 0.84, 0.18},
		{"recomposed-en23", 0.94, 0.91, 0.85, 0.89, 0.95, 0.90, 0.05},
		{"recomposed-en24", 0.91, 0.72, 0.94, 0.84, 0.89, 0.84, 0.35},
		{"recomposed-en25", 0.93, 0.93, 0.92, 0.88, 0.96, 0.93, 0.05},
		{"recomposed-fr1", 0.97, 0.95, 0.96, 0.92, 0.96, 0.91, 0.18},
		{"recomposed-fr2", 0.94, 0.90, 0.90, 0.93, 0.97, 0.91, 0.05},
		{"recomposed-fr3", 0.96, 0.93, 0.94, 0.91, 0.94, 0.89, 0.05},
		{"recomposed-fr4", 0.93, 0.84, 0.95, 0.94, 0.96, 0.84, 0.05},
		{"recomposed-fr5", 0.98, 0.91, 0.94, 0.90, 0.94, 0.92, 0.05},
		{"recomposed-fr6", 0.92, 0.80, 0.91, 0.93, 0.97, 0.87, 0.18},
		{"recomposed-fr7", 0.95, 0.91, 0.89, 0.90, 0.95, 0.86, 0.05},
		{"recomposed-fr8", 0.92, 0.93, 0.86, 0.67, 0.94, 0.88, 0.05},
		{"recomposed-fr9", 0.96, 0.90, 0.86, 0.81, 0.91, 0.82, 0.05},
		{"recomposed-fr10", 0.93, 0.93, 0.89, 0.82, 0.97, 0.92, 0.21},
		{"recomposed-fr11", 0.94, 0.80, 0.71, 0.72, 0.80, 0.88, 0.05},
		{"recomposed-fr12", 0.96, 0.92, 0.81, 0.79, 0.93, 0.91, 0.05},
		{"recomposed-fr13", 0.92, 0.87, 0.93, 0.87, 0.92, 0.90, 0.21},
		{"recomposed-fr14", 0.93, 0.74, 0.93, 0.96, 0.93, 0.89, 0.05},
		{"recomposed-fr15", 0.92, 0.90, 0.88, 0.77, 0.94, 0.85, 0.05},
		{"sparse-en1", 0.95, 0.83, 0.87, 0.91, 0.96, 0.87, 0.05},
		{"sparse-en2", 0.96, 0.78, 0.84, 0.89, 0.92, 0.83, 0.05},
		{"sparse-en3", 0.97, 0.82, 0.87, 0.91, 0.94, 0.88, 0.05},
		{"sparse-en4", 0.91, 0.91, 0.87, 0.87, 0.95, 0.86, 0.05},
		{"sparse-fr1", 0.94, 0.79, 0.85, 0.84, 0.94, 0.86, 0.05},
		{"sparse-fr2", 0.92, 0.87, 0.89, 0.79, 0.93, 0.91, 0.05},
		{"sparse-fr3", 0.93, 0.85, 0.83, 0.91, 0.93, 0.89, 0.05},
		{"sparse-fr4", 0.94, 0.87, 0.84, 0.90, 0.94, 0.86, 0.05},
		{"sparse-en5", 0.92, 0.86, 0.85, 0.82, 0.96, 0.75, 0.05},
		{"sparse-en6", 0.92, 0.77, 0.79, 0.89, 0.89, 0.84, 0.05},
		{"sparse-en7", 0.92, 0.65, 0.80, 0.90, 0.85, 0.86, 0.05},
		{"sparse-en8", 0.94, 0.80, 0.79, 0.85, 0.95, 0.79, 0.05},
		{"sparse-fr5", 0.92, 0.86, 0.88, 0.90, 0.92, 0.86, 0.05},
		{"sparse-fr6", 0.92, 0.89, 0.84, 0.93, 0.91, 0.81, 0.18},
		{"sparse-fr7", 0.92, 0.86, 0.89, 0.93, 0.90, 0.88, 0.05},
		{"sparse-fr8", 0.96, 0.75, 0.82, 0.85, 0.92, 0.80, 0.05},
		{"wire-en1", 0.88, 0.88, 0.91, 0.88, 0.94, 0.90, 0.05},
		{"wire-en2", 0.95, 0.86, 0.86, 0.89, 0.96, 0.87, 0.05},
		{"wire-en3", 0.95, 0.87, 0.86, 0.80, 0.84, 0.87, 0.05},
		{"wire-en4", 0.91, 0.83, 0.82, 0.89, 0.96, 0.89, 0.05},
		{"wire-en5", 0.86, 0.82, 0.85, 0.84, 0.91, 0.89, 0.05},
		{"wire-fr1", 0.89, 0.96, 0.77, 0.94, 0.95, 0.93, 0.05},
		{"wire-fr2", 0.95, 0.95, 0.89, 0.88, 0.97, 0.88, 0.05},
		{"wire-fr3", 0.90, 0.87, 0.96, 0.89, 0.97, 0.87, 0.05},
		{"wire-fr4", 0.94, 0.71, 0.83, 0.83, 0.87, 0.84, 0.05},
		{"wire-fr5", 0.94, 0.94, 0.87, 0.90, 0.94, 0.92, 0.05},
		{"wire-en6", 0.96, 0.92, 0.86, 0.91, 0.96, 0.87, 0.05},
		{"wire-en7", 0.97, 0.86, 0.93, 0.92, 0.96, 0.90, 0.05},
		{"wire-fr6", 0.95, 0.90, 0.86, 0.95, 0.96, 0.89, 0.05},
		{"wire-fr7", 0.90, 0.86, 0.92, 0.93, 0.95, 0.89, 0.05},
		{"states-en1", 0.93, 0.41, 0.82, 0.91, 0.93, 0.89, 0.05},
		{"states-en2", 0.92, 0.77, 0.89, 0.89, 0.96, 0.91, 0.18},
		{"states-en3", 0.94, 0.55, 0.75, 0.87, 0.93, 0.90, 0.05},
		{"states-en4", 0.91, 0.58, 0.93, 0.93, 0.94, 0.93, 0.05},
		{"states-en5", 0.93, 0.75, 0.96, 0.91, 0.95, 0.96, 0.05},
		{"states-en6", 0.95, 0.68, 0.92, 0.93, 0.95, 0.91, 0.05},
		{"states-en7", 0.94, 0.75, 0.96, 0.91, 0.98, 0.95, 0.05},
		{"states-en8", 0.96, 0.82, 0.96, 0.89, 0.98, 0.92, 0.05},
		{"states-fr1", 0.89, 0.41, 0.87, 0.85, 0.90, 0.84, 0.05},
		{"states-fr2", 0.97, 0.75, 0.92, 0.92, 0.96, 0.93, 0.05},
		{"states-fr3", 0.93, 0.52, 0.94, 0.90, 0.98, 0.91, 0.05},
		{"states-fr4", 0.94, 0.68, 0.95, 0.90, 0.96, 0.92, 0.05},
		{"states-fr5", 0.89, 0.56, 0.93, 0.94, 0.96, 0.88, 0.05},
		{"states-fr6", 0.93, 0.55, 0.85, 0.84, 0.86, 0.90, 0.05},
		{"states-fr7", 0.94, 0.53, 0.89, 0.90, 0.93, 0.97, 0.05},
		{"states-fr8", 0.90, 0.70, 0.92, 0.87, 0.94, 0.92, 0.05},
		{"quiet-en", 0.00, 0.00, 0.00, 0.00, 0.00, 0.92, 0.05},
		{"quiet-fr", 0.00, 0.00, 0.00, 0.00, 0.00, 0.92, 0.05},
		{"recomposed-en26", 0.99, 0.84, 0.76, 0.89, 0.93, 0.84, 0.05},
		{"recomposed-en27", 0.94, 0.81, 0.86, 0.91, 0.95, 0.84, 0.05},
		{"recomposed-en28", 0.91, 0.89, 0.84, 0.86, 0.94, 0.89, 0.05},
		{"recomposed-en29", 0.94, 0.85, 0.86, 0.85, 0.92, 0.82, 0.05},
		{"recomposed-en30", 0.88, 0.86, 0.86, 0.89, 0.92, 0.90, 0.18},
		{"recomposed-en31", 0.94, 0.80, 0.86, 0.84, 0.94, 0.79, 0.05},
		{"recomposed-en32", 0.95, 0.88, 0.86, 0.90, 0.96, 0.84, 0.05},
		{"recomposed-en33", 0.90, 0.87, 0.86, 0.83, 0.95, 0.94, 0.05},
		{"recomposed-en34", 0.93, 0.83, 0.92, 0.92, 0.92, 0.90, 0.05},
		{"recomposed-fr16", 0.94, 0.83, 0.82, 0.84, 0.92, 0.86, 0.05},
		{"recomposed-fr17", 0.96, 0.66, 0.79, 0.82, 0.93, 0.88, 0.05},
		{"recomposed-fr18", 0.99, 0.68, 0.87, 0.91, 0.91, 0.86, 0.05},
		{"recomposed-fr19", 0.93, 0.90, 0.87, 0.80, 0.85, 0.87, 0.05},
		{"recomposed-fr20", 0.86, 0.75, 0.87, 0.80, 0.94, 0.85, 0.05},
		{"recomposed-fr21", 0.98, 0.86, 0.92, 0.87, 0.95, 0.90, 0.05},
		{"recomposed-fr22", 0.95, 0.87, 0.82, 0.91, 0.95, 0.89, 0.05},
		{"recomposed-fr23", 0.96, 0.84, 0.92, 0.88, 0.96, 0.87, 0.05},
		{"states-en10", 0.93, 0.46, 0.88, 0.91, 0.96, 0.90, 0.05},
		{"states-en9", 0.97, 0.43, 0.81, 0.92, 0.90, 0.95, 0.05},
		{"states-fr10", 0.94, 0.64, 0.83, 0.76, 0.91, 0.95, 0.05},
		{"states-fr9", 0.99, 0.38, 0.92, 0.90, 0.94, 0.92, 0.05},
		{"states-en11", 0.96, 0.51, 0.89, 0.83, 0.89, 0.93, 0.18},
		{"states-en12", 0.95, 0.49, 0.91, 0.97, 0.99, 0.83, 0.18},
		{"states-en13", 0.98, 0.53, 0.97, 0.94, 0.97, 0.99, 0.05},
		{"states-en14", 0.97, 0.54, 0.93, 0.68, 0.87, 0.97, 0.05},
		{"states-fr11", 0.97, 0.38, 0.95, 0.88, 0.95, 0.87, 0.05},
		{"states-fr12", 0.93, 0.41, 0.80, 0.87, 0.90, 0.96, 0.05},
		{"states-fr13", 0.98, 0.47, 0.97, 0.89, 0.92, 0.80, 0.05},
		{"states-fr14", 0.97, 0.50, 0.89, 0.83, 0.95, 0.86, 0.05},
		// Kept apart: neither rules nor weights come from these.
		{"kept-agency", 0.94, 0.86, 0.88, 0.90, 0.93, 0.94, 0.05},
		{"kept-plain", 0.89, 0.95, 0.91, 0.93, 0.95, 0.92, 0.05},
		{"kept-roundabout", 0.88, 0.83, 0.86, 0.82, 0.92, 0.86, 0.14},
		{"kept-east", 0.95, 0.89, 0.96, 0.92, 0.93, 0.93, 0.41},
		{"kept-abroad", 0.87, 0.85, 0.89, 0.90, 0.96, 0.89, 0.18},
		{"kept-french", 0.93, 0.93, 0.93, 0.92, 0.97, 0.94, 0.05},
		{"kept-english", 0.97, 0.89, 0.89, 0.89, 0.97, 0.86, 0.05},
		{"kept-recomposed-en1", 0.82, 0.76, 0.82, 0.81, 0.89, 0.89, 0.05},
		{"kept-recomposed-en2", 0.96, 0.87, 0.89, 0.86, 0.91, 0.92, 0.05},
		{"kept-recomposed-en3", 0.91, 0.92, 0.88, 0.95, 0.94, 0.88, 0.05},
		{"kept-recomposed-en4", 0.97, 0.83, 0.89, 0.83, 0.90, 0.93, 0.05},
		{"kept-recomposed-en5", 0.92, 0.91, 0.89, 0.87, 0.91, 0.93, 0.21},
		{"kept-recomposed-fr", 0.88, 0.74, 0.84, 0.84, 0.87, 0.81, 0.18},
		{"kept-recomposed-fr2", 0.93, 0.89, 0.90, 0.85, 0.93, 0.85, 0.21},
		{"kept-recomposed-fr3", 0.94, 0.92, 0.92, 0.87, 0.93, 0.87, 0.18},
		{"kept-recomposed-fr4", 0.91, 0.81, 0.89, 0.92, 0.92, 0.88, 0.05},
		{"kept-sparse-en1", 0.88, 0.75, 0.87, 0.89, 0.90, 0.90, 0.05},
		{"kept-sparse-en2", 0.89, 0.80, 0.89, 0.92, 0.92, 0.86, 0.21},
		{"kept-sparse-fr1", 0.93, 0.82, 0.74, 0.91, 0.91, 0.91, 0.05},
		{"kept-sparse-fr2", 0.86, 0.83, 0.77, 0.90, 0.86, 0.89, 0.05},
		{"kept-wire-en1", 0.87, 0.77, 0.87, 0.88, 0.83, 0.90, 0.05},
		{"kept-wire-en2", 0.93, 0.78, 0.88, 0.92, 0.86, 0.88, 0.05},
		{"kept-wire-fr1", 0.77, 0.74, 0.88, 0.87, 0.91, 0.85, 0.05},
		{"kept-wire-fr2", 0.96, 0.85, 0.90, 0.95, 0.90, 0.85, 0.21},
		{"kept-states-en", 0.94, 0.23, 0.77, 0.83, 0.90, 0.82, 0.21},
		{"kept-states-en2", 0.91, 0.65, 0.96, 0.92, 0.92, 0.96, 0.05},
		{"kept-states-fr", 0.90, 0.24, 0.85, 0.69, 0.83, 0.80, 0.21},
		{"kept-states-fr2", 0.84, 0.51, 0.75, 0.87, 0.88, 0.93, 0.05},
		{"kept-quiet-en", 0.00, 0.00, 0.00, 0.00, 0.00, 0.87, 0.15},
		{"kept-quiet-fr", 0.00, 0.00, 0.00, 0.00, 0.00, 0.86, 0.11},
		{"kept-recomposed-en6", 0.92, 0.80, 0.86, 0.90, 0.93, 0.93, 0.05},
		{"kept-recomposed-fr5", 0.89, 0.77, 0.81, 0.82, 0.86, 0.88, 0.35},
	} {
		t.Run(tt.dir, func(t *testing.T) {
			r := score(t, tt.dir)
			s := &r.Overall
			var b strings.Builder
			if err := r.Write(&b, testing.Verbose() && tt.dir == "dev"); err != nil {
				t.Fatal(err)
			}
			t.Log("\n" + b.String())
			for _, x := range []struct {
				name      string
				got, want float64
			}{
				{"precision", s.Pairs.Precision(), tt.precision}, {"recall", s.Pairs.Recall(), tt.recall},
				{"place", s.Place(), tt.place}, {"date", s.Date(), tt.date}, {"status", s.Status(), tt.status},
				{"roles F1", s.Roles.F1(), tt.roles},
			} {
				if x.got < x.want {
					t.Errorf("%s is %.3f, want %.3f or more", x.name, x.got, x.want)
				}
			}
			if alarms := float64(s.FalseAlarms); s.Quiet > 0 && alarms/float64(s.Quiet) > tt.quietWithAlarm {
				t.Errorf("a pair in %d of %d documents without a contact", s.FalseAlarms, s.Quiet)
			}
		})
	}
}
