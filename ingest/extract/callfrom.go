package extract

// callsFrom asserts calls whose parties the noun has after it: "l'appel téléphonique de
// X à Y", "a phone call from X to Y", "X's phone call to Y".
func (r *reader) callsFrom(s *sentence, _ int) {
	for n := range s.toks {
		if x := &s.toks[n].lex.noun; !x.contact || x.kind != Call {
			continue
		}
		if r.receivedCall(s, n) {
			continue
		}
		from, to := s.callParties(r.g, n)
		if from < 0 {
			continue
		}
		a := Assertion{Kind: Call, Place: None, Quote: s.span, Rule: "contact/noun", Role: Role{Body: None, Country: None}}
		st, ok := r.nounStatus(s, n, s.phrases[to].to)
		if !ok || st.hedged {
			continue
		}
		a.Status = st.status
		callers, called := r.peopleOf(s, []int{from}), r.peopleOf(s, []int{to})
		if len(callers) == 0 || len(called) == 0 || r.paired(callers[0], called[0], 0, 0, a.Status) {
			continue
		}
		a.ClaimedBy, a.Date = r.claimAt(s, st.lo), r.dateIn(s, st.lo, st.hi, n, st.dir)
		r.pairs(a, callers, called)
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
	}
}

// receivedCall asserts "X a fait état d'un appel reçu de Y": the subject was called.
func (r *reader) receivedCall(s *sentence, n int) bool {
	got := -1
	for j := n + 1; j <= n+3 && j < len(s.toks); j++ {
		if s.toks[j].isAny("recu", "recus", "received", "venu", "placed", "passe") {
			got = j
		}
	}
	i := s.firstPhrase(got + 1)
	if got < 0 || i >= len(s.phrases) || s.phrases[i].from > got+10 || s.parts(got+1, s.phrases[i].from) || s.phrases[i].prep != "de" && s.phrases[i].prep != "from" && s.phrases[i].prep != "by" && s.phrases[i].prep != "par" && s.phrases[i].prep != "d'" {
		return false
	}
	called, callers := r.peopleOf(s, r.nearestSubject(s, n)), r.peopleOf(s, []int{i})
	if len(called) != 1 || len(callers) != 1 || called[0] == callers[0] || r.paired(called[0], callers[0], 0, 0, Occurred) {
		return false
	}
	a := Assertion{Kind: Call, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/noun", Role: Role{Body: None, Country: None}}
	a.Date = r.dateIn(s, 0, len(s.toks), n, past)
	r.pairs(a, called, callers)
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
	return true
}

// callParties returns the phrases of who calls and who is called by the noun at n, -1
// where it does not name both or may be a call to do something.
func (s *sentence) callParties(g *grammar, n int) (from, to int) {
	phone := false
	for j := max(0, n-2); j <= n+3 && j < len(s.toks); j++ {
		phone = phone || s.toks[j].in(isPhone|isVideo) || s.toks[j].is3("fil", "phone-call", "videocall")
	}
	from = -1
	i := s.firstPhrase(n + 1)
	if i < len(s.phrases) && s.phrases[i].from <= n+7 && (s.phrases[i].prep == g.from || s.phrases[i].prep == "d'" || s.phrases[i].prep == g.by) {
		from = i
		i++
	} else if j := s.phraseEnding(n - 1); at(s.toks, n-1).is("'s") && j >= 0 {
		from = j
	} else if j := s.phraseEnding(n - 2); at(s.toks, n-2).is("'s") && j >= 0 {
		from = j
	}
	if from < 0 || i >= len(s.phrases) || len(s.phrases[from].people) == 0 && s.phrases[from].title == nil || s.parts(n+1, s.phrases[i].from) {
		return -1, -1
	}
	p := &s.phrases[i]
	last := max(n, s.phrases[from].to)
	if p.prep != g.to || p.from > last+5 || len(p.people) == 0 && (p.title == nil || p.title.many()) {
		return -1, -1
	}
	if !phone && at(s.toks, n-1).is2("l'", "the") || at(s.toks, p.to).is4("à", "to", "pour", "for") {
		return -1, -1 // "l'appel du pape à X pour que"
	}
	return from, i
}

// onTheLine asserts the call that "X was on the line with Y", "A has been on the phone to B" tell.
func (r *reader) onTheLine(s *sentence, found int) {
	for j := 2; j+3 < len(s.toks); j++ {
		if !s.toks[j].is("the") || !s.toks[j-1].is("on") || !s.toks[j+1].is3("line", "phone", "telephone") || !s.toks[j+2].is2("with", "to") {
			continue
		}
		be := j - 2
		for be > 0 && s.toks[be].in(isAdverb) {
			be--
		}
		if s.toks[be].lex.be == noTense && !s.toks[be].is("been") {
			continue
		}
		for be > 0 && (s.toks[be-1].lex.have != noTense || s.toks[be-1].in(isModal|isAdverb) || s.toks[be-1].is("been")) {
			be--
		}
		i := s.firstPhrase(j + 2)
		if i >= len(s.phrases) || s.phrases[i].from > j+4 || len(s.phrases[i].people) == 0 {
			continue
		}
		who := r.peopleOf(s, r.subjectAt(s, be, -1))
		f := framed{who: who, others: r.listed(s, i, len(s.toks)), kind: Call, dir: past, hi: len(s.toks), pivot: j, plain: true}
		if s.toks[be].in(isModal) || at(s.toks, be+1).is("to") {
			f.status, f.dir = Planned, future
		}
		if len(who) > 0 && r.frame(s, found, "contact/verb", f) {
			return
		}
	}
}
