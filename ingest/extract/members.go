package extract

// Members of a group that met somebody before a sentence names them: "African leaders presented their
// plan to X. Leading them was A; B and C made up the mission." Each of them met X.

// membersTold adds to the contact told last those of whom a sentence says that they were the group
// which is a party to it, on its side.
func (r *reader) membersTold(s *sentence, found int) {
	last := r.lastTold()
	if len(last.Participants) < 2 {
		return
	}
	group := None
	for _, p := range last.Participants {
		if r.res.Entities[p.Entity].Kind == Group && group == None {
			group = p.Entity
		}
	}
	if group == None {
		return
	}
	for j := range s.toks {
		if !s.toks[j].of(memberWords) {
			continue
		}
		if list := r.membersAt(s, j); len(list) > 0 && r.attendBeside(s, found, list, group) {
			for k := range last.Participants { // whom the sentence after calls "the three"
				if p := &last.Participants[k]; p.Entity == group && p.Side == 0 && len(last.Participants) == 2 {
					p.Side = 1
				}
			}
		}
	}
}

// membersAt returns the people of whom the word at token j tells that they were the group.
func (r *reader) membersAt(s *sentence, j int) []int {
	t, next := &s.toks[j], at(s.toks, j+1)
	switch {
	case t.isAny("made", "make", "formed", "composed", "completed", "rounded"): // "B and C made up the mission"
		for k := j + 1; k < j+4 && k < len(s.toks); k++ {
			if s.toks[k].lex.retinue || s.toks[k].of(groupWords) || s.toks[k].lex.few > 2 {
				return r.whoAttends(s, j)
			}
		}
	case t.is2("leading", "heading") && j < 2: // "Leading them was A"
		for k := j + 2; k < j+4 && k < len(s.toks); k++ {
			if s.toks[k].lex.be != noTense && (next.is2("them", "it") || s.toks[k-1].lex.retinue || s.toks[k-1].of(groupWords)) {
				return s.peopleFrom(k + 1)
			}
		}
	case t.is("they") && j == 0 && next.lex.be == preterite: // "They were A, B and C"
		return s.peopleFrom(j + 2)
	case t.is2("consisted", "comprised") && (at(s.toks, j-1).lex.retinue || at(s.toks, j-1).of(groupWords)):
		if next.is("of") {
			j++
		}
		return s.peopleFrom(j + 1)
	}
	return nil
}

// broughtWith adds those whom a party to the contact told brought along, on his side: "The premier had
// brought his foreign minister, X, along".
func (r *reader) broughtWith(s *sentence, found int) {
	const reach = 4
	for j := range s.toks {
		if !s.toks[j].of(memberWords) {
			continue
		}
		if who, list := r.cameWith(s), r.whoAttends(s, j); who != None && s.toks[j].isAny("travelled", "traveled", "travels") && len(list) > 0 {
			r.attendBeside(s, found, list, who)
			return
		}
		list := s.phraseAfter(j, reach)
		if !s.toks[j].is2("brought", "taken") || len(list) == 0 || s.phrases[list[0]].prep != "" {
			continue
		}
		end := s.phrases[list[len(list)-1]].to
		if next := at(s.toks, end); !next.is("along") && !(next.is("with") && at(s.toks, end+1).is3("him", "her", "them")) {
			continue
		}
		who := r.peopleOf(s, r.nearestSubject(s, j))
		if k := r.attendedAt(s, found); len(who) == 1 && k >= 0 && hasParty(&r.res.Assertions[k], who[0]) {
			r.attendBeside(s, found, list, who[0])
		}
	}
}

// cameWith returns the party to the contact told last with whom a sentence says that somebody travelled:
// "X, her minister, travelled with her"; None where it says so of none.
func (r *reader) cameWith(s *sentence) EntityID {
	last := r.lastTold()
	if last == nil || !s.of(memberWords) {
		return None
	}
	for j := range s.toks {
		if !s.toks[j].isAny("travelled", "traveled", "travels", "travelling", "traveling") || !at(s.toks, j+1).is("with") || !at(s.toks, j+2).is2("him", "her") {
			continue
		}
		want := male
		if s.toks[j+2].is("her") {
			want = female
		}
		if id := r.lastSubject; id != None && last.has(id) && r.guess(id) != -want {
			return id
		}
		for _, p := range last.Participants {
			if r.guess(p.Entity) == want {
				return p.Entity
			}
		}
	}
	return None
}
