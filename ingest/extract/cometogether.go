package extract

// comeTogether reports whether several people who join another are leaders of several states, who sit
// with him at one table: those of one state are a delegation.
func (r *reader) comeTogether(who []EntityID) bool {
	return len(who) > 1 && r.allPeople(who) && r.homes(who) != 1
}

// withAll returns the assertion with some more participants, all at one table.
func (a Assertion) withAll(who []EntityID) Assertion {
	a.Participants = append(make([]Participant, 0, len(a.Participants)+len(who)), a.Participants...)
	for _, id := range who {
		a.Participants = append(a.Participants, Participant{Entity: id})
	}
	return a
}

// homes returns of how many countries some people are told to be, 0 where that is not told of all.
func (r *reader) homes(who []EntityID) int {
	var states []EntityID
	for _, id := range who {
		c := r.countryOf(id)
		if c == None {
			return 0
		}
		if !hasEntity(states, c) {
			states = append(states, c)
		}
	}
	return len(states)
}
