package extract

// Papers tell of visitors one after the other by their turns: "X had preceded him", "ce fut
// ensuite le tour de X", "next came X". Whoever received the one before received him.

// turns asserts the contact of somebody who came before or after the other party of the
// contact told last, with whoever received that one.
func (r *reader) turns(s *sentence, _ int) {
	told := r.lastBefore(s)
	if told == nil || told.Status != Occurred && told.Status != Planned {
		return
	}
	before := *told
	last := &before // whatever is asserted meanwhile
	for j := range s.toks {
		if !s.toks[j].of(turnWords) {
			continue
		}
		i := s.whoseTurn(j)
		if i < 0 || len(s.phrases[i].people) == 0 || s.phrases[i].weak {
			continue
		}
		host := r.hostTold(last)
		if to := s.phrases[i].to; s.toks[j].is2("turn", "tour") && at(s.toks, to).is4("to", "de", "d'", "'s") {
			host = r.turnTo(s, j, to)
		}
		if owner := r.atWhoseOffice(s); owner != None && s.phrases[i].to <= j {
			host = owner
		}
		if s.toks[j].is("relais") {
			host = r.guestOf(last)
		}
		if host == None {
			return
		}
		a := Assertion{Kind: last.Kind, Status: Occurred, Place: None, ClaimedBy: r.claimAt(s, 0), Quote: s.span, Rule: "contact/episode", Role: Role{Body: None, Country: None}}
		if a.Kind == Gathering {
			a.Kind = Meeting
		}
		dir := past
		if s.turnToCome(j, s.phrases[i].from) {
			a.Status, dir = Planned, future
		}
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, dir), r.placeIn(s, 0, len(s.toks), j)
		if a.Date.IsZero() && a.Place == None && s.toks[j].of(officeTurns) && !at(s.toks, j+2).is("came") {
			return // "X succeeded him": in office
		}
		if a.Place == None && !remote(a.Kind) {
			a.Place = last.Place
		}
		from := len(r.res.Assertions)
		for _, k := range s.list(i, len(s.toks), -1) {
			for _, id := range r.partiesIn(s, k) {
				if id != None && id != host && r.res.Entities[id].Kind == Person && !r.paired(host, id, from, 0, a.Status) {
					r.pairs(a, []EntityID{host}, []EntityID{id})
				}
			}
		}
		if len(r.res.Assertions) > from {
			r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		}
		if !s.has(j, len(s.toks), ";") {
			return
		}
	}
}

// whoseTurn returns the phrase of whoever came before or after somebody, as the word of a
// turn at token j tells it; -1 where it tells of no turn.
func (s *sentence) whoseTurn(j int) int {
	t, next := &s.toks[j], at(s.toks, j+1)
	switch {
	case t.isAny("preceded", "followed", "precede", "precedee", "succede", "succeda", "succedera", "suivi", "suivie", "devance", "devancee"):
		return s.turnSubject(j)
	case t.is2("follow", "precede"):
		return s.turnSubject(j)
	case t.is2("before", "after") && next.is3("him", "her", "them"): // "had come before him"
		if k := j - 1; at(s.toks, k).isAny("come", "came", "called", "there", "been", "next", "received", "seen", "arrived") {
			return s.turnSubject(k)
		}
		if at(s.toks, j+2).is2("came", "come") {
			return s.cameTo(j + 3) // "after him came X"
		}
	case t.is2("before", "after") && next.is("that") && at(s.toks, j+2).is("came"):
		return s.cameTo(j + 3)
	case t.is("next") && next.is("on") && at(s.toks, j+2).isAny("his", "her", "the", "their") && at(s.toks, j+3).isAny("list", "agenda", "schedule", "diary", "programme", "program", "itinerary"):
		if at(s.toks, j-1).lex.be != noTense {
			return s.phraseEnding(s.beforeComma(j - 1)) // "X, the envoy, was next on her list"
		}
		if at(s.toks, j+4).lex.be != noTense || at(s.toks, j+4).is("came") {
			return s.personFrom(j + 5)
		}
	case t.is2("avant", "apres") && next.is3("lui", "elle", "eux") && at(s.toks, j+2).is(",") && j < 2:
		return s.receivedAfter(j + 3)
	case t.is("turn"):
		if next.is("of") && s.wasTurn(j) {
			return s.personFrom(j + 2)
		}
		if i := s.phraseEnding(j - 1); i >= 0 && s.toks[j-1].is2("'s", "'") && (s.wasTurn(s.phrases[i].from) || next.is2("came", "will")) {
			return i
		}
	case t.is("tour") && (next.is4("de", "d'", "du", "des") || next.is("à")) && s.wasTurn(j):
		return s.personFrom(j + 1)
	case t.is("relais") && at(s.toks, j-1).is("le") && !next.isAny("de", "du", "d'", "des"):
		return s.tookOver(j - 1)
	case t.is("came") && at(s.toks, j-1).is("next") && j < 3:
		return s.phraseFrom(j + 1)
	}
	return -1
}

// cameTo returns who came, from token j on: "after him came X", "came a brief word with X".
func (s *sentence) cameTo(j int) int {
	const reach = 8
	if i := s.phraseFrom(j); i >= 0 {
		return i
	}
	noun := false
	for k := j; k < len(s.toks) && k < j+reach && s.toks[k].kind == word; k++ {
		noun = noun || s.toks[k].lex.noun.contact || s.toks[k].isAny("word", "chat", "stop", "exchange")
		if noun && s.toks[k].is("with") {
			return s.personFrom(k + 1)
		}
	}
	return -1
}

// beforeComma returns where what a comma before token end sets apart starts, after the name that it
// tells of; end where there is none.
func (s *sentence) beforeComma(end int) int {
	if from := s.beforeInsertion(end); from > 0 {
		return from
	}
	return end
}

// personFrom returns the phrase of people that starts at token j or right after, -1 for none.
func (s *sentence) personFrom(j int) int {
	for k := j; k < j+4; k++ {
		if i := s.phraseFrom(k); i >= 0 {
			if len(s.phrases[i].people) > 0 {
				return i
			}
			return -1
		}
	}
	return -1
}

// wasTurn reports whether a form of "be" stands before a noun: "it was then the turn".
func (s *sentence) wasTurn(j int) bool {
	const reach = 6
	for k := j - 1; k >= 0 && k > j-reach; k-- {
		if t := &s.toks[k]; t.lex.be != noTense || t.is3("vint", "venait", "viendra") {
			return true
		}
	}
	return false
}

// turnSubject returns the subject of a verb of which token j is part, where its object is
// "him", "l'" or "lui" or it has none but a day.
func (s *sentence) turnSubject(j int) int {
	const reach = 6
	after := at(s.toks, j+1)
	ok := after.is3("him", "her", "them") || after.is2("before", "after") && at(s.toks, j+2).is3("him", "her", "them")
	from := j
	for k := j - 1; k >= 0 && k > j-reach; k-- {
		t := &s.toks[k]
		if t.is4("l'", "lui", "les", "leur") || t.is2("le", "la") && !t.cap && s.toks[k+1].lex.have != noTense {
			ok, from = true, k
			continue
		}
		if t.lex.have != noTense || t.is2("y", "had") || t.in(isModal|isAdverb|isThen) || t.is("will") {
			from = k
			continue
		}
		break
	}
	bare := s.inDate(j+1) || after.is2("on", "le") && s.inDate(j+2)
	if !ok && !(bare && s.toks[j].is3("followed", "follow", "suivi")) {
		return -1
	}
	i := s.phraseEnding(from)
	if i < 0 || s.phrases[i].prep != "" {
		return -1
	}
	return i
}

// receivedAfter returns the subject of a verb of contact that starts at token j or later:
// "Avant lui, X avait été reçu".
func (s *sentence) receivedAfter(j int) int {
	i := s.personFrom(j)
	if i < 0 {
		return -1
	}
	for k := range s.verbs {
		if v := &s.verbs[k]; v.from >= s.phrases[i].to && v.from < s.phrases[i].to+2 && v.passive && v.verb.can(receives) {
			return i
		}
	}
	return -1
}

// turnToCome reports whether the clause of a turn is in the future, that of whoever is named from
// token who on.
func (s *sentence) turnToCome(j, who int) bool {
	for k := max(0, min(j-6, who-3)); k <= min(len(s.toks)-1, j+3); k++ {
		t := &s.toks[k]
		if t.lex.be == futureTense || t.isAny("will", "succedera", "suivra", "viendra", "prendra", "assurera") || t.in(isModal) && !t.cap && !t.is("a") {
			return true
		}
	}
	return false
}

// turnTo returns whom somebody whose turn it is receives, where the infinitive after token j
// tells of that: "it will be the turn of X to receive him". None where it tells of something
// else.
func (r *reader) turnTo(s *sentence, j, to int) EntityID {
	to = max(to, j+1)
	for k := to; k < len(s.toks) && k < to+4; k++ {
		if s.toks[k].is("hear") && s.toks[k-1].is("to") {
			return r.heard(s, k)
		}
		for _, f := range s.toks[k].forms {
			if f.verb.can(receives|awaits|hosts|contacts) && f.tense == infinitive {
				if last, id := r.lastBefore(s), r.received.guest; id != None && last != nil && hasParty(last, id) {
					return id
				}
				if guest, _ := r.whoCame(r.lastBefore(s)); guest != None {
					return guest
				}
				return r.lastSubject
			}
		}
		if boundary(&s.toks[k]) || s.toks[k].kind != word {
			break
		}
		if s.toks[k].is2("to", "de") && k+1 < len(s.toks) && len(s.toks[k+1].forms) == 0 {
			break
		}
	}
	if !at(s.toks, to).is3("to", "de", "d'") {
		return r.hostTold(r.lastBefore(s))
	}
	return None
}

// heard returns whom somebody hears whose turn it is to do so, by the verb at token j: "X's turn to
// hear what Y has to say".
func (r *reader) heard(s *sentence, j int) EntityID {
	last := r.lastBefore(s)
	if last == nil {
		return None
	}
	for i := s.firstPhrase(j); i < len(s.phrases); i++ {
		for _, id := range r.partiesIn(s, i) {
			if id != None && hasParty(last, id) {
				return id
			}
		}
	}
	if hasParty(last, r.lastSubject) {
		return r.lastSubject
	}
	return None
}

// hostTold returns who received the other party of a contact of two: who is known to have
// received, else whom the text is about, else the other one than the guest.
func (r *reader) hostTold(last *Assertion) EntityID {
	if len(last.Participants) != 2 {
		return None
	}
	a, b := last.Participants[0].Entity, last.Participants[1].Entity
	for i := len(r.res.Assertions) - 1; i >= 0; i-- { // of a series of contacts of one person, he
		c := &r.res.Assertions[i]
		if c.Kind >= RegularContact || len(c.Participants) != 2 || c.Quote == r.now.span || hasParty(c, a) && hasParty(c, b) {
			continue
		}
		if hasParty(c, a) {
			return a
		}
		if hasParty(c, b) {
			return b
		}
		break
	}
	for _, id := range []EntityID{r.received.host, r.lastSubject} {
		if id != None && (id == a || id == b) && !(id == r.lastSubject && id == r.received.guest) {
			return id
		}
	}
	if r.received.guest == a {
		return b
	}
	if r.received.guest == b {
		return a
	}
	return None
}

// tookOver returns who, before token j, took over as the next host: "X a pris le relais", "Y prendra
// ensuite le relais".
func (s *sentence) tookOver(j int) int {
	const reach = 4
	for k := j - 1; k > 0 && k > j-reach; k-- {
		if s.toks[k].isAny("pris", "prendra", "prend", "prit", "assure", "assurera") {
			for k > 0 && (s.toks[k-1].lex.have != noTense || s.toks[k-1].in(isAdverb)) {
				k--
			}
			return s.whoBefore(k)
		}
	}
	return -1
}

// guestOf returns who of the two parties of a contact was received.
func (r *reader) guestOf(last *Assertion) EntityID {
	if len(last.Participants) == 2 {
		for k, p := range last.Participants {
			switch p.Entity {
			case r.received.guest:
				return p.Entity
			case r.received.host:
				return last.Participants[1-k].Entity
			}
		}
	}
	guest, _ := r.whoCame(last)
	return guest
}

// atWhoseOffice returns who receives where a sentence tells whose office it was in: "X had preceded
// him in Y's office"; None where it tells none.
func (r *reader) atWhoseOffice(s *sentence) EntityID {
	const reach = 3
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.prep != "in" && p.prep != "at" || len(p.people) != 1 || !at(s.toks, p.to).is2("'s", "'") {
			continue
		}
		for j := p.to + 1; j < p.to+1+reach; j++ {
			if t := at(s.toks, j); t.in(isVenue) || t.isAny("office", "table", "study", "anteroom", "home", "armchair", "door") {
				return r.person(p.people[0].text)
			}
		}
	}
	return None
}
