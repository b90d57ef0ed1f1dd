package extract

// visit is who was received by whom, and the sentence that tells it.
type visit struct {
	guest, host EntityID
	at          int
}

// guestOrHost returns whom "the visitor", "his guest", "son hôte" of phrase i means: who
// was received or received where a verb told it, else whom the place or the stay of the
// contact told last makes the one who came, None where nothing tells it.
func (r *reader) guestOrHost(s *sentence, i int) EntityID {
	p := &s.phrases[i]
	t := &s.toks[p.to-1]
	if p.title != nil || len(p.people) > 0 || !t.in(isGuest) || at(s.toks, p.to).is4("de", "du", "d'", "of") {
		return None
	}
	const memory = 3 // sentences
	if s.copulaBefore(r.g, p.to-1) >= 0 || s.isWho(p) {
		return None // "was also his host", "her guest at dinner was X"
	}
	known := r.received
	if r.guestAt == r.sentence && s.namesBefore(r, r.guest, p.from) {
		known = visit{r.guest, r.host, r.guestAt}
	}
	guest, host, last := known.guest, known.host, r.lastBefore(s)
	his := s.toks[p.from].is4("his", "her", "son", "sa")
	if guest == None || host == None && (his || t.is2("host", "hote")) || r.sentence-known.at > memory || last != nil && !hasParty(last, guest) && !hasParty(last, host) {
		guest, host = r.whoCame(last)
	}
	if guest == None {
		return None
	}
	about := r.aboutWhom(s, p)
	switch {
	case his && about == guest:
		return host
	case his && about == host:
		return guest
	case t.is2("host", "hostess") || t.is("hote") && !his && host != None:
		return host
	}
	return guest
}

// aboutWhom returns the subject of the clause before a phrase, else whom the text was about.
func (r *reader) aboutWhom(s *sentence, p *phrase) EntityID {
	about := r.lastSubject
	for i := range s.phrases {
		q := &s.phrases[i]
		if q.from >= p.from {
			break
		}
		if q.weak || q.prep != "" && q.prep != "de" && q.prep != "of" {
			continue
		}
		switch {
		case len(q.people) > 0:
			return r.person(q.people[0].text)
		case q.title != nil && q.title.bearer != nil && *q.title.bearer != None && !q.title.many():
			return *q.title.bearer
		}
	}
	return about
}

// whoCame returns the guest and the host of the contact told last between two people: who
// stays where it took place, or whose country does not lie there, is the guest; else the
// one of whom the sentence was is.
func (r *reader) whoCame(last *Assertion) (guest, host EntityID) {
	if last == nil || len(last.Participants) != 2 || remote(last.Kind) {
		return None, None
	}
	a, b := last.Participants[0].Entity, last.Participants[1].Entity
	if r.res.Entities[a].Kind != Person || r.res.Entities[b].Kind != Person {
		return None, None
	}
	switch {
	case r.at.stay != None && r.at.stayer == a, r.at.arrived == a, r.isHome(b, last.Place), r.isAbroad(a, last.Place) && !r.isAbroad(b, last.Place):
		return a, b
	case r.at.stay != None && r.at.stayer == b, r.at.arrived == b, r.isHome(a, last.Place), r.isAbroad(b, last.Place) && !r.isAbroad(a, last.Place):
		return b, a
	case r.lastSubject == b:
		return b, a
	}
	return a, b
}

// lastBefore returns the contact told last before a sentence, nil where none was near by.
func (r *reader) lastBefore(s *sentence) *Assertion {
	const reach = 600 // bytes
	for i := len(r.res.Assertions) - 1; i >= 0; i-- {
		a := &r.res.Assertions[i]
		if s.span.Start-a.Quote.End > reach {
			return nil
		}
		if a.Kind < RegularContact && a.Quote.End <= s.span.Start && len(a.Participants) > 1 {
			return a
		}
	}
	return nil
}

// isWho reports whether a form of "be" after a phrase tells by a name who it is.
func (s *sentence) isWho(p *phrase) bool {
	const reach = 6
	for j := p.to; j < len(s.toks) && j < p.to+reach; j++ {
		if s.toks[j].lex.be == noTense {
			if boundary(&s.toks[j]) || len(s.toks[j].forms) > 0 {
				return false
			}
			continue
		}
		i := s.phraseFrom(j + 1)
		return i >= 0 && (len(s.phrases[i].people) > 0 || s.phrases[i].title != nil)
	}
	return false
}

// namesBefore reports whether a sentence names a person before a token.
func (s *sentence) namesBefore(r *reader, id EntityID, limit int) bool {
	for i := range s.phrases {
		p := &s.phrases[i]
		for _, n := range p.people {
			if n.to <= limit && r.person(n.text) == id {
				return true
			}
		}
	}
	return false
}

// isHome reports whether a place is the country of a person or its seat of government.
func (r *reader) isHome(id, place EntityID) bool {
	code := r.codeOf(id)
	if code == "" || place == None {
		return false
	}
	e := &r.res.Entities[place]
	seat := r.g.capitals[code]
	return e.Code == code || seat != nil && seat.id == e.Key
}

// isAbroad reports whether a place is known and a person is of a country in which it does
// not lie as far as the text tells.
func (r *reader) isAbroad(id, place EntityID) bool {
	return place != None && r.codeOf(id) != "" && !r.isHome(id, place)
}

// whoTravels returns whom "the envoy", "l'émissaire" means where no function tells it: the
// guest of the contact told last.
func (r *reader) whoTravels(t *title) EntityID {
	if len(t.head.words) == 0 {
		return None
	}
	switch t.head.words[0] {
	case "envoy", "emissary", "emissaire", "envoye", "envoyee", "go-between", "intermediary":
	default:
		return None
	}
	last := r.lastBefore(r.now)
	if id := r.received.guest; id != None && last != nil && hasParty(last, id) {
		return id
	}
	return None
}
