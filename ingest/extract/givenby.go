package extract

// givenBy asserts a contact that a noun and its participle tell of: "l'accueil réservé à X
// par Y", "the dinner given for X by Y", "la signature d'un accord par X et Y".
func (r *reader) givenBy(s *sentence, _ int) {
	told := s.of(contactWords) || s.of(givenWords)
	for n := 0; told && n < len(s.toks); n++ {
		t := &s.toks[n]
		if t.kind != word || t.cap || !t.lex.noun.contact && !t.of(givenWords) {
			continue
		}
		var who, others []EntityID
		if r.g.romance && r.eventOf(s, n) {
			continue
		}
		switch {
		case t.lex.noun.contact && t.lex.noun.kind == Meeting, t.is3("accueil", "accolade", "welcome"):
			who, others = r.giverAndGuest(s, n)
		case t.is2("signature", "signing"):
			if i := s.after(n, r.g.by, 10); i >= 0 {
				if all := r.peopleOf(s, s.list(i, len(s.toks), -1)); len(all) > 1 {
					who, others = all[:1], all[1:]
				}
			}
		}
		if len(who) == 0 || len(others) == 0 || r.paired(who[0], others[0], 0, 0, Occurred) {
			continue
		}
		a := Assertion{Kind: Meeting, Place: None, Quote: s.span, Rule: "contact/noun", Role: Role{Body: None, Country: None}}
		st, ok := r.nounStatus(s, n, n+1)
		if !ok || st.hedged {
			continue
		}
		a.Status, a.ClaimedBy = st.status, r.claimAt(s, st.lo)
		a.Date, a.Place = r.dateIn(s, st.lo, len(s.toks), n, st.dir), r.placeIn(s, st.lo, len(s.toks), n)
		if t.is2("signature", "signing") {
			for _, id := range append(who, others...) {
				a.Participants = append(a.Participants, Participant{Entity: id})
			}
			r.add(a)
		} else {
			r.pairs(a, who, others)
		}
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
	}
}

// giverAndGuest returns who gives what the noun at n names, and to whom, where a
// participle after it has both.
func (r *reader) giverAndGuest(s *sentence, n int) (giver, guest []EntityID) {
	given := false
	for j := n + 1; j < n+4 && j < len(s.toks); j++ {
		given = given || s.toks[j].of(grantedWords)
	}
	if !given {
		return nil, nil
	}
	by, to := s.after(n, r.g.by, 16), s.after(n, r.g.to, 16)
	for _, prep := range []string{"for", "pour"} {
		if to < 0 {
			to = s.after(n, prep, 16)
		}
	}
	if to < 0 {
		to = s.honoured(n)
	}
	if by < 0 || to < 0 {
		return nil, nil
	}
	return r.peopleOf(s, []int{by}), r.peopleOf(s, []int{to})
}

// honoured returns the phrase of the person in whose honour something after token n is given, -1
// where there is none: "un dîner offert par X en l'honneur de Y".
func (s *sentence) honoured(n int) int {
	const reach = 20
	for j := n + 1; j < n+reach && j < len(s.toks); j++ {
		if s.toks[j].is3("honneur", "honour", "honor") {
			if i := s.after(j, "de", 3); i >= 0 {
				return i
			}
			return s.after(j, "of", 3)
		}
	}
	return -1
}

// after returns the first phrase of a person with a preposition within some tokens after
// token n, -1 where there is none before another clause.
func (s *sentence) after(n int, prep string, reach int) int {
	for i := s.firstPhrase(n + 1); i < len(s.phrases) && s.phrases[i].from <= n+reach; i++ {
		p := &s.phrases[i]
		if s.parts(n+1, p.from) {
			return -1
		}
		if p.prep == prep && (len(p.people) > 0 || p.title != nil) {
			return i
		}
	}
	return -1
}
