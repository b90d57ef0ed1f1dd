package extract

// claimer returns the party of "selon X", "X a annoncé que" or ", a indiqué X",
// for the whole sentence; None where it speaks for itself.
func (r *reader) claimer(s *sentence) EntityID {
	for i := range s.phrases {
		p := &s.phrases[i]
		d := p.from > 1 && p.prep == "apres" && s.toks[p.from-2].is("d'")
		to := p.from > 1 && p.prep == "to" && s.toks[p.from-2].is("according")
		if p.prep == "selon" || d || to {
			if ids := r.parties(p); len(ids) > 0 {
				return ids[0]
			}
		}
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if !v.verb.can(states) || v.neg || v.wish {
			continue
		}
		switch v.clitic {
		case "il":
			return r.he
		case "elle":
			return r.she
		}
		inverted := v.from > 0 && (s.toks[v.from-1].is3(",", "»", "”") || s.toks[v.from-1].is("comme"))
		if !inverted || v.verb.lemma == "tell" { // "X, the premier, told Y"
			continue
		}
		for i := range s.phrases {
			p := &s.phrases[i]
			if p.from == v.to && p.prep == "" {
				if ids := r.parties(p); len(ids) > 0 {
					return ids[0]
				}
			}
		}
	}
	return None
}

// claimAt returns on whose word a clause that starts at token at is reported:
// the subject of the last verb of saying before it that governs it by "que" or
// by an infinitive, else the claimer of the sentence.
func (r *reader) claimAt(s *sentence, at int) EntityID {
	for k := len(s.verbs) - 1; k >= 0; k-- {
		v := &s.verbs[k]
		if v.to > at || !v.verb.can(states) && !v.verb.can(denies) || v.bare || v.neg {
			continue
		}
		governs := v.to == at || !r.g.romance
		for j := v.to; j < at; j++ {
			governs = governs || s.toks[j].is3("que", "qu'", "that")
		}
		for j := v.to; j < at && !governs && at < len(s.toks); j++ {
			if j+1 == at && s.toks[j].lex.weekday > 0 {
				governs = true // "a annoncé jeudi avoir rencontré"
			}
		}
		if !governs {
			continue
		}
		for _, i := range r.subject(s, k) {
			if ids := r.partiesIn(s, i); len(ids) > 0 {
				return ids[0]
			}
		}
	}
	return s.claimer
}

// announces notes who announces planned gatherings: the subject of "annoncer"
// in a sentence that speaks of meetings.
func (r *reader) announces(s *sentence) {
	about := false
	for _, n := range s.nouns {
		about = about || s.toks[n].lex.noun.gathering
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if !about || !v.verb.can(states) || v.neg || v.bare {
			continue
		}
		for _, i := range r.subject(s, k) {
			if ids := r.partiesIn(s, i); len(ids) > 0 {
				r.announcer, r.announcedAt = ids[0], r.block
				return
			}
		}
	}
}

// partiesIn resolves the i-th phrase of a sentence; a pronoun means the last
// person before it in the sentence who is a subject, if there is one.
func (r *reader) partiesIn(s *sentence, i int) []EntityID {
	p := &s.phrases[i]
	if p.pronoun == together {
		if p.same && len(r.party) > 1 {
			return r.party
		}
		return r.counted(s, p)
	}
	if p.pronoun == them {
		return r.themIn(s, p)
	}
	if p.pronoun == "elle" && r.itsHead() {
		return []EntityID{r.leader} // "la délégation … Elle"
	}
	if id := r.forDelegation(s, i); id != None {
		return []EntityID{id}
	}
	if p.pronoun == firstOfTwo || p.pronoun == secondOfTwo {
		if id := r.ofPair(s, i); id != None {
			return r.alone(id)
		}
		return nil
	}
	if p.pronoun == "ce dernier" || p.pronoun == "latter" || p.pronoun == "former" {
		if id := r.ofTwo(s, i, nil); id != None {
			return r.alone(id)
		}
		if n := len(r.recent); n > 1 {
			return r.recent[n-1:] // of those whom the sentence before named
		}
	}
	if id := r.guestOrHost(s, i); id != None {
		return []EntityID{id}
	}
	if p.pronoun == compatriot || (p.pronoun == "visitor" || p.pronoun == "host") && r.guest != None && r.sentence-r.guestAt <= 3 {
		return r.parties(p)
	}
	if p.pronoun != "" && p.title == nil {
		for k := i - 1; k >= 0; k-- {
			q := &s.phrases[k]
			if s.emphasized(q) {
				continue
			}
			if len(q.people) > 0 && q.prep == "" && (s.subjectOfVerb(q) || s.saidBy(q) || s.opensClause(q) && !s.speaks(q) && s.clauseEnds(q.to, p.from)) && !at(s.toks, q.from-1).isAny("where", "où", "que", "qu'", "whom") {
				id := r.person(q.people[0].text)
				if r.otherSex(p, id) {
					continue
				}
				if him := r.carriedOn(s, q, p, id); him != None {
					return r.alone(him)
				}
				return r.alone(id)
			}
			if id := r.officeAsSubject(s, q, p); id != None {
				if him := r.carriedOn(s, q, p, id); him != None {
					return r.alone(him)
				}
				return []EntityID{id}
			}
			if t := q.title; r.g.romance && t != nil && len(q.people) == 0 && !t.many() && t.bearer != nil && *t.bearer != None && q.prep == "" && (s.subjectOfVerb(q) || at(s.toks, q.to).lex.have != noTense) && p.pronoun != together && !p.tells() {
				if him := r.carriedOn(s, q, p, *t.bearer); him != None {
					return r.alone(him)
				}
				return []EntityID{*t.bearer} // "Le président a raconté qu'il avait vu"
			}
		}
		if id := r.namedAhead(s, i); id != None {
			return []EntityID{id}
		}
		if id := r.sayerBefore(s, i); id != None {
			return []EntityID{id}
		}
		if id := r.headOf(s, p); id != None {
			return r.alone(id)
		}
		if id := r.aheadOf(s, i); id != None {
			return []EntityID{id}
		}
		if r.he == None && r.she == None {
			if id := s.onlyPerson(r, p.from); id != None {
				return r.alone(id)
			}
		}
	}
	return r.parties(p)
}

// saidBy reports whether a phrase is the subject of a verb of saying before it: "la trêve tiendra,
// a garanti mardi X à Y, qu'il recevait".
func (s *sentence) saidBy(p *phrase) bool {
	const reach = 4 // tokens of the verb with a day or an adverb
	for j := p.from - 1; j > 0 && j >= p.from-reach; j-- {
		if s.toks[j].lex.have != noTense {
			return s.toks[j-1].is3(",", "»", "”")
		}
		if t := &s.toks[j]; t.kind != word || t.cap {
			return false
		}
	}
	return false
}

// sayerBefore returns who says, by his function alone, what a clause tells of "il": "le président
// turc a raconté qu'il s'était entretenu"; None where nobody is said to.
func (r *reader) sayerBefore(s *sentence, i int) EntityID {
	p := &s.phrases[i]
	if !r.g.romance || p.pronoun != "il" && p.pronoun != "elle" || !at(s.toks, p.from-1).is2("qu'", "que") {
		return None
	}
	for k := i - 1; k >= 0; k-- {
		q := &s.phrases[k]
		if q.title == nil || q.title.many() || len(q.people) > 0 || q.prep != "" || q.from > 3 || (p.pronoun == "elle") != (q.female || q.title.head.feminine) {
			continue
		}
		return r.holder(q.title)
	}
	return None
}

// opensClause reports whether a phrase stands at the head of its sentence or of a
// part of it.
func (s *sentence) opensClause(p *phrase) bool {
	return p.from == 0 || s.toks[p.from-1].is3(";", ":", ",") && !p.weak
}

// clauseEnds reports whether a semicolon or colon stands among tokens [from, to).
func (s *sentence) clauseEnds(from, to int) bool {
	for j := from; j < to; j++ {
		if s.toks[j].is2(";", ":") {
			return true
		}
	}
	return false
}

// onlyPerson returns the one person whom a sentence names before a token, None where
// there is none or several.
func (s *sentence) onlyPerson(r *reader, limit int) EntityID {
	only := None
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.to > limit || p.weak || len(p.people) == 0 || s.emphasized(p) {
			continue
		}
		if id := r.person(p.people[0].text); only == None || id == only {
			only = id
		} else {
			return None
		}
	}
	return only
}

// headOf returns whom a pronoun means in a sentence that opens with a noun of
// somebody's: "la visite de X à Y, où il devait"; None where there is no such
// person or there are several.
func (r *reader) headOf(s *sentence, pronoun *phrase) EntityID {
	limit := pronoun.from
	if len(s.verbs) > 0 {
		limit = min(limit, s.verbs[0].from)
	}
	id, n := None, 0
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.to > limit {
			break
		}
		if len(p.people) == 1 && !p.weak && (p.prep == "de" || p.prep == "d'" || p.prep == "of" || p.prep == "" && !s.ofGerund(p)) && !s.emphasized(p) {
			id, n = r.person(p.people[0].text), n+1
		}
	}
	if n != 1 {
		return None
	}
	return id
}

// ofGerund reports whether a phrase is the object of a gerund: "After assuring X of his support, he".
func (s *sentence) ofGerund(p *phrase) bool {
	t := at(s.toks, p.from-1)
	return t.kind == word && !t.cap && len(t.low) > 5 && t.low[len(t.low)-3:] == "ing"
}

// speaker returns the person who says what a sentence quotes, None where it names
// none.
func (r *reader) speaker(s *sentence) EntityID {
	for i := range s.phrases {
		p := &s.phrases[i]
		if len(p.people) != 1 {
			continue
		}
		for k := range s.verbs {
			v := &s.verbs[k]
			if !v.verb.can(states) || v.bare {
				continue
			}
			after := p.from >= v.to && p.from <= v.to+2 && p.prep == ""
			if after || v.from == p.to || v.from <= p.to+2 && v.from > p.to && at(s.toks, v.from-1).lex.weekday > 0 {
				return r.person(p.people[0].text)
			}
		}
	}
	return None
}
