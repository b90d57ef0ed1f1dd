package extract

import "slices"

// invited asserts "X a invité Y à Rome le 3 mai" and "Y is invited to Rome by X": a
// contact that is planned. Several people whom somebody asked to a place for a day
// that has passed were there.
func (r *reader) invited(s *sentence, _ int) {
	for k := range s.verbs {
		v := &s.verbs[k]
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
		if r.g.romance && len(others) == 0 {
			others = without(r.whomInvited(s, v), who)
		}
		if !r.g.romance && !v.passive && s.askedToDo(end) {
			continue
		}
		if len(who) > 0 && len(others) == 0 && v.passive && !at(s.toks, v.to).is2("to", "à") {
			r.invitedToIt(s, who)
		}
		if len(who) == 0 || len(others) == 0 {
			continue
		}
		a := Assertion{Kind: Meeting, Status: Planned, Place: r.placeIn(s, v.to, len(s.toks), v.to), ClaimedBy: r.claimAt(s, lo), Quote: s.span, Rule: "contact/invited", Role: Role{Body: None, Country: None}}
		a.Date = r.dateIn(s, end, len(s.toks), end, future)
		if v.passive && !r.g.romance {
			r.invitedTo(s, v, end, &a)
		}
		came := r.g.romance && s.invitedBefore(v)
		if came {
			a.Status, a.Date = Occurred, r.dateIn(s, 0, len(s.toks), v.from, past)
		}
		if a.Place == None && a.Date.IsZero() {
			if _, ok := r.wasAtTable(s, k); !ok && !came {
				if !v.passive && r.invitedToIt(s, append(slices.Clone(who), others...)) {
					s.told[k] = true
				}
				continue
			}
		}
		if day, told := r.toldHost(s, k, who); told && !came {
			a.Status, a.Date = Occurred, day
		}
		s.told[k] = true
		if day, ok := r.wasAtTable(s, k); ok {
			a.Status, a.Date = Occurred, day
		} else if v.tense == preterite && s.wasAttended(end) {
			a.Status, a.Date = Occurred, r.dateIn(s, 0, len(s.toks), v.from, past)
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

// invitedToIt adds people whom somebody is said to have invited, and him, to the gathering to come that the
// same paragraph announced last: "The summit opens in Rome on Friday. X has invited Y and Z". It reports
// whether there is one.
func (r *reader) invitedToIt(s *sentence, who []EntityID) bool {
	if r.gathering < 0 || r.gatheringAt != r.block {
		return false
	}
	a := &r.res.Assertions[r.gathering]
	if a.Status != Planned || a.Quote == s.span || a.Date.IsZero() && a.Place == None {
		return false
	}
	for _, id := range who {
		if r.res.Entities[id].Kind == Person && !hasParty(a, id) {
			a.Participants = append(a.Participants, Participant{Entity: id})
		}
	}
	a.Support = append(a.Support, s.span)
	return true
}

// invitedTo gives an invitation told in the passive the day and place that stand before whom
// it comes from: "is invited to Rome on Friday by X".
func (r *reader) invitedTo(s *sentence, v *group, end int, a *Assertion) {
	if a.Date.IsZero() {
		a.Date = r.dateIn(s, v.to, end, v.to, future)
	}
	for j := v.to; a.Place == None && j < end; j++ {
		if s.toks[j].is("to") {
			a.Place = r.placeAfter(s, j+1)
		}
	}
}

// toldHost reports whether the sentence tells what somebody said to the one who, by its k-th verb, had
// invited him, and on which day: "X l'a dit vendredi à Y, qui l'avait convié à déjeuner".
func (r *reader) toldHost(s *sentence, k int, host []EntityID) (Date, bool) {
	v := &s.verbs[k]
	if !r.g.romance || v.object == "" || len(host) != 1 || k == 0 || !at(s.toks, v.from-1).is("qui") {
		return Date{}, false
	}
	for j := v.from; j < v.to; j++ {
		if s.toks[j].lex.have != imperfect && s.toks[j].fold != "avait" {
			continue
		}
		for i := range s.phrases {
			p := &s.phrases[i]
			if p.to > v.from || p.prep != r.g.to || len(p.people) != 1 || r.person(p.people[0].text) != host[0] {
				continue
			}
			for n := p.from - 1; n > 0 && n > p.from-8; n-- {
				if how := r.g.addresses[s.toks[n].fold]; how&addressTo != 0 && at(s.toks, n-1).lex.have != noTense {
					for d := range s.dates {
						if s.dates[d].from >= n && s.dates[d].to <= p.from {
							return r.resolve(s, d, past), true
						}
					}
					return Date{}, true
				}
			}
		}
	}
	return Date{}, false
}

// askedToDo reports whether an infinitive at a token tells that somebody was invited to do
// something, not to come: "invited X to resign".
func (s *sentence) askedToDo(j int) bool {
	w := at(s.toks, j+1)
	return at(s.toks, j).is("to") && w.kind == word && !w.cap && !w.in(isArticle|isPreposition) && !w.lex.noun.contact && !w.lex.noun.gathering &&
		!w.isAny("visit", "come", "attend", "join", "meet", "see", "stay", "dine", "lunch", "spend", "take", "discuss", "be", "pay", "travel", "his", "her", "their", "talks", "dinner", "speak")
}

// asked returns whom a verb of inviting has as its object, or in the passive by whom
// its subject is asked, and the token after them.
func (r *reader) asked(s *sentence, v *group, hi int, who []EntityID) ([]EntityID, int) {
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
			if id := r.meant(s, i, who); id != None {
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
func (s *sentence) urges(v *group) bool {
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

// whomInvited returns whom a relative clause tells to be invited, with a verb of French: "Y, que X a
// convié à une visite d'État".
func (r *reader) whomInvited(s *sentence, v *group) []EntityID {
	host := s.phraseEnding(v.from)
	if host < 0 || !at(s.toks, s.phrases[host].from-1).is2("que", "qu'") && !at(s.toks, s.phrases[host].from).is2("que", "qu'") {
		return nil
	}
	guest := s.namedBefore(s.phrases[host].from - 1)
	if guest < 0 {
		return nil
	}
	return r.peopleOf(s, s.listBefore(guest))
}

// invitedBefore reports whether an invitation that a verb of French looks back on was one to what has
// taken place since: "Auparavant, X avait convié Y à une séance de travail".
func (s *sentence) invitedBefore(v *group) bool {
	const reach = 12
	if !s.has(v.from, v.to, "avait", "avaient") || !s.goesBack(false) && !s.opensWithHour() {
		return false
	}
	for j := v.to; j < len(s.toks) && j < v.to+reach && !boundary(&s.toks[j]); j++ {
		if n := &s.toks[j].lex.noun; n.contact && n.kind != Call && at(s.toks, j-1).is3("un", "une", "à") {
			return true
		}
	}
	return false
}
