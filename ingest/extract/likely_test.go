package extract_test

import (
	"fmt"
	"maps"
	"math"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// likelySets are the annotated texts that the weights of likely contacts come from.
var likelySets = []string{"dev", "heldout", "fresh", "fresh2", "fr-a", "en-a", "plain", "plain2", "oblique", "plain3", "mideast", "europe", "africa", "world", "agency", "atlantic", "abroad", "readouts", "francophone", "francophone2", "smaller", "global", "envoys", "bilateral", "bilateral2",
	"recomposed-en1", "recomposed-en2", "recomposed-en3", "recomposed-en4", "recomposed-en5", "recomposed-en6", "recomposed-en7",
	"recomposed-en8", "recomposed-en9", "recomposed-en10", "recomposed-en11", "recomposed-en12", "recomposed-en13", "recomposed-en14",
	"recomposed-en15", "recomposed-en16", "recomposed-en17", "recomposed-en18", "recomposed-en19", "recomposed-en20", "recomposed-en21",
	"recomposed-en22", "recomposed-en23", "recomposed-en24", "recomposed-en25", "recomposed-fr1", "recomposed-fr2", "recomposed-fr3",
	"recomposed-fr4", "recomposed-fr5", "recomposed-fr6", "recomposed-fr7", "recomposed-fr8", "recomposed-fr9", "recomposed-fr10",
	"recomposed-fr11", "recomposed-fr12", "recomposed-fr13", "recomposed-fr14", "recomposed-fr15",
	"recomposed-en26", "recomposed-en27", "recomposed-en28", "recomposed-en29", "recomposed-en30", "recomposed-en31", "recomposed-en32", "recomposed-en33", "recomposed-en34",
	"recomposed-fr16", "recomposed-fr17", "recomposed-fr18", "recomposed-fr19", "recomposed-fr20", "recomposed-fr21", "recomposed-fr22", "recomposed-fr23", "quiet-en", "quiet-fr", "sparse-en1", "sparse-en2", "sparse-en3", "sparse-en4",
	"sparse-fr1", "sparse-fr2", "sparse-fr3", "sparse-fr4",
	"sparse-en5", "sparse-en6", "sparse-en7", "sparse-en8", "sparse-fr5", "sparse-fr6", "sparse-fr7", "sparse-fr8",
	"wire-en1", "wire-en2", "wire-en3", "wire-en4", "wire-en5", "wire-en6", "wire-en7", "wire-fr1", "wire-fr2", "wire-fr3", "wire-fr4", "wire-fr5", "wire-fr6", "wire-fr7"}

// statesSets are those that tell of contacts of states and bodies above all: people are in contact there
// less often than in others, so that nothing is learnt from them of contacts of people.
var statesSets = []string{
	"states-en1", "states-en2", "states-en3", "states-en4", "states-en5", "states-en6", "states-en7", "states-en8", "states-en9", "states-en10", "states-en11", "states-en12", "states-en13", "states-en14",
	"states-fr1", "states-fr2", "states-fr3", "states-fr4", "states-fr5", "states-fr6", "states-fr7", "states-fr8", "states-fr9", "states-fr10", "states-fr11", "states-fr12", "states-fr13", "states-fr14",
}

const folds = 4

// needsTime skips what counts weights, on one goroutine, where only little time is to be taken.
func needsTime(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("weights are not counted in short mode")
	}
}

// least is the smallest weight that is kept.
const least = 0.015

// TestLikely counts the weights of likely.txt anew and compares; the flag -update
// writes them.
func TestLikely(t *testing.T) {
	needsTime(t)
	all, pairs := allLessons(t)
	m, curve := train(all), calibrate(pairs)
	right, wrong, _ := added(pairs, curve)
	var b strings.Builder
	b.WriteString("# Weights of the features of likely contacts, in log-odds, from the texts of\n" +
		"# testdata/annotated; how often what they add was right and wrong on texts that they\n" +
		"# did not come from, and how sure it is there of which log-odds. Written by\n#\n#\tgo test ./ingest/extract -run TestLikely -update\n")
	fmt.Fprintf(&b, "evidence\t%d\t%d\nevidence.against\t%d\t%d\n", right, wrong, course.against.right, course.against.wrong)
	listCalibration(&b, curve)
	listWeights(&b, m, least)
	keepWeights(t, "likely.txt", b.String())
}

// keepWeights compares what has been counted with a file, or writes it with the flag -update.
func keepWeights(t *testing.T, file, counted string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(counted), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	compareWeights(t, file, weightsOf(t, string(raw)), weightsOf(t, counted))
}

// compareWeights allows for what other processors round otherwise.
func compareWeights(t *testing.T, file string, got, want map[string]float64) {
	t.Helper()
	const close = 0.03
	for f := range maps.Keys(want) {
		if math.Abs(got[f]-want[f]) > close {
			t.Fatalf("%s is not what the texts give now: %q has %.2f, want %.2f; write it anew with -update", file, f, got[f], want[f])
		}
	}
	for f := range got {
		if _, ok := want[f]; !ok && math.Abs(got[f]) > close {
			t.Fatalf("%s is not what the texts give now: %q is there; write it anew with -update", file, f)
		}
	}
}

func weightsOf(t *testing.T, text string) map[string]float64 {
	t.Helper()
	out := map[string]float64{}
	for line := range strings.Lines(text) {
		name, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || strings.HasPrefix(name, "evidence") {
			continue
		}
		w, err := strconv.ParseFloat(rest, 64)
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		out[name] = w
	}
	return out
}

// added counts what is sure enough to be a fact, rightly and wrongly, and the texts without a contact in which
// that finds one.
func added(pairs []unseenPair, curve map[string]float64) (right, wrong, alarms int) {
	alarmed := map[int]bool{}
	for i := range pairs {
		p := &pairs[i]
		switch {
		case sure(curve, p) < extract.CandidateBelow:
		case p.right:
			right++
		default:
			wrong++
			alarmed[p.text] = alarmed[p.text] || p.quiet
		}
	}
	for _, yes := range alarmed {
		if yes {
			alarms++
		}
	}
	return right, wrong, alarms
}

// TestLikelyUnseen guards what the model is for: on texts that its weights do not come
// from it finds more than the rules do, and is right more often than not.
func TestLikelyUnseen(t *testing.T) {
	needsTime(t)
	all, pairs := allLessons(t)
	curve := calibrate(pairs)
	more, less, alarms := added(pairs, curve)
	right, wrong, missed, quiet := 0, 0, 0, 0
	for _, l := range all {
		right, wrong, missed = right+l.right, wrong+l.wrong, missed+l.missed
		if l.quiet {
			quiet++
		}
	}
	f1 := func(right, wrong, missed int) float64 { return 2 * float64(right) / float64(2*right+wrong+missed) }
	before, after := f1(right, wrong, missed), f1(right+more, wrong+less, missed-more)
	t.Logf("%d texts and sentences: the rules find %d pairs, %d wrong, and miss %d: F1 %.3f", len(all), right, wrong, missed, before)
	t.Logf("the model adds %d right and %d wrong: F1 %.3f", more, less, after)
	t.Logf("of %d texts without a contact it finds one in %d", quiet, alarms)
	if float64(alarms) > 0.05*float64(quiet) {
		t.Errorf("it finds a contact in %d of %d texts without one", alarms, quiet)
	}
	if after <= before || more <= less {
		t.Errorf("the model adds %d right and %d wrong pairs: F1 %.3f, was %.3f", more, less, after, before)
	}
}

// allLessons are what the weights come from, and the pairs of each part of it as weighed by the others.
func allLessons(t *testing.T) ([]lesson, []unseenPair) {
	t.Helper()
	course.once.Do(func() {
		for i, dir := range annotatedDirs() {
			for _, l := range lessons(t, dir) {
				l.fold = i % folds
				course.all = append(course.all, l)
			}
		}
		for _, lang := range []string{"en", "fr"} {
			for i, l := range sentenceLessons(t, lang) {
				l.fold = i % folds
				course.all = append(course.all, l)
			}
		}
		course.pairs, course.against = unseenPairs(course.all)
	})
	return course.all, course.pairs
}

var course struct {
	once    sync.Once
	all     []lesson
	pairs   []unseenPair
	against tally
}

func annotatedDirs() []string { return dirsOf(likelySets) }

func dirsOf(sets []string) []string {
	dirs := make([]string, len(sets))
	for i, set := range sets {
		dirs[i] = "testdata/annotated/" + set
	}
	return dirs
}
