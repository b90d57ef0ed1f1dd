package extract

import (
	"slices"
	"strings"
)

// cataphor reports whether the pronoun of phrase i stands in a clause before the main one
// and means whoever is named there: "À Lima, où il prendra part au sommet, X a vu", "Before
// he left, X met".
func (r *reader) cataphor(s *sentence, i int) bool {
	p := &s.phrases[i]
	if p.pronoun == together || p.pronoun == compatriot {
		return false
	}
	if !(r.he == None && r.she == None) && !(p.from > 0 && s.toks[p.from-1].isAny("où", "where", "before", "after", "as", "while", "when", "avant", "apres", "dès", "qu'", "que", "alors", "lorsqu'", "since", "once", "until")) {
		return false
	}
	comma := false
	for k := i + 1; k < len(s.phrases); k++ {
		q := &s.phrases[k]
		comma = comma || s.phrases[k-1].comma
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

// aheadOf returns whom the pronoun of phrase i means where its clause comes before the main
// one and nobody can be meant yet: the subject of the main clause; else None.
func (r *reader) aheadOf(s *sentence, i int) EntityID {
	p := &s.phrases[i]
	if p.pronoun != "il" && p.pronoun != "elle" || !(r.he == None && r.she == None) || !r.cataphor(s, i) {
		return None
	}
	for k := i + 1; k < len(s.phrases); k++ {
		q := &s.phrases[k]
		if len(q.people) == 1 && q.prep == "" && s.toks[q.from-1].is(",") && s.subjectOfVerb(q) {
			return r.person(q.people[0].text)
		}
	}
	return None
}

// keepsTopic reports whether a sentence names others but speaks of the same person as
// before by an object pronoun: "A l'a reçu", "B had called on him". Whoever a pronoun means
// is what a text is about (Grosz, Joshi, Weinstein: "Centering", 1995), so "he" goes on
// meaning him.
func (r *reader) keepsTopic(s *sentence, i int) bool {
	if r.lastSubject == None {
		return false
	}
	first := len(s.toks)
	for k := range s.verbs {
		if v := &s.verbs[k]; v.object != "" {
			first = min(first, v.from)
		}
	}
	for k := range s.phrases {
		if p := &s.phrases[k]; p.pronoun == "him" || p.pronoun == "her" || p.pronoun == "lui" {
			first = min(first, p.from)
		}
	}
	for j := 0; s.of(hisWords) && j+1 < len(s.toks) && j < first; j++ {
		if s.toks[j].of(hisWords) && s.toks[j].is2("l'", "lui") && s.toks[j+1].lex.have != noTense {
			first = j // of a verb that the grammar does not know
		}
	}
	if first == len(s.toks) {
		return false
	}
	named := map[EntityID]bool{}
	for k := range s.phrases {
		if p := &s.phrases[k]; p.from < first && p.prep != "" {
			for _, n := range p.people {
				named[r.person(n.text)] = true
			}
		}
	}
	for k := range s.phrases {
		if p := &s.phrases[k]; p.from >= first && len(p.people) > 0 && s.verbFrom[p.to] && p.prep == "" {
			return false // "gave him a chair; X came in": another subject after it
		}
	}
	if ids := r.partiesIn(s, i); hasEntity(ids, r.lastSubject) {
		return false
	}
	return len(named) == 0
}

// subjectBefore returns whom an object pronoun at a token means where the clause before it
// has a subject of its own: "X spent an hour with Y, and Z received him": X.
func (r *reader) subjectBefore(s *sentence, at int, woman bool, not []EntityID) EntityID {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from >= at {
			break
		}
		pronoun := p.title == nil && (p.pronoun == "he" || p.pronoun == "she" || p.pronoun == "il" || p.pronoun == "elle")
		if p.prep != "" && !pronoun || p.weak || atAs(s, p) || !s.subjectOfVerb(p) && p.from > 0 && !pronoun || len(p.people) != 1 && !pronoun && (p.title == nil || p.title.bearer == nil || p.title.many()) {
			continue
		}
		id := None
		switch {
		case len(p.people) == 1:
			id = r.person(p.people[0].text)
		case pronoun: // "he was in A, where X received him, and Y welcomed him in B"
			id = firstOf(r.partiesIn(s, i))
		default:
			id = *p.title.bearer
		}
		if id == None || hasEntity(not, id) || woman && r.guess(id) == male {
			continue
		}
		if r.g.romance && s.has(max(0, at-3), at+1, "où") && s.has(p.to, at, "avant", "puis") {
			return id // "X a vu Y avant de gagner A, où l'attendait Z"
		}
		for k := range s.phrases { // another clause with another subject lies between
			if q := &s.phrases[k]; q.from > p.from && q.from < at && q.prep == "" && (s.subjectOfVerb(q) || r.g.romance && s.relativeSubject(q)) {
				return id
			}
		}
	}
	return None
}

// relativeSubject reports whether a phrase is the subject of a relative clause: "X, à qui Y disputait".
func (s *sentence) relativeSubject(p *phrase) bool {
	return len(p.people) > 0 && at(s.toks, p.from-1).isAny("qui", "que", "qu'", "dont") && (at(s.toks, p.from-1).isAny("que", "qu'", "dont") || at(s.toks, p.from-2).in(isPreposition))
}

// atAs reports whether "as" makes a function of what a phrase names: "her trip as minister".
func atAs(s *sentence, p *phrase) bool { return at(s.toks, p.from-1).is("as") && len(p.people) == 0 }

// ofTwo returns whom "ce dernier", "celle-ci" or "the latter" means: the last person named
// before it, in the sentence before where its own names none; "the former" the one
// before that.
func (r *reader) ofTwo(s *sentence, i int, not []EntityID) EntityID {
	p := &s.phrases[i]
	var before []EntityID
	add := func(id EntityID) {
		if k := slices.Index(before, id); k >= 0 {
			before = slices.Delete(before, k, k+1)
		}
		if hasEntity(not, id) || p.female && r.guess(id) == male || p.pronoun == "ce dernier" && !p.female && r.guess(id) == female {
			return
		}
		before = append(before, id)
	}
	for k := range s.phrases[:i] {
		for _, n := range s.phrases[k].people {
			if !s.phrases[k].weak {
				add(r.person(n.text))
			}
		}
	}
	if len(before) == 0 || p.pronoun == "former" && len(before) < 2 {
		before = before[:0]
		for _, id := range r.recent {
			add(id)
		}
	}
	switch {
	case len(before) == 0:
		return None
	case p.pronoun == "former":
		return before[max(0, len(before)-2)]
	}
	return before[len(before)-1]
}

// tells reports whether a phrase without a name tells by itself whom it means: "le
// Français", "the visitor", "the latter".
func (p *phrase) tells() bool {
	switch p.pronoun {
	case compatriot, "visitor", "host", "ce dernier", "latter", "former", firstOfTwo, secondOfTwo:
		return p.title == nil
	}
	return false
}

// meant returns whom the pronoun of phrase i means as another party than some, None where
// it is not known.
func (r *reader) meant(s *sentence, i int, not []EntityID) EntityID {
	p := &s.phrases[i]
	if p.pronoun == them {
		return None
	}
	if id := r.guestOrHost(s, i); id != None && !hasEntity(not, id) {
		return id
	}
	if p.tells() {
		if p.pronoun == "ce dernier" || p.pronoun == "latter" || p.pronoun == "former" {
			if id := r.ofTwo(s, i, not); id != None {
				return id
			}
		}
		if ids := r.partiesIn(s, i); len(ids) == 1 && ids[0] != None && !hasEntity(not, ids[0]) {
			return ids[0]
		}
		if p.pronoun == compatriot || p.pronoun == firstOfTwo || p.pronoun == secondOfTwo {
			return None
		}
	}
	last := &s.him
	if p.pronoun == "her" {
		last = &s.her
	}
	if (p.pronoun == "him" || p.pronoun == "her") && *last != None && !hasEntity(not, *last) {
		return *last // "A received him, and B welcomed him": the same one
	}
	if he := &s.phrases[0]; i > 0 && (he.pronoun == "he" && p.pronoun == "him" || he.pronoun == "she" && p.pronoun == "her") && he.to <= 2 {
		if ids := r.partiesIn(s, 0); len(ids) == 1 && ids[0] != None && !hasEntity(not, ids[0]) {
			return ids[0] // "He spoke with A, and a call connected him with B"
		}
	}
	if id := r.subjectBeforeAnd(s, i); id != None && !hasEntity(not, id) {
		*last = id
		return id
	}
	id := r.another(s, p.from, p.female || p.pronoun == "her", not)
	for other := id; other != None; other = r.another(s, p.from, p.pronoun == "her", not) {
		if g := r.guess(other); p.pronoun != "him" && p.pronoun != "her" || g == 0 || (g == female) == (p.pronoun == "her") {
			id = other
			break
		}
		not = append(slices.Clip(not), other)
	}
	if p.pronoun == "him" || p.pronoun == "her" {
		*last = id
	}
	return id
}

// namedLater returns whom "le nouveau président sénégalais" means where the text names him
// right afterwards: the one whose name sounds like one of the country and to whom no title
// gives another function, where nobody named before can be meant.
func (r *reader) namedLater(t *title, country EntityID) EntityID {
	const (
		sure  = 2
		reach = 60 // bytes of the sentence after
	)
	code := r.res.Entities[country].Code
	for _, id := range r.seen {
		if !r.titled[r.res.Entities[id].Key] && !r.foreign(id, country) {
			return None
		}
	}
	after := r.text[r.now.toks[t.to-1].End:min(len(r.text), r.now.span.End+reach)]
	name, n := "", 0
	for _, list := range r.people.bySurname {
		for _, p := range list {
			if k := r.people.key(p.text); !r.titled[k] && lore().sounds(k, code) >= sure && !r.namedAlready(k) && strings.Contains(after, p.text) {
				name, n = p.text, n+1
			}
		}
	}
	if n != 1 {
		name = r.opensNext(code)
	}
	if name == "" {
		return None
	}
	id := r.person(name)
	if t.head.feminine && r.guess(id) != female {
		return None
	}
	return id
}

// opensNext returns the name in full with which the sentence after the first opens, as the
// one whom that called by his function: "Le secrétaire d'État américain a appelé Y. Z a
// demandé"; "" where a title gives him another, or his name sounds foreign.
func (r *reader) opensNext(code string) string {
	if r.sentence > 1 || !r.g.romance {
		return ""
	}
	after := strings.TrimLeft(r.text[r.now.span.End:], " \n\t\u00a0")
	for _, list := range r.people.bySurname {
		for _, p := range list {
			if k := r.people.key(p.text); strings.HasPrefix(after, p.text+" ") && !r.titled[k] && lore().sounds(k, code) >= 0 && !r.namedAlready(k) {
				return p.text
			}
		}
	}
	return ""
}

// namedAlready reports whether a person of that key has been named.
func (r *reader) namedAlready(key string) bool {
	for _, id := range r.seen {
		if r.res.Entities[id].Key == key {
			return true
		}
	}
	return false
}

// pronounHer reports whether "her" at toks[i] is no possessive: a preposition,
// a sign or the end follows.
func pronounHer(toks []token, i int) bool {
	if i+1 == len(toks) || toks[i+1].kind == punct {
		return true
	}
	next := &toks[i+1]
	return next.is3("a", "an", "the") || next.lex.weekday > 0 || next.isAny("in", "at", "on", "for", "to", "and", "by", "with", "that", "this", "after", "before", "during",
		"over", "as", "when", "while", "later", "again", "earlier", "separately", "yesterday", "today", "tomorrow", "there", "here", "too", "then", "from", "about", "upon", "inside", "outside", "under",
		"privately", "alone", "who", "where")
}

// subjectBeforeAnd returns whom "him" or "her" means in a clause after ", and" whose subject is another: the
// subject of the first clause, "X will be the guest of Y in Lima, and Z will receive him in Rio"; None where
// phrase i is no such pronoun.
func (r *reader) subjectBeforeAnd(s *sentence, i int) EntityID {
	p := &s.phrases[i]
	if p.pronoun != "him" && p.pronoun != "her" || i < 2 || p.prep != "" {
		return None
	}
	q, first := &s.phrases[i-1], &s.phrases[0]
	if len(q.people) == 0 || q.prep != "" || q.to > p.from || !at(s.toks, q.from-1).is("and") || !at(s.toks, q.from-2).is(",") || !s.subjectOfVerb(q) {
		return None
	}
	v := at(s.toks, first.to)
	if len(first.people) != 1 || first.prep != "" || !s.verbFrom[first.to] && !v.in(isModal) && v.lex.be == noTense && v.lex.have == noTense {
		return None
	}
	id := r.person(first.people[0].text)
	if g := r.guess(id); g != 0 && (g == female) != (p.pronoun == "her") {
		return None
	}
	return id
}
