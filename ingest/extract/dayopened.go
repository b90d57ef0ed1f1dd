package extract

// dayOpened asserts what "X's day began with Y", "X's tour ended on Friday in Lima with Y" and "la tournée de X s'est
// achevée mardi à Lima avec Y" tell: the contact with which a series of them opened or closed.
func (r *reader) dayOpened(s *sentence, _ int) {
	const reach = 8 // tokens from the noun to its verb, and from that to "with"
	for j := range s.toks {
		t := &s.toks[j]
		if !t.of(dayNouns) {
			continue
		}
		who := r.whoseDay(s, j)
		if who == None {
			continue
		}
		for k := j + 1; k < len(s.toks) && k < j+reach; k++ {
			opens := s.toks[k].of(dayVerbs)
			if !opens {
				continue
			}
			for w := k + 1; w < len(s.toks) && w < k+reach && !boundary(&s.toks[w]); w++ {
				if !s.toks[w].is(r.g.with) {
					continue
				}
				list := s.peopleWithin(w+1, w+5)
				with := r.peopleOf(s, list)
				if len(with) != 1 || len(list) != 1 || with[0] == who {
					return
				}
				a := Assertion{Kind: Meeting, Place: None, ClaimedBy: r.claimAt(s, j), Quote: s.span, Rule: nearRule, Role: Role{Body: None, Country: None}}
				dir := past
				if s.toks[k].lex.be == futureTense || s.has(max(0, k-2), k+1, "will", "to", "begins", "opens", "commencera", "debutera", "s'ouvrira", "ouvrira", "achevera", "terminera") {
					a.Status, dir = Planned, future
				}
				a.Date, a.Place = r.dateIn(s, 0, len(s.toks), k, dir), r.placeIn(s, 0, len(s.toks), k)
				r.addOf(a, []EntityID{who, with[0]})
				return
			}
		}
	}
}

// whoseDay returns whose day or journey the noun at token j is: "X's day", "la tournée de X"; None where that is not told.
func (r *reader) whoseDay(s *sentence, j int) EntityID {
	i := -1
	if !r.g.romance {
		if at(s.toks, j-1).is("'s") {
			i = s.phraseEnding(j - 1)
		}
	} else if at(s.toks, j+1).isAny("de", "d'", "du") {
		if k := s.firstPhrase(j + 1); k < len(s.phrases) && s.phrases[k].from <= j+3 {
			i = k
		}
	}
	if i < 0 || len(s.phrases[i].people) != 1 {
		return None
	}
	return r.person(s.phrases[i].people[0].text)
}
