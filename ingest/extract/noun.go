package extract

import "strings"

// nouns asserts the contacts that nouns tell of, whatever verb governs them:
// "lors d'un entretien avec X", "talks between X and Y", "son entretien avec X".
func (r *reader) nouns(s *sentence, first int) {
	if s.sided {
		return // all it tells is told
	}
	for n := range s.toks {
		t := &s.toks[n]
		if t.kind != word || !t.of(contactWords) && !t.of(extraWords) {
			continue
		}
		kind, ok := t.contactNoun()
		if ok && t.given() || s.exchangeOfLetters(n) {
			continue
		}
		if !ok {
			kind, ok = s.extraNoun(n)
		}
		if !ok || t.kind != word || s.inVerb(n) || (s.pressConference(n) || n > 0 && s.pressConference(n-1)) && !s.jointly(n) {
			continue
		}
		i, between := s.partyOf(n)
		if i < 0 || s.informedOf(n) {
			continue
		}
		a := Assertion{Kind: kind, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/noun", Role: Role{Body: None, Country: None}}
		st, ok := r.nounStatus(s, n, s.phrases[i].to)
		if !ok {
			continue
		}
		a.Status = st.status
		a.plain = a.Status == Planned && s.dateFor(n)
		f := frame{s: s, k: -1, kind: kind, lo: st.lo, hi: st.hi}
		a.Kind = f.modeIn(max(0, n-2), min(len(s.toks), s.phrases[i].from), kind)
		if !r.nounParties(s, n, i, between, st, &a) || !r.namesPerson(&a) || r.told(s, n, first, &a) {
			continue
		}
		a.ClaimedBy = r.claimAt(s, st.lo)
		a.Date = r.dateIn(s, st.lo, st.hi, n, st.dir)
		a.Place = r.placeIn(s, st.lo, st.hi, n)
		if open := s.opening(); open > 0 && s.mainClause(st.lo) {
			if a.Date.IsZero() {
				a.Date = r.dateIn(s, 0, open, open, st.dir)
			}
			if a.Place == None {
				a.Place = r.placeIn(s, 0, open, 0)
			}
		}
		if a.Place == None && st.lo > 0 && s.toks[st.lo-1].is2("où", "where") && !remote(a.Kind) {
			a.Place = r.lastPlace(s, st.lo-1)
		}
		if a.Place == None && st.before >= 0 && s.verbs[st.before].verb.can(goes) && !remote(a.Kind) {
			a.Place = r.lastPlace(s, n)
		}
		if t.lex.noun.summit && len(a.Participants) > 2 {
			a.Kind, a.Summit = Gathering, true
		}
		r.scheduled(s, &a)
		if a.Date.IsZero() && a.Status == Occurred && (!remote(a.Kind) && s.afterIt(n) || !r.g.romance && s.saidDuring(n) >= 0) {
			a.Date = r.dayOfSaying(s, n)
		}
		a.Topics = r.inlineTopics(s, n, st.hi)
		r.dropPart(first, &a)
		if a.Status == Cancelled {
			for k := range s.verbs {
				v := &s.verbs[k]
				r.putOff(s, v, &a)
			}
		}
		r.add(a)
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		if p := s.phrases[i].prep; (p == "à" || p == "to") && len(a.Participants) == 2 {
			r.host, r.guest, r.guestAt = a.Participants[0].Entity, a.Participants[1].Entity, r.sentence
		}
	}
}

// informedOf reports whether the noun at n is what somebody is told of: "l'avait informé des discussions avec X",
// "briefed him on the talks with X". It may be anybody's.
func (s *sentence) informedOf(n int) bool {
	j := n - 1
	for j > 0 && s.toks[j].isAny("la", "l'", "les", "the", "his", "her", "its", "their", "ses", "sa", "son", "ongoing", "recent") {
		j--
	}
	if j < 1 || !s.toks[j].isAny("des", "du", "de", "d'", "about", "on", "of") {
		return false
	}
	for k := j - 1; k >= 0 && k > j-4; k-- {
		if s.toks[k].isAny("informe", "informee", "informes", "informer", "briefed", "informed", "updated", "briefing", "updating") || s.toks[k].is("courant") && s.toks[max(0, k-1)].is("au") {
			return true
		}
	}
	return false
}

// jointly reports whether a press conference at token n is one of several people.
func (s *sentence) jointly(n int) bool {
	for j := max(0, n-3); j <= n+4 && j < len(s.toks); j++ {
		if s.toks[j].isAny("joint", "conjoint", "conjointe", "conjointement", "commun", "commune") {
			return true
		}
	}
	return false
}

// dropLone removes what a sentence tells without anybody if it tells the same with
// parties.
func (r *reader) dropLone(_ *sentence, found int) {
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		if a.Kind >= HoldsRole || len(a.Participants)+len(a.Counts) > 0 {
			continue
		}
		for k := found; k < len(r.res.Assertions); k++ {
			if b := &r.res.Assertions[k]; len(b.Participants) > 1 && b.Kind == a.Kind && b.Status == a.Status && b.Date == a.Date && b.Place == a.Place {
				r.res.Assertions = append(r.res.Assertions[:i], r.res.Assertions[i+1:]...)
				r.gathering, r.topical = -1, r.topical[:0]
				i--
				break
			}
		}
	}
}

// dropPart removes a gathering of the same sentence for which only one of the
// parties of a contact had been found.
func (r *reader) dropPart(first int, a *Assertion) {
	for i := first; i < len(r.res.Assertions); i++ {
		b := &r.res.Assertions[i]
		if b.Kind == Gathering && b.Status == a.Status && (len(b.Participants) == 1 && hasParty(a, b.Participants[0].Entity) ||
			len(b.Participants) == 0 && b.Date == a.Date && b.Place == a.Place) {
			r.res.Assertions = append(r.res.Assertions[:i], r.res.Assertions[i+1:]...)
			r.gathering, r.topical = -1, r.topical[:0]
			return
		}
	}
}

func (s *sentence) inVerb(n int) bool {
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.from <= n && n < v.to && v.verb.can(contacts) {
			return !(v.to-v.from == 1 && n > 0 && n < 4 && s.toks[n].lex.noun.contact && s.headsSentence(n)) // "High-level talks with X are set"
		}
	}
	return false
}

// partyOf finds the phrase after "entre", "avec", "between" or "with" that
// belongs to the noun at n, -1 where there is none.
func (s *sentence) partyOf(n int) (phrase int, between bool) {
	const reach = 12 // tokens between noun and preposition
	if i := s.audienceOf(n); i >= 0 {
		return i, false
	}
	for j := n + 1; j < len(s.toks) && j < n+reach; j++ {
		t := &s.toks[j]
		if t.is("»") && at(s.toks, j+1).is("entre") {
			continue // « aucune rencontre » entre X et Y
		}
		if boundary(t) || t.is3(",", "(", "»") || s.verbFrom[j] && !t.given() && !s.heldAt(j) && !s.noneTookPlace(n, j) && !s.plannedWith(j) {
			return -1, false
		}
		if _, noun := t.contactNoun(); noun && !t.is3("call", "conference", "appel") && !t.given() {
			return -1, false
		}
		between = t.is2("entre", "between") || t.is("of") && s.ofSeveral(n, j)
		granted := t.is4("à", "au", "aux", "to") && s.toks[j-1].isAny("accordee", "accordees", "accorde", "accordes", "consentie", "consenti", "donnee", "granted", "given", "offerte", "offert")
		if granted && t.is2("au", "aux") {
			j--
		}
		if !between && !granted && !t.is2("avec", "with") {
			continue
		}
		for i := range s.phrases {
			if p := &s.phrases[i]; p.from > j && p.from <= j+2 || p.from == j+1 {
				return i, between
			}
		}
		return -1, false
	}
	return -1, false
}

// audienceOf returns the phrase of him who gives the audience that the noun at n is, where nobody
// else is told to have it: "une audience du pape X, prévue samedi"; -1 where it is none.
func (s *sentence) audienceOf(n int) int {
	if !s.toks[n].is2("audience", "audiences") || !at(s.toks, n+1).is4("du", "de", "d'", "chez") {
		return -1
	}
	i := s.phraseFrom(n + 1)
	if i < 0 {
		i = s.phraseFrom(n + 2)
	}
	if i < 0 || len(s.phrases[i].people) != 1 || !at(s.toks, s.phrases[i].to).is4(",", ".", "est", ";") {
		return -1
	}
	return i
}

// plannedWith reports whether the verb at token j tells that its subject is planned, after which its
// party stands: "des entretiens sont prévus avec X".
func (s *sentence) plannedWith(j int) bool {
	k := s.verbAt(j)
	return k >= 0 && s.verbs[k].passive && s.verbs[k].verb.can(plans) && at(s.toks, s.verbs[k].to).is2("avec", "with")
}

// nounFrame is what surrounds a noun of contact.
type nounFrame struct {
	status Status
	dir    direction
	lo, hi int
	before int  // verb that governs the noun, -1 none
	hedged bool // "aurait": a rumour
	// definite is set for "son entretien", "the meeting": one known to be.
	definite bool
}

// nounStatus reads the status of the noun at n from the words around it; end
// is the token after its first party. It is not ok where nothing tells it.
func (r *reader) nounStatus(s *sentence, n, end int) (nounFrame, bool) {
	f, ok := r.readNounStatus(s, n, end)
	if ok && f.status == Occurred && !f.hedged && s.onlyAhead(r.g.romance) && !s.afterContact() {
		f.status, f.dir = Planned, future
	}
	return f, ok
}

// readNounStatus reads the status from the words near the noun.
func (r *reader) readNounStatus(s *sentence, n, end int) (nounFrame, bool) {
	f := nounFrame{dir: past, hi: len(s.toks), before: -1}
	var after *group
	for k := range s.verbs {
		v := &s.verbs[k]
		switch {
		case v.to <= n:
			if !v.bare {
				f.before, f.lo = k, v.from
			}
		case v.from >= end && after == nil && !v.bare:
			after = v
		case v.from > n && v.to < end && !v.bare && v.tense == futureTense && (s.takesGathering(v) || v.verb.can(resumes)) && !s.calledOff():
			f.status, f.dir = Planned, future
			return f, true
		}
	}
	for j := n - 1; j >= 0 && j >= f.lo; j-- {
		if boundary(&s.toks[j]) {
			f.lo = j + 1
			if f.before >= 0 && s.verbs[f.before].to <= j && !s.verbs[f.before].verb.can(states) {
				f.before = -1
			}
			break
		}
	}
	for j := max(0, n-3); j < n; j++ {
		f.definite = f.definite || s.toks[j].isAny("son", "sa", "ses", "leur", "leurs", "la", "l'", "le", "his", "her", "their", "the")
	}
	if s.pleadedFor(n) {
		return f, false
	}
	if !r.g.romance && s.saidDuring(n) >= 0 {
		f.status, f.lo = Occurred, s.saidDuring(n)
		return f, true
	}
	for j := max(0, n-6); j < n; j++ {
		if s.toks[j].is("called") && !at(s.toks, j+1).is3("for", "on", "upon") {
			continue // "called her talks with X productive"
		}
		if r.g.romance && s.toks[j].isAny("souhaitait", "souhaitent", "souhaitaient", "veut", "veulent", "voulait", "voulaient", "desire", "desirait") && at(s.toks, j+1).in(isArticle) {
			return f, false // "souhaitait une rencontre entre X et Y"
		}
		if s.toks[j].in(isUnsaid) && !s.inCancel(j) && !(s.onOccasion(n) && at(s.toks, j).isAny("asked", "demande", "urged", "demanded", "demandent", "requested")) {
			return f, false
		}
	}
	if s.dateFor(n) || s.toks[n].is("rendez-vous") && at(s.toks, n+1).lex.be != noTense && at(s.toks, n+2).isAny("pris", "fixe", "donne") {
		f.status, f.dir = Planned, future
		if r.g.romance && s.tripOff() {
			f.status = Cancelled // "ne viendrait pas le 31 janvier, date fixée pour son entretien avec X"
		}
		return f, true
	}
	if f.noneAt(s, n) {
		if f.status == Denied && s.noneToCome(n) {
			f.status, f.dir = Cancelled, setFor
		}
		return f, true
	}
	if s.agreedTo(n) {
		f.status, f.dir = Planned, future
		return f, true
	}
	if s.onProgramme(n) && !r.g.romance || r.g.romance && s.inDiary(n, end) {
		f.status, f.dir = Planned, future
		return f, true
	}
	for j := max(0, n-10); j < n-1; j++ {
		if s.toks[j].is2("no", "aucune") && s.toks[j+1].is("date") {
			f.status, f.dir = Planned, future // "no date has been set for a meeting"
			return f, true
		}
		if j >= n-7 && s.toks[j].isAny("no", "aucun", "aucune", "nul", "nulle", "pas") && s.toks[j+1].isAny("plan", "plans", "intention", "projet", "question", "sign", "word", "prospect") {
			return f, false // "no plans for a meeting with X"
		}
	}
	if after != nil && s.fallsThrough(after) && !after.neg && !after.wish && !after.hedged {
		f.status, f.dir = Cancelled, future
		return f, true
	}
	if after != nil && (s.takesGathering(after) || after.verb.can(cancels)) {
		f.hi = len(s.toks)
		ok := f.fromVerb(after, true)
		if after.passive && after.due && after.verb.can(plans|holds) && f.status == Occurred && s.butAfter(after.to) {
			f.status, f.dir = Cancelled, setFor // "had been set for Monday, but the rebels pulled out"
		}
		if f.dir == setFor && s.plannedBetween(n, after.from) { // "prévue jeudi, a été annulée": a day to come
			f.dir = future
		}
		return f, ok
	}
	if after != nil {
		f.hi = after.from
	}
	if s.belied(n) {
		f.status, f.dir = Denied, past
		return f, true
	}
	if ok, known := s.nearNoun(n, end, &f); known {
		return f, ok
	}
	if f.before < 0 {
		return f, s.unknownVerb(r.g.romance, n, end, &f)
	}
	return f, f.fromVerb(&s.verbs[f.before], false)
}

// plannedBetween reports whether a word of plans stands among tokens [lo, hi).
func (s *sentence) plannedBetween(lo, hi int) bool {
	for j := lo; j < hi && j < len(s.toks); j++ {
		if s.toks[j].in(isPlannedWord) {
			return true
		}
	}
	return false
}

// inCancel reports whether a token is part of a verb that calls something off.
func (s *sentence) inCancel(j int) bool {
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.from <= j && j < v.to && v.verb.can(cancels) {
			return true
		}
	}
	return false
}

// noneAt reads "aucune rencontre", "no meeting": a denial, whatever the verb.
func (f *nounFrame) noneAt(s *sentence, n int) bool {
	for j := max(0, n-3); j < n; j++ {
		if s.toks[j].is3("aucun", "aucune", "no") || s.toks[j].is4("any", "toute", "tout", "quelconque") && s.deniedFrom(j) {
			f.status, f.dir = Denied, s.deniedSide()
			return true
		}
	}
	if at(s.toks, n-1).is2("de", "d'") && s.has(max(0, n-6), n, "y") && s.has(max(0, n-4), n, "pas", "plus") { // "il n'y aura pas de rencontre"
		f.status, f.dir = Denied, s.deniedSide()
		return true
	}
	return false
}

// noneToCome reports whether "no" before the noun at token n is told of what is to come: "there will
// be no meeting", "aucune rencontre n'aura lieu".
func (s *sentence) noneToCome(n int) bool {
	for j := max(0, n-6); j < min(len(s.toks), n+6); j++ {
		if t := &s.toks[j]; t.is2("will", "wo") || t.lex.be == futureTense || t.lex.have == futureTense {
			return true
		}
	}
	return false
}

// agreedTo reports whether the noun at token n is what somebody agreed to: "has accepted an
// invitation to a meeting with", "a accepté une rencontre avec".
func (s *sentence) agreedTo(n int) bool {
	const reach = 8
	for j := n - 1; j >= 0 && j > n-reach; j-- {
		t := &s.toks[j]
		switch {
		case t.isAny("accepted", "accepte", "acceptee"), t.is2("agreed", "consenti") && at(s.toks, j+1).is2("to", "à"):
			return !(j > 0 && s.toks[j-1].in(isNegation)) && !(j > 1 && s.toks[j-2].in(isNegation))
		case !t.in(isArticle|isAdjective) && !t.isAny("an", "a", "un", "une", "l'", "to", "for", "à", "invitation", "offer", "proposal", "of", "de", "d'", "third", "second", "new", "private", "working", "brief"):
			return false
		}
	}
	return false
}

// belied reports whether a noun is in what is reported of and found to be untrue:
// "reports of a meeting between X and Y are false".
func (s *sentence) belied(n int) bool {
	from, to := s.falseReport()
	return from >= 0 && from <= n && n < to
}

// deniedFrom reports whether what precedes "any" denies it: "not aware of any talks",
// "nie toute rencontre".
func (s *sentence) deniedFrom(j int) bool {
	for k := j - 1; k >= 0 && k > j-8; k-- {
		t := &s.toks[k]
		if t.isAny("not", "n't", "pas", "no", "denied", "denies", "deny", "denying", "nie", "nient", "nié", "dement", "dementi") {
			return true
		}
		for _, f := range t.forms {
			if f.verb.can(denies) {
				return true
			}
		}
	}
	return false
}

// nearNoun reads the words next to a noun; known is false where none tells.
func (s *sentence) nearNoun(n, end int, f *nounFrame) (ok, known bool) {
	for j := max(0, n-3); j < min(len(s.toks), end+7); j++ {
		switch t := &s.toks[j]; {
		case t.in(isOff):
			f.status, f.dir = Cancelled, setFor
			return true, true
		case t.in(isPlannedWord) && (j < n || j > n):
			f.status, f.dir = Planned, future
			return true, true
		}
	}
	for j := n - 1; j >= 0 && j >= n-5; j-- {
		switch t := &s.toks[j]; {
		case t.in(isAfter):
			return true, true
		case t.is2("at", "in") && f.before >= 0 && s.toks[j+1].is3("a", "an", "his") && s.verbs[f.before].tense == preterite && s.verbs[f.before].verb.can(states) && !s.verbs[f.before].neg:
			return true, true // "said on Monday at a meeting with X"
		case t.is2("before", "avant") && f.before >= 0 && s.verbs[f.before].tense == preterite && s.verbs[f.before].verb.can(contacts|goes|lightly):
			return true, true // "saw X before an audience with Y"
		case t.in(isUpcoming):
			f.status, f.dir = Planned, future
			return true, true
		case s.verbFrom[j] || boundary(t):
			return false, false
		}
	}
	return false, false
}

// fromVerb derives the status from the verb that governs the noun, or whose
// subject it is.
func (f *nounFrame) fromVerb(v *group, subject bool) bool {
	if v.verb.can(denies) && !subject && !v.neg {
		f.status, f.dir = Denied, nearest
		return true
	}
	if v.wish || v.hedged || v.verb.can(denies) {
		return false
	}
	var a Assertion
	f.dir = a.settle(v)
	f.status = a.Status
	switch {
	case v.verb.can(cancels) && (!v.verb.can(states) || v.passive):
		f.status, f.dir = Cancelled, setFor
	case subject && v.passive && v.tense == present, v.verb.can(plans), subject && v.verb.can(awaits) && v.tense == present:
		if f.status == Occurred {
			f.status, f.dir = Planned, future
		}
	case !subject && v.verb.lemma == "recall":
	case !subject && v.verb.can(states):
		if !f.definite {
			f.status, f.dir = Planned, future
		}
		return f.definite || v.verb.lemma == "annoncer" || v.verb.lemma == "announce" || v.verb.can(confirms)
	case v.tense == present && !v.verb.can(lightly):
		f.dir = nearest
	}
	return true
}

// unknownVerb reads the auxiliary of a verb that the grammar does not know, after
// the parties of a noun or else before it: "la rencontre de X avec Y a tourné
// court". Without one the noun tells of something known to have been.
func (s *sentence) unknownVerb(romance bool, n, end int, f *nounFrame) bool {
	read := func(j int) (known bool) {
		t := &s.toks[j]
		switch {
		case t.lex.have == futureTense && s.perfectAfter(j): // "aura été le moment fort"
			return true
		case s.owes(j):
			return false
		case t.lex.have == futureTense, t.lex.be == futureTense, t.in(isModal) && !t.cap && !t.is("a"):
			f.status, f.dir = Planned, future
			return true
		case t.lex.have == conditional, t.lex.be == conditional:
			f.hedged = true
			return true
		}
		if romance && t.kind == word && !t.cap && len(t.low) > 5 && t.lex == nothing {
			switch {
			case strings.HasSuffix(t.low, "ront"), strings.HasSuffix(t.low, "era"), strings.HasSuffix(t.low, "ira"):
				f.status, f.dir = Planned, future
				return true
			case strings.HasSuffix(t.low, "rait"), strings.HasSuffix(t.low, "raient"):
				f.hedged = true
				return true
			}
		}
		return t.lex.have == preterite || t.lex.be == preterite || t.kind == word && strings.HasSuffix(t.low, "ed")
	}
	if s.toCome(romance, f.lo, n) {
		f.status, f.dir = Planned, future
		return true
	}
	for j := end; j < len(s.toks) && j < end+10; j++ {
		if read(j) {
			return !f.hedged
		}
	}
	for j := n - 1; j >= f.lo; j-- {
		if read(j) {
			return !f.hedged
		}
	}
	return true
}

// nounParties fills in who is in contact; it reports whether there are two.
func (r *reader) nounParties(s *sentence, n, i int, between bool, f nounFrame, a *Assertion) bool {
	var others []EntityID
	for _, k := range s.list(i, len(s.toks), -1) {
		for _, id := range r.partiesIn(s, k) {
			if !hasEntity(others, id) {
				others = append(others, id)
			}
		}
	}
	if p := &s.phrases[i]; r.g.romance && r.onlyGroups(others) {
		if named := r.amongThem(s, p.to-1, len(s.toks)); len(named) > 0 && !between {
			others = named // "des entretiens avec ses homologues, dont X et Y"
		}
	}
	if between {
		for _, id := range others {
			a.Participants = append(a.Participants, Participant{Entity: id})
		}
		return len(others) > 1
	}
	if p := &s.phrases[i]; len(p.people) == 0 && p.title == nil && p.entry == nil && p.body == nil {
		return false
	}
	subjects := r.nounSubject(s, n, i, f, a)
	mySide, otherSide := 1, 2
	if s.toks[n].lex.noun.joint || r.oneCall(s, n, others) {
		mySide, otherSide = 0, 0
	}
	for _, id := range subjects {
		if !hasEntity(others, id) {
			a.Participants = append(a.Participants, Participant{Entity: id, Side: mySide})
		}
	}
	mine := len(a.Participants)
	for _, id := range others {
		if !hasEntity(subjects, id) {
			a.Participants = append(a.Participants, Participant{Entity: id, Side: otherSide})
		}
	}
	return mine > 0 && len(a.Participants) > mine
}

// oneCall reports whether the noun at token n is one call or link of several: "a call with A and B".
func (r *reader) oneCall(s *sentence, n int, others []EntityID) bool {
	t := &s.toks[n]
	kind := (&frame{s: s}).modeIn(max(0, n-2), min(len(s.toks), n+3), t.lex.noun.kind)
	return len(others) > 1 && remote(kind) && t.fold[len(t.fold)-1] != 's' && r.allPeople(others)
}

// namesPerson reports whether a party is a person or one known by function;
// talks between countries are told of by verbs, else they are a subject of talk.
func (r *reader) namesPerson(a *Assertion) bool {
	for _, p := range a.Participants {
		if k := r.res.Entities[p.Entity].Kind; k == Person || k == Office {
			return true
		}
	}
	return false
}

// told reports whether every pair of a contact is told of in the same sentence
// already, or, where an article shows that the noun goes back to it, before.
func (r *reader) told(s *sentence, n, first int, a *Assertion) bool {
	from := first
	for j := max(0, n-3); j < n; j++ {
		if s.toks[j].isAny("la", "l'", "le", "les", "cette", "cet", "ce", "leur", "leurs", "son", "sa", "ses", "au", "du", "the", "this", "that", "their", "his", "her") {
			from = 0
		}
	}
	for i, p := range a.Participants {
		for _, q := range a.Participants[i+1:] {
			if p.Side != 0 && p.Side == q.Side {
				continue
			}
			if !r.paired(p.Entity, q.Entity, from, first, a.Status) {
				return false
			}
		}
	}
	return true
}

// paired reports whether a contact of two parties is among the assertions from
// an index on; before first only one of the same status counts.
func (r *reader) paired(x, y EntityID, from, first int, status Status) bool {
	for i := from; i < len(r.res.Assertions); i++ {
		b := &r.res.Assertions[i]
		if b.Kind >= RegularContact || i < first && b.Status != status {
			continue
		}
		sx, sy := -1, -1
		for _, p := range b.Participants {
			if p.Entity == x {
				sx = p.Side
			}
			if p.Entity == y {
				sy = p.Side
			}
		}
		if sx >= 0 && sy >= 0 && (sx != sy || sx == 0) {
			return true
		}
	}
	return false
}

// dateFor reports whether the noun at n is one for which a date is spoken of: "aucune
// date n'a été arrêtée pour une rencontre", "no date was set for talks". It is planned,
// whether there is a date or not.
func (s *sentence) dateFor(n int) bool {
	const reach = 12 // tokens between "date" and the noun
	for j := n - 1; j >= 0 && j > n-4; j-- {
		if !s.toks[j].isAny("pour", "for", "d'", "de", "of") {
			continue
		}
		for k := j - 1; k >= 0 && k > j-reach && !boundary(&s.toks[k]); k-- {
			if s.toks[k].is3("date", "dates", "calendrier") {
				return s.toks[j].is2("pour", "for") || k == j-1
			}
			if s.toks[k].is2("lieu", "place") && k == j-1 && s.has(0, k, "ni", "neither") {
				return true // "ni la date ni le lieu de la rencontre n'ont été arrêtés"
			}
		}
	}
	return false
}

// given reports whether a word is the participle that only looks like a noun of contact once
// its accent is lost: "un appel échangé entre".
func (t *token) given() bool {
	return t.fold == "echange" && strings.HasSuffix(t.low, "é") || t.fold == "echanges" && strings.HasSuffix(t.low, "és")
}
