package extract

// reality mends the status of the contacts that a sentence tells of by what the rest of
// it says of them: that they are denied, that they fell through, that they lie ahead.
func (r *reader) reality(s *sentence, found int) {
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		if a.Kind >= HoldsRole || len(a.Participants) < 2 || a.Quote != s.span || a.Status != Occurred && a.Status != Planned {
			continue
		}
		r.realityOf(s, a)
	}
	r.neither(s)
}

// neither makes what the sentence before told to be due fall through as well, where a sentence
// tells that another contact will not take place either: "n'aura pas lieu non plus".
func (r *reader) neither(s *sentence) {
	if !r.g.romance || s.is&isNegation == 0 {
		return
	}
	for j := 1; j+1 < len(s.toks); j++ {
		if !s.toks[j].is("non") || !s.toks[j+1].is("plus") {
			continue
		}
		for k := range s.verbs {
			v := &s.verbs[k]
			if !v.neg || v.to > j || !v.verb.can(takesPlace|holds) || v.tense != futureTense {
				continue
			}
			if last := r.lastBefore(s); last != nil && last.Status == Planned {
				last.Status = Cancelled
			}
		}
	}
}

func (r *reader) realityOf(s *sentence, a *Assertion) {
	switch {
	case r.claimDenied(s, a), a.Status == Occurred && r.claimRejected(s, a):
		a.Status = Denied
	case a.Status == Occurred && s.reported() && r.deniedOf(s, a):
		a.Status = Denied
	case (a.Status == Occurred || a.Status == Planned) && a.Kind < RegularContact && s.goesNotFor():
		a.Status, a.Date = Cancelled, r.dateIn(s, 0, len(s.toks), 0, future)
	case a.Status == Planned && (a.Rule == likelyRule || a.Rule == "contact/noun" && !s.willDo()) && s.tripOff(),
		a.Status == Planned && a.Rule == "contact/scene" && r.calledOffAt == r.sentence-1 && s.wasDue():
		a.Status = Cancelled
	case a.Rule != "contact/putoff" && r.fellThrough(s, a), r.dropped(s, a):
		a.Status, a.Date = Cancelled, r.redated(s, a.Date, setFor)
	case a.Status == Occurred && r.calledOffAt == r.sentence-1 && s.expecting():
		a.Status, a.Date = Cancelled, r.redated(s, a.Date, setFor)
	case a.Status == Occurred && r.published.Precision == Day && len(s.dates) > 0 && r.booked(s, a):
		a.Status, a.Date = Planned, r.redated(s, a.Date, future)
	case a.Status == Occurred && s.liesAhead(r.g.romance, a.Rule == likelyRule):
		a.Status, a.Date = Planned, r.redated(s, a.Date, future)
	}
}

// redated resolves the only date of a sentence anew on another side of the publication.
func (r *reader) redated(s *sentence, old Date, dir direction) Date {
	for _, numbered := range []bool{true, false} { // "called off on Monday the talks set for August 25"
		for i := range s.dates {
			if w := &s.dates[i]; !old.IsZero() && (w.weekday > 0 || w.day > 0) && w.day > 0 == numbered && w.forced == nearest && (r.resolve(s, i, past) == old || r.resolve(s, i, future) == old) {
				return r.resolve(s, i, dir)
			}
		}
	}
	return old
}

// claimDenied reports whether what a sentence tells of people is what somebody denies:
// "dément que A ait vu B", "dismissed as fiction a report that A had slipped into X to
// see B", "rumours that A had joined B were groundless".
func (r *reader) claimDenied(s *sentence, a *Assertion) bool {
	from, to := s.denialAt(r.g.romance)
	if from < 0 {
		return false
	}
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from <= from || p.from >= to {
			continue
		}
		for _, n := range p.people {
			if hasParty(a, r.person(n.text)) {
				return true
			}
		}
	}
	return false
}

// denialAt returns the tokens [from, to) in which a sentence tells what is denied, from being
// -1 where it denies nothing.
func (s *sentence) denialAt(romance bool) (from, to int) {
	for k := range s.verbs {
		v := &s.verbs[k]
		if !v.verb.can(denies) || v.verb.can(states) || v.neg || v.bare && !s.deniesBeside(v) || v.wish || v.hedged {
			continue
		}
		if !romance && s.deniesBarely(k) {
			return v.to, len(s.toks)
		}
		for j := v.to; j < len(s.toks) && j < v.to+14; j++ {
			t := &s.toks[j]
			if t.isAny("que", "qu'", "that", "having", "avoir") || s.rumour(j) && !s.verbFrom[j] || s.claimedIn(j) {
				return j, len(s.toks)
			}
			if t.is4(";", ":", "»", "”") {
				break
			}
		}
	}
	if j := s.denialNoun(); j >= 0 {
		return j, len(s.toks)
	}
	if j := s.untrueThat(); j >= 0 {
		return j, s.attribution(j)
	}
	return s.falseReport()
}

// deniesBeside reports whether a gerund tells that somebody denies something while he does
// another thing: "said X, contradicting a paper according to which".
func (s *sentence) deniesBeside(v *group) bool {
	return v.tense == gerund && !at(s.toks, v.from-1).isAny("without", "of", "by", "from", "sans", "en", "avoid")
}

// deniesBarely reports whether what the k-th verb denies follows without "that": "denied he had
// met X", "denies Y ever called".
func (s *sentence) deniesBarely(k int) bool {
	const reach = 6 // tokens of a subject
	v := &s.verbs[k]
	if t := at(s.toks, v.to); !t.cap && !t.is4("he", "she", "they", "there") {
		return false
	}
	if k+1 >= len(s.verbs) {
		return false
	}
	w := &s.verbs[k+1]
	return !w.bare && w.from > v.to && w.from <= v.to+reach && !s.clauseEnds(v.to, w.from)
}

// rumour reports whether the word at token j names what is only said.
func (s *sentence) rumour(j int) bool {
	return s.toks[j].of(rumourWords) && s.toks[j].isAny("story", "stories", "article", "report", "reports", "claim", "claims", "rumour", "rumours", "rumor", "rumors", "allegation", "allegations", "rumeur", "rumeurs", "informations", "information",
		"allegations", "assertions", "bruits", "suggestion", "suggestions", "speculation", "version")
}

// fellThrough reports whether a sentence tells that the contact it names by a noun did
// not come about: "talks that A had arranged with B were called off", "n'a jamais eu
// lieu", "a été abandonné"; or, of a plan, that the one who was to come will not.
func (r *reader) fellThrough(s *sentence, a *Assertion) bool {
	st := a.Status
	for n := range s.toks {
		if !s.toks[n].of(nounWords) && !s.toks[n].of(tripNouns) {
			continue
		}
		if noun := &s.toks[n].lex.noun; !noun.contact && !noun.gathering && !s.toks[n].is4("visite", "visit", "trip", "voyage") || s.pressConference(n) || n > 0 && s.pressConference(n-1) || r.withOther(s, n, a) {
			continue
		}
		for k := range s.verbs {
			v := &s.verbs[k]
			if v.from <= n || v.bare || v.wish || v.hedged || s.clauseEnds(n, v.from) || s.subjectsBetween(n, v.from) {
				continue
			}
			if v.verb.can(cancels) && v.passive && !v.neg {
				return true
			}
			if v.verb.can(takesPlace) && v.tense != futureTense && (v.neg && st == Planned || at(s.toks, v.from-1).is("never") || v.from+1 < len(s.toks) && s.has(v.from, v.to, "jamais", "never")) && !s.noneBefore(n) {
				return true
			}
		}
		for j := n + 1; j < len(s.toks) && j < n+24; j++ {
			if t := &s.toks[j]; t.kind == punct && t.is4(";", ":", "«", "“") {
				break
			} else if !t.of(nothingWords) {
				continue
			} else if s.comesToNothing(j) {
				return true
			} else if t.isAny("abandonne", "abandonnee", "scrapped", "dropped", "shelved") && (at(s.toks, j-1).is4("ete", "been", "was", "were") || at(s.toks, j-1).lex.be != noTense) && st == Occurred {
				return true
			}
		}
	}
	return false
}

// comesToNothing reports whether a wording of failure starts at token j: "est tombé à
// l'eau", "fell through", "came to nothing".
func (s *sentence) comesToNothing(j int) bool {
	t, next := &s.toks[j], at(s.toks, j+1)
	switch {
	case t.is4("tombe", "tombee", "tombes", "tombees"):
		return next.is("à") && at(s.toks, j+3).is("eau")
	case t.is3("fell", "fallen", "falls"):
		return next.is2("through", "victim")
	case t.is2("came", "come"):
		return next.is("to") && at(s.toks, j+2).is2("nothing", "naught") || next.is("off") && at(s.toks, j-1).is("never")
	case t.is2("capote", "capoter"):
		return at(s.toks, j-1).lex.have != noTense
	case t.is4("materialised", "materialized", "materialise", "materialize"):
		return s.has(max(0, j-2), j, "never", "not")
	}
	return false
}

// has reports whether one of some words stands among tokens [lo, hi).
func (s *sentence) has(lo, hi int, words ...string) bool {
	for j := lo; j < hi && j < len(s.toks); j++ {
		if s.toks[j].isAny(words...) {
			return true
		}
	}
	return false
}

// noneBefore reports whether "no" or "aucun" stands before the noun at n.
func (s *sentence) noneBefore(n int) bool { return s.has(max(0, n-3), n, "aucun", "aucune", "no") }

// subjectsBetween reports whether a comma and a person after it stand between a noun and
// a verb, so that the verb has a subject of its own.
func (s *sentence) subjectsBetween(n, v int) bool {
	for i := range s.phrases {
		if p := &s.phrases[i]; p.from > n && p.to <= v && p.to >= v-1 && p.prep == "" && len(p.people) > 0 {
			return true
		}
	}
	return false
}

// liesAhead reports whether words of a sentence put what it tells into the future that no
// verb shows: "is in the works", "sont attendus", "ont promis leur venue". The wider
// wordings hold only where no rule has read the verb.
func (s *sentence) liesAhead(romance, wide bool) bool {
	for k := range s.verbs {
		if v := &s.verbs[k]; v.verb.can(contacts|receives) && v.tense == preterite && !v.bare {
			return false
		}
	}
	if !s.of(aheadWords) {
		return false
	}
	for j := 1; j < len(s.toks); j++ {
		if !s.toks[j].of(aheadWords) {
			continue
		}
		t, prev, next := &s.toks[j], at(s.toks, j-1), at(s.toks, j+1)
		switch {
		case t.isAny("attendu", "attendus", "attendue", "attendues", "awaited", "expected") && prev.is(",") && s.has(j+1, j+8, "par", "by") && len(s.dates) > 0:
			return true // "A, attendu vendredi par B,"
		case t.is4("works", "cards", "offing", "pipeline") && prev.is("the") && at(s.toks, j-2).is2("in", "on"):
			return true
		case romance && t.is4("cale", "calee", "calees", "inscrit") && prev.lex.be == present && (s.inDate(j+1) || next.is3("à", "au", "pour")), romance && s.isOnAgenda(j):
			return true // "un entretien avec Y figure à son agenda"
		case t.isAny("calendar", "diary", "schedule") && prev.in(isArticle) && at(s.toks, j-2).is2("on", "in") && at(s.toks, j-3).lex.be == present,
			t.is2("pencilled", "penciled") && prev.lex.be == present && next.is("in"):
			return true
		case t.isAny("venue", "presence", "participation", "coming", "attendance") && prev.isAny("leur", "sa", "their", "his", "her"):
			if s.has(max(0, j-4), j, "promis", "promised", "confirme", "confirmed", "annonce", "announced") {
				return true
			}
		case t.isAny("theatre", "cadre", "ecrin", "decor", "setting", "backdrop") && s.futureIn(max(0, j-5), j-1):
			return true // "Rome sera le théâtre de", "aura Rome pour cadre"
		case !wide:
		case t.isAny("attendus", "attendu", "attendue", "attendues", "expected", "due", "awaited"):
			if prev.lex.be == present && !next.is("par") || prev.is4("also", "aussi", "egalement", "both") && at(s.toks, j-2).lex.be == present {
				return true
			}
		case t.is4("inscrit", "inscrits", "inscrite", "inscrites") && prev.lex.be == present:
			return true
		}
	}
	return false
}

// isOnAgenda reports whether the word at j is the programme on which its sentence tells that a
// contact is: "est au programme", "figure jeudi à son agenda".
func (s *sentence) isOnAgenda(j int) bool {
	const reach = 6
	if !s.toks[j].is3("programme", "agenda", "menu") || !s.toks[j-1].isAny("au", "son", "l'", "leur", "le") {
		return false
	}
	for k := j - 1; k > 0 && k > j-reach; k-- {
		if t := &s.toks[k]; t.is4("figure", "figurent", "reste", "restent") || t.lex.be == present {
			return true
		} else if t.cap || boundary(t) {
			return false
		}
	}
	return false
}

// reported reports whether a sentence tells what had been reported: "the paper had written that", "la
// presse avait fait état de".
func (s *sentence) reported() bool {
	const reach = 3
	for j := 0; s.of(hadTenses) && j < len(s.toks); j++ {
		if !s.toks[j].of(hadTenses) {
			continue
		}
		for k := j + 1; k < len(s.toks) && k <= j+reach; k++ {
			if s.toks[k].isAny("reported", "claimed", "written", "alleged", "rapporte", "ecrit", "affirme", "assure", "revele", "evoque", "pretendu") || s.toks[k].is("fait") && at(s.toks, k+1).is("etat") {
				return true
			}
		}
	}
	return false
}

// deniedOf reports whether the parties of a contact deny it in what was told of them last before.
func (r *reader) deniedOf(s *sentence, a *Assertion) bool {
	if len(a.Participants) < 2 {
		return false
	}
next:
	for i := len(r.res.Assertions) - 1; i >= 0; i-- {
		b := &r.res.Assertions[i]
		if b.Kind >= RegularContact || b.Quote == s.span {
			continue
		}
		for _, p := range a.Participants {
			if !hasParty(b, p.Entity) {
				continue next
			}
		}
		return b.Status == Denied && b.Date.IsZero()
	}
	return false
}
