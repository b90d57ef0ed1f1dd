package extract

// dropExpletives takes the negation from verbs whose "ne" denies nothing: "avant que les
// deux hommes ne s'entretiennent".
func (s *sentence) dropExpletives() {
	const reach = 14 // tokens from "que" to its verb
	for k := range s.verbs {
		v := &s.verbs[k]
		if !v.neg || !s.toks[v.from].is2("ne", "n'") {
			continue
		}
		for j := v.from - 1; j > 0 && j > v.from-reach; j-- {
			if t := &s.toks[j]; !t.is2("que", "qu'") {
				continue
			}
			v.neg = !s.toks[j-1].isAny("avant", "moins", "peur", "crainte", "craint") || s.negatesAfter(v)
			break
		}
	}
}

// negatesAfter reports whether a word of negation stands in a verb group or after it.
func (s *sentence) negatesAfter(v *group) bool {
	for j := v.from; j < v.to+2 && j < len(s.toks); j++ {
		if s.toks[j].in(isNegation) || s.toks[j].is4("aucun", "aucune", "personne", "rien") {
			return true
		}
	}
	return false
}
