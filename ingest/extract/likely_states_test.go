package extract_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/ingest/annotate"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// stated is two members of a sentence, one of them no person.
type stated struct {
	text     int // document
	fold     int
	pair     string
	features []string
	label    int  // as that of a sitting
	truth    int  // of the text
	found    bool // by the rules
}

// statesFolds are the parts of the folders of texts, each weighed by what is learnt from the others.
const statesFolds = 8

// statedIn reads the annotated texts of folders.
func statedIn(t *testing.T, dirs ...string) (out []stated) {
	t.Helper()
	text := 0
	for i, dir := range dirs {
		for _, d := range documentsIn(t, dir) {
			out = append(out, statedOf(t, d, text, i%statesFolds)...)
			text++
		}
	}
	return out
}

func statedOf(t *testing.T, d *annotate.Document, text, fold int) (out []stated) {
	t.Helper()
	in, err := d.Input()
	if err != nil {
		t.Fatal(err)
	}
	byRules := byRulesAlone(t, d)
	truth, found := map[string]int{}, map[string]bool{}
	err = extract.Stated(in, func(a, b string, sentence extract.Span, features []string, _ float64) {
		key := min(a, b) + "|" + max(a, b)
		if _, ok := truth[key]; !ok {
			truth[key] = agree(d, d.Events, a, b)
			found[key] = agree(d, byRules.Events, a, b) == 1
		}
		s := stated{text: text, fold: fold, pair: key, features: features, label: truth[key], truth: truth[key], found: found[key]}
		if s.label == 1 && agree(d, toldBy(d, sentence), a, b) != 1 {
			s.label = -1
		}
		out = append(out, s)
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// trainStates counts weights by logistic regression.
func trainStates(from []stated) map[string]float64 {
	const (
		fewest        = 3
		rounds, batch = 12, 64
		rate          = 0.003
	)
	texts, last := map[string]int{}, map[string]int{}
	for _, s := range from {
		for _, f := range s.features {
			if last[f] != s.text+1 {
				last[f] = s.text + 1
				texts[f]++
			}
		}
	}
	v := vocabularyOf(texts, fewest)
	var all []example
	for _, s := range from {
		if s.label < 0 {
			continue
		}
		all = append(all, example{v.numbers(s.features), float64(s.label), 1})
	}
	return v.model(regress(len(v.names), all, rounds, batch, rate))
}

func (s *stated) odds(m map[string]float64) (z float64) {
	for _, f := range s.features {
		z += m[f]
	}
	return z
}

// TestStates counts the weights of states.txt anew and compares; the flag -update writes them.
func TestStates(t *testing.T) {
	needsTime(t)
	all := statedIn(t, dirsOf(slices.Concat(likelySets, statesSets))...)
	pairs := unseenStates(all)
	// How sure the model may be is read off the texts that are of people above all, as most are: where all tell of
	// states, more of what it finds is right.
	usual := len(documentsIn(t, annotatedDirs()...))
	curve := calibrate(slices.DeleteFunc(slices.Clone(pairs), func(p unseenPair) bool { return p.text >= usual }))
	right, wrong := keepLearnt(t, "states.txt", "likely contacts of states and bodies", pairs, curve, trainStates(all))
	t.Logf("%d pairs: %d right and %d wrong where they are not learnt from", len(all), right, wrong)
	if right < wrong {
		t.Errorf("%d contacts of states are right, %d wrong", right, wrong)
	}
}

// keepLearnt writes a file of weights, or compares it, with how often they were right and wrong where they were not
// learnt from, which it returns, and the curve that is read off there.
func keepLearnt(t *testing.T, file, of string, pairs []unseenPair, curve map[string]float64, m map[string]float64) (right, wrong int) {
	t.Helper()
	right, wrong, _ = added(pairs, curve)
	var b strings.Builder
	fmt.Fprintf(&b, "# Weights of %s, in log-odds, from the texts of\n"+
		"# testdata/annotated; how often they were right and wrong on texts that the weights did not\n"+
		"# come from, and how sure it is there of which log-odds. Written by\n#\n#\tgo test ./ingest/extract -run %s -update\n", of, t.Name())
	fmt.Fprintf(&b, "evidence\t%d\t%d\n", right, wrong)
	listCalibration(&b, curve)
	listWeights(&b, m, 0.02)
	keepWeights(t, file, b.String())
	return right, wrong
}

// unseenStates weighs the pairs of each part of the texts that no rule has in contact by the weights of the
// others, each in the sentence that bears it out best.
func unseenStates(all []stated) (out []unseenPair) {
	for fold := range statesFolds {
		var from []stated
		for _, s := range all {
			if s.fold != fold {
				from = append(from, s)
			}
		}
		m, at := trainStates(from), map[string]int{}
		for _, s := range all {
			if s.fold != fold || s.found || s.truth < 0 {
				continue
			}
			p := unseenPair{odds: s.odds(m), how: "shift", text: s.text, right: s.truth == 1}
			key := fmt.Sprint(s.text, s.pair)
			if k, ok := at[key]; !ok {
				at[key] = len(out)
				out = append(out, p)
			} else if p.odds > out[k].odds {
				out[k] = p
			}
		}
	}
	return out
}
