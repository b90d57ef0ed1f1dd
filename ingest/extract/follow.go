package extract

// participation adds to the gathering told last who will take part, how, and
// who has confirmed.
func (r *reader) participation(s *sentence) {
	if r.gathering < 0 || r.block-r.gatheringAt > 1 {
		return
	}
	a := &r.res.Assertions[r.gathering]
	changed := false
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.neg || v.wish || v.hedged {
			continue
		}
		switch {
		case v.verb.can(joins) && !v.bare && s.joinsGathering(k):
			changed = r.joined(s, k, a) || changed
		case v.verb.can(confirms) && s.ownParticipation(v.to):
			changed = r.confirmed(s, k, a) || changed
		}
	}
	if changed && a.Quote != s.span {
		a.Support = append(a.Support, s.span)
	}
}

// joinsGathering reports whether a verb of joining means the gathering: by "y"
// or by a noun that stands for it.
func (s *sentence) joinsGathering(k int) bool {
	v := &s.verbs[k]
	for j := v.from; j < v.to; j++ {
		if s.toks[j].is("y") {
			return true
		}
	}
	_, hi := s.clause(k)
	for j := v.to; j < hi; j++ {
		if _, ok := s.toks[j].gatheringNoun(); ok || s.toks[j].lex.noun.before {
			return true
		}
	}
	return false
}

// joined adds the subject of a verb of joining, or the number of countries.
func (r *reader) joined(s *sentence, k int, a *Assertion) bool {
	v := &s.verbs[k]
	_, hi := s.clause(k)
	mode := Unstated
	for j := v.from; j < hi; j++ {
		switch t := &s.toks[j]; {
		case t.isAny("ligne", "distance", "visioconference", "videoconference", "visio", "online", "remotely"):
			mode = Online
		case t.is3("personne", "presentiel", "person"), t.is("place") && s.toks[j-1].is("sur"):
			mode = InPerson
		}
	}
	if c, ok := r.countBefore(s, v.from); ok {
		a.Counts = append(a.Counts, c)
		return true
	}
	changed := false
	for _, i := range r.subject(s, k) {
		changed = r.take(a, r.partiesIn(s, i), mode, false) || changed
	}
	return changed
}

// take adds parties to a gathering, or what is new about them.
func (r *reader) take(a *Assertion, ids []EntityID, mode Mode, confirmed bool) bool {
	for _, id := range ids {
		found := false
		for i := range a.Participants {
			if p := &a.Participants[i]; p.Entity == id {
				found = true
				p.Confirmed = p.Confirmed || confirmed
				if mode != Unstated {
					p.Mode = mode
				}
			}
		}
		if !found {
			a.Participants = append(a.Participants, Participant{Entity: id, Mode: mode, Confirmed: confirmed})
		}
	}
	return len(ids) > 0
}

// ownParticipation reports whether "leur participation" follows.
func (s *sentence) ownParticipation(from int) bool {
	for j := from; j < len(s.toks) && j < from+4; j++ {
		if s.toks[j].is4("participation", "presence", "venue", "attendance") {
			return true
		}
	}
	return false
}

// confirmed adds "quinze pays ont confirmé leur participation, ainsi que A et B".
func (r *reader) confirmed(s *sentence, k int, a *Assertion) bool {
	v := &s.verbs[k]
	changed := false
	if c, ok := r.countBefore(s, v.from); ok {
		c.Confirmed = true
		a.Counts = append(a.Counts, c)
		changed = true
	} else {
		for _, i := range r.subject(s, k) {
			changed = r.take(a, r.partiesIn(s, i), Unstated, true) || changed
		}
	}
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < v.to || p.from < 2 {
			continue
		}
		if s.toks[p.from-1].is2("que", "qu'") && s.toks[p.from-2].is("ainsi") || s.toks[p.from-1].is("as") {
			for _, m := range s.list(i, len(s.toks), -1) {
				changed = r.take(a, r.partiesIn(s, m), Unstated, true) || changed
			}
			break
		}
	}
	return changed
}

// countBefore reads "quinze pays" right before token end.
func (r *reader) countBefore(s *sentence, end int) (Count, bool) {
	noun := end - 1
	for noun > 0 && noun > end-4 && !s.toks[noun].isAny("pays", "etats", "countries", "nations", "states") {
		noun--
	}
	if noun < 1 || !s.toks[noun].isAny("pays", "etats", "countries", "nations", "states") {
		return Count{}, false
	}
	for from := max(0, noun-4); from < noun; from++ {
		if v, n := r.g.numberAt(s.toks, from); n > 0 && from+n == noun {
			return Count{Number: v, Span: Span{s.toks[from].Start, s.toks[noun].End}}, true
		}
	}
	return Count{}, false
}

// habits asserts "X est en contact quotidien avec Y".
func (r *reader) habits(s *sentence, _ int) {
	for j := 0; j+3 < len(s.toks); j++ {
		if !s.toks[j].of(habitVerbs) || !s.toks[j+1].is2("en", "in") {
			continue
		}
		freq, with := s.habit(j + 2)
		if with == 0 {
			continue
		}
		subject := s.phraseEnding(j)
		if subject < 0 {
			continue
		}
		first := -1
		for i := range s.phrases {
			if p := &s.phrases[i]; p.from >= with && p.from <= with+2 {
				first = i
				break
			}
		}
		if first < 0 {
			continue
		}
		a := Assertion{
			Kind: RegularContact, Place: None, ClaimedBy: r.claimAt(s, s.phrases[subject].from), Frequency: freq,
			Quote: s.span, Rule: "contact/habit", Role: Role{Body: None, Country: None},
		}
		for _, i := range s.listBefore(subject) {
			for _, id := range r.partiesIn(s, i) {
				a.Participants = append(a.Participants, Participant{Entity: id, Side: 1})
			}
		}
		n := len(a.Participants)
		for _, i := range s.list(first, len(s.toks), -1) {
			for _, id := range r.partiesIn(s, i) {
				a.Participants = append(a.Participants, Participant{Entity: id, Side: 2})
			}
		}
		if n > 0 && len(a.Participants) > n {
			r.add(a)
		}
	}
}

// habit reads "contact quotidien avec" or "daily contact with" at token j; it
// returns the adjective and the token after the preposition, 0 if not there.
func (s *sentence) habit(j int) (frequency string, with int) {
	contact := false
	for k := j; k < len(s.toks) && k < j+6; k++ {
		t := &s.toks[k]
		switch {
		case t.isAny("contact", "contacts", "liaison", "communication", "relation", "relations", "touch"):
			contact = true
		case t.in(isHabit):
			frequency = t.text
		case t.is2("avec", "with"):
			if contact && frequency != "" {
				return frequency, k + 1
			}
			return "", 0
		case !t.is4("et", "and", "tres", "very"):
			return "", 0
		}
	}
	return "", 0
}
