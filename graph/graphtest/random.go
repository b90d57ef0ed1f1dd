package graphtest

import "math/bits"

// random is SplitMix64 (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number
// Generators", 2014).
type random struct{ state uint64 }

func (r *random) next() uint64 {
	r.state += 0x9E3779B97F4A7C15
	z := r.state
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// below returns a number from 0 to n-1.
func (r *random) below(n int) int {
	hi, _ := bits.Mul64(r.next(), uint64(n))
	return int(hi)
}

// zipf draws 0 to n-1, the number i with a weight of 1/(i+1), by the alias
// method (Vose, "A Linear Algorithm for Generating Random Numbers with a Given
// Distribution", 1991) in integers.
type zipf struct {
	keep  []uint32 // of 2^32: draw the column's own number
	alias []uint32 // else this one
}

func newZipf(n int) *zipf {
	z := &zipf{keep: make([]uint32, n), alias: make([]uint32, n)}
	weight := make([]uint64, n)
	var total uint64
	for i := range weight {
		weight[i] = 1 << 32 / uint64(i+1)
		total += weight[i]
	}
	// A column is full at total; weights are taken times n.
	var small, large []int
	for i := range weight {
		weight[i] *= uint64(n)
		if weight[i] < total {
			small = append(small, i)
		} else {
			large = append(large, i)
		}
	}
	for len(small) > 0 && len(large) > 0 {
		s, l := small[len(small)-1], large[len(large)-1]
		small = small[:len(small)-1]
		hi, lo := bits.Mul64(weight[s], 1<<32)
		part, _ := bits.Div64(hi, lo, total)
		z.keep[s], z.alias[s] = uint32(part), uint32(l)
		if weight[l] -= total - weight[s]; weight[l] < total {
			large = large[:len(large)-1]
			small = append(small, l)
		}
	}
	for _, i := range append(small, large...) {
		z.keep[i], z.alias[i] = 1<<32-1, uint32(i)
	}
	return z
}

func (z *zipf) draw(r *random) int {
	v := r.next()
	hi, _ := bits.Mul64(v<<32, uint64(len(z.keep)))
	if uint32(v>>32) < z.keep[hi] {
		return int(hi)
	}
	return int(z.alias[hi])
}
