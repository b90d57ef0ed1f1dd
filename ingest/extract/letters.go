package extract

// letters asserts that somebody received those who present their credentials to him: "A, B and C laid
// their credentials before X", "D lui a présenté ses lettres de créance", "E presented hers". Each does it
// by himself.
func (r *reader) letters(s *sentence, found int) {
	n := -1
	for j := 0; s.of(credentialWords) && j < len(s.toks); j++ {
		if t := &s.toks[j]; t.is3("credentials", "credence", "creance") || t.is("letters") && j > 0 && s.toks[j-1].isAny("their", "his", "her") && s.has(0, len(s.toks), "ambassador", "ambassadors", "envoy", "envoys") {
			n = j
			break
		}
	}
	recent := r.credentialsTo != None && r.sentence-r.credentialsAt <= 3
	if n < 0 {
		if recent {
			r.furtherLetters(s, found, 1)
		}
		return
	}
	verb := -1
	for j := n - 1; j > 0 && j > n-12; j-- {
		if s.toks[j].isAny("presented", "present", "presents", "presenting", "handed", "hand", "hands", "submitted", "submit", "laid", "lay", "placed", "deposited", "tendered", "gave", "presente", "presentes", "presentent", "presentera", "remis", "remet", "remettra", "remettent", "depose", "remises") && !s.toks[j-1].in(isNegation) {
			verb = j
			break
		}
	}
	if verb < 0 {
		return
	}
	to := r.lettersTo(s, verb, n)
	if to == None {
		return
	}
	r.credentialsTo, r.credentialsAt = to, r.sentence
	var who []EntityID
	if be := s.wasAfter(n); s.toks[verb-1].is("to") && be > 0 { // "The first to present his letters to him was X"
		if i := s.firstPhrase(be + 1); i < len(s.phrases) && s.phrases[i].from <= be+2 {
			who = r.listed(s, i, len(s.toks))
		}
	} else {
		for i := range s.phrases {
			p := &s.phrases[i]
			if p.from >= verb {
				break
			}
			if len(p.people) == 0 || p.prep != "" || p.weak {
				continue
			}
			for _, id := range r.listed(s, i, verb) {
				if id != to && !hasEntity(who, id) {
					who = append(who, id)
				}
			}
		}
	}
	r.presentTo(s, found, to, who, verb)
	r.furtherLetters(s, found, n+1)
}

// lettersTo returns to whom the credentials at token n are presented by the verb at another.
func (r *reader) lettersTo(s *sentence, verb, n int) EntityID {
	for i := s.firstPhrase(n); i < len(s.phrases); i++ {
		p := &s.phrases[i]
		if p.prep == "" || s.crosses(n, p.from) {
			continue
		}
		if p.prep == "to" || p.prep == "before" || p.prep == "à" || p.prep == "devant" || p.prep == "au" || s.has(max(n, p.from-4), p.from, "hands", "mains") {
			if ids := r.partiesIn(s, i); len(ids) == 1 && ids[0] != None && r.res.Entities[ids[0]].Kind == Person {
				return ids[0]
			}
		}
	}
	for j := max(0, verb-4); j < n+4 && j < len(s.toks); j++ {
		if s.toks[j].is3("lui", "him", "her") && (!s.toks[j].is("her") || j > verb && j < n && !at(s.toks, j+1).isAny("credentials", "letter", "letters")) {
			id := r.central()
			if id == None && len(r.recent) == 1 {
				id = r.recent[0]
			}
			if id != None && !r.namesIn(s, id) {
				return id
			}
		}
	}
	// "presented President X with her credentials", "handed X his letters"
	for i := range s.phrases {
		if p := &s.phrases[i]; p.from > verb && p.to <= n && p.prep == "" && len(p.people) == 1 {
			return r.person(p.people[0].text)
		}
	}
	return None
}

// wasAfter returns the form of "be" after token n that no comma parts from it, -1 where there is none.
func (s *sentence) wasAfter(n int) int {
	for j := n + 1; j < len(s.toks) && j < n+8 && s.toks[j].kind == word; j++ {
		if s.toks[j].lex.be != noTense {
			return j
		}
	}
	return -1
}

// presentTo asserts that each of some people presented his credentials to somebody, and nothing else of them.
func (r *reader) presentTo(s *sentence, found int, to EntityID, who []EntityID, pivot int) {
	if len(who) == 0 {
		return
	}
	for k := range who {
		s.part(who[:k], who[k:k+1])
	}
	for m := len(r.res.Assertions) - 1; m >= found; m-- { // what other rules have made of their list
		b := &r.res.Assertions[m]
		if b.Kind >= RegularContact || b.Quote != s.span || len(b.Participants) < 2 {
			continue
		}
		n := 0
		for _, id := range who {
			if hasParty(b, id) {
				n++
			}
		}
		if n > 1 {
			r.res.Assertions = append(r.res.Assertions[:m], r.res.Assertions[m+1:]...)
			r.gathering, r.topical = -1, r.topical[:0]
		}
	}
	st := nounFrame{dir: past}
	if s.stillAhead(r.g.romance, pivot, pivot+1) {
		st.status, st.dir = Planned, future
	}
	r.frame(s, found, "contact/credentials", framed{who: []EntityID{to}, others: who, status: st.status, dir: st.dir, hi: len(s.toks), pivot: pivot})
}

// furtherLetters asserts those who present theirs after others, told from a token on: "E presented hers", "The last letters were
// those of X", "Y then did the same".
func (r *reader) furtherLetters(s *sentence, found, from int) {
	for j := from; j < len(s.toks); j++ {
		t, next := &s.toks[j], at(s.toks, j+1)
		switch {
		case t.isAny("presented", "handed", "submitted", "presente", "remis") && (next.isAny("hers", "his", "theirs") || next.is("les") && at(s.toks, j+2).is("siennes") || at(s.toks, j-1).is2("a", "ont") && s.has(max(0, j-4), j, "siennes")),
			t.is("did") && (next.is("the") && at(s.toks, j+2).is("same") || next.is("likewise")), t.is("fait") && next.is("de") && at(s.toks, j+2).is("meme"):
			if i := s.firstPhrase(from - 1); i < len(s.phrases) && s.phrases[i].to <= j && len(s.phrases[i].people) > 0 && s.phrases[i].prep == "" {
				r.presentTo(s, found, r.credentialsTo, r.listed(s, i, j), j)
				r.credentialsAt = r.sentence
			}
			return
		case t.is2("those", "celles") && next.is3("of", "de", "du") && s.has(0, j, "letters", "lettres", "letter"):
			if i := s.firstPhrase(j + 1); i < len(s.phrases) && len(s.phrases[i].people) > 0 {
				if who := r.listed(s, i, len(s.toks)); !hasEntity(who, r.credentialsTo) {
					r.presentTo(s, found, r.credentialsTo, who, j)
					r.credentialsAt = r.sentence
				}
			}
			return
		}
	}
}
