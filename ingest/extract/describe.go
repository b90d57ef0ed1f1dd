package extract

import "strings"

// described resolves "le président français" or "the minister", of whom nobody
// named so far is known to hold that office, to the one person of the text who
// can be meant: one whom no title gives another function, and who has been told
// of as a party to a contact or as a subject. A wording that tells a country or a
// body gives that person the function.
func (r *reader) described(t *title, country EntityID) EntityID {
	if !t.definite() || t.many() || t.head.mirror || t.head.rank || t.det == "son" || t.det == "sa" || t.det == "his" || t.det == "her" || t.det == "their" || t.det == "its" {
		return None
	}
	if strings.HasPrefix(t.head.singular, "porte-parole") || strings.HasPrefix(t.head.singular, "spokes") || r.unnamedOffices[r.g.officeKey(t, country)] {
		return None
	}
	only, n := None, 0
	for i := len(r.res.Assertions) - 1; i >= 0 && len(r.res.Assertions)-i < 12; i-- {
		for _, p := range r.res.Assertions[i].Participants {
			if e := &r.res.Entities[p.Entity]; e.Kind != Person || p.Entity == only || r.titled[e.Key] {
				continue
			}
			only, n = p.Entity, n+1
		}
	}
	if id := r.lastSubject; id != None && id != only && r.res.Entities[id].Kind == Person && !r.titled[r.res.Entities[id].Key] {
		only, n = id, n+1
	}
	if n != 1 && t.head.generic && country == None && t.body == nil && len(strings.Fields(t.text)) == 1 {
		if r.lastSubject != None {
			return r.lastSubject
		}
		if len(r.recent) == 1 {
			return r.recent[0]
		}
	}
	if n != 1 {
		return None
	}
	if country != None && r.foreign(only, country) {
		return None
	}
	return only
}

// foreign reports whether a person is known to be of another country.
func (r *reader) foreign(id, country EntityID) bool {
	role, ok := r.roleOf[id]
	return ok && role.Country != None && role.Country != country
}

// enrollTitles notes whom a sentence gives a function by a title before or after
// the name, so that a description without a name can mean none of them.
func (r *reader) enrollTitles(s *sentence) {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.title == nil || p.title.head.group {
			continue
		}
		for _, n := range p.people {
			text := n.text
			if k := r.people.find(text); k != nil {
				text = k.text
			}
			r.titled[key(text)] = true
		}
	}
}

// description resolves the titles without a name of a sentence, before its
// contacts are read, and gives the one whom "le président français" means that
// function; "le ministre" only gives it to one who has none.
func (r *reader) description(s *sentence) {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.title == nil || len(p.people) > 0 || p.title.many() || p.title.head.mirror || p.title.bearer != nil {
			continue
		}
		country := None
		if len(p.title.countries) > 0 {
			country = r.country(p.title.countries[0])
		}
		id := r.holder(p.title)
		p.title.bearer = &id
		if id == None {
			continue
		}
		if _, known := r.roleOf[id]; known {
			continue
		}
		r.role(s, id, Role{Title: p.title.text, Country: country, Body: r.bodyEntity(p.title.body, country)})
		r.titled[r.res.Entities[id].Key] = true
		r.offices[r.g.officeKey(p.title, country)] = id
	}
}
