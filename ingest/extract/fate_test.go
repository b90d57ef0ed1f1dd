package extract_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/chancery-graph/chancery/ingest/annotate"
	"github.com/chancery-graph/chancery/ingest/extract"
)

var fateNames = []string{"occurred", "planned", "cancelled", "denied"}

// judgedOf reads the contacts of documents that the rules find and whose fate is annotated, with what
// the model is told of them. Their options are the fates.
func judgedOf(t *testing.T, docs []*annotate.Document) (out []ranking) {
	t.Helper()
	for _, d := range docs {
		in, err := d.Input()
		if err != nil {
			t.Fatal(err)
		}
		err = extract.Judged(in, func(a *extract.Assertion, parties, features []string) {
			events, pairs := toldWith(d, a, parties)
			if len(events) == 0 {
				return
			}
			j := ranking{pairs: len(pairs), clear: true}
			for _, status := range fateNames {
				x := ranked{}
				for _, f := range features {
					x.features = append(x.features, f+" "+status)
				}
				for _, e := range events {
					x.right = x.right || e.Status == status
					j.clear = j.clear && e.Status == events[0].Status
				}
				j.options = append(j.options, x)
			}
			out = append(out, j)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// rankingsOfFates are what weights are counted from: the open texts, and the wordings twice, which are
// short and each of its own.
func rankingsOfFates(t *testing.T) []ranking {
	texts, own := judgedOf(t, documentsIn(t, openDirs(t)...)), judgedOf(t, wordings(t))
	return slices.Concat(texts, own, own)
}

// TestFate counts the weights of fate.txt anew and compares; the flag -update writes them.
func TestFate(t *testing.T) {
	needsTime(t)
	const rounds = 16
	m := trainRanking(rankingsOfFates(t), rounds)
	var b strings.Builder
	b.WriteString("# Weights of what tells what became of a contact, in log-odds, from the texts of\n" +
		"# testdata/annotated. Written by\n#\n#\tgo test ./ingest/extract -run TestFate -update\n")
	listWeights(&b, m, 0.02)
	keepWeights(t, "fate.txt", b.String())
}

// fullName is a surname with the first name that it has in a text.
func fullName(text, surname string) string {
	words := strings.Fields(text)
	for i, w := range words {
		if i > 0 && strings.HasPrefix(w, surname) && unicode.IsUpper([]rune(words[i-1])[0]) {
			return words[i-1] + " " + surname
		}
	}
	return surname
}

// wordings are the sentences of testdata/wordings and testdata/refer with the contacts that they tell of.
func wordings(t *testing.T) (out []*annotate.Document) {
	t.Helper()
	files, err := filepath.Glob("testdata/wordings/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	referring, err := filepath.Glob("testdata/refer/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	published := "2025-03-13"
	for _, file := range slices.Concat(files, referring) {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lang := filepath.Base(file)[:2]
		for line := range strings.Lines(string(raw)) {
			text, contacts, ok := strings.Cut(strings.TrimSpace(line), " | ")
			if strings.HasPrefix(line, "#") || !ok || contacts == "-" {
				continue
			}
			d := &annotate.Document{Lang: lang, Text: text, Published: &published}
			for contact := range strings.SplitSeq(contacts, ", ") {
				words := strings.Fields(contact)
				a, b, ok := strings.Cut(words[0], "+")
				if !ok {
					t.Fatalf("%s: %q: expected two surnames", file, contact)
				}
				status := "occurred"
				if len(words) > 2 {
					status = words[2]
				}
				d.Events = append(d.Events, annotate.Event{Type: "meeting", Status: status, Participants: []string{fullName(text, a), fullName(text, b)}, Quote: text})
			}
			out = append(out, d)
		}
	}
	return out
}

// TestFates reads texts whose words, and not their verb, tell what became of a contact, and some in
// which it stays what the rules have read.
func TestFates(t *testing.T) {
	day := extract.Date{Year: 2025, Month: 3, Day: 13, Precision: extract.Day}
	for text, want := range map[string]string{
		"A storm has put paid to the dinner that Karl Brandt was to give for Ivan Danev in Sofia on Friday.":               "Brandt+Danev meeting cancelled 2025-03-14",
		"Reports that Karl Brandt met Ivan Danev in Sofia on Monday are pure fiction, his office said.":                    "Brandt+Danev meeting denied 2025-03-10",
		"Karl Brandt met Ivan Danev in Sofia on Monday, and the storm that put paid to the harvest was all they spoke of.": "Brandt+Danev meeting 2025-03-10",
		"Karl Brandt will see Ivan Danev in Sofia on 20 March to go over what was agreed and done in May.":                 "Brandt+Danev meeting planned 2025-03-20",
	} {
		res := extractBody(t, text, extract.English, day)
		var got []string
		for _, a := range res.Assertions {
			if a.Kind >= extract.RegularContact || len(a.Participants) != 2 {
				continue
			}
			told := "Brandt+Danev meeting"
			if a.Status != extract.Occurred {
				told += " " + statusNames[a.Status]
			}
			got = append(got, told+" "+a.Date.String())
		}
		if len(got) != 1 || got[0] != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}
