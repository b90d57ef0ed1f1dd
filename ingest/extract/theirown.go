package extract

// theirOwn puts those who come with two parties beside the one with whom each comes: "A et B
// se sont vus, en présence de leurs ministres, C et D"; "A was received by B, in the presence
// of C and D, the foreign ministers of Chile and Argentina".
func (r *reader) theirOwn(s *sentence, found int) {
	for j := range s.toks {
		t := &s.toks[j]
		if !t.of(ownWords) {
			continue
		}
		mates := r.peopleOf(s, s.peopleFrom(j))
		if len(mates) != 2 || !s.pluralAt(j+1) || !s.bringsAlong(j) {
			continue
		}
		var all []EntityID
		first := -1
		for i := found; i < len(r.res.Assertions); i++ {
			a := &r.res.Assertions[i]
			if a.Kind >= Gathering || a.Quote != s.span || len(a.Participants) < 2 {
				continue
			}
			if first < 0 {
				first = i
			}
			for _, p := range a.Participants {
				if !hasEntity(all, p.Entity) && !hasEntity(mates, p.Entity) {
					all = append(all, p.Entity)
				}
			}
		}
		if len(all) != 2 || !r.allPeople(all) {
			continue
		}
		r.pairUp(s, first, all, mates)
		return
	}
}

// pairUp makes one contact of two parties and of whom each has with him out of all that the
// sentence tells from the assertion at an index on.
func (r *reader) pairUp(s *sentence, first int, who, mates []EntityID) {
	a := &r.res.Assertions[first]
	a.Participants = a.Participants[:0:0]
	for k := range who {
		a.Participants = append(a.Participants, Participant{Entity: who[k], Side: k + 1})
	}
	for k := range mates {
		a.Participants = append(a.Participants, Participant{Entity: mates[k], Side: k + 1})
		s.part(who[k:k+1], mates[k:k+1])
	}
	for i := first + 1; i < len(r.res.Assertions); i++ {
		if b := &r.res.Assertions[i]; b.Kind < Gathering && b.Quote == s.span && b.Status == r.res.Assertions[first].Status {
			r.res.Assertions = append(r.res.Assertions[:i], r.res.Assertions[i+1:]...)
			i--
		}
	}
	r.topical, r.topicalAt = append(r.topical[:0], first), r.block
}

// bringsAlong reports whether a word of company stands before token j: "en présence de
// leurs", "along with their".
func (s *sentence) bringsAlong(j int) bool {
	for k := j - 1; k >= 0 && k >= j-2; k-- {
		if t := &s.toks[k]; t.in(isWith) || t.isAny("presence", "with", "avec", "alongside", "cotes", "flanked", "entoures", "entourees") {
			return true
		}
	}
	return false
}

// pluralAt reports whether a function in the plural starts at token j.
func (s *sentence) pluralAt(j int) bool {
	const reach = 3
	for k := j; k < len(s.toks) && k < j+reach; k++ {
		if h, n := headAt(s.toks, k); n > 0 {
			return h.plural && !h.mirror // "with their counterparts": these came with nobody
		}
	}
	return false
}

// ofTheirNations notes of which country each of several people is whom a function in the
// plural with as many countries follows: "A et B, ministres du Chili et de l'Argentine".
func (r *reader) ofTheirNations(s *sentence, _ int) {
	for i := range s.phrases {
		t := s.phrases[i].title
		if t == nil || !t.head.plural || t.head.group || len(t.countries) < 2 || len(t.split) > 0 {
			continue
		}
		var who []EntityID
		p := &s.phrases[i]
		switch {
		case len(p.people) == len(t.countries): // of the last of the list, which has the apposition
			continue
		case len(p.people) == 1:
			for k := i; k >= 0 && len(who) < len(t.countries); k-- {
				q := &s.phrases[k]
				if len(q.people) != 1 || k < i && !s.connected(q.to, s.phrases[k+1].from, q.comma) {
					break
				}
				who = append([]EntityID{r.person(q.people[0].text)}, who...)
			}
		}
		if len(who) != len(t.countries) || p.people[0].from > t.from {
			continue
		}
		for k, id := range who {
			if r.nation[id] == "" {
				r.nation[id] = t.countries[k]
			}
			r.given(s, id, Role{Title: t.head.singular, Country: r.country(t.countries[k]), Body: None})
		}
	}
}
