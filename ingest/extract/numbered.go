package extract

// numbered adds to what a sentence told of somebody and several unnamed the one of whom it,
// or the sentence after it, tells that he was one of them: "X met a dozen lawmakers, among
// them Y"; "Y était du nombre"; "parmi eux figurait Y".
func (r *reader) numbered(s *sentence, found int) {
	if s.of(negationWords) {
		return
	}
	who := r.oneOfThem(s)
	if len(who) == 0 || r.ownContact(s, found) && !r.onlyGroupMet(s, found) {
		return
	}
	for i := len(r.res.Assertions) - 1; i >= 0 && i >= found-3; i-- { // the group stands in a contact
		a := &r.res.Assertions[i]
		if a.Kind >= RegularContact || a.Quote != s.span && (r.before == nil || a.Quote != r.before.span) || hasParty(a, who[0]) {
			continue
		}
		if r.asHead(a, who[0]) {
			for _, id := range who[1:] {
				side := a.Participants[len(a.Participants)-1].Side
				a.Participants = append(a.Participants, Participant{Entity: id, Side: side})
			}
			r.topical, r.topicalAt = append(r.topical[:0], i), r.block
			return
		}
	}
	if s.of(listWords) && r.onTheList(s, who) {
		return
	}
	if r.before != nil && r.beforeBlock == r.block && !r.ownContact(s, found) && r.lastTold() == nil {
		for _, id := range who {
			r.headOfMany(s, id)
		}
	}
}

// onlyGroupMet reports whether what the sentence tells is a contact with several unnamed.
func (r *reader) onlyGroupMet(s *sentence, found int) bool {
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		if a.Kind < RegularContact && a.Quote == s.span {
			for _, p := range a.Participants {
				if r.res.Entities[p.Entity].Kind == Group {
					return true
				}
			}
		}
	}
	return false
}

// oneOfThem returns the people of whom a sentence tells that they are among those told of.
func (r *reader) oneOfThem(s *sentence) []EntityID {
	for j := range s.toks {
		t, next := &s.toks[j], at(s.toks, j+1)
		switch {
		case t.is("nombre") && at(s.toks, j-1).is("du") && at(s.toks, j-2).lex.be != noTense:
			return r.peopleOf(s, r.whoAttends(s, j-2))
		case t.is2("list", "liste") && at(s.toks, j-1).isAny("the", "his", "her", "la", "sa", "cette") && at(s.toks, j-2).is2("on", "sur"):
			return r.peopleOf(s, r.whoIsAt(s, j-2, j+1))
		case t.is2("among", "parmi") && next.is4("them", "eux", "elles", "whom") || t.is("parmi") && next.isAny("lesquels", "lesquelles"):
			for k := j + 2; k < len(s.toks) && k < j+5; k++ { // "among them was X", "parmi lesquels X"
				if list := s.peopleFrom(k); len(list) > 0 && s.phrases[list[0]].from <= k+1 {
					return r.peopleOf(s, list)
				}
			}
			if at(s.toks, j-1).lex.be != noTense {
				return r.peopleOf(s, r.whoAttends(s, j-1))
			}
		}
	}
	return nil
}

// onTheList asserts the contact of others with whoever telephoned those told of before: "X called
// several of his peers, among them Y. Z was on the list as well." It reports whether there was one.
func (r *reader) onTheList(s *sentence, who []EntityID) bool {
	last := r.lastTold()
	if last == nil || len(last.Participants) != 2 || last.Participants[0].Side == 0 || hasEntity(who, last.Participants[0].Entity) || r.topicalAt != r.block || last.Quote == s.span || last.Status > Planned {
		return false
	}
	a := Assertion{Kind: last.Kind, Status: last.Status, Date: last.Date, Place: last.Place, ClaimedBy: last.ClaimedBy, Quote: s.span, Rule: againRule, Role: Role{Body: None, Country: None}, Support: []Span{last.Quote}}
	r.pairs(a, []EntityID{last.Participants[0].Entity}, who)
	return true
}
