package extract

// nounsHad asserts the contacts that a relative clause tells who had: "l'entretien qu'ont eu mardi X
// et Y", "la conversation que X a eue avec Y", "l'appel qu'auraient eu X et Y", which is a rumour
// and so told only where it is denied.
func (r *reader) nounsHad(s *sentence, found int) {
	const adjectives, reach = 4, 8
	for _, n := range s.nouns {
		kind, ok := s.toks[n].contactNoun()
		if !ok || s.toks[n].cap && n > 0 {
			continue
		}
		que := n + 1
		for que < n+adjectives && que < len(s.toks) && !s.toks[que].is2("que", "qu'") {
			que++
		}
		if !at(s.toks, que).is2("que", "qu'") {
			continue
		}
		have := que + 1 // "qu'ont eu X et Y": what "que X a eu avec Y" tells, other rules find
		t := at(s.toks, have)
		if t.lex.have == noTense || !s.hadAt(have) {
			continue
		}
		i := s.firstPhrase(have)
		for i < len(s.phrases) && len(s.phrases[i].people) == 0 && s.phrases[i].from < have+reach {
			i++
		}
		if i >= len(s.phrases) || s.phrases[i].from > have+reach || s.phrases[i].prep != "" {
			continue
		}
		end := s.phrases[s.subjectList(i)].to
		who := r.peopleOf(s, s.list(i, len(s.toks), end))
		if with := s.after(s.phrases[i].to-1, r.g.with, 6); len(who) == 1 && with >= 0 {
			who = append(who, r.peopleOf(s, []int{with})...)
		}
		if len(who) < 2 || r.paired(who[0], who[1], found, found, Occurred) {
			continue
		}
		a := Assertion{Kind: (&frame{s: s}).modeIn(max(0, n-2), have, kind), Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/noun", Role: Role{Body: None, Country: None}}
		dir := past
		switch t.lex.have {
		case conditional:
			if !s.deniedFrom(n) && !s.deniesBefore(n) {
				s.part(who, who)
				continue
			}
			a.Status = Denied
		case futureTense:
			a.Status, dir = Planned, future
		}
		if s.deniesBefore(n) {
			a.Status = Denied
		}
		a.Date, a.Place = r.dateIn(s, n, len(s.toks), have, dir), r.placeIn(s, n, len(s.toks), have)
		r.assertAll(a, who)
	}
}

// hadAt reports whether "eu" or "tenu" follows the auxiliary at token have.
func (s *sentence) hadAt(have int) bool {
	for j := have + 1; j <= have+2 && j < len(s.toks); j++ {
		if s.toks[j].of(hadWords) {
			return true
		}
	}
	return false
}

// deniesBefore reports whether a verb of denial governs what stands at token n.
func (s *sentence) deniesBefore(n int) bool {
	const reach = 16
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.to <= n && n-v.to < reach && v.verb.can(denies) && !v.neg && !v.wish && !v.hedged {
			return true
		}
	}
	return false
}

// subjectList returns the last phrase of the list that starts with phrase i.
func (s *sentence) subjectList(i int) int {
	last := i
	for j := i + 1; j < len(s.phrases) && s.connected(s.phrases[last].to, s.phrases[j].from, s.phrases[last].comma); j++ {
		last = j
	}
	return last
}
