package extract

// Places that a sentence states of something else than the contact it tells of.

// elsewhere reports whether the place after the preposition at token j is that of a topic
// ("la situation à Gaza"), of somebody's life ("né à Lima", "en poste à Oslo") or of a clause
// about his country or people ("dont le pays organise à Lima", "whose troops are in").
func (s *sentence) elsewhere(j int) bool {
	const reach = 16 // tokens of a clause
	prev := at(s.toks, j-1)
	switch {
	case prev.kind != word:
		return false
	case s.ofTrouble(j):
		return true
	case prev.of(bornWords) && !prev.helps(helpsNot):
		return true
	case isEnvoy(prev) || prev.demonym() && isEnvoy(at(s.toks, j-2)):
		return true // "X, ancien ambassadeur turc à Washington"
	case prev.is("poste") && at(s.toks, j-2).is("en"):
		return true
	}
	for k := j - 1; k > 0 && k > j-reach && s.of(whoseWords); k-- {
		if t := &s.toks[k]; t.kind == punct {
			return false
		} else if t.of(whoseWords) {
			return at(s.toks, k-1).is2(",", "(") && !s.named(k, j)
		}
	}
	return false
}

// ofTrouble reports whether the place after the preposition at token j is that of a war or a crisis: "la situation à
// Gaza", "the war in Sudan".
func (s *sentence) ofTrouble(j int) bool {
	prev := at(s.toks, j-1)
	if prev.of(troubleWords) {
		return !s.has(max(0, j-8), j, "signe", "signed", "signent", "paraphe", "conclu", "sealed", "reached")
	}
	return prev.kind == word && !prev.cap && !prev.in(isStop) && at(s.toks, j-2).of(troubleWords) && len(prev.forms) == 0 && !s.inDate(j-1)
}

// saidAt reports whether the place after the preposition at token j is where something was
// said: "a annoncé à Lima le ministère", "the ministry said on Friday in Lima". What was said
// right after a contact was said where that was.
func (s *sentence) saidAt(j int) bool {
	const reach = 4 // tokens from the verb
	if s.ofSource(j) {
		return true
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if !v.verb.can(states|denies) || v.verb.can(contacts|speaks|holds) || v.bare || v.to > j || v.to < j-reach {
			continue
		}
		for i := v.to; i < j; i++ {
			if !s.inDate(i) && !s.toks[i].is2("on", "ce") {
				return false
			}
		}
		for i := range s.toks {
			if s.toks[i].in(isAfter) {
				return false
			}
		}
		return k > 0
	}
	return false
}

// ofSource reports whether the place after the preposition at token j is that of who told it: "ministry sources
// in Ankara said", "a annoncé la présidence à Lima".
func (s *sentence) ofSource(j int) bool {
	if !at(s.toks, j-1).isAny("sources", "source", "officials", "official", "diplomats", "diplomat", "office", "ministry", "directorate", "spokesman", "spokeswoman", "spokesperson", "embassy", "presidency", "palace", "newspaper", "media", "responsables", "diplomates") {
		return false
	}
	for k := range s.verbs {
		if v := &s.verbs[k]; v.verb.can(states|denies) && !v.verb.can(contacts|speaks|holds) && !v.bare && (v.from > j+1 && v.from <= j+4 || v.to <= j-1 && v.to > j-5) {
			return true
		}
	}
	return false
}

// whereEnds returns the token before which the place of a clause stands: one that "where"
// opens ends where the list of places goes on ("is due in X, where Y will see him, and in Z").
func (s *sentence) whereEnds(f frame) int {
	if f.lo == 0 || !s.toks[f.lo-1].is2("où", "where") {
		return f.hi
	}
	for j := s.verbs[f.k].to; j+2 < f.hi && j+2 < len(s.toks); j++ {
		if s.toks[j].is(",") && s.toks[j+1].is4("and", "et", "puis", "then") && s.toks[j+2].in(isPlacePreposition) {
			return j
		}
	}
	return f.hi
}

// isEnvoy reports whether a word of French names who is posted where "à" tells after it.
func isEnvoy(t *token) bool {
	return t.of(envoyWords)
}
