package extract

import "strings"

// enabled asserts what a sentence of French tells by how long it took or what gave the chance:
// "deux heures ont suffi à X pour convaincre Y", "une demi-heure au bout du fil n'a pas permis à X
// d'amadouer Y", "une escale à Rome a permis à X de voir Y", "il a fallu trois heures à X pour
// gagner Y", "moins d'une heure a suffi aux délégations de X et de Y".
func (r *reader) enabled(s *sentence, _ int) {
	for j := range s.toks {
		if !s.toks[j].of(enabledWords) {
			continue
		}
		st, ok := s.enables(j)
		if !ok {
			continue
		}
		lo, hi := 0, j
		for k := range j { // "rien ne s'y oppose : un entretien a permis"
			if s.toks[k].is2(":", ";") {
				lo = k + 1
			}
		}
		if s.toks[j].is("fallu") {
			lo, hi = j+1, min(j+8, len(s.toks))
		}
		long, stop := s.tookTime(lo, hi)
		if !long && (!stop || st.neg || s.toks[j].is("fallu")) {
			continue
		}
		who, end := r.enabledOnes(s, j)
		if len(who) == 0 {
			continue
		}
		a := Assertion{Kind: Meeting, Status: st.status, ClaimedBy: r.claimAt(s, j), Quote: s.span, Rule: "contact/frame", Role: Role{Body: None, Country: None}}
		a.Kind = (&frame{s: s}).modeIn(0, min(len(s.toks), end+12), Meeting)
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, st.dir), None
		if !remote(a.Kind) {
			a.Place = r.placeIn(s, 0, len(s.toks), j)
		}
		others := r.wonOver(s, end, who, st.neg)
		from := len(r.res.Assertions)
		switch {
		case len(others) > 0:
			r.pairs(a, who, others)
		case len(who) > 1 && long:
			for _, id := range who {
				a.Participants = append(a.Participants, Participant{Entity: id})
			}
			r.add(a)
		}
		if len(r.res.Assertions) > from {
			r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
			return
		}
	}
}

// enabling is how a verb tells of what was made possible.
type enabling struct {
	status Status
	dir    direction
	neg    bool
}

// enables reads the verb of what was made possible at token j: "ont permis", "suffira".
func (s *sentence) enables(j int) (enabling, bool) {
	t := &s.toks[j]
	e := enabling{dir: past}
	for k := j - 1; k >= 0 && k > j-4; k-- {
		e.neg = e.neg || s.toks[k].in(isNegation)
	}
	e.neg = e.neg || at(s.toks, j+1).is2("pas", "guere")
	switch {
	case t.is3("permis", "suffi", "fallu"):
		k := j - 1
		for k > 0 && s.toks[k].lex.have == noTense && (s.toks[k].in(isAdverb) || s.toks[k].isAny("pas", "guere", "jamais")) {
			k--
		}
		return e, k >= 0 && s.toks[k].lex.have != noTense && !s.toks[k].is2("aurait", "auraient")
	case strings.HasSuffix(t.fold, "ttra") || strings.HasSuffix(t.fold, "ttront") || strings.HasSuffix(t.fold, "ffira") || strings.HasSuffix(t.fold, "ffiront"):
		e.status, e.dir = Planned, future
		return e, !e.neg
	case strings.HasSuffix(t.fold, "re"):
		e.status, e.dir = Planned, future
		return e, at(s.toks, j-1).is4("doit", "doivent", "devrait", "devraient") && !e.neg
	}
	return e, true
}

// tookTime reports whether tokens [lo, hi) tell how long something took, or name a contact, and
// whether they tell of a stop or a trip.
func (s *sentence) tookTime(lo, hi int) (long, stop bool) {
	for k := lo; k < hi; k++ {
		t := &s.toks[k]
		switch {
		case t.lex.have != noTense && k > lo:
			return long, stop
		case t.of(contestWords), t.isAny("scrutin", "vol", "route", "course", "debats", "campagne", "proces"):
			return false, false
		case t.isAny("heure", "heures", "minute", "minutes", "demi-heure", "matinee", "soiree", "journee", "apres-midi", "quart", "communication"):
			long = true
		case t.isAny("escale", "arret", "halte", "crochet", "etape", "detour", "passage", "sejour", "deplacement", "visite"):
			stop = true
		case t.lex.noun.contact && !t.lex.noun.summit && !t.isAny("main", "point", "vues"):
			long = true
		case lo > 0 && t.cap:
			return long, stop
		case s.verbFrom[k], boundary(t), t.cap && k > 0 && s.phraseFrom(k) >= 0 && len(s.phrases[s.phraseFrom(k)].people) > 0:
			return false, false
		}
	}
	return long, stop
}

// enabledOnes returns to whom something was made possible after token j, and where their names end.
func (r *reader) enabledOnes(s *sentence, j int) (who []EntityID, end int) {
	const reach = 14
	if at(s.toks, j-2).is("lui") || at(s.toks, j-1).is("lui") {
		if r.lastSubject != None && r.res.Entities[r.lastSubject].Kind == Person {
			return []EntityID{r.lastSubject}, j + 1
		}
		return nil, j
	}
	for i := s.firstPhrase(j + 1); i < len(s.phrases) && s.phrases[i].from < j+reach; i++ {
		p := &s.phrases[i]
		if len(p.people) == 0 && (p.title == nil || p.title.many()) || s.parts(j+1, p.from) {
			continue
		}
		ofRetinue := (p.prep == "de" || p.prep == "d'") && s.retinueBetween(j, p.from)
		if p.prep != r.g.to && !ofRetinue {
			return nil, j
		}
		list := s.list(i, len(s.toks), -1)
		if last := s.phrases[list[len(list)-1]]; ofRetinue && len(list) == 1 && at(s.toks, last.to).is("et") && at(s.toks, last.to+1).is3("de", "d'", "du") {
			if k := s.phraseFrom(last.to + 2); k >= 0 && len(s.phrases[k].people) > 0 {
				list = append(list, k) // "aux délégations de X et de Y"
			}
		}
		for _, id := range r.peopleOf(s, list) {
			if r.res.Entities[id].Kind == Person && !hasEntity(who, id) {
				who = append(who, id)
			}
		}
		return who, s.phrases[list[len(list)-1]].to
	}
	return nil, j
}

// retinueBetween reports whether a word for those who come with somebody stands among tokens [lo, hi).
func (s *sentence) retinueBetween(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if t := &s.toks[k]; t.lex.retinue || t.isAny("delegations", "equipes", "negociateurs", "emissaires", "missions") {
			return true
		}
	}
	return false
}

// wonOver returns who the other party of what was made possible is, by the infinitive from token j
// on: "d'exposer à Y", "pour convaincre Y", "d'examiner avec Y". Whom it was impossible to meet is none.
func (r *reader) wonOver(s *sentence, j int, not []EntityID, neg bool) []EntityID {
	const reach = 24
	for k := j; k < len(s.toks) && k < j+4; k++ {
		if !s.toks[k].is3("de", "d'", "pour") {
			continue
		}
		if at(s.toks, k+1).is2("se", "s'") {
			k++
		}
		v := at(s.toks, k+1)
		if !strings.HasSuffix(v.fold, "r") && !strings.HasSuffix(v.fold, "re") {
			return nil
		}
		for _, f := range v.forms {
			if neg && f.verb.can(contacts) {
				return nil
			}
		}
		for i := s.firstPhrase(k + 1); i < len(s.phrases) && s.phrases[i].from < k+reach; i++ {
			p := &s.phrases[i]
			if s.clauseBreak(k+2, p.from) {
				return nil
			}
			if len(p.people) == 0 && (p.title == nil || p.title.many()) || p.weak {
				continue
			}
			if p.prep != "" && p.prep != r.g.to && p.prep != "avec" && !s.toks[max(0, p.from-2)].is("aupres") {
				continue
			}
			return r.humansOf(s, s.list(i, len(s.toks), -1), not)
		}
		return nil
	}
	return nil
}

// clauseBreak reports whether another clause opens among tokens [lo, hi).
func (s *sentence) clauseBreak(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if boundary(&s.toks[k]) {
			return true
		}
	}
	return false
}

// humansOf returns the people of some phrases who are none of others.
func (r *reader) humansOf(s *sentence, list []int, not []EntityID) (out []EntityID) {
	for _, id := range r.peopleOf(s, list) {
		if r.isHuman(id) && !hasEntity(not, id) && !hasEntity(out, id) {
			out = append(out, id)
		}
	}
	return out
}
