package extract

import "strings"

// Where, when and how a contact was, where more than its own clause tells it.

// hereAfter is the place of the dateline where "here" stands in the clause of a verb, before any
// other place is told: "held talks here Sunday, two months after a meeting in Tokyo".
func (r *reader) hereAfter(s *sentence, from, hi int) EntityID {
	if r.g.romance || r.at.dateline == None {
		return None
	}
	for j := from; j < hi && j < len(s.toks); j++ {
		switch t := &s.toks[j]; {
		case t.is("here"):
			return r.at.dateline
		case t.in(isPlacePreposition), t.is3(",", "“", "\""):
			return None
		}
	}
	return None
}

// headPlace reads the name of a town at the head of a sentence whose country follows it:
// "Khujand, in northern Tajikistan, hosted".
func (r *reader) headPlace(s *sentence) EntityID {
	const reach = 8
	if len(s.toks) < reach || !s.toks[0].cap || !s.commaAndPlace() {
		return None
	}
	end, words := r.g.nameAt(s.toks, 0)
	if e, n := r.g.lex.match(s.toks, 0); e != nil && e.kind == lexPlace {
		end, words = n, n
	}
	if words == 0 || words > 3 || !at(s.toks, end).is(",") || !at(s.toks, end+1).in(isPlacePreposition) {
		return None
	}
	country := false
	for j := end + 2; j < len(s.toks) && j < end+reach; j++ {
		if s.toks[j].is(",") {
			if !country || !s.verbFrom[j+1] {
				return None
			}
			break
		}
		if e, _ := r.g.lex.match(s.toks, j); e != nil && e.kind == lexCountry {
			country = true
		}
	}
	text := surfaceOf(s.toks[:end])
	if !country || r.people.find(text) != nil {
		return None
	}
	return r.placeAfter(s, 0)
}

// commaAndPlace reports whether a comma stands somewhere before a preposition of place.
func (s *sentence) commaAndPlace() bool {
	for j := 1; j+1 < len(s.toks); j++ {
		if s.toks[j+1].in(isPlacePreposition) && s.toks[j].is(",") {
			return true
		}
	}
	return false
}

// sortThenName reads the name of a town behind a noun for its sort, after the article before
// token k: "the coastal town of X", "the new capital, X,".
func (r *reader) sortThenName(s *sentence, k, limit int) EntityID {
	const reach = 4 // words before the noun
	for j := k; j+2 < limit && j < k+reach; j++ {
		t := &s.toks[j]
		if t.kind != word || s.verbFrom[j] || t.in(isPreposition|isArticle|isPlacePreposition) {
			return None
		}
		if next := &s.toks[j+1]; t.cap || !s.toks[j+2].cap || !next.is4("of", "de", "d'", ",") {
			continue
		}
		if !t.isAny("capital", "city", "town", "resort", "port", "village", "capitale", "ville", "station", "localite") {
			continue
		}
		if s.toks[j+1].is3("of", "de", "d'") && s.toks[j+2].cap {
			return r.placeAfter(s, j+2)
		}
		if s.toks[j+1].is(",") && s.toks[j+2].cap {
			if end, words := r.g.nameAt(s.toks, j+2); words > 0 && words < 3 && at(s.toks, end).is(",") {
				return r.placeAfter(s, j+2)
			}
		}
	}
	return None
}

// townOf is the town that is told right after a building or an unknown place that follows the
// preposition at token j, since it says more: "at the State House in Nairobi"; else id.
func (r *reader) townOf(s *sentence, j, limit int, id EntityID) EntityID {
	const reach = 5 // tokens of the name of a building
	k := j + 1
	if at(s.toks, k).in(isArticle) {
		k++
	}
	if k >= limit || !s.toks[k].cap {
		return id
	}
	if e, _ := r.g.lex.match(s.toks, k); e != nil && (e.kind == lexPlace || e.kind == lexCountry || e.kind == lexDemonym) {
		return id
	}
	for m := k + 1; m+1 < limit && m <= k+reach; m++ {
		t := &s.toks[m]
		if t.kind != word || s.verbFrom[m] {
			return id
		}
		if !t.is2("in", "à") {
			continue
		}
		if e, _ := r.g.lex.match(s.toks, m+1); e != nil && e.kind == lexPlace {
			return r.entry(e)
		}
		return id
	}
	return id
}

// leaves reports whether a sentence tells that somebody left a place, so that its day is that
// of no contact there: "left Pyongyang on Thursday after three days".
func (s *sentence) leaves() bool {
	if len(s.verbs) == 0 {
		return false
	}
	v := &s.verbs[0]
	return at(s.toks, v.to-1).is4("left", "departed", "quitte", "quittait") && at(s.toks, v.to).cap &&
		s.has(v.to, len(s.toks), "days", "day", "two-day", "three-day", "four-day", "stay", "visit", "jours", "sejour", "visite") && !s.has(v.to, min(len(s.toks), v.to+6), "for", "pour")
}

// callsAfter makes calls of what the sentence before told by "spoke" alone where this one tells
// that it was by telephone: "In another call the same day, he told Y", "He told each of them by
// phone that".
func (r *reader) callsAfter(s *sentence, _ int) {
	if !s.anotherCall() {
		return
	}
	var quote Span
	for i := len(r.res.Assertions) - 1; i >= 0; i-- {
		a := &r.res.Assertions[i]
		if a.Kind >= RegularContact {
			continue
		}
		if quote == (Span{}) {
			quote = a.Quote
			if text := r.text[quote.Start:quote.End]; !strings.Contains(text, " spoke ") && !strings.Contains(text, " talked ") {
				return
			}
		}
		if a.Quote != quote {
			return
		}
		if a.Kind == Meeting && a.Place == None && a.Status == Occurred && a.Rule == "contact/verb" {
			a.Kind = Call
		}
	}
}

// anotherCall reports whether a sentence tells of one call more, or that each of several was told
// something by telephone.
func (s *sentence) anotherCall() bool {
	if !s.of(repeatWords) && !s.in(isPhone) { // "call" is one of them
		return false
	}
	const head = 6 // tokens
	for j := range s.toks {
		t := &s.toks[j]
		if t.is("call") && j < head && s.has(0, j, "another", "second", "separate", "similar") {
			return true
		}
		if t.in(isPhone) && s.has(0, j, "each", "both") && s.has(0, j, "them") {
			return true
		}
	}
	return false
}

// byAnother reports whether a date after the verb at pivot is that of a second agent, who
// follows it: "On Wednesday he had been received by X, and a day later by Y".
func (s *sentence) byAnother(w when, pivot int) bool {
	if w.from <= pivot || !s.toks[w.from-1].is2("and", "et") || !at(s.toks, w.to).is2("by", "par") {
		return false
	}
	for j := pivot; j < w.from; j++ {
		if s.toks[j].is2("by", "par") {
			return true
		}
	}
	return false
}

// dayOfAnother gives the contact with such a second agent its own day.
func (r *reader) dayOfAnother(s *sentence, found int) {
	for i := range s.dates {
		w := &s.dates[i]
		pivot := -1
		for k := range s.verbs {
			if v := &s.verbs[k]; v.from < w.from && v.passive {
				pivot = v.from
			}
		}
		if pivot < 0 || !s.byAnother(*w, pivot) || !w.anchored || w.relative <= 0 {
			continue
		}
		var who []EntityID
		for k := range s.phrases {
			if p := &s.phrases[k]; p.from > w.to && p.from <= w.to+2 {
				who = r.partiesIn(s, k)
				break
			}
		}
		for k := found; k < len(r.res.Assertions); k++ {
			a := &r.res.Assertions[k]
			if a.Kind < RegularContact && len(a.Participants) == 2 && a.Date.Precision == Day && len(who) > 0 && hasParty(a, who[0]) {
				a.Date = a.Date.addDays(w.relative)
			}
		}
	}
}

// saidDuring returns where the verb starts that tells what somebody said at the contact of the
// noun at n, which has therefore come about, -1 where there is none: "Lima will lend money, X
// said on Tuesday at the start of talks with Y".
func (s *sentence) saidDuring(n int) int {
	const reach = 12 // tokens
	during := false
	for j := n - 1; j > 0 && j > n-reach; j-- {
		t := &s.toks[j]
		if t.kind != word && t.kind != number {
			return -1
		}
		during = during || t.is3("at", "in", "during") && !s.inDate(j) || t.in(isAfter)
		if k := s.verbAt(j); k >= 0 {
			v := &s.verbs[k]
			if during && v.verb.can(states) && !v.verb.can(contacts|speaks|holds) && v.tense == preterite && !v.neg && !v.bare && !v.passive && !s.has(j, n, "next", "planned", "future", "upcoming", "possible", "ahead", "before", "for", "about", "that") {
				return v.from
			}
			return -1
		}
	}
	return -1
}
