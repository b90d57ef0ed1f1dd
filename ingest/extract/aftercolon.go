package extract

// afterColon returns the people whom a sentence lists after a colon, where its subject was a
// number of people of whom none is named: "Four leaders met in Paris: A, B, C and D". None
// where the list has another number of people.
func (r *reader) afterColon(s *sentence, end int) []EntityID {
	count := 0
	for j := max(0, end-12); j < end; j++ {
		if n := s.toks[j].lex.unit; n > 1 && !s.inDate(j) {
			count = n
		}
	}
	colon := end
	for colon < len(s.toks) && !s.toks[colon].is(":") {
		colon++
	}
	if colon >= len(s.toks)-1 || count < 2 {
		return nil
	}
	var who []EntityID
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from <= colon || len(p.people) == 0 || p.weak || p.prep != "" {
			continue
		}
		for _, id := range r.partiesIn(s, i) {
			if id != None && !hasEntity(who, id) {
				who = append(who, id)
			}
		}
	}
	if len(who) != count || !r.allPeople(who) {
		return nil
	}
	return who
}
