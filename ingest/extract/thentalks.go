package extract

// thenTalks asserts what a clause after a contact tells by a noun alone: "X flew to Oslo for a
// dinner with Y; a breakfast with Z followed on Saturday": one more of the same person.
func (r *reader) thenTalks(s *sentence, found int) {
	for _, t := range s.talksWith() {
		start := t.noun
		for start > 0 && (s.toks[start-1].in(isArticle|isAdjective) || s.toks[start-1].isAny("an", "working", "private", "second", "further", "another", "separate", "courtesy", "brief", "similar")) {
			start--
		}
		if start == 0 || !s.toks[start-1].is(";") && !(s.toks[start-1].is("and") && at(s.toks, start-2).is(",")) {
			continue
		}
		end := s.phrases[t.party].to
		if !at(s.toks, end).isAny("followed", "follows", "came", "will", "was", "is", "comes") && !s.inDate(end) {
			continue
		}
		for k := len(r.res.Assertions) - 1; k >= found; k-- {
			a := &r.res.Assertions[k]
			if a.Kind >= HoldsRole || a.Quote != s.span || len(a.Participants) != 2 {
				continue
			}
			who, other := a.Participants[0].Entity, a.Participants[1].Entity
			if s.himBefore(t.noun) >= 0 && !r.namesIn(s, other) {
				who, other = other, who // "X is to receive him, and talks with Y are also planned"
			}
			f := framed{who: []EntityID{who}, others: r.peopleOf(s, s.list(t.party, len(s.toks), -1)), status: a.Status, dir: sideOfStatus(a.Status), lo: start, hi: len(s.toks), pivot: t.noun}
			if st, ok := r.nounStatus(s, t.noun, end); !ok || st.hedged || st.status != Occurred && st.status != Planned {
				break
			} else if st.status == Planned {
				f.status, f.dir = Planned, future
			}
			s.part(f.others, []EntityID{other})
			r.frame(s, found, "contact/noun", f)
			break
		}
	}
}
