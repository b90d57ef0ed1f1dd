package extract

// delegated takes the states out of contacts in which people take part on more sides than
// one: "the envoys of Norway and Chile consulted by telephone; X and Y took part" tells of
// X and Y, and "they met in Z" has a country for a place. Contacts that a rule for states
// tells of stay as they are, and those that states are told to be at too.
func (r *reader) delegated() {
	for i := range r.res.Assertions {
		a := &r.res.Assertions[i]
		if a.Kind >= RegularContact || len(a.Participants) < 3 || a.Rule == "contact/states" || a.joined || !r.peopleMet(a) {
			continue
		}
		kept := a.Participants[:0]
		for _, p := range a.Participants {
			if r.res.Entities[p.Entity].Kind != Country {
				kept = append(kept, p)
			}
		}
		a.Participants = kept
	}
}

// peopleMet reports whether two people take part in a contact, not all on one side.
func (r *reader) peopleMet(a *Assertion) bool {
	var first *Participant
	for i := range a.Participants {
		p := &a.Participants[i]
		if r.res.Entities[p.Entity].Kind != Person {
			continue
		}
		if first == nil {
			first = p
		} else if p.Side == 0 || p.Side != first.Side {
			return true
		}
	}
	return false
}
