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
