package extract

// hisGuests asserts the contact of somebody with whoever is called his guest or host: "X et son
// visiteur libanais, Y, ont parlé de pêche", "X a assuré son hôte, Y, mardi à Rome, de son soutien".
func (r *reader) hisGuests(s *sentence, _ int) {
	for j := 1; j < len(s.toks); j++ {
		t := &s.toks[j]
		if !t.isAny("hote", "visiteur", "visiteuse", "invite", "invitee") || !s.toks[j-1].is2("son", "sa") {
			continue
		}
		next := j + 1
		if at(s.toks, next).demonym() && !at(s.toks, next).cap {
			next++
		}
		if at(s.toks, next).is(",") {
			next++
		}
		i := s.firstPhrase(next)
		if i >= len(s.phrases) || s.phrases[i].from > next+1 || len(s.phrases[i].people) != 1 {
			continue
		}
		guest := r.peopleOf(s, []int{i})
		who := r.peopleOf(s, r.nearestSubject(s, j))
		if len(who) == 0 && r.lastSubject != None {
			who = []EntityID{r.lastSubject}
		}
		if len(who) == 0 || len(guest) != 1 || who[0] == guest[0] || r.res.Entities[who[0]].Kind != Person {
			continue
		}
		a := Assertion{Kind: Meeting, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/guest", Role: Role{Body: None, Country: None}}
		st := nounFrame{dir: past}
		if ok := s.unknownVerb(true, j, s.phrases[i].to, &st); !ok || st.hedged || r.paired(who[0], guest[0], 0, 0, st.status) {
			continue
		}
		a.Status = st.status
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), j, st.dir), r.placeIn(s, 0, len(s.toks), j)
		if a.Date.IsZero() && a.Place == None {
			continue
		}
		r.pairs(a, who[:1], guest)
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
		return
	}
}
