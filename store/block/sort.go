package block

import (
	"math/bits"
	"slices"

	"github.com/chancery-graph/chancery/graph"
)

// sortWords sorts v. tmp has the length of v.
func sortWords(v, tmp []graph.ID) {
	if len(v) <= 24 {
		insertionSort(v)
		return
	}
	low, high := v[0], v[0]
	for _, x := range v {
		low, high = min(low, x), max(high, x)
	}
	const (
		digitBits = 6 // few counters: most sorts are of a sample
		digits    = 1 << digitBits
		maxPasses = 8 // beyond that, comparing is faster
	)
	span := high - low
	if bits.Len64(uint64(span)) > maxPasses*digitBits {
		slices.Sort(v)
		return
	}
	// By digits of the distance from the least value, lowest first.
	src, dst := v, tmp
	var starts [digits]uint16
	for shift := 0; span>>shift != 0; shift += digitBits {
		clear(starts[:])
		for _, x := range src {
			starts[(x-low)>>shift%digits]++
		}
		sum := uint16(0)
		for i, c := range starts {
			starts[i] = sum
			sum += c
		}
		for _, x := range src {
			at := &starts[(x-low)>>shift%digits]
			dst[*at] = x
			*at++
		}
		src, dst = dst, src
	}
	if &src[0] != &v[0] {
		copy(v, src)
	}
}

func insertionSort(v []graph.ID) {
	for i := 1; i < len(v); i++ {
		x, k := v[i], i
		for ; k > 0 && v[k-1] > x; k-- {
			v[k] = v[k-1]
		}
		v[k] = x
	}
}
