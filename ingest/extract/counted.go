package extract

import "strings"

// Those whom a number or "both" means among people told of: "both ministers", "the two Kenyans",
// "all four then met X".

// bothAt reads "both men", "both foreign ministers", "both Kenyans", "both of them" and "both"
// before a verb.
func (g *grammar) bothAt(toks []token, i int) (p phrase, ok bool) {
	p = phrase{from: i, to: i + 1, pronoun: together, count: 2}
	defer func() { ok = ok && !at(toks, p.to).is2("'s", "'") }() // "both leaders' ministers"
	next := at(toks, i+1)
	switch {
	case next.is("of") && at(toks, i+2).is("them"):
		p.to = i + 3
		return p, true
	case next.isAny("sides", "countries", "capitals", "parties", "neighbours", "neighbors"):
		return p, false
	}
	if h, n := headAt(toks, min(i+1, len(toks)-1)); n > 0 && h.plural {
		if p.to = i + 1 + n; h.ofState && endsPhrase(at(toks, p.to)) {
			p.office = h
		}
		return p, true
	}
	if next.in(isPeople) {
		p.to = i + 2
		return p, true
	}
	if code := g.nationals(next); code != "" {
		p.to, p.nation = i+2, code
		return p, true
	}
	return p, len(next.forms) > 0 || next.lex.have != noTense || next.lex.be != noTense || next.in(isModal)
}

// nationals returns the country of a word for several of its people, "" where it is none: "Kenyans",
// "Américains".
func (g *grammar) nationals(t *token) string {
	if !t.cap || t.kind != word || !strings.HasSuffix(t.fold, "s") {
		return ""
	}
	for _, x := range [2]*lexeme{t.lex, g.split.vocabulary.find(strings.TrimSuffix(t.fold, "s"))} {
		if x == nil {
			continue
		}
		for i := range x.entries {
			if e := &x.entries[i]; e.kind == lexDemonym && e.size() == 1 {
				return e.id
			}
		}
	}
	return ""
}

// himAndOther returns the one whom a sentence names before a phrase, as a subject, and him whom it means by a
// pronoun after that: "X sat across from him; the two had spoken before". Nobody where it has others.
func (r *reader) himAndOther(s *sentence, p *phrase) []EntityID {
	named, him := None, -1
	for i := range s.phrases {
		q := &s.phrases[i]
		if q.from >= p.from {
			break
		}
		switch {
		case len(q.people) == 1 && named == None && q.prep == "" && !q.weak:
			named = r.person(q.people[0].text)
		case (q.pronoun == "him" || q.pronoun == "her" || q.pronoun == "lui") && named != None && him < 0:
			him = i
		case len(q.people) > 0 || q.title != nil || q.pronoun != "":
			return nil
		}
	}
	if named == None || him < 0 {
		return nil
	}
	id := r.meant(s, him, []EntityID{named})
	if id == None || id == named {
		return nil
	}
	return []EntityID{named, id}
}

// counted returns whom a phrase for so many people means: as many of a country, the list that is the
// subject of a clause before it, those told of last, or these with whom its sentence names before.
func (r *reader) counted(s *sentence, p *phrase) []EntityID {
	n := p.count
	if n < 2 {
		return r.several(n)
	}
	if p.nation != "" {
		if ids := r.compatriots(p.nation); len(ids) == n {
			return ids
		}
	}
	if p.office != nil {
		if ids := r.ofOffice(p.office); len(ids) == n {
			return ids
		}
	}
	if at(s.toks, p.to-1).is2("women", "femmes") {
		if ids := r.women(); len(ids) == n {
			return ids
		}
	}
	if ids := r.himAndOther(s, p); n == 2 && len(ids) == 2 {
		return ids
	}
	var here []EntityID
	for k := range s.phrases {
		q := &s.phrases[k]
		if q.to > p.from {
			break
		}
		if len(q.people) == 0 || q.prep != "" || q.weak {
			continue
		}
		list := s.list(k, p.from, -1)
		if ids := r.peopleOf(s, list); len(ids) == n && s.subjectOfVerb(&s.phrases[list[len(list)-1]]) {
			return ids
		}
		for _, id := range r.peopleOf(s, []int{k}) {
			if !hasEntity(here, id) {
				here = append(here, id)
			}
		}
	}
	if ids := r.several(n); len(ids) > 0 || len(here) == 0 || n == 2 {
		return ids
	}
	all := append([]EntityID{}, r.named...)
	if len(r.recent) > len(all) || len(all) >= n {
		all = append(all[:0], r.recent...)
	}
	for _, id := range here {
		if !hasEntity(all, id) {
			all = append(all, id)
		}
	}
	if len(all) != n {
		return nil
	}
	return all
}

// compatriots returns the people of the text who are said to be of a country and do not only speak
// for others.
func (r *reader) compatriots(code string) []EntityID {
	var out []EntityID
	for _, id := range r.seen {
		if r.codeOf(id) == code && !r.speaksFor(id) {
			out = append(out, id)
		}
	}
	return out
}

// women returns those of the text who are known to be women and do not only speak for others.
func (r *reader) women() []EntityID {
	var out []EntityID
	for _, id := range r.seen {
		if r.guess(id) == female && !r.speaksFor(id) {
			out = append(out, id)
		}
	}
	return out
}

// ofOffice returns those of the text to whom it gives an office: "both ministers" are the two of them
// who are called so.
func (r *reader) ofOffice(h *head) []EntityID {
	var out []EntityID
	for _, id := range r.roleOrder {
		if role := r.people.key(r.roleOf[id].Title); strings.HasPrefix(role, h.singular) || strings.HasSuffix(role, h.singular) {
			out = append(out, id)
		}
	}
	return out
}
