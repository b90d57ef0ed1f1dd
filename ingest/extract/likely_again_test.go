package extract_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/ingest/annotate"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// againOf reads the sentences of a text that put people side by side who are in contact by another one. They are
// as those of states: the truth is whether a sentence tells of another contact of the two.
func againOf(t *testing.T, d *annotate.Document, text, fold int) (out []stated) {
	t.Helper()
	in, err := d.Input()
	if err != nil {
		t.Fatal(err)
	}
	err = extract.Again(in, func(a, b string, sentence extract.Span, told []extract.Span, here bool, features []string) {
		s := stated{text: text, fold: fold, pair: fmt.Sprint(min(a, b), "|", max(a, b), "|", sentence.Start), features: features, found: here}
		for _, e := range d.Events {
			at := strings.Index(d.Text, e.Quote)
			within := func(x extract.Span) bool { return at >= 0 && at < x.End && at+len(e.Quote) > x.Start }
			if !within(sentence) || agree(d, []annotate.Event{e}, a, b) != 1 {
				continue
			}
			if slices.ContainsFunc(told, within) {
				s.label, s.truth = -1, -1
				break
			}
			s.label, s.truth = 1, 1
		}
		out = append(out, s)
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestAgain counts the weights of again.txt anew and compares; the flag -update writes them.
func TestAgain(t *testing.T) {
	needsTime(t)
	var all []stated
	text := 0
	for i, dir := range dirsOf(slices.Concat(likelySets, statesSets)) {
		for _, d := range documentsIn(t, dir) {
			all = append(all, againOf(t, d, text, i%statesFolds)...)
			text++
		}
	}
	n := 0
	for _, s := range all {
		if s.truth == 1 {
			n++
		}
	}
	pairs := unseenStates(all)
	curve := calibrate(pairs)
	right, wrong := keepLearnt(t, "again.txt", "further contacts of two people", pairs, curve, trainStates(all))
	t.Logf("%d pairs, %d of them another contact: %d right and %d wrong where they are not learnt from", len(all), n, right, wrong)
}
