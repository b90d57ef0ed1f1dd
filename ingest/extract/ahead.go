package extract

// What is told with an infinitive or a gerund though it still lies ahead: "is to be the next to call
// on Y", "a promise to meet again", "who had spoken of joining Y in Rome"; and what is told in the
// present of a clause of time beside a future: "will be there when they sign".

// lyingAhead makes planned, of the contacts that a sentence tells, those that lie ahead.
func (r *reader) lyingAhead(s *sentence, found int) {
	if s.afterContact() {
		return // "After talks in Oslo, X and Y agreed to stay in touch"
	}
	for j := 1; j+1 < len(s.toks); j++ {
		if !s.toks[j].of(aheadOfWords) {
			continue
		}
		switch {
		case s.toBeOne(j), s.promisedTo(j):
			r.makePlanned(s, found, Planned)
		case s.spokenOfDoing(j):
			st := Planned
			if s.wantsNoMore(j) {
				st = Cancelled
			}
			r.makePlanned(s, found, st)
		case s.whenTheyDo(j):
			r.dropToldAgain(s, found)
		}
	}
}

// makePlanned gives a status, and the day on its side of the publication, to the only contact that
// a sentence tells to have occurred.
func (r *reader) makePlanned(s *sentence, found int, st Status) {
	only := -1
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Kind < RegularContact && a.Quote == s.span {
			if only >= 0 {
				return
			}
			only = i
		}
	}
	if only < 0 || r.res.Assertions[only].Status != Occurred {
		return
	}
	a := &r.res.Assertions[only]
	a.Status = st
	if st == Cancelled {
		a.Date = Date{}
		return
	}
	a.Date = r.redated(s, a.Date, future)
}

// toBeOne reports whether the word at j tells who will be one of a row to do something: "is to be the
// next visitor to call on", "sera le prochain à".
func (s *sentence) toBeOne(j int) bool {
	const reach = 7
	if !s.toks[j].isAny("next", "first", "last", "latest", "second", "third", "prochain", "prochaine", "premier", "premiere") || !s.toks[j-1].in(isArticle) || j < 3 {
		return false
	}
	be := at(s.toks, j-2)
	if be.lex.be != futureTense && !(be.is("be") && (at(s.toks, j-3).is("will") || at(s.toks, j-3).is("to") && (at(s.toks, j-4).lex.be == present || at(s.toks, j-4).is3("due", "set", "expected")))) {
		return false
	}
	for k := j + 1; k < len(s.toks) && k < j+reach; k++ {
		if t := &s.toks[k]; t.is("to") || t.is("à") {
			return true
		} else if boundary(t) {
			return false
		}
	}
	return false
}

// promisedTo reports whether the noun at j is of a promise to do something: "with a promise to meet
// again".
func (s *sentence) promisedTo(j int) bool {
	t, next := &s.toks[j], at(s.toks, j+1)
	return t.isAny("promise", "pledge", "vow", "plan", "intention", "promesse") && at(s.toks, j-1).isAny("a", "the", "la", "une", "with") && (next.is("to") || next.is("de")) && at(s.toks, j+2).isAny("meet", "talk", "see", "confer", "speak", "se") && s.has(j, j+6, "again", "anew", "soon", "revoir", "retrouver", "reparler")
}

// spokenOfDoing reports whether the word at j tells that somebody spoke or thought of what the gerund
// after it tells: "had spoken of joining".
func (s *sentence) spokenOfDoing(j int) bool {
	return s.toks[j].isAny("spoken", "talked", "thought", "dreamt", "dreamed", "spoke") && at(s.toks, j+1).is2("of", "about") && at(s.toks, j+2).isAny("joining", "meeting", "seeing", "visiting", "receiving", "hosting", "welcoming", "inviting") && s.personFrom(j+3) >= 0
}

// wantsNoMore reports whether a sentence tells after token j that somebody does not want any longer
// what he had spoken of: "told reporters that he did not want a wasted meeting".
func (s *sentence) wantsNoMore(j int) bool {
	for k := j; k+1 < len(s.toks); k++ {
		if t := &s.toks[k]; (t.is("not") || t.is("no") && at(s.toks, k+1).is("longer")) && s.has(k, k+4, "want", "wanted", "wants", "see", "wish", "wished") {
			return true
		}
	}
	return false
}

// whenTheyDo reports whether a clause of time opens at j about those told of, in the present, beside
// a future: "will welcome them and be there when they sign a declaration".
func (s *sentence) whenTheyDo(j int) bool {
	if !s.toks[j].is2("when", "once") || !at(s.toks, j+1).is("they") || !s.willDo() {
		return false
	}
	k := s.verbAt(j + 2)
	return k < 0 || s.verbs[k].tense == present
}

// dropToldAgain drops what the clause of time told anew of those who are to be in contact.
func (r *reader) dropToldAgain(s *sentence, found int) {
	for i := len(r.res.Assertions) - 1; i >= found; i-- {
		a := &r.res.Assertions[i]
		if a.Kind >= RegularContact || a.Quote != s.span || a.Rule != againRule || a.Status != Occurred || !a.Date.IsZero() || len(a.Participants) < 2 {
			continue
		}
		again := *a
		again.Status = Planned
		if r.toldAlready(&again, partiesOf(a)) {
			r.res.Assertions = append(r.res.Assertions[:i], r.res.Assertions[i+1:]...)
			r.topical = r.topical[:0]
			continue
		}
		a.Status = Planned
	}
}

// afterContact reports whether a sentence opens with a contact after which something was said or agreed: "After talks
// in Oslo, X and Y agreed to stay in touch"; or tells what followed "after an hour with Y".
func (s *sentence) afterContact() bool {
	const reach = 6 // tokens
	for j := range s.toks {
		if !s.toks[j].in(isAfter) {
			continue
		}
		for k := j + 1; k+1 < len(s.toks) && k < j+reach; k++ {
			if s.toks[k].isAny("hour", "hours", "minutes", "heure", "heures", "morning", "evening", "matinee", "soiree", "day", "jour", "journee", "days", "jours") && s.toks[k+1].is2("with", "avec") {
				return true
			}
		}
	}
	if len(s.toks) == 0 || !s.toks[0].in(isAfter) {
		return false
	}
	for j := 1; j < len(s.toks) && j < reach; j++ {
		if s.toks[j].lex.noun.contact {
			k := s.verbAtOrAfter(j)
			return k < 0 || (s.verbs[k].tense == preterite || s.toks[s.verbs[k].from].isAny("agreed", "promised", "vowed", "pledged", "decided", "undertook"))
		}
	}
	return false
}
