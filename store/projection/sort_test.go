package projection

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
)

// TestSorter compares the radix sort with a stable comparison sort.
func TestSorter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.Custom(func(t *rapid.T) graph.ID {
			tag := rapid.SampledFrom([]graph.Tag{graph.TagIRI, graph.TagDate, graph.TagString, 15}).Draw(t, "tag")
			return graph.MakeID(tag, rapid.Uint64().Draw(t, "payload")>>rapid.IntRange(0, 63).Draw(t, "shift"))
		})
		col := rapid.SliceOfN(id, 0, 300).Draw(t, "column")
		var s sorter
		want := slices.Clone(s.identity(len(col)))
		slices.Reverse(want)
		idx := slices.Clone(want)
		slices.SortStableFunc(want, func(a, b uint32) int {
			switch {
			case col[a] < col[b]:
				return -1
			case col[a] > col[b]:
				return 1
			}
			return 0
		})
		if got := s.by(col, idx); !slices.Equal(got, want) {
			t.Fatalf("column %v:\ngot  %v\nwant %v", col, got, want)
		}
	})
}
