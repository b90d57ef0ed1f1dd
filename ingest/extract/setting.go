package extract

import "strings"

// setting is the day and place in which a text is at a moment, for sentences
// that refer back to them: "le même jour", "y", "where".
type setting struct {
	day      Date     // of the contact told last
	place    EntityID // stated last, in this paragraph
	block    int      // of place
	placeDay Date     // stated in the sentence of place
	// Where the contact told last was, which may not be the place stated last: "in Kyiv,
	// where he arrived from Warsaw, X met Y".
	scene      EntityID
	sceneBlock int
	// The day told last in this paragraph.
	told      Date
	toldBlock int
	mentioned Date // the last that the text names, of whatever
	forward   Date // from which what follows counts: not the eve of it
	// A stay of which the contacts told after it are part.
	stayer    EntityID
	stay      EntityID
	stayDay   Date
	stayBlock int
	dateline  EntityID
	// Where and when the sentence before put the one whom it was about.
	arrived, arrivedAt EntityID
	arrivedDay         Date
	// Whose series of contacts is being told, and where in the text.
	series         EntityID
	seriesKind     Kind
	seriesDay      Date // of a series of English
	seriesBlock    int
	seriesSentence int
}

// statusSide is the side of the publication on which what has a status lies.
func statusSide(st Status, dir direction) direction {
	switch st {
	case Planned:
		return future
	case Cancelled:
		return setFor
	}
	return dir
}

// surround fills in the place and day of an assertion that its own clause does
// not state: those of the clause before "où", of "y", or of a stay.
func (r *reader) surround(s *sentence, f frame, a *Assertion, dir direction) {
	v := &f.s.verbs[f.k]
	if a.Date.IsZero() {
		a.Date = r.dayWhen(s, f.lo, dir)
	}
	where := f.lo > 0 && s.toks[f.lo-1].is2("où", "where")
	there := false
	for j := v.from; j < v.to; j++ {
		there = there || s.toks[j].is("y")
	}
	for j := v.to; j < f.hi && j < len(s.toks) && !r.g.romance; j++ {
		there = there || s.toks[j].is("there")
	}
	if where || there {
		if a.Place == None {
			a.Place = r.lastPlace(s, f.lo)
		}
		if a.Date.IsZero() && where {
			a.Date = r.dateIn(s, 0, f.lo, f.lo, statusSide(a.Status, dir))
		}
		if there && a.Place == None && r.block-r.at.block <= 1 {
			a.Place = r.at.place
			if a.Date.IsZero() && r.at.block == r.block {
				a.Date = r.at.placeDay
			}
		}
	}
	if f.k > 0 && f.s.verbs[f.k-1].verb.can(goes) && !remote(a.Kind) && (a.Status == Occurred || a.Status == Planned) {
		if a.Place == None {
			a.Place = r.lastPlace(s, v.from)
		}
		if a.Date.IsZero() && v.bare {
			a.Date = r.dateIn(s, f.s.verbs[f.k-1].to, v.from, v.from, dir)
		}
	}
	if f.lo > 0 && at(s.toks, f.lo-1).is3("que", "qu'", "whom") && f.k > 0 && !s.verbs[f.k-1].verb.can(states|denies) && a.Status == Occurred {
		if a.Date.IsZero() {
			a.Date = r.dateIn(s, 0, f.lo, f.lo, dir)
		}
		if a.Place == None && !remote(a.Kind) {
			a.Place = r.placeIn(s, 0, f.lo, f.lo)
		}
	}
	if s.cleft() && f.lo <= v.from {
		if a.Date.IsZero() {
			a.Date = r.dateIn(s, 0, f.lo, f.lo, dir)
		}
		if a.Place == None {
			a.Place = r.placeIn(s, 0, f.lo, 0)
		}
	}
	if a.Place != None {
		return
	}
	for j := v.from; j < f.hi && j < len(s.toks); j++ {
		if s.toks[j].is2("here", "ici") && r.at.dateline != None {
			a.Place = r.at.dateline
			return
		}
	}
}

// scheduled gives a planned contact without a day that of the one told before it
// where "ensuite" or "then" goes on with a programme.
func (r *reader) scheduled(s *sentence, a *Assertion) {
	if last := r.lastTold(); last == nil || last.Status != Planned && r.published.Precision != Day {
		return
	}
	if !a.Date.IsZero() || a.Status != Planned || r.at.day.IsZero() || r.at.day.time().Before(r.published.time()) {
		return
	}
	for j := range s.toks {
		if s.toks[j].in(isThen) {
			a.Date = r.at.day
			return
		}
	}
}

// carried fills in the day and place of a contact from the one told before it in
// the same sentence of the same person: "a reçu mardi à Oslo X, avant de voir Y".
func (r *reader) carried(s *sentence, f frame, a *Assertion, parties []EntityID) {
	if len(s.who) == 0 || len(parties) == 0 || !hasEntity(s.who, parties[0]) || a.Status != Occurred && a.Status != Planned {
		return
	}
	for j := f.lo; j < f.hi && j < len(s.toks); j++ {
		if t := &s.toks[j]; t.in(isEarlier) && !t.isAny("avant", "before", "avait", "avaient", "deja") {
			return
		}
	}
	if a.Date.IsZero() {
		a.Date = s.day
	}
	if a.Place == None && !remote(a.Kind) {
		a.Place = s.place
	}
}

// cleft reports whether a sentence is one of emphasis: "C'est à X que", "Mardi, c'est à X que".
func (s *sentence) cleft() bool {
	const reach = 8 // tokens of what opens the sentence
	for j := 0; j+2 < len(s.toks) && j < reach && s.of(cleftWords); j++ {
		if j > 0 && !s.toks[j-1].is(",") {
			continue
		}
		if s.toks[j].is("c'") && s.toks[j+1].is2("est", "etait") || j == 0 && s.toks[0].is("it") && s.toks[1].is2("was", "is") {
			return true
		}
	}
	return false
}

// emphasized reports whether a phrase is the object that a sentence puts first: "c'est le
// Péruvien X qu'elle a vu".
func (s *sentence) emphasized(p *phrase) bool {
	const longest, reach = 5, 16 // tokens of a title before the phrase, and of what stands in apposition to it
	if !s.cleft() {
		return false
	}
	for j := p.from - 1; j > 0 && j > p.from-longest; j-- {
		if s.toks[j].is2("est", "etait") && s.toks[j-1].is("c'") {
			for k := p.to; k < len(s.toks) && k < p.to+reach; k++ {
				if t := &s.toks[k]; t.is2("que", "qu'") {
					return true
				} else if t.is2("qui", ";") {
					return false
				}
			}
			return false
		}
		if s.toks[j].kind != word || s.verbFrom[j] {
			return false
		}
	}
	return false
}

// lastPlace returns the place stated last before token end.
func (r *reader) lastPlace(s *sentence, end int) EntityID {
	for j := end - 1; j >= 0; j-- {
		if t := &s.toks[j]; !t.cap && !t.in(isPlacePreposition) || s.within(j) {
			continue
		}
		if id, _ := r.venueAt(s, j, end); id != None && !s.toks[j].cap {
			return id
		}
		if id, city := r.placeAt(s, j, end); id != None {
			if !city && s.complement(r.g, j) || s.regionOf(r.g, j) || s.elsewhere(j) {
				continue
			}
			return id
		}
		if t := &s.toks[j]; t.cap && s.leadsTo(r.g, j) { // "se rend au Caire", "la route de Paris", "visited Oslo"
			if e, n := r.g.lex.match(s.toks, j); e != nil && (e.kind == lexPlace || e.kind == lexCountry && at(s.toks, j+n).is(",") && at(s.toks, j+n+1).is2("où", "where")) {
				if next := at(s.toks, j+n); next.cap && next.kind == word {
					continue // "Santiago Lagos" is a man
				}
				return r.entry(e)
			}
			if text, ok := r.headedFor(s, j); ok {
				return r.entity(Place, key(text), Name{Text: text, Lang: r.g.lang})
			}
			if text, ok := r.visited(s, j); ok {
				return r.entity(Place, key(text), Name{Text: text, Lang: r.g.lang})
			}
		}
	}
	return None
}

// leadsTo reports whether what stands before a name at token j can make it a place
// where somebody is or goes: a word of motion or of place, or nothing at the head of
// the sentence. "The Patriarch of Moscow", "sent by Brazil" tell of none.
func (s *sentence) leadsTo(g *grammar, j int) bool {
	for k := 0; g.romance && s.verbFrom[j+1] && k < len(s.verbs); k++ {
		if v := &s.verbs[k]; v.from == j+1 && !v.bare && v.verb.can(states|denies) {
			return false // "Le Kremlin a annoncé"
		}
	}
	if next := at(s.toks, j+1); next.is2("'s", "'") || !next.cap && len(next.lex.heads) > 0 || at(s.toks, j-2).of(letterWords) {
		return false // "an invitation to X", "Odessa mayor A"
	}
	prev := at(s.toks, j-1)
	switch {
	case at(s.toks, j+1).cap && at(s.toks, j+2).is(",") && at(s.toks, j+3).is2("où", "where"): // "the Marshall Islands, where"
		return true
	case prev.is4("la", "le", "l'", "the"):
		return s.leadsTo(g, j-1)
	case g.romance && prev.is("par") && doneBy(at(s.toks, j-2)):
		return false // "les relations, rompues par Caracas"
	case prev.of(towardsWords):
		return true
	case at(s.toks, j+1).is2("où", "where") || at(s.toks, j+1).is2(",", ";") && at(s.toks, j+2).is4("où", "where", "il", "elle"):
		return true
	case prev.in(isOf):
		before := at(s.toks, j-2)
		return before.in(isVenue) || before.in(isPlaceNoun) || at(s.toks, j+1).in(isVenue) || at(s.toks, j+1).is("airport") || s.movesBefore(j) ||
			at(s.toks, j-3).in(isArticle) && at(s.toks, j-4).is3("dans", "in", "at")
	case j == 0:
		return !s.actsFor(g, j)
	case prev.kind == punct:
		return true
	}
	if g.romance && j > 1 && s.inDate(j-1) { // "a visité lundi Lima"
		k := j - 1
		for k > 1 && s.inDate(k-1) {
			k--
		}
		if i := s.verbEnding(k); i >= 0 {
			return !s.verbs[i].verb.can(states) && (!s.verbs[i].verb.can(contacts) || s.verbs[i].verb.can(goes) || s.verbs[i].verb.kind == Visit)
		}
	}
	if prev.of(urgedWords) {
		return false // "urged New Delhi to"
	}
	if i := s.verbEnding(j); i >= 0 {
		return prev.is("reached") || !s.verbs[i].verb.can(states) && (!s.verbs[i].verb.can(contacts) || s.verbs[i].verb.can(goes) || s.verbs[i].verb.kind == Visit)
	}
	return prev.kind == word && !prev.cap && (!prev.in(isStop) || prev.in(isThen)) && prev.lex.entries == nil && !prev.is4("by", "from", "and", "et")
}

// doneBy reports whether a word is a participle of French whose agent "par" opens.
func doneBy(t *token) bool {
	for _, end := range []string{"é", "ée", "és", "ées", "ue", "ues", "us"} {
		if strings.HasSuffix(t.low, end) && !t.cap {
			return !t.isAny("passe", "passee", "passes", "passees", "commence", "debute", "acheve", "termine")
		}
	}
	return false
}

// movesBefore reports whether a verb of going ends shortly before token j.
func (s *sentence) movesBefore(j int) bool {
	for k := range s.verbs {
		if v := &s.verbs[k]; v.to < j && v.to >= j-3 && v.verb.can(goes) {
			return true
		}
	}
	return false
}

// verbEnding returns the verb group that ends before token j, -1 where none does.
func (s *sentence) verbEnding(j int) int {
	for k := range s.verbs {
		if s.verbs[k].to == j {
			return k
		}
	}
	return -1
}

// headedFor reads the name of a place after a verb of going: "flies to X",
// "s'envole dimanche pour X".
func (r *reader) headedFor(s *sentence, j int) (string, bool) {
	if j == 0 || !s.toks[j-1].is4("to", "for", "pour", "vers") || s.toks[j].lex.weekday+s.toks[j].lex.month > 0 {
		return "", false
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.verb.can(goes) && v.to < j && v.to > j-5 {
			end, words := r.g.nameAt(s.toks, j)
			text := surfaceOf(s.toks[j:max(j, end)])
			return text, words > 0 && r.people.find(text) == nil
		}
	}
	return "", false
}

// visited reads the name of a place as the object of a verb of going: "gagnera
// X", "visited X".
func (r *reader) visited(s *sentence, j int) (string, bool) {
	for k := range s.verbs {
		v := &s.verbs[k]
		to := v.to
		for to < j && (s.toks[to].in(isAdverb|isThen) || s.inDate(to)) {
			to++
		}
		if to != j || v.verb.lemma != "gagner" && v.verb.lemma != "regagner" && v.verb.lemma != "reach" && v.verb.lemma != "visiter" && v.verb.lemma != "visit" {
			continue
		}
		end, words := r.g.nameAt(s.toks, j)
		text := surfaceOf(s.toks[j:max(j, end)])
		return text, words > 0 && r.people.find(text) == nil
	}
	return "", false
}

// settled notes the day and place that later sentences refer to. A sentence
// about a series of contacts at one place makes that place hold for the
// contacts of the same person in the paragraphs that follow.
func (r *reader) settled(s *sentence, found int) {
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		if a.Kind >= RegularContact || a.Status == Hypothetical {
			continue
		}
		if a.Place == None && r.at.stay != None && r.block-r.at.stayBlock <= 2 && a.Status == Occurred && hasParty(a, r.at.stayer) && !remote(a.Kind) {
			a.Place = r.at.stay
			if a.Date.IsZero() {
				a.Date = r.at.stayDay
			}
		}
		if a.Date.IsZero() && a.Place != None && a.Place == r.at.stay && r.block == r.at.stayBlock && a.Status == Occurred && hasParty(a, r.at.stayer) && !remote(a.Kind) && !s.goesBack(false) {
			a.Date = r.at.stayDay
		}
		if a.Date.IsZero() && a.Status == Occurred && !r.at.seriesDay.IsZero() && hasParty(a, r.at.series) && r.block-r.at.seriesBlock <= 1 && remote(a.Kind) == remote(r.at.seriesKind) && len(s.dates) == 0 {
			a.Date = r.at.seriesDay
		}
		r.at.day = a.Date
	}
	r.underDateline(found)
	r.complete(s, found)
	r.tellDay(s, found)
	r.keepScene(s, found)
	place := r.lastStated(s)
	if place == None {
		place = r.lastPlace(s, len(s.toks))
		if r.at.block == r.block && r.at.place != None && s.onlyOfNouns(r, place) {
			place = None // "l'ouverture de douanes à Sebta"
		}
	}
	if r.g.romance && place != None && r.at.block == r.block && r.at.place != None && (r.actsFor(s, place) || r.ofTopic(s, place)) {
		place = None
	}
	if head := r.headPlace(s); head != None {
		place = head
	}
	if place != None && !(r.plainVenue(place) && r.at.block == r.block && r.at.place != None) { // a city counts before "the palace"
		r.at.place, r.at.block = place, r.block
		r.at.placeDay = Date{}
		if len(s.verbs) > 0 {
			dir := (&Assertion{}).settle(&s.verbs[0])
			if dir == nearest {
				dir = future
			}
			r.at.placeDay = r.dateIn(s, 0, len(s.toks), 0, dir)
		} else {
			st := nounFrame{dir: past}
			s.unknownVerb(r.g.romance, 0, 0, &st)
			r.at.placeDay = r.dateIn(s, 0, len(s.toks), 0, st.dir)
		}
	}
	if s.leaves() {
		r.at.placeDay = Date{}
	}
	if place == None && r.sentence == 1 && r.at.dateline != None {
		r.at.place, r.at.block = r.at.dateline, r.block
	}
	r.toldLater(s, found)
	r.arrival(s, found, place)
	r.startSeries(s, place)
}

// underDateline gives the contacts that the first sentence of a dispatch tells of
// without a place that of its dateline, which stands in the same sentence.
func (r *reader) underDateline(found int) {
	if r.sentence > 1 && r.now.someTime() {
		return
	}
	if r.at.dateline == None || r.sentence > 1 && r.at.place != None && r.at.place != r.at.dateline {
		return
	}
	if here := r.placeOf(r.now); r.sentence > 1 && here != None {
		return // "In Berlin, meanwhile, where": a place of its own
	}
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		if a.Kind < RegularContact && a.Kind != Visit && a.Status == Occurred && a.Place == None && !remote(a.Kind) && len(a.Participants) > 1 {
			a.Place, a.assumed = r.at.dateline, true
		}
	}
}

// arrival keeps where and when a sentence that tells of no contact puts the one
// whom it is about, for the sentence after it.
func (r *reader) arrival(s *sentence, found int, place EntityID) {
	r.at.arrived = None
	for i := found; i < len(r.res.Assertions); i++ {
		if r.res.Assertions[i].Kind < RegularContact {
			return
		}
	}
	if place == None {
		return
	}
	r.at.arrived, r.at.arrivedAt, r.at.arrivedDay = r.protagonist(s), place, Date{}
	st := nounFrame{dir: past}
	if len(s.verbs) == 0 {
		s.unknownVerb(r.g.romance, 0, 0, &st)
	}
	dir := st.dir
	for k := range s.verbs {
		v := &s.verbs[k]
		if !v.bare {
			dir = (&Assertion{}).settle(v)
			break
		}
	}
	if dir == nearest {
		dir = future
	}
	r.at.arrivedDay = r.dateIn(s, 0, len(s.toks), 0, dir)
	if s.leaves() {
		r.at.arrivedDay = Date{}
	}
}

func hasParty(a *Assertion, id EntityID) bool {
	for _, p := range a.Participants {
		if p.Entity == id {
			return true
		}
	}
	return false
}

// openedWith asserts "Avec X, la question Y a été abordée": a contact of the
// person told of last with those whom the sentence opens with.
func (r *reader) openedWith(s *sentence, found int) {
	if len(s.toks) < 4 || !s.toks[0].is2("avec", "with") || len(r.res.Assertions) > found && r.res.Assertions[len(r.res.Assertions)-1].Kind != HoldsRole {
		return
	}
	p := &s.phrases[0]
	if p.from > 2 || len(p.people) == 0 || p.prep != s.toks[0].fold {
		return
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if !v.verb.can(treats) && !v.verb.can(contacts) || v.neg || v.wish || v.hedged {
			continue
		}
		var subjects []EntityID
		for _, i := range r.subject(s, k) {
			if q := &s.phrases[i]; len(q.people) > 0 || q.pronoun != "" {
				subjects = append(subjects, r.partiesIn(s, i)...)
			}
		}
		if len(subjects) == 0 && v.passive && r.lastSubject != None {
			subjects = []EntityID{r.lastSubject}
		}
		others := r.listed(s, 0, v.from)
		if len(subjects) == 0 || hasEntity(others, subjects[0]) {
			return
		}
		a := Assertion{Kind: Meeting, Place: None, ClaimedBy: r.claimAt(s, v.from), Quote: s.span, Rule: "contact/with", Role: Role{Body: None, Country: None}}
		dir := a.settle(v)
		a.Date, a.Place = r.dateIn(s, p.to, len(s.toks), v.from, dir), r.placeIn(s, p.to, len(s.toks), v.from)
		if a.Date.IsZero() && a.Place == None && r.paired(subjects[0], others[0], 0, found, a.Status) {
			return // what passed at the contact told
		}
		r.pairs(a, subjects[:1], others)
		return
	}
}
