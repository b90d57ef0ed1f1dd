package extract

import "slices"

// convened asserts the gatherings of which a sentence tells who has others come, and
// of these only what they are: "X gathered his neighbours in Belém", "Y a réuni une
// dizaine de chefs d'État, dont Z". Those of whom later sentences say that they were
// there join it.
func (r *reader) convened(s *sentence, _ int) {
	for k := range s.verbs {
		v := &s.verbs[k]
		if !v.verb.can(gathers|receives|hosts|invites) && v.verb.lemma != "gather" && v.verb.lemma != "address" && v.verb.lemma != "join" && v.verb.lemma != "rejoindre" || v.passive || v.reflex || v.bare || v.due || v.wish || v.hedged || v.neg || s.told[k] || v.object != "" {
			continue
		}
		lo, hi := s.clause(k)
		many := s.manyAfter(v.to, hi)
		if many < 0 || at(s.toks, lo-1).isAny("que", "qu'", "which", "whom", "where", "où") || s.conditional(lo, v.from) || v.tense == present && s.habitual() {
			continue
		}
		hosts := r.subject(s, k)
		if len(hosts) != 1 || s.phrases[hosts[0]].weak {
			continue
		}
		states := s.statesOfGroup(many)
		if states >= 0 && v.verb.can(receives) && !v.verb.can(gathers) {
			continue // "received the ambassadors of A and B" tells of contacts with A and B
		}
		ids := r.partiesIn(s, hosts[0])
		if len(ids) != 1 || ids[0] == None || r.res.Entities[ids[0]].Kind != Person {
			continue
		}
		a := Assertion{Kind: Gathering, Place: None, ClaimedBy: r.claimAt(s, lo), Quote: s.span, Rule: "gathering/convened", Role: Role{Body: None, Country: None}}
		f := frame{s: s}
		if f.modeIn(v.from, hi, Meeting) == VideoCall {
			a.Kind = VideoCall
		}
		dir := a.settle(v)
		if v.verb.can(invites) {
			a.Status, dir = Planned, future
		}
		a.Date, a.Place = r.dateIn(s, lo, len(s.toks), v.from, dir), r.placeIn(s, lo, len(s.toks), v.from)
		if s.mainClause(lo) {
			r.opened(s, &a, dir)
		}
		if a.Date.Precision == Day && a.Status == Occurred && r.published.Precision == Day && a.Date.time().After(r.published.time()) {
			a.Status = Planned
		}
		a.Participants = []Participant{{Entity: ids[0]}}
		for _, id := range r.amongThem(s, many, len(s.toks)) {
			if !hasParty(&a, id) && r.res.Entities[id].Kind == Person {
				a.Participants = append(a.Participants, Participant{Entity: id})
			}
		}
		if states >= 0 {
			for _, id := range r.parties(&s.phrases[states]) {
				a.Participants = append(a.Participants, Participant{Entity: id})
			}
		}
		if a.Kind == VideoCall && len(a.Participants) < 2 {
			a.Kind = Gathering
		}
		a.Collective = s.toks[many].text
		s.told[k] = true
		r.hold(a)
		return
	}
}

// statesOfGroup returns the phrase of the group at token j where it tells of which states or bodies it is,
// -1 where it does not: "the ambassadors of A and B".
func (s *sentence) statesOfGroup(j int) int {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from > j || p.to <= j {
			continue
		}
		if t := p.title; t != nil && len(p.people) == 0 && (len(t.bodies) > 0 || len(t.countries) > 0 && t.surfaces[0] != "") {
			return i
		}
	}
	return -1
}

// hold adds a gathering that later sentences may add to.
func (r *reader) hold(a Assertion) {
	r.add(a)
	r.gathering, r.gatheringAt = len(r.res.Assertions)-1, r.block
	r.topical, r.topicalAt = append(r.topical[:0], r.gathering), r.block
}

// manyAfter returns the noun for several people, of whom none is named, that is the
// object which starts at token j; -1 where there is none.
func (s *sentence) manyAfter(j, hi int) int {
	const reach = 10 // tokens with a day, a place and adjectives
	for k := j; k < hi && k < j+reach; k++ {
		t := &s.toks[k]
		if t.kind != word && t.kind != number && !s.inDate(k) || s.verbFrom[k] || t.is4("with", "avec", "par", "by") {
			return -1
		}
		if !t.in(isPeople) && !t.lex.many {
			for i := range s.phrases {
				if p := &s.phrases[i]; p.from == k && len(p.people) > 0 && !p.weak {
					return -1
				}
			}
			if t.is4("de", "d'", "du", "of") && !at(s.toks, k-1).lex.several && !s.inDate(k) {
				return -1
			}
			continue
		}
		for i := range s.phrases {
			if p := &s.phrases[i]; p.from <= k+1 && p.to > k && (len(p.people) > 0 && !p.weak || p.pronoun == together) {
				return -1
			}
		}
		if i := s.phraseFrom(k + 1); i >= 0 && len(s.phrases[i].people) > 0 || at(s.toks, k-1).is("'s") {
			return -1
		}
		return k
	}
	return -1
}

// tookPart asserts the gatherings of which a sentence tells who took part in them: "A,
// B and C attended a summit in Rome", "X will take part in the conference that Y is
// organising".
func (r *reader) tookPart(s *sentence, found int) {
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Kind < RegularContact && a.Quote == s.span {
			return
		}
	}
	if r.presidedOver(s) {
		return
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if !v.verb.can(joins) || v.bare || v.wish || v.hedged || v.neg || s.told[k] || v.passive {
			continue
		}
		n := s.ownGathering(v.to)
		kind := Gathering
		if n < 0 {
			if n, kind = s.ownOccasionAt(v.to), Meeting; n < 0 {
				continue
			}
		}
		lo, _ := s.clause(k)
		if s.conditional(lo, v.from) || v.tense == present && s.habitual() {
			continue
		}
		a := Assertion{Kind: kind, Summit: s.toks[n].lex.noun.summit, Place: None, ClaimedBy: r.claimAt(s, lo), Quote: s.span, Rule: "gathering/joined", Role: Role{Body: None, Country: None}}
		if s.toks[n-1].in(isVideo) {
			a.Kind = VideoCall // "a virtual summit"
		}
		dir := a.settle(v)
		a.plain = a.Status == Planned
		add := func(id EntityID) {
			if id != None && r.res.Entities[id].Kind == Person && !hasParty(&a, id) {
				a.Participants = append(a.Participants, Participant{Entity: id})
			}
		}
		list := r.subject(s, k)
		if i := s.phraseEnding(v.from - 1); len(list) == 1 && i > list[0] && len(s.phrases[i].people) > 0 && at(s.toks, v.from-1).is(",") {
			all := s.listBefore(i)
			if n := slices.Index(all, list[0]); n >= 0 {
				list = all[n:] // "Trois dirigeants, A, B et C, ont pris part"
			}
		}
		for _, i := range append(slices.Clone(list), r.whoAttends(s, v.from)...) {
			for _, id := range r.partiesIn(s, i) {
				add(id)
			}
		}
		if v.from == 0 || at(s.toks, v.from-1).is(",") && s.toks[0].isAny("outre", "besides", "avec", "parmi") {
			for _, i := range append(s.peopleFrom(1), s.inverted(v)...) { // "Outre X, participaient au sommet Y et Z"
				for _, id := range r.partiesIn(s, i) {
					add(id)
				}
			}
		}
		if len(a.Participants) == 0 {
			continue
		}
		for _, id := range r.holdersOf(s, n) {
			add(id)
		}
		a.Date, a.Place = r.dateIn(s, lo, len(s.toks), v.from, dir), r.placeIn(s, lo, len(s.toks), v.from)
		if s.mainClause(lo) {
			r.opened(s, &a, dir)
		}
		if a.Place == None && a.Date.IsZero() || kind == Meeting && len(a.Participants) < 2 {
			continue
		}
		s.told[k] = true
		r.hold(a)
		return
	}
}

// presidedOver asserts a gathering of which a sentence only tells who led it: "X presided
// over a summit in Rome", "Y sera l'hôte d'un sommet".
func (r *reader) presidedOver(s *sentence) bool {
	for j := 0; j < len(s.toks) && s.anyAttending(); j++ {
		end := -1
		wordings := s.attendsAt(j)
		for i := range wordings {
			if a := &wordings[i]; a.how == attendsOver && a.matches(s.toks, j) {
				end = j + len(a.words)
				break
			}
		}
		verb := j
		if s.toks[j].is2("hote", "host") && at(s.toks, j+1).isAny("of", "to", "de", "d'", "du") {
			if verb, end = s.copulaBefore(r.g, j), j+1; verb < 0 {
				verb = j
			}
		}
		if end < 0 {
			continue
		}
		n := s.ownGathering(end)
		if n < 0 || !s.toks[n].lex.noun.summit {
			continue
		}
		who := r.peopleOf(s, r.whoAttends(s, verb))
		if len(who) == 0 || s.conditional(0, j) {
			continue
		}
		return r.gatheredAt(s, j, verb, Assertion{Kind: Gathering, Summit: true, Rule: "gathering/presided"}, who)
	}
	return false
}

// gatheredAt holds the gathering that the noun at token j names and of which the word at token
// verb tells that some people were there, with a day or place; it reports whether it did.
func (r *reader) gatheredAt(s *sentence, j, verb int, a Assertion, who []EntityID) bool {
	st := nounFrame{dir: past}
	if ok := s.unknownVerb(r.g.romance, verb, 0, &st); !ok || st.hedged || st.status == Denied {
		return false
	}
	if st.status == Occurred && s.onlyAhead(r.g.romance) {
		st.status, st.dir = Planned, future // "is to attend the summit at which Y will preside"
	}
	a.Quote, a.ClaimedBy, a.Role, a.Status = s.span, r.claimAt(s, j), Role{Body: None, Country: None}, st.status
	a.plain = a.Status == Planned
	a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, st.dir), r.placeIn(s, 0, len(s.toks), j)
	if a.Date.IsZero() && a.Place == None {
		return false
	}
	for _, id := range who {
		a.Participants = append(a.Participants, Participant{Entity: id})
	}
	r.hold(a)
	return true
}

// ownGathering returns the noun of a gathering that is the object which starts at
// token j, and is not one told before; -1 where there is none.
func (s *sentence) ownGathering(j int) int {
	const reach = 8
	for k := j; k < len(s.toks) && k < j+reach; k++ {
		t := &s.toks[k]
		if t.kind == punct || s.verbFrom[k] && !t.lex.noun.gathering {
			return -1
		}
		if t.lex.noun.gathering && !t.lex.noun.round && (t.lex.noun.summit || !t.lex.noun.before && at(s.toks, k-1).is4("a", "an", "un", "une")) && !s.back(k) && !s.pressConference(k) {
			return k
		}
	}
	return -1
}

// ownOccasionAt returns the noun of a ceremony that is the object which starts at token
// j: "a assisté à la signature d'un accord"; -1 where there is none.
func (s *sentence) ownOccasionAt(j int) int {
	const reach = 12 // with a day and a place
	for k := j; k < len(s.toks) && k < j+reach; k++ {
		t := &s.toks[k]
		if t.kind == punct && !t.is(",") || s.verbFrom[k] && !t.lex.occasion {
			return -1
		}
		if t.lex.occasion {
			return k
		}
	}
	return -1
}

// holdersOf returns who holds the gathering at token n: "the summit that X is
// organising", "a conference hosted by X".
func (r *reader) holdersOf(s *sentence, n int) []EntityID {
	const reach = 10
	for k := n + 1; k < len(s.toks) && k < n+reach; k++ {
		t := &s.toks[k]
		if t.kind == punct {
			return nil
		}
		if t.is4("that", "which", "que", "qu'") {
			if i := s.phraseFrom(k + 1); i >= 0 && len(s.phrases[i].people) > 0 {
				return r.partiesIn(s, i)
			}
			return nil
		}
		for i := range t.lex.attends {
			if a := &t.lex.attends[i]; a.how == attendsBy && a.matches(s.toks, k) {
				for _, i := range s.peopleFrom(k + len(a.words)) {
					return r.partiesIn(s, i)
				}
			}
		}
	}
	return nil
}

// seated asserts whom the subject of a sentence has at his table: "had at his table A
// and B". All sit together.
func (r *reader) seated(s *sentence, _ int) {
	for j := range s.toks {
		screen := s.toks[j].is2("ecran", "screen")
		if !s.toks[j].is("table") && !screen || j < 2 || !s.toks[j-1].isAny("his", "her", "sa", "leur", "their", "meme", "same", "la", "the", "l'", "son") {
			continue
		}
		have := j - 2
		for have > 0 && (s.inDate(have) || s.toks[have].isAny("at", "around", "round", "à", "autour", "de", "d'", "the", "la")) {
			have--
		}
		if s.toks[have].lex.have == noTense && !s.toks[have].is("had") {
			continue
		}
		list := s.peopleFrom(j + 1)
		hosts := r.whoAttends(s, have)
		if len(list) == 0 || len(hosts) == 0 {
			continue
		}
		a := Assertion{Kind: Meeting, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/seated", Role: Role{Body: None, Country: None}}
		if screen {
			a.Kind = VideoCall
		}
		dir := past
		if s.toks[have].lex.have == futureTense {
			a.Status, dir = Planned, future
		}
		for _, i := range append(hosts, list...) {
			for _, id := range r.partiesIn(s, i) {
				if id != None && !hasParty(&a, id) && r.res.Entities[id].Kind == Person {
					a.Participants = append(a.Participants, Participant{Entity: id})
				}
			}
		}
		if len(a.Participants) < 2 {
			continue
		}
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), have, dir), r.placeIn(s, 0, len(s.toks), have)
		r.add(a)
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		return
	}
}

// undergone reports whether the participle at token j is passive: "was duly signed".
func (s *sentence) undergone(j int) bool {
	for k := j - 1; k >= 0 && k > j-4; k-- {
		if t := &s.toks[k]; t.lex.be != noTense || t.helps(helpsPassive) {
			return true
		} else if t.kind != word || t.cap {
			return false
		}
	}
	return false
}

// signedBy asserts the meeting of several who sign something: "the treaty was
// initialled in Oslo by A and B".
func (r *reader) signedBy(s *sentence, _ int) {
	for j := range s.toks {
		if !s.toks[j].lex.signed {
			continue
		}
		for k := j + 1; k < len(s.toks) && k < j+16 && !boundary(&s.toks[k]); k++ {
			if !s.toks[k].is2("entre", "between") && !(s.toks[k].is2("par", "by") && s.undergone(j)) {
				continue
			}
			list := s.peopleFrom(k + 1)
			if len(list) == 0 {
				break
			}
			who := r.peopleOf(s, list)
			a := Assertion{Kind: Meeting, Place: None, ClaimedBy: r.claimAt(s, j), Quote: s.span, Rule: "contact/signed", Role: Role{Body: None, Country: None}}
			st := nounFrame{dir: past}
			if ok := s.unknownVerb(r.g.romance, j, 0, &st); !ok || st.hedged || st.status == Denied || s.conditional(0, j) {
				return
			}
			a.Status = st.status
			a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, st.dir), r.placeIn(s, 0, len(s.toks), j)
			if len(who) < 2 || a.Date.IsZero() && a.Place == None {
				return
			}
			r.addOf(a, who)
			return
		}
	}
}

// ledSides asserts the talks of those of whom a sentence tells that they led the two sides:
// "X and Y headed the delegations".
func (r *reader) ledSides(s *sentence, _ int) {
	const reach = 5
	if r.g.romance && r.ledBoth(s) {
		return
	}
	for j := range s.toks {
		if !s.toks[j].lex.leads {
			continue
		}
		for k := j + 1; k < len(s.toks) && k < j+reach; k++ {
			if !s.toks[k].isAny("delegations", "teams", "sides", "equipes", "camps") || !s.toks[k-1].isAny("the", "their", "les", "leurs", "two", "deux", "respective") {
				continue
			}
			who := r.peopleOf(s, r.whoAttends(s, j))
			if len(who) < 2 {
				return
			}
			a := Assertion{Kind: Talks, Place: None, ClaimedBy: r.claimAt(s, j), Quote: s.span, Rule: "contact/led", Role: Role{Body: None, Country: None}}
			st := nounFrame{dir: past}
			if ok := s.unknownVerb(r.g.romance, j, j, &st); !ok || st.hedged {
				return
			}
			a.Status = st.status
			a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, st.dir), r.placeIn(s, 0, len(s.toks), j)
			r.addOf(a, who)
			return
		}
	}
}
