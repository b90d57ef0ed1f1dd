package extract

// Second contacts of those whom a text has told of: the first date that fell through, the
// trip that one of them agreed to make, the next time, at which others will join them.

// firstDate asserts that what had been set for the people told of before came to nothing:
// "Their first appointment, fixed for March 28, was called off", "Une première visite,
// prévue en mai, avait été annulée".
func (r *reader) firstDate(s *sentence, _ int) {
	last := r.lastTold()
	if len(last.Participants) < 2 || len(last.Participants) > 4 || last.Status == Cancelled || !r.allPeople(partiesOf(last)) {
		return
	}
	n := s.firstOne()
	if n < 0 || s.between(n, len(s.toks)) || s.named(n, n+8) {
		return
	}
	if s.attemptFailed(n) {
		r.firstFailed(s, n, last, Assertion{Kind: Meeting})
		return
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.verb.can(cancels) && !v.passive && !v.neg && !v.bare && v.to <= n && n-v.to < 5 && !s.told[k] {
			s.told[k] = r.firstFailed(s, n, last, Assertion{Kind: Meeting, Postponed: v.verb.can(defers)})
			return
		}
		if v.from <= n || v.bare || v.wish || v.hedged || s.clauseEnds(n, v.from) || s.told[k] {
			continue
		}
		if !(v.verb.can(cancels) && v.passive && !v.neg) && !(v.verb.can(takesPlace) && v.neg && v.tense == preterite) && !s.fallsThrough(v) {
			continue
		}
		a := Assertion{Kind: Meeting, Status: Cancelled, Postponed: v.verb.can(defers), Place: None, ClaimedBy: r.claimAt(s, n), Quote: s.span, Rule: "contact/round", Role: Role{Body: None, Country: None}}
		if s.toks[n].lex.noun.contact {
			a.Kind = s.toks[n].lex.noun.kind
		}
		a.Date, a.Place = r.dateIn(s, n, v.from, n, setFor), r.placeIn(s, n, v.from, n)
		if a.Date.IsZero() && a.Place == None && last.Status != Planned {
			return
		}
		s.told[k] = true
		a.Participants = append(a.Participants, last.Participants...)
		r.add(a)
		return
	}
}

// firstFailed asserts that what had been set at first for the people told of last, which the noun
// at n names, came to nothing: "had scrapped the original rendezvous, fixed for July 6". It reports
// whether it did.
func (r *reader) firstFailed(s *sentence, n int, last *Assertion, a Assertion) bool {
	const reach = 8
	a.Status, a.ClaimedBy, a.Quote, a.Rule, a.Role = Cancelled, r.claimAt(s, n), s.span, "contact/round", Role{Body: None, Country: None}
	if s.toks[n].lex.noun.contact {
		a.Kind = s.toks[n].lex.noun.kind
	}
	a.Date, a.Place = r.dateIn(s, n, len(s.toks), n, setFor), r.placeIn(s, n, min(len(s.toks), s.clauseAfter(n, reach)), n)
	if a.Date.IsZero() && a.Place == None || a.Date == last.Date {
		return false
	}
	a.Participants = append(a.Participants, last.Participants...)
	r.add(a)
	return true
}

// attemptFailed reports whether a sentence tells that the attempt at n failed.
func (s *sentence) attemptFailed(n int) bool {
	const reach = 14
	return s.toks[n].is2("attempt", "tentative") && s.has(n+1, n+reach, "failed", "echoue", "capote", "foundered")
}

// firstOne returns the noun of what had been set at first: "their first appointment", "la
// rencontre initiale", "an earlier visit"; -1 where there is none.
func (s *sentence) firstOne() int {
	const reach = 3
	for n := range s.toks {
		t := &s.toks[n]
		if !t.lex.noun.contact && !t.lex.noun.gathering && !t.in(isTrip) && !t.isAny("appointment", "date", "rendezvous", "attempt", "tentative") || t.kind != word || t.cap && n > 0 || s.inAnyVerb(n) {
			continue
		}
		if at(s.toks, n+1).is3("initial", "initiale", "initialement") {
			return n
		}
		own := false
		for j := n - 1; j >= 0 && j >= n-reach; j-- {
			switch d := &s.toks[j]; {
			case d.isAny("first", "initial", "original", "premier", "premiere", "earlier", "previous", "precedent", "precedente"):
				own = true
			case d.isAny("their", "leur", "a", "an", "une", "un", "cette", "the", "la", "le", "l'"):
				if own {
					return n
				}
			}
		}
	}
	return -1
}

// agreedTo asserts the trip to the other one that somebody agreed to make, of two who have
// just been told to be in contact: "He accepted an invitation to visit Lima".
func (r *reader) agreedTo(s *sentence, found, verb, n int) {
	const reach = 14 // tokens of what tells where and when
	last := r.lastTold()
	if last == nil || last.Status != Occurred || len(last.Participants) != 2 || !r.allPeople(partiesOf(last)) || s.named(n, n+reach) {
		return
	}
	guests := r.peopleOf(s, r.nearestSubject(s, verb))
	if len(guests) != 1 || !hasParty(last, guests[0]) {
		return
	}
	hi := min(len(s.toks), n+reach)
	a := Assertion{Kind: Visit, Status: Planned, Place: None, ClaimedBy: r.claimAt(s, verb), Quote: s.span, Rule: "contact/invited", Role: Role{Body: None, Country: None}}
	a.Date = r.dateIn(s, n, hi, n, future)
	for k := n + 1; a.Place == None && k+1 < hi; k++ {
		if s.toks[k].is3("visit", "to", "visiter") && !s.toks[k+1].is("visit") {
			a.Place = r.placeAfter(s, k+1)
		}
	}
	if a.Place == None {
		a.Place = r.placeIn(s, n, hi, n)
	}
	if a.Date.IsZero() && a.Place == None {
		return
	}
	host := last.Participants[0].Entity
	if host == guests[0] {
		host = last.Participants[1].Entity
	}
	if r.paired(guests[0], host, found, found, Planned) {
		return
	}
	r.pairs(a, guests, []EntityID{host})
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
}

// willJoin asserts the next contact of people told of before, at which others are to join
// them: "X will join these three in Chisinau on June 1", "Y les rejoindra à Lima".
func (r *reader) willJoin(s *sentence, _ int) {
	for j := 1; j < len(s.toks); j++ {
		if !s.toks[j].of(joinWords) {
			continue
		}
		from, n := s.joinsThem(j)
		if from < 0 {
			continue
		}
		who := r.several(n)
		others := r.peopleOf(s, r.subjectsBefore(s, from))
		if len(who) < 2 || len(who) > 6 || len(others) == 0 || !r.allPeople(who) {
			return
		}
		for _, id := range others {
			if hasEntity(who, id) {
				return
			}
		}
		a := Assertion{Kind: Meeting, Status: Planned, Place: None, ClaimedBy: r.claimAt(s, from), Quote: s.span, Rule: againRule, Role: Role{Body: None, Country: None}}
		a.Kind = (&frame{s: s}).modeIn(0, len(s.toks), a.Kind)
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, future), r.placeIn(s, 0, len(s.toks), j)
		if a.Date.IsZero() && a.Place == None {
			return
		}
		for _, id := range append(others, who...) {
			a.Participants = append(a.Participants, Participant{Entity: id})
		}
		r.add(a)
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		return
	}
}

// joinsThem reports whether the verb of joining at token j is in the future and has those
// told of before as its object; it returns the token at which the verb starts, -1 where it
// does not, and how many they are, 0 where that is not told.
func (s *sentence) joinsThem(j int) (from, count int) {
	t, prev := &s.toks[j], at(s.toks, j-1)
	next := at(s.toks, j+1)
	group := 0
	if next.is4("the", "these", "those", "les") && at(s.toks, j+2).lex.unit >= 2 {
		group = at(s.toks, j+2).lex.unit
	}
	switch {
	case t.is2("rejoindra", "rejoindront"):
		if prev.is("les") {
			return j - 1, 0
		}
		if group > 0 {
			return j, group
		}
	case t.is("rejoindre") && prev.is("les") && at(s.toks, j-2).isAny("doit", "doivent", "devrait", "devraient", "va", "vont"):
		return j - 2, 0
	case t.is("join") && (next.is2("them", "both") || group > 0 || next.is("the") && at(s.toks, j+2).is3("pair", "trio", "duo")):
		if prev.is2("will", "shall") {
			return j - 1, group
		}
		if prev.is("to") && at(s.toks, j-2).isAny("is", "are", "due", "expected", "set", "scheduled") {
			if at(s.toks, j-2).is2("is", "are") {
				return j - 2, group
			}
			return j - 3, group
		}
	}
	return -1, 0
}

// subjectsBefore returns the list of people that ends right before token j.
func (r *reader) subjectsBefore(s *sentence, j int) []int {
	i := s.phraseEnding(j)
	for k := j - 1; i < 0 && k > 0 && k > j-4; k-- {
		i = s.phraseEnding(k)
	}
	if i < 0 {
		return nil
	}
	return s.listBefore(i)
}

// whoseTalks returns the phrase of him whose contact the noun at n is by a relative clause:
// "called off the talks that its minister, X, was to hold with Y"; -1 where there is none.
func (s *sentence) whoseTalks(n, end int) int {
	const reach = 3 // tokens between the person and the verb
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from <= n || p.to >= end || p.prep != "" || len(p.people) == 0 || p.weak {
			continue
		}
		for j := p.to; j < end && j < p.to+reach; j++ {
			if t := &s.toks[j]; t.in(isDue) || t.lex.be == preterite && at(s.toks, j+1).is2("to", "due") || t.is2("had", "avait") {
				return i
			}
		}
		return -1
	}
	return -1
}

// wasAtTable reports whether the invitation that the k-th verb tells of led to the meal at
// which something was said that the clause before it tells of, and when: "l'a dit vendredi à
// X, qui l'avait convié à déjeuner à l'Élysée".
func (r *reader) wasAtTable(s *sentence, k int) (Date, bool) {
	const reach = 5
	v := &s.verbs[k]
	if v.object == "" || k == 0 || !s.has(v.from, v.to, "avait", "avaient", "had") || s.verbs[k-1].tense != preterite || !s.verbs[k-1].verb.can(states|speaks|contacts) {
		return Date{}, false
	}
	for j := v.to; j < len(s.toks) && j < v.to+reach; j++ {
		if t := &s.toks[j]; t.isAny("dejeuner", "diner", "souper", "petit-dejeuner", "table", "the", "lunch", "dinner", "breakfast", "tea", "coffee") && at(s.toks, j-1).isAny("à", "a", "for", "to", "un", "sa", "his", "her") {
			if t.is("the") && at(s.toks, j-1).is("to") {
				return Date{}, false
			}
			day := Date{}
			for i := range s.dates {
				if s.dates[i].to <= v.from {
					day = r.resolve(s, i, past)
				}
			}
			return day, true
		}
	}
	return Date{}, false
}

// askedToCome asserts the trip that somebody agreed to when another asked him: "X has asked
// Y to come to Peru and he has accepted".
func (r *reader) askedToCome(s *sentence, _ int) {
	for i := 0; i+1 < len(s.phrases); i++ {
		p, q := &s.phrases[i], &s.phrases[i+1]
		if p.prep != "" || p.weak || q.prep != "" || q.weak || q.from <= p.to || q.from > p.to+3 || !at(s.toks, q.from-1).is2("asked", "urged") {
			continue
		}
		j := q.to
		if !at(s.toks, j).is("to") || !at(s.toks, j+1).isAny("come", "visit", "travel", "fly", "pay") || !s.acceptedAfter(j) {
			continue
		}
		hosts, guests := r.peopleOf(s, []int{i}), r.peopleOf(s, []int{i + 1})
		if len(hosts) != 1 || len(guests) != 1 || hosts[0] == guests[0] {
			continue
		}
		a := Assertion{Kind: Visit, Status: Planned, Place: None, ClaimedBy: s.claimer, Quote: s.span, Rule: "contact/invited", Role: Role{Body: None, Country: None}}
		const reach = 10 // tokens of what tells where and when
		hi := min(len(s.toks), j+reach)
		for k := j + 1; a.Place == None && k+1 < hi; k++ {
			if s.toks[k].is2("to", "visit") {
				a.Place = r.placeAfter(s, k+1)
			}
		}
		a.Date = r.dateIn(s, j, hi, j, future)
		r.pairs(a, guests, hosts)
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		return
	}
}

// acceptedAfter reports whether a sentence tells after token j that somebody agreed.
func (s *sentence) acceptedAfter(j int) bool {
	for k := j; k < len(s.toks); k++ {
		if s.toks[k].is3("accepted", "agreed", "accepts") && !at(s.toks, k-1).in(isNegation) {
			return true
		}
	}
	return false
}

// moved asserts the new day to which a contact of a sentence was moved: "talks between X and
// Y, set for Monday, have been moved to March 20".
func (r *reader) moved(s *sentence, found int) {
	for j := 1; j < len(s.toks); j++ {
		if prev := at(s.toks, j-1); !s.toks[j].of(movedWords) || !prev.isAny("been", "was", "were", "ete") {
			continue
		}
		for i := range s.dates {
			if d := &s.dates[i]; d.from <= j || d.from > j+4 || !s.newDay(*d) {
				continue
			}
			for k := len(r.res.Assertions) - 1; k >= found; k-- {
				a := &r.res.Assertions[k]
				if a.Kind >= RegularContact || len(a.Participants) < 2 || a.Status == Denied || a.Rule == "contact/putoff" {
					continue
				}
				b := *a
				b.Status, b.Rule, b.Date = Planned, "contact/putoff", r.resolve(s, i, future)
				a.Status, a.Postponed, a.Date = Cancelled, true, Date{}
				for n := range s.dates[:i] {
					a.Date = r.resolve(s, n, future)
				}
				r.add(b)
				return
			}
		}
	}
}

// awaitedInVain makes cancelled what somebody waited for who did not come: "a reporté le
// voyage qui devait le mener dimanche à Pékin, où l'attendait X".
func (r *reader) awaitedInVain(f frame, a *Assertion) bool {
	for _, w := range f.s.verbs[:f.k] {
		if w.verb.can(cancels) && !w.neg && !w.wish && !w.hedged {
			a.Status, a.Date = Cancelled, r.redated(f.s, a.Date, future)
			return true
		}
	}
	return false
}

// wasAttended reports whether a clause after token from tells who was at what somebody had
// invited to: "à un déjeuner auquel participaient aussi X et Y".
func (s *sentence) wasAttended(from int) bool {
	for j := from; j+1 < len(s.toks); j++ {
		if s.toks[j].isAny("auquel", "laquelle", "which") {
			return s.has(j+1, j+3, "participaient", "participait", "assistaient", "assistait", "participated", "attended", "also") || s.toks[j+1].cap && s.has(j+1, j+8, "attended", "participated")
		}
	}
	return false
}

// willDo reports whether a verb of a sentence tells what somebody will do.
func (s *sentence) willDo() bool {
	for k := range s.verbs {
		if v := &s.verbs[k]; v.tense == futureTense && !v.neg && !v.bare {
			return true
		}
	}
	return false
}

// wasDue reports whether a sentence tells what somebody was to do.
func (s *sentence) wasDue() bool {
	for j := range s.toks {
		if t := &s.toks[j]; t.in(isDue) || t.lex.be == preterite && at(s.toks, j+1).is2("to", "due") {
			return true
		}
	}
	return false
}

// calledOffBy returns the phrases of those whose contact the noun at n is that the k-th verb
// calls off: whom a relative clause names, else its subject.
func (r *reader) calledOffBy(s *sentence, n, end, k int) []int {
	if i := s.whoseTalks(n, end); i >= 0 {
		return []int{i}
	}
	return r.subject(s, k)
}
