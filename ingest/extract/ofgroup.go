package extract

// whoTheyWere asserts whom somebody called of a group told of before: "X telephoned four peers.
// Y and Z were on the list. With A he spoke of trade": each by himself. Those of a group that sat
// in one room are there with it, which attends tells. It reports whether the sentence names any.
func (r *reader) whoTheyWere(s *sentence, found int) bool {
	if len(s.phrases) == 0 || len(r.res.Assertions) == 0 || r.ownContact(s, found) {
		return false
	}
	lo, hi := 0, s.onTheList()
	if hi < 0 {
		if lo, hi = s.turnedTo(); hi < 0 {
			return false
		}
	}
	last, who := r.groupTold(s)
	if last == nil {
		return false
	}
	var others []EntityID
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < lo || p.to > hi || len(p.people) == 0 || p.weak || s.ownsSomebody(p) {
			continue
		}
		for _, id := range r.peopleOf(s, []int{i}) {
			if id != who && !r.paired(who, id, found, found, last.Status) {
				others = append(others, id)
			}
		}
	}
	if len(others) == 0 {
		return false
	}
	a := Assertion{Kind: last.Kind, Status: last.Status, Date: last.Date, Place: last.Place, ClaimedBy: last.ClaimedBy, Quote: s.span, Support: []Span{last.Quote},
		Rule: "contact/among", Role: Role{Body: None, Country: None}}
	r.pairs(a, []EntityID{who}, others)
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
	return true
}

// groupTold returns the contact of one person with a group that has no names, told in the same
// paragraph or the one before, and the person; nil where there is none.
func (r *reader) groupTold(s *sentence) (*Assertion, EntityID) {
	const (
		reach = 600 // bytes of text
		most  = 12  // assertions since
	)
	for i := len(r.res.Assertions) - 1; i >= 0 && i >= len(r.res.Assertions)-most; i-- {
		a := &r.res.Assertions[i]
		if a.Quote.End+reach < s.span.Start {
			return nil, None
		}
		if !remote(a.Kind) || len(a.Participants) != 2 || a.Status == Denied || a.Status == Cancelled || a.Quote == s.span {
			continue
		}
		p, q := a.Participants[0].Entity, a.Participants[1].Entity
		if r.res.Entities[p].Kind == Person && r.res.Entities[q].Kind == Group {
			return a, p
		}
	}
	return nil, None
}

// onTheList returns the token where a sentence tells that those named before it are of the group:
// "were among them", "figuraient sur la liste"; -1 where it does not. Where they follow, it is the
// end of the sentence.
func (s *sentence) onTheList() int {
	for j := 0; s.of(listedWords) && j+1 < len(s.toks); j++ {
		t, next := &s.toks[j], &s.toks[j+1]
		switch {
		case t.is2("among", "parmi") && next.isAny("them", "those", "these", "eux", "elles"),
			t.is2("on", "sur") && next.is3("the", "la", "his") && at(s.toks, j+2).is2("list", "liste"),
			t.is("en") && next.isAny("faisaient", "faisait", "font") && at(s.toks, j+2).is("partie"),
			t.is("du") && next.is("nombre"):
			if s.toks[max(0, j-1)].in(isNegation) || s.has(max(0, j-3), j, "not", "pas") {
				return -1
			}
			if j < 2 {
				return len(s.toks)
			}
			return j
		}
	}
	return -1
}

// turnedTo returns the tokens in which a sentence that goes on about the one who saw a group names
// those to whom it turns: "With X and Y he stressed", "À Z, elle a promis"; hi is -1 where it does not.
func (s *sentence) turnedTo() (lo, hi int) {
	if !s.toks[0].isAny("with", "to", "avec", "à") {
		return 0, -1
	}
	for j := 2; j+1 < len(s.toks) && !s.verbFrom[j]; j++ {
		if s.toks[j].is4("he", "she", "il", "elle") {
			return 1, j
		}
	}
	return 0, -1
}
