package extract

// Other contacts of those told of before: the one before, the next one, one with
// somebody else of whom only that he was put together with them is told.

// otherRound asserts what "their previous meeting, in Bogota on March 3" and "leur
// prochain rendez-vous est fixé au 3 mai" tell: another contact of those told of last.
func (r *reader) otherRound(s *sentence, found int) {
	bare := r.bareGathering(s, found)
	if r.ownContact(s, found) && bare < 0 {
		return
	}
	last := r.referredTo(bare)
	if last == nil {
		return
	}
	for _, n := range s.nouns {
		t := &s.toks[n]
		if !t.lex.noun.contact || t.lex.noun.kind == Visit || s.pressConference(n) || s.inList(n) {
			continue
		}
		st, ok := s.otherOne(n)
		if !ok || s.between(n, len(s.toks)) || s.named(n, n+8) {
			continue
		}
		a := Assertion{Kind: t.lex.noun.kind, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/round", Role: Role{Body: None, Country: None}, Status: st}
		a.Kind = (&frame{s: s}).modeIn(max(0, n-2), min(len(s.toks), n+3), a.Kind)
		dir := past
		if st == Planned {
			dir = future
			for k := range s.verbs {
				if v := &s.verbs[k]; v.verb.can(cancels) && !v.neg {
					a.Status = Cancelled
				}
			}
		}
		a.Date, a.Place = r.dateIn(s, n, len(s.toks), n, dir), r.placeIn(s, n, len(s.toks), n)
		if a.Date.IsZero() && a.Place == None {
			return
		}
		a.separate = true
		for _, p := range last.Participants {
			if r.res.Entities[p.Entity].Kind == Group {
				return
			}
			a.Participants = append(a.Participants, p)
		}
		if bare >= 0 {
			r.res.Assertions = append(r.res.Assertions[:bare], r.res.Assertions[bare+1:]...)
			r.gathering, r.topical = -1, r.topical[:0]
		}
		r.add(a)
		return
	}
}

// bareGathering returns the assertion that a sentence makes of nothing but a gathering of
// nobody, which another contact of those told of may be; -1 where it makes none or more.
func (r *reader) bareGathering(s *sentence, found int) int {
	bare := -1
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		if a.Kind >= RegularContact || a.Quote != s.span {
			continue
		}
		if bare >= 0 || len(a.Participants) > 0 || a.Collective != "" {
			return -1
		}
		bare = i
	}
	return bare
}

// referredTo returns the contact of two to four told of last, to which "their next meeting" refers, nil for
// none: before the gathering without people at bare, or -1, where a sentence tells of one.
func (r *reader) referredTo(bare int) *Assertion {
	last := r.lastTold()
	if bare >= 0 {
		last = r.toldBeforeBare(bare)
	}
	if last == nil {
		last = r.lastOfSo(2)
	}
	if last == nil || len(last.Participants) < 2 || len(last.Participants) > 4 {
		return nil
	}
	return last
}

// toldBeforeBare returns the contact of people that was told last before an assertion, nil
// where that is too far back.
func (r *reader) toldBeforeBare(bare int) *Assertion {
	for i := bare - 1; i >= 0; i-- {
		if a := &r.res.Assertions[i]; a.Kind < RegularContact && a.Rule != passingRule {
			if len(a.Participants) < 2 || !r.allPeople(partiesOf(a)) {
				return nil
			}
			return a
		}
	}
	return nil
}

// otherOne reports whether the noun at n is another contact of the same people than the
// one told of: "their last meeting", "leur prochaine rencontre"; and its status.
func (s *sentence) otherOne(n int) (Status, bool) {
	const reach = 4
	own, st, other := false, Occurred, false
	for j := max(0, n-reach); j <= n+2 && j < len(s.toks); j++ {
		switch t := &s.toks[j]; {
		case j < n && t.is3("their", "leur", "leurs"):
			own = true
		case t.isAny("last", "previous", "earlier", "preceding", "former", "precedent", "precedente", "precedents", "precedentes", "dernier", "derniere"):
			st, other = Occurred, true
		case t.is3("next", "prochain", "prochaine"):
			st, other = Planned, true
		}
	}
	return st, own && other
}

// named reports whether a person is named among tokens [lo, hi).
func (s *sentence) named(lo, hi int) bool {
	for i := range s.phrases {
		if p := &s.phrases[i]; p.from >= lo && p.from < hi && len(p.people) > 0 && !p.weak {
			return true
		}
	}
	return false
}

// putWith asserts what "un autre entretien l'a mis en présence de Y" and "a further call
// linked him to Y" tell: a contact of the one told of with somebody to whom the noun of
// contact that is the subject brought him.
func (r *reader) putWith(s *sentence, _ int) {
	for _, n := range s.nouns {
		t := &s.toks[n]
		if !t.lex.noun.contact || n > 8 || s.pressConference(n) {
			continue
		}
		j, was := s.bringsHim(n), false
		if j < 0 {
			if j = s.wasWith(n); j < 0 {
				continue
			}
			was = true
		}
		for i := range s.phrases {
			p := &s.phrases[i]
			if p.from < j || p.from > j+6 || len(p.people) == 0 {
				continue
			}
			switch p.prep {
			case "avec", "à", "de", "devant", "with", "to", "before", "into":
			default:
				if !was {
					return
				}
			}
			others := r.listed(s, i, len(s.toks))
			who := []EntityID{r.himAfter(s, n, p.from)}
			if s.bringsThem(n, j) {
				who = r.themBefore()
			}
			if was {
				if who = []EntityID{r.possessor(s, n)}; who[0] == None {
					who[0] = r.central()
				}
			}
			if len(who) == 0 || who[0] == None || hasEntity(others, who[0]) || r.res.Entities[who[0]].Kind != Person {
				return
			}
			a := Assertion{Kind: t.lex.noun.kind, Place: None, ClaimedBy: None, Quote: s.span, Rule: "contact/put", Role: Role{Body: None, Country: None}}
			a.Kind = (&frame{s: s}).modeIn(n, max(j, min(len(s.toks), n+4)), a.Kind)
			st := nounFrame{dir: past}
			if ok := s.unknownVerb(r.g.romance, n, n+1, &st); !ok || st.hedged {
				return
			}
			a.Status = st.status
			a.Date, a.Place = r.dateIn(s, 0, len(s.toks), n, st.dir), r.placeIn(s, 0, len(s.toks), n)
			if a.Kind == VideoCall && len(who) > 1 {
				for _, id := range append(who, others...) {
					a.Participants = append(a.Participants, Participant{Entity: id})
				}
				r.add(a)
			} else {
				r.pairs(a, who, others)
			}
			r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
			return
		}
	}
}

// wasWith returns the token of the preposition where the noun at n is with somebody: "A third conversation
// by telephone was with X", "son dernier entretien a été avec Y"; -1 where it is not.
func (s *sentence) wasWith(n int) int {
	const reach = 5
	for j := n + 1; j < len(s.toks) && j < n+reach; j++ {
		t := &s.toks[j]
		if t.lex.be != noTense || t.helps(helpsPassive) {
			for k := j + 1; k < j+3; k++ {
				if at(s.toks, k).is2("with", "avec") {
					return k
				}
			}
		} else if t.kind != word || t.cap {
			return -1
		}
	}
	return -1
}

// themBefore returns those who are the subject of the sentence before, if they are several, else
// those told of last.
func (r *reader) themBefore() []EntityID {
	if len(r.together) > 1 && r.togetherAt == r.sentence-1 {
		return r.together
	}
	return r.several(0)
}

// bringsThem reports whether the verb before token j that has the noun at n as its subject
// brings several: "les a ensuite réunis avec X".
func (s *sentence) bringsThem(n, j int) bool {
	for k := n + 1; k < j; k++ {
		if s.toks[k].is("les") && s.toks[k+1].lex.have != noTense {
			return true
		}
	}
	return false
}

// bringsHim returns the token after a verb that brings him of whom the text is about to
// somebody, where it has the noun at n as its subject; -1 where it does not.
func (s *sentence) bringsHim(n int) int {
	const reach = 12
	him := -1
	for j := n + 1; j < len(s.toks) && j < n+reach; j++ {
		t := &s.toks[j]
		switch {
		case t.is4("l'", "le", "la", "les") && (at(s.toks, j+1).lex.have != noTense || at(s.toks, j+1).isAny("met", "mettra", "mettait", "reunira", "reunit", "opposera", "opposait", "y")):
			him = j
		case t.is2("him", "her") && j > n+1:
			return j + 1
		case him >= 0 && t.isAny("mis", "mise", "mises", "reuni", "reunie", "reunis", "reunies", "oppose", "opposes", "opposee", "opposait", "opposera", "mettait", "amene", "amenee", "conduit", "conduite", "relie", "reliee", "lie", "met", "mettra", "reunira", "rapproche", "confronte", "confrontee", "associe"):
			return j + 1
		case t.kind == punct && !(t.is(",") && him < 0 && s.aside(n, j)):
			return -1
		}
	}
	return -1
}

// aside reports whether the comma at token j opens or closes an insertion right after the
// noun at n: "Un second échange, toujours à distance, l'a réuni avec X".
func (s *sentence) aside(n, j int) bool {
	const longest = 7
	for k := n + 1; k < j; k++ {
		if s.toks[k].is(",") {
			return k == n+1 || at(s.toks, n+1).kind == word && k <= n+2
		}
	}
	for k := j + 1; k < len(s.toks) && k < j+longest; k++ {
		if s.toks[k].is(",") {
			return true
		}
	}
	return false
}

// disowned turns the contact told last into a denied one where somebody rejects it: "Kigali
// dément toute rencontre", "there was no such meeting".
func (r *reader) disowned(s *sentence, _ int) {
	if r.topicalAt != r.block && r.block-r.topicalAt > 1 {
		return
	}
	rejects := s.rejectsIt() || s.of(falseWords) && s.callsItFalse(r.before)
	if rejects {
		r.rejectedAt = r.sentence
	}
	last := r.lastTold()
	if last == nil || last.Status == Denied || last.Status == Cancelled || last.Status == Hypothetical || last.Quote == s.span {
		return
	}
	if rejects {
		last.Status = Denied
		last.Support = append(last.Support, s.span)
	}
}

// rejectsIt reports whether a sentence denies a contact that it does not name.
func (s *sentence) rejectsIt() bool {
	for j := 0; s.of(rejectWords) && j < len(s.toks); j++ {
		t := &s.toks[j]
		if t.is3("no", "aucun", "aucune") && j+2 < len(s.toks) && s.toks[j+1].is("such") {
			for k := j + 2; k < j+4 && k < len(s.toks); k++ {
				if s.toks[k].lex.noun.contact || s.toks[k].lex.occasion || s.toks[k].is2("thing", "contact") {
					return true
				}
			}
		}
		if t.is3("genre", "sorte", "nature") && j > 2 && s.toks[j-1].is3("ce", "la", "cette") && s.noneBefore(j-2) {
			return true // "aucune rencontre de ce genre"
		}
		if t.is("sort") && j > 2 && s.toks[j-1].is("the") && at(s.toks, 0).is("nothing") {
			return true
		}
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if !v.verb.can(denies) || v.neg || v.wish || v.hedged || v.passive {
			continue
		}
		for j := v.to; j < len(s.toks) && j < v.to+5; j++ {
			t := &s.toks[j]
			if s.verbFrom[j] && !t.lex.noun.contact || t.kind == punct {
				break
			}
			if (t.lex.noun.contact || t.is("contact")) && s.toks[j-1].isAny("toute", "tout", "any", "such", "cette", "cet", "ce", "this", "that") {
				if v.verb.lemma == "exclure" && s.toks[j-1].is2("tout", "toute") {
					return false // "a exclu tout dialogue": one to come
				}
				with := at(s.toks, j+1).is2("avec", "with")
				return !s.named(j, len(s.toks)) && !(with && (at(s.toks, j+2).cap || at(s.toks, j+2).in(isArticle)))
			}
			if t.isAny("report", "reports", "information", "informations", "story", "claim", "rumour", "rumor", "rumours", "rumeur", "rumeurs") && s.toks[j-1].isAny("the", "this", "that", "these", "l'", "cette", "ces", "la", "les") {
				return !s.named(j, len(s.toks)) && !s.within(j)
			}
		}
	}
	return false
}
