package extract

import (
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
	kind  lexKind
	id    string // ISO code of a country or demonym, else folded English name
	names []Name // preferred names, that of the text first; empty for demonyms
	as    string // the phrase that this entry matches
	words []string
	next  uint8 // the bit of the second word, see wordBit, anyBit where there is none
	lower bool  // written without a capital: "coalition des volontaires"
}

// lexicon finds the names of countries, bodies and places, and demonyms, as
// the longest phrase that starts at a token. Its entries hang on the lexemes of
// their first words.
type lexicon struct {
	g *grammar
}

// match returns the longest entry that starts at toks[i] and its number of
// tokens. Names must start with a capital; demonyms need not.
func (x *lexicon) match(toks []token, i int) (*lexEntry, int) {
	if len(toks[i].lex.entries) == 0 {
		return nil, 0
	}
	return longestEntry(toks[i].lex.entries, toks, i)
}

// longestEntry returns the longest of some entries, longest first, that starts at toks[i].
func longestEntry(entries []*lexEntry, toks []token, i int) (*lexEntry, int) {
	for _, e := range entries {
		if e.kind != lexDemonym && !e.lower && !toks[i].cap || i+len(e.words) > len(toks) || e.next != anyBit && toks[i+1].bit != e.next {
			continue
		}
		same := true
		for k := 1; k < len(e.words) && same; k++ {
			same = toks[i+k].fold == e.words[k]
		}
		if same {
			return e, len(e.words)
		}
	}
	return nil, 0
}

func (x *lexicon) add(phrase string, e lexEntry) {
	toks := tokenize(&x.g.split, phrase, Span{0, len(phrase)}, nil)
	if len(toks) == 0 {
		return
	}
	e.as = phrase
	for _, t := range toks {
		e.words = append(e.words, t.fold)
	}
	e.next = nextBit(e.words)
	e.lower = e.kind == lexBody && !toks[0].cap
	first := x.g.split.vocabulary.at(e.words[0])
	if e.kind == lexRegion || e.kind == lexThing {
		first.named = insertEntry(first.named, &e)
		return
	}
	first.entries = insertEntry(first.entries, &e)
}

// insertEntry enters one of several entries, the longest of which comes first; the first meaning
// added wins.
func insertEntry(list []*lexEntry, e *lexEntry) []*lexEntry {
	at := len(list)
	for i, o := range list {
		if o.kind == e.kind && slices.Equal(o.words, e.words) {
			return list
		}
		if len(o.words) < len(e.words) {
			at = i
			break
		}
	}
	return slices.Insert(list, at, e)
}

// countryName is a country by its code and its names in each language.
type countryName struct {
	code  string
	names map[Lang]string
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
	var out []countryName
	for a := byte('A'); a <= 'Z'; a++ {
		for b := byte('A'); b <= 'Z'; b++ {
			code := string([]byte{a, b})
			r, err := language.ParseRegion(code)
			if err != nil || !r.IsCountry() || r.Canonicalize() != r || r.String() != code || none[code] {
				continue
			}
			c := countryName{code, map[Lang]string{}}
			for _, lang := range Langs() {
				c.names[lang] = display.Regions(language.Make(string(lang))).Name(r)
				if o, ok := preferred[code]["*"]; ok {
					c.names[lang] = o
				}
				if o, ok := preferred[code][lang]; ok {
					c.names[lang] = o
				}
			}
			if c.names[English] != "" {
				out = append(out, c)
			}
		}
	}
	return out
})

// namesOfCountry returns the preferred names of a country, the language of the
// text first.
func (g *grammar) namesOfCountry(code string) []Name { return g.countryNames[code] }

// namesIn orders names: that of the text first, then English and French.
func namesIn(names map[Lang]string, lang Lang) []Name {
	var out []Name
	for _, l := range []Lang{lang, French, English} {
		if n := names[l]; n != "" && !slices.ContainsFunc(out, func(o Name) bool { return o.Lang == l }) {
			out = append(out, Name{n, l})
		}
	}
	return out
}

// buildLexicon reads what lang and the folder of a language name.
func buildLexicon(g *grammar) *lexicon {
	x := &lexicon{g}
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
		x.g.lands[x.addNames(list, lexPlace)] = code
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
		x.g.countryNames[c.code] = slices.Clip(namesIn(c.names, x.g.lang))
		e := lexEntry{kind: lexCountry, id: c.code, names: x.g.countryNames[c.code]}
		if list := aliases[c.code]; list != "" {
			for alias := range strings.SplitSeq(list, ",") {
				x.add(strings.TrimSpace(alias), e)
			}
		}
		plain, inside, found := strings.Cut(strings.TrimSuffix(c.names[x.g.lang], ")"), " (")
		x.add(plain, e)
		if found {
			x.add(inside, e)
		}
	}
}

// addNames reads "English | French | other names", where another language may come as
// "es:name", and returns the id of its entry.
func (x *lexicon) addNames(list string, kind lexKind) string {
	names, all := map[Lang]string{}, []string{}
	for i, f := range strings.Split(list, "|") {
		f = strings.TrimSpace(f)
		lang, own, other := strings.Cut(f, ":")
		switch {
		case i == 0:
			names[English] = f
		case i == 1:
			names[French] = f
		case other:
			names[Lang(lang)] = own
			f = own
		}
		for n := range strings.SplitSeq(f, ",") {
			if n = strings.TrimSpace(n); n != "" {
				all = append(all, n)
			}
		}
	}
	if names[French] == "" {
		names[French] = names[English]
	}
	e := lexEntry{kind: kind, id: key(names[English]), names: slices.Clip(namesIn(names, x.g.lang))}
	if code := x.g.governs[e.id]; kind == lexPlace && code != "" {
		seat := e
		seat.as = names[x.g.lang]
		if seat.as == "" {
			seat.as = names[English]
		}
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
