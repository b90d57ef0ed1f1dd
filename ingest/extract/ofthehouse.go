package extract

// ofTheHouse returns the side of the host of a contact for somebody whose function goes without a
// country, as that of ministers and aides of the country where a paper appears does; 0 where the
// host or his function is not known.
func (r *reader) ofTheHouse(a *Assertion, id, own EntityID) int {
	role, known := r.roleOf[id]
	if !known || own != None || role.Body != None || r.host == None || r.sentence-r.guestAt > 1 || !hasAny(r.people.key(role.Title), houseOffices) || !hasParty(a, r.host) || !hasParty(a, r.guest) {
		return 0
	}
	for _, p := range a.Participants {
		if p.Entity == r.host {
			return p.Side
		}
	}
	return 0
}

// houseOffices are parts of the functions of those who sit in at a reception by their superior.
var houseOffices = []string{"minister", "under-secretary", "undersecretary", "permanent secretary", "cabinet secretary", "adviser", "advisor", "chief of staff", "aide", "chief of protocol"}
