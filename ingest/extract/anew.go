package extract

// againRule names the rule of contacts of people told of before.
const againRule = "contact/again"

// anew asserts what a noun tells of a further contact of people told of before: "a second
// encounter is foreseen in Brasilia", "un nouvel appel à trois est prévu samedi", "la
// visioconférence entre les deux dirigeants a été annulée". The sentence names no party.
func (r *reader) anew(s *sentence, found int) {
	bare := -1 // a gathering of nobody that another rule has made of the noun
	for i := found; i < len(r.res.Assertions); i++ {
		switch a := &r.res.Assertions[i]; {
		case a.Kind == Gathering && len(a.Participants) == 0:
			bare = i
		case a.Kind < HoldsRole:
			return
		}
	}
	for n := range s.toks {
		t := &s.toks[n]
		if !t.of(furtherWords) || !s.furtherNoun(n) {
			continue
		}
		count, whose := s.groupOf(n)
		if !whose && (!s.novel(n) || s.ofSeries(n)) {
			continue
		}
		who := r.several(count)
		if noun := &t.lex.noun; len(who) < 2 && bare >= 0 && count < 3 && noun.contact && !noun.summit && !noun.round && (!t.of(sittingWords) || t.is("rencontre")) {
			if last := r.toldBeforeBare(bare); last != nil && len(last.Participants) == 2 && r.topicalHere() {
				who = partiesOf(last)
			}
		}
		if told := r.mentioned(s); !whose && len(told) > 1 {
			if len(told) > 2 || !r.haveContact(told[0].id, told[1].id) {
				continue
			}
			who = nil // "A et B ont pris date pour une suite"
			for _, m := range told {
				who = append(who, m.id)
			}
		}
		if len(who) < 2 || len(who) > 4 || !r.allPeople(who) || s.namesOther(r, who, n) {
			continue
		}
		if t.is2("round", "tour") && (whose || len(who) > 2 || len(s.dates) == 0 || s.inAnyVerb(n) || s.has(n, len(s.toks), "held", "tenu", "tenue")) {
			continue // who goes to the next round of many is not told
		}
		a := Assertion{Kind: t.lex.noun.kind, Place: None, ClaimedBy: r.claimAt(s, n), Quote: s.span, Rule: againRule, Role: Role{Body: None, Country: None}}
		if !t.lex.noun.contact {
			a.Kind = Meeting
		}
		st, ok := r.furtherStatus(s, n)
		if !ok {
			continue
		}
		a.Status = st.status
		a.Kind = (&frame{s: s}).modeIn(0, len(s.toks), a.Kind)
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), n, st.dir), r.placeIn(s, 0, len(s.toks), n)
		if a.Place == None && s.toks[0].is3("il", "elle", "it") {
			a.Place = r.lastPlace(s, len(s.toks))
		}
		if remote(a.Kind) {
			a.Place = None
		}
		if a.Status == Occurred && a.Date.IsZero() && a.Place == None || r.toldAlready(&a, who) {
			continue
		}
		if bare >= 0 {
			r.res.Assertions = append(r.res.Assertions[:bare], r.res.Assertions[bare+1:]...)
			r.gathering, r.topical = -1, r.topical[:0]
		}
		for _, id := range who {
			a.Participants = append(a.Participants, Participant{Entity: id})
		}
		if a.Status == Cancelled {
			for k := range s.verbs {
				v := &s.verbs[k]
				r.putOff(s, v, &a)
			}
		}
		r.add(a)
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		return
	}
}

// furtherNoun reports whether the word at n can name a further contact.
func (s *sentence) furtherNoun(n int) bool {
	t := &s.toks[n]
	if t.kind != word || t.cap && n > 0 {
		return false
	}
	if s.inVerb(n) || s.pressConference(n) || s.roundOfSomethingElse(n) || s.inList(n) || n > 0 && s.pressConference(n-1) {
		return false
	}
	if prev := at(s.toks, n-1); n > 1 && prev.cap && prev.kind == word && len(prev.lex.entries) == 0 && prev.lex.weekday+prev.lex.month == 0 {
		return false // "the next Partnership summit"
	}
	if s.dateFor(n) && s.has(max(0, n-12), n, "no", "aucune") {
		return false // "No date was fixed for another session"
	}
	noun := &t.lex.noun
	if noun.contact && noun.kind == Call && (s.demand(n) || at(s.toks, n-1).is("to")) {
		return false
	}
	return (noun.contact || noun.gathering) && !noun.round && !t.isAny("conference", "table", "main", "poignee", "visits", "point", "views", "vues", "notes", "coup") ||
		t.is2("suite", "follow-up") && at(s.toks, n-1).in(isArticle) || t.is2("round", "tour") && at(s.toks, n-1).of(novelWords)
}

// groupOf reads whose contact the noun at n is, where it is that of people told of
// before: "entre les deux hommes", "à trois", "three-way", "among them"; count is how
// many they are, 0 where it is not told.
func (s *sentence) groupOf(n int) (count int, ok bool) {
	for j := n + 1; j < len(s.toks) && j < n+7; j++ {
		t := &s.toks[j]
		if boundary(t) || t.is(",") || s.verbFrom[j] {
			break
		}
		next := at(s.toks, j+1)
		switch {
		case t.is("entre") && next.is2("eux", "elles"), t.is2("between", "among") && next.is("them"):
			return 0, true
		case t.is4("entre", "between", "des", "of"):
			k := j + 1
			if at(s.toks, k).in(isArticle) {
				k++
			}
			if c := at(s.toks, k); c.lex.unit >= 2 && c.lex.unit < 6 && !at(s.toks, k+2).is2("'s", "'") && !at(s.toks, k+1).isAny("countries", "pays", "states", "etats", "nations") {
				if _, heads := headAt(s.toks, min(k+1, len(s.toks)-1)); heads > 0 || at(s.toks, k+1).in(isPeople) || at(s.toks, k+1).kind == punct || len(at(s.toks, k+1).forms) > 0 || at(s.toks, k+1).lex.be != noTense || s.talksGoOn(k+1) {
					return c.lex.unit, true
				}
			} else if c.is("pair") {
				return 2, true
			}
		case t.is("à") && next.lex.unit >= 2 && next.lex.unit < 6 && !at(s.toks, j+2).cap && !at(s.toks, j+2).is3("heures", "jours", "h"):
			return next.lex.unit, true
		}
	}
	for j := max(0, n-3); j < n; j++ {
		switch t := &s.toks[j]; {
		case t.is3("three-way", "trilateral", "tripartite"):
			return 3, true
		case t.is("four-way"):
			return 4, true
		}
	}
	return 0, false
}

// talksGoOn reports whether the word at j tells in the present that talks go on: "talks between
// the two follow on Monday".
func (s *sentence) talksGoOn(j int) bool {
	return at(s.toks, j).isAny("follow", "follows", "continue", "continues", "resume", "resumes")
}

// novel reports whether words around the noun at n tell that there is to be one more:
// "a second encounter", "une nouvelle rencontre", "une suite".
func (s *sentence) novel(n int) bool {
	if s.toks[n].is2("suite", "follow-up") {
		return true
	}
	for j := max(0, n-3); j < min(len(s.toks), n+2); j++ {
		if at(s.toks, j+1).of(timeWords) || s.inDate(j) {
			continue // "a summit next week"
		}
		if s.toks[j].of(novelWords) && j != n {
			return true
		}
	}
	return false
}

// ofSeries reports whether the gathering at n is the next of those that have a name of their
// own, to whoever goes to them: "the next Partnership summit", "the next G7 meeting".
func (s *sentence) ofSeries(n int) bool {
	for j := n - 1; j > 0 && j >= n-4; j-- {
		if s.toks[j].is("next") && s.toks[j-1].in(isArticle) {
			return s.toks[n-1].cap && s.toks[n-1].kind == word && !s.toks[n-1].demonym() && len(s.toks[n-1].lex.entries) == 0
		}
	}
	return false
}

// namesOther reports whether a sentence names somebody besides some people, but for one
// who says it or calls it off.
func (s *sentence) namesOther(r *reader, who []EntityID, n int) bool {
	for i := range s.phrases {
		p := &s.phrases[i]
		if len(p.people) == 0 || s.speaks(p) || p.prep == "selon" || s.has(n, p.from, "auquel", "laquelle", "which") {
			continue
		}
		for _, name := range p.people {
			if !hasEntity(who, r.person(name.text)) {
				return true
			}
		}
	}
	return false
}

// furtherStatus reads the status of a further contact: what was agreed on is planned.
func (r *reader) furtherStatus(s *sentence, n int) (nounFrame, bool) {
	for j := max(0, n-8); j < n; j++ {
		if s.toks[j].isAny("agreed", "agree", "convenu", "convenus", "convenues", "pris", "decide", "decided", "accepted", "envisage", "envisagent", "promised", "promis", "arrete") && !s.toks[j].in(isNegation) {
			return nounFrame{status: Planned, dir: future, lo: 0, hi: len(s.toks), before: -1}, true
		}
	}
	for j := n + 1; j < len(s.toks) && j < n+12; j++ {
		if t := &s.toks[j]; t.isAny("foreseen", "envisaged", "envisage", "envisagee", "programme", "programmee", "planned", "pencilled", "expected", "attendue", "attendu", "fixe", "fixee", "possible", "works", "preparation", "etude", "due", "scheduled", "slated", "suivra", "suivront") || t.is("set") && at(s.toks, j+1).is2("for", "to") ||
			s.talksGoOn(j) && !t.is("resume") && len(s.dates) > 0 || t.is("to") && s.toks[j-1].lex.be == present && at(s.toks, j+1).isAny("follow", "take", "be", "come", "happen", "convene") {
			if s.calledOff() || s.has(max(0, j-4), j, "pas", "not") {
				break // "qui n'était pas au programme"
			}
			return nounFrame{status: Planned, dir: future, lo: 0, hi: len(s.toks), before: -1}, true
		}
	}
	st, ok := r.nounStatus(s, n, n+1)
	return st, ok && !st.hedged && st.status != Denied
}

// toldAlready reports whether a contact of these people is told that a further telling
// without another day or place only repeats.
func (r *reader) toldAlready(a *Assertion, who []EntityID) bool {
	for i := range r.res.Assertions {
		b := &r.res.Assertions[i]
		if b.Kind >= HoldsRole || b.Status != a.Status || remote(b.Kind) != remote(a.Kind) || !hasParty(b, who[0]) || !hasParty(b, who[1]) {
			continue
		}
		if (a.Date.IsZero() || b.Date.IsZero() || a.Date == b.Date) && (a.Place == None || b.Place == None || a.Place == b.Place) {
			return true
		}
	}
	return false
}
