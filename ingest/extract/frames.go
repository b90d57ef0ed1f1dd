package extract

// Frames are orders of words in which English tells of a contact otherwise than by "X met
// Y": the topic as the subject ("trade was discussed with Y"), the other party as the
// predicate ("X's guest was Y"), inversion ("opposite X sat Y"), and what an opening tells
// of who speaks ("with Y at his side, X said"). French has other rules for most of these.

// frames asserts the contacts that frames of a sentence tell of.
func (r *reader) frames(s *sentence, found int) {
	for k := range s.verbs {
		if v := &s.verbs[k]; v.passive && !v.neg && !v.wish && !v.hedged && !v.failed && !s.told[k] {
			r.topicTaken(s, found, k)
			r.passedOn(s, found, k)
			r.mealGiven(s, found, k)
		}
	}
	r.companyWas(s, found)
	r.facing(s, found)
	r.receiving(s, found)
	r.awaitedBy(s, found)
	r.withFirst(s, found)
	r.withThen(s, found)
	r.beWith(s, found)
	r.seatedBetween(s, found)
	r.amongThose(s, found)
	r.inAddition(s, found)
	for _, rule := range frameRules {
		if s.of(rule.words) {
			rule.tell(r, s, found)
		}
	}
}

// frameRules are the rules that one of some words has to be there for.
var frameRules = []struct {
	words wordlist
	tell  func(r *reader, s *sentence, found int)
}{
	{besideWords, (*reader).besideSpeaker},
	{visitWords, (*reader).visitTo},
	{agreedWords, (*reader).agreedWith},
	{jointlyWords, (*reader).pledgedJointly},
	{pledgeWords, (*reader).pledgedBy},
	{enoughWords, (*reader).tookTime},
	{meWords, (*reader).toMe},
	{expectWords, (*reader).expecting},
	{postWords, (*reader).handedOver},
	{onceMoreWords, (*reader).anotherWith},
	{programmeWords, (*reader).listedFor},
	{onceMoreWords, (*reader).sameWith},
}

// framed is a contact that a frame tells of, before its day and place are looked for.
type framed struct {
	who, others []EntityID
	joint       bool // all at one table
	status      Status
	dir         direction
	lo, hi      int  // tokens of its clause
	pivot       int  // token of what tells of it
	set         bool // it counts only with a day or place
	placed      bool // it counts only with a place
	kind        Kind // unless the means tell another
	plain       bool // the status is told in so many words
}

// frame asserts what a frame tells, of those of whom the sentence has not told it yet. It
// reports whether there was anything to tell.
func (r *reader) frame(s *sentence, found int, rule string, f framed) bool {
	if len(f.who) == 0 {
		return false
	}
	var rest []EntityID
	for _, id := range f.others {
		if !hasEntity(f.who, id) && !r.paired(f.who[0], id, found, found, f.status) {
			rest = append(rest, id)
		}
	}
	if f.joint && len(f.others) == 0 && len(f.who) > 1 && !r.paired(f.who[0], f.who[1], found, found, f.status) {
		rest, f.who = f.who[1:], f.who[:1]
	}
	if len(rest) == 0 || !r.allPeople(f.who) || !r.allPeople(rest) {
		return false
	}
	a := Assertion{Kind: (&frame{s: s}).modeIn(f.lo, f.hi, f.kind), Place: None, ClaimedBy: r.claimAt(s, f.lo), Quote: s.span, Rule: rule, Status: f.status, plain: f.plain, Role: Role{Body: None, Country: None}}
	a.Date, a.Place = r.dateIn(s, f.lo, f.hi, f.pivot, f.dir), r.placeIn(s, f.lo, f.hi, f.pivot)
	if open := s.opening(); open > 0 && f.lo > 0 && s.mainClause(f.lo) {
		if a.Date.IsZero() {
			a.Date = r.dateIn(s, 0, open, open, f.dir)
		}
		if a.Place == None {
			a.Place = r.placeIn(s, 0, open, 0)
		}
	}
	if f.set && a.Date.IsZero() && a.Place == None && !remote(a.Kind) {
		return false
	}
	if f.placed && (a.Place == None || r.res.Entities[a.Place].Kind != Place) {
		return false
	}
	from := len(r.res.Assertions)
	if f.joint {
		for _, id := range append(f.who, rest...) {
			a.Participants = append(a.Participants, Participant{Entity: id})
		}
		r.add(a)
	} else {
		r.pairs(a, f.who, rest)
	}
	r.topical, r.topicalAt = r.topical[:0], r.block
	for i := from; i < len(r.res.Assertions); i++ {
		r.topical = append(r.topical, i)
	}
	return true
}

// partiesBy returns the people whom prepositions mark in the clause after a token, those
// of "with" in each part of it: "was discussed with A and fisheries with B".
func (r *reader) partiesBy(s *sentence, from int) (by, with, to []EntityID, end int) {
	end = from
	for i := s.firstPhrase(from); i < len(s.phrases); i++ {
		p := &s.phrases[i]
		if s.parts(end, p.from) {
			break
		}
		if at(s.toks, p.to).is2("'s", "'") || len(p.people) == 0 && p.pronoun == "" && (p.title == nil || p.title.many()) {
			continue
		}
		list := s.list(i, len(s.toks), -1)
		ids := r.peopleOf(s, list)
		if p.pronoun != "" && p.title == nil && p.pronoun != together {
			if id := r.meant(s, i, by); id != None {
				ids = []EntityID{id}
			}
		}
		switch p.prep {
		case "by":
			by = append(by, ids...)
		case "with":
			with = append(with, ids...)
		case "to":
			to = append(to, ids...)
		default:
			continue
		}
		i = list[len(list)-1]
		end = s.phrases[i].to
	}
	return by, with, to, end
}

// topicTaken asserts the contact that the passive of a verb of treating tells of: "arms
// deals were discussed with Y", "visas were raised by X with Y", "the plan was gone over
// by X and Y". Where nobody is said to have done it, it is whom the text is about.
func (r *reader) topicTaken(s *sentence, found, k int) {
	v := &s.verbs[k]
	if !v.verb.can(treats) || v.bare {
		return
	}
	for _, i := range r.subject(s, k) {
		if len(s.phrases[i].people) > 0 && !s.phrases[i].weak || s.phrases[i].pronoun == together {
			return // somebody who is the topic
		}
	}
	by, with, _, end := r.partiesBy(s, v.to)
	f := framed{who: by, others: with, pivot: v.from, status: Occurred}
	f.lo, _ = s.clause(k)
	f.hi = max(end, v.to)
	for f.hi < len(s.toks) && !boundary(&s.toks[f.hi]) && !s.verbFrom[f.hi] {
		f.hi++
	}
	var a Assertion
	f.dir = a.settle(v)
	f.status = a.Status
	switch {
	case len(by) == 0 && len(with) > 0 && r.lastSubject != None && !hasEntity(with, r.lastSubject):
		f.who = []EntityID{r.lastSubject}
	case len(by) > 1 && len(with) == 0:
		f.joint, f.set = true, true
	case len(by) == 0 || len(with) == 0:
		return
	}
	if r.frame(s, found, "contact/verb", f) {
		s.told[k] = true
	}
}

// passedOn asserts the contact of who hands something over with who gets it: "a message
// was delivered by X to Y".
func (r *reader) passedOn(s *sentence, found, k int) {
	v := &s.verbs[k]
	switch v.verb.lemma {
	case "hand", "deliver", "present", "submit":
	default:
		return
	}
	by, _, to, end := r.partiesBy(s, v.to)
	if len(by) != 1 || len(to) == 0 || len(r.peopleOf(s, r.subject(s, k))) > 0 {
		return
	}
	var a Assertion
	dir := a.settle(v)
	lo, hi := s.clause(k)
	r.frame(s, found, "contact/verb", framed{who: by, others: to, status: a.Status, dir: dir, lo: lo, hi: max(hi, end), pivot: v.from})
}

// mealGiven asserts what "a dinner was given for X by Y" tells, with the guest after "for"
// or "in honour of".
func (r *reader) mealGiven(s *sentence, found, k int) {
	v := &s.verbs[k]
	const reach = 16 // tokens on either side of the verb
	n := v.from - 1
	for n > 0 && n > v.from-reach && !s.toks[n].lex.noun.joint && !boundary(&s.toks[n]) && !s.verbFrom[n] {
		n--
	}
	if !v.verb.can(gives|hosts) && v.verb.lemma != "offer" || n < 0 || !s.toks[n].lex.noun.contact || !s.toks[n].lex.noun.joint {
		return
	}
	by, _, _, end := r.partiesBy(s, v.to)
	var guests []EntityID
	for i := s.firstPhrase(n + 1); i < len(s.phrases) && s.phrases[i].from < v.to+reach; i++ {
		p := &s.phrases[i]
		honoured := p.prep == "of" && at(s.toks, p.from-2).is2("honour", "honor")
		if p.prep == "for" || honoured {
			guests = r.peopleOf(s, s.list(i, len(s.toks), -1))
			break
		}
	}
	if len(by) == 0 {
		return
	}
	var a Assertion
	dir := a.settle(v)
	lo, hi := s.clause(k)
	r.frame(s, found, "contact/noun", framed{who: by, others: guests, status: a.Status, dir: dir, lo: min(lo, n), hi: max(hi, end), pivot: v.from})
}

// companyWas asserts what "X's visitor on Tuesday was Y", "their host was Y", "his
// interlocutors were Y and Z" tell: who is the predicate of a noun for company.
func (r *reader) companyWas(s *sentence, found int) {
	for n := 1; s.in(isGuest) && n < len(s.toks); n++ {
		if !s.toks[n].in(isGuest) || s.toks[n].cap {
			continue
		}
		be := n + 1
		for be < len(s.toks) && be < n+10 && s.toks[be].lex.be == noTense && !s.toks[be].in(isModal) && !s.hadBeen(be) {
			be++
		}
		start := n + 1
		for at(s.toks, start).is2("there", "here") {
			start++
		}
		if be >= len(s.toks) || be >= n+10 || start > be || !s.settingOnly(start, be) {
			continue
		}
		f := framed{who: r.ownerOf(s, n), pivot: be, hi: len(s.toks), dir: past}
		from := be + 1
		if s.toks[be].in(isModal) && at(s.toks, from).lex.be == infinitive {
			from++
		}
		if s.hadBeen(be) {
			from++
		}
		if last := r.lastTold(); last != nil && remote(last.Kind) && s.toks[n].is("caller") {
			f.kind = last.Kind
		}
		if t := &s.toks[be]; t.lex.be == futureTense || t.in(isModal) {
			f.status, f.dir = Planned, future
		}
		i := s.firstPhrase(from)
		if len(f.who) != 1 || i >= len(s.phrases) || s.phrases[i].from > from+1 || s.phrases[i].prep != "" || len(s.phrases[i].people) == 0 || s.phrases[i].weak {
			continue
		}
		f.others = r.listed(s, i, len(s.toks))
		r.frame(s, found, "contact/guest", f)
		return
	}
}

// hadBeen reports whether "had been" stands at token j.
func (s *sentence) hadBeen(j int) bool { return s.toks[j].is("had") && at(s.toks, j+1).is("been") }

// ownerOf returns whose the noun at n is: "X's first visitor", "his host", "the guest of X".
func (r *reader) ownerOf(s *sentence, n int) []EntityID {
	const reach = 4 // tokens of adjectives between owner and noun
	for j := n - 1; j >= 0 && j >= n-reach; j-- {
		t := &s.toks[j]
		if t.is("'s") || t.is("'") {
			if i := s.phraseEnding(j); i >= 0 {
				return r.peopleOf(s, []int{i})
			}
			return r.theGuest(s, j-1)
		}
		if t.is3("his", "her", "their") {
			if id := r.possessor(s, n); id != None {
				return []EntityID{id}
			}
			return nil
		}
		if t.kind != word || boundary(t) || s.verbFrom[j] {
			return nil
		}
	}
	return nil
}

// facing asserts what an inversion tells: "opposite X at the table sat Y", "waiting for
// X in Oslo was Y", "facing him was Y". Those who face each other in a vote or in court do
// not count.
func (r *reader) facing(s *sentence, found int) {
	from := s.facingStart()
	if from < 0 || s.contended() {
		return
	}
	i := s.firstPhrase(from)
	if i >= len(s.phrases) || s.phrases[i].from > from+1 {
		return
	}
	p := &s.phrases[i]
	if at(s.toks, p.to).is2("'s", "'") {
		return
	}
	be := p.to
	for be < len(s.toks) && be < p.to+12 && s.toks[be].lex.be == noTense && !s.toks[be].is3("sat", "stood", "will") {
		if boundary(&s.toks[be]) || s.toks[be].is(",") {
			return
		}
		be++
	}
	j := s.firstPhrase(be + 1)
	if j >= len(s.phrases) || j == i || s.phrases[j].from > be+2 || s.phrases[j].prep != "" || len(s.phrases[j].people) == 0 || s.phrases[j].weak {
		return
	}
	others := r.listed(s, j, len(s.toks))
	who := r.peopleOf(s, []int{i})
	if p.pronoun != "" && p.title == nil {
		if who = nil; r.lastSubject != None {
			who = []EntityID{r.lastSubject}
		}
	}
	f := framed{who: who, others: others, hi: len(s.toks), pivot: be, dir: past, set: true}
	if s.toks[be].is("will") {
		f.status, f.dir = Planned, future
	}
	r.frame(s, found, "contact/scene", f)
}

// facingStart returns the token after the words with which a sentence opens that puts
// somebody beside another, -1 where it opens otherwise.
func (s *sentence) facingStart() int {
	t := func(n int) *token { return at(s.toks, n) }
	switch {
	case t(0).is4("opposite", "facing", "beside", "alongside"), t(0).is4("awaiting", "greeting", "receiving", "welcoming"):
		return 1
	case t(0).is2("waiting", "next") && t(1).is2("for", "to"):
		return 2
	case t(0).is("across") && t(1).is("from"):
		return 2
	case t(0).is("across") && t(1).is("the") && t(2).is("table") && t(3).is("from"):
		return 4
	}
	return -1
}

// contended reports whether a sentence is of a vote, a match or a trial.
func (s *sentence) contended() bool {
	return s.of(contestWords)
}
