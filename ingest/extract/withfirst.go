package extract

// withFirst asserts what a sentence tells that opens with whom something was done with:
// "With Y she discussed fisheries, and with Z visas".
func (r *reader) withFirst(s *sentence, found int) {
	if !s.toks[0].is("with") {
		return
	}
	i := s.firstPhrase(0)
	if list := s.peopleFrom(1); len(list) > 0 {
		i = list[0] // "With Japan's X"
	}
	if s.phrases[i].from > 4 || len(s.phrases[i].people) == 0 || at(s.toks, s.phrases[i].to).is2("'s", "'") {
		return
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.bare || v.from < s.phrases[i].to {
			continue
		}
		if v.passive || v.neg || v.wish || v.hedged {
			return
		}
		who, list := r.peopleOf(s, r.subject(s, k)), s.list(i, len(s.toks), -1)
		var a Assertion
		dir := a.settle(v)
		if !v.verb.can(treats | contacts | speaks) { // "With Y she stressed the need": in a round of calls alone
			if list = s.list(i, len(s.toks), v.from); at(s.toks, s.phrases[list[len(list)-1]].to).is(",") {
				return
			}
			who, a.Kind = r.inRound(s, who, v.from)
		}
		if len(who) == 1 {
			from, day := len(r.res.Assertions), Date{}
			if a.Kind != Meeting {
				day = r.lastTold().Date
			}
			r.frame(s, found, "contact/verb", framed{who: who, others: r.peopleOf(s, list), status: a.Status, dir: dir, hi: len(s.toks), pivot: v.from, kind: a.Kind})
			for m := from; m < len(r.res.Assertions); m++ {
				if b := &r.res.Assertions[m]; b.Date.IsZero() {
					b.Date = day
				}
			}
		}
		return
	}
}

// inRound returns who is the subject of a verb at token j, where he is the one who spoke from afar
// with those told of before, and how; nobody where he is not.
func (r *reader) inRound(s *sentence, who []EntityID, j int) ([]EntityID, Kind) {
	last := r.lastTold()
	if last == nil || !remote(last.Kind) || last.Status != Occurred || last.Participants[0].Side == 0 {
		return nil, Meeting
	}
	caller := last.Participants[:1]
	if i := s.phraseEnding(j); i >= 0 && s.phrases[i].pronoun != "" && s.phrases[i].title == nil && s.phrases[i].pronoun != together || len(who) == 1 && who[0] == caller[0].Entity {
		return []EntityID{caller[0].Entity}, last.Kind
	}
	return nil, Meeting
}
