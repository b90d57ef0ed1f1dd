package extract

// nextRule names the rule of gatherings that are announced without those who take part.
const nextRule = "gathering/next"

// nextRound notes a gathering to come, or one that fell through, of which a sentence tells
// no party: "a second round is set for May 4", "une nouvelle session est prévue à X",
// "technical talks will begin by June". It waits for the end of the text, as journeys do.
func (r *reader) nextRound(s *sentence, found int) {
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Kind < HoldsRole && a.Rule != passingRule {
			return
		}
	}
	if !s.of(sittingWords) || s.conditional(0, len(s.toks)) || s.toks[len(s.toks)-1].is("?") {
		return
	}
	for n := range s.toks {
		if !s.gatheringToCome(n) || s.inList(n) || s.pressConference(n) || s.named(n, n+5) {
			continue
		}
		st, dir := Planned, future
		switch {
		case s.isDropped(n):
			st, dir = Cancelled, setFor
		case !s.setAhead(n) && !s.scheduledBy(n):
			continue
		}
		kind := Gathering
		if k := s.toks[n].lex.noun.kind; remote(k) {
			kind = k
		}
		r.journeys = append(r.journeys, Assertion{Kind: kind, Summit: s.toks[n].lex.noun.summit, Status: st, Date: r.dateIn(s, 0, len(s.toks), n, dir),
			Place: r.placeIn(s, 0, len(s.toks), n), ClaimedBy: s.claimer, Quote: s.span, Rule: nextRule, Role: Role{Body: None, Country: None}})
		return
	}
}

// gatheringToCome reports whether the noun at n stands for a gathering that is new to the
// text: "a second round", "another gathering", "un nouveau cycle", "technical talks".
func (s *sentence) gatheringToCome(n int) bool {
	const reach = 4
	t := &s.toks[n]
	noun := &t.lex.noun
	if !t.of(sittingWords) || noun.kind == Visit || s.inVerb(n) || s.roundOfSomethingElse(n) {
		return false
	}
	for j := n - 1; j >= 0 && j >= n-reach; j-- {
		d := &s.toks[j]
		switch {
		case d.isAny("a", "an", "another", "second", "third", "fourth", "fifth", "further", "new", "fresh", "technical", "wider", "follow-up",
			"un", "une", "autre", "nouveau", "nouvelle", "nouveaux", "nouvelles", "deuxieme", "second", "seconde", "troisieme", "quatrieme"):
			return true
		case d.is("des"): // "le calendrier des pourparlers" knows them
			return j == 0 || s.toks[j-1].kind == punct
		case d.kind != word || d.cap || s.verbFrom[j] || d.in(isPreposition) || d.isAny("the", "their", "his", "her", "le", "la", "les", "leur", "leurs", "no", "aucune", "aucun"):
			return false
		}
	}
	return n == 0 || n == 1 && !s.toks[0].in(isArticle|isStop|isPreposition)
}

// roundOfSomethingElse reports whether what follows the noun at n shows that it is no
// gathering: "a new round of sanctions", "a session of parliament".
func (s *sentence) roundOfSomethingElse(n int) bool {
	const reach = 5
	if !s.toks[n].isAny("round", "session", "sitting", "ronde", "cycle", "seance", "tour") || !at(s.toks, n+1).in(isOf) {
		return false
	}
	for j := n + 2; j < len(s.toks) && j < n+reach; j++ {
		if t := &s.toks[j]; t.lex.noun.contact || t.lex.noun.gathering || t.is3("process", "processus", "mediation") {
			return false
		}
	}
	return true
}

// setAhead reports whether the verb of which the noun at n is the subject tells that it is
// to come: "is set for", "will follow", "would begin", "est prévue", "doit commencer".
func (s *sentence) setAhead(n int) bool {
	const reach = 14
	for j := n + 1; j < len(s.toks) && j < n+reach; j++ {
		t := &s.toks[j]
		switch {
		case t.isAny("who", "qui", "that", "which", ";"):
			return false
		case t.is2("will", "would") || t.lex.be == futureTense || t.lex.have == futureTense || t.isAny("aura", "doit", "doivent", "devrait", "devraient"):
			return !at(s.toks, j+1).is("not") && !at(s.toks, j-1).is2("ne", "n'")
		case t.lex.be == present && !at(s.toks, j+1).is("not"):
			for k := j + 1; k < len(s.toks) && k < j+4; k++ {
				if w := &s.toks[k]; w.in(isPlannedWord) || w.isAny("set", "due", "expected", "fixed", "slated", "foreseen", "envisaged", "arranged", "pencilled", "prepared",
					"attendu", "attendue", "attendus", "attendues", "fixe", "fixee", "fixes", "fixees", "envisage", "envisagee", "programme", "programmee", "annonce", "annoncee") {
					return true
				}
			}
			return false
		case s.verbFrom[j] && !at(s.toks, j-1).is(","):
			v := s.verbAt(j)
			return v >= 0 && s.verbs[v].tense == futureTense && !s.verbs[v].neg
		}
	}
	return false
}

// scheduledBy reports whether somebody set the gathering at n: "has scheduled another
// gathering", "convoquera une nouvelle réunion", "will moderate a third round".
func (s *sentence) scheduledBy(n int) bool {
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.to > n || v.to < n-5 || v.neg || v.wish || v.hedged || v.passive || v.bare {
			continue
		}
		if v.verb.can(plans) || v.verb.can(hosts) && v.tense == futureTense {
			return true
		}
	}
	for j := max(1, n-5); j < n; j++ {
		if s.toks[j].isAny("scheduled", "called", "convened", "set", "moderate", "chair", "host", "hold", "organise", "organize", "convene", "stage") && (at(s.toks, j-1).is3("has", "have", "will")) {
			return true
		}
	}
	return false
}

// isDropped reports whether the gathering at n is told to be off: "A second round,
// pencilled in for May, was dropped".
func (s *sentence) isDropped(n int) bool {
	const reach = 14
	for k := range s.verbs {
		if v := &s.verbs[k]; v.from > n && v.from < n+reach && !v.neg && (v.verb.can(cancels) && v.passive || s.fallsThrough(v)) {
			return true
		}
	}
	return false
}
