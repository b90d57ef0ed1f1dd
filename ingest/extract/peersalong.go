package extract

// alongWith returns the people with whom the subject of a sentence did what it tells, where
// they open it: "together with his peers A and B, X met Y"; "aux côtés de A, X a reçu Y".
func (r *reader) alongWith(s *sentence) []EntityID {
	open := s.opening()
	if open == 0 {
		return nil
	}
	from := 0
	switch first, second := &s.toks[0], at(s.toks, 1); {
	case first.is3("together", "along", "jointly") && second.is("with"):
		from = 2
	case first.is("alongside"), first.is("avec") && second.isAny("ses", "son", "sa"):
		from = 1
	case first.is("en") && second.is("compagnie"), first.is("aux") && second.is("cotes"):
		from = 3
	default:
		return nil
	}
	var who []EntityID
	end := from
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < from || len(p.people) == 0 {
			continue
		}
		if len(who) > 0 && s.parts(end, p.from) || s.subjectOfVerb(p) {
			break
		}
		for _, id := range r.partiesIn(s, i) {
			if id != None && !hasEntity(who, id) {
				who = append(who, id)
			}
		}
		end = p.to
		if at(s.toks, end).is(",") && !s.moreOfList(end) {
			break
		}
	}
	return who
}

// moreOfList reports whether "et" or "and" stands between the comma at token j and the verb:
// the list has not ended.
func (s *sentence) moreOfList(j int) bool {
	for ; j < len(s.toks) && !s.verbFrom[j]; j++ {
		if s.toks[j].is2("et", "and") {
			return true
		}
	}
	return false
}

// companions returns the people whom "avec" or "with" adds to a verb that does not
// govern them by it.
func (r *reader) companions(s *sentence, v *group) []EntityID {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.from < v.to || p.prep != r.g.with || len(p.people) == 0 {
			continue
		}
		for j := v.to; j < p.from; j++ {
			if boundary(&s.toks[j]) || s.verbFrom[j] || s.toks[j].lex.noun.contact {
				return nil
			}
		}
		return r.listed(s, i, len(s.toks))
	}
	return nil
}

// withPeers adds to the one party of a contact those with whom the sentence opens, and
// reports whether there are any.
func (r *reader) withPeers(s *sentence, parties, others []EntityID) ([]EntityID, bool) {
	if len(others) == 0 || len(parties) != 1 || r.res.Entities[parties[0]].Kind != Person {
		return parties, false
	}
	for _, id := range r.alongWith(s) {
		if !hasEntity(parties, id) && !hasEntity(others, id) {
			parties = append(parties, id)
		}
	}
	return parties, len(parties) > 1
}

// sameAt reads what "the same" at token j stands before, "the same African presidents", and
// reports whether it is several people.
func (p *phrase) sameAt(toks []token, j int) bool {
	const longest = 3
	for n := 0; n < longest && j < len(toks); n, j = n+1, j+1 {
		if h, k := headAt(toks, j); k > 0 && h.plural || toks[j].in(isPeople) {
			p.to, p.same = j+max(k, 1), true
			return !at(toks, p.to).is4("de", "du", "d'", "of")
		}
		if !toks[j].cap {
			return false
		}
	}
	return false
}
