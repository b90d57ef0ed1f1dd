package extract

// A series is what a sentence tells of contacts of one person before those that follow name
// the others: "had one-on-one meetings in Madrid", "three calls allowed X to".

// heldBy reports whether a light verb governs the series at token j: "a tenu une
// série d'entretiens", and not "a annoncé".
func (s *sentence) heldBy(j int) bool {
	for k := range s.verbs {
		v := &s.verbs[k]
		if (v.verb.can(lightly) || s.has(v.from, v.to, "multiplie", "enchaine", "entame", "commence", "poursuivi")) && !v.neg && !v.wish && !v.hedged && v.to <= j && v.to > j-8 && v.tense != futureTense {
			return true
		}
	}
	return s.has(max(0, j-8), j, "entame", "multiplie", "enchaine", "began", "opened", "debute", "through", "spent", "devoted", "completed") || s.has(max(0, j-20), j, "profite") && s.has(max(0, j-3), j, "pour")
}

// pluralSeries reports whether the article at token j opens a series that a verb makes one:
// "a multiplié les entretiens".
func (s *sentence) pluralSeries(j int) bool {
	return s.toks[j].is3("les", "des", "the") && at(s.toks, j+1).lex.noun.contact && at(s.toks, j-1).is3("multiplie", "enchaine", "multiplied")
}

// startSeries notes whose series of contacts a sentence tells of, and where: "a
// tenu trois entretiens à X".
func (r *reader) startSeries(s *sentence, place EntityID) {
	if r.g.romance {
		r.hostsInTurn(s, place)
	}
	if !s.of(contactWords) {
		return
	}
	for j := range s.toks {
		t := &s.toks[j]
		if !r.g.romance && s.meetings(j) && r.namesOne(s) && s.heldBy(j) {
			r.seriesOf(s, j, place)
			return
		}
		if _, n := r.g.numberAt(s.toks, j); n == 0 && !t.in(isSeries) && !s.pluralSeries(j) {
			continue
		} else if n > 0 && t.is3("un", "une", "one") {
			continue
		}
		for k := j; k < len(s.toks) && k < j+5; k++ {
			kind, ok := s.toks[k].contactNoun()
			if !ok {
				continue
			}
			if who := r.allowed(s, k); who != None {
				r.at.series, r.at.seriesBlock, r.at.seriesSentence, r.at.seriesKind = who, r.block, r.sentence, kind
				r.at.seriesDay = r.dateIn(s, 0, len(s.toks), k, past)
				return
			}
			if place == None {
				for _, h := range s.toks {
					if h.is("here") {
						place = r.at.dateline
					}
				}
			}
			if list := r.nearestSubject(s, j); len(list) > 0 && s.heldBy(j) {
				ids := r.partiesIn(s, list[0])
				if len(ids) == 0 {
					return
				}
				r.at.series, r.at.seriesBlock, r.at.seriesSentence, r.at.seriesKind = ids[0], r.block, r.sentence, kind
				if place != None {
					r.at.stayer, r.at.stay, r.at.stayBlock = ids[0], place, r.block
					r.at.stayDay = r.dateIn(s, k, min(len(s.toks), k+6), k, past)
				}
			}
			return
		}
	}
}

// meetings reports whether a plural names contacts at token j: "had one-on-one meetings with
// three leaders in Madrid".
func (s *sentence) meetings(j int) bool {
	t := &s.toks[j]
	return t.lex.noun.contact && t.isAny("meetings", "bilaterals", "encounters", "conversations", "audiences", "calls", "one-on-ones", "consultations", "exchanges")
}

// namesOne reports whether a sentence names one person only.
func (r *reader) namesOne(s *sentence) bool {
	only := None
	for i := range s.phrases {
		for _, n := range s.phrases[i].people {
			id := r.person(n.text)
			if only != None && id != only {
				return false
			}
			only = id
		}
	}
	return true
}

// seriesOf notes that the contacts which the noun at token j names are those of the subject.
func (r *reader) seriesOf(s *sentence, j int, place EntityID) {
	list := r.nearestSubject(s, j)
	if len(list) == 0 {
		return
	}
	ids := r.partiesIn(s, list[0])
	if len(ids) == 0 || ids[0] == None {
		return
	}
	kind, _ := s.toks[j].contactNoun()
	kind = (&frame{s: s}).modeIn(max(0, j-2), j+1, kind)
	r.at.series, r.at.seriesBlock, r.at.seriesSentence, r.at.seriesKind = ids[0], r.block, r.sentence, kind
	r.at.seriesDay = r.dateIn(s, 0, len(s.toks), j, past)
	if place != None && !remote(kind) {
		r.at.stayer, r.at.stay, r.at.stayBlock, r.at.stayDay = ids[0], place, r.block, r.at.seriesDay
	}
}

// allowed returns the person to whom a series of contacts, whose noun at token n opens a
// sentence of English, has allowed something: "three calls gave X the chance to"; None where
// there is none.
func (r *reader) allowed(s *sentence, n int) EntityID {
	if r.g.romance || n > 4 {
		return None
	}
	for j := n + 1; j < len(s.toks) && j < n+6; j++ {
		if !s.toks[j].isAny("allowed", "enabled", "gave", "let", "permitted", "helped", "took", "kept", "occupied", "led") {
			continue
		}
		if i := s.firstPhrase(j + 1); i < len(s.phrases) && s.phrases[i].from <= j+2 {
			if ids := r.peopleOf(s, []int{i}); len(ids) == 1 {
				return ids[0]
			}
		}
		return None
	}
	return None
}

// hostsInTurn notes of whom a sentence of French tells that those whom he saw came one after another:
// "les interlocuteurs de X se sont succédé".
func (r *reader) hostsInTurn(s *sentence, place EntityID) {
	for j := range s.toks {
		if j > 3 || !s.toks[j].of(tourWords) || !s.toks[j].is2("interlocuteurs", "visiteurs") || !s.has(j, len(s.toks), "succede", "succederont", "succedes", "defile") {
			continue
		}
		i := s.firstPhrase(j + 1)
		if i >= len(s.phrases) || s.phrases[i].from > j+4 || len(s.phrases[i].people) != 1 || s.phrases[i].prep != "de" && s.phrases[i].prep != "d'" {
			return
		}
		id := r.person(s.phrases[i].people[0].text)
		r.at.series, r.at.seriesBlock, r.at.seriesSentence, r.at.seriesKind = id, r.block, r.sentence, Meeting
		if place == None {
			place = r.placeIn(s, 0, len(s.toks), j)
		}
		if place != None {
			r.at.stayer, r.at.stay, r.at.stayBlock, r.at.stayDay = id, place, r.block, r.dateIn(s, 0, len(s.toks), j, past)
		}
		return
	}
}
