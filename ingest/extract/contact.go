package extract

import "slices"

// contacts asserts the contacts that the verbs of a sentence tell of.
func (r *reader) contacts(s *sentence, _ int) {
	ok := false
	for k := range s.verbs {
		v := &s.verbs[k]
		if s.told[k] || v.wish || v.hedged && !s.deniedBy(k) && !s.beliedAt(r.g.romance, v.from) || r.attendsWith(s, v) {
			continue
		}
		f := frame{s: s, k: k, direct: r.g.direct, rule: "contact/verb", party: -1}
		if v.bare && at(s.toks, v.from-1).is4("failed", "fails", "fail", "failing") {
			continue // "failed to see X"
		}
		if len(v.verb.idioms) > 0 {
			f.idiom, f.party = r.idiomAt(s, v)
		}
		if f.idiom != nil && at(s.toks, v.to).is("up") && at(s.toks, v.to+1).is("to") {
			continue // "stand up to X"
		}
		if f.idiom != nil {
			f.kind, f.start, f.prep = f.idiom.kind, v.to, r.idiomPrep(v, f.idiom)
		} else if f.kind, f.start, f.prep, ok = r.contactVerb(s, k); !ok {
			continue
		}
		f.lo, f.hi = s.clause(k)
		if f.start >= f.hi && f.prep != "" {
			f.hi = max(f.hi, f.start)
		}
		if at(s.toks, f.lo).is3("no", "aucun", "aucune") && !s.named(f.lo, v.from) || s.longSince(v, f.hi) || s.neverBefore(v) || v.tense == present && s.habitual() || s.namesIt(v) || s.inWriting(v) || s.seesIn(v) || s.callsFor(v) || s.habitSince(v, f.hi) {
			continue
		}
		f.supposed = s.conditional(f.lo, v.from) || s.onlyIf(v)
		r.contact(f)
	}
}

// seesIn reports whether a verb of seeing tells what something is taken for: "saw in the decision a new trial".
func (s *sentence) seesIn(v *group) bool {
	if t := &s.toks[v.to-1]; !t.isAny("see", "sees", "saw", "voit", "voyait", "vu") || !at(s.toks, v.to).is2("in", "dans") {
		return false
	}
	next := at(s.toks, v.to+1)
	return next.in(isArticle) && !s.inDate(v.to) && !at(s.toks, v.to+2).cap || next.isAny("this", "that", "it", "them", "ce", "cette", "cet", "ces")
}

// namesIt reports whether "call" tells how somebody is called: "called him a founder".
func (s *sentence) namesIt(v *group) bool {
	if v.verb.lemma == "appeler" && !v.passive && at(s.toks, v.to).is3("à", "au", "aux") && !at(s.toks, v.to+1).in(isPhone) && !at(s.toks, v.to+1).is4("son", "plusieurs", "nouveau", "deux") {
		return true // "a appelé à voter": no call by telephone
	}
	if !s.toks[v.to-1].is4("called", "calls", "call", "calling") {
		return false
	}
	if s.has(max(0, v.from-2), v.from, "what") {
		return true // "what they call blackmail"
	}
	if v.passive { // "was called a traitor by", "was called to testify by"
		return at(s.toks, v.to).is4("a", "an", "the", "to") && !s.inDate(v.to) && !at(s.toks, v.to+1).isAny("day", "hour", "week", "second", "third", "same") || at(s.toks, v.to).is3("“", "«", "\"")
	}
	end := v.to
	if at(s.toks, end).is4("him", "her", "it", "them") {
		end++
		if next := at(s.toks, end); end < len(s.toks) && next.kind == word && !next.cap && !next.in(isPreposition|isPlacePreposition|isArticle|isAdverb|isThen) && !next.is4("and", "to", "this", "that") && !s.inDate(end) {
			return true // "called them outrageous"
		}
	}
	for i := range s.phrases {
		if p := &s.phrases[i]; p.from == v.to {
			end = p.to
		}
	}
	if end == v.to || !at(s.toks, end).is3("a", "an", "the") {
		return false
	}
	for j := end; j < min(len(s.toks), end+3); j++ { // "called him a day later"
		if t := &s.toks[j]; t.isAny("day", "hour", "week", "month", "year", "moment", "minute", "few", "second", "third", "previous", "following", "next", "same", "time", "evening", "other") {
			return false
		}
	}
	return true
}

// frame is a verb of contact with its clause.
type frame struct {
	s      *sentence
	k      int    // verb group
	kind   Kind   // before "par téléphone" is looked for
	start  int    // token after which the other party is looked for
	prep   string // before the other party, "" for a direct object
	lo, hi int
	direct string // preposition of a person as a direct object, empty for none
	rule   string
	// idiom is that of the verb and the words after it, nil for none, and party the
	// phrase of the other party of it, -1 for none.
	idiom *idiom
	party int
	// supposed is set for what a condition opens or depends on one.
	supposed bool
	// peers is set where those with whom the subject is come from elsewhere than he.
	peers bool
}

// contact asserts what one frame tells: the subject and each other party, or
// the members of the subject among themselves.
func (r *reader) contact(f frame) {
	s, v := f.s, &f.s.verbs[f.k]
	subjects, claim := r.contactSubject(f)
	parties := r.contactParties(f, subjects, claim)
	if len(parties) == 0 || parties[0] == None {
		return
	}
	a := Assertion{Kind: f.mode(r), Place: None, ClaimedBy: claim, Quote: s.span, Rule: f.rule, Role: Role{Body: None, Country: None}}
	if s.cleft() {
		a.Kind = f.modeIn(0, f.lo, a.Kind)
	}
	r.contactSetting(f, &a)
	if a.Status == Denied && (s.has(v.from, v.to, "encore", "yet") && s.has(v.from, v.to, "had", "avait", "avaient") || v.tense == preterite && s.soLong(v.to)) {
		s.part(parties, r.objects(f, parties))
		s.idle = append(s.idle, f.k)
		return // "n'avait pas encore reçu X"
	}
	if a.Status == Denied && s.onlyDisagrees(v) {
		a.Status = Occurred
	}
	if v.verb.can(lightly) && a.Status == Occurred && f.start > v.to && f.idiom == nil && s.toks[f.start-1].lex.noun.contact && s.noneBefore(f.start-1) {
		a.Status = Denied // "had no meeting with X"
	}
	r.awaitedForNothing(f, &a)
	a.Topics = r.inlineTopics(s, v.to, s.untilNext(f.k))
	others := r.objects(f, parties)
	others = r.namedAmong(f, others)
	if len(others) == 0 && (v.verb.can(awaits) || r.onlyComments(v, parties)) {
		return // "A and B are waiting their turn", "A et B parlent d'un succès"
	}
	if v.verb.can(receives) && len(parties) == 1 && len(others) == 1 {
		if v.passive {
			parties = []EntityID{r.guestFromAbroad(s, others[0], parties[0])}
		} else {
			others = []EntityID{r.guestFromAbroad(s, parties[0], others[0])}
		}
	}
	if len(s.parted) > 0 && len(others) > 0 && s.areParted(parties[0], others[0]) {
		return // "tried in vain to see X"
	}
	if f.idiom != nil && f.idiom.none {
		if !s.hasCue() {
			s.part(parties, others)
		}
		s.idle = append(s.idle, f.k)
		return
	}
	r.idiomStatus(f, &a)
	if s.appointed(v) && a.Status == Occurred {
		a.Status = Planned // "se sont donné rendez-vous samedi"
		a.Date = r.dateIn(s, f.lo, f.hi, v.from, future)
	}
	if v.verb.can(invites) {
		a.Status = Planned
		if id := r.protagonist(s); id != None && !hasEntity(parties, id) {
			others = []EntityID{id}
		}
	}
	if s.exhorts(v) && !r.anyPerson(parties) && !r.anyPerson(others) && a.Date.IsZero() {
		return // "les deux pays doivent négocier": somebody's advice
	}
	r.carried(s, f, &a, parties)
	r.scheduled(s, &a)
	from := len(r.res.Assertions)
	if r.g.romance && s.toks[0].is("avec") && a.Date.IsZero() && a.Place == None && len(others) == 1 && r.paired(parties[0], others[0], 0, from, a.Status) {
		s.told[f.k] = true
		return // "Avec Y, il a évoqué": what passed at the contact told
	}
	if f.supposed {
		if a.Status == Denied || a.Status == Cancelled || len(r.topical) > 0 && a.Status == Occurred && r.paired(parties[0], firstOf(others), 0, from, Occurred) {
			return
		}
		a.Status, a.Rule = Hypothetical, "contact/supposed"
	}
	parties, f.peers = r.withPeers(s, parties, others)
	r.join(f, &a, subjects, parties, others)
	n := len(r.res.Assertions)
	if n == from || f.supposed {
		return
	}
	if r.g.romance && v.passive && len(parties) == 1 {
		s.part(others, s.agents) // "reçu par X, puis par Y": neither met the other by that
		s.agents = append(s.agents, others...)
	}
	r.further(f, a, parties, others)
	r.besidesThem(f, a, parties)
	n = len(r.res.Assertions)
	s.told[f.k] = true
	if len(parties) > 1 {
		r.party = parties
	}
	s.day, s.place, s.who = a.Date, a.Place, parties
	r.together, r.togetherAt = parties, r.sentence
	if v.verb.can(receives|gives) && len(others) > 0 && !remote(a.Kind) {
		r.guest, r.guestAt, r.host = others[0], r.sentence, parties[0]
		if v.passive {
			r.guest, r.host = parties[0], others[0]
		}
	}
	r.topical, r.topicalAt = r.topical[:0], r.block
	for i := from; i < n; i++ {
		r.topical = append(r.topical, i)
	}
}

// soLong reports whether a span of time follows soon after token j: "had not spoken to X for two years", "ne
// s'étaient pas vus depuis trois mois".
func (s *sentence) soLong(j int) bool {
	const reach = 8
	for k := j; k+1 < len(s.toks) && k < j+reach; k++ {
		t := &s.toks[k]
		if boundary(t) {
			return false
		}
		if next := &s.toks[k+1]; !t.is3("for", "in", "depuis") || next.lex.unit == 0 && next.kind != number && !next.isAny("a", "an", "un", "une", "several", "many", "more", "plusieurs", "des", "plus", "nearly", "almost", "pres", "presque") {
			continue
		}
		for n := k + 1; n < len(s.toks) && n < k+5; n++ {
			if s.toks[n].isAny("years", "year", "months", "month", "weeks", "ans", "an", "annees", "mois", "semaines", "decades", "longtemps") {
				return true
			}
		}
	}
	return false
}

// firstOf returns the first of a list, None where it is empty.
func firstOf(ids []EntityID) EntityID {
	if len(ids) == 0 {
		return None
	}
	return ids[0]
}

// contactParties returns the parties that the subject of a frame stands for; none
// where the sentence goes on about people told of before, which again then tells.
func (r *reader) contactParties(f frame, subjects []int, claim EntityID) []EntityID {
	s, v := f.s, &f.s.verbs[f.k]
	if len(subjects) == 1 && s.phrases[subjects[0]].pronoun == together {
		if from := s.phrases[subjects[0]].from; s.onlyTheirs(from) || s.othersGather(from) {
			return nil
		}
		pair := r.partiesIn(s, subjects[0])
		if s.phrases[subjects[0]].count == 0 && len(r.together) > 1 && len(r.together) < len(pair) && r.togetherAt == r.sentence-1 && len(r.objects(f, r.together)) > 0 {
			return r.together // "A et B ont vu C. Ils avaient rencontré D"
		}
		if s.phrases[subjects[0]].count == 0 && len(r.acting) > 1 && len(r.acting) < len(pair) && r.actingAt == r.sentence-1 && r.togetherAt != r.sentence-1 && len(r.objects(f, r.acting)) > 0 {
			return r.acting // "A et B sont allés demander à C de. Ils ont vu D"
		}
		if len(pair) > 1 {
			if side := r.manySide(pair); len(side) > 1 && (len(r.objects(f, side)) > 0 || r.lastTold().Rule == "contact/each") {
				pair = side
			}
			if r.allPeople(pair) && len(pair) <= 6 && len(r.objects(f, pair)) > 0 {
				r.group, r.groupAt = pair, r.sentence
				return pair // "the two were received by X"
			}
			r.again(f, pair, claim)
		} else if id := r.freshHead(); id != None && s.phrases[subjects[0]].count == 0 {
			return []EntityID{id} // "they": the delegation
		}
		return nil
	}
	var parties []EntityID
	for _, i := range subjects {
		if p := &s.phrases[i]; (p.entry == nil || p.entry.kind != lexPlace && !building[p.entry.id]) && !(p.weak && p.from == 0) {
			parties = append(parties, r.partiesIn(s, i)...)
		}
	}
	switch v.clitic {
	case "il":
		parties = []EntityID{r.he}
	case "elle":
		parties = []EntityID{r.she}
	}
	if !v.bare && r.onlyGroups(parties) {
		if pair := r.everyone(s, f.lo, v.from); len(pair) > 0 {
			r.again(f, pair, claim)
			return nil
		}
		if named := r.amongThem(s, f.lo, v.from); len(named) > 0 {
			parties = named
		} else if named := r.afterColon(s, v.from); len(named) > 0 {
			parties = named
		} else if id := r.envoys(s, v.from); id != None {
			parties = []EntityID{id}
		}
	}
	parties = r.withLeader(s, subjects, parties)
	if len(parties) == 0 && !v.bare {
		parties = r.relative(s, f.k)
	}
	if len(parties) == 0 && !v.bare && r.leader != None {
		parties = r.headBefore(s, f.k)
	}
	if len(parties) == 0 && !v.bare && v.clitic == "" {
		if id := r.groupSubject(s, v); id != None {
			parties = []EntityID{id}
		}
	}
	if len(parties) == 0 && at(s.toks, v.from-1).isAny("j'", "je", "nous", "i", "we") {
		if id := r.speaker(s); id != None {
			parties = []EntityID{id} // « J'ai rencontré X », a dit Y
		}
	}
	return parties
}

// onlyComments reports whether states and bodies are told to speak of something, rather than to have spoken.
func (r *reader) onlyComments(v *group, parties []EntityID) bool {
	return r.g.romance && v.verb.can(speaks) && v.tense == present && !r.anyPerson(parties)
}

// building are bodies that are called by their seat: what opens its doors to somebody is
// not whom he meets.
var building = map[string]bool{key("Foreign Office"): true}

// speaksAt reports whether a verb of English tells of a speech: "A and B spoke at the congress".
func (s *sentence) speaksAt(v *group) bool {
	if v.verb.lemma != "speak" {
		return false
	}
	for j := v.to; j < v.to+4 && j < len(s.toks); j++ {
		if s.toks[j].is2("at", "before") && at(s.toks, j+1).in(isArticle) {
			for k := j + 2; k < j+6 && k < len(s.toks) && s.toks[k].kind == word; k++ {
				if s.toks[k].isAny("congress", "conference", "rally", "forum", "event", "ceremony", "podium", "opening", "seminar", "panel", "assembly", "parliament", "council", "session", "gathering", "demonstration", "funeral") {
					return true
				}
			}
		}
	}
	return false
}

// join asserts the contact of the parties with the others: all at one table, each
// with each, or the parties among themselves.
func (r *reader) join(f frame, a *Assertion, subjects []int, parties, others []EntityID) {
	s, v := f.s, &f.s.verbs[f.k]
	if len(others) == 0 && len(parties) > 1 && v.reflex && v.verb.prep != r.g.with { // "A et B se sont vus avec C"
		for _, id := range r.companions(s, v) {
			if !hasEntity(parties, id) {
				parties = append(parties, id)
			}
		}
	}
	switch {
	case len(parties) > 1 && len(others) == 1 && (s.has(max(0, v.from-1), v.to, "chacun", "chacune", "each") || s.has(v.from, v.to+2, "separement", "separately", "individuellement", "individually")):
		for k := range parties { // "A et B avaient chacun reçu C"
			s.part(parties[:k], parties[k:k+1])
			r.pairs(*a, parties[k:k+1], others)
		}
	case v.verb.lemma == "rejoindre" && len(others) == 1 && r.comeTogether(parties):
		r.add(a.withAll(append(parties, others...)))
	case len(others) > 1 && v.verb.lemma == "shuttle":
		r.pairs(*a, parties, others)
	case len(others) > 1 && (f.prep == "between" || f.prep == "entre"):
		for _, id := range append(parties, others...) {
			if !hasParty(a, id) {
				a.Participants = append(a.Participants, Participant{Entity: id})
			}
		}
		r.add(*a)
	case len(others) > 1 && len(parties) == 1 && s.inTurn(f.start, f.hi):
		r.pairs(*a, parties, others)
	case r.g.romance && v.reflex && f.idiom == nil && f.prep == "" && len(parties) == 1 && len(others) > 1 && (len(subjects) == 0 || s.phrases[subjects[0]].from >= v.to), // "que se sont retrouvés A, B et C"
		(a.Kind == VideoCall || v.reflex && v.verb.can(gathers)) && len(others) > 0 && len(parties) > 1 || len(others) > 0 && len(parties)+len(others) > 2 && s.doneTogether(v) || len(others) > 1 && (a.Kind == VideoCall || s.forOccasion(v.to) || len(parties) == 1 && v.verb.lemma == "share" && s.has(v.to, v.to+3, "table") || f.start > v.to && s.toks[f.start-1].lex.noun.joint && !s.inList(f.start-1)):
		for _, id := range append(parties, others...) {
			if !hasParty(a, id) {
				a.Participants = append(a.Participants, Participant{Entity: id})
			}
		}
		r.add(*a)
	case len(others) > 0:
		from := len(r.res.Assertions)
		r.pairs(*a, parties, others)
		if v.reflex && (f.prep == "" || f.idiom != nil) && len(parties) > 1 || f.peers || r.ofSeveralStates(parties) {
			r.unside(from)
		}
	case s.speaksAt(v), v.verb.lemma == "speak" && at(s.toks, v.to).is("of") && a.Date.IsZero() && a.Place == None && !remote(a.Kind): // to whomever
	case f.idiom != nil && (!f.idiom.joint || len(parties) < 2 || !r.allPeople(parties) || r.goesOn(a, parties)):
		return
	case len(parties) == 1 && v.reflex && v.verb.can(gathers) && r.res.Entities[parties[0]].Kind == Organization:
		a.Participants = []Participant{{Entity: parties[0]}}
		if !remote(a.Kind) {
			a.Kind = Gathering
		}
		r.add(*a)
		r.gathering, r.gatheringAt = len(r.res.Assertions)-1, r.block
	case !r.g.romance && at(s.toks, v.to).is2("him", "her") && !v.passive: // somebody else, whoever he is
	case (len(parties) > 1 || r.severalPeople(parties)) && (v.reflex || v.verb.prep != "" || v.verb.can(lightly) || v.verb.also != "" || f.idiom != nil || v.verb.can(treats) && !v.bare && r.allPeople(parties)):
		for _, id := range parties {
			a.Participants = append(a.Participants, Participant{Entity: id})
		}
		r.meetingOfGroups(s, subjects, a)
		r.add(*a)
	}
}

// doneTogether reports whether a verb tells what is done by or to several at once: "ont été reçus
// ensemble par X", "a reçu conjointement X et Y".
func (s *sentence) doneTogether(v *group) bool {
	for j := v.from; j < v.to+2 && j < len(s.toks); j++ {
		if s.toks[j].is3("ensemble", "conjointement", "jointly") {
			return true
		}
	}
	return false
}

// amongThem returns the people whom an insertion names out of a group: "six
// ministres, parmi lesquels X et Y, se retrouveront".
func (r *reader) amongThem(s *sentence, lo, hi int) []EntityID {
	for j := lo; j+1 < hi; j++ {
		t := &s.toks[j]
		if !t.is3("dont", "including", "notamment") && !(t.is2("parmi", "among") && s.toks[j+1].isAny("lesquels", "lesquelles", "eux", "them", "whom")) {
			continue
		}
		for i := range s.phrases {
			if p := &s.phrases[i]; p.from > j && p.from <= j+3 && len(p.people) > 0 {
				return r.listed(s, i, hi)
			}
		}
	}
	return nil
}

// onlyGroups reports whether no party is named.
func (r *reader) onlyGroups(parties []EntityID) bool {
	for _, id := range parties {
		if id == None || r.res.Entities[id].Kind != Group {
			return false
		}
	}
	return true
}

// allPeople reports whether every party is a person.
func (r *reader) allPeople(parties []EntityID) bool {
	for _, id := range parties {
		if r.res.Entities[id].Kind != Person {
			return false
		}
	}
	return true
}

// severalPeople reports whether a single party is a group, whose members can
// meet one another.
func (r *reader) severalPeople(parties []EntityID) bool {
	return len(parties) == 1 && r.res.Entities[parties[0]].Kind == Group
}

// meetingOfGroups makes a gathering of "les ministres de A et de B se réuniront".
func (r *reader) meetingOfGroups(s *sentence, subjects []int, a *Assertion) {
	for _, p := range a.Participants {
		if r.res.Entities[p.Entity].Kind != Group {
			return
		}
	}
	if a.Kind != Meeting {
		return
	}
	a.Kind = Gathering
	if t := s.phrases[subjects[0]].title; t != nil {
		a.Collective = t.label
	}
	r.gathering, r.gatheringAt = len(r.res.Assertions), r.block
}

// pairs asserts one contact of all subjects with each of the others.
func (r *reader) pairs(a Assertion, subjects, others []EntityID) {
	for _, o := range others {
		c := a
		c.Participants = append(make([]Participant, 0, len(a.Participants)+len(subjects)+1), a.Participants...)
		for _, id := range subjects {
			if id != o {
				c.Participants = append(c.Participants, Participant{Entity: id, Side: 1})
			}
		}
		if len(c.Participants) == 0 {
			continue
		}
		c.Participants = append(c.Participants, Participant{Entity: o, Side: 2})
		r.addOwn(c)
	}
}

// addOf asserts a contact of some people besides those it has; the sentences after go on about it.
func (r *reader) addOf(a Assertion, who []EntityID) {
	for _, id := range who {
		a.Participants = append(a.Participants, Participant{Entity: id})
	}
	r.add(a)
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
}

// add appends an assertion; it shares no topics and participants with others, since
// later sentences may add to each and the entities are numbered anew at the end.
func (r *reader) add(a Assertion) {
	a.Participants = slices.Clone(a.Participants)
	r.addOwn(a)
}

// addOwn is add for an assertion whose participants are its own already.
func (r *reader) addOwn(a Assertion) {
	a.Topics = slices.Clone(a.Topics)
	if remote(a.Kind) {
		a.Place = None // where one of them sits is not where they meet
	}
	r.res.Assertions = append(r.res.Assertions, a)
}

// contactSubject returns the phrases of the subject and the claimer. The
// subject of "a dit avoir rencontré" is that of the verb of saying.
func (r *reader) contactSubject(f frame) ([]int, EntityID) {
	s, v := f.s, &f.s.verbs[f.k]
	claim := r.claimAt(s, max(f.lo, 0))
	if !v.bare {
		subject := r.subject(s, f.k)
		if len(subject) == 0 && v.clitic == "" && (!v.passive || !r.g.romance) && f.k > 0 && s.toks[v.from-1].is4("et", "and", "puis", "then") ||
			len(subject) == 0 && v.clitic == "" && f.k == 0 && len(r.everyone(s, f.lo, v.from)) == 0 {
			subject = r.nearestSubject(s, v.from)
			if v.passive && len(subject) == 1 && at(s.toks, s.phrases[subject[0]].to).is2("'s", "'") {
				return nil, claim // "X's visit was welcomed by Y"
			}
		}
		return subject, claim
	}
	if i := r.fellTo(s, v); i >= 0 {
		return []int{i}, claim
	}
	if subject, main := r.mainSubject(s, f.k); main != -1 {
		return subject, claim
	}
	if v.tense != preterite && v.tense != gerund || f.k == 0 {
		return nil, claim
	}
	prev := &s.verbs[f.k-1]
	near := v.from-prev.to <= 2
	if !near || !prev.verb.can(states) && !prev.verb.can(denies) {
		return nil, claim
	}
	subject := r.subject(s, f.k-1)
	for _, i := range subject {
		if ids := r.partiesIn(s, i); len(ids) > 0 {
			claim = ids[0]
		}
	}
	return subject, claim
}

// exhorts reports whether a verb tells what should be done: "doivent négocier".
func (s *sentence) exhorts(v *group) bool {
	return v.modal && s.toks[v.from].isAny("doit", "doivent", "devrait", "devraient", "must", "should")
}

// anyPerson reports whether one of some entities is a person.
func (r *reader) anyPerson(ids []EntityID) bool {
	for _, id := range ids {
		if id != None && r.res.Entities[id].Kind == Person {
			return true
		}
	}
	return false
}
