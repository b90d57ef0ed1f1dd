package extract

// rejoins asserts what "X will join the two in Arusha on April 2" tells of those told of
// before: that they all meet, on another day or elsewhere than the contact told last. What
// has neither day nor place of its own tells who came to that one.
func (r *reader) rejoins(s *sentence, _ int) {
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.verb.lemma != "join" && v.verb.lemma != "rejoindre" && v.verb.lemma != "joindre" || v.bare || v.passive || v.wish || v.hedged || v.neg || s.told[k] {
			continue
		}
		count, end, ok := s.joined(v)
		if !ok {
			continue
		}
		who, others := r.peopleOf(s, r.subject(s, k)), r.several(count)
		if len(who) == 0 || len(others) < 2 || !r.allPeople(others) {
			continue
		}
		last := r.lastTold()
		a := Assertion{Kind: Meeting, Place: None, ClaimedBy: r.claimAt(s, v.from), Quote: s.span, Rule: againRule, Role: Role{Body: None, Country: None}}
		dir := a.settle(v)
		lo, hi := s.clause(k)
		hi = max(hi, end)
		a.Kind = (&frame{s: s}).modeIn(lo, hi, a.Kind)
		a.Date, a.Place = r.dateIn(s, lo, hi, v.from, dir), r.placeIn(s, v.to, hi, v.to)
		if a.Place == None && a.Date.IsZero() || last != nil && a.Status == last.Status && (a.Place == None || a.Place == last.Place) && (a.Date.IsZero() || a.Date == last.Date) {
			continue
		}
		for _, id := range append(others[:len(others):len(others)], who...) {
			if !hasParty(&a, id) {
				a.Participants = append(a.Participants, Participant{Entity: id})
			}
		}
		s.told[k] = true
		r.add(a)
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		return
	}
}

// joined reads the object of a verb of joining that stands for people told of before: "the
// two", "these three", "them", "les … ". The count is 0 where it tells none.
func (s *sentence) joined(v *group) (count, end int, ok bool) {
	j := v.to
	if v.object == "les" {
		return 0, j, true
	}
	if at(s.toks, j).is4("à", "aux", "them", "eux") {
		if !at(s.toks, j).is2("à", "aux") {
			return 0, j + 1, true
		}
		if at(s.toks, j+1).is2("eux", "elles") {
			return 0, j + 2, true
		}
	}
	if at(s.toks, j).is("both") {
		return 2, j + 2, at(s.toks, j+1).in(isPeople)
	}
	if !at(s.toks, j).isAny("the", "these", "those", "all", "les", "ces", "aux", "tous") {
		return 0, j, false
	}
	for n := 0; n < 2 && at(s.toks, j).isAny("the", "these", "those", "all", "les", "ces", "aux", "tous"); n++ {
		j++
	}
	if count = at(s.toks, j).lex.unit; count < 2 {
		return 0, j, false
	}
	for j++; j < len(s.toks) && (s.toks[j].in(isPeople) || s.toks[j].is2("of", "them")); j++ {
	}
	return count, j, true
}
