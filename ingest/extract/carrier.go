package extract

// Who hands over a letter is with him who gets it, who wrote it is not: "received a written message from
// X, delivered by Y", "The letter was handed to him by Y during an audience".

// letterTo is to whom a sentence told that a letter came.
type letterTo struct {
	who      EntityID
	sentence int
}

// carriers asserts the contacts of those who hand over letters.
func (r *reader) carriers(s *sentence, found int) {
	n := s.letter()
	if n < 0 {
		return
	}
	to := None
	switch before := r.receiverOf(s, n); {
	case before != None:
		to = before
		r.letter = letterTo{to, r.sentence}
		r.partAuthor(s, found, n, to)
	case r.letter.sentence > 0 && r.letter.sentence == r.sentence-1 && s.toks[0].is2("the", "it"):
		to = r.letter.who
	}
	if to == None {
		return
	}
	by := s.handedBy(n)
	if by < 0 {
		return
	}
	r.frame(s, found, "contact/scene", framed{who: []EntityID{to}, others: r.peopleOf(s, []int{by}), dir: past, hi: len(s.toks), pivot: n})
}

// letter returns the token of the first letter or message of a sentence, -1 for none.
func (s *sentence) letter() int {
	for j := range s.toks {
		if t := &s.toks[j]; t.of(letterWords) && t.is2("message", "letter") && at(s.toks, j-1).kind == word {
			return j
		}
	}
	return -1
}

// receiverOf returns the subject of a verb that has the letter at token n as its object: "X received a
// letter", "X took delivery of a message"; None where there is none.
func (r *reader) receiverOf(s *sentence, n int) EntityID {
	const reach = 8
	for k := len(s.verbs) - 1; k >= 0; k-- {
		v := &s.verbs[k]
		if v.to > n || v.to < n-reach || v.bare || v.neg || v.wish || v.hedged || v.tense != preterite {
			continue
		}
		if v.passive || !s.toks[v.to-1].isAny("received", "accepted", "got") && !(v.verb.lemma == "take" && at(s.toks, v.to).is2("delivery", "receipt")) {
			return None
		}
		if who := r.peopleOf(s, r.subject(s, k)); len(who) == 1 && r.res.Entities[who[0]].Kind == Person {
			return who[0]
		}
		return None
	}
	return None
}

// partAuthor keeps the one from whom the letter at token n is apart from him who gets it.
func (r *reader) partAuthor(s *sentence, found, n int, to EntityID) {
	const reach = 3
	for i := s.firstPhrase(n); i < len(s.phrases) && s.phrases[i].from <= n+reach; i++ {
		if p := &s.phrases[i]; (p.prep == "from" || p.prep == "by" || p.prep == "of") && len(p.people) > 0 {
			authors := r.peopleOf(s, []int{i})
			s.part(authors, []EntityID{to})
			r.dropAmong(s, found, append(authors, to))
			return
		}
	}
}

// handedBy returns the phrase of him by whom the letter at token n was handed over, -1 for none.
func (s *sentence) handedBy(n int) int {
	const reach = 5 // from the participle to "by"
	for j := n + 1; j < len(s.toks); j++ {
		if !s.toks[j].isAny("delivered", "handed", "conveyed", "brought", "carried", "presented", "passed", "transmitted") {
			continue
		}
		for k := j + 1; k < len(s.toks) && k < j+reach; k++ {
			if !s.toks[k].is("by") {
				continue
			}
			if i := s.phraseFrom(k + 1); i >= 0 && len(s.phrases[i].people) == 1 && !at(s.toks, s.phrases[i].to).is2("'s", "'") {
				return i
			}
			return -1
		}
	}
	return -1
}

// exchangeOfLetters reports whether the noun at token n tells of what was exchanged from afar: "an
// exchange of letters between X and Y".
func (s *sentence) exchangeOfLetters(n int) bool {
	const reach = 4
	if !s.toks[n].is4("exchange", "exchanges", "echange", "echanges") || !at(s.toks, n+1).is3("of", "de", "d'") {
		return false
	}
	for j := n + 2; j < n+reach; j++ {
		if at(s.toks, j).isAny("lettres", "courriers", "telegrammes", "felicitations", "vœux", "condoleances", "prisonniers", "tirs", "amabilites", "letters", "messages", "cables", "telegrams", "congratulations", "condolences", "notes", "fire", "prisoners", "captives", "ambassadors", "tweets", "accusations") {
			return true
		}
	}
	return false
}

// letterTaken asserts likewise what French tells: "Le message de X a été remis à Y par Z".
func (r *reader) letterTaken(s *sentence, found int) {
	const reach = 10 // tokens to those named
	for j := 2; j < len(s.toks); j++ {
		if !s.toks[j].isAny("remis", "remise", "transmis", "transmise") || !s.toks[j-1].is("ete") || !s.has(0, j, "message", "lettre", "missive", "pli") {
			continue
		}
		to, by := -1, -1
		for i := s.firstPhrase(j); i < len(s.phrases) && s.phrases[i].from < j+reach; i++ {
			switch p := &s.phrases[i]; {
			case len(p.people) != 1:
			case p.prep == "par" && by < 0:
				by = i
			case p.prep == "à" && to < 0:
				to = i
			}
		}
		if to < 0 || by < 0 {
			return
		}
		who, others := r.peopleOf(s, []int{to}), r.peopleOf(s, []int{by})
		for i := range s.phrases {
			if p := &s.phrases[i]; p.to <= j {
				author := r.peopleOf(s, []int{i})
				s.part(author, who)
				s.part(author, others)
			}
		}
		r.frame(s, found, "contact/scene", framed{who: who, others: others, dir: past, hi: len(s.toks), pivot: j})
		return
	}
}
