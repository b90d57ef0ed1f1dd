package extract

import "strings"

// where asserts "X s'est rendu à Y, où l'attendait Z" and "X was driven to Y, where Z
// was waiting": the contact of the one who comes with the one who is there for him.
func (r *reader) where(s *sentence, found int) {
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Kind < HoldsRole && len(a.Participants) > 1 && a.Quote == s.span {
			return
		}
	}
	for j := 2; j+1 < len(s.toks); j++ {
		if !s.toks[j].is2("où", "where") || s.toks[j-1].isAny("message", "lettre", "texte", "discours", "communique", "tweet", "letter", "statement", "speech") {
			continue
		}
		if s.toks[j+1].isAny("il", "elle", "he", "she") && s.toks[0].in(isPreposition|isPlacePreposition) && j < 4 {
			continue // "Depuis Oslo, où il séjournait, X a dit": he who is named after it
		}
		hi := s.whereEnd(j + 1)
		if s.has(j+1, min(hi, j+8), "no", "nobody", "aucun", "aucune") || s.has(j+1, hi, "stood", "deputised", "remplacait", "suppleait") && s.has(j+1, hi, "for", "le", "la", "l'") {
			continue // "the White House, where Y had no time for him", "the summit, where Y stood in for him"
		}
		there := r.waitsThere(s, j+1, hi)
		if there == None {
			continue
		}
		who := None
		for i := range s.phrases {
			if p := &s.phrases[i]; p.to <= j && p.title != nil && p.title.head.group && p.title.definite() && r.leader != None && p.prep == "" && p.from == 0 {
				who = r.leader // "La délégation est attendue à X, où Y doit la recevoir"
				break
			}
			if p := &s.phrases[i]; p.to <= j && s.mayAct(p) {
				if ids := r.partiesIn(s, i); len(ids) > 0 {
					who = ids[0]
				}
				break
			}
		}
		for k := 0; k < j && who == None; k++ {
			who = r.ledGroupAt(s, k)
		}
		if who == None && r.lastSubject != there {
			who = r.lastSubject
		}
		if who == None || who == there || s.isAbsent(who) || r.res.Entities[who].Kind != Person {
			continue
		}
		a := Assertion{Kind: Meeting, Place: r.lastPlace(s, j), ClaimedBy: r.claimAt(s, 0), Quote: s.span, Rule: "contact/where", Role: Role{Body: None, Country: None}}
		st := nounFrame{dir: past}
		main := s.mainVerb(j)
		if main != nil {
			if main.neg && main.tense != futureTense || main.wish || main.hedged {
				return
			}
			st.dir = a.settle(main)
			if a.Status == Occurred && (s.toCome(r.g.romance, 0, j) || s.willBe(j, hi)) {
				a.Status, st.dir = Planned, future
			}
			if main.verb.can(cancels) || main.neg {
				a.Status, st.dir = Cancelled, setFor
			}
		} else if !s.unknownVerb(r.g.romance, j, hi, &st) {
			return
		} else {
			a.Status = st.status
			if s.willBe(j, hi) {
				a.Status, st.dir = Planned, future
			}
		}
		if a.Status == Occurred && s.awaited(j, hi) {
			a.Status, st.dir = Planned, future
		}
		if a.Date = r.dateIn(s, j, hi, j, st.dir); a.Date.IsZero() {
			a.Date = r.dateIn(s, 0, j, 0, st.dir)
		}
		if a.Status == Occurred && a.Date.Precision == Day && r.published.Precision == Day && a.Date.time().After(r.published.time()) {
			a.Status = Planned
		}
		guests := []EntityID{who}
		if all := r.themWhere(s, j, hi, who); len(all) > 1 && !hasEntity(all, there) {
			guests = all
		}
		if mates := r.delegation(); who == r.leader && len(mates) > 1 && hasEntity(mates, who) {
			guests = mates
		}
		r.pairs(a, guests, []EntityID{there})
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		return
	}
}

// themWhere returns all those of whom one is the subject before "where" at token j, where the clause after it
// tells what somebody did to "them".
func (r *reader) themWhere(s *sentence, j, hi int, who EntityID) []EntityID {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from > j && p.to <= hi && p.pronoun == them {
			for k := range s.phrases[:i] {
				list := s.list(k, j, -1)
				if s.subjectOfVerb(&s.phrases[k]) {
					list = s.listBefore(k)
				}
				if ids := r.peopleOf(s, list); s.phrases[k].prep == "" && len(ids) > 1 && hasEntity(ids, who) {
					return ids
				}
			}
		}
	}
	return nil
}

// awaited reports whether a clause of tokens [lo, hi) tells in the present that somebody
// is waited for: "où l'attend X jeudi".
func (s *sentence) awaited(lo, hi int) bool {
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.from >= lo && v.from < hi && v.verb.can(awaits) && v.tense == present && !v.passive {
			return true
		}
	}
	for j := lo; j+1 < hi; j++ {
		if s.toks[j].is2("expects", "awaits") && s.toks[j+1].is3("him", "her", "them") {
			return true
		}
	}
	return false
}

// willBe reports whether the first finite verb among tokens [lo, hi) is in the future.
func (s *sentence) willBe(lo, hi int) bool {
	for k := range s.verbs {
		if v := &s.verbs[k]; v.from >= lo && v.to <= hi && !v.bare {
			return v.tense == futureTense && !v.neg && !v.hedged && !v.wish
		}
	}
	return false
}

// mainVerb returns the first finite verb before a token, one of saying only where there
// is no other; nil where there is none.
func (s *sentence) mainVerb(limit int) *group {
	var first *group
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.bare || v.to > limit {
			continue
		}
		if !v.verb.can(states) {
			return v
		}
		if first == nil {
			first = v
		}
	}
	return first
}

// whereEnd returns where a clause that "où" opens at token j ends.
func (s *sentence) whereEnd(j int) int {
	for k := j; k < len(s.toks); k++ {
		if s.toks[k].isAny(";", ":", "—", "»", "”", "où", "where", "puis") || s.toks[k].is(",") && at(s.toks, k+1).isAny("et", "and", "puis", "avant", "before") {
			return k
		}
	}
	return len(s.toks)
}

// waitsThere returns the person who is the subject of a clause that tells that he
// waits for somebody, receives him or presides: None where there is none.
func (r *reader) waitsThere(s *sentence, lo, hi int) EntityID {
	cue := false
	for j := lo; j < hi; j++ {
		t := &s.toks[j]
		if t.is("les") && s.thingsMeant(j) {
			continue
		}
		switch {
		case t.isAny("waiting", "awaiting", "awaits", "awaited", "expects", "expected", "stood", "welcomes", "attendait", "attend", "attendra", "recevait", "accueille", "residait", "sejournait", "sejourne", "siegeait", "patientait"):
			cue = true
		case t.is("lui") && r.g.romance && at(s.toks, j+1).lex.have != noTense:
			cue = true // "où X lui a promis son soutien"
		case t.is3("l'", "him", "them"), t.is3("le", "la", "les") && !at(s.toks, j+1).cap && (len(at(s.toks, j+1).forms) > 0 || at(s.toks, j+1).lex.have != noTense), t.is("her") && pronounHer(s.toks, j):
			cue = cue || t.low != "l'" || at(s.toks, j+1).lex.have != noTense || len(at(s.toks, j+1).forms) > 0
		}
		for _, f := range t.forms {
			cue = cue || f.verb.can(receives|awaits|hosts) && f.tense != infinitive
		}
	}
	if !cue {
		return None
	}
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < lo || p.to > hi || p.prep != "" || p.weak || len(p.people) == 0 && !(p.title != nil && p.title.definite() && !p.title.many()) {
			continue
		}
		for _, id := range r.partiesIn(s, i) {
			if id != None && r.res.Entities[id].Kind == Person {
				return id
			}
		}
	}
	return None
}

// thingsMeant reports whether "les" at token j stands for things, by the feminine participle after it: "les a
// défendues".
func (s *sentence) thingsMeant(j int) bool {
	const reach = 3 // tokens
	for k := j + 1; k < len(s.toks) && k <= j+reach; k++ {
		if t := &s.toks[k]; t.lex.have == noTense && !t.in(isAdverb) {
			return strings.HasSuffix(t.fold, "ees") || strings.HasSuffix(t.fold, "ues") || strings.HasSuffix(t.fold, "ies")
		}
	}
	return false
}
