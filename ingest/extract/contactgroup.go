package extract

// awaitedForNothing calls off the contact with him who waited where somebody does not go: "a reporté son
// voyage à Rome, où l'attendait X"; where he was to go it is planned: "devait gagner Rome, où l'attendait X".
func (r *reader) awaitedForNothing(f frame, a *Assertion) {
	s, v := f.s, &f.s.verbs[f.k]
	if !v.verb.can(awaits) || f.lo == 0 || !at(s.toks, f.lo-1).is("où") || a.Status != Occurred {
		return
	}
	if !s.calledOff() {
		if s.has(0, f.lo, "devait", "devaient", "doit", "doivent") {
			a.Status = Planned
			if day := r.dateIn(s, 0, f.lo, f.lo, future); !day.IsZero() {
				a.Date = day
			}
		}
		return
	}
	a.Status = Cancelled
	if day := r.dateIn(s, 0, f.lo, f.lo, setFor); !day.IsZero() {
		a.Date = day
	}
}

// namedAmong returns those whom a sentence names among a group that is the other party: "a multiplié
// les appels avec ses homologues, dont X et Y".
func (r *reader) namedAmong(f frame, others []EntityID) []EntityID {
	if len(others) > 0 && r.onlyGroups(others) && (r.g.romance || remote(f.mode(r))) { // who sits in one room is one party
		if named := r.amongThem(f.s, f.start, len(f.s.toks)); len(named) > 0 {
			return named
		}
	}
	return others
}

// membersBefore returns the list of people that ends before the comma at token j, where a group stands
// before it whose members they are: "Trois présidents mandatés par la Cédéao, A, B et C, se sont rendus";
// nil where there is none.
func (s *sentence) membersBefore(j int) []int {
	const reach = 12 // tokens of what is said of the group
	i := s.phraseEnding(j)
	if i < 1 || len(s.phrases[i].people) == 0 {
		return nil
	}
	list := s.allBefore(i)
	first := &s.phrases[list[0]]
	if len(list) < 2 || first.prep != "" || !at(s.toks, first.from-1).is(",") && !(at(s.toks, first.from-1).in(isArticle) && at(s.toks, first.from-2).is(",")) {
		return nil
	}
	for g := list[0] - 1; g >= 0 && first.from-s.phrases[g].to < reach; g-- {
		p := &s.phrases[g]
		if len(p.people) > 0 || p.title != nil && !p.title.many() {
			return nil
		}
		if p.title != nil && p.prep == "" && !s.verbBetween(p.to, first.from) {
			return list
		}
	}
	return nil
}

// verbBetween reports whether a finite verb stands among tokens [lo, hi).
func (s *sentence) verbBetween(lo, hi int) bool {
	for k := range s.verbs {
		if v := &s.verbs[k]; v.from >= lo && v.to <= hi && !v.bare {
			return true
		}
	}
	return false
}

// withLeader puts him who leads a delegation in its place, where the sentence opens with him:
// "Conduite par X, la délégation de A a rencontré Y", "Emmenés par X, Y et Z ont rencontré A".
func (r *reader) withLeader(s *sentence, subjects []int, parties []EntityID) []EntityID {
	if !r.g.romance || r.leads != r.sentence || r.leader == None {
		return parties
	}
	switch {
	case len(subjects) == 1 && !r.anyPerson(parties) && s.isGroup(subjects[0]):
		return []EntityID{r.leader}
	case len(parties) > 1 && r.allPeople(parties) && !hasEntity(parties, r.leader) && s.toks[0].is3("emmenes", "conduits", "menes"):
		return append([]EntityID{r.leader}, parties...)
	}
	return parties
}

// isGroup reports whether a phrase is that of a delegation or belongs to one.
func (s *sentence) isGroup(i int) bool {
	const reach = 5
	p := &s.phrases[i]
	for j := max(0, p.from-reach); j < p.to; j++ {
		if s.toks[j].isAny("delegation", "mission", "equipe", "groupe", "emissaires", "troika", "homologues") {
			return true
		}
	}
	return false
}

// othersGather reports whether "they" at token j are others of whom the sentence tells, in a clause
// of time: "will report to the foreign ministers when they gather in Brussels".
func (s *sentence) othersGather(j int) bool {
	const reach = 16
	if !s.toks[j].is4("they", "ils", "elles", "ceux-ci") || !at(s.toks, j-1).isAny("when", "after", "before", "once", "quand", "lorsqu'", "lorsque", "qu'") {
		return false
	}
	for k := j - 2; k > 0 && k > j-reach; k-- {
		t := &s.toks[k]
		if boundary(t) {
			return false
		}
		if t.in(isPeople) || t.isAny("colleagues", "allies", "partners", "peers", "lawmakers", "envoys", "collegues", "allies", "partenaires", "pairs", "homologues", "deputes", "ambassadeurs", "ambassadors") {
			return s.has(max(0, k-6), k, "to", "the", "his", "her", "aux", "à", "ses", "les", "des") && s.has(0, k, "report", "brief", "inform", "debrief", "tell", "consult", "compte", "rendra", "informera", "consultera")
		}
	}
	return false
}

// onlyTheirs reports whether "the two countries" at token j only tells whose people a sentence is
// about: "delegations of the two countries will meet", "les experts des deux pays".
func (s *sentence) onlyTheirs(j int) bool {
	k := j - 1
	if at(s.toks, j).is("des") {
		k = j
	}
	if k < 1 || !s.toks[k].in(isOf) && !s.toks[k].is3("of", "from", "des") {
		return false
	}
	if s.toks[k-1].is2("ministers", "ministres") {
		return !at(s.toks, k-2).is3("prime", "first", "premiers") && at(s.toks, k-2).kind == word && !at(s.toks, k-2).in(isArticle)
	}
	return s.toks[k-1].isAny("delegations", "delegates", "experts", "officials", "teams", "envoys", "negotiators", "representatives", "armies", "diplomats", "generals", "commanders", "soldiers", "troops", "aides", "advisers", "lawmakers", "deputies", "technicians", "staffs",
		"equipes", "negociateurs", "representants", "emissaires", "diplomates", "armees", "fonctionnaires", "commandants", "soldats", "troupes", "conseillers", "parlementaires", "deputes", "techniciens", "etats-majors")
}
