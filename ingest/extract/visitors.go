package extract

// actsFor reports whether a place is the capital at the head of a sentence that stands for
// its government there: "Kigali posait comme condition".
func (r *reader) actsFor(s *sentence, place EntityID) bool {
	if r.hostCity(s) != place || s.toks[0].in(isArticle) {
		return false
	}
	for k := range s.verbs {
		if v := &s.verbs[k]; v.from > 0 && v.from <= 3 {
			return !v.bare && !v.passive && !v.verb.can(hosts|takesPlace|receives)
		}
	}
	return false
}

// afterIt reports whether the noun of contact at token n is what something was said after:
// "a annoncé lundi, après un entretien avec X", "said on Friday after talks with X".
func (s *sentence) afterIt(n int) bool {
	for j := n - 1; j >= 0 && j > n-5; j-- {
		t := &s.toks[j]
		if t.in(isAfter) || t.is2("issue", "terme") {
			return true
		}
		if t.kind != word || t.cap || s.verbFrom[j] {
			return false
		}
	}
	return false
}

// dayOfSaying returns the only day that stands before token n, that of saying something
// right after a contact.
func (r *reader) dayOfSaying(s *sentence, n int) Date {
	day := -1
	for i := range s.dates {
		if s.dates[i].vague || s.dates[i].anchored || s.ofNoun(i) {
			continue
		}
		if day >= 0 || s.dates[i].from > n {
			return Date{}
		}
		day = i
	}
	if day < 0 {
		return Date{}
	}
	return r.resolve(s, day, past)
}

// ofTopic reports whether a sentence names a place only as the complement of a noun that is
// no contact: "l'ouverture de douanes à Sebta".
func (r *reader) ofTopic(s *sentence, place EntityID) bool {
	topic := false
	for j := 0; s.in(isPlacePreposition) && j < len(s.toks); j++ {
		if !s.toks[j].in(isPlacePreposition) || s.within(j) {
			continue
		}
		if id, _ := r.placeAt(s, j, len(s.toks)); id == place {
			if !s.complement(r.g, j) {
				return false
			}
			topic = true
		}
	}
	return topic
}

// standsForOne reports whether phrase i names one person, or tells one by his function or
// by a pronoun.
func (s *sentence) standsForOne(i int) bool {
	p := &s.phrases[i]
	return len(p.people) == 1 || len(p.people) == 0 && p.prep == "" && (p.title != nil && !p.title.many() || p.pronoun != "" && p.pronoun != together)
}

// partHosts keeps apart those who each received the same visitor, and whoever denies a contact
// from those of whom it is told: "accueilli par A, puis reçu par B", "A dément que B ait vu C".
func (r *reader) partHosts(s *sentence, _ int) {
	var by []EntityID
	last := -1
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.verb.can(denies) && !v.neg && !v.bare {
			r.partDenier(s, k)
		}
		if !v.passive && v.tense != participle || !v.verb.can(receives|contacts|hosts) {
			continue
		}
		for i := range s.phrases {
			p := &s.phrases[i]
			if p.from < v.to || p.prep != r.g.by || len(p.people) == 0 || s.crosses(v.to, p.from) {
				continue
			}
			ids := r.peopleOf(s, s.list(i, len(s.toks), -1))
			if last >= 0 && last != k {
				s.part(by, ids)
			}
			by, last = append(by, ids...), k
			break
		}
	}
}

// partDenier keeps the subject of the k-th verb, one of denying, apart from those whom the
// rest of the sentence names.
func (r *reader) partDenier(s *sentence, k int) {
	v := &s.verbs[k]
	that := false
	for j := v.to; j < len(s.toks) && j < v.to+6; j++ {
		that = that || s.toks[j].isAny("que", "qu'", "that")
	}
	if !that {
		return
	}
	who := r.peopleOf(s, r.subject(s, k))
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < v.to || len(p.people) == 0 {
			continue
		}
		for _, id := range r.peopleOf(s, []int{i}) {
			if !hasEntity(who, id) {
				s.part(who, []EntityID{id})
			}
		}
	}
}
