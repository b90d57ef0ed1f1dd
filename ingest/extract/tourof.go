package extract

// tourOf asserts the contacts of one person that a sentence of French lists by their order: "X a fait
// la tournée des dirigeants : A d'abord, B ensuite, C enfin", "les interlocuteurs de X : A, puis B".
func (r *reader) tourOf(s *sentence, _ int) {
	noun := -1
	for j := range s.toks {
		if s.toks[j].of(tourWords) && (!s.toks[j].is("tour") || at(s.toks, j-1).is("le") && s.has(max(0, j-5), j, "fait", "faire", "fera", "fit", "faisant")) {
			noun = j
			break
		}
	}
	if noun < 0 {
		return
	}
	ordered := s.ordered()
	if len(ordered) == 0 {
		ordered = s.oneAtEachPlace()
	}
	var others []EntityID
	who := None
	for i := range s.phrases {
		p := &s.phrases[i]
		if len(p.people) != 1 || p.weak {
			continue
		}
		id := r.person(p.people[0].text)
		switch {
		case ordered[i]:
			others = append(others, id)
		case who == None || who == id:
			who = id
		default:
			return // who of the two did is not known
		}
	}
	if who == None && len(others) > 1 && r.res.Entities[max(r.lastSubject, 0)].Kind == Person {
		who = r.lastSubject
	}
	if who == None || len(others) < 2 || hasEntity(others, who) {
		return
	}
	a := Assertion{Kind: Meeting, ClaimedBy: r.claimAt(s, noun), Quote: s.span, Rule: "contact/episode", Role: Role{Body: None, Country: None}}
	dir := past
	for k := range s.verbs {
		if v := &s.verbs[k]; v.neg || v.hedged {
			return
		} else if v.tense == futureTense && !s.has(v.from, v.to, "aura", "auront") {
			a.Status, dir = Planned, future
		}
	}
	if noun > 0 && s.toks[noun-1].in(isNegation) || s.has(max(0, noun-6), noun, "fera", "sera", "entamera") {
		a.Status, dir = Planned, future
	}
	a.Date, a.Place = r.dateIn(s, 0, len(s.toks), noun, dir), r.placeIn(s, 0, len(s.toks), noun)
	r.pairs(a, []EntityID{who}, others)
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
}

// oneAtEachPlace returns the phrases of a list after a colon of people each with the place of his own:
// "une tournée : A à Rome, B à Lima".
func (s *sentence) oneAtEachPlace() map[int]bool {
	const longest = 6 // tokens of a place and what joins it to the next name
	colon := -1
	for j := range s.toks {
		if s.toks[j].is(":") {
			colon = j
		}
	}
	out := map[int]bool{}
	for i := s.firstPhrase(colon + 1); colon >= 0 && i < len(s.phrases); i++ {
		p := &s.phrases[i]
		if len(p.people) == 0 {
			continue
		}
		if t := at(s.toks, p.to); len(p.people) != 1 || p.prep != "" || !t.in(isPlacePreposition) || !at(s.toks, p.to+1).cap {
			return nil
		}
		k := p.to + 2
		for k < len(s.toks) && k < p.to+longest && !s.toks[k].isAny(",", "et", "puis", "enfin", ".") {
			k++
		}
		if k == p.to+longest {
			return nil
		}
		out[i] = true
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// ordered returns the phrases of people that words of order tell the place of: those after "puis" and
// "enfin", those before "d'abord" and "ensuite" where nothing but a sign follows these, and
// the first of a list that goes on with such.
func (s *sentence) ordered() map[int]bool {
	const apart = 14 // tokens of what a comma adds to a name
	out := map[int]bool{}
	for j := range s.toks {
		t, end := &s.toks[j], j
		switch {
		case t.isAny("puis", "ensuite", "enfin", "abord"):
		case t.is("pour") && at(s.toks, j+1).is2("finir", "commencer"):
			end++
		default:
			continue
		}
		start := j
		if t.is("abord") && at(s.toks, j-1).is("d'") {
			start--
		}
		if next := at(s.toks, end+1); !t.is("puis") && next.kind == punct { // "A d'abord,"
			for i := len(s.phrases) - 1; i >= 0; i-- {
				if p := &s.phrases[i]; p.to <= start && p.to > start-apart && len(p.people) > 0 && !s.has(p.to, start, ";", "puis") {
					out[i] = true
					break
				} else if p.to <= start-apart {
					break
				}
			}
			continue
		}
		for i := s.firstPhrase(end + 1); i < len(s.phrases) && s.phrases[i].from <= end+3; i++ { // "puis A"
			if p := &s.phrases[i]; len(p.people) > 0 && (p.prep == "" || p.prep == "de" || p.prep == "avec" || p.prep == "chez") {
				out[i] = true
				if k := i - 1; len(out) == 1 && k >= 0 && len(s.phrases[k].people) > 0 && s.phrases[k].prep == p.prep && (k == 0 || at(s.toks, s.phrases[k].from-1).is(":")) && at(s.toks, start-1).is(",") {
					out[k] = true
				}
				break
			}
		}
	}
	return out
}
