package extract

// awaited asserts what an English sentence tells that opens with how somebody was received
// and names those who did it at its end: "Waiting for X in Kyiv were Y and Z", "Greeting him was
// Y". They are of one side.
func (r *reader) awaited(s *sentence, _ int) {
	if len(s.toks) < 5 || !s.toks[0].isAny("waiting", "awaiting", "greeting", "welcoming", "receiving") {
		return
	}
	start := 1
	if s.toks[0].is("waiting") {
		if !s.toks[1].is("for") {
			return
		}
		start = 2
	}
	guests := r.peopleOf(s, s.peopleWithin(start, start+2))
	if len(guests) == 0 {
		guests = r.himOrThem(s, start)
	}
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
		r.pairs(a, r.peopleOf(s, hosts), guests)
		r.topical, r.topicalAt = r.topical[:0], r.block
		for i := from; i < len(r.res.Assertions); i++ {
			r.topical = append(r.topical, i)
		}
		return
	}
}

// himOrThem returns whom an object pronoun at token j means in a sentence that has named nobody yet: the one
// whom the text is about, or those told of together.
func (r *reader) himOrThem(s *sentence, j int) []EntityID {
	switch i := s.phraseFrom(j); {
	case i >= 0 && s.phrases[i].pronoun == them:
		return r.themIn(s, &s.phrases[i])
	case r.lastSubject == None || r.res.Entities[r.lastSubject].Kind != Person:
		return nil
	case at(s.toks, j).is("him") && r.guess(r.lastSubject) != female, at(s.toks, j).is("her") && r.guess(r.lastSubject) != male && pronounHer(s.toks, j):
		return []EntityID{r.lastSubject}
	}
	return nil
}
