package extract

// Who only lends the place where others meet takes no part: "X lent his residence, where Y and Z
// met", "the hall had been lent by X".

// partLenders keeps those who lend a place apart from all whom their sentence names.
func (r *reader) partLenders(s *sentence, _ int) {
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.verb.lemma != "lend" || v.bare {
			continue
		}
		var lenders []EntityID
		if v.passive {
			if s.lentPlace(max(0, v.from-lentReach), v.from) {
				lenders = r.lentBy(s, v.to)
			}
		} else if s.lentPlace(v.to, min(len(s.toks), v.to+lentReach)) {
			if lenders = r.peopleOf(s, r.subject(s, k)); len(lenders) == 0 {
				lenders = r.onlyNamed(s, v.from)
			}
		}
		if len(lenders) == 0 {
			continue
		}
		for i := range s.phrases {
			if others := r.peopleOf(s, []int{i}); len(others) > 0 && !hasEntity(lenders, others[0]) {
				s.part(lenders, others)
			}
		}
	}
}

const lentReach = 7 // tokens between "lend" and the place

// lentPlace reports whether a place to meet is named among tokens [lo, hi).
func (s *sentence) lentPlace(lo, hi int) bool {
	for j := lo; j < hi; j++ {
		if t := &s.toks[j]; t.in(isVenue) || t.isAny("hall", "room", "rooms", "offices", "home", "premises", "apartment", "flat", "garden", "roof", "yacht", "castle", "lounge", "salon") {
			return true
		}
	}
	return false
}

// lentBy returns those named after the "by" that follows token j.
func (r *reader) lentBy(s *sentence, j int) []EntityID {
	i := s.firstPhrase(j)
	if i >= len(s.phrases) || s.phrases[i].prep != "by" || s.phrases[i].from > j+2 {
		return nil
	}
	return r.peopleOf(s, []int{i})
}

// onlyNamed returns the only person whom a sentence names before token limit.
func (r *reader) onlyNamed(s *sentence, limit int) (who []EntityID) {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.to > limit {
			break
		}
		if len(p.people) == 0 {
			continue
		}
		if who != nil {
			return nil
		}
		who = r.peopleOf(s, []int{i})
	}
	return who
}
