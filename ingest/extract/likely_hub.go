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

// describeHub tells how a sentence that names a goes on about b.
func (r *reader) describeHub(s *sentence, a, b *standing) {
	f := r.features
	contacts, met := 0, 0
	for i := max(0, f.found-hubReach); i < f.found; i++ {
		if x := &r.res.Assertions[i]; x.Kind < HoldsRole && len(x.Participants) > 1 {
			contacts++
			if x.has(b.id) {
				met++
			}
		}
	}
	f.digits(featureHub, min(met, 3), min(contacts, 3), 0)
	for i := f.found; i < len(r.res.Assertions); i++ {
		if x := &r.res.Assertions[i]; x.Kind < HoldsRole && len(x.Participants) > 1 && x.has(a.id) {
			f.add(featureHubOwn, "")
			break
		}
	}
	for i := range s.phrases {
		if s.phrases[i].pronoun != "" {
			f.add(featurePronoun, "")
			break
		}
	}
	f.when(r.before != nil && r.beforeBlock == r.block, featureHubNext)
}
