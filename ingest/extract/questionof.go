package extract

// spokenOf asserts a contact in which something was spoken of where the sentence has what was
// spoken of as its subject: "La pêche a été évoquée mardi à Tunis par X et Y", "il a été
// question de pêche, mardi à Tunis, entre X et Y".
func (r *reader) spokenOf(s *sentence, _ int) {
	const reach = 16
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.verb.can(treats|hosts) && v.passive && !v.bare && !v.neg && !v.wish && !v.hedged {
			if i := s.after(v.to-1, r.g.by, reach); i >= 0 {
				lo, hi := s.clause(k)
				a := Assertion{Kind: (&frame{s: s}).modeIn(lo, hi, Meeting), Place: None, ClaimedBy: r.claimAt(s, lo), Quote: s.span, Rule: "contact/verb", Role: Role{Body: None, Country: None}}
				dir := a.settle(v)
				a.Date, a.Place = r.dateIn(s, lo, hi, v.from, dir), r.placeIn(s, lo, hi, v.from)
				if who := r.peopleOf(s, s.list(i, len(s.toks), -1)); len(who) == 2 && !(a.Date.IsZero() && a.Place == None && !remote(a.Kind)) {
					s.told[k] = true
					r.assertAll(a, who)
					return
				}
			}
		}
	}
	for j := 1; s.of(presidencyWords) && j < len(s.toks); j++ { // "s'ouvrent sous la coprésidence de X et de Y"
		if !s.toks[j].is("copresidence") && !(s.toks[j].is("presidence") && at(s.toks, j+1).is2("conjointe", "commune")) {
			continue
		}
		if who := r.peopleOf(s, s.phraseAfter(j, 4)); len(who) == 2 {
			a := Assertion{Kind: Meeting, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/verb", Role: Role{Body: None, Country: None}}
			st := nounFrame{dir: past}
			if ok := s.unknownVerb(true, j, j, &st); !ok || st.hedged {
				return
			}
			a.Status = st.status
			a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, st.dir), r.placeIn(s, 0, len(s.toks), j)
			r.assertAll(a, who)
			return
		}
	}
	for j := 1; s.of(questionWords) && j < len(s.toks); j++ {
		if !s.toks[j].is("question") || !at(s.toks, j-1).is2("ete", "sera") && !at(s.toks, j-1).is("etait") {
			continue
		}
		if i := s.after(j, "entre", reach); i >= 0 {
			a := Assertion{Kind: Meeting, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/verb", Role: Role{Body: None, Country: None}}
			dir := past
			if at(s.toks, j-1).is("sera") {
				a.Status, dir = Planned, future
			}
			a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, dir), r.placeIn(s, 0, len(s.toks), j)
			if who := r.peopleOf(s, s.list(i, len(s.toks), -1)); len(who) > 1 && !(a.Date.IsZero() && a.Place == None) {
				r.assertAll(a, who)
				return
			}
		}
	}
}
