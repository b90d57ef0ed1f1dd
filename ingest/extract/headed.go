package extract

// Delegations known by their head where a sentence of its own names him: "X received a
// delegation of senators. Y led it." The head takes the place of the delegation, as he does
// where the sentence names him at once ("a delegation led by Y").

// headed finds whom a sentence tells to lead the delegation told of and puts him into the
// contact that was told of it.
func (r *reader) headed(s *sentence, found int) {
	id, own := r.headTold(s)
	if id == None {
		return
	}
	r.leader, r.leaderAt = id, r.sentence
	if own {
		return
	}
	for i := found; i < len(r.res.Assertions); i++ {
		if r.asHead(&r.res.Assertions[i], id) {
			return
		}
	}
	if r.ownContact(s, found) || r.topicalAt != r.block {
		return
	}
	if last := r.lastTold(); last != nil && r.asHead(last, id) {
		last.Support = append(last.Support, s.span)
	} else if r.before != nil && r.beforeBlock == r.block {
		r.headOfMany(s, id)
	}
}

// asHead puts the head of a delegation in its place in a contact, and reports whether it
// had one.
func (r *reader) asHead(a *Assertion, id EntityID) bool {
	if a.Kind >= RegularContact || len(a.Participants) < 2 || hasParty(a, id) {
		return false
	}
	group, people := -1, 0
	for i, p := range a.Participants {
		switch r.res.Entities[p.Entity].Kind {
		case Group:
			group = i
		case Person:
			people++
		}
	}
	if group < 0 || people == 0 {
		return false
	}
	a.Participants[group].Entity = id
	return true
}

// headTold returns whom a sentence tells to lead a delegation, None where it tells nobody;
// own is set where it is one that the sentence itself brings up: "led a delegation".
func (r *reader) headTold(s *sentence) (id EntityID, own bool) {
	if !s.of(leadsWords) && !s.of(headWords) && !s.in(isLead) {
		return None, false
	}
	for j := range s.toks {
		t := &s.toks[j]
		var who []EntityID
		switch {
		case t.lex.leads && s.theDelegation(j+1), t.lex.leads && s.whichLed(j): // also "a delegation which X headed"
			who = r.peopleOf(s, r.whoAttends(s, j))
		case t.lex.leads && at(s.toks, j+1).isAny("a", "an", "une", "un") && s.retinueAfter(j+2):
			who, own = r.peopleOf(s, r.whoAttends(s, j)), true
		case t.lex.leads && at(s.toks, j-1).is2("que", "qu'") && s.retinueBefore(j-1): // "une délégation que conduisait X"
			who = r.peopleOf(s, s.peopleFrom(j+1))
		case t.in(isLead) && at(s.toks, j+1).is2("by", "par") && s.itWas(j):
			who = r.peopleOf(s, s.peopleFrom(j+2))
		case t.isAny("head", "leader", "chef", "cheffe") && at(s.toks, j+1).is4("of", "de", "d'", "du") && s.theDelegation(j+2):
			who = r.apposedAt(s, j)
		case j == 1 && t.isAny("head", "leader", "chef", "cheffe") && s.toks[0].is3("its", "son", "sa") && at(s.toks, 2).is(","): // "Son chef, X, a dit"
			who = r.peopleOf(s, s.peopleFrom(2))
		}
		if len(who) == 1 {
			return who[0], own
		}
	}
	return None, false
}

// apposedAt returns whose function the word at token j is of: "X, head of".
func (r *reader) apposedAt(s *sentence, j int) []EntityID {
	for i := range s.phrases {
		if p := &s.phrases[i]; len(p.people) == 1 && p.from < j && (p.to >= j || j-p.to < 3 && at(s.toks, p.to).is(",")) {
			return []EntityID{r.person(p.people[0].text)}
		}
	}
	return nil
}

// theDelegation reports whether the delegation told of, with nothing that says whose it
// is, starts at token j: "the group,", "the US delegation", "cette mission".
func (s *sentence) theDelegation(j int) bool {
	const reach = 4
	if !at(s.toks, j).isAny("the", "la", "le", "l'", "this", "cette", "ce", "it") {
		return false
	}
	for k := j + 1; k < len(s.toks) && k < j+reach; k++ {
		if t := &s.toks[k]; t.lex.retinue || t.is2("groupe", "visiteurs") {
			return !at(s.toks, k+1).isAny("of", "de", "du", "d'", "des")
		} else if t.kind != word || s.verbFrom[k] {
			return false
		}
	}
	return false
}

// retinueBefore reports whether a noun for a delegation stands before token j, with what
// says whose it is and a comma perhaps.
func (s *sentence) retinueBefore(j int) bool {
	const reach = 8
	for k := j - 1; k >= 0 && k > j-reach; k-- {
		if t := &s.toks[k]; t.lex.retinue || t.is("groupe") {
			return true
		} else if s.verbFrom[k] || t.kind == punct && k != j-1 {
			return false
		}
	}
	return false
}

// whichLed reports whether "which" or "that" stands before the subject of the verb of
// leading at token j, after a delegation.
func (s *sentence) whichLed(j int) bool {
	i := s.phraseEnding(j)
	return i >= 0 && len(s.phrases[i].people) == 1 && at(s.toks, s.phrases[i].from-1).is2("which", "that") && s.retinueBefore(s.phrases[i].from-1)
}

// retinueAfter reports whether a noun for a delegation stands within some words from
// token j on.
func (s *sentence) retinueAfter(j int) bool {
	const reach = 4
	for k := j; k < len(s.toks) && k < j+reach; k++ {
		if s.toks[k].lex.retinue {
			return true
		}
	}
	return false
}

// itWas reports whether the participle at token j is told of the delegation: "it was led",
// "celle-ci était conduite", "the group was headed".
func (s *sentence) itWas(j int) bool {
	be := j - 1
	for be > 0 && (s.toks[be].in(isAdverb) || s.toks[be].helps(helpsPassive)) {
		be--
	}
	if be < 1 || s.toks[be].lex.be == noTense {
		return false
	}
	prev := &s.toks[be-1]
	return prev.isAny("it", "elle", "celle-ci", "celui-ci", "which", "laquelle", "they") || prev.lex.retinue && at(s.toks, be-2).isAny("the", "la", "le", "l'")
}

// headOfMany asserts the contact of the head with who received, in the sentence before,
// several people known only by what they are: "X welcomed four members of Congress."
func (r *reader) headOfMany(s *sentence, id EntityID) {
	p := r.before
	for k := range p.verbs {
		v := &p.verbs[k]
		if !v.verb.can(receives|contacts) || v.passive || v.neg || v.wish || v.hedged || v.bare || p.told[k] {
			continue
		}
		if !p.manyObject(v.to) {
			continue
		}
		who := r.peopleOf(p, r.subject(p, k))
		if len(who) != 1 || who[0] == id {
			continue
		}
		a := Assertion{Kind: Meeting, Place: None, ClaimedBy: None, Quote: p.span, Rule: "contact/verb", Role: Role{Body: None, Country: None}, Support: []Span{s.span}}
		dir := a.settle(v)
		lo, hi := p.clause(k)
		a.Kind = (&frame{s: p}).modeIn(lo, hi, v.verb.kind)
		a.Date, a.Place = r.dateIn(p, lo, hi, v.from, dir), r.placeIn(p, lo, len(p.toks), v.from)
		r.pairs(a, who, []EntityID{id})
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		r.guest, r.guestAt, r.host = id, r.sentence, who[0]
		return
	}
}

// manyObject reports whether the object that starts at token j is of several people of
// whom none is named: "five lawmakers", "des sénateurs".
func (s *sentence) manyObject(j int) bool {
	const reach = 8
	for k := j; k < len(s.toks) && k < j+reach; k++ {
		t := &s.toks[k]
		if i := s.phraseFrom(k); i >= 0 && len(s.phrases[i].people) > 0 {
			return false
		}
		if t.lex.unit > 1 || t.kind == number && !s.inDate(k) || t.lex.several || t.is2("plusieurs", "several") || t.lex.retinue || t.in(isPeople) || t.lex.many || t.is("des") && at(s.toks, k+1).kind == word && !at(s.toks, k+1).cap {
			return !s.inDate(k)
		}
		if boundary(t) || s.verbFrom[k] {
			return false
		}
	}
	return false
}

// freshHead returns the head of the delegation of which the sentence before told, None
// where it told of none.
func (r *reader) freshHead() EntityID {
	if r.leader == None || r.sentence-r.leaderAt > 1 {
		return None
	}
	return r.leader
}

// theGroup returns the head of a delegation where token j starts "the group", "le groupe",
// "la mission" with nothing after it that says whose it is; None elsewhere.
func (r *reader) theGroup(s *sentence, j int) EntityID {
	const recent = 4 // sentences since it was told of
	if r.leader == None || r.sentence-r.leaderAt > recent || !s.theDelegation(j) || at(s.toks, j).is("it") {
		return None
	}
	return r.leader
}

// headBefore returns the head of the delegation that is the subject of the k-th verb: "it
// was received", "le groupe a vu"; none where the subject is something else.
func (r *reader) headBefore(s *sentence, k int) []EntityID {
	const longest = 4 // tokens of "the five-member delegation"
	for k > 0 && at(s.toks, s.verbs[k].from-1).is3("and", "et", "puis") {
		k--
	}
	end := s.verbs[k].from
	if id := r.freshHead(); id != None && at(s.toks, end-1).is4("it", "they", "elle", "celle-ci") {
		return []EntityID{id}
	}
	for j := end - 2; j >= 0 && j >= end-longest; j-- {
		if id := r.theGroup(s, j); id != None {
			return []EntityID{id}
		}
	}
	return nil
}

// envoys returns the head of a delegation of which "the envoys" before token end are the
// members; None where they are not.
func (r *reader) envoys(s *sentence, end int) EntityID {
	const recent, longest = 4, 3
	if r.leader == None || r.sentence-r.leaderAt > recent {
		return None
	}
	for j := end - 1; j > 0 && j >= end-longest; j-- {
		if s.toks[j].isAny("emissaires", "envoyes", "visiteurs", "parlementaires", "senateurs", "deputes", "elus", "mediateurs", "envoys", "emissaries", "visitors", "lawmakers", "senators", "mediators") {
			if at(s.toks, j-1).isAny("les", "the") {
				return r.leader
			}
			return None
		}
	}
	return None
}

// itsHead reports whether "elle" is a delegation told of before, since no woman has been
// named since.
func (r *reader) itsHead() bool {
	const recent = 2 // sentences
	if r.leader == None || r.sentence-r.leaderAt > recent {
		return false
	}
	for _, id := range r.recent {
		if r.guess(id) == female {
			return false
		}
	}
	return r.guess(r.leader) != female
}
