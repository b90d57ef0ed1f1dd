package extract

// putOff asserts the new day of a contact that a verb puts off: "reportée au 21
// octobre", "postponed until Monday". The day it had been set for, if the
// sentence tells one, stays with what is called off.
func (r *reader) putOff(s *sentence, v group, a *Assertion) {
	if !v.verb.can(defers) || v.neg || v.wish || v.hedged {
		return
	}
	a.Postponed = true
	for i, d := range s.dates {
		if d.from < v.to || d.from > v.to+8 || !s.newDay(d) {
			continue
		}
		b := *a
		b.Status, b.Postponed, b.Rule = Planned, false, "contact/putoff"
		b.Date = r.resolve(s, i, future)
		if a.Date == b.Date {
			a.Date = Date{}
			for k := range s.dates {
				if k != i {
					a.Date = r.resolve(s, k, future)
				}
			}
		}
		r.add(b)
		return
	}
}

// newDay reports whether a date is that to which something is put off.
func (s *sentence) newDay(d when) bool {
	for j := max(0, d.from-2); j <= d.from && j < len(s.toks); j++ {
		if s.toks[j].isAny("au", "à", "to", "until", "till", "pour") {
			return true
		}
	}
	return false
}
