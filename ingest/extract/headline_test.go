package extract_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// readTitled reads a body beside its title.
func readTitled(t *testing.T, title, body string) (*extract.Result, error) {
	t.Helper()
	day := extract.Date{Year: 2025, Month: 3, Day: 13, Precision: extract.Day}
	return extract.Rules{}.Extract(context.Background(), extract.Input{Text: []byte(body), Untitled: true, Title: title, Published: day, Lang: extract.English})
}

func pairsOf(res *extract.Result) (out []string) {
	for _, a := range res.Assertions {
		if a.Kind >= extract.RegularContact || len(a.Participants) != 2 || a.Candidate() {
			continue
		}
		out = append(out, res.Entities[a.Participants[0].Entity].Names[0].Text+" + "+res.Entities[a.Participants[1].Entity].Names[0].Text)
	}
	return out
}

// oddsUnder are the log-odds of the contact of two people whom a body puts side by side.
func oddsUnder(t *testing.T, title, body string) (odds float64) {
	t.Helper()
	in := extract.Input{Text: []byte(body), Untitled: true, Title: title, Lang: extract.English}
	err := extract.Considered(in, func(s *extract.Side) { odds = s.Odds })
	if err != nil {
		t.Fatal(err)
	}
	return odds
}

// TestHeadline weighs a text that no rule understands under titles of a contact of its two people, which
// tell much for it, and of something else.
func TestHeadline(t *testing.T) {
	const body = "The matter of the cables will have Karl Brandt and Ivan Danev at the same fireside again. Nothing was settled, officials said."
	without := oddsUnder(t, "", body)
	for title, telling := range map[string]bool{
		"Brandt and Danev in talks on cables":   true,
		"Brandt-Danev meeting on cables":        true,
		"Karl Brandt to see Danev about cables": true,
		"Cable tax rises to five percent":       false,
	} {
		if more := oddsUnder(t, title, body) - without; more > 1 != telling {
			t.Errorf("under %q a contact is likelier by %.2f", title, more)
		}
	}
}

// TestHeadlineAssertsNothing reads a title whose contact the text does not tell.
func TestHeadlineAssertsNothing(t *testing.T) {
	res, err := readTitled(t, "Karl Brandt meets Ivan Danev in Rome", "Prices rose by two percent in February, the bank said.")
	if err != nil || len(res.Assertions) > 0 || len(res.Entities) > 0 {
		t.Errorf("got %d assertions and %d entities, %v; want none", len(res.Assertions), len(res.Entities), err)
	}
}

// TestHeadlineOdd reads a title of megabytes, which ends within a letter where it is cut, one that is decomposed and
// one that is no text.
func TestHeadlineOdd(t *testing.T) {
	const body = "Zoé Brandt met Ivan Danev."
	for _, title := range []string{"x" + strings.Repeat("é", 1<<20), "Zoe\u0301 Brandt in Rome", strings.Repeat("Brandt-Danev ", 1<<12)} {
		if res, err := readTitled(t, title, body); err != nil || len(pairsOf(res)) != 1 {
			t.Errorf("under a title of %d bytes: %v", len(title), err)
		}
	}
	if _, err := readTitled(t, "bad \xff", body); !errors.Is(err, extract.ErrNotUTF8) {
		t.Errorf("got %v for a title that is not UTF-8, want ErrNotUTF8", err)
	}
}
