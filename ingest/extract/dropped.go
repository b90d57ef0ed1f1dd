package extract

// What was to come and is given up, by other words than a verb of calling off: "struck X off her
// programme", "keeps her from travelling to", "is off", "n'est plus à l'ordre du jour". What
// is given up stands behind the wording, or before it as the subject.

// plan is what a sentence tells to be given up.
type plan struct {
	from, to int  // tokens [from, to), from being -1 where there is none
	strict   bool // only a contact that is told as one to come
	whole    bool // all parties of a contact that the sentence names stand in it
}

// dropped reports whether a contact that a sentence tells of is within what it tells to be
// given up.
func (r *reader) dropped(s *sentence, a *Assertion) bool {
	if a.Rule == "contact/putoff" {
		return false
	}
	if a.Status == Planned || a.Rule == "contact/noun" { // "was forced to forgo a meeting with X"
		for k := range s.verbs {
			if v := &s.verbs[k]; v.bare && v.verb.can(cancels) && !v.verb.can(states) && !v.neg && s.dropsContact(v.to) && r.within(s, a, plan{from: v.from, to: s.planEnds(v.from)}) {
				return true
			}
		}
	}
	if !s.of(dropWords) {
		return false
	}
	for j := range s.toks {
		if !s.toks[j].of(dropWords) {
			continue
		}
		if p := s.plan(j, a.Status); p.from >= 0 && (!p.strict || a.Status == Planned) && r.within(s, a, p) {
			return true
		}
	}
	return false
}

// givesUp reports whether a sentence tells that something is given up that somebody else's
// plans may hang on: a journey, an invitation.
func (s *sentence) givesUp() bool {
	for j := range s.toks {
		if !s.toks[j].of(dropWords) {
			continue
		}
		if p := s.plan(j, Planned); p.from >= 0 {
			for n := p.from; n < p.to; n++ {
				if t := &s.toks[n]; t.in(isTrip) || t.isAny("visite", "deplacement", "voyage", "trip", "journey", "invitation") {
					return true
				}
			}
		}
	}
	return false
}

// plan returns what the wording at token j tells to be given up.
func (s *sentence) plan(j int, st Status) plan {
	if p := s.droppedBefore(j, st); p.from >= 0 {
		return p
	}
	return s.droppedBehind(j)
}

// within reports whether the parties of a contact are named or meant in a plan.
func (r *reader) within(s *sentence, a *Assertion, in plan) bool {
	found := false
	for i := range s.phrases {
		p := &s.phrases[i]
		if len(p.people) == 0 && p.title == nil && p.pronoun == "" {
			continue
		}
		inside := p.to > in.from && p.from < in.to
		if !inside && !(in.whole && len(p.people) > 0) || found && !in.whole {
			continue
		}
		for _, id := range r.peopleOf(s, []int{i}) {
			if hasParty(a, id) && !inside {
				return false
			}
			found = found || hasParty(a, id)
		}
	}
	return found
}

// droppedBehind returns what the wording at j, which stands before it, gives up.
func (s *sentence) droppedBehind(j int) plan {
	const near, far = 5, 14
	t := &s.toks[j]
	switch {
	case t.isAny("struck", "strike", "crossed", "removed", "deleted", "wiped", "erased", "scratched", "cleared", "raye", "rayee", "biffe", "retire", "supprime", "efface"):
		if s.offProgramme(j, j+far) {
			return plan{from: j, to: s.planEnds(j)}
		}
		if t.is("retire") && s.has(j+1, j+near, "invitation") {
			return plan{from: j, to: s.planEnds(j)}
		}
	case t.isAny("withdrew", "withdrawn", "withdraws", "rescinded", "revoked", "cancelled", "canceled"):
		if s.has(j+1, j+near, "invitation") {
			return plan{from: j, to: s.planEnds(j)}
		}
	case t.isAny("disinvited", "uninvited", "disinvite", "desinvite"):
		return plan{from: j, to: s.planEnds(j)}
	case t.isAny("refused", "denied", "refuse"):
		if s.has(j+1, j+far, "leave", "permission", "clearance", "authorisation", "authorization", "autorisation", "visa") && s.has(j+1, j+far+near, "go", "travel", "attend", "fly", "visit", "rendre", "partir", "aller", "voyager", "quitter", "assister") {
			return plan{from: j, to: s.planEnds(j), strict: true}
		}
	case t.isAny("remis", "remet", "repousse", "reporte", "ajourne"):
		if s.has(j+1, j+near, "tard", "sine", "ulterieure") {
			return plan{from: j, to: s.planEnds(j)}
		}
	case t.is("abandonne"), t.is("renonce"):
		if s.has(j+1, j+near, "projet", "projets", "voyage", "deplacement", "visite", "idee") {
			return plan{from: j, to: s.planEnds(j)}
		}
	case t.isAny("wrecked", "scuppered", "derailed", "torpedoed", "foiled", "thwarted", "upset"):
		if s.has(j+1, j+near, "plans", "plan") {
			return plan{from: j, to: s.planEnds(j)}
		}
	default:
		if p := s.keptFrom(j); p.from >= 0 {
			return p
		}
		return s.madeVain(j)
	}
	return plan{from: -1}
}

// keptFrom returns what the verb at j tells somebody to be prevented from: "keeps her from travelling
// to X, where she was to see Y".
func (s *sentence) keptFrom(j int) plan {
	const reach = 14
	t := &s.toks[j]
	from := t.isAny("keep", "keeps", "kept", "prevent", "prevents", "prevented", "stops", "stopped", "barred", "bars")
	if !from && !t.isAny("empeche", "empechent", "empecha", "empechera", "empechee", "empeches", "empechait", "prive") || s.has(max(0, j-3), j, "pas", "not", "n't") {
		return plan{from: -1}
	}
	for k := j + 1; k+1 < len(s.toks) && k < j+reach; k++ {
		if from && s.toks[k].is("from") && (s.gerundOfGoing(k+1) || s.verbFrom[k+1]) || !from && s.toks[k].is2("de", "d'") && s.verbFrom[k+1] {
			return plan{from: j, to: s.planEnds(k), whole: true}
		}
	}
	return plan{from: -1}
}

// madeVain returns what the wording at j, which is no verb, tells not to be: "instead of meeting Y",
// "will wait in vain for", "not … after all".
func (s *sentence) madeVain(j int) plan {
	const far = 14
	t := &s.toks[j]
	switch {
	case t.is("instead"), t.is("lieu") && at(s.toks, j-1).is("au"):
		if at(s.toks, j+1).is3("of", "de", "d'") && (j+2 < len(s.toks) && s.verbFrom[j+2] || s.gerundOfGoing(j+2)) {
			return plan{from: j, to: s.planEnds(j)}
		}
	case t.is("vain"):
		if s.has(max(0, j-5), j, "wait", "waits", "waiting", "attendra", "attendront", "attend", "attendent") {
			return plan{from: max(0, j-far), to: s.planEnds(j), strict: true}
		}
	case t.is("all"): // "will not have him as her guest after all"
		if at(s.toks, j-1).is("after") && s.has(0, j, "not", "n't") {
			return plan{from: 0, to: j, strict: true}
		}
	case t.is("back") && at(s.toks, j-1).is3("turned", "turn", "turns"), t.is("demi-tour"):
		return plan{from: 0, to: len(s.toks), strict: true}
	case t.is2("collapsed", "foundered"):
		if s.toks[0].is2("plans", "hopes") {
			return plan{from: 0, to: j}
		}
	case t.is("question"): // "plus question pour X de rencontrer Y"
		if at(s.toks, j-1).is2("plus", "pas") {
			return plan{from: j, to: s.planEnds(j)}
		}
	case t.is("finalement"):
		if at(s.toks, j+1).is2("pas", "plus") {
			return plan{from: 0, to: s.planEnds(j), strict: true}
		}
	case t.is("better"):
		if at(s.toks, j-1).is("thought") && at(s.toks, j+1).is("of") {
			return plan{from: j, to: s.planEnds(j)}
		}
	case t.is("home"):
		if s.has(max(0, j-3), j, "stay", "stays", "staying", "remain", "remains", "remaining") {
			return plan{from: j, to: len(s.toks), strict: true}
		}
	}
	return plan{from: -1}
}

// gerundOfGoing reports whether the word at j tells of going or of taking part: "from travelling".
func (s *sentence) gerundOfGoing(j int) bool {
	return at(s.toks, j).isAny("travelling", "traveling", "going", "attending", "coming", "flying", "leaving", "making", "meeting", "seeing", "joining", "visiting", "receiving", "taking")
}

// offProgramme reports whether tokens [lo, hi) tell that something is taken off a programme: "off
// her Friday programme", "de l'agenda présidentiel".
func (s *sentence) offProgramme(lo, hi int) bool {
	for k := lo + 1; k < hi && k < len(s.toks); k++ {
		if s.toks[k].isAny("programme", "program", "agenda", "diary", "calendar", "schedule", "itinerary", "list", "calendrier", "liste", "menu") {
			return s.has(lo+1, k, "off", "from", "de", "d'", "du")
		}
	}
	return false
}

// planEnds returns the token at which the plan ends of which a sentence tells from token j on: a
// sign, or a comma that opens no clause about it.
func (s *sentence) planEnds(j int) int {
	for k := j + 1; k < len(s.toks); k++ {
		t := &s.toks[k]
		if t.is2(";", ":") {
			return k
		}
		if t.is(",") && k > j+1 {
			next, after := at(s.toks, k+1), at(s.toks, k+2)
			if !next.isAny("where", "who", "whom", "whose", "as", "où", "qui", "que", "qu'", "dont", "auquel", "laquelle") && !after.isAny("which", "whom", "cours", "laquelle", "lequel", "qui") && !s.inDate(k+1) {
				return k
			}
		}
	}
	return len(s.toks)
}

// droppedBefore returns the contact or the journey that the wording at j, of which it is the
// subject, tells to be off.
func (s *sentence) droppedBefore(j int, st Status) plan {
	if !s.isOffAt(j, st) {
		return plan{from: -1}
	}
	const reach = 40
	for n := j - 1; n >= 0 && n > j-reach; n-- {
		t := &s.toks[n]
		if t.is3(";", "«", "“") {
			return plan{from: -1}
		}
		if noun := &t.lex.noun; (noun.contact || noun.gathering || t.in(isTrip) || t.isAny("visite", "visit", "voyage", "deplacement")) && t.kind == word && !s.pressConference(n) && !s.pressConference(max(0, n-1)) && !s.inAnyVerb(n) && !t.isAny("main", "hand", "stop", "vue", "view") && !s.subjectsBetween(n, j) {
			return plan{from: max(0, n-4), to: j} // with whose it is
		}
	}
	return plan{from: -1}
}

// isOffAt reports whether the word at j tells of its subject that it is not to be: "is off", "has
// been put on ice", "will have to wait", "n'est plus d'actualité", "ne se fera pas".
func (s *sentence) isOffAt(j int, st Status) bool {
	const near = 4
	t, prev, next := &s.toks[j], at(s.toks, j-1), at(s.toks, j+1)
	is := prev.lex.be == present || prev.lex.be == preterite || prev.is4("been", "ete", "be", "etre") || prev.in(isAdverb) && at(s.toks, j-2).lex.be != noTense || prev.is("indefinitely")
	switch {
	case t.is("off"):
		return is && (next.kind == punct || next.is4("after", "because", "for", "until") || next.is("the") && at(s.toks, j+2).isAny("agenda", "table", "programme", "schedule", "cards"))
	case t.isAny("shelved", "suspended", "frozen", "suspendu", "suspendue", "suspendus", "suspendues", "gele", "gelee", "geles", "gelees", "remis", "remise", "remises"):
		return is && (st == Planned || t.is("shelved") || t.isAny("remis", "remise") && s.has(max(0, j-2), j, "etre"))
	case t.is("annule"), t.is("annulee"), t.is("reporte"), t.is("reportee"):
		return prev.is("etre") && s.has(max(0, j-3), j, "du")
	case t.is2("ice", "hold"):
		return prev.is("on") && s.has(max(0, j-near), j, "put", "is", "are", "was", "placed")
	case t.is("taken"), t.is("struck"), t.is("removed"), t.isAny("raye", "rayee", "retire", "retiree"):
		return is && s.offProgramme(j, j+near+near)
	case t.is("ahead"):
		return prev.is2("go", "going") && s.has(max(0, j-near), j, "not", "n't", "longer")
	case t.is("wait"):
		return prev.is("to") && s.has(max(0, j-near), j, "will") && s.has(max(0, j-near), j, "have")
	case t.is("place"):
		return prev.is2("take", "taking") && s.has(max(0, j-near), j, "not", "n't", "longer") && s.has(max(0, j-near-1), j, "will", "wo", "is", "would")
	case t.is("lieu"):
		return prev.is3("pas", "plus", "point") && at(s.toks, j-2).lex.have == futureTense
	case t.is2("fera", "feront"):
		return prev.is("se") && next.is3("pas", "plus", "point")
	case t.is("longer"):
		return prev.is("no") && next.is("on") && at(s.toks, j+2).kind == punct
	case t.is("saute"):
		return next.kind == punct
	case t.isAny("actualite", "ordre", "programme"):
		return s.has(max(0, j-near), j, "plus", "pas") && s.has(max(0, j-near-1), j, "est", "sont", "etait") && (!t.is("ordre") || at(s.toks, j+2).is("jour"))
	}
	return false
}

// contactOff reports whether what a sentence calls off can be a contact or what leads to one, and no
// other thing: "after dropping Taiwan", "withdrew the ban".
func (s *sentence) contactOff() bool {
	const reach = 8
	for k := range s.verbs {
		v := &s.verbs[k]
		if !v.verb.can(cancels) || v.neg || v.wish || v.hedged || v.verb.can(defers) && at(s.toks, v.to).is(":") {
			continue
		}
		if v.passive || !v.bare {
			return true
		}
		for j := v.to; j < len(s.toks) && j < v.to+reach && !boundary(&s.toks[j]); j++ {
			if t := &s.toks[j]; t.lex.noun.contact || t.lex.noun.gathering || t.in(isTrip) || t.isAny("plan", "plans", "projet", "voyage", "deplacement", "visite", "venue", "invitation", "trip", "rencontrer", "voir", "meet", "see") {
				return true
			}
		}
	}
	return false
}
