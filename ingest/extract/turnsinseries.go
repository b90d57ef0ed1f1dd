package extract

// inTurn asserts, after a sentence that tells of several contacts of one person, those with whom
// the sentences after it only tell when their turn was: "X a été le premier. Il y a eu ensuite Y,
// puis Z".
func (r *reader) inTurn(s *sentence, found int) {
	const reach = 3 // sentences
	who := r.at.series
	if !r.g.romance || who == None || r.at.seriesBlock != r.block || r.sentence == r.at.seriesSentence || r.sentence-r.at.seriesSentence > reach || r.ownContact(s, found) || !s.turns() {
		return
	}
	a := Assertion{Kind: Meeting, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/episode", Role: Role{Body: None, Country: None}}
	if r.at.stayer == who {
		a.Place, a.Date = r.at.stay, r.at.stayDay
	}
	if day := r.dateIn(s, 0, len(s.toks), 0, past); !day.IsZero() {
		a.Date = day
	}
	for i := range s.phrases {
		p := &s.phrases[i]
		if len(p.people) == 0 || p.weak || p.prep != "" && p.prep != "de" && p.prep != "d'" && p.prep != "par" {
			continue
		}
		for _, id := range r.peopleOf(s, []int{i}) {
			if id != who && !r.paired(id, who, found, found, Occurred) {
				r.pairs(a, []EntityID{who}, []EntityID{id})
				r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
			}
		}
	}
}

// turns reports whether a sentence tells only whose turn it was: "a été le premier", "il y a eu
// ensuite", "est venu après", "ont suivi", "se sont succédé".
func (s *sentence) turns() bool {
	for j := 1; j < len(s.toks); j++ {
		t, prev := &s.toks[j], &s.toks[j-1]
		switch {
		case t.isAny("premier", "premiere", "premiers", "dernier", "derniere") && prev.is3("le", "la", "les") && j > 1 && s.toks[j-2].isAny("ete", "fut", "etait") && at(s.toks, j+1).kind == punct:
			return true
		case t.is("bal") && prev.is("le") && j > 1 && s.toks[j-2].is("ouvert"):
			return true
		case t.is("relais") && prev.is("le") && j > 1 && s.has(max(0, j-4), j, "pris"):
			return true
		case t.is("eu") && prev.is("a") && j > 1 && s.toks[j-2].is("y"):
			return true
		case t.isAny("venu", "venue", "venus") && prev.lex.be != noTense && s.has(0, len(s.toks), "ensuite", "puis", "enfin"):
			return true
		case t.is("suivi") && prev.is2("ont", "a") && at(s.toks, j+1).cap || t.isAny("succede", "succedes") && prev.is("sont") || t.is("defile") && prev.is("ont"):
			return true
		}
	}
	return false
}
