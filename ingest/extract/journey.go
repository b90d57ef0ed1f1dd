package extract

// visitRule names the rule of visits that are announced, or told to be off, of one
// person without anybody whom he will see.
const visitRule = "visit/announced"

// journey notes a visit to come that a sentence without a contact tells of: "X is due in
// Oslo in May", "X se rendra à Oslo", "X has put off his trip to Oslo". It waits for the
// end of the text, since what follows may name the host.
func (r *reader) journey(s *sentence, found int) {
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Kind < HoldsRole && (len(a.Participants) > 1 || a.Place != None || !a.Date.IsZero()) {
			return
		}
	}
	if s.conditional(0, len(s.toks)) || s.toks[len(s.toks)-1].is("?") {
		return
	}
	for k := range s.verbs {
		if st, j := r.goesThere(s, k); j > 0 {
			r.noteVisit(s, r.peopleOf(s, r.subject(s, k)), j, st)
			return
		}
	}
	for j := 0; j < len(s.toks) && s.of(dueWords); j++ {
		if be, end := s.dueThere(j); end > 0 {
			r.noteVisit(s, r.peopleOf(s, r.subjectAt(s, be, -1)), end, Planned)
			return
		}
	}
	r.tripNoun(s)
}

// goesThere reads the verb k as one of a journey that lies ahead or is off, and returns
// where its destination may start; 0 where it is none.
func (r *reader) goesThere(s *sentence, k int) (Status, int) {
	v := &s.verbs[k]
	if v.hedged || v.wish || v.passive || v.to >= len(s.toks) || v.verb.can(contacts) && v.verb.lemma != "visit" {
		return 0, 0
	}
	if v.verb.can(cancels) && !v.neg && !v.bare && !v.verb.can(states) {
		for j := v.to; j < len(s.toks) && j < v.to+5; j++ {
			if t := &s.toks[j]; t.kind != word || t.lex.noun.contact && !t.in(isTrip) {
				break
			} else if t.in(isTrip) {
				return Cancelled, j + 1
			}
		}
		return 0, 0
	}
	if !v.verb.can(goes) || v.verb.can(treats) && !v.verb.can(idiomatic) || v.verb.reflexive && !v.reflex && !v.bare || s.goesHome(v) {
		return 0, 0
	}
	if v.bare {
		if at(s.toks, v.from-1).is2("to", "de") && s.intends(v.from-2) || r.g.romance && s.intends(v.from-1) {
			return Planned, v.to
		}
		return 0, 0
	}
	var a Assertion
	a.settle(v)
	switch ahead := v.tense == futureTense || a.Status == Planned || !r.g.romance && v.tense == present; {
	case !ahead:
		return 0, 0
	case v.neg:
		return Cancelled, v.to
	}
	return Planned, v.to
}

// goesHome reports whether a verb of going tells of leaving, staying or returning.
func (s *sentence) goesHome(v *group) bool {
	switch v.verb.lemma {
	case "leave", "return", "quitter", "rester", "regagner", "décoller", "stop":
		return true
	}
	return at(s.toks, v.to).isAny("compte", "hommage", "visite", "back", "home", "on", "away", "ahead", "beyond")
}

// intends reports whether the word at token j tells that somebody means to do what
// follows: "intends to", "compte".
func (s *sentence) intends(j int) bool {
	return at(s.toks, j).isAny("intends", "intend", "plans", "plan", "expects", "expect", "due", "set", "scheduled", "slated", "expected", "agreed", "hopes",
		"prevoit", "prevoient", "envisage", "envisagent", "compte", "comptent", "entend", "entendent", "doit", "doivent", "devrait", "devraient", "accepte", "prevu")
}

// dueThere reads "is due in", "has been invited to", "est attendu à", "sera à" at token j,
// and returns where its subject ends and its destination starts; 0 where it is none.
func (s *sentence) dueThere(j int) (be, end int) {
	t := &s.toks[j]
	if !t.of(dueWords) {
		return 0, 0
	}
	if t.is2("sera", "seront") && at(s.toks, j+1).in(isPlacePreposition) {
		return j, j + 1
	}
	if t.is2("accepted", "accepte") && at(s.toks, j+1).in(isArticle) && at(s.toks, j+2).is("invitation") {
		be, end = j, j+3
	} else if !t.is4("accepted", "accepte", "sera", "seront") {
		be, end = j, j+1
	}
	towards := func(k int) bool { return at(s.toks, k).in(isPlacePreposition) || at(s.toks, k).is("to") }
	for end > 0 && end < len(s.toks) && !towards(end) && (s.toks[end].in(isAdverb|isThen) || s.inDate(end)) {
		end++
	}
	if end == 0 || !towards(end) {
		return 0, 0
	}
	for steps := 0; be > 0 && steps < 3; steps++ {
		b := &s.toks[be-1]
		finite := b.lex.be == present || b.lex.have == present || b.is2("has", "have")
		if !finite && !b.in(isAdverb) && !b.isAny("been", "ete", "now", "also", "egalement", "aussi", "next") {
			break
		}
		if be--; finite {
			return be, end
		}
	}
	return 0, 0
}

// tripNoun notes "a visit to X by A is being arranged", "une visite de A à X est prévue".
func (r *reader) tripNoun(s *sentence) {
	const reach = 4 // tokens between the noun and the one who travels
	for n := 0; s.in(isTrip) && n < len(s.toks); n++ {
		if !s.toks[n].in(isTrip) || len(s.toks[n].forms) > 0 && !at(s.toks, n-1).in(isArticle) {
			continue
		}
		st, told := Planned, false
		for k := n + 1; k < len(s.toks); k++ {
			t := &s.toks[k]
			told = told || t.in(isPlannedWord) || t.isAny("arranged", "preparation", "planning", "envisage", "envisagee")
			if t.in(isOff) || s.cancelledBy(k) {
				st, told = Cancelled, true
			}
		}
		for k := max(0, n-reach); k < n; k++ {
			told = told || s.toks[k].in(isPlannedWord) || s.toks[k].is3("possibility", "possibilite", "projet")
		}
		for i := range s.phrases {
			p := &s.phrases[i]
			if p.from < n || p.from > n+2*reach || p.prep != r.g.by && p.prep != "of" && p.prep != "de" {
				continue
			}
			if who := r.peopleOf(s, []int{i}); told && len(who) == 1 {
				r.noteVisit(s, who, n+1, st)
				return
			}
		}
	}
}

// cancelledBy reports whether a verb from token j on tells in the passive that something is off: "was dropped
// at the last moment".
func (s *sentence) cancelledBy(j int) bool {
	for k := range s.verbs {
		if v := &s.verbs[k]; v.from == j && v.passive && v.verb.can(cancels) && !v.neg && !v.wish && !v.hedged {
			return true
		}
	}
	return false
}

// noteVisit keeps the visit of those who travel to what is named from token j on.
func (r *reader) noteVisit(s *sentence, who []EntityID, j int, st Status) {
	if len(who) == 0 {
		return
	}
	place := r.destination(s, j)
	if place == None {
		return
	}
	dir := future
	if st == Cancelled {
		dir = setFor
	}
	a := Assertion{Kind: Visit, Status: st, Place: place, Date: r.dateIn(s, 0, len(s.toks), j, dir), ClaimedBy: s.claimer, Quote: s.span, Rule: visitRule,
		Role: Role{Body: None, Country: None}}
	for _, id := range who {
		b := a
		b.Participants = []Participant{{Entity: id}}
		r.journeys = append(r.journeys, b)
	}
}

// destination returns the place named first behind token j, in the clause.
func (r *reader) destination(s *sentence, j int) EntityID {
	for k := j; k < len(s.toks) && k < j+14; k++ {
		t := &s.toks[k]
		if t.kind == punct && !t.is(",") || boundary(t) {
			return None
		}
		if t.is4("to", "for", "pour", "vers") && at(s.toks, k+1).cap && !s.inDate(k+1) {
			if id := r.placeAfter(s, k+1); id != None {
				return id
			}
		}
		if k == j && t.cap && !s.inDate(k) {
			if id := r.placeAfter(s, k); id != None {
				return id
			}
		}
		if id, _ := r.placeAt(s, k, len(s.toks)); id != None {
			return id
		}
	}
	return None
}

// addJourneys adds the visits, and the gatherings of nextRound, of those for whom no contact at the same place, and no
// other event of the same sentence, was found.
func (r *reader) addJourneys() {
	n := len(r.res.Assertions)
	for _, a := range r.journeys {
		known := false
		for i := range r.res.Assertions[:n] {
			b := &r.res.Assertions[i]
			if b.Kind >= HoldsRole {
				continue
			}
			known = known || b.Quote == a.Quote || b.Place == a.Place && b.Status == a.Status && len(a.Participants) > 0 && hasParty(b, a.Participants[0].Entity)
		}
		if !known {
			r.add(a)
		}
	}
}
