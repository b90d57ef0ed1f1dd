package extract

// theirOther asserts what "leur sommet de Singapour" and "leur entretien du 27 avril" tell in
// passing: another contact of those of whom the sentence tells, or who were told of last, on
// the day or in the town that names it.
func (r *reader) theirOther(s *sentence, found int) {
	for _, n := range s.nouns {
		t := &s.toks[n]
		if n == 0 || n+2 >= len(s.toks) || !t.lex.noun.contact && !t.lex.noun.summit || t.lex.noun.kind == Visit || s.pressConference(n) || !s.theirs(n) {
			continue
		}
		last := r.lastOfPair(s, found)
		if last == nil {
			return
		}
		a := Assertion{Kind: t.lex.noun.kind, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/round", Role: Role{Body: None, Country: None}}
		if a.Kind == Gathering {
			a.Kind = Meeting
		}
		switch next := &s.toks[n+1]; {
		case next.is2("de", "d'") && s.toks[n+2].cap:
			a.Place = r.placeAfter(s, n+2)
		case next.is2("du", "de"):
			for i := range s.dates {
				if w := &s.dates[i]; (w.from == n+1 || w.from == n+2) && w.day > 0 {
					a.Date = r.resolve(s, i, past)
				}
			}
			if r.published.Precision == Day && a.Date.Precision == Day && a.Date.time().After(r.published.time()) {
				a.Status = Planned
			}
		}
		if a.Place == None && a.Date.IsZero() || remote(a.Kind) && a.Date.IsZero() || a.Date == last.Date && !a.Date.IsZero() {
			continue
		}
		for _, p := range last.Participants {
			a.Participants = append(a.Participants, Participant{Entity: p.Entity})
		}
		r.others = append(r.others, a)
		return
	}
}

// theirs reports whether "leur" stands before the noun at n, with an adjective at most between.
func (s *sentence) theirs(n int) bool {
	return s.toks[n-1].is2("leur", "leurs") || n > 1 && s.toks[n-2].is("leur") && s.toks[n-1].kind == word && !s.toks[n-1].cap && !s.toks[n-1].in(isArticle|isPreposition)
}

// lastOfPair returns the contact of two people that a sentence tells, else the one told last;
// nil where there is none.
func (r *reader) lastOfPair(s *sentence, found int) *Assertion {
	for i := len(r.res.Assertions) - 1; i >= found; i-- {
		if a := &r.res.Assertions[i]; a.Kind < RegularContact && a.Quote == s.span && len(a.Participants) == 2 && r.allPeople(partiesOf(a)) {
			return a
		}
	}
	if last := r.lastTold(); last != nil && len(last.Participants) == 2 && r.allPeople(partiesOf(last)) && !r.ownContact(s, found) {
		return last
	}
	return nil
}

// addOthers adds what theirOther has found after all that the sentence tells has its day and
// place, so that these pass it by.
func (r *reader) addOthers(_ *sentence, _ int) {
	for _, a := range r.others {
		r.add(a)
	}
	r.others = r.others[:0]
}

// deniedBefore denies what a sentence tells of by hearsay alone ("des informations selon
// lesquelles A avait vu B") after one that denied a contact; and it keeps that a sentence does.
func (r *reader) deniedBefore(s *sentence, found int) {
	if r.deniedAt > 0 && r.deniedAt == r.sentence-1 {
		if from := s.hearsay(); from >= 0 {
			s.partSpeaker(r, from)
			for i := found; i < len(r.res.Assertions); i++ {
				if a := &r.res.Assertions[i]; a.Kind < Gathering && a.Status == Occurred && a.Quote == s.span {
					a.Status = Denied
				}
			}
		}
	}
	if s.deniesIt() {
		r.deniedAt = r.sentence
	}
}

// hearsay returns the token at which a sentence goes on with what is only said, -1 where none.
func (s *sentence) hearsay() int {
	for j := 1; j < len(s.toks); j++ {
		if s.toks[j].isAny("lequel", "laquelle", "lesquels", "lesquelles") && s.toks[j-1].is("selon") || s.toks[j].is("etat") && s.toks[j-1].isAny("faisant", "faisait", "faisaient", "font", "fait") {
			return j
		}
	}
	return -1
}

// deniesIt reports whether a sentence tells that no contact took place, or that somebody says
// so.
func (s *sentence) deniesIt() bool {
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.verb.can(takesPlace) && v.neg && v.tense == preterite {
			for j := max(0, v.from-8); j < v.from; j++ {
				if s.toks[j].isAny("aucun", "aucune", "nul", "nulle") {
					return true
				}
			}
		}
	}
	return s.of(untrueWords)
}

// twice asserts the second of two contacts of the same people of which a sentence tells both
// days: "a eu deux entretiens avec X, le 10 puis le 11 mars".
func (r *reader) twice(s *sentence, found int) {
	for i := 0; i+1 < len(s.dates); i++ {
		if !s.onceAndAgain(s.dates[i].to, s.dates[i+1].from) {
			continue
		}
		first, second := r.resolve(s, i, past), r.resolve(s, i+1, past)
		if first.Precision != Day || second.Precision != Day || first == second {
			continue
		}
		n := len(r.res.Assertions)
		for k := found; k < n; k++ {
			a := r.res.Assertions[k]
			if a.Kind >= Gathering || a.Quote != s.span || a.Status != Occurred || a.Date != first && a.Date != second || len(a.Participants) != 2 {
				continue
			}
			r.res.Assertions[k].Date, a.Date = first, second
			a.Rule = "contact/round"
			r.others = append(r.others, a)
		}
		return
	}
}

// onceAndAgain reports whether the tokens [from, to) between two days tell that something was
// done on both: "le 10 puis le 11 mars", "on Tuesday and again on Wednesday".
func (s *sentence) onceAndAgain(from, to int) bool {
	again, joined := false, false
	for j := from; j < to; j++ {
		switch t := &s.toks[j]; {
		case t.isAny("puis", "again", "then", "nouveau"):
			again = true
		case t.is2("et", "and"):
			joined = true
		case !t.isAny("le", "ce", "on", "de", ","):
			return false
		}
	}
	return again || joined && s.has(0, from, "deux", "reprises", "twice")
}

// partSpeaker keeps whoever answers what is only said apart from those of whom it is said: those
// named after a token.
func (s *sentence) partSpeaker(r *reader, from int) {
	var who []EntityID
	if i := s.nearestActor(from); i >= 0 || len(s.phrases) > 0 {
		who = r.peopleOf(s, []int{max(i, 0)})
	}
	for i := range s.phrases {
		if p := &s.phrases[i]; p.from > from && len(p.people) > 0 {
			for _, id := range r.peopleOf(s, []int{i}) {
				if !hasEntity(who, id) {
					s.part(who, []EntityID{id})
				}
			}
		}
	}
}
