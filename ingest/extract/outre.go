package extract

// besidesThem asserts the contacts with those whom a sentence only adds to others: "Outre X et
// Y, A a rencontré Z", "Après X mardi, il a reçu Y mercredi".
func (r *reader) besidesThem(f frame, a Assertion, parties []EntityID) {
	s := f.s
	if !r.g.romance || len(s.phrases) == 0 || len(parties) != 1 || f.s.verbs[f.k].passive && f.prep != r.g.by {
		return
	}
	first := 1
	switch {
	case s.toks[0].is("outre"):
	case s.toks[0].is("en") && at(s.toks, 1).is("plus") && at(s.toks, 2).is2("de", "d'"):
		first = 3
	case s.toks[0].is("apres") && f.prep == "" && !s.cleft():
	default:
		return
	}
	p := &s.phrases[0]
	if p.from > first+1 || len(p.people) == 0 || p.to >= s.verbs[f.k].from {
		return
	}
	list := s.list(0, s.verbs[f.k].from, -1)
	end := s.phrases[list[len(list)-1]].to
	comma := end
	for comma < len(s.toks) && !s.toks[comma].is(",") && !at(s.toks, comma-1).is(",") {
		if s.verbFrom[comma] || comma > end+8 {
			return // "Après X a été reçu"
		}
		comma++
	}
	var others []EntityID
	for _, id := range r.peopleOf(s, list) {
		if !hasEntity(parties, id) {
			others = append(others, id)
		}
	}
	b := a
	b.Topics = nil
	if s.toks[0].is("apres") {
		dir := past
		if a.Status == Planned {
			dir = nearest
		}
		if b.Date = r.dateIn(s, end, comma, end, dir); b.Date.IsZero() {
			return // "Après X, Y a reçu Z": X too may have done so
		}
		if b.Status == Planned && b.Date.time().Before(r.published.time()) {
			b.Status = Occurred
		}
	}
	r.pairs(b, parties, others)
}
