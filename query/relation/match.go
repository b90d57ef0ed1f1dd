package relation

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
)

// How a name fits a text, the best first.
type fit uint8

const (
	fitSpelled fit = iota // the whole name to the letter; told by Resolve alone
	fitExact              // the whole name
	fitPrefix             // the name begins with the text, which ends at the end of a word
	fitWords              // every word of the text is a word of the name
	fitStarts             // every word of the text begins a word of the name
	fitFuzzy              // within a few edits of the name, or of as many of its words
	fitNone
)

var fitNames = [...]string{"spelled", "exact", "prefix", "word", "beginning", "fuzzy", "none"}

func (f fit) String() string { return fitNames[f] }

// match is a row of Names that fits a text.
type match struct {
	row      int
	fit      fit
	distance int // edits; 0 unless fuzzy
}

// checkRows is how many rows are compared between looks at the context.
const checkRows = 1 << 16

// matches returns the rows that a folded text fits exactly, as a prefix, by its
// words or by their beginnings, in the order of rows.
func (n *Names) matches(ctx context.Context, text []byte) ([]match, error) {
	var found []match
	words := bytes.Fields(text)
	if len(words) == 0 {
		return nil, nil
	}
	longest := words[0]
	for _, w := range words {
		if len(w) > len(longest) {
			longest = w
		}
	}
	row, seen := 0, 0
	for at := 0; at < len(n.text); {
		i := bytes.Index(n.text[at:], longest)
		if i < 0 {
			break
		}
		at += i
		if seen++; seen%checkRows == 0 {
			if err := context.Cause(ctx); err != nil {
				return nil, fmt.Errorf("match names: %w", err)
			}
		}
		if before := n.text[at-1]; before != ' ' && before != '\n' {
			at++
			continue
		}
		row = n.rowAt(at, row)
		name := n.row(row)
		if f := fitOf(name, text, words); f < fitNone && !n.isGone(row) {
			found = append(found, match{row: row, fit: f})
		}
		at = int(n.starts[row]) + len(name) // the next row
	}
	return found, nil
}

// fitOf compares a folded name with a folded text and its words.
func fitOf(name, text []byte, words [][]byte) fit {
	if rest, ok := bytes.CutPrefix(name, text); ok {
		switch {
		case len(rest) == 0:
			return fitExact
		case rest[0] == ' ':
			return fitPrefix
		}
	}
	best := fitWords
	for _, w := range words {
		switch wordFit(name, w) {
		case fitNone:
			return fitNone
		case fitStarts:
			best = fitStarts
		}
	}
	return best
}

// wordFit tells whether w is a word of the name or the beginning of one.
func wordFit(name, w []byte) fit {
	best := fitNone
	for at := 0; ; {
		i := bytes.Index(name[at:], w)
		if i < 0 {
			return best
		}
		at += i
		if at == 0 || name[at-1] == ' ' {
			if end := at + len(w); end == len(name) || name[end] == ' ' {
				return fitWords
			}
			best = fitStarts
		}
		at++
	}
}

// resembling returns the rows within a few edits of a folded text: of the whole
// name, or of as many words of it as the text has. Rows in skip are left out.
func (n *Names) resembling(ctx context.Context, text []byte, skip map[int]bool) ([]match, error) {
	want := appendRunes(nil, text)
	limit := allowedDistance(len(want))
	if limit == 0 {
		return nil, nil
	}
	rows, err := n.sharing(ctx, pieces(want, limit+1))
	if err != nil {
		return nil, err
	}
	windowWords := bytes.Count(text, []byte{' '}) + 1
	var found []match
	var name []rune
	var starts []int
	for i, row := range rows {
		if i%checkRows == 0 {
			if err := context.Cause(ctx); err != nil {
				return nil, fmt.Errorf("match names: %w", err)
			}
		}
		if skip[row] || n.isGone(row) {
			continue
		}
		name = appendRunes(name[:0], n.row(row))
		best := editDistance(want, name, limit)
		if best > 0 && len(name) > len(want)-limit {
			starts = appendWordStarts(starts[:0], name)
			best = min(best, windowDistance(want, name, starts, windowWords, limit))
		}
		if best <= limit {
			found = append(found, match{row: row, fit: fitFuzzy, distance: best})
		}
	}
	return found, nil
}

// pieces cuts a text into n parts of nearly equal length. Of two texts that
// differ by fewer than n edits, one has at least one part of the other unchanged
// (Wu and Manber, "Fast Text Searching Allowing Errors", 1992, §5), which is
// found by a substring search.
func pieces(text []rune, n int) [][]byte {
	parts := make([][]byte, n)
	for i := range parts {
		parts[i] = []byte(string(text[i*len(text)/n : (i+1)*len(text)/n]))
	}
	return parts
}

// sharing returns the rows that have one of the pieces in them, in order.
func (n *Names) sharing(ctx context.Context, parts [][]byte) ([]int, error) {
	var rows []int
	for _, part := range parts {
		row := 0
		for at := 1; at < len(n.text); at = int(n.starts[row]) + len(n.row(row)) {
			i := bytes.Index(n.text[at:], part)
			if i < 0 {
				break
			}
			row = n.rowAt(at+i, row)
			if rows = append(rows, row); len(rows)%checkRows == 0 {
				if err := context.Cause(ctx); err != nil {
					return nil, fmt.Errorf("match names: %w", err)
				}
			}
		}
	}
	slices.Sort(rows)
	return slices.Compact(rows), nil
}

// windowDistance returns the least distance of want to a run of some, not all, of
// the words of name.
func windowDistance(want, name []rune, starts []int, words, limit int) int {
	best := limit + 1
	if words == len(starts) {
		return best // the whole name
	}
	for i := 0; i+words <= len(starts); i++ {
		end := len(name)
		if i+words < len(starts) {
			end = starts[i+words] - 1
		}
		best = min(best, editDistance(want, name[starts[i]:end], limit))
	}
	return best
}

func appendWordStarts(dst []int, name []rune) []int {
	dst = append(dst, 0)
	for i, c := range name {
		if c == ' ' {
			dst = append(dst, i+1)
		}
	}
	return dst
}

// bestByEntity returns the best matches of each entity, as which kept shows it:
// one, unless several names of one entity fit alike.
func (n *Names) bestByEntity(found []match, kept func(graph.ID) graph.ID) map[graph.ID][]match {
	best := make(map[graph.ID][]match, len(found))
	for _, m := range found {
		id := kept(n.entities[m.row])
		old := best[id]
		if len(old) == 0 {
			best[id] = append(old, m)
			continue
		}
		switch cmp.Or(cmp.Compare(m.fit, old[0].fit), cmp.Compare(m.distance, old[0].distance)) {
		case -1:
			best[id] = append(old[:0], m)
		case 0:
			best[id] = append(old, m)
		}
	}
	return best
}
