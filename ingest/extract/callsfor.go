package extract

// callsFor reports whether a verb of calling asks for something: "called for restraint", "called on Thursday in a joint
// statement for".
func (s *sentence) callsFor(v *group) bool {
	return v.verb.lemma == "call" && !v.passive && (at(s.toks, v.to).is("for") || s.statesFor(v.to)) || s.callsOn(v)
}

// statesFor reports whether the words from token j on tell of a statement, and then what it asks for.
func (s *sentence) statesFor(j int) bool {
	const reach = 10
	stated := false
	for end := min(len(s.toks), j+reach); j < end && s.toks[j].kind != punct; j++ {
		stated = stated || s.toks[j].isAny("statement", "communique", "declaration", "letter", "message")
		if stated && s.toks[j].is("for") {
			return true
		}
	}
	return false
}

// callsOn reports whether a verb tells that people are called on to do something, however much is told of them before
// what: "called on A, the army chief, and B, who commands the rest, to lay down arms", "a appelé A et B à faire taire
// les armes".
func (s *sentence) callsOn(v *group) bool {
	french := v.verb.lemma == "appeler"
	if !french && !(s.toks[v.to-1].isAny("on", "upon") && s.toks[v.from].isAny("call", "calls", "called", "calling", "has", "have", "had")) || v.passive {
		return false
	}
	named := false
	for i := range s.phrases {
		named = named || s.phrases[i].from >= v.to && len(s.phrases[i].people) > 0
	}
	for j := v.to; named && j+1 < len(s.toks) && !s.toks[j].is2(";", ":"); j++ {
		if t := &s.toks[j]; french && !t.is("à") || !french && !t.is("to") || s.inDate(j) {
			continue
		}
		if french && s.verbFrom[j] {
			continue
		}
		next := &s.toks[j+1]
		for k := j + 1; french && k < len(s.toks) && k < j+4 && s.toks[k].helps(helpsNot|helpsReflexive|helpsObject|helpsClitic); k++ {
			next = at(s.toks, k+1)
		}
		if !s.toks[j-1].is(",") && s.phraseEnding(j) < 0 {
			continue // "called on X in Oslo to take leave"
		}
		for _, f := range next.forms {
			if f.tense == infinitive && !next.lex.noun.contact {
				return !f.verb.can(treats|contacts) && !s.verbFollows(v.to, j)
			}
		}
	}
	return false
}

// verbFollows reports whether a finite verb of the main clause, rather than of a relative one, stands among tokens [lo, hi).
func (s *sentence) verbFollows(lo, hi int) bool {
	for k := range s.verbs {
		if w := &s.verbs[k]; w.from >= lo && w.to <= hi && !w.bare && !s.has(max(0, w.from-2), w.from, "who", "qui", "that", "which") {
			return true
		}
	}
	return false
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
