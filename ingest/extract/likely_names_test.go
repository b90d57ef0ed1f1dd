package extract_test

import (
	"math"
	"os"
	"testing"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// TestLikelyNames compares the sum that the model makes by hashes with that of the weights
// of the features' names: no two names fall together, and none is lost.
func TestLikelyNames(t *testing.T) {
	raw, err := os.ReadFile("likely.txt")
	if err != nil {
		t.Fatal(err)
	}
	weights := weightsOf(t, string(raw))
	pairs := 0
	for _, text := range []string{
		"Foreign Minister Ana Ruiz, whom Prime Minister Jan Novak had received on Monday, dined in Lisbon with Omar Haddad and Lena Voss. The visitor then called on Paul Berg.",
		"Jan Novak blamed Ana Ruiz for the delay. Omar Haddad is to see her successor, Lena Voss, in Oslo on Friday; Paul Berg will not be there.",
	} {
		err := extract.Considered(extract.Input{Text: []byte(text), Lang: "en"}, func(s *extract.Side) {
			pairs++
			sum, in := 0.0, map[string]bool{}
			for _, f := range s.Features {
				if !in[f] {
					in[f] = true
					sum += weights[f]
				}
			}
			if math.Abs(sum-s.Odds) > 0.01 {
				t.Errorf("%s and %s: by hashes %.3f, by names %.3f", s.A, s.B, s.Odds, sum)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if pairs < 5 {
		t.Errorf("%d pairs were weighed, want 5 or more", pairs)
	}
}
