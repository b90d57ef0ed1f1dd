package ingest

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"github.com/chancery-graph/chancery/ingest/extract"
)

//go:embed functionwords.txt
var functionWords string

// weight is the share of a function word in one language, and which.
type weight struct {
	lang  extract.Lang
	share float64
}

// languages reads the table of function words once.
var languages = sync.OnceValue(func() map[string][]weight {
	owners := map[string][]extract.Lang{}
	for line := range strings.Lines(functionWords) {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range fields[1:] {
			owners[w] = append(owners[w], extract.Lang(fields[0]))
		}
	}
	table := make(map[string][]weight, len(owners))
	for w, langs := range owners {
		for _, l := range langs {
			table[w] = append(table[w], weight{l, 1 / float64(len(langs))})
		}
	}
	return table
})

// detectBytes is how much of a text Detect reads; more would not change the answer.
const detectBytes = 16 << 10

// Undetermined is the language of a text whose letters are not Latin.
const Undetermined extract.Lang = "und"

// Detect tells the language of a text by the function words in its first 16 KiB.
// A text without any counts as French, the language of the larger part of the
// dispatches; one whose letters are for the most part not Latin is Undetermined.
// Languages without a grammar are told too, so that a text in one is refused
// rather than misread.
func Detect(text []byte) extract.Lang {
	head := string(text[:min(len(text), detectBytes)])
	table := languages()
	scores := map[extract.Lang]float64{}
	var word [64]byte
	latin, other := 0, 0
	n := 0
	flush := func() {
		for _, w := range table[string(word[:n])] {
			scores[w.lang] += w.share
		}
		n = 0
	}
	for _, r := range head {
		if !unicode.IsLetter(r) {
			flush()
			continue
		}
		if unicode.Is(unicode.Latin, r) {
			latin++
		} else {
			other++
		}
		r = unicode.ToLower(r)
		if s := string(r); n+len(s) <= len(word) { // longer words are none of the table
			n += copy(word[n:], s)
		}
	}
	flush()
	if other > latin {
		return Undetermined
	}
	best := extract.French
	for lang, score := range scores {
		// By name among equals, so that the answer does not hang on the order of a map.
		if score > scores[best] || score == scores[best] && best != extract.French && (lang == extract.French || lang < best) {
			best = lang
		}
	}
	return best
}
