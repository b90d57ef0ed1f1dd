package extract

// seatedBetween asserts that who sits between two others is with each: "X was seated between Y and
// Z at the dinner". Whether these speak with each other nobody tells.
func (r *reader) seatedBetween(s *sentence, found int) {
	if r.g.romance || !s.of(presenceWords) {
		return
	}
	for j := 1; j+1 < len(s.toks); j++ {
		if !s.toks[j].is("between") || !s.toks[j-1].isAny("seated", "sat", "sitting", "placed", "standing", "stood", "sits", "stands", "walked", "walking") {
			continue
		}
		i := s.phraseFrom(j + 1)
		if i < 0 {
			continue
		}
		others := r.listed(s, i, len(s.toks))
		start := j - 1
		for start > 0 && (s.toks[start-1].lex.be != noTense || s.toks[start-1].in(isModal|isAdverb) || s.toks[start-1].is("had")) {
			start--
		}
		who := r.peopleOf(s, r.subjectAt(s, start, -1))
		if len(others) != 2 || len(who) != 1 || s.has(start, j, "not", "never") {
			continue
		}
		f := framed{who: who, others: others, dir: past, hi: len(s.toks), pivot: j}
		if s.has(start, j, "will", "be") && !s.has(start, j, "was", "were") {
			f.status, f.dir = Planned, future
		}
		s.part(others, others)
		r.frame(s, found, "contact/scene", f)
	}
}
