package extract

// dayOf asserts the contacts that a list after a colon tells of whose day or appointments stand
// before it: "Three appointments filled X's day in Rome: A at noon, B and lastly C", "X's morning: A
// at nine, B at ten".
func (r *reader) dayOf(s *sentence, found int) {
	colon := 0
	for colon < len(s.toks) && !s.toks[colon].is(":") {
		colon++
	}
	if colon+1 >= len(s.toks) || colon < 3 {
		return
	}
	i := s.firstPhrase(0)
	who, whose := None, false
	for ; i < len(s.phrases) && s.phrases[i].to <= colon; i++ {
		p := &s.phrases[i]
		if len(p.people) == 0 || p.weak {
			continue
		}
		if who != None || len(p.people) > 1 {
			return
		}
		who = r.person(p.people[0].text)
		whose = at(s.toks, p.to).is2("'s", "'") && s.isDay(p.to+1)
	}
	if who == None || !whose {
		return
	}
	was, coming := s.dayTense(colon)
	var others []EntityID
	for ; i < len(s.phrases); i++ {
		p := &s.phrases[i]
		switch {
		case len(p.people) > 0 && !p.weak && (p.prep == "" || p.prep == "with") && !at(s.toks, p.to).is2("'s", "'"):
			for _, id := range r.peopleOf(s, []int{i}) {
				if id != who && !hasEntity(others, id) {
					others = append(others, id)
				}
			}
		case p.pronoun != "" && p.prep == "":
			return // a clause, no list
		}
	}
	for k := range s.verbs {
		if v := &s.verbs[k]; v.from > colon && !v.bare {
			return
		}
	}
	if len(others) < 2 || !was && !coming {
		return
	}
	f := framed{who: []EntityID{who}, others: others, dir: past, hi: len(s.toks), pivot: colon}
	if coming {
		f.status, f.dir = Planned, future
	}
	s.part(others, others)
	r.frame(s, found, "contact/noun", f)
	r.dropAmong(s, found, others)
}

// isDay reports whether a word for the hours or contacts of somebody stands at token j or right after.
func (s *sentence) isDay(j int) bool {
	const reach = 3
	for k := j; k < j+reach; k++ {
		t := at(s.toks, k)
		if t.isAny("day", "morning", "afternoon", "evening", "schedule", "programme", "program", "agenda", "diary", "itinerary", "appointments", "visitors", "guests", "callers", "interlocutors", "meetings", "bilaterals", "audiences", "calls") {
			return true
		}
		if !t.in(isAdjective) && t.kind != number && !t.of(countWords) && t.lex.unit == 0 {
			return false
		}
	}
	return false
}

// dayTense reports whether what stands before token end is past or to come. Without a verb it is past.
func (s *sentence) dayTense(end int) (was, coming bool) {
	for j := 0; j < end; j++ {
		t := &s.toks[j]
		if t.in(isNegation) || t.isAny("no", "cancelled", "canceled", "would", "could") {
			return false, false
		}
		coming = coming || t.isAny("will", "tomorrow", "await", "awaits", "planned", "scheduled", "upcoming", "next") || t.is("be") && s.toks[max(0, j-1)].is("to")
	}
	return !coming, coming
}
