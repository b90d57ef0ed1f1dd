package extract

import (
	"slices"
	"strings"
)

// States and bodies are in contact too, with each other and with people, in wordings that no rule knows.
// A log-linear model as that of people weighs each state or body that a sentence names beside each of the
// others and beside each of its people. It is told less, for such contacts are few to learn from: how each
// stands to the nearest words of contact, what lies between them, and who else is there.

const likelyStatesRule = "contact/likely/states"

// member is somebody, a state or a body in a sentence that may tell of its contacts.
type member struct {
	entry    *lexEntry // nil for a person and an armed force
	id       EntityID  // None for what is not entered yet
	from, to int       // tokens
	kind     int       // among memberKinds
	phrase   *phrase   // nil for a state that no phrase is of
	home     string    // code of its country, "" where there is none
	titled   bool      // the title names it
	sides    [2]oneSideOf
	people   []EntityID // who are of its country, and somebody himself
}

// oneSideOf is what a member weighs as the first or second of two, whoever the other is.
type oneSideOf struct {
	known bool
	sum   float64
	names []string
}

// Kinds of members.
const (
	memberNamed = iota // somebody
	memberMeant        // somebody who is only referred to
	memberCountry
	memberBody
	memberCapital // that stands for its government
	memberForce   // "the Sudanese army", "the LURD"
	memberKindsOf
)

var memberKinds = domain{"named", "meant", "country", "body", "capital", "force"}

// recently is how many of the people and of the contacts told last are looked at.
const recently = 256

// mostMembers is how many a sentence may have: of longer lists the model knows nothing.
const mostMembers = 16

// considerStates weighs the states and bodies of a sentence and asserts what is likely.
func (r *reader) considerStates(s *sentence, found int) {
	if s.habitual() || r.considered != nil { // the weights of people's contacts are counted without what it adds
		return
	}
	all, people := r.members(s)
	if len(all) < 2 || len(all) > mostMembers || people == len(all) {
		return
	}
	c := statesWeigher{reader: r, s: s, m: statesModel(), w: weigher{record: r.stated != nil}, all: all, people: people, found: found, homes: r.mem.homes[:0]}
	c.weighSentence()
	if r.stated == nil && c.w.sum < hopelessStates {
		return
	}
	c.recent = r.cast[max(0, len(r.cast)-recently):]
	for _, id := range c.recent {
		c.homes = append(c.homes, r.homeland(id))
	}
	for i := range all {
		c.know(&all[i])
		if all[i].kind == memberNamed {
			c.named++
			c.stateless += yes(all[i].home == "")
		}
	}
	r.mem.homes = c.homes
	for k := people; k < len(all); k++ {
		for i := range k {
			c.weigh(i, k)
		}
	}
	c.assertLikely()
}

// hopelessStates is under which log-odds of what all pairs of a sentence have in common none of them is likely.
const hopelessStates = -1.2

// members returns the people of a sentence, then its states and bodies, and how many people there are.
func (r *reader) members(s *sentence) (out []member, people int) {
	states := r.statesNamed(s)
	if len(states) == 0 {
		return nil, 0
	}
	if r.hereAt != r.sentence { // else it has just been read
		r.here, r.hereAt = r.lineup(s, r.here[:0]), r.sentence
	}
	out = r.mem.members[:0]
	for i := range r.here {
		h := &r.here[i]
		if h.how == byContext || r.speaksFor(h.id) {
			continue
		}
		m := member{id: h.id, from: h.from, to: h.to, phrase: h.phrase, home: r.homeland(h.id)}
		if h.how != byName {
			m.kind = memberMeant
		}
		out = append(out, m)
	}
	people = len(out)
	r.mem.members = append(out, states...)
	return r.mem.members, people
}

// statesNamed returns the states and bodies that a sentence names other than as places and as those of
// somebody's function.
func (r *reader) statesNamed(s *sentence) []member {
	out := r.mem.states[:0]
	for j := 0; j < len(s.toks); j++ {
		m := member{id: None, from: j, to: j + 1}
		switch e, n := r.g.lex.match(s.toks, j); {
		case e == nil || e.kind == lexDemonym:
			if m.kind, m.to = memberForce, r.g.armedAt(s.toks, j); m.to == j {
				m.to = r.unknownBody(s, j)
			}
			if m.to == j {
				continue
			}
		case e.kind == lexCountry:
			m.entry, m.to, m.kind, m.home = e, j+n, memberCountry, e.id
		case e.kind == lexBody:
			m.entry, m.to, m.kind = e, j+n, memberBody
		case e.kind == lexPlace && r.g.governs[e.id] != "":
			m.entry, m.to, m.kind, m.home = e, j+n, memberCapital, r.g.governs[e.id]
		default:
			j += n - 1
			continue
		}
		if m.entry != nil {
			m.id = r.entered(m.entry)
		}
		j = m.to - 1
		before := at(s.toks, m.from-1)
		if before.in(isArticle) {
			before = at(s.toks, m.from-2)
		}
		if before.in(isPlacePreposition) && !before.in(isOf) && !before.is("from") || s.inName(m.from) || s.ofOffice(&m) || s.standsAside(&m) {
			continue
		}
		out = append(out, m)
	}
	r.mem.states = out
	return out
}

// standsAside reports whether a state only lends the place of what others have between them, or has sent those
// whom somebody who is named leads.
func (s *sentence) standsAside(m *member) bool {
	if m.sent() && s.has(0, len(s.toks), "headed", "led", "conduite", "dirigee", "emmenee", "menee", "conduits", "diriges", "menes") {
		return true
	}
	k := s.verbAtOrAfter(m.to)
	return k >= 0 && m.home != "" && s.verbs[k].verb.can(hosts|receives) && !s.verbs[k].passive && s.of(betweenWords)
}

// unknownBody returns the token after a body that the lexicon does not know and that starts at token j, j where
// there is none: an acronym ("le LURD", "the CNDD-FDD"), in English also a name behind an article ("the
// Unitary Platform").
func (r *reader) unknownBody(s *sentence, j int) int {
	t := &s.toks[j]
	if !t.cap || t.kind != word || s.inName(j) || len(t.lex.heads) > 0 || t.lex.weekday+t.lex.month > 0 || t.in(isVenue) {
		return j
	}
	if len(t.text) > 2 && !at(s.toks, j+1).cap && !at(s.toks, j-1).cap && isAcronym(strings.ReplaceAll(t.text, "-", "")) && !(j < 3 && r.sentence == 1) {
		return j + 1
	}
	if before := at(s.toks, j-1); r.g.romance || !before.in(isArticle) && !before.isAny("rebel", "opposition", "ruling", "separatist") || before.is2("a", "an") {
		return j
	}
	const longest = 8 // tokens
	end, names := j, 0
	for end < len(s.toks) && end < j+longest {
		next := &s.toks[end]
		switch {
		case next.kind == word && next.cap && !next.demonym() && !s.inName(end) && len(next.lex.heads) == 0 && next.lex.weekday+next.lex.month == 0:
			names++
		case next.isAny("of", "for", "and", "the", "'s") && end > j && (at(s.toks, end+1).cap || at(s.toks, end+1).is("the") && at(s.toks, end+2).cap):
		default:
			longer := names > 1
			for end > j && !s.toks[end-1].cap {
				end--
			}
			if !longer || at(s.toks, end).is2("'s", "'") || s.toks[end-1].in(isVenue) {
				return j
			}
			return end
		}
		end++
	}
	return j
}

// ofOffice reports whether a state or body is that of a function that somebody holds, and finds the phrase
// to which it belongs.
func (s *sentence) ofOffice(m *member) bool {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from > m.from || p.to < m.to {
			continue
		}
		if len(p.people) > 0 || p.title != nil && !p.title.many() {
			return true
		}
		m.phrase = p
		return false
	}
	return false
}

// statesWeigher weighs the pairs of a sentence.
type statesWeigher struct {
	*reader
	s      *sentence
	m      *statesAspects
	w      weigher
	all    []member // people before others
	people int
	found  int
	told   int        // contacts of the sentence
	recent []EntityID // of the people of the text so far, the last
	homes  []string   // of these
	// How many people the sentence names, and of how many of them no country is known.
	named, stateless int

	with   [mostMembers]uint16               // with whom each is in contact or likely to be, a bit for each
	unsure [mostMembers]uint16               // of those before him, who is less likely than facts must be
	likely [mostMembers]uint16               // of those before him, who is likely
	sure   [mostMembers][mostMembers]float32 // how much so
}

// sent reports whether a state or body is that of some who are not named: "officials of the EU".
func (m *member) sent() bool {
	return m.phrase != nil && m.phrase.title != nil && m.kind >= memberCountry
}

// know finds what is told of a member whoever else is there.
func (c *statesWeigher) know(m *member) {
	m.titled = c.inTitleOf(m)
	if m.kind < memberCountry {
		m.people = c.alone(m.id)
		return
	}
	for i, home := range c.homes {
		if home != "" && home == m.home {
			m.people = extend(&c.mem.ids, m.people, c.recent[i])
		}
	}
}

// side adds what is told of one of two, whoever the other is.
func (c *statesWeigher) side(side int, m *member) {
	x := &m.sides[side]
	if !x.known {
		sum, names := c.w.sum, c.w.names
		c.w.sum, c.w.names = 0, nil
		c.weighSide(side, m)
		*x = oneSideOf{true, c.w.sum, c.w.names}
		c.w.sum, c.w.names = sum, names
	}
	c.w.sum += x.sum
	c.w.names = append(c.w.names, x.names...)
}

// weigh keeps two members whose contact is likely.
func (c *statesWeigher) weigh(i, k int) {
	a, b := &c.all[i], &c.all[k]
	if a.id != None && a.id == b.id || a.entry != nil && b.entry != nil && a.entry.id == b.entry.id {
		return
	}
	if a.kind < memberCountry && !c.mediates(a) && (a.id == c.s.claimer && c.told > 0 || c.s.onlySpeaks(c.reader, a.id)) {
		return // who tells of the contact of others
	}
	if c.stated == nil && c.together(a, b) {
		c.with[i] |= 1 << k
		c.with[k] |= 1 << i
		return
	}
	if c.stated == nil && c.met(a, b) {
		return
	}
	if a.from > b.from {
		a, b = b, a
	}
	c.side(0, a)
	c.side(1, b)
	c.weighBetween(a, b)
	odds, features := c.w.total()
	if c.stated != nil {
		c.stated(c.reader, &c.all[i], &c.all[k], odds, features)
		return
	}
	sure := c.m.curve.at(odds)
	if sure < leastSure {
		return
	}
	c.sure[k][i] = float32(sure)
	if sure < CandidateBelow {
		c.unsure[k] |= 1 << i
		return
	}
	c.with[i] |= 1 << k
	c.with[k] |= 1 << i
	c.likely[k] |= 1 << i
}

// mediates reports whether the sentence calls somebody a mediator.
func (c *statesWeigher) mediates(m *member) bool {
	p := m.phrase
	return p != nil && c.s.has(p.from, min(p.to, len(c.s.toks)), "mediator", "mediateur", "mediatrice", "facilitator", "facilitateur", "mediators", "mediateurs")
}

// has reports whether a member takes part in a contact, also by those who are sent: "officials of the EU".
func (c *statesWeigher) has(a *Assertion, m *member) bool {
	return m.id != None && slices.ContainsFunc(a.Participants, func(p Participant) bool { return c.is(p.Entity, m) })
}

// is reports whether an entity is a member or those whom it has sent.
func (c *statesWeigher) is(id EntityID, m *member) bool {
	if id == m.id || id == None {
		return id != None
	}
	e := &c.res.Entities[id]
	return e.Kind == Group && m.kind >= memberCountry && (e.Country == m.id || e.Body == m.id)
}

// together reports whether two members are in one contact by the rules.
func (c *statesWeigher) together(a, b *member) bool {
	told := c.res.Assertions[max(0, len(c.res.Assertions)-recently):]
	for i := range told {
		if x := &told[i]; x.Kind < HoldsRole && len(x.Participants) > 1 && c.has(x, a) && c.has(x, b) {
			return true
		}
	}
	return false
}

// met reports whether rules have found in the sentence that somebody was in contact with each of two by
// himself: those do not meet each other.
func (c *statesWeigher) met(a, b *member) bool {
	told := c.res.Assertions[c.found:]
	for i := range told {
		x := &told[i]
		if x.Kind >= HoldsRole || x.Quote != c.s.span || !c.has(x, a) || c.has(x, b) {
			continue
		}
		for k := range told {
			y := &told[k]
			if y.Kind < HoldsRole && y.Quote == c.s.span && c.has(y, b) && !c.has(y, a) && slices.ContainsFunc(x.Participants, func(p Participant) bool { return !c.is(p.Entity, a) && y.has(p.Entity) }) {
				return true
			}
		}
	}
	return false
}

// assertLikely asserts what is likely: as parties to a contact that the rules have found in the sentence,
// where somebody is likely with all of it, else as contacts of as many as are likely with each other.
func (c *statesWeigher) assertLikely() {
	for k := range c.all {
		for i := range k {
			if c.likely[k]>>i&1 == 0 {
				continue
			}
			x, y := c.enterMember(&c.all[i]), c.enterMember(&c.all[k])
			if x == None || y == None || x == y || c.together(&c.all[i], &c.all[k]) || c.join(i, k) {
				continue
			}
			c.assertWith(i, k)
		}
	}
	for k := range c.all {
		for i := range k {
			if c.unsure[k]>>i&1 != 0 {
				c.propose(i, k)
			}
		}
	}
}

// propose keeps the contact of two members that is less likely than facts must be.
func (c *statesWeigher) propose(i, k int) {
	a, b := &c.all[i], &c.all[k]
	if x, y := c.enterMember(a), c.enterMember(b); x == None || y == None || x == y {
		return
	}
	found := c.toldOf(a, b)
	found.Confidence = float64(c.sure[k][i])
	c.reader.unsure = append(c.reader.unsure, candidate{a: min(a.id, b.id), b: max(a.id, b.id), how: byName, found: found})
}

// toldOf is the contact of two members that the sentence tells.
func (c *statesWeigher) toldOf(a, b *member) Assertion {
	if a.from > b.from {
		a, b = b, a
	}
	told := c.likelyContact(c.s, &standing{id: a.id, from: a.from, to: a.to, how: byName, phrase: a.phrase}, &standing{id: b.id, from: b.from, to: b.to, how: byName, phrase: b.phrase})
	told.Rule = likelyStatesRule
	return told
}

// join adds one of two to the contact of the sentence that the other is in, where he is likely with all of
// those who are; it reports whether it did.
func (c *statesWeigher) join(i, k int) bool {
	for n := c.found; n < len(c.res.Assertions); n++ {
		a := &c.res.Assertions[n]
		if a.Kind >= RegularContact || len(a.Participants) < 2 || a.Quote != c.s.span {
			continue
		}
		for _, pair := range [2][2]int{{i, k}, {k, i}} {
			in, other := pair[0], pair[1]
			if !c.has(a, &c.all[in]) || !c.likelyWithAll(a, other) {
				continue
			}
			c.widening(n)
			a.joined = a.joined || c.peopleMet(a)
			a.Participants = append(a.Participants, Participant{Entity: c.all[other].id})
			return true
		}
	}
	return false
}

// likelyWithAll reports whether a member is likely with all who take part in a contact.
func (c *statesWeigher) likelyWithAll(a *Assertion, k int) bool {
	for _, p := range a.Participants {
		i := c.memberOf(p.Entity)
		if i < 0 || c.with[k]>>i&1 == 0 {
			return false
		}
	}
	return true
}

// memberOf returns the number of the member that is an entity, -1 for none.
func (c *statesWeigher) memberOf(id EntityID) int {
	for i := range c.all {
		if c.all[i].id != None && c.is(id, &c.all[i]) {
			return i
		}
	}
	return -1
}

// assertWith asserts the contact of two members and of those who are likely with both and with each other.
func (c *statesWeigher) assertWith(i, k int) {
	told := c.toldOf(&c.all[i], &c.all[k])
	told.Confidence = float64(c.sure[k][i])
	for n := range c.all {
		if n != i && n != k && !told.has(c.enterMember(&c.all[n])) && c.likelyWithAll(&told, n) {
			told.Participants = append(told.Participants, Participant{Entity: c.all[n].id})
		}
	}
	c.add(told)
}

// enterMember returns the entity of a member.
func (c *statesWeigher) enterMember(m *member) EntityID {
	switch {
	case m.id != None:
	case m.kind == memberForce:
		m.id = c.namedBody(surfaceOf(c.s.toks[m.from:m.to]))
	case m.kind == memberCapital:
		m.id = c.government(surfaceOf(c.s.toks[m.from:m.to]), m.home)
	default:
		m.id = c.entry(m.entry)
	}
	if m.entry != nil && m.kind != memberCapital && c.ownOf(m.entry) == nil {
		c.called(m.id, c.g.lex.text(m.entry))
	}
	return m.id
}
