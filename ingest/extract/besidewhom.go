package extract

import "strings"

// besideWhom asserts, of a sentence of French that tells of no other contact, that whoever did
// something and the one beside whom he did it were together: "X a plaidé sa cause mardi à Oslo
// auprès de Y", "chez Y, X s'est enquis de", "X sera à Oslo, aux côtés de Y", "X a parlé, Y à ses
// côtés", "à la même tribune que Y".
func (r *reader) besideWhom(s *sentence, found int) {
	if r.ownContact(s, found) {
		for j := 1; j < len(s.toks); j++ { // "A et B ont fait bloc autour de C, à la même table que D"
			if list, _ := s.besideCue(j); len(list) > 0 && s.toks[j].of(besideWhomWords) && s.toks[j-1].is("meme") {
				r.attend(s, found, list, false)
			}
		}
		return
	}
	if s.conditional(0, min(len(s.toks), 2)) || s.habitual() || s.contended() {
		return
	}
	for j := range s.toks {
		if !s.toks[j].of(besideWhomWords) {
			continue
		}
		list, vague := s.besideCue(j)
		if len(list) == 0 {
			continue
		}
		lo, hi := s.phrases[list[0]].from, s.phrases[list[len(list)-1]].to
		from, to := min(lo, j), max(hi, j+1)
		start, end := s.sceneStart(from), s.sceneEnd(to)
		who, f := r.doer(s, start, from), framed{lo: start, hi: end, pivot: j, set: vague}
		var ok bool
		if p := at(s.toks, from-1); p.isAny("assis", "assise", "debout", "place", "placee", "attable", "attablee") && at(s.toks, from-2).is(",") {
			f.status, f.dir, ok = r.deed(s, to, end)
		} else if len(who) > 0 {
			f.status, f.dir, ok = r.deed(s, start, from)
		} else if s.opens(from) {
			who = r.humansOf(s, r.followingSubject(s, to-1), nil)
			f.status, f.dir, ok = r.deed(s, to, end)
		}
		others := r.humansOf(s, list, who)
		if !ok || len(who) != 1 || len(others) == 0 || s.leadsAnother(start, from) || s.toks[j].is("entre") && len(others) < 2 {
			continue
		}
		if mine := r.countryOf(who[0]); vague && mine != None && mine == r.countryOf(others[0]) {
			continue // his own minister
		}
		f.who, f.others, f.joint = who, others, s.toks[j].is("entre")
		r.frame(s, found, "contact/scene", f)
	}
}

// opens reports whether nothing but prepositions and articles stands before token j.
func (s *sentence) opens(j int) bool {
	for k := range j {
		if !s.toks[k].in(isPreposition|isArticle) && !s.toks[k].is("meme") && !s.toks[k].of(besideWhomWords) && s.toks[k].kind == word {
			return false
		}
	}
	return true
}

// besideCue returns the people beside whom a word at token j puts somebody, and whether it may be
// meant figuratively, so that it counts only with a day or place.
func (s *sentence) besideCue(j int) (list []int, vague bool) {
	t, before, next := &s.toks[j], at(s.toks, j-1), at(s.toks, j+1)
	of := next.is4("de", "d'", "du", "des")
	switch {
	case t.is("chez"):
		return s.peopleFrom(j), before.isAny("de", "comme", "refugie", "refugiee")
	case t.is("aupres") && of:
		if before.kind == word && !before.cap && (len(before.lex.heads) > 0 || before.isAny("delegue", "accredite", "accreditee", "poste", "adjoint", "permanent", "permanente", "special", "speciale")) {
			return nil, false
		}
		return s.peopleFrom(j + 1), true
	case t.is2("cotes", "cote") && before.is2("aux", "au") && of:
		return s.peopleFrom(j + 1), true
	case t.is("bras") && before.is("au") && of, t.is("chevet") && of, t.is("compagnie") && before.is("en") && of:
		return s.peopleFrom(j + 1), t.is("compagnie")
	case t.is2("droite", "gauche") && before.is("la") && at(s.toks, j-2).is("à") && of, t.is("table") && before.is("la") && at(s.toks, j-2).is("à") && of:
		return s.peopleFrom(j + 1), false
	case before.is("meme") && next.is2("que", "qu'"):
		return s.peopleFrom(j + 1), false
	case t.isAny("bureau", "salon", "cabinet", "chambre", "villa") && before.is3("le", "la", "les") && at(s.toks, j-2).is("dans") && of,
		t.is2("domicile", "residence") && before.is3("le", "la", "au") && of:
		return s.peopleFrom(j + 1), false
	case t.is("entre") && before.isAny("assis", "assise", "debout", "place", "placee", "diner", "dinera", "dine", "dinait", "dejeunera", "dejeune", "dejeunait"):
		return s.peopleFrom(j), false
	case t.is("entre") && (s.inDate(j-1) || before.cap):
		for k := j - 1; k > 0 && k > j-9; k-- {
			if s.toks[k].isAny("dinera", "dine", "dinait", "dejeunera", "dejeune", "dejeunait") {
				return s.peopleFrom(j), false
			}
		}
	case before.is2("ses", "sa") && t.isAny("cotes", "droite", "gauche", "table") && at(s.toks, j-2).is("à"):
		k := j - 2
		if k > 0 && s.toks[k-1].isAny("assis", "assise", "debout", "place", "placee", "attable", "attablee") {
			k--
		}
		if i := s.phraseEnding(k); i >= 0 && len(s.phrases[i].people) > 0 && s.phrases[i].prep == "" && at(s.toks, s.phrases[i].from-1).is(",") {
			return []int{i}, false
		}
	}
	return nil, false
}

// leadsAnother reports whether tokens [lo, hi) tell that somebody else was brought there, or that it
// was only tried: "l'a mené chez Y", "a tenté d'attirer X à la table de Y".
func (s *sentence) leadsAnother(lo, hi int) bool {
	for j := lo; j < hi; j++ {
		t := &s.toks[j]
		if t.kind != word || t.cap {
			continue
		}
		if t.isAny("vain", "tente", "tentait", "echoue") {
			return true
		}
		for _, stem := range [...]string{"mene", "mena", "conduit", "conduir", "amene", "emmene", "attir", "entrain", "envoy", "depech", "delegu", "accompagn"} {
			if before := at(s.toks, j-1); strings.HasPrefix(t.fold, stem) && !before.is("ete") && before.lex.be == noTense && !before.is("faire") && !before.is("fait") {
				return true
			}
		}
	}
	return false
}

// doer returns who did what tokens [start, end) tell, none where a place, a group or nobody did.
func (r *reader) doer(s *sentence, start, end int) []EntityID {
	for i := s.firstPhrase(start); i < len(s.phrases) && s.phrases[i].from < end; i++ {
		p := &s.phrases[i]
		if p.prep != "" || p.weak && !s.subjectOfVerb(p) || p.pronoun == together || s.speaks(p) || p.pronoun == "" && len(p.people) == 0 && (p.title == nil || p.title.many()) {
			continue
		}
		return r.humansOf(s, s.list(i, end, -1), nil)
	}
	return nil
}

// deed reads the first verb of tokens [lo, hi) that tells of what was done, is or will be; it is not
// ok where nothing was, or where it is done from afar or for long.
func (r *reader) deed(s *sentence, lo, hi int) (st Status, dir direction, ok bool) {
	for j := lo; j < hi; j++ {
		t := &s.toks[j]
		if k := s.verbAt(j); k >= 0 && !s.verbs[k].bare && s.verbs[k].tense != participle && s.verbs[k].tense != gerund {
			v := &s.verbs[k]
			if v.neg || v.wish || v.hedged || v.failed || v.verb.can(denies|cancels|invites) {
				return 0, past, false
			}
			var a Assertion
			dir = a.settle(v)
			return a.Status, dir, s.lastsNot(v.from, hi)
		}
		if t.kind != word || t.cap || t.is("à") {
			continue
		}
		tense := t.lex.have
		if tense == noTense {
			tense = t.lex.be
		}
		if tense == noTense && t.lex == nothing && len(t.low) > 5 {
			switch {
			case strings.HasSuffix(t.low, "era"), strings.HasSuffix(t.low, "ira"), strings.HasSuffix(t.low, "eront"), strings.HasSuffix(t.low, "iront"):
				tense = futureTense
			case strings.HasSuffix(t.low, "rait"), strings.HasSuffix(t.low, "raient"):
				tense = conditional
			case strings.HasSuffix(t.low, "ait"), strings.HasSuffix(t.low, "aient"):
				tense = preterite
			}
		}
		switch tense {
		case noTense, infinitive, participle, gerund:
			continue
		case conditional:
			return 0, past, false
		case futureTense:
			st, dir = Planned, future
		default:
			dir = past
		}
		before := at(s.toks, j-1)
		return st, dir, !before.is2("ne", "n'") && !at(s.toks, j-2).is2("ne", "n'") && s.lastsNot(j, hi)
	}
	return 0, past, false
}

// lastsNot reports whether no word among tokens [lo, hi) tells of what goes on for long, of a side that
// is taken or a post that is held.
func (s *sentence) lastsNot(lo, hi int) bool {
	return !s.livedThere(lo, hi) && !s.begins(lo, hi, "travaill", "engag", "rang", "oeuvr", "etudi", "servi", "figur", "refugi", "exil", "interced", "accredit", "nomm", "design", "candidat", "collabor")
}

// livedThere reports whether a word among tokens [lo, hi) tells of a life or a war that is shared:
// "vit chez", "a combattu aux côtés de".
func (s *sentence) livedThere(lo, hi int) bool {
	return s.begins(lo, hi, "vivai", "vivra", "vecu", "habit", "milit", "lutt", "combatt", "naqui", "grandi") || s.has(lo, hi, "vit", "vivent")
}

// begins reports whether a word among tokens [lo, hi), none with a capital, begins with one of some stems.
func (s *sentence) begins(lo, hi int, stems ...string) bool {
	for j := lo; j < hi && j < len(s.toks); j++ {
		t := &s.toks[j]
		if t.kind != word || t.cap {
			continue
		}
		for _, stem := range stems {
			if strings.HasPrefix(t.fold, stem) {
				return true
			}
		}
	}
	return false
}
