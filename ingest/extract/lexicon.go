package extract

import (
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
)

// lexEntry is what a phrase stands for.
type lexEntry struct {
	kind   lexKind
	id     string // ISO code of a country or demonym, else folded English name
	fr, en string // preferred names, empty for demonyms
	as     string // the phrase that this entry matches
	words  []string
}

// lexicon finds the names of countries, bodies and places, and demonyms, as
// the longest phrase that starts at a token.
type lexicon struct {
	byFirst map[string][]*lexEntry // longest first
}

// match returns the longest entry that starts at toks[i] and its number of
// tokens. Names must start with a capital; demonyms need not.
func (x *lexicon) match(toks []token, i int) (*lexEntry, int) {
	for _, e := range x.byFirst[toks[i].fold] {
		if e.kind != lexDemonym && !toks[i].cap || i+len(e.words) > len(toks) {
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

func (x *lexicon) add(phrase string, e lexEntry, lang Lang) {
	toks := tokenize(phrase, Span{0, len(phrase)}, lang, nil)
	if len(toks) == 0 {
		return
	}
	e.as = phrase
	for _, t := range toks {
		e.words = append(e.words, t.fold)
	}
	list := x.byFirst[e.words[0]]
	at := len(list)
	for i, o := range list {
		if o.kind == e.kind && len(o.words) == len(e.words) && strings.Join(o.words, " ") == strings.Join(e.words, " ") {
			return // the first meaning added wins
		}
		if len(o.words) < len(e.words) {
			at = i
			break
		}
	}
	list = append(list, nil)
	copy(list[at+1:], list[at:])
	list[at] = &e
	x.byFirst[e.words[0]] = list
}

// countryName is a country with its preferred names.
type countryName struct{ code, fr, en string }

// countries returns the regions that CLDR names, by code. Regions without a
// two-letter ISO code (continents, unions) are left out.
var countries = sync.OnceValue(func() []countryName {
	fr, en := display.Regions(language.French), display.Regions(language.English)
	var out []countryName
	for a := byte('A'); a <= 'Z'; a++ {
		for b := byte('A'); b <= 'Z'; b++ {
			code := string([]byte{a, b})
			r, err := language.ParseRegion(code)
			if err != nil || !r.IsCountry() || r.Canonicalize() != r || r.String() != code || notCountries[code] {
				continue
			}
			c := countryName{code, fr.Name(r), en.Name(r)}
			if o, ok := preferredNames[code]; ok {
				c.fr, c.en = o.fr, o.en
			}
			if c.fr != "" && c.en != "" {
				out = append(out, c)
			}
		}
	}
	return out
})

// namesOfCountry returns the preferred names of a country, the language of the
// text first.
func namesOfCountry(code string, lang Lang) []Name {
	for _, c := range countries() {
		if c.code == code {
			return bothNames(c.fr, c.en, lang)
		}
	}
	return nil
}

func bothNames(fr, en string, lang Lang) []Name {
	if lang == English {
		return []Name{{en, English}, {fr, French}}
	}
	return []Name{{fr, French}, {en, English}}
}

var lexicons = map[Lang]func() *lexicon{
	French:  sync.OnceValue(func() *lexicon { return buildLexicon(French) }),
	English: sync.OnceValue(func() *lexicon { return buildLexicon(English) }),
}

func buildLexicon(lang Lang) *lexicon {
	x := &lexicon{byFirst: map[string][]*lexEntry{}}
	for _, c := range countries() {
		e := lexEntry{kind: lexCountry, id: c.code, fr: c.fr, en: c.en}
		for _, alias := range countryAliases[c.code] {
			x.add(alias, e, lang)
		}
		name := c.fr
		if lang == English {
			name = c.en
		}
		plain, inside, found := strings.Cut(strings.TrimSuffix(name, ")"), " (")
		x.add(plain, e, lang)
		if found {
			x.add(inside, e, lang)
		}
	}
	for _, d := range demonyms {
		forms := d.en
		if lang == French {
			forms = frenchForms(d.fr)
		}
		for _, form := range forms {
			x.add(form, lexEntry{kind: lexDemonym, id: d.code}, lang)
		}
	}
	for _, b := range bodies {
		e := lexEntry{kind: lexBody, id: key(b.en), fr: b.fr, en: b.en}
		for _, name := range append([]string{b.fr, b.en}, b.alias...) {
			x.add(name, e, lang)
		}
	}
	for _, p := range capitals {
		e := lexEntry{kind: lexPlace, id: key(p.en), fr: p.fr, en: p.en}
		x.add(p.fr, e, lang)
		x.add(p.en, e, lang)
	}
	return x
}

// frenchForms returns the four inflections of demonyms given as masculine
// singular, or as "masculine/feminine" where the feminine is irregular.
func frenchForms(list []string) []string {
	var out []string
	for _, d := range list {
		m, f, ok := strings.Cut(d, "/")
		if !ok {
			switch {
			case strings.HasSuffix(m, "en") || strings.HasSuffix(m, "on"):
				f = m + "ne"
			case strings.HasSuffix(m, "e"):
				f = m
			default:
				f = m + "e"
			}
		}
		plural := m + "s"
		if strings.HasSuffix(m, "s") {
			plural = m
		}
		out = append(out, m, f, plural, f+"s")
	}
	return out
}
