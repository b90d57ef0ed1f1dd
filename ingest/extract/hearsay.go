package extract

// hearsay keeps apart, for the model of likely contacts, whoever only says or answers what a
// clause tells of others: "X a démenti que Y ait rencontré Z", "il réagissait à des informations
// selon lesquelles Y avait été reçu par Z". Where the sentence before has denied such a contact
// and this one only tells to what that answered, the contact is denied.
func (r *reader) hearsay(s *sentence, found int) {
	told := s.of(lequelWords)
	for k := range s.verbs {
		told = told || s.verbs[k].verb.can(denies)
	}
	for j := 1; told && j < len(s.toks); j++ {
		t := &s.toks[j]
		from := -1
		switch {
		case t.of(lequelWords) && s.toks[j-1].is2("selon", "suivant"):
			from = j
		case t.is2("que", "qu'") && s.deniesRightBefore(j):
			from = j
		}
		if from < 0 {
			continue
		}
		var before, after []EntityID
		for i := range s.phrases {
			p := &s.phrases[i]
			if len(p.people) == 0 && p.pronoun == "" || p.pronoun == together {
				continue
			}
			if p.to <= from {
				before = append(before, r.peopleOf(s, []int{i})...)
			} else if p.from > from && len(p.people) > 0 {
				after = append(after, r.peopleOf(s, []int{i})...)
			}
		}
		s.part(before, after)
		if !t.is2("que", "qu'") && r.noneAt == r.sentence-1 && s.answers(from) {
			for i := found; i < len(r.res.Assertions); i++ {
				if a := &r.res.Assertions[i]; a.Kind < RegularContact && a.Status == Occurred {
					a.Status = Denied
				}
			}
		}
		break
	}
	if s.noneOfTheKind() {
		r.noneAt = r.sentence
	}
}

// deniesRightBefore reports whether a verb of denial ends right before token j.
func (s *sentence) deniesRightBefore(j int) bool {
	const reach = 3 // with a day
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.to <= j && j-v.to < reach && v.verb.can(denies) && !v.neg {
			return true
		}
	}
	return false
}

// answers reports whether somebody reacts to something before token j.
func (s *sentence) answers(j int) bool {
	for k := 0; k < j; k++ {
		if s.toks[k].isAny("reagissait", "reagissant", "repondait", "repondant", "commentait", "reagi", "repondu") {
			return true
		}
	}
	return false
}

// noneOfTheKind reports whether a sentence denies a contact without naming its parties: "aucune
// rencontre de ce genre n'a eu lieu".
func (s *sentence) noneOfTheKind() bool {
	for _, j := range s.nouns {
		if !s.toks[j].lex.noun.contact || !at(s.toks, j-1).is2("aucun", "aucune") {
			continue
		}
		for k := j + 1; k < len(s.toks) && k < j+5; k++ {
			if s.toks[k].is3("genre", "sorte", "telle") || s.toks[k].lex.have != noTense {
				return true
			}
		}
	}
	return false
}
