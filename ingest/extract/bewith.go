package extract

// beWith asserts what a clause tells by "be with" alone, on a day or at a place: "Y expects him in A
// on Wednesday, and on Thursday he will be with Z in B".
func (r *reader) beWith(s *sentence, found int) {
	if r.g.romance || s.conditional(0, min(len(s.toks), 2)) {
		return
	}
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.prep != "with" || len(p.people) == 0 || p.weak || p.from < 3 || at(s.toks, p.to).is2("'s", "'") {
			continue
		}
		be := p.from - 2
		if with := s.toks[p.from-1]; !with.is("with") {
			continue
		}
		for be > 0 && s.toks[be].in(isAdverb|isThen) && s.toks[be].lex.be == noTense && !s.toks[be].is("be") {
			be--
		}
		start := be
		for start > 0 && (s.toks[start-1].lex.be != noTense || s.toks[start-1].in(isModal) || s.toks[start-1].is3("be", "been", "to")) {
			start--
		}
		if s.toks[be].lex.be == noTense && !s.toks[be].is2("be", "been") || s.has(start, p.from, "not", "n't", "never") {
			continue
		}
		j := s.phraseEnding(start)
		if j < 0 || s.phrases[j].prep != "" || len(s.phrases[j].people) == 0 && s.phrases[j].pronoun != "he" && s.phrases[j].pronoun != "she" {
			continue
		}
		who := r.peopleOf(s, []int{j})
		if len(s.phrases[j].people) == 0 {
			who = r.partiesIn(s, j)
			if topic := r.himBefore(s, s.phrases[j].from); topic != None {
				who = []EntityID{topic}
			}
		}
		if len(who) != 1 {
			continue
		}
		f := framed{who: who, others: r.listed(s, i, len(s.toks)), lo: s.clauseStart(start), hi: s.clauseEnd(p.to), pivot: be, dir: past, set: true}
		if s.has(start, p.from, "will", "shall", "to") || s.toks[be].lex.be == present && !s.toks[be].is("been") && s.inDate(p.to) {
			f.status, f.dir = Planned, future
		} else if s.has(start, p.from, "would", "could", "might", "may", "should", "must") {
			continue
		}
		r.frame(s, found, "contact/scene", f)
	}
}

// clauseStart returns where the clause of token j starts, clauseEnd where it ends.
func (s *sentence) clauseStart(j int) int {
	for j > 0 && !s.toks[j-1].is3(",", ";", "and") {
		j--
	}
	return j
}

func (s *sentence) clauseEnd(j int) int {
	for j < len(s.toks) && !s.toks[j].is2(",", ";") {
		j++
	}
	return j
}
