package extract

// composedOf asserts, of a sentence of French that tells of whom a group was made up, the contact of
// these with the one whom the sentence before tells that the group saw: "La mission a exposé mardi
// son plan à X. Conduite par A, elle comprenait B et C".
func (r *reader) composedOf(s *sentence, found int) {
	const reach = 3 // tokens between the word for a group and the verb
	if r.before == nil || r.beforeBlock != r.block {
		return
	}
	for j := 1; j < len(s.toks); j++ {
		if !s.toks[j].of(composedWords) || at(s.toks, j-1).in(isNegation) || at(s.toks, j+1).is("que") {
			continue
		}
		group := false
		for k := j - 1; k >= 0 && k >= j-reach; k-- {
			group = group || s.toks[k].isAny("elle", "il") || s.toks[k].groupOfPeople()
		}
		list := s.peopleFrom(j + 1)
		if !group || len(list) == 0 {
			continue
		}
		members := r.humansOf(s, list, nil)
		for i := range s.phrases { // "Conduite par X, elle comprenait"
			if p := &s.phrases[i]; len(p.people) == 1 && p.to <= j && s.leadWord(p.from) {
				members = append(members, r.person(p.people[0].text))
			}
		}
		r.groupSaw(s, found, members)
		return
	}
}

// groupOfPeople reports whether a token names several who are sent or who mediate.
func (t *token) groupOfPeople() bool {
	return t.lex.retinue || t.isAny("delegation", "mission", "mediation", "equipe", "troika", "groupe", "panel", "trio", "quatuor", "quartet", "comite")
}

// groupSaw asserts the contact of the members of a group with the one person whom the sentence before
// tells that it saw.
func (r *reader) groupSaw(s *sentence, found int, members []EntityID) {
	b := r.before
	group, verb := false, -1
	for j := range b.toks {
		group = group || b.toks[j].groupOfPeople()
		if t := &b.toks[j]; verb < 0 && (t.lex.have != noTense || t.lex.be != noTense) && !t.is("à") {
			verb = j
		}
	}
	if !group || verb < 0 || b.apart(verb, min(verb+4, len(b.toks))) || b.conditional(0, min(len(b.toks), 2)) {
		return
	}
	var seen []EntityID
	for i := range b.phrases {
		p := &b.phrases[i]
		if len(p.people) == 0 || p.weak {
			continue
		}
		if p.prep != r.g.to && p.prep != r.g.by && p.prep != r.g.with && !(p.prep == "" && p.to <= verb) || b.leadWord(p.from) {
			continue
		}
		seen = append(seen, r.humansOf(b, []int{i}, seen)...)
	}
	st, dir, ok := r.deed(b, 0, len(b.toks))
	if len(seen) != 1 || hasEntity(members, seen[0]) || !ok {
		return
	}
	f := framed{who: seen, others: members, status: st, dir: dir, lo: 0, hi: len(s.toks), pivot: 0}
	from := len(r.res.Assertions)
	r.frame(s, found, "contact/scene", f)
	for k := from; k < len(r.res.Assertions); k++ {
		a := &r.res.Assertions[k]
		a.Date, a.Place = r.dateIn(b, 0, len(b.toks), verb, dir), r.placeIn(b, 0, len(b.toks), verb)
	}
}

// delegationOf asserts what a sentence of French tells of a group and of whom it is made up: "X a reçu
// mardi une délégation composée de A, de B et de C".
func (r *reader) delegationOf(s *sentence, found int) {
	const reach = 6 // tokens between the word for a group and its members
	for j := 1; j < len(s.toks); j++ {
		if !s.toks[j].isAny("composee", "composees", "formee", "constituee", "comprenant", "incluant") {
			continue
		}
		group := -1
		for k := j - 1; k >= 0 && k >= j-reach && group < 0 && !boundary(&s.toks[k]); k-- {
			if s.toks[k].groupOfPeople() {
				group = k
			}
		}
		list := s.peopleFrom(j + 1)
		if group < 0 || len(list) == 0 {
			continue
		}
		members := r.humansOf(s, list, nil)
		end := s.phrases[list[len(list)-1]].to
		var seen []EntityID
		for i := range s.phrases {
			p := &s.phrases[i]
			if p.weak || len(p.people) == 0 && p.pronoun == "" && (p.title == nil || p.title.many()) || p.from > group && p.from < end || s.leadWord(p.from) || s.speaks(p) {
				continue
			}
			if p.prep == "" && p.to <= group || p.prep == r.g.by || p.prep == r.g.with || p.prep == r.g.to {
				seen = append(seen, r.humansOf(s, []int{i}, seen)...)
			}
		}
		for k := range s.verbs {
			v := &s.verbs[k]
			if !v.verb.can(contacts|receives) || v.bare || v.neg || v.wish || v.hedged || len(seen) != 1 || hasEntity(members, seen[0]) || v.tense == participle || v.tense == gerund {
				continue
			}
			f := framed{who: seen, others: members, hi: len(s.toks), pivot: v.from}
			var a Assertion
			f.dir = a.settle(v)
			f.status = a.Status
			r.frame(s, found, "contact/scene", f)
			return
		}
		return
	}
}
