package extract

// A delegation that somebody leads stands for him in the sentences after the one that tells
// so: "Une mission emmenée par X est arrivée à Y. Elle a été reçue par Z. Les émissaires
// ont aussi vu A."

// noteDelegation keeps that a led delegation is what a sentence is about.
func (r *reader) noteDelegation(s *sentence, _ int) {
	if r.leader == None {
		return
	}
	led, group := false, r.ledAt == r.sentence-1 && r.ledAt > 0 && len(s.phrases) > 0 && s.phrases[0].from == 0 && s.phrases[0].pronoun == "elle"
	for i := range s.phrases {
		p := &s.phrases[i]
		led = led || len(p.people) == 1 && s.leadWord(p.from)
		group = group || p.prep == "" && p.title != nil && p.title.head.group && len(p.people) == 0
	}
	for j := range s.toks { // "une mission de l'UA", which is no noun for people
		group = group || led && s.toks[j].isAny("mission", "delegation", "equipe", "troika", "troïka") && at(s.toks, j-1).in(isArticle)
	}
	if group && (led || r.ledAt == r.sentence-1) {
		r.ledAt = r.sentence
	}
}

// forDelegation returns the leader of the delegation told of in the sentence before where a
// phrase means it: "elle", "les émissaires"; else None.
func (r *reader) forDelegation(s *sentence, i int) EntityID {
	const reach = 2 // sentences
	if r.leader == None || r.ledAt == 0 || r.ledAt >= r.sentence || r.sentence-r.ledAt > reach {
		return None
	}
	p := &s.phrases[i]
	if p.pronoun == "elle" && (r.ledAt == r.sentence-1 || p.from == 0) && r.guess(r.leader) != female && !r.womanIn(s, p.from) {
		return r.leader
	}
	if t := p.title; t != nil && len(p.people) == 0 && t.head.plural && t.head.generic && t.definite() && len(t.countries) == 0 && t.body == nil {
		return r.leader
	}
	return None
}

// womanIn reports whether a sentence names a woman before a token, or the sentence before
// it did, whom "elle" may mean.
func (r *reader) womanIn(s *sentence, limit int) bool {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from >= limit {
			break
		}
		for _, n := range p.people {
			if r.gender[r.person(n.text)] != male && p.prep == "" {
				return true
			}
		}
	}
	for _, id := range r.recent {
		if r.gender[id] == female {
			return true
		}
	}
	return false
}

// ledBoth asserts the talks of those by whom the delegations are led that a sentence is about:
// "les délégations du gouvernement et des rebelles, conduites par A et B, ont pris place".
func (r *reader) ledBoth(s *sentence) bool {
	for i := range s.phrases {
		p := &s.phrases[i]
		if len(p.people) == 0 || p.from < 2 || !s.toks[p.from-1].is("par") || !s.toks[p.from-2].isAny("conduites", "menees", "dirigees", "emmenees", "conduits", "diriges", "menes") {
			continue
		}
		who := r.peopleOf(s, s.list(i, len(s.toks), -1))
		many := false
		for j := max(0, p.from-16); j < p.from; j++ {
			many = many || s.toks[j].isAny("delegations", "equipes", "parties", "camps")
		}
		if len(who) != 2 || !many {
			return false
		}
		a := Assertion{Kind: Talks, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/led", Role: Role{Body: None, Country: None}}
		st := nounFrame{dir: past}
		if ok := s.unknownVerb(r.g.romance, p.to, p.to, &st); !ok || st.hedged || st.status == Denied {
			return false
		}
		a.Status = st.status
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), p.to, st.dir), r.placeIn(s, 0, len(s.toks), p.to)
		if a.Date.IsZero() && a.Place == None {
			return false
		}
		a.Participants = []Participant{{Entity: who[0]}, {Entity: who[1]}}
		r.add(a)
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		return true
	}
	return false
}

// oneSide returns the people on one side of the contact told last where "they" or "les deux
// responsables" means them: n people, or for 0 several whom one other met.
func (r *reader) oneSide(n int) []EntityID {
	if !r.g.romance || len(r.topical) != 1 {
		return nil
	}
	var sides [3][]EntityID
	for _, p := range r.res.Assertions[r.topical[0]].Participants {
		if p.Side > 2 || r.res.Entities[p.Entity].Kind != Person {
			return nil
		}
		sides[p.Side] = append(sides[p.Side], p.Entity)
	}
	if len(sides[0]) > 0 {
		return nil
	}
	for k := 1; k < 3; k++ {
		if other := sides[3-k]; len(sides[k]) > 1 && len(other) == 1 && (n == 0 && k == 1 || n == len(sides[k])) {
			return sides[k]
		}
	}
	return nil
}

// keepPair keeps the two people who are the subject of a sentence: "les deux responsables" of
// the next one, where more were named.
func (r *reader) keepPair(s *sentence) {
	if !r.g.romance || len(s.phrases) == 0 || s.phrases[0].prep != "" || len(s.phrases[0].people) == 0 {
		return
	}
	if who := r.peopleOf(s, s.list(0, len(s.toks), -1)); len(who) == 2 {
		r.pair, r.pairAt = who, r.sentence
		return
	}
	list := s.list(0, len(s.toks), s.phrases[0].to)
	for k := range s.verbs {
		if subject := r.subject(s, k); len(subject) == 2 && subject[0] == 0 {
			list = subject
			break
		}
	}
	if who := r.peopleOf(s, list); len(who) == 2 {
		r.pair, r.pairAt = who, r.sentence
	}
}

// goesOnWith reports whether what somebody tells the one of whom the text is about ("lui a
// assuré que") goes on with the round of contacts that the paragraph tells: later on the day,
// or in his turn.
func (r *reader) goesOnWith(s *sentence, u utterance) bool {
	last := r.lastTold()
	if last == nil || last.Status != Occurred || remote(last.Kind) || r.block-r.topicalAt > 1 || r.lastSubject == None || !hasParty(last, r.lastSubject) {
		return false
	}
	lui := false
	for i := range s.dates {
		if w := &s.dates[i]; !w.anchored && w.to <= u.from {
			return false // a day of its own
		}
	}
	for j := u.from; j < u.to; j++ {
		lui = lui || s.toks[j].is("lui")
	}
	if !lui {
		return false
	}
	for j := 0; j < u.to; j++ {
		t := &s.toks[j]
		if r.topicalAt == r.block && t.is2("ensuite", "puis") || t.is("tour") && j > 0 && s.toks[j-1].is("son") || t.isAny("apres-midi", "soiree", "matinee", "soir", "lendemain") && j < 4 {
			return true
		}
	}
	return false
}

// sameObject returns the one told of before whom the object pronouns of two clauses of a
// sentence mean alike: "A l'attendait à l'aéroport ; B lui a accordé une heure"; else None.
func (r *reader) sameObject(s *sentence, at int) EntityID {
	if !r.g.romance || r.lastSubject == None || r.res.Entities[r.lastSubject].Kind != Person {
		return None
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.to > at || v.object == "" || v.object == "les" || v.reflex {
			continue
		}
		for j := v.to; j < at; j++ {
			if s.toks[j].is3(";", ",", "et") && !r.namesIn(s, r.lastSubject) {
				return r.lastSubject
			}
		}
	}
	return None
}

// namesIn reports whether a sentence names somebody.
func (r *reader) namesIn(s *sentence, id EntityID) bool {
	for i := range s.phrases {
		for _, n := range s.phrases[i].people {
			if r.person(n.text) == id {
				return true
			}
		}
	}
	return false
}

// disagree reports whether a verb with a negation tells that people did not come to terms,
// which they must have talked about.
func (s *sentence) disagree(v *group) bool {
	return s.has(v.from, min(len(s.toks), v.to+4), "accord", "entendre", "entendus", "entendues", "accordes", "accordees")
}
