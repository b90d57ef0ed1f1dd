package extract

import "slices"

// gatherings asserts the gatherings that a sentence announces or reports.
func (r *reader) gatherings(s *sentence, _ int) {
	read := 0
	for _, n := range s.nouns {
		kind, ok := s.toks[n].gatheringNoun()
		if !ok || n < read || s.toks[n].lex.noun.round && !at(s.toks, n+1).is("ronde") && !at(s.toks, n-1).is("round") || s.inList(n) || s.pressConference(n) {
			continue
		}
		k, form := r.gatheringVerb(s, n)
		if k < 0 || s.told[k] || !r.g.romance && s.saidDuring(n) >= 0 {
			continue
		}
		if s.conditional(0, min(n, s.verbs[k].from)) && s.mainClause(min(n, s.verbs[k].from)) {
			continue
		}
		r.gatheringOf(s, n, k, kind, form)
		read = s.verbs[k].to
	}
}

// inList reports whether a noun stands for an unnumbered series: "une série de
// réunions", "plusieurs rencontres".
func (s *sentence) inList(n int) bool {
	if !s.of(seriesWords) {
		return false
	}
	for j := max(0, n-4); j < n; j++ {
		if s.toks[j].is4("serie", "series", "plusieurs", "several") {
			return true
		}
	}
	return false
}

// how a verb governs a gathering.
type government uint8

const (
	asSubject government = iota // "une réunion se tiendra"
	asObject                    // "X organisera une réunion"
	announced                   // "X a annoncé une réunion"
	calledOff                   // "X a annulé sa rencontre avec Y"
)

// gatheringVerb finds the verb whose subject or object is the noun at n.
func (r *reader) gatheringVerb(s *sentence, n int) (int, government) {
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.wish || v.hedged {
			continue
		}
		if v.from > n {
			if s.takesGathering(v) && !s.broken(n, k) {
				for m := k + 1; m < len(s.verbs) && v.due; m++ { // "that was due to take place has been scrapped"
					if w := &s.verbs[m]; w.verb.can(cancels) && w.passive {
						return m, asSubject
					}
				}
				return k, asSubject
			}
			if !v.bare && !s.inserted(v) {
				break
			}
			continue
		}
		if v.to > n || v.bare || n-v.to > 6 && !(v.verb.can(hosts) && n-v.to < 16) || v.passive || v.neg && !v.verb.can(hosts) {
			continue
		}
		between := true
		for j := v.to; j < n; j++ {
			t := &s.toks[j]
			if s.inDate(j) || v.verb.can(hosts) && !v.verb.can(lightly) && (t.is3(",", "à", "in") || t.cap) {
				continue
			}
			between = between && !boundary(t) && !t.isAny(",", "avec", "sur", "lors", "par", "pour", "à")
		}
		switch {
		case !between:
		case v.verb.can(cancels):
			return k, calledOff
		case v.verb.can(hosts) && !v.reflex && !(v.verb.can(lightly) && s.hasWith(r.g.lang, n)):
			return k, asObject
		case v.verb.can(states) && !v.verb.can(confirms) && s.singular(n) && !s.tookPlace(n):
			return k, announced
		}
	}
	return -1, 0
}

// inDate reports whether a token is part of a date.
func (s *sentence) inDate(j int) bool {
	for _, d := range s.dates {
		if d.from <= j && j < d.to {
			return true
		}
	}
	return false
}

func (s *sentence) hasWith(lang Lang, n int) bool {
	for j := n; j < len(s.toks) && j < n+5; j++ {
		if s.toks[j].is2("avec", "with") {
			return true
		}
	}
	return false
}

// singular reports whether an article in the singular stands before the noun.
func (s *sentence) singular(n int) bool {
	for j := max(0, n-3); j < n; j++ {
		if s.toks[j].isAny("un", "une", "l'", "le", "la", "d'", "a", "the") {
			return true
		}
	}
	return false
}

// takesGathering reports whether a verb can have a gathering as its subject.
func (s *sentence) takesGathering(v *group) bool {
	switch {
	case v.bare:
		return false
	case v.verb.can(cancels):
		return v.passive
	case !v.verb.can(holds):
		return false
	case v.verb.reflexive:
		return v.reflex
	case v.verb.can(takesPlace):
		return true
	}
	return v.passive
}

// inserted reports whether a verb of saying stands between commas with its
// subject after it: ", a indiqué X,".
func (s *sentence) inserted(v *group) bool {
	return v.verb.can(states) && v.from > 0 && s.toks[v.from-1].is(",")
}

// broken reports whether another finite verb or another gathering stands
// between a noun and the verb that may govern it.
func (s *sentence) broken(n, k int) bool {
	for i := range s.verbs[:k] {
		if v := &s.verbs[i]; v.from > n && !v.bare && !s.inserted(v) {
			return true
		}
	}
	for j := n + 1; j < s.verbs[k].from; j++ {
		if t := &s.toks[j]; t.isAny(";", ":", "tandis", "alors", "while") {
			return true
		}
	}
	return false
}

// gatheringOf asserts the gathering named by the noun at n.
func (r *reader) gatheringOf(s *sentence, n, k int, kind Kind, form government) {
	v := &s.verbs[k]
	a := Assertion{Kind: kind, Place: None, ClaimedBy: None, Quote: s.span, Rule: "gathering/subject", Role: Role{Body: None, Country: None}}
	a.Summit = s.toks[n].lex.noun.summit
	if means, ok := s.meansAt(min(n+1, len(s.toks)-1)); ok && kind == Meeting {
		a.Kind = means // "un entretien téléphonique est prévu"
	}
	dir := r.gatheringStatus(s, n, v, form, &a)
	end := s.frameEnd(n, k)
	start := min(n, v.from)
	pivot := max(n, v.to)
	a.Date = r.dateIn(s, start, end, pivot, dir)
	a.Place = r.placeIn(s, start, end, pivot)
	if head := r.headPlace(s); head != None && v.verb.can(hosts) {
		a.Place = head
	}
	if s.opening() <= start && s.mainClause(start) {
		r.opened(s, &a, dir)
	}
	a.Topics = r.inlineTopics(s, n, end)
	r.gatheringParties(s, n, end, k, form, &a)
	if len(a.Participants) == 2 && r.allPeople(partiesOf(&a)) { // "a virtual meeting was held"
		a.Kind = (&frame{s: s}).modeIn(max(0, n-2), n, a.Kind)
	}
	a.ClaimedBy = r.gatheringClaim(s, start, k, form, a.Status)
	if r.toldBefore(s, n, v, &a) {
		return
	}
	if form == announced && a.Date.IsZero() && a.Place == None {
		return
	}
	if len(a.Participants) == 0 && a.Collective == "" && a.Date.IsZero() && a.Place == None {
		return
	}
	if a.Status == Denied && r.onlyGroups(partiesOf(&a)) {
		return
	}
	r.dropLoneState(&a)
	r.putOff(s, v, &a)
	r.finishGathering(s, a)
	if form == asObject {
		r.chairOf(s, k)
	}
}

// chairOf notes who chairs the gathering of unnamed people that was told last: he takes part in
// it once others are said to.
func (r *reader) chairOf(s *sentence, k int) {
	subject := r.subject(s, k)
	if len(subject) != 1 || s.phrases[subject[0]].weak || !s.standsForOne(subject[0]) {
		return
	}
	if id := firstOf(r.partiesIn(s, subject[0])); id != None && r.res.Entities[id].Kind == Person && !hasParty(&r.res.Assertions[r.gathering], id) {
		r.chairedAt, r.chair = r.gathering, id
	}
}

// partiesOf returns the parties of a contact.
func partiesOf(a *Assertion) []EntityID {
	var out []EntityID
	for _, p := range a.Participants {
		out = append(out, p.Entity)
	}
	return out
}

// gatheringStatus gives the gathering of the noun at n its status and rule, and
// returns on which side of the publication an incomplete date lies.
func (r *reader) gatheringStatus(s *sentence, n int, v *group, form government, a *Assertion) direction {
	dir := a.settle(v)
	switch {
	case form == calledOff, v.verb.can(cancels):
		a.Status, a.Rule = Cancelled, "gathering/cancelled"
		if v.verb.can(states) {
			a.Status = Planned
		}
	case form == announced:
		a.Status, dir, a.Rule = Planned, future, "gathering/announced"
	case form == asObject:
		a.Rule = "gathering/object"
	case v.neg:
		a.Status = Cancelled
	}
	if v.passive && a.Status == Occurred && v.tense == present || v.verb.can(plans) && a.Status == Occurred {
		a.Status, dir = Planned, future
	}
	if v.passive && v.due && v.verb.can(plans|holds) && s.butAfter(v.to) && s.has(v.from, v.to, "had") {
		a.Status = Cancelled // "had been set for Monday, but the rebels pulled out"
	}
	if none := (&nounFrame{}); none.noneAt(s, n) {
		a.Status, dir = none.status, none.dir
	}
	if a.Status == Cancelled {
		dir = setFor // the day for which it had been set
		if s.plannedBetween(n, v.from) {
			dir = future
		}
	}
	if v.tense == present && a.Status == Occurred {
		dir = nearest
		if day := r.dateIn(s, 0, len(s.toks), v.from, future); day.Precision == Day && !(r.published.Precision == Day && day.time().Before(r.published.time())) {
			a.Status, dir = Planned, future
		}
	}
	return dir
}

// toldBefore reports whether the gathering named by the noun at n is the contact
// told last ("leur tête-à-tête", "la rencontre devait avoir lieu"), which then
// takes over what is said of it.
func (r *reader) toldBefore(s *sentence, n int, v *group, a *Assertion) bool {
	last := r.lastTold()
	if last == nil || !s.back(n) || len(last.Participants) < 2 || s.between(n, len(s.toks)) || r.g.romance && r.withOther(s, n, last) {
		return false
	}
	if last.Status == a.Status || last.Status == Cancelled && v.due || last.Status == Occurred && a.Status == Planned && v.tense == present {
		last.fill(a)
	} else if last.Status == Planned && a.Status == Cancelled {
		last.Status = Cancelled
		r.putOffTold(s, v, last, a)
		last = r.lastTold() // the new day may have moved it
		last.fill(a)
		if day := last.Date; v.tense == preterite && v.neg && day.Precision == Day && r.published.Precision == Day && day.time().After(r.published.time()) && !day.time().After(r.published.addDays(week-1).time()) {
			last.Date = day.addDays(-week) // "devait avoir lieu mardi": the one past
		}
	} else {
		return false
	}
	if last.Quote != s.span {
		last.Support = append(last.Support, s.span)
	}
	for _, i := range r.topical { // those of one subject are told of together
		if b := &r.res.Assertions[i]; b.Status == last.Status {
			b.fill(a)
		}
	}
	r.gathering = -1
	return true
}

// back reports whether an article or possessive shows that the noun at n goes
// back to a contact told before.
func (s *sentence) back(n int) bool {
	own := false
	for j := max(0, n-3); j < n; j++ {
		t := &s.toks[j]
		own = own || t.isAny("leur", "leurs", "their", "cette", "cet", "ce", "this", "that") || s.toks[n].lex.noun.before && t.is4("la", "le", "l'", "the")
	}
	next := at(s.toks, n+1)
	return own && !next.isAny("de", "du", "des", "d'", "of", "avec", "with", "on", "sur")
}

// frameEnd is the token where what is said of a gathering ends: the next one,
// or the end of the sentence.
func (s *sentence) frameEnd(n, k int) int {
	for j := max(n, s.verbs[k].to); j < len(s.toks); j++ {
		if s.toks[j].is3(";", "tandis", "while") {
			return j
		}
		if _, ok := s.toks[j].gatheringNoun(); ok && j > n && s.singular(j) && j-1 > s.verbs[k].to && s.toks[j-1].is2("une", "un") {
			return j - 1
		}
	}
	return len(s.toks)
}

// gatheringParties finds who takes part: "des conseillers", "au niveau des
// dirigeants", "entre X et Y", "avec X", "réunissant des Y".
func (r *reader) gatheringParties(s *sentence, n, end, k int, form government, a *Assertion) {
	add := func(i, side int) {
		for _, id := range r.partiesIn(s, i) {
			if !hasParty(a, id) {
				a.Participants = append(a.Participants, Participant{Entity: id, Side: side})
			}
		}
	}
	if form == calledOff && !s.between(n, end) {
		for _, i := range r.calledOffBy(s, n, end, k) {
			add(i, 1)
		}
	}
	if form == asObject && s.verbs[k].verb.can(hosts) {
		if subject := r.subject(s, k); len(subject) > 1 {
			for _, i := range subject {
				add(i, 0)
			}
		}
	}
	r.severalAt(s, n, a)
	r.takingPart(s, n, add)
	people := true
	for i := 0; i < len(s.phrases); i++ {
		p := &s.phrases[i]
		if p.from <= n || p.from >= end || !r.takesPart(s, n, p) {
			continue
		}
		list := s.list(i, end, s.verbs[k].from)
		for _, m := range list {
			q := &s.phrases[m]
			if q.title != nil && q.title.many() && len(q.people) == 0 && a.Collective == "" {
				a.Collective = q.title.label
			}
			people = people && len(q.people) > 0
			side := 0
			if form == calledOff && !s.between(n, end) {
				side = 2
			}
			add(m, side)
		}
		i = list[len(list)-1]
	}
	if form == asObject && people && (len(a.Participants) > 0 || a.Summit) && s.verbs[k].verb.can(hosts) {
		if subject := r.subject(s, k); len(subject) == 1 && !s.phrases[subject[0]].weak && (len(s.phrases[subject[0]].people) == 1 || s.phrases[subject[0]].pronoun != "") {
			add(subject[0], 0) // who chairs a meeting of people takes part
		}
	}
	if form == calledOff && r.anyPerson(partiesOf(a)) {
		r.dropStates(a)
	}
	if people && len(a.Participants) >= 2 && a.Kind == Gathering && s.toks[n].is2("reunion", "meeting") {
		a.Kind = Meeting
	}
	if len(a.Participants) < 2 && a.Kind == Meeting {
		a.Kind = Gathering
	}
}

// dropStates drops the state or body that called a contact of people off: it is its people
// who will not come.
func (r *reader) dropStates(a *Assertion) {
	a.Participants = slices.DeleteFunc(a.Participants, func(p Participant) bool {
		k := r.res.Entities[p.Entity].Kind
		return p.Side == 1 && (k == Country || k == Organization)
	})
}

// dropLoneState drops the only state of a gathering of which the text names people: it is there
// through one of them, or through somebody who goes unnamed.
func (r *reader) dropLoneState(a *Assertion) {
	state, people := -1, 0
	for i, p := range a.Participants {
		switch r.res.Entities[p.Entity].Kind {
		case Country:
			if state >= 0 {
				return
			}
			state = i
		case Person:
			people++
		}
	}
	if state >= 0 && people > 0 && a.Kind == Gathering {
		a.Participants = slices.Delete(a.Participants, state, state+1)
	}
}

// severalAt adds the people told of before whom the noun at n gathers: "un
// rendez-vous des trois hommes".
func (r *reader) severalAt(s *sentence, n int, a *Assertion) {
	several := at(s.toks, n+2)
	if !at(s.toks, n+1).is3("des", "entre", "of") || several.lex.unit < 2 || !at(s.toks, n+3).in(isPeople) {
		return
	}
	for _, id := range r.several(several.lex.unit) {
		if !hasParty(a, id) {
			a.Participants = append(a.Participants, Participant{Entity: id})
		}
	}
}

// takingPart adds the subjects of a verb of joining in a relative clause: "une
// réunion à laquelle prendront part X et Y".
func (r *reader) takingPart(s *sentence, n int, add func(i, side int)) {
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.from <= n || !v.verb.can(joins) || v.neg || !at(s.toks, v.from-1).isAny("laquelle", "lequel", "auquel", "auxquelles", "auxquels") {
			continue
		}
		if i := s.phraseFrom(v.to); i >= 0 {
			for _, m := range s.list(i, len(s.toks), -1) {
				add(m, 0)
			}
		}
	}
}

// between reports whether "entre" names all parties of the gathering at n.
func (s *sentence) between(n, end int) bool {
	for j := n + 1; j < min(end, n+8); j++ {
		if s.toks[j].is2("entre", "between") {
			return true
		}
	}
	return false
}

// takesPart reports whether a phrase after the noun at n is a party.
func (r *reader) takesPart(s *sentence, n int, p *phrase) bool {
	if p.pronoun != "" {
		return false
	}
	before := func(k int) *token { return at(s.toks, p.from-k) }
	unnamed := p.title != nil && p.title.many() && len(p.people) == 0
	switch {
	case p.prep == "entre" || p.prep == "avec" || p.prep == "between" || p.prep == "with":
		return true
	case before(1).isAny("reunissant", "rassemblant", "associant", "gathering", "bringing", "reunira", "rassemblera"):
		return true
	case before(1).is("presence") || before(2).is("presence") || before(1).is("niveau"):
		return unnamed || len(p.people) > 0
	case unnamed && s.toks[p.from].is4("des", "du", "de", "d'") || unnamed && (p.prep == "de" || p.prep == "of"):
		return p.from-n <= 4 && s.onlyAdjectives(r.g, n+1, p.from)
	}
	return false
}

func (s *sentence) onlyAdjectives(g *grammar, from, to int) bool {
	for j := from; j < to; j++ {
		if t := &s.toks[j]; t.kind != word || t.cap || t.in(isStop) && !t.is4("de", "d'", "of", "the") {
			return false
		}
	}
	return true
}

// gatheringClaim returns on whose word a gathering is reported. A planned one
// without a speaker of its own goes on with the announcement before it.
func (r *reader) gatheringClaim(s *sentence, start, k int, form government, status Status) EntityID {
	if form == announced {
		for _, i := range r.subject(s, k) {
			if ids := r.partiesIn(s, i); len(ids) > 0 {
				return ids[0]
			}
		}
	}
	if c := r.claimAt(s, start); c != None {
		return c
	}
	if status == Planned && form == asSubject && r.block-r.announcedAt <= 2 {
		return r.announcer
	}
	return None
}

func (r *reader) finishGathering(s *sentence, a Assertion) {
	if a.ClaimedBy != None && a.Status == Planned {
		r.announcer, r.announcedAt = a.ClaimedBy, r.block
	}
	r.add(a)
	r.gathering, r.gatheringAt = len(r.res.Assertions)-1, r.block
	r.topical, r.topicalAt = append(r.topical[:0], r.gathering), r.block
}
