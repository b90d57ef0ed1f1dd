package extract_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/ingest/annotate"
	"github.com/chancery-graph/chancery/ingest/eval"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// sitting is two people side by side in one sentence of an annotated text.
type sitting struct {
	pair     string
	features []string
	how      string // by which it is calibrated: "named", "referred", "meant"
	rival    string // of those with the same one, the sentence means one at the most; "" where it names both
	ruled    bool   // out, by what else the sentence tells
	told     bool   // by a rule that has found a contact of the two alone in the sentence
	// label is 1 where the sentence tells of a contact of the two by the
	// annotations, 0 where they are in none, and -1 where they are in one that
	// another sentence tells of, or in one that may be left out.
	label int
}

// lesson is an annotated text with what the rules alone make of it.
type lesson struct {
	right, wrong, missed int             // pairs by the rules
	found                map[string]bool // pairs that the rules have
	truth                map[string]int  // 1 in contact, 0 not, -1 may be left out
	sittings             []sitting
	quiet                bool // no contact is annotated
	fold                 int
	counts               float64
}

// documentsIn reads the annotated texts of folders.
func documentsIn(t *testing.T, dirs ...string) (out []*annotate.Document) {
	t.Helper()
	for _, dir := range dirs {
		files, err := filepath.Glob(filepath.Join(dir, "*.json"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no annotated texts in %s: %v", dir, err)
		}
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			d, err := annotate.Parse(raw)
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			out = append(out, d)
		}
	}
	return out
}

// lessons reads the annotated texts of folders.
func lessons(t *testing.T, dirs ...string) (out []lesson) {
	t.Helper()
	for _, d := range documentsIn(t, dirs...) {
		out = append(out, lessonOf(t, d))
	}
	return out
}

func lessonOf(t *testing.T, d *annotate.Document) lesson {
	t.Helper()
	in, err := d.Input()
	if err != nil {
		t.Fatal(err)
	}
	found := byRulesAlone(t, d)
	score, _, _ := eval.Compare(d, found)
	l := lesson{right: score.Pairs.Right, wrong: score.Pairs.Wrong, missed: score.Pairs.Missed, quiet: len(d.Events) == 0, counts: 1, found: map[string]bool{}, truth: map[string]int{}}
	err = extract.Considered(in, func(p *extract.Side) {
		a, b := p.A, p.B
		key := min(a, b) + "|" + max(a, b)
		if _, ok := l.truth[key]; !ok {
			l.truth[key] = agree(d, d.Events, a, b)
			l.found[key] = agree(d, found.Events, a, b) == 1
		}
		s := sitting{pair: key, features: p.Features, how: "named", ruled: p.Ruled, label: l.truth[key]}
		switch {
		case p.Meant == a:
			s.how, s.rival = "meant", fmt.Sprint(p.Sentence.Start, b)
		case p.Meant == b:
			s.how, s.rival = "meant", fmt.Sprint(p.Sentence.Start, a)
		case p.Referred:
			s.how = "referred"
		}
		if s.label == 1 && agree(d, toldBy(d, p.Sentence), a, b) != 1 {
			s.label = -1
		}
		if l.found[key] && p.Doubted {
			s.told = slices.ContainsFunc(found.Events, func(e annotate.Event) bool {
				return len(e.Participants) == 2 && strings.HasPrefix(d.Text[min(p.Sentence.Start, len(d.Text)):], e.Quote) && agree(d, []annotate.Event{e}, a, b) == 1
			})
		}
		l.sittings = append(l.sittings, s)
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// byRulesAlone is what is found in a text without what is only likely.
func byRulesAlone(t *testing.T, d *annotate.Document) *annotate.Document {
	t.Helper()
	found, err := annotate.Run(context.Background(), extract.Rules{}, d)
	if err != nil {
		t.Fatal(err)
	}
	found.Events = slices.DeleteFunc(found.Events, func(e annotate.Event) bool { return strings.HasPrefix(e.Rule, "contact/likely") })
	return found
}

// toldBy returns the events whose quote touches a sentence.
func toldBy(d *annotate.Document, s extract.Span) []annotate.Event {
	var out []annotate.Event
	for _, e := range d.Events {
		if i := strings.Index(d.Text, e.Quote); i >= 0 && i < s.End && i+len(e.Quote) > s.Start {
			out = append(out, e)
		}
	}
	return out
}

// agree scores a contact of two people against events: 1 where it is among them, 0
// where it is not, -1 where it may be left out.
func agree(d *annotate.Document, events []annotate.Event, a, b string) int {
	gold := *d
	gold.Events = events
	score, _, _ := eval.Compare(&gold, &annotate.Document{Text: d.Text, Events: []annotate.Event{{Type: "meeting", Participants: []string{a, b}}}})
	switch {
	case score.Pairs.Right > 0:
		return 1
	case score.Pairs.Wrong > 0:
		return 0
	}
	return -1
}

// train counts the weights of the features that stand in three texts or more, by logistic
// regression.
func train(from []lesson) map[string]float64 {
	const (
		fewest        = 3
		rounds, batch = 10, 256
		rate          = 0.003
	)
	texts := map[string]int{}
	for _, l := range from {
		in := map[string]bool{}
		for _, s := range l.sittings {
			for _, f := range s.features {
				in[f] = true
			}
		}
		for f := range in {
			texts[f]++
		}
	}
	v := vocabularyOf(texts, fewest)
	var all []example
	for _, l := range from {
		for _, s := range l.sittings {
			if s.label < 0 {
				continue
			}
			x := v.numbers(s.features)
			slices.Sort(x)
			all = append(all, example{slices.Compact(x), float64(s.label), l.counts})
		}
	}
	return v.model(regress(len(v.names), all, rounds, batch, rate))
}
