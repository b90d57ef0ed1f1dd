package extract

// spokeBeside asserts the contact of somebody who speaks at the side of his counterpart: "a
// déclaré X aux côtés de Y", where their functions put them in different countries or Y is called
// his counterpart. Beside his own minister he speaks as beside himself.
func (r *reader) spokeBeside(s *sentence, _ int) {
	for j := 1; j < len(s.toks); j++ {
		if !s.toks[j].is2("cotes", "cote") || !s.toks[j-1].is2("aux", "au") || !at(s.toks, j+1).is4("de", "d'", "du", "des") {
			continue
		}
		list := s.phraseAfter(j, 3)
		if len(list) == 0 {
			continue
		}
		others := r.peopleOf(s, list[:1])
		who := r.speaker(s)
		if who == None {
			if near := r.peopleOf(s, r.nearestSubject(s, j)); len(near) == 1 {
				who = near[0]
			}
		}
		if who == None || len(others) != 1 || others[0] == who || r.res.Entities[who].Kind != Person {
			return
		}
		t := s.phrases[list[0]].title
		mine, theirs := r.countryOf(who), r.countryOf(others[0])
		if !(t != nil && t.head.mirror) && (theirs == None || mine == theirs || mine == None) {
			return
		}
		a := Assertion{Kind: Meeting, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/scene", Role: Role{Body: None, Country: None}}
		st := nounFrame{dir: past}
		if ok := s.unknownVerb(true, j, len(s.toks), &st); !ok || st.hedged {
			return
		}
		a.Status = st.status
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, st.dir), r.placeIn(s, 0, len(s.toks), j)
		if a.Date.IsZero() && a.Place == None {
			return
		}
		r.pairs(a, []EntityID{who}, others)
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		return
	}
}
