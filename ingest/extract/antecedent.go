package extract

// whereNamed gives the contacts without a place whose party a clause of "where" names the
// place before it: "she leaves for Malawi this week, where X awaits her", "venu de Lomé,
// où il avait vu X". It counts before what the paragraph told last.
func (r *reader) whereNamed(s *sentence, a *Assertion) {
	if remote(a.Kind) || !s.of(clauseWords) {
		return
	}
	for w := 2; w < len(s.toks); w++ {
		if !s.toks[w].is2("where", "où") {
			continue
		}
		end := s.whereEnd(w + 1)
		for k := w; s.toks[0].in(isPreposition|isPlacePreposition|isOf) && k < end; k++ {
			if s.toks[k].is(",") {
				end = k // "From X, where the summit was ending, A went to Y"
			}
		}
		if !r.partyWithin(s, a, w, end) || r.placeIn(s, w, end, w) != None {
			continue
		}
		if place := r.placeBefore(s, w); place != None {
			a.Place, a.assumed = place, false
			return
		}
	}
}

// partyWithin reports whether tokens [lo, hi) name a party of a contact.
func (r *reader) partyWithin(s *sentence, a *Assertion, lo, hi int) bool {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < lo || p.to > hi || p.weak {
			continue
		}
		for _, id := range r.peopleOf(s, []int{i}) {
			if hasParty(a, id) && len(p.people) > 0 {
				return true
			}
		}
	}
	return false
}

// placeBefore returns the place to which "where" at token w goes back: the one named last
// before it with nothing but a day between.
func (r *reader) placeBefore(s *sentence, w int) EntityID {
	const reach = 9
	j := w - 1
	for j > 0 && j > w-reach && (s.toks[j].isAny(",", "on", "this", "week", "next", "today", "tomorrow", "ce", "cette", "semaine", "demain", "ensuite") || s.inDate(j) || s.toks[j].in(isThen)) {
		j--
	}
	for from := j; from > 0 && from > j-4 && s.toks[from].kind == word; from-- {
		if !s.toks[from-1].in(isPlacePreposition) && !s.toks[from-1].isAny("to", "for", "into", "from", "pour", "vers", "de", "d'", "the", "le", "la", "l'", "gagner", "visit", "visits", "gagne", "gagnera", "quitte") {
			continue
		}
		if id := r.seatAt(s, from, w); id != None {
			return id
		}
		if s.toks[from].cap {
			if id := r.placeAfter(s, from); id != None {
				return id
			}
		}
	}
	return None
}
