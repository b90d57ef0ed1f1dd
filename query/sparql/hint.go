package sparql

import (
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph/vocab"
)

// Near returns the candidate that a word is most likely a slip of, or "" if none
// is near. Case does not count. It is for hints about names that only the caller
// knows: predicates of a graph, saved queries.
func Near(word string, candidates []string) string { return near(word, candidates) }

// near is Near.
func near(word string, candidates []string) string {
	if len(word) > 4*maxKeyword {
		return ""
	}
	word = upper(word)
	best, bestDistance := "", len(word)/3+1
	for _, c := range candidates {
		if d := distance(word, upper(c), bestDistance); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

// distance is the number of insertions, deletions, substitutions and swaps of
// neighbours (optimal string alignment) between two texts, of bytes; at least
// limit if it is not less.
func distance(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row := rows[0], rows[1], rows[2]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(row[j-1]+1, last[j]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		rows[0], rows[1], rows[2] = last, row, before
	}
	return rows[1][len(b)]
}

// prefixHint says what to do about a prefix that is not declared: declare it, if
// it is a common one, or take the declared one that it is a slip of. local is
// what stands after the colon.
func (p *parser) prefixHint(prefix, local string) string {
	names := make([]string, 0, len(p.prefixes))
	for name := range p.prefixes {
		names = append(names, name)
	}
	slices.Sort(names)
	common := vocab.Prefixes()
	for _, c := range common {
		if c.Name == prefix {
			return "add PREFIX " + c.Name + ": <" + c.Namespace + ">"
		}
	}
	if name := near(prefix, names); name != "" {
		return "did you mean " + name + ":" + local + "?"
	}
	// A slip of a common prefix, and one that the text does not declare yet.
	for i := range common {
		names = append(names, common[i].Name)
	}
	if name := near(prefix, names); name != "" {
		for _, c := range common {
			if c.Name == name {
				return "did you mean " + name + ":" + local + "? Add PREFIX " + c.Name + ": <" + c.Namespace + ">"
			}
		}
	}
	return ""
}

// wordHint looks for what a word that nothing knows may have meant: one of the
// keywords that fit here, a variable without its mark, a name without a prefix.
func (p *parser) wordHint(word string, expected []string) string {
	var words []string
	node := false
	for _, e := range expected {
		switch {
		case e == expectFunction:
			for i := range functions {
				words = append(words, functions[i].name)
			}
			words = append(words, "EXISTS", "NOT")
		case e == expectNode || e == expectVerb || e == kindNames[tokVar] || e == expectTriple:
			node = true
		case e != "" && isLetter(e[0]) && !strings.Contains(e, " "):
			words = append(words, e)
		}
	}
	if w := near(word, words); w != "" && w != upper(word) {
		return "did you mean " + w + "?"
	}
	if node && keywordOf(word) == kwNone {
		return "a variable is ?" + word + ", a name needs a prefix and a colon"
	}
	return ""
}
