package extract

import "slices"

// near asserts a contact where a sentence has a verb or noun of contact and names
// people, but no other rule found how they hang together: the person whom the
// sentence is about, and the one nearest to the cue. It is the last of the rules
// and the least sure.
func (r *reader) near(s *sentence, found int) {
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Kind < HoldsRole && len(a.Participants) > 1 && a.Quote == s.span {
			return
		}
	}
	if s.conditional(0, min(len(s.toks), 2)) || s.habitual() {
		return
	}
	who := r.mentioned(s)
	if len(s.absent) > 0 {
		who = slices.DeleteFunc(who, func(m mentionAt) bool { return s.isAbsent(m.id) })
	}
	if len(who) == 1 {
		who = r.withSpeaker(s, who)
	}
	if len(who) < 2 {
		return
	}
	for j := range s.toks {
		if !s.cue(j) {
			continue
		}
		a := Assertion{Kind: Meeting, Place: None, ClaimedBy: None, Quote: s.span, Rule: nearRule, Role: Role{Body: None, Country: None}}
		end := j + 1
		for _, m := range who {
			end = max(end, m.to)
		}
		st, ok := r.cueStatus(s, j, end, &a)
		if !ok || a.Status == Denied && !s.belied(j) || !r.nearParties(s, s.sameClause(who, j), j, &a) {
			continue
		}
		if a.Status == Occurred && s.onlyAhead(r.g.romance) {
			a.Status, st.dir = Planned, future
		}
		if len(s.parted) > 0 && s.areParted(a.Participants[0].Entity, a.Participants[1].Entity) {
			return
		}
		if last := r.lastTold(); last != nil && last.Status == Denied && a.Status == Occurred && s.reportedBefore(j) && hasParty(last, a.Participants[0].Entity) && hasParty(last, a.Participants[1].Entity) {
			return // "The paper had written that X used the call to": the report that was denied
		}
		said := -1
		if a.Status == Planned || a.Status == Cancelled {
			if said = r.saidAfterIt(s, j, &a); said >= 0 || s.otherDayOf(j) {
				a.Status, st.dir = Occurred, past
			}
		}
		f := frame{s: s, kind: a.Kind}
		a.Kind = f.modeIn(max(0, j-3), min(len(s.toks), j+6), a.Kind)
		for k := range s.verbs {
			v := &s.verbs[k]
			if v.verb.can(cancels) && !v.neg && !v.wish && !v.hedged && a.Status != Denied && v.to <= j && said < 0 {
				a.Status, st.dir = Cancelled, setFor
			}
		}
		if s.disputed(j) {
			a.Status, st.dir = Denied, s.deniedSide()
		}
		a.ClaimedBy = r.claimAt(s, j)
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, st.dir), r.placeIn(s, 0, len(s.toks), j)
		if a.Place == None && s.calledOff() {
			a.Place = r.lastPlace(s, len(s.toks))
		}
		if a.Status == Cancelled {
			for k := range s.verbs {
				v := &s.verbs[k]
				r.putOff(s, v, &a)
			}
		}
		r.add(a)
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		return
	}
}

// cue reports whether the word at token j tells of a contact by itself: a noun
// of contact that has no other sense, or the participle of a verb of contact.
func (s *sentence) cue(j int) bool {
	t := &s.toks[j]
	if s.exchangesLetters(j) {
		return false
	}
	if n := &t.lex.noun; n.contact {
		if n.kind == Call && s.demand(j) || s.recall(j) || s.exchangeOfLetters(j) {
			return false
		}
		return (n.before || n.gathering || n.joint || n.kind != Meeting && (n.kind != Visit || s.calledOff())) && !n.round && !n.summit && !s.pressConference(j) && !(j > 0 && s.pressConference(j-1))
	}
	if t.in(isPhone|isVideo) && j > 0 && (s.toks[j-1].in(isPreposition) || j > 1 && s.toks[j-1].in(isArticle) && s.toks[j-2].in(isPreposition) || s.toks[j-1].isAny("au", "par", "by", "liaison", "secure")) {
		return true
	}
	if len(t.forms) > 0 && (s.ofThing(j) || s.thingWelcomed(j)) || t.is("seen") && at(s.toks, j+1).is("as") || t.is2("vu", "vue") && at(s.toks, j+1).is("comme") {
		return false
	}
	if t.isAny("parle", "parlee", "parles") && (at(s.toks, j+1).isAny("d'", "de", "du", "des") && s.has(j, len(s.toks), ";") || at(s.toks, j+1).is("sur") && at(s.toks, j+2).isAny("x", "twitter", "facebook")) {
		return false // "a parlé d'une décision regrettable ; à Londres, Y", "a parlé sur X de"
	}
	if t.is2("handed", "remis") && s.resigns() {
		return false
	}
	for _, f := range t.forms {
		if f.tense == participle && f.verb.particle == "" && f.verb.can(contacts) && !f.verb.can(byPhone) && f.verb.kind != Call && t.low[len(t.low)-1] != 'g' {
			return !f.verb.can(personal) || f.verb.prep == ""
		}
	}
	return false
}

// thingWelcomed reports whether it is a thing that is welcomed at token j: "the move was welcomed by X",
// "la décision a été accueillie avec réserve".
func (s *sentence) thingWelcomed(j int) bool {
	t := &s.toks[j]
	if !t.of(welcomedWords) {
		return false
	}
	k := j - 1
	for k > 0 && (s.toks[k].lex.be != noTense || s.toks[k].lex.have != noTense || s.toks[k].helps(helpsPassive) || s.toks[k].in(isAdverb) || s.toks[k].is("been")) {
		k--
	}
	if n := &s.toks[max(k, 0)]; k < 0 || k == j-1 || n.kind != word || n.cap || s.phraseEnding(k+1) >= 0 || n.in(isGuest|isPeople) || n.lex.retinue {
		return false
	}
	return at(s.toks, k-1).in(isArticle)
}

// ofThing reports whether the verb whose last token is j has a thing as its object:
// "received a letter", "met with resistance".
func (s *sentence) ofThing(j int) bool {
	v := -1
	for k := range s.verbs {
		if s.verbs[k].from <= j && j < s.verbs[k].to {
			v = k
		}
	}
	if v < 0 || s.verbs[v].passive || s.verbs[v].reflex || s.verbs[v].verb.prep != "" || !s.verbs[v].verb.can(contacts) {
		return false
	}
	n := s.verbs[v].to
	if at(s.toks, n).is("with") {
		n++
	}
	t := at(s.toks, n)
	if t.kind != word || t.cap || s.inDate(n) || t.in(isAdverb) {
		return false
	}
	for k := n; k < len(s.toks) && k < n+5 && !boundary(&s.toks[k]); k++ {
		if s.toks[k].isAny("prize", "award", "medal", "prix", "medaille", "thanks", "praise", "congratulations", "condolences", "remerciements", "felicitations", "condoleances", "compliments") {
			return true // "received the president's thanks"
		}
	}
	for i := s.firstPhrase(n); i < len(s.phrases) && s.phrases[i].from <= n+1; i++ {
		if p := &s.phrases[i]; len(p.people) > 0 || p.title != nil || p.pronoun != "" {
			return false
		}
	}
	return t.isAny("a", "an", "un", "une", "des") || !t.in(isArticle|isPreposition|isOf) && t.lex == nothing && s.toks[n-1].is("with")
}

// hasCue reports whether a sentence tells that something was done on the occasion of a
// contact.
func (s *sentence) hasCue() bool {
	for j := range s.toks {
		if s.cue(j) && (s.onOccasion(j) || s.toks[j].in(isPhone|isVideo)) {
			return true
		}
	}
	return false
}

// disputed reports whether the clause of a token is what a verb of denial denies:
// "conteste qu'une rencontre ait réuni X et Y".
func (s *sentence) disputed(j int) bool {
	for k := range s.verbs {
		v := &s.verbs[k]
		if !v.verb.can(denies) || v.neg || v.to > j {
			continue
		}
		for n := v.to; n < j; n++ {
			if s.toks[n].is3("que", "qu'", "that") {
				return true
			}
		}
	}
	return false
}

// demand reports whether a call at token j is one to do something, or an appeal: "the call by X
// for reform", "un appel à".
func (s *sentence) demand(j int) bool {
	if at(s.toks, j-1).is("d'") && at(s.toks, j-2).isAny("chambre", "cour", "juridiction", "juge", "juges", "tribunal") {
		return true // "la cour d'appel"
	}
	if at(s.toks, j+1).isAny("for", "on", "to", "à", "au", "aux", "pour") && !s.inDate(j+2) {
		return true
	}
	for k := j + 1; at(s.toks, j+1).isAny("by", "par", "of", "du", "de", "d'") && k < len(s.toks) && k < j+8; k++ {
		if s.toks[k].is4("for", "to", "à", "pour") {
			return true
		}
	}
	return false
}

// calledOff reports whether a verb of the sentence tells that something is off.
func (s *sentence) calledOff() bool {
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.verb.can(cancels) && !v.neg && !v.wish && !v.hedged {
			return true
		}
	}
	return false
}

// cueStatus reads what the words around a cue tell of its status; it is not ok
// where they tell that nothing took place or is to. The people of the sentence
// end at token end.
func (r *reader) cueStatus(s *sentence, j, end int, a *Assertion) (nounFrame, bool) {
	t := &s.toks[j]
	if t.in(isPhone|isVideo) && !t.lex.noun.contact {
		a.Kind = Call
		if t.in(isVideo) {
			a.Kind = VideoCall
		}
		st := nounFrame{dir: past}
		ok := s.unknownVerb(r.g.romance, j, 0, &st)
		a.Status = st.status
		return st, ok && !st.hedged
	}
	if t.lex.noun.contact {
		a.Kind = t.lex.noun.kind
		st, ok := r.nounStatus(s, j, end)
		a.Status = st.status
		return st, ok && !st.hedged
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.from <= j && j < v.to {
			if v.wish || v.hedged || v.neg || s.told[k] {
				return nounFrame{}, false
			}
			dir := a.settle(v)
			return nounFrame{dir: dir}, true
		}
	}
	if j == 0 || s.toks[j-1].is(",") {
		for _, f := range t.forms {
			if f.verb.can(awaits) {
				a.Status = Planned
				return nounFrame{dir: future}, true
			}
		}
		return nounFrame{dir: past}, true // "Réunis à X, A et B": a participle of its own
	}
	return nounFrame{}, false
}

// mentionAt is one person mentioned in a sentence.
type mentionAt struct {
	id       EntityID
	from, to int // tokens
	subject  bool
	list     int // number of the list to which the mention belongs
}

// mentioned returns the people whom a sentence names or means by a pronoun, each
// once, but for those who only say what it says.
func (r *reader) mentioned(s *sentence) []mentionAt {
	var out []mentionAt
	list := 0
	add := func(id EntityID, from, to int, subject bool) {
		if id == None || r.res.Entities[id].Kind != Person || r.speaksFor(id) {
			return
		}
		for _, m := range out {
			if m.id == id {
				return
			}
		}
		if out == nil {
			out = make([]mentionAt, 0, 4)
		}
		out = append(out, mentionAt{id, from, to, subject, list})
	}
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.weak && !s.subjectOfVerb(p) || s.beside(p) || p.pronoun == together || p.pronoun == them || p.pronoun == "il" && s.impersonal(p.to) || s.speaks(p) || at(s.toks, p.to).is2("'s", "'") && !s.contactAfter(p.to) {
			continue
		}
		if i > 0 && !s.connected(s.phrases[i-1].to, p.from, s.phrases[i-1].comma) {
			list++
		}
		if p.pronoun != "" && p.pronoun != "il" && p.pronoun != "elle" && p.pronoun != "he" && p.pronoun != "she" && p.title == nil {
			if len(out) > 0 {
				add(r.meant(s, i, []EntityID{out[0].id}), p.from, p.to, p.prep == "" && p.tells())
			} else if p.tells() {
				for _, id := range r.partiesIn(s, i) {
					add(id, p.from, p.to, p.prep == "")
				}
			}
			continue
		}
		if len(p.people) == 0 && p.pronoun == "" && (p.title == nil || p.title.many()) {
			continue
		}
		for _, id := range r.partiesIn(s, i) {
			add(id, p.from, p.to, p.prep == "")
		}
	}
	if len(out) == 1 && s.of(hisWords) {
		for j := 0; j+1 < len(s.toks); j++ { // "X l'y a retenu"
			t := &s.toks[j]
			if !t.of(hisWords) {
				continue
			}
			next := at(s.toks, j+1)
			if next.is2("y", "en") {
				next = at(s.toks, j+2)
			}
			if t.is2("l'", "lui") && next.lex.have != noTense {
				add(r.another(s, 0, false, []EntityID{out[0].id}), j, j+1, false)
			}
			if t.isAny("son", "sa", "ses", "his", "her") && (next.lex.noun.contact || at(s.toks, j+2).lex.noun.contact) {
				add(r.another(s, 0, false, []EntityID{out[0].id}), j, j+1, true)
			}
		}
	}
	return out
}

// withSpeaker adds the one who says what a sentence says where it names only one
// other and "that" does not part them: "X admitted having dinner with Y".
func (r *reader) withSpeaker(s *sentence, who []mentionAt) []mentionAt {
	for i := range s.phrases {
		p := &s.phrases[i]
		if len(p.people) != 1 || !s.speaks(p) || p.from > who[0].from {
			continue
		}
		for j := p.to; j < who[0].from; j++ {
			if s.toks[j].isAny("que", "qu'", "that", ":", "»", "”") {
				return who
			}
		}
		if id := r.person(p.people[0].text); id != who[0].id {
			return append([]mentionAt{{id: id, from: p.from, to: p.to, subject: true, list: -1}}, who...)
		}
	}
	return who
}

// beside reports whether a phrase is the complement of a word that is no noun of
// contact, or stands after a preposition that makes nobody a party.
func (s *sentence) beside(p *phrase) bool {
	switch p.prep {
	case "", "avec", "with", "entre", "between", "à", "to", "par", "by", "pour", "from", "chez":
		return false
	case "de", "d'", "of":
		for j := p.from; j >= 0 && j > p.from-4; j-- {
			if t := &s.toks[j]; t.lex.noun.contact || t.is2("aupres", "autour") {
				return false
			}
		}
	}
	return true
}

// contactAfter reports whether a noun of contact follows a possessive: "X's
// meeting".
func (s *sentence) contactAfter(j int) bool {
	for k := j + 1; k < len(s.toks) && k < j+4; k++ {
		if s.toks[k].lex.noun.contact {
			return true
		}
	}
	return false
}

// speaks reports whether a phrase is the subject of a verb of saying, before or
// after it, or stands after "selon".
func (s *sentence) speaks(p *phrase) bool {
	if p.prep == "selon" || p.prep == "to" && p.from > 1 && s.toks[p.from-2].is("according") {
		return true
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if !v.verb.can(states|denies) || v.bare {
			continue
		}
		if v.from == p.to || v.to == p.from && p.prep == "" || v.to+1 == p.from && p.prep == "" && s.toks[v.to].lex.weekday > 0 || v.from == p.to+1 && s.toks[p.to].lex.weekday > 0 {
			return true
		}
	}
	return false
}

// habitual reports whether a sentence tells of what goes on day by day: "every day",
// "quotidiennement".
func (s *sentence) habitual() bool {
	if s.inTouchOnly() {
		return true
	}
	if !s.in(isHabitual) {
		return false
	}
	for j := range s.toks {
		if !s.toks[j].in(isHabitual) {
			continue
		}
		switch t, next := &s.toks[j], at(s.toks, j+1); {
		case t.is3("every", "each", "chaque") && next.isAny("day", "week", "month", "jour", "semaine", "mois", "soir", "matin", "morning", "evening"),
			t.is2("fois", "times") && next.is3("par", "l'", "a"),
			t.is("long") && next.is("de") && at(s.toks, j+2).is("l'") && at(s.toks, j+3).is("annee"),
			t.is2("tous", "toutes") && next.is("les") && at(s.toks, j+2).isAny("jours", "semaines", "mois", "soirs", "matins"),
			!t.isAny("every", "each", "chaque", "tous", "toutes", "fois", "times", "long"):
			return true
		}
	}
	return false
}

// sameClause returns those who are named between the semicolons and colons around a
// cue, if they are several; else all.
func (s *sentence) sameClause(who []mentionAt, j int) []mentionAt {
	lo, hi := j, j
	for lo > 0 && !s.toks[lo-1].is2(";", ":") {
		lo--
	}
	for hi < len(s.toks) && !s.toks[hi].is2(";", ":") {
		hi++
	}
	var near []mentionAt
	for _, m := range who {
		if m.from >= lo && m.to <= hi {
			near = append(near, m)
		}
	}
	if len(near) < 2 {
		return who
	}
	return near
}

// chaired reports whether somebody leads the contact that the noun at j names, so that
// all who are named sit at one table: "the talks that X was to lead with A and B".
func (s *sentence) chaired(j int) bool {
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.from > j-12 && v.from < j+12 && (v.verb.can(hosts) || v.verb.lemma == "lead" || v.verb.lemma == "mener") && s.toks[j].lex.noun.contact {
			return true
		}
	}
	return false
}

// nearParties fills in the person whom the sentence is about and whoever is named
// nearest to the cue; those of one list take part alike.
func (r *reader) nearParties(s *sentence, who []mentionAt, j int, a *Assertion) bool {
	first := 0
	for i, m := range who {
		if m.subject {
			first = i
			break
		}
	}
	other, gap := -1, 0
	for i, m := range who {
		if i == first {
			continue
		}
		d := m.from - j
		if d < 0 {
			d = j - m.to + 8 // what follows the cue comes first
		}
		if other < 0 || d < gap {
			other, gap = i, d
		}
	}
	if other < 0 {
		return false
	}
	together := who[first].list == who[other].list
	for i, m := range who {
		switch {
		case i == first:
			a.Participants = append(a.Participants, Participant{Entity: m.id, Side: 1})
		case i == other || m.list == who[other].list:
			a.Participants = append(a.Participants, Participant{Entity: m.id, Side: 2})
		case m.list == who[first].list:
			a.Participants = append(a.Participants, Participant{Entity: m.id, Side: 1})
		}
	}
	if together || s.toks[j].lex.noun.joint || s.chaired(j) {
		for i := range a.Participants {
			a.Participants[i].Side = 0
		}
	}
	return true
}

// almostDaily reports whether a sentence tells of people who are in touch day by day.
func (s *sentence) almostDaily() bool {
	for j := 0; s.of(dailyWords) && j < len(s.toks); j++ {
		if s.toks[j].of(dailyWords) && at(s.toks, j-1).isAny("almost", "nearly", "in", "near", "contact", "touch", "quasi", "presque") {
			return true
		}
	}
	return false
}
