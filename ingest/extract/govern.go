package extract

import "strings"

// contactVerb reports whether the k-th verb is one of contact, and where and
// after which preposition the other party is to be looked for.
func (r *reader) contactVerb(s *sentence, k int) (kind Kind, start int, prep string, ok bool) {
	v := &s.verbs[k]
	if kind, start, prep, ok := r.supported(s, v); ok {
		return kind, start, prep, true
	}
	if start := s.inHonour(v); start > 0 {
		return Meeting, start, "de", true
	}
	if kind, prep, known := r.oddVerb(s, v); known {
		return kind, v.to, prep, kind != HoldsRole
	}
	called := v.verb.can(lightly) && !v.passive && s.callAfter(v)
	if v.verb.can(contacts) && (!v.verb.reflexive || v.reflex) && !called && (!v.passive || v.verb.prep == "") {
		prep = v.verb.prep
		if v.passive {
			prep = r.g.by
		}
		return v.verb.kind, v.to, prep, true
	}
	if v.verb.can(treats) && !v.passive && !v.reflex && !v.verb.can(states) && v.verb.topical == "" && (s.withPerson(v, r.g.with) || !v.verb.can(lightly)) {
		return Meeting, v.to, r.g.with, true
	}
	if !v.verb.can(lightly) || v.passive || v.reflex && v.verb.reflexive {
		return 0, 0, "", false
	}
	return r.lightVerb(s, v)
}

// inHonour returns the token after which a person stands in whose honour the subject of a verb gives
// or chairs a meal: "a présidé un déjeuner en l'honneur de X"; 0 where there is none.
func (s *sentence) inHonour(v *group) int {
	const reach = 12
	if v.passive || !v.verb.can(hosts) {
		return 0
	}
	meal := false
	first := s.pastInsertion(v.to)
	for j := first; j < len(s.toks) && j < first+reach; j++ {
		t := &s.toks[j]
		meal = meal || t.lex.noun.joint && t.lex.noun.contact
		if meal && t.is("honneur") && s.personAfter(j+1, "de") {
			return j + 1
		}
		if boundary(t) || s.verbFrom[j] && !t.lex.noun.contact {
			return 0
		}
	}
	return 0
}

// oddVerb reads verbs that tell of a contact in one construction alone. It is
// known where the construction is there; the kind HoldsRole then means that it
// tells of none.
func (r *reader) oddVerb(s *sentence, v *group) (kind Kind, prep string, known bool) {
	switch {
	case r.g.romance && v.verb.lemma == "saluer" && v.to > 1 && s.toks[v.to-2].is("pu"):
		return Meeting, "", true // "a pu saluer X"
	case v.verb.lemma == "joindre" && !v.reflex && !v.passive, v.verb.can(lightly) && !v.passive && s.onTheLine(v):
		return Call, "", true
	case v.verb.can(hosts) && !v.verb.can(contacts|lightly) && !v.passive && s.withPerson(v, r.g.with):
		return Meeting, r.g.with, true // "a présidé avec X la revue"
	case v.verb.can(invites) && !v.passive && v.from > 0:
		from := v.from - 1
		if i := s.phraseEnding(v.from); i >= 0 {
			from = s.phrases[i].from - 1
		}
		if s.urges(v) {
			return HoldsRole, "", true
		}
		if from >= 0 && s.toks[from].is2("où", "where") {
			return Meeting, "", true
		}
		return HoldsRole, "", true
	case v.verb.lemma == "trouver" && v.tense == infinitive && s.wentTo(v):
		return Meeting, "", true // "est allée trouver X"
	case v.verb.can(joins) && v.passive && !v.reflex && !at(s.toks, v.to).is2("on", "sur"):
		return Meeting, r.g.by, true
	case v.verb.can(passively) && v.passive:
		return v.verb.kind, v.verb.prep, true
	case v.verb.can(passively):
		return HoldsRole, "", true
	}
	return 0, "", false
}

// lightVerb reads a verb that needs a noun of contact as its object: "a eu un
// entretien avec".
func (r *reader) lightVerb(s *sentence, v *group) (kind Kind, start int, prep string, ok bool) {
	prep = r.g.with
	first := s.pastInsertion(v.to)
	if at(s.toks, v.to).is("avec") && r.g.romance { // "a eu avec lui un entretien"
		if i := s.firstPhrase(v.to); i < len(s.phrases) && s.phrases[i].from == v.to+1 {
			for j := s.phrases[i].to; j < len(s.toks) && j < s.phrases[i].to+5 && !s.verbFrom[j] && !boundary(&s.toks[j]); j++ {
				if kind, found := s.toks[j].contactNoun(); found {
					return kind, v.to, prep, true
				}
			}
		}
	}
	for j := first; j < len(s.toks) && j < first+9; j++ {
		if s.toks[j].isAny("avec", "with", ",", "que", "that") || s.verbFrom[j] || s.pressConference(j) {
			break
		}
		kind, found := s.toks[j].contactNoun()
		if !found {
			continue
		}
		for at(s.toks, j+1).lex.noun.contact { // "conference call"
			j++
			kind, _ = s.toks[j].contactNoun()
		}
		if v.verb.can(receives) {
			if kind != Call {
				break
			}
			prep = r.g.from
		}
		if s.toks[j].lex.noun.joint && v.verb.can(gives) || s.toks[j].lex.noun.joint && v.verb.can(hosts|lightly) {
			for k := j + 1; k < j+6 && k < len(s.toks); k++ {
				switch t := &s.toks[k]; {
				case t.is("for") && s.personAfter(k, "for"):
					return kind, k, "for", true // "gave a banquet for X"
				case t.is("honneur") && s.personAfter(k, "de"):
					return kind, k, "de", true
				case t.is2("honour", "honor") && s.personAfter(k, "of"):
					return kind, k, "of", true
				}
			}
		}
		if s.toks[j].isAny("audience", "audiences", "entrevue", "entretien", "interview", "hearing") && at(s.toks, j+1).is4("à", "au", "aux", "to") {
			prep = r.g.to
		}
		if v.verb.can(gives) && v.object == "lui" && !s.withPerson(v, r.g.with) {
			prep = r.g.to // "lui a accordé une audience"
		}
		if i := s.phraseFrom(v.to); v.verb.can(gives) && i >= 0 && s.phrases[i].to <= j {
			return kind, v.to, "", true // "gave her an audience"
		}
		return kind, j + 1, prep, true
	}
	return 0, 0, "", false
}

// onTheLine reports whether a light verb has a person as its object and the
// telephone as the means: "a eu X au téléphone", "had Y on the line".
func (s *sentence) onTheLine(v *group) bool {
	for j := v.to; j < len(s.toks) && j < v.to+3; j++ {
		if s.toks[j].is("en") && at(s.toks, j+1).is("ligne") {
			return true
		}
		if s.toks[j].is3("au", "on", "en") && (at(s.toks, j+1).in(isPhone) || at(s.toks, j+1).is3("bout", "ligne", "the")) && (at(s.toks, j+1).in(isPhone) || at(s.toks, j+3).is("fil") || at(s.toks, j+2).is2("line", "phone")) {
			return true
		}
	}
	for i := range s.phrases {
		if p := &s.phrases[i]; p.from == v.to && p.prep == "" && len(p.people) > 0 {
			return at(s.toks, p.to).is("en") && at(s.toks, p.to+1).is("ligne") || at(s.toks, p.to).is3("au", "on", "en") && (at(s.toks, p.to+1).in(isPhone) || at(s.toks, p.to+1).is2("bout", "ligne") || at(s.toks, p.to+2).in(isPhone) || at(s.toks, p.to+2).is("line")) || s.otherEnd(p.to)
		}
	}
	return false
}

// otherEnd reports whether "at the other end" of a line stands at token j.
func (s *sentence) otherEnd(j int) bool {
	if !at(s.toks, j).is2("at", "on") || !at(s.toks, j+2).is("other") || !at(s.toks, j+3).is("end") {
		return false
	}
	next := at(s.toks, j+4)
	return !next.is("of") || at(s.toks, j+6).isAny("line", "phone", "telephone", "wire")
}

// deniedBy reports whether the clause of the k-th verb is what a verb of
// denial before it denies: "a démenti que X ait rencontré Y".
func (s *sentence) deniedBy(k int) bool {
	if k == 0 || !s.verbs[k-1].verb.can(denies) || s.verbs[k-1].neg {
		return false
	}
	for j := s.verbs[k-1].to; j < s.verbs[k].from; j++ {
		if s.toks[j].is3("que", "qu'", "that") {
			return true
		}
	}
	return false
}

// pressConference reports whether the noun at j is one of a contact with the press.
func (s *sentence) pressConference(j int) bool {
	if !s.toks[j].of(pressWords) {
		return false
	}
	return j+2 < len(s.toks) && s.toks[j].is2("conference", "point") && s.toks[j+1].is("de") && s.toks[j+2].is("presse") ||
		j+1 < len(s.toks) && s.toks[j].is2("press", "news") && s.toks[j+1].is("conference")
}

// nounBetween reports whether a noun of contact is the object instead of what
// follows it.
func (s *sentence) nounBetween(from, to int) bool {
	for j := from; j < to; j++ {
		if _, ok := s.toks[j].contactNoun(); ok && !(j > 0 && s.toks[j-1].isAny("à", "en", "lors", "pour", "for", "at", "during", "in", "un", "au")) {
			return true
		}
	}
	return false
}

// supported reads a verb with one of those nouns as its object.
func (r *reader) supported(s *sentence, v *group) (kind Kind, start int, prep string, ok bool) {
	if v.passive || !v.verb.can(lightly) && v.verb.lemma != "rendre" {
		return 0, 0, "", false
	}
	for j := v.to; j < len(s.toks) && j < v.to+14 && !s.toks[j].is(",") && !s.verbFrom[j]; j++ {
		n, found := r.g.supports[s.toks[j].fold]
		if !found || n.verb != "" && n.verb != v.verb.lemma {
			continue
		}
		if v.verb.can(receives) {
			n.prep = r.g.from
		}
		start := j + 1
		if v.object == "lui" && n.prep == r.g.to {
			return n.kind, v.to, n.prep, true // "lui a ouvert les portes"
		}
		if !s.personAfter(start, n.prep) {
			start = v.to // "a remis à X un message"
		}
		if s.personAfter(start, n.prep) {
			return n.kind, start, n.prep, true
		}
	}
	return 0, 0, "", false
}

// personAfter reports whether the next phrase from token from on is a person
// after a preposition.
func (s *sentence) personAfter(from int, prep string) bool {
	for i := range s.phrases {
		if p := &s.phrases[i]; p.from >= from {
			return p.prep == prep && (len(p.people) > 0 || p.title != nil || p.pronoun == "him" || p.pronoun == "her")
		}
	}
	return false
}

// pastInsertion returns the token after a day or place between commas that starts at token j:
// "a reçu, mardi à Rome, un appel"; j where there is none.
func (s *sentence) pastInsertion(j int) int {
	const longest = 10
	if !at(s.toks, j).is(",") || !s.inDate(j+1) && !at(s.toks, j+1).in(isPlacePreposition) && !s.inDate(j+2) {
		return j
	}
	for k := j + 1; k < len(s.toks) && k < j+longest; k++ {
		if s.toks[k].is(",") {
			return k + 1
		} else if s.verbFrom[k] || boundary(&s.toks[k]) {
			return j
		}
	}
	return j
}

// callAfter reports whether a verb of receiving has a call as its object.
func (s *sentence) callAfter(v *group) bool {
	start := s.pastInsertion(v.to)
	for j := start; j < len(s.toks) && j < start+4; j++ {
		if k, ok := s.toks[j].contactNoun(); ok && k == Call {
			return true
		}
	}
	return false
}

// withPerson reports whether a person follows "avec" before the next verb:
// "a évoqué le dossier avec X".
func (s *sentence) withPerson(v *group, with string) bool {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < v.to || p.prep != with || len(p.people) == 0 && p.pronoun == "" && p.title == nil {
			continue
		}
		for j := v.to; j < p.from; j++ {
			if boundary(&s.toks[j]) || s.verbFrom[j] {
				return false
			}
		}
		return true
	}
	return false
}

// onlyIf reports whether a verb in the conditional depends on a condition that
// the sentence states after it: "would meet X only if", "rencontrerait X si".
func (s *sentence) onlyIf(v *group) bool {
	may := false
	for j := v.from; j < v.to; j++ {
		may = may || s.toks[j].is2("would", "could") || strings.HasSuffix(s.toks[j].low, "rait") || strings.HasSuffix(s.toks[j].low, "raient")
	}
	for j := v.to; may && j < len(s.toks); j++ {
		if s.toks[j].is4("if", "unless", "si", "provided") || s.toks[j].is("condition") {
			return true
		}
	}
	return false
}

// conditional reports whether "si" or "if" opens the clause.
func (s *sentence) conditional(lo, hi int) bool {
	if !s.of(ifWords) {
		return false
	}
	for j := max(0, lo-1); j < hi; j++ {
		if t := &s.toks[j]; t.is2("si", "if") || t.is("s'") && j+1 < hi && s.toks[j+1].is2("il", "ils") {
			return true
		}
	}
	return false
}
