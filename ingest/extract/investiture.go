package extract

// inaugurations asserts the contact of whoever attends the inauguration of somebody with him: "X
// assistera à l'investiture de Y", "X a pris part à la cérémonie d'investiture du président Y".
func (r *reader) inaugurations(s *sentence, found int) {
	const reach = 7
	for j := range s.toks {
		if t := &s.toks[j]; !t.of(oathWords) || t.is("prestation") && !at(s.toks, j+2).is("serment") {
			continue
		}
		i := s.after(j, "de", 8)
		if i < 0 {
			continue
		}
		sworn := r.peopleOf(s, []int{i})
		for k := range s.verbs {
			v := &s.verbs[k]
			if !v.verb.can(joins) || v.to > j || j-v.to > reach || v.neg || v.wish || v.hedged || len(sworn) != 1 {
				continue
			}
			f := frame{s: s, k: k}
			f.lo, f.hi = s.clause(k)
			subjects, claim := r.contactSubject(f)
			who := r.peopleOf(s, subjects)
			if len(who) == 0 || hasEntity(who, sworn[0]) || r.paired(who[0], sworn[0], found, 0, Occurred) {
				continue
			}
			a := Assertion{Kind: Meeting, Place: None, ClaimedBy: claim, Quote: s.span, Rule: "contact/verb", Role: Role{Body: None, Country: None}}
			dir := r.standing(f, &a)
			a.Date, a.Place = r.dateIn(s, f.lo, len(s.toks), v.from, dir), r.placeIn(s, f.lo, len(s.toks), v.from)
			s.told[k] = true
			r.pairs(a, who, sworn)
			r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
			return
		}
	}
}
