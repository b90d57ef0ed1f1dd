package extract

// occasionGave asserts what "a summit allowed A, B and C to talk of the river" and "la
// réunion a permis à A et B de" tell: the contact of all whom the occasion is said to have
// brought to something.
func (r *reader) occasionGave(s *sentence, _ int) {
	for j := range s.toks {
		t := &s.toks[j]
		if !t.of(allowWords) {
			continue
		}
		n := s.occasionSubject(j)
		if n < 0 {
			continue
		}
		list := s.peopleWithin(j+1, j+8)
		who := r.peopleOf(s, list)
		if len(who) < 2 || len(who) < len(list) {
			continue
		}
		a := Assertion{Kind: s.toks[n].lex.noun.kind, Summit: s.toks[n].lex.noun.summit, Place: None, ClaimedBy: r.claimAt(s, j), Quote: s.span, Rule: nearRule, Role: Role{Body: None, Country: None}}
		dir := past
		if t.is4("permettra", "verra", "offrira", "donnera") || at(s.toks, j-1).is4("will", "to", "should", "would") {
			a.Status, dir = Planned, future
		}
		a.Kind = (&frame{s: s}).modeIn(max(0, n-2), min(len(s.toks), n+4), a.Kind)
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, dir), r.placeIn(s, 0, j, 0)
		if a.Place == None {
			a.Place = r.placeIn(s, s.phrases[list[len(list)-1]].to, len(s.toks), j)
		}
		r.addOf(a, who)
		return
	}
}

// occasionSubject returns the noun of contact without parties of its own that is the
// subject of the verb at token j, -1 where something else is.
func (s *sentence) occasionSubject(j int) int {
	for n := j - 1; n >= 0 && n > j-14; n-- {
		t := &s.toks[n]
		if boundary(t) {
			return -1
		}
		if i := s.phraseEnding(n + 1); i >= 0 && len(s.phrases[i].people) > 0 {
			return -1
		}
		if t.lex.noun.contact && !t.lex.noun.round && t.lex.noun.kind != Call && !t.is3("vues", "views", "main") && !s.pressConference(n) {
			if at(s.toks, n+1).isAny("with", "avec", "between", "entre") || s.inList(n) || n > 3 {
				return -1
			}
			return n
		}
	}
	return -1
}

// peopleWithin returns the list of people that starts among tokens [lo, hi).
func (s *sentence) peopleWithin(lo, hi int) []int {
	for i := range s.phrases {
		if p := &s.phrases[i]; p.from >= lo && p.from < hi && len(p.people) > 0 {
			own := i
			for own+1 < len(s.phrases) && s.connected(s.phrases[own].to, s.phrases[own+1].from, s.phrases[own].comma) {
				own++
			}
			return s.list(i, len(s.toks), s.phrases[own].to)
		}
	}
	return nil
}
