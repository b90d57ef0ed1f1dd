package extract

// nextStop asserts "Her next stop is A, where she will report on her mission to X" and "sa
// prochaine étape sera A, où il rendra compte à X": the contact of who travels on with whom
// he has something to tell there.
func (r *reader) nextStop(s *sentence, _ int) {
	for w := 1; w+2 < len(s.toks); w++ {
		if !s.toks[w].is2("where", "où") {
			continue
		}
		end := s.whereEnd(w + 1)
		other := r.reportsTo(s, w+1, end)
		if other == None {
			continue
		}
		who := r.lastSubject
		for i := range s.phrases {
			if p := &s.phrases[i]; p.from < end && p.prep == "" && !p.weak && (len(p.people) > 0 && p.to <= w || p.title == nil && (p.pronoun == "he" || p.pronoun == "she" || p.pronoun == "il" || p.pronoun == "elle")) {
				who = firstOf(r.partiesIn(s, i))
				break
			}
		}
		if who == None || who == other || r.res.Entities[who].Kind != Person {
			return
		}
		a := Assertion{Kind: Meeting, Place: r.placeBefore(s, w), ClaimedBy: r.claimAt(s, 0), Quote: s.span, Rule: "contact/where", Role: Role{Body: None, Country: None}}
		for k := 0; k+1 < w && a.Place == None; k++ { // "Her next stop is A, Texas, where"
			if s.toks[k].lex.be != noTense && s.toks[k+1].cap {
				a.Place = r.placeAfter(s, k+1)
			}
		}
		if a.Place == None {
			a.Place = r.lastPlace(s, w)
		}
		dir := past
		if s.willBe(w, end) || s.toCome(r.g.romance, w, end) || s.turnToCome(min(w+3, len(s.toks)-1), w) {
			a.Status, dir = Planned, future
		}
		if a.Date = r.dateIn(s, w, end, w, dir); a.Date.IsZero() {
			a.Date = r.dateIn(s, 0, w, 0, dir)
		}
		r.pairs(a, []EntityID{who}, []EntityID{other})
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		return
	}
}

// reportsTo returns to whom the clause of tokens [lo, hi) says that something is reported,
// None where it says nothing of that.
func (r *reader) reportsTo(s *sentence, lo, hi int) EntityID {
	for j := lo; j < hi; j++ {
		t := &s.toks[j]
		direct := t.is4("brief", "briefed", "debrief", "informera")
		if !direct && !t.is3("report", "reported", "reports") && !(t.is2("compte", "rapport") && at(s.toks, j-1).isAny("rendra", "rendre", "rend", "rendit", "fera", "faire", "rendu", "fait", "doit")) {
			continue
		}
		for i := s.firstPhrase(j + 1); i < len(s.phrases) && s.phrases[i].from < hi; i++ {
			p := &s.phrases[i]
			if len(p.people) == 0 || p.prep != r.g.to && !(direct && p.prep == "") {
				continue
			}
			if id := firstOf(r.partiesIn(s, i)); id != None && r.res.Entities[id].Kind == Person {
				return id
			}
		}
	}
	return None
}
