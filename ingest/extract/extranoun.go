package extract

// extraNoun reads words that are a noun of contact only together with those beside them:
// "une heure avec X", "un premier contact avec X", "l'accord conclu entre X et Y".
func (s *sentence) extraNoun(n int) (Kind, bool) {
	t := &s.toks[n]
	if !t.of(extraWords) || t.cap || t.kind != word {
		return 0, false
	}
	next := at(s.toks, n+1)
	switch {
	case t.isAny("heure", "heures", "minutes", "demi-heure", "hour", "hours", "half-hour"):
		if next.is3("alone", "together", "aside") {
			next = at(s.toks, n+2)
		}
		if at(s.toks, n-2).is2("de", "of") && !at(s.toks, n-3).isAny("sorti", "sortie", "sortis", "ressorti", "ressortie", "ressortis", "terme", "issue", "lendemain", "out", "end", "after", "most", "part", "all", "half", "much") {
			return 0, false // "une médiation de douze heures avec X"
		}
		return Meeting, next.is2("avec", "with")
	case t.is("conference"): // "une conférence de presse conjointe avec X"
		return Meeting, (s.pressConference(n) || n > 0 && s.pressConference(n-1)) && s.jointly(n)
	case t.is("passation"): // of powers
		return Meeting, next.is4("de", "des", "du", "d'")
	case t.is3("communication", "communications", "liaison"):
		if next.in(isVideo) {
			return VideoCall, true
		}
		return Call, next.in(isPhone)
	case t.is("talk"): // "a phone talk"
		return Call, at(s.toks, n-1).in(isPhone)
	case t.is2("contact", "contacts"):
		before := at(s.toks, n-1)
		return Meeting, (before.isAny("premier", "premiers", "first", "initial", "nouveau", "new", "direct", "face-to-face", "telephonique") || before.is("de") && at(s.toks, n-2).is("prise")) &&
			(next.is4("avec", "with", "entre", "between") || next.in(isPhone) || s.inDate(n+1)) ||
			s.noneBefore(n) && s.deniedContact(n)
	case t.isAny("accord", "compromis", "pacte", "traite", "agreement", "deal", "pact", "treaty", "compromise"):
		for j := n + 1; j < n+4 && j < len(s.toks); j++ {
			if s.toks[j].isAny("conclu", "signe", "scelle", "paraphe", "negocie", "arrache", "signed", "reached", "struck", "negotiated", "sealed", "concluded", "initialled") {
				i, between := s.partyOf(n)
				return Meeting, i >= 0 && between && !s.otherCue(n)
			}
		}
	}
	return 0, false
}

// otherCue reports whether a sentence has a noun of contact beside the word at n.
func (s *sentence) otherCue(n int) bool {
	for _, j := range s.nouns {
		if j != n && s.toks[j].lex.noun.contact && s.cue(j) {
			return true
		}
	}
	return false
}
