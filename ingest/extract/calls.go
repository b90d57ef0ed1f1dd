package extract

// callSeries is the telephone calls of one person of which a text tells one after another.
type callSeries struct {
	who      EntityID
	block    int
	sentence int
	day      Date
}

// startCalls notes whose calls a sentence tells that there were: "Three telephone calls on
// Thursday allowed X to explain", "X a enchaîné lundi les appels".
func (r *reader) startCalls(s *sentence, _ int) {
	for _, n := range s.nouns {
		t := &s.toks[n]
		if !t.lex.noun.contact || t.kind != word || !s.severalCalls(n) {
			continue
		}
		who := r.protagonist(s)
		if who == None {
			for i := range s.phrases {
				if p := &s.phrases[i]; len(p.people) == 1 && !s.speaks(p) && !p.weak {
					who = r.person(p.people[0].text)
					break
				}
			}
		}
		if who == None {
			return
		}
		r.calls = callSeries{who: who, block: r.block, sentence: r.sentence, day: r.dateIn(s, 0, len(s.toks), n, past)}
		return
	}
}

// severalCalls reports whether the noun at n stands for several calls: "three telephone
// calls", "une série d'appels", "les entretiens téléphoniques".
func (s *sentence) severalCalls(n int) bool {
	const reach = 4
	t := &s.toks[n]
	call := t.is2("calls", "appels") || (t.isAny("conversations", "entretiens", "echanges", "talks", "discussions") && (at(s.toks, n+1).in(isPhone) || at(s.toks, n-1).in(isPhone)))
	if !call || s.inAnyVerb(n) || at(s.toks, n+1).is2("for", "à") {
		return false
	}
	for j := n - 1; j >= 0 && j >= n-reach; j-- {
		if d := &s.toks[j]; d.lex.unit >= 2 || d.in(isSeries) || d.is3("les", "the", "des") && s.has(0, n, "enchaine", "multiplie", "multipliait", "worked", "made", "passe") {
			return true
		}
	}
	return false
}

// byPhoneToo makes calls of what sentences after such a one tell that he spoke with others:
// "He also spoke with Y".
func (r *reader) byPhoneToo(s *sentence, found int) {
	if r.calls.sentence == 0 || r.calls.sentence == r.sentence || r.block-r.calls.block > 1 {
		return
	}
	spoke := false
	for k := range s.verbs {
		v := &s.verbs[k]
		spoke = spoke || v.verb.can(speaks) || v.verb.lemma == "s'entretenir"
	}
	if !spoke || s.faceToFace() || r.placeOf(s) != None {
		return
	}
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		if a.Kind != Meeting || a.Status != Occurred || a.Place != None || a.Rule != "contact/verb" || !hasParty(a, r.calls.who) {
			continue
		}
		a.Kind = Call
		if a.Date.IsZero() && len(s.dates) == 0 {
			a.Date = r.calls.day
		}
	}
}

// faceToFace reports whether a sentence tells of people in one place.
func (s *sentence) faceToFace() bool {
	for j := range s.toks {
		if s.toks[j].in(isBeside) || s.toks[j].isAny("recu", "received", "accueilli", "met", "rencontre", "tete-à-tete", "face-à-face") {
			return true
		}
	}
	return false
}
