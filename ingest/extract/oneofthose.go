package extract

// oneOfThose asserts what tells of somebody that he was one of those whom another saw: "X was one of those
// he saw", "Y is another of the opponents whom she is to meet", "Z a fait partie de ceux qu'il a vus".
func (r *reader) oneOfThose(s *sentence, found int) {
	of := -1
	for j := 2; j < len(s.toks) && of < 0; j++ {
		t := &s.toks[j]
		switch {
		case t.is("of") && s.toks[j-1].isAny("one", "another", "two", "three", "some") || t.is("among") && s.toks[j-1].lex.be != noTense:
			of = j
		case r.g.romance && (t.is("parmi") || t.is("de") && s.toks[j-1].is("partie")) && at(s.toks, j+1).isAny("ceux", "celles", "les", "ses"):
			of = j
		}
	}
	if of < 0 || len(s.phrases) == 0 || len(s.phrases[0].people) == 0 || s.phrases[0].prep != "" || s.phrases[0].to > of {
		return
	}
	// Of those whom somebody sees: a clause right after a plural noun or "those".
	const reach = 9 // tokens from "of" to the verb
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.from <= of+1 || v.from > of+reach || !v.verb.can(contacts|receives) || v.neg || v.passive {
			continue
		}
		who := None
		for i := range s.phrases {
			if p := &s.phrases[i]; p.from > of && p.to <= v.from && p.prep == "" && (p.pronoun != "" || len(p.people) > 0 || p.title != nil && p.to >= v.from-3) {
				if id := firstOf(r.partiesIn(s, i)); id != None && r.res.Entities[id].Kind == Person {
					who = id
				}
			}
		}
		if who == None && !s.pronounBefore(of, v.from) {
			continue
		}
		if most := r.central(); most != None && s.pronounBefore(of, v.from) && !(r.guess(most) == female && s.has(of, v.from, "he", "il")) && !(r.guess(most) == male && s.has(of, v.from, "she", "elle")) {
			who = most
		}
		var a Assertion
		dir := a.settle(v)
		others := r.listed(s, 0, of)
		if who == None || hasEntity(others, who) || a.Status > Planned {
			return
		}
		if v.bare && s.has(of, v.from, "is", "are", "will", "doit", "doivent") || v.due {
			a.Status, dir = Planned, future
		}
		if r.frame(s, found, "contact/among", framed{who: []EntityID{who}, others: others, status: a.Status, dir: dir, hi: len(s.toks), pivot: v.from, kind: v.verb.kind}) {
			s.told[k] = true
		}
		return
	}
}

// pronounBefore reports whether "he", "she", "il" or "elle" stands among tokens [lo, hi).
func (s *sentence) pronounBefore(lo, hi int) bool {
	return s.has(lo, hi, "he", "she", "il", "elle")
}

// includes asserts what tells of somebody's list or round that it also had some in it: "His list also
// included X", "Son programme comprenait aussi une visite à Y" tells so of nobody.
func (r *reader) includes(s *sentence, found int) {
	const reach = 4 // tokens from the owner to the noun
	if len(s.toks) < 4 || !s.toks[0].is4("his", "her", "sa", "son") && !s.toks[0].is("ses") {
		return
	}
	n := 1
	for n < reach && n < len(s.toks) && !s.toks[n].isAny("list", "programme", "program", "schedule", "agenda", "round", "rounds", "diary", "itinerary", "day", "interlocutors", "visitors", "guests", "talks", "meetings", "conversations", "contacts", "bilaterals", "liste", "calendrier", "journee", "tournee", "interlocuteurs", "entretiens") {
		n++
	}
	if n == reach || n >= len(s.toks) {
		return
	}
	verb := -1
	for j := n + 1; j < len(s.toks) && j < n+8; j++ {
		if s.toks[j].isAny("included", "include", "includes", "comprised", "comprises", "featured", "features", "comprenait", "comprend", "comptait", "compte", "incluait", "inclut", "inclus", "figurait", "figuraient") {
			verb = j
			break
		}
	}
	if verb < 0 {
		return
	}
	i := s.firstPhrase(verb + 1)
	if i >= len(s.phrases) || s.phrases[i].from > verb+2 || len(s.phrases[i].people) == 0 || s.phrases[i].prep != "" {
		return
	}
	who := r.central()
	others := r.listed(s, i, len(s.toks))
	if who == None || hasEntity(others, who) || r.res.Entities[who].Kind != Person {
		return
	}
	f := framed{who: []EntityID{who}, others: others, dir: past, hi: len(s.toks), pivot: verb}
	if s.toks[verb].isAny("include", "includes", "comprend", "compte", "inclut", "comprises", "features") {
		f.status, f.dir = Planned, future
	}
	if last := r.lastTold(); last != nil && remote(last.Kind) {
		f.kind = last.Kind
	}
	r.frame(s, found, "contact/guest", f)
}

// soDid asserts that somebody did as the one told of before: "So had X", "and so did Y and Z of Peru",
// "Il en est allé de même de X". He takes the place of the subject.
func (r *reader) soDid(s *sentence, found int) {
	for j := 0; j+2 < len(s.toks); j++ {
		if !s.toks[j].is("so") || j > 0 && !s.toks[j-1].is("and") && !s.toks[j-1].is(";") {
			continue
		}
		aux := at(s.toks, j+1)
		if aux.lex.be == noTense && aux.lex.have == noTense && !aux.isAny("did", "does", "do", "will", "would") {
			continue
		}
		i := s.firstPhrase(j + 2)
		if i >= len(s.phrases) || s.phrases[i].from > j+3 || len(s.phrases[i].people) == 0 || s.phrases[i].prep != "" {
			continue
		}
		var last *Assertion
		for k := len(r.res.Assertions) - 1; k >= 0 && last == nil; k-- {
			a := &r.res.Assertions[k]
			if a.Kind >= RegularContact || len(a.Participants) < 2 {
				continue
			}
			if j > 0 && a.Quote != s.span || j == 0 && (r.before == nil || a.Quote != r.before.span) {
				break
			}
			last = a
		}
		if last == nil {
			for k := 0; k < len(r.likely) && r.considered == nil; k++ {
				if c := &r.likely[k].found; j == 0 && r.before != nil && c.Quote == r.before.span || j > 0 && c.Quote == s.span {
					last = c
				}
			}
		}
		if last == nil || len(last.Participants) != 2 {
			continue
		}
		a := *last
		list := r.listed(s, i, len(s.toks))
		told := s
		if j == 0 {
			told = r.before
		}
		_, other := r.inOrderNamed(told, &a)
		if other == None || hasEntity(list, other) {
			continue
		}
		a.Quote, a.Rule, a.Support, a.Participants = s.span, "contact/verb", nil, nil
		for _, id := range list {
			if !r.paired(other, id, 0, found, a.Status) {
				r.pairs(a, []EntityID{other}, []EntityID{id})
			}
		}
		return
	}
}

// talkWith asserts what opens with whom and goes on about what was spoken of, where the sentences before
// told of somebody's contacts: "With X, the talk was of trade", "Avec Y, il a été question de la pêche".
func (r *reader) talkWith(s *sentence, found int) {
	if !s.toks[0].is(r.g.with) || r.ownContact(s, found) {
		return
	}
	i := s.firstPhrase(0)
	if i >= len(s.phrases) || s.phrases[i].from > 4 || len(s.phrases[i].people) == 0 {
		return
	}
	others := r.listed(s, i, len(s.toks))
	end := s.phrases[i].to
	for k := i + 1; k < len(s.phrases); k++ {
		p := &s.phrases[k]
		if p.prep == "" && (len(p.people) > 0 && !hasEntity(others, r.person(p.people[0].text)) || p.pronoun != "" && p.pronoun != "il" && p.title == nil) {
			return // somebody acts: other rules know what he did
		}
	}
	if at(s.toks, end-1).is(",") {
		end--
	}
	for end < len(s.toks) && !s.toks[end].is(",") && s.verbAt(end) < 0 {
		end++
	}
	if end >= len(s.toks) || !s.toks[end].is(",") {
		return
	}
	about := false
	for j := end + 1; j < len(s.toks) && !about; j++ {
		t := &s.toks[j]
		about = t.isAny("talk", "talks", "conversation", "conversations", "discussion", "discussions", "exchange", "topic", "topics", "subject", "subjects", "theme", "question", "agenda", "discussed", "entretien", "entretiens", "sujet", "sujets", "echange", "echanges", "propos", "evoque", "evoquee", "evoques", "evoquees", "aborde", "abordee", "abordes", "abordees", "discute", "discutee", "parle")
	}
	who := r.central()
	if who == None || !about || hasEntity(others, who) || s.conditional(0, min(len(s.toks), 2)) {
		return
	}
	f := framed{who: []EntityID{who}, others: others, dir: past, hi: len(s.toks), pivot: end}
	if s.futureIn(end, len(s.toks)) || s.has(end, len(s.toks), "will") {
		f.status, f.dir = Planned, future
	}
	if last := r.lastTold(); last != nil && remote(last.Kind) {
		f.kind = last.Kind
	}
	r.frame(s, found, "contact/episode", f)
}
