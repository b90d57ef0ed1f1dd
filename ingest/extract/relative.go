package extract

// again asserts that the parties of the contact told last meet once more:
// "les deux hommes se reverront mardi". Without a new day, place or status the
// sentence only goes on about the same contact.
func (r *reader) again(f frame, parties []EntityID, claim EntityID) {
	s, v := f.s, f.s.verbs[f.k]
	if v.passive || v.wish {
		return
	}
	a := Assertion{Kind: f.mode(r), Place: None, ClaimedBy: claim, Quote: s.span, Rule: "contact/again", Role: Role{Body: None, Country: None}}
	dir := a.settle(v)
	a.Date = r.dateIn(s, f.lo, f.hi, v.from, dir)
	a.Place = r.placeIn(s, f.lo, f.hi, v.from)
	last := &r.res.Assertions[r.topical[len(r.topical)-1]]
	if len(r.objects(f, parties)) > 0 {
		return
	}
	if a.Status == last.Status && remote(a.Kind) == remote(last.Kind) {
		if a.Date.IsZero() || a.Date == last.Date {
			if last.Place == None {
				last.Place = a.Place
			}
			return
		}
		if last.Date.IsZero() {
			last.Date = a.Date
			if last.Place == None {
				last.Place = a.Place
			}
			return
		}
	}
	for _, id := range parties {
		a.Participants = append(a.Participants, Participant{Entity: id})
	}
	r.add(a)
	r.topical, r.topicalAt = append(r.topical[:0], len(r.res.Assertions)-1), r.block
}

// relative returns the subject of a verb after "où", "que" or "whom" that
// stands right after it ("que recevra X"), or before it with words between.
func (r *reader) relative(s *sentence, k int) []EntityID {
	v := s.verbs[k]
	if v.from == 0 || !s.toks[v.from-1].is("que", "qu'", "où") {
		return nil
	}
	if i := s.phraseFrom(v.to); i >= 0 && s.phrases[i].prep == "" {
		return r.partiesIn(s, i)
	}
	return nil
}

func (s *sentence) phraseFrom(from int) int {
	for i := range s.phrases {
		if s.phrases[i].from == from {
			return i
		}
	}
	return -1
}

// fronted returns the object that stands before its verb: "Y, que X a
// rencontré", "Y, avec qui X s'est entretenu", "Avec Y, X a discuté de Z".
func (r *reader) fronted(s *sentence, f frame) []EntityID {
	v := s.verbs[f.k]
	if v.passive || v.object != "" {
		return nil
	}
	if f.prep == "avec" || f.prep == "with" { // "Avec Y, X a discuté"
		if len(s.phrases) > 0 && f.lo == 0 {
			if p := &s.phrases[0]; p.from > 0 && p.from <= 2 && p.prep == f.prep && s.toks[0].is(f.prep) {
				return r.listed(s, 0, v.from)
			}
		}
	}
	if f.lo < 2 {
		return nil
	}
	at := f.lo - 1 // the relative pronoun
	switch t := s.toks[at]; {
	case t.is("que", "qu'", "whom") && f.prep == "":
	case t.is("qui", "whom") && s.toks[at-1].is(f.prep):
		at--
	default:
		return nil
	}
	if at > 0 && s.toks[at-1].is(",") && s.phraseEnding(at) < 0 {
		at--
	}
	if i := s.phraseEnding(at); i >= 0 && len(s.phrases[i].people) > 0 {
		return r.partiesIn(s, i)
	}
	return nil
}

// listed resolves the phrases of the list that starts with phrase i.
func (r *reader) listed(s *sentence, i, limit int) []EntityID {
	var out []EntityID
	for _, k := range s.list(i, limit, -1) {
		for _, id := range r.partiesIn(s, k) {
			if !hasEntity(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// led returns the phrase of the named head of a delegation among tokens
// [lo, hi): "une délégation conduite par X"; -1 where there is none.
func (s *sentence) led(lo, hi int) int {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from > lo && p.from < hi && len(p.people) > 0 && s.leadWord(p.from) {
			return i
		}
	}
	return -1
}

// leadWord reports whether "conduite par" or "led by" stands before token at,
// after a word for several people.
func (s *sentence) leadWord(at int) bool {
	by := at - 1
	if by > 0 && !s.toks[by].is("par", "by") {
		by--
	}
	return by > 0 && s.toks[by].is("par", "by") &&
		s.toks[by-1].is("conduite", "menee", "dirigee", "emmenee", "presidee", "conduits", "diriges", "led", "headed", "chaired")
}
