package extract_test

import (
	"math"
	"math/rand/v2"
)

// descend returns n weights after so many rounds over examples, by the steps of Adam (Kingma and Ba,
// ICLR 2015) over batches in a random order, which is the same each time; slope adds how the loss of one
// example changes with each weight. That it goes through the examples few times and by ever smaller
// steps holds the weights small, those of features that are rare less than a penalty for each
// weight would.
func descend(n, examples, rounds, batch int, rate float64, slope func(at int, w, slope []float64)) []float64 {
	w, g := make([]float64, n), make([]float64, n)
	a := adam{first: make([]float64, n), second: make([]float64, n), steps: rounds * ((examples + batch - 1) / batch), rate: rate}
	random := rand.New(rand.NewPCG(1, 2))
	for range rounds {
		order := random.Perm(examples)
		for len(order) > 0 {
			k := min(batch, len(order))
			for _, at := range order[:k] {
				slope(at, w, g)
			}
			a.step(w, g)
			clear(g)
			order = order[k:]
		}
	}
	return w
}

// adam is the means of the slopes so far, and of their squares.
type adam struct {
	first, second []float64
	taken, steps  int
	rate          float64
}

// step goes one step down: the later, the smaller.
func (a *adam) step(w, g []float64) {
	const one, two, little = 0.9, 0.999, 1e-8
	rate := a.rate * (1 - float64(a.taken)/float64(a.steps))
	a.taken++
	c1, c2 := 1-math.Pow(one, float64(a.taken)), 1-math.Pow(two, float64(a.taken))
	for i, s := range g {
		a.first[i] = one*a.first[i] + (1-one)*s
		a.second[i] = two*a.second[i] + (1-two)*s*s
		w[i] -= rate * (a.first[i] / c1) / (math.Sqrt(a.second[i]/c2) + little)
	}
}
