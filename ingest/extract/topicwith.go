package extract

// discussedWith asserts what was spoken of with whom where a contact or a series of contacts
// of somebody was told just before: "Fisheries were discussed with X and visas with Y",
// "Le climat a dominé l'entretien avec X", "Migration topped the agenda with X".
func (r *reader) discussedWith(s *sentence, found int) {
	who := r.aboutLast()
	if who == None || r.ownContact(s, found) || s.conditional(0, min(len(s.toks), 2)) || s.habitual() {
		return
	}
	at0 := -1
	for j := range s.toks {
		if s.toks[j].of(topicWords) && (s.spokenOf(j) || s.onAgenda(j)) {
			at0 = j
			break
		}
	}
	if at0 < 0 {
		return
	}
	if s.toks[0].is(r.g.with) {
		at0 = 0 // "Avec X, il a été question de la pêche"
	}
	var others []EntityID
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < at0 || p.prep != r.g.with || len(p.people) == 0 || p.weak {
			continue
		}
		for _, id := range r.listed(s, i, len(s.toks)) {
			if id != who && r.res.Entities[id].Kind == Person && !hasEntity(others, id) {
				others = append(others, id)
			}
		}
	}
	if len(others) == 0 {
		return
	}
	last := r.lastBefore(s)
	a := Assertion{Kind: Meeting, Status: Occurred, Place: None, ClaimedBy: r.claimAt(s, at0), Quote: s.span, Rule: "contact/episode", Role: Role{Body: None, Country: None}}
	a.Kind = (&frame{s: s}).modeIn(0, len(s.toks), a.Kind)
	if last != nil && remote(last.Kind) {
		a.Kind = last.Kind
	}
	a.Date, a.Place = r.dateIn(s, 0, len(s.toks), at0, past), r.placeIn(s, 0, len(s.toks), at0)
	if last != nil && last.Status == Occurred && hasParty(last, who) {
		if a.Date.IsZero() {
			a.Date = last.Date
		}
		if a.Place == None {
			a.Place = last.Place
		}
	}
	from := len(r.res.Assertions)
	for _, id := range others {
		if !r.paired(who, id, 0, from, Occurred) {
			r.pairs(a, []EntityID{who}, []EntityID{id})
		}
	}
	if len(r.res.Assertions) > from {
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
	}
}

// aboutLast returns the person of whose contacts the sentences just before told, None where
// they told of none.
func (r *reader) aboutLast() EntityID {
	if r.lastSubject == None || r.res.Entities[r.lastSubject].Kind != Person {
		return None
	}
	if r.at.series == r.lastSubject && r.block-r.at.seriesBlock <= 1 {
		return r.lastSubject
	}
	if last := r.lastBefore(r.now); last != nil && hasParty(last, r.lastSubject) && last.Status == Occurred {
		return r.lastSubject
	}
	return None
}

// spokenOf reports whether the participle at token j tells that its subject, no person, was
// spoken of.
func (s *sentence) spokenOf(j int) bool {
	if s.toks[j].is("question") {
		for k := j - 1; k >= 0 && k > j-4; k-- {
			if s.toks[k].helps(helpsPassive) {
				return at(s.toks, j+1).isAny("de", "d'", "du", "des")
			}
		}
		return false
	}
	if !s.toks[j].isAny("discussed", "raised", "addressed", "reviewed", "broached", "explored", "debated", "tackled", "aborde", "abordee", "abordes", "abordees", "evoque", "evoquee", "evoques",
		"evoquees", "discute", "discutee", "discutes", "discutees", "debattu", "debattue", "traite", "traitee", "traites", "traitees") {
		return false
	}
	for k := j - 1; k >= 0 && k > j-4; k-- {
		if t := &s.toks[k]; t.lex.be != noTense || t.helps(helpsPassive) {
			i := s.phraseEnding(k)
			if i < 0 && k > 0 {
				i = s.phraseEnding(k - 1)
			}
			return i < 0 || len(s.phrases[i].people) == 0 && s.phrases[i].pronoun == ""
		}
	}
	return false
}

// onAgenda reports whether the verb at token j tells that something was at issue: "topped the
// agenda with", "took up the hour with".
func (s *sentence) onAgenda(j int) bool {
	if !s.toks[j].isAny("topped", "dominated", "headed", "filled", "figured", "featured", "domine", "occupe", "rempli") {
		return false
	}
	for k := j + 1; k < len(s.toks) && k < j+7; k++ {
		if s.toks[k].is3("agenda", "programme", "menu") || s.toks[k].lex.noun.contact {
			return true
		}
	}
	return false
}
