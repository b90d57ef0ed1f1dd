package extract

// Who has a series of contacts, one after another: "another of his guests", "her next host".

// furtherWord reports whether a word before a noun tells that one more of a series follows.
func furtherWord(t *token) bool {
	return t.isAny("another", "other", "others", "next", "second", "third", "fourth", "fifth", "last", "final", "further", "first", "also", "remaining", "autre", "autres", "deuxieme", "troisieme", "quatrieme", "dernier", "derniere", "derniers", "prochain", "prochaine", "second", "seconde")
}

// ofMost returns the person who has most contacts of those told last, with whom another is told of:
// he is in the last of them and alone has had several; None where there is nobody.
func (r *reader) ofMost() EntityID {
	const reach = 12 // contacts
	last := len(r.res.Assertions) - 1
	for last >= 0 && (r.res.Assertions[last].Kind >= RegularContact || len(r.res.Assertions[last].Participants) < 2) {
		last--
	}
	if last < 0 {
		return None
	}
	best, most, tie := None, 1, false
	for _, p := range r.res.Assertions[last].Participants {
		if p.Entity == None || r.res.Entities[p.Entity].Kind != Person {
			continue
		}
		n := 0
		for i := max(0, last-reach); i <= last; i++ {
			a := &r.res.Assertions[i]
			if a.Kind < RegularContact && len(a.Participants) > 1 && a.has(p.Entity) {
				n++
			}
		}
		switch {
		case n > most:
			best, most, tie = p.Entity, n, false
		case n == most && best != None:
			tie = true
		}
	}
	if tie {
		return None
	}
	return best
}

// central returns whose contacts the text tells one after another: of the one who has had most of them,
// else of whom it has told a series or a stay, else of whom it was last; None where there is nobody.
func (r *reader) central() EntityID {
	if id := r.ofMost(); id != None {
		return id
	}
	if id := r.at.series; id != None && r.block-r.at.seriesBlock <= 1 && r.res.Entities[id].Kind == Person {
		return id
	}
	if id := r.at.stayer; id != None && r.block-r.at.stayBlock <= 1 && r.res.Entities[id].Kind == Person {
		return id
	}
	if id := r.lastSubject; id != None && r.res.Entities[id].Kind == Person {
		return id
	}
	return None
}

// stillHim returns whom "him" or "her" at token at means where the sentence has the same word before, or
// calls him the visitor: the one of whom the text is about, and nobody whom the sentence names in between.
// "Talks await him with X, and Y is also to receive him".
func (r *reader) stillHim(s *sentence, at int, not []EntityID) EntityID {
	if at >= len(s.toks) || !s.toks[at].is2("him", "her") {
		return None
	}
	before := false
	for j := 0; j < at && !before; j++ {
		t := &s.toks[j]
		before = t.fold == s.toks[at].fold && (t.is("him") || pronounHer(s.toks, j)) || t.is2("visitor", "guest") && j > 0 && s.toks[j-1].in(isArticle)
	}
	if !before {
		return None
	}
	for _, id := range []EntityID{r.ofMost(), r.guest, r.central(), r.he, r.she} {
		if id == None || hasEntity(not, id) || r.res.Entities[id].Kind != Person || r.guess(id) == female && s.toks[at].is("him") || r.guess(id) == male && s.toks[at].is("her") {
			continue
		}
		named := false
		for i := range s.phrases {
			for _, p := range s.phrases[i].people {
				named = named || r.person(p.text) == id
			}
		}
		if !named {
			return id
		}
	}
	return None
}

// stillAbout reports whether a text goes on about somebody though a sentence has another one as its
// subject: it tells of a contact of the two, and it is he whom the title names or who has had several
// contacts: "Hun Sen gave X an audience. Z was his next host".
func (r *reader) stillAbout(s *sentence, center, id EntityID) bool {
	if r.res.Entities[center].Kind != Person || r.res.Entities[id].Kind != Person {
		return false
	}
	together, his, others := false, 0, 0
	for i := range r.res.Assertions {
		a := &r.res.Assertions[i]
		if a.Kind >= RegularContact || len(a.Participants) < 2 {
			continue
		}
		with := a.has(center)
		if with && a.has(id) {
			together = together || a.Quote == s.span
		} else if with {
			his++
		} else if a.has(id) {
			others++
		}
	}
	for i := 0; i < len(r.likely) && r.considered == nil; i++ { // weights are counted without what they add
		c := &r.likely[i].found
		together = together || c.Quote == s.span && c.has(center) && c.has(id)
	}
	if !together || others > 0 {
		return false
	}
	return his > 0 || r.inTitle(center, center) > 0 && r.inTitle(id, id) == 0
}

// wasNamed reports whether the sentence before names somebody.
func (r *reader) wasNamed(id EntityID) bool {
	for i := range r.here {
		if r.hereAt == r.sentence-1 && r.here[i].id == id && r.here[i].how == byName {
			return true
		}
	}
	return false
}

// themeOf returns of whom a text goes on to tell after a sentence about another: of somebody whom it names and
// who was in contact with "him", that one, else the subject. "A talked with him. His next visitor was B" tells
// of the same he.
func (r *reader) themeOf(subject EntityID) EntityID {
	last := r.lastTold()
	if last == nil || r.before == nil || last.Quote != r.before.span || len(last.Participants) != 2 || !hasParty(last, subject) || !r.wasNamed(subject) {
		return subject
	}
	other := last.Participants[0].Entity
	if other == subject {
		other = last.Participants[1].Entity
	}
	if other == None || r.res.Entities[other].Kind != Person || r.wasNamed(other) {
		return subject
	}
	return other
}
