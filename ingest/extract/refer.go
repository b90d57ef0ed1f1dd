package extract

// cataphor reports whether the pronoun of phrase i stands in a clause before the main one
// and means whoever is named there: "À Lima, où il prendra part au sommet, X a vu", "Before
// he left, X met".
func (r *reader) cataphor(s *sentence, i int) bool {
	p := &s.phrases[i]
	if p.pronoun == together || p.pronoun == compatriot {
		return false
	}
	if !(r.he == None && r.she == None) && !(p.from > 0 && s.toks[p.from-1].is("où", "where", "before", "after", "as", "while", "when", "avant", "apres", "dès", "qu'", "que", "alors", "lorsqu'", "since", "once", "until")) {
		return false
	}
	comma := false
	for k := i + 1; k < len(s.phrases); k++ {
		q := &s.phrases[k]
		for j := s.phrases[k-1].to; j < q.from; j++ {
			comma = comma || s.toks[j].is(",")
		}
		if len(q.people) > 0 && q.prep == "" && comma {
			return s.toks[q.from-1].is(",") && !q.weak
		}
		if q.prep == "" && q.pronoun != "" {
			return false
		}
	}
	return false
}
