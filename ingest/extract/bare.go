package extract

import "slices"

// mainSubject returns the subject of a verb in the infinitive or gerund: that
// of the finite verb before it, where the words between only lead from one to
// the other ("s'est rendu à X pour rencontrer Y", "before meeting Y").
func (r *reader) mainSubject(s *sentence, k int) (subject []int, main int) {
	v := &s.verbs[k]
	if !s.leads(r.g.romance, v) {
		return nil, -1
	}
	for j := k - 1; j >= 0; j-- {
		if s.verbs[j].bare {
			continue
		}
		for i := s.verbs[j].to; i < v.from; i++ {
			if t := &s.toks[i]; boundary(t) || t.in(isWish) {
				return nil, -1
			}
		}
		if w := &s.verbs[j]; w.wish || w.hedged || w.neg && !r.staysHome(w) && !(w.tense != preterite && w.verb.can(goes) && !r.g.romance) || w.verb.can(denies) {
			return nil, -1
		}
		return r.subject(s, j), j
	}
	if list := r.nearestSubject(s, v.from); len(list) > 0 && k == 0 && v.from > 3 {
		for j := s.phrases[list[0]].to; j < v.from; j++ {
			if t := &s.toks[j]; t.is2("not", "n't") || !r.g.romance && t.isAny("refused", "refuses", "declined", "declines") || t.helps(helpsNot) && !r.notOnly(s, j) {
				return nil, -1 // "n'a pas l'intention de rencontrer Y"
			}
		}
		return list, noVerb
	}
	for j := k + 1; j < len(s.verbs); j++ { // "Avant de rencontrer Y, X a dit"
		if w := &s.verbs[j]; !w.bare && !w.wish && !w.hedged {
			return r.followingSubject(s, v.to), j
		}
	}
	if list := r.followingSubject(s, v.to); r.g.romance && k == len(s.verbs)-1 && v.from < 4 && len(list) > 0 {
		return list, noVerb // "En recevant Y, X a redit": a verb that the grammar does not know
	}
	return nil, -1
}

// staysHome reports whether a verb tells of a journey that is given up: "n'ira pas à Rome pour y voir X".
func (r *reader) staysHome(v *group) bool {
	return r.g.romance && v.neg && v.verb.can(goes) && v.tense == futureTense
}

// notOnly reports whether "ne" at token j goes with "que" or "pas seulement".
func (r *reader) notOnly(s *sentence, j int) bool {
	for k := j + 1; k < j+6 && k < len(s.toks); k++ {
		if s.toks[k].is3("que", "qu'", "seulement") {
			return true
		}
	}
	return false
}

// noVerb stands for a finite verb that the grammar does not know.
const noVerb = -2

// followingSubject returns the subject of the clause that an adverbial opens:
// the first phrase after it that a comma parts from it.
func (r *reader) followingSubject(s *sentence, from int) []int {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from <= from || p.prep != "" || p.from == 0 || !s.toks[p.from-1].is(",") && !(i > 0 && s.phrases[i-1].comma && s.phrases[i-1].to == p.from) {
			continue
		}
		if len(p.people) == 0 && p.pronoun == "" && (p.title == nil || p.title.many()) {
			return nil
		}
		return s.list(i, len(s.toks), -1)
	}
	return nil
}

// leads reports whether the words before a verb without a subject make its
// clause one of purpose or time rather than the complement of a noun or verb.
func (s *sentence) leads(romance bool, v *group) bool {
	before := func(n int) *token { return at(s.toks, v.from-n) }
	if !romance {
		if v.tense == gerund {
			return true
		}
		return !before(1).isAny("able", "ready", "willing", "chance", "opportunity", "request", "invitation", "offer", "asked", "wish", "desire", "refusal")
	}
	switch {
	case v.tense == gerund && (v.from == 0 || before(1).is(",") || s.toks[v.from].is("en")): // "En recevant Y, X a dit"
		return true
	case before(1).is3("pour", "en", "apres"):
		return true
	case v.tense == infinitive && s.wentTo(v):
		return true
	case v.tense == infinitive && before(1).is3("et", "puis", "enfin"):
		for k := len(s.verbs) - 1; k >= 0; k-- { // "doit voir X, puis rencontrer Y"
			if w := &s.verbs[k]; w.to <= v.from {
				return w.modal || w.bare && w.tense == infinitive
			}
		}
		return false
	case before(1).is2("de", "d'"):
		return before(2).is2("avant", "afin") || before(2).in(isIntention)
	case before(1).is("à"):
		return before(2).isAny("apprete", "appretent", "appretait", "appretaient", "prepare", "preparent", "preparait", "preparaient", "renonce", "renoncent", "renoncera", "renoncer", "premier", "premiere", "premiers", "premieres", "dernier", "derniere", "seul", "seule")
	}
	return v.tense == preterite && before(1).is("apres")
}

// standing gives a contact the status that its verb and what governs it tell,
// and returns on which side of the publication an incomplete date lies.
func (r *reader) standing(f frame, a *Assertion) direction {
	s, v := f.s, &f.s.verbs[f.k]
	dir := a.settle(v)
	if a.Status == Denied && v.neg && v.reflex && r.g.romance && s.disagree(v) {
		a.Status = Occurred // "ne se sont pas mis d'accord": they talked
	}
	if f.k > 0 && f.lo > 1 && s.toks[f.lo-1].is2("que", "qu'") && s.toks[f.lo-2].is("avant") && s.verbs[f.k-1].tense == preterite && a.Status == Occurred {
		return past // "a reçu X, avant que tous deux ne voient Y"
	}
	if v.bare && f.k > 0 && s.verbs[f.k-1].verb.can(denies) || s.deniedBy(f.k) {
		a.Status = Denied
		return dir
	}
	if i := r.fellTo(s, v); i >= 0 && f.k == 0 {
		st := nounFrame{dir: past}
		s.unknownVerb(r.g.romance, s.phrases[i].from, s.phrases[i].from, &st)
		a.Status = st.status
		return st.dir
	}
	_, main := r.mainSubject(s, f.k)
	if v.bare && main == noVerb && at(s.toks, v.from-2).isAny("apprete", "appretent", "appretait", "appretaient", "prepare", "preparent", "preparait", "preparaient") {
		a.Status = Planned
		return future
	}
	if v.bare && main >= 0 && r.staysHome(&s.verbs[main]) {
		a.Status = Cancelled
		return setFor
	}
	if v.bare && main == noVerb && s.bound(v.from) {
		a.Status = Planned
		return future
	}
	if v.bare && main == noVerb && v.tense != preterite {
		st := nounFrame{dir: past}
		s.unknownVerb(r.g.romance, v.from, v.from, &st)
		a.Status = st.status
		return st.dir
	}
	if v.bare && main >= 0 && s.verbs[main].neg {
		a.Status = Cancelled // "n'ira pas à X pour y rencontrer Y"
		return setFor
	}
	if v.bare && main >= 0 && s.verbs[main].verb.can(cancels) && !s.verbs[main].verb.can(states) && !s.verbs[main].neg && !s.verbs[main].passive && s.verbs[main].verb.lemma != "withdraw" && v.from-s.verbs[main].to < 6 {
		a.Status = Cancelled // "shelved a trip to see X", "a renoncé à voir X"
		return future
	}
	if v.bare && main >= 0 && s.verbs[main].neg && s.verbs[main].tense == futureTense {
		a.Status = Cancelled // "will not travel to Oslo to see X"
		return setFor
	}
	if v.bare && main >= 0 && v.tense != preterite {
		before := &s.toks[max(0, v.from-1)]
		intended := before.in(isIntention) || v.from > 1 && before.is3("de", "d'", "à") && !s.toks[v.from-2].isAny("avant", "afin", "heures", "heure", "minutes", "ensemble", "temps", "journee", "soiree", "matinee", "nuit", "premier", "premiere", "premiers", "premieres", "dernier", "derniere", "seul", "seule")
		return a.bareStatus(s.verbs[main], before, intended)
	}
	if v.tense == present && !v.neg && !v.passive && (s.ahead(f.lo, f.hi) || s.againAfter(v)) {
		a.Status, dir = Planned, future // "they meet again tomorrow"
	}
	return dir
}

// ahead reports whether a date among tokens [lo, hi) lies in the future by its
// wording: "tomorrow", "la semaine prochaine".
func (s *sentence) ahead(lo, hi int) bool {
	for _, d := range s.dates {
		if d.from >= lo && d.to <= hi && (d.forced == future || d.isRel && d.relative > 0 && !d.anchored) {
			return true
		}
	}
	return false
}

// againAfter reports whether "again" or "à nouveau" follows a verb.
func (s *sentence) againAfter(v *group) bool {
	return at(s.toks, v.to).is2("again", "nouveau") || at(s.toks, v.to+1).is("nouveau")
}

// bareStatus gives a clause of purpose or time the status that the finite verb
// of its sentence implies: what follows a past verb has happened, what follows
// a present or future one is planned.
func (a *Assertion) bareStatus(main group, before *token, intended bool) direction {
	if main.tense == preterite && !intended || before.is4("apres", "after", "following", "since") {
		return past
	}
	a.Status = Planned
	return future
}

// bound reports whether words before a token tell that somebody is on his way: "is due
// in Oslo to", "is bound for Oslo to".
func (s *sentence) bound(end int) bool {
	for j := end - 1; j > 0 && j > end-14; j-- {
		if s.toks[j].isAny("due", "bound", "booked", "expected", "headed", "heading", "scheduled", "attendu", "attendue", "attendus") && s.toks[j-1].lex.be == present {
			return true
		}
	}
	return false
}

// wentTo reports whether a verb in the infinitive tells what somebody went to do: "est
// venue consulter X".
func (s *sentence) wentTo(v *group) bool {
	for k := len(s.verbs) - 1; k >= 0; k-- {
		if w := &s.verbs[k]; w.to <= v.from {
			return s.onlyWhen(w.to, v.from) && (w.verb.can(goes) || w.verb.lemma == "passer")
		}
	}
	return at(s.toks, v.from-1).isAny("venu", "venue", "venus", "venues", "alle", "allee", "alles", "allees", "passe", "passee", "passes", "passees")
}

// onlyWhen reports whether nothing but a day stands among tokens [lo, hi): "est venue mardi voir X".
func (s *sentence) onlyWhen(lo, hi int) bool {
	for j := lo; j < hi; j++ {
		if !s.inDate(j) {
			return false
		}
	}
	return true
}

// fellTo returns the phrase of the person to whom it falls to do what a verb in the
// infinitive tells: "it fell to X to receive Y", "il revient à X de"; -1 for none.
func (r *reader) fellTo(s *sentence, v *group) int {
	end := v.from
	if r.g.romance && at(s.toks, end-1).is2("de", "d'") {
		end--
	}
	if v.bare && !r.g.romance {
		end = r.adjunct(s, end)
	}
	i := s.phraseEnding(end)
	if v.bare && i >= 0 && s.turnOf(i) {
		return i
	}
	if !v.bare || i < 0 || s.phrases[i].prep != r.g.to {
		return -1
	}
	for j := s.phrases[i].from - 2; j >= 0 && j >= s.phrases[i].from-5; j-- {
		if s.toks[j].isAny("fell", "falls", "fall", "fallen", "left", "up", "revenu", "revient", "reviendra", "revenait", "incombe", "incombait", "incombera", "appartient", "echoit") {
			return i
		}
	}
	return -1
}

// turnOf reports whether it is the turn of whom a phrase names: "it will be the turn of X to
// receive Y", "c'est au tour de X de".
func (s *sentence) turnOf(i int) bool {
	p := &s.phrases[i]
	if p.prep != "of" && p.prep != "de" && p.prep != "d'" {
		return false
	}
	for j := p.from - 1; j >= 0 && j > p.from-4; j-- {
		if s.toks[j].is2("turn", "tour") {
			return true
		}
	}
	return false
}

// another returns whom an object pronoun before or after a verb means: the
// last person named before token at who is not among the given ones, nor of the other sex.
func (r *reader) another(s *sentence, at int, woman bool, not []EntityID) EntityID {
	id := r.lastOther(s, at, woman, not)
	if id == None || at >= len(s.toks) {
		return id
	}
	t, sex := &s.toks[at], r.guess(id)
	after := at > 0 && s.toks[at-1].is("avec") // "avec lui", where "lui" alone is either
	if sex == female && (t.is("him") || after && t.is("lui")) || sex == male && (t.is("her") || after && t.is("elle")) {
		if other := r.lastOther(s, at, woman, append(slices.Clone(not), id)); other != None {
			return other
		}
	}
	return id
}

func (r *reader) lastOther(s *sentence, at int, female bool, not []EntityID) EntityID {
	if id := r.sameObject(s, at); id != None && !hasEntity(not, id) {
		return id
	}
	if id := r.stillHim(s, at, not); id != None {
		return id
	}
	if id := r.subjectBefore(s, at, female, not); id != None {
		return id
	}
	owner := None
	for i := len(s.phrases) - 1; i >= 0; i-- {
		p := &s.phrases[i]
		if p.from < at && p.title != nil && p.title.head.group && len(p.people) == 0 {
			if ids := r.partiesIn(s, i); len(ids) == 1 && ids[0] == r.leader && !hasEntity(not, ids[0]) {
				return ids[0]
			}
		}
		if p.from < at && p.title != nil && p.title.bearer != nil && len(p.people) == 0 && *p.title.bearer != None && !hasEntity(not, *p.title.bearer) && p.prep == "" && !atAs(s, p) {
			return *p.title.bearer
		}
		if p.from < at && p.tells() && p.prep == "" && (s.subjectOfVerb(p) || s.owns(p.to, at) || p.pronoun == compatriot && s.verbEnding(p.from) < 0 || r.g.romance && s.toks[p.to].lex.be != noTense) {
			if id := firstOf(r.partiesIn(s, i)); id != None && !hasEntity(not, id) {
				return id // "Ce dernier s'est rendu à A, où l'attendait Y"
			}
		}
		if p.from >= at || len(p.people) == 0 || p.weak || female && !p.female && p.title != nil && p.title.det == "le" {
			continue
		}
		id := r.person(p.people[0].text)
		if s.owns(p.to, at) && owner == None && !hasEntity(not, id) {
			owner = id // only where nobody else can be meant
			continue
		}
		if !hasEntity(not, id) {
			return id
		}
	}
	if owner != None {
		return owner
	}
	candidates := []EntityID{r.lastSubject, r.he, r.otherOfPair(not), r.she}
	if female {
		candidates = []EntityID{r.she, r.lastSubject}
		for k := len(r.seen) - 1; k >= 0 && (r.she == None || r.guess(r.she) != int8(1)); k-- { // the last who is known to be a woman
			if id := r.seen[k]; r.guess(id) == int8(1) && !hasEntity(not, id) {
				return id
			}
		}
	}
	for _, id := range candidates {
		if id != None && !hasEntity(not, id) {
			return id
		}
	}
	if len(r.recent) == 1 && !hasEntity(not, r.recent[0]) && (!female || r.guess(r.recent[0]) != male) {
		return r.recent[0] // of a sentence that was of nobody
	}
	return None
}

// owns reports whether "'s" stands at token j and what belongs to somebody ends before another token:
// "brought the king's letter to X, who gave him".
func (s *sentence) owns(j, limit int) bool { return at(s.toks, j).is2("'s", "'") && j+1 < limit }

// otherOfPair returns whom "him" means beside one of the two who were told last to be in
// contact: "X met Y. She had called him": Y, unless he is known to be a woman.
func (r *reader) otherOfPair(not []EntityID) EntityID {
	last := r.lastTold()
	if last == nil || len(last.Participants) != 2 || hasEntity(not, last.Participants[0].Entity) == hasEntity(not, last.Participants[1].Entity) {
		return None
	}
	for _, p := range last.Participants {
		if !hasEntity(not, p.Entity) && r.res.Entities[p.Entity].Kind == Person && r.guess(p.Entity) != female {
			return p.Entity
		}
	}
	return None
}

func hasEntity(list []EntityID, id EntityID) bool {
	for _, x := range list {
		if x == id {
			return true
		}
	}
	return false
}

// ofJourney reports whether a phrase is only the subject of a clause about a journey to come: "la visite que X
// doit faire", "the visit which X is to pay".
func (s *sentence) ofJourney(p *phrase) bool {
	const reach = 5 // tokens from the noun to the clause
	j := p.from - 1
	if j < 1 || !s.toks[j].isAny("que", "qu'", "which", "that") || !at(s.toks, p.to).isAny("doit", "va", "devait", "is", "will", "was", "fera", "effectuera") {
		return false
	}
	for k := j - 1; k >= 0 && k > j-reach; k-- {
		if s.toks[k].in(isTrip) {
			return true
		}
	}
	return false
}

// nearestSubject returns the first person of the clause before a verb that no
// rule found a subject for, because words that are no verb to the grammar stand
// between: "X est arrivé à Y et a rencontré Z".
func (r *reader) nearestSubject(s *sentence, at int) []int {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from >= at {
			break
		}
		if p.prep != "" || p.weak || p.pronoun == "" && len(p.people) == 0 && !(p.title != nil && !p.title.many()) || s.ofJourney(p) {
			continue
		}
		for j := p.to; j < at; j++ {
			if t := &s.toks[j]; t.of(subjectEnds) {
				return nil
			}
		}
		return s.listBefore(i)
	}
	return nil
}

// everyone returns the parties of the contact told last, for "les deux
// dirigeants", "ils", "the pair" before token at; nil where nothing of the kind
// stands there.
func (r *reader) everyone(s *sentence, lo, at int) []EntityID {
	if len(r.topical) == 0 || r.block-r.topicalAt > 1 {
		return nil
	}
	found := false
	for j := lo; j < at; j++ {
		t := &s.toks[j]
		found = found || t.is4("ils", "elles", "they", "pair") ||
			t.is2("deux", "two") && j > 0 && s.toks[j-1].is3("les", "the", "tous") && !s.staffOf(j-2) && !s.toks[j+1].isAny(ofManyWords...) || t.is("both") && j+1 < at && s.toks[j+1].is4("men", "leaders", "sides", "ministers")
	}
	if !found {
		return nil
	}
	var out []EntityID
	for _, p := range r.res.Assertions[r.topical[len(r.topical)-1]].Participants {
		out = append(out, p.Entity)
	}
	if len(out) != 2 || r.otherOffices(s, lo, at, out) {
		return nil
	}
	return out
}

// ofManyWords name bodies that many belong to, of which two are not the two people told of.
var ofManyWords = []string{"armies", "militaries", "navies", "parliaments", "houses", "chambers", "companies", "firms", "banks", "teams", "armees", "parlements", "chambres", "entreprises", "banques", "equipes"}

// staffOf reports whether "of" at token j follows those who work for two states and are not the two
// people told of: "the foreign secretaries of the two countries".
func (s *sentence) staffOf(j int) bool {
	return at(s.toks, j).is2("of", "from") && at(s.toks, j-1).isAny("secretaries", "officials", "experts", "diplomats", "negotiators", "delegations", "teams", "advisers", "advisors", "commanders", "envoys", "aides", "engineers", "lawmakers", "soldiers", "troops")
}
