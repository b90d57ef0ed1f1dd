package relation

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
)

// ErrSearch is wrapped by [Reader.Search] about a text without any word.
var ErrSearch = errors.New("relation: nothing to search for")

// Sentence is a sentence of a source that something in the graph rests on.
type Sentence struct {
	Evidence
	// Tells are the IRIs of what rests on it: contacts, roles, candidates; sorted.
	Tells []string `json:"tells"`
}

// SearchOptions restrict a search.
type SearchOptions struct {
	// Limit is the greatest number of sentences; 0 is no limit.
	Limit int
}

// SearchResult is what a search found.
type SearchResult struct {
	Total     int        `json:"total"`
	Complete  bool       `json:"complete"` // false: a limit left some out
	Sentences []Sentence `json:"sentences"`
}

// Search finds the stored sentences that hold all terms, without regard to accents,
// case and signs (see [Fold]). A term is a word, or several that stand together; one
// that ends with * fits the beginning of a word. The latest published come first,
// then by source and place in it, those without a date last.
//
// It reads every quoted sentence once: there is no index of words.
func (r *Reader) Search(ctx context.Context, terms []string, o SearchOptions) (*SearchResult, error) {
	wanted, err := searchTerms(terms)
	if err != nil {
		return nil, err
	}
	quotations, err := r.quotations(ctx)
	if err != nil || len(quotations) == 0 {
		return &SearchResult{Complete: true}, err
	}
	list, err := r.textsWith(ctx, wanted, quotations)
	if err != nil {
		return nil, err
	}
	evidence, err := r.readEvidence(ctx, list)
	if err != nil {
		return nil, err
	}
	type found struct {
		Evidence
		id graph.ID
	}
	all := make([]found, len(list))
	for i, s := range list {
		all[i] = found{evidence.one(s), s.quotation}
	}
	slices.SortFunc(all, func(a, b found) int {
		return cmp.Or(strings.Compare(b.Published, a.Published), compareEvidence(a.Evidence, b.Evidence))
	})
	result := &SearchResult{Total: len(all), Complete: true}
	if o.Limit > 0 && len(all) > o.Limit {
		all, result.Complete = all[:o.Limit], false
	}
	for _, f := range all {
		tells, err := r.restOn(ctx, f.id)
		if err != nil {
			return nil, err
		}
		result.Sentences = append(result.Sentences, Sentence{f.Evidence, tells})
	}
	return result, nil
}

// searchTerms folds terms into what stands in a folded text that begins and ends
// with a blank.
func searchTerms(terms []string) (wanted [][]byte, err error) {
	for _, term := range terms {
		words, begins := strings.CutSuffix(strings.TrimSpace(term), "*")
		text := appendFolded([]byte(" "), []byte(words))
		if len(text) == 1 {
			continue // signs alone are in no text
		}
		if !begins {
			text = append(text, ' ')
		}
		wanted = append(wanted, text)
	}
	if len(wanted) == 0 {
		return nil, ErrSearch
	}
	return wanted, nil
}

// quotations is the set of what something was quoted from.
func (r *Reader) quotations(ctx context.Context) (map[graph.ID]bool, error) {
	set := map[graph.ID]bool{}
	for _, p := range r.ids.predicateIDs([]predicate{pQuotedFrom}) {
		q := graph.Scan{Pattern: graph.Pattern{P: p}, Order: graph.POSG, Columns: graph.ColO}
		if err := EachBatch(ctx, r.g, q, func(b *graph.Batch) error {
			for _, id := range b.Cols[graph.O][:b.N] {
				set[id] = true
			}
			return nil
		}); err != nil {
			return nil, err
		}
	}
	return set, nil
}

// textsWith returns the quotations whose text holds all that is wanted, with the
// graphs that state it. Texts are read in the order of their IDs, each once.
func (r *Reader) textsWith(ctx context.Context, wanted [][]byte, quotations map[graph.ID]bool) (list []stated, err error) {
	var last graph.ID
	var folded []byte
	fits := false
	seen := map[support]bool{}
	for _, p := range r.ids.predicateIDs([]predicate{pText}) {
		last = graph.None
		q := graph.Scan{Pattern: graph.Pattern{P: p}, Order: graph.POSG, Columns: graph.ColO | graph.ColS | graph.ColG}
		if err := EachBatch(ctx, r.g, q, func(b *graph.Batch) error {
			for row := range b.N {
				where := support{b.Cols[graph.G][row], b.Cols[graph.S][row]}
				if !quotations[where.quotation] {
					continue
				}
				if text := b.Cols[graph.O][row]; text != last {
					last = text
					t, err := r.literal(ctx, text)
					if err != nil {
						return err
					}
					folded = append(appendFolded(append(folded[:0], ' '), []byte(t.Text)), ' ')
					fits = !slices.ContainsFunc(wanted, func(w []byte) bool { return !bytes.Contains(folded, w) })
				}
				if fits && !seen[where] {
					seen[where] = true
					list = append(list, stated{support: where})
				}
			}
			return nil
		}); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// restOn returns the IRIs of what was quoted from a sentence.
func (r *Reader) restOn(ctx context.Context, quotation graph.ID) ([]string, error) {
	var ids []graph.ID
	for _, p := range r.ids.predicateIDs([]predicate{pQuotedFrom}) {
		q := graph.Scan{Pattern: graph.Pattern{P: p, O: quotation}, Order: graph.POSG, Columns: graph.ColS}
		if err := EachBatch(ctx, r.g, q, func(b *graph.Batch) error {
			ids = append(ids, b.Cols[graph.S][:b.N]...)
			return nil
		}); err != nil {
			return nil, err
		}
	}
	iris := []string{}
	for _, id := range sortedUnique(ids) {
		iri, err := r.iri(ctx, id)
		if err != nil {
			return nil, err
		}
		iris = append(iris, iri)
	}
	slices.Sort(iris)
	return iris, nil
}
