package extract

// Clauses that leave out what they share with the one before them: "X rang him to explain the vote, Y to
// voice doubts, and Z to ask for help"; "X saw him in Oslo, and Y in Rome the day after"; "she had the ear
// of X, in Oslo that of Y"; "X expects Y in Oslo, as does Z"; "X had Y on the line, then Z".

// gapped asserts the contacts of those clauses, with the one who was in contact in the first.
func (r *reader) gapped(s *sentence, found int) {
	if !s.of(pronounWords) && !s.of(alikeWords) {
		return
	}
	first := -1
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Kind < Gathering && a.Quote == s.span && len(a.Participants) == 2 && a.Status <= Planned && r.allPeople(partiesOf(a)) {
			first = i
			break
		}
	}
	if first < 0 {
		return
	}
	a := r.res.Assertions[first]
	him := r.onlyMeant(s, &a)
	for i := range s.phrases {
		p := &s.phrases[i]
		if len(p.people) != 1 || p.weak || p.from < 3 {
			continue
		}
		who := him
		switch {
		case s.thatOfBefore(p):
			who = a.Participants[0].Entity
		case s.alike(p):
			_, who = r.inOrderNamed(s, &a)
		case s.thenBefore(p):
			var other EntityID
			if who, other = r.inOrderNamed(s, &a); other == None || !r.namedLast(s, i, other) {
				continue
			}
		case who == None || p.prep != "" || !s.gapAt(p):
			continue
		}
		id := r.person(p.people[0].text)
		if id == who || a.has(id) || r.paired(who, id, found, found, a.Status) {
			continue
		}
		b := a
		b.Participants = nil
		lo, hi := s.gapBounds(p)
		if day := r.dateIn(s, lo, hi, p.to, sideOfStatus(a.Status)); !day.IsZero() {
			b.Date = day
		}
		if place := r.placeIn(s, lo, hi, p.to); place != None {
			b.Place = place
		}
		r.pairs(b, []EntityID{who}, []EntityID{id})
	}
}

// sideOfStatus returns where the days of a contact lie.
func sideOfStatus(st Status) direction {
	if st == Planned {
		return future
	}
	return past
}

// onlyMeant returns the party of a contact whom its sentence means by a pronoun as its object and does not
// name, None where there is none.
func (r *reader) onlyMeant(s *sentence, a *Assertion) EntityID {
	pronoun := false
	for i := range s.phrases {
		p := &s.phrases[i]
		pronoun = pronoun || p.title == nil && (p.pronoun == "him" || p.pronoun == "her" || p.pronoun == "lui")
	}
	if !pronoun {
		return None
	}
	only := None
	for _, p := range a.Participants {
		if r.namesIn(s, p.Entity) {
			continue
		}
		if only != None {
			return None
		}
		only = p.Entity
	}
	return only
}

// alike reports whether a clause tells only that somebody did the same: "as does Z", "and so did Z".
func (s *sentence) alike(p *phrase) bool {
	t, before := &s.toks[p.from-1], &s.toks[p.from-2]
	if !before.is2("as", "so") || !(t.lex.be != noTense || t.lex.have != noTense || t.isAny("did", "does", "do", "will", "would")) || !(s.toks[p.from-3].is(",") || s.toks[p.from-3].is("and")) {
		return false
	}
	return s.closes(p)
}

// closes reports whether a phrase ends its clause but for a day or place: "as does Z's party" and
// "then Z praised her" tell something else.
func (s *sentence) closes(p *phrase) bool {
	end := at(s.toks, p.to)
	return end.kind != word || s.inDate(p.to) || end.in(isPlacePreposition)
}

// inOrderNamed returns the parties of a contact in the order in which its sentence names or means them.
func (r *reader) inOrderNamed(s *sentence, a *Assertion) (first, other EntityID) {
	for i := range s.phrases {
		for _, id := range r.partiesIn(s, i) {
			if id == None {
				continue
			}
			if x, y := a.Participants[0].Entity, a.Participants[1].Entity; id == x {
				return x, y
			} else if id == y {
				return y, x
			}
		}
	}
	return None, None
}

// thenBefore reports whether "then" stands before a phrase, after a comma or "and": "and then Z".
func (s *sentence) thenBefore(p *phrase) bool {
	then := p.from - 1
	if s.toks[then].is("with") {
		then--
	}
	return p.from > 3 && s.toks[then].is("then") && s.closes(p) && (s.toks[then-1].is(",") || s.toks[then-1].is("and"))
}

// namedLast reports whether somebody is whom a sentence names last before its phrase i.
func (r *reader) namedLast(s *sentence, i int, who EntityID) bool {
	for i--; i >= 0; i-- {
		if len(s.phrases[i].people) > 0 {
			return r.person(s.phrases[i].people[0].text) == who
		}
	}
	return false
}

// gapAt reports whether a phrase opens a clause without a verb: after a comma or "and", with an infinitive
// after it, or after ", and" with a place.
func (s *sentence) gapAt(p *phrase) bool {
	and := s.toks[p.from-1].is("and") && (s.toks[p.from-2].is(",") || s.inDate(p.from-2))
	next := at(s.toks, p.to)
	switch {
	case next.is("to") && (and || s.toks[p.from-1].is(",")):
		to := at(s.toks, p.to+1)
		return to.kind == word && !to.cap && !to.in(isArticle)
	case and:
		return next.in(isPlacePreposition) && at(s.toks, p.to+1).cap
	}
	return false
}

// thatOfBefore reports whether "that of" stands before a phrase: "in Oslo that of Y".
func (s *sentence) thatOfBefore(p *phrase) bool {
	const reach = 7 // tokens of a function before the name
	for j := p.from; j > 1 && j > p.from-reach; j-- {
		if s.toks[j].is("of") && s.toks[j-1].is2("that", "this") {
			before := at(s.toks, j-2)
			return before.is(",") || before.cap && before.kind == word || s.inDate(j-2)
		}
		if boundary(&s.toks[j]) && !s.toks[j].is("that") || s.verbFrom[j] {
			return false
		}
	}
	return false
}

// gapBounds returns the tokens of the clause without a verb around a phrase.
func (s *sentence) gapBounds(p *phrase) (lo, hi int) {
	for lo = p.from; lo > 0 && !s.toks[lo-1].is2(",", ";"); lo-- {
	}
	for hi = p.to; hi < len(s.toks) && !s.toks[hi].is2(",", ";") && !s.verbFrom[hi]; hi++ {
	}
	return lo, hi
}
