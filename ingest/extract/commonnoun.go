package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// commonNoun reports whether the first word of a sentence of English, which no full name
// explains, is a common noun or adjective: "Semiconductors were", "Steel tariffs were",
// "Closed-door talks", "Trade was", "Unable to".
func (g *grammar) commonNoun(toks []token) bool {
	if g.romance {
		return false
	}
	t, next, after := &toks[0], at(toks, 1), at(toks, 2)
	if cut := strings.IndexByte(t.text, '-'); cut > 0 {
		if c, _ := utf8.DecodeRuneInString(t.text[cut+1:]); unicode.IsLower(c) {
			return true
		}
	}
	if t.in(isPortfolio) || next.is("to") {
		return true
	}
	for _, end := range []string{"tion", "tions", "sion", "sions", "ness", "ism", "ity", "ities", "ics", "ship", "ments"} {
		if len(t.fold) > len(end)+2 && strings.HasSuffix(t.fold, end) {
			return true
		}
	}
	if next.is3("were", "are", "have") && strings.HasSuffix(t.fold, "s") {
		return true
	}
	if next.kind != word || next.cap || len(next.forms) > 0 || next.in(isAdverb|isStop|isPreposition|isModal|isPast) || next.isAny("himself", "herself", "alone", "'s") || strings.HasSuffix(next.fold, "ly") || strings.HasSuffix(next.fold, "ed") {
		return false
	}
	return after.lex.be == present || after.lex.be == preterite || after.isAny("has", "had", "have") || after.in(isModal) && !after.cap
}

// ownsContact reports whether a contact belongs to the capitals at toks[i], which then are no
// place: "in X Y's exchange with".
func ownsContact(toks []token, i int) bool {
	for i < len(toks) && toks[i].cap {
		i++
	}
	if !at(toks, i).is2("'s", "'") {
		return false
	}
	for j := i + 1; j < i+4 && j < len(toks) && toks[j].kind == word; j++ {
		if toks[j].lex.noun.contact {
			return true
		}
	}
	return false
}

// demonym reports whether a folded word is the adjective of a country.
func (g *grammar) demonym(word string) bool {
	x := g.split.vocabulary[word]
	if x == nil {
		return false
	}
	for _, e := range x.entries {
		if e.kind == lexDemonym && len(e.words) == 1 {
			return true
		}
	}
	return false
}
