package extract

// further asserts the contacts with those whom a sentence adds by the preposition
// alone: "s'entretiendra à X avec A ; à Y, avec B", "talks with A in X and with B
// in Y". Each has a place of its own.
func (r *reader) further(f frame, a Assertion, parties, known []EntityID) {
	s := f.s
	if f.prep != "avec" && f.prep != "with" {
		return
	}
	last := -1
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < f.start {
			continue
		}
		if ids := r.partiesIn(s, i); len(ids) > 0 && hasEntity(known, ids[0]) {
			last = p.to
			continue
		}
		if last < 0 || p.prep != f.prep || len(p.people) == 0 || !s.joins(last, p.from) {
			continue
		}
		b := a
		b.Topics = nil
		if place := r.placeIn(s, last, min(len(s.toks), p.to+5), p.to); place != None {
			b.Place = place
		}
		var others []EntityID
		for _, id := range r.listed(s, i, len(s.toks)) {
			if !hasEntity(known, id) && !hasEntity(parties, id) {
				others = append(others, id)
			}
		}
		r.pairs(b, parties, others)
		known = append(known, others...)
		last = p.to
	}
}

// joins reports whether tokens [from, to) go on with a list after an insertion:
// a conjunction or semicolon, and no verb.
func (s *sentence) joins(from, to int) bool {
	joint := false
	for j := from; j < to; j++ {
		if s.verbFrom[j] || boundary(s.toks[j]) && !s.toks[j].is(";") {
			return false
		}
		joint = joint || s.toks[j].is("et", "and", ";", "puis", "then")
	}
	return joint && to-from < 14
}
