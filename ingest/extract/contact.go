package extract

import "slices"

// contactNouns are nouns of contact after a light verb ("a eu un entretien
// avec"), with the kind of contact. Keys are folded.
var contactNouns = map[string]Kind{
	"entretien": Meeting, "entretiens": Meeting, "rencontre": Meeting, "rencontres": Meeting, "reunion": Meeting, "reunions": Meeting,
	"conversation": Meeting, "conversations": Meeting, "echange": Meeting, "echanges": Meeting, "tete-a-tete": Meeting,
	"discussion": Meeting, "discussions": Meeting, "audience": Meeting, "audiences": Meeting, "rendez-vous": Meeting, "entrevue": Meeting,
	"seance": Meeting, "session": Meeting, "dejeuner": Meeting, "diner": Meeting, "dialogue": Meeting, "sommet": Meeting, "vues": Meeting, "point": Meeting,
	"pourparlers": Talks, "negociations": Talks, "negociation": Talks, "consultations": Talks, "concertations": Talks,
	"appel": Call, "coup": Call, "visioconference": VideoCall, "videoconference": VideoCall,
	"meeting": Meeting, "meetings": Meeting, "talks": Meeting, "negotiations": Talks, "call": Call, "calls": Call, "conference": Meeting,
	"consultation": Talks, "bilateral": Meeting, "bilaterals": Meeting, "summit": Meeting, "lunch": Meeting, "dinner": Meeting, "breakfast": Meeting,
	"views": Meeting, "videocall": VideoCall, "videoconferencing": VideoCall,
}

// contacts asserts the contacts that the verbs of a sentence tell of.
func (r *reader) contacts(s *sentence) {
	for k, v := range s.verbs {
		if v.wish || v.hedged && !s.deniedBy(k) {
			continue
		}
		kind, start, prep, ok := r.contactVerb(s, k)
		if !ok {
			continue
		}
		f := frame{s: s, k: k, kind: kind, start: start, prep: prep, rule: "contact/verb"}
		f.lo, f.hi = s.clause(k)
		if f.start >= f.hi && prep != "" {
			f.hi = max(f.hi, f.start)
		}
		if s.conditional(f.lo, v.from) {
			continue
		}
		r.contact(f)
	}
}

// frame is a verb of contact with its clause.
type frame struct {
	s      *sentence
	k      int    // verb group
	kind   Kind   // before "par téléphone" is looked for
	start  int    // token after which the other party is looked for
	prep   string // before the other party, "" for a direct object
	lo, hi int
	rule   string
}

// contactVerb reports whether the k-th verb is one of contact, and where and
// after which preposition the other party is to be looked for.
func (r *reader) contactVerb(s *sentence, k int) (kind Kind, start int, prep string, ok bool) {
	v := s.verbs[k]
	if kind, start, prep, ok := r.supported(s, v); ok {
		return kind, start, prep, true
	}
	called := v.verb.can(lightly) && !v.passive && s.callAfter(v)
	if v.verb.lemma == "joindre" && !v.reflex && !v.passive {
		return Call, v.to, "", true
	}
	if v.verb.can(contacts) && (!v.verb.reflexive || v.reflex) && !called {
		prep = v.verb.prep
		if v.passive && prep == "" {
			prep = "par"
			if r.g.lang == English {
				prep = "by"
			}
		}
		if !v.passive || v.verb.prep == "" {
			return v.verb.kind, v.to, prep, true
		}
	}
	with := "avec"
	if r.g.lang == English {
		with = "with"
	}
	if v.verb.can(treats) && !v.passive && !v.reflex && !v.verb.can(states) && v.verb.topical == "" && (s.withPerson(v, with) || !v.verb.can(lightly)) {
		return Meeting, v.to, with, true
	}
	if !v.verb.can(lightly) || v.passive || v.reflex {
		return 0, 0, "", false
	}
	for j := v.to; j < len(s.toks) && j < v.to+9; j++ {
		if s.toks[j].is("avec", "with", ",", "que", "that") || s.verbFrom[j] {
			break
		}
		if s.pressConference(j) {
			break
		}
		if kind, found := contactNouns[s.toks[j].fold]; found {
			for j+1 < len(s.toks) && contactNouns[s.toks[j+1].fold] != 0 { // "conference call"
				j++
				kind = contactNouns[s.toks[j].fold]
			}
			if received := v.verb.lemma == "recevoir" || v.verb.lemma == "receive"; received {
				if kind != Call {
					break
				}
				with = map[Lang]string{French: "de", English: "from"}[r.g.lang]
			}
			if s.toks[j].is("audience") && j+1 < len(s.toks) && s.toks[j+1].is("à", "au", "to") {
				with = map[Lang]string{French: "à", English: "to"}[r.g.lang]
			}
			return kind, j + 1, with, true
		}
	}
	return 0, 0, "", false
}

// deniedBy reports whether the clause of the k-th verb is what a verb of
// denial before it denies: "a démenti que X ait rencontré Y".
func (s *sentence) deniedBy(k int) bool {
	if k == 0 || !s.verbs[k-1].verb.can(denies) || s.verbs[k-1].neg {
		return false
	}
	for j := s.verbs[k-1].to; j < s.verbs[k].from; j++ {
		if s.toks[j].is("que", "qu'", "that") {
			return true
		}
	}
	return false
}

// pressConference reports whether the noun at j is one of a contact with the press.
func (s *sentence) pressConference(j int) bool {
	return j+2 < len(s.toks) && s.toks[j].is("conference", "point") && s.toks[j+1].is("de") && s.toks[j+2].is("presse") ||
		j+1 < len(s.toks) && s.toks[j].is("press", "news") && s.toks[j+1].is("conference")
}

// nounBetween reports whether a noun of contact is the object instead of what
// follows it.
func (s *sentence) nounBetween(from, to int) bool {
	for j := from; j < to; j++ {
		if _, ok := contactNouns[s.toks[j].fold]; ok && !(j > 0 && s.toks[j-1].is("à", "en", "lors", "pour", "for", "at", "during", "in", "un", "au")) {
			return true
		}
	}
	return false
}

// supportNouns are objects, folded, that make a contact of a verb and a
// preposition: "rendre visite à", "present credentials to".
var supportNouns = map[Lang]map[string]struct {
	kind Kind
	prep string
}{
	French:  {"visite": {Visit, "à"}, "creance": {Meeting, "à"}},
	English: {"visit": {Visit, "to"}, "credentials": {Meeting, "to"}},
}

// supported reads a verb with one of those nouns as its object.
func (r *reader) supported(s *sentence, v group) (kind Kind, start int, prep string, ok bool) {
	if v.passive || !v.verb.can(lightly) && v.verb.lemma != "rendre" {
		return 0, 0, "", false
	}
	for j := v.to; j < len(s.toks) && j < v.to+6 && !s.toks[j].is(","); j++ {
		n, found := supportNouns[r.g.lang][s.toks[j].fold]
		if !found {
			continue
		}
		if n.kind == Visit && (v.verb.lemma == "recevoir" || v.verb.lemma == "receive") {
			n.prep = map[Lang]string{French: "de", English: "from"}[r.g.lang]
		}
		return n.kind, j + 1, n.prep, s.personAfter(j+1, n.prep)
	}
	return 0, 0, "", false
}

// personAfter reports whether the next phrase from token from on is a person
// after a preposition.
func (s *sentence) personAfter(from int, prep string) bool {
	for i := range s.phrases {
		if p := &s.phrases[i]; p.from >= from {
			return p.prep == prep && (len(p.people) > 0 || p.title != nil)
		}
	}
	return false
}

// callAfter reports whether a verb of receiving has a call as its object.
func (s *sentence) callAfter(v group) bool {
	for j := v.to; j < len(s.toks) && j < v.to+4; j++ {
		if contactNouns[s.toks[j].fold] == Call {
			return true
		}
	}
	return false
}

// withPerson reports whether a person follows "avec" before the next verb:
// "a évoqué le dossier avec X".
func (s *sentence) withPerson(v group, with string) bool {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < v.to || p.prep != with || len(p.people) == 0 && p.pronoun == "" && p.title == nil {
			continue
		}
		for j := v.to; j < p.from; j++ {
			if boundary(s.toks[j]) || s.verbFrom[j] {
				return false
			}
		}
		return true
	}
	return false
}

// conditional reports whether "si" or "if" opens the clause.
func (s *sentence) conditional(lo, hi int) bool {
	for j := max(0, lo-1); j < hi; j++ {
		if t := s.toks[j]; t.is("si", "if") || t.is("s'") && j+1 < hi && s.toks[j+1].is("il", "ils") {
			return true
		}
	}
	return false
}

// contact asserts what one frame tells: the subject and each other party, or
// the members of the subject among themselves.
func (r *reader) contact(f frame) {
	s, v := f.s, f.s.verbs[f.k]
	subjects, claim := r.contactSubject(f)
	var parties []EntityID
	for _, i := range subjects {
		if p := &s.phrases[i]; p.entry == nil || p.entry.kind != lexPlace {
			parties = append(parties, r.partiesIn(s, i)...)
		}
	}
	switch v.clitic {
	case "il":
		parties = []EntityID{r.he}
	case "elle":
		parties = []EntityID{r.she}
	}
	if !v.bare && (len(parties) == 0 || r.onlyGroups(parties)) {
		if pair := r.everyone(s, f.lo, v.from); len(pair) > 0 {
			parties = pair
			r.again(f, parties, claim)
			return
		}
	}
	if len(parties) == 0 && !v.bare {
		parties = r.relative(s, f.k)
	}
	if len(parties) == 0 || parties[0] == None {
		return
	}
	a := Assertion{Kind: f.mode(r), Place: None, ClaimedBy: claim, Quote: s.span, Rule: f.rule, Role: Role{Body: None, Country: None}}
	dir := a.settle(v)
	if v.bare && f.k > 0 && s.verbs[f.k-1].verb.can(denies) || s.deniedBy(f.k) {
		a.Status = Denied
	} else if _, main := r.mainSubject(s, f.k); v.bare && main >= 0 && v.tense != preterite {
		before := s.toks[max(0, v.from-1)]
		intended := intentions[before.fold] || v.from > 1 && before.is("de", "d'", "à") && !s.toks[v.from-2].is("avant", "afin")
		dir = a.bareStatus(s.verbs[main], before, intended)
	}
	a.Date = r.dateIn(s, f.lo, f.hi, v.from, dir)
	a.Place = r.placeIn(s, f.lo, f.hi, v.from)
	if open := s.opening(); open > 0 && s.mainClause(f.lo) && (f.k == 0 || s.verbs[f.k-1].bare) {
		if a.Date.IsZero() {
			a.Date = r.dateIn(s, 0, open, open, dir)
		}
		if a.Place == None {
			a.Place = r.placeIn(s, 0, open, 0)
		}
	}
	r.surround(s, f, &a, dir)
	if v.tense == present && a.Status == Occurred && a.Date.Precision == Day && r.published.Precision == Day && a.Date.time().After(r.published.time()) {
		a.Status = Planned
	}
	if a.Status == Planned {
		for _, w := range s.verbs[:f.k] { // "a annulé sa visite à X, où il devait rencontrer Y"
			if w.verb.can(cancels) && !w.neg && !w.wish && !w.hedged {
				a.Status = Cancelled
			}
		}
	}
	if v.verb.can(treats) && !v.verb.can(contacts) && a.Place != None && r.res.Entities[a.Place].Kind == Country {
		a.Place = None // "la situation au Mali" is a topic
	}
	a.Topics = r.inlineTopics(s, v.to, s.untilNext(f.k))
	others := r.objects(f, parties)
	from := len(r.res.Assertions)
	switch {
	case len(others) > 1 && f.start > v.to && jointNouns[s.toks[f.start-1].fold] && !s.inList(f.start-1):
		for _, id := range append(parties, others...) {
			if !hasParty(&a, id) {
				a.Participants = append(a.Participants, Participant{Entity: id})
			}
		}
		r.add(a)
	case len(others) > 0:
		r.pairs(a, parties, others)
	case (len(parties) > 1 || r.severalPeople(parties)) && (v.reflex || v.verb.prep != "" || v.verb.can(lightly) || v.verb.lemma == "meet" || v.verb.can(treats) && !v.bare && r.allPeople(parties)):
		for _, id := range parties {
			a.Participants = append(a.Participants, Participant{Entity: id})
		}
		r.meetingOfGroups(s, subjects, &a)
		r.add(a)
	}
	if n := len(r.res.Assertions); n > from {
		s.told[f.k] = true
		r.topical, r.topicalAt = r.topical[:0], r.block
		for i := from; i < n; i++ {
			r.topical = append(r.topical, i)
		}
	}
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
		for _, id := range subjects {
			if id != o {
				c.Participants = append(c.Participants, Participant{Entity: id, Side: 1})
			}
		}
		if len(c.Participants) == 0 {
			continue
		}
		c.Participants = append(c.Participants, Participant{Entity: o, Side: 2})
		r.add(c)
	}
}

// add appends an assertion; it shares no topics with others, since later
// sentences may add to each.
func (r *reader) add(a Assertion) {
	a.Topics = slices.Clone(a.Topics)
	r.res.Assertions = append(r.res.Assertions, a)
}

// contactSubject returns the phrases of the subject and the claimer. The
// subject of "a dit avoir rencontré" is that of the verb of saying.
func (r *reader) contactSubject(f frame) ([]int, EntityID) {
	s, v := f.s, f.s.verbs[f.k]
	claim := r.claimAt(s, max(f.lo, 0))
	if !v.bare {
		subject := r.subject(s, f.k)
		if len(subject) == 0 && v.clitic == "" && !v.passive && f.k > 0 && s.toks[v.from-1].is("et", "and", "puis", "then") ||
			len(subject) == 0 && v.clitic == "" && f.k == 0 && len(r.everyone(s, f.lo, v.from)) == 0 {
			subject = r.nearestSubject(s, v.from)
		}
		return subject, claim
	}
	if subject, main := r.mainSubject(s, f.k); main >= 0 {
		return subject, claim
	}
	if v.tense != preterite || f.k == 0 {
		return nil, claim
	}
	prev := s.verbs[f.k-1]
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

// settle derives the status from the verb and returns on which side of the
// publication an incomplete date lies.
func (a *Assertion) settle(v group) direction {
	dir := past
	switch v.tense {
	case futureTense:
		a.Status, dir = Planned, future
	case present:
		dir = nearest
	}
	if v.neg {
		a.Status = Denied
		if v.tense == futureTense {
			a.Status = Cancelled // "ne rencontrera pas": a plan given up
		}
	}
	return dir
}

// mode is the kind of contact, changed by "par téléphone" and the like.
func (f *frame) mode(*reader) Kind { return f.modeIn(f.s.verbs[f.k].from, f.hi, f.kind) }

// modeIn looks for the means of a contact among tokens [lo, hi).
func (f *frame) modeIn(lo, hi int, kind Kind) Kind {
	for j := lo; j < hi && j < len(f.s.toks); j++ {
		switch t := f.s.toks[j]; {
		case t.is("telephone", "telephonique", "telephoniques", "telephoniquement", "phone", "telephonic"):
			return Call
		case t.is("visioconference", "videoconference", "visio", "video", "videoconferencing", "virtuel", "virtuelle", "virtual", "virtually"):
			return VideoCall
		}
	}
	return kind
}
