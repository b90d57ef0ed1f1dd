package extract

// guests asserts contacts that a noun for a party tells of: "X était parmi ses
// visiteurs", "elle sera l'hôte de X à Rome", "among those she met were X and Y".
func (r *reader) guests(s *sentence, _ int) {
	told := s.in(isGuest) || s.of(partnerWords)
	for j := 0; told && j < len(s.toks); j++ {
		if !s.toks[j].in(isGuest) && !(s.toks[j].of(partnerWords) && s.partnerInTalks(j)) {
			continue
		}
		be := s.copulaBefore(r.g, j)
		var owner []EntityID
		if be < 0 && !r.g.romance && j > 2 {
			own := j - 1
			for own > 2 && (s.toks[own].in(isAdjective) || furtherWord(&s.toks[own])) && !s.toks[own].is("'s") {
				own-- // "the president's next guest"
			}
			if i := s.phraseEnding(own); s.toks[own].is("'s") && i >= 0 && s.phrases[i].from > 1 { // "is to be X's guest"
				be, owner = s.copulaBefore(r.g, s.phrases[i].from), r.officeHolder(s, i)
			} else if id := r.theGuest(s, own-1); s.toks[own].is("'s") && len(id) > 0 {
				be, owner = s.copulaBefore(r.g, own-2), id // "another of the guest's interlocutors"
			}
		}
		if be < 0 {
			r.guestIs(s, j)
			continue
		}
		subject := r.subjectAt(s, be, -1)
		var who, with []EntityID
		for _, i := range subject {
			who = append(who, r.partiesIn(s, i)...)
		}
		if len(who) == 0 {
			if i := s.phraseEnding(be); i >= 0 && s.phrases[i].prep == "" {
				who = r.partiesIn(s, i)
			}
		}
		if len(who) == 0 && s.goesOnAt(be) {
			who = r.peopleOf(s, r.nearestSubject(s, be))
		}
		hi := len(s.toks)
		noun := j
		for d := range s.dates { // "l'hôte lundi de X"
			if s.dates[d].from == j+1 || s.dates[d].from == j+2 && at(s.toks, j+1).is("on") {
				j = s.dates[d].to - 1
				if at(s.toks, j+1).isAny("night", "morning", "evening", "afternoon", "soir", "matin") {
					j++
				}
			}
		}
		if r.g.romance {
			j = s.guestOf(j)
		}
		if i := s.phraseFrom(j + 2); i < 0 && at(s.toks, j+1).is("of") && at(s.toks, j+2).in(isArticle) && s.phraseFrom(j+3) >= 0 {
			with = r.listed(s, s.phraseFrom(j+3), hi) // "the guests of the United Nations"
		} else if i >= 0 && at(s.toks, j+1).is3("de", "d'", "of") || s.phraseFrom(j+1) >= 0 && at(s.toks, j+1).is("du") {
			if i < 0 {
				i = s.phraseFrom(j + 1)
			}
			with = r.listed(s, i, hi)
		} else if len(owner) > 0 {
			with = owner
		} else if id := r.possessor(s, noun); id != None {
			with = []EntityID{id}
		}
		if len(who) == 0 || len(with) == 0 || who[0] == with[0] {
			continue
		}
		a := Assertion{Kind: Meeting, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/guest", Role: Role{Body: None, Country: None}}
		dir := past
		if t := &s.toks[be]; t.lex.be == futureTense || t.in(isModal) || at(s.toks, be+1).is("to") {
			a.Status, dir = Planned, future
		}
		a.Date, a.Place = r.dateIn(s, 0, hi, be, dir), r.placeIn(s, be, hi, be)
		r.opened(s, &a, dir)
		if r.g.romance && len(who) == 2 && len(with) == 1 && !s.has(be, noun, "parmi") && r.ofTwoCountries(who) && s.toks[noun].fold[len(s.toks[noun].fold)-1] == 's' {
			r.assertAll(a, append(who, with...)) // "X et Y étaient les hôtes de Z"
			continue
		}
		if len(who) > 1 && r.allPeople(who) && !r.anyPerson(with) {
			r.assertAll(a, who) // "X and Y were guests of the United Nations": of each other too
			continue
		}
		r.pairs(a, who, with)
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
	}
}

// officeHolder returns whom a phrase before "'s guest" means: who holds the office, else the only one of its
// country, or the one whose contacts are told, where the text gives him no other office.
func (r *reader) officeHolder(s *sentence, i int) []EntityID {
	ids := r.peopleOf(s, []int{i})
	if len(ids) > 0 && r.res.Entities[ids[0]].Kind == Person {
		return ids
	}
	t := s.phrases[i].title
	if t == nil || t.many() || !t.definite() || t.head.mirror {
		return ids
	}
	if len(t.countries) > 0 {
		if of := r.ofNation(t.countries[0], s.phrases[i].from); len(of) == 1 && !r.titled[r.res.Entities[of[0]].Key] {
			return of
		}
		return ids
	}
	if id := r.central(); id != None && !r.titled[r.res.Entities[id].Key] {
		return []EntityID{id}
	}
	return ids
}

// theGuest returns whom "the guest" or "the host" at token j means.
func (r *reader) theGuest(s *sentence, j int) []EntityID {
	if j < 1 || !s.toks[j].in(isGuest) || !s.toks[j-1].in(isArticle) {
		return nil
	}
	id := r.guest
	if s.toks[j].is2("host", "hostess") {
		id = r.host
	}
	if id == None || r.sentence-r.guestAt > 3 {
		if id = r.ofMost(); id == None {
			return nil
		}
	}
	return []EntityID{id}
}

// guestOf returns the last token of what may stand between the noun for a guest at token j and "de":
// "l'invité d'honneur de X", "l'hôte à dîner de X", "l'hôte, à Oslo, de X".
func (s *sentence) guestOf(j int) int {
	const reach = 6
	k := j + 1
	for k < len(s.toks) && k < j+reach {
		t := &s.toks[k]
		switch {
		case t.is2("d'", "de") && at(s.toks, k+1).is3("honneur", "marque", "un"):
			k += 2
			if s.toks[k-1].is("un") { // "l'hôte d'un soir de X"
				k++
			}
		case t.isAny("à", "au") && (at(s.toks, k+1).isAny("diner", "dejeuner", "souper") || at(s.toks, k+1).cap):
			for k += 2; k < len(s.toks) && s.toks[k].cap && s.phraseFrom(k) < 0; k++ { // "à São Paulo"
			}
		case t.is("officiel"), t.is(","):
			k++
		case t.is4("de", "d'", "du", "des"):
			return k - 1
		default:
			return j
		}
	}
	return j
}

// partnerInTalks reports whether token j names somebody's partner in talks: "is to be his only
// partner in the discussions".
func (s *sentence) partnerInTalks(j int) bool {
	const reach = 4
	if !at(s.toks, j+1).isAny("in", "for", "at", "dans", "pour", "lors") {
		return false
	}
	for k := j + 2; k < len(s.toks) && k < j+2+reach; k++ {
		if s.toks[k].lex.noun.contact {
			return true
		}
	}
	return false
}

// ofTwoCountries reports whether two people are not told to be of one country.
func (r *reader) ofTwoCountries(who []EntityID) bool {
	a, b := r.countryOf(who[0]), r.countryOf(who[1])
	return r.allPeople(who) && (a != b || a == None) && (a != None || b != None)
}

// goesOnAt reports whether the verb at token j goes on with the subject before "and", past a day:
// "has offered his help, and on Wednesday was X's guest".
func (s *sentence) goesOnAt(j int) bool {
	for j > 0 && (s.inDate(j-1) || s.toks[j-1].is("on")) {
		j--
	}
	return j > 0 && s.toks[j-1].is("and")
}

// copulaBefore returns the form of "be" right before a noun at token j, past the
// words that belong to the noun, or -1.
func (s *sentence) copulaBefore(g *grammar, j int) int {
	for k := j - 1; k >= 0 && k > j-8; k-- {
		t := &s.toks[k]
		if t.lex.be != noTense && t.lex.be != infinitive {
			return k
		}
		if t.isAny("figurait", "figuraient", "figurera", "figureront", "figure", "figurent", "comptait", "comptaient", "compte", "comptent") {
			if at(s.toks, k-1).lex.have != noTense || at(s.toks, k-2).lex.have != noTense {
				continue
			}
			return k
		}
		if t.lex.have == preterite && at(s.toks, k+1).in(isAdverb) || t.lex.have == preterite && at(s.toks, k+1).is2("figure", "compte") {
			return k
		}
		if t.helps(helpsPassive) && k > 0 {
			return k - 1 // "a été l'hôte de"
		}
		if t.lex.be == infinitive {
			if k > 0 && s.toks[k-1].in(isModal) {
				return k - 1
			}
			if k > 1 && s.toks[k-1].is("to") && s.toks[k-2].lex.be == present {
				return k - 2
			}
			return -1
		}
		if t.cap && s.afterPlaceWord(k) {
			continue // "il était à Amman l'hôte de"
		}
		if t.kind != word && !t.is("'s") || t.cap && t.lex.weekday == 0 {
			return -1
		}
	}
	return -1
}

// afterPlaceWord reports whether a capital at token k follows a preposition of place.
func (s *sentence) afterPlaceWord(k int) bool {
	for k > 0 && s.toks[k-1].cap {
		k--
	}
	return at(s.toks, k-1).in(isPlacePreposition)
}

// possessor returns whom "his" or "ses" before a noun means, None where there is
// none of them.
func (r *reader) possessor(s *sentence, j int) EntityID {
	for k := max(0, j-4); k < j; k++ {
		if t := &s.toks[k]; !t.is3("her", "his", "its") && !t.is3("son", "sa", "ses") {
			continue
		}
		further := s.toks[max(0, k-1)].is("of") && s.toks[max(0, k-2)].isAny("another", "one", "last", "first")
		for m := k + 1; m < j; m++ {
			further = further || furtherWord(&s.toks[m])
		}
		if id := r.ofMost(); further && id != None && !(s.toks[k].is("her") && r.guess(id) == male) && !(s.toks[k].is("his") && r.guess(id) == female) {
			return id
		}
		switch t := &s.toks[k]; {
		case t.is("her"):
			return r.ofGender(female, r.she)
		case t.is("his"):
			return r.ofGender(male, r.he)
		case t.is4("son", "sa", "ses", "its"):
			return r.lastSubject
		}
	}
	return None
}

// saw asserts "among those he met were X and Y": the contact of the subject of a
// relative clause with whoever follows the verb that the sentence rests on.
func (r *reader) saw(s *sentence, _ int) {
	if len(s.toks) < 5 || !s.toks[0].is2("among", "parmi") {
		return
	}
	if r.sawGuests(s) {
		return
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if !v.verb.can(contacts) || v.neg || v.wish || v.hedged || s.told[k] {
			continue
		}
		be := v.to
		for be < len(s.toks) && be < v.to+12 && s.toks[be].lex.be == noTense && !s.toks[be].is3("figurent", "figuraient", "figure") {
			be++
		}
		if be >= len(s.toks) || be >= v.to+12 {
			continue
		}
		var others []EntityID
		for i := range s.phrases {
			if p := &s.phrases[i]; p.from > be && len(p.people) > 0 {
				others = r.listed(s, i, len(s.toks))
				break
			}
		}
		who := r.lastSubject
		if i := s.phraseEnding(v.from); i >= 0 {
			if ids := r.partiesIn(s, i); len(ids) > 0 {
				who = ids[0]
			}
		}
		if who == None || len(others) == 0 {
			continue
		}
		a := Assertion{Kind: v.verb.kind, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/among", Role: Role{Body: None, Country: None}}
		dir := a.settle(v)
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), v.from, dir), r.placeIn(s, 0, be, 0)
		s.told[k] = true
		r.pairs(a, []EntityID{who}, others)
		return
	}
}

// sawGuests asserts "among the guests of X were Y and Z": a noun for those who come, a
// person who has them, and who they are.
func (r *reader) sawGuests(s *sentence) bool {
	const reach = 5 // tokens before the noun
	n := 1
	for n < len(s.toks) && n < reach && !s.toks[n].in(isGuest) {
		n++
	}
	if n >= len(s.toks) || !s.toks[n].in(isGuest) {
		return false
	}
	be := n + 1
	for be < len(s.toks) && s.toks[be].lex.be == noTense && !s.toks[be].isAny("figure", "figurent", "figurait", "figuraient", "figurera", "figureront") {
		be++
	}
	var host, guests []EntityID
	for i := range s.phrases {
		p := &s.phrases[i]
		switch {
		case p.from > n && p.to <= be && len(p.people) > 0 && len(host) == 0:
			host = r.partiesIn(s, i)
		case p.from > be && len(p.people) > 0 && len(guests) == 0:
			guests = r.listed(s, i, len(s.toks))
		}
	}
	if len(host) == 0 {
		if id := r.possessor(s, n); id != None {
			host = []EntityID{id}
		}
	}
	if len(host) == 0 || len(guests) == 0 || hasEntity(guests, host[0]) {
		return false
	}
	a := Assertion{Kind: Meeting, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/guest", Role: Role{Body: None, Country: None}}
	dir := past
	if t := &s.toks[be]; t.lex.be == futureTense || t.is2("figurera", "figureront") {
		a.Status, dir = Planned, future
	}
	a.Date, a.Place = r.dateIn(s, 0, len(s.toks), be, dir), r.placeIn(s, 0, len(s.toks), be)
	r.pairs(a, host[:1], guests)
	return true
}

// guestIs asserts "His host there will be X", "son interlocuteur était Y": the contact of the
// one whose guest or host the noun at j, the subject, names with whoever that is.
func (r *reader) guestIs(s *sentence, j int) {
	const reach = 6
	if j == 0 || j > 4 || !s.toks[j-1].is4("his", "her", "son", "sa") {
		return
	}
	be := j + 1
	hasBeen := func(k int) bool { return s.toks[k].lex.have != noTense && at(s.toks, k+1).isAny("ete", "been") }
	for be < len(s.toks) && be < j+reach && s.toks[be].lex.be == noTense && !s.toks[be].in(isModal) && !hasBeen(be) {
		if s.toks[be].kind != word || len(s.toks[be].forms) > 0 {
			return
		}
		be++
	}
	verb := be
	if be < len(s.toks) && hasBeen(be) {
		be += 2
	}
	for be < len(s.toks) && be < verb+3 && (s.toks[be].lex.be != noTense || s.toks[be].in(isModal|isAdverb)) {
		be++
	}
	i := s.phraseFrom(be)
	if be == verb || i < 0 || len(s.phrases[i].people) == 0 || s.phrases[i].prep != "" || r.lastSubject == None {
		return
	}
	others := r.listed(s, i, len(s.toks))
	who := r.themeOf(r.lastSubject)
	if hasEntity(others, who) || r.res.Entities[who].Kind != Person {
		return
	}
	a := Assertion{Kind: Meeting, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/guest", theirs: true, Role: Role{Body: None, Country: None}}
	dir := past
	switch t := &s.toks[verb]; {
	case r.calledOffAt == r.sentence-1 && t.is("would") && s.toks[verb+1].is("have"), r.calledOffAt == r.sentence-1 && t.is2("aurait", "devait"):
		a.Status, dir = Cancelled, setFor // "Her host would have been Y"
	case t.lex.be == futureTense || t.in(isModal):
		a.Status, dir = Planned, future
	}
	a.Date, a.Place = r.dateIn(s, 0, len(s.toks), verb, dir), r.placeIn(s, 0, len(s.toks), verb)
	if there := at(s.toks, j+1).is2("there", "sur"); there && a.Place == None && r.at.arrived == who {
		a.Place = r.at.arrivedAt
		if a.Date.IsZero() {
			a.Date = r.at.arrivedDay
		}
	} else if there && a.Place == None && r.at.block == r.block {
		a.Place = r.at.place
		if a.Date.IsZero() {
			a.Date = r.at.placeDay
		}
	}
	if last := r.lastTold(); last != nil && hasParty(last, who) {
		for _, p := range last.Participants {
			if p.Entity != who {
				s.part([]EntityID{p.Entity}, others)
			}
		}
	}
	from := len(r.res.Assertions)
	for _, id := range others {
		if !r.paired(who, id, 0, from, a.Status) {
			r.pairs(a, []EntityID{who}, []EntityID{id})
		}
	}
	if len(r.res.Assertions) > from {
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		if s.toks[j].is2("host", "hote") {
			r.guest, r.host, r.guestAt = who, others[0], r.sentence
		} else {
			r.guest, r.host, r.guestAt = others[0], who, r.sentence
		}
	}
}
