package extract

// awaited asserts what an English sentence tells that opens with how somebody was received
// and names those who did it at its end: "Waiting for X in Kyiv were Y and Z". They are of
// one side.
func (r *reader) awaited(s *sentence) {
	if r.g.romance || len(s.toks) < 5 || !s.toks[0].isAny("waiting", "awaiting", "greeting", "welcoming", "receiving") {
		return
	}
	start := 1
	if s.toks[0].is("waiting") {
		if !s.toks[1].is("for") {
			return
		}
		start = 2
	}
	guests := s.peopleWithin(start, start+2)
	if len(guests) == 0 {
		return
	}
	for j := start + 1; j < len(s.toks); j++ {
		t := &s.toks[j]
		if boundary(t) || t.is(",") && !s.inDate(j) && j > start+16 {
			return
		}
		if t.lex.be == noTense || s.phraseEnding(j) >= 0 && s.subjectOfVerb(&s.phrases[s.phraseEnding(j)]) && s.phrases[s.phraseEnding(j)].from == start {
			continue
		}
		hosts := s.peopleFrom(j + 1)
		if len(hosts) == 0 {
			continue
		}
		a := Assertion{Kind: Meeting, Place: None, ClaimedBy: s.claimer, Quote: s.span, Rule: "contact/scene", Role: Role{Body: None, Country: None}}
		dir := past
		if t.is("be") || at(s.toks, j-1).is("will") {
			a.Status, dir = Planned, future
		}
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, dir), r.placeIn(s, 0, len(s.toks), j)
		r.takenUp(s)
		from := len(r.res.Assertions)
		r.pairs(a, r.peopleOf(s, hosts), r.peopleOf(s, guests))
		r.topical, r.topicalAt = r.topical[:0], r.block
		for i := from; i < len(r.res.Assertions); i++ {
			r.topical = append(r.topical, i)
		}
		return
	}
}
