package extract

import (
	"io/fs"
	"strings"
	"sync"
)

// grammar is all that the rules know of one language. It is built once, from
// the files of lang, and then only read.
type grammar struct {
	lang  Lang
	dir   string // of its files, with a slash
	split splitter
	lex   *lexicon
	// romance languages put adjectives after the noun and have auxiliaries of
	// their own; the others are read as English is.
	romance       bool
	abbreviations map[string]bool
	take          map[string]tense // "prendre part": the verb, in lower case
	pivots        map[string]bool  // words by which the rules know others
	countryNames  map[string][]Name
	capitals      map[string]*lexEntry // seats of government, by the code of the country
	governs       map[string]string    // the code of the country, by the id of its capital
	lands         hashed[countryCode]  // the code of the country, by the id of a town
	// with, by, from and to are the prepositions of those names, as the rules know
	// them.
	with, by, from, to string
	direct             string // preposition of a person as a direct object: the Spanish "a"
	hundred            string
	numberAnd          string
	offices            map[string]string // wordings of an office by the usual one
	appoints           map[string]bool   // words before a function that somebody gets or has
	supports           map[string]support
	called             map[string][]string // by what a later sentence calls somebody, see called.txt
	addresses          map[string]address
	// plural and singular are pairs of endings, the first that fits counts.
	plural, singular [][2]string
	inflect          [][2]string // of demonyms: masculine to feminine
	verbAt           func(g *grammar, toks []token, i int) group

	mem *memory // of the extraction that reads with it, see memory.grammarOf
}

// grammars are the languages that have a folder in lang.
var grammars = sync.OnceValue(func() map[Lang]func() *grammar {
	out := map[Lang]func() *grammar{}
	for _, lang := range Langs() {
		out[lang] = sync.OnceValue(func() *grammar { return buildGrammar(lang) })
	}
	return out
})

// Langs returns the languages that have a grammar, in the order of their codes.
func Langs() []Lang {
	folders, err := fs.ReadDir(langFiles, "lang")
	if err != nil {
		panic(err) // the folder is embedded
	}
	var out []Lang
	for _, f := range folders {
		if f.IsDir() {
			out = append(out, Lang(f.Name()))
		}
	}
	return out
}

func buildGrammar(lang Lang) *grammar {
	g := &grammar{
		lang: lang, dir: string(lang) + "/", take: map[string]tense{},
		offices: map[string]string{}, countryNames: map[string][]Name{}, capitals: map[string]*lexEntry{}, governs: map[string]string{}, pivots: map[string]bool{},
		appoints: map[string]bool{},
		supports: map[string]support{}, called: map[string][]string{}, abbreviations: map[string]bool{},
		split: splitter{vocabulary: &vocabulary{}, apart: map[string]bool{}, presiding: map[string]string{}, elided: map[string]bool{}, accented: map[string]bool{}, pivot: map[string]string{}, senses: &senses{}},
	}
	g.loadSettings()
	for _, r := range rows(g.dir + "pivot.txt") {
		to, from := r.keyed()
		g.pivots[to] = true
		for _, w := range from {
			g.split.pivot[g.unpivoted(w)] = to
		}
	}
	g.loadWords()
	g.loadThings()
	g.loadVerbs()
	g.loadIdioms()
	g.loadFunctions()
	g.loadPhrases()
	g.loadCalled()
	g.loadAttending()
	for _, r := range rows(g.dir + "apart.txt") {
		for w := range strings.FieldsSeq(r.text) {
			g.split.apart[Fold(w)] = true
		}
	}
	g.loadAddress()
	g.loadSenses()
	g.lex = buildLexicon(g)
	g.split.vocabulary.settle()
	g.verbAt, g.with, g.by, g.from, g.to = englishVerbAt, "with", "by", "from", "to"
	if g.romance {
		g.verbAt, g.with, g.by, g.from, g.to = romanceVerbAt, "avec", "par", "de", "à"
	}
	return g
}

func (g *grammar) loadSettings() {
	for _, r := range rows(g.dir + "settings.txt") {
		key, words := r.keyed()
		for _, w := range words {
			switch key {
			case "family":
				g.romance = w == "romance"
				g.split.possessive = !g.romance
			case "direct-object":
				g.direct = w
			case "elided":
				g.split.elided[w] = true
			case "accented":
				g.split.accented[w] = true
			case "abbreviations":
				if len(w) > longestAbbreviation {
					r.bad()
				}
				g.abbreviations[w] = true
			case "plural":
				g.plural = append(g.plural, r.pair(w))
			case "singular":
				g.singular = append(g.singular, r.pair(w))
			case "feminine":
				g.inflect = append(g.inflect, r.pair(w))
			default:
				r.bad()
			}
		}
	}
}

// fold is how a word of the files is compared: folded, but with its accent where
// only that tells it from another, and put into the word of pivot.txt unless it is
// one of those already.
func (g *grammar) fold(w string) string {
	f := g.unpivoted(w)
	if p, ok := g.split.pivot[f]; ok && !g.pivots[f] {
		return p
	}
	return f
}

// unpivoted folds a word without putting it into the word of pivot.txt.
func (g *grammar) unpivoted(w string) string {
	if low := strings.ReplaceAll(strings.ToLower(w), "’", "'"); g.split.accented[low] {
		return low
	}
	return Fold(w)
}

// support is an object that makes a contact of a verb and a preposition:
// "rendre visite à".
type support struct {
	kind Kind
	prep string
	verb string // the only verb that it supports, empty for any
}

// loadPhrases reads phrases.txt: wordings of offices, verbs that tell a
// function, markers of topics, nouns that support a verb.
func (g *grammar) loadPhrases() {
	for _, r := range rows(g.dir + "phrases.txt") {
		key, rest, ok := strings.Cut(r.text, ":")
		if !ok {
			r.bad()
		}
		for item := range strings.SplitSeq(rest, ",") {
			item = strings.TrimSpace(item)
			from, to, _ := strings.Cut(item, " = ")
			switch key {
			case "office":
				g.offices[from] = to
			case "presides":
				g.split.presiding[g.fold(from)] = to + " "
			case "appoint":
				g.appoints[g.fold(from)] = true
			case "topic":
				words := strings.Fields(item)
				x := g.split.vocabulary.opens(g.split.vocabulary.at(words[0]))
				x.markers = append(x.markers, words)
			case "support":
				fields := append(strings.Fields(to), "", "")
				g.supports[g.fold(from)] = support{kindsByName[fields[0]], fields[1], fields[2]}
			default:
				r.bad()
			}
		}
	}
}
