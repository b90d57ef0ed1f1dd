package extract

// theyWere names those whom a gathering of one person with several gathered, of whom he is said to have
// received so many first: "X received two ministers in Muscat on Monday: A of Somalia and B of Sudan", "Two
// envoys were received by X. They were A and B". They are on the other side than he.
func (r *reader) theyWere(s *sentence, _ int) {
	r.cameToSee(s)
	if r.gathering < 0 || r.block-r.gatheringAt > 1 {
		return
	}
	a := &r.res.Assertions[r.gathering]
	if a.Rule != "gathering/convened" || a.Collective == "" || len(a.Participants) != 1 {
		return
	}
	var list []int
	switch {
	case a.Quote == s.span:
		list = s.namedAtEnd(a.Collective)
	case r.before != nil && a.Quote == r.before.span:
		if j := s.saysWho(); j > 0 {
			list = s.peopleFrom(j)
		}
	}
	if len(list) < 2 {
		return
	}
	for _, id := range r.peopleOf(s, list) {
		if r.res.Entities[id].Kind == Person && !hasParty(a, id) {
			a.Participants = append(a.Participants, Participant{Entity: id, Side: 2})
		}
	}
	if len(a.Participants) < 2 {
		return
	}
	a.Participants[0].Side, a.Collective = 1, ""
	if a.Kind == Gathering {
		a.Kind = Meeting
	}
	if a.Quote != s.span {
		a.Support = append(a.Support, s.span)
	}
}

// namedAtEnd returns the list of people that ends a sentence after a colon, a dash or a comma and names those
// whom a word before it tells.
func (s *sentence) namedAtEnd(collective string) []int {
	j := 0
	for j < len(s.toks) && s.toks[j].text != collective {
		j++
	}
	for j++; j < len(s.toks); j++ {
		if t := &s.toks[j]; !t.is3(":", "–", "—") && !t.is(",") {
			continue
		}
		list := s.peopleFrom(j + 1)
		if len(list) < 2 {
			continue
		}
		for end := s.phrases[list[len(list)-1]].to; end < len(s.toks); end++ {
			if s.verbFrom[end] {
				return nil
			}
		}
		return list
	}
	return nil
}

// saysWho returns the token after words that open a sentence and say who those are that the sentence before
// told: "They were", "Il s'agissait de"; -1 where it opens with others.
func (s *sentence) saysWho() int {
	first, next := at(s.toks, 0), at(s.toks, 1)
	switch {
	case first.isAny("they", "these", "those", "ils", "elles", "ce", "c'") && next.lex.be != noTense:
		return 2
	case first.is3("the", "les", "both") && at(s.toks, 2).lex.be != noTense && (next.in(isPeople) || next.lex.unit > 1):
		return 3
	case first.is("il") && next.is("s'") && at(s.toks, 2).isAny("agissait", "agit", "agira"):
		return 3
	}
	return -1
}

// cameToSee asserts the gathering of one person with several whom he is said to have received and whom the
// sentence does not name: "Two envoys of the president were received in Muscat on Monday by X".
func (r *reader) cameToSee(s *sentence) {
	for k := range s.verbs {
		v := &s.verbs[k]
		if !v.passive || !v.verb.can(receives) || v.bare || v.wish || v.hedged || v.neg || s.told[k] {
			continue
		}
		lo, hi := s.clause(k)
		many := s.manyBefore(lo, v.from)
		if many < 0 || s.conditional(lo, v.from) || v.tense == present && s.habitual() {
			continue
		}
		host := None
		for i := range s.phrases {
			if p := &s.phrases[i]; p.from >= v.to && p.from < hi && (p.prep == "by" || p.prep == "par") && s.standsForOne(i) {
				host = firstOf(r.partiesIn(s, i))
				break
			}
		}
		if host == None || r.res.Entities[host].Kind != Person {
			continue
		}
		a := Assertion{Kind: Gathering, Place: None, ClaimedBy: r.claimAt(s, lo), Quote: s.span, Rule: "gathering/convened", Role: Role{Body: None, Country: None}}
		dir := a.settle(v)
		a.Date, a.Place = r.dateIn(s, lo, len(s.toks), v.from, dir), r.placeIn(s, lo, len(s.toks), v.from)
		if s.mainClause(lo) {
			r.opened(s, &a, dir)
		}
		a.Participants, a.Collective = []Participant{{Entity: host}}, s.toks[many].text
		s.told[k] = true
		r.hold(a)
		return
	}
}

// manyBefore returns the noun for several people that is the subject of a verb at token j, where the clause
// from token lo names nobody before it; -1 where it does, or has none.
func (s *sentence) manyBefore(lo, j int) int {
	many := -1
	for k := lo; k < j; k++ {
		t := &s.toks[k]
		if many < 0 && (t.in(isPeople) || t.lex.many) && (at(s.toks, k-1).lex.unit > 1 || at(s.toks, k-1).lex.several || at(s.toks, k-2).lex.unit > 1) {
			many = k
		}
	}
	for i := range s.phrases {
		if p := &s.phrases[i]; p.from >= lo && p.to <= j && len(p.people) > 0 && !p.weak {
			return -1
		}
	}
	return many
}
