package extract_test

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/ingest/annotate"
	"github.com/chancery-graph/chancery/ingest/eval"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// ranking is what the model has to choose from for a contact that is annotated.
type ranking struct {
	places  bool // else days
	pairs   int  // annotated pairs that take part
	clear   bool // one place or day is annotated
	options []ranked
}

// ranked is one place or day.
type ranked struct {
	features []string
	right    bool
}

// rankings reads what documents give to choose from.
func rankings(t *testing.T, docs []*annotate.Document) (out []ranking) {
	t.Helper()
	for _, d := range docs {
		in, err := d.Input()
		if err != nil {
			t.Fatal(err)
		}
		err = extract.Weighed(in, func(a *extract.Assertion, parties []string, options []extract.Option, places bool) {
			if r, ok := rankingOf(d, a, parties, options, places); ok {
				out = append(out, r)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// rankingOf tells by the annotations which options are right; it is not ok where none of the
// parties are annotated to be in contact.
func rankingOf(d *annotate.Document, a *extract.Assertion, parties []string, options []extract.Option, places bool) (ranking, bool) {
	r := ranking{places: places, clear: true}
	events, pairs := eventsOf(d, a, parties)
	r.pairs = len(pairs)
	for _, e := range events {
		r.clear = r.clear && valueOf(&e, places) == valueOf(&events[0], places)
	}
	for _, o := range options {
		x := ranked{features: o.Features}
		for _, e := range events {
			x.right = x.right || isValue(d, &e, pairs, &o, places)
		}
		r.options = append(r.options, x)
	}
	return r, len(events) > 0
}

func valueOf(e *annotate.Event, place bool) string {
	v := e.Date
	if place {
		v = e.Place
	}
	if v == nil {
		return ""
	}
	return *v
}

// isValue reports whether an option is the place or day of an event.
func isValue(d *annotate.Document, e *annotate.Event, pairs [][2]string, o *extract.Option, place bool) bool {
	if !place {
		return valueOf(e, false) == o.Day
	}
	if len(o.Names) == 0 {
		return agreeOn(d, e, pairs[0], nil)
	}
	return slices.ContainsFunc(o.Names, func(name string) bool { return agreeOn(d, e, pairs[0], &name) })
}

// agreeOn reports whether an event of two people has a place, as texts are scored.
func agreeOn(d *annotate.Document, e *annotate.Event, pair [2]string, place *string) bool {
	gold := *d
	gold.Events = []annotate.Event{*e}
	score, _, _ := eval.Compare(&gold, &annotate.Document{Text: d.Text, Events: []annotate.Event{{Type: "meeting", Participants: pair[:], Place: place}}})
	return score.Place() == 1
}

// eventsOf returns the annotated events that an assertion tells of, with the pairs who take part:
// those told by its sentence and of its status before others.
func eventsOf(d *annotate.Document, a *extract.Assertion, parties []string) (events []annotate.Event, pairs [][2]string) {
	events, pairs = toldWith(d, a, parties)
	if len(events) > 1 {
		events = preferring(events, func(e annotate.Event) bool { return e.Status == statusNames[a.Status] })
	}
	return events, pairs
}

// preferring returns those for which something holds, all where it holds for none.
func preferring(events []annotate.Event, holds func(annotate.Event) bool) []annotate.Event {
	if kept := slices.DeleteFunc(slices.Clone(events), func(e annotate.Event) bool { return !holds(e) }); len(kept) > 0 {
		return kept
	}
	return events
}

// toldWith returns the annotated events that an assertion tells of, with the pairs who take part:
// those told by its sentence before others.
func toldWith(d *annotate.Document, a *extract.Assertion, parties []string) (events []annotate.Event, pairs [][2]string) {
	for _, e := range d.Events {
		var in [][2]string
		for i, p := range parties {
			for _, q := range parties[i+1:] {
				if agree(d, []annotate.Event{e}, p, q) == 1 {
					in = append(in, [2]string{p, q})
				}
			}
		}
		if len(in) > 0 {
			events = append(events, e)
		}
		if len(in) > len(pairs) {
			pairs = in
		}
	}
	return preferring(events, func(e annotate.Event) bool {
		i := strings.Index(d.Text, e.Quote)
		return i >= 0 && i < a.Quote.End && i+len(e.Quote) > a.Quote.Start
	}), pairs
}

// trainRanking counts the weights of the features that stand in three rankings or more, of the
// probability that the options which are right have among all.
func trainRanking(from []ranking, rounds int) map[string]float64 {
	const (
		least = 3
		batch = 32
		rate  = 0.002
	)
	in := map[string]int{}
	for _, r := range from {
		seen := map[string]bool{}
		for _, o := range r.options {
			for _, f := range o.features {
				seen[f] = true
			}
		}
		for f := range seen {
			in[f]++
		}
	}
	v := vocabularyOf(in, least)
	var lessons []lessonOfRanking
	for _, r := range from {
		if l, ok := lessonFrom(&r, v.index); ok {
			lessons = append(lessons, l)
		}
	}
	w := descend(len(v.names), len(lessons), rounds, batch, rate, func(at int, w, slope []float64) { lessons[at].slope(w, slope) })
	return v.model(w)
}

// lessonOfRanking is a ranking in numbers.
type lessonOfRanking struct {
	options [][]int // features
	right   []bool
	weight  float64
	share   []float64 // of the options, by the weights
}

// lessonFrom is not ok where there is nothing to learn: what is right is not among the options,
// or not clear.
func lessonFrom(r *ranking, index map[string]int) (l lessonOfRanking, ok bool) {
	const most = 3 // what many pairs did at once counts as if three had
	l.weight = math.Sqrt(float64(min(r.pairs, most)))
	for _, o := range r.options {
		var x []int
		for _, f := range o.features {
			if i, known := index[f]; known {
				x = append(x, i)
			}
		}
		l.options, l.right = append(l.options, x), append(l.right, o.right)
		ok = ok || o.right
	}
	l.share = make([]float64, len(l.options))
	return l, ok && r.clear
}

// slope adds how the loss of a ranking changes with each weight.
func (l *lessonOfRanking) slope(w, slope []float64) {
	most := math.Inf(-1)
	for n, x := range l.options {
		l.share[n] = 0
		for _, i := range x {
			l.share[n] += w[i]
		}
		most = max(most, l.share[n])
	}
	all, right := 0.0, 0.0
	for n := range l.share {
		l.share[n] = math.Exp(l.share[n] - most)
		all += l.share[n]
		if l.right[n] {
			right += l.share[n]
		}
	}
	for n, x := range l.options {
		miss := l.share[n] / all
		if l.right[n] {
			miss -= l.share[n] / right
		}
		for _, i := range x {
			slope[i] += l.weight * miss
		}
	}
}

// openDirs are the folders of annotated texts but for those that are kept apart.
func openDirs(t *testing.T) (dirs []string) {
	t.Helper()
	entries, err := os.ReadDir("testdata/annotated")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), "kept-") {
			dirs = append(dirs, filepath.Join("testdata/annotated", e.Name()))
		}
	}
	return dirs
}
