package extract

// address tells how a verb takes the one to whom something is said.
type address uint8

const (
	addressDirect address = 1 << iota // "warned X"
	addressTo                         // "complained to X"
	addressFull                       // "briefed X": a contact by itself
	addressBare                       // an infinitive
)

var addressNames = map[string]address{
	"direct": addressDirect, "to": addressTo, "full": addressDirect | addressFull,
	"bare-direct": addressDirect | addressBare, "bare-full": addressDirect | addressFull | addressBare,
}

// loadAddress reads address.txt.
func (g *grammar) loadAddress() {
	g.addresses = map[string]address{}
	for _, r := range rows(g.dir + "address.txt") {
		key, words := r.keyed()
		how, ok := addressNames[key]
		if !ok {
			r.bad()
		}
		for _, w := range words {
			g.addresses[g.fold(w)] |= how
		}
	}
}

// occasion is what makes a contact of something said to somebody: a noun of contact with
// "in", "during", a means, or a place.
type occasion struct {
	ok    bool
	kind  Kind
	joint bool // of all to whom it is said
	at    int  // token
	place EntityID
}

// addressing asserts what somebody said to somebody else on an occasion: "In a call on
// Friday, X told Y that", "X warned Y, in Geneva, that", "X a assuré Y, lors d'un
// entretien, que". What is said without an occasion may be said in a letter.
func (r *reader) addressing(s *sentence, found int) {
	if len(s.phrases) < 2 && !(r.g.romance && len(s.phrases) == 1 && s.of(hisWords)) {
		return
	}
	for j := 0; j < len(s.toks); j++ {
		t := &s.toks[j]
		if !t.of(addressWords) || t.cap && j > 0 || t.kind != word || t.is("donne") && !s.has(j, min(len(s.toks), j+4), "assurance", "assurances", "garantie", "garanties") {
			continue // what is given is something else than a word
		}
		if how := r.g.addresses[t.fold]; how != 0 {
			r.addressedAt(s, found, j, how)
		}
	}
}

// addressedAt asserts what the verb at token j tells.
func (r *reader) addressedAt(s *sentence, found, j int, how address) {
	u, ok := r.utterance(s, j, how)
	if !ok {
		return
	}
	for k := u.from; k < j && r.g.romance; k++ {
		if s.toks[k].is("lui") {
			how = how&^addressDirect | addressTo // "lui a assuré que"
		}
	}
	who, others := r.partners(s, u, j, how)
	if len(who) == 0 || len(others) == 0 {
		return
	}
	hi := s.saidEnd(u.to)
	occ := r.occasionOfAddress(s, u, hi, how)
	if !occ.ok {
		return
	}
	a := Assertion{Kind: occ.kind, Status: u.status, Place: None, ClaimedBy: r.claimAt(s, u.from), Quote: s.span, Rule: "contact/address", Role: Role{Body: None, Country: None}}
	lo := u.from
	for lo > 0 && !boundary(&s.toks[lo-1]) {
		lo--
	}
	a.Date = r.dateIn(s, lo, hi, occ.at, u.dir)
	if a.Place = r.placeIn(s, lo, hi, occ.at); a.Place == None {
		a.Place = occ.place
	}
	var rest []EntityID
	for _, id := range others {
		if !r.paired(who[0], id, found, found, a.Status) {
			rest = append(rest, id)
		}
	}
	if len(rest) == 0 {
		return
	}
	from := len(r.res.Assertions)
	if occ.joint && len(rest) > 1 {
		for _, id := range append(who, rest...) {
			a.Participants = append(a.Participants, Participant{Entity: id})
		}
		r.add(a)
	} else {
		r.pairs(a, who, rest)
	}
	r.topical, r.topicalAt = r.topical[:0], r.block
	for i := from; i < len(r.res.Assertions); i++ {
		r.topical = append(r.topical, i)
	}
}

// utterance is a verb of saying something to somebody with its auxiliaries.
type utterance struct {
	from, to int // tokens
	status   Status
	dir      direction
	passive  bool
}

// utterance reads the auxiliaries before the verb at token j.
func (r *reader) utterance(s *sentence, j int, how address) (utterance, bool) {
	u := utterance{from: j, to: j + 1, dir: past}
	helped := false
	for k := j - 1; k >= 0 && k >= j-5; k-- {
		t := &s.toks[k]
		switch {
		case t.helps(helpsNot) || t.in(isNegation) && t.fold != "plus" && t.fold != "point" || t.in(isWish) || t.isAny("if", "si", "would", "could", "might", "may"):
			return u, false
		case t.lex.have == conditional || t.lex.be == conditional || t.lex.be == gerund:
			return u, false
		case t.in(isModal) && !t.is("a"), t.lex.have == futureTense, t.lex.be == futureTense:
			u.status, u.dir, helped = Planned, future, true
		case t.lex.be != noTense && !r.g.romance:
			if how&addressBare == 0 {
				u.passive = true
				if t.lex.be == present {
					u.status, u.dir = Planned, future // "is promised a hearing by X on Wednesday"
				}
			} else if t.lex.be == present || t.lex.be == preterite {
				u.status, u.dir, helped = Planned, future, true // "is to brief"
			}
		case t.helps(helpsPassive) && r.g.romance:
			u.passive = true
		case t.lex.have != noTense, t.is3("has", "have", "had"):
			helped = true
		case t.helps(helpsObject | helpsReflexive), t.in(isAdverb), adverbial(t.fold) && len(t.fold) > 5, t.lex.weekday > 0, t.is("to") && how&addressBare != 0, len(t.fold) > 4 && t.fold[len(t.fold)-2:] == "ly":
		default:
			k = 0
			continue
		}
		u.from = k
	}
	if how&addressBare != 0 && !helped && at(s.toks, j-1).is("to") && s.facesHim(j) {
		if main := s.mainVerb(j); main != nil && !main.wish && !main.neg && !main.hedged && main.tense != futureTense {
			return u, true // "used the summit to tell X to his face"
		}
	}
	if r.g.romance && !helped && !u.passive || how&addressBare != 0 && !helped {
		return u, false // a participle that goes with a noun
	}
	return u, true
}

// partners returns who says something and to whom.
func (r *reader) partners(s *sentence, u utterance, j int, how address) (who, others []EntityID) {
	list := r.subjectAt(s, u.from, -1)
	for _, i := range list {
		if s.phrases[i].weak {
			return nil, nil
		}
	}
	subject := r.peopleOf(s, list)
	if len(subject) == 0 {
		if i := s.nearestActor(u.from); i >= 0 {
			subject = r.peopleOf(s, []int{i})
		}
	}
	if len(subject) == 0 {
		return nil, nil
	}
	want := ""
	switch {
	case u.passive:
		want = r.g.by
	case how&addressTo != 0 && how&addressDirect == 0:
		want = r.g.to
	}
	for k := u.from; k < j && (want == r.g.to || want == "") && r.g.romance; k++ { // "lui a dit"
		if s.toks[k].is("lui") {
			if id := r.another(s, u.from, false, subject); id != None {
				return subject, []EntityID{id}
			}
		}
	}
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < u.to {
			continue
		}
		if p.prep != want || p.weak || at(s.toks, p.to).is2("'s", "'") || len(p.people) == 0 && (p.title == nil || p.title.many()) && p.pronoun == "" || p.pronoun == together {
			if want == "" || p.from > u.to+8 {
				return nil, nil
			}
			continue
		}
		if reach := p.from - u.to; want == "" && reach > 2 || reach > 9 || s.crosses(u.to, p.from) {
			return nil, nil
		}
		if p.pronoun != "" && p.title == nil {
			if id := r.meant(s, i, subject); id != None {
				others = append(others, id)
			}
			return subject, others
		}
		for _, id := range r.peopleOf(s, s.list(i, len(s.toks), -1)) {
			if !hasEntity(subject, id) {
				others = append(others, id)
			}
		}
		return subject, others
	}
	return nil, nil
}

// nearestActor returns the phrase that ends last before a token and can be a subject, in
// the same clause; -1 where there is none.
func (s *sentence) nearestActor(end int) int {
	for i := len(s.phrases) - 1; i >= 0; i-- {
		p := &s.phrases[i]
		if p.to > end {
			continue
		}
		if p.prep == "" && s.mayAct(p) && !s.crosses(p.to, end) {
			return i
		}
		return -1
	}
	return -1
}

// crosses reports whether another clause or verb starts among tokens [from, to).
func (s *sentence) crosses(from, to int) bool {
	for k := from; k < to; k++ {
		if boundary(&s.toks[k]) || s.verbFrom[k] {
			return true
		}
	}
	return false
}

// saidEnd returns the token where what is said starts, which is no part of the occasion.
func (s *sentence) saidEnd(from int) int {
	for k := from; k < len(s.toks); k++ {
		if s.toks[k].is("to") && at(s.toks, k+2).is("face") {
			continue // "told X to his face that"
		}
		if t := &s.toks[k]; t.isAny("that", "que", "qu'", ":", ";", "«", "“", "\"", "to") && !(t.is("to") && at(s.toks, k+1).cap) || t.isAny("where", "où", "who", "qui", "whose") {
			return k
		}
	}
	return len(s.toks)
}

// occasionOfAddress looks for what makes a contact of something said, before the verb and between
// it and what is said.
func (r *reader) occasionOfAddress(s *sentence, u utterance, hi int, how address) occasion {
	o := occasion{kind: Meeting, at: u.from, place: None, ok: how&addressFull != 0}
	for n := range s.toks[:hi] {
		t := &s.toks[n]
		if t.in(isPhone) && (at(s.toks, n-1).isAny("by", "par", "au", "over", "via") || at(s.toks, n-1).in(isArticle)) {
			o.ok, o.kind, o.at = true, Call, n
			return o
		}
		kind, ok := t.contactNoun()
		if !ok || n >= u.from && n < u.to || t.is4("views", "notes", "table", "hands") || s.pressConference(n) || n > 0 && s.pressConference(n-1) || !s.occasionOfSaying(n) || s.others(n) {
			continue
		}
		o.ok, o.at = true, n
		o.kind = (&frame{s: s}).modeIn(max(0, n-3), min(hi, n+4), kind)
		o.joint = t.lex.noun.joint && !t.is("meeting") || s.collective(n)
		return o
	}
	for n := u.to; n < hi && how&addressDirect == 0 && !o.ok; n++ {
		o.ok = s.toks[n].isAny("privately", "alone", "face-to-face") && s.settingOnly(n+1, hi-1) // "put his case to X alone"
	}
	if !o.ok && r.g.romance && how&addressTo != 0 && r.goesOnWith(s, u) {
		o.ok = true
	}
	if s.toks[u.to-1].is3("delivre", "livre", "porte") && !o.ok { // "le message que X a délivré à Y à Tunis": handed over there
		for n := u.to; n < hi && s.has(0, u.from, "message", "mise", "avertissement") && !o.ok; n++ {
			o.place = r.statedAt(s, n)
			o.ok = o.place != None
		}
	}
	if o.ok || how&addressDirect == 0 {
		o.joint = false
		return o
	}
	if r.g.romance && u.from > 0 && s.opensWithHour() && (s.toks[u.from].is("lui") || s.toks[u.from-1].is("lui")) && len(r.topical) > 0 && r.topicalAt == r.block {
		o.ok = true // "Dans l'après-midi, X lui a assuré": the visit goes on
		return o
	}
	if s.toks[u.to-1].is4("told", "informed", "assured", "reassured") && u.passive && u.status == Occurred {
		for _, d := range s.dates {
			o.ok = o.ok || d.from >= u.to && d.to <= hi
		}
	}
	for n := u.to; n < hi; n++ {
		if s.toks[n].isAny("privately", "alone", "face-to-face", "prive", "tete-à-tete", "cameras") || s.toInPerson(n) {
			o.ok = true
			return o
		}
	}
	for n := u.to; n < hi; n++ {
		if id := r.statedAt(s, n); id != None {
			o.ok, o.place = true, id
			return o
		}
	}
	return o
}

// toInPerson reports whether words at token n tell that something was said to somebody who was there: "to his
// face", "in person", "de vive voix".
func (s *sentence) toInPerson(n int) bool {
	t, before := &s.toks[n], at(s.toks, n-1)
	switch {
	case t.is("face"):
		return before.is3("his", "her", "their") && at(s.toks, n-2).is("to") || before.is("en")
	case t.is2("person", "personne"):
		return before.is2("in", "en")
	}
	return t.is("voix") && before.is("vive")
}

// facesHim reports whether what is said by the verb at token j is said to somebody's face.
func (s *sentence) facesHim(j int) bool {
	for k := j + 1; k < len(s.toks) && !s.toks[k].is("that"); k++ {
		if s.toks[k].is("face") && s.toInPerson(k) {
			return true
		}
	}
	return false
}

// opensWithHour reports whether a sentence opens with an hour of the day.
func (s *sentence) opensWithHour() bool {
	for j := 0; j < 5 && j < len(s.toks) && !s.toks[j].is(","); j++ {
		if s.toks[j].isAny("apres-midi", "matinee", "soiree", "journee") {
			return true
		}
	}
	return false
}

// collective reports whether "joint" or "conférence" makes the call at token n one of all.
func (s *sentence) collective(n int) bool {
	for k := max(0, n-3); k <= n+2 && k < len(s.toks); k++ {
		if s.toks[k].isAny("joint", "group", "conference", "common", "commun", "commune", "conjoint", "conjointe", "collectif", "collective", "groupe") {
			return true
		}
	}
	return false
}

// occasionOfSaying reports whether a preposition makes the noun of contact at token n the
// occasion of something else: "in a call", "au cours d'une rencontre", "après un entretien".
func (s *sentence) occasionOfSaying(n int) bool {
	for k := n - 1; k >= 0 && k > n-7; k-- {
		t := &s.toks[k]
		switch {
		case t.isAny("in", "during", "at", "over", "on", "lors", "cours", "pendant", "durant", "dans", "occasion", "issue", "par", "by") || t.in(isAfter):
			return true
		case t.kind != word && !t.is("-") || boundary(t) || s.verbFrom[k]:
			return false
		}
	}
	return false
}

// others reports whether the noun of contact at token n has parties of its own: "in a
// call with X", "a meeting of ministers".
func (s *sentence) others(n int) bool {
	for k := n + 1; k < len(s.toks) && k < n+6; k++ {
		t := &s.toks[k]
		switch {
		case t.is("de") && at(s.toks, k+1).isAny("travail", "courtoisie", "adieu"): // what kind of visit
		case t.isAny("with", "avec", "between", "entre", "of", "de", "du", "des", "d'", "to", "against", "for"):
			latter := at(s.toks, k+1).isAny("celui-ci", "celle-ci") || at(s.toks, k+2).isAny("dernier", "derniere", "latter") // "une visite de ce dernier"
			return !s.inDate(k) && !s.inDate(k+1) && !latter
		case t.kind != word || s.verbFrom[k]:
			return false
		}
	}
	return false
}
