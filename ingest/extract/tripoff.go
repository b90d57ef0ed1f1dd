package extract

// tripOff reports whether a sentence tells that somebody will not go where he was
// expected: "n'ira pas à Rome", "ne fera pas le voyage", "will not make the trip".
func (s *sentence) tripOff() bool {
	if !s.of(notWords) {
		return false
	}
	for j := range s.toks {
		t := &s.toks[j]
		if t.helps(helpsNot) && s.staysAway(j) || t.is("not") && s.willNotGo(j) {
			return true
		}
	}
	return false
}

// tripPutOff reports whether a noun tells that a journey is called off or put off: "le report de
// la tournée de X", "l'annulation de sa visite".
func (s *sentence) tripPutOff() bool {
	const reach = 6
	for j := range s.toks {
		if !s.toks[j].isAny("report", "annulation", "ajournement") || !at(s.toks, j+1).is4("de", "d'", "du", "des") {
			continue
		}
		for k := j + 1; k < len(s.toks) && k < j+reach; k++ {
			if s.toks[k].in(isTrip) || s.toks[k].is2("tournee", "visite") {
				return true
			}
		}
	}
	return false
}

// staysAway reads "ne viendra pas", "ne se rendrait plus", "ne fera pas le voyage", with
// "ne" at token j.
func (s *sentence) staysAway(j int) bool {
	v := j + 1
	for v < j+4 && at(s.toks, v).helps(helpsReflexive|helpsObject|helpsClitic) {
		v++
	}
	goes := at(s.toks, v).isAny("ira", "iront", "irait", "iraient", "viendra", "viendront", "viendrait", "viendraient", "rendra", "rendront",
		"rendrait", "rendraient", "partira", "partiront", "partirait", "partiraient", "assistera", "assisteront")
	does := at(s.toks, v).isAny("fera", "feront", "ferait", "feraient", "effectuera", "effectueront", "effectuerait")
	if !goes && !does || !at(s.toks, v+1).in(isNegation) && !at(s.toks, v+2).in(isNegation) {
		return false
	}
	for k := v + 1; does && k < len(s.toks) && k < v+6; k++ {
		goes = goes || s.toks[k].in(isTrip)
	}
	return goes
}

// willNotGo reads "will not travel", "would not be going", "will not make the trip",
// with "not" at token j.
func (s *sentence) willNotGo(j int) bool {
	if at(s.toks, j-1).isAny("decided", "chosen", "opted", "chose", "preferred") && at(s.toks, j+1).is("to") {
		return at(s.toks, j+2).isAny("attend", "go", "travel", "come", "fly") // "has decided not to attend"
	}
	if !at(s.toks, j-1).is2("will", "would") {
		return false
	}
	v := at(s.toks, j+1)
	if v.isAny("travel", "go", "come", "visit", "attend", "fly") || v.is("be") && at(s.toks, j+2).isAny("travelling", "traveling", "going", "coming", "visiting", "attending") {
		return true
	}
	for k := j + 2; v.is3("make", "undertake", "pay") && k < len(s.toks) && k < j+6; k++ {
		if s.toks[k].in(isTrip) {
			return true
		}
	}
	return false
}

// goesNotFor reports whether somebody will not go to what the sentence tells of: "would not go to Moscow
// for the summit he had planned with X", "n'ira pas à Lima pour rencontrer X".
func (s *sentence) goesNotFor() bool {
	const reach, near = 16, 4
	if !s.of(notWords) {
		return false
	}
	for j := range s.toks {
		t := &s.toks[j]
		if !(t.helps(helpsNot) && s.staysAway(j) || t.is("not") && s.willNotGo(j)) {
			continue
		}
		for k := j + 2; k < len(s.toks) && k < j+reach; k++ {
			if boundary(&s.toks[k]) {
				break
			}
			if !s.toks[k].is2("for", "pour") {
				continue
			}
			for n := k + 1; n < len(s.toks) && n <= k+near; n++ {
				if s.toks[n].lex.noun.contact || s.toks[n].lex.noun.gathering {
					return true
				}
			}
		}
	}
	return false
}
