package extract

// unresolvedAt notes an office whose holder the text does not name, the first
// time that it stands for a party.
func (r *reader) unresolvedAt(p *phrase, id, country EntityID) {
	if id == None || r.now == nil {
		return
	}
	for i := range r.unresolved {
		if r.unresolved[i].Entity == id {
			return
		}
	}
	s, t := r.now, p.title
	title := t.text
	for i := range s.phrases {
		if t.head.mirror && &s.phrases[i] == p {
			title = r.mirrored(s, i, Role{Title: title, Body: None, Country: country}).Title
		}
	}
	if t.head.mirror && title == t.text {
		return // nobody whose function it could be
	}
	r.unresolved = append(r.unresolved, Unresolved{
		Entity: id, Title: title, Office: r.g.officeName(title), Country: country, Body: None,
		Span: Span{s.toks[p.from].Start, s.toks[p.to-1].End},
	})
}
