package relation

import (
	"testing"

	"pgregory.net/rapid"
)

// levenshtein fills the whole table.
func levenshtein(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, diagonal+1, row[j]+1)
		}
	}
	return row[len(b)]
}

func TestEditDistanceAgreesWithTheWholeTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Few letters, so that texts are near one another; one is outside Latin.
		word := rapid.SliceOfN(rapid.SampledFrom([]rune("abéж")), 0, 9)
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		limit := rapid.IntRange(0, maxDistance).Draw(t, "limit")
		want := min(levenshtein(a, b), limit+1)
		if got := editDistance(a, b, limit); got != want {
			t.Fatalf("editDistance(%q, %q, %d) = %d, want %d", string(a), string(b), limit, got, want)
		}
	})
}
