package extract

import "strings"

var (
	featureMet   = keyOf("met")
	featureMetBy = keyOf("met.by")
)

// describeMet tells what the rules have found in the sentence of each of the two with
// others, and of others: who met the same man one after the other do not meet each other.
func (r *reader) describeMet(s *sentence, a, b *standing) {
	f := r.features
	withA, withB, others, joint := 0, 0, 0, false
	rule := ""
	for i := f.found; i < len(r.res.Assertions); i++ {
		x := &r.res.Assertions[i]
		if x.Kind >= HoldsRole || len(x.Participants) < 2 || x.Quote != s.span {
			continue
		}
		switch hasA, hasB := x.has(a.id), x.has(b.id); {
		case hasA && hasB:
			continue
		case hasA:
			withA, rule = withA+1, x.Rule
		case hasB:
			withB, rule = withB+1, x.Rule
		default:
			others++
		}
		joint = joint || len(x.Participants) > 2
	}
	if withA+withB+others == 0 {
		f.add(featureMet, "none")
		return
	}
	f.digits(featureMet, min(withA, 2), min(withB, 2), min(others, 1))
	if joint {
		f.add(featureMet, "joint")
	}
	switch rule = strings.TrimPrefix(rule, "contact/"); {
	case withA > 0 && withB > 0:
		f.path(featureMetBy, "ab", rule)
	case withA > 0:
		f.path(featureMetBy, "a", rule)
	case withB > 0:
		f.path(featureMetBy, "b", rule)
	}
}
