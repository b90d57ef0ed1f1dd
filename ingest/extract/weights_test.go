package extract_test

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// vocabulary numbers the features that a model is of.
type vocabulary struct {
	names []string
	index map[string]int
}

// vocabularyOf numbers, in the order of their names, the features that are counted often enough.
func vocabularyOf(counts map[string]int, fewest int) vocabulary {
	maps.DeleteFunc(counts, func(_ string, n int) bool { return n < fewest })
	v := vocabulary{slices.Sorted(maps.Keys(counts)), map[string]int{}}
	for i, f := range v.names {
		v.index[f] = i
	}
	return v
}

// numbers returns those of the features that the model is of.
func (v vocabulary) numbers(features []string) (out []int) {
	for _, f := range features {
		if i, ok := v.index[f]; ok {
			out = append(out, i)
		}
	}
	return out
}

// model gives the weights their names.
func (v vocabulary) model(weights []float64) map[string]float64 {
	m := map[string]float64{}
	for i, f := range v.names {
		m[f] = weights[i]
	}
	return m
}

// example is what a logistic regression learns from: the numbers of the features, whether it is so, and how
// much it counts.
type example struct {
	features []int
	label    float64
	counts   float64
}

// regress returns n weights by logistic regression.
func regress(n int, all []example, rounds, batch int, rate float64) []float64 {
	return descend(n, len(all), rounds, batch, rate, func(at int, w, slope []float64) {
		x, z := &all[at], 0.0
		for _, i := range x.features {
			z += w[i]
		}
		miss := (1/(1+math.Exp(-z)) - x.label) * x.counts
		for _, i := range x.features {
			slope[i] += miss
		}
	})
}

// listWeights writes the weights that are not smaller than the least, by name, one on a line.
func listWeights(b *strings.Builder, m map[string]float64, least float64) {
	for _, f := range slices.Sorted(maps.Keys(m)) {
		if math.Abs(m[f]) >= least {
			fmt.Fprintf(b, "%s\t%.2f\n", f, m[f])
		}
	}
}
