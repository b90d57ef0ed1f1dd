package extract

// withThen asserts what a later clause tells that opens with whom something was done with: "X heard
// from him that …, and with Y he spoke of trade", "to Z he explained the plan".
func (r *reader) withThen(s *sentence, found int) {
	for i := 1; i < len(s.phrases); i++ {
		p, q := &s.phrases[i-1], &s.phrases[i]
		if p.prep != "with" || len(p.people) == 0 || p.from < 2 || !s.startsClause(p.from-1) || at(s.toks, p.to).is2("'s", "'") {
			continue
		}
		if q.prep != "" || q.from > p.to+1 || q.title != nil || q.pronoun != "he" && q.pronoun != "she" && q.pronoun != "il" && q.pronoun != "elle" {
			continue
		}
		k := s.verbAt(q.to)
		if k < 0 {
			continue
		}
		v := &s.verbs[k]
		if v.passive || v.neg || v.wish || v.hedged || v.bare || !v.verb.can(treats|contacts|speaks) {
			continue
		}
		who := r.partiesIn(s, i)
		if topic := r.himBefore(s, p.from); topic != None {
			who = []EntityID{topic} // "heard from him that …, and with Y he spoke": of the same one
		}
		if len(who) != 1 {
			continue
		}
		var a Assertion
		dir := a.settle(v)
		r.frame(s, found, "contact/verb", framed{who: who, others: r.peopleOf(s, []int{i - 1}), status: a.Status, dir: dir, lo: p.from, hi: len(s.toks), pivot: v.from})
	}
}

// startsClause reports whether a clause starts at token j, after a comma, a semicolon or "and".
func (s *sentence) startsClause(j int) bool {
	return at(s.toks, j-1).isAny(",", ";", "and", "but", "while", ":")
}

// himBefore returns whom an object pronoun before token limit means.
func (r *reader) himBefore(s *sentence, limit int) EntityID {
	var named []EntityID
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from >= limit {
			break
		}
		if p.title == nil && (p.pronoun == "him" || p.pronoun == "her") {
			return r.meant(s, i, named)
		}
		named = append(named, r.peopleOf(s, []int{i})...)
	}
	return None
}
