package extract

// rolesOfLists asserts the function of a plural that a list of names explains: "three
// presidents, A of X, B of Y and C of Z", "received the new envoys: A, B and C".
func (r *reader) rolesOfLists(s *sentence, _ int) {
	for i := range s.phrases {
		list := s.namesFrom(i)
		if len(list) < 2 {
			continue
		}
		h := s.pluralBefore(s.phrases[i].from)
		if h == nil {
			continue
		}
		for _, k := range list {
			p := &s.phrases[k]
			role := Role{Title: h.singular, Body: None, Country: None}
			if p.nation != "" {
				role.Country = r.country(p.nation)
			}
			r.role(s, r.person(p.people[0].text), role)
		}
	}
}

// namesFrom returns the phrases of a list of people without functions that starts with
// phrase i, behind a comma or a colon: nil where none does.
func (s *sentence) namesFrom(i int) []int {
	first := &s.phrases[i]
	if first.from < 2 || !s.toks[first.from-1].is3(",", ":", "–") {
		return nil
	}
	list, and := []int{}, false
	for k := i; k < len(s.phrases); k++ {
		p := &s.phrases[k]
		if len(p.people) != 1 || p.title != nil || p.people[0].to-p.people[0].from < 2 {
			return nil
		}
		list = append(list, k)
		if and {
			if s.toks[first.from-1].is(",") && !p.comma && !at(s.toks, p.to).is4(",", ".", ";", ")") && p.to < len(s.toks) {
				return nil // "Before some 600 guests, A and B shook hands"
			}
			return list
		}
		j := p.to
		for ; j < len(s.toks) && s.toks[j].is3(",", "and", "et"); j++ {
			and = and || !s.toks[j].is(",")
		}
		if j == p.to || k+1 >= len(s.phrases) || s.phrases[k+1].from != j {
			return nil
		}
	}
	return nil
}

// pluralBefore returns the function in the plural that a list of names at token j explains:
// the last before its colon, or right before its comma.
func (s *sentence) pluralBefore(j int) *head {
	for k := j - 2; k >= 0 && !s.toks[k].is3(";", ".", ":"); k-- {
		h, n := headAt(s.toks, k)
		if n == 0 {
			if s.toks[j-1].is(",") && k < j-2 && !s.toks[k].in(isOf) && !s.toks[k].cap && !s.toks[k].in(isArticle) {
				return nil
			}
			continue
		}
		if before, m := headAt(s.toks, max(k-1, 0)); k > 0 && m > n {
			h = before
		}
		if !h.plural || h.group || h.mirror || at(s.toks, k-1).is("fellow") {
			return nil
		}
		return h
	}
	return nil
}
