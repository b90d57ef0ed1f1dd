package extract

// Lists whose items carry a clause of their own: "A, who had brokered the truce, and B".

// pastAside returns the comma that closes a relative clause which token to opens after a name and
// after which a list goes on: that before "and B" in "A, who had brokered the truce, and B"; to
// where there is none.
func (s *sentence) pastAside(to int) int {
	const longest = 18 // tokens of the clause
	if !at(s.toks, to).is(",") || !at(s.toks, to+1).isAny("who", "whose", "whom", "which", "qui", "dont") {
		return to
	}
	for j := to + 2; j < len(s.toks) && j < to+longest; j++ {
		switch t := &s.toks[j]; {
		case t.is4(";", ":", "—", "”"), t.is("»"):
			return to
		case t.is(","):
			if at(s.toks, j+1).isAny("and", "et", "ainsi", "puis", "then") {
				return j
			}
			return to
		}
	}
	return to
}

// beforeAside returns the phrase of one person whose relative clause ends right before the
// "and" with which phrase i goes on a list, -1 for none.
func (s *sentence) beforeAside(i int) int {
	const reach = 24
	p := &s.phrases[i]
	for k := i - 1; k >= 0 && p.from-s.phrases[k].to < reach; k-- {
		q := &s.phrases[k]
		if len(q.people) != 1 {
			continue
		}
		if end := s.pastAside(q.to); end > q.to && end < p.from && s.connected(end, p.from, false) {
			return k
		}
	}
	return -1
}
