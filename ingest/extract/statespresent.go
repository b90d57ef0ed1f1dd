package extract

// States and bodies are also there when others are in contact: "in the presence of the EU", "avec la
// participation de l'Égypte", "Norway and the EU attended as observers", "Les États-Unis assuraient la
// médiation".

// statesPresent adds to the contact of a sentence, or to the one told last, the states and bodies that are
// told to be there too.
func (r *reader) statesPresent(s *sentence, found int) {
	if len(r.res.Assertions) == 0 {
		return
	}
	for j := range s.toks {
		t := &s.toks[j]
		var who []EntityID
		switch {
		case t.of(presentWords), t.is(r.g.with):
			who = r.statesAfter(s, j)
		}
		if len(who) == 0 && t.of(thereTooWords) && !(r.g.romance && t.is("attend")) && s.attendsThat(j) && !s.asksFor(j) {
			from := s.verbFromBefore(j)
			if t.is2("observers", "observateurs") {
				from = s.senderOf(j)
			}
			who = r.statesBefore(s, from)
		}
		if len(who) > 0 && r.beThere(s, found, who) {
			return
		}
	}
}

// statesAfter returns the states that follow the word at token j where it and what stands around it tell
// that they are there.
func (r *reader) statesAfter(s *sentence, j int) []EntityID {
	t, next := &s.toks[j], at(s.toks, j+1)
	switch {
	case t.isAny("presence", "participation", "facilitation", "intermediaire", "entremise") && next.isAny("of", "de", "du", "des", "d'"):
		if before := at(s.toks, j-1); !before.isAny("in", "with", "under", "en", "avec", "sous", "the", "la", "l'", "les", "par") {
			return nil
		}
		who, _ := r.partyList(s, s.headsOf(j+2))
		if len(who) == 0 && next.isAny("du", "des") {
			who, _ = r.partyList(s, s.headsOf(j+1))
		}
		const reach = 24 // tokens over which others may stand before them: "in the presence of X and envoys of A"
		for k := j + 2; len(who) == 0 && k < len(s.toks) && k < j+reach && !boundary(&s.toks[k]); k++ {
			if from := s.headsOf(k); from > k {
				who, _ = r.partyList(s, from)
			}
		}
		return who
	case t.isAny("mediated", "brokered", "facilitated", "chaired", "convened", "moderated", "animes", "animees", "menes", "menees", "conduits", "conduites", "presides", "presidees", "joined", "rejoints", "rejoint", "rejointes") && next.is2("by", "par"):
		who, end := r.partyList(s, s.headsOf(j+2))
		if after := at(s.toks, end); after.kind == word && !after.cap && !after.in(isPreposition|isPlacePreposition|isAdverb|isArticle) && !after.is4("and", "et", "who", "qui") && !s.inDate(end) && s.verbAtOrAfter(end) < 0 {
			return nil // "by the US envoy"
		}
		return who
	case t.is(r.g.with):
		return r.statesAs(s, j+1)
	}
	return nil
}

// statesAs returns the states from token j on of which a sentence tells as what they are there: "Kenya as mediator
// and the UN as observer", "Oman mediating".
func (r *reader) statesAs(s *sentence, j int) (all []EntityID) {
	for {
		who, end := r.partyList(s, s.headsOf(j))
		if len(who) == 0 {
			return all
		}
		if at(s.toks, end).is2("acting", "serving") {
			end++
		}
		switch after, next := at(s.toks, end), at(s.toks, end+1); {
		case after.isAny("as", "pour", "comme", "en") && next.isAny("mediator", "mediators", "mediateur", "mediateurs", "mediatrice", "observer", "observers", "observateur", "observateurs", "observatrice", "facilitator", "facilitateur", "facilitatrice", "guarantor", "garant", "host", "arbitre"):
			end += 2
		case after.isAny("mediating", "attending", "observing", "looking", "facilitating", "present"):
			end++
		default:
			return all
		}
		if all = append(all, who...); !at(s.toks, end).is2("and", "et") {
			return all
		}
		j = end + 1
	}
}

// verbFromBefore returns the token at which the verb group ends or stands that has token j, j where none has.
func (s *sentence) verbFromBefore(j int) int {
	for k := range s.verbs {
		if v := &s.verbs[k]; v.from <= j && j < v.to {
			return v.from
		}
	}
	for j > 0 && s.toks[j-1].isAny("also", "y", "has", "have", "had", "a", "ont", "avait", "avaient", "both", "took", "pris", "prennent", "prenaient", "were", "was", "aussi", "etaient", "egalement", "chacun") {
		j--
	}
	return j
}

// senderOf returns the token at which the verb starts that tells who sends or follows as observers, which
// stand at token j.
func (s *sentence) senderOf(j int) int {
	for k := len(s.verbs) - 1; k >= 0; k-- {
		if s.verbs[k].to <= j && s.verbs[k].to > j-6 && !s.verbs[k].bare {
			return s.verbs[k].from
		}
	}
	for k := j - 1; k > 0 && k > j-6; k-- {
		if t := &s.toks[k]; t.isAny("have", "has", "had", "will", "ont", "a", "avaient", "avait", "sent") {
			return k
		}
	}
	return j
}

// asksFor reports whether what the word at token j tells is only wanted or was not: "refused to take part".
func (s *sentence) asksFor(j int) bool {
	for k := max(0, j-4); k < j; k++ {
		if t := &s.toks[k]; t.in(isNegation|isWish) || t.isAny("refused", "declined", "refuse", "asked", "invited", "not", "boycotted", "should", "could", "to") {
			return true
		}
	}
	return false
}

// attendsThat reports whether what follows the word at token j is the contact told before, or nothing:
// "attended as observers", "took part in the talks", "assuraient la médiation".
func (s *sentence) attendsThat(j int) bool {
	const reach = 3
	if s.toks[j].is2("observers", "observateurs") {
		return s.has(max(0, j-5), j, "sent", "send", "sends", "envoye", "envoyes", "envoient", "enverront", "depeche", "depeches", "as", "delegue", "delegated")
	}
	for k := j + 1; k < len(s.toks) && k <= j+reach; k++ {
		t := &s.toks[k]
		switch {
		case t.kind == punct || t.isAny("as", "en", "comme", "too", "also", "aussi", "egalement", "mediation", "mediateur", "mediateurs", "mediators", "intermediaires"):
			return true
		case s.theOccasion(k) > 0, t.is2("aux", "au") && (at(s.toks, k+1).lex.noun.contact || at(s.toks, k+1).lex.occasion || at(s.toks, k+1).lex.noun.gathering):
			return true
		case t.isAny("a", "an", "un", "une"):
			return false
		}
	}
	return j+1 >= len(s.toks)
}

// beThere adds states and bodies to the contact that a sentence goes on about.
func (r *reader) beThere(s *sentence, found int, who []EntityID) (any bool) {
	index := r.attendedAt(s, found)
	if index < 0 {
		return false
	}
	a := &r.res.Assertions[index]
	if len(a.Participants) < 2 {
		return false
	}
	r.widening(index)
	a.joined = a.joined || r.peopleMet(a)
	for _, id := range who {
		if hasParty(a, id) || r.ofTheirs(a, id) {
			continue
		}
		any = true
		a.Participants = append(a.Participants, Participant{Entity: id})
		if a.Quote != s.span {
			a.Support = append(a.Support, s.span)
		}
	}
	return any
}

// ofTheirs reports whether somebody who takes part in a contact is of a state.
func (r *reader) ofTheirs(a *Assertion, state EntityID) bool {
	land := r.landOfParty(state)
	for _, p := range a.Participants {
		if p.Entity != None && land != "" && (r.homeland(p.Entity) == land || r.landOfParty(p.Entity) == land) {
			return true
		}
	}
	return false
}
