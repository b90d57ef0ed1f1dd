package extract

import "strings"

// Names of places, forces and events are no people's: "Urugwiro Village", "Central Asia",
// "Cyclone Nargis". The vocabulary knows what opens them (thing-first) and what ends them
// (thing-last).

// namesThing reports whether the words of tokens [from, to) name no person.
func namesThing(toks []token, from, to int) bool {
	return toks[from].in(isThingFirst) || toks[to-1].in(isThingLast) || toks[to-1].is2("one", "two") && to-from > 1
}

// opensThing reports whether a token belongs to the name of a thing that it or the one
// before it opens, or is all of it.
func opensThing(toks []token, i int) bool {
	return toks[i].in(isThingFirst) || i > 0 && toks[i-1].cap && toks[i-1].in(isThingFirst) || toks[i].in(isThingLast) && !at(toks, i+1).cap
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
		if len(lore().words[part]) > 0 {
			return false
		}
	}
	return strings.Count(r.whole, t.text) == 1
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
		if x := g.split.vocabulary[part]; x != nil {
			for _, e := range x.entries {
				if e.kind == lexCountry && len(e.words) == 1 {
					return true
				}
			}
		}
	}
	return false
}
