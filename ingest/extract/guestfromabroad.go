package extract

// guestFromAbroad returns whom a pronoun or "the visitor" means as the guest of somebody: where he whom it
// seems to mean is of the host's own country, the one of another country with whom he was in contact last.
// "Talks between X, the French envoy, and Y, Lebanon's speaker, are set for Friday. Lebanon's prime minister
// is to receive the visitor too."
func (r *reader) guestFromAbroad(s *sentence, host, guest EntityID) EntityID {
	if r.res.Entities[host].Kind != Person || r.res.Entities[guest].Kind != Person || r.namesIn(s, guest) {
		return guest
	}
	home := r.homeland(host)
	if home == "" || r.homeland(guest) != home {
		return guest
	}
	last := r.lastTold()
	if last == nil || !hasParty(last, guest) || len(last.Participants) > 3 {
		return guest
	}
	found := None
	for _, p := range last.Participants {
		id := p.Entity
		if id == guest || id == host || r.res.Entities[id].Kind != Person || r.guess(id)*r.guess(guest) < 0 {
			continue
		}
		if land := r.homeland(id); land != "" && land != home {
			if found != None {
				return guest
			}
			found = id
		}
	}
	if found == None {
		return guest
	}
	return found
}
