package extract

// atMeeting asserts what "at a three-way summit in Cairo, A, B and C agreed to" and "réunis
// dimanche au Caire, A et B ont" tell: the contact of all who are the subject, on the
// occasion with which the sentence opens.
func (r *reader) atMeeting(s *sentence, found int) {
	open := s.opening()
	if open == 0 || r.ownContact(s, found) || s.severally() && !s.of(sittingWords) || s.conditional(0, 2) {
		return
	}
	n, kind := s.openingOccasion(open)
	if n < 0 {
		return
	}
	i := s.firstPhrase(open)
	if i >= len(s.phrases) || s.phrases[i].from > open+2 || s.phrases[i].prep != "" {
		return
	}
	list := s.list(i, len(s.toks), -1)
	last := &s.phrases[list[len(list)-1]]
	who := r.peopleOf(s, list)
	if len(who) < 2 || len(who) < len(list) {
		return
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.from < last.to || v.bare {
			continue
		}
		if v.neg || v.passive || v.wish || v.hedged || v.from > last.to+3 {
			return
		}
		break
	}
	a := Assertion{Kind: kind, Place: None, ClaimedBy: s.claimer, Quote: s.span, Rule: nearRule, Role: Role{Body: None, Country: None}}
	a.Summit = s.toks[n].lex.noun.summit
	a.Kind = (&frame{s: s}).modeIn(0, open, a.Kind)
	a.Date, a.Place = r.dateIn(s, 0, open, n, past), r.placeIn(s, 0, open, n)
	if a.Date.IsZero() {
		a.Date = r.dateIn(s, last.to, len(s.toks), last.to, past)
	}
	r.addOf(a, who)
}

// openingOccasion returns the noun of contact, or the participle, that opens a sentence up
// to token open: "At a meeting in X,", "Réunis à X,"; -1 where none does, or where it has
// parties of its own or is only what something else was on the margins of.
func (s *sentence) openingOccasion(open int) (int, Kind) {
	if s.toks[0].isAny("reunis", "reunies", "rassembles", "gathered", "meeting", "assembled") && !at(s.toks, 1).is2("par", "by") {
		return 0, Meeting
	}
	if !s.toks[0].isAny("at", "during", "in", "lors", "au", "à", "pendant", "durant") {
		return -1, 0
	}
	for n := 1; n < open; n++ {
		t := &s.toks[n]
		if t.in(isMargin) {
			return -1, 0
		}
		if (t.lex.noun.contact || t.lex.noun.gathering) && !t.lex.noun.round && !s.pressConference(n) {
			if at(s.toks, n+1).isAny("with", "avec", "between", "entre", "of", "des") || !s.has(max(0, n-4), n, "a", "an", "un", "une", "d'", "their", "leur") {
				return -1, 0
			}
			kind := t.lex.noun.kind
			if !t.lex.noun.contact || t.lex.noun.summit {
				kind = Meeting
			}
			return n, kind
		}
	}
	return -1, 0
}

// attendedBy asserts the gathering of which a sentence tells by whom it was attended: "a
// summit attended by A, B and C was held in Rome".
func (r *reader) attendedBy(s *sentence, _ int) {
	for j := 1; j < len(s.toks); j++ {
		if !s.toks[j].is("attended") || !at(s.toks, j+1).is("by") && !(at(s.toks, j+1).is("on") && s.toks[j-1].lex.be != noTense) {
			continue
		}
		n := j - 1
		for n > 0 && n > j-8 && !(s.toks[n].lex.noun.gathering || s.toks[n].lex.noun.joint) {
			n--
		}
		noun := &s.toks[n].lex.noun
		if !noun.summit && !noun.gathering && !noun.joint || noun.round || s.back(n) && !noun.summit {
			return
		}
		by := j + 1
		for by < len(s.toks) && by < j+6 && !s.toks[by].is("by") {
			by++
		}
		who := r.peopleOf(s, s.allFrom(by+1))
		if len(who) < 2 || s.conditional(0, j) {
			return
		}
		r.gatheredAt(s, j, j, Assertion{Kind: Gathering, Summit: noun.summit, Rule: "gathering/joined"}, who)
		return
	}
}

// allFrom returns the phrases of a list of people that starts at token j, though a verb
// follows that has the occasion as its subject.
func (s *sentence) allFrom(j int) []int {
	list := s.peopleFrom(j)
	if len(list) == 0 {
		return nil
	}
	last := list[len(list)-1]
	for last+1 < len(s.phrases) && s.connected(s.phrases[last].to, s.phrases[last+1].from, s.phrases[last].comma) {
		last++
	}
	return s.list(list[0], len(s.toks), s.phrases[last].to)
}
