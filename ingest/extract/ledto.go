package extract

// ledTo asserts whom a trip or a visit takes somebody to: "un crochet l'a conduit chez X",
// "the visit took Y to the office of X". What leads is a thing, else other rules tell.
func (r *reader) ledTo(s *sentence, _ int) {
	for k := range s.verbs {
		v := &s.verbs[k]
		switch v.verb.lemma {
		case "conduire", "mener", "amener", "porter", "take", "bring", "lead", "carry":
		default:
			continue
		}
		if v.passive || v.bare || v.neg || v.wish || v.hedged || s.told[k] || len(r.peopleOf(s, r.subject(s, k))) > 0 {
			continue
		}
		var who []EntityID
		i := s.firstPhrase(v.to)
		if v.object == "l'" {
			if id := r.another(s, v.from, false, nil); id != None {
				who = []EntityID{id}
			}
		} else if i < len(s.phrases) && s.phrases[i].from == v.to {
			if p := &s.phrases[i]; p.pronoun != "" && p.title == nil {
				if id := r.meant(s, i, nil); id != None {
					who = []EntityID{id}
				}
			} else {
				who = r.peopleOf(s, []int{i})
			}
			i++
		}
		host := r.hostOf(s, v.to, i)
		if len(who) != 1 || host == None || host == who[0] || r.haveContact(who[0], host) {
			continue
		}
		a := Assertion{Kind: Meeting, ClaimedBy: None, Quote: s.span, Rule: "contact/scene", Role: Role{Body: None, Country: None}}
		dir := a.settle(v)
		lo, hi := s.clause(k)
		a.Date, a.Place = r.dateIn(s, lo, hi, v.from, dir), r.placeIn(s, v.to, hi, v.to)
		s.told[k] = true
		r.pairs(a, who, []EntityID{host})
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
	}
}

// hostOf returns the person at whose place a movement ends that is told from a token on:
// "chez X", "to X's office", "dans le bureau de X"; None where none is.
func (r *reader) hostOf(s *sentence, from, i int) EntityID {
	for ; i < len(s.phrases); i++ {
		p := &s.phrases[i]
		if p.from > from+14 || s.parts(from, p.from) {
			return None
		}
		if len(p.people) == 0 && (p.title == nil || p.title.many()) {
			continue
		}
		there := p.prep == "chez" || p.prep == "devant" || p.prep == "before"
		for j := p.from - 1; j > p.from-5 && j > from; j-- {
			there = there || s.toks[j].isAny("aupres", "bureau", "residence", "office", "home", "table", "door", "porte")
		}
		if at(s.toks, p.to).is2("'s", "'") && s.premises(p.to+1) {
			there = true
		}
		if ids := r.peopleOf(s, []int{i}); there && len(ids) == 1 {
			return ids[0]
		}
		return None
	}
	return None
}
