package extract

// Another contact of those told of last, of which a sentence tells without a verb or a party of
// its own: "the two will convene anew", "they intend to repeat the exercise in person", "An
// earlier call, on February 3, had", "the pair travel together to El Arish today".

// onceMore asserts such a contact.
func (r *reader) onceMore(s *sentence, _ int) {
	last := r.lastTold()
	if len(last.Participants) < 2 || !r.topicalHere() || last.Status == Denied {
		return
	}
	for j := range s.toks {
		if !s.toks[j].of(repeatWords) {
			continue
		}
		a := Assertion{Kind: Meeting, Place: None, ClaimedBy: s.claimer, Quote: s.span, Rule: againRule, Role: Role{Body: None, Country: None}}
		who, dir, ok := r.repeated(s, j, last, &a)
		if !ok || len(who) < 2 || len(who) > 4 || !r.allPeople(who) || s.namesOther(r, who, j) {
			continue
		}
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, dir), r.placeIn(s, 0, len(s.toks), j)
		if remote(a.Kind) {
			a.Place = None
		}
		if a.Status == Occurred && a.Date.IsZero() || r.toldAlready(&a, who) {
			continue
		}
		a.plain = a.Status == Planned && s.toks[j].is("together") // "The two travel together to X on Friday"
		r.addOf(a, who)
		return
	}
}

// repeated reads what the word at j tells of another contact: whose it is, on which side of the
// publication, and its kind and status.
func (r *reader) repeated(s *sentence, j int, last *Assertion, a *Assertion) ([]EntityID, direction, bool) {
	t := &s.toks[j]
	switch {
	case t.isAny("exercise", "exercice", "experience"):
		if !s.has(max(0, j-4), j, "repeat", "repeated", "renew", "renouveler", "repeter", "reiterer") || !s.willBefore(j) {
			return nil, 0, false
		}
		if a.Kind = last.Kind; remote(a.Kind) && s.has(j, len(s.toks), "person", "personne", "presentiel", "flesh") {
			a.Kind = Meeting
		}
	case t.is2("cela", "ca"):
		if !at(s.toks, j-1).is2("remettre", "remettront") || !s.willBefore(j) {
			return nil, 0, false
		}
	case t.is2("pareille", "politesse"):
		if !at(s.toks, j-1).is("la") || !at(s.toks, j-2).is2("rendra", "rendre") || !s.willBefore(j) {
			return nil, 0, false
		}
		a.Status = Planned
		return r.several(0), future, true
	case t.is3("again", "anew", "more"):
		if t.is("more") && !at(s.toks, j-1).is("once") || !s.has(max(0, j-3), j, "convene", "gather", "assemble", "confer", "sit") || !s.willBefore(j) {
			return nil, 0, false
		}
		a.Kind = (&frame{s: s}).modeIn(0, len(s.toks), a.Kind)
	case t.is2("reconvene", "reconvenes"):
		if !s.willBefore(j) {
			return nil, 0, false
		}
	case t.is2("together", "ensemble"):
		return r.onTheWay(s, j, a)
	case t.is2("visit", "visite"):
		if !(at(s.toks, j-1).is("return") || at(s.toks, j+2).is("retour")) || !s.plannedBetween(j, min(len(s.toks), j+10)) || s.calledOff() {
			return nil, 0, false
		}
		a.Status = Planned
		return r.several(0), future, true
	case t.in(isPhone) && at(s.toks, j-1).is("de") && at(s.toks, j-2).is("coup"):
		return r.earlierOne(s, j, last, a)
	case t.in(isPhone):
		if _, ok := s.meansAt(j); !ok || !at(s.toks, j-1).isAny("au", "par", "the", "by", "over") || !s.has(max(0, j-12), j, "had", "have", "avaient", "ont") || s.of(negationWords) {
			return nil, 0, false
		}
		a.Kind = Call // "en avaient arrêté le programme samedi au téléphone"
		return r.whoRepeat(s, j), past, true
	case t.lex.noun.contact:
		return r.earlierOne(s, j, last, a)
	default:
		return nil, 0, false
	}
	a.Status = Planned
	who := r.whoRepeat(s, j)
	if told := r.mentioned(s); len(who) < 2 && len(told) == 2 && r.haveContact(told[0].id, told[1].id) {
		who = []EntityID{told[0].id, told[1].id} // "the Greek leader and his counterpart will convene anew"
	}
	return who, future, true
}

// willBefore reports whether words shortly before token j put what it tells into the future.
func (s *sentence) willBefore(j int) bool {
	const reach = 6
	for k := max(0, j-reach); k < j; k++ {
		t := &s.toks[k]
		if t.isAny("will", "intend", "intends", "plan", "plans", "mean", "means", "expect", "due", "agreed", "comptent", "compte", "entendent", "entend", "doivent", "doit", "vont", "va", "devraient", "prevoient", "rendra", "remettront") ||
			t.is("to") && at(s.toks, k-1).lex.be == present {
			return !s.has(k+1, j, "not", "never", "pas", "plus")
		}
	}
	return false
}

// whoRepeat returns those told of who are the subject of what is told before token j: "the two",
// "the same four", "they", "les deux ministres".
func (r *reader) whoRepeat(s *sentence, j int) []EntityID {
	for i := range s.phrases {
		if p := &s.phrases[i]; p.to <= j && p.pronoun == together && p.prep == "" && !s.onlyTheirs(p.from) {
			return r.theMany(p.count)
		}
	}
	for k := 0; k+1 < j; k++ { // "the same four", "the four intend"
		if n := s.toks[k+1].lex.unit; n > 1 && (s.toks[k].is("same") || s.toks[k].is("the") && at(s.toks, k+2).isAny("intend", "plan", "mean", "expect", "agreed", "travel", "fly", "go", "head")) {
			return r.theMany(n)
		}
	}
	return nil
}

// onTheWay reads who travel together, where "together" stands at j.
func (r *reader) onTheWay(s *sentence, j int, a *Assertion) ([]EntityID, direction, bool) {
	k := s.verbEnding(j)
	if k < 0 && at(s.toks, j-1).isAny("travel", "fly", "go", "head", "journey", "drive", "sail") && len(s.dates) > 0 {
		a.Status = Planned // "the two travel together to Bergen on Friday"
		return r.whoRepeat(s, j-1), future, true
	}
	if k < 0 || !s.verbs[k].verb.can(goes) || s.verbs[k].neg || s.verbs[k].wish || s.verbs[k].hedged || s.verbs[k].bare {
		return nil, 0, false
	}
	v := &s.verbs[k]
	dir := a.settle(v)
	if v.tense == present {
		a.Status, dir = Planned, future
	}
	who := r.whoRepeat(s, v.from)
	if list := r.peopleOf(s, r.subject(s, k)); len(list) > 1 {
		who = list
	}
	return who, dir, len(s.dates) > 0
}

// earlierOne reads "An earlier call, on February 3, had", "Un premier appel, le 3 février,
// n'avait": a contact before the one told last, whose noun stands at n.
func (r *reader) earlierOne(s *sentence, n int, last *Assertion, a *Assertion) ([]EntityID, direction, bool) {
	const head, near = 4, 7
	if n == 0 || n > head || s.toks[n].cap || s.inAnyVerb(n) || s.pressConference(n) || s.toks[n].lex.noun.kind == Visit || last.Status != Occurred && last.Status != Planned {
		return nil, 0, false
	}
	if first := &s.toks[0]; !first.is4("a", "an", "un", "une") {
		return nil, 0, false
	}
	if i, _ := s.partyOf(n); i >= 0 && !s.phrases[i].weak && s.phrases[i].from < n+near {
		return nil, 0, false
	}
	dated := false
	for i := range s.dates {
		d := &s.dates[i]
		dated = dated || d.from > n && d.from <= n+3
	}
	for k := range s.verbs {
		if v := &s.verbs[k]; v.from > n && (v.tense == futureTense || v.passive && v.verb.can(plans|cancels)) {
			return nil, 0, false
		}
	}
	if !dated || !s.has(n+1, n+near+near, "had", "avait", "n'avait") {
		return nil, 0, false
	}
	a.Kind = (&frame{s: s}).modeIn(max(0, n-2), min(len(s.toks), n+3), s.toks[n].lex.noun.kind)
	return r.several(0), past, true
}
