package extract

// English tells of visitors in their order without a word of contact: "X came first, Y was next,
// and Z closed the series", "X comes last, on Saturday in Warsaw", "Y follows him on Thursday".
// All were received by, or called on, whoever had the contact told last, or by whom a sentence
// calls a host of several or says to have a list of them.

// diary is of whoever has a list of visitors or appointments, of which a text tells one by one.
type diary struct {
	who      EntityID
	block    int
	sentence int
	day      Date
	place    EntityID
}

// noteDiary notes whose visitors or appointments a sentence names: "has been working through
// twelve bilateral appointments", "one guest after another filed through the office of X".
func (r *reader) noteDiary(s *sentence) {
	if r.g.romance || !s.of(visitorWords) || !r.namesOne(s) {
		return
	}
	for j := range s.toks {
		t := &s.toks[j]
		if !t.of(visitorWords) || t.is3("guest", "visitor", "caller") && !(at(s.toks, j+1).is("after") && at(s.toks, j+2).is("another")) {
			continue
		}
		for i := range s.phrases {
			p := &s.phrases[i]
			if len(p.people) != 1 || p.weak || s.speaks(p) {
				continue
			}
			r.diary = diary{r.person(p.people[0].text), r.block, r.sentence, r.dateIn(s, 0, len(s.toks), j, past), r.placeIn(s, 0, len(s.toks), j)}
			return
		}
		return
	}
}

// diaryOpen reports whether a sentence near by told of a diary.
func (r *reader) diaryOpen() bool {
	const reach = 3 // sentences
	return r.diary.who != None && r.diary.block == r.block && r.sentence-r.diary.sentence <= reach
}

// inOrder asserts the contacts of those whose place in a series a sentence tells.
func (r *reader) inOrder(s *sentence, found int) {
	if r.ownContact(s, found) {
		r.cameAfter(s, found)
		return
	}
	if s.of(contestWords) || r.before != nil && r.before.of(contestWords) || s.habitual() || s.conditional(0, min(len(s.toks), 2)) {
		return
	}
	host, like := None, Assertion{}
	for j := range s.toks {
		if !s.toks[j].of(orderWords) {
			continue
		}
		if s.toks[j].is("turn") {
			if a, ok := r.hisTurnWith(s, j); ok {
				host, like = a.Participants[1].Entity, a
			}
			continue
		}
		i, now := s.inPlace(j)
		if i < 0 && r.diaryOpen() {
			i = s.ofDiary(j)
		}
		if i < 0 || len(s.phrases[i].people) == 0 || s.phrases[i].weak || s.phrases[i].prep != "" && s.phrases[i].prep != "with" {
			continue
		}
		if host == None {
			if host, like = r.ofSeries(s, s.toks[j].is("follows")); host == None {
				return
			}
		}
		host = r.inPlaceOf(s, found, j, i, now, host, &like)
	}
}

// inPlaceOf asserts the contact of those named with phrase i, who had the place in a series that the
// word at token j tells, with whoever received them, and returns him: the traveller, where it took
// place elsewhere than the contact before.
func (r *reader) inPlaceOf(s *sentence, found, j, i int, now bool, host EntityID, like *Assertion) EntityID {
	a := Assertion{Kind: like.Kind, Status: like.Status, Place: like.Place, Date: like.Date, ClaimedBy: r.claimAt(s, 0), Quote: s.span, Rule: "contact/episode", Role: Role{Body: None, Country: None}}
	if now && (a.Status == Planned || len(s.dates) > 0) || at(s.toks, j-1).is("will") {
		a.Status = Planned
	}
	lo, hi := s.gapBounds(&s.phrases[i])
	for hi < len(s.toks) && !s.toks[hi].is2(";", ".") && !s.toks[hi].is("and") {
		hi++
	}
	if day := r.dateIn(s, lo, hi, j, sideOfStatus(a.Status)); !day.IsZero() {
		a.Date = day
	}
	if place := r.placeIn(s, lo, hi, j); place != None {
		if a.Place != None && a.Place != place && r.diary.who != host {
			host = r.traveller(like, host)
		}
		a.Place = place
	}
	from := len(r.res.Assertions)
	for _, k := range s.allBefore(i) {
		for _, id := range r.partiesIn(s, k) {
			if id != None && id != host && r.res.Entities[id].Kind == Person && !r.paired(host, id, found, found, a.Status) {
				r.pairs(a, []EntityID{host}, []EntityID{id})
			}
		}
	}
	if len(r.res.Assertions) > from {
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
	}
	return host
}

// cameAfter asserts that others came after the contact of which their sentence tells, to the one whom
// it names first: "X saw Y in the morning; after that came Z".
func (r *reader) cameAfter(s *sentence, found int) {
	for j := 3; j < len(s.toks); j++ {
		before := &s.toks[j-1]
		if !s.toks[j].is2("came", "come") || !before.is2("next", "then") && !(before.isAny("that", "him", "her", "which") && s.toks[j-2].is("after")) {
			continue
		}
		list := s.peopleFrom(j + 1)
		for i := found; i < len(r.res.Assertions) && len(list) > 0; i++ {
			a := r.res.Assertions[i]
			if a.Kind >= Gathering || a.Quote != s.span || len(a.Participants) != 2 || a.Status > Planned {
				continue
			}
			host, _ := r.inOrderNamed(s, &a)
			for _, id := range r.peopleOf(s, list) {
				if host != None && id != host && !r.paired(host, id, found, found, a.Status) {
					a.Participants = nil
					r.pairs(a, []EntityID{host}, []EntityID{id})
				}
			}
			return
		}
	}
}

// hisTurnWith asserts that somebody "has his turn with Y", with "turn" at token j.
func (r *reader) hisTurnWith(s *sentence, j int) (Assertion, bool) {
	if j < 2 || !at(s.toks, j+1).is("with") || !s.toks[j-1].is2("his", "her") {
		return Assertion{}, false
	}
	k := j - 2
	for k > 0 && s.toks[k-1].in(isModal|isAdverb) {
		k--
	}
	who, others := r.peopleOf(s, r.whoAttends(s, k)), r.peopleOf(s, s.peopleFrom(j+2))
	if len(who) != 1 || len(others) != 1 || who[0] == others[0] {
		return Assertion{}, false
	}
	a := Assertion{Kind: Meeting, ClaimedBy: r.claimAt(s, 0), Quote: s.span, Rule: "contact/episode", Role: Role{Body: None, Country: None}}
	dir := past
	if s.toks[j-2].isAny("has", "have", "gets", "takes", "get") {
		a.Status, dir = Planned, future
	}
	hi := j
	for hi < len(s.toks) && !boundary(&s.toks[hi]) {
		hi++
	}
	a.Date, a.Place = r.dateIn(s, 0, hi, j, dir), r.placeIn(s, 0, hi, j)
	r.pairs(a, who, others)
	a.Participants = []Participant{{Entity: who[0]}, {Entity: others[0]}}
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
	return a, true
}

// ofSeries returns whose series of contacts a sentence goes on with, and what that was like;
// where somebody "follows him", whoever "him" was with.
func (r *reader) ofSeries(s *sentence, him bool) (EntityID, Assertion) {
	last := r.lastBefore(s)
	if d := &r.diary; r.diaryOpen() && (last == nil || !hasParty(last, d.who) || d.sentence == r.sentence-1) {
		return d.who, Assertion{Kind: Meeting, Place: d.place, Date: d.day}
	}
	r.firmUp(s)
	last = r.lastBefore(s)
	if last == nil || last.Status > Planned || len(last.Participants) != 2 || !r.allPeople(partiesOf(last)) {
		return None, Assertion{}
	}
	host := r.hostTold(last)
	if id := r.at.series; id != None && hasParty(last, id) && r.block-r.at.seriesBlock <= 1 {
		host = id
	}
	if him && host == r.lastSubject && r.received.host == None {
		for _, p := range last.Participants {
			if p.Entity != r.lastSubject {
				host = p.Entity
			}
		}
	}
	like := *last
	if like.Kind == Gathering {
		like.Kind = Meeting
	}
	return host, like
}

// inPlace returns the phrase of whoever had the place in a series that the word at token j tells,
// -1 where it tells none, and whether it tells it in the present.
func (s *sentence) inPlace(j int) (i int, now bool) {
	t, next := &s.toks[j], at(s.toks, j+1)
	ends := func(k int) bool { // what comes first may be first in a vote
		x := at(s.toks, k)
		return x.kind != word || x.is("and") && !at(s.toks, k+1).is("foremost") || x.is3("on", "with", "bringing") || s.inDate(k)
	}
	switch {
	case t.isAny("came", "come", "comes"):
		if !next.isAny("first", "next", "second", "third", "last", "afterwards", "later") || !ends(j+2) {
			return -1, false
		}
		now = t.is("comes")
	case t.is3("was", "is", "were"):
		if next.is("the") && at(s.toks, j+2).isAny("first", "next", "second", "third", "last", "final") {
			if to := j + 3; !(at(s.toks, to).is("to") && at(s.toks, to+1).is("be") && at(s.toks, to+2).isAny("seen", "received", "heard", "admitted")) && !at(s.toks, to).isAny("visitor", "caller", "guest") {
				return -1, false
			}
		} else if !next.is4("next", "last", "first", "second") || !ends(j+2) {
			return -1, false
		}
		now = t.is("is")
	case t.isAny("closed", "opened", "completed", "concluded", "ended", "began", "rounded", "brought"):
		k := j + 1
		if t.is2("rounded", "brought") && at(s.toks, k).is2("off", "up") {
			k++
		}
		if !at(s.toks, k).is("the") || !at(s.toks, k+1).isAny("series", "list", "procession", "parade", "rear", "sequence") || at(s.toks, k+2).is2("of", "against") {
			return -1, false
		}
	case t.is("follows"):
		if !next.is2("him", "her") && !(s.inDate(j+1) || next.is("on") && s.inDate(j+2)) {
			return -1, false
		}
		now = true
	default:
		return -1, false
	}
	for at(s.toks, j-1).isAny("also", "will", "then") {
		j--
	}
	if i = s.phraseEnding(j); i < 0 || len(s.phrases[i].people) == 0 {
		i = s.whoBefore(j)
	}
	return i, now
}

// ofDiary returns the phrase of whoever the words at token j put into a diary: "the one with X was
// about gas", "X came to discuss gas"; -1 where they put nobody there.
func (s *sentence) ofDiary(j int) int {
	t, next := &s.toks[j], at(s.toks, j+1)
	switch {
	case t.is("one") && next.is("with") && at(s.toks, j-1).isAny("the", "first", "last", "next"):
		if list := s.peopleFrom(j + 2); len(list) > 0 {
			return list[0]
		}
	case t.is("came") && next.is("to") && len(at(s.toks, j+2).forms) > 0, t.is("came") && next.is2("with", "about"):
		if i := s.phraseEnding(j); i >= 0 && len(s.phrases[i].people) > 0 {
			return i
		}
		return s.whoBefore(j)
	}
	return -1
}

// traveller returns who goes on to another place after a contact of two: who has been in contact
// with several, else the guest.
func (r *reader) traveller(last *Assertion, host EntityID) EntityID {
	for i := range r.res.Assertions {
		if a := &r.res.Assertions[i]; a.Kind < RegularContact && len(a.Participants) == 2 && hasParty(a, host) && a.Quote != r.now.span && (!hasParty(a, last.Participants[0].Entity) || !hasParty(a, last.Participants[1].Entity)) {
			return host
		}
	}
	if guest, _ := r.whoCame(last); guest != None {
		return guest
	}
	return host
}
