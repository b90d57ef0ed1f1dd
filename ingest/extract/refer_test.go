package extract_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// TestRefer reads the texts of testdata/refer, in which somebody is only referred to, and
// compares the pairs of surnames that the rules find in contact with those after the bar.
func TestRefer(t *testing.T) {
	for _, lang := range []extract.Lang{extract.French, extract.English} {
		raw, err := os.ReadFile(filepath.Join("testdata", "refer", string(lang)+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		n := compareWordings(t, lang, raw, func(res *extract.Result) {
			res.Assertions = slices.DeleteFunc(res.Assertions, func(a extract.Assertion) bool {
				return slices.ContainsFunc(a.Participants, func(p extract.Participant) bool { return res.Entities[p.Entity].Kind == extract.Group })
			})
		})
		if n < 20 {
			t.Errorf("%s: only %d texts were read", lang, n)
		}
	}
}
