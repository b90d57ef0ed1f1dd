package extract

import "slices"

// contactNouns are nouns of contact after a light verb ("a eu un entretien
// avec"), with the kind of contact. Keys are folded.
var contactNouns = map[string]Kind{
	"entretien": Meeting, "entretiens": Meeting, "rencontre": Meeting, "rencontres": Meeting, "reunion": Meeting,
	"conversation": Meeting, "conversations": Meeting, "echange": Meeting, "echanges": Meeting, "tete-a-tete": Meeting,
	"discussion": Meeting, "discussions": Meeting, "audience": Meeting,
	"pourparlers": Talks, "negociations": Talks, "consultations": Talks,
	"appel": Call, "coup": Call, "visioconference": VideoCall,
	"meeting": Meeting, "meetings": Meeting, "talks": Meeting, "negotiations": Talks, "call": Call, "conference": Meeting,
}

// contacts asserts the contacts that the verbs of a sentence tell of.
func (r *reader) contacts(s *sentence) {
	for k, v := range s.verbs {
		if v.wish || v.hedged {
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
	if v.verb.can(contacts) && (!v.verb.reflexive || v.reflex) {
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
	if !v.verb.can(lightly) || v.passive || v.reflex {
		return 0, 0, "", false
	}
	with := "avec"
	if r.g.lang == English {
		with = "with"
	}
	for j := v.to; j < len(s.toks) && j < v.to+6; j++ {
		if s.toks[j].is("serie", "avec", "with", ",", "que") {
			break
		}
		if kind, found := contactNouns[s.toks[j].fold]; found {
			return kind, j + 1, with, true
		}
	}
	return 0, 0, "", false
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
	if len(parties) == 0 || parties[0] == None {
		return
	}
	a := Assertion{Kind: f.mode(r), Place: None, ClaimedBy: claim, Quote: s.span, Rule: f.rule, Role: Role{Body: None, Country: None}}
	dir := a.settle(v)
	if v.bare && s.verbs[f.k-1].verb.can(denies) {
		a.Status = Denied
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
	if v.tense == present && a.Status == Occurred && a.Date.Precision == Day && r.published.Precision == Day && a.Date.time().After(r.published.time()) {
		a.Status = Planned
	}
	a.Topics = r.inlineTopics(s, v.to, s.untilNext(f.k))
	others := r.objects(f, subjects)
	from := len(r.res.Assertions)
	switch {
	case len(others) > 0:
		r.pairs(a, parties, others)
	case (len(parties) > 1 || r.severalPeople(parties)) && (v.reflex || v.verb.prep != "" || v.verb.can(lightly)):
		for _, id := range parties {
			a.Participants = append(a.Participants, Participant{Entity: id})
		}
		r.meetingOfGroups(s, subjects, &a)
		r.add(a)
	}
	if n := len(r.res.Assertions); n > from {
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
		return r.subject(s, f.k), claim
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
func (f *frame) mode(r *reader) Kind {
	for j := f.s.verbs[f.k].from; j < f.hi && j < len(f.s.toks); j++ {
		switch t := f.s.toks[j]; {
		case t.is("telephone", "telephonique", "telephoniques", "telephoniquement", "phone"):
			return Call
		case t.is("visioconference", "videoconference", "visio", "video", "videoconferencing"):
			return VideoCall
		}
	}
	return f.kind
}

// objects returns the other parties of a frame.
func (r *reader) objects(f frame, subjects []int) []EntityID {
	s, v := f.s, f.s.verbs[f.k]
	first := -1
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < f.start || p.from >= max(f.hi, f.start+1) {
			continue
		}
		if f.governs(p) {
			if f.prep != "" || p.prep != "" || !r.otherObject(s, f.start, p.from) {
				first = i
			}
			break
		}
	}
	if first < 0 {
		return nil
	}
	if v.verb.lemma == "appeler" || v.verb.lemma == "call" {
		if p := &s.phrases[first]; len(p.people) == 0 || p.to < len(s.toks) && s.toks[p.to].is("à", "to", "pour", "for") {
			return nil // a call to do something, not a call by telephone
		}
	}
	if f.prep == "à" && len(s.phrases[first].people) == 0 && s.phrases[first].title == nil {
		return nil
	}
	var out []EntityID
	seen := map[EntityID]bool{}
	for _, i := range s.list(first, len(s.toks), -1) {
		for _, id := range r.partiesIn(s, i) {
			if !seen[id] {
				seen[id] = true
				out = append(out, id)
			}
		}
	}
	return out
}

// governs reports whether the verb of a frame can have a phrase as the other
// party: by its preposition, which may stand before an opening quote.
func (f *frame) governs(p *phrase) bool {
	toks := f.s.toks
	switch {
	case p.prep == f.prep:
		return true
	case f.prep == "avec" && p.prep == "":
		return p.from > 1 && toks[p.from-1].is("«") && toks[p.from-2].is("avec")
	}
	return f.prep == "" && p.prep == "with" && f.s.verbs[f.k].verb.lemma == "meet"
}

// otherObject reports whether a noun that is no party stands between a verb
// and a phrase: "a rencontré une forte opposition".
func (r *reader) otherObject(s *sentence, from, to int) bool {
	for j := from; j < to; j++ {
		t := s.toks[j]
		if !t.is("un", "une", "des", "la", "le", "les", "l'", "a", "the", "son", "sa", "ses", "leur", "leurs") {
			continue
		}
		inDate := false
		for _, d := range s.dates {
			inDate = inDate || d.from <= j && j < d.to
		}
		if inDate || j > from && s.toks[j-1].is("à", "en", "dans", "par", "lors", "de", "pour", "in", "at", "during", "on") {
			continue
		}
		return true
	}
	return false
}
