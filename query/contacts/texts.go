package contacts

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
)

// decodeChunk is how many terms are decoded at a time.
const decodeChunk = 4096

// texts holds the texts of terms: IRIs without their brackets, others as they
// are. The texts of strings share one memory.
type texts struct {
	ids  []graph.ID // rising
	ends []int      // of each in all
	all  string
}

// decodeTexts reads the texts of ids, which are rising and are kept.
func decodeTexts(ctx context.Context, s Snapshot, ids []graph.ID) (texts, error) {
	t := texts{ids: ids, ends: make([]int, 0, len(ids))}
	var all strings.Builder
	var chunk []byte
	var ends []int
	for part := range slices.Chunk(ids, decodeChunk) {
		var err error
		if chunk, ends, err = s.AppendTerms(ctx, chunk[:0], ends[:0], part); err != nil {
			return t, fmt.Errorf("decode terms: %w", err)
		}
		from := 0
		for _, to := range ends {
			text := chunk[from:to]
			if graph.TagOf(text) == graph.TagIRI {
				text = text[1 : len(text)-1]
			}
			all.Write(text)
			t.ends = append(t.ends, all.Len())
			from = to
		}
	}
	t.all = all.String()
	return t, nil
}

// of returns the text of one of the terms.
func (t *texts) of(id graph.ID) string {
	i, _ := slices.BinarySearch(t.ids, id)
	from := 0
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.all[from:t.ends[i]]
}

// sort orders some of the terms by their texts.
func (t *texts) sort(ids []graph.ID) {
	type named struct {
		text string
		id   graph.ID
	}
	list := make([]named, len(ids))
	for i, id := range ids {
		list[i] = named{t.of(id), id}
	}
	slices.SortFunc(list, func(a, b named) int { return cmp.Compare(a.text, b.text) })
	for i, each := range list {
		ids[i] = each.id
	}
}
