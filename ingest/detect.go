package ingest

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/ingest/extract"
)

//go:embed functionwords.txt
var functionWords string

// languageTable is the table of function words.
type languageTable struct {
	langs []extract.Lang
	words map[string][]weight
}

// weight is the share of a function word in one language, and which of the table.
type weight struct {
	lang  int
	share float64
}

// languages reads the table once.
var languages = sync.OnceValue(func() languageTable {
	var table languageTable
	owners := map[string][]int{}
	for line := range strings.Lines(functionWords) {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		lang := slices.Index(table.langs, extract.Lang(fields[0]))
		if lang < 0 {
			lang = len(table.langs)
			table.langs = append(table.langs, extract.Lang(fields[0]))
		}
		for _, w := range fields[1:] {
			owners[w] = append(owners[w], lang)
		}
	}
	table.words = make(map[string][]weight, len(owners))
	for w, langs := range owners {
		for _, l := range langs {
			table.words[w] = append(table.words[w], weight{l, 1 / float64(len(langs))})
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
	head := text[:min(len(text), detectBytes)]
	table := languages()
	scores := make([]float64, len(table.langs))
	var word [64]byte // longer ones are none of the table
	latin, other := 0, 0
	n := 0
	flush := func() {
		for _, w := range table.words[string(word[:n])] {
			scores[w.lang] += w.share
		}
		n = 0
	}
	for size := 0; len(head) > 0; head = head[size:] {
		r := rune(head[0])
		if size = 1; r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(head)
		}
		if !unicode.IsLetter(r) {
			flush()
			continue
		}
		if r < utf8.RuneSelf || unicode.Is(unicode.Latin, r) {
			latin++
		} else {
			other++
		}
		if r = unicode.ToLower(r); n+utf8.RuneLen(r) <= len(word) {
			n += utf8.EncodeRune(word[n:], r)
		}
	}
	flush()
	if other > latin {
		return Undetermined
	}
	best, most := extract.French, 0.0
	for i, lang := range table.langs {
		// By name among equals, so that the answer does not hang on the order of the table.
		if score := scores[i]; score > most || score == most && best != extract.French && (lang == extract.French || lang < best) {
			best, most = lang, score
		}
	}
	return best
}
