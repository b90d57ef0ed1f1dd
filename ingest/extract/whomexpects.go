package extract

// whomExpected asserts the visit to come of somebody whom a relative clause tells to be expected,
// with the verb at token j: "Y, whom X expects in Canberra in April". It reports whether it did.
func (r *reader) whomExpected(s *sentence, j int) bool {
	host := s.phraseEnding(j)
	if host < 0 || s.phrases[host].from < 2 || !s.toks[s.phrases[host].from-1].is("whom") {
		return false
	}
	end := s.phrases[host].from - 1
	if s.toks[end-1].is(",") {
		end--
	}
	guest := s.phraseEnding(end)
	if guest < 0 || len(s.phrases[guest].people) == 0 && s.phrases[guest].title == nil {
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
