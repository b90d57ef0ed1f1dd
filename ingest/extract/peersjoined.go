package extract

// peersJoined asserts the gathering of several who are known only by what they are with the one
// whom they join or who had them come: "the leaders of the five states joined X by video link for
// a summit", "the parties sat down together at the invitation of X". Those of whom later sentences
// say that they were there join it.
func (r *reader) peersJoined(s *sentence, _ int) {
	for k := range s.verbs {
		v := &s.verbs[k]
		if !v.verb.can(contacts|joins|gathers) && v.verb.lemma != "gather" && v.verb.lemma != "sit down" && v.verb.lemma != "join" && v.verb.lemma != "rejoindre" || v.passive || v.bare || v.wish || v.hedged || v.neg || s.told[k] || v.object != "" {
			continue
		}
		lo, hi := s.clause(k)
		if !s.unnamedPeers(v.from) && !s.partiesBefore(v.from) || v.tense == present && s.habitual() {
			continue
		}
		who := r.joinedOne(s, v, hi)
		if len(who) == 0 || r.namesOthers(s, who) {
			continue
		}
		a := Assertion{Kind: Gathering, Place: None, ClaimedBy: r.claimAt(s, lo), Quote: s.span, Rule: "gathering/convened", Role: Role{Body: None, Country: None}}
		a.Collective = "leaders"
		if (&frame{s: s}).modeIn(v.from, len(s.toks), Meeting) == VideoCall {
			a.Kind = VideoCall
		}
		dir := a.settle(v)
		a.Date, a.Place = r.dateIn(s, lo, len(s.toks), v.from, dir), r.placeIn(s, lo, len(s.toks), v.from)
		if s.mainClause(lo) {
			r.opened(s, &a, dir)
		}
		if a.Place == None && a.Status == Occurred && a.Kind == Gathering && r.sentence <= 2 && r.at.dateline != None {
			a.Place, a.assumed = r.at.dateline, true
		}
		for _, id := range who {
			a.Participants = append(a.Participants, Participant{Entity: id})
		}
		s.told[k] = true
		r.hold(a)
		return
	}
	r.headedTheirs(s)
}

// headedTheirs adds to a gathering of which only the host was named those of whom the sentence
// after it tells that they led its delegations: "X headed the Peruvian delegation and Y that of the
// rebels".
func (r *reader) headedTheirs(s *sentence) {
	const reach = 5
	last := r.lastTold()
	if last == nil || last.Kind != Gathering || last.Collective == "" || r.topicalAt != r.block || last.Quote == s.span || last.Status > Planned || !s.of(leadsWords) || len(s.dates) > 0 || r.placeIn(s, 0, len(s.toks), 0) != None {
		return
	}
	for j := range s.toks {
		if !s.toks[j].lex.leads {
			continue
		}
		for k := j + 1; k < len(s.toks) && k < j+reach; k++ {
			if !s.toks[k].isAny("delegation", "team", "side", "equipe", "party") {
				continue
			}
			any := r.attend(s, len(r.res.Assertions), r.whoAttends(s, j), false)
			for i := range s.phrases {
				if p := &s.phrases[i]; p.from > k && len(p.people) > 0 && at(s.toks, p.to).isAny("that", "this", "the", "celle", "la") {
					any = r.attend(s, len(r.res.Assertions), []int{i}, false) || any
				}
			}
			if any {
				r.takenUp(s)
				return
			}
		}
	}
}

// namesOthers reports whether a sentence names anybody but those given.
func (r *reader) namesOthers(s *sentence, who []EntityID) bool {
	for i := range s.phrases {
		for _, n := range s.phrases[i].people {
			if !s.phrases[i].weak && !hasEntity(who, r.person(n.text)) {
				return true
			}
		}
	}
	return false
}

// partiesBefore reports whether the subject that ends before token end is of the sides of a
// dispute: "the parties to the conflict", "les deux camps".
func (s *sentence) partiesBefore(end int) bool {
	const reach = 8
	for j := end - 1; j > 0 && j > end-reach; j-- {
		t := &s.toks[j]
		if boundary(t) || t.is(",") {
			return false
		}
		if t.isAny("parties", "sides", "delegations", "camps") && s.toks[j-1].isAny("the", "two", "both", "three", "les", "deux", "trois", "leurs") {
			return true
		}
	}
	return false
}

// joinedOne returns the one whom the subject of a verb joins for a summit or on a screen, or at
// whose invitation it met; none where the sentence names nobody or several.
func (r *reader) joinedOne(s *sentence, v *group, hi int) []EntityID {
	if i := s.phraseFrom(v.to); i >= 0 && s.phrases[i].prep == "" && len(s.phrases[i].people) == 1 {
		joint := (&frame{s: s}).modeIn(v.from, hi, Meeting) == VideoCall
		for j := v.to; j < hi; j++ {
			n := &s.toks[j].lex.noun
			joint = joint || n.summit || n.gathering && n.gathers == Gathering
		}
		if joint {
			return r.peopleOf(s, []int{i})
		}
		return nil
	}
	for j := v.to; j+2 < len(s.toks); j++ {
		if s.toks[j].isAny("invitation", "initiative", "appel", "auspices", "egide", "mediation") && s.toks[j+1].isAny("of", "de", "du", "d'") {
			if who := r.peopleOf(s, s.peopleFrom(j+1)); len(who) == 1 {
				return who
			}
		}
	}
	return nil
}
