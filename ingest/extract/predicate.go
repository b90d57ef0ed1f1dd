package extract

// predicates asserts the functions that a form of be gives: "X is president of the bank", "Y
// was until recently envoy for the Sahel", "Z était depuis 2022 ministre".
func (r *reader) predicates(s *sentence, _ int) {
	for i := 1; i < len(s.phrases); i++ {
		p := &s.phrases[i]
		t := p.title
		if t == nil || len(p.people) > 0 || t.many() || t.head.mirror || t.head.rank || t.head.generic && t.det != "" || t.bearer != nil || t.det == "un" || t.det == "une" || t.det == "a" || t.det == "an" {
			continue
		}
		j := s.beBefore(t.from)
		if j < 0 {
			continue
		}
		q := &s.phrases[i-1]
		if q.weak || q.prep != "" || len(q.people) != 1 || q.to > j || !s.onlyHelpers(q.to, j) {
			continue
		}
		id := r.person(q.people[0].text)
		r.role(s, id, r.titleRole(t))
		t.bearer = &id
	}
}

// beBefore returns the token of a form of be before a function at token from, with nothing
// between but adverbs and times; -1 where there is none or it is denied.
func (s *sentence) beBefore(from int) int {
	const reach = 6
	if s.toks[from-1].is("to") {
		return -1 // "is to head the delegation"
	}
	for j := from - 1; j > 0 && j > from-reach; j-- {
		t := &s.toks[j]
		if t.lex.be != noTense || t.is2("be", "been") {
			return j
		}
		if t.in(isNegation) || t.kind == punct {
			return -1
		}
		if !s.inDate(j) && !t.in(isAdverb) && !t.isAny("until", "recently", "now", "then", "also", "still", "already", "currently", "once", "the", "next", "new", "since", "jusqu'", "ici", "alors", "aussi", "encore", "depuis", "actuellement", "jusque-la", "most", "long") {
			return -1
		}
	}
	return -1
}

// onlyHelpers reports whether nothing but auxiliaries, adverbs and small words stands among
// tokens [lo, hi).
func (s *sentence) onlyHelpers(lo, hi int) bool {
	for j := lo; j < hi; j++ {
		if t := &s.toks[j]; t.in(isNegation) || !t.in(isModal|isAdverb) && t.lex.have == noTense && t.lex.be == noTense && !t.isAny("now", "also", "then", "still", "will", "to", "qui", "who", "has", "have", "had", "a", "avait", "aura") {
			return false
		}
	}
	return true
}
