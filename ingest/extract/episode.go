package extract

// stay notes a stay or a series of contacts of one person, of which the contacts
// told after it in the paragraph are part: "en marge du sommet à X, A a multiplié
// les tête-à-tête", "en visite à X, A a vu B".
func (r *reader) stay(s *sentence) {
	cue := -1
	for j := 0; j < len(s.toks) && s.in(isMargin|isTrip); j++ {
		t := &s.toks[j]
		if t.in(isMargin) || t.in(isTrip) && s.onTrip(j) {
			cue = j
			break
		}
	}
	if cue < 0 {
		return
	}
	place := r.placeIn(s, cue, min(len(s.toks), cue+14), cue)
	for j := cue + 1; place == None && j < cue+4 && j+1 < len(s.toks); j++ {
		if s.toks[j].is("to") {
			place = r.placeAfter(s, j+1)
		}
	}
	if place == None && s.goesBefore(cue) { // "reached Oslo on his first trip"
		place = r.lastPlace(s, cue)
	}
	if place == None {
		return
	}
	who := r.protagonist(s)
	if who == None {
		return
	}
	r.at.stayer, r.at.stay, r.at.stayBlock, r.at.stayDay = who, place, r.block, Date{}
}

// placeAfter returns the place named at token j, None where it is none.
func (r *reader) placeAfter(s *sentence, j int) EntityID {
	if e, _ := r.g.lex.match(s.toks, j); e != nil {
		if e.kind == lexPlace || e.kind == lexCountry {
			return r.entry(e)
		}
		return None
	}
	end, words := r.g.nameAt(s.toks, j)
	if townBefore(s.toks, j) {
		for end = j; end < len(s.toks) && end < j+4 && s.toks[end].cap && s.toks[end].kind == word; end++ {
			words++
		}
	}
	if text := surfaceOf(s.toks[j:max(j, end)]); words > 0 && r.people.find(text) == nil {
		return r.entity(Place, key(text), Name{Text: text, Lang: r.g.lang})
	}
	return None
}

// onTrip reports whether a noun for a stay follows a preposition: "en visite à",
// "lors d'un séjour", "on an official visit to".
func (s *sentence) onTrip(j int) bool {
	for k := j - 1; k >= 0 && k > j-5; k-- {
		t := &s.toks[k]
		if t.isAny("en", "de", "lors", "cours", "pendant", "d'", "du", "during", "on", "of") {
			return k == 0 || !s.toks[k-1].in(isTrip)
		}
		if t.kind != word || t.cap {
			return false
		}
	}
	return false
}

// protagonist returns the person whom a sentence is about: its first subject, or
// whoever was told of last where it has a pronoun.
func (r *reader) protagonist(s *sentence) EntityID {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.prep != "" || p.pronoun == together || p.weak && !s.subjectOfVerb(p) || p.pronoun != "" && p.title != nil {
			continue
		}
		if len(p.people) == 0 && p.pronoun == "" && (p.title == nil || p.title.many()) {
			continue
		}
		if ids := r.partiesIn(s, i); len(ids) > 0 && ids[0] != None && r.res.Entities[ids[0]].Kind == Person {
			return ids[0]
		}
	}
	return None
}

// episode asserts, within a series of contacts of one person, those of a sentence
// that only tells what passed between him and another: "au Norvégien X, il a
// demandé un délai", "he warned his neighbour, X", "Y lui a remis".
func (r *reader) episode(s *sentence, found int) {
	who := r.at.series
	if who == None || r.at.seriesBlock != r.block && r.at.seriesBlock != r.block-1 || r.at.seriesSentence == r.sentence {
		return
	}
	var others []EntityID
	switch about := r.protagonist(s); {
	case about == who:
		others = r.addressed(s, who)
	case about != None && (r.toThem(s) && !r.aboutOther(who) || s.inHis()):
		others = []EntityID{about}
	}
	kind := Meeting
	if remote(r.at.seriesKind) && !r.g.romance {
		kind = r.at.seriesKind
	}
	a := Assertion{Kind: kind, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/episode", Role: Role{Body: None, Country: None}}
	if r.at.stayer == who {
		a.Place, a.Date = r.at.stay, r.at.stayDay
	}
	for _, id := range others {
		if id != who && r.res.Entities[id].Kind == Person && !r.paired(id, who, found, found, Occurred) {
			r.pairs(a, []EntityID{who}, []EntityID{id})
			r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		}
	}
}

// aboutOther reports whether a text goes on about another person than the one of a series of contacts,
// so that "him" means that one.
func (r *reader) aboutOther(who EntityID) bool {
	return r.lastSubject != None && r.lastSubject != who && r.res.Entities[r.lastSubject].Kind == Person && r.guess(r.lastSubject) != female
}

// toThem reports whether a sentence has "lui" or "him" as an object.
func (r *reader) toThem(s *sentence) bool {
	for j := range s.toks {
		t := &s.toks[j]
		if t.is("him") || t.is2("lui", "l'") && (at(s.toks, j+1).lex.have != noTense || at(s.toks, j+1).in(isModal)) {
			return true
		}
	}
	return false
}

// inHis reports whether a sentence of English tells what somebody did in that of several
// contacts which was his: "stressed in his that", "asked in hers for".
func (s *sentence) inHis() bool {
	for j := 1; j+1 < len(s.toks); j++ {
		if s.toks[j-1].is2("in", "during") && (s.toks[j].is("hers") || s.toks[j].is("his") && (s.toks[j+1].kind == punct || s.toks[j+1].is4("that", "for", "on", "to"))) {
			return true
		}
	}
	return false
}

// addressed returns those to whom a sentence says that its subject did something.
func (r *reader) addressed(s *sentence, who EntityID) []EntityID {
	var out []EntityID
	for i := range s.phrases {
		p := &s.phrases[i]
		if len(p.people) == 0 || p.weak || s.speaks(p) {
			continue
		}
		switch p.prep {
		case "avec", "à", "with", "to":
		case "":
			if !s.afterVerb(p) || s.subjectOfVerb(p) {
				continue
			}
		default:
			continue
		}
		for _, id := range r.partiesIn(s, i) {
			if id != who && !hasEntity(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// afterVerb reports whether a word that can be a verb stands between the start of
// the sentence and a phrase: the phrase can be an object.
func (s *sentence) afterVerb(p *phrase) bool {
	for j := 0; j < p.from; j++ {
		t := &s.toks[j]
		if t.lex.have != noTense || len(t.forms) > 0 || t.kind == word && !t.cap && len(t.low) > 4 && (t.low[len(t.low)-2:] == "ed") {
			return true
		}
	}
	return false
}
