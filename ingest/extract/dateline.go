package extract

import "strings"

// longestDateline is how many tokens a dateline has at most, with day and agency.
const longestDateline = 14

// readDateline finds the place at the head of a text: in capitals ("ALGER —", "NEW
// DELHI:", "GENEVA (Agency) -"), or with a day or an agency behind it ("Abidjan, 12
// mars (Agency) –"), or on a line of its own ("Bakou, 10 novembre, AGENCY"). It
// returns the token at which the sentence itself starts.
func (r *reader) readDateline(toks []token, prose bool) int {
	end := r.datelineName(toks)
	if end == 0 || end == len(toks) {
		return 0
	}
	capitals := inCapitals(toks[:end])
	start, bracket := 0, false
	for j := end; j < len(toks) && j < end+longestDateline && start == 0; j++ {
		switch t := &toks[j]; {
		case t.is4("—", "–", "-", ":") && (j > end || capitals || !t.is(":")):
			start = j + 1
			for at(toks, start).is3("-", "—", "–") { // "--"
				start++
			}
		case t.is2("(", ")"):
			bracket = true
			if t.is(")") && capitals && at(toks, j+1).cap && !at(toks, j+1).is4("—", "–", "-", ":") {
				start = j + 1 // "OSAKA (Agency) The prime minister"
			}
		case t.is3("!", "?", ";") || opensClause(t):
			j = len(toks)
		}
	}
	next := at(toks, end)
	switch {
	case capitals && next.isAny(":", "—", "–", "-", "(", ","):
	case !prose && next.is(",") && r.isPlaceName(toks, end) && end+1 < len(toks):
		start = 0
	case start > 0 && (next.is("(") || next.is(",") && (bracket || at(toks, end+1).kind == number)) && start < len(toks) && r.isPlaceName(toks, end):
	default:
		return 0
	}
	if start >= len(toks) {
		start = 0
	}
	r.datedHead(toks, end, start, prose)
	if end == 1 && toks[0].in(isAgency) {
		return start
	}
	if e, n := r.g.lex.match(toks, 0); e != nil && n == end && (e.kind == lexPlace || e.kind == lexCountry) {
		r.at.dateline = r.entry(e)
		return start
	}
	text := surfaceOf(toks[:end])
	r.at.dateline = r.entity(Place, key(text), Name{Text: text, Lang: r.g.lang})
	return start
}

// inCapitals reports whether all words are in capitals.
func inCapitals(toks []token) bool {
	for i := range toks {
		if toks[i].text != strings.ToUpper(toks[i].text) {
			return false
		}
	}
	return true
}

// datelineName returns the end of the name that a dateline would open with, 0 where
// there is none.
func (r *reader) datelineName(toks []token) int {
	end := 0
	for end < len(toks) && end < 5 && toks[end].kind == word && toks[end].text == strings.ToUpper(toks[end].text) && (len(toks[end].text) > 2 || end > 0) {
		end++
	}
	if end > 0 && end < len(toks) && toks[end].isAny(":", "—", "–", "-", "(", ",") {
		return end
	}
	if len(toks) > 0 {
		if e, n := r.g.lex.match(toks, 0); e != nil && e.kind == lexPlace {
			return n
		}
	}
	for end = 0; end < len(toks) && end < 3 && toks[end].kind == word && toks[end].cap; {
		end++
	}
	return end
}

// isPlaceName reports whether tokens [0, end) are a place that the vocabulary knows.
func (r *reader) isPlaceName(toks []token, end int) bool {
	e, n := r.g.lex.match(toks, 0)
	return e != nil && n == end && e.kind == lexPlace
}

// opensClause reports whether a word cannot stand in a dateline.
func opensClause(t *token) bool {
	return t.kind == word && (len(t.forms) > 0 && !t.cap && t.lex.month == 0 || t.lex.be != noTense && !t.cap || t.lex.have != noTense && !t.cap)
}

// datedHead takes the full date of a dateline that ends at token start, or of a line of its
// own, for the day of publication where that is not known.
func (r *reader) datedHead(toks []token, end, start int, prose bool) {
	if start == 0 && !prose {
		start = len(toks)
	}
	for j := end; j < start && r.published.Precision != Day; j++ {
		if w := r.g.dateAt(toks, j); w.to > j && w.to <= start && w.day > 0 && w.year > 0 {
			r.published = valid(w.year, w.month, w.day)
		}
	}
}
