package extract

// appointed asserts the functions that words of appointment give: "a nommé A ministre",
// "B was elected president", "C, désigné médiateur", "D acted as mediator".
func (r *reader) appointed(s *sentence, _ int) {
	const reach = 14 // tokens from the word of appointment to the function
	for i := range s.phrases {
		p := &s.phrases[i]
		t := p.title
		if t == nil || len(p.people) > 0 || t.many() || t.head.mirror || t.head.rank || t.det != "" && !t.definite() && t.det != "a" && t.det != "an" && t.det != "un" && t.det != "une" || t.bearer != nil {
			continue
		}
		from := t.from
		for from > 0 && s.toks[from-1].is4("next", "new", "nouveau", "nouvelle") {
			from--
		}
		j := from - 1
		for j >= 0 && j > from-reach && !r.g.appoints[s.toks[j].fold] && !s.verbFrom[j] && s.toks[j].kind != punct || j >= 0 && s.toks[j].is(",") && j > from-reach {
			j--
		}
		if j < 0 || !r.g.appoints[s.toks[j].fold] {
			continue
		}
		id := r.appointee(s, i, j, from)
		if k := s.outer(j); k >= 0 { // of "X succeeds Y as envoy" X too, of "X met Y on his first trip as envoy" X alone
			if at(s.toks, j-1).in(isTrip) || at(s.toks, j-1).is3("trip", "visit", "tour") {
				id = r.person(s.phrases[k].people[0].text)
			} else if who := r.person(s.phrases[k].people[0].text); who != id && id != None && s.succeeds(j) {
				r.role(s, who, r.titleRole(t))
			}
		}
		if id == None && s.toks[j].is("as") && s.acts(j) { // "On his first trip as minister, X"
			if k := i + 1; k < len(s.phrases) && len(s.phrases[k].people) == 1 && at(s.toks, p.to).is(",") && s.phrases[k].from == p.to+1 {
				id = r.person(s.phrases[k].people[0].text)
			}
		}
		if id == None || s.refused(j) {
			continue
		}
		role := r.titleRole(t)
		r.role(s, id, role)
		p.title.bearer = &id
		r.offices[r.officeKey(t, role.Country)] = id
	}
}

// titleRole is the function that a title tells.
func (r *reader) titleRole(t *title) Role {
	role := Role{Title: t.text, Country: None, Body: None}
	if len(t.countries) > 0 {
		role.Country = r.country(t.countries[0])
	}
	role.Body = r.bodyEntity(t.body, role.Country)
	return role
}

// outer returns the first phrase before token j, without a preposition, that names one
// person; -1 where what comes first is something else.
func (s *sentence) outer(j int) int {
	for k := range s.phrases {
		q := &s.phrases[k]
		if q.to > j {
			break
		}
		if q.prep != "" || q.weak {
			continue
		}
		if len(q.people) == 1 {
			return k
		}
		break
	}
	return -1
}

// succeeds reports whether a verb of succeeding stands in the words before "as" at token j.
func (s *sentence) succeeds(j int) bool {
	for k := j - 1; k >= 0 && k > j-8; k-- {
		if s.toks[k].isAny("succeed", "succeeds", "succeeded", "succeeding", "replace", "replaces", "replaced", "replacing", "succede", "succedera", "remplace", "remplacera") {
			return true
		}
	}
	return false
}

// appointee returns who gets or has the function of phrase i by a word of appointment at
// token j: whoever is named between the two, else the nearest before the word.
func (r *reader) appointee(s *sentence, i, j, from int) EntityID {
	as := s.toks[j].isAny("as", "comme", "como", "qualite", "tant", "titre", "office")
	if as && from > j+4 || !as && from > j+1 && !r.onlyDates(s, j+1, from) {
		if k := i - 1; k >= 0 && s.phrases[k].from > j && len(s.phrases[k].people) == 1 && s.phrases[k].to >= from-2 {
			return r.person(s.phrases[k].people[0].text)
		}
		return None
	}
	if as && !s.acts(j) {
		return None
	}
	for k := i - 1; k >= 0; k-- {
		q := &s.phrases[k]
		if q.to > j || q.weak {
			continue
		}
		if (q.entry != nil || q.body != nil) && q.to == j-1 && (q.prep == "" || q.prep == r.g.with) {
			return None // "A met B, with Oman acting as mediator"
		}
		if q.prep == "by" || q.prep == "par" || q.entry != nil || q.body != nil {
			continue
		}
		if q.from > 0 && s.toks[q.from-1].is3("que", "qu'", "whom") {
			continue // "X, que Y a choisi comme": X
		}
		if len(q.people) == 1 {
			return r.person(q.people[0].text)
		}
		if q.pronoun == "il" || q.pronoun == "elle" || q.pronoun == "he" || q.pronoun == "she" {
			return firstOf(r.partiesIn(s, k))
		}
		return None
	}
	return None
}

// onlyDates reports whether nothing but days and small words stands among tokens [lo, hi).
func (r *reader) onlyDates(s *sentence, lo, hi int) bool {
	for j := lo; j < hi; j++ {
		if t := &s.toks[j]; !s.inDate(j) && !t.in(isArticle|isPreposition|isAdverb|isStop) {
			return false
		}
	}
	return true
}

// acts reports whether a verb of acting, choosing or leaving an office stands right before
// "as" or "comme": what else is told "as" is no function.
func (s *sentence) acts(j int) bool {
	for k := j - 1; k >= 0 && k > j-7; k-- {
		t := &s.toks[k]
		if t.isAny("act", "acts", "acted", "acting", "serve", "serves", "served", "serving", "resign", "resigned", "resigns", "resignation", "retired", "took", "takes", "taken", "sworn",
			"inaugurated", "visited", "role", "capacity", "hired", "stepped", "step", "steps", "stepping", "quit", "quits", "succeed", "succeeds", "succeeded", "succeeding", "replace", "replaces", "replaced", "replacing", "trip", "visit", "tour", "fait", "faisait", "fera", "mandat", "siege", "siegeait", "chosen", "picked", "named", "appointed", "elected",
			"installed", "confirmed", "nomme", "nommee", "designe", "designee", "choisi", "choisie", "reconnu", "reconnue", "en", "agissait", "agit", "intervenant", "intervient", "officie", "officiait") {
			return true
		}
		if t.kind == punct {
			return false
		}
	}
	return false
}

// refused reports whether a word of appointment at token j stands after a negation, or
// tells of a wish.
func (s *sentence) refused(j int) bool {
	for k := j - 1; k >= 0 && k > j-5; k-- {
		if s.toks[k].in(isNegation | isWish) {
			return true
		}
	}
	return false
}
