package extract

// callsFor reports whether a verb of calling asks for something: "called for restraint".
func (s *sentence) callsFor(v *group) bool {
	return v.verb.lemma == "call" && !v.passive && at(s.toks, v.to).is("for")
}

// habitSince reports whether a contact is told of as one that came back over a time: "had
// seen her regularly since childhood", "l'a souvent vu depuis".
func (s *sentence) habitSince(v *group, hi int) bool {
	if !s.of(oftenWords) {
		return false
	}
	often, since := false, false
	for j := v.from; j < hi && j < len(s.toks); j++ {
		t := &s.toks[j]
		often = often || t.of(oftenWords)
		since = since || t.is4("since", "over", "depuis", "throughout")
	}
	return often && since
}
