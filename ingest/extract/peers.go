package extract

import "strings"

// Functions told of several people at once: "les présidents colombien et vénézuélien",
// "the two prime ministers".

// ofEach puts the people whom "the Tajik and Kyrgyz presidents" means in its place, one
// for each country, and gives them the function; "les deux présidents" gives it to the
// two people told of last. Nothing is done where one of them is not known.
func (r *reader) ofEach(s *sentence) {
	for i := range s.phrases {
		p := &s.phrases[i]
		if t := p.title; t != nil && len(p.people) == 0 && t.head.plural && !t.head.group && !t.head.mirror && t.head.ofState && t.definite() && len(t.countries) > 1 && len(t.split) == 0 {
			ids := r.oneOfEach(p)
			if len(ids) == len(t.countries) && r.g.romance && r.holdOthers(ids, t) {
				p.title = nil // peers whom the text does not name
				continue
			}
			if len(ids) == len(t.countries) {
				for k, id := range ids {
					r.given(s, id, Role{Title: t.head.singular, Country: r.country(t.countries[k]), Body: None})
					p.people = append(p.people, named{r.res.Entities[id].Names[0].Text, p.from, p.to})
				}
				p.title = nil
			}
		}
		if p.pronoun == together && p.office != nil {
			ids := r.apposedTo(s, i)
			if len(ids) == 0 {
				ids = r.several(p.count)
			}
			if !r.allPeople(ids) || r.anyTitled(ids) {
				continue
			}
			for _, id := range ids {
				r.given(s, id, Role{Title: p.office.singular, Country: None, Body: None})
			}
		}
	}
}

// apposedTo returns the people of a list right before the comma of a phrase for as many:
// "A and B, the two foreign ministers".
func (r *reader) apposedTo(s *sentence, i int) []EntityID {
	p := &s.phrases[i]
	if i == 0 || p.from == 0 || !s.toks[p.from-1].is(",") {
		return nil
	}
	var out []EntityID
	for k := i - 1; k >= 0 && len(out) < p.count; k-- {
		next := &s.phrases[k+1]
		if q := &s.phrases[k]; len(q.people) == 0 || !s.connected(q.to, next.from, q.comma) {
			return nil
		}
		for _, n := range s.phrases[k].people {
			out = append(out, r.person(n.text))
		}
	}
	if len(out) != p.count {
		return nil
	}
	return out
}

// given asserts a function that a description gives to one who has none yet.
func (r *reader) given(s *sentence, id EntityID, role Role) {
	if _, known := r.roleOf[id]; known {
		return
	}
	r.role(s, id, role)
}

// anyTitled reports whether the text gives one of some people a function elsewhere.
func (r *reader) anyTitled(ids []EntityID) bool {
	for _, id := range ids {
		if r.titled[r.res.Entities[id].Key] {
			return true
		}
	}
	return false
}

// oneOfEach returns one person for each country of a title in the plural: the one told
// to be of it, else the one whose name sounds most like it; where names tell nothing,
// the people named last, if they are as many, in their order.
func (r *reader) oneOfEach(p *phrase) []EntityID {
	t := p.title
	var out []EntityID
	for _, code := range t.countries {
		id := None
		if of := r.ofNation(code, p.from); len(of) == 1 {
			id = of[0]
		}
		if id == None || hasEntity(out, id) {
			break
		}
		out = append(out, id)
	}
	if len(out) == len(t.countries) {
		return out
	}
	if len(r.named) != len(t.countries) || !r.allPeople(r.named) {
		return nil
	}
	for k, id := range r.named {
		if r.titled[r.res.Entities[id].Key] || r.foreign(id, r.country(t.countries[k])) {
			return nil
		}
	}
	return r.named
}

// ofState reports whether a function is one of several peers: of those at the head of
// states, governments and ministries.
func ofState(function string) bool {
	for _, w := range []string{"presid", "présid", "minist", "chef d'", "chef de", "cheffe d", "head of", "chancel", "roi", "king", "ambassad"} {
		if strings.HasPrefix(function, w) || w == "minist" && strings.Contains(function, w) {
			return true
		}
	}
	return false
}

// endsPhrase reports whether a token cannot go on with the function before it.
func endsPhrase(t *token) bool {
	return t.kind != word || len(t.forms) > 0 || t.lex.have != noTense || t.lex.be != noTense || t.in(isAdverb|isModal|isPlacePreposition)
}

// holdOthers reports whether all of some people hold other offices than a title tells: "les
// ministres iranien et saoudien" are none of two advisers told of.
func (r *reader) holdOthers(ids []EntityID, t *title) bool {
	want := r.g.officeName(t.head.singular)
	for _, id := range ids {
		role, ok := r.roleOf[id]
		if !ok {
			return false
		}
		if have := r.g.officeName(role.Title); have == want || strings.HasPrefix(have, want) || strings.HasPrefix(want, have) || t.text != "" && r.g.officeName(t.text) == have || strings.HasPrefix(r.people.key(role.Title), r.people.key(t.head.singular)) {
			return false
		}
	}
	return true
}
