package extract

// hostsOf asserts "X, hôte mardi de Y à Rome, a dit" and "Hôte de Y, X a dit": whoever is told to
// be somebody's guest in apposition has met him.
func (r *reader) hostsOf(s *sentence, _ int) {
	for j := range s.toks {
		t := &s.toks[j]
		if !t.of(hostWords) || t.is2("visiteur", "visiteuse") || j > 0 && !s.toks[j-1].is(",") && s.phraseEnding(j) < 0 {
			continue
		}
		of := j + 1
		for of < len(s.toks) && of < j+4 && (s.inDate(of) || s.toks[of].isAny("ce", "jeudi", "d'", "honneur", "officiel")) && !at(s.toks, of+1).cap {
			of++
		}
		i := s.firstPhrase(of)
		if !at(s.toks, of).is4("de", "d'", "du", "des") || i >= len(s.phrases) || s.phrases[i].from > of+2 || len(s.phrases[i].people) == 0 {
			continue
		}
		host := r.peopleOf(s, []int{i})
		var guest []EntityID
		if j == 0 {
			guest = r.peopleOf(s, r.followingSubject(s, s.phrases[i].to-1))
		} else if k := s.whoBefore(j); k >= 0 {
			guest = r.peopleOf(s, []int{k})
		}
		if len(host) != 1 || len(guest) == 0 || guest[0] == host[0] || r.paired(guest[0], host[0], 0, 0, Occurred) || r.paired(guest[0], host[0], 0, 0, Planned) {
			continue
		}
		a := Assertion{Kind: Meeting, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/guest", Role: Role{Body: None, Country: None}}
		st := nounFrame{dir: past}
		if ok := s.unknownVerb(true, j, s.phrases[i].to, &st); !ok || st.hedged {
			continue
		}
		a.Status = st.status
		a.Date, a.Place = r.dateIn(s, j, len(s.toks), j, st.dir), r.placeIn(s, j, len(s.toks), j)
		r.pairs(a, guest[:1], host)
		r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
	}
}
