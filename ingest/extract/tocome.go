package extract

// toCome reports whether tokens [lo, hi) tell of a journey that lies ahead: "is due in
// Moscow", "is bound for Quito", "flies to Seoul". English has no other sense for the
// present of a verb of going in a dispatch.
func (s *sentence) toCome(romance bool, lo, hi int) bool {
	if romance {
		return false
	}
	for j := max(0, lo); j < hi && j < len(s.toks); j++ {
		t := &s.toks[j]
		if k := s.verbAt(j); k >= 0 {
			if v := &s.verbs[k]; v.verb.can(goes) && !v.verb.can(contacts|treats) && !v.bare && !v.passive && !v.neg && !v.wish && (v.tense == present || v.tense == futureTense) {
				return true
			}
		}
		if t.is3("goes", "continues", "moves") && at(s.toks, j+1).is("on") && at(s.toks, j+2).is("to") || t.is("continues") && at(s.toks, j+1).is("to") && at(s.toks, j+2).cap {
			return true
		}
		if t.is2("heads", "head") && at(s.toks, j+1).is2("to", "for") {
			return true
		}
		if !t.of(boundWords) {
			continue
		}
		for k := j - 1; k >= lo && k >= j-3; k-- {
			if b := &s.toks[k]; b.lex.be == present || b.is("will") {
				return true
			} else if !b.in(isAdverb) {
				break
			}
		}
	}
	return false
}
