package extract

// wasContact asserts what "la rencontre" or "their talks" tells of the sentence
// before it, where that named people but had no word of contact: that they met.
func (r *reader) wasContact(s *sentence, found int) {
	if r.prior.sentence != r.sentence-1 || len(r.prior.who) < 2 {
		return
	}
	bare := -1 // "la rencontre a eu lieu": a gathering of nobody
	for i := found; i < len(r.res.Assertions); i++ {
		switch a := &r.res.Assertions[i]; {
		case a.Kind == Gathering && len(a.Participants) == 0 && a.Status == Occurred:
			bare = i
		case a.Kind < RegularContact:
			return
		}
	}
	for j := range s.toks {
		n := &s.toks[j].lex.noun
		if j > 4 || n.kind == Call && s.demand(j) || !n.before || !s.back(j) || s.toks[j].is2("appel", "call") && !at(s.toks, j-1).is4("cet", "this", "the", "l'") {
			continue
		}
		a := Assertion{Kind: n.kind, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/back", Role: Role{Body: None, Country: None}}
		st, ok := r.nounStatus(s, j, j+1)
		if !ok || st.hedged || st.status != Occurred {
			return
		}
		f := frame{s: s}
		a.Kind = f.modeIn(0, len(s.toks), a.Kind)
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, st.dir), r.placeIn(s, 0, len(s.toks), j)
		if bare >= 0 {
			a.Date, a.Place = r.res.Assertions[bare].Date, r.res.Assertions[bare].Place
			r.res.Assertions = append(r.res.Assertions[:bare], r.res.Assertions[bare+1:]...)
			r.gathering = -1
		}
		if a.Date.IsZero() {
			a.Date = r.prior.day
		}
		if a.Place == None {
			a.Place = r.prior.place
		}
		a.Support = append(a.Support, r.prior.span)
		for i, m := range r.prior.who {
			side := 2
			if i == 0 {
				side = 1
			}
			a.Participants = append(a.Participants, Participant{Entity: m.id, Side: side})
		}
		r.add(a)
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		return
	}
}

// prior is what a sentence without a contact leaves for the one after it.
type prior struct {
	sentence int
	who      []mentionAt
	day      Date
	place    EntityID
	span     Span
}

// leave keeps the people of a sentence that told of no contact.
func (r *reader) leave(s *sentence, found int) {
	for i := found; i < len(r.res.Assertions); i++ {
		if r.res.Assertions[i].Kind < HoldsRole {
			return
		}
	}
	who := r.mentioned(s)
	if len(who) < 2 || !who[0].subject {
		return
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.neg || v.verb.can(denies) {
			return
		}
	}
	r.prior = prior{r.sentence, who, r.dateIn(s, 0, len(s.toks), 0, past), r.placeIn(s, 0, len(s.toks), 0), s.span}
}

// itTakesPlace adds to the contact told last what a sentence says of it by a
// pronoun alone: "elle devait avoir lieu jeudi à X", "it could take place in Y".
func (r *reader) itTakesPlace(s *sentence, found int) {
	last := r.lastTold()
	if len(r.res.Assertions) > found || len(last.Participants) < 2 {
		return
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if !s.takesGathering(v) || v.from == 0 || !s.toks[v.from-1].isAny("il", "elle", "it", "celle-ci", "celui-ci", "this", "that", "ils", "elles", "they") {
			continue
		}
		var a Assertion
		a.Place = None
		dir := a.settle(v)
		if last.Status == Cancelled {
			dir = future
		}
		lo, hi := s.clause(k)
		a.Date, a.Place = r.dateIn(s, lo, hi, v.from, dir), r.placeIn(s, lo, hi, v.from)
		switch {
		case a.Status == last.Status, last.Status == Cancelled && v.due, last.Status == Occurred && !v.neg:
			if !v.hedged || last.Status == Planned {
				last.fill(&a)
			}
		case last.Status == Cancelled && a.Status == Planned:
			for k := len(r.res.Assertions) - 1; k >= 0; k-- { // the new day is told of already
				if b := &r.res.Assertions[k]; b.Rule == "contact/putoff" && b.Status == Planned && sameParties(b, last) {
					if !a.Date.IsZero() {
						b.Date = a.Date
					}
					if a.Place != None {
						b.Place = a.Place
					}
					b.Support = append(b.Support, s.span)
					return
				}
			}
			b := *last
			b.Status, b.Postponed, b.Date, b.Place, b.Quote, b.Rule = Planned, false, a.Date, a.Place, s.span, "contact/putoff"
			b.Support = nil
			r.add(b)
			return
		case last.Status == Planned && (a.Status == Cancelled || a.Status == Denied && v.tense == preterite):
			last.Status = Cancelled
		default:
			return
		}
		if last.Quote != s.span {
			last.Support = append(last.Support, s.span)
		}
		return
	}
}
