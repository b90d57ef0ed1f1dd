package extract

// auspices adds to talks of states the one under whose auspices they are told to be: "sous l'égide d'Oman",
// "under the auspices of the African Union", "talks mediated by Qatar".
func (r *reader) auspices(s *sentence, found int) {
	from := s.underAuspices()
	if from < 0 {
		return
	}
	if at(s.toks, from).in(isArticle) && !at(s.toks, from).cap {
		from++
	}
	id, end := r.partyAt(s, from)
	if end == from || id == None {
		return
	}
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		if a.Kind < HoldsRole && a.Quote == s.span && len(a.Participants) > 1 && !hasParty(a, id) && !r.anyPerson(partiesOf(a)) {
			a.Participants = append(a.Participants, Participant{Entity: id})
		}
	}
}

// underAuspices returns the token at which a sentence tells who lends a contact his auspices, -1 where it
// does not.
func (s *sentence) underAuspices() int {
	for j := 1; j+2 < len(s.toks); j++ {
		switch t := &s.toks[j]; {
		case t.isAny("egide", "mediation", "auspices", "patronage", "parrainage", "houlette") && (s.has(max(0, j-2), j, "sous", "under") || at(s.toks, j-2).is("sous")):
			if next := at(s.toks, j+1); next.is4("de", "d'", "du", "des") || next.is("of") {
				return j + 2
			}
		case t.is3("mediated", "brokered", "facilitated") && at(s.toks, j+1).is("by"):
			return j + 2
		}
	}
	return -1
}
