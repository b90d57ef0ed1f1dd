package extract

// visitedToo asserts, of a sentence of French that tells of a contact of somebody, those on whom it
// tells that he called next: "a été reçu par X, puis s'est rendu chez Y avant de finir auprès de Z";
// and those of a sentence that only lists whom he called on: "a fait le tour des décideurs, de chez
// X à chez Y".
func (r *reader) visitedToo(s *sentence, found int) {
	var calls []int
	for i := range s.phrases {
		if p := &s.phrases[i]; len(p.people) > 0 && !p.weak && s.calledAt(p) {
			calls = append(calls, i)
		}
	}
	if len(calls) == 0 {
		return
	}
	who, like := r.whoCalls(s, found, calls)
	if who == None {
		return
	}
	for _, i := range calls {
		p := &s.phrases[i]
		for _, id := range r.humansOf(s, s.list(i, len(s.toks), -1), []EntityID{who}) {
			if r.paired(who, id, found, 0, like.Status) {
				continue
			}
			a := like
			a.Participants, a.Doubts = nil, 0
			if place := r.placeIn(s, p.to, s.nextCall(calls, i), p.from); place != None {
				a.Place = place
			}
			r.pairs(a, []EntityID{who}, []EntityID{id})
			r.topical, r.topicalAt = append(r.topical, len(r.res.Assertions)-1), r.block
		}
	}
}

// calledAt reports whether a phrase names on whom somebody calls: "chez X", "puis auprès de X",
// "a commencé par X".
func (s *sentence) calledAt(p *phrase) bool {
	k := p.from - 1
	for k > 0 && s.toks[k].in(isArticle) {
		k--
	}
	switch t := at(s.toks, k); {
	case t.is("chez"):
		return !at(s.toks, k-1).isAny("de", "ne", "nee", "comme", "refugie", "loge")
	case t.is3("de", "d'", "du") || s.toks[p.from].is("du"):
		if !t.is3("de", "d'", "du") {
			k++
		}
		if !at(s.toks, k-1).is("aupres") {
			return false
		}
		before := at(s.toks, k-2)
		return before.is4("puis", "ensuite", "enfin", "et") || before.is(",") || before.is2("finir", "terminer")
	case t.is("par"):
		return s.has(max(0, k-3), k, "commence", "debute", "commencant", "debutant", "fini", "termine", "finissant", "terminant") && s.has(k, len(s.toks), "chez")
	}
	return false
}

// nextCall returns where the words about the call on phrase i end.
func (s *sentence) nextCall(calls []int, i int) int {
	for _, k := range calls {
		if k > i {
			return s.phrases[k].from
		}
	}
	return len(s.toks)
}

// whoCalls returns who called on those of some phrases, and a contact like those: he is of one that
// the sentence tells with one of them, or else the subject of a sentence that names two of them.
func (r *reader) whoCalls(s *sentence, found int, calls []int) (EntityID, Assertion) {
	hosts := r.peopleOf(s, calls)
	for k := found; k < len(r.res.Assertions); k++ {
		a := &r.res.Assertions[k]
		if a.Kind >= RegularContact || remote(a.Kind) || len(a.Participants) != 2 || a.Status == Denied || a.Quote != s.span {
			continue
		}
		x, y := a.Participants[0].Entity, a.Participants[1].Entity
		switch {
		case hasEntity(hosts, y) && !hasEntity(hosts, x):
			return x, *a
		case hasEntity(hosts, x) && !hasEntity(hosts, y):
			return y, *a
		}
	}
	if len(hosts) < 2 || r.ownContact(s, found) {
		return None, Assertion{}
	}
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.prep != "" || !s.subjectOfVerb(p) || s.speaks(p) {
			continue
		}
		id := firstOf(r.partiesIn(s, i))
		if id == None || r.res.Entities[id].Kind != Person || hasEntity(hosts, id) {
			return None, Assertion{}
		}
		a := Assertion{Kind: Meeting, ClaimedBy: r.claimAt(s, 0), Quote: s.span, Rule: "contact/episode", Role: Role{Body: None, Country: None}}
		dir := past
		if s.turnToCome(min(p.to+1, len(s.toks)-1), p.from) {
			a.Status, dir = Planned, future
		}
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), p.to, dir), r.placeIn(s, 0, len(s.toks), p.to)
		return id, a
	}
	return None, Assertion{}
}
