package extract

// partRecalled keeps envoys whom their government calls home together from being in contact by
// that: "a rappelé pour consultations ses ambassadeurs à X et à Y, A et B".
func (r *reader) partRecalled(s *sentence, _ int) {
	for j := 1; j < len(s.toks); j++ {
		if s.recall(j) {
			var who []EntityID
			for i := range s.phrases {
				who = append(who, r.peopleOf(s, []int{i})...)
			}
			s.part(who, who)
			return
		}
	}
}

// recall reports whether the noun at token j is that for which envoys are called home: "rappelés
// pour consultations".
func (s *sentence) recall(j int) bool {
	return j > 0 && s.toks[j].is2("consultations", "consultation") && s.toks[j-1].is2("pour", "for") &&
		s.has(0, len(s.toks), "rappeler", "rappele", "rappeles", "rappelle", "rappelait", "rappelant", "recalled", "recall", "recalls", "recalling")
}
