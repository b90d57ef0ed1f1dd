package extract

// metToAgree asserts the contact at which people agreed on their next one: "By phone on
// Tuesday, X and Y agreed to meet in Oslo on March 20", "X et Y sont convenus mardi à Lima de
// se revoir en juin". The next one has its own day, place and means.
func (r *reader) metToAgree(s *sentence, found int) {
	const reach = 10 // tokens between the agreeing and the meeting
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		if a.Kind >= Gathering || a.Status != Planned || len(a.Participants) < 2 || len(a.Participants) > 4 || a.Quote != s.span || a.Rule != "contact/verb" && a.Rule != againRule || !r.allPeople(partiesOf(a)) {
			continue
		}
		for k := range s.verbs {
			v := &s.verbs[k]
			if !v.verb.can(contacts|gathers) || v.neg {
				continue
			}
			j := v.to - 1
			for j >= 0 && j > v.from-reach && !(s.toks[j].of(agreeWords) && (at(s.toks, j-1).lex.be != noTense || at(s.toks, j-1).lex.have != noTense || s.toks[j].is3("agreed", "decided", "promised") || at(s.toks, j-1).in(isAdverb))) {
				j--
			}
			if j < 0 || !s.toks[j].of(agreeWords) {
				continue
			}
			r.agreedOn(s, i, j, v.to)
			return
		}
	}
}

// agreedOn parts the planned contact i, whose verb ends at token end, from the one at which
// it was agreed on, by the word at token j.
func (r *reader) agreedOn(s *sentence, i, j, end int) {
	f := frame{s: s}
	plan := &r.res.Assertions[i]
	b := Assertion{Kind: f.modeIn(0, end, Meeting), Place: None, ClaimedBy: plan.ClaimedBy, Quote: s.span, Rule: plan.Rule, Role: Role{Body: None, Country: None}, Participants: plan.Participants}
	plan.Participants = append([]Participant(nil), plan.Participants...)
	b.Date = r.dateIn(s, 0, end-1, j, past)
	if !remote(b.Kind) {
		b.Place = r.placeIn(s, 0, end-1, 0)
	}
	plan.Kind = f.modeIn(end, len(s.toks), Meeting)
	plan.Date, plan.Place = r.dateIn(s, end, len(s.toks), end, future), None
	if !remote(plan.Kind) {
		plan.Place = r.placeIn(s, end, len(s.toks), end)
	}
	if b.Date.IsZero() && b.Place == None && !remote(b.Kind) || r.toldAlready(&b, partiesOf(&b)) {
		return
	}
	r.add(b)
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
}

// firstSetFor asserts that what a sentence sets for one day had been set for another: "Initialement
// fixé au 4 mars, l'entretien se tiendra le 20", "devait recevoir X mardi, ne le recevra que le 20".
func (r *reader) firstSetFor(s *sentence, found int) {
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		if a.Kind >= HoldsRole || a.Status != Planned || a.Date.Precision != Day || len(a.Participants) < 2 || a.Quote != s.span || a.Rule == "contact/putoff" || r.published.Precision != Day {
			continue
		}
		if a.Date.time().Before(r.published.time()) && r.setAnew(a, i) {
			a.Status = Cancelled // "devait recevoir X mardi, ne le recevra que le 20"
			continue
		}
		for n := range s.dates {
			w := &s.dates[n]
			if !s.atFirst(w.from) {
				continue
			}
			day := r.resolve(s, n, setFor)
			if w.day > 0 {
				day = r.resolve(s, n, nearest)
			}
			if day.Precision != Day || day == a.Date {
				continue
			}
			b := *a
			b.Status, b.Postponed, b.Date, b.Place, b.Rule = Cancelled, true, day, None, "contact/putoff"
			r.add(b)
			return
		}
	}
}

// atFirst reports whether the words before a date at token j tell that it was set at first:
// "initialement prévu le", "originally fixed for".
func (s *sentence) atFirst(j int) bool {
	const reach = 5
	for k := j - 1; k >= 0 && k >= j-reach; k-- {
		if t := &s.toks[k]; t.isAny("initialement", "originally", "initially") {
			return true
		} else if t.kind == punct {
			return false
		}
	}
	return false
}

// setAnew reports whether the same sentence tells of a later plan of the same people than
// the one of assertion i, whose day has passed.
func (r *reader) setAnew(a *Assertion, i int) bool {
	for k := i + 1; k < len(r.res.Assertions); k++ {
		if b := &r.res.Assertions[k]; b.Quote == a.Quote && b.Status == Planned && b.Date.Precision == Day && a.Date.time().Before(b.Date.time()) && b.Kind < HoldsRole && hasParty(b, a.Participants[0].Entity) && hasParty(b, a.Participants[1].Entity) {
			return true
		}
	}
	return false
}
