package extract

// uniteThem asserts what a noun of contact as the subject tells of those of the sentence
// before: "Un sommet à trois les réunira le 31 mars à A, avec X", "Une réunion doit les
// rassembler autour de X". All are at one table.
func (r *reader) uniteThem(s *sentence, _ int) {
	const head = 9 // tokens within which the noun stands
	for j := 2; j+1 < len(s.toks); j++ {
		if !s.toks[j].is("les") {
			continue
		}
		st, ok := s.unites(j)
		if !ok {
			continue
		}
		n := -1
		for k := 0; k < j && k < head; k++ {
			if noun := &s.toks[k].lex.noun; (noun.contact || noun.gathering) && !s.pressConference(k) || s.toks[k].is("rendez-vous") {
				n = k
				break
			}
		}
		if n < 0 || s.named(0, j) {
			return
		}
		who := append([]EntityID{}, r.themBefore()...)
		if len(who) < 2 || len(who) > 4 || !r.allPeople(who) {
			return
		}
		for i := s.firstPhrase(j + 1); i < len(s.phrases); i++ {
			if p := &s.phrases[i]; len(p.people) > 0 && !p.weak && (p.prep == r.g.with || at(s.toks, p.from-2).is("autour") || at(s.toks, p.from-1).is("autour")) {
				for _, id := range r.peopleOf(s, s.list(i, len(s.toks), -1)) {
					if !hasEntity(who, id) {
						who = append(who, id)
					}
				}
				break
			}
		}
		a := Assertion{Kind: Meeting, Status: st.status, Place: None, ClaimedBy: r.claimAt(s, 0), Quote: s.span, Rule: againRule, Role: Role{Body: None, Country: None}}
		a.Kind = (&frame{s: s}).modeIn(n, j, a.Kind)
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, st.dir), r.placeIn(s, 0, len(s.toks), j)
		if remote(a.Kind) {
			a.Place = None
		}
		r.assertAll(a, who)
		return
	}
}

// unites reads the verb of bringing together after "les" at token j: "les réunira", "les a
// réunis", "doit les rassembler".
func (s *sentence) unites(j int) (st nounFrame, ok bool) {
	t, prev := at(s.toks, j+1), at(s.toks, j-1)
	switch {
	case t.isAny("reunira", "reuniront", "rassemblera", "rassembleront"):
		return nounFrame{status: Planned, dir: future}, true
	case t.is2("reunir", "rassembler") && prev.isAny("doit", "devrait", "va", "doivent"):
		return nounFrame{status: Planned, dir: future}, true
	case t.lex.have == preterite:
		for k := j + 2; k < len(s.toks) && k < j+5; k++ {
			if s.toks[k].isAny("reunis", "reunies", "rassembles", "rassemblees") {
				return nounFrame{status: Occurred, dir: past}, !prev.helps(helpsNot)
			}
		}
	}
	return st, false
}
