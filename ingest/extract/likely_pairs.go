package extract

import (
	"math"
	"slices"
)

// weighing is the people of a sentence, whose contacts with each other are weighed.
type weighing struct {
	s     *sentence
	here  []standing
	named int // of here, those whom the sentence names or refers to; the others are meant at the most
	found int // the assertions before the sentence
	first int // see firstTold
	begun bool
}

// unasked is weighing.first until somebody asks for it.
const unasked = -2

// likeliestMeant reports whether, of all whom the sentence does not name, the k-th is the likeliest to
// be in contact with the i-th: it means one of them at the most.
func (r *reader) likeliestMeant(i, k int) bool {
	here := r.weighing.here
	score := r.score(i, k)
	for j := range here {
		if j != i && j != k && here[j].how != byName && r.score(min(i, j), max(i, j)) > score {
			return false
		}
	}
	return true
}

// mayMean reports whether the sentence can mean the k-th beside the i-th, as it does whomever it names.
func (r *reader) mayMean(i, k int) bool {
	return k < r.weighing.named || !r.hopelessFor(k) && r.likeliestMeant(i, k)
}

// hopelessFor reports whether no contact is likely of the k-th, whom the sentence may not name.
func (r *reader) hopelessFor(k int) bool { return k >= r.weighing.named && r.hopeless() }

// hopeless tells that the sentence as a whole speaks so much against a contact that none is likely of
// those whom it does not name.
func (r *reader) hopeless() bool {
	const least = -0.5 // log-odds
	r.beginWeighing()
	return r.features.base < least
}

// score returns the log-odds of a contact of the i-th and the k-th, i < k. Each is counted once.
func (r *reader) score(i, k int) float64 {
	p := &r.weighing
	n := len(p.here)
	r.beginWeighing()
	at := &r.mem.scores[i*n+k]
	if math.IsNaN(*at) || r.considered != nil {
		f := r.features
		f.reset()
		r.describePair(p.s, p.here[:p.named], &p.here[i], &p.here[k])
		*at = f.score()
	}
	return *at
}

// beginWeighing weighs what all pairs of the sentence have in common, once.
func (r *reader) beginWeighing() {
	p := &r.weighing
	if p.begun {
		return
	}
	p.begun = true
	n := len(p.here)
	r.mem.scores = slices.Grow(r.mem.scores[:0], n*n)[:n*n]
	for j := range r.mem.scores {
		r.mem.scores[j] = math.NaN()
	}
	r.features.begin(likelyModel(), p.s, n)
	r.describeSentence(p.s, p.named)
	r.features.endCommon()
	r.features.found = p.found
}
