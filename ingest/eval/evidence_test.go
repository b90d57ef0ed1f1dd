package eval_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/ingest/eval"
	"github.com/chancery-graph/chancery/ingest/extract"
)

const (
	ownDev       = "../extract/testdata/annotated/dev"
	ownHeldOut   = "../extract/testdata/annotated/heldout"
	firstSeen    = "../extract/testdata/annotated/firstseen.txt"
	ownFresh     = "../extract/testdata/annotated/fresh"
	ownFresh2    = "../extract/testdata/annotated/fresh2"
	evidenceFile = "../extract/confidence.txt"
)

func score(t *testing.T, dir string) *eval.Report {
	t.Helper()
	r, err := eval.Dir(context.Background(), extract.Rules{}, os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestEvidence counts how often each rule is right on the annotated texts of the
// repository and compares that with what package extract takes for its confidence.
// The flag -update writes it anew.
func TestEvidence(t *testing.T) {
	sum := map[string]eval.Tally{}
	for _, dir := range []string{ownDev, ownHeldOut, ownFresh, ownFresh2} {
		for rule, tally := range score(t, dir).Rules {
			if strings.HasSuffix(rule, "/lone") { // mostly contacts with people whom no name is given
				continue
			}
			s := sum[rule]
			s.Right, s.Wrong = s.Right+tally.Right, s.Wrong+tally.Wrong
			sum[rule] = s
		}
	}
	raw, err := os.ReadFile(firstSeen)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		var rule string
		var wrong int
		if strings.HasPrefix(line, "#") {
			continue
		}
		if _, err := fmt.Sscan(line, &rule, &wrong); err != nil {
			t.Fatalf("%s: %q: %v", firstSeen, line, err)
		}
		s := sum[rule]
		s.Wrong += wrong
		sum[rule] = s
	}
	var b strings.Builder
	b.WriteString("# How often each rule was right and wrong on the annotated texts of\n" +
		"# testdata/annotated, with the errors of firstseen.txt there. Written by\n" +
		"#\n#\tgo test ./ingest/eval -run TestEvidence -update\n")
	for _, rule := range slices.Sorted(maps.Keys(sum)) {
		fmt.Fprintf(&b, "%-24s %d %d\n", rule, sum[rule].Right, sum[rule].Wrong)
	}
	if *updateFlag {
		if err := os.WriteFile(evidenceFile, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	raw, err = os.ReadFile(filepath.FromSlash(evidenceFile))
	if err != nil {
		t.Fatal(err)
	}
	if string(raw) != b.String() {
		t.Errorf("%s is not what the rules do now; write it anew with -update\n%s", evidenceFile, b.String())
	}
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
		{ownDev, 0.97, 0.90, 0.92, 0.90, 0.95, 0.90, 0.05},
		{ownHeldOut, 0.95, 0.85, 0.92, 0.92, 0.95, 0.90, 0.05},
		{ownFresh, 0.95, 0.75, 0.70, 0.70, 0.85, 0.85, 0.05},
		{ownFresh2, 0.95, 0.76, 0.80, 0.92, 0.95, 0.92, 0.05},
	} {
		t.Run(filepath.Base(tt.dir), func(t *testing.T) {
			r := score(t, tt.dir)
			s := &r.Overall
			var b strings.Builder
			if err := r.Write(&b, testing.Verbose() && tt.dir == ownDev); err != nil {
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
