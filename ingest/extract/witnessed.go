package extract

// witnessed asserts, of a sentence of French that tells of no other contact, that whoever did
// something at a place or on a day and those in whose presence he did were together: "X a inauguré
// lundi le pont en présence de Y et de Z", "le pont a été inauguré par X en présence de Y".
func (r *reader) witnessed(s *sentence, _ int) {
	for j := 1; j < len(s.toks); j++ {
		if !s.toks[j].is("presence") || !s.toks[j-1].is("en") || !at(s.toks, j+1).is4("de", "du", "d'", "des") {
			continue
		}
		list := s.phraseAfter(j, 3)
		if len(list) == 0 {
			list = s.peopleFrom(j + 1)
		}
		if len(list) == 0 {
			return
		}
		last := s.phrases[list[len(list)-1]]
		if at(s.toks, last.to).is("et") && at(s.toks, last.to+1).is3("de", "du", "d'") { // "du président X et du Y"
			if k := s.phraseFrom(last.to + 2); k >= 0 && len(s.phrases[k].people) > 0 {
				list = append(list, k)
			} else if k := s.phraseFrom(last.to + 1); k >= 0 && len(s.phrases[k].people) > 0 {
				list = append(list, k)
			}
		}
		who := r.humansOf(s, list, nil)
		v := s.actedIn(j)
		if v == nil || len(who) == 0 {
			return
		}
		who = append(r.actors(s, v, j, who), who...)
		if len(who) < 2 {
			return
		}
		a := Assertion{Kind: Meeting, ClaimedBy: r.claimAt(s, j), Quote: s.span, Rule: "contact/scene", Role: Role{Body: None, Country: None}}
		dir := past
		if v.tense == futureTense {
			a.Status, dir = Planned, future
		}
		a.Date, a.Place = r.dateIn(s, 0, len(s.toks), v.from, dir), r.placeIn(s, 0, len(s.toks), v.from)
		if a.Date.IsZero() && a.Place == None {
			return
		}
		r.addOf(a, who)
		return
	}
}

// witnessVerb is what a sentence tells to have been done in somebody's presence.
type witnessVerb struct {
	from    int
	tense   tense
	passive bool
}

// actedIn reads the verb before token j of what was done: an auxiliary that no negation denies.
func (s *sentence) actedIn(j int) *witnessVerb {
	for k := 1; k < j; k++ {
		t := &s.toks[k]
		have := t.lex.have
		if have == noTense {
			have = t.lex.be
		}
		if have != preterite && have != present && have != futureTense || at(s.toks, k-1).is2("n'", "ne") || t.is2("à", "soit") {
			continue
		}
		w := &witnessVerb{from: k, tense: have, passive: t.lex.be != noTense || at(s.toks, k+1).is("ete")}
		return w
	}
	return nil
}

// actors returns who did what was done, or to whom it was done: the subject, the one after "par" or
// after "à" of a passive verb.
func (r *reader) actors(s *sentence, v *witnessVerb, j int, not []EntityID) []EntityID {
	if i := s.whoBefore(v.from); i >= 0 && s.phrases[i].prep == "" {
		return r.humansOf(s, s.listBefore(i), not)
	}
	if i := s.phraseEnding(v.from); i >= 0 && s.phrases[i].prep == "" && (s.phrases[i].pronoun != "" || s.phrases[i].title != nil && !s.phrases[i].title.many()) {
		return r.humansOf(s, []int{i}, not)
	}
	for i := s.firstPhrase(v.from); v.passive && i < len(s.phrases) && s.phrases[i].from < j; i++ {
		if p := &s.phrases[i]; !p.weak && len(p.people) > 0 && (p.prep == "par" || p.prep == r.g.to) {
			return r.humansOf(s, s.list(i, len(s.toks), j), not)
		}
	}
	return nil
}
