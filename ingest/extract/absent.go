package extract

import "slices"

// noteAbsent keeps the people whom a sentence names only as those by whom others are sent,
// whom they follow in office or of whose death, letters or relations it tells: "dépêché par
// X", "X's successor", "the fall of X". They are in no contact that no rule has found.
func (r *reader) noteAbsent(s *sentence, _ int) {
	for i := range s.phrases {
		p := &s.phrases[i]
		if len(p.people) != 1 || !s.namedAsAbsent(p) && !s.disclaims(p) {
			continue
		}
		id := r.person(p.people[0].text)
		again := false
		for k := range s.phrases {
			if k != i {
				for _, n := range s.phrases[k].people {
					again = again || r.person(n.text) == id && !s.namedAsAbsent(&s.phrases[k]) && !s.disclaims(&s.phrases[k])
				}
			}
		}
		if !again {
			s.absent = append(s.absent, id)
		}
	}
}

// namedAsAbsent reports whether a phrase stands after a word of absence, as its
// complement, or before it, as its owner.
func (s *sentence) namedAsAbsent(p *phrase) bool {
	const reach = 4 // tokens between the word and who belongs to it
	if at(s.toks, p.to).is2("'s", "'") {
		for j := p.to + 1; j < p.to+reach && j < len(s.toks); j++ {
			if t := &s.toks[j]; t.in(isAbsence) {
				return true
			} else if t.lex.noun.contact || t.in(isVenue) || t.kind != word {
				return false
			}
		}
		return false
	}
	if p.prep == "to" || p.prep == "of" || p.prep == "de" || p.prep == "d'" {
		if at(s.toks, p.from-2).isAny("policies", "policy", "politique", "politiques") {
			return true // "uneasy about the policies of X"
		}
		if at(s.toks, p.from-2).isAny("aide", "adviser", "advisor", "aides", "advisers", "confidant", "conseiller", "conseillere", "assistant", "deputy", "proche", "spokesman", "spokeswoman", "spokesperson", "porte-parole") {
			return true // "an aide to X"
		}
	}
	if p.prep == "" && at(s.toks, p.from-1).isAny("mort", "morte", "enterre", "inhume", "repose") && at(s.toks, p.from-2).isAny("est", "où", "ete", "fut") {
		return true // "la maison où est mort X"
	}
	switch p.prep {
	case "de", "d'", "par", "of", "by", "from":
	case "to":
		if len(p.people) == 1 && p.people[0].from > p.from && s.has(p.from, p.people[0].from, "'s", "'") {
			return false
		}
		return p.from > 1 && s.toks[p.from-2].isAny("aide", "adviser", "advisor", "envoy", "counsellor", "counselor", "assistant", "successor", "heir") // "an aide to X"
	default:
		return false
	}
	for j := p.from - 2; j >= 0 && j > p.from-2-reach; j-- {
		t := &s.toks[j]
		switch {
		case t.in(isAbsence), s.serves(j):
			return true
		case t.lex.noun.contact || t.kind != word || s.verbFrom[j] || boundary(t):
			return false
		}
	}
	return false
}

// disclaims reports whether a phrase is the subject of a verb of denial that has a clause as
// its object: who denies that others met was not with them.
func (s *sentence) disclaims(p *phrase) bool {
	const reach = 4
	if p.prep != "" {
		return false
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.from < p.to || v.from > p.to+reach || !v.verb.can(denies) || v.bare || v.passive {
			continue
		}
		for j := v.to; j < len(s.toks) && j < v.to+reach; j++ {
			if s.toks[j].is3("que", "qu'", "that") {
				return true
			}
		}
	}
	return false
}

// stayAway notes those who will both not be where the sentence tells of a contact: "Neither X nor Y will
// attend", "Ni X ni Y n'assistera au sommet".
func (r *reader) stayAway(s *sentence, _ int) {
	if !s.toks[0].is2("neither", "ni") {
		return
	}
	for j := 1; j < len(s.toks); j++ {
		t := &s.toks[j]
		if !t.isAny("attend", "travel", "go", "come", "participate", "present", "fly", "assistera", "assisteront", "ira", "iront", "viendra", "viendront", "participera", "participeront", "sera", "seront") {
			if boundary(t) && t.kind != punct && !t.is("ni") && !t.is("nor") {
				return
			}
			continue
		}
		for i := range s.phrases {
			if p := &s.phrases[i]; p.to <= j {
				s.absent = append(s.absent, r.peopleOf(s, []int{i})...)
			}
		}
		return
	}
}

// partAgents parts those by whom somebody was received one after the other: "accueilli par
// A, puis reçu par B" puts A and B in no contact. Nor is he by whom somebody else was met, as an apposition
// tells, in one with those before: "A a critiqué B, rencontré en 2019 par C".
func (r *reader) partAgents(s *sentence, _ int) {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.prep != r.g.by || len(p.people) == 0 {
			continue
		}
		r.partMetBy(s, i)
		for k := i + 1; k < len(s.phrases); k++ {
			q := &s.phrases[k]
			if q.prep != r.g.by || len(q.people) == 0 {
				continue
			}
			for j := p.to; j < q.from; j++ {
				if t := &s.toks[j]; t.in(isThen) || t.isAny("puis", "ensuite", "then", "later", "avant", "before") {
					s.part(r.peopleOf(s, []int{i}), r.peopleOf(s, []int{k}))
					break
				}
			}
		}
	}
}

// partMetBy parts those of phrase i, by whom the one whom an apposition is about was met, from those named
// before him.
func (r *reader) partMetBy(s *sentence, i int) {
	const reach = 7 // tokens from the participle to "par"
	for k := s.phrases[i].from - 1; k > 1 && k > s.phrases[i].from-reach; k-- {
		if !s.toks[k].of(metThereWords) || !s.toks[k-1].is(",") {
			continue
		}
		met := s.phraseEnding(k - 1)
		if met < 0 {
			met = s.phraseEnding(k)
		}
		for n := 0; n < met; n++ {
			s.part(r.peopleOf(s, []int{n}), r.peopleOf(s, []int{i}))
		}
		return
	}
}

// partInTurn parts several subjects of what each did by himself: "A et B l'y avaient tour à
// tour entendu", "A and B saw him in turn".
func (r *reader) partInTurn(s *sentence, _ int) {
	turn := false
	for j := 0; j+1 < len(s.toks) && !turn; j++ {
		t, next := &s.toks[j], &s.toks[j+1]
		turn = t.is("tour") && next.is2("à", "de") && at(s.toks, j+2).is2("tour", "role") || t.is("in") && next.is("turn") || t.is2("successivement", "separement") || t.is2("separately", "successively") || t.isAny("individually", "individuellement", "chacun", "chacune") ||
			t.is("each") && !next.is2("other", "of") || t.is("separate") && (next.lex.noun.contact || next.isAny("appointments", "bilateral", "sessions")) || t.is("after") && next.is("the") && at(s.toks, j+2).is("other") || t.is("apres") && at(s.toks, j+2).is("autre")
	}
	if !turn {
		return
	}
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.prep != "" || len(p.people) == 0 {
			continue
		}
		list := s.list(i, len(s.toks), -1)
		if b := s.listBefore(i); len(b) > len(list) {
			list = b
		}
		if end := s.phrases[list[len(list)-1]].to; len(list) < 2 || !s.pronounAfter(end) && !s.anotherParty(list) && !s.has(end, end+3, "chacun", "chacune", "each") {
			continue
		}
		all := r.peopleOf(s, list)
		for k := range all {
			s.part(all[:k], all[k:k+1])
		}
		s.byTurns = true
	}
}

// anotherParty reports whether a sentence has just one more who may be a party beside a list of people.
func (s *sentence) anotherParty(list []int) bool {
	n := 0
	for i := range s.phrases {
		p := &s.phrases[i]
		if slices.Contains(list, i) || p.weak || p.prep == "of" || p.prep == "de" || p.prep == "d'" {
			continue
		}
		if len(p.people) == 1 || p.pronoun != "" && p.pronoun != together && p.pronoun != them && p.pronoun != "il" || p.title != nil && !p.title.many() && p.title.definite() && len(p.people) == 0 {
			n++
		}
	}
	return n == 1
}

// pronounAfter reports whether an object pronoun for one person stands in the verb that
// follows token j.
func (s *sentence) pronounAfter(j int) bool {
	const reach = 7
	for k := j; k < len(s.toks) && k < j+reach; k++ {
		t := &s.toks[k]
		if t.is2("him", "her") || t.is4("l'", "lui", "le", "la") && (at(s.toks, k+1).lex.have != noTense || at(s.toks, k+1).is2("y", "en") || len(at(s.toks, k+1).forms) > 0 && !at(s.toks, k+1).cap) {
			return true
		}
		if boundary(t) {
			return false
		}
	}
	return false
}

// isAbsent reports whether a sentence names somebody only as not being there.
func (s *sentence) isAbsent(id EntityID) bool { return hasEntity(s.absent, id) }

// partApart parts several subjects of a verb of what is done from afar: that A and B both
// condemned something puts nobody together.
func (r *reader) partApart(s *sentence, _ int) {
	const reach = 4 // tokens between the last of them and the verb
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.prep != "" || len(p.people) == 0 {
			continue
		}
		list := s.list(i, len(s.toks), -1)
		if len(list) < 2 {
			continue
		}
		end := s.phrases[list[len(list)-1]].to
		for j := end; j < end+reach && j < len(s.toks); j++ {
			t := &s.toks[j]
			if s.inDate(j) || t.isAny("on", "le", "both", "each", "ont", "chacun", "have", "had", "tous", "toutes", "deux", "trois", "all") {
				end++
				continue
			}
			if t.kind != word || t.cap || boundary(t) {
				break
			}
			if !s.apart(j, j+1) {
				continue
			}
			if !s.otherCue(-1) && !s.sideBySide(0, len(s.toks)) {
				all := r.peopleOf(s, list)
				for k := range all {
					s.part(all[:k], all[k:k+1])
				}
			}
			break
		}
	}
}

// serves reports whether the word at token j names somebody who stands for another: what
// follows it tells whose he is: "envoyé personnel d'X", "émissaire de Y".
func (s *sentence) serves(j int) bool {
	return s.toks[j].isAny("envoye", "envoyee", "emissaire", "conseiller", "conseillere", "representant", "representante") &&
		!at(s.toks, j+1).isAny("par", "a") && !at(s.toks, j-1).isAny("a", "ont", "est", "ete", "avait")
}
