package extract

// What those told of do together next, as a verb tells that needs no other party: "the two open
// negotiations on May 15", "ils entameront des pourparlers", "the pair are due to resume on
// Friday", "both are expected in Rome for a summit".

// theirNext asserts such a contact.
func (r *reader) theirNext(s *sentence, found int) {
	if s.conditional(0, len(s.toks)) {
		return
	}
	own := r.ownPair(s, found)
	if last := r.lastTold(); last != nil && (last.Status == Denied || last.Status == Hypothetical) {
		return
	}
	for j := 1; j < len(s.toks); j++ {
		if !s.toks[j].of(nextWords) || !s.nextTogether(j) {
			continue
		}
		from, count := s.groupActing(j)
		if from < 0 {
			continue
		}
		if (own || s.meets(j)) && !s.newClause(from) {
			continue // it tells of that contact, or other rules read it
		}
		who := r.theMany(count)
		if len(who) < 2 || len(who) > 4 || !r.allPeople(who) || s.withOthers(j) {
			continue
		}
		a := Assertion{Kind: Meeting, Status: Planned, Place: None, ClaimedBy: r.claimAt(s, j), Quote: s.span, Rule: againRule, Role: Role{Body: None, Country: None}}
		a.Kind = (&frame{s: s}).modeIn(j, min(len(s.toks), s.clauseAfter(j, 4)), a.Kind)
		a.Date, a.Place = r.dateIn(s, from, len(s.toks), j, future), r.placeIn(s, from, len(s.toks), j)
		if a.Date.IsZero() && a.Place == None || remote(a.Kind) && a.Date.IsZero() || r.toldAlready(&a, who) {
			continue
		}
		if there := r.thereWhen(s, from); len(there) > 0 && !hasEntity(who, there[0]) {
			who = append(who[:len(who):len(who)], there...)
		}
		for _, id := range who {
			a.Participants = append(a.Participants, Participant{Entity: id})
		}
		r.dropBare(s, found)
		r.add(a)
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		return
	}
}

// ownPair reports whether a sentence has told of a contact of several people.
func (r *reader) ownPair(s *sentence, found int) bool {
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Kind < RegularContact && len(a.Participants) > 1 && a.Quote == s.span {
			return true
		}
	}
	return false
}

// theMany returns the several told of before who are as many as a number tells, 0 where it is not
// told: a trio is the last that had a contact, whoever had one since.
func (r *reader) theMany(n int) []EntityID {
	who := r.several(n)
	if len(who) > 1 || n < 3 {
		return who
	}
	for i := len(r.res.Assertions) - 1; i >= 0; i-- {
		if a := &r.res.Assertions[i]; a.Kind < Gathering && len(a.Participants) == n && r.allPeople(partiesOf(a)) {
			return partiesOf(a)
		}
	}
	return nil
}

// nextTogether reports whether the word at j, with what stands before it, tells what several will
// do with one another.
func (s *sentence) nextTogether(j int) bool {
	const reach = 4
	t := &s.toks[j]
	switch {
	case t.isAny("negotiations", "talks", "discussions", "negociations", "pourparlers", "discussion"):
		for k := j - 1; k >= 0 && k >= j-reach; k-- {
			switch w := &s.toks[k]; {
			case w.isAny("open", "start", "begin", "launch", "resume", "commence", "hold", "continue"):
				return at(s.toks, j+1).kind == punct || at(s.toks, j+1).in(isPreposition) && !at(s.toks, j+1).is3("with", "between", "among") || s.inDate(j+1)
			case w.isAny("entameront", "ouvriront", "engageront", "reprendront", "commenceront", "lanceront", "entamer", "ouvrir", "engager", "reprendre"):
				return !at(s.toks, j+1).is3("avec", "entre", "des")
			case w.kind != word || w.cap || w.is("not"):
				return false
			}
		}
	case s.meets(j):
		return at(s.toks, j-1).is("se") || at(s.toks, j+1).kind == punct || at(s.toks, j+1).isAny("in", "on", "at", "again") || s.inDate(j+1)
	case t.isAny("resume", "continue"): // "are due to resume on Friday"
		return at(s.toks, j+1).isAny("on", "in", "at") || s.inDate(j+1)
	case t.is("table"): // "will be back at the table"
		return at(s.toks, j-1).is("the") && s.has(max(0, j-reach), j, "back") || at(s.toks, j-1).is2("la", "cette") && s.has(max(0, j-reach), j, "retour", "autour")
	case t.isAny("appointment", "rendez-vous", "rendezvous"):
		return s.has(max(0, j-3), j, "have", "ont", "auront") && !at(s.toks, j+1).is2("with", "avec")
	case t.isAny("expected", "attendus", "awaited"): // "are expected in Rome for a summit"
		return at(s.toks, j-1).lex.be == present && s.dayAfter(j) && s.togetherFor(j)
	}
	return false
}

// meets reports whether the word at j is a verb of coming together.
func (s *sentence) meets(j int) bool {
	return s.toks[j].isAny("gather", "meet", "convene", "assemble", "retrouveront", "reverront", "reuniront", "retrouver", "revoir", "reunir")
}

// newClause reports whether those told of at token j open a clause of their own: "left it with a
// plan: they are to gather".
func (s *sentence) newClause(j int) bool {
	prev := at(s.toks, j-1)
	return prev.is4(":", ";", "—", "–") || prev.is2("and", "et") && at(s.toks, j-2).is(",")
}

// dayAfter reports whether a day follows token j in its sentence.
func (s *sentence) dayAfter(j int) bool {
	for i := range s.dates {
		if s.dates[i].from > j {
			return true
		}
	}
	return false
}

// togetherFor reports whether what follows token j tells that those who are expected somewhere
// come for a gathering: "for a summit", "pour une réunion".
func (s *sentence) togetherFor(j int) bool {
	for k := j + 1; k+1 < len(s.toks); k++ {
		if t := &s.toks[k]; t.is3("for", "pour", "at") {
			for n := k + 1; n < len(s.toks) && n < k+4; n++ {
				if noun := &s.toks[n].lex.noun; noun.summit || noun.contact {
					return true
				}
			}
		}
	}
	return false
}

// groupActing returns where those told of before stand who are the subject of what is told at token
// j, and how many they are, 0 where that is not told; -1 where it has another subject or does not
// lie ahead.
func (s *sentence) groupActing(j int) (from, count int) {
	const reach = 9
	from, to := -1, 0
	for k := j - 2; k > 0 && k > j-reach; k-- { // "the two open talks", which the grammar knows as no group
		if n := s.toks[k].lex.unit; n > 1 && s.toks[k-1].is("the") && s.toks[k+1].isAny("open", "start", "begin", "launch", "hold", "resume") {
			from, to, count = k-1, k+1, n
		}
	}
	for i := s.firstPhrase(j) - 1; from < 0 && i >= 0; i-- {
		p := &s.phrases[i]
		if p.pronoun == "" && len(p.people) == 0 {
			continue // a place, or a body that the noun belongs to
		}
		if p.pronoun != together || p.prep != "" || p.to < j-reach || p.to > j {
			return -1, 0
		}
		from, to, count = p.from, p.to, p.count
	}
	if from < 0 || s.onlyTheirs(from) || s.ofBodies(to) || s.clauseEnds(to, j) || s.has(to, j, "not", "never", "pas", "who", "that", "which", "qui", "que", "refused", "hope", "want", "wish", "could", "may", "might", "had") {
		return -1, 0
	}
	if s.willBefore(j) || s.futureIn(to, j) || s.dayAfter(j) && s.presentOnly(to, j) {
		return from, count
	}
	return -1, 0
}

// bodyWords name bodies of which there may be several, which are no people.
var bodyWords = []string{"countries", "parliaments", "governments", "states", "nations", "parties", "sides", "armies", "houses", "companies", "teams", "delegations",
	"capitals", "pays", "parlements", "gouvernements", "etats", "camps", "armees", "chambres", "equipes", "capitales"}

// ofBodies reports whether what several are, as the word at j or before it tells, is no people: "the
// two countries".
func (s *sentence) ofBodies(j int) bool { return s.has(max(0, j-1), j+1, bodyWords...) }

// futureIn reports whether a verb among tokens [lo, hi] is in the future.
func (s *sentence) futureIn(lo, hi int) bool {
	for j := lo; j <= hi && j < len(s.toks); j++ {
		t := &s.toks[j]
		if t.is2("will", "auront") || t.lex.be == futureTense || t.lex.have == futureTense {
			return true
		}
		for _, f := range t.forms {
			if f.tense == futureTense {
				return true
			}
		}
		if t.isAny("entameront", "engageront", "ouvriront", "reprendront", "commenceront", "lanceront") {
			return true
		}
	}
	return false
}

// presentOnly reports whether nothing but a verb in the present and what it governs stands in
// tokens [lo, hi): "the two open full negotiations".
func (s *sentence) presentOnly(lo, hi int) bool {
	for j := lo; j < hi; j++ {
		if t := &s.toks[j]; t.kind != word || t.cap || t.lex.be == preterite || t.lex.have == preterite || t.is2("would", "did") {
			return false
		}
	}
	return true
}

// withOthers reports whether what is told at token j has a party of its own: "negotiations on fish
// with their neighbours".
func (s *sentence) withOthers(j int) bool {
	for k := j + 1; k < len(s.toks); k++ {
		if t := &s.toks[k]; t.in(isWith) || t.is3("avec", "with", "before") || t.is("devant") {
			return true
		}
	}
	return false
}

// thereWhen returns who will be there when others do something, as the clause before token j
// tells: "X will also be there when the two open"; nobody where it does not.
func (r *reader) thereWhen(s *sentence, j int) []EntityID {
	if !at(s.toks, j-1).is3("when", "quand", "lorsque") && !at(s.toks, j-1).is("lorsqu'") {
		return nil
	}
	for k := 1; k < j-1; k++ {
		if t := &s.toks[k]; t.isAny("there", "present", "hand", "la") && s.has(max(0, k-4), k, "be", "sera") {
			return r.peopleOf(s, r.nearestSubject(s, k))
		}
	}
	return nil
}
