package extract

// eachOf asserts what "X saw each of them in turn" and "Y les a reçus l'un après l'autre"
// tell: a contact of the subject with each of those told of before.
func (r *reader) eachOf(s *sentence, _ int) {
	for k := range s.verbs {
		v := &s.verbs[k]
		if !v.verb.can(contacts) && v.verb.lemma != "hear" && !s.hadFor(v) || v.passive || v.wish || v.hedged || v.neg || s.told[k] {
			continue
		}
		lo, hi := s.clause(k)
		if !s.eachAfter(v, min(len(s.toks), hi+8)) || s.conditional(lo, v.from) {
			continue
		}
		who := None
		for _, i := range r.subject(s, k) {
			if ids := r.partiesIn(s, i); len(ids) == 1 && ids[0] != None && r.res.Entities[ids[0]].Kind == Person {
				who = ids[0]
			}
		}
		if who == None {
			continue
		}
		var others []EntityID
		for _, id := range r.toldOf(s, v.from) {
			if id != who && r.res.Entities[id].Kind == Person {
				others = append(others, id)
			}
		}
		if s.two(v.to, hi+8) && len(others) > 2 { // "both of them", after three at one table
			others = others[:0:0]
			for _, id := range r.several(2) {
				if id != who && r.res.Entities[id].Kind == Person {
					others = append(others, id)
				}
			}
		}
		if two := s.two(v.to, hi+8); len(others) < 2 || two && len(others) != 2 {
			continue
		}
		f := frame{s: s, k: k, kind: v.verb.kind, start: v.to, rule: "contact/each"}
		f.lo, f.hi = lo, hi
		a := Assertion{Kind: f.mode(r), Place: None, ClaimedBy: r.claimAt(s, lo), Quote: s.span, Rule: "contact/each", Role: Role{Body: None, Country: None}}
		r.contactSetting(f, &a)
		from := len(r.res.Assertions)
		r.pairs(a, []EntityID{who}, others)
		s.told[k] = true
		r.topical, r.topicalAt = r.topical[:0], r.block
		for i := from; i < len(r.res.Assertions); i++ {
			r.topical = append(r.topical, i)
		}
		return
	}
}

// hadFor reports whether a verb has a noun of contact or time as its object, which is "for" somebody:
// "had an audience for each of them", "found an hour for each".
func (s *sentence) hadFor(v *group) bool {
	const reach = 6
	noun := false
	for j := v.to; v.verb.can(lightly) && j < len(s.toks) && j < v.to+reach; j++ {
		t := &s.toks[j]
		noun = noun || t.lex.noun.contact || t.isAny("hour", "minutes", "time", "word", "moment")
		if t.is("for") {
			return noun && at(s.toks, j+1).is("each")
		}
	}
	return false
}

// eachAfter reports whether the object of a verb is each of several: "each of them",
// "chacun d'eux", "les … l'un après l'autre".
func (s *sentence) eachAfter(v *group, hi int) bool {
	if !s.of(eachWords) {
		return false
	}
	each, them := false, v.object == "les" || v.object == "leur"
	for j := v.to; j < hi && j < len(s.toks); j++ {
		switch t, next := &s.toks[j], at(s.toks, j+1); {
		case t.is3("each", "chacun", "chacune") && next.is4("of", "d'", "des", "de"):
			return s.several(j + 2)
		case t.is("one") && next.is("after"), t.is("one") && next.is("by"), t.is2("l'un", "les") && next.is("apres"), t.is("un") && next.is("apres"), t.is("in") && next.is("turn"), t.is("tour") && next.is("à"),
			t.is4("separately", "individually", "separement", "successivement"), t.is("uns") && next.is("apres"):
			each = true
		case t.is("both") && j == v.to && (next.kind == punct || j+1 == len(s.toks)), t.is("both") && (next.is("of") && at(s.toks, j+2).is("them") || next.in(isPeople) && j <= v.to+1), t.is2("tous", "toutes") && (next.is("deux") || next.is("les") && at(s.toks, j+2).is("deux")) && v.object == "les":
			each, them = true, true
		case t.isAny("them", "both", "two", "foes", "deux", "rivals", "rivaux"):
			them = true
		}
	}
	return each && them
}

// two reports whether the object of a verb is of just two people.
func (s *sentence) two(lo, hi int) bool {
	for j := lo; j < hi && j < len(s.toks); j++ {
		if s.toks[j].is3("two", "deux", "both") {
			return true
		}
	}
	return false
}

// several reports whether the words from token j stand for people told of before: "them",
// "his guests", "the two leaders".
func (s *sentence) several(j int) bool {
	for k := j; k < len(s.toks) && k < j+4; k++ {
		t := &s.toks[k]
		if t.is4("them", "eux", "elles", "whom") || t.in(isGuest) || t.in(isPeople) || t.is2("two", "deux") {
			return true
		}
		if t.kind != word || t.cap {
			return false
		}
	}
	return false
}

// toldOf returns those whom "each of them" at token j means: several people named in the
// sentence before it, else those told of last.
func (r *reader) toldOf(s *sentence, j int) []EntityID {
	var out []EntityID
	for i := range s.phrases {
		if p := &s.phrases[i]; p.to <= j && len(p.people) > 0 && !p.weak {
			for _, id := range r.partiesIn(s, i) {
				if !hasEntity(out, id) {
					out = append(out, id)
				}
			}
		}
	}
	if len(out) > 2 {
		return out
	}
	if list := r.several(0); len(list) > 1 {
		return list
	}
	return r.named
}

// atOnce makes one contact of those which a sentence tells of with several others where
// it says that they were in it together: "briefed A, B and C in a joint call", "un appel
// à quatre avec X, Y et Z".
func (r *reader) atOnce(s *sentence, found int) {
	if !s.atOnce() && !(r.pairsFound(s, found) && r.oneTable(s)) {
		return
	}
	first := -1
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		if a.Kind >= Gathering || a.Quote != s.span || len(a.Participants) < 2 {
			continue
		}
		if first < 0 {
			first = i
			for p := range a.Participants {
				a.Participants[p].Side = 0
			}
			continue
		}
		into := &r.res.Assertions[first]
		if a.Kind != into.Kind || a.Status != into.Status || into.Participants[0].Entity != a.Participants[0].Entity || len(s.parted) > 0 && s.areParted(into.Participants[1].Entity, a.Participants[1].Entity) {
			continue
		}
		for _, p := range a.Participants {
			if !hasParty(into, p.Entity) {
				p.Side = 0
				into.Participants = append(into.Participants, p)
			}
		}
		r.res.Assertions = append(r.res.Assertions[:i], r.res.Assertions[i+1:]...)
		i--
	}
	if first >= 0 {
		r.topical, r.topicalAt = append(r.topical[:0], first), r.block
	}
}

// pairsFound reports whether the sentence tells of several contacts of the same person.
func (r *reader) pairsFound(s *sentence, found int) bool {
	n := 0
	for i := found; i < len(r.res.Assertions); i++ {
		if a := &r.res.Assertions[i]; a.Kind < Gathering && a.Quote == s.span && len(a.Participants) > 1 {
			n += len(a.Participants) - 1
		}
	}
	return n > 1
}

// atOnce reports whether a noun of contact is said to be one of several at once.
func (s *sentence) atOnce() bool {
	const reach = 3
	if !s.of(jointWords) {
		return false
	}
	for _, j := range s.nouns {
		for k := max(0, j-reach); k < j; k++ {
			if t := &s.toks[k]; t.isAny("joint", "conference", "collective", "three-way", "four-way", "five-way", "six-way", "trilateral", "quadrilateral", "group", "tripartite", "quadripartite", "common", "shared") {
				return true
			}
		}
		for k := j + 1; k < len(s.toks) && k <= j+reach; k++ {
			switch t, next := &s.toks[k], at(s.toks, k+1); {
			case t.is("à") && next.isAny("trois", "quatre", "cinq", "six", "plusieurs"),
				t.isAny("conjoint", "conjointe", "commun", "commune", "collectif", "collective", "trilateral", "trilaterale", "tripartite", "quadripartite", "elargi", "elargie"):
				return true
			}
		}
	}
	return false
}
