package extract

// callsToEach asserts the calls that a colon spells out one by one: "A a multiplié les appels : à X, à Y et
// à Z", "He made three calls: to X, Y and Z". None of those called was with another.
func (r *reader) callsToEach(s *sentence, found int) {
	for c := 2; c+2 < len(s.toks); c++ {
		if !s.toks[c].is(":") || !s.toks[c-1].isAny("appels", "calls", "fil", "telephone", "telephoniques", "phone") {
			continue
		}
		who := r.peopleOf(s, r.nearestSubject(s, c))
		if len(who) != 1 || r.res.Entities[who[0]].Kind != Person {
			return
		}
		var others []EntityID
		for i := range s.phrases {
			p := &s.phrases[i]
			if p.from <= c || len(p.people) == 0 || p.weak {
				continue
			}
			if len(others) == 0 && p.prep != "à" && p.prep != "to" && p.prep != r.g.with {
				return
			}
			for _, id := range r.peopleOf(s, []int{i}) {
				if id != who[0] && !hasEntity(others, id) {
					others = append(others, id)
				}
			}
		}
		if len(others) == 0 {
			return
		}
		for i := range others {
			s.part(others[:i], others[i:i+1])
		}
		f := framed{who: who, others: others, kind: Call, dir: past, hi: len(s.toks), pivot: c}
		if s.willBefore(c) || s.futureIn(0, c) {
			f.status, f.dir = Planned, future
		}
		r.frame(s, found, "contact/each", f)
		return
	}
}
