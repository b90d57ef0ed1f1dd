package extract

import "strings"

// comprised adds those whom a sentence counts among the delegation of a party: "his
// delegation included X", "la délégation comptait aussi Y".
func (r *reader) comprised(s *sentence, found, j int) bool {
	const reach = 9
	for k := j - 1; k >= 0 && k > j-reach; k-- {
		t := &s.toks[k]
		if t.in(isNegation) {
			return false
		}
		if !t.lex.retinue {
			continue
		}
		list := s.peopleFrom(j + 1)
		if len(list) == 0 && at(s.toks, j+1).in(isAdverb) {
			list = s.peopleFrom(j + 2)
		}
		if len(list) == 0 {
			return false
		}
		if who := r.possessor(s, k); who != None {
			return r.attendBeside(s, found, list, who)
		}
		if side := r.sideTold(s, k-1, k+4); side != None {
			return r.attendBeside(s, found, list, side)
		}
		return r.attend(s, found, list, true)
	}
	return false
}

// attends adds to the contact told those of whom the sentence says that they do
// what one does who is there: "X looked on", "X chaired the session", "X was in the
// room". It reports whether there were any.
func (r *reader) attends(s *sentence, found int) (any bool) {
	if !s.of(includesWords) && !s.of(occasionWords) && !s.anyAttending() {
		return false
	}
	if r.placedElsewhere(s, found) {
		return false
	}
	for j := range s.toks {
		if s.toks[j].of(includesWords) && r.comprised(s, found, j) {
			any = true
			continue
		}
		if s.toks[j].of(occasionWords) {
			if list := r.atOccasion(s, j); len(list) > 0 {
				any = r.attend(s, found, list, false) || any
			}
		}
		if !s.anyAttending() {
			continue
		}
		wordings := s.attendsAt(j)
		for i := range wordings {
			a := &wordings[i]
			if a.how > attendsComing || !a.matches(s.toks, j) || r.outOfReach(s, a, found, j) {
				continue
			}
			var list []int
			end := j + len(a.words)
			switch a.how {
			case attendsDoing:
				if !a.elsewhere(at(s.toks, end)) {
					list = r.whoAttends(s, j)
				}
			case attendsOver:
				if s.occasionAfter(end) {
					list = r.whoAttends(s, j)
				}
			case attendsAt:
				if !s.ownOccasion(end) && !s.besideThing(a, end) {
					if list = r.whoIsAt(s, j, end); len(list) == 0 && any {
						list = s.andHe(j)
					}
				}
			}
			if a.how == attendsComing && !s.toOwn(end) && r.isGathering(s, found) {
				list = r.whoAttends(s, j)
			}
			if len(list) == 0 && a.how <= attendsOver && (at(s.toks, j-1).is("y") || at(s.toks, j-1).is4("auquel", "laquelle", "auxquels", "auxquelles") && !s.joinedBefore(j)) {
				for at(s.toks, end).in(isAdverb) || at(s.toks, end).isAny("aussi", "egalement", "notamment") {
					end++
				}
				list = s.peopleFrom(end) // "Y assistaient X et Z", "auquel participaient aussi X et Z"
			}
			if len(list) == 0 || r.tooLate(s, found, j) {
				continue
			}
			r.thatOne = a.how == attendsOver
			side := r.sideTold(s, j, end)
			if side == None {
				side = r.cameWith(s)
			}
			if side != None {
				any = r.attendBeside(s, found, list, side) || any
			} else if a.how <= attendsOver && r.wasThere(s, found, list) {
				any = true
			} else {
				any = r.attend(s, found, list, false) || any
			}
			any = r.asDid(s, found, end) || any
			if a.how <= attendsOver { // "steered the talks with X"
				any = r.attend(s, found, s.helpers(end), false) || any
			}
			r.thatOne = false
			break
		}
	}
	return any
}

// placedElsewhere reports whether a sentence without a contact of its own opens with another town than that
// of the contact told last: "In Brussels, X presided".
func (r *reader) placedElsewhere(s *sentence, found int) bool {
	last := r.lastTold()
	if last == nil || last.Place == None || r.res.Entities[last.Place].Kind != Place || !s.toks[0].isAny("à", "au", "in", "at") || r.ownContact(s, found) {
		return false
	}
	open := s.opening()
	if open == 0 {
		return false
	}
	place := r.placeIn(s, 0, open, 0)
	return place != None && place != last.Place && r.res.Entities[place].Kind == Place && !r.plainVenue(place) && !r.plainVenue(last.Place)
}

// wasThere asserts the contact of those whom the sentence before named, without a word of
// contact, where this one tells who took part in it or led it: "X and Y signed a truce. Z
// had mediated."
func (r *reader) wasThere(s *sentence, found int, list []int) bool {
	const most = 4
	if r.prior.sentence != r.sentence-1 || len(r.prior.who) < 2 || len(r.prior.who) > most || r.ownContact(s, found) || r.prior.who[0].list != r.prior.who[1].list {
		return false
	}
	a := Assertion{Kind: Meeting, Date: r.prior.day, Place: r.prior.place, ClaimedBy: None, Quote: s.span, Rule: "contact/back", Role: Role{Body: None, Country: None}, Support: []Span{r.prior.span}}
	for _, m := range r.prior.who {
		if m.list == r.prior.who[0].list {
			a.Participants = append(a.Participants, Participant{Entity: m.id})
		}
	}
	for _, id := range r.peopleOf(s, list) {
		if !hasParty(&a, id) {
			a.Participants = append(a.Participants, Participant{Entity: id})
		}
	}
	if len(a.Participants) < 3 || a.Date.IsZero() && a.Place == None {
		return false
	}
	r.add(a)
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
	return true
}

// asDid adds those of whom a sentence tells the same after token j: "as did X", "de même
// que Y".
func (r *reader) asDid(s *sentence, found, j int) bool {
	for ; j+2 < len(s.toks); j++ {
		end := -1
		switch {
		case s.toks[j].is("as") && s.toks[j+1].isAny("did", "was", "were", "had", "will"):
			end = j + 2
		case s.toks[j].is("de") && s.toks[j+1].is("meme") && s.toks[j+2].is2("que", "qu'"):
			end = j + 3
		case boundary(&s.toks[j]):
			return false
		}
		if end < 0 {
			continue
		}
		list := s.peopleFrom(end)
		if len(list) == 0 {
			return false
		}
		if side := r.sideTold(s, s.phrases[list[len(list)-1]].to, len(s.toks)); side != None {
			return r.attendBeside(s, found, list, side)
		}
		return r.attend(s, found, list, false)
	}
	return false
}

// sideTold returns the party on whose side tokens [j, end) put somebody: "in the Indian
// party", "on X's team"; None where they tell none.
func (r *reader) sideTold(s *sentence, j, end int) EntityID {
	for k := j; k < end && k < len(s.toks); k++ {
		t := &s.toks[k]
		if t.isAny("partie", "part", "member", "members", "membres", "delegation") && r.leader != None {
			if last := r.lastTold(); last != nil && hasParty(last, r.leader) {
				return r.leader
			}
		}
		if !t.cap && !t.demonym() {
			continue
		}
		for _, e := range t.lex.entries {
			if e.kind == lexDemonym {
				if last := r.lastTold(); last != nil {
					for _, p := range last.Participants {
						if c := r.countryOf(p.Entity); c != None && r.res.Entities[c].Code == e.id {
							return p.Entity
						}
					}
				}
			}
		}
		if p := r.people.find(t.text); p != nil && t.cap {
			return r.person(t.text)
		}
	}
	return None
}

// attendBeside is attend for those who are on the side of a party.
func (r *reader) attendBeside(s *sentence, found int, list []int, party EntityID) bool {
	before := map[EntityID]bool{}
	r.firmUp(s)
	index := r.attendedAt(s, found)
	if index >= 0 {
		for _, p := range r.res.Assertions[index].Participants {
			before[p.Entity] = true
		}
	}
	if !r.attend(s, found, list, false) {
		return false
	}
	if index < 0 {
		return true
	}
	a := &r.res.Assertions[index]
	side := 0
	for i := range a.Participants {
		if a.Participants[i].Entity == party {
			side = a.Participants[i].Side
		}
	}
	if !hasParty(a, party) {
		return true
	}
	for i := range a.Participants {
		if p := &a.Participants[i]; !before[p.Entity] {
			p.Side = side
		}
	}
	return true
}

// attended adds to the contact that the sentence tells those under whose eyes it
// took place: "sous l'égide de X", "talks hosted by X", "with X looking on". A
// sentence that tells of no contact but goes back to one adds to that.
func (r *reader) attended(s *sentence, found int) {
	for j := 0; j < len(s.toks) && s.anyAttending(); j++ {
		wordings := s.attendsAt(j)
		for i := range wordings {
			a := &wordings[i]
			if a.how < attendsUnder || !a.matches(s.toks, j) {
				continue
			}
			end := j + len(a.words)
			var list []int
			switch a.how {
			case attendsUnder, attendsBeside:
				list = s.peopleFrom(end)
			case attendsHis:
				list = r.nearestSubject(s, j)
			case attendsBidden:
				if r.isGathering(s, found) {
					list = s.peopleFrom(end)
				}
			case attendsBy:
				if s.occasionBefore(j) {
					list = s.peopleFrom(end)
				}
			case attendsAs:
				list = s.withBefore(j)
			}
			if len(list) == 0 {
				continue
			}
			if r.ownContact(s, found) || s.backAtOpening() || r.addedTo(s) || a.how == attendsAs && s.toks[0].is2("with", "avec") && j < 16 && r.topicalAt == r.block {
				added := r.addedTo(s)
				r.thatOne = added
				if a.how == attendsBeside && !a.watches() && !added {
					r.accompanies(s, found, j, list)
				} else {
					r.attend(s, found, list, false)
				}
				r.thatOne = false
			}
			break
		}
	}
}

// isGathering reports whether a gathering is what the sentence tells of, or what was
// told last before it.
func (r *reader) isGathering(s *sentence, found int) bool {
	for i := len(r.res.Assertions) - 1; i >= found; i-- {
		if a := &r.res.Assertions[i]; a.Kind <= Gathering && a.Quote == s.span {
			return a.Kind == Gathering
		}
	}
	last := r.lastTold()
	return last != nil && last.Kind == Gathering
}

// addedTo reports whether the sentence has added to the contact told last.
func (r *reader) addedTo(s *sentence) bool {
	last := r.lastTold()
	return last != nil && len(last.Support) > 0 && last.Support[len(last.Support)-1] == s.span
}

// ownContact reports whether a contact of the sentence itself was found.
func (r *reader) ownContact(s *sentence, found int) bool {
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Kind < RegularContact && a.Quote == s.span {
			return true
		}
	}
	return false
}

// backAtOpening reports whether a sentence opens with what stands for a contact told
// before: "La cérémonie s'est déroulée".
func (s *sentence) backAtOpening() bool {
	for j := range min(len(s.toks), 4) {
		if t := &s.toks[j]; t.lex.occasion || t.lex.noun.contact {
			return at(s.toks, j-1).isAny("the", "their", "this", "la", "le", "l'", "leur", "cette", "cet", "ce", "les", "leurs")
		}
	}
	return false
}

// attendsWith reports whether a verb group is of a wording of presence at the contact
// told last, so that it tells of no other: "Y mediated".
func (r *reader) attendsWith(s *sentence, v *group) bool {
	if r.lastTold() == nil || !s.anyAttending() {
		return false
	}
	for j := v.from; j < min(v.to+3, len(s.toks)); j++ {
		wordings := s.attendsAt(j)
		for i := range wordings {
			a := &wordings[i]
			if a.how == attendsAt && a.matches(s.toks, j) && s.toks[v.to-1].lex.posture && r.topicalAt == r.block {
				return len(r.whoIsAt(s, j, j+len(a.words))) > 0
			}
			if end := j + len(a.words); j < v.to && a.how <= attendsOver && a.matches(s.toks, j) && !a.elsewhere(at(s.toks, end)) && !at(s.toks, end).is4("with", "between", "avec", "entre") &&
				(a.how == attendsDoing || s.occasionAfter(end)) && len(r.whoAttends(s, j)) > 0 {
				return true
			}
		}
	}
	return false
}

// lookingOn reports whether a wording of somebody who is there too stands at token j, after
// "with X".
func (s *sentence) lookingOn(j int) bool {
	if j >= len(s.toks) {
		return false
	}
	for i := range s.toks[j].lex.attends {
		if a := &s.toks[j].lex.attends[i]; a.how == attendsAs && a.matches(s.toks, j) {
			return true
		}
	}
	return false
}

// tooLate reports whether the wording at token j tells of what is to come, while the contact
// told last is over: it is of another one.
func (r *reader) tooLate(s *sentence, found, j int) bool {
	last := r.lastTold()
	if last == nil || last.Status != Occurred || r.ownContact(s, found) {
		return false
	}
	t := &s.toks[j]
	if t.is("will") || at(s.toks, j-1).is("will") || t.lex.be == present && at(s.toks, j+1).is("to") || at(s.toks, j-1).is("to") && at(s.toks, j-2).lex.be == present {
		return true
	}
	return r.g.romance && t.kind == word && len(t.low) > 5 && (strings.HasSuffix(t.low, "era") || strings.HasSuffix(t.low, "eront") || strings.HasSuffix(t.low, "dra") || strings.HasSuffix(t.low, "dront") || strings.HasSuffix(t.low, "ira"))
}

// attendBoth adds somebody to the contact told before the one at an index, where the
// sentence says that he was in both.
func (r *reader) attendBoth(s *sentence, index int, id EntityID) {
	both := false
	for j := 1; j < len(s.toks); j++ {
		if n := &s.toks[j].lex.noun; n.contact || n.gathering {
			both = both || s.toks[j-1].is4("both", "deux", "two", "chaque")
		}
	}
	for i := index - 1; both && i >= 0; i-- {
		b := &r.res.Assertions[i]
		if b.Kind >= RegularContact || len(b.Participants) < 2 {
			continue
		}
		if !hasParty(b, id) && b.Status == r.res.Assertions[index].Status {
			b.Participants = append(b.Participants, Participant{Entity: id, Side: r.sideOf(b, id, false)})
			b.Support = append(b.Support, s.span)
		}
		return
	}
}
