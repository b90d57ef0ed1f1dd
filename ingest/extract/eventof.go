package extract

import "strings"

// eventOf asserts the contact whose noun, at n, has its parties as complements: "la rencontre de
// X et de Y", "le déjeuner de X et Y", "l'accueil de X par Y". It reports whether it did.
func (r *reader) eventOf(s *sentence, n int) bool {
	t := &s.toks[n]
	if !doneNouns[t.fold] && !mutualNouns[t.fold] || s.verbFrom[n] && !at(s.toks, n-1).in(isArticle) {
		return false
	}
	who, others := r.complements(s, n)
	if len(who) == 0 || len(others) == 0 || r.paired(who[0], others[0], 0, 0, Occurred) {
		return false
	}
	a := Assertion{Kind: Meeting, Place: None, Quote: s.span, Rule: "contact/noun", Role: Role{Body: None, Country: None}}
	if t.lex.noun.contact && t.lex.noun.kind != Visit {
		a.Kind = t.lex.noun.kind
	}
	st, ok := r.nounStatus(s, n, n+1)
	if !ok || st.hedged || r.paired(who[0], others[0], 0, 0, st.status) {
		return false
	}
	a.Status, a.ClaimedBy = st.status, r.claimAt(s, st.lo)
	a.Kind = (&frame{s: s}).modeIn(max(0, n-2), min(n+4, len(s.toks)), a.Kind)
	a.Date, a.Place = r.dateIn(s, st.lo, len(s.toks), n, st.dir), r.placeIn(s, st.lo, len(s.toks), n)
	r.pairs(a, who, others)
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
	return true
}

// mutualNouns are what several do together, so that all complements after "de" are parties
// to it; "la visite de X et de Y" is one that both pay to somebody else.
var mutualNouns = setOf("rencontre rencontres entretien entretiens entrevue tete-à-tete face-à-face dejeuner diner retrouvailles " +
	"pourparlers negociations discussions bilaterale conversation poignee aparte conciliabule dialogue concertation")

// doneNouns are what one does to another, who stands after "de", where he himself stands
// after "par".
var doneNouns = setOf("accueil reception audience audition convocation decoration accreditation")

// complements returns who is in contact by the complements of the noun at n.
func (r *reader) complements(s *sentence, n int) (who, others []EntityID) {
	const reach = 14
	t := &s.toks[n]
	i := s.complementOf(n, reach)
	if i < 0 {
		return nil, nil
	}
	p := &s.phrases[i]
	if doneNouns[t.fold] {
		if by := s.after(p.to-1, r.g.by, reach); by >= 0 {
			return r.peopleOf(s, []int{by}), r.peopleOf(s, s.list(i, s.phrases[by].from, -1))
		}
		return nil, nil
	}
	if !mutualNouns[t.fold] || s.pressConference(n) {
		return nil, nil
	}
	all := r.peopleOf(s, s.list(i, len(s.toks), -1))
	if len(all) != 2 || s.after(p.to-1, r.g.with, reach) >= 0 {
		return nil, nil // "les entretiens de X et de Y avec Z"
	}
	return all[:1], all[1:]
}

// complementOf returns the phrase of people after "de" that belongs to the noun at n, past a
// day and a place; -1 where there is none.
func (s *sentence) complementOf(n, reach int) int {
	for i := s.firstPhrase(n + 1); i < len(s.phrases) && s.phrases[i].from <= n+reach; i++ {
		p := &s.phrases[i]
		for j := n + 1; j < p.from; j++ {
			if boundary(&s.toks[j]) || s.verbFrom[j] || s.toks[j].lex.noun.contact {
				return -1
			}
		}
		if len(p.people) == 0 && (p.title == nil || p.title.many()) {
			if p.prep == "" {
				return -1
			}
			continue
		}
		if (p.prep == "de" || p.prep == "d'") && s.settingBetween(n+1, p.from) {
			return i
		}
		return -1
	}
	return -1
}

// settingBetween reports whether nothing but an adjective, a day and a place stands among
// tokens [lo, hi) between a noun and its complement.
func (s *sentence) settingBetween(lo, hi int) bool {
	other := 0
	for j := lo; j+1 < hi; j++ {
		if s.toks[j].in(isArticle) && !s.toks[j+1].cap && !s.inDate(j) && !s.toks[j+1].in(isVenue) {
			return false // "l'accueil de la proposition de X"
		}
	}
	for j := lo; j < hi; j++ {
		t := &s.toks[j]
		if t.is(",") || s.inDate(j) || t.in(isOf|isArticle|isPlacePreposition) || t.cap {
			continue
		}
		other++
	}
	return other < 2
}

// setOf returns the set of words of a list.
func setOf(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}
