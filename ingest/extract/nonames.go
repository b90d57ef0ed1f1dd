package extract

import "strings"

// Names of places, forces and events are no people's: "Urugwiro Village", "Central Asia",
// "Cyclone Nargis", "the Gaza Strip Authority". things.txt of a language tells what opens
// them, what else belongs to them, and what does unless it is the surname of somebody:
// "Admiralty House", but "Fiona Hill".

// thingLists are the lists of things.txt.
var thingLists = map[string]wordlist{"first": thingFirst, "last": thingLast, "surname": thingSurname, "opener": openerWords}

// loadThings reads things.txt.
func (g *grammar) loadThings() {
	for _, r := range rows(g.dir + "things.txt") {
		name, words := r.keyed()
		list, ok := thingLists[name]
		if !ok {
			r.bad()
		}
		for _, w := range words {
			g.split.vocabulary.at(g.fold(w)).thing.add(list)
		}
	}
}

// namesThing reports whether the words of tokens [from, to) name no person.
func (g *grammar) namesThing(toks []token, from, to int) bool {
	if toks[from].of(thingFirst) || toks[to-1].is2("one", "two") {
		return true
	}
	for i := from + 1; i < to; i++ {
		if toks[i].of(thingLast) {
			return true
		}
	}
	return toks[to-1].of(thingSurname) && !g.bearsThing(toks, from, to)
}

// bearsThing reports whether tokens [from, to), whose last names a sort of place or thing, are
// somebody's name all the same: behind a first name, an initial, a function or an honorific, or
// before a function in apposition.
func (g *grammar) bearsThing(toks []token, from, to int) bool {
	switch prev := at(toks, from-1); {
	case prev.in(isPlacePreposition) || prev.is2("on", "sur"):
		return false // "in Victoria Park"
	case toks[from].firstName(), len(toks[from].text) == 1, prev.is("."), prev.in(isHonorific | isHonorificFeminine | isRank), len(prev.lex.heads) > 0:
		return true
	}
	if !at(toks, to).is(",") {
		return false
	}
	for k := to + 1; k < to+5 && k < len(toks); k++ {
		if len(toks[k].lex.heads) > 0 {
			return true
		}
		if !toks[k].in(isArticle|isAdjective|isPortfolio) && !toks[k].demonym() {
			return false
		}
	}
	return false
}

// opensThing reports whether a token belongs to the name of a thing that it or the one
// before it opens, or is all of it.
func opensThing(toks []token, i int) bool {
	return toks[i].of(thingFirst) || i > 0 && toks[i-1].cap && toks[i-1].of(thingFirst) || toks[i].of(thingLast) && !at(toks, i+1).cap
}

// onlyHead reports whether the word at toks[i] owes its capital to the head of its sentence
// as far as the text tells: it is written so nowhere else and is no name that is known. Then
// it is a noun: "Semiconductors were discussed", "Delegation-level talks".
func (r *roster) onlyHead(toks []token, i int) bool {
	t := &toks[i]
	if i != 0 || at(toks, 1).is2("'s", "'") || givenName(t) {
		return false
	}
	if !r.plain(t) {
		verb := at(toks, 1)
		helped := verb.lex.have != noTense
		if helped {
			verb = at(toks, 2)
		}
		for _, f := range verb.forms { // "Odile a rencontré X": a name that is told once
			if f.verb.can(contacts|receives|states|denies) && (helped || !verb.lex.noun.contact) {
				return false
			}
		}
	}
	for _, part := range strings.Split(t.fold, "-") {
		if lore().knows(part) {
			return false
		}
	}
	return strings.Count(r.whole, t.text) == 1
}

// surnameOfPlace reports whether the name of a place or thing at toks[i] is the surname of
// somebody whom the text names in full, and no word of place stands before it: "Ricardo Lagos
// … Lagos said".
func (r *roster) surnameOfPlace(toks []token, i int) bool {
	t := &toks[i]
	if len(t.lex.entries)+len(t.lex.named) == 0 || !t.cap || isAcronym(t.text) || len(r.bySurname[t.fold]) != 1 {
		return false
	}
	for _, list := range [2][]lexEntry{t.lex.entries, t.lex.named} {
		for k := range list {
			if e := &list[k]; e.size() > 1 && startsWith(toks[i+1:], e.rest) || e.kind == lexDemonym || e.kind == lexBody {
				return false
			}
		}
	}
	prev, next := at(toks, i-1), at(toks, i+1)
	return !prev.in(isPlacePreposition|isArticle) && !prev.is4("to", "from", "de", "d'") && !prev.is3("of", "vers", "near") && !(next.cap && next.kind == word) && !next.is("-") && !next.is(":")
}

// startsWith reports whether tokens start with some folded words.
func startsWith(toks []token, words []string) bool {
	if len(words) > len(toks) {
		return false
	}
	for k, w := range words {
		if toks[k].fold != w {
			return false
		}
	}
	return true
}

// plain reports whether a word of English is a noun in the plural or put together of words
// in lower case: "Newspapers", "High-level".
func (r *roster) plain(t *token) bool {
	if i := strings.IndexByte(t.text, '-'); i > 0 && i+1 < len(t.text) && t.text[i+1] >= 'a' && t.text[i+1] <= 'z' {
		return true
	}
	return r.english && (strings.HasSuffix(t.fold, "s") || strings.HasSuffix(t.fold, "men"))
}

// pairsLands reports whether the word at toks[i] joins the names of two lands after the noun of
// what they share: "un sommet Brésil-Caraïbes", "le groupe d'amitié France-Maroc".
func (g *grammar) pairsLands(toks []token, i int) bool {
	t := &toks[i]
	first, second, ok := strings.Cut(t.fold, "-")
	if !ok || i == 0 || strings.Contains(second, "-") {
		return false
	}
	if prev := &toks[i-1]; !prev.lex.noun.gathering && !prev.lex.noun.contact && !prev.isAny("amitie", "friendship", "groupe", "dialogue", "forum", "partenariat", "partnership", "frontiere", "border", "commission") {
		return false
	}
	for _, part := range []string{first, second} {
		if x := g.split.vocabulary.find(part); x != nil {
			for i := range x.entries {
				if e := &x.entries[i]; e.kind == lexCountry && e.size() == 1 {
					return true
				}
			}
		}
	}
	return false
}
