package extract

// mediators adds to a contact those who are said to mediate it: "sous la médiation de X",
// "X a joué les médiateurs", "X, qui menait cette médiation avec Y", "mediated by X". Who
// mediates sits with each of the others.
func (r *reader) mediators(s *sentence, found int) bool {
	any := false
	for j := 1; s.of(officeWords) && j < len(s.toks); j++ {
		t := &s.toks[j]
		if !t.of(officeWords) {
			continue // no case starts with it
		}
		switch {
		case t.isAny("mediation", "auspices", "egide", "entremise", "parrainage") && at(s.toks, j+1).is4("de", "d'", "du", "of") && s.under(j):
			any = r.attend(s, found, s.personRight(j+1), false) || any
		case t.is2("mediated", "brokered") && at(s.toks, j+1).is("by"):
			any = r.attend(s, found, s.personRight(j+1), false) || any
		case t.isAny("mediateur", "mediateurs", "mediatrice", "intermediaire", "intermediaires", "mediator") && s.plays(j):
			any = r.attend(s, found, s.playing(r, j), false) || any
		case t.is("mediation") && s.assuredBy(j) >= 0:
			list := s.peopleFrom(s.assuredBy(j))
			any = r.attend(s, found, list, false) || any
			if len(list) > 0 {
				any = r.attend(s, found, s.withRight(r.g.with, s.phrases[list[len(list)-1]].to), false) || any
			}
		case t.is("mediation") && s.leadsIt(j):
			any = r.attend(s, found, s.playing(r, j), false) || any
			if at(s.toks, j+1).kind == word {
				any = r.attend(s, found, s.withRight(r.g.with, j), false) || any
			}
		}
	}
	return any
}

// assuredBy returns the token after "était assurée par", which tells who mediates; -1 where nothing
// of the kind follows the noun at token j.
func (s *sentence) assuredBy(j int) int {
	const reach = 10
	for k := j + 1; k+1 < len(s.toks) && k < j+reach; k++ {
		if s.toks[k].is4("assuree", "conduite", "menee", "exercee") && s.toks[k+1].is("par") {
			return k + 2
		} else if s.toks[k].kind != word {
			break
		}
	}
	return -1
}

// under reports whether "sous la", "under the", "grâce à la" stand before a noun at token j.
func (s *sentence) under(j int) bool {
	for k := j - 1; k >= 0 && k >= j-3; k-- {
		if s.toks[k].is4("sous", "under", "grace", "through") {
			return true
		}
		if !s.toks[k].in(isArticle) && !s.toks[k].is("à") {
			break
		}
	}
	return false
}

// plays reports whether "joué les", "servi de", "fait office de" stand before token j.
func (s *sentence) plays(j int) bool {
	for k := j - 1; k >= 0 && k >= j-3; k-- {
		if s.toks[k].isAny("joue", "jouait", "jouer", "servi", "servait", "sert", "servir", "office", "acted", "acting", "served", "serving", "role") {
			return true
		}
	}
	return false
}

// leadsIt reports whether a verb of leading has the noun at token j as its object: "menait
// cette médiation", "a conduit la médiation".
func (s *sentence) leadsIt(j int) bool {
	if !at(s.toks, j-1).in(isArticle) && !at(s.toks, j-1).is("this") {
		return false
	}
	return at(s.toks, j-2).isAny("menait", "mene", "conduisait", "conduit", "assurait", "assure", "dirigeait", "dirige", "pilotait", "pilote", "led", "leads", "conducted")
}

// playing returns the subject of the clause around token j.
func (s *sentence) playing(r *reader, j int) []int {
	for i := len(s.phrases) - 1; i >= 0; i-- {
		p := &s.phrases[i]
		if p.to > j || p.prep != "" && !s.represents(i) || p.weak || len(p.people) == 0 {
			continue
		}
		if p.prep != "" {
			return []int{i}
		}
		return s.listBefore(i)
	}
	return nil
}

// personRight returns the list of people right after a preposition at token j.
func (s *sentence) personRight(j int) []int {
	for i := range s.phrases {
		if p := &s.phrases[i]; p.from >= j && p.from <= j+2 && len(p.people) > 0 {
			return s.list(i, len(s.toks), -1)
		}
	}
	return nil
}

// withRight returns the list of people after the first "avec" behind token j.
func (s *sentence) withRight(with string, j int) []int {
	const reach = 10
	for i := range s.phrases {
		if p := &s.phrases[i]; p.from > j && p.from < j+reach && p.prep == with && len(p.people) > 0 {
			return s.list(i, len(s.toks), -1)
		}
	}
	return nil
}
