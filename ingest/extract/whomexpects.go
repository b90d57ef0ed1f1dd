package extract

// whomExpected asserts the visit to come of somebody whom a relative clause tells to be expected,
// with the verb at token j: "Y, whom X expects in Canberra in April". It reports whether it did.
func (r *reader) whomExpected(s *sentence, j int) bool {
	host := s.phraseEnding(j)
	if host < 0 || s.phrases[host].from < 2 || !s.toks[s.phrases[host].from-1].is("whom") {
		return false
	}
	guest := s.namedBefore(s.phrases[host].from - 1)
	if guest < 0 {
		return false
	}
	hosts, guests := r.peopleOf(s, []int{host}), r.peopleOf(s, []int{guest})
	if len(hosts) != 1 || len(guests) != 1 || hosts[0] == guests[0] {
		return false
	}
	hi := j + 1
	for hi < len(s.toks) && !boundary(&s.toks[hi]) && !s.toks[hi].is(",") {
		hi++
	}
	a := Assertion{Kind: Meeting, Status: Planned, Place: r.placeIn(s, j, hi, j), ClaimedBy: s.claimer, Quote: s.span, Rule: "contact/verb", Role: Role{Body: None, Country: None}}
	if a.Date = r.dateIn(s, j, hi, j, future); a.Date.IsZero() && a.Place == None {
		return false
	}
	r.pairs(a, hosts, guests)
	return true
}

// namedBefore returns the phrase of the person whose name, or what a comma adds to it, ends before
// token end: "Y, her counterpart"; -1 where there is none.
func (s *sentence) namedBefore(end int) int {
	const reach = 7
	for j := end; j > 0 && j > end-reach; j-- {
		if j < end && !s.toks[j].is(",") {
			continue
		}
		if i := s.phraseEnding(j); i >= 0 && len(s.phrases[i].people) > 0 {
			return i
		}
	}
	return -1
}
