package extract_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// TestWordings reads the sentences of the files testdata/wordings/LANG*.txt, each as a text of its own, and
// compares the pairs of surnames that the rules find in contact with those after the bar.
func TestWordings(t *testing.T) {
	for _, lang := range []extract.Lang{extract.French, extract.English} {
		files, err := filepath.Glob(filepath.Join("testdata", "wordings", string(lang)+"*.txt"))
		if err != nil {
			t.Fatal(err)
		}
		var raw []byte
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			raw = append(raw, text...)
		}
		n := compareWordings(t, lang, raw, nil)
		if n < 100 {
			t.Errorf("%s: only %d sentences were read", lang, n)
		}
	}
}

// extractBody reads a text without a title.
func extractBody(t *testing.T, text string, lang extract.Lang, day extract.Date) *extract.Result {
	t.Helper()
	res, err := extract.Rules{}.Extract(t.Context(), extract.Input{Text: []byte(text), Untitled: true, Published: day, Lang: lang})
	if err != nil {
		t.Fatal(err)
	}
	checkSpans(t, text, res)
	return res
}

// pairsTold returns the pairs of people in contact by the rules, "Berg+Haddad meeting",
// with the status where it is not that the contact occurred; what is remote is a call.
func pairsTold(res *extract.Result) []string {
	surname := func(p extract.Participant) string {
		words := strings.Fields(res.Entities[p.Entity].Names[0].Text)
		return words[len(words)-1]
	}
	var out []string
	for _, a := range res.Assertions {
		if a.Kind >= extract.RegularContact || a.Rule == "contact/likely" || a.Status == extract.Hypothetical {
			continue
		}
		for i, p := range a.Participants {
			for _, q := range a.Participants[i+1:] {
				if p.Side != 0 && p.Side == q.Side {
					continue
				}
				told := min(surname(p), surname(q)) + "+" + max(surname(p), surname(q)) + " meeting"
				if a.Kind == extract.Call || a.Kind == extract.VideoCall {
					told = strings.TrimSuffix(told, "meeting") + "call"
				}
				if a.Status != extract.Occurred {
					told += " " + statusNames[a.Status]
				}
				if !slices.Contains(out, told) {
					out = append(out, told)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// compareWordings reads lines "TEXT | PAIRS" as texts of their own and compares the pairs of
// surnames in contact; it returns how many there were. What edit drops of a result, unless it
// is nil, does not count.
func compareWordings(t *testing.T, lang extract.Lang, raw []byte, edit func(*extract.Result)) int {
	t.Helper()
	day := extract.Date{Year: 2025, Month: 3, Day: 13, Precision: extract.Day}
	n := 0
	for line := range strings.Lines(string(raw)) {
		text, want, ok := strings.Cut(strings.TrimSpace(line), " | ")
		if strings.HasPrefix(line, "#") || !ok {
			continue
		}
		n++
		res := extractBody(t, text, lang, day)
		if edit != nil {
			edit(res)
		}
		if told := strings.Join(pairsTold(res), ", "); told != want && (want != "-" || told != "") {
			t.Errorf("%s: want %s, got %q", text, want, told)
		}
	}
	return n
}
