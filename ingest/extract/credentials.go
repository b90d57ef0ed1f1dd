package extract

// credentials asserts that a head of state received those who present their credentials:
// "received the credentials of A, B and C", "a reçu les lettres de créance de A et B", or
// in the sentence after it, "they were presented by A and B".
func (r *reader) credentials(s *sentence, found int) {
	for n := 0; s.of(addressWords) && n < len(s.toks); n++ {
		if !s.toks[n].of(addressWords) || !s.toks[n].is3("credentials", "credence", "creance") {
			continue
		}
		for j := n - 1; j >= 0 && j > n-18; j-- {
			t := &s.toks[j]
			if !t.isAny("received", "receives", "accepted", "accepts", "recu", "accepte", "recevait") || j > 0 && s.toks[j-1].in(isNegation) {
				continue
			}
			from := j
			if k := s.verbEnding(j + 1); k >= 0 {
				from = s.verbs[k].from
			}
			for from > 0 && s.toks[from-1].lex.have != noTense {
				from--
			}
			who := r.peopleOf(s, r.subjectAt(s, from, -1))
			if len(who) != 1 {
				return
			}
			r.credentialsTo, r.credentialsAt = who[0], r.sentence
			r.presented(s, found, who[0], n, j)
			return
		}
		if who, j := r.takenBy(s, n); who != None {
			r.presented(s, found, who, n, j)
			return
		}
	}
	if r.credentialsTo == None || r.credentialsAt != r.sentence-1 || len(s.toks) < 4 || !s.toks[0].isAny("they", "these", "those", "elles", "ils", "celles-ci") {
		return
	}
	for n := range s.toks {
		if s.toks[n].isAny("presented", "submitted", "handed", "presentees", "remises") && s.toks[n-1].is2("were", "ete") {
			r.presented(s, found, r.credentialsTo, n, n)
			return
		}
	}
}

// takenBy returns who accepts, and the token of the verb, in "the credentials of X were accepted by Y".
func (r *reader) takenBy(s *sentence, n int) (EntityID, int) {
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.from < n || !v.passive || v.neg || v.wish || v.bare {
			continue
		}
		if !s.toks[v.to-1].isAny("received", "accepted", "recues", "acceptees") {
			return None, -1
		}
		for i := s.firstPhrase(v.to); i < len(s.phrases) && !s.crosses(v.to, s.phrases[i].from); i++ {
			if ids := r.peopleOf(s, []int{i}); s.phrases[i].prep == r.g.by && len(ids) == 1 {
				return ids[0], v.from
			}
		}
		return None, -1
	}
	return None, -1
}

// listOpens returns the token behind what opens a list of names after token n: "the credentials
// of three envoys: A, B and C", "from the ambassadors of Chile and Peru, respectively A and B";
// n+1 where nothing does.
func (s *sentence) listOpens(n int) int {
	for j := n + 1; j < len(s.toks); j++ {
		if s.toks[j].is(":") || s.toks[j].is3("respectively", "respectivement", "namely") {
			return j + 1
		}
		if s.toks[j].is("dont") && at(s.toks, j+1).is3("celles", "ceux", "celle") || s.toks[j].is("including") {
			return j + 1 // "de cinq ambassadeurs, dont celles de A et de B"
		}
	}
	return n + 1
}

// presented asserts the contacts with those whom a list after token n names.
func (r *reader) presented(s *sentence, found int, to EntityID, n, pivot int) {
	open := s.listOpens(n)
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < open || len(p.people) == 0 || p.weak {
			continue
		}
		if open == n+1 && p.prep == "" || s.crosses(open, p.from) {
			return
		}
		var others []EntityID
		for _, id := range r.peopleOf(s, s.list(i, len(s.toks), -1)) {
			if id != to && !r.paired(id, to, found, found, Occurred) {
				others = append(others, id)
			}
		}
		if len(others) == 0 {
			return
		}
		a := Assertion{Kind: Meeting, Place: None, ClaimedBy: r.claimAt(s, 0), Quote: s.span, Rule: "contact/credentials", Role: Role{Body: None, Country: None}}
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), pivot, past), r.placeIn(s, 0, len(s.toks), pivot)
		from := len(r.res.Assertions)
		r.pairs(a, []EntityID{to}, others)
		r.topical, r.topicalAt = r.topical[:0], r.block
		for i := from; i < len(r.res.Assertions); i++ {
			r.topical = append(r.topical, i)
		}
		return
	}
}
