package extract

// cochaired asserts the contact of those of whom a sentence tells that they led something
// together, whatever it is: "la commission, coprésidée par A et B, a clos ses travaux", "A et B
// la coprésidaient", "it was co-chaired by A and B".
func (r *reader) cochaired(s *sentence, _ int) {
	for j := range s.toks {
		t := &s.toks[j]
		if !t.of(cochairWords) {
			continue
		}
		var who []EntityID
		verb := j
		if at(s.toks, j-1).is4("la", "le", "l'", "les") {
			verb--
		}
		if by := at(s.toks, j+1); by.is2("par", "by") {
			who = r.peopleOf(s, s.peopleFrom(j+2))
		} else {
			who = r.peopleOf(s, r.whoAttends(s, verb))
		}
		if len(who) < 2 || r.paired(who[0], who[1], 0, len(r.res.Assertions), Occurred) {
			continue
		}
		a := Assertion{Kind: Meeting, Place: None, ClaimedBy: r.claimAt(s, 0), Quote: s.span, Rule: "contact/led", Role: Role{Body: None, Country: None}}
		dir := past
		if t.is("copresideront") || at(s.toks, j-1).isAny("will", "to", "be") || at(s.toks, j-1).lex.be == futureTense {
			a.Status, dir = Planned, future
		}
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, dir), r.placeIn(s, 0, len(s.toks), j)
		if p := r.before; (verb < j || at(s.toks, j+1).is("it")) && p != nil && r.beforeBlock == r.block { // what the sentence before told of
			if a.Date.IsZero() {
				a.Date = r.dateIn(p, 0, len(p.toks), 0, dir)
			}
			if a.Place == None {
				a.Place = r.placeIn(p, 0, len(p.toks), 0)
			}
		}
		if a.Date.IsZero() && a.Place == None {
			continue // a post that they hold: "the committee, co-chaired by A and B"
		}
		r.assertAll(a, who)
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		return
	}
}
