package extract

// delegationsLed asserts the talks of which a sentence tells who led both sides: "les délégations
// étaient conduites par X et Y".
func (r *reader) delegationsLed(s *sentence, _ int) {
	leads, delegations := -1, 0
	for j := range s.toks {
		t := &s.toks[j]
		switch {
		case t.lex.leads || t.in(isLead) || t.isAny("dirige", "dirigeait", "conduit", "conduisait", "conduites", "dirigees", "menees", "emmenees", "menait", "mene", "conduira", "dirigera"):
			if leads < 0 {
				leads = j
			}
		case t.is2("delegations", "equipes"):
			delegations = j
		}
	}
	var who []EntityID
	switch {
	case leads < 0:
		return
	case delegations > 0 && delegations < leads && at(s.toks, leads+1).is("par"):
		if i := s.after(leads, "par", 4); i >= 0 {
			who = r.peopleOf(s, s.list(i, len(s.toks), -1))
		}
	default:
		return
	}
	if len(who) != 2 || who[0] == who[1] || r.paired(who[0], who[1], 0, 0, Occurred) {
		return
	}
	a := Assertion{Kind: Talks, Place: None, ClaimedBy: r.claimAt(s, leads), Quote: s.span, Rule: "contact/led", Role: Role{Body: None, Country: None}}
	st := nounFrame{dir: past}
	if ok := s.unknownVerb(true, leads, leads, &st); !ok || st.hedged {
		return
	}
	a.Status = st.status
	a.Date, a.Place = r.dateIn(s, 0, len(s.toks), leads, st.dir), r.placeIn(s, 0, len(s.toks), leads)
	r.assertAll(a, who)
}
