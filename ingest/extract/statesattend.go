package extract

// States come to what others hold: "A, the B and C took part in a round table chaired by X", "A et B ont
// répondu à l'invitation de X", "X invited A and B to talks in Y on Thursday".

// statesAttend asserts the contact to which the states that a verb is about came or are to come, or to
// which somebody bids them.
func (r *reader) statesAttend(s *sentence, found int) {
	for k := range s.verbs {
		v := &s.verbs[k]
		switch {
		case v.neg || v.hedged || v.wish:
		case v.passive && v.verb.can(invites): // "A and B have been invited by X to talks in Y"
			if n := s.attended(v.to); n >= 0 {
				var hosts []EntityID
				if i := s.firstPhrase(v.to); i < len(s.phrases) && (s.phrases[i].prep == "by" || s.phrases[i].prep == "par") && s.phrases[i].from <= v.to+2 {
					hosts = r.peopleOf(s, []int{i})
				}
				r.statesAt(s, k, n, r.statesBefore(s, v.from), hosts, found)
			}
		case v.passive:
		case v.verb.can(joins) || s.comesAsBidden(v):
			if n := s.attended(v.to); n >= 0 && !(s.theOccasion(v.to) > 0 && r.lastTold() != nil) {
				r.statesAt(s, k, n, r.statesBefore(s, v.from), nil, found)
			}
		case v.verb.can(invites) && !v.passive:
			who, end := r.partyList(s, v.to)
			if n := s.attended(end); len(who) > 1 && n >= 0 && n < end+5 && at(s.toks, end).isAny("to", "for", "à", "au", "aux", "pour") {
				r.statesAt(s, k, n, who, r.peopleOf(s, r.subject(s, k)), found)
			}
		}
	}
}

// comesAsBidden reports whether a verb tells that somebody came as he was bidden: "ont répondu à l'invitation".
func (s *sentence) comesAsBidden(v *group) bool {
	const reach = 4
	if t := at(s.toks, v.to-1); !t.isAny("repondu", "repondent", "repondront", "accepte", "accepted", "answered", "heeded") {
		return false
	}
	return s.has(v.to, min(len(s.toks), v.to+reach), "invitation", "convocation", "summons", "appel")
}

// attended returns the noun of the occasion that follows token j, -1 where none does.
func (s *sentence) attended(j int) int {
	const reach = 10 // tokens
	for end := min(len(s.toks), j+reach); j < end; j++ {
		switch t := &s.toks[j]; {
		case boundary(t) || t.kind == punct && !t.is("-"):
			return -1
		case s.ofTalks(j), t.is("table") && (at(s.toks, j+1).is("ronde") || at(s.toks, j-1).is("round")), t.is("invitation"):
			return j
		}
	}
	return -1
}

// statesAt asserts the contact of some states at the occasion of token n, with those who bid them to it or
// are told to have led it.
func (r *reader) statesAt(s *sentence, k, n int, who, hosts []EntityID, found int) {
	v := &s.verbs[k]
	if len(who) < 2 {
		return
	}
	a := Assertion{Kind: Meeting, Place: None, ClaimedBy: None, Quote: s.span, Rule: statesRule, Role: Role{Body: None, Country: None}}
	if noun := &s.toks[n].lex.noun; noun.summit {
		a.Summit = true
	}
	dir := a.settle(v)
	if v.verb.can(invites) {
		a.Status, dir = Planned, future
	}
	a.Kind = (&frame{s: s}).modeIn(max(0, n-2), min(len(s.toks), n+12), a.Kind)
	a.Date, a.Place = r.dateIn(s, 0, len(s.toks), v.from, dir), r.placeIn(s, n, len(s.toks), n)
	if a.Place == None {
		a.Place = r.placeIn(s, v.to, n, v.to)
	}
	if i := s.ledBy(n); i >= 0 {
		hosts = append(hosts, r.peopleOf(s, []int{i})...)
	}
	if r.addStates(s, a, append(who, hosts...), found) {
		s.told[k] = true
	}
}

// ledBy returns the phrase of the one by whom the occasion at token n is told to be led, -1 for none:
// "a round table chaired by X", "l'invitation de X".
func (s *sentence) ledBy(n int) int {
	const reach = 4
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < n || len(p.people) == 0 || p.weak {
			continue
		}
		if s.toks[n].is("invitation") && p.from <= n+2 && p.prep != "" {
			return i
		}
		for j := max(n, p.from-reach); j < p.from; j++ {
			if s.toks[j].isAny("chaired", "convened", "moderated", "led", "hosted", "mediated", "presided", "called", "presidee", "preside", "presides", "presidees", "animee", "dirigee", "conduits", "conduite", "menees", "convoquee", "reunie") && p.prep != "" && (p.prep == "by" || p.prep == "par") {
				return i
			}
		}
		return -1
	}
	return -1
}
