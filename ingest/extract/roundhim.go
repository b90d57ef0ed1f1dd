package extract

// roundHim asserts the contact of those who are told to have sat down around somebody or at
// one table: "Autour de X ont pris place Y et Z", "autour de la table avaient pris place X et Y".
func (r *reader) roundHim(s *sentence, _ int) {
	const reach = 14
	for j := range s.toks {
		if !s.toks[j].is("autour") || !at(s.toks, j+1).is4("de", "d'", "du", "des") {
			continue
		}
		var centre []EntityID
		from := j + 2
		if i := s.firstPhrase(j + 1); i < len(s.phrases) && s.phrases[i].from <= j+3 && len(s.phrases[i].people) > 0 {
			centre = r.peopleOf(s, []int{i})
			from = s.phrases[i].to
		} else if !at(s.toks, j+3).is("table") && !at(s.toks, j+2).is("table") && !at(s.toks, j+4).is("table") {
			continue
		}
		for k := from; k < len(s.toks) && k < from+reach; k++ {
			t := &s.toks[k]
			if boundary(t) {
				break
			}
			if !t.isAny("place", "assis", "reunis", "rassembles", "retrouves", "attables", "siegeaient", "siegeront", "trouvaient", "figuraient", "presents") {
				continue
			}
			who := append(centre, r.peopleOf(s, s.peopleAfter(k))...)
			if len(who) < 2 {
				break
			}
			a := Assertion{Kind: Meeting, Place: None, ClaimedBy: r.claimAt(s, j), Quote: s.span, Rule: "contact/seated", Role: Role{Body: None, Country: None}}
			st := nounFrame{dir: past}
			if ok := s.unknownVerb(true, k, k, &st); !ok || st.hedged {
				break
			}
			a.Status = st.status
			a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, st.dir), r.placeIn(s, 0, len(s.toks), j)
			r.assertAll(a, who)
			return
		}
	}
}

// peopleAfter returns the list of people that follows token k, past a day and a place.
func (s *sentence) peopleAfter(k int) []int {
	const reach = 8
	for i := s.firstPhrase(k + 1); i < len(s.phrases) && s.phrases[i].from <= k+reach; i++ {
		p := &s.phrases[i]
		if s.parts(k+1, p.from) {
			return nil
		}
		if len(p.people) > 0 && p.prep == "" {
			return s.list(i, len(s.toks), -1)
		}
	}
	return nil
}

// assertAll asserts one contact of several, each once, who are all together.
func (r *reader) assertAll(a Assertion, who []EntityID) {
	for _, id := range who {
		if !hasParty(&a, id) {
			a.Participants = append(a.Participants, Participant{Entity: id})
		}
	}
	r.add(a)
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
}
