package extract

// passingRule names the rule of gatherings that are only mentioned; their day is not
// that of what was told beside them.
const passingRule = "gathering/passing"

// inPassing asserts the gatherings that a sentence only mentions: "en marge du sommet
// du G20 à X", "during negotiations in Y on August 11", "to prepare a meeting".
func (r *reader) inPassing(s *sentence, found int) {
	for i := found; i < len(r.res.Assertions); i++ {
		if r.res.Assertions[i].Kind == Gathering {
			return
		}
	}
	for _, n := range s.nouns {
		t := &s.toks[n]
		if _, ok := t.gatheringNoun(); !ok || t.lex.noun.round || s.pressConference(n) || s.inList(n) || s.inVerb(n) {
			continue
		}
		with := s.contactFound(r, found)
		if !t.lex.noun.summit && (with != nil || s.back(n)) {
			continue
		}
		a := Assertion{Kind: Gathering, Summit: t.lex.noun.summit, Place: None, ClaimedBy: None, Quote: s.span, Rule: passingRule, Role: Role{Body: None, Country: None}}
		end := s.passingEnd(n)
		dir, told := s.passingStatus(r, n, end, with, &a)
		a.Place = r.placeIn(s, n, end, n)
		if a.Place == None {
			a.Place = r.namedAfter(s, n)
		}
		if a.Place == None && t.lex.noun.summit {
			a.Place = r.placeIn(s, 0, len(s.toks), n)
		}
		a.Date = r.dateIn(s, n, end, n, dir)
		if a.Date.IsZero() && with != nil && with.Status == Occurred && s.marginBefore(n) {
			a.Date = with.Date
		}
		if a.Date.Precision == Day && r.published.Precision == Day && a.Date.time().After(r.published.time()) {
			a.Status = Planned
		}
		if a.Place == None && a.Date.IsZero() && !(told && s.properName(n)) || !t.lex.noun.summit && t.lex.noun.gathers != Talks && !told {
			continue
		}
		if with != nil && !s.marginBefore(n) && with.Place == a.Place && with.Date == a.Date {
			continue // the very occasion of that contact
		}
		if with == nil && a.Status == Occurred && s.headsSentence(n) {
			for _, id := range r.madeKnownBy(s, n) {
				a.Participants = append(a.Participants, Participant{Entity: id})
			}
		}
		if with == nil && a.Summit && len(a.Participants) == 0 && r.lastTold() == nil {
			r.hold(a)
		} else {
			r.add(a)
			if len(a.Participants) > 1 {
				r.gathering, r.gatheringAt = len(r.res.Assertions)-1, r.block
				r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
			}
		}
		return
	}
}

// properName reports whether the gathering at n is one by its name, or one of two
// whom the text names: "le sommet du G20", "a meeting between the two presidents".
func (s *sentence) properName(n int) bool {
	for j := n + 1; j < len(s.toks) && j < n+6; j++ {
		if t := &s.toks[j]; t.cap || t.is2("between", "entre") {
			return true
		} else if t.kind != word {
			return false
		}
	}
	return false
}

// contactFound returns the contact that the sentence tells of, nil where there is
// none.
func (s *sentence) contactFound(r *reader, found int) *Assertion {
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Kind < Gathering && len(a.Participants) > 1 {
			return a
		}
	}
	return nil
}

// passingEnd is the token where what is said of the gathering at n ends.
func (s *sentence) passingEnd(n int) int {
	const reach = 16
	for j := n + 1; j < len(s.toks) && j < n+reach; j++ {
		if t := &s.toks[j]; t.isAny(";", ":", "—", "»", "”") || t.is2("que", "qu'") {
			return j
		}
	}
	return min(len(s.toks), n+reach)
}

// marginBefore reports whether the gathering at n is one at which something else
// took place: "en marge du sommet", "on the sidelines of the summit".
func (s *sentence) marginBefore(n int) bool {
	for j := max(0, n-6); j < n; j++ {
		if s.toks[j].in(isMargin) || s.toks[j].isAny("lors", "during", "fringes", "at", "au") {
			return true
		}
	}
	return false
}

// passingStatus gives a gathering the status that the words around it tell, and
// returns the side of the publication on which its day lies. It reports whether they
// show that it is one of its own rather than a word for anything of the kind.
func (s *sentence) passingStatus(r *reader, n, end int, with *Assertion, a *Assertion) (dir direction, told bool) {
	for j := max(0, n-6); j < n; j++ {
		if s.toks[j].in(isUpcoming | isPlannedWord) {
			a.Status = Planned
			return future, true
		}
	}
	if s.tookPlace(n) {
		a.Status = Occurred
		return past, a.Summit
	}
	for j := n + 1; j < end; j++ {
		if s.toks[j].in(isPlannedWord) || s.toks[j].isAny("convoque", "convoquee", "opens", "ouvre", "begins", "starts", "convenes", "commence", "debute") {
			a.Status = Planned
			return future, a.Summit
		}
		if s.toks[j].in(isOff) {
			a.Status = Cancelled
			return setFor, a.Summit
		}
	}
	told = a.Summit && s.marginBefore(n)
	if with != nil {
		if with.Status != Occurred {
			a.Status = Planned
			return future, told
		}
		return past, told
	}
	for k := range s.verbs {
		if v := &s.verbs[k]; !v.bare && (v.tense == futureTense || v.verb.can(plans|awaits)) {
			a.Status = Planned
			return future, told
		}
	}
	st := nounFrame{dir: past}
	if s.unknownVerb(r.g.romance, n, end, &st); st.hedged {
		st.status, st.dir = Planned, future
	}
	a.Status = st.status
	return st.dir, told
}

// tookPlace reports whether a relative clause tells that the gathering at n is over: "the
// summit that took place on Saturday".
func (s *sentence) tookPlace(n int) bool {
	const reach = 4
	for j := n + 1; j < len(s.toks) && j <= n+reach; j++ {
		if s.toks[j].is3("that", "which", "qui") {
			next := at(s.toks, j+1)
			return next.isAny("took", "ended", "opened", "closed", "wrapped") || next.lex.be == preterite && !s.dueAfter(j+2) ||
				next.is2("s'", "a") && at(s.toks, j+2).is2("est", "eu") && at(s.toks, j+3).isAny("tenu", "tenue", "acheve", "achevee", "ouvert", "ouverte", "lieu")
		}
	}
	return false
}

// dueAfter reports whether "to" or a word of plans stands at token j: "that was to open",
// "that was planned for May".
func (s *sentence) dueAfter(j int) bool {
	t := at(s.toks, j)
	return t.isAny("to", "due", "expected", "set", "fixed", "slated") || t.in(isPlannedWord|isOff)
}

// namedAfter returns the city that the gathering at n has its name from: "the Kigali
// summit", "le sommet de Kigali"; None where it has none.
func (r *reader) namedAfter(s *sentence, n int) EntityID {
	const longest = 3 // words of the name of a city
	for j := max(0, n-longest); j < n && !r.g.romance; j++ {
		if e, words := r.g.lex.match(s.toks, j); e != nil && e.kind == lexPlace && j+words == n {
			return r.entry(e)
		}
	}
	if r.g.romance && at(s.toks, n+1).is2("de", "d'") {
		if e, _ := r.g.lex.match(s.toks, n+2); e != nil && e.kind == lexPlace {
			return r.entry(e)
		}
	}
	return None
}

// madeKnownBy returns those who made known together what the gathering at n led to: "le sommet a débouché
// sur une trêve annoncée par A et B"; nil where it is one, or nobody.
func (r *reader) madeKnownBy(s *sentence, n int) []EntityID {
	const adverbs = 2
	for i := s.firstPhrase(n + 1); i < len(s.phrases); i++ {
		p := &s.phrases[i]
		if p.prep != r.g.by || len(p.people) == 0 {
			continue
		}
		for j := p.from - 2; j > n && j >= p.from-3-adverbs; j-- {
			if !s.toks[j].isAny("annonce", "annoncee", "annonces", "annoncees", "proclame", "proclamee", "decretee", "signe", "signee", "announced", "proclaimed", "declared", "signed") {
				continue
			}
			if ids := r.listed(s, i, len(s.toks)); len(ids) > 1 && r.allPeople(ids) {
				return ids
			}
			return nil
		}
	}
	return nil
}
