package extract

// settle derives the status from the verb and returns on which side of the
// publication an incomplete date lies.
func (a *Assertion) settle(v *group) direction {
	dir := past
	switch v.tense {
	case futureTense:
		a.Status, dir = Planned, future
	case present:
		dir = nearest
	}
	if v.failed {
		a.Status = Cancelled
		return setFor
	}
	if v.neg {
		a.Status = Denied
		if v.tense == futureTense {
			a.Status = Cancelled // "ne rencontrera pas": a plan given up
		}
	}
	if v.due && dir == future {
		dir = setFor
	}
	return dir
}

// mode is the kind of contact, changed by "par téléphone" and the like.
func (f *frame) mode(r *reader) Kind {
	v := &f.s.verbs[f.k]
	kind := f.modeIn(v.from, f.hi, f.kind)
	if open := f.s.opening(); kind == f.kind && open > 0 && open < v.from && f.s.mainClause(f.lo) {
		kind = f.modeIn(0, open, kind) // "Par écrans interposés, A et B ont"
	}
	if kind == f.kind && f.lo > 3 && f.s.toks[f.lo-1].isAny("which", "laquelle", "lequel", "duquel") { // "a video conference in which A was joined by B"
		kind = f.modeIn(max(0, f.lo-5), f.lo-1, kind)
	}
	if v.bare && kind == f.kind {
		lo := max(0, v.from-12)
		for j := v.from - 1; j > lo; j-- {
			if f.s.toks[j].is2("puis", "then") {
				lo = j // "se reparler à distance, puis se rencontrer"
			}
		}
		kind = f.modeIn(lo, v.from, kind)
	}
	if kind == Meeting && v.verb.can(speaks|lightly) && !r.g.romance && f.s.likewise(v) && r.placeIn(f.s, f.lo, f.hi, v.to) == None {
		if last := r.lastTold(); last != nil && remote(last.Kind) && r.topicalAt == r.block && last.Quote != f.s.span {
			return last.Kind // "she also spoke with X", after a call
		}
		if r.at.series != None && remote(r.at.seriesKind) && r.at.seriesBlock >= r.block-1 {
			return r.at.seriesKind
		}
	}
	if last := r.lastTold(); kind == Meeting && last != nil && remote(last.Kind) && r.topicalHere() && f.s.sameMeans(v.from) {
		return last.Kind
	}
	if v.verb.can(speaks) && kind == Meeting {
		for j := range f.s.toks { // "ne parlera pas à X : l'appel est annulé"
			if n := &f.s.toks[j].lex.noun; n.contact && n.kind == Call && f.s.cue(j) && !(f.s.toks[j].is("coup") && !at(f.s.toks, j+2).in(isPhone) && !at(f.s.toks, j+2).is("fil")) {
				return Call
			}
		}
	}
	return kind
}

// likewise reports whether a verb of English tells of one more contact of the same sort: "also
// spoke", "had a similar conversation".
func (s *sentence) likewise(v *group) bool {
	for j := max(0, v.from-1); j < v.to+3 && j < len(s.toks); j++ {
		if t := &s.toks[j]; t.is4("also", "likewise", "too", "similar") && (v.verb.can(speaks) || t.is("similar")) {
			return true
		}
	}
	return false
}

// sameMeans reports whether a sentence tells near the verb at token j that its contact was by the
// means of the one told before: "par le même canal", "by the same channel".
func (s *sentence) sameMeans(j int) bool {
	const reach = 8
	for k := max(1, j-reach); k < len(s.toks) && k < j+reach; k++ {
		if s.toks[k].isAny("canal", "moyen", "voie", "channel", "means", "route") && s.toks[k-1].is2("meme", "same") {
			return true
		}
	}
	return false
}

// modeIn looks for the means of a contact among tokens [lo, hi).
func (f *frame) modeIn(lo, hi int, kind Kind) Kind {
	l := &f.s.lapse
	for j := lo; j < hi && j < len(f.s.toks); j++ {
		if l.to > 0 && j >= l.from && j < l.end && lo < l.from {
			continue // "met in Oslo, three days after a call"
		}
		if means, ok := f.s.meansAt(j); ok && !f.s.joinsFromAfar(j) {
			return means
		}
	}
	return kind
}

// welcomedTo returns the place after the preposition by which a verb takes one:
// "welcomed X to Y".
func (r *reader) welcomedTo(s *sentence, v *group, hi int) EntityID {
	for j := v.to; j+1 < hi && j+1 < len(s.toks); j++ {
		if !s.toks[j].is(v.verb.where) || s.within(j+1) {
			continue
		}
		if id := r.placeAfter(s, j+1); id != None {
			return id
		}
	}
	return None
}

// pastMain reports whether the verb that governs the k-th, in the infinitive, is in
// the past: what it plans has another day than its own.
func (r *reader) pastMain(s *sentence, k int) bool {
	_, main := r.mainSubject(s, k)
	return main >= 0 && s.verbs[main].tense == preterite && !s.verbs[main].verb.can(goes)
}

// falls reports whether a verb other than the k-th tells that what was planned
// does not come about: "n'aura pas lieu".
func (s *sentence) falls(k int) bool {
	for i := range s.verbs {
		v := &s.verbs[i]
		if i != k && v.neg && v.tense == futureTense && s.tripAfter(v) {
			return true
		}
		if i != k && (v.neg && v.tense == futureTense && v.verb.can(goes|takesPlace) || !v.neg && s.fallsThrough(v)) {
			return true
		}
	}
	return false
}

// butAfter reports whether "but" opens a clause after token from.
func (s *sentence) butAfter(from int) bool {
	for j := from; j < len(s.toks); j++ {
		if s.toks[j].is2("but", "mais") && at(s.toks, j-1).is(",") {
			return true
		}
	}
	return false
}

// tripAfter reports whether a trip is the object of a verb: "ne fera pas le voyage".
func (s *sentence) tripAfter(v *group) bool {
	for j := v.to; j < v.to+4 && j < len(s.toks); j++ {
		if s.toks[j].isAny("voyage", "deplacement", "trajet", "trip", "journey") {
			return true
		}
	}
	return false
}

// longSince reports whether a verb tells of contacts that there have not been for
// some time: "ne se sont pas parlé depuis mars". That denies no contact.
func (s *sentence) longSince(v *group, hi int) bool {
	lo := v.from
	for lo > 0 && lo > v.from-8 && !boundary(&s.toks[lo-1]) {
		lo--
	}
	none := s.toks[lo].is("no") && at(s.toks, lo+1).kind == word // "no leaders of the two countries had met since"
	for j := v.to; (v.neg || none) && v.tense == preterite && j < hi && j < len(s.toks); j++ {
		if s.toks[j].is2("depuis", "since") {
			return true
		}
	}
	return false
}

// untilNext returns the token where the next verb starts that tells of
// something else than the k-th: not in the infinitive and not of topics.
func (s *sentence) untilNext(k int) int {
	for _, v := range s.verbs[k+1:] {
		if !v.bare && !v.verb.can(treats) {
			return v.from
		}
	}
	return len(s.toks)
}

// contactSetting gives a contact its status, day and place.
func (r *reader) contactSetting(f frame, a *Assertion) {
	s, v := f.s, &f.s.verbs[f.k]
	dir := r.standing(f, a)
	a.Date = r.dateIn(s, f.lo, f.hi, v.from, dir)
	a.Place = r.placeIn(s, f.lo, s.whereEnds(f), v.from)
	if here := r.hereAfter(s, v.to, f.hi); here != None && !remote(a.Kind) {
		a.Place = here
	}
	if v.verb.where != "" && a.Place == None {
		a.Place = r.welcomedTo(s, v, f.hi)
	}
	if s.mainClause(f.lo) && !(f.lo > 0 && s.toks[f.lo-1].is2("où", "where")) && !(v.bare && s.intended(v.from)) && (f.k == 0 || s.verbs[f.k-1].bare || s.insertedAfterOpening(f.k)) && !(v.bare && a.Status == Planned && r.pastMain(s, f.k)) {
		r.opened(s, a, dir)
	}
	if _, main := r.mainSubject(s, f.k); v.bare && main != -1 && a.Status == Occurred && a.Date.IsZero() && (main == noVerb || !s.verbs[main].verb.can(states)) {
		a.Date = r.dateIn(s, s.mainFrom(), v.from, v.from, dir)
	}
	if v.bare && a.Status == Occurred && a.Place == None && !remote(a.Kind) {
		a.Place = r.placeIn(s, s.mainFrom(), v.from, v.from)
	}
	if f.lo > 1 && s.toks[f.lo-1].is2("que", "qu'") && s.toks[f.lo-2].is3("pour", "afin", "avant") {
		if a.Date.IsZero() { // "il a fallu huit heures, mardi à X, pour qu'ils se voient"
			a.Date = r.dateIn(s, 0, f.lo, f.lo, dir)
		}
		if a.Place == None && !remote(a.Kind) {
			a.Place = r.placeIn(s, 0, f.lo, f.lo)
		}
	}
	r.surround(s, f, a, dir)
	r.reconsider(f, a)
	if v.verb.can(treats) && !v.verb.can(contacts) && a.Place != None && r.res.Entities[a.Place].Kind == Country {
		a.Place = None // "la situation au Mali" is a topic
	}
}

// insertedAfterOpening reports whether all verbs before the k-th stand in a clause
// that the opening of the sentence brings with it: "À X, où elle séjourne, Y a vu".
func (s *sentence) insertedAfterOpening(k int) bool {
	open := s.opening()
	if open == 0 || !at(s.toks, open+1).is2("où", "where") || k > 2 {
		return false
	}
	for j := s.verbs[k-1].to; j < s.verbs[k].from; j++ {
		if s.toks[j].is(",") {
			return true
		}
	}
	return false
}

// intended reports whether the infinitive at token j is what somebody made known that he
// means to do: "a fait part de son intention de voir Y". The day at the head of such a
// sentence is that of the making known.
func (s *sentence) intended(j int) bool {
	for k := max(0, j-5); k < j; k++ {
		if s.toks[k].isAny("intention", "intentions", "volonte", "souhait", "projet", "desir", "readiness", "willingness", "plan", "plans", "wish", "desire") {
			return true
		}
	}
	return false
}

// opened fills in the day and place that the adverbial at the head of a sentence
// states.
func (r *reader) opened(s *sentence, a *Assertion, dir direction) {
	open := s.opening()
	if open == 0 || s.afterAnother(open) {
		return
	}
	if a.Date.IsZero() {
		a.Date = r.dateIn(s, 0, open, open, dir)
	}
	if a.Place == None {
		a.Place = r.placeIn(s, 0, open, 0)
	}
}

// afterAnother reports whether the adverbial that opens a sentence and ends at a token tells of another
// contact, before or after which the main clause is: "After talks with X in Lima on Monday,". What it says of
// day and place is of that one.
func (s *sentence) afterAnother(end int) bool {
	if !s.toks[0].isAny("after", "before", "following", "apres", "avant") {
		return false
	}
	for j := 1; j < end; j++ {
		if s.toks[j].lex.noun.contact && s.cue(j) {
			return true
		}
	}
	return false
}

// mainFrom is the token at which the main clause of a sentence starts behind such an adverbial, 0 where none
// opens it.
func (s *sentence) mainFrom() int {
	if open := s.opening(); open > 0 && s.afterAnother(open) {
		return open
	}
	return 0
}

// reconsider changes the status that the verb alone told, by the day and by what
// was called off in this sentence or the one before.
func (r *reader) reconsider(f frame, a *Assertion) {
	s, v := f.s, &f.s.verbs[f.k]
	if v.tense == present && a.Status == Occurred && a.Date.Precision == Day && r.published.Precision == Day && a.Date.time().After(r.published.time()) {
		a.Status = Planned
	}
	if v.due && (r.calledOffAt == r.sentence-1 || s.falls(f.k) || s.tripOff()) && a.Status == Planned {
		a.Status = Cancelled // "Il a renoncé à sa visite. Il devait rencontrer Y"
	}
	if v.due && a.Status == Planned && s.butAfter(v.to) && a.Date.Precision == Day && r.published.Precision == Day && a.Date.time().Before(r.published.time()) {
		a.Status = Cancelled // "was to see X on Tuesday, but fell ill"
	}
	if v.verb.can(awaits) && (v.tense == present || v.passive && !s.has(v.from, v.to, "ete", "been")) {
		a.Status = Planned
		if r.calledOffAt == r.sentence-1 && v.tense != present {
			a.Status = Cancelled // "Il n'ira pas à X. Il y était attendu par Y"
		}
	}
	if v.verb.can(awaits) && a.Status == Occurred && r.awaitedInVain(f, a) {
		return
	}
	if v.verb.can(awaits) && a.Status == Occurred && s.calledOffBefore(f.k) {
		a.Status = Cancelled // "a reporté le voyage qui devait le mener dimanche à X, où l'attendait Y"
		a.Date = r.dateIn(s, 0, max(f.lo, 1), max(f.lo, 1), future)
	}
	if a.Status != Planned {
		return
	}
	for _, w := range s.verbs[:f.k] { // "a annulé sa visite à X, où il devait rencontrer Y"
		if w.verb.can(defers) && v.tense == present && s.has(w.to, v.from, ":") {
			continue // "has now been rescheduled: X awaits her on Monday"
		}
		if w.verb.can(cancels) && !w.neg && !w.wish && !w.hedged {
			a.Status = Cancelled
		}
	}
}
