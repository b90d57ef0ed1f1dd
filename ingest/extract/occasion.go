package extract

// occasion asserts what somebody told somebody on the occasion of a contact that the
// sentence names without its parties: "Over dinner, X told Y that", "X a assuré Y, lors
// d'un entretien, de". It comes after contact/near, which does not count who speaks.
func (r *reader) occasion(s *sentence, found int) {
	if r.toldIn(s) {
		return
	}
	for n := range s.toks {
		phone := s.toks[n].in(isPhone|isVideo) && !s.toks[n].lex.noun.contact
		if !phone && !s.toks[n].lex.noun.contact || !s.cue(n) || !phone && !s.onOccasion(n) {
			continue
		}
		if i, _ := s.partyOf(n); i >= 0 {
			continue
		}
		for k := range s.verbs {
			v := &s.verbs[k]
			if v.verb.can(states) && v.active() && r.occasionOf(s, n, k, found) {
				return
			}
		}
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if (v.verb.can(states) || v.tells()) && v.active() && r.toldThere(s, k, found) || v.verb.can(states) && v.passive && !v.neg && !v.hedged && r.toldBy(s, k, found) {
			return
		}
	}
}

// tells reports whether a verb that is none of saying has a person as its indirect object
// to whom something is told.
func (v *group) tells() bool {
	switch v.verb.lemma {
	case "exposer", "soumettre", "signifier", "outline":
		return true
	}
	return false
}

// active reports whether a verb tells what its subject has done or will do.
func (v *group) active() bool { return !v.bare && !v.passive && !v.neg && !v.wish && !v.hedged }

// toldThere asserts the contact of somebody with whom he speaks to at a place that the
// clause of the k-th verb, of saying, states: "X told Y on Friday in Oslo that".
func (r *reader) toldThere(s *sentence, k, found int) bool {
	v := &s.verbs[k]
	who := r.peopleOf(s, r.subject(s, k))
	if len(who) != 1 || r.inContact(s, found, who) {
		return false
	}
	other := r.spokenTo(s, v, who)
	if other == None || v.verb.lemma == "write" || v.verb.lemma == "écrire" || len(s.parted) > 0 && s.areParted(who[0], other) {
		return false
	}
	lo, hi := s.clause(k)
	for j := v.to; j < hi; j++ {
		if boundary(&s.toks[j]) {
			hi = j
		}
	}
	a := Assertion{Kind: Meeting, ClaimedBy: None, Quote: s.span, Rule: "contact/scene", Role: Role{Body: None, Country: None}}
	dir := a.settle(v)
	a.Place = r.placeIn(s, v.to, hi, v.to)
	if open := s.opening(); a.Place == None && open > 0 && s.mainClause(lo) {
		a.Place = r.placeIn(s, 0, open, 0)
	}
	if a.Place == None || r.res.Entities[a.Place].Kind == Country {
		return false
	}
	if (&frame{s: s}).modeIn(lo, hi, Meeting) != Meeting || s.byLetter(lo, hi) {
		return false
	}
	a.Date = r.dateIn(s, lo, hi, v.to, dir)
	r.pairs(a, who, []EntityID{other})
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
	return true
}

// toldBy asserts the contact of who is told something with whoever tells him, where the
// sentence says on which day or at which place: "X was told by Y on Friday that".
func (r *reader) toldBy(s *sentence, k, found int) bool {
	v := &s.verbs[k]
	i := s.firstPhrase(v.to)
	if i >= len(s.phrases) || s.phrases[i].prep != r.g.by || s.phrases[i].from > v.to+6 {
		return false
	}
	who, others := r.peopleOf(s, r.subject(s, k)), r.peopleOf(s, []int{i})
	if len(who) != 1 || len(others) != 1 || who[0] == others[0] || r.inContact(s, found, who) {
		return false
	}
	lo, hi := s.clause(k)
	a := Assertion{Kind: (&frame{s: s}).modeIn(lo, hi, Meeting), ClaimedBy: None, Quote: s.span, Rule: "contact/scene", Role: Role{Body: None, Country: None}}
	dir := a.settle(v)
	a.Date, a.Place = r.dateIn(s, lo, hi, v.to, dir), r.placeIn(s, lo, hi, v.to)
	if a.Date.IsZero() && a.Place == None && !remote(a.Kind) || s.byLetter(lo, hi) {
		return false
	}
	r.pairs(a, who, others)
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
	return true
}

// byLetter reports whether a clause tells of writing or of the press.
func (s *sentence) byLetter(lo, hi int) bool {
	for j := lo; j < hi; j++ {
		if s.toks[j].isAny("letter", "message", "statement", "lettre", "communique", "twitter", "post", "tweet", "interview", "speech", "discours", "editorial", "tribune") {
			return true
		}
	}
	return false
}

// onOccasion reports whether the noun at n is one on the occasion of which something is
// done: "lors d'un entretien", "over lunch", "during their talks".
func (s *sentence) onOccasion(n int) bool {
	for j := n - 1; j >= 0 && j >= n-5 && !s.toks[j].is4("of", "de", "des", "du"); j-- {
		t := &s.toks[j]
		if t.isAny("lors", "cours", "pendant", "durant", "occasion", "autour", "during", "in", "at", "over") {
			return true
		}
		if boundary(t) || t.is(",") {
			return false
		}
	}
	return false
}

// occasionOf asserts the contact that the noun at n names of the subject of the k-th
// verb, of saying, with whom he speaks to.
func (r *reader) occasionOf(s *sentence, n, k, found int) bool {
	v := &s.verbs[k]
	subject := r.subject(s, k)
	if len(subject) != 1 {
		return false
	}
	who := r.peopleOf(s, subject)
	if len(who) != 1 || r.inContact(s, found, who) {
		return false
	}
	other := r.spokenTo(s, v, who)
	if other == None {
		return false
	}
	a := Assertion{Kind: s.toks[n].lex.noun.kind, Place: None, ClaimedBy: None, Quote: s.span, Rule: nearRule, Role: Role{Body: None, Country: None}}
	dir := a.settle(v)
	f := frame{s: s, kind: a.Kind}
	a.Kind = f.modeIn(max(0, n-3), min(len(s.toks), n+4), a.Kind)
	lo, hi := s.clause(k)
	hi = min(len(s.toks), max(hi, n+6))
	if n < lo {
		lo = 0
	}
	a.Date, a.Place = r.dateIn(s, lo, hi, n, dir), r.placeIn(s, lo, hi, n)
	r.pairs(a, who, []EntityID{other})
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
	return true
}

// settingOnly reports whether tokens [from, to) tell no more than a day and a place.
func (s *sentence) settingOnly(from, to int) bool {
	for j := from; j < to; j++ {
		if t := &s.toks[j]; !s.inDate(j) && !t.cap && !t.in(isPlacePreposition|isAdverb) && !t.is4("on", "le", "in", "at") {
			return false
		}
	}
	return true
}

// spokenTo returns the one person to whom the subject of a verb of saying speaks, None
// where nobody is named.
func (r *reader) spokenTo(s *sentence, v *group, who []EntityID) EntityID {
	if v.object == "lui" || v.object == "l'" {
		return r.another(s, v.from, false, who)
	}
	for i := s.firstPhrase(v.to); i < len(s.phrases); i++ {
		p := &s.phrases[i]
		if p.from > v.to+6 || s.parts(v.to, p.from) {
			return None
		}
		if p.prep != r.g.to && !(p.prep == "" && s.settingOnly(v.to, p.from)) {
			continue
		}
		if s.subjectOfVerb(p) || p.pronoun == "he" || p.pronoun == "she" || p.pronoun == "il" || p.pronoun == "elle" {
			return None // "said he would"
		}
		if p.pronoun != "" && p.title == nil {
			return r.meant(s, i, who)
		}
		for _, id := range r.partiesIn(s, i) {
			if id != None && r.res.Entities[id].Kind == Person && !hasEntity(who, id) {
				return id
			}
		}
	}
	return None
}
