package extract

// again asserts that people told of before meet once more: "les deux hommes se
// reverront mardi". Without a new day, place or status the sentence only goes on
// about the same contact; "ils devaient se voir jeudi" tells of the one called off.
func (r *reader) again(f frame, parties []EntityID, claim EntityID) {
	s, v := f.s, &f.s.verbs[f.k]
	if f.supposed && r.g.romance {
		return // "n'ont pas dit s'ils s'étaient parlé"
	}
	if v.passive || v.wish || f.idiom != nil && f.idiom.none || v.neg && v.tense == preterite || len(r.objects(f, parties)) > 0 {
		return
	}
	a := Assertion{Kind: f.mode(r), Place: None, ClaimedBy: claim, Quote: s.span, Rule: againRule, Role: Role{Body: None, Country: None}}
	dir := r.standing(f, &a)
	if s.appointed(v) {
		a.Status, dir = Planned, future
	}
	if f.idiom != nil {
		if r.idiomStatus(f, &a); a.Status == Planned || a.Status == Cancelled {
			dir = future
		}
	}
	a.Date = r.dateIn(s, f.lo, f.hi, v.from, dir)
	a.Place = r.placeIn(s, f.lo, f.hi, v.from)
	if open := s.opening(); open > 0 && s.mainClause(f.lo) {
		if a.Date.IsZero() {
			a.Date = r.dateIn(s, 0, open, open, dir)
		}
		if a.Place == None {
			a.Place = r.placeIn(s, 0, open, 0)
		}
	}
	s.told[f.k] = true
	if last := r.lastTold(); last != nil && (last.Kind != Gathering || hasParty(last, parties[0])) {
		if v.verb.can(speaks|treats) && a.Place == None && remote(last.Kind) {
			a.Kind = last.Kind
		}
		if v.due && last.Status == Cancelled || last.Status == Denied && a.Status == Occurred && (a.Date.IsZero() || last.Date.IsZero() || a.Date == last.Date) {
			last.fill(&a)
			return
		}
		if v.verb.can(treats) && v.tense == futureTense && a.Status == last.Status && a.Date.IsZero() {
			return // "They will discuss the talks that are to open in Geneva"
		}
		if s.longAgo(v, &a, last) {
		} else if a.Status == last.Status && remote(a.Kind) == remote(last.Kind) && !s.onceMore(v) && (a.Date.IsZero() || last.Date.IsZero() || a.Date == last.Date) &&
			(a.Place == None || last.Place == None || a.Place == last.Place) {
			last.fill(&a)
			return
		}
	}
	for _, id := range parties {
		a.Participants = append(a.Participants, Participant{Entity: id})
	}
	r.add(a)
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
}

// appointed reports whether a verb gives its subjects a rendezvous: "se sont donné
// rendez-vous".
func (s *sentence) appointed(v *group) bool {
	return v.reflex && at(s.toks, v.to).is("rendez-vous")
}

// lastTold returns the contact told last, nil where there is none near by.
func (r *reader) lastTold() *Assertion {
	if len(r.topical) == 0 || r.block-r.topicalAt > 1 {
		return nil
	}
	return &r.res.Assertions[r.topical[len(r.topical)-1]]
}

// fill takes over the day and place of another telling of the same contact.
func (a *Assertion) fill(b *Assertion) {
	if a.Date.IsZero() {
		a.Date = b.Date
	}
	if a.Place == None || a.assumed && b.Place != None {
		a.Place, a.assumed = b.Place, b.assumed
	}
}

// longAgo reports whether a verb tells of an earlier contact than the last: "last met in
// May", "s'étaient vus en mai à Lima".
func (s *sentence) longAgo(v *group, a, last *Assertion) bool {
	if a.Status != Occurred || last.Status != Occurred || a.Date.IsZero() && a.Place == None {
		return false
	}
	for j := v.to; j < len(s.toks); j++ {
		if s.toks[j].is2("since", "depuis") {
			return false
		}
	}
	before := at(s.toks, v.from-1).is("last")
	for j := v.from; j < v.to+4 && j < len(s.toks); j++ {
		t := &s.toks[j]
		before = before || j < v.to && t.isAny("last", "had", "etaient", "avaient", "etait", "avait") || t.is("derniere") && at(s.toks, j+1).is("fois")
	}
	return before && (!a.Date.IsZero() && !last.Date.IsZero() && a.Date != last.Date || a.Place != None && last.Place != None && a.Place != last.Place)
}

// onceMore reports whether a verb stands with "déjà", "again" or "earlier", so
// that it tells of another contact than the last.
func (s *sentence) onceMore(v *group) bool {
	for j := max(0, v.from-4); j < min(len(s.toks), v.to+2); j++ {
		if t := &s.toks[j]; t.isAny("deja", "already", "again", "nouveau", "previously", "earlier") {
			return true
		}
	}
	return false
}

// relative returns the subject of a verb after "où", "que" or "whom" that
// stands right after it ("que recevra X"), or before it with words between.
func (r *reader) relative(s *sentence, k int) []EntityID {
	v := &s.verbs[k]
	if v.from == 0 || !s.toks[v.from-1].is3("que", "qu'", "où") {
		return nil
	}
	if i := s.phraseFrom(v.to); i >= 0 && s.phrases[i].prep == "" {
		return r.partiesIn(s, i)
	}
	return nil
}

func (s *sentence) phraseFrom(from int) int {
	for i := range s.phrases {
		if s.phrases[i].from == from {
			return i
		}
	}
	return -1
}

// fronted returns the object that stands before its verb: "Y, que X a
// rencontré", "Y, avec qui X s'est entretenu", "Avec Y, X a discuté de Z".
func (r *reader) fronted(s *sentence, f frame) []EntityID {
	v := &s.verbs[f.k]
	if v.passive || v.object != "" {
		return nil
	}
	if f.prep == "avec" || f.prep == "with" { // "Avec Y, X a discuté"
		if len(s.phrases) > 0 && f.lo == 0 {
			if p := &s.phrases[0]; p.from > 0 && p.from <= 2 && p.prep == f.prep && s.toks[0].is(f.prep) {
				return r.listed(s, 0, v.from)
			}
		}
	}
	if f.lo < 2 {
		return nil
	}
	at := f.lo - 1 // the relative pronoun
	switch t := &s.toks[at]; {
	case t.is3("que", "qu'", "whom") && f.prep == "":
	case t.is2("qui", "whom") && s.toks[at-1].is(f.prep):
		at--
	default:
		return nil
	}
	if at > 0 && s.toks[at-1].is(",") && s.phraseEnding(at) < 0 {
		at--
	}
	if i := s.phraseEnding(at); i >= 0 && (len(s.phrases[i].people) > 0 || s.phrases[i].title != nil && !s.phrases[i].title.many()) {
		return r.partiesIn(s, i)
	}
	return nil
}

// listed resolves the phrases of the list that starts with phrase i.
func (r *reader) listed(s *sentence, i, limit int) []EntityID {
	var out []EntityID
	for _, k := range s.list(i, limit, -1) {
		if p := &s.phrases[k]; len(p.people) > 0 && s.ownsSomebody(p) {
			continue // "A and B's deputy, C"
		}
		for _, id := range r.partiesIn(s, k) {
			if !hasEntity(out, id) {
				out = extend(&r.mem.ids, out, id)
			}
		}
	}
	return out
}

// led returns the phrase of the named head of a delegation among tokens
// [lo, hi): "une délégation conduite par X"; -1 where there is none.
func (s *sentence) led(lo, hi int) int {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from > lo && p.from < hi && len(p.people) > 0 && s.leadWord(p.from) {
			return i
		}
	}
	return -1
}

// ledEnd returns where the clause of the verb after verb k ends if it only tells who leads:
// "received a delegation led by X"; 0 where it does not.
func (s *sentence) ledEnd(k int) int {
	if k+1 >= len(s.verbs) {
		return 0
	}
	next := &s.verbs[k+1]
	if i := s.phraseFrom(next.to + 1); i < 0 || len(s.phrases[i].people) == 0 || !s.leadWord(next.to+1) || s.copulaBetween(s.verbs[k].to-1, next.to) {
		return 0
	}
	for j := s.verbs[k].to; j < next.from; j++ {
		if s.toks[j].of(groupWords) {
			return next.to + 2
		}
	}
	return 0
}

// leadWord reports whether "conduite par" or "led by" stands before token at,
// after a word for several people.
func (s *sentence) leadWord(at int) bool {
	if s.headedBy(at) || s.underLead(at) {
		return true
	}
	by := at - 1
	for n := 0; n < 2 && by > 0 && !s.toks[by].is2("par", "by"); n++ { // "led by the Lithuanian X"
		by--
	}
	return by > 0 && s.toks[by].is2("par", "by") &&
		s.toks[by-1].isAny("conduite", "menee", "dirigee", "emmenee", "presidee", "pilotee", "conduits", "diriges", "conduit", "dirige", "emmene", "led", "headed", "chaired", "emmenes", "menes", "emmenees", "menees", "conduites", "dirigees", "spearheaded")
}

// headedBy reports whether what stands before token i tells that the one named there leads a
// delegation: "avec à sa tête X", "que dirige X".
func (s *sentence) headedBy(i int) bool {
	if at(s.toks, i).is("sa") && at(s.toks, i+1).is("tete") {
		return at(s.toks, i-1).is("à") // the phrase is "sa tête X"
	}
	if i > 0 && s.toks[i-1].in(isArticle) {
		i--
	}
	switch b := at(s.toks, i-1); {
	case b.is("tete"):
		return at(s.toks, i-2).is("sa") && at(s.toks, i-3).is("à")
	case b.of(leadsHimWords):
		return at(s.toks, i-2).is2("que", "qu'") && (at(s.toks, i-3).in(isPeople) || s.groupBefore(i-2))
	}
	return false
}

// underLead reports whether the words around who is named at token i put a delegation under
// him: "placée sous la conduite de X", "with X at its head", "avec X à sa tête".
func (s *sentence) underLead(i int) bool {
	k := i - 1
	for n := 0; n < 2 && k > 0 && at(s.toks, k).kind == word && !s.toks[k].of(ofWithWords); n++ { // "de l'ancien président X"
		k--
	}
	switch t := at(s.toks, k); {
	case t.isAny("de", "d'", "du", "of"):
		noun := at(s.toks, k-1)
		return noun.isAny("conduite", "direction", "houlette", "autorite", "leadership") && at(s.toks, k-3).is2("sous", "under") && s.groupBefore(k-3)
	case t.is2("with", "avec"):
		p := s.phraseFrom(i)
		if p < 0 {
			return false
		}
		to := s.phrases[p].to
		return at(s.toks, to).is2("at", "à") && at(s.toks, to+1).isAny("its", "their", "the", "sa", "leur") && at(s.toks, to+2).is3("head", "helm", "tete")
	}
	return false
}

// groupBefore reports whether a word for several people stands among the tokens before token i.
func (s *sentence) groupBefore(i int) bool {
	const reach = 9
	for j := i - 1; j >= 0 && j > i-reach; j-- {
		if s.toks[j].isAny("delegation", "mission", "equipe", "groupe") {
			return true
		}
	}
	return false
}

// ownsSomebody reports whether a phrase only tells whose a person is: "X's stand-in, Y".
func (s *sentence) ownsSomebody(p *phrase) bool {
	const reach = 3
	if !at(s.toks, p.to).is("'s") {
		return false
	}
	for j := p.to + 1; j < len(s.toks) && j <= p.to+reach; j++ {
		t := &s.toks[j]
		if t.lex.noun.contact || t.in(isVenue) || t.kind != word {
			return false
		}
		if _, n := headAt(s.toks, j); n > 0 || t.in(isAbsence) || t.is2("stand-in", "deputy") {
			return true
		}
	}
	return false
}
