package extract

// cataphor reports whether the pronoun of phrase i stands in a clause before the main one
// and means whoever is named there: "À Lima, où il prendra part au sommet, X a vu", "Before
// he left, X met".
func (r *reader) cataphor(s *sentence, i int) bool {
	p := &s.phrases[i]
	if p.pronoun == together || p.pronoun == compatriot {
		return false
	}
	if !(r.he == None && r.she == None) && !(p.from > 0 && s.toks[p.from-1].is("où", "where", "before", "after", "as", "while", "when", "avant", "apres", "dès", "qu'", "que", "alors", "lorsqu'", "since", "once", "until")) {
		return false
	}
	comma := false
	for k := i + 1; k < len(s.phrases); k++ {
		q := &s.phrases[k]
		for j := s.phrases[k-1].to; j < q.from; j++ {
			comma = comma || s.toks[j].is(",")
		}
		if len(q.people) > 0 && q.prep == "" && comma {
			return s.toks[q.from-1].is(",") && !q.weak
		}
		if q.prep == "" && q.pronoun != "" {
			return false
		}
	}
	return false
}

// keepsTopic reports whether a sentence names others but speaks of the same person as
// before by an object pronoun: "A l'a reçu", "B had called on him". Whoever a pronoun means
// is what a text is about (Grosz, Joshi, Weinstein: "Centering", 1995), so "he" goes on
// meaning him.
func (r *reader) keepsTopic(s *sentence, i int) bool {
	if r.lastSubject == None {
		return false
	}
	named := map[EntityID]bool{}
	first := len(s.toks)
	for _, v := range s.verbs {
		if v.object != "" {
			first = min(first, v.from)
		}
	}
	for k := range s.phrases {
		if p := &s.phrases[k]; p.pronoun == "him" || p.pronoun == "her" || p.pronoun == "lui" {
			first = min(first, p.from)
		}
	}
	if first == len(s.toks) {
		return false
	}
	for k := range s.phrases {
		if p := &s.phrases[k]; p.from < first && p.prep != "" {
			for _, n := range p.people {
				named[r.person(n.text)] = true
			}
		}
	}
	for k := range s.phrases {
		if p := &s.phrases[k]; p.from >= first && len(p.people) > 0 && s.verbFrom[p.to] && p.prep == "" {
			return false // "gave him a chair; X came in": another subject after it
		}
	}
	if ids := r.partiesIn(s, i); hasEntity(ids, r.lastSubject) {
		return false
	}
	return len(named) == 0
}

// subjectBefore returns whom an object pronoun at a token means where the clause before it
// has a subject of its own: "X spent an hour with Y, and Z received him": X.
func (r *reader) subjectBefore(s *sentence, at int, woman bool, not []EntityID) EntityID {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from >= at {
			break
		}
		if p.prep != "" || p.weak || !s.subjectOfVerb(p) || len(p.people) != 1 && (p.title == nil || p.title.bearer == nil || p.title.many()) {
			continue
		}
		id := None
		if len(p.people) == 1 {
			id = r.person(p.people[0].text)
		} else {
			id = *p.title.bearer
		}
		if id == None || hasEntity(not, id) || woman && r.guess(id) == male {
			continue
		}
		for k := range s.phrases { // another clause with another subject lies between
			if q := &s.phrases[k]; q.from > p.from && q.from < at && q.prep == "" && s.subjectOfVerb(q) {
				return id
			}
		}
	}
	return None
}
