package extract

// A function without a name may be that of the person a text is about: "Anna Berg was in Oslo. The minister said". It is not
// where that person meets whoever holds it: "She was received by the Kenyan president", "The Kenyan president received her".

// acrossFrom reports whether the sentence that is read puts somebody on the other side of a contact with the holder of a
// function.
func (r *reader) acrossFrom(t *title, id EntityID) bool {
	s := r.now
	if s == nil {
		return false
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.bare || !v.verb.can(contacts|receives) && !(v.to < t.from && s.leadsUp(v.to, t.from) && s.contactNounNear(v.to, t.from)) {
			continue
		}
		switch {
		case v.to <= t.from && s.leadsUp(v.to, t.from):
			for _, i := range r.subject(s, k) {
				if i >= 0 && i < len(s.phrases) && s.phrases[i].to <= v.from && r.tells(s, i, id) {
					return true
				}
			}
		case t.to <= v.from && v.from <= t.to+1 && !v.passive:
			if i := s.firstPhrase(v.to); i < len(s.phrases) && s.phrases[i].from == v.to && r.tells(s, i, id) || t.from <= 1 && r.lastSubject == id && (at(s.toks, v.to).is2("him", "her") || r.g.romance && s.objectClitic(v)) {
				return true
			}
		}
	}
	return false
}

// leadsUp reports whether tokens [lo, hi) only lead from a verb to whom it is about: "met", "held talks with".
func (s *sentence) leadsUp(lo, hi int) bool {
	const reach = 5
	if hi > lo+reach {
		return false
	}
	for j := lo; j < hi; j++ {
		if t := &s.toks[j]; t.kind != word || t.cap || !t.in(isArticle|isPreposition|isAdverb|isOf|isStop) && !t.lex.noun.contact {
			return false
		}
	}
	return true
}

// tells reports whether the i-th phrase names somebody or is a pronoun that can mean nobody else, since the sentence
// tells of nobody else before it.
func (r *reader) tells(s *sentence, i int, id EntityID) bool {
	p := &s.phrases[i]
	for n := range p.people {
		if r.person(p.people[n].text) == id {
			return true
		}
	}
	if p.pronoun != "he" && p.pronoun != "she" && p.pronoun != "il" && p.pronoun != "elle" {
		return false
	}
	named := false
	for k := range s.phrases[:i] {
		q := &s.phrases[k]
		if q.title != nil && len(q.people) == 0 || len(q.people) > 1 {
			return false
		}
		for n := range q.people {
			if r.person(q.people[n].text) != id {
				return false
			}
			named = true // "X flew to Nairobi, where he met the Kenyan president"
		}
	}
	return named || r.lastSubject == id
}

// objectClitic reports whether a verb of French has "le", "la", "l'" for an object.
func (s *sentence) objectClitic(v *group) bool {
	for j := max(0, v.from-1); j < v.to; j++ {
		if s.toks[j].is3("l'", "le", "la") && (j >= v.from || s.verbFrom[j+1]) {
			return true
		}
	}
	return false
}
