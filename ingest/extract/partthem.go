package extract

// partThem keeps those apart of whom a sentence tells what each had from a third: "Both heard him
// call for", "the two told her that".
func (r *reader) partThem(s *sentence, _ int) {
	if s.phrases[0].from != 0 || s.phrases[0].pronoun != together {
		return
	}
	q := &s.phrases[1]
	if q.title != nil || q.pronoun != "him" && q.pronoun != "her" || q.prep != "" && q.prep != "to" && q.prep != "from" || len(s.verbs) == 0 || s.verbs[0].from > s.phrases[0].to+1 || s.verbs[0].to > q.from {
		return
	}
	who := r.partiesIn(s, 0)
	s.part(who, who)
}

// partCleft keeps those apart of whom one contact was before or after another's: "Six days before
// the two ministers, it was A and B who".
func (r *reader) partCleft(s *sentence, _ int) {
	for i := range s.phrases {
		p := &s.phrases[i]
		if !at(s.toks, p.to).is(",") || !at(s.toks, p.to+1).is("it") || at(s.toks, p.to+2).lex.be == noTense || !at(s.toks, p.from-1).isAny("before", "after", "like", "unlike") {
			continue
		}
		others := r.peopleOf(s, s.peopleFrom(p.to+3))
		if who := r.partiesIn(s, i); len(others) > 0 {
			s.part(who, others)
		}
		return
	}
}
