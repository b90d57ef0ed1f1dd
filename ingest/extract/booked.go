package extract

// booked reports whether a sentence tells of a contact in somebody's diary: "has them
// booked for Monday", "a session to be chaired on Saturday by X", "in the hope of placing
// X and Y at one table". Where people are named there, one must be a party.
func (r *reader) booked(s *sentence, a *Assertion) bool {
	of := func(lo, hi int) bool { return !s.named(lo, hi) || r.partyWithin(s, a, lo, min(hi, len(s.toks))) }
	const reach = 7 // tokens of whom somebody has booked
	for j := 1; j < len(s.toks) && s.of(diaryWords); j++ {
		t := &s.toks[j]
		switch {
		case !t.of(diaryWords):
		case t.is3("booked", "pencilled", "penciled") || t.is("down") && at(s.toks, j+1).is("for"):
			if s.has(max(0, j-reach), j, "has", "have") && of(max(0, j-reach), j) {
				return true
			}
		case t.isAny("chaired", "hosted", "presided", "preside", "presidee", "accueilli", "accueillie"):
			if at(s.toks, j-1).is2("be", "etre") && at(s.toks, j-2).is4("to", "doit", "doivent", "devant") && of(j, j+2*reach) {
				return true
			}
		case t.is3("hope", "hopes", "espoir") && at(s.toks, j-1).is2("the", "l'"):
			if at(s.toks, j+1).in(isOf) && at(s.toks, j-2).is2("in", "dans") && of(j, j+3*reach) {
				return true
			}
		}
	}
	return false
}
