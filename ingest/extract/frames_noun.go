package extract

// onProgramme reports whether a noun of contact at token n is what a programme holds or what is
// being prepared: "X's agenda includes a meeting", "on the programme is", "preparations are
// under way for a meeting".
func (s *sentence) onProgramme(n int) bool {
	const reach = 14 // tokens before the noun
	if !s.of(programmeWords) {
		return false
	}
	for j := n + 1; j+2 < len(s.toks) && j < n+16 && !s.toks[j].is4(";", ":", "that", "."); j++ {
		if s.toks[j].is("follows") && (s.inDate(j+1) || s.inDate(j+2) || s.toks[j+1].kind == punct) {
			return true // "an audience with X follows on Friday"
		}
	}
	for j := n + 1; j+2 < len(s.toks) && j < n+24 && !s.toks[j].is4(";", ":", "that", "."); j++ {
		if s.toks[j].lex.be == present && s.toks[j+1].is("being") && s.toks[j+2].isAny("prepared", "arranged", "organised", "organized", "planned", "set", "considered", "discussed", "worked", "readied") {
			return true // "a meeting between X and Y is being prepared"
		}
	}
	lists := false
	for j := n - 1; j >= 0 && j > n-reach; j-- {
		t := &s.toks[j]
		if t.is4(";", ":", "that", "who") {
			return false
		}
		switch {
		case t.isAny("includes", "include", "features", "foresees", "provides", "lists", "contains", "is", "are", "comprises", "figures", "figure"):
			lists = true
		case t.isAny("programme", "program", "agenda", "schedule", "diary", "itinerary", "calendar"):
			return lists
		case t.is("preparations"):
			return lists || at(s.toks, j-1).is2("making", "under")
		}
	}
	return false
}

// ownerBefore returns the person whose programme, visit or office stands before the noun of
// contact at token n, None where there is none: "on X's programme is a meeting with Y", "the
// highlight of X's visit was a meeting with Y", "X's office said no call with Y took place".
func (r *reader) ownerBefore(s *sentence, n int) EntityID {
	who := None
	for j := 0; j+1 < n; j++ {
		if s.toks[j].is2("his", "her") && s.toks[j+1].of(programmeWords) {
			return r.possessor(s, j+1)
		}
	}
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.to >= n {
			break
		}
		if len(p.people) == 0 {
			continue
		}
		owned := at(s.toks, p.to).is2("'s", "'")
		owns := false
		for j := p.to + 1; owned && j < p.to+5 && j < n; j++ {
			owns = owns || s.toks[j].in(isTrip) || s.toks[j].isAny("programme", "program", "agenda", "schedule", "diary", "itinerary", "calendar", "office", "spokesman", "spokeswoman", "spokesperson", "aides", "cabinet", "ministry", "day", "morning", "afternoon", "evening", "time", "hour")
		}
		if !owns || who != None {
			return None
		}
		who = r.person(p.people[0].text)
	}
	return who
}

// awaitedBy asserts what "talks with X await Y in Oslo" tells.
func (r *reader) awaitedBy(s *sentence, found int) {
	awaited := false
	for k := range s.verbs {
		awaited = awaited || s.verbs[k].verb.can(awaits)
	}
	for _, n := range s.nouns {
		if !awaited {
			return
		}
		if _, ok := s.toks[n].contactNoun(); !ok {
			continue
		}
		i, between := s.partyOf(n)
		if i < 0 || between {
			continue
		}
		for k := range s.verbs {
			v := &s.verbs[k]
			if !v.verb.can(awaits) || v.passive || v.bare || v.neg || v.from < s.phrases[i].to || v.from > s.phrases[i].to+1 {
				continue
			}
			j := s.firstPhrase(v.to)
			if j >= len(s.phrases) || s.phrases[j].from > v.to+1 {
				return
			}
			f := framed{who: r.peopleOf(s, []int{j}), others: r.peopleOf(s, []int{i}), status: Planned, dir: future, hi: len(s.toks), pivot: v.from}
			if v.tense == preterite {
				f.status, f.dir = Occurred, past
			}
			r.frame(s, found, "contact/noun", f)
			return
		}
	}
}

// expecting asserts what "X is expecting Y in Oslo on Friday", "X expects Y on Friday" tell:
// with a day or place right after Y it is no more than a visit to come.
func (r *reader) expecting(s *sentence, found int) {
	for j := 1; j < len(s.toks) && !s.contended(); j++ {
		if !s.toks[j].of(expectWords) {
			continue
		}
		if r.whomExpected(s, j) {
			return
		}
		i := s.firstPhrase(j + 1)
		if i >= len(s.phrases) || s.phrases[i].from > j+2 || !s.phrases[i].isSomebody() || s.phrases[i].prep != "" {
			continue
		}
		list := s.list(i, len(s.toks), -1)
		end := s.phrases[list[len(list)-1]].to
		next, dated := at(s.toks, end), s.inDate(end) || s.inDate(end+1)
		if !dated && !next.in(isPlacePreposition) && !next.is("too") || next.is2("to", "'s") {
			continue
		}
		be := j
		for be > 0 && (s.toks[be-1].lex.be != noTense || s.toks[be-1].in(isModal|isAdverb)) {
			be--
		}
		for k := be; k < j; k++ {
			if s.toks[k].in(isNegation) || s.toks[k].lex.be == preterite {
				return
			}
		}
		who := r.peopleOf(s, r.subjectAt(s, be, -1))
		if len(who) == 0 {
			continue
		}
		others := r.peopleOf(s, list)
		if p := &s.phrases[i]; len(p.people) == 0 && p.title == nil {
			if others = []EntityID{r.meant(s, i, who)}; others[0] == None {
				continue // "expects him in Oslo on Friday"
			}
		}
		r.frame(s, found, "contact/verb", framed{who: who[:1], others: others, status: Planned, dir: future, hi: len(s.toks), pivot: j, set: !dated && !next.is("too")})
		return
	}
}

// isSomebody reports whether a phrase means one person or names some: "him", "the visitor", "the minister".
func (p *phrase) isSomebody() bool {
	switch {
	case len(p.people) > 0, p.tells(), p.title != nil && p.title.definite() && !p.title.many():
		return true
	}
	return p.title == nil && (p.pronoun == "him" || p.pronoun == "her")
}

// inAddition asserts of those who are named with "besides" or "in addition to" what their
// sentence tells of others: "Besides Y, X also saw Z".
func (r *reader) inAddition(s *sentence, found int) {
	t := func(n int) *token { return at(s.toks, n) }
	from := -1
	switch {
	case t(0).is("besides"):
		from = 1
	case t(0).is3("apart", "aside", "as") && t(1).is2("from", "well"), t(0).is("along") && t(1).is("with"):
		from = 2
	case t(0).is("in") && t(1).is("addition") && t(2).is("to"):
		from = 3
	}
	i := s.firstPhrase(max(from, 0))
	if from < 0 || i >= len(s.phrases) || s.phrases[i].from > from+1 || len(s.phrases[i].people) == 0 {
		return
	}
	list := s.list(i, len(s.toks), -1)
	end := s.phrases[list[len(list)-1]].to
	if !at(s.toks, end).is(",") && !at(s.toks, end-1).is(",") {
		return
	}
	for k := found; k < len(r.res.Assertions); k++ {
		a := r.res.Assertions[k]
		if a.Kind >= HoldsRole || a.Quote != s.span || len(a.Participants) != 2 || a.Participants[0].Side == 0 {
			continue
		}
		who := a.Participants[0].Entity
		a.Participants = nil
		for _, id := range r.peopleOf(s, list) {
			if id != who && !r.paired(who, id, found, found, a.Status) {
				r.pairs(a, []EntityID{who}, []EntityID{id})
			}
		}
		return
	}
}

// sameWith asserts what "she did the same with Y", "Y was next", "then came Y" tell after a
// contact: another of the same sort of whom that was about.
func (r *reader) sameWith(s *sentence, found int) {
	last := r.lastTold()
	if last == nil || len(r.topical) == 0 || r.topicalAt != r.block || last.Quote == s.span || last.Kind >= HoldsRole || len(last.Participants) != 2 || last.Participants[0].Side == 0 {
		return
	}
	i := s.sameAs()
	if i < 0 {
		return
	}
	who := last.Participants[0].Entity
	others := r.listed(s, i, len(s.toks))
	if !r.allPeople(others) || hasEntity(others, who) || r.paired(who, others[0], found, found, last.Status) {
		return
	}
	a := Assertion{Kind: last.Kind, Status: last.Status, Place: last.Place, ClaimedBy: None, Quote: s.span, Rule: againRule, Role: Role{Body: None, Country: None}}
	dir := past
	if a.Status == Planned {
		dir = future
	}
	if a.Date = r.dateIn(s, 0, len(s.toks), len(s.toks), dir); a.Date.IsZero() {
		a.Date = last.Date
	}
	r.pairs(a, []EntityID{who}, others)
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
}

// sameAs returns the phrase of whom a sentence adds to the contact told before it, -1 where it
// adds nobody.
func (s *sentence) sameAs() int {
	const short = 14 // tokens of such a sentence
	if len(s.toks) > short {
		return -1
	}
	for j := range s.toks {
		t, next := &s.toks[j], at(s.toks, j+1)
		if !t.of(onceMoreWords) && !t.is2("was", "is") {
			continue
		}
		from := -1
		switch {
		case t.is("same") && next.is2("with", "for") && at(s.toks, j-1).is("the") && s.toks[max(0, j-2)].is3("did", "does", "do"):
			from = j + 2
		case t.is2("then", "next") && j == 0 && next.is3("came", "comes", "was"), t.is3("came", "was", "is") && next.is("next") && j > 0 && (j+2 >= len(s.toks) || at(s.toks, j+2).kind == punct || s.inDate(j+2) || s.inDate(j+3)):
			if from = j + 2; j > 0 {
				if i := s.phraseEnding(j); i >= 0 && s.phrases[i].from == 0 && len(s.phrases[i].people) > 0 {
					return i
				}
				continue
			}
		case t.is("similar") && next.isAny("call", "conversation", "talk", "message", "meeting", "talks"), t.is("another") && next.is2("call", "conversation") && j == 0:
			for k := j + 2; k < j+6 && !at(s.toks, k).is3("for", "by", "of"); k++ {
				if at(s.toks, k).is3("to", "with", "from") {
					from = k + 1
				}
			}
		}
		if i := s.firstPhrase(from); from > 0 && i < len(s.phrases) && s.phrases[i].from <= from+1 && len(s.phrases[i].people) > 0 && !s.phrases[i].weak {
			return i
		}
	}
	return -1
}

// handedOver asserts that who gives up a post and who takes it were together at the occasion
// of which the sentence tells: "X took over the presidency from Y at a ceremony in Oslo".
func (r *reader) handedOver(s *sentence, found int) {
	for j := 1; s.of(postWords) && j < len(s.toks); j++ {
		t := &s.toks[j]
		if !t.of(postWords) {
			continue
		}
		over := t.is4("took", "takes", "handed", "hands") && at(s.toks, j+1).is("over") || t.isAny("received", "handed", "passed", "inherited", "take") && !at(s.toks, j+1).is("over")
		if !over || !s.handsOver(j) {
			continue
		}
		for i := s.firstPhrase(j + 1); i < len(s.phrases) && s.phrases[i].from < j+18; i++ {
			p := &s.phrases[i]
			if p.prep != "from" && p.prep != "to" || len(p.people) == 0 || at(s.toks, p.to).is2("'s", "'") {
				continue
			}
			who := r.peopleOf(s, r.subjectAt(s, s.verbStart(j), -1))
			if len(who) == 1 {
				r.frame(s, found, "contact/verb", framed{who: who, others: r.peopleOf(s, []int{i}), dir: past, hi: len(s.toks), pivot: j, set: true})
			}
			return
		}
	}
}

// handsOver reports whether a post or its emblem is what is handed over after token j, at an
// occasion that the sentence names.
func (s *sentence) handsOver(j int) bool {
	post, at := false, false
	for k := j + 1; k < len(s.toks) && k < j+40 && (post || k < j+7); k++ {
		t := &s.toks[k]
		post = post || k < j+7 && t.isAny("chair", "chairmanship", "presidency", "gavel", "baton", "helm", "leadership", "reins", "torch", "seals", "keys", "office", "command")
		at = at || t.is3("ceremony", "summit", "handover") || t.is2("meeting", "session") && k > j+7
	}
	return post && at
}

// anotherWith asserts what "and another with Y" adds to the contact of which its sentence has
// told.
func (r *reader) anotherWith(s *sentence, found int) {
	for j := 1; s.of(onceMoreWords) && j+1 < len(s.toks); j++ {
		if !s.toks[j].of(onceMoreWords) || !s.toks[j].isAny("another", "one", "others", "third") || !s.toks[j+1].is2("with", "to") || !s.toks[j-1].is3("and", ",", "a") {
			continue
		}
		i := s.firstPhrase(j + 2)
		if i >= len(s.phrases) || s.phrases[i].from > j+3 || len(s.phrases[i].people) == 0 {
			continue
		}
		for k := found; k < len(r.res.Assertions); k++ {
			a := r.res.Assertions[k]
			if a.Kind >= HoldsRole || a.Quote != s.span || len(a.Participants) != 2 || a.Participants[0].Side == 0 {
				continue
			}
			others := r.listed(s, i, len(s.toks))
			who := a.Participants[0].Entity
			for m := len(r.res.Assertions) - 1; m > k; m-- { // what another rule has made of the words
				if b := &r.res.Assertions[m]; b.Kind < HoldsRole && b.Quote == s.span && len(b.Participants) == 2 && hasParty(b, others[0]) && !hasParty(b, who) {
					r.res.Assertions = append(r.res.Assertions[:m], r.res.Assertions[m+1:]...)
				}
			}
			r.topical = r.topical[:0]
			if !hasEntity(others, who) && !r.paired(who, others[0], found, found, a.Status) {
				a.Participants = nil
				r.pairs(a, []EntityID{who}, others)
			}
			r.topical, r.topicalAt = append(r.topical, k), r.block
			return
		}
	}
}

// listedFor asserts what a diary holds: "on her list of appointments are X and Y", "with X
// pencilled in for Monday". It lies ahead.
func (r *reader) listedFor(s *sentence, found int) {
	for j := 0; s.of(programmeWords) && j < len(s.toks); j++ {
		t := &s.toks[j]
		if !t.of(programmeWords) {
			continue
		}
		f := framed{status: Planned, dir: future, hi: len(s.toks), pivot: j}
		i := -1
		switch {
		case j > 0 && t.isAny("list", "programme", "program", "agenda", "schedule", "diary", "itinerary") && s.toks[0].is("on"):
			be := j + 1
			for be < j+10 && be < len(s.toks) && !s.toks[be].is2("is", "are") {
				be++
			}
			if i = s.firstPhrase(be); be < len(s.toks) && i < len(s.phrases) && (s.phrases[i].from > be+1 || !s.toks[be].is2("is", "are")) {
				i = -1
			}
			if f.who = r.ownerOf(s, j); len(f.who) == 0 {
				return
			}
		case t.isAny("pencilled", "penciled", "lined", "booked") && at(s.toks, j+1).isAny("in", "up", "for"):
			i = s.phraseEnding(j)
			if i < 0 || s.phrases[i].prep != "with" {
				continue
			}
			for k := range s.phrases[:i] {
				if s.mayAct(&s.phrases[k]) {
					f.who, f.lo = r.partiesIn(s, k), s.phrases[i].from
				}
			}
		}
		if i < 0 || i >= len(s.phrases) || len(s.phrases[i].people) == 0 || s.phrases[i].weak || len(f.who) == 0 {
			continue
		}
		f.others, f.who = r.listed(s, i, len(s.toks)), f.who[:1]
		r.frame(s, found, "contact/noun", f)
		return
	}
}

// pledgedBy asserts what "X obtained assurances from Y in Oslo", "X heard from Y in Oslo that"
// tell: with the place named, it was said there.
func (r *reader) pledgedBy(s *sentence, found int) {
	for j := 1; s.of(pledgeWords) && j < len(s.toks); j++ {
		if !s.toks[j].of(pledgeWords) {
			continue
		}
		verb := j
		for n := 0; n < 4 && verb > 0 && !s.toks[verb].isAny("sought", "obtained", "won", "secured", "extracted", "got", "received", "wrung", "heard", "learned", "learnt"); n++ {
			verb--
		}
		if !s.toks[verb].isAny("sought", "obtained", "won", "secured", "extracted", "got", "received", "wrung", "heard", "learned", "learnt") || s.toks[verb].cap || at(s.toks, verb-1).lex.be != noTense || at(s.toks, verb-1).in(isNegation) {
			continue
		}
		i := s.firstPhrase(j + 1)
		if i >= len(s.phrases) || s.phrases[i].from > j+4 || s.phrases[i].prep != "from" || len(s.phrases[i].people) == 0 || at(s.toks, s.phrases[i].to).is2("'s", "'") {
			continue
		}
		who := r.peopleOf(s, r.subjectAt(s, s.verbStart(verb), -1))
		if len(who) != 1 {
			continue
		}
		r.frame(s, found, "contact/scene", framed{who: who, others: r.peopleOf(s, []int{i}), dir: past, hi: s.sceneEnd(s.phrases[i].to), pivot: verb, placed: true})
		return
	}
}

// ofSeveral reports whether "of" at token j gives the noun of contact at n, which an adverbial
// parts from it, several people: "the meeting in Oslo on Tuesday of X and Y".
func (s *sentence) ofSeveral(n, j int) bool {
	i := s.firstPhrase(j + 1)
	if h, k := headAt(s.toks, min(j+1, len(s.toks)-1)); j == n+1 && (k == 0 || !h.plural) || i >= len(s.phrases) || s.phrases[i].from > j+2 || len(s.phrases[i].people) == 0 || !s.settingOnly(n+1, j) {
		return false
	}
	people := 0
	for _, k := range s.list(i, len(s.toks), -1) {
		people += len(s.phrases[k].people)
	}
	return people > 1
}

// heldAt reports whether a passive that tells of a contact that it takes place starts at token
// j of a sentence of English: "a phone talk was held on Tuesday between".
func (s *sentence) heldAt(j int) bool {
	k := s.verbAt(j)
	return k >= 0 && s.verbs[k].passive && s.verbs[k].verb.lemma == "hold" && !s.verbs[k].neg
}

// amongThose asserts what "among those who received X was Y", "Y was among those who talked to
// him" tell.
func (r *reader) amongThose(s *sentence, found int) {
	if !s.of(amongWords) {
		return
	}
	among := 0
	for among < len(s.toks) && !(s.toks[among].is("among") && at(s.toks, among+1).is("those") && at(s.toks, among+2).is("who")) {
		among++
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if among == len(s.toks) || v.from < among+3 || v.from > among+7 {
			continue
		}
		if !v.verb.can(contacts) || v.passive || v.neg || v.hedged {
			continue
		}
		i := s.firstPhrase(v.to)
		if i >= len(s.phrases) || s.phrases[i].from > v.to+2 || s.phrases[i].prep != "" && s.phrases[i].prep != v.verb.prep && s.phrases[i].prep != v.verb.also {
			continue
		}
		if at(s.toks, s.phrases[i].to).is2("'s", "'") {
			return
		}
		whom := r.peopleOf(s, []int{i})
		if p := &s.phrases[i]; p.pronoun != "" && p.title == nil {
			whom = nil
			if id := r.meant(s, i, nil); id != None {
				whom = []EntityID{id}
			}
		}
		var who []EntityID
		if among == 0 {
			be := s.phrases[i].to
			for be < len(s.toks) && s.toks[be].lex.be == noTense {
				be++
			}
			if j := s.firstPhrase(be + 1); j < len(s.phrases) && s.phrases[j].from <= be+2 && len(s.phrases[j].people) > 0 {
				who = r.listed(s, j, len(s.toks))
			}
		} else if s.toks[among-1].lex.be != noTense {
			who = r.peopleOf(s, r.subjectAt(s, among-1, -1))
		}
		if len(whom) == 1 && len(who) > 0 {
			kind := v.verb.kind
			r.frame(s, found, "contact/among", framed{who: whom, others: who, dir: past, hi: len(s.toks), pivot: v.from, kind: kind})
		}
		return
	}
}
