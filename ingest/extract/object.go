package extract

import "strings"

// objects returns the other parties of a frame.
func (r *reader) objects(f frame, subjects []EntityID) []EntityID {
	s, v := f.s, &f.s.verbs[f.k]
	if v.object != "" && !v.passive && (f.prep == "" && v.object != "lui" || v.object == "lui" && (f.prep == "à" || v.verb.also == "à")) {
		if v.object == "les" {
			var all []EntityID
			if side := r.oneSide(0); len(side) > 1 && !hasEntity(subjects, side[0]) && !hasEntity(subjects, side[1]) {
				return side
			}
			if mates := r.delegation(); len(mates) > 1 {
				return mates
			}
			for _, id := range r.several(0) {
				if !hasEntity(subjects, id) && r.res.Entities[id].Kind == Person {
					all = append(all, id)
				}
			}
			if len(all) > 1 && r.level() {
				r.group, r.groupAt = all, r.sentence
				return all // "les a reçus"
			}
		}
		female := v.to > 0 && strings.HasSuffix(s.toks[v.to-1].low, "ée") || v.to > 0 && strings.HasSuffix(s.toks[v.to-1].low, "ue")
		if id := r.another(s, v.from, female, subjects); id != None {
			return []EntityID{id}
		}
	}
	if f.idiom != nil {
		return r.idiomObjects(f, subjects)
	}
	if r.g.romance && v.reflex && f.prep == "" && len(subjects) > 1 && !v.passive {
		return nil // "A et B se sont retrouvés à X, dont le maire, C": each other
	}
	if at(s.toks, v.from-1).is3("que", "qu'", "whom") && !v.passive {
		if before := r.fronted(s, f); len(before) > 0 {
			return before
		}
	}
	j := f.start
	if f.prep != "" && at(s.toks, j).is(f.prep) {
		j++
	}
	if id := r.ledGroupAt(s, j); id != None && !s.toks[j].is("it") && !hasEntity(subjects, id) {
		return []EntityID{id}
	}
	if led := s.led(f.start, max(f.hi, f.start+1, s.ledEnd(f.k))); led >= 0 {
		return r.partiesIn(s, led)
	}
	if r.g.romance && f.prep == "" && v.reflex && !v.passive && len(subjects) > 1 {
		return nil // "A et B se sont retrouvés": each other
	}
	f.start = s.pastTurns(f.start)
	first, none := r.firstObject(f)
	if r.leader != None && (none || first < 0 || len(s.phrases[first].people) == 0) && f.prep == "" {
		if id := r.theGroup(s, f.start); id != None && !hasEntity(subjects, id) {
			return []EntityID{id}
		}
	}
	if none {
		return nil
	}
	if first < 0 {
		return r.fronted(s, f)
	}
	if s.countryOfNoun(first, f) && r.allPeople(subjects) {
		return nil
	}
	if p := &s.phrases[first]; (v.verb.lemma == "appeler" || v.verb.lemma == "call") && (p.pronoun == together || at(s.toks, p.to).is2("à", "to")) {
		return nil // a call to do something, not a call by telephone
	}
	if p := &s.phrases[first]; p.pronoun == them {
		return r.themBeside(s, p, subjects)
	}
	if p := &s.phrases[first]; p.pronoun == together { // "expects both men"
		if all := without(r.partiesIn(s, first), subjects); len(all) > 1 {
			return all
		}
	}
	if p := &s.phrases[first]; p.pronoun != "" && p.title == nil {
		if id := r.meant(s, first, subjects); id != None {
			return []EntityID{id}
		}
		return nil
	}
	if v.verb.lemma == "call on" && at(s.toks, s.phrases[first].to).is2("to", "for") {
		return nil
	}
	if v.verb.lemma == "appeler" || v.verb.lemma == "call" {
		if p := &s.phrases[first]; len(p.people) == 0 && (p.title == nil || !p.title.head.mirror) || p.to < len(s.toks) && s.toks[p.to].is2("à", "to") {
			return nil // a call to do something, not a call by telephone
		}
	}
	if f.prep == "à" && len(s.phrases[first].people) == 0 && s.phrases[first].title == nil {
		return nil
	}
	var out []EntityID
	seen := map[EntityID]bool{}
	for _, i := range s.list(first, len(s.toks), -1) {
		for _, id := range r.partiesIn(s, i) {
			if !seen[id] {
				seen[id] = true
				out = append(out, id)
			}
		}
	}
	return out
}

// delegation returns the people on the side of the leader of a delegation at the contact
// told last, with him.
func (r *reader) delegation() []EntityID {
	last := r.lastTold()
	if last == nil || r.leader == None || !hasParty(last, r.leader) {
		return nil
	}
	side := 0
	for _, p := range last.Participants {
		if p.Entity == r.leader {
			side = p.Side
		}
	}
	var out []EntityID
	for _, p := range last.Participants {
		if p.Side == side && side != 0 && r.res.Entities[p.Entity].Kind == Person {
			out = append(out, p.Entity)
		}
	}
	return out
}

// level reports whether those told of last met one another on one level, so that "them" are
// all of them.
func (r *reader) level() bool {
	if len(r.group) > 1 && r.groupAt == r.sentence-1 {
		return true
	}
	last := r.lastTold()
	if last == nil {
		return false
	}
	for _, p := range last.Participants {
		if p.Side != 0 {
			return false
		}
	}
	return true
}

// firstObject returns the phrase that a frame governs, -1 where there is none; it
// reports whether something else than a party is its object.
func (r *reader) firstObject(f frame) (phrase int, none bool) {
	s, v := f.s, &f.s.verbs[f.k]
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < f.start || p.from >= max(f.hi, f.start+1) {
			continue
		}
		if s.copulaCuts(f.start, p.from) {
			return -1, false // "A and B, who chair committees, were with her"
		}
		if f.prep == "" && s.nounBetween(f.start, p.from) {
			return -1, true // "hosted talks between A and B"
		}
		if !f.governs(p) || p.to < len(s.toks) && s.toks[p.to].is("'s") {
			continue
		}
		if v.verb.can(personal) && len(p.people) == 0 && p.title == nil && p.pronoun == "" {
			return -1, true
		}
		if f.prep != "" || p.prep != "" || !r.otherObject(s, f.start, p.from) {
			return i, false
		}
		return -1, false
	}
	return -1, false
}

// governs reports whether the verb of a frame can have a phrase as the other
// party: by its preposition, which may stand before an opening quote.
func (f *frame) governs(p *phrase) bool {
	toks := f.s.toks
	if p.prep == "with" && f.s.lookingOn(p.to) {
		return false // "met, with X as mediator"
	}
	switch {
	case p.prep == f.prep, f.prep == "" && f.direct != "" && p.prep == f.direct:
		return true
	case f.prep == "" && p.prep != "" && p.prep == f.s.verbs[f.k].verb.particle && p.from == f.start:
		return !at(toks, p.to).is4("to", "for", "not", "over") // "called on X", but not "to resign"
	case p.prep != "" && p.prep == f.s.verbs[f.k].verb.also && !f.s.verbs[f.k].passive:
		return len(p.people) > 0 || p.title != nil || p.pronoun != ""

	case f.prep == "" && p.prep != "" && p.prep == f.s.verbs[f.k].verb.particle && f.s.verbs[f.k].to == p.from && !f.s.verbs[f.k].passive:
		return true // "will call on X"
	case f.prep == "par" && p.prep == "chez", f.prep == "de" && p.prep == "d'":
		return true
	case f.prep == "avec" && p.prep == "":
		return p.from > 1 && toks[p.from-1].is("«") && toks[p.from-2].is("avec")
	}
	return f.prep == "" && p.prep == "with" && f.s.verbs[f.k].verb.lemma == "meet"
}

// otherObject reports whether a noun that is no party stands between a verb
// and a phrase: "a rencontré une forte opposition".
func (r *reader) otherObject(s *sentence, from, to int) bool {
	for j := from; j < to; j++ {
		t := &s.toks[j]
		if !t.isAny("un", "une", "des", "la", "le", "les", "l'", "a", "the", "son", "sa", "ses", "leur", "leurs", "aucun", "aucune", "no", "any") {
			continue
		}
		if j == to-1 && styled(s.toks, to) {
			continue
		}
		inDate := false
		for _, d := range s.dates {
			inDate = inDate || d.from <= j && j < d.to
		}
		if at(s.toks, j+1).kind == number {
			continue // "le 28"
		}
		if inDate || j > from && s.toks[j-1].isAny("à", "en", "dans", "par", "lors", "de", "pour", "in", "at", "during", "on") {
			continue
		}
		if s.toks[to-1].kind == word && !s.toks[to-1].cap && j < to-1 && to-j <= 3 && !s.toks[to-1].in(isPreposition|isArticle) {
			continue // "son compatriote X"
		}
		return true
	}
	return false
}

// copulaCuts reports whether another clause with "be" starts among tokens [lo, hi), after a
// comma.
func (s *sentence) copulaCuts(lo, hi int) bool {
	for j := lo + 1; j < hi && j < len(s.toks); j++ {
		if be := s.toks[j].lex.be; (be == present || be == preterite || be == imperfect || be == futureTense) && s.toks[j-1].is(",") {
			return true
		}
	}
	return false
}
