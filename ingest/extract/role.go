package extract

import (
	"slices"
	"strings"
)

// roles asserts the functions that the phrases of a sentence give to people.
func (r *reader) roles(s *sentence, _ int) {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.title == nil || len(p.people) == 0 || p.title.head.group || p.title.head.later {
			continue
		}
		t := p.title
		if t.head.rank && len(t.head.words) == 1 && !strings.Contains(t.text, " ") && t.body == nil {
			if who := (introduced{r.person(p.people[0].text), r.people.key(t.text)}); len(p.people) == 1 && !slices.Contains(r.ranked, who) {
				r.ranked = append(r.ranked, who)
			}
			r.alsoRole(s, p)
			continue // "le général X": birth or arms, and no function
		}
		role := Role{Title: t.text, Body: None, Country: None}
		if len(t.countries) > 0 {
			role.Country = r.country(t.countries[0])
		}
		role.Body = r.bodyEntity(t.body, role.Country)
		if t.head.mirror {
			if role = r.mirrored(s, i, role); role.Title == t.text {
				r.awaitMirror(s, i, role.Country)
				continue // nobody yet whose function it could be
			}
		}
		holders := p.people
		if t.head.plural && len(holders) == 1 { // "A et B, envoyés,"
			holders = nil
			list := s.listBefore(i)
			if len(list) == 1 && i > 0 && len(t.countries) == 2 && p.prep != "" && s.phrases[i-1].prep == p.prep && len(s.phrases[i-1].people) == 1 && at(s.toks, s.phrases[i-1].to).is("et") {
				list = []int{i - 1, i} // "d'A et de B, ministres du Chili et de l'Argentine"
			}
			for _, k := range list {
				holders = append(holders, s.phrases[k].people...)
			}
		}
		for n, who := range holders {
			id := r.person(who.text)
			own := role
			if len(t.countries) == len(holders) && n > 0 { // "ses homologues turc et grec, A et B"
				own.Country = r.country(t.countries[n])
			}
			if n > 0 && n <= len(t.owns) && t.owns[n-1] != "" {
				own = Role{Title: t.owns[n-1], Body: None, Country: role.Country}
			}
			r.role(s, id, own)
		}
		if !t.many() {
			r.offices[r.officeKey(t, role.Country)] = r.person(p.people[0].text)
		}
		r.alsoRole(s, p)
	}
}

// alsoRole asserts the function told before the title of a phrase.
func (r *reader) alsoRole(s *sentence, p *phrase) {
	u := p.also
	if u == nil {
		return
	}
	own := Role{Title: u.text, Body: None, Country: None}
	if len(u.countries) > 0 {
		own.Country = r.country(u.countries[0])
	}
	own.Body = r.bodyEntity(u.body, own.Country)
	r.role(s, r.person(p.people[0].text), own)
	r.offices[r.officeKey(u, own.Country)] = r.person(p.people[0].text)
}

// role asserts one function of one person, once in a text.
func (r *reader) role(s *sentence, id EntityID, role Role) {
	if _, ok := r.roleOf[id]; !ok {
		r.roleOf[id] = role
		r.roleOrder = append(r.roleOrder, id)
		r.noteSpeaker(id, role.Title)
	}
	k := [2]string{r.res.Entities[id].Key, r.people.key(role.Title)}
	if r.roleSeen[k] {
		return
	}
	r.roleSeen[k] = true
	r.res.Assertions = append(r.res.Assertions, Assertion{
		Kind: HoldsRole, Participants: []Participant{{Entity: id}}, Place: None, ClaimedBy: None,
		Role: role, Quote: s.span, Rule: "role/title",
	})
	r.mirrorsOf(id, role)
}

// mirrored gives "son homologue turc" the function of the person it mirrors:
// the first one before it in the sentence who has one, else the last subject.
func (r *reader) mirrored(s *sentence, i int, role Role) Role {
	if i > 0 { // "A, the head of X, and B, his counterpart"
		if p, q := &s.phrases[i-1], &s.phrases[i]; p.title != nil && !p.title.head.mirror && !p.title.many() && len(p.people) == 1 && s.connected(p.to, q.from, p.comma) && len(q.people) > 0 && (q.title.from >= q.people[0].to || at(s.toks, q.from-1).is2("and", "et")) {
			role.Title = p.title.text
			return role
		}
	}
	for k := 0; k < i; k++ {
		p := &s.phrases[k]
		id := None
		switch {
		case p.title != nil && p.title.head.mirror:
			continue
		case len(p.people) > 0:
			id = r.person(p.people[0].text)
		case p.pronoun != "" && p.pronoun != together && p.title == nil && p.prep == "":
			if ids := r.partiesIn(s, k); len(ids) > 0 {
				id = ids[0]
			}
		case p.title != nil && !p.title.many():
			id = r.holder(p.title)
			if _, told := r.roleOf[id]; id == None || !told { // the roles of descriptions come after those of names
				if id != None {
					p.title.bearer = &id
				}
				role.Title = p.title.text
				return role
			}
		}
		if m, ok := r.roleOf[id]; ok && id != None {
			role.Title = m.Title
			return role
		}
	}
	for k := i + 1; k < len(s.phrases); k++ { // "avec son homologue, A, le ministre B"
		if p := &s.phrases[k]; len(p.people) > 0 && p.prep == "" {
			if p.title != nil && !p.title.head.mirror {
				role.Title = p.title.text
				return role
			}
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
	center, says, passed := r.lastSubject, false, -1
	_, gerundFirst := r.g.verbForm(&s.toks[0], gerund) // "Having been Y's guest, X"
	for i := range s.phrases {
		p := &s.phrases[i]
		if passed == i-1 && i > 0 && at(s.toks, p.from-1).is2("and", "et") && s.phrases[passed].to == p.from-1 {
			continue // "when he and X conferred"
		}
		if center != None && r.onlySays(s, p, len(r.res.Assertions)) {
			says = true
			continue
		}
		if says && !s.subjectOfVerb(p) {
			continue // "The spokesman praised Y"
		}
		if p.prep != "" || gerundFirst && at(s.toks, p.to).is2("'s", "'") || p.pronoun == them || p.weak && (!s.subjectOfVerb(p) || s.isHeld(p)) || s.emphasized(p) {
			continue
		}
		if p.from > 0 && s.toks[p.from-1].of(whenWords) {
			passed = i
			continue
		}
		if s.awaitsAhead(i) || r.g.romance && s.beforeSubject(i) {
			continue
		}
		if at(s.toks, 1).isAny("last", "first", "previous", "dernier", "derniere", "premier", "premiere") && len(p.people) == 1 && at(s.toks, p.from-1).lex.be == preterite {
			continue // "The last envoy to travel there was X": an aside
		}
		if p.title != nil && p.title.head.mirror && r.lastSubject != None && i == 0 && (p.title.det == "son" || p.title.det == "sa" || p.title.det == "his" || p.title.det == "her") {
			return // "Son homologue l'a accueilli": still about the same person
		}
		id := None
		switch {
		case len(p.people) > 0:
			id = r.person(p.people[0].text)
		case s.hisVisitor(p):
			id = r.guestOrHost(s, i) // "Son visiteur sera mardi à Kiev": he goes on
		case s.hisOther(p):
			if id = r.guestOrHost(s, i); id == None || p.pronoun != "visitor" || !r.g.romance || !s.subjectOfVerb(p) && at(s.toks, p.to).lex.be == noTense {
				return // "His host would not comment": still about the guest
			}
		case p.tells():
			if ids := r.partiesIn(s, i); len(ids) == 1 {
				id = ids[0]
			}
		case p.pronoun != "" && p.title == nil:
			if r.cataphor(s, i) {
				continue
			}
			if r.lastSubject != None || p.pronoun == together {
				return // still the same person
			}
			if ids := r.partiesIn(s, i); len(ids) == 1 {
				id = ids[0] // "was admitted by X when he and Y conferred"
			}
		case p.title != nil && !p.title.many():
			if id = r.holder(p.title); id == None && p.title.definite() && s.subjectOfVerb(p) {
				r.lastSubject = None // somebody whom the text does not name
				return
			}
		}
		if id == None {
			continue
		}
		if !s.hisVisitor(p) && r.keepsTopic(s, i) {
			if !hasEntity(r.subjects, id) {
				r.subjects = append(r.subjects, id)
			}
			return
		}
		if center != None && center != id && s.endsSaying(r, center) {
			return // "The president is ready to talk, X wrote": still about X
		}
		r.lastSubject = id
		if r.res.Entities[id].Kind == Person && !hasEntity(r.subjects, id) {
			r.subjects = append(r.subjects, id)
		}
		if len(p.people) > 0 && center != None && center != id && (r.centers(s, center) || r.stillAbout(s, center, id)) {
			r.lastSubject = center // "Y l'a reçu": still about the one whom Y received
			return
		}
		masculine := p.title != nil && p.title.det == "le"
		if !masculine && (r.she == None || r.guess(id) != male) {
			r.she = id
		}
		if !p.female && (r.he == None || r.guess(id) != female) {
			r.he = id
		}
		return
	}
	if r.lastSubject == None {
		r.lastSubject = r.agentOf(s)
	}
}

// beforeSubject reports whether phrase i is the object of an infinitive that opens a sentence of
// which the subject comes after it: "Venu soutenir X, Y a dit", "Pour remercier X, Y lui a offert".
func (s *sentence) beforeSubject(i int) bool {
	const reach = 6
	p := &s.phrases[i]
	if p.from == 0 || p.from > reach || len(p.people) == 0 {
		return false
	}
	if t := &s.toks[p.from-1]; t.cap || t.kind != word || len(t.fold) < 4 || !strings.HasSuffix(t.fold, "er") && !strings.HasSuffix(t.fold, "ir") && !strings.HasSuffix(t.fold, "re") {
		return false
	}
	for k := i + 1; k < len(s.phrases); k++ {
		if q := &s.phrases[k]; q.prep == "" && !q.weak && s.toks[q.from-1].is(",") {
			next := at(s.toks, q.to)
			return s.subjectOfVerb(q) || next.lex.have != noTense || next.lex.be != noTense
		}
	}
	return false
}

// agentOf returns the one by whom something was done that is the subject of a sentence: "doubts were
// voiced by X when he saw Y".
func (r *reader) agentOf(s *sentence) EntityID {
	for i := range s.phrases {
		if p := &s.phrases[i]; (p.prep == "by" || p.prep == "par") && len(p.people) == 1 {
			return r.person(p.people[0].text)
		}
	}
	return None
}

// centers reports whether a sentence goes on about somebody whom it only refers to: it
// has a pronoun for him as its object ("Y l'a reçu", "Y told him") and does not name him.
func (r *reader) centers(s *sentence, center EntityID) bool {
	if r.namesIn(s, center) {
		return false
	}
	for i := range s.phrases {
		p := &s.phrases[i]
		if len(p.people) > 0 || p.prep == "" && s.subjectOfVerb(p) || p.prep == "of" || p.prep == "de" || p.prep == "d'" || at(s.toks, p.to).is2("'s", "'") {
			continue
		}
		if p.tells() || p.title != nil && p.title.bearer != nil && !p.title.many() {
			if ids := r.partiesIn(s, i); len(ids) == 1 && ids[0] == center {
				return true // "Y had a session with the American"
			}
		}
	}
	sex := r.guess(center)
	for k := range s.verbs {
		if s.verbs[k].object != "" && !s.verbs[k].reflex {
			return true
		}
	}
	for j := range s.toks {
		switch t := &s.toks[j]; {
		case t.is("him") && sex >= 0:
			return true
		case t.is("her") && sex <= 0 && (at(s.toks, j+1).kind != word || at(s.toks, j+1).in(isPreposition) || pronounHer(s.toks, j)):
			return true
		}
	}
	return false
}

// endsSaying reports whether a sentence ends with a person who says what it tells: ", X wrote on Monday".
func (s *sentence) endsSaying(r *reader, id EntityID) bool {
	for i := len(s.phrases) - 1; i > 0; i-- {
		p := &s.phrases[i]
		if len(p.people) != 1 {
			continue
		}
		return p.prep == "" && at(s.toks, p.from-1).is3(",", "»", "”") && s.speaks(p) && r.person(p.people[0].text) == id
	}
	return false
}

// hisOther reports whether a phrase means somebody by what he is to the one whom the text is about:
// "his host", "son invité".
func (s *sentence) hisOther(p *phrase) bool {
	return (p.pronoun == "host" || p.pronoun == "visitor") && p.title == nil && s.toks[p.from].isAny("his", "her", "son", "sa")
}

// hisVisitor reports whether a phrase is the subject who came to the one the text is about: "son
// visiteur", "his guest", who says nothing.
func (s *sentence) hisVisitor(p *phrase) bool {
	t := &s.toks[p.to-1]
	return p.title == nil && len(p.people) == 0 && p.prep == "" && s.toks[p.from].is4("his", "her", "son", "sa") && t.in(isGuest) && !t.is2("host", "hote") && s.subjectOfVerb(p) && !s.speaks(p)
}

// awaitsAhead reports whether phrase i names who waits for the subject after it: "Avant de
// partir pour Rome, où l'attend X, Y a parlé".
func (s *sentence) awaitsAhead(i int) bool {
	p := &s.phrases[i]
	if len(p.people) == 0 || !s.toks[0].in(isPreposition) && !s.toks[0].isAny("avant", "apres", "before", "after") {
		return false
	}
	where := false
	for j := 1; j < p.from; j++ {
		if s.subjectOfVerb(p) && s.toks[j].is(",") && where {
			return false
		}
		where = where || s.toks[j].is2("où", "where")
	}
	if !where {
		return false
	}
	for k := i + 1; k < len(s.phrases); k++ {
		if q := &s.phrases[k]; len(q.people) > 0 && q.prep == "" && at(s.toks, q.from-1).is(",") && s.subjectOfVerb(q) {
			return true
		}
	}
	return false
}

func (s *sentence) subjectOfVerb(p *phrase) bool { return s.verbFrom[p.to] }

// isHeld reports whether what a phrase means is held: "Elections must be held". That is
// nobody.
func (s *sentence) isHeld(p *phrase) bool {
	k := s.verbAt(p.to)
	return k >= 0 && s.verbs[k].passive && s.verbs[k].verb.can(holds) && !s.verbs[k].verb.can(plans)
}

// holder returns the person whom the text names as the holder of an office.
func (r *reader) holder(t *title) EntityID {
	if t.bearer != nil {
		return *t.bearer
	}
	country := None
	if len(t.countries) > 0 {
		country = r.country(t.countries[0])
	}
	if id, ok := r.offices[r.officeKey(t, country)]; ok && !(country == None && r.g.romance && r.otherOffice(t, id)) {
		return id
	}
	if id := r.shortHolder(t, country); id != None {
		return id
	}
	if id := r.chief(t); id != None {
		return id
	}
	if id := r.described(t, country); id == None || !r.acrossFrom(t, id) {
		return id
	}
	return None
}

// shortHolder resolves a function that is named by less than before ("le
// ministre", "the president") to the only person of the text so far who holds
// one that begins with it, or else to the person told of last, if that one does.
func (r *reader) shortHolder(t *title, country EntityID) EntityID {
	if !t.definite() || t.head.mirror || t.det == "son" || t.det == "sa" || t.det == "his" || t.det == "her" {
		return None
	}
	want, worded := r.g.officeName(t.text), r.people.key(t.text)
	if id := r.calledAlso(t, country, worded); id != None {
		return id
	}
	only, n := None, 0
	for _, id := range r.roleOrder {
		role := r.roleOf[id]
		if country != None && (role.Country != None && role.Country != country || role.Country == None && r.foreign(id, country)) {
			continue
		}
		have, own := r.g.officeName(role.Title), r.people.key(role.Title)
		if country != None && role.Country == None && own != worded && have != want {
			continue // "the Turkish president" is no president of a council
		}
		if have == want && own != worded && r.g.romance && strings.HasPrefix(worded, "secretaire d etat") && country == None {
			continue // that of the United States or the Vatican: "le ministre" is another
		}
		if have == want || strings.HasPrefix(own, worded+" ") || strings.HasSuffix(own, " "+worded) && !r.g.romance {
			if id == r.lastSubject {
				return id
			}
			only, n = id, n+1
		}
	}
	if n == 1 {
		return only
	}
	return None
}

// mirrorHolder resolves "son homologue turc" without a name: the only person so
// far with a function of that country that another person of the text holds too.
func (r *reader) mirrorHolder(t *title, country EntityID) EntityID {
	if !t.head.mirror || country == None {
		return None
	}
	only, n := None, 0
	for _, id := range r.roleOrder {
		role := r.roleOf[id]
		if role.Country != country {
			continue
		}
		for _, other := range r.roleOrder {
			if o := r.roleOf[other]; other != id && o.Country != country && r.g.officeName(o.Title) == r.g.officeName(role.Title) {
				only, n = id, n+1
				break
			}
		}
	}
	if n == 1 {
		return only
	}
	if n == 0 && r.g.romance {
		return r.otherOf(country)
	}
	return None
}

// otherOf returns the only one of those who were told to have met who may be of a country and
// of whom the text tells no other: "son homologue allemand".
func (r *reader) otherOf(country EntityID) EntityID {
	only := None
	for i := range r.res.Assertions {
		for _, p := range r.res.Assertions[i].Participants {
			id := p.Entity
			if r.res.Entities[id].Kind != Person || id == only || id == r.lastSubject || r.foreign(id, country) {
				continue
			}
			if role, ok := r.roleOf[id]; ok && role.Country == None && r.codeOf(id) == "" && r.titled[r.res.Entities[id].Key] && r.sounds(id, r.res.Entities[country].Code) < 1 {
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

// officeName folds the wording of an office, with one wording for the same.
func (g *grammar) officeName(text string) string {
	k := key(text)
	if same, ok := g.offices[k]; ok {
		return same
	}
	return k
}

// otherOffice reports whether "le secrétaire d'État" cannot mean a minister of foreign affairs
// whom the text does not call so.
func (r *reader) otherOffice(t *title, id EntityID) bool {
	const name = "secretaire d etat"
	return strings.HasPrefix(r.people.key(t.text), name) && !strings.HasPrefix(r.people.key(r.roleOf[id].Title), name)
}
