package extract

// saidTo asserts what "To the visiting minister, X said that" and "X heard from Y that" tell: who
// says something to somebody on a day or at a place is with him.
func (r *reader) saidTo(s *sentence, found int) {
	if s.contended() {
		return
	}
	r.saidToFirst(s, found)
	r.heardFrom(s, found)
}

// saidToFirst asserts the contact of him to whom something is said where he opens the sentence.
func (r *reader) saidToFirst(s *sentence, found int) {
	p := &s.phrases[0]
	if !s.toks[0].is("to") || p.from != 1 || len(p.people) != 1 && (p.title == nil || !p.title.definite() || p.title.many()) || !at(s.toks, p.to).is(",") {
		return
	}
	others := r.peopleOf(s, []int{0})
	list := r.followingSubject(s, p.to-1)
	if len(others) != 1 || len(list) != 1 {
		return
	}
	who := r.peopleOf(s, list)
	const reach = 12 // tokens of an apposition between subject and verb
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.bare || v.from < s.phrases[list[0]].to {
			continue
		}
		if len(who) != 1 || v.from > s.phrases[list[0]].to+reach || v.neg || v.wish || v.hedged || v.passive || !v.verb.can(states|speaks) {
			return
		}
		var a Assertion
		dir := a.settle(v)
		r.frame(s, found, "contact/address", framed{who: who, others: others, status: a.Status, dir: dir, hi: len(s.toks), pivot: v.from, set: !s.has(1, p.to, "visiting")})
		return
	}
}

// heardFrom asserts the contact of who hears something from somebody: "X heard from Y that".
func (r *reader) heardFrom(s *sentence, found int) {
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.verb.lemma != "hear" || v.bare || v.neg || v.wish || v.hedged || v.passive || v.tense != preterite || !at(s.toks, v.to).is("from") {
			continue
		}
		i := s.phraseFrom(v.to + 1)
		if i < 0 || !at(s.toks, s.phrases[i].to).isAny("that", "how", "why", "what", "about") {
			continue
		}
		who := r.peopleOf(s, r.subject(s, k))
		if len(who) != 1 {
			continue
		}
		others := r.peopleOf(s, []int{i})
		if p := &s.phrases[i]; len(p.people) == 0 && p.pronoun != "" && p.title == nil {
			if others = []EntityID{r.meant(s, i, who)}; others[0] == None {
				continue
			}
		}
		r.frame(s, found, "contact/address", framed{who: who, others: others, dir: past, hi: len(s.toks), pivot: v.from})
	}
}
