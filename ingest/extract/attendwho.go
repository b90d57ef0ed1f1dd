package extract

import "strings"

// atOccasion returns the people who are at the contact told: "X was at the dinner too".
func (r *reader) atOccasion(s *sentence, j int) []int {
	t := &s.toks[j]
	if !t.lex.noun.contact && !t.lex.occasion || t.lex.noun.summit || !at(s.toks, j-1).isAny("the", "la", "l'", "le", "au", "du") || at(s.toks, j+1).isAny("of", "with", "between", "de", "du", "d'", "avec", "entre", "for", "in", "à") {
		return nil
	}
	prep := j - 1
	if !s.toks[prep].is2("au", "du") {
		prep--
	}
	if prep < 1 || !s.toks[prep].isAny("at", "in", "à", "au", "du", "de") {
		return nil
	}
	for k := prep - 1; k > 0 && k > prep-4; k-- {
		if t := &s.toks[k]; t.lex.be != noTense && t.lex.be != infinitive {
			return r.whoAttends(s, k)
		} else if t.in(isNegation) || t.kind != word {
			return nil
		}
	}
	return nil
}

// helpers returns the people whom "with" or "helped by" adds to the subject of a wording
// that ends before token j.
func (s *sentence) helpers(j int) []int {
	const reach = 9
	for k := j; k < len(s.toks) && k < j+reach; k++ {
		if boundary(&s.toks[k]) {
			return nil
		}
		if s.toks[k].is2("with", "avec") {
			return s.peopleFrom(k + 1)
		}
	}
	return nil
}

// whoAttends returns the people who are the subject of the verb at token j; none
// where it is denied of them.
func (r *reader) whoAttends(s *sentence, j int) []int {
	const longest = 6 // words of a verb group
	for n := 0; n < longest && j > 0; n++ {
		t := &s.toks[j-1]
		if t.in(isNegation) || t.in(isHabitual) {
			return nil
		}
		if s.phraseEnding(j) >= 0 || t.kind != word || t.cap || t.lex.have == noTense && t.lex.be == noTense && !t.in(isModal|isAdverb) && !t.isAny("se", "s'", "y", "en", "lui", "l'", "les", "pris", "took", "taken", "had", "has", "have", "will") && !(t.is("to") && at(s.toks, j-2).lex.be != noTense) {
			break
		}
		j--
	}
	if at(s.toks, j-1).is2("qui", "who") {
		j--
	}
	if i := s.phraseEnding(j); i >= 0 && (s.phrases[i].pronoun == "il" || s.phrases[i].pronoun == "he" || s.phrases[i].pronoun == "elle" || s.phrases[i].pronoun == "she") {
		return []int{i}
	}
	i := s.whoBefore(j)
	if i < 0 && at(s.toks, j-1).is2("and", "et") { // "X came with her and was in the room"
		if list := r.nearestSubject(s, j-1); len(list) > 0 && len(s.phrases[list[0]].people) > 0 {
			return list
		}
	}
	if i < 0 || s.phrases[i].prep != "" {
		return nil
	}
	list := s.allBefore(i)
	if s.phrases[list[0]].prep != "" && !s.represents(list[0]) {
		return nil
	}
	return list
}

// represents reports whether a phrase names who stands for a state: "la Suisse, représentée par X".
func (s *sentence) represents(i int) bool {
	p := &s.phrases[i]
	return at(s.toks, p.from-1).is2("par", "by") && at(s.toks, p.from-2).isAny("represente", "representee", "representes", "representees", "represented")
}

// whoBefore returns the phrase of people that ends before token j, past an insertion
// between commas; -1 where there is none.
func (s *sentence) whoBefore(j int) int {
	const longest = 28 // tokens of an insertion
	if at(s.toks, j-3).is("of") && at(s.toks, j-2).is3("that", "the", "his") && at(s.toks, j-1).kind == word && !s.verbFrom[j-1] {
		if i := s.phraseEnding(j - 3); i >= 0 && len(s.phrases[i].people) == 1 {
			return i // "X of that country"
		}
	}
	if at(s.toks, j-2).is("of") && at(s.toks, j-1).cap {
		if i := s.phraseEnding(j - 2); i >= 0 && len(s.phrases[i].people) == 1 {
			return i // "Senator X of Ohio"
		}
	}
	if i := s.phraseEnding(j); i >= 0 && len(s.phrases[i].people) > 0 {
		return i
	} else if i > 0 && s.phrases[i].entry != nil && (s.phrases[i].prep == "of" || s.phrases[i].prep == "de") && len(s.phrases[i-1].people) > 0 && s.phrases[i].from-s.phrases[i-1].to < 3 {
		return i - 1 // "X of Angola"
	}
	last := -1 // the phrase named last before token j
	for i := range s.phrases {
		if s.phrases[i].to <= j {
			last = i
		}
	}
	if !at(s.toks, j-1).is(",") && (last < 0 || s.phrases[last].to != j || !s.phrases[last].comma) {
		return -1
	}
	for i := last; i >= 0 && s.phrases[i].to > j-longest; i-- {
		p := &s.phrases[i]
		if len(p.people) == 0 || p.prep != "" && p.prep != "with" && p.prep != "avec" && !s.represents(i) {
			continue
		}
		if p.comma || s.apposed(p) || at(s.toks, p.to).is3(",", "qui", "who") || at(s.toks, p.to).is4("of", "de", "du", "d'") && i+1 < len(s.phrases) && s.phrases[i+1].entry != nil {
			return s.unbroken(i, j)
		}
	}
	return -1
}

// apposed reports whether a phrase holds a function in apposition to a name.
func (s *sentence) apposed(p *phrase) bool {
	for k := p.people[0].to; k < p.to; k++ {
		if s.toks[k].is(",") {
			return true
		}
	}
	return false
}

// unbroken returns phrase i where no semicolon and no other clause stands between it
// and token j, else -1.
func (s *sentence) unbroken(i, j int) int {
	for k := s.phrases[i].to; k < j; k++ {
		if s.toks[k].isAny(";", ":", "while", "tandis", "but", "mais") {
			return -1
		}
	}
	return i
}

// allBefore returns the phrases of people of a list that ends with phrase i, each with
// what is said of where they come from: "X of A and Y, sent by B".
func (s *sentence) allBefore(i int) []int {
	out := []int{i}
	joint := false
	for i > 0 {
		m := i - 1
		for m >= 0 && len(s.phrases[m].people) == 0 && s.phrases[i].from-s.phrases[m].to < 8 {
			m--
		}
		if m < 0 || s.phrases[i].from-s.phrases[m].to > 12 {
			break
		}
		if p := &s.phrases[m]; m > 0 && p.prep != "" && at(s.toks, p.to).is(",") && s.complements(m) {
			ok, and := s.joinedUp(p.to, s.phrases[i].from, p.comma)
			if joint = joint || and; !ok || !joint {
				break
			}
			out = append([]int{m - 1}, out...) // "X, adviser to Y, and Z"
			if s.phrases[m-1].prep != "" {
				break
			}
			i = m - 1
			continue
		}
		ok, and := s.joinedUp(s.phrases[m].to, s.phrases[i].from, s.phrases[m].comma)
		joint = joint || and
		if !ok || !joint {
			break
		}
		out = append([]int{m}, out...)
		if s.phrases[m].prep != "" {
			break
		}
		i = m
	}
	return out
}

// complements reports whether phrase m is the complement of a function in apposition to the
// name before it: the Y of "X, adviser to Y,".
func (s *sentence) complements(m int) bool {
	const longest = 8
	p, q := &s.phrases[m], &s.phrases[m-1]
	if p.prep != "to" && p.prep != "of" && p.prep != "de" && p.prep != "d'" || len(q.people) == 0 || p.from-q.to > longest || !q.comma && !at(s.toks, q.to).is(",") && !s.apposed(q) {
		return false
	}
	for k := q.to + 1; k < p.from; k++ {
		if s.toks[k].kind == punct || boundary(&s.toks[k]) || s.toks[k].is2("and", "et") {
			return false
		}
	}
	return true
}

// joinedUp reports whether tokens [from, to) only join two people of a list, with an
// apposition to the first, and whether there is a conjunction among them.
func (s *sentence) joinedUp(from, to int, comma bool) (ok, and bool) {
	comma = comma || from == to
	for k := from; k < to; k++ {
		t := &s.toks[k]
		switch {
		case t.is3("and", "et", "ainsi"):
			and, comma = true, true
		case t.is(","):
			comma = true
		case s.verbFrom[k] && !(t.lex.be == noTense && t.lex.have == noTense && t.low != "" && (strings.HasSuffix(t.fold, "ed") || strings.HasSuffix(t.fold, "ent") || strings.HasSuffix(t.fold, "e"))):
			return false, false
		case t.kind == punct && !t.is2("(", ")"), boundary(t):
			return false, false
		}
	}
	return comma, and
}

// whoIsAt returns the people who are where tokens [j, end) tell: before "be" or
// another posture, after it where it comes first, or whom somebody has there.
func (r *reader) whoIsAt(s *sentence, j, end int) []int {
	const reach = 4
	posture := func(t *token) bool {
		return t.lex.be != noTense && t.lex.be != infinitive && !t.is2("soit", "soient") || t.lex.posture
	}
	for k := j - 1; k >= 0 && k > j-reach; k-- {
		t := &s.toks[k]
		if t.in(isNegation) || t.kind != word && !t.is(",") {
			break
		}
		if posture(t) && s.opensWith(k) { // "Étaient aussi à la table X et Y", "Also taking part was X"
			return s.peopleFrom(end)
		}
		if posture(t) || t.lex.be == infinitive && at(s.toks, k-1).isAny("will", "also", "to") {
			return r.whoAttends(s, k)
		}
	}
	for k := end; k < len(s.toks) && k < end+reach; k++ {
		t := &s.toks[k]
		if t.in(isNegation) || t.kind != word || t.cap {
			break
		}
		if posture(t) {
			return s.peopleFrom(k + 1)
		}
	}
	if at(s.toks, j-1).lex.have != noTense { // "il avait à ses côtés X"
		return s.peopleFrom(end)
	}
	return nil
}

// ownOccasion reports whether a wording that ends before token j goes on with an
// occasion of its own: "was among the guests at a lunch".
func (s *sentence) ownOccasion(j int) bool {
	const reach = 6
	for k := j; k < len(s.toks) && k < j+reach && s.toks[k].kind == word; k++ {
		if t := &s.toks[k]; t.lex.noun.contact || t.lex.noun.gathering || t.lex.occasion {
			for m := max(j, k-3); m < k; m++ {
				if s.toks[m].isAny("a", "an", "un", "une", "d'") {
					return true
				}
			}
		}
	}
	return false
}

// occasionAfter reports whether the object that starts at token j is the contact
// told before: a noun of contact or the like with a definite article, and without
// parties of its own.
func (s *sentence) occasionAfter(j int) bool {
	const reach = 6
	definite := false
	for k := j; k < len(s.toks) && k < j+reach; k++ {
		t := &s.toks[k]
		definite = definite || t.of(definiteWords) || at(s.toks, k-1).is2("au", "aux")
		if t.kind == punct || t.cap || s.verbFrom[k] && !t.lex.noun.contact {
			return false
		}
		if t.isAny("two", "earlier", "previous", "premiere", "precedente", "precedents", "a", "an", "un", "une") {
			return false
		}
		if !t.lex.noun.contact && !t.lex.noun.gathering && !t.lex.occasion || !definite {
			continue
		}
		if next := at(s.toks, k+1); next.lex.noun.contact || next.lex.noun.gathering || next.lex.occasion {
			continue
		}
		if at(s.toks, k+1).isAny("of", "de", "d'", "des", "du") {
			if next := at(s.toks, k+2); next.kind == number || next.lex.unit+next.lex.ten > 0 {
				return true // "the session of two hours"
			}
			if t.lex.occasion && !t.lex.noun.contact {
				continue
			}
			return false
		}
		return !at(s.toks, k+1).isAny("with", "between", "avec", "entre", "against", "contre", "on", "sur")
	}
	return false
}

// peopleFrom returns the list of people that starts at token j, or one after it.
func (s *sentence) peopleFrom(j int) []int {
	const reach = 10 // tokens of a function before the name
	for k := j + 1; k < j+4 && k+1 < len(s.toks); k++ {
		if s.toks[k].in(isGuest) && s.toks[k+1].is(",") {
			j = k + 2 // "by their host, X"
		}
	}
	for i := range s.phrases {
		if p := &s.phrases[i]; p.to > j && p.from <= j+1 && len(p.people) > 0 && p.people[0].from >= j && p.people[0].from < j+reach {
			return s.list(i, len(s.toks), -1)
		} else if p.to > j && p.from <= j+1 && p.from >= j-1 && p.title != nil && len(p.people) == 0 && i+1 < len(s.phrases) {
			if q := &s.phrases[i+1]; len(q.people) > 0 && q.prep == "" && q.from-p.to < 4 && s.toks[q.from-1].is(",") {
				return s.list(i+1, len(s.toks), -1) // "son ministre par intérim, X"
			}
		}
	}
	return nil
}

// withBefore returns the people between "with" and token j.
func (s *sentence) withBefore(j int) []int {
	const reach = 7 // tokens of "with the two mediators,"
	i := s.whoBefore(j)
	if i < 0 {
		return nil
	}
	list := s.allBefore(i)
	p := &s.phrases[list[0]]
	if p.prep == "with" || p.prep == "avec" {
		return list
	}
	for k := p.from - 1; k >= 0 && k > p.from-reach && !s.verbFrom[k]; k-- {
		if s.toks[k].is2("with", "avec") {
			return list
		}
	}
	return nil
}

// occasionBefore reports whether the participle at token j belongs to a noun of
// contact, and not to what the contact is only on the margins of.
func (s *sentence) occasionBefore(j int) bool {
	const reach = 7
	for k := j - 1; k >= 0 && k > j-reach; k-- {
		t := &s.toks[k]
		if t.lex.noun.contact || t.lex.occasion {
			for m := max(0, k-8); m < k; m++ {
				if s.toks[m].in(isMargin) {
					return false
				}
			}
			return true
		}
		if t.kind == punct && !t.is(",") || s.verbFrom[k] && t.lex.be == noTense {
			return false
		}
	}
	return false
}

// opensWith reports whether the verb at token k is the first word of its sentence, past
// adverbs.
func (s *sentence) opensWith(k int) bool {
	for j := 0; j < k; j++ {
		if !s.toks[j].in(isAdverb) && !s.toks[j].isAny("also", "aussi", "y") {
			return false
		}
	}
	return true
}

// watching reports whether a phrase is of somebody under whose eyes or with whose help
// something is done: "sous les yeux de X", "avec la médiation de Y".
func (s *sentence) watching(p *phrase) bool {
	const longest = 6
	for j := max(0, p.from-longest); j < p.from && s.anyAttending(); j++ {
		for i := range s.toks[j].lex.attends {
			if a := &s.toks[j].lex.attends[i]; a.how == attendsUnder && a.matches(s.toks, j) {
				return true
			}
		}
	}
	return false
}

// joinedBefore reports whether a verb before token j tells of taking part in something: what a
// relative clause then tells of is that, and no contact told before.
func (s *sentence) joinedBefore(j int) bool {
	for k := range s.verbs {
		if v := &s.verbs[k]; v.to < j && v.verb.can(joins) {
			return true
		}
	}
	return false
}

// besideThing reports whether a wording that ends before token end puts somebody beside what is
// no person: "beside the road".
func (s *sentence) besideThing(a *attending, end int) bool {
	n := len(a.words)
	if a.words[n-1] != "*" || n > 4 || a.words[n-2] != "the" {
		return false
	}
	t := &s.toks[end-1]
	if t.in(isGuest|isPeople) || t.demonym() {
		return false
	}
	for i := range s.phrases {
		if p := &s.phrases[i]; p.from < end && p.to >= end && (p.title != nil || len(p.people) > 0) {
			return false
		}
	}
	return true
}

// andHe returns the person before token j whom "and" adds without a verb to one who sat there: "X sat
// beside the guest, and Y beside the host".
func (s *sentence) andHe(j int) []int {
	i := s.phraseEnding(j)
	if i < 0 {
		i = s.whoBefore(j)
	}
	if i < 0 || len(s.phrases[i].people) == 0 || !at(s.toks, s.phrases[i].from-1).is("and") {
		return nil
	}
	return []int{i}
}
