package extract

import (
	"slices"
	"strings"
)

// statesRule names the rule of contacts between parties that are no people.
const statesRule = "contact/states"

// states asserts contacts between countries, bodies and capitals that stand for
// governments: "talks between Kinshasa and the M23 were to open in Luanda", "le M23
// devait négocier avec Kinshasa", "Caracas et Georgetown se retrouveront au Brésil", "the
// EU-Turkey summit". What has no day and no place and is not planned is relations.
func (r *reader) states(s *sentence, found int) {
	for _, n := range s.nouns {
		t := &s.toks[n]
		if t.kind != word || !t.lex.noun.contact && !t.lex.noun.gathering || t.lex.noun.round || s.pressConference(n) || t.isAny("visite", "visites", "visit", "visits", "main", "views", "vues", "table") {
			continue
		}
		who, end := r.betweenStates(s, n)
		if len(who) < 2 {
			who, end = r.hyphenated(s, n), n+1
		}
		if len(who) < 2 {
			who, end = r.adjectival(s, n)
		}
		if len(who) > 1 {
			r.statesMeet(s, n, end, who, found)
		}
	}
	r.talksBetween(s, found)
	r.talksWith(s, found)
	r.statesHold(s, found)
	r.statesAmong(s, found)
	r.statesAttend(s, found)
	for k := range s.verbs {
		if v := &s.verbs[k]; (!s.told[k] || v.verb.can(cancels) && r.loneState(s, found)) && !v.wish && !v.hedged && !v.bare && !v.passive {
			r.statesAct(s, k, found)
		}
	}
}

// loneState reports whether the sentence tells of a contact of one party that is nobody.
func (r *reader) loneState(s *sentence, found int) bool {
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Kind < RegularContact && a.Quote == s.span && len(a.Participants) == 1 && !r.anyPerson(partiesOf(a)) {
			return true
		}
	}
	return false
}

// stateAt reads a country, a body or a capital that stands for its government at token j,
// with its article; end is j where there is none.
func (r *reader) stateAt(s *sentence, j int) (id EntityID, end int) {
	k := j
	if at(s.toks, k).in(isArticle) && (k == 0 || !at(s.toks, k).cap) {
		k++
	}
	if k >= len(s.toks) {
		return None, j
	}
	e, n := r.g.lex.match(s.toks, k)
	if e == nil || at(s.toks, k+n).is2("'s", "'") || e.kind == lexDemonym {
		return None, j
	}
	if next := at(s.toks, k+n); next.cap && next.kind == word && !next.in(isStop) {
		return None, j // "Sudan Airways"
	}
	switch e.kind {
	case lexCountry, lexBody:
		if s.toks[k+n-1].in(isVenue) {
			return None, j
		}
		return r.entry(e), k + n
	}
	code := r.g.governs[e.id]
	if code == "" || k > j {
		return None, j
	}
	return r.government(surfaceOf(s.toks[k:k+n]), code), k + n
}

// government enters the government for which the name of a capital stands, as written.
func (r *reader) government(name, code string) EntityID {
	country := r.country(code)
	id := r.entity(Organization, "government "+strings.ToLower(code), Name{Text: name, Lang: r.g.lang})
	r.res.Entities[id].Country = country
	return id
}

// stateList reads "A, B et C" from token j on.
func (r *reader) stateList(s *sentence, j int) (who []EntityID, end int) {
	return r.listOf(s, j, (*reader).stateItem)
}

// stateItem reads the state at token j.
func (r *reader) stateItem(s *sentence, j int, _ bool) (EntityID, int) {
	return r.stateAt(s, j)
}

// listOf reads "A, B et C" from token j on, each by item, which is told whether it is the first.
func (r *reader) listOf(s *sentence, j int, item func(r *reader, s *sentence, j int, first bool) (EntityID, int)) (who []EntityID, end int) {
	end = j
	for more := true; more; j, more = s.listGoesOn(end) {
		id, next := item(r, s, j, who == nil)
		if id == None {
			break
		}
		if !hasEntity(who, id) {
			who = append(who, id)
		}
		end = next
	}
	return who, end
}

// listGoesOn returns the token of the next item of a list one item of which ends at token j: after a comma,
// "and" or both.
func (s *sentence) listGoesOn(j int) (next int, ok bool) {
	switch t := at(s.toks, j); {
	case t.is(",") && at(s.toks, j+1).is2("et", "and"):
		return j + 2, true
	case t.is3(",", "et", "and"):
		return j + 1, true
	}
	return j, false
}

// betweenStates reads "entre A et B" or "between A and B" behind the noun at n.
func (r *reader) betweenStates(s *sentence, n int) (who []EntityID, end int) {
	const reach = 16
	for j := n + 1; j < len(s.toks) && j < n+reach; j++ {
		t := &s.toks[j]
		if t.is3("que", "qu'", "that") && j <= n+3 { // "la séance que A et B devaient tenir"
			who, end = r.stateList(s, j+1)
			if k := s.verbAtOrAfter(end); len(who) > 1 && k >= 0 && s.verbs[k].verb.can(holds|hosts|lightly) {
				return who, end
			}
			return nil, n
		}
		if boundary(t) || t.is(",") || s.verbAt(j) >= 0 && !s.verbs[s.verbAt(j)].verb.can(takesPlace|holds|goes) {
			return nil, n
		}
		if t.is2("entre", "between") {
			return r.partyList(s, j+1)
		}
		if t.in(isOf) && (j == n+1 || j <= n+3 && s.toks[j-1].kind == word && !s.toks[j-1].cap && !s.toks[j-1].in(isArticle|isPreposition)) { // "les négociations de Bogota avec l'ELN"
			who, end = r.stateList(s, j+1)
			for k := end; len(who) == 1 && k < len(s.toks) && k < end+4; k++ {
				if s.toks[k].is(r.g.with) {
					return r.withBody(s, who, k+1)
				}
			}
			if len(who) < 2 {
				who, end = r.statesOf(s, j)
			}
			if len(who) > 1 && s.toks[n].lex.noun.gathering && s.endsList(end) {
				return who, end // "the summit of A, B and C"
			}
			return nil, n
		}
	}
	return nil, n
}

// statesOf reads "du Brésil, de l'Argentine et du Paraguay" from the preposition at token j
// on.
func (r *reader) statesOf(s *sentence, j int) (who []EntityID, end int) {
	end = j
	for len(who) < 8 {
		k := j
		if at(s.toks, k).is4("de", "d'", "du", "des") || at(s.toks, k).is("of") {
			k++
		}
		id, next := r.stateAt(s, k)
		if id == None || k == j {
			return who, end
		}
		if !hasEntity(who, id) {
			who = append(who, id)
		}
		end = next
		if !at(s.toks, next).is3(",", "et", "and") {
			return who, end
		}
		for j = next + 1; at(s.toks, j).is2("et", "and"); j++ {
		}
	}
	return who, end
}

// endsList reports whether a list of states that ends before token j is all of the
// complement: no head of theirs follows.
func (s *sentence) endsList(j int) bool {
	t := at(s.toks, j)
	return t.kind == punct || s.inDate(j) || t.kind == word && !t.cap
}

// verbAtOrAfter returns the verb group that starts at token j, -1 where none does.
func (s *sentence) verbAtOrAfter(j int) int {
	if j >= len(s.toks) {
		return -1
	}
	return s.verbAt(j)
}

// withBody adds to some parties the one that token j starts, past a noun that tells its
// sort: "la guérilla de l'ELN", "the rebels of the M23".
func (r *reader) withBody(s *sentence, who []EntityID, j int) ([]EntityID, int) {
	for k := j; k < len(s.toks) && k < j+5; k++ {
		if others, end := r.stateList(s, k); len(others) > 0 {
			return append(who, others...), end
		}
		if t := &s.toks[k]; t.kind != word || t.cap {
			break
		}
	}
	return nil, j
}

// hyphenated reads the two parties in the name of a gathering: "the EU-Turkey summit",
// "le sommet Union africaine-Union européenne".
func (r *reader) hyphenated(s *sentence, n int) []EntityID {
	if !r.g.romance {
		k := n - 1
		for k > 0 && k > n-3 && !s.toks[k].cap && s.toks[k].kind == word && !s.toks[k].in(isArticle|isPreposition) {
			k-- // "the Iran-Oman strategic consultations"
		}
		if k < 0 || !s.toks[k].cap {
			return nil
		}
		return r.halves(s.toks[k].text)
	}
	for n+2 < len(s.toks) && s.toks[n+1].in(isAdjective) && !s.toks[n+1].cap {
		n++ // "sommet parlementaire A-B"
	}
	end := n + 1
	for end < len(s.toks) && end < n+7 && (s.toks[end].kind == word && !s.toks[end].in(isPreposition|isStop) || s.toks[end].is2("-", "–")) {
		end++
	}
	if end == n+1 || !s.toks[n+1].cap {
		return nil
	}
	from := s.toks[n+1].Start
	for last := end; last > n+1; last-- { // the longest that is two names
		if who := r.halves(r.text[from:s.toks[last-1].End]); len(who) > 1 {
			return who
		}
	}
	return nil
}

// halves returns the parties that the parts of a compound name, nil where one is none.
func (r *reader) halves(text string) []EntityID {
	if !strings.ContainsAny(text, "-–") {
		return nil
	}
	var who []EntityID
	for part := range strings.FieldsFuncSeq(text, func(c rune) bool { return c == '-' || c == '–' }) {
		toks := tokenize(&r.g.split, part, Span{0, len(part)}, nil)
		if len(toks) == 0 {
			return nil
		}
		e, n := r.g.lex.match(toks, 0)
		if e == nil || n != len(toks) || e.kind != lexCountry && e.kind != lexBody {
			return nil
		}
		who = append(who, r.entry(e))
	}
	return who
}

// statesMeet asserts the contact that the noun at n names.
func (r *reader) statesMeet(s *sentence, n, end int, who []EntityID, found int) {
	t := &s.toks[n]
	a := Assertion{Kind: t.lex.noun.kind, Summit: t.lex.noun.summit, Place: None, ClaimedBy: None, Quote: s.span, Rule: statesRule, Role: Role{Body: None, Country: None}}
	if t.lex.noun.gathering {
		a.Kind = t.lex.noun.gathers
	}
	st, ok := r.nounStatus(s, n, end)
	if !ok || st.hedged {
		return
	}
	a.Status = st.status
	if a.Status == Occurred && s.stillAhead(r.g.romance, n, end) {
		a.Status, st.dir = Planned, future
	}
	if t.lex.noun.summit && a.Status == Occurred && s.has(max(0, n-5), n, "veille", "eve", "ahead", "avant", "before") {
		a.Status, st.dir = Planned, future
	}
	a.Kind = (&frame{s: s}).modeIn(max(0, n-2), min(len(s.toks), end+12), a.Kind)
	a.Date, a.Place = r.dateIn(s, n, len(s.toks), n, st.dir), r.placeIn(s, end, len(s.toks), end)
	if s.contactFound(r, found) == nil { // else day and place before the noun are of that contact
		if a.Place == None {
			a.Place = r.placeIn(s, 0, n, 0)
		}
		if a.Date.IsZero() {
			a.Date = r.dateIn(s, max(0, st.lo), n, n, st.dir)
		}
		if open := s.opening(); a.Date.IsZero() && open > 0 && open <= n {
			a.Date = r.dateIn(s, 0, open, open, st.dir)
		}
	}
	r.addStates(s, a, who, found)
}

// statesAct asserts what the k-th verb tells of states: that several meet, or that one
// negotiates with another.
func (r *reader) statesAct(s *sentence, k, found int) {
	v := &s.verbs[k]
	meets := v.verb.can(contacts | gathers)
	for j := v.to; j < len(s.toks) && j < v.to+8 && !meets && v.verb.can(lightly|goes|holds|hosts); j++ {
		if boundary(&s.toks[j]) {
			break
		}
		meets = s.toks[j].lex.noun.contact && !s.pressConference(j)
	}
	for j := v.to; j < len(s.toks) && j < v.to+8 && !meets && !v.verb.can(states|denies|treats|cancels); j++ { // "are to reopen technical talks"
		if t := &s.toks[j]; boundary(t) || t.in(isPreposition) && !t.is2("to", "un") {
			break
		} else if n := &t.lex.noun; (n.contact || n.gathering) && s.ofTalks(j) && (n.kind == Talks || n.gathers == Talks || n.summit) {
			meets = true
		}
	}
	signs := !meets && v.verb.can(signs) && s.signsAccord(v.to)
	meets = meets || signs
	off := !meets && v.verb.can(cancels) && s.dropsContact(v.to)
	if !meets && !off || v.neg && v.tense == preterite {
		return
	}
	if v.verb.can(gathers) && !v.reflex && r.statesGathered(s, k, found) {
		return
	}
	who := r.statesBefore(s, v.from)
	if len(who) == 0 {
		return
	}
	end := v.to
	for j := v.to; j+1 < len(s.toks) && j < v.to+10; j++ {
		if boundary(&s.toks[j]) || s.verbFrom[j] {
			break
		}
		if s.toks[j].is(r.g.with) {
			others, to := r.stateList(s, j+1)
			who, end = append(who, others...), to
			break
		}
	}
	if meets && !signs && (s.doesTo(v) || s.callsFor(v) || v.verb.can(awaits)) {
		return // "A and B welcomed the deal", "called for a truce"
	}
	if len(who) < 2 || who[0] == who[1] || end == v.to && !v.reflex && r.g.romance && v.verb.can(contacts) {
		return
	}
	a := Assertion{Kind: v.verb.kind, Place: None, ClaimedBy: None, Quote: s.span, Rule: statesRule, Role: Role{Body: None, Country: None}}
	if !v.verb.can(contacts) {
		a.Kind = Meeting
	}
	if s.has(v.from, v.to, "negocier", "negociera", "negocieront", "negocie", "negocient", "negotiate", "negotiated", "negotiating") {
		a.Kind = Talks
	}
	dir := a.settle(v)
	for j := v.to; j < len(s.toks) && j < v.to+6; j++ { // "held no secret talks"
		if s.toks[j].is3("no", "aucun", "aucune") && a.Status == Occurred {
			a.Status = Denied
		} else if s.toks[j].lex.noun.contact || s.toks[j].kind == punct {
			break
		}
	}
	if off {
		a.Status, a.Kind, dir = Cancelled, Talks, setFor
	}
	a.Date, a.Place = r.dateIn(s, 0, len(s.toks), v.from, dir), r.placeIn(s, v.to, len(s.toks), v.to)
	if a.Place == None && !off {
		a.Place = r.placeIn(s, 0, v.from, 0)
	}
	if signs && a.Place == None {
		return // texts may be signed one after the other, and apart
	}
	if r.addStates(s, a, who, found) {
		s.told[k] = true
	}
}

// doesTo reports whether what follows an English verb of contact is what is done with something and no meeting
// of those who do it.
func (s *sentence) doesTo(v *group) bool {
	next := at(s.toks, v.to)
	switch {
	case !v.verb.can(contacts) || v.reflex:
		return false
	case v.verb.kind == Call || v.verb.can(receives|greets):
		return !s.inDate(v.to)
	}
	return next.isAny("the", "its", "their", "what", "that")
}

// signsAccord reports whether the object that starts at token j is what parties conclude together.
func (s *sentence) signsAccord(j int) bool {
	const reach = 6
	for k := j; k < len(s.toks) && k < j+reach; k++ {
		if t := &s.toks[k]; t.isAny("accord", "accords", "agreement", "ceasefire", "truce", "treaty", "declaration", "deal", "protocol", "cessez-le-feu", "treve", "traite", "protocole", "memorandum", "pact", "pacte") {
			return true
		} else if boundary(t) {
			return false
		}
	}
	return false
}

// dropsContact reports whether the object that starts at token j is a contact: "a renoncé
// aux pourparlers".
func (s *sentence) dropsContact(j int) bool {
	const reach = 5
	for k := j; k < len(s.toks) && k < j+reach; k++ {
		if n := &s.toks[k].lex.noun; (n.contact || n.gathering) && !s.pressConference(k) {
			return true
		} else if boundary(&s.toks[k]) {
			return false
		}
	}
	return false
}

// statesGathered asserts what "A rassemblait le 14 août l'Arabie saoudite et la Suisse"
// tells: the gathering of the states and of the person who gathers them.
func (r *reader) statesGathered(s *sentence, k, found int) bool {
	v := &s.verbs[k]
	j := v.to
	for j < len(s.toks) && (s.inDate(j) || s.toks[j].in(isAdverb|isPlacePreposition) || j > v.to && s.toks[j-1].in(isPlacePreposition) && s.toks[j].cap || s.toks[j].is(",")) {
		j++
	}
	who, end := r.stateList(s, j)
	if len(who) < 2 {
		return false
	}
	for _, i := range r.subject(s, k) {
		if ids := r.partiesIn(s, i); len(ids) > 0 && r.allPeople(ids) {
			who = append(ids, who...)
		}
	}
	a := Assertion{Kind: Talks, Place: None, ClaimedBy: None, Quote: s.span, Rule: statesRule, Role: Role{Body: None, Country: None}}
	dir := a.settle(v)
	a.Date, a.Place = r.dateIn(s, v.to, len(s.toks), v.from, dir), r.placeIn(s, end, len(s.toks), end)
	if a.Place == None {
		a.Place = r.lastPlace(s, v.from)
	}
	s.told[k] = r.addStates(s, a, who, found)
	return s.told[k]
}

// statesBefore returns the states that are the subject of a verb at token end: "A et B",
// "le M23"; none that a preposition or a noun governs.
func (r *reader) statesBefore(s *sentence, end int) []EntityID {
	for end > 0 && (s.toks[end-1].in(isAdverb) || s.inDate(end-1) || s.toks[end-1].is3("y", "s'", "se")) {
		end--
	}
	if end > 3 && s.toks[end-1].is(",") { // "Le M23, lui, a renoncé"
		for k := end - 2; k > 0 && k > end-6; k-- {
			if s.toks[k].is(",") {
				end = k
				break
			}
		}
	}
	for j := max(0, end-16); j < end; j++ {
		if prev := at(s.toks, j-1); j > 0 && !(prev.kind == punct || prev.isAny("que", "qu'", "où", "where", "that", "and", "et", "when", "while", "lorsque", "quand")) {
			continue
		}
		if who, to := r.partyList(s, s.headsOf(j)); to == end && len(who) > 0 {
			return who
		}
	}
	return nil
}

// headsTold reports whether the sentence tells of a contact of people, with the status of a, who are of
// the countries of some states: the states are what they stand for.
func (r *reader) headsTold(a *Assertion, who []EntityID, found int) bool {
	for i := found; i < len(r.res.Assertions); i++ {
		b := &r.res.Assertions[i]
		if b.Kind >= RegularContact || b.Status != a.Status || len(b.Participants) < 2 || !r.allPeople(partiesOf(b)) {
			continue
		}
		same := 0
		for _, p := range b.Participants {
			for _, id := range who {
				if home := r.homeland(p.Entity); home != "" && home == r.landOfParty(id) {
					same++
				}
			}
		}
		if same > 1 {
			return true
		}
	}
	return false
}

// landOfParty returns the code of the country that a party is or for whose government it stands, else "".
func (r *reader) landOfParty(id EntityID) string {
	e := &r.res.Entities[id]
	if e.Kind == Country {
		return e.Code
	}
	if e.Country != None {
		return r.res.Entities[e.Country].Code
	}
	return ""
}

// withoutSeats leaves out of some parties the capitals of countries that are among them.
func (r *reader) withoutSeats(who []EntityID) []EntityID {
	return slices.DeleteFunc(slices.Clone(who), func(id EntityID) bool {
		e := &r.res.Entities[id]
		return e.Kind == Organization && e.Country != None && strings.HasPrefix(e.Key, "government ") && slices.Contains(who, e.Country)
	})
}

// addStates asserts a contact of states, unless it is told or is one of relations rather
// than of a day; it reports whether it did. A gathering that another rule has made of
// fewer of them yields.
func (r *reader) addStates(s *sentence, a Assertion, who []EntityID, found int) bool {
	if a.Status == Occurred && a.Date.IsZero() && a.Place == None && !s.holding || r.headsTold(&a, who, found) {
		return false
	}
	for i := found; i < len(r.res.Assertions); i++ {
		b := &r.res.Assertions[i]
		if b.Kind >= HoldsRole || b.Status != a.Status {
			continue
		}
		within := true
		for _, p := range b.Participants {
			within = within && hasEntity(who, p.Entity)
		}
		switch {
		case within && len(b.Participants) >= len(who):
			return true
		case within:
			r.res.Assertions = append(r.res.Assertions[:i], r.res.Assertions[i+1:]...)
			r.gathering, r.topical = -1, r.topical[:0]
			i--
		}
	}
	if remote(a.Kind) {
		a.Place = None
	}
	a.ClaimedBy = s.claimer
	if who = r.withoutSeats(who); len(who) < 2 {
		return false
	}
	for _, id := range who {
		a.Participants = append(a.Participants, Participant{Entity: id})
	}
	r.add(a)
	return true
}
