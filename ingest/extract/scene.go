package extract

import (
	"slices"
	"sort"
	"strings"
)

// A scene is a clause that says what somebody did with, to or beside somebody
// else on a day, at a place or for some time, whatever the verb: "X a pris Y à
// part mardi", "X sat opposite Y in Oslo". Verbs that tell of what is done from
// afar (apart.txt) and verbs of saying make none.

// scenes asserts the contacts that the clauses of a sentence tell of so, of people of
// whom no other rule has found one in it. It comes last, with contact/near.
func (r *reader) scenes(s *sentence, found int) {
	people := 0
	for i := range s.phrases {
		if p := &s.phrases[i]; len(p.people) > 0 || p.pronoun != "" || p.title != nil {
			people += max(1, len(p.people))
		}
	}
	if people == 0 || people == 1 && s.phrases[0].pronoun != together && !(r.g.romance && s.opening() > 0 && s.has(0, len(s.toks), "lui")) || s.conditional(0, min(len(s.toks), 2)) || s.habitual() || s.resigns() {
		return
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.verb.can(denies|cancels) && !v.neg && !v.verb.can(states) {
			return
		}
	}
	for i := range s.phrases {
		if s.phrases[i].pronoun == together {
			if s.phrases[i].prep != "" || !r.sceneOf(s, i, found) {
				r.sceneOfAll(s, i, found)
			}
		} else if s.mayAct(&s.phrases[i]) {
			r.sceneOf(s, i, found)
		}
	}
}

// resigns reports whether a sentence tells that somebody hands in his resignation.
func (s *sentence) resigns() bool {
	const reach = 5
	for j := range s.toks {
		if !s.toks[j].is2("resignation", "demission") {
			continue
		}
		for k := j - 1; k >= 0 && k >= j-reach; k-- {
			if s.toks[k].isAny("handed", "hands", "hand", "tendered", "submitted", "remis", "remet", "presente", "presenta", "remettre") {
				return true
			}
		}
	}
	return false
}

// mayAct reports whether a phrase can be the subject of a scene.
func (s *sentence) mayAct(p *phrase) bool {
	if p.prep != "" || atAs(s, p) || p.weak && !s.subjectOfVerb(p) || p.pronoun == together {
		return false
	}
	switch p.pronoun {
	case "", "il", "elle", "he", "she", "ce dernier", "latter", "former", "visitor", firstOfTwo, secondOfTwo:
		return (len(p.people) > 0 || p.pronoun != "" || p.title != nil && !p.title.many() && p.title.definite()) && !s.speaks(p)
	case compatriot:
		return s.verbEnding(p.from) < 0 && !s.speaks(p)
	}
	return false
}

// sceneOf asserts the scene whose subject is the list that starts with the i-th
// phrase, if there is one: by the first verb of its clause that has somebody to
// whom, with whom or beside whom it is done, else what the subjects do together.
func (r *reader) sceneOf(s *sentence, i, found int) bool {
	p := &s.phrases[i]
	lo, hi := s.sceneStart(p.from), s.sceneEnd(p.to)
	v, ok := r.sceneVerb(s, p.to, hi)
	if !ok {
		return false
	}
	list := s.list(i, v.from, v.from)
	who := r.peopleOf(s, list)
	if len(who) == 0 || len(who) < len(list) || p.pronoun == together && len(who) < 2 {
		return false
	}
	if r.inContact(s, found, who) {
		return false
	}
	if r.g.romance && s.livedThere(v.from, hi) {
		return false
	}
	own := v
	var others []EntityID
	for n := 0; n < 4 && ok; n++ {
		if others = r.beheld(s, p.to, hi, v, who); len(others) > 0 {
			break
		}
		last := v
		if v, ok = r.sceneVerb(s, v.to, hi); ok && v.bare {
			v.status, v.dir = last.status, last.dir
		}
	}
	if len(others) == 0 {
		v = own
	}
	v.joint = v.joint || p.pronoun == together && s.withThem(v.to, hi) || r.g.romance && len(who) > 1 && len(others) == 0 && !v.passive && at(s.toks, v.to).is("ensemble") // "ont visité ensemble"
	if len(others) == 0 && !(len(who) > 1 && v.joint && p.pronoun != together) {
		return false
	}
	if len(others) == 0 && s.neverTogether(v.to, hi) {
		s.part(who, who)
		return false
	}
	if len(s.parted) > 0 && (len(others) > 0 && s.areParted(who[0], others[0]) || len(others) == 0 && s.byTurns && s.areParted(who[0], who[1])) {
		return false
	}
	if v.status == Planned && s.afterContact() {
		v.status, v.dir = Occurred, past // "After talks in Oslo on Monday, X and Y agreed to stay in touch"
	}
	a := Assertion{Kind: Meeting, Place: None, ClaimedBy: r.claimAt(s, lo), Quote: s.span, Rule: "contact/scene", Role: Role{Body: None, Country: None}, Status: v.status}
	a.Date, a.Place = r.dateIn(s, lo, hi, p.to, v.dir), r.placeIn(s, lo, hi, p.to)
	if open := s.opening(); open > 0 && open < p.from && s.toks[0].in(isPlacePreposition) && s.mainClause(p.from) {
		if id := r.placeIn(s, 0, open, 0); id != None && r.res.Entities[id].Kind == Place && !r.plainVenue(id) {
			a.Place = id // "At X in Oslo, A and B agreed to a truce in Y"
		}
	}
	if a.Place == None {
		a.Place = r.lastPlace(s, hi)
	}
	if a.Date.IsZero() && a.Place == None && !s.lasts(lo, hi) && !s.inPerson(lo, hi) && !(v.joint && s.ofRegion(r.g, lo, hi)) && !(r.g.romance && len(others) == 0 && v.joint && !v.signs && s.closeBy(v.to, hi)) {
		return false
	}
	a.Kind = (&frame{s: s}).modeIn(lo, hi, s.kindOfWhich(p.from, a.Kind))
	r.addScene(a, who, others, len(who) > 1 && (v.joint || v.signs) || len(others) > 1 && s.sideBySide(v.from, hi))
	return true
}

// neverTogether reports whether what several people did by the verb that ends at token lo is told to
// have been apart: "came to Geneva but never shared a table", "sans se croiser".
func (s *sentence) neverTogether(lo, hi int) bool {
	for j := lo; j+1 < hi; j++ {
		switch next := &s.toks[j+1]; {
		case s.toks[j].is("but") && (next.is("never") || next.is("did") && at(s.toks, j+2).helps(helpsNot)), s.toks[j].is("without") && next.isAny("meeting", "sharing", "seeing", "crossing"),
			s.toks[j].is("mais") && next.is2("ne", "n'"), s.toks[j].is("sans") && next.is2("se", "s'"):
			return true
		}
	}
	return false
}

// addScene asserts a scene: of all of them together, or of the first with each other.
func (r *reader) addScene(a Assertion, who, others []EntityID, together bool) {
	from := len(r.res.Assertions)
	r.together, r.togetherAt = who, r.sentence
	if together {
		for _, id := range append(who, others...) {
			a.Participants = append(a.Participants, Participant{Entity: id})
		}
		r.add(a)
	} else {
		r.pairs(a, who, others)
	}
	r.topical, r.topicalAt = r.topical[:0], r.block
	for k := from; k < len(r.res.Assertions); k++ {
		r.topical = append(r.topical, k)
	}
}

// sceneOfAll asserts what "les deux hommes ont passé une heure au téléphone" tells,
// unless it goes on about the contact told last.
func (r *reader) sceneOfAll(s *sentence, i, found int) {
	p := &s.phrases[i]
	lo, hi := s.sceneStart(p.from), s.sceneEnd(p.to)
	v, ok := r.sceneVerb(s, p.to, hi)
	who := r.counted(s, p)
	if last := r.lastTold(); last != nil && last.Status == Denied && len(who) > 1 && hasParty(last, who[0]) && hasParty(last, who[1]) {
		return // what is denied, told again
	}
	if !ok || !v.joint || len(who) < 2 || len(who) > 4 || !r.allPeople(who) || r.inContact(s, found, who) {
		return
	}
	a := Assertion{Kind: (&frame{s: s}).modeIn(lo, hi, Meeting), Place: None, ClaimedBy: r.claimAt(s, lo), Quote: s.span, Rule: againRule, Role: Role{Body: None, Country: None}, Status: v.status}
	a.Date, a.Place = r.dateIn(s, 0, hi, p.to, v.dir), r.placeIn(s, lo, hi, p.to)
	if !remote(a.Kind) && !s.lasts(lo, hi) && !s.sideBySide(lo, hi) {
		return
	}
	for k := len(r.res.Assertions) - 1; k >= 0; k-- {
		b := &r.res.Assertions[k]
		if b.Kind < RegularContact && b.Status == a.Status && remote(b.Kind) == remote(a.Kind) && hasParty(b, who[0]) && hasParty(b, who[1]) &&
			(a.Date.IsZero() || b.Date.IsZero() || a.Date == b.Date) {
			b.fill(&a)
			return
		}
	}
	r.addOf(a, who)
}

// inContact reports whether the sentence has told of a contact of one of some people.
func (r *reader) inContact(s *sentence, found int, who []EntityID) bool {
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		for k := range who {
			if a.Kind < HoldsRole && len(a.Participants) > 1 && hasParty(a, who[k]) {
				return true
			}
		}
	}
	return false
}

// peopleOf returns the people whom phrases stand for, each once; none that are
// not people.
func (r *reader) peopleOf(s *sentence, list []int) []EntityID {
	var out []EntityID
	for _, k := range list {
		for _, id := range r.partiesIn(s, k) {
			if id != None && r.res.Entities[id].Kind == Person && !hasEntity(out, id) {
				out = extend(&r.mem.ids, out, id)
			}
		}
	}
	return out
}

// sceneStart and sceneEnd bound the clause around a token.
func (s *sentence) sceneStart(j int) int {
	const reach = 60 // tokens of a clause, at most, on either side of its subject
	for n := 0; j > 0 && n < reach && !s.sceneBound(j-1); n++ {
		j--
	}
	return j
}

func (s *sentence) sceneEnd(j int) int {
	const reach = 60
	for n := 0; j < len(s.toks) && n < reach && !s.sceneBound(j); n++ {
		j++
	}
	return j
}

func (s *sentence) sceneBound(j int) bool {
	if t := &s.toks[j]; t.kind == word {
		return t.in(isSceneBound)
	} else {
		return t.of(sceneSigns)
	}
}

// sceneVerb is what the verb of a scene tells.
type sceneVerb struct {
	from, to int // tokens of the verb or its auxiliary
	status   Status
	dir      direction
	passive  bool
	joint    bool // several subjects do it together
	signs    bool // it tells of signing
	bare     bool // an infinitive: its status is that of the verb before it
}

// sceneVerb finds the verb after a subject that ends at token from: one that the
// grammar knows, or an auxiliary or ending that shows one.
func (r *reader) sceneVerb(s *sentence, from, hi int) (sceneVerb, bool) {
	for j := from; j < hi; j++ {
		t := &s.toks[j]
		if j > from+1 && t.is2("qui", "who") {
			return sceneVerb{}, false // what follows has another subject
		}
		if k := s.verbAt(j); k >= 0 {
			if v := &s.verbs[k]; !v.bare {
				if slices.Contains(s.idle, k) || v.wish || v.hedged || v.neg || v.failed || v.verb.can(states|denies|cancels|invites|confirms|greets|defers|treats) || s.told[k] {
					return sceneVerb{}, false
				}
				var a Assertion
				dir := a.settle(v)
				if s.agreedWithBe(v.to) {
					a.Status, dir = Occurred, past
				} else if a.Status == Occurred && s.toCome(r.g.romance, j, j+1) {
					a.Status, dir = Planned, future
				}
				out := sceneVerb{from: j, to: v.to, status: a.Status, dir: dir, passive: v.passive, signs: v.verb.can(signs) && !v.passive, joint: (!v.passive || s.agreedWithBe(v.to)) && !v.verb.can(goes|joins|signs) && (!v.verb.can(holds) || v.verb.can(hosts))}
				return out, v.verb.can(goes) && v.reflex || !s.apart(j, s.perfectEnd(v, hi)) || s.inPerson(j, hi) || r.g.romance && r.offeredThere(s, from, j)
			}
		}
		if t.cap || t.kind != word {
			continue
		}
		out := sceneVerb{from: j, to: j + 1, joint: true, dir: past}
		switch {
		case t.lex.have == futureTense, t.in(isModal) && !r.g.romance && t.is2("will", "shall"):
			out.status, out.dir = Planned, future
		case !r.g.romance && t.lex.be == present && at(s.toks, j+1).is("to") && !at(s.toks, j+2).cap:
			out.status, out.dir = Planned, future // "is to have X at his table"
		case !r.g.romance && t.lex.be == preterite && at(s.toks, j+1).is("to") && !at(s.toks, j+2).is2("have", "be"):
			out.status, out.dir = Planned, setFor // "was to congratulate X in person"
		case t.is("have") && at(s.toks, j-1).in(isModal):
			return sceneVerb{}, false
		case t.lex.have == preterite, t.is3("has", "have", "had"):
		case t.in(isPast):
		case t.lex.be == infinitive && at(s.toks, j-1).is2("to", "pour"):
			out.passive, out.bare = true, true
		case t.is2("to", "pour") && s.purpose(r.g.romance, from, j):
			out.to, out.bare = j+2, true
			return out, true
		case t.lex.be == preterite, t.lex.be == imperfect, t.lex.be == present && r.g.romance:
			out.passive = true
		case !r.g.romance && t.is("failed") && at(s.toks, j+1).is("to"):
			return sceneVerb{}, false
		case !r.g.romance && len(t.fold) > 4 && strings.HasSuffix(t.fold, "ed") && t.lex.noun == (noun{}):
		case t.lex.have == conditional, t.lex.be == conditional, t.in(isWish):
			return sceneVerb{}, false
		default:
			continue
		}
		end := min(hi, j+1)
		for n := 0; n < 4 && end < hi && !s.toks[end].cap; n++ {
			if s.toks[end].in(isNegation) && !(r.g.romance && s.toks[end].is2("plus", "point")) || s.toks[end].in(isWish) {
				return sceneVerb{}, false // "plus" alone is "plus de deux heures"
			}
			end++
		}
		if j > 0 && s.toks[j-1].helps(helpsReflexive) || s.agreedWithBe(j+2) {
			out.passive = false
		}
		if j > 0 && s.toks[j-1].helps(helpsNot) || j > 1 && s.toks[j-2].helps(helpsNot) {
			return sceneVerb{}, false
		}
		out.joint = !out.passive
		return out, !s.apart(j, end) || s.inPerson(j, hi) || r.g.romance && r.offeredThere(s, from, j)
	}
	return sceneVerb{}, false
}

// agreedWithBe reports whether the word before token j is a participle that tells with "be"
// what several people did together: "sont convenus de", "sont parvenus à un accord".
func (s *sentence) agreedWithBe(j int) bool {
	t := at(s.toks, j-1)
	return t.isAny("convenus", "convenues", "parvenus", "parvenues") || t.is2("tombes", "tombees") && at(s.toks, j).is("d'") && at(s.toks, j+1).is("accord")
}

// purpose reports whether an infinitive at token j+1, which "pour" or "to" opens,
// tells why somebody went: what is done to a person then is done in his presence.
func (s *sentence) purpose(romance bool, from, j int) bool {
	w := at(s.toks, j+1)
	if w.kind != word || w.cap || romance && !strings.HasSuffix(w.fold, "er") && !strings.HasSuffix(w.fold, "ir") && !strings.HasSuffix(w.fold, "re") ||
		!romance && !(at(s.toks, j+2).cap || at(s.toks, j+2).is3("the", "his", "her")) ||
		w.isAny("succeed", "replace", "succeder", "remplacer", "honor", "honour", "bury", "enterrer", "honorer", "join", "rejoindre", "support", "soutenir", "defend", "defendre") {
		return false
	}
	for k := s.sceneStart(from); k < j; k++ {
		if s.toks[k].in(isBrought) {
			return true
		}
		if v := s.verbAt(k); v >= 0 && s.verbs[v].verb.can(goes) {
			return true
		}
	}
	return false
}

// verbAt returns the verb group that starts at a token, -1 where none does.
func (s *sentence) verbAt(j int) int {
	if !s.verbFrom[j] {
		return -1
	}
	return sort.Search(len(s.verbs), func(k int) bool { return s.verbs[k].from >= j })
}

// apart reports whether a word among tokens [lo, hi) starts like a verb of
// apart.txt.
func (s *sentence) apart(lo, hi int) bool {
	for j := lo; j < hi; j++ {
		if s.toks[j].of(apartWords) || s.toks[j].is2("saw", "sees") && at(s.toks, j+1).is4("their", "his", "her", "its") {
			return true
		}
	}
	return false
}

// startsApart reports whether a word does.
func (x *splitter) startsApart(t *token) bool {
	if t.kind != word || t.cap {
		return false
	}
	for n := 3; n <= len(t.fold) && n <= 12; n++ {
		if x.apart[t.fold[:n]] {
			return true
		}
	}
	return false
}

// inPerson reports whether a clause tells that something was done face to face, so that
// even thanks and reproaches are a contact: "thanked X in person", "de vive voix".
func (s *sentence) inPerson(lo, hi int) bool {
	for j := lo; j < hi && j < len(s.toks); j++ {
		switch t := &s.toks[j]; {
		case t.is3("person", "flesh", "personne") && at(s.toks, j-1).is3("in", "the", "en") && (t.is2("person", "personne") && !at(s.toks, j-1).is("the") || t.is("flesh")),
			t.is("vive") && at(s.toks, j+1).is("voix"):
			return true
		}
	}
	return false
}

// perfectEnd returns the end of a verb group, with the participle behind it where the
// grammar has read no more than "has" of "has congratulated".
func (s *sentence) perfectEnd(v *group, hi int) int {
	end := v.to
	if v.to-v.from > 1 || s.toks[v.from].lex.have == noTense && !s.toks[v.from].is3("has", "have", "had") {
		return end
	}
	for end < hi && end < v.to+2 && s.toks[end].kind == word && !s.toks[end].cap {
		end++
	}
	return end
}

// lasts reports whether the clause tells how long something went on, or that it did
// so apart from others: "à part", "on the sidelines".
func (s *sentence) lasts(lo, hi int) bool {
	for j := lo; j < hi; j++ {
		t := &s.toks[j]
		if t.isAny("heure", "heures", "minutes", "hour", "hours") && j > lo && !at(s.toks, j-1).is2("d'", "apres") || t.in(isMargin|isAside) {
			return true
		}
	}
	return false
}

// beheld returns those with or to whom the subject of a scene does something.
func (r *reader) beheld(s *sentence, from, hi int, v sceneVerb, who []EntityID) []EntityID {
	for i := sort.Search(len(s.phrases), func(k int) bool { return s.phrases[k].from >= v.to }); i < len(s.phrases) && s.phrases[i].from < hi; i++ {
		p := &s.phrases[i]
		if len(p.people) == 0 && p.pronoun == "" && (p.title == nil || p.title.many()) || p.pronoun == together {
			continue
		}
		if p.weak || s.subjectOfVerb(p) || at(s.toks, p.to).is2("'s", "'") && !s.premises(p.to+1) || !r.besides(s, p, v) || s.speaks(p) {
			continue
		}
		var out []EntityID
		if p.pronoun != "" && p.title == nil {
			if id := r.meant(s, i, who); id != None {
				out = append(out, id)
			}
		} else {
			for _, id := range r.listed(s, i, len(s.toks)) {
				if id != None && r.res.Entities[id].Kind == Person && !hasEntity(who, id) {
					out = append(out, id)
				}
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	if r.g.romance && r.offeredThere(s, from, v.from) {
		if id := r.another(s, v.from, false, who); id != None {
			return []EntityID{id}
		}
	}
	return nil
}

// writtenWith reports whether "with" belongs to a participle that is not the verb:
// "un rapport rédigé avec Y".
func (s *sentence) writtenWith(p *phrase, v sceneVerb) bool {
	j := p.from - 1
	for j > v.to && s.toks[j].in(isPreposition|isArticle) {
		j--
	}
	t := &s.toks[j]
	if j < v.to || t.lex.noun.contact || t.kind != word || t.cap {
		return false
	}
	return j > v.to && (strings.HasSuffix(t.low, "é") || strings.HasSuffix(t.low, "ée") || strings.HasSuffix(t.low, "és") || strings.HasSuffix(t.low, "ées") || strings.HasSuffix(t.low, "ed"))
}

// accordWith reports whether "with" belongs to an agreement that is only aimed at:
// "opened the door to a deal with Y".
func (s *sentence) accordWith(p *phrase, v sceneVerb) bool {
	j := p.from - 2
	if j <= v.to || !s.toks[j].isAny("agreement", "deal", "accord", "compromise", "compromis", "treaty", "traite", "peace", "paix", "truce", "treve", "pact", "pacte", "alliance", "partnership", "partenariat", "reconciliation", "cooperation", "understanding", "entente", "rapprochement", "dialogue") {
		return false
	}
	for k := j - 1; k >= v.to && k >= j-3; k-- {
		if s.toks[k].isAny("to", "à", "for", "pour", "on", "sur", "of", "de", "d'", "toward", "towards", "vers", "au") {
			return true
		}
	}
	return false
}

// premises reports whether a place where somebody receives is named at token j:
// "X's office", "at Y's side".
func (s *sentence) premises(j int) bool {
	for k := j; k < j+3 && k < len(s.toks); k++ {
		if t := &s.toks[k]; t.in(isVenue) && !t.isAny("consulate", "university", "hospital", "museum", "library") || t.isAny("side", "table", "home", "house", "room", "car", "door", "elbow", "plane", "tent", "hand") {
			return true
		}
	}
	return false
}

// sideBySide reports whether the clause puts several people together: "côte à
// côte", "in one room".
func (s *sentence) sideBySide(lo, hi int) bool {
	for j := lo; j < hi && j < len(s.toks); j++ {
		t, next := &s.toks[j], at(s.toks, j+1)
		switch {
		case t.is4("ensemble", "together", "face-à-face", "tete-à-tete"), t.is2("cote", "face") && next.is("à") && at(s.toks, j+2).is2("cote", "face"),
			t.is3("meme", "one", "same") && next.isAny("table", "room", "salle", "roof", "toit"), t.is("side") && next.is("by"), t.is("face") && next.is("to"):
			return true
		}
	}
	return false
}

// closeBy reports whether the words after a verb tell of several people that they did it at one place:
// "ont rédigé ensemble", "ont cheminé côte à côte".
func (s *sentence) closeBy(lo, hi int) bool {
	for j := lo; j < hi && j < lo+4; j++ {
		t := &s.toks[j]
		if t.is2("ensemble", "tete-à-tete") || t.is("cote") && at(s.toks, j+1).is("à") && at(s.toks, j+2).is("cote") || t.is("de") && at(s.toks, j+1).is("concert") || t.is("bras") && at(s.toks, j+1).is("dessus") {
			return true
		}
	}
	return false
}

// besides reports whether a phrase is one with, to or beside whom the verb of a
// scene tells something: after a preposition of company, or right after the verb.
func (r *reader) besides(s *sentence, p *phrase, v sceneVerb) bool {
	if at(s.toks, p.to).is2("'s", "'") {
		return true
	}
	for j := p.from - 1; j >= v.to-1 && j >= p.from-5 && j >= 0; j-- {
		t := &s.toks[j]
		if t.in(isBeside) {
			return true
		}
		if !t.in(isArticle|isOf|isPreposition) && !t.lex.noun.contact && t.kind == word && t.lex != nothing {
			break
		}
	}
	switch {
	case p.prep == r.g.with:
		return !s.writtenWith(p, v) && !s.accordWith(p, v) && !s.apart(v.to, p.from)
	case p.prep == r.g.by:
		return v.passive
	case p.prep == r.g.to || p.prep == "devant" || p.prep == "before":
		for j := v.from; j < p.from; j++ {
			if s.toks[j].in(isBrought) || s.toks[j].isAny("remis", "remet", "remettra", "handed", "serve", "serra", "serrait") {
				return true // "were taken to X", "handed X the keys"
			}
		}
		return false
	case p.prep != "":
		return false
	case v.passive:
		return false
	}
	for j := v.to; j < p.from; j++ {
		t := &s.toks[j]
		if t.is("à") && (at(s.toks, j-1).fold == at(s.toks, j+1).fold || at(s.toks, j+1).in(isAside)) {
			continue // "côte à côte", "à part"
		}
		if t.kind != word || t.in(isArticle|isPlacePreposition) && !s.inDate(j) {
			return false
		}
	}
	return p.from-v.to <= 4
}
