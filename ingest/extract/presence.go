package extract

// presence adds to a contact those who are said to be there too: "en présence de
// X", "accompagné de X", "X était également présent", "X attended".
// It reports whether there were any.
func (r *reader) presence(s *sentence, found int) (any bool) {
	told := s.of(presenceWords) || s.in(isWith|isPresent|isExpected) || r.g.romance && s.of(partOfWords)
	for j := 0; told && j < len(s.toks); j++ {
		t := &s.toks[j]
		if r.g.romance && j > 0 && s.toks[j-1].of(partOfWords) {
			if be, ok := s.ofTheMeeting(j); ok {
				any = r.ofIt(s, found, j, be) || any
			}
		}
		if !t.of(presenceWords) && !t.in(isWith|isPresent|isExpected) {
			continue // no case starts with it
		}
		if s.unaccompanied(j) {
			continue
		}
		switch {
		case t.is("presence") && at(s.toks, j-1).is2("en", "the") && at(s.toks, j+1).isAny("de", "du", "d'", "des", "of"):
			list := s.phraseAfter(j, 3)
			if len(list) == 0 && r.g.romance {
				list = s.peopleFrom(j + 1) // "en présence du chef du parti, X"
			}
			any = r.attend(s, found, list, false) || s.backAtOpening() && len(list) > 0 && r.wasThere(s, found, list) || any
		case t.is("participation") && at(s.toks, j-1).is("la") && at(s.toks, j+1).isAny("de", "du", "d'") && at(s.toks, j-2).isAny("avec", "vu", "connu", "enregistre", "marquee"):
			any = r.attend(s, found, s.phraseAfter(j, 3), false) || any
		case t.is2("cotes", "alongside") && (at(s.toks, j-1).is("aux") || t.is("alongside")):
			if who := r.seatedBeside(s, j); len(who) > 0 && len(r.topical) > 0 {
				any = r.attend(s, found, who, false) || any // he sits there too
			}
			any = r.attend(s, found, s.phraseAfter(j, 3), true) || any
		case t.is3("devant", "autour", "around") && at(s.toks, j+1).is3("de", "d'", "du") == t.is("autour"):
			any = r.attend(s, found, s.phraseAfter(j, 3), false) || any
		case t.is2("between", "entre") && at(s.toks, j+1).is3("them", "eux", "elles"):
			any = r.attend(s, found, s.subjectBefore(r, j), false) || any
		case t.in(isWith) && at(s.toks, j+1).isAny("de", "du", "d'", "par", "by", "des"):
			any = r.accompanies(s, found, j, s.phraseAfter(j+1, 3)) || any
		case t.in(isWith) && at(s.toks, j-1).is2("que", "qu'"):
			if who := s.whoBefore(j - 1); who >= 0 {
				if ids := r.partiesIn(s, who); len(ids) == 1 { // "X, qu'accompagnait Y"
					any = r.attendBeside(s, found, s.phraseAfter(j, 2), ids[0]) || any
					continue
				}
			}
			any = r.broughtAlong(s, found, j) || any
		case t.in(isWith) && !t.is("joined") && at(s.toks, j+1).is3("him", "her", "them"):
			any = r.attend(s, found, s.subjectBefore(r, j), true) || any
		case t.in(isWith) && r.g.romance && s.objectOfCompany(j):
			any = r.cameWithHim(s, found, j) || any
		case t.in(isPresent | isExpected):
			any = r.present(s, found, j) && (r.asDid(s, found, j) || true) || any
		}
	}
	any = r.mediators(s, found) || any
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.verb.can(joins) && !v.bare && !v.neg && !v.wish && !v.hedged && !s.told[k] && s.joinsMeeting(v) {
			subject := r.subject(s, k)
			if len(subject) == 0 && v.from <= 1 {
				subject = s.inverted(v)
			}
			if i := s.phraseFrom(v.to); i >= 0 && v.reflex && at(s.toks, v.from-1).is4("auquel", "laquelle", "auxquels", "auxquelles") {
				subject = s.list(i, len(s.toks), -1) // "auquel s'est joint X"
			}
			if len(subject) > 0 && len(s.phrases[subject[0]].people) > 0 {
				any = r.attend(s, found, subject, false) || any
			}
		}
	}
	return r.whoTheyWere(s, found) || r.attends(s, found) || any
}

// broughtAlong adds those of whom a relative clause at token j tells that they came with its
// antecedent, on his side: "received X, qu'accompagnait Y".
func (r *reader) broughtAlong(s *sentence, found, j int) bool {
	list := s.phraseAfter(j, 2)
	end := j - 1
	if end > 0 && s.toks[end-1].is(",") && s.phraseEnding(end) < 0 {
		end--
	}
	if i := s.phraseEnding(end); i >= 0 && len(s.phrases[i].people) == 1 {
		who := r.person(s.phrases[i].people[0].text)
		if k := r.attendedAt(s, found); k >= 0 && hasParty(&r.res.Assertions[k], who) {
			return r.attendBeside(s, found, list, who)
		}
	}
	return r.attend(s, found, list, true)
}

// accompanies adds those who come with the one named right before a word of company at
// token j, on his side: "received by X, who was accompanied by Y".
func (r *reader) accompanies(s *sentence, found, j int, list []int) bool {
	end := j
	for end > 0 && (s.toks[end-1].lex.be != noTense || s.toks[end-1].helps(helpsPassive) || s.toks[end-1].in(isAdverb) || s.toks[end-1].isAny("who", "qui", "himself", "herself", "lui-meme")) {
		end--
	}
	if end > 0 && s.toks[end-1].is(",") && s.phraseEnding(end) < 0 {
		end--
	}
	if i := s.phraseEnding(end); i >= 0 && s.standsForOne(i) {
		who := firstOf(r.partiesIn(s, i))
		if k := r.attendedAt(s, found); k < 0 || !hasParty(&r.res.Assertions[k], who) {
			r.travels(s, who, list)
			return false // what he does is another matter
		}
		return r.attendBeside(s, found, list, who)
	}
	if i := s.phraseEnding(end); r.g.romance && i >= 0 && s.phrases[i].title != nil && len(s.phrases[i].people) == 0 && !s.phrases[i].title.many() && s.phrases[i].prep == "" {
		if ids := r.peopleOf(s, []int{i}); len(ids) == 1 { // "Le président était accompagné de Y"
			if k := r.attendedAt(s, found); k >= 0 && hasParty(&r.res.Assertions[k], ids[0]) {
				return r.attendBeside(s, found, list, ids[0])
			}
		}
	}
	if r.attend(s, found, list, true) {
		return true
	}
	if who := r.nearestSubject(s, j); len(who) > 0 {
		if ids := r.peopleOf(s, who[:1]); len(ids) == 1 {
			r.travels(s, ids[0], list)
		}
	}
	return false
}

// unaccompanied reports whether a negation stands right before token j: "will not
// accompany him".
func (s *sentence) unaccompanied(j int) bool {
	for k := max(0, j-2); k < j; k++ {
		if s.toks[k].isAny("not", "never", "n't", "without", "sans") {
			return true
		}
	}
	return false
}

// joinsMeeting reports whether a verb of joining has a contact or its parties
// as its object, or none.
func (s *sentence) joinsMeeting(v *group) bool {
	for j := v.from; j < v.to; j++ {
		if s.toks[j].is("y") {
			return true
		}
	}
	for j := v.to; j < len(s.toks) && j < v.to+5; j++ {
		t := &s.toks[j]
		if t.lex.noun.contact || t.lex.noun.gathering || t.is4("ceremony", "ceremonie", "them", "eux") {
			return true
		}
		if t.in(isPeople) && j > v.to && s.toks[j-1].lex.unit > 1 { // "s'est jointe aux deux hommes"
			return true
		}
	}
	if at(s.toks, v.from-1).is4("auquel", "laquelle", "auxquels", "auxquelles") {
		return true
	}
	return v.to >= len(s.toks) || s.toks[v.to].kind == punct || s.toks[v.to].is2("as", "en")
}

// present reads "X sera présent", "X was also present", "étaient présents X et
// Y", "with X in attendance", "X sera de la partie".
func (r *reader) present(s *sentence, found, j int) bool {
	be := -1
	for k := j - 1; k >= 0 && k > j-5; k-- {
		if t := &s.toks[k]; t.lex.be != noTense {
			be = k
			break
		} else if t.kind != word || t.cap {
			break
		}
	}
	if be < 0 {
		return false
	}
	if subject := r.subjectAt(s, be, -1); !s.toks[j].in(isExpected) && len(subject) > 0 && len(s.phrases[subject[0]].people) > 0 {
		return r.attend(s, found, subject, false)
	}
	if be > 0 && s.toks[j].in(isExpected) && !s.toks[be-1].is("y") {
		return false
	}
	for k := j + 1; k < len(s.toks) && k < j+6; k++ {
		if i := s.phraseFrom(k); i >= 0 && len(s.phrases[i].people) > 0 && s.phrases[i].prep == "" {
			return r.attend(s, found, s.list(i, len(s.toks), -1), false)
		}
	}
	return false
}

// subjectBefore returns the phrases of a list of people right before token j, or
// before words that may stand within a verb.
func (s *sentence) subjectBefore(r *reader, j int) []int {
	for k := j; k > 0 && k > j-6; k-- {
		if i := s.phraseEnding(k); i >= 0 && s.phrases[i].prep == "" && len(s.phrases[i].people) > 0 {
			return s.listBefore(i)
		}
		if t := &s.toks[k-1]; !t.in(isAdverb|isModal) && t.lex.be == noTense && t.lex.have == noTense && !t.is(",") {
			return nil
		}
	}
	return nil
}

// phraseAfter returns the list of people that starts within some tokens after j.
func (s *sentence) phraseAfter(j, reach int) []int {
	for i := range s.phrases {
		if p := &s.phrases[i]; p.to > j+1 && p.from <= j+reach && len(p.people) > 0 {
			return s.list(i, len(s.toks), -1)
		} else if p.to > j+1 && p.from <= j+reach && len(p.people) == 0 && (p.title != nil || i > 0 && s.phrases[i-1].to+2 > p.from && s.phrases[i-1].from <= j+reach && s.phrases[i-1].title != nil) {
			if q := i + 1; q < len(s.phrases) && len(s.phrases[q].people) > 0 && s.phrases[q].prep == "" && s.nameOf(p.to, s.phrases[q].from) {
				return s.list(q, len(s.toks), -1) // "en présence du chef du Parti, X"
			}
			reach += p.to - p.from
		}
	}
	return nil
}

// nameOf reports whether tokens [from, to) are a few words and the comma before the name of whose
// function stands before them.
func (s *sentence) nameOf(from, to int) bool {
	const longest = 6
	return to-from <= longest && (at(s.toks, to-1).is(",") || from == to && at(s.toks, from-1).is(",")) && !s.parts(from, to)
}

// attend adds the people of some phrases to the contact of the sentence, or to
// the one told last. Those who come with somebody are on his side, and so are
// those whose country is that of a party.
func (r *reader) attend(s *sentence, found int, list []int, along bool) (any bool) {
	if len(list) == 0 || s.notThey(list) {
		return false
	}
	r.firmUp(s)
	index := r.attendedAt(s, found)
	if index < 0 {
		return false
	}
	a := &r.res.Assertions[index]
	if len(a.Participants) < 2 && a.Kind != Gathering && a.Collective == "" {
		return false
	}
	r.widening(index)
	for _, i := range list {
		for _, id := range r.partiesIn(s, i) {
			if id == None || hasParty(a, id) || r.res.Entities[id].Kind != Person {
				continue
			}
			any = true
			a.Participants = append(a.Participants, Participant{Entity: id, Side: r.sideOf(a, id, along)})
			if a.Quote != s.span {
				a.Support = append(a.Support, s.span)
			}
			r.attendAlso(a, id, along)
			r.attendBoth(s, index, id)
		}
	}
	if any {
		r.dropLoneState(&r.res.Assertions[index])
	}
	if any && index == r.chairedAt {
		if a := &r.res.Assertions[index]; !hasParty(a, r.chair) {
			a.Participants = append(a.Participants, Participant{Entity: r.chair})
		}
		r.chairedAt = -1
	}
	return any
}

// attendAlso adds somebody who attends a contact to those that the same sentence tells of
// with it: with each of several.
func (r *reader) attendAlso(a *Assertion, id EntityID, along bool) {
	if r.now.whichOne(len(r.topical)) >= 0 {
		return
	}
	for _, k := range r.topical {
		b := &r.res.Assertions[k]
		if b == a || b.Quote != a.Quote || b.Status != a.Status || b.Kind != a.Kind || hasParty(b, id) || b.Participants[0].Entity != a.Participants[0].Entity {
			continue
		}
		b.Participants = append(b.Participants, Participant{Entity: id, Side: r.sideOf(b, id, along)})
	}
}

// widening notes how many parties a contact has before attendance is added to it.
func (r *reader) widening(i int) {
	if r.widened != i {
		r.widened, r.core = i, len(r.res.Assertions[i].Participants)
	}
}

// attendedAt returns the index of the contact that those attend of whom a sentence tells
// that they do: its own, or the one told last; -1 where there is none.
func (r *reader) attendedAt(s *sentence, found int) int {
	index := -1
	for i := len(r.res.Assertions) - 1; i >= found; i-- {
		if a := &r.res.Assertions[i]; a.Kind < RegularContact && a.Quote == s.span {
			index = i
			break
		}
	}
	if index < 0 {
		for j := range s.toks {
			if n := &s.toks[j].lex.noun; !r.thatOne && n.gathering && !n.before && !n.round && !s.back(j) && !(s.toks[j].in(isVideo) && at(s.toks, j-1).is4("par", "en", "via", "by")) {
				return -1 // those who attend something else
			}
		}
		if r.lastTold() == nil {
			return -1
		}
		index = r.topical[len(r.topical)-1]
		if k := s.whichOne(len(r.topical)); k >= 0 {
			return r.topical[k]
		}
		if remote(r.res.Assertions[index].Kind) && !s.remotely() {
			index = r.inPerson(index)
		}
	}
	return index
}

// notThey reports whether what is told of a list of people is denied: "neither X nor Y".
func (s *sentence) notThey(list []int) bool {
	return at(s.toks, s.phrases[list[0]].from-1).isAny("ni", "neither", "nor", "no", "not")
}

// remotely reports whether a sentence tells of a telephone or a screen.
func (s *sentence) remotely() bool {
	for j := range s.toks {
		if t := &s.toks[j]; t.in(isPhone|isVideo) || t.lex.noun.contact && remote(t.lex.noun.kind) || t.isAny("screen", "ecran", "conversation", "discussion", "discussions", "echange", "exchange", "ligne", "line", "fil", "distance", "remotely", "online") {
			return true
		}
	}
	return false
}

// inPerson returns the contact told last before the one at an index at which people
// meet, the one at the index where there is none, since some are there when others call.
func (r *reader) inPerson(index int) int {
	const reach = 3
	for i := index - 1; i >= 0 && i >= index-reach; i-- {
		if a := &r.res.Assertions[i]; a.Kind < RegularContact && !remote(a.Kind) && a.Status != Hypothetical && len(a.Participants) > 1 {
			return i
		}
	}
	return index
}

// countryOf returns the country of which the text says that somebody is, None where
// it says none.
func (r *reader) countryOf(id EntityID) EntityID {
	if role, ok := r.roleOf[id]; ok && role.Country != None {
		return role.Country
	}
	if code := r.nation[id]; code != "" {
		return r.country(code)
	}
	return None
}

// sideOf returns on which side of a contact somebody is who attends it: that of
// a party of the same country; the first for one who comes along; the second, of
// the host, for one whose country goes without saying; none otherwise.
func (r *reader) sideOf(a *Assertion, id EntityID, along bool) int {
	first, second := 0, 0
	own := r.countryOf(id)
	for k := range a.Participants {
		switch a.Participants[k].Side {
		case 1:
			first = 1
		case 2:
			second = 2
		}
	}
	if first == 0 && second == 0 && len(a.Participants) == 2 && a.Kind != Gathering {
		a.Participants[0].Side, a.Participants[1].Side = 1, 2 // "A and B met alongside C": he is of neither
	} else if along {
		return first
	}
	for _, p := range a.Participants {
		if own != None && r.countryOf(p.Entity) == own {
			return p.Side
		}
	}
	if side := r.ofTheHouse(a, id, own); side != 0 {
		return side
	}
	return r.hostSide(a, own)
}

// hostSide returns the side of the one party whose country the text does not tell where
// the other's is known and a third is told to be of the country of the place: he is the
// host. 0 where that is not so.
func (r *reader) hostSide(a *Assertion, own EntityID) int {
	if own == None || len(a.Participants) < 2 || a.Place == None || r.host == None || r.sentence-r.guestAt > 1 {
		return 0
	}
	here := r.g.governs[r.res.Entities[a.Place].Key]
	if r.res.Entities[a.Place].Kind == Country {
		here = r.res.Entities[a.Place].Code
	}
	first, second := &a.Participants[0], &a.Participants[1]
	if here == "" || here != r.res.Entities[own].Code || first.Side == second.Side {
		return 0
	}
	switch c, d := r.countryOf(first.Entity), r.countryOf(second.Entity); {
	case c != None && d == None && second.Entity == r.host:
		return second.Side
	case d != None && c == None && first.Entity == r.host:
		return first.Side
	case c == None && d == None && first.Entity == r.host:
		return first.Side
	case c == None && d == None && second.Entity == r.host:
		return second.Side
	}
	return 0
}

// inverted returns the subject behind a verb that opens its sentence: "Y assistaient X et
// Z", "Ont participé à l'entretien X et Z".
func (s *sentence) inverted(v *group) []int {
	const reach = 8 // tokens of what the verb governs
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < v.to || p.prep != "" || len(p.people) == 0 {
			continue
		}
		if p.from > v.to+reach {
			return nil
		}
		return s.list(i, len(s.toks), -1)
	}
	return nil
}

// ofIt adds those of whom "be" at a token and the noun at token j tell that they were of the
// contact or of the journey that led to it: these came with the guest.
func (r *reader) ofIt(s *sentence, found, j, be int) bool {
	subject := r.subjectAt(s, be, -1)
	if len(subject) == 0 {
		subject = r.whoAttends(s, be)
	}
	if len(subject) == 0 || len(s.phrases[subject[0]].people) == 0 {
		return false
	}
	if last := r.lastTold(); s.toks[j].is2("voyage", "deplacement") && last != nil && r.guest != None && hasParty(last, r.guest) {
		return r.attendBeside(s, found, subject, r.guest)
	}
	return r.attend(s, found, subject, false)
}

// ofTheMeeting reports whether a noun of contact at token j, after "être de", tells who took
// part: "X était de la rencontre", "seront du dîner".
func (s *sentence) ofTheMeeting(j int) (be int, ok bool) {
	if j == 0 || !s.toks[j-1].of(partOfWords) {
		return 0, false
	}
	if n := &s.toks[j].lex.noun; !n.contact && !n.gathering && !s.toks[j].of(tripPartyWords) {
		return 0, false
	}
	k := j - 1
	if at(s.toks, k).is2("la", "l'") {
		k--
	}
	if !at(s.toks, k).is3("de", "du", "des") {
		return 0, false
	}
	for k--; k >= 0 && s.toks[k].in(isAdverb); k-- {
	}
	if k < 0 || s.toks[k].lex.be == noTense || s.toks[k].lex.be == infinitive {
		return 0, false
	}
	return k, true
}

// whichOne returns which of so many contacts the noun of contact of a sentence means that
// has an ordinal: "the first conversation", "le second entretien"; -1 where it has none.
func (s *sentence) whichOne(n int) int {
	if n < 2 {
		return -1
	}
	for _, j := range s.nouns {
		for k := j - 1; k >= 0 && k > j-3; k-- {
			switch t := &s.toks[k]; {
			case t.is4("first", "premier", "premiere", "former"):
				return 0
			case t.isAny("second", "seconde", "deuxieme", "last", "dernier", "derniere", "latter"):
				return n - 1
			}
		}
	}
	return -1
}
