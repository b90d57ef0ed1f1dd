package extract

// What several had in view and is given up: "the encounter they had been contemplating has been
// dropped", "le sommet qu'ils devaient tenir à Rome est annulé", "agreed over the telephone to put
// off the meeting they had planned". It is another contact than the one in which they agreed on it.

// theirPlan asserts such a contact, after all that the sentence tells has its status.
func (r *reader) theirPlan(s *sentence, found int) {
	for _, n := range s.nouns {
		t := &s.toks[n]
		if n+2 >= len(s.toks) || !t.lex.noun.contact && !t.lex.noun.summit || s.inAnyVerb(n) || s.pressConference(n) {
			continue
		}
		end, count := s.hadInView(n)
		if end < 0 {
			continue
		}
		who := r.whoHadIt(s, count, found)
		if len(who) < 2 || len(who) > 4 || !r.allPeople(who) {
			continue
		}
		off, later := s.givenUpAt(n, end)
		if !off {
			continue
		}
		a := Assertion{Kind: t.lex.noun.kind, Status: Cancelled, Postponed: later, Place: None, ClaimedBy: r.claimAt(s, n), Quote: s.span, Rule: againRule, Role: Role{Body: None, Country: None}}
		if a.Kind == Gathering {
			a.Kind = Meeting
		}
		a.Date, a.Place = r.dateIn(s, n, end, n, setFor), r.placeIn(s, n, end, n)
		for _, id := range who {
			a.Participants = append(a.Participants, Participant{Entity: id})
		}
		r.stillOccurred(s, found)
		r.dropBare(s, found)
		if !r.toldAlready(&a, who) {
			r.others = append(r.others, a)
		}
		return
	}
}

// hadInView reports where what several had in view ends, as a clause after the noun at n tells, and
// how many they are, 0 where that is not told: "the talks (that) they were to hold in Rome"; -1 where
// there is no such clause.
func (s *sentence) hadInView(n int) (end, count int) {
	const reach, longest = 4, 9
	i := s.firstPhrase(n + 1)
	if i >= len(s.phrases) || s.phrases[i].pronoun != together || s.phrases[i].prep != "" || s.phrases[i].from > n+reach || s.ofBodies(s.phrases[i].to) {
		return -1, 0
	}
	to := s.phrases[i].to
	for j := to; j < len(s.toks) && j < to+reach+2; j++ {
		t := &s.toks[j]
		if boundary(t) || t.is("not") {
			return -1, 0
		}
		if t.of(schemeWords) {
			end = j + 1
			for end < len(s.toks) && end < j+longest && !s.verbFrom[end] && s.toks[end].lex.be == noTense && s.toks[end].lex.have == noTense && s.toks[end].kind == word {
				end++
			}
			return end, s.phrases[i].count
		}
	}
	return -1, 0
}

// whoHadIt returns those told of whose plan it was: who are told of in the sentence itself, else
// before it.
func (r *reader) whoHadIt(s *sentence, count, found int) []EntityID {
	for i := len(r.res.Assertions) - 1; i >= found; i-- {
		if a := &r.res.Assertions[i]; a.Kind < RegularContact && a.Quote == s.span && len(a.Participants) > 1 && (count == 0 || count == len(a.Participants)) {
			return partiesOf(a)
		}
	}
	last := r.lastBefore(s)
	if last == nil || !r.topicalHere() {
		return nil
	}
	if count == 0 || count == len(last.Participants) {
		return partiesOf(last)
	}
	return r.several(count)
}

// givenUpAt reports whether the plan is given up, or put off, whose noun stands at n and whose clause
// ends at token end: by a passive after that, or by the verb of which it is the object.
func (s *sentence) givenUpAt(n, end int) (off, later bool) {
	const reach = 5
	for k := range s.verbs {
		v := &s.verbs[k]
		if !v.verb.can(cancels) || v.neg || v.wish || v.hedged {
			continue
		}
		if v.passive && v.from >= end-1 && v.from < end+reach || !v.passive && v.to <= n && n-v.to < reach {
			return true, v.verb.can(defers)
		}
	}
	for j := end; j < len(s.toks) && j < end+reach; j++ {
		if t := &s.toks[j]; t.isAny("abandonne", "abandonnee", "annule", "annulee", "off") && (at(s.toks, j-1).is("ete") || at(s.toks, j-1).lex.be != noTense) {
			return true, false
		}
	}
	return false, false
}

// stillOccurred gives back what the verb of giving up took from another contact of the sentence:
// the call in which they agreed on it took place.
func (r *reader) stillOccurred(s *sentence, found int) {
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Quote == s.span && a.Status == Cancelled && remote(a.Kind) {
			a.Status, a.Postponed = Occurred, false
		}
	}
}

// dropBare drops a gathering of nobody that another rule has made of the noun of a plan.
func (r *reader) dropBare(s *sentence, found int) {
	for i := len(r.res.Assertions) - 1; i >= found; i-- {
		if a := &r.res.Assertions[i]; a.Kind == Gathering && len(a.Participants) == 0 && a.Quote == s.span {
			r.res.Assertions = append(r.res.Assertions[:i], r.res.Assertions[i+1:]...)
			r.gathering, r.topical = -1, r.topical[:0]
		}
	}
}
