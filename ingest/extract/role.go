package extract

// roles asserts the functions that the phrases of a sentence give to people.
func (r *reader) roles(s *sentence) {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.title == nil || len(p.people) == 0 || p.title.head.group {
			continue
		}
		t := p.title
		role := Role{Title: t.text, Body: None, Country: None}
		if len(t.countries) > 0 {
			role.Country = r.country(t.countries[0])
		}
		role.Body = r.bodyEntity(t.body, role.Country)
		if t.head.mirror {
			role = r.mirrored(s, i, role)
		}
		for n, who := range p.people {
			id := r.person(who.text)
			own := role
			if len(t.countries) == len(p.people) && n > 0 { // "ses homologues turc et grec, A et B"
				own.Country = r.country(t.countries[n])
			}
			r.role(s, id, own)
		}
		if !t.many() {
			r.offices[officeKey(t, role.Country)] = r.person(p.people[0].text)
		}
	}
}

// role asserts one function of one person, once in a text.
func (r *reader) role(s *sentence, id EntityID, role Role) {
	if _, ok := r.roleOf[id]; !ok {
		r.roleOf[id] = role
	}
	k := r.res.Entities[id].Key + "|" + key(role.Title)
	if r.roleSeen[k] {
		return
	}
	r.roleSeen[k] = true
	r.res.Assertions = append(r.res.Assertions, Assertion{
		Kind: HoldsRole, Participants: []Participant{{Entity: id}}, Place: None, ClaimedBy: None,
		Role: role, Quote: s.span, Rule: "role/title",
	})
}

// mirrored gives "son homologue turc" the function of the person it mirrors:
// the last one before it in the sentence who has one, else the last subject.
func (r *reader) mirrored(s *sentence, i int, role Role) Role {
	for k := i - 1; k >= 0; k-- {
		if p := &s.phrases[k]; len(p.people) > 0 {
			if m, ok := r.roleOf[r.person(p.people[0].text)]; ok {
				role.Title = m.Title
				return role
			}
		}
	}
	if m, ok := r.roleOf[r.lastSubject]; ok {
		role.Title = m.Title
	}
	return role
}

// remember keeps whom "il" and "elle" will mean: the first person of the
// sentence who stands without a preposition. One whose title does not tell the
// gender can be either.
func (r *reader) remember(s *sentence) {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.prep != "" || p.weak && !s.subjectOfVerb(p) {
			continue
		}
		id := None
		switch {
		case len(p.people) > 0:
			id = r.person(p.people[0].text)
		case p.pronoun != "" && p.title == nil:
			return // still the same person
		case p.title != nil && !p.title.many():
			id = r.holder(p.title)
		}
		if id == None {
			continue
		}
		r.lastSubject = id
		male := p.title != nil && p.title.det == "le"
		if !male {
			r.she = id
		}
		if !p.female {
			r.he = id
		}
		return
	}
}

func (s *sentence) subjectOfVerb(p *phrase) bool { return s.verbFrom[p.to] }

// holder returns the person whom the text names as the holder of an office.
func (r *reader) holder(t *title) EntityID {
	country := None
	if len(t.countries) > 0 {
		country = r.country(t.countries[0])
	}
	if id, ok := r.offices[officeKey(t, country)]; ok {
		return id
	}
	return None
}
