package extract

// What only the model holds likely is borne out where the next sentence goes back to it: who else
// was there, or whose turn was next, is told of a contact. "Three days were enough for X to
// restore ties with Y in Santa Marta. Z took part in the discussion."

// firmUp asserts the likeliest contact of the sentence before, where no rule has found one in it,
// since this one goes back to it. With it goes whoever is added, so that it must be likelier than by
// itself.
func (r *reader) firmUp(s *sentence) {
	if r.before == nil || r.considered != nil || r.block-r.beforeBlock > 1 || len(r.likely) == 0 || r.toldIn(s) || r.toldIn(r.before) || s.opensOccasion() {
		return
	}
	best := -1
	for i := range r.likely {
		c := &r.likely[i]
		if c.found.Quote == r.before.span && c.found.Status <= Planned && (best < 0 || c.score > r.likely[best].score) && !r.haveContactLike(c) {
			best = i
		}
	}
	if best < 0 {
		return
	}
	a := r.likely[best].found
	a.Rule = "contact/back"
	a.Support = append(a.Support, s.span)
	r.add(a)
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
}

// opensOccasion reports whether a sentence tells of an occasion as a new one: "attends a conference".
func (s *sentence) opensOccasion() bool {
	const reach = 3
	for j := range s.toks {
		if n := &s.toks[j].lex.noun; !n.gathering && !n.contact {
			continue
		}
		for k := j - 1; k >= 0 && k >= j-reach; k-- {
			if s.toks[k].isAny("a", "an", "un", "une") && !s.toks[k].cap {
				return true
			}
		}
	}
	return false
}
