package extract

// further asserts the contacts with those whom a sentence adds by the preposition
// alone: "s'entretiendra à X avec A ; à Y, avec B", "talks with A in X and with B
// in Y". Each has a place of its own.
func (r *reader) further(f frame, a Assertion, parties, known []EntityID) {
	s := f.s
	if f.prep != "avec" && f.prep != "with" && f.prep != "" || f.s.verbs[f.k].passive {
		return
	}
	last := -1
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < f.start {
			continue
		}
		if ids := r.partiesIn(s, i); len(ids) > 0 && hasEntity(known, ids[0]) {
			last = p.to
			continue
		}
		if last < 0 || p.prep != f.prep || len(p.people) == 0 || p.weak || !s.joins(last, p.from) && !(f.prep == "" && s.datedComma(last, p.from)) || f.prep == "" && (s.actsAfter(p) || !s.onlySetting(r, last, p.from)) {
			continue
		}
		b := a
		b.Topics = nil
		if place := r.placeIn(s, last, min(len(s.toks), p.to+5), p.to); place != None {
			b.Place = place
		}
		told, mentioned := r.at.day, r.at.mentioned
		r.at.day, r.at.mentioned = a.Date, a.Date // "the next day" counts from the contact before it
		dir := past
		if a.Status == Planned {
			dir = future
		}
		if day := r.dateIn(s, last, min(len(s.toks), p.to+6), p.to, dir); !day.IsZero() && (a.Status == Occurred || a.Status == Planned) {
			b.Date = day
		}
		r.at.day, r.at.mentioned = told, mentioned
		var others []EntityID
		for _, id := range r.listed(s, i, len(s.toks)) {
			if !hasEntity(known, id) && !hasEntity(parties, id) {
				others = append(others, id)
			}
		}
		r.pairs(b, parties, others)
		known = append(known, others...)
		last = p.to
	}
}

// joins reports whether tokens [from, to) go on with a list after an insertion:
// a conjunction or semicolon, and no verb.
func (s *sentence) joins(from, to int) bool {
	joint := false
	for j := from; j < to; j++ {
		if s.verbFrom[j] || boundary(&s.toks[j]) && !s.toks[j].is(";") {
			return false
		}
		joint = joint || s.toks[j].isAny("et", "and", ";", "puis", "then", "well")
	}
	return joint && to-from < 14
}

// datedComma reports whether a day and a comma stand among tokens [from, to), as in
// "X lundi, Y mardi et Z mercredi".
func (s *sentence) datedComma(from, to int) bool {
	day, comma := false, false
	for j := from; j < to; j++ {
		day = day || s.inDate(j)
		comma = comma || s.toks[j].is(",")
	}
	return day && comma
}

// onlySetting reports whether nothing but days, places, means and conjunctions stands
// among tokens [from, to).
func (s *sentence) onlySetting(r *reader, from, to int) bool {
	for j := from; j < to; j++ {
		t := &s.toks[j]
		if s.inDate(j) || t.isAny(",", "et", "and", "puis", "then", "after", "apres", "him", "her", "lui", "morning", "afternoon", "evening", "night", "as", "well", "before", "lunch", "noon", "midday") || t.in(isPlacePreposition|isArticle|isPreposition|isPhone|isAdverb) {
			continue
		}
		if t.cap && !s.within(j) && t.kind == word {
			continue // the name of a place
		}
		return false
	}
	return true
}

// actsAfter reports whether a verb follows a phrase, so that it is its subject.
func (s *sentence) actsAfter(p *phrase) bool {
	for j := p.to; j < len(s.toks) && j < p.to+3; j++ {
		if t := &s.toks[j]; s.verbFrom[j] || t.lex.have != noTense || t.lex.be != noTense || t.in(isModal) {
			return true
		} else if t.kind != word || !t.in(isAdverb) {
			return false
		}
	}
	return false
}
