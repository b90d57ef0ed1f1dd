package extract

// accompanied adds to the contact told last who came with one of those who are in it: "X, the ambassador,
// accompanied the visitor", "Y came with him", "Z accompagnait le ministre". He is on that one's side.
func (r *reader) accompanied(s *sentence, found int) {
	for j := 1; j < len(s.toks); j++ {
		end := s.comesWith(j)
		if end < 0 || s.unaccompanied(j) || s.toks[j-1].in(isNegation) || at(s.toks, end).in(isNegation) || at(s.toks, end).is2("chez", "at") {
			continue
		}
		list := r.inCompany(s, j)
		if len(list) == 0 {
			continue
		}
		index := r.contactBefore(s, found)
		if index < 0 {
			return
		}
		a := &r.res.Assertions[index]
		whose := r.inWhoseCompany(s, end, a)
		if whose == None {
			continue
		}
		r.joinBeside(s, a, whose, r.peopleOf(s, list))
		return
	}
}

// comesWith returns the token after words that tell of company at token j, -1 where there are none.
func (s *sentence) comesWith(j int) int {
	t, next := &s.toks[j], at(s.toks, j+1)
	switch {
	case t.of(companyWords) && !t.is3("him", "her", "them") && !at(s.toks, j-1).is("by") && !next.is2("by", "par") && !next.is3("de", "du", "d'") && at(s.toks, j-1).lex.be == noTense:
		return j + 1
	case next.is("with") && t.isAny("came", "travelled", "traveled", "was", "were", "flew", "arrived") && at(s.toks, j+2).is3("him", "her", "them"):
		return j + 2
	}
	return -1
}

// inCompany returns the phrases of those who are the subject of the word of company at token j: past an
// apposition, people and nobody whom only a function tells.
func (r *reader) inCompany(s *sentence, j int) []int {
	for i := len(s.phrases) - 1; i >= 0; i-- {
		p := &s.phrases[i]
		if p.from >= j || p.to > j {
			continue
		}
		if s.crosses(p.to, j) {
			return nil
		}
		if len(p.people) == 0 || p.prep != "" || p.weak {
			continue
		}
		return s.allBefore(i)
	}
	return nil
}

// contactBefore returns the contact of people in the clause or sentence before, -1 where there is none.
func (r *reader) contactBefore(s *sentence, found int) int {
	for i := len(r.res.Assertions) - 1; i >= 0; i-- {
		a := &r.res.Assertions[i]
		if a.Kind >= Gathering || len(a.Participants) < 2 || a.Status > Planned {
			continue
		}
		if a.Quote != s.span && (r.before == nil || a.Quote != r.before.span) {
			return -1
		}
		return i
	}
	return -1
}

// inWhoseCompany returns with which party of a contact somebody comes, as told from a token on: a pronoun, a name
// or a description; None where it is nobody of them.
func (r *reader) inWhoseCompany(s *sentence, end int, a *Assertion) EntityID {
	t := at(s.toks, end)
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < end || p.from > end+1 {
			continue
		}
		if p.pronoun == firstOfTwo && len(a.Participants) >= 2 {
			return a.Participants[0].Entity
		}
		if p.pronoun == secondOfTwo && len(a.Participants) >= 2 {
			return a.Participants[1].Entity
		}
		for _, id := range r.partiesIn(s, i) {
			if id != None && hasParty(a, id) {
				return id
			}
		}
	}
	if t.is("the") && at(s.toks, end+1).is("former") {
		return a.Participants[0].Entity
	}
	if t.is("the") && at(s.toks, end+1).is("latter") {
		return a.Participants[1].Entity
	}
	if t.is3("him", "her", "them") || at(s.toks, end-2).is("l'") || at(s.toks, end-2).is("les") || t.in(isArticle) && at(s.toks, end+1).isAny("visitor", "guest", "visiteur", "visiteuse", "hote") {
		for _, id := range []EntityID{r.guest, r.central(), r.lastSubject} {
			if id != None && hasParty(a, id) {
				return id
			}
		}
		return a.Participants[0].Entity
	}
	return None
}

// joinBeside adds people to a contact on the side of one of its parties.
func (r *reader) joinBeside(s *sentence, a *Assertion, whose EntityID, who []EntityID) {
	if len(a.Participants) == 2 && a.Participants[0].Side == 0 && a.Participants[1].Side == 0 {
		a.Participants[0].Side, a.Participants[1].Side = 1, 2
	}
	side := 0
	for _, p := range a.Participants {
		if p.Entity == whose {
			side = p.Side
		}
	}
	any := false
	for _, id := range who {
		if r.res.Entities[id].Kind == Person && !hasParty(a, id) {
			a.Participants = append(a.Participants, Participant{Entity: id, Side: side})
			any = true
		}
	}
	if any && a.Quote != s.span {
		a.Support = append(a.Support, s.span)
	}
}
