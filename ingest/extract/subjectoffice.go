package extract

// officeAsSubject returns whom an office without a name means that is the subject of a verb
// before a pronoun, for the pronoun is his: "the minister had been in A, where she met B".
// None where the phrase is no such office or tells of somebody of the other gender.
func (r *reader) officeAsSubject(s *sentence, q, pronoun *phrase) EntityID {
	if len(q.people) > 0 || q.title == nil || q.title.bearer == nil || q.title.many() || q.prep != "" {
		return None
	}
	if next := at(s.toks, q.to); !s.subjectOfVerb(q) && next.lex.be == noTense && next.lex.have == noTense {
		return None
	}
	id := *q.title.bearer
	if id == None || at(s.toks, q.from-1).isAny("where", "où", "que", "qu'", "whom") {
		return None
	}
	switch sex := r.guess(id); pronoun.pronoun {
	case "he", "him", "il", "lui":
		if sex == female {
			return None
		}
	case "she", "her", "elle":
		if sex == male {
			return None
		}
	}
	return id
}

// countryOfNoun reports whether the country that phrase i names belongs to a noun before its
// preposition, not to the verb: "went over the treaty with A", "ont évoqué la frontière avec B".
func (s *sentence) countryOfNoun(i int, f frame) bool {
	p := &s.phrases[i]
	if p.entry == nil || p.entry.kind != lexCountry || p.prep == "" || p.prep != f.prep {
		return false
	}
	with := p.from - 1
	if s.toks[with].in(isArticle) && !s.toks[with].in(isPreposition) {
		with--
	}
	noun := at(s.toks, with-1)
	return with-1 >= f.start && noun.kind == word && !noun.cap && !noun.in(isAdverb|isThen) && !noun.lex.noun.contact && !s.inDate(with-1) && len(noun.forms) == 0
}

// namedAhead returns whom a pronoun means in a clause before the main one that opens its
// sentence: the subject of the main clause, "Au lendemain d'une étape à A, où il avait vu X,
// Y a été reçu par Z". None where that has none.
func (r *reader) namedAhead(s *sentence, i int) EntityID {
	p := &s.phrases[i]
	if p.pronoun != "il" && p.pronoun != "elle" && p.pronoun != "he" && p.pronoun != "she" || p.title != nil {
		return None
	}
	if !at(s.toks, p.from-1).isAny("où", "where", "before", "after", "as", "while", "when", "avant", "apres", "qu'", "que", "lorsqu'", "since", "once") {
		return None
	}
	first := &s.toks[0]
	if !first.in(isPreposition|isPlacePreposition|isOf) && !first.isAny("au", "aux", "after", "before", "while", "when", "as", "since", "once", "fresh", "back", "apres", "avant", "alors", "lorsqu'", "from", "just") {
		return None
	}
	for k := range s.phrases[:i] {
		if q := &s.phrases[k]; q.prep == "" && len(q.people) > 0 {
			return None
		}
	}
	for k := i + 1; k < len(s.phrases); k++ {
		q := &s.phrases[k]
		if len(q.people) != 1 || q.prep != "" || q.weak || !s.subjectOfVerb(q) || !at(s.toks, q.from-1).is(",") && !s.phrases[k-1].comma {
			continue
		}
		id := r.person(q.people[0].text)
		if sex := r.guess(id); p.female && sex == male || !p.female && sex == female {
			return None
		}
		return id
	}
	return None
}
