package extract

// That people stay in touch, or have agreed to, is no contact of a day: "have agreed to stay in close touch", "sont
// convenus de rester en liaison étroite", "keep each other posted".

// inTouchOnly reports whether a sentence tells that people are in touch, and of no contact beside.
func (s *sentence) inTouchOnly() bool {
	at := s.staysInTouch()
	if at < 0 {
		return false
	}
	for j := range s.toks {
		if s.toks[j].in(isPhone | isVideo) {
			return false // "kept X informed by telephone"
		}
	}
	for k := range s.verbs {
		if v := &s.verbs[k]; (v.from > at || v.to < at-touchReach) && v.verb.can(contacts|receives|gathers) && !v.verb.can(states) {
			return false
		}
	}
	for j := range s.toks {
		if t := &s.toks[j]; j != at && t.lex.noun.contact && !t.of(touchWords) && !s.exchangeOfLetters(j) {
			return false
		}
	}
	return true
}

// touchReach is how many tokens before "touch" the verb of staying stands at the most.
const touchReach = 7

// staysInTouch returns the token that tells that people stay in touch, -1 where none does.
func (s *sentence) staysInTouch() int {
	if !s.of(touchWords) {
		return -1
	}
	for j := range s.toks {
		t := &s.toks[j]
		if !t.of(touchWords) {
			continue
		}
		for k := j - 1; k >= 0 && k >= j-touchReach && !boundary(&s.toks[k]); k-- {
			if s.toks[k].of(stayWords) {
				return j
			}
		}
	}
	return -1
}
