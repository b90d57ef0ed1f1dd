package extract

// Those with whom somebody came: "X est arrivé à Y, accompagné de Z. W l'a reçu." They sit
// beside him at the contact that the paragraph tells next of him and his host.

// company is with whom somebody travels.
type company struct {
	who      EntityID
	mates    []EntityID
	block    int
	sentence int
}

// travels notes with whom the subject of a sentence that tells of no contact came.
func (r *reader) travels(s *sentence, who EntityID, list []int) {
	mates := r.peopleOf(s, list)
	if who == None || len(mates) == 0 || hasEntity(mates, who) {
		return
	}
	for k := range s.verbs {
		if v := &s.verbs[k]; v.verb.can(goes) && !v.neg && !v.wish && !v.hedged {
			r.company = company{who, mates, r.block, r.sentence}
			return
		}
	}
}

// withCompany adds to the contacts that a sentence tells of somebody those with whom the
// sentence before it tells that he came.
func (r *reader) withCompany(s *sentence, found int) {
	const reach = 2 // sentences
	c := &r.company
	if len(c.mates) == 0 || c.block != r.block || c.sentence == r.sentence || r.sentence-c.sentence > reach {
		return
	}
	for i := found; i < len(r.res.Assertions); i++ {
		a := &r.res.Assertions[i]
		if a.Kind >= Gathering || remote(a.Kind) || a.Status != Occurred || a.Quote != s.span || len(a.Participants) != 2 || !hasParty(a, c.who) {
			continue
		}
		if r.guest != c.who || r.guestAt != r.sentence || hasParty(a, c.mates[0]) {
			continue
		}
		for k := range a.Participants {
			a.Participants[k].Side = 2
			if a.Participants[k].Entity == c.who {
				a.Participants[k].Side = 1
			}
		}
		for _, id := range c.mates {
			a.Participants = append(a.Participants, Participant{Entity: id, Side: 1})
		}
		c.mates = nil
		return
	}
}
