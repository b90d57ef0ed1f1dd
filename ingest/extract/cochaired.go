package extract

import "strings"

// cochaired asserts the meeting of those of whom a sentence tells that they were at the head
// together of what the sentence before told of, with a day or place of either: "Close vendredi à
// X, la commission mixte … A et B la coprésidaient", "A and B co-chaired it".
func (r *reader) cochaired(s *sentence, found int) {
	if !s.of(cochairWords) || r.ownContact(s, found) || s.of(negationWords) || s.conditional(0, min(len(s.toks), 2)) {
		return
	}
	for j := 1; j < len(s.toks); j++ {
		if !s.toks[j].of(cochairWords) || s.toks[j].lex.be != noTense {
			continue
		}
		who := r.peopleOf(s, r.whoAttends(s, s.objectBefore(j)))
		if len(who) < 2 || !r.allPeople(who) || r.metAlready(who) {
			continue
		}
		a := Assertion{Kind: Meeting, Place: None, ClaimedBy: r.claimAt(s, j), Quote: s.span, Rule: "contact/led", Role: Role{Body: None, Country: None}}
		dir := past
		if t := &s.toks[j]; strings.HasSuffix(t.low, "ront") || s.toBe(j) {
			a.Status, dir = Planned, future
		}
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, dir), r.placeIn(s, 0, len(s.toks), j)
		if p := r.before; p != nil && r.beforeBlock == r.block {
			if a.Date.IsZero() {
				a.Date = r.dateIn(p, 0, len(p.toks), 0, dir)
			}
			if a.Place == None {
				a.Place = r.placeIn(p, 0, len(p.toks), 0)
			}
			a.Support = append(a.Support, p.span)
		}
		if a.Date.IsZero() && a.Place == None {
			continue
		}
		r.assertAll(a, who)
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		return
	}
}

// objectBefore returns where the verb at token j starts, with the pronoun that is its object.
func (s *sentence) objectBefore(j int) int {
	for j > 0 && (s.toks[j-1].isAny("la", "l'", "le", "les", "en", "y") || s.toks[j-1].lex.have != noTense) {
		j--
	}
	return j
}
