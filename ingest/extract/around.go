package extract

// around asserts who sat around somebody at a table: "around X sat Y and Z", "autour de X
// ont pris place Y et Z". All of them are in contact, at the gathering that the sentence
// before tells of where it names nobody who was there.
func (r *reader) around(s *sentence, _ int) {
	if len(s.toks) < 4 {
		return
	}
	start := 0
	switch {
	case s.toks[0].is("around"):
		start = 1
	case s.toks[0].is("autour") && s.toks[1].is4("de", "du", "d'", "des"):
		start = 1
	default:
		return
	}
	verb := s.seatVerb(start)
	if verb < 0 {
		r.decidedAround(s, start)
		return
	}
	var who []EntityID
	for i := range s.phrases {
		p := &s.phrases[i]
		if len(p.people) == 0 || p.weak || p.from > start+3 && p.from < verb || p.from > verb && (p.prep != "" || boundary(&s.toks[p.from-1])) {
			continue
		}
		for _, id := range r.partiesIn(s, i) {
			if id != None && !hasEntity(who, id) {
				who = append(who, id)
			}
		}
	}
	if len(who) < 2 || !r.allPeople(who) {
		return
	}
	a := Assertion{Kind: Meeting, Place: None, ClaimedBy: s.claimer, Quote: s.span, Rule: "contact/scene", Role: Role{Body: None, Country: None}}
	dir := past
	if s.toks[verb].lex.have == futureTense || s.toks[verb].lex.be == futureTense || s.toks[verb].is4("will", "prendront", "siegeront", "siegera") {
		a.Status, dir = Planned, future
	}
	a.Date, a.Place = r.dateIn(s, 0, len(s.toks), verb, dir), r.placeIn(s, 0, len(s.toks), 0)
	for _, id := range who {
		a.Participants = append(a.Participants, Participant{Entity: id})
	}
	r.takenUp(s)
	if last := r.lastTold(); last != nil && r.topicalAt == r.block && last.Kind <= Gathering && (last.Status == a.Status) && !r.anyPerson(partiesOf(last)) {
		last.fill(&a)
		last.Participants, last.Support = a.Participants, append(last.Support, s.span)
		return
	}
	r.add(a)
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
}

// seatVerb returns the verb of sitting or standing after token j, -1 where there is none
// before the next clause.
func (s *sentence) seatVerb(j int) int {
	for ; j < len(s.toks); j++ {
		t, next := &s.toks[j], at(s.toks, j+1)
		switch {
		case t.isAny("sat", "sit", "stood", "gathered", "siegeaient", "siegeait", "siegeront", "siegera", "prendront", "figuraient"):
			return j
		case t.is("avait") && at(s.toks, j-1).is("y") && at(s.toks, j-2).is("il"):
			return j
		case t.is("took") && at(s.toks, j+2).is2("seats", "places"), t.is("will") && next.is("sit"), t.is("were") && next.isAny("seated", "gathered", "sitting"):
			return j
		case t.isAny("ont", "avaient", "a", "avait") && next.is("pris") && at(s.toks, j+2).is("place"), t.isAny("etaient", "sont", "etait") && next.isAny("assis", "reunis", "attables", "installes", "rassembles"), t.is("se") && next.isAny("tenaient", "trouvaient", "sont", "pressaient"):
			return j
		case boundary(t):
			return -1
		}
	}
	return -1
}

// seatedBeside returns the subject of a verb of sitting before "aux côtés" or "alongside" at token j:
// "X siégeait aux côtés de Y et de Z".
func (r *reader) seatedBeside(s *sentence, j int) []int {
	const reach = 6
	for k := j - 1; k >= 0 && k > j-reach; k-- {
		switch t := &s.toks[k]; {
		case t.isAny("siegeait", "siegeaient", "sat", "sits", "assis", "assise", "place", "seated", "attable", "installe", "installee"):
			for at(s.toks, k-1).lex.be != noTense || at(s.toks, k-1).lex.have != noTense || at(s.toks, k-1).isAny("pris", "taken", "egalement", "aussi", "also") {
				k--
			}
			return r.whoAttends(s, k)
		case boundary(t) || t.kind != word:
			return nil
		}
	}
	return nil
}

// decidedAround notes the gathering of a group that did something around somebody: "Autour de X,
// cinq chefs d'État ont adopté à Paris un plan". Those whom the next sentence puts there join it.
func (r *reader) decidedAround(s *sentence, start int) {
	open := s.opening()
	if open <= 0 || s.toks[0].is("around") {
		return
	}
	i := s.firstPhrase(start)
	for i < len(s.phrases) && len(s.phrases[i].people) == 0 && s.phrases[i].from < open {
		i++
	}
	g := s.firstPhrase(open)
	if i >= len(s.phrases) || s.phrases[i].from > open || len(s.phrases[i].people) != 1 || g >= len(s.phrases) {
		return
	}
	p := &s.phrases[g]
	if p.prep != "" || p.from > open+3 || p.title == nil || !p.title.many() || len(p.people) > 0 {
		return
	}
	for k := p.to; k < p.to+4 && k+1 < len(s.toks); k++ {
		t := &s.toks[k]
		if t.is("ont") && !s.toks[k+1].is("ete") && !at(s.toks, k-1).in(isNegation) {
			a := Assertion{Kind: Gathering, Place: None, ClaimedBy: s.claimer, Quote: s.span, Rule: "contact/scene", Role: Role{Body: None, Country: None}}
			a.Date, a.Place = r.dateIn(s, open, len(s.toks), k, past), r.placeIn(s, open, len(s.toks), k)
			if a.Date.IsZero() && a.Place == None {
				return
			}
			a.Participants = []Participant{{Entity: r.person(s.phrases[i].people[0].text)}}
			a.Collective = p.title.label
			r.add(a)
			r.gathering, r.gatheringAt = len(r.res.Assertions)-1, r.block
			r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
			return
		}
		if t.kind == punct {
			return
		}
	}
}
