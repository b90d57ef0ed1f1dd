package extract

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// lexKind tells what a lexicon entry names.
type lexKind uint8

const (
	lexCountry lexKind = iota
	lexDemonym
	lexBody
	lexPlace
	lexRegion // of named.txt
	lexThing
)

// lexEntry is what a phrase stands for.
type lexEntry struct {
	id    string    // ISO code of a country or demonym, else folded English name
	rest  []string  // the words after the first
	as    piece     // the phrase that this entry matches, see lexicon.text
	names preferred // empty for demonyms and countries
	kind  lexKind
	next  uint8 // the bit of the second word, see wordBit, anyBit where there is none
	lower bool  // written without a capital: "coalition des volontaires"
}

// size is how many words an entry matches.
func (e *lexEntry) size() int { return 1 + len(e.rest) }

// preferred is the names of something in the language of the text, in French and in English; each
// language has one at most.
type preferred [3]piece

// languages are those of preferred names.
func (x *lexicon) languages() [3]Lang { return [...]Lang{x.g.lang, French, English} }

// lexicon finds the names of countries, bodies and places, and demonyms, as
// the longest phrase that starts at a token. Its entries hang on the lexemes of
// their first words.
type lexicon struct {
	g     *grammar
	texts texts // phrases and names of its entries
}

// text returns the phrase that an entry matches.
func (x *lexicon) text(e *lexEntry) string { return x.texts.at(e.as) }

// namesOf returns the preferred names of an entry, that of the text first, with room for one more.
func (x *lexicon) namesOf(e *lexEntry) []Name {
	out := make([]Name, 0, len(e.names)+1)
	for i, lang := range x.languages() {
		if p := e.names[i]; p.size > 0 {
			out = append(out, Name{x.texts.at(p), lang})
		}
	}
	return out
}

// match returns the longest entry that starts at toks[i] and its number of
// tokens. Names must start with a capital; demonyms need not.
func (x *lexicon) match(toks []token, i int) (*lexEntry, int) {
	t := &toks[i]
	if t.own != nil && i+int(t.ownSize) <= len(toks) {
		return &t.own.lexEntry, int(t.ownSize)
	}
	if len(t.lex.entries) == 0 || !t.cap && !t.lex.entriesLow || t.lex.entriesBy>>at(toks, i+1).bit&1 == 0 {
		return nil, 0
	}
	const short = 3 // bytes; "Un" is not the UN
	e, n := longestEntry(t.lex.entries, toks, i)
	if n == 1 && len(t.text) <= short && e.kind == lexBody && !isAcronym(t.text) {
		return nil, 0
	}
	return e, n
}

// longestEntry returns the longest of some entries, longest first, that starts at toks[i].
func longestEntry(entries []lexEntry, toks []token, i int) (*lexEntry, int) {
	for k := range entries {
		e := &entries[k]
		if e.kind != lexDemonym && !e.lower && !toks[i].cap || i+e.size() > len(toks) || e.next != anyBit && toks[i+1].bit != e.next {
			continue
		}
		if startsWith(toks[i+1:], e.rest) {
			return e, e.size()
		}
	}
	return nil, 0
}

func (x *lexicon) add(phrase string, e lexEntry) {
	toks := tokenize(&x.g.split, phrase, Span{0, len(phrase)}, nil)
	if len(toks) == 0 {
		return
	}
	v := x.g.split.vocabulary
	first := v.at(toks[0].fold)
	words := v.wordsOf(toks)
	e.as, e.rest, e.next = x.texts.add(phrase), words[1:], nextBit(words)
	e.lower = e.kind == lexBody && !toks[0].cap
	if e.kind == lexRegion || e.kind == lexThing {
		starts := v.opens(first)
		starts.named = insertEntry(starts.named, e)
		return
	}
	first.entries = insertEntry(first.entries, e)
}

// insertEntry enters one of several entries, the longest of which comes first; the first meaning
// added wins.
func insertEntry(list []lexEntry, e lexEntry) []lexEntry {
	at := len(list)
	for i := range list {
		o := &list[i]
		if o.kind == e.kind && slices.Equal(o.rest, e.rest) {
			return list
		}
		if o.size() < e.size() {
			at = i
			break
		}
	}
	return slices.Insert(list, at, e)
}

// id folds a name for use as the id of an entry.
func (x *lexicon) id(name string) string { return x.g.split.vocabulary.texts.keep(key(name)) }

// countryName is a country by its code and its names in each language.
type countryName struct {
	code  string
	names []Name
}

// countries returns the regions that CLDR names, by code, with the names of
// countries.txt before those of CLDR. Regions without a two-letter ISO code
// (continents, unions) and those of "none" are left out.
var countries = sync.OnceValue(func() []countryName {
	none, preferred := map[string]bool{}, map[string]map[Lang]string{}
	for _, r := range rows("countries.txt") {
		fields := strings.Split(r.text, "|")
		code := strings.TrimSpace(fields[0])
		if code == "none" {
			for c := range strings.FieldsSeq(fields[1]) {
				none[c] = true
			}
			continue
		}
		preferred[code] = map[Lang]string{}
		for _, f := range fields[1:] {
			if lang, name, ok := strings.Cut(strings.TrimSpace(f), ":"); ok {
				preferred[code][Lang(lang)] = name
			}
		}
	}
	langs, regions := Langs(), map[Lang]display.Namer{}
	for _, lang := range langs {
		regions[lang] = display.Regions(language.Make(string(lang)))
	}
	var out []countryName
	for a := byte('A'); a <= 'Z'; a++ {
		for b := byte('A'); b <= 'Z'; b++ {
			code := string([]byte{a, b})
			r, err := language.ParseRegion(code)
			if err != nil || !r.IsCountry() || r.Canonicalize() != r || r.String() != code || none[code] {
				continue
			}
			c := countryName{code: code}
			for _, lang := range langs {
				name := regions[lang].Name(r)
				if o, ok := preferred[code]["*"]; ok {
					name = o
				}
				if o, ok := preferred[code][lang]; ok {
					name = o
				}
				c.names = append(c.names, Name{name, lang})
			}
			if nameIn(c.names, English) != "" {
				out = append(out, c)
			}
		}
	}
	return out
})

// namesOfCountry returns the preferred names of a country, the language of the
// text first.
func (g *grammar) namesOfCountry(code string) []Name { return g.countryNames[code] }

// prefer keeps the names of something.
func (x *lexicon) prefer(names []Name) (out preferred) {
	for i, lang := range x.languages() {
		if i == 0 || lang != x.g.lang {
			out[i] = x.texts.add(nameIn(names, lang))
		}
	}
	return out
}

// nameIn returns the last of some names that is in a language, "" where none is.
func nameIn(names []Name, lang Lang) string {
	for _, n := range slices.Backward(names) {
		if n.Lang == lang {
			return n.Text
		}
	}
	return ""
}

// buildLexicon reads what lang and the folder of a language name.
func buildLexicon(g *grammar) *lexicon {
	x := &lexicon{g: g}
	x.addCountries()
	for _, r := range rows(g.dir + "demonyms.txt") {
		code, list, ok := strings.Cut(r.text, "  ")
		if !ok {
			r.bad()
		}
		for d := range strings.SplitSeq(list, ",") {
			for _, form := range g.demonymForms(strings.TrimSpace(d)) {
				x.add(form, lexEntry{kind: lexDemonym, id: code})
			}
		}
	}
	for _, r := range rows("bodies.txt") {
		x.addNames(r.text, lexBody)
	}
	x.addCapitals()
	for _, r := range rows("cities.txt") {
		code, list, ok := strings.Cut(r.text, "  ")
		if !ok || len(code) != 2 {
			r.bad()
		}
		*x.g.lands.at(x.addNames(list, lexPlace)) = codeOf(r, code)
	}
	x.addGazetteer()
	return x
}

// addCapitals reads which cities are seats of government.
func (x *lexicon) addCapitals() {
	for _, r := range rows("capitals.txt") {
		code, name, ok := strings.Cut(r.text, "  ")
		if !ok {
			r.bad()
		}
		x.g.governs[key(strings.TrimSpace(name))] = code
	}
}

func (x *lexicon) addCountries() {
	aliases := map[string]string{}
	for _, r := range rows("aliases.txt") {
		code, list, ok := strings.Cut(r.text, "  ")
		if !ok {
			r.bad()
		}
		aliases[code] = list
	}
	for _, c := range countries() {
		e := lexEntry{kind: lexCountry, id: c.code}
		named := lexEntry{names: x.prefer(c.names)}
		x.g.countryNames[c.code] = slices.Clip(x.namesOf(&named))
		if list := aliases[c.code]; list != "" {
			for alias := range strings.SplitSeq(list, ",") {
				x.add(strings.TrimSpace(alias), e)
			}
		}
		plain, inside, found := strings.Cut(strings.TrimSuffix(nameIn(c.names, x.g.lang), ")"), " (")
		x.add(plain, e)
		if found {
			x.add(inside, e)
		}
	}
}

// addNames reads "English | French | other names", where another language may come as
// "es:name", and returns the id of its entry.
func (x *lexicon) addNames(list string, kind lexKind) string {
	names, all := make([]Name, 0, 4), make([]string, 0, 8)
	for i, f := range strings.Split(list, "|") {
		f = strings.TrimSpace(f)
		lang, own, other := strings.Cut(f, ":")
		switch {
		case i == 0:
			names = append(names, Name{f, English})
		case i == 1:
			names = append(names, Name{f, French})
		case other:
			names = append(names, Name{own, Lang(lang)})
			f = own
		}
		for n := range strings.SplitSeq(f, ",") {
			if n = strings.TrimSpace(n); n != "" {
				all = append(all, n)
			}
		}
	}
	if nameIn(names, French) == "" {
		names = append(names, Name{nameIn(names, English), French})
	}
	e := lexEntry{kind: kind, id: x.id(nameIn(names, English)), names: x.prefer(names)}
	if code := x.g.governs[e.id]; kind == lexPlace && code != "" {
		seat := e
		seat.as = x.texts.add(cmp.Or(nameIn(names, x.g.lang), nameIn(names, English)))
		x.g.capitals[code] = &seat
	}
	for _, n := range all {
		x.add(n, e)
	}
	return e.id
}

// demonymForms returns the inflections of a demonym: in Romance languages four
// of one given as masculine singular, or as "masculine/feminine" where the
// feminine is irregular; elsewhere the word itself.
func (g *grammar) demonymForms(d string) []string {
	if !g.romance {
		return []string{d}
	}
	m, f, ok := strings.Cut(d, "/")
	if !ok {
		f = m
		for _, p := range g.inflect {
			if stem, has := strings.CutSuffix(m, p[0]); has {
				f = stem + p[1]
				break
			}
		}
	}
	return []string{m, f, g.pluralWord(m), g.pluralWord(f)}
}
