package extract

// onlyAhead reports whether a sentence tells of what is to come and of nothing that took place but in a
// clause of its own or that it was said: "X is to receive Y", "A, who invited him, will have time with B",
// "Le président doit à son tour avoir un entretien avec Y".
func (s *sentence) onlyAhead(romance bool) bool {
	ahead := false
	for j := range s.toks {
		t, told := &s.toks[j], false
		switch {
		case t.lex.have == futureTense && s.perfectAfter(j):
		case t.lex.have == futureTense, t.lex.be == futureTense:
			told = true
		case romance && t.is2("doit", "doivent") && at(s.toks, j-1).kind == word && !at(s.toks, j-1).is2("lui", "se"):
			told = true
		case romance && t.is4("pourrait", "pourraient", "devrait", "devraient") && at(s.toks, j+1).kind == word && !at(s.toks, j+1).in(isNegation) && !at(s.toks, j-1).in(isNegation):
			told = true
		case romance && t.is2("envisage", "envisagent") && !at(s.toks, j-1).is2("est", "a"):
			told = true
		case !romance && t.is2("will", "shall") && !t.cap:
			told = true
		case !romance && t.lex.be != noTense && s.boundTo(j):
			told = true
		case t.isAny("programme", "program", "agenda", "schedule", "diary", "menu", "carnet") && (s.onIt(j) || romance && j < 3 && s.toks[max(0, j-1)].isAny("au", "à", "l'") && s.has(j, len(s.toks), ":")):
			told = true
		case !romance && t.isAny("comes", "travels", "flies", "arrives") && (s.inDate(j+1) || at(s.toks, j+1).is3("on", "to", "here") || at(s.toks, j+1).is("for")):
			told = true
		case !romance && (t.isAny("intends", "plans", "hopes", "means", "wants", "intend", "plan", "hope", "want") && at(s.toks, j+1).is("to") || t.isAny("foresees", "foresee", "awaits", "await")):
			told = true
		case t.isAny("includes", "include", "features", "comprises", "comprend", "comprennent", "prevoit", "inclut", "comporte") && s.ofProgramme(j),
			t.is4("inscrit", "inscrits", "inscrite", "inscrites") && at(s.toks, j-1).lex.be == present,
			t.is("awaited") && at(s.toks, j-1).lex.be == present,
			t.is2("looks", "look") && at(s.toks, j+1).is("forward"),
			t.is2("attend", "attendent") && s.has(j+1, j+7, "visite", "venue"):
			told = true
		}
		ahead = ahead || told && (!s.subordinate(j) || t.is("awaited") && s.cleft())
	}
	for k := range s.verbs {
		if v := &s.verbs[k]; v.tense == futureTense && !v.bare && !v.neg && !s.subordinate(v.from) {
			ahead = true
		}
	}
	if !ahead {
		return false
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.tense == preterite && !v.bare && !v.due && !v.verb.can(states|plans|confirms|denies|invites|cancels) && !s.subordinate(v.from) {
			return false
		}
	}
	return true
}

// onIt reports whether something is on the programme at token j: "is also on X's programme", "remains on her
// agenda", "figure au programme".
func (s *sentence) onIt(j int) bool {
	const reach = 9 // tokens back to the verb
	on := false
	for k := j - 1; k >= 0 && k > j-reach; k-- {
		t := &s.toks[k]
		switch {
		case t.is3("on", "in", "au") || t.is2("à", "dans"):
			on = true
		case on && (t.lex.be == present || t.isAny("remains", "figures", "figure", "figurent", "reste")):
			return true
		case t.kind == punct || boundary(t):
			return false
		}
	}
	return false
}

// ofProgramme reports whether the verb at token j tells what somebody's programme or journey has in it.
func (s *sentence) ofProgramme(j int) bool {
	const reach = 14 // tokens back to the noun
	for k := j - 1; k >= 0 && k > j-reach; k-- {
		if t := &s.toks[k]; t.isAny("programme", "program", "agenda", "schedule", "diary", "itinerary", "calendar", "trip", "stopover", "stop", "stay", "visit", "journey", "tour", "calendrier", "visite", "sejour", "voyage", "escale", "tournee", "deplacement") {
			return true
		} else if boundary(t) {
			return false
		}
	}
	return false
}

// boundTo reports whether a form of "be" at token j opens what is to come: "is to", "are both due in",
// "was likely to".
func (s *sentence) boundTo(j int) bool {
	k := j + 1
	for k < len(s.toks) && k < j+4 && (s.toks[k].in(isAdverb) || s.toks[k].isAny("also", "both", "each", "himself", "herself", "then", "next", "now")) {
		k++
	}
	t, next := at(s.toks, k), at(s.toks, k+1)
	switch {
	case t.is("to"):
		return next.kind == word && !next.cap && !next.in(isArticle)
	case t.is("likely") && (next.kind == punct || next.isAny("during", "before", "this", "next", "tomorrow", "later", "when")):
		return true
	case t.isAny("due", "expected", "scheduled", "slated", "set", "likely", "supposed", "bound"):
		return next.is4("to", "in", "at", "on") || next.is("for")
	}
	return false
}

// subordinate reports whether token j is in a clause that a relative or a conjunction opens.
func (s *sentence) subordinate(j int) bool {
	for k := j - 1; k >= 0; k-- {
		t := &s.toks[k]
		if t.is4("which", "who", "that", "whom") || t.is4("qui", "que", "qu'", "dont") || t.isAny("where", "où", "when", "whose", "since", "after", "apres", "while", "alors") {
			return true
		}
		if t.is3(",", ";", ":") {
			return false
		}
	}
	return false
}
