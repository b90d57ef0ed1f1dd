package extract_test

import (
	"testing"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// TestFigures asks of which country public figures are: in several spellings, by surname and initial,
// and where nothing is known.
func TestFigures(t *testing.T) {
	for name, want := range map[string]string{
		"Volodymyr Zelensky": "UA", "Volodymyr Zelenskyy": "UA", "Vladimir Poutine": "RU", "Sergueï Lavrov": "RU", "Xi Jinping": "CN",
		"Mohammed ben Salmane": "SA", "Cyril Ramaphosa": "ZA", "Ursula von der Leyen": "DE", "Petra Lindqvist-Okonkwo": "", "Lavrov": "",
	} {
		if got := extract.HomeOf(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// TestFiguresReferred reads whom a function means whose bearer the text names without it.
func TestFiguresReferred(t *testing.T) {
	for text, want := range map[string]string{
		"Volodymyr Zelensky flew in from Rome with Paolo Neri. On Tuesday the Ukrainian president met Ivan Danev.":            "Volodymyr Zelensky + Ivan Danev",
		"Cyril Ramaphosa was in Rome with Paolo Neri. On Tuesday the South African president received Ivan Danev in private.": "Cyril Ramaphosa + Ivan Danev",
	} {
		res, err := readTitled(t, "", text)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, p := range pairsOf(res) {
			found = found || p == want
		}
		if !found {
			t.Errorf("%s: got %q, want %q", text, pairsOf(res), want)
		}
	}
}

// TestNextDay reads days that count from that of the contact told last, not from that of a statement.
func TestNextDay(t *testing.T) {
	for text, want := range map[string]string{
		"Karl Brandt will meet Ivan Danev in Rome on Monday, his office announced on Thursday. The day after, Petra Lind is to receive him in Oslo.": "2025-03-18",
		"Karl Brandt met Ivan Danev in Rome on Tuesday, officials said on Wednesday. The next day Petra Lind received him in Oslo.":                  "2025-03-12",
	} {
		res, err := readTitled(t, "", text)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, a := range res.Assertions {
			if a.Kind < extract.RegularContact && len(a.Participants) == 2 {
				got = a.Date.String()
			}
		}
		if got != want {
			t.Errorf("%s: the last contact was on %q, want %q", text, got, want)
		}
	}
}
