package extract

// Who led, attended for a state or was sent to the contact told of before, where the words
// of its sentence would otherwise tell of a contact of their own: "X chaired the session
// along with Y", "the meeting was led by X and Y", "Qatar sent its minister, X", "X
// represented Qatar".

// chaired adds to the contact told before those of whom a sentence tells that they led it.
func (r *reader) chaired(s *sentence, _ int) {
	if s.has(0, len(s.toks), "delegations", "teams", "equipes") {
		return
	}
	for j := range s.toks {
		t := &s.toks[j]
		if !t.of(chairWords) {
			continue
		}
		var list, along []int
		if end := s.theOccasion(j + 1); end > 0 {
			list, along = r.whoAttends(s, j), s.alongside(end)
			if len(list) == 0 && at(s.toks, j-1).is2("and", "et") {
				list = r.nearestSubject(s, j)
			}
		} else if at(s.toks, j+1).is(r.g.by) || at(s.toks, j+1).is2("by", "par") {
			if s.backAtOpening() && s.undergone(j) {
				list = s.peopleFrom(j + 2)
			}
		}
		if len(list) == 0 {
			continue
		}
		r.thatOne = true
		any := r.attend(s, len(r.res.Assertions), list, false)
		any = r.attend(s, len(r.res.Assertions), along, false) || any
		r.thatOne = false
		if any {
			r.takenUp(s)
		}
		return
	}
}

// takenUp keeps the other rules from a sentence that has added to the contact told before.
func (r *reader) takenUp(s *sentence) {
	s.sided = true
	for k := range s.verbs {
		s.told[k] = true
	}
}

// theOccasion returns the token after the contact told before that is the object which
// starts at token j: "the session", "les débats"; 0 where there is none or it has parties
// of its own.
func (s *sentence) theOccasion(j int) int {
	const reach = 5
	if at(s.toks, j).is2("over", "à") {
		j++
	}
	if at(s.toks, j).is("them") {
		return j + 1
	}
	if !at(s.toks, j).isAny("the", "their", "this", "la", "le", "l'", "les", "leur", "leurs", "cette", "ces", "ce") {
		return 0
	}
	for k := j + 1; k < len(s.toks) && k < j+reach; k++ {
		t := &s.toks[k]
		if t.kind == punct || t.cap || s.verbFrom[k] && !t.lex.noun.contact {
			return 0
		}
		if !t.lex.noun.contact && !t.lex.noun.gathering && !t.lex.occasion || t.lex.noun.round {
			continue
		}
		if at(s.toks, k+1).isAny("of", "de", "d'", "des", "du", "between", "entre", "on", "sur") {
			return 0
		}
		return k + 1
	}
	return 0
}

// alongside returns the people whom "with", "along with", "aux côtés de" adds at token j.
func (s *sentence) alongside(j int) []int {
	for n := 0; n < 3 && at(s.toks, j).isAny("along", "together", "jointly", "conjointement", "aux", "cotes"); n++ {
		j++
	}
	if at(s.toks, j).isAny("with", "avec", "alongside", "de", "d'", "du") {
		return s.peopleFrom(j + 1)
	}
	return nil
}

// represented adds to the contact told before the one whom a sentence tells to have been
// sent there by a state or body, or to have stood for it.
func (r *reader) represented(s *sentence, _ int) {
	last := r.lastTold()
	if len(last.Participants) < 2 && last.Kind != Gathering || remote(last.Kind) || last.Status == Cancelled || last.Status == Denied {
		return
	}
	for j := range s.toks {
		t := &s.toks[j]
		if !t.of(sentWords) {
			continue
		}
		list := r.emissary(s, j)
		if len(list) == 0 || s.notThey(list) || last.Status == Occurred && s.toBe(j) {
			continue
		}
		if r.attend(s, len(r.res.Assertions), list, false) {
			for _, i := range s.byTheirs(s.phrases[list[len(list)-1]].to) {
				r.attend(s, len(r.res.Assertions), []int{i}, false)
			}
			r.takenUp(s)
			return
		}
	}
}

// byTheirs returns the people after token j who stand for further states without a verb: "Algeria
// was represented by X, Mauritania by Y", "l'Algérie était représentée par X, la Mauritanie par Y".
func (s *sentence) byTheirs(j int) []int {
	var out []int
	for i := 1; i < len(s.phrases); i++ {
		p, state := &s.phrases[i], &s.phrases[i-1]
		if p.from >= j && (p.prep == "by" || p.prep == "par") && len(p.people) > 0 && (state.entry != nil || state.body != nil) && p.from-state.to < 2 && s.toks[max(0, state.from-1)].isAny(",", "and", "et", "la", "le", "l'") {
			out = append(out, i)
		}
	}
	return out
}

// toBe reports whether the verb at token j is told of what is to come.
func (s *sentence) toBe(j int) bool {
	return s.toks[j].isAny("enverra", "depechera", "deleguera", "representera", "representeront") || at(s.toks, j-1).isAny("will", "to", "would") || at(s.toks, j-1).is("be") || at(s.toks, j-1).lex.be == futureTense
}

// emissary returns whom the word at token j, of sending or of representing, tells to have
// been there.
func (r *reader) emissary(s *sentence, j int) []int {
	t := &s.toks[j]
	for k := j - 1; k >= 0 && k > j-5; k-- {
		if s.toks[k].in(isNegation) {
			return nil
		}
	}
	switch {
	case t.is4("spoke", "speaks", "parlait", "negociait"): // "X spoke for Peru"
		if _, end := r.stateAt(s, j+2); at(s.toks, j+1).is2("for", "pour") && end > j+2 && s.endsThere(end) {
			return r.whoAttends(s, j)
		}
	case t.isAny("represented", "representait", "representera", "representaient", "representeront", "representent", "represents"): // "X represented Qatar", "X y représentait le Qatar"
		_, end := r.stateAt(s, j+1)
		if end > j+1 && s.endsThere(end) {
			return r.whoAttends(s, j)
		}
		by := j + 1
		if at(s.toks, by).is("there") {
			by++
		}
		if at(s.toks, by).is("by") && s.stateSubject(r, j) {
			return s.sentOne(by+1, true)
		}
	case t.is2("represente", "representee") && at(s.toks, j+1).is("par"):
		if s.stateSubject(r, j) {
			return s.sentOne(j+2, true)
		}
	case t.is4("representes", "representees", "represente", "representee"):
	case s.stateSubject(r, j):
		return s.sentOne(j+1, t.is2("delegue", "delegated"))
	}
	return nil
}

// stateSubject reports whether a state or body is the subject of the verb at token j, the
// first of its sentence.
func (s *sentence) stateSubject(r *reader, j int) bool {
	for j > 0 && (s.toks[j-1].lex.have != noTense || s.toks[j-1].lex.be != noTense || s.toks[j-1].in(isAdverb|isModal) || s.toks[j-1].isAny("y", "had", "has", "also")) {
		j--
	}
	for i := range s.phrases {
		if p := &s.phrases[i]; p.to == j {
			return p.from == 0 && (p.entry != nil || p.body != nil || len(p.people) == 1 && p.pronoun == "")
		}
	}
	return false
}

// sentOne returns the one person who is named from token j on by a function and a name, or
// by a name alone, where the sentence then says nothing of another place.
func (s *sentence) sentOne(j int, alone bool) []int {
	list := s.peopleFrom(j)
	if len(list) == 0 {
		return nil
	}
	if p := &s.phrases[list[0]]; p.title == nil && !alone && !at(s.toks, p.to+2).is4("place", "stead", "name", "behalf") || p.prep != "" && p.prep != "by" && p.prep != "par" {
		return nil
	}
	last := list[len(list)-1]
	end := s.phrases[last].to
	if last+1 < len(s.phrases) && at(s.toks, end).isAny("to", "of", "de", "du", "d'") && s.phrases[last+1].from <= end+2 {
		end = s.phrases[last+1].to // "adviser to X"
	}
	if !s.endsThere(end) {
		return nil
	}
	return list
}

// endsThere reports whether nothing from token j on sends somebody elsewhere or on another
// day: the sentence ends, or another clause opens.
func (s *sentence) endsThere(j int) bool {
	t := at(s.toks, j)
	if t.is("in") && at(s.toks, j+2).is2("place", "stead") {
		return true
	}
	return t.kind == punct || t.isAny("as", "en", "comme", "there", "and", "et", "who", "qui", "too", "aussi") || t.isAny("at", "à") && s.theOccasion(j+1) > 0
}
