package extract_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// TestLikelyContext reads sentences that tell of a contact with somebody whom they do not name, in
// constructions that no rule knows.
func TestLikelyContext(t *testing.T) {
	day := extract.Date{Year: 2025, Month: 3, Day: 13, Precision: extract.Day}
	for text, want := range map[string]string{
		"Karl Brandt landed in Lisbon on Monday. The evening was given over to a long supper with Ivan Danev, the mayor.":                                            "Brandt+Danev",
		"President Karim Haddad opened the congress in Tunis on Tuesday. On the margins, Foreign Minister Anna Berg of Norway laid her plan for a truce before him.": "Berg+Haddad",
		"Karl Brandt landed in Lisbon on Monday. The mayor, Ivan Danev, was re-elected in May.":                                                                      "",
	} {
		res := extractBody(t, text, extract.English, day)
		var got []string
		for _, a := range res.Assertions {
			if a.Kind < extract.RegularContact && len(a.Participants) == 2 {
				names := []string{lastName(res.Entities[a.Participants[0].Entity].Names[0].Text), lastName(res.Entities[a.Participants[1].Entity].Names[0].Text)}
				slices.Sort(names)
				got = append(got, names[0]+"+"+names[1])
			}
		}
		slices.Sort(got)
		told := ""
		if len(got) > 0 {
			told = got[0]
		}
		if told != want || len(got) > 1 {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// lastName is the last word of a name.
func lastName(name string) string { return name[strings.LastIndexByte(name, ' ')+1:] }

// TestLikelyLists reads a list of more people than the model weighs: it adds nothing, and takes no time.
func TestLikelyLists(t *testing.T) {
	var text strings.Builder
	text.WriteString("President Karim Haddad met ")
	for i := range 400 {
		fmt.Fprintf(&text, "Anna B%c%c%cn, ", "aeiou"[i%5], "dklmnrstvz"[i/5%10], "aeiou"[i/50%5])
	}
	text.WriteString("in Oslo on Tuesday.")
	for _, a := range extractBody(t, text.String(), extract.English, extract.Date{}).Assertions {
		if a.Rule == "contact/likely" {
			t.Fatalf("%d people in a list: %v", len(a.Participants), a)
		}
	}
}
