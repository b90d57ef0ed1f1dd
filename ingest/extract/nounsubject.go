package extract

// nounSubject finds whose contact the noun at n tells of.
func (r *reader) nounSubject(s *sentence, n, with int, f nounFrame, a *Assertion) []EntityID {
	var out []EntityID
	take := func(list []int) []EntityID {
		for _, k := range list {
			if p := &s.phrases[k]; p.entry == nil || p.entry.kind != lexPlace {
				out = append(out, r.partiesIn(s, k)...)
			}
		}
		return out
	}
	for k := range s.phrases {
		p := &s.phrases[k]
		switch {
		case k < with && p.from > n && p.title == nil && p.prep == "" && (p.pronoun == "him" || p.pronoun == "her"): // "a call linked him with Y"
			if id := r.meant(s, k, r.peopleOf(s, s.list(with, len(s.toks), -1))); id != None {
				return []EntityID{id}
			}
		case k < with && p.from > n && (p.prep == "de" || p.prep == "d'" || p.prep == "of") && len(p.people) > 0:
			return take([]int{k})
		case p.to < n && p.to >= n-4 && s.toks[p.to].is("'s") && (len(p.people) > 0 || p.tells()):
			if s.toks[p.to+1].in(isAbsence) && f.before >= 0 && s.verbs[f.before].from > p.to {
				return nil // "X's envoy shook hands with Y"
			}
			if f.before >= 0 && s.verbs[f.before].verb.can(joins) && !s.verbs[f.before].passive {
				take(r.subject(s, f.before)) // "joined X's meeting with Y"
			}
			return take([]int{k})
		}
	}
	if id, planned := r.programmeOf(s, n); id != None {
		if planned && a.Status == Occurred {
			a.Status = Planned
		}
		return []EntityID{id}
	}
	for _, id := range []EntityID{r.journeyOwner(s, n, with), r.ownAgenda(s, n, with)} {
		if id != None {
			return []EntityID{id}
		}
	}
	if i := s.himBefore(n); i >= 0 {
		if id := r.meant(s, i, r.peopleOf(s, r.nearestSubject(s, s.phrases[i].from))); id != None {
			return []EntityID{id}
		}
	}
	if f.before >= 0 && !s.verbs[f.before].passive {
		v := &s.verbs[f.before]
		if v.clitic == "il" && r.he != None {
			return []EntityID{r.he}
		}
		if list := r.subject(s, f.before); len(list) > 0 {
			return take(list)
		}
	}
	if list := r.nearestSubject(s, n); len(list) > 0 {
		return take(list)
	}
	if n <= 4 && f.before < 0 && r.lastSubject != None && s.headsSentence(n) {
		if r.guest != None && r.guestAt == r.sentence-1 {
			return []EntityID{r.guest} // of "X recevra Y. Un entretien avec Z": Y's
		}
		return []EntityID{r.himAfter(s, n, s.phrases[with].from)} // "Un entretien avec Y est prévu"
	}
	if t := s.phrases[with].title; t != nil && t.head.mirror && (t.det == "son" || t.det == "sa" || t.det == "his" || t.det == "her") && r.lastSubject != None {
		return []EntityID{r.lastSubject} // "un rendez-vous avec son homologue Y"
	}
	if out := r.nounOwner(s, n, with, f, take); len(out) > 0 {
		return out
	}
	if id := r.ownerBefore(s, n); !r.g.romance && id != None {
		return []EntityID{id}
	}
	if !r.g.romance && f.status == Denied && n < 3 && s.toks[0].is("no") {
		if id := r.central(); id != None {
			return []EntityID{id} // "No meeting took place with Y"
		}
	}
	return nil
}

// headsSentence reports whether the noun at n opens its sentence with what belongs to it: "Un
// entretien", "High-level talks", "Further detailed discussions".
func (s *sentence) headsSentence(n int) bool {
	for j := 0; j < n; j++ {
		t := &s.toks[j]
		if t.kind != word && t.kind != number || t.cap && j > 0 || t.in(isPreposition|isPlacePreposition|isOf) && !(j == 0 && t.is("des")) || s.inDate(j) || t.isAny("no", "aucun", "aucune", "such", "her", "his", "their", "sa", "son", "ses", "leur", "leurs", "its") {
			return false
		}
		if t.lex.be != noTense || t.lex.have != noTense {
			return false
		}
	}
	for i := range s.phrases {
		if p := &s.phrases[i]; p.from < n && (len(p.people) > 0 || p.title != nil || p.pronoun != "" || p.entry != nil) {
			return false
		}
	}
	return true
}

// nounOwner finds whose contact the noun at n tells of where no subject stands before
// it: the subject after it, or whoever was told of last.
func (r *reader) nounOwner(s *sentence, n, with int, f nounFrame, take func([]int) []EntityID) []EntityID {
	if list := r.followingSubject(s, s.phrases[with].to-1); f.before < 0 && len(list) > 0 {
		return take(list)
	}
	for j := max(0, n-3); j < n; j++ {
		if s.toks[j].isAny("son", "sa", "ses", "his", "her", "their", "leur") && r.lastSubject != None {
			return []EntityID{r.lastSubject}
		}
	}
	if f.before < 0 && at(s.toks, n-1).is4("la", "l'", "le", "the") && r.lastSubject != None && !s.verbBefore(n) { // "the conversation with Y went on"
		for k := range s.phrases {
			if s.phrases[k].to <= n && len(s.phrases[k].people) > 0 {
				return nil
			}
		}
		return []EntityID{r.lastSubject}
	}
	return nil
}

// programmeOf returns the person before the colon of "au programme de X : un entretien
// avec Y", and whether it tells what is to come.
func (r *reader) programmeOf(s *sentence, n int) (who EntityID, planned bool) {
	if id := r.diaryOf(s, n); id != None {
		return id, true
	}
	colon := n
	for colon > 0 && !s.toks[colon].is(":") {
		if s.verbFrom[colon] {
			return None, false
		}
		colon--
	}
	if colon == 0 || s.verbBefore(colon) {
		return None, false
	}
	who = None
	for i := range s.phrases {
		if p := &s.phrases[i]; p.to <= colon && len(p.people) == 1 {
			if who != None {
				return None, false
			}
			who = r.person(p.people[0].text)
		}
	}
	for j := 0; j < colon; j++ {
		planned = planned || s.toks[j].isAny("programme", "menu", "agenda", "schedule", "diary")
	}
	return who, planned
}

// diaryOf returns the person in whose programme the noun at n stands: "L'agenda de X prévoit un dîner
// avec Y", "à l'agenda de X figure un dîner", "un entretien avec Y est au programme de X"; None
// where there is none.
func (r *reader) diaryOf(s *sentence, n int) EntityID {
	const early, reach = 6, 14
	for j := 0; r.g.romance && j < len(s.toks) && j < n+reach; j++ {
		if t := &s.toks[j]; !t.isAny("agenda", "programme") || j > early && j < n || !at(s.toks, j+1).is4("de", "d'", "du", "des") {
			continue
		}
		i := s.firstPhrase(j + 1)
		if i >= len(s.phrases) || s.phrases[i].from > j+2 || len(s.phrases[i].people) != 1 {
			continue
		}
		for k := range s.verbs {
			if v := &s.verbs[k]; v.tense == preterite && !v.verb.can(plans) && !v.bare {
				return None
			}
		}
		return r.person(s.phrases[i].people[0].text)
	}
	return None
}

// inDiary reports whether the contact that the noun at n heads, whose parties end at token end, stands
// in somebody's programme: "un entretien avec X figure à son programme", "est inscrit à l'agenda".
func (s *sentence) inDiary(n, end int) bool {
	const reach = 9
	if !s.headsSentence(n) {
		return false
	}
	for j := end; j < len(s.toks) && j < end+reach; j++ {
		switch t := &s.toks[j]; {
		case t.isAny("programme", "agenda", "menu", "emploi"):
			return at(s.toks, j-1).isAny("au", "l'", "son", "sa", "leur", "leurs", "cet", "ce", "du")
		case t.isAny("figurait", "etait", "avait", "a", "ont", "fut") || boundary(t):
			return false
		}
	}
	return false
}

// verbBefore reports whether a verb, known or not, stands before token n.
func (s *sentence) verbBefore(n int) bool {
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.from < n && !v.bare {
			return true
		}
	}
	for j := 0; j < n; j++ {
		if t := &s.toks[j]; t.lex.have != noTense || t.lex.be != noTense {
			return true
		}
	}
	return false
}
