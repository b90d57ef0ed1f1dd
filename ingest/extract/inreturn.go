package extract

// The visit that one of two told of pays in return: "X will in turn be Y's guest in Rome", "she is
// to return the visit in April", "Haddad will reciprocate in Tunis".

// inReturn asserts such a visit.
func (r *reader) inReturn(s *sentence, _ int) {
	if s.conditional(0, len(s.toks)) || !r.topicalHere() {
		return
	}
	last := r.lastTold()
	if last.Status == Denied || last.Status == Hypothetical {
		return
	}
	who := partiesOf(last)
	if len(who) != 2 {
		who = r.several(2)
	}
	if told := r.mentioned(s); len(told) == 2 && r.haveContact(told[0].id, told[1].id) {
		who = []EntityID{told[0].id, told[1].id}
	}
	if len(who) != 2 || !r.allPeople(who) {
		return
	}
	for j := 1; j < len(s.toks); j++ {
		if !s.toks[j].of(returnWords) || !s.returns(j) || s.has(0, j, bodyWords...) || s.namesOther(r, who, j) {
			continue
		}
		a := Assertion{Kind: Visit, Status: Planned, Place: None, ClaimedBy: r.claimAt(s, j), Quote: s.span, Rule: againRule, Role: Role{Body: None, Country: None}}
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, future), r.placeIn(s, 0, len(s.toks), j)
		if a.Date.IsZero() && a.Place == None || r.toldAlready(&a, who) {
			continue
		}
		r.addOf(a, who)
		return
	}
}

// returns reports whether the word at j tells that one of two will be with the other in return.
func (s *sentence) returns(j int) bool {
	const reach = 5
	t, next := &s.toks[j], at(s.toks, j+1)
	switch {
	case t.isAny("return", "repay"):
		noun := at(s.toks, j+2)
		return next.isAny("the", "his", "her", "this", "that") && noun.isAny("visit", "favour", "favor", "compliment", "hospitality", "invitation", "courtesy", "gesture", "call") && s.willBefore(j)
	case t.is("reciprocate"):
		return s.willBefore(j)
	case next.isAny("speaker", "lecturer", "star", "list", "house", "room"):
		return false
	case t.isAny("guest", "hote", "invitee"): // "will in turn be Y's guest", "sera à son tour son hôte"
		for k := j - 1; k > 0 && k >= j-2*reach; k-- {
			w := &s.toks[k]
			if w.lex.be == futureTense || w.is("be") && (s.willBefore(k) || s.toTurn(k)) {
				return s.has(k, j, "his", "her", "son", "'s") || next.is("of") || next.in(isOf)
			}
			if boundary(w) && !w.is(",") {
				return false
			}
		}
	case t.is("given"): // "will be given dinner by her neighbour"
		return at(s.toks, j-1).is("be") && s.willBefore(j-1) && next.isAny("dinner", "lunch", "breakfast", "tea", "a", "hospitality") && s.has(j+1, j+reach, "by")
	}
	return false
}

// toTurn reports whether "be" at token k is what it is somebody's turn to do: "it will be her turn
// to be his guest".
func (s *sentence) toTurn(k int) bool {
	return at(s.toks, k-1).is("to") && at(s.toks, k-2).is("turn")
}
