package extract

// invited asserts "X a invité Y à Rome le 3 mai" and "Y is invited to Rome by X": a
// contact that is planned. Several people whom somebody asked to a place for a day
// that has passed were there.
func (r *reader) invited(s *sentence) {
	for k, v := range s.verbs {
		if !v.verb.can(invites) || v.neg || v.wish || v.hedged || s.told[k] || s.urges(v) {
			continue
		}
		lo, hi := s.clause(k)
		if s.conditional(lo, v.from) {
			continue
		}
		who := r.peopleOf(s, r.subject(s, k))
		if len(who) == 0 && v.clitic == "" && k == 0 {
			who = r.peopleOf(s, r.nearestSubject(s, v.from))
		}
		others, end := r.asked(s, v, hi, who)
		if len(who) == 0 || len(others) == 0 {
			continue
		}
		a := Assertion{Kind: Meeting, Status: Planned, Place: r.placeIn(s, v.to, len(s.toks), v.to), ClaimedBy: r.claimAt(s, lo), Quote: s.span, Rule: "contact/invited", Role: Role{Body: None, Country: None}}
		a.Date = r.dateIn(s, end, len(s.toks), end, future)
		if a.Place == None && a.Date.IsZero() {
			if _, ok := r.wasAtTable(s, k); !ok {
				continue
			}
		}
		s.told[k] = true
		if day, ok := r.wasAtTable(s, k); ok {
			a.Status, a.Date = Occurred, day
		}
		if len(others) == 1 || v.passive {
			r.pairs(a, who, others)
		} else {
			if day := r.dateIn(s, 0, hi, v.from, past); a.Date.IsZero() && v.tense == preterite && day.Precision == Day && a.Place != None {
				a.Status, a.Date = Occurred, day
			}
			for _, id := range append(who, others...) {
				if !hasParty(&a, id) {
					a.Participants = append(a.Participants, Participant{Entity: id})
				}
			}
			r.add(a)
		}
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
	}
}

// asked returns whom a verb of inviting has as its object, or in the passive by whom
// its subject is asked, and the token after them.
func (r *reader) asked(s *sentence, v group, hi int, who []EntityID) ([]EntityID, int) {
	want := ""
	if v.passive {
		want = r.g.by
	} else if v.object != "" {
		if id := r.another(s, v.from, false, who); id != None {
			return []EntityID{id}, v.to
		}
	}
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < v.to || p.from >= max(hi, v.to+8) || p.prep != want || p.weak || len(p.people) == 0 && (p.title == nil || p.title.many()) && p.pronoun == "" {
			continue
		}
		var out []EntityID
		if p.pronoun != "" && p.title == nil {
			if id := r.another(s, p.from, p.female, who); id != None {
				out = append(out, id)
			}
			return out, p.to
		}
		list := s.list(i, len(s.toks), -1)
		for _, id := range r.peopleOf(s, list) {
			if !hasEntity(who, id) {
				out = append(out, id)
			}
		}
		return out, s.phrases[list[len(list)-1]].to
	}
	return nil, 0
}

// urges reports whether a verb of inviting asks somebody to do something, and not to come: "l'a
// invité à renoncer", "invited him to resign".
func (s *sentence) urges(v group) bool {
	const reach = 5
	for j := v.to; j+1 < len(s.toks) && j < v.to+reach; j++ {
		if !s.toks[j].is2("à", "to") {
			continue
		}
		k := s.verbAt(j + 1)
		return k >= 0 && s.verbs[k].tense == infinitive && !s.verbs[k].verb.can(goes|contacts|joins) ||
			s.toks[j+1].isAny("rester", "renoncer", "annuler", "faire", "cesser", "reprendre", "choisir", "respecter", "revoir", "stay", "resign", "cancel", "reconsider")
	}
	return false
}
