package extract

import "strings"

// Who sat on which side: "on the American side were A and B, on the Ukrainian side C and
// D", "A attended for Turkey, B for Iraq", "côté turc, A". Members of one side are not in
// contact with each other by such a sentence, each is with those of the other sides.

// sideMark is a wording that names a side, tokens [from, to).
type sideMark struct {
	from, to int
	country  string // ISO code, empty where the side is not one of a country
	apart    bool   // "for Turkey", which needs a word of presence to tell a side
	leads    bool   // opens what it says of its people: "on the Indian side, A and B"
}

// sideOfMark are the people of one side.
type sideOfMark struct {
	sideMark
	who []EntityID
}

// sided asserts the contact of which a sentence tells who was on which side, or adds them
// to the one told of. It comes before the rules of verbs and nouns, which would pair the
// members of one side.
func (r *reader) sided(s *sentence, _ int) {
	sides := r.sidesTold(s)
	if len(sides) < 2 {
		return
	}
	s.sided = true
	for i := range sides {
		s.part(sides[i].who, sides[i].who)
	}
	index := r.sidedAt(s)
	if index < 0 {
		if index = r.sidedHere(s); index < 0 {
			s.sided = false
			return
		}
	}
	r.seat(&r.res.Assertions[index], sides)
	for k := range s.verbs {
		s.told[k] = true
	}
	if a := &r.res.Assertions[index]; a.Quote != s.span {
		a.Support = append(a.Support, s.span)
	}
	r.topical, r.topicalAt = append(r.topical[:0], index), r.block
	r.gathering = -1
}

// sidesTold returns the sides that a sentence tells, each with its people, none where
// fewer than two have any.
func (r *reader) sidesTold(s *sentence) []sideOfMark {
	marks := r.sideMarks(s)
	if len(marks) < 2 {
		return r.sidesLed(s)
	}
	var out []sideOfMark
	for i, m := range marks {
		lo, hi := 0, m.from
		if i > 0 {
			lo = marks[i-1].to
		}
		if marks[0].leads {
			lo, hi = m.to, len(s.toks)
			if i+1 < len(marks) {
				hi = marks[i+1].from
			}
		}
		if who := r.namedWithin(s, lo, hi); len(who) > 0 {
			out = append(out, sideOfMark{m, who})
		}
	}
	if len(out) < 2 || out[0].country == out[1].country && out[0].country != "" {
		return nil
	}
	for i := range out {
		for _, id := range out[i].who {
			for _, other := range out[:i] {
				if hasEntity(other.who, id) {
					return nil
				}
			}
		}
	}
	return out
}

// sidesLed reads "X heads the government delegation and Y that of the rebels".
func (r *reader) sidesLed(s *sentence) []sideOfMark {
	const reach = 8
	for j := range s.toks {
		if !s.toks[j].lex.leads || !s.retinueAfter(j+1) {
			continue
		}
		first := r.peopleOf(s, r.whoAttends(s, j))
		for k := j + 2; k < len(s.toks) && len(first) == 1; k++ {
			if t := &s.toks[k]; !t.isAny("that", "celle", "celui", "those") || k < j+4 {
				continue
			}
			if i := s.phraseEnding(k); i >= 0 && s.phrases[i].from > j && s.phrases[i].from < j+reach+8 && len(s.phrases[i].people) == 1 {
				return []sideOfMark{{who: first}, {who: r.partiesIn(s, i)}}
			}
		}
	}
	return nil
}

// namedWithin returns the people named among tokens [lo, hi) who are not the complement of
// a function: "an aide to X".
func (r *reader) namedWithin(s *sentence, lo, hi int) []EntityID {
	var out []EntityID
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < lo || p.from >= hi || len(p.people) == 0 || p.weak && p.title == nil || p.prep == "of" || p.prep == "to" || p.prep == "de" || p.prep == "d'" || at(s.toks, p.to).is("'s") {
			continue
		}
		for _, id := range r.partiesIn(s, i) {
			if id != None && !hasEntity(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// sideMarks returns the wordings of a sentence that name a side, in its order.
func (r *reader) sideMarks(s *sentence) []sideMark {
	var out []sideMark
	for j := 0; s.of(campWords) && j < len(s.toks); j++ {
		if !s.toks[j].of(campWords) {
			continue
		}
		m, ok := r.sideMark(s, j)
		if !ok {
			continue
		}
		if len(out) == 0 {
			m.leads = len(r.namedWithin(s, 0, m.from)) == 0
		}
		out = append(out, m)
	}
	return out
}

// sideMark reads the wording around the word at token j that names a side.
func (r *reader) sideMark(s *sentence, j int) (sideMark, bool) {
	t, next := &s.toks[j], at(s.toks, j+1)
	switch {
	case t.is2("side", "camp") && !r.g.romance: // "on the Turkish side"
		const reach = 5
		for k := j - 1; k >= 0 && k > j-reach; k-- {
			if s.toks[k].is4("on", "from", "for", "in") && at(s.toks, k+1).is("the") && j > k+2 {
				return sideMark{from: k, to: j + 1, country: r.countryIn(s, k+2, j)}, true
			}
		}
	case t.is2("side", "behalf") && next.is("of") && at(s.toks, j-1).isAny("on", "the"), t.is2("cote", "part") && next.is4("de", "du", "d'", "des") && at(s.toks, j-1).is("du"):
		k := j + 2
		if code := r.countryIn(s, k, min(len(s.toks), k+3)); code != "" {
			return sideMark{from: j - 1, to: k + 1, country: code}, true
		}
	case t.is("cote") && r.g.romance && next.kind == word && !next.cap: // "côté turc", "du côté turc"
		from := j
		if at(s.toks, j-1).is("du") {
			from--
		}
		code := r.countryIn(s, j+1, j+2)
		return sideMark{from: from, to: j + 2, country: code}, code != "" || next.isAny("gouvernemental", "rebelle", "insurge", "loyaliste", "officiel")
	case t.is2("for", "pour") && s.phraseEnding(j) < 0 || t.is2("for", "pour") && len(s.phrases[s.phraseEnding(j)].people) > 0:
		k := j + 1
		if at(s.toks, k).in(isArticle) {
			k++
		}
		if k >= len(s.toks) {
			break
		}
		if e, n := r.g.lex.match(s.toks, k); e != nil && e.kind == lexCountry && !at(s.toks, k+n).is("'s") {
			return sideMark{from: j, to: k + n, country: e.id, apart: true}, s.tellsPresence()
		}
	}
	return sideMark{}, false
}

// tellsPresence reports whether a sentence tells that somebody is there or stands for
// somebody.
func (s *sentence) tellsPresence() bool {
	if s.anyAttending() || s.has(0, len(s.toks), "represented", "represent", "representing", "represente", "representee", "representait", "representaient", "speaking", "negotiating", "negociaient", "siegeaient", "siegeait") {
		return true
	}
	for k := range s.verbs {
		if s.verbs[k].verb.can(joins) {
			return true
		}
	}
	return false
}

// sidedAt returns the contact told before whose sides a sentence tells, -1 where there is
// none: the one told last, or the gathering that the sentence before it only mentioned.
func (r *reader) sidedAt(s *sentence) int {
	for _, n := range s.nouns {
		if noun := &s.toks[n].lex.noun; (noun.contact || noun.gathering) && !noun.round && s.ownTalks(n) {
			return -1
		}
	}
	if last := r.lastTold(); last != nil && last.Status != Hypothetical && last.Kind < RegularContact && (len(last.Participants) > 1 || last.Kind == Gathering) {
		return r.topical[len(r.topical)-1]
	}
	for i := len(r.res.Assertions) - 1; i >= 0; i-- {
		a := &r.res.Assertions[i]
		if a.Kind >= RegularContact {
			continue
		}
		if a.Quote.End > s.span.Start || strings.Contains(r.text[a.Quote.End:s.span.Start], "\n") || a.Status == Hypothetical {
			return -1
		}
		return i
	}
	return -1
}

// ownTalks reports whether the noun of contact at token n is one that the sentence itself
// tells of: "talks held in Ankara", "une réunion".
func (s *sentence) ownTalks(n int) bool {
	if at(s.toks, n-1).isAny("a", "an", "un", "une", "d'") || at(s.toks, n-2).isAny("a", "an", "un", "une") {
		return true
	}
	return at(s.toks, n+1).isAny("held", "tenu", "tenue", "tenus", "tenues", "opened", "ouverts", "ouvertes", "that", "qui", "between", "entre")
}

// sidedHere asserts the contact that the sentence itself names and returns it, -1 where it
// names none.
func (r *reader) sidedHere(s *sentence) int {
	for _, n := range s.nouns {
		t := &s.toks[n]
		if !t.lex.noun.contact && !t.lex.noun.gathering || t.lex.noun.round || s.pressConference(n) || s.inVerb(n) {
			continue
		}
		st, ok := r.nounStatus(s, n, n+1)
		if !ok || st.hedged || st.status == Denied {
			return -1
		}
		a := Assertion{Kind: t.lex.noun.kind, Status: st.status, Place: None, ClaimedBy: s.claimer, Quote: s.span, Rule: "contact/sides", Role: Role{Body: None, Country: None}}
		if t.lex.noun.gathering && !t.lex.noun.contact {
			a.Kind = Meeting
		}
		a.Kind = (&frame{s: s}).modeIn(max(0, n-2), min(len(s.toks), n+6), a.Kind)
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), n, st.dir), r.placeIn(s, 0, len(s.toks), n)
		r.add(a)
		return len(r.res.Assertions) - 1
	}
	return -1
}

// seat puts the people of two sides into a contact: on the side of the party of their
// country, else on the one that is left.
func (r *reader) seat(a *Assertion, sides []sideOfMark) {
	const most = 2 // an assertion tells two sides apart
	if len(sides) > most {
		for _, side := range sides {
			for _, id := range side.who {
				if !hasParty(a, id) {
					a.Participants = append(a.Participants, Participant{Entity: id})
				}
			}
		}
		return
	}
	if !r.anyPerson(partiesOf(a)) {
		a.Participants = nil // those who speak for them sit there
	}
	first := 1
	for i, p := range a.Participants {
		if c := r.countryOf(p.Entity); c != None {
			switch code := r.res.Entities[c].Code; {
			case code == sides[0].country && len(a.Participants) == 2:
				first = 1 + i
			case code == sides[1].country && len(a.Participants) == 2:
				first = 2 - i
			}
		}
	}
	if len(a.Participants) == 2 && r.allPeople(partiesOf(a)) {
		a.Participants[0].Side, a.Participants[1].Side = 1, 2
	}
	for k, side := range sides {
		at := first
		if k == 1 {
			at = 3 - first
		}
		for _, id := range side.who {
			known := false
			for i := range a.Participants {
				if a.Participants[i].Entity == id {
					a.Participants[i].Side, known = at, true
				}
			}
			if !known {
				a.Participants = append(a.Participants, Participant{Entity: id, Side: at})
			}
		}
	}
	if a.Kind == Gathering && !a.Summit {
		a.Kind = Talks
	}
}

// countryIn returns the country that a word among tokens [lo, hi) names or is the adjective
// of, empty where none does.
func (r *reader) countryIn(s *sentence, lo, hi int) string {
	for k := lo; k < hi && k < len(s.toks); k++ {
		e, _ := r.g.lex.match(s.toks, k)
		switch {
		case e == nil:
		case e.kind == lexDemonym || e.kind == lexCountry:
			return e.id
		case r.g.governs[e.id] != "":
			return r.g.governs[e.id]
		}
	}
	return ""
}
