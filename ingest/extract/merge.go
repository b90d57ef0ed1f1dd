package extract

import "slices"

// merge drops contacts that only repeat an earlier one of the same parties,
// class and status, and gives the earlier one what they add. Two that differ
// in day or place stay apart, and so does what is told to be another one.
func (r *reader) merge() {
	kept := r.res.Assertions[:0]
	for i := range r.res.Assertions {
		b := &r.res.Assertions[i]
		if b.Kind >= Gathering || !mergeInto(kept, b) {
			kept = append(kept, *b)
		}
	}
	clear(r.res.Assertions[len(kept):])
	r.res.Assertions = kept
}

func mergeInto(kept []Assertion, b *Assertion) bool {
	for i := range kept {
		a := &kept[i]
		if a.Kind >= Gathering || b.separate && a.Quote != b.Quote || a.Status != b.Status || remote(a.Kind) != remote(b.Kind) || !sameParties(a, b) {
			continue
		}
		if !a.Date.IsZero() && !b.Date.IsZero() && a.Date != b.Date || a.Place != None && b.Place != None && a.Place != b.Place {
			continue
		}
		a.unlikely = a.unlikely && b.unlikely // what two sentences tell is no misreading of one
		if a.Date.IsZero() {
			a.Date = b.Date
		}
		if a.Place == None {
			a.Place = b.Place
		}
		if len(a.Topics) == 0 {
			a.Topics = b.Topics
		}
		if a.Quote != b.Quote && !slices.Contains(a.Support, b.Quote) {
			a.Support = append(a.Support, b.Quote)
		}
		for _, s := range b.Support {
			if s != a.Quote && !slices.Contains(a.Support, s) {
				a.Support = append(a.Support, s)
			}
		}
		return true
	}
	return false
}

func remote(k Kind) bool { return k == Call || k == VideoCall }

func sameParties(a, b *Assertion) bool {
	if len(a.Participants) != len(b.Participants) {
		return false
	}
	for _, p := range a.Participants {
		if !slices.ContainsFunc(b.Participants, func(q Participant) bool { return q.Entity == p.Entity }) {
			return false
		}
	}
	return true
}
