package extract

// partUnwilling keeps those apart of whom a sentence tells only that they did not meet, that one of them
// refused to meet the other or was ready to, or that he asked for a contact: "X refused to receive Y", "X
// left without seeing Y", "X s'est dit prêt à rencontrer Y", "X called for a meeting with Y". Where another
// word in it tells of a contact, it says more.
func (r *reader) partUnwilling(s *sentence, found int) {
	from, to := -1, -1
	for k := range s.verbs {
		v := &s.verbs[k]
		if !v.verb.can(contacts | receives) {
			continue
		}
		switch {
		case v.verb.lemma == "call" && at(s.toks, v.to).is("for"):
			continue // "called for a meeting"
		case s.told[k]:
			return
		case s.refusedTo(v):
		case v.neg:
			if v.tense != preterite || s.sinceThen(v.to) {
				return
			}
		case s.readyTo(v):
			if len(s.dates) > 0 || r.placeIn(s, v.to, len(s.toks), v.to) != None {
				return // a plan: "is ready to receive X in Lima in July"
			}
		default:
			return
		}
		if from < 0 {
			from, to = v.from, v.to
		}
	}
	for _, n := range s.nouns {
		if !s.toks[n].lex.noun.contact || !s.cue(n) || n < to && n >= from {
			continue
		}
		if !s.onlySought(n) {
			return
		}
		if from < 0 || n < from {
			from, to = n, n+1
		}
	}
	if from < 0 {
		return
	}
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Kind < HoldsRole && a.Quote == s.span && a.Kind != Gathering {
			return
		}
	}
	var before, after []EntityID
	for i := range s.phrases {
		switch p := &s.phrases[i]; {
		case p.to <= from:
			before = append(before, r.peopleOf(s, []int{i})...)
		case p.from >= to:
			after = append(after, r.peopleOf(s, []int{i})...)
		}
	}
	s.part(before, after)
	if len(after) == 0 {
		s.part(before, before)
	}
}

// onlySought reports whether the noun of contact at token n is the object of words that tell that somebody
// asked for the contact, rejected it or left it open: "called for a meeting", "a réclamé un entretien",
// "did not rule out talks", "without a meeting".
func (s *sentence) onlySought(n int) bool {
	const reach = 4 // tokens of article and adjectives
	for j := n - 1; j >= 0 && j >= n-reach; j-- {
		t, prev := &s.toks[j], at(s.toks, j-1)
		switch {
		case t.of(soughtWords):
			return true
		case t.is("for") && prev.isAny("called", "calls", "calling", "asked", "appealed", "pressed", "pushed", "lobbied", "hopes", "hoped"),
			t.is("out") && prev.isAny("rule", "ruled", "rules", "ruling"), t.is("down") && prev.isAny("turned", "turns", "turning"):
			return true
		case t.is("à") && prev.isAny("appele", "appelait", "appelle", "pret", "prete", "ouvert", "ouverte"):
			return true
		case t.kind != word || t.cap || s.verbFrom[j]:
			return false
		}
	}
	return false
}

// refusedTo reports whether a verb depends on a word of refusal: "refused to meet", "a exclu de recevoir".
func (s *sentence) refusedTo(v *group) bool { return s.dependsOn(v, refusalWords) }

// readyTo reports whether a verb depends on a word that tells of will or readiness: "was ready to meet",
// "se dit disposé à recevoir".
func (s *sentence) readyTo(v *group) bool { return s.dependsOn(v, readyWords) }

// dependsOn reports whether a word of a list is the one right before a verb, its "to" or a negation or
// invitation before it, or within its group: "refused to meet", "n'exclut pas de recevoir", "declined an
// invitation to see".
func (s *sentence) dependsOn(v *group, words wordlist) bool {
	for j := v.from; j < v.to; j++ {
		if s.toks[j].of(words) {
			return true
		}
	}
	j := v.from - 1
	for j > 0 && (s.toks[j].is4("to", "de", "d'", "à") || s.toks[j].in(isNegation) || s.toks[j].helps(helpsNot) || s.toks[j].is4("down", "an", "the", "l'") ||
		s.toks[j].isAny("invitation", "offer", "proposal", "request", "offre", "proposition", "demande")) {
		j--
	}
	return j >= 0 && s.toks[j].of(words)
}

// sinceThen reports whether tokens from j on tell since which contact or day people have not met: then they
// did.
func (s *sentence) sinceThen(j int) bool {
	for ; j+1 < len(s.toks); j++ {
		if !s.toks[j].is2("since", "depuis") {
			continue
		}
		for k := j + 1; k < len(s.toks) && k < j+5; k++ {
			if s.toks[k].kind == number || s.toks[k].lex.month > 0 || s.toks[k].lex.weekday > 0 || s.toks[k].lex.noun.contact || s.toks[k].lex.noun.gathering {
				return true
			}
		}
	}
	return false
}
