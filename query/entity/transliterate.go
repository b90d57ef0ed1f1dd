package entity

import (
	"slices"
	"strings"
)

// spellings are letters that transliterations write in several ways, with the
// one that stands for all. Longer ones come first.
var spellings = strings.NewReplacer(
	"tsch", "c", "dsch", "j", "shch", "sc", "stch", "sc", "sch", "s", "tch", "c",
	"ph", "f", "kh", "h", "gh", "g", "dh", "d", "th", "t", "sh", "s", "ch", "c", "zh", "j", "dj", "j", "dzh", "j", "ck", "k",
	"ou", "u", "oo", "u", "ee", "i", "ae", "e", "oe", "o", "ue", "u", "ya", "ia", "ye", "e", "yu", "iu", "ja", "ia", "ju", "iu",
	"ts", "c", "tz", "c", "ks", "x", "w", "v", "q", "k", "y", "i",
)

// Transliterate writes a folded name (relation.Fold) in a form that spellings of
// one name in several scripts and languages share, word for word: digraphs and
// letters that stand for one sound become one letter, doubled letters single, and
// the endings -ski, -skii and -skij one.
func Transliterate(folded string) string {
	words := strings.Fields(folded)
	for i, w := range words {
		words[i] = transliterateWord(w)
	}
	return strings.Join(words, " ")
}

func transliterateWord(w string) string {
	if len(w) > 3 {
		w = strings.TrimSuffix(w, "j") // -skij
	}
	w = spellings.Replace(w)
	var b strings.Builder
	last := rune(-1)
	for _, r := range w {
		if r == last {
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// whole is the key of a whole name: its words in order of the alphabet, without
// spaces between.
func whole(form string) string {
	words := strings.Fields(form)
	slices.Sort(words)
	return strings.Join(words, "")
}

// skeleton is the key of the end of a name: the consonants of its last word and
// the first letter of its first word. It is empty for a name of one word.
func skeleton(form string) string {
	words := strings.Fields(form)
	if len(words) < 2 {
		return ""
	}
	return words[0][:1] + ":" + consonants(words[len(words)-1])
}

func consonants(w string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("aeiou", r) {
			return -1
		}
		return r
	}, w)
}

// likeness compares two names in the form of Transliterate, from 0 to 1: 0 unless
// they have as many words, and each word is alike to its counterpart.
func likeness(a, b string) float64 {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) != len(y) || len(x) == 0 {
		return 0
	}
	total, letters := 0.0, 0
	for i := range x {
		s := wordLikeness(x[i], y[i])
		if s < leastWord {
			return 0
		}
		n := len(x[i]) + len(y[i])
		total += s * float64(n)
		letters += n
	}
	return total / float64(letters)
}

// leastWord is the likeness that every word of two names has to have. Below it,
// countries and surnames that share most of their letters pass for one another.
const leastWord = 0.8

// wordLikeness is 1 less the edits (insertions, deletions, replacements and swaps
// of neighbours) for each letter of the longer word.
func wordLikeness(a, b string) float64 {
	if a == b {
		return 1
	}
	x, y := []rune(a), []rune(b)
	longer := max(len(x), len(y))
	return 1 - float64(edits(x, y))/float64(longer)
}

// edits is the optimal string alignment distance.
func edits(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			swap := 1
			if a[i-1] == b[j-1] {
				swap = 0
			}
			row[j] = min(row[j-1]+1, last[j]+1, last[j-1]+swap)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
