package extract

// byInvitation asserts the visit of whoever goes somewhere "à l'invitation de X", "at the
// invitation of X", "at X's invitation", to the one who invited him.
func (r *reader) byInvitation(s *sentence, _ int) {
	for j := 0; j < len(s.toks); j++ {
		if !s.toks[j].of(invitationWords) {
			continue
		}
		i := s.inviter(j)
		if i < 0 {
			continue
		}
		hosts := r.peopleOf(s, []int{i})
		for k := range s.verbs {
			v := &s.verbs[k]
			eats := v.verb.lemma == "déjeuner" || v.verb.lemma == "dîner"
			if !v.verb.can(goes) && !eats && !s.tripObject(v) || v.wish || v.hedged || v.neg || v.to > j && v.from < s.phrases[i].to {
				continue
			}
			subject := r.subject(s, k)
			if v.bare {
				subject, _ = r.mainSubject(s, k)
			}
			who := r.peopleOf(s, subject)
			if len(who) != 1 || len(hosts) != 1 || who[0] == hosts[0] || r.paired(who[0], hosts[0], 0, len(r.res.Assertions), Planned) {
				continue
			}
			a := Assertion{Kind: Visit, ClaimedBy: None, Quote: s.span, Rule: "contact/invited", Role: Role{Body: None, Country: None}}
			dir := a.settle(v)
			if a.Status == Occurred && v.due {
				a.Status, dir = Planned, future
			}
			if eats {
				a.Kind = Meeting
			}
			lo, hi := s.clause(k)
			a.Date, a.Place = r.dateIn(s, lo, hi, v.from, dir), r.placeIn(s, v.to, hi, v.to)
			if a.Place == None {
				a.Place = r.lastPlace(s, hi)
			}
			r.pairs(a, who, hosts)
			return
		}
		if r.stayByInvitation(s, j, hosts) {
			return
		}
	}
}

// stayByInvitation asserts the visit that a noun before the invitation at token j tells of: "X a
// entamé une visite officielle à Rome, à l'invitation de Y".
func (r *reader) stayByInvitation(s *sentence, j int, hosts []EntityID) bool {
	const reach = 16
	for n := j - 1; r.g.romance && n >= 0 && n > j-reach && !boundary(&s.toks[n]); n-- {
		if !s.toks[n].in(isTrip) {
			continue
		}
		who := r.peopleOf(s, r.nearestSubject(s, n))
		st := nounFrame{dir: past}
		if len(who) != 1 || len(hosts) != 1 || who[0] == hosts[0] || r.haveContact(who[0], hosts[0]) || !s.unknownVerb(true, n, n, &st) || st.hedged {
			return false
		}
		a := Assertion{Kind: Visit, Status: st.status, ClaimedBy: None, Quote: s.span, Rule: "contact/invited", Role: Role{Body: None, Country: None}}
		a.Date, a.Place = r.dateIn(s, 0, j, n, st.dir), r.placeIn(s, n, j, n)
		r.pairs(a, who, hosts)
		return true
	}
	return false
}

// tripObject reports whether a trip is the object of a verb of English: "will pay a working
// visit to Chad".
func (s *sentence) tripObject(v *group) bool {
	if !v.verb.can(lightly) || v.passive {
		return false
	}
	for j := v.to; j < v.to+6 && j < len(s.toks); j++ {
		if s.toks[j].is2("visit", "trip") {
			return true
		}
	}
	return false
}

// inviter returns the phrase of who has sent the invitation at token j at which somebody
// goes, -1 where there is none.
func (s *sentence) inviter(j int) int {
	before, next := at(s.toks, j-1), at(s.toks, j+1)
	if (before.is2("l'", "the") && at(s.toks, j-2).is4("à", "sur", "at", "on") || before.is("sur")) && next.is4("de", "d'", "du", "of") {
		if i := s.firstPhrase(j + 1); i < len(s.phrases) && s.phrases[i].from <= j+3 && (len(s.phrases[i].people) > 0 || s.phrases[i].title != nil) {
			return i
		}
	}
	if i := s.phraseEnding(j - 1); before.is("'s") && i >= 0 && s.phrases[i].prep == "at" {
		return i
	}
	return -1
}
