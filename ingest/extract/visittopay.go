package extract

// visitToPay asserts the visit of which a sentence only speaks as one to come: "the visit which X is to pay to
// Y in May", "la visite que X doit rendre à Y". X is in no contact with those who speak of it.
func (r *reader) visitToPay(s *sentence, found int) {
	for i := range s.phrases {
		p := &s.phrases[i]
		if len(p.people) != 1 || !s.ofJourney(p) {
			continue
		}
		who := r.peopleOf(s, []int{i})
		var host []EntityID
		if k := i + 1; k < len(s.phrases) && len(s.phrases[k].people) == 1 && s.phrases[k].from-p.to < 8 {
			if q := &s.phrases[k]; q.prep == "to" || q.prep == "à" {
				host = r.peopleOf(s, []int{k})
			}
		}
		for k := range s.phrases[:i] {
			if ids := r.peopleOf(s, []int{k}); len(ids) > 0 && (len(host) == 0 || ids[0] != host[0]) {
				s.part(who, ids)
				s.part(host, ids)
			}
		}
		if len(host) == 1 {
			r.frame(s, found, "contact/noun", framed{who: who, others: host, kind: Visit, status: Planned, plain: true, dir: future, lo: p.from, hi: len(s.toks), pivot: p.to})
		}
		return
	}
}
