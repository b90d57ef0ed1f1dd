package extract

// besideSpeaker asserts the contact of who says or does something with whom the sentence
// puts beside him: "speaking alongside Y, X said", "with Y at his side, X announced", "X,
// standing next to Y, told reporters". It counts only with a day or place.
func (r *reader) besideSpeaker(s *sentence, found int) {
	for j := 0; s.of(besideWords) && j < len(s.toks); j++ {
		if !s.toks[j].of(besideWords) {
			continue
		}
		from := s.besideAt(j)
		if from < 0 {
			continue
		}
		i := s.firstPhrase(from)
		if i >= len(s.phrases) || s.phrases[i].from > from+1 || len(s.phrases[i].people) == 0 || s.phrases[i].weak || at(s.toks, s.phrases[i].to).is2("'s", "'") {
			continue
		}
		list := s.list(i, len(s.toks), -1)
		end := s.phrases[list[len(list)-1]].to
		if s.toks[j].is("with") && !s.byHisSide(end) {
			continue
		}
		var who []EntityID
		switch k := s.phraseEnding(j); {
		case j == 0:
			who = r.peopleOf(s, r.followingSubject(s, end-1))
		case s.toks[j-1].is(",") && s.phraseEnding(j-1) >= 0:
			who = r.peopleOf(s, []int{s.phraseEnding(j - 1)})
		case k >= 0 && s.phrases[k].comma:
			who = r.peopleOf(s, []int{k})
		}
		if len(who) == 0 || s.contended() || s.toks[j].is("with") && r.inContact(s, found, who[:1]) {
			continue // they met under his eyes
		}
		f := framed{who: who[:1], others: r.peopleOf(s, list), hi: len(s.toks), pivot: end, dir: past, set: true}
		for k := range s.verbs { // the status is that of what is said or done there
			if v := &s.verbs[k]; v.from >= end && !v.bare {
				if v.neg || v.hedged || v.wish {
					return
				}
				var a Assertion
				f.dir = a.settle(v)
				f.status = a.Status
				break
			}
		}
		if f.status == Occurred || f.status == Planned {
			r.frame(s, found, "contact/scene", f)
		}
		return
	}
}

// besideAt returns the token at which those stand whom words at token j put beside somebody,
// -1 where they do not.
func (s *sentence) besideAt(j int) int {
	t := &s.toks[j]
	if j > 0 && !s.toks[j-1].is(",") && s.phraseEnding(j) < 0 {
		return -1
	}
	if t.isAny("speaking", "standing", "appearing", "sitting", "seated", "posing", "walking", "side") {
		j++
		t = at(s.toks, j)
		for n := 0; n < 4 && t.kind == word && !t.isAny("alongside", "beside", "next", "opposite", "side"); n++ {
			if !t.isAny("to", "reporters", "the", "press", "in", "on", "stage") && !t.cap && !s.inDate(j) {
				return -1
			}
			j++
			t = at(s.toks, j)
		}
	} else if t.is("with") && (j == 0 || s.toks[j-1].is(",")) {
		return j + 1
	} else if t.is("in") && j == 0 && at(s.toks, 1).is("the") && at(s.toks, 2).is("presence") && at(s.toks, 3).is("of") {
		return 4
	} else if j > 0 || !t.is("alongside") {
		return -1
	}
	switch {
	case t.is3("alongside", "beside", "opposite"):
		return j + 1
	case t.is("next") && at(s.toks, j+1).is("to"):
		return j + 2
	case t.is("side") && at(s.toks, j+1).is("by") && at(s.toks, j+2).is("side") && at(s.toks, j+3).is("with"):
		return j + 4
	}
	return -1
}

// byHisSide reports whether words at token j tell that those named before it are beside
// the subject: "at his side", "beside her", "standing next to him", "looking on".
func (s *sentence) byHisSide(j int) bool {
	if at(s.toks, j).isAny("standing", "sitting", "seated") {
		j++
	}
	t, next := at(s.toks, j), at(s.toks, j+1)
	switch {
	case t.is3("beside", "alongside", "opposite") && next.is3("him", "her", "them"),
		t.is2("at", "by") && next.is3("his", "her", "their") && at(s.toks, j+2).is3("side", "elbow", "table"),
		t.is("next") && next.is("to") && at(s.toks, j+2).is3("him", "her", "them"),
		t.is("looking") && next.is("on"), t.is("standing") && next.is("by"):
		return true
	}
	return false
}

// receiving asserts what the gerund that opens a sentence tells: "Receiving Y in Oslo on
// Tuesday, X praised", "Welcoming Y to the palace, X".
func (r *reader) receiving(s *sentence, found int) {
	first, ok := r.g.verbForm(&s.toks[0], gerund)
	if !ok || !first.verb.can(contacts) || first.verb.prep != "" || first.verb.reflexive || first.verb.can(awaits|passively) {
		return
	}
	i := s.firstPhrase(1)
	if i >= len(s.phrases) || s.phrases[i].from > 2 || s.phrases[i].prep != "" || len(s.phrases[i].people) == 0 || at(s.toks, s.phrases[i].to).is2("'s", "'") {
		return
	}
	list := s.list(i, len(s.toks), -1)
	end := s.phrases[list[len(list)-1]].to
	subject := r.followingSubject(s, end-1)
	if next := at(s.toks, end); len(subject) == 0 || next.kind == word && !next.in(isPreposition|isPlacePreposition) && !next.in(isAdverb) && !s.inDate(end) {
		return // "Seeing X weakened"
	}
	f := framed{who: r.peopleOf(s, subject[:1]), others: r.peopleOf(s, list), hi: s.phrases[subject[0]].from, dir: past}
	for k := range s.verbs {
		if v := &s.verbs[k]; v.from > f.hi && !v.bare {
			var a Assertion
			if f.dir = a.settle(v); a.Status == Planned {
				f.status = Planned
			}
			if v.neg || v.hedged || v.wish {
				return
			}
			break
		}
	}
	r.frame(s, found, "contact/opening", f)
}

// visitTo asserts a call that somebody pays as a noun tells it: "X's visit to Y", "the
// visit of X to Y", "began her stay with a courtesy call on Y".
func (r *reader) visitTo(s *sentence, found int) {
	for n := 1; s.of(visitWords) && n+2 < len(s.toks); n++ {
		t := &s.toks[n]
		if !t.of(visitWords) || t.cap || !t.is2("visit", "call") || s.inVerb(n) {
			continue
		}
		of := None
		j := n + 1
		if i := s.firstPhrase(j); t.is("visit") && at(s.toks, j).is("of") && i < len(s.phrases) && s.phrases[i].from <= j+2 && len(s.phrases[i].people) == 1 {
			of, j = r.person(s.phrases[i].people[0].text), s.phrases[i].to
		}
		if t.is("visit") && !at(s.toks, j).is("to") || t.is("call") && !at(s.toks, j).is("on") {
			continue
		}
		i := s.firstPhrase(j + 1)
		if i >= len(s.phrases) || s.phrases[i].from > j+2 || len(s.phrases[i].people) == 0 || s.phrases[i].weak || at(s.toks, s.phrases[i].to).isAny("'s", "'", "to", "for") {
			continue
		}
		who := []EntityID{of}
		if of == None {
			if who = r.ownerOf(s, n); len(who) == 0 {
				who = r.peopleOf(s, r.nearestSubject(s, n))
			}
		}
		st, ok := r.nounStatus(s, n, s.phrases[i].to)
		if len(who) != 1 || !ok || st.hedged {
			continue
		}
		r.frame(s, found, "contact/noun", framed{who: who, others: r.listed(s, i, len(s.toks)), status: st.status, dir: st.dir, lo: st.lo, hi: st.hi, pivot: n})
	}
}

// agreedWith asserts what "X agreed on Friday in Oslo with Y to reopen the border" tells:
// an agreement on something to do, which is no mere consent where it has a day or place.
func (r *reader) agreedWith(s *sentence, found int) {
	for j := 1; s.of(agreedWords) && j < len(s.toks); j++ {
		t := &s.toks[j]
		if !t.of(agreedWords) || t.cap || !t.isAny("agreed", "decided", "arranged", "settled", "concluded") || at(s.toks, j-1).lex.be != noTense || at(s.toks, j-1).in(isNegation) || at(s.toks, j-2).in(isNegation) {
			continue
		}
		_, with, _, end := r.partiesBy(s, j+1)
		if len(with) == 0 || !s.aims(end) {
			continue
		}
		who := r.peopleOf(s, r.subjectAt(s, s.verbStart(j), -1))
		if len(who) == 0 {
			continue
		}
		r.frame(s, found, "contact/verb", framed{who: who[:1], others: with, dir: past, lo: s.sceneStart(j), hi: s.sceneEnd(end), pivot: j, set: true})
		return
	}
}

// verbStart steps back over "has" and "had" before a participle at token j.
func (s *sentence) verbStart(j int) int {
	for j > 0 && (s.toks[j-1].is3("has", "have", "had") || s.toks[j-1].in(isAdverb)) {
		j--
	}
	return j
}

// aims reports whether an infinitive or an object of agreement follows within a date and
// a place of token j: "to reopen", "on the opening of".
func (s *sentence) aims(j int) bool {
	for n := 0; n < 8 && j < len(s.toks); n++ {
		t := &s.toks[j]
		switch {
		case t.is("to") && !at(s.toks, j+1).cap, t.is2("on", "upon") && !s.inDate(j+1), t.is("that") && at(s.toks, j+2).in(isModal):
			return true
		case !s.inDate(j) && !t.cap && !t.in(isPlacePreposition|isArticle) && !t.is2("on", ","):
			return false
		}
		j++
	}
	return false
}

// tookTime asserts what "it took X and Y an hour to agree", "an hour was enough for X to
// convince Y", "X needed four hours in Oslo to bring Y to terms" tell.
func (r *reader) tookTime(s *sentence, found int) {
	j := 0
	for j < len(s.toks) && !s.toks[j].of(enoughWords) {
		j++
	}
	hours, goal := false, -1
	for k := range s.toks {
		hours = hours || s.toks[k].isAny("hour", "hours", "minutes", "half-hour", "day", "days")
		if k > j && goal < 0 && s.toks[k].is("to") && !s.toks[k-1].isAny("come", "due", "up") && at(s.toks, k+1).kind == word && !at(s.toks, k+1).cap {
			goal = k
		}
	}
	it := s.toks[0].is("it") || s.toks[j].is2("enough", "sufficed")
	if !hours || goal < 0 || !it && !s.toks[j].is("needed") || j > 0 && s.toks[j-1].in(isNegation) || boundary(&s.toks[goal-1]) {
		return
	}
	f := framed{dir: past, hi: len(s.toks), pivot: j, set: true}
	for i := range s.phrases {
		p := &s.phrases[i]
		if len(p.people) == 0 || p.weak || at(s.toks, p.to).is2("'s", "'") || hasEntity(f.who, r.person(p.people[0].text)) {
			continue
		}
		if p.from < goal && len(f.who) == 0 && (p.prep == "" || p.prep == "for") {
			list := s.list(i, goal, goal)
			if f.who = r.peopleOf(s, list); len(f.who) > 1 {
				f.joint = true
				break
			}
		} else if p.from > goal && p.from < goal+6 && (p.prep == "" || p.prep == "with") && len(f.who) == 1 {
			f.others = r.peopleOf(s, s.list(i, len(s.toks), -1))
			f.joint = len(f.others) > 1
			break
		}
	}
	r.frame(s, found, "contact/scene", f)
}

// toMe asserts what a quotation tells of who is quoted: "X assured me in our call that", "X
// received me in Oslo".
func (r *reader) toMe(s *sentence, found int) {
	for j := 1; s.of(meWords) && j < len(s.toks); j++ {
		if !s.toks[j].of(meWords) {
			continue
		}
		verb := &s.toks[j-1]
		met := false
		for _, form := range verb.forms {
			met = met || form.tense == preterite && form.verb.can(contacts) && form.verb.prep == ""
		}
		how := r.g.addresses[verb.fold]
		i := s.phraseEnding(s.verbStart(j - 1))
		if !met && how&(addressDirect|addressFull) == 0 || i < 0 || len(s.phrases[i].people) != 1 || s.phrases[i].prep != "" {
			continue
		}
		who := r.speaker(s)
		if who == None {
			return
		}
		end := s.saidEnd(j + 1)
		for k := j + 1; k < end && !met; k++ {
			met = s.toks[k].lex.noun.contact || s.toks[k].in(isPhone|isVideo)
		}
		if !met {
			return
		}
		f := framed{who: r.partiesIn(s, i), others: []EntityID{who}, dir: past, hi: len(s.toks), pivot: j}
		r.frame(s, found, "contact/address", f)
		return
	}
}

// pledgedJointly asserts what "X and Y pledged in Oslo on Tuesday to cooperate", "X and Y told
// reporters in Oslo that" tell: two who make something known at one place are there together.
func (r *reader) pledgedJointly(s *sentence, found int) {
	for j := 3; s.of(jointlyWords) && j < len(s.toks); j++ {
		if !s.toks[j].of(jointlyWords) || s.toks[j].cap {
			continue
		}
		in := j + 1
		for in < len(s.toks) && (s.inDate(in) || s.toks[in].isAny("on", "reporters", "jointly", "together")) {
			in++
		}
		if !at(s.toks, in).is2("in", "at") || s.inDate(in+1) || s.contended() {
			continue
		}
		list := r.subjectAt(s, s.verbStart(j), -1)
		who := r.peopleOf(s, list)
		if len(who) < 2 || len(who) > 3 || len(who) < len(list) || s.toks[j].is("told") && !at(s.toks, j+1).is("reporters") {
			continue
		}
		r.frame(s, found, "contact/scene", framed{who: who, joint: true, dir: past, lo: s.sceneStart(j), hi: s.sceneEnd(in), pivot: j, placed: true})
		return
	}
}
