package extract

// secondTime asserts other contacts of those told of last that a sentence only refers to: "Their first
// conversation had taken place in Doha", "a call had brought them together", "an earlier call between
// them", "Vienne les a de nouveau réunis", "Ils ne s'étaient pas revus depuis le sommet de Bakou", "The two
// hope to take it up again in person", "A meeting that they were to hold fell through".
func (r *reader) secondTime(s *sentence, found int) {
	bare := r.bareGathering(s, found)
	if r.ownContact(s, found) && bare < 0 {
		r.repeatAhead(s, found)
		if _, at := s.wasBefore(); at >= 0 {
			for i := found; i < len(r.res.Assertions); i++ {
				r.res.Assertions[i].separate = true
			}
		}
		return
	}
	last := r.referredTo(bare)
	if last == nil || !r.allPeople(partiesOf(last)) || last.Quote == s.span {
		return
	}
	if told := r.mentioned(s); len(told) > 0 {
		for _, m := range told {
			if r.res.Entities[m.id].Kind == Person && !hasParty(last, m.id) {
				return
			}
		}
	}
	a := Assertion{Kind: Meeting, Place: None, ClaimedBy: None, Quote: s.span, Rule: againRule, Role: Role{Body: None, Country: None}}
	pivot := -1
	for _, x := range secondReaders {
		if !s.of(x.of) && (x.of != offWords || !s.calledOff()) {
			continue
		}
		if pivot = x.read(r, s, &a); pivot >= 0 {
			break
		}
	}
	if pivot < 0 {
		return
	}
	a.ClaimedBy = r.claimAt(s, 0)
	dir := statusSide(a.Status, past)
	if a.Status == Cancelled {
		dir = setFor
	}
	if a.Date.IsZero() {
		a.Date = r.dateIn(s, 0, len(s.toks), pivot, dir)
	}
	if a.Place == None {
		a.Place = r.placeIn(s, 0, len(s.toks), pivot)
	}
	a.Kind = (&frame{s: s}).modeIn(0, len(s.toks), a.Kind)
	if remote(a.Kind) {
		a.Place = None
	}
	if a.Date.Precision == Day && a.Date == last.Date && a.Status == last.Status {
		return // the same
	}
	a.separate = true
	a.Participants = append(a.Participants, last.Participants...)
	if bare >= 0 {
		r.res.Assertions = append(r.res.Assertions[:bare], r.res.Assertions[bare+1:]...)
		r.gathering, r.topical = -1, r.topical[:0]
	}
	r.add(a)
}

// secondReaders read what tells of another contact of the same people, each where one of its words
// stands; pivot is the token that tells it, negative where none does.
var secondReaders = []struct {
	of   wordlist
	read func(r *reader, s *sentence, a *Assertion) (pivot int)
}{
	{theirWords, theirFirst},
	{togetherWords, broughtThem},
	{betweenWords, betweenThem},
	{sinceWords, notSince},
	{inPersonWords, inPersonAgain},
	{offWords, fellThrough},
	{dateBackWords, datedBack},
}

// pluperfectAfter reports whether what a noun names before token j had been before, as its verb tells.
func (s *sentence) pluperfectAfter(j int) bool {
	const reach = 8
	for k := j; k < len(s.toks) && k < j+reach; k++ {
		t := &s.toks[k]
		if t.is2("had", "dated") || t.is3("avait", "avaient", "remonte") || t.is3("remontait", "remontent", "datait") || t.is("goes") && at(s.toks, k+1).is("back") || t.is("took") && at(s.toks, k+1).is("place") || t.is2("date", "dates") && at(s.toks, k+1).is("from") {
			return true
		}
	}
	return false
}

// theirFirst reads "their first meeting had taken place", "leur premier face-à-face avait eu lieu".
func theirFirst(r *reader, s *sentence, a *Assertion) int {
	for _, n := range s.nouns {
		t := &s.toks[n]
		if !t.lex.noun.contact || s.pressConference(n) {
			continue
		}
		own, rank := false, false
		for j := max(0, n-4); j < n; j++ {
			own = own || s.toks[j].isAny("their", "leur", "leurs")
			rank = rank || s.toks[j].isAny("first", "second", "third", "only", "initial", "premier", "premiere", "premiers", "premieres", "deuxieme", "seconde", "troisieme", "seul", "seule")
		}
		if own && rank && s.pluperfectAfter(n+1) {
			a.Kind = t.lex.noun.kind
			return n
		}
	}
	return -1
}

// broughtThem reads "a call had brought them together", "les avait déjà mis en relation", "that last brought
// the two together", "Vienne les a de nouveau réunis".
func broughtThem(r *reader, s *sentence, a *Assertion) int {
	before := s.has(0, len(s.toks), "had", "avait", "avaient", "last", "already", "deja", "previously", "earlier", "auparavant") || s.has(0, len(s.toks), "nouveau") || s.has(0, len(s.toks), "again")
	if !before || len(r.mentioned(s)) > 0 {
		return -1 // "X had brought them together": he was with them
	}
	for j := 1; j < len(s.toks); j++ {
		t := &s.toks[j]
		them := t.is("them") || t.is2("two", "pair") && s.toks[j-1].is("the") || t.is("les") && (at(s.toks, j+1).lex.have != noTense || at(s.toks, j+1).is2("avait", "avaient"))
		if !them {
			continue
		}
		together := s.has(j, min(len(s.toks), j+4), "together") && s.has(max(0, j-3), j, "brought", "bring") || s.has(max(0, j-3), j, "united", "reunited", "linked")
		together = together || s.has(j, min(len(s.toks), j+7), "reuni", "reunis", "reunies", "relation", "presence", "rassembles", "rapproches")
		if !together || s.neededHere(j) {
			continue
		}
		for _, n := range s.nouns {
			if n < j && s.toks[n].lex.noun.contact {
				a.Kind = s.toks[n].lex.noun.kind
			}
		}
		a.Place = r.hostCity(s)
		return j
	}
	return -1
}

// neededHere reports whether the verb around token j is negated or only wished for.
func (s *sentence) neededHere(j int) bool {
	for k := max(0, j-4); k < min(len(s.toks), j+4); k++ {
		if s.toks[k].in(isNegation) || s.toks[k].isAny("could", "would", "should", "might", "pourrait", "devrait", "will", "never", "jamais") {
			return true
		}
	}
	return false
}

// betweenThem reads "an earlier call between them", "Un appel entre les deux ministres avait précédé cette
// visite", "another conversation between the two is likely".
func betweenThem(r *reader, s *sentence, a *Assertion) int {
	for _, n := range s.nouns {
		t := &s.toks[n]
		if !t.lex.noun.contact || s.pressConference(n) {
			continue
		}
		between := false
		for j := n + 1; j < len(s.toks) && j < n+5; j++ {
			if s.toks[j].is2("between", "entre") {
				next := at(s.toks, j+1)
				between = next.isAny("them", "eux", "elles", "both") || next.is2("the", "les") && at(s.toks, j+2).isAny("two", "deux", "pair") && !at(s.toks, j+3).isAny("countries", "capitals", "nations", "states", "governments", "armies", "sides", "parties", "pays", "capitales", "etats", "gouvernements", "armees", "camps", "parties", "delegations", "companies", "peoples", "neighbours", "neighbors", "voisins")
				break
			}
		}
		if !between {
			continue
		}
		earlier, other := t.isAny("earlier"), false
		for j := max(0, n-4); j < len(s.toks); j++ {
			w := &s.toks[j]
			earlier = earlier || w.isAny("earlier", "previous", "preceding", "precede", "preceded", "precedait", "prepared", "prepare", "already", "deja", "paved") && (j < n || s.has(0, len(s.toks), "had", "avait", "avaient") || w.is("preceded"))
			other = other || j < n && w.isAny("another", "second", "further", "new", "next", "third", "autre", "nouvel", "nouvelle", "nouveau", "deuxieme", "seconde", "prochain", "prochaine")
		}
		switch {
		case earlier:
			a.Kind = t.lex.noun.kind
			return n
		case other && (s.stillAhead(r.g.romance, n, n+1) || s.has(n, len(s.toks), "likely", "possible", "expected", "planned", "foreseen", "probable", "envisage", "prevu", "prevue")):
			a.Kind, a.Status = t.lex.noun.kind, Planned
			return n
		}
	}
	return -1
}

// notSince reads "Ils ne s'étaient pas revus depuis octobre", "They had not seen each other since the Baku
// summit": then they met.
func notSince(r *reader, s *sentence, a *Assertion) int {
	for j := 2; j < len(s.toks); j++ {
		if !s.toks[j].is2("since", "depuis") || at(s.toks, j+1).isAny("then", "lors", "the", "que") && !s.inDate(j+1) && !s.has(j, min(len(s.toks), j+5), "summit", "meeting", "visit", "sommet", "rencontre", "visite", "talks") {
			continue
		}
		not := s.has(0, j, "not", "pas", "never", "plus") && s.has(0, j, "had", "have", "etaient", "sont", "avaient", "s'")
		they := s.toks[0].isAny("they", "ils", "elles", "both", "neither") || s.has(0, min(3, j), "two", "deux")
		seen := s.has(0, j, "met", "seen", "spoken", "talked", "revus", "revues", "vus", "rencontres", "parle", "reparle", "conferred")
		if not && they && seen {
			if s.has(0, j, "spoken", "talked", "parle", "reparle") {
				return -1
			}
			a.Date, a.Place = r.dateIn(s, j, len(s.toks), j, past), r.placeIn(s, j, len(s.toks), j)
			if a.Date.IsZero() && a.Place == None {
				return -1
			}
			return j
		}
	}
	return -1
}

// notSinceNamed asserts when two met last of whom a sentence tells by name that they have not met since: "A and
// B have not met since Paris in 2019", "A et B ne se sont pas vus depuis Lima". Without a place they are
// apart.
func (r *reader) notSinceNamed(s *sentence, found int) {
	for k := range s.verbs {
		v := &s.verbs[k]
		if !v.neg || v.bare || !v.verb.can(contacts) || v.tense == futureTense || r.ownContact(s, found) {
			continue
		}
		since := v.to
		for since < len(s.toks) && since < v.to+4 && !s.toks[since].is2("since", "depuis") {
			since++
		}
		if !at(s.toks, since).is2("since", "depuis") || at(s.toks, since+1).isAny("then", "lors", "que") {
			continue
		}
		who := r.peopleOf(s, r.subject(s, k))
		if len(who) != 2 || !r.allPeople(who) {
			continue
		}
		s.told[k] = true
		a := Assertion{Kind: v.verb.kind, Place: r.placeIn(s, since, len(s.toks), since), ClaimedBy: r.claimAt(s, 0), Quote: s.span, Rule: againRule, Role: Role{Body: None, Country: None}}
		if a.Place == None && at(s.toks, since+1).cap && !s.inDate(since+1) {
			a.Place = r.placeAfter(s, since+1)
		}
		a.Date = r.dateIn(s, since, len(s.toks), since, past)
		if a.Place == None || at(s.toks, since+1).isAny("the", "le", "la", "l'", "leur", "their", "his") {
			s.part(who[:1], who[1:])
			return // "since the war began in May"
		}
		a.plain = true
		r.assertAll(a, who)
		return
	}
}

// datedBack reads "Leur dernière rencontre remontait au 3 mai", "Their previous meeting dates from May", "The
// last time the two met was in December, in Lima".
func datedBack(r *reader, s *sentence, a *Assertion) int {
	n, j := s.wasBefore()
	if j < 0 {
		return -1
	}
	if s.toks[n].lex.noun.contact {
		a.Kind = s.toks[n].lex.noun.kind
	}
	a.Date, a.Place = r.dateIn(s, j, len(s.toks), j, past), r.placeIn(s, j, len(s.toks), j)
	if a.Date.IsZero() && a.Place == None {
		return -1
	}
	return j
}

// wasBefore returns the noun of an earlier contact with which a sentence opens, and the verb that tells when
// that was; verb is -1 where it does not.
func (s *sentence) wasBefore() (noun, verb int) {
	const early = 6 // tokens before the noun
	if !s.of(dateBackWords) {
		return 0, -1
	}
	for n := 1; n < early && n < len(s.toks); n++ {
		t := &s.toks[n]
		time := t.is("time") && s.toks[n-1].is("last")
		if !time && (!t.lex.noun.contact || s.pressConference(n)) {
			continue
		}
		if !time && !s.has(0, min(len(s.toks), n+2), "first", "last", "previous", "latest", "premiere", "premier", "derniere", "dernier", "precedente", "precedent") {
			return 0, -1
		}
		for j := n + 1; j < len(s.toks); j++ {
			v, next := &s.toks[j], at(s.toks, j+1)
			switch {
			case v.isAny("remonte", "remontait", "remontent", "remontaient", "datait"),
				v.is2("dates", "dated") && next.is2("from", "back"), v.is2("goes", "went") && next.is("back"),
				time && v.is("was") && (next.in(isPlacePreposition) || next.is("on") || s.inDate(j+1)):
				return n, j
			}
		}
		return 0, -1
	}
	return 0, -1
}

// inPersonAgain reads "The two hope to take these matters up again, in person", "Ils comptent poursuivre de
// vive voix".
func inPersonAgain(r *reader, s *sentence, a *Assertion) int {
	they := s.toks[0].isAny("they", "ils", "elles", "both", "tous") || s.has(0, min(4, len(s.toks)), "two", "deux", "both") || s.has(0, min(3, len(s.toks)), "ministers", "presidents", "leaders", "ministres")
	wants := s.has(0, len(s.toks), "hope", "plan", "intend", "want", "wish", "agreed", "expect", "talked", "spoke") || s.has(0, len(s.toks), "esperent", "comptent", "souhaitent", "entendent", "convenus", "convenues", "prevoient")
	if !they || !wants {
		return -1
	}
	for j := 2; j < len(s.toks); j++ {
		t := &s.toks[j]
		if t.is("person") && s.toks[j-1].is("in") || t.is("voix") && s.toks[j-1].is("vive") || t.is("personne") && s.toks[j-1].is("en") || t.is("face") && s.toks[j-1].is("to") && s.has(max(0, j-3), j, "face") {
			a.Status = Planned
			return j
		}
	}
	return -1
}

// fellThrough reads "A meeting that they were to hold in January fell through", "Une rencontre prévue en
// janvier avait été annulée".
func fellThrough(r *reader, s *sentence, a *Assertion) int {
	for _, n := range s.nouns {
		t := &s.toks[n]
		if !t.lex.noun.contact || t.lex.noun.summit || s.pressConference(n) || n > 5 {
			continue
		}
		theirs := s.has(n, len(s.toks), "they", "ils", "elles") || s.has(0, n, "their", "leur") || s.has(0, len(s.toks), "planned", "scheduled", "prevu", "prevue", "fixe", "fixee")
		if !theirs || s.between(n, len(s.toks)) {
			continue
		}
		a.Kind, a.Status = t.lex.noun.kind, Cancelled
		return n
	}
	return -1
}

// repeatAhead puts into the future what a sentence tells of a repetition: "A second call between them will
// follow next week", "a further session follows in May".
func (r *reader) repeatAhead(s *sentence, found int) {
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		if a.Rule != againRule || a.Quote != s.span || a.Status != Occurred {
			continue
		}
		ahead := -1
		for j := range s.toks {
			t := &s.toks[j]
			if t.isAny("follow", "follows", "suivra", "suivront", "remplacer", "succeder") && (t.is("follows") || s.has(max(0, j-3), j, "will", "to", "doit", "doivent") || t.is2("suivra", "suivront")) {
				ahead = j
			}
		}
		if ahead < 0 || s.has(0, ahead, "had", "was", "were", "avait") {
			continue
		}
		was := a.Date
		a.Status = Planned
		if d := r.dateIn(s, 0, len(s.toks), ahead, future); !was.IsZero() {
			a.Date = d
		}
	}
}

// apart reports whether a contact is another one of the same people than an earlier sentence told of: then
// it takes neither day nor place of that one, but only what its own sentence tells.
func (r *reader) apart(a *Assertion) bool {
	for i := range r.res.Assertions {
		b := &r.res.Assertions[i]
		if b == a || b.Quote == a.Quote {
			if b == a {
				return false // the first of them
			}
			continue
		}
		if b.Kind >= RegularContact || b.Quote.Start > a.Quote.Start || len(b.Participants) != len(a.Participants) || a.Status == b.Status && !a.separate {
			continue
		}
		same := true
		for _, p := range a.Participants {
			same = same && p.Entity != None && hasParty(b, p.Entity)
		}
		if same {
			return true
		}
	}
	return false
}

// lastOfSo returns the contact of so many people that was told last, where a few sentences at the most are
// between, nil where there is none. "The two" are still they.
func (r *reader) lastOfSo(n int) *Assertion {
	const reach = 700 // bytes
	if n < 2 || r.now == nil {
		return nil
	}
	for i := len(r.res.Assertions) - 1; i >= 0; i-- {
		a := &r.res.Assertions[i]
		if a.Kind >= RegularContact || len(a.Participants) != n || a.Quote == r.now.span || !r.allPeople(partiesOf(a)) {
			continue
		}
		if r.now.span.Start-a.Quote.Start > reach {
			return nil
		}
		return a
	}
	return nil
}
