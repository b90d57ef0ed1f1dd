package extract

// cameWithHim adds those of whom a sentence of French tells, with the word of company at token j,
// that they came with somebody told of before: "X l'accompagnait", "X l'accompagnait chez Y". They
// were at what that one did, and on his side.
func (r *reader) cameWithHim(s *sentence, found, j int) bool {
	list := r.whoAttends(s, j)
	if len(list) == 0 || len(s.phrases[list[0]].people) == 0 {
		return false
	}
	if k := r.calledOn(s, j+1); k >= 0 {
		return r.addBeside(s, k, list)
	}
	index := r.attendedAt(s, found)
	if index < 0 {
		return false
	}
	for _, id := range []EntityID{r.guest, r.lastSubject} {
		if id != None && hasParty(&r.res.Assertions[index], id) {
			return r.attendBeside(s, found, list, id)
		}
	}
	return r.attend(s, found, list, true)
}

// calledOn returns the contact of the block with the one on whom "chez" or "auprès de" from token j
// on tells that they called, -1 where nothing does.
func (r *reader) calledOn(s *sentence, j int) int {
	const reach = 4
	for end := j + reach; j < len(s.toks) && j < end; j++ {
		if boundary(&s.toks[j]) {
			return -1
		}
		if !s.toks[j].is2("chez", "aupres") {
			continue
		}
		for i := s.firstPhrase(j + 1); i < len(s.phrases) && s.phrases[i].from < j+reach; i++ {
			host := firstOf(r.partiesIn(s, i))
			if host == None {
				continue
			}
			for k := len(r.res.Assertions) - 1; k >= 0; k-- {
				if a := &r.res.Assertions[k]; a.Kind < RegularContact && hasParty(a, host) {
					return k
				}
			}
			return -1
		}
	}
	return -1
}

// objectOfCompany reports whether the word of company at token j is a verb with an object pronoun:
// "l'accompagnait", "l'avait accompagné".
func (s *sentence) objectOfCompany(j int) bool {
	for j--; j > 0 && (s.toks[j].lex.have != noTense || s.toks[j].in(isAdverb)); j-- {
	}
	return j >= 0 && s.toks[j].is("l'")
}

// addBeside adds people to the contact at an index, on the side of whom the text is about, and to no other.
func (r *reader) addBeside(s *sentence, k int, list []int) (any bool) {
	a := &r.res.Assertions[k]
	side := 0
	for i, p := range a.Participants {
		if p.Side == 0 && len(a.Participants) == 2 {
			a.Participants[i].Side = i + 1
		}
		if p.Entity == r.guest || side == 0 && p.Entity == r.lastSubject {
			side = a.Participants[i].Side
		}
	}
	for _, id := range r.peopleOf(s, list) {
		if r.res.Entities[id].Kind == Person && !hasParty(a, id) {
			a.Participants = append(a.Participants, Participant{Entity: id, Side: side})
			any = true
		}
	}
	if any {
		a.Support = append(a.Support, s.span)
	}
	return any
}
