package extract

// Of whom the text goes on, without naming him, is told by whom he has met so far and by
// what else the sentence tells: "X comes last, on Saturday in Warsaw" after the calls of a
// traveller in other capitals.

var (
	featureHub     = keyOf("hub")
	featureHubOwn  = featureOf("hub.own")
	featureHubNext = featureOf("hub.next")
	featurePronoun = featureOf("pronoun")
)

// hubReach is how many contacts told last are looked at.
const hubReach = 24

// describeNamed tells of one whom a sentence names, beside another whom it does not.
func (r *reader) describeNamed(s *sentence, m *standing) {
	f := r.features
	o, ok := f.open(m, asNamed)
	if !ok {
		return
	}
	r.describeOne(&sides[asFirst], s, m)
	for i := f.found; i < len(r.res.Assertions); i++ {
		if x := &r.res.Assertions[i]; x.Kind < HoldsRole && len(x.Participants) > 1 && x.has(m.id) {
			f.add(featureHubOwn, "")
			break
		}
	}
	f.zone(left, max(0, m.from-around-2), m.from)
	f.zone(right, m.to, min(len(s.toks), m.to+around+2))
	f.close(o)
}

// describeMeant tells of one whom a sentence does not name, but may go on about.
func (r *reader) describeMeant(s *sentence, m *standing) {
	f := r.features
	o, ok := f.open(m, asMeant)
	if !ok {
		return
	}
	r.describeFit(s, m)
	if m.id == r.lastSubject {
		f.add(featureAbout, "last")
	}
	if m.id == r.cast[0] {
		f.add(featureAbout, "first")
	}
	contacts, met := 0, 0
	for i := max(0, f.found-hubReach); i < f.found; i++ {
		if x := &r.res.Assertions[i]; x.Kind < HoldsRole && len(x.Participants) > 1 {
			contacts++
			met += yes(x.has(m.id))
		}
	}
	f.digits(featureHub, min(met, 3), min(contacts, 3), 0)
	for i := range s.phrases {
		if s.phrases[i].pronoun != "" {
			f.add(featurePronoun, "")
			break
		}
	}
	f.when(r.before != nil && r.beforeBlock == r.block, featureHubNext)
	f.close(o)
}
