package extract

// Denials of a contact that a noun tells of, or that only a report told of.

// deniedSide is the side of the publication on which the day lies of what a sentence
// denies by "no" or "aucun": before it where the sentence tells of what has been.
func (s *sentence) deniedSide() direction {
	for k := range s.verbs {
		if v := &s.verbs[k]; !v.bare && !v.verb.can(states) {
			if v.tense == preterite {
				return past
			}
			break
		}
	}
	if s.toldPast() || !s.plannedBetween(0, len(s.toks)) && s.wasFirst() {
		return past
	}
	return nearest
}

// wasFirst reports whether the first form of "be" in a sentence is in the past: "there was
// no call on Sunday".
func (s *sentence) wasFirst() bool {
	for j := range s.toks {
		if be := s.toks[j].lex.be; be != noTense && be != infinitive {
			return be == preterite
		}
	}
	return false
}

// noneTookPlace reports whether the verb at token j tells that the noun at n, before
// which "no" or "aucun" stands, has not been: "no conversation took place … between".
func (s *sentence) noneTookPlace(n, j int) bool {
	k := s.verbAt(j)
	return k >= 0 && s.noneBefore(n) && s.takesGathering(&s.verbs[k])
}

// deniedContact reports whether the word "contact" at n, which somebody denies, is one
// between people at a time: "aucun contact entre A et B dimanche".
func (s *sentence) deniedContact(n int) bool {
	next := at(s.toks, n+1)
	return next.is4("avec", "with", "entre", "between") && len(s.dates) > 0
}

// denialNoun returns the token from which on a sentence tells what a noun denies: "a opposé
// un démenti au journal selon lequel", "issued a denial of reports that"; -1 where it does not.
func (s *sentence) denialNoun() int {
	const reach = 22
	if !s.of(denialWords) {
		return -1
	}
	for j := 1; j < len(s.toks); j++ {
		if !s.toks[j].of(denialWords) || s.inAnyVerb(j) {
			continue
		}
		for k := j + 1; k < len(s.toks) && k < j+reach; k++ {
			t := &s.toks[k]
			if t.is3(";", ":", "»") {
				break
			}
			if t.isAny("that", "que", "qu'") || s.rumour(k) || s.claimedIn(k) || t.is4("of", "à", "any", "toute") && at(s.toks, k+1).lex.noun.contact {
				return k
			}
		}
	}
	return -1
}

// beliedAt reports whether a sentence denies what it tells at token j.
func (s *sentence) beliedAt(romance bool, j int) bool {
	from, to := s.denialAt(romance)
	return from >= 0 && from < j && j < to
}

// inAnyVerb reports whether a token is part of a verb group.
func (s *sentence) inAnyVerb(j int) bool {
	for k := range s.verbs {
		if v := &s.verbs[k]; v.from <= j && j < v.to {
			return true
		}
	}
	return false
}

// claimedIn reports whether what follows token j is what a paper or a report says:
// "according to which", "selon lequel", "un article affirmant que".
func (s *sentence) claimedIn(j int) bool {
	t := &s.toks[j]
	switch prev := at(s.toks, j-1); {
	case !t.of(rumourWords):
		return false
	case t.isAny("lequel", "laquelle", "lesquels", "lesquelles"):
		return prev.is2("selon", "apres")
	case t.is("which"):
		return prev.is("to") && at(s.toks, j-2).is("according")
	case t.isAny("affirmant", "assurant", "pretendant", "avancant", "evoquant", "rapportant"):
		return prev.kind == word && !prev.cap && !prev.in(isStop) && !s.inDate(j-1)
	}
	return false
}

// claimRejected reports whether a sentence tells what others had reported that the sentence
// before it rejects: "No such meeting took place, X wrote. He was responding to reports that".
func (r *reader) claimRejected(s *sentence, a *Assertion) bool {
	if r.rejectedAt == 0 || r.rejectedAt != r.sentence-1 || !s.of(rumourWords) && !s.of(mediaWords) {
		return false
	}
	for j := range s.toks {
		if s.rumour(j) && !s.inAnyVerb(j) || s.claimedIn(j) || s.mediaSay(j) {
			return s.named(j, len(s.toks))
		}
	}
	return false
}

// deniedDay gives the contact denied last the day and place that the sentences after tell of
// it: "a report according to which the call took place on Thursday", "The paper had written
// of a meeting held on Monday in New York".
func (r *reader) deniedDay(s *sentence, found int) {
	last := r.lastTold()
	if last.Status != Denied || last.Quote == s.span || !r.topicalHere() || !last.Date.IsZero() && last.Place != None {
		return
	}
	if s.contactFound(r, found) != nil {
		return
	}
	for n := 1; n < len(s.toks); n++ {
		t := &s.toks[n]
		if !s.toldTogether(n) && (!t.lex.noun.contact && !t.in(isTrip) || s.pressConference(n) || s.inAnyVerb(n) || !s.definiteTold(n) && !s.reportedBefore(n)) {
			continue
		}
		day, place := r.dateIn(s, n, len(s.toks), n, past), r.placeIn(s, n, len(s.toks), n)
		if last.Date.IsZero() && !day.IsZero() {
			last.Date = day
			last.Support = append(last.Support, s.span)
		}
		if last.Place == None && !remote(last.Kind) && !day.IsZero() {
			last.Place = place
		}
		return
	}
}

// definiteTold reports whether the noun at n is the contact told of, and the subject of a
// verb of taking place: "the call took place".
func (s *sentence) definiteTold(n int) bool {
	if !s.toks[n-1].isAny("the", "this", "that", "la", "le", "l'", "cet", "cette", "ce", "leur", "their") {
		return false
	}
	for k := range s.verbs {
		if v := &s.verbs[k]; v.from > n && s.takesGathering(v) && !v.neg && !s.clauseEnds(n, v.from) {
			return true
		}
	}
	return false
}

// toldTogether reports whether the word at n tells of a contact that was reported to be one:
// "had written that the two met on Monday", "avait écrit qu'ils avaient passé une heure ensemble".
func (s *sentence) toldTogether(n int) bool {
	if s.toks[n].is2("together", "ensemble") {
		return s.reportedBefore(n)
	}
	k := s.verbAt(n)
	return k >= 0 && s.verbs[k].verb.can(contacts|receives) && !s.verbs[k].verb.can(states) && !s.verbs[k].neg && s.reportedBefore(n)
}

// reportedBefore reports whether somebody is said to have reported what the noun at n names:
// "the newspaper had reported a meeting", "des médias font état d'un déplacement".
func (s *sentence) reportedBefore(n int) bool {
	for k := range s.verbs {
		if v := &s.verbs[k]; v.to <= n && v.verb.can(states) && !v.neg && !v.verb.can(denies) {
			return true
		}
	}
	return s.has(0, n, "etat", "evoque", "evoquait", "evoquaient", "rapporte", "ecrit", "reported", "written", "spoke", "claimed")
}

// pleadedFor reports whether the noun at n is what somebody pleads for: "avait milité en vain
// pour une poignée de main", "is lobbying for a summit".
func (s *sentence) pleadedFor(n int) bool {
	for j := n - 1; j > 0 && j >= n-5; j-- {
		if s.toks[j].is2("pour", "for") {
			return at(s.toks, j-1).isAny("vain", "milite", "plaide", "plaident", "plaidait", "oeuvre", "oeuvrent", "lobbied", "lobbying", "pleaded", "pleading", "campaigned", "pushed", "pushing", "argued", "pressing")
		}
	}
	return false
}
