package extract

// guestsOfSummit puts around one table those who are told to be the guests of the one in whose country a
// summit was, right after it: "Finland hosted a summit on Wednesday. Sauli Niinistö's guests were A, B and C."
func (r *reader) guestsOfSummit(s *sentence, found int) {
	const few = 3
	if len(r.res.Assertions)-found < few || found == 0 || r.before == nil || r.beforeBlock != r.block {
		return
	}
	own := r.res.Assertions[found:]
	for i := range own {
		a := &own[i]
		if a.Rule != "contact/guest" || len(a.Participants) != 2 || a.Participants[0].Entity != own[0].Participants[0].Entity || a.Status != own[0].Status || !a.Date.IsZero() || a.Place != None {
			return
		}
	}
	at := found - 1
	for at > 0 && r.res.Assertions[at].Quote == r.before.span && r.res.Assertions[at].Kind >= HoldsRole {
		at--
	}
	summit := &r.res.Assertions[at]
	if summit.Quote != r.before.span || summit.Kind != Gathering || r.anyPerson(partiesOf(summit)) || summit.Status != own[0].Status {
		return
	}
	summit.Participants = append(summit.Participants, own[0].Participants[0])
	for i := range own {
		summit.Participants = append(summit.Participants, own[i].Participants[1])
	}
	summit.Support = append(summit.Support, s.span)
	r.res.Assertions = r.res.Assertions[:found]
	r.gathering, r.topical = -1, r.topical[:0]
}
