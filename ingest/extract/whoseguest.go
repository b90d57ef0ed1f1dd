package extract

// Who is somebody's guest where no verb of receiving tells it: a trip of his is spoken of,
// honours are done to him, or the other one has him at his own table.

// tellsGuest notes the guest of whom a sentence tells so, for "the visitor" after it.
func (r *reader) tellsGuest(s *sentence, found int) {
	if r.guestAt == r.sentence {
		return
	}
	guest, host := None, None
	if s.in(isTrip) {
		guest = r.tripMaker(s)
	}
	if guest == None && s.of(honourWords) {
		guest = r.honoured(s)
	}
	if guest == None && s.of(hostingWords) {
		guest = r.hosted(s)
	}
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		if a.Kind >= RegularContact || len(a.Participants) != 2 || r.res.Entities[a.Participants[0].Entity].Kind != Person || r.res.Entities[a.Participants[1].Entity].Kind != Person {
			continue
		}
		if guest == None && !remote(a.Kind) {
			host = r.atHisOwn(s)
			if hasParty(a, host) {
				guest = a.other(host)
			}
		} else if hasParty(a, guest) {
			host = a.other(guest)
		}
		break
	}
	if guest != None {
		r.guest, r.host, r.guestAt = guest, host, r.sentence
	}
}

// other returns the other party of a contact of two.
func (a *Assertion) other(id EntityID) EntityID {
	if a.Participants[0].Entity == id {
		return a.Participants[1].Entity
	}
	return a.Participants[0].Entity
}

// tripMaker returns whose visit a sentence speaks of: "X, whose visit", "X, dont c'est la
// première visite", "the Norwegian's stay", "a visit by X".
func (r *reader) tripMaker(s *sentence) EntityID {
	const reach = 4 // words before the noun
	for j := range s.toks {
		if !s.toks[j].in(isTrip) || s.verbFrom[j] {
			continue
		}
		if by := at(s.toks, j+1); by.isAny("by", "of", "de", "d'", "du") {
			if i := s.phraseFrom(j + 2); i >= 0 && len(s.phrases[i].people) == 1 {
				return r.person(s.phrases[i].people[0].text)
			}
		}
		for k := j - 1; k > 0 && k >= j-reach; k-- {
			t := &s.toks[k]
			end := k
			switch {
			case t.is2("whose", "dont"):
				if s.toks[k-1].is(",") {
					end--
				}
			case t.is2("'s", "'"):
			case t.kind != word || t.in(isPreposition):
				end = -1
			default:
				continue
			}
			if i := s.phraseEnding(end); end > 0 && i >= 0 {
				if p := &s.phrases[i]; len(p.people) == 1 {
					return r.person(p.people[0].text)
				} else if p.tells() || p.title != nil && p.title.bearer != nil {
					return firstOf(r.partiesIn(s, i))
				}
			}
			break
		}
	}
	return None
}

// honoured returns for whom honours are: "rolled out the red carpet for X", "a banquet in
// honour of X", "n'a ménagé aucun honneur à X".
func (r *reader) honoured(s *sentence) EntityID {
	const reach = 6 // words between, such as the day and the place
	for j := range s.toks {
		if !s.toks[j].of(honourWords) {
			continue
		}
		for i := range s.phrases {
			p := &s.phrases[i]
			if p.from <= j || p.from > j+reach || len(p.people) != 1 {
				continue
			}
			if p.prep == "for" || p.prep == "to" || p.prep == "pour" || p.prep == "à" || p.prep == "of" || p.prep == "de" || p.prep == "d'" {
				return r.person(p.people[0].text)
			}
			break
		}
	}
	return None
}

// hosted returns whom a host treats as his guest: "kept X for an hour", "a retenu X à dîner".
func (r *reader) hosted(s *sentence) EntityID {
	for j := range s.toks {
		if !s.toks[j].of(hostingWords) {
			continue
		}
		if i := s.phraseFrom(j + 1); i >= 0 && len(s.phrases[i].people) == 1 && s.phrases[i].prep == "" {
			return r.person(s.phrases[i].people[0].text)
		}
	}
	return None
}

// atHisOwn returns who has the other one at his own table, palace or desk: the subject before
// "his table". Where he goes there himself, nothing is told.
func (r *reader) atHisOwn(s *sentence) EntityID {
	if !s.of(hisWords) {
		return None
	}
	for j := 1; j+1 < len(s.toks); j++ {
		if !s.toks[j].is4("his", "her", "son", "sa") || !s.toks[j-1].isAny("at", "in", "to", "into", "dans", "à", "sur") && !(s.toks[j-1].is3("opened", "ouvert", "ouvrait")) {
			continue
		}
		if k := j + 1; !s.toks[k].isAny("table", "palace", "residence", "house", "home", "desk", "ranch", "castle", "palais", "bureau", "domaine", "domicile", "chateau") && !(at(s.toks, k+1).isAny("table", "palace", "residence", "house", "home", "ranch")) {
			continue
		}
		for i := range s.phrases {
			p := &s.phrases[i]
			if p.from > j || p.prep != "" || p.weak {
				break
			}
			if k := s.verbAt(p.to); k >= 0 && s.verbs[k].verb.can(goes) {
				break
			}
			if len(p.people) == 1 {
				return r.person(p.people[0].text)
			}
			return None
		}
	}
	return None
}
