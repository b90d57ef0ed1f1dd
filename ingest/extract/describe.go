package extract

import "strings"

// described resolves "le président français" or "the minister", of whom nobody
// named so far is known to hold that office, to the one person of the text who
// can be meant: one whom no title gives another function, and who has been told
// of as a party to a contact or as a subject. A wording that tells a country or a
// body gives that person the function.
func (r *reader) described(t *title, country EntityID) EntityID {
	if !t.definite() || t.many() || t.head.mirror || t.head.rank || t.head.later || t.det == "son" || t.det == "sa" || t.det == "his" || t.det == "her" || t.det == "their" || t.det == "its" {
		return None
	}
	if t.head.generic && country == None && t.body == nil && t.text != "" && r.g.romance {
		if id := r.ofNoState(t); id != None {
			return id
		}
	}
	if id := r.chargedWith(t, country); id != None {
		return id
	}
	if t.modified && country == None && t.body == nil {
		return None // "the Nobel laureate" is known for something else than his office
	}
	if strings.HasPrefix(t.head.singular, "porte-parole") || strings.HasPrefix(t.head.singular, "spokes") || r.unnamedOffices[r.officeKey(t, country)] {
		return None
	}
	only, n := r.candidate(country, t.head.feminine)
	if n != 1 && t.head.words[0] == "prince" {
		return None // there are many
	}
	if n == 0 && r.leads != r.sentence && r.onlyLeader(t) {
		return r.leader // "le député français" of "une délégation menée par X"
	}
	if country != None {
		if t.head.generic {
			if of := r.ofNation(r.res.Entities[country].Code, t.from); len(of) == 1 {
				return of[0]
			}
		}
		if id := r.likeliest(r.untold(t, country), r.res.Entities[country].Code); id != None && !(n == 1 && r.nation[only] != "") {
			return id
		}
		if id := r.lastNamed(t, country); id != None {
			return id
		}
	}
	if n != 1 && t.head.generic && country == None && t.body == nil && len(strings.Fields(t.text)) == 1 {
		if id := r.whoTravels(t); id != None {
			return id
		}
		if r.lastSubject != None {
			return r.lastSubject
		}
		if len(r.recent) == 1 {
			return r.recent[0]
		}
	}
	if n != 1 && country == None && t.body == nil {
		for _, code := range onlyIn[r.people.key(t.text)] {
			if id := r.likeliest(r.untold(t, None), code); id != None {
				return id
			}
		}
	}
	if country != None && (t.from > 0 || r.g.romance && n != 1) {
		if id := r.namedLater(t, country); id != None {
			return id
		}
	}
	if n > 1 {
		only = None
		for k := 0; k < len(r.subjects) && only == None; k++ { // the first of whom a sentence was
			id := r.subjects[k]
			if !r.titled[r.res.Entities[id].Key] && !(country != None && r.foreign(id, country)) && !(t.head.feminine && r.guess(id) != female) {
				only = id
			}
		}
		if only == None {
			return None
		}
	}
	if n == 0 {
		return None
	}
	if country != None && r.foreign(only, country) {
		return None
	}
	return only
}

// onlyIn lists functions that few countries have.
var onlyIn = map[string][]string{
	"chancellor": {"DE", "AT"}, "chancelier": {"DE", "AT"}, "chanceliere": {"DE", "AT"}, "taoiseach": {"IE"},
	"secretary of state": {"US"}, "secretaire d etat": {"US"}, "supreme leader": {"IR"}, "guide supreme": {"IR"},
}

// onlyLeader reports whether the one who leads the delegation told of last is the only person
// to whom no title gives a function and of whom the text tells no country: however foreign
// his name sounds, a description then means him.
func (r *reader) onlyLeader(t *title) bool {
	if !r.g.romance || r.leader == None || r.sentence-r.leaderAt > leadMemory || r.titled[r.res.Entities[r.leader].Key] || r.codeOf(r.leader) != "" || t.head.feminine && r.guess(r.leader) == male {
		return false
	}
	for _, id := range r.seen {
		if id != r.leader && !r.titled[r.res.Entities[id].Key] {
			return false
		}
	}
	return true
}

// lastNamed returns whom a description with a country tells more of: the person named
// last before it in its sentence to whom no title gives a function, who is not known to be of
// another country and no man where the title is a woman's.
func (r *reader) lastNamed(t *title, country EntityID) EntityID {
	fit := func(id EntityID) bool {
		return r.res.Entities[id].Kind == Person && !(r.g.romance && t.head.inflects && !t.head.feminine && t.det == "le" && r.guess(id) == female) && !r.titled[r.res.Entities[id].Key] && !r.foreign(id, country) && !(t.head.feminine && r.guess(id) != female)
	}
	s, last := r.now, None
	if t.from > 0 && s.toks[t.from-1].isAny("avec", "with", "par", "by", "à", "to") || t.from > 0 && s.toks[t.from].is("au") {
		return None // "X, en visite, a vu le président suisse" tells of two
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.to == t.from && v.verb.can(contacts|receives) {
			return None
		}
	}
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from >= t.from {
			break
		}
		for _, n := range p.people {
			if id := r.person(n.text); !p.weak && fit(id) && s.clauseBetween(n.to, t.from) {
				last = id
			}
		}
	}
	return last
}

// clauseBetween reports whether a clause starts among tokens [lo, hi).
func (s *sentence) clauseBetween(lo, hi int) bool {
	for j := lo; j < hi; j++ {
		if s.toks[j].isAny(",", ";", ":", "as", "when", "whenever", "while", "but", "mais", "quand", "lorsque") {
			return true
		}
	}
	return false
}

// candidate returns whom a description may mean, and how many they are: the people
// to whom no title gives a function and who are not known to be of another country, nor to be
// men where the title is a woman's.
// The only one of whom the text says that he is of that country comes first.
func (r *reader) candidate(country EntityID, woman bool) (only EntityID, n int) {
	only = None
	add := func(id EntityID) {
		if id != None && id != only && r.res.Entities[id].Kind == Person && !r.titled[r.res.Entities[id].Key] && !(country != None && r.foreign(id, country)) && !(woman && r.guess(id) == male) {
			only, n = id, n+1
		}
	}
	if country != None {
		code, of, many := r.res.Entities[country].Code, None, 0
		for _, id := range r.seen {
			if r.nation[id] == code {
				of, many = id, many+1
			}
		}
		if many == 1 {
			return of, 1
		}
	}
	for i := len(r.res.Assertions) - 1; i >= 0 && len(r.res.Assertions)-i < 12; i-- {
		for _, p := range r.res.Assertions[i].Participants {
			add(p.Entity)
		}
	}
	add(r.lastSubject)
	if n == 0 {
		for _, id := range r.seen {
			add(id)
		}
	}
	return only, n
}

// foreign reports whether a person is known to be of another country, or where nothing
// is known has a name that is borne in others.
func (r *reader) foreign(id, country EntityID) bool {
	code := r.res.Entities[country].Code
	if of := r.codeOf(id); of != "" {
		return of != code
	}
	if code == "US" && r.g.romance {
		return false // whose people bear the names of all others
	}
	return r.sounds(id, code) < 0
}

// codeOf returns the code of the country of which the text says that a person is, ""
// where it says nothing.
func (r *reader) codeOf(id EntityID) string {
	if code := r.nation[id]; code != "" {
		return code
	}
	if role, ok := r.roleOf[id]; ok && role.Country != None {
		return r.res.Entities[role.Country].Code
	}
	return ""
}

// untold returns the people named before a title without a name to whom no other title
// gives a function, and who may be of its country.
func (r *reader) untold(t *title, country EntityID) []EntityID {
	var out []EntityID
	add := func(id EntityID) {
		if r.res.Entities[id].Kind == Person && !hasEntity(out, id) && !r.titled[r.res.Entities[id].Key] && r.fits(id, t) {
			out = append(out, id)
		}
	}
	for _, id := range r.seen {
		add(id)
	}
	for i := range r.now.phrases {
		p := &r.now.phrases[i]
		if p.from >= t.from {
			break
		}
		for _, n := range p.people {
			if !p.weak {
				add(r.person(n.text))
			}
		}
	}
	return out
}

// ofNation returns the only person whom the sentence names before a token and who is said
// to be of a country or sounds like it, else the only one of the text so far.
func (r *reader) ofNation(code string, limit int) []EntityID {
	if id := r.hereOf(code, limit); id != None {
		return []EntityID{id}
	}
	only, n := None, 0
	for _, id := range r.seen {
		if r.codeOf(id) == code && !r.speaksFor(id) {
			only, n = id, n+1
		}
	}
	if n == 0 {
		var unknown []EntityID
		for _, id := range r.seen {
			if r.codeOf(id) == "" && !r.speaksFor(id) {
				unknown = append(unknown, id)
			}
		}
		if only = r.likeliest(unknown, code); only != None {
			n = 1
		} else if only = r.lastOf(unknown, code); only != None {
			n = 1
		}
	}
	if n != 1 {
		return nil
	}
	return []EntityID{only}
}

// hereOf returns the only person whom the sentence names before a token and who is of a
// country as far as the text or his name tells, None where there is none or several.
func (r *reader) hereOf(code string, limit int) EntityID {
	only := None
	for i := range r.now.phrases {
		p := &r.now.phrases[i]
		if p.from >= limit {
			break
		}
		for _, n := range p.people {
			id := r.person(n.text)
			if of := r.codeOf(id); p.weak || id == only || r.speaksFor(id) || of != code && (of != "" || r.sounds(id, code) < 2) || of == "" && !r.now.mayCorefer(n.to, limit) {
				continue
			}
			if only != None {
				return None
			}
			only = id
		}
	}
	return only
}

// mayCorefer reports whether somebody named before token lo may be whom the phrase at token hi
// refers to: not where he is the subject of its own clause, "X received the American".
func (s *sentence) mayCorefer(lo, hi int) bool {
	return s.clauseBetween(lo, hi) || !s.verbBetween(lo, hi)
}

// lastOf returns whom "the American" means where no name sounds like one: the only one of
// some people whose name does not sound foreign, or the one told of last if he is one.
func (r *reader) lastOf(ids []EntityID, code string) EntityID {
	only, n := None, 0
	for _, id := range ids {
		if r.sounds(id, code) < 0 {
			continue
		}
		if id == r.lastSubject {
			return id
		}
		only, n = id, n+1
	}
	if n == 1 {
		return only
	}
	return None
}

// enrollTitles notes whom a sentence gives a function by a title before or after
// the name, so that a description without a name can mean none of them.
func (r *reader) enrollTitles(s *sentence) {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.title == nil || p.title.head.group || p.title.head.generic && !p.title.definite() && p.title.det != "" {
			continue // "a career diplomat" may be the ambassador
		}
		for _, n := range p.people {
			text := n.text
			if k := r.people.find(text); k != nil {
				text = k.text
			}
			r.titled[r.people.key(text)] = true
		}
	}
}

// aligned gives "le président serbe et le Premier ministre du Kosovo" to the two
// people named last, in their order, where neither has a function yet: papers name
// two people first and then their functions in the same order.
func (r *reader) aligned(s *sentence) {
	if len(r.named) != 2 {
		return
	}
	for i := 0; i+1 < len(s.phrases); i++ {
		p, q := &s.phrases[i], &s.phrases[i+1]
		if !p.describes() || !q.describes() || q.from-p.to != 1 || !s.toks[p.to].is2("et", "and") && !(p.to == q.from) {
			continue
		}
		a, b := r.named[0], r.named[1]
		if r.titled[r.res.Entities[a].Key] || r.titled[r.res.Entities[b].Key] || !r.fits(a, p.title) || !r.fits(b, q.title) {
			return
		}
		p.title.bearer, q.title.bearer = &a, &b
		return
	}
}

// describes reports whether a phrase is one definite function without a name.
func (p *phrase) describes() bool {
	return p.title != nil && len(p.people) == 0 && !p.title.many() && !p.title.head.mirror && p.title.definite() && p.title.bearer == nil
}

// fits reports whether nothing tells that a person is of another country than a
// title, or no woman where the title is one's.
func (r *reader) fits(id EntityID, t *title) bool {
	if t.head.feminine && r.guess(id) != female || r.g.romance && t.head.inflects && !t.head.feminine && t.det == "le" && r.guess(id) == female {
		return false // "le chancelier" is no woman
	}
	return len(t.countries) == 0 || !r.foreign(id, r.country(t.countries[0]))
}

// description resolves the titles without a name of a sentence, before its
// contacts are read, and gives the one whom "le président français" means that
// function; "le ministre" only gives it to one who has none.
func (r *reader) description(s *sentence, _ int) {
	r.aligned(s)
	r.ofEach(s)
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.title == nil || len(p.people) > 0 || p.title.many() || p.title.head.mirror {
			continue
		}
		country := None
		if len(p.title.countries) > 0 {
			country = r.country(p.title.countries[0])
		}
		given := p.title.bearer != nil
		id := r.holder(p.title)
		p.title.bearer = &id
		if id == None {
			continue
		}
		if _, known := r.roleOf[id]; known && !given {
			continue
		}
		r.role(s, id, Role{Title: p.title.text, Country: country, Body: r.bodyEntity(p.title.body, country)})
		r.titled[r.res.Entities[id].Key] = true
		r.offices[r.officeKey(p.title, country)] = id
	}
}

// ofNoState returns whom "le responsable onusien" means: the only one of the text so far whose
// function is of no country; None where there are several or none.
func (r *reader) ofNoState(t *title) EntityID {
	if !strings.Contains(t.text, "onusien") && !strings.Contains(t.label, "onusien") {
		return None
	}
	only := None
	for _, id := range r.roleOrder {
		role := r.roleOf[id]
		if role.Country != None || role.Body == None || r.nation[id] != "" {
			continue
		}
		if only != None {
			return None
		}
		only = id
	}
	return only
}
