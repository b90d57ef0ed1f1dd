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

// impersonal reports whether "il" before token j is nobody: "il s'agit d'un", "il y a", "il faut".
func (s *sentence) impersonal(j int) bool {
	if at(s.toks, j).is2("s'", "ne") || at(s.toks, j).is2("n'", "y") {
		j++
	}
	return at(s.toks, j).isAny("agit", "agissait", "agirait", "agira", "faut", "fallait", "faudra", "faudrait", "suffit", "importe", "convient", "convenait") || at(s.toks, j-1).is("y") && at(s.toks, j).isAny("a", "avait", "aura", "aurait", "eut")
}

// tookUntil makes past what the subjunctive tells after "il a fallu": "il aura fallu des heures
// pour que X et Y signent" has occurred.
func (s *sentence) tookUntil() {
	const opening = 6
	if !s.of(untilWords) {
		return
	}
	took, from := false, -1
	for j := range s.toks {
		switch t := &s.toks[j]; {
		case t.is("fallu") && j < opening && at(s.toks, j-1).isAny("a", "aura", "avait", "ont"):
			took = true
		case took && t.is2("que", "qu'") && at(s.toks, j-1).is("pour"):
			from = j
		}
	}
	for k := range s.verbs {
		if v := &s.verbs[k]; from >= 0 && v.from > from && v.tense == present && !v.bare && !v.wish {
			v.tense = preterite
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

// partFutile parts those who did not come together by what was only tried: "failed to reach
// X", "tried in vain to".
func (r *reader) partFutile(s *sentence, _ int) {
	const futileReach = 4 // tokens to its "to"
	for j := range s.toks {
		if !s.toks[j].of(futileWords) || at(s.toks, j-1).in(isNegation) {
			continue
		}
		to := j + 1
		for to < len(s.toks) && to < j+futileReach && !s.toks[to].is("to") {
			to++
		}
		if !at(s.toks, to).is("to") || to+1 >= len(s.toks) {
			continue
		}
		meets := false
		for _, f := range s.toks[to+1].forms {
			meets = meets || f.verb.can(contacts|receives|joins|hosts) || f.verb.kind == Call
		}
		if !meets && !s.toks[to+1].is2("reach", "contact") {
			continue
		}
		var before, after []EntityID
		for i := range s.phrases {
			p := &s.phrases[i]
			if len(p.people) == 0 || p.weak {
				continue
			}
			if p.to <= j {
				before = append(before, r.peopleOf(s, []int{i})...)
			} else if p.from > to {
				after = append(after, r.peopleOf(s, []int{i})...)
			}
		}
		s.part(before, after)
	}
}
