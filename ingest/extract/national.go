package extract

import "strings"

// nationalAt reads "l'Autrichien Anna Muster": a nationality and a name.
func (g *grammar) nationalAt(toks []token, r *roster, i int) (phrase, bool) {
	j := i
	if !g.romance {
		return g.possessedAt(toks, i)
	}
	if !toks[j].in(isArticle) {
		return phrase{}, false
	}
	j++
	if j >= len(toks) || !toks[j].cap {
		return phrase{}, false
	}
	e := (*lexEntry)(nil)
	n := 0
	for k := range toks[j].lex.entries {
		if c := &toks[j].lex.entries[k]; c.kind == lexDemonym && c.size() == 1 {
			e, n = c, 1
		}
	}
	if e == nil || j+n >= len(toks) {
		return phrase{}, false
	}
	end, words := g.nameAt(toks, j+n)
	if words < 2 && r.find(g.mem.book.surface(toks[j+n:end])) == nil {
		return phrase{}, false
	}
	p := phrase{from: i, to: end, people: []named{{g.mem.book.surface(toks[j+n : end]), j + n, end}}, nation: e.id, female: toks[i].is("la")}
	g.apposition(toks, &p)
	return p, true
}

// compatriot is the pronoun of a phrase for somebody known by nationality alone.
const compatriot = "national"

// compatriotAt reads "le Français" and "the South African" where no name follows, and "le
// visiteur népalais", "the Nepali guest".
func (g *grammar) compatriotAt(toks []token, i int) (phrase, bool) {
	if !toks[i].of(ofOneWords) || i+1 >= len(toks) {
		return phrase{}, false
	}
	p := phrase{from: i, pronoun: compatriot, female: toks[i].is("la")}
	if g.romance && toks[i+1].in(isGuest) && !toks[i+1].cap && i+2 < len(toks) {
		if e, n := g.lex.match(toks, i+2); e != nil && e.kind == lexDemonym && !toks[i+2].cap {
			p.to, p.nation = i+2+n, e.id
			return p, !at(toks, p.to).cap && !(at(toks, p.to).is(",") && at(toks, p.to+1).cap)
		}
	}
	if !toks[i+1].cap {
		return phrase{}, false
	}
	e, n := g.lex.match(toks, i+1)
	if e != nil && e.kind == lexCountry && g.amongCountries(toks, i, i+1+n) {
		return phrase{}, false // "le Brésil, l'Argentine et le Chili"
	}
	for k := range toks[i+1].lex.entries {
		if c := &toks[i+1].lex.entries[k]; e != nil && e.kind != lexDemonym && c.kind == lexDemonym && c.size() == 1 {
			e, n = c, 1
		}
	}
	if e == nil || e.kind != lexDemonym || at(toks, i+1+n).cap {
		return phrase{}, false
	}
	p.to, p.nation = i+1+n, e.id
	after := at(toks, p.to)
	if !g.romance && after.in(isGuest) && !strings.HasSuffix(after.fold, "s") && !at(toks, p.to+1).cap && !(at(toks, p.to+1).is(",") && at(toks, p.to+2).cap) {
		p.to++ // "the Nepali visitor"
		return p, true
	}
	if !g.romance && after.kind == word && len(after.forms) == 0 && after.lex.have == noTense && after.lex.be == noTense && !after.in(isModal|isPreposition|isAdverb) && after.lex.weekday == 0 && !after.in(isThen) && !(strings.HasSuffix(after.fold, "s") && at(toks, p.to+1).in(isArticle)) && !after.of(afterOneWords) {
		return phrase{}, false // "the Hungarian minister"
	}
	return p, toks[i].is4("le", "la", "l'", "the")
}

// amongCountries reports whether another country stands before or after tokens [from, to)
// in a list.
func (g *grammar) amongCountries(toks []token, from, to int) bool {
	country := func(j int) bool {
		for _, e := range at(toks, j).lex.entries {
			if e.kind == lexCountry && at(toks, j).cap {
				return true
			}
		}
		return false
	}
	if at(toks, from-1).is3(",", "et", "and") && country(from-2) {
		return true
	}
	if !at(toks, to).is3(",", "et", "and") {
		return false
	}
	for to++; at(toks, to).in(isArticle) || at(toks, to).is3("de", "d'", "du"); to++ {
	}
	return country(to)
}

// apposedAt reads "le milliardaire X": an article, a noun that is no function to
// the vocabulary, and a name.
func (g *grammar) apposedAt(toks []token, r *roster, i int) (phrase, bool) {
	const longest = 2 // words between article and name
	if !toks[i].in(isArticle) || toks[i].of(thisWords) {
		return phrase{}, false
	}
	j := i + 1
	if at(toks, j).isAny("cotes", "cote", "droite", "gauche") {
		return phrase{}, false // "a assis à ses côtés X"
	}
	for j < len(toks) && j <= i+longest && toks[j].kind == word && !toks[j].cap && len(toks[j].low) > 3 && len(toks[j].forms) == 0 &&
		!toks[j].in(isStop|isPreposition|isArticle|isAdverb|isBodyNoun|isVenue|isThing) && !toks[j].lex.noun.contact && !toks[j].lex.noun.gathering && len(toks[j].lex.heads) == 0 {
		j++
	}
	if j == i+1 || j >= len(toks) || !toks[j].cap {
		return phrase{}, false
	}
	if !g.romance && toks[j-1].kind == word && (strings.HasSuffix(toks[j-1].fold, "s") || strings.HasSuffix(toks[j-1].fold, "ed")) {
		return phrase{}, false
	}
	end, words := g.nameAt(toks, j)
	if words == 0 {
		return phrase{}, false
	}
	text := g.mem.book.surface(toks[j:end])
	if r.find(text) == nil {
		return phrase{}, false
	}
	p := phrase{from: i, to: end, people: []named{{text, j, end}}, female: toks[i].is2("la", "une")}
	g.parenthesis(toks, &p)
	g.apposition(toks, &p)
	return p, true
}

// possessedAt reads "Norway's Anna Berg": a country and a name.
func (g *grammar) possessedAt(toks []token, i int) (phrase, bool) {
	if toks[i].is("the") && i+1 < len(toks) {
		if p, ok := g.possessedAt(toks, i+1); ok {
			p.from = i
			return p, true
		}
	}
	e, n := g.lex.match(toks, i)
	if e == nil || e.kind != lexCountry || i+n+1 >= len(toks) || !toks[i+n].is("'s") {
		return phrase{}, false
	}
	start := i + n + 1
	end, words := g.nameAt(toks, start)
	if words < 2 {
		return phrase{}, false
	}
	p := phrase{from: i, to: end, people: []named{{g.mem.book.surface(toks[start:end]), start, end}}, nation: e.id}
	g.apposition(toks, &p)
	return p, true
}
