package exec

import "github.com/chancery-graph/chancery/graph"

// find2 is find for pairs, without the detour over stored hashes.
func (t *table) find2(x, y []graph.ID, rows, out []int32) {
	slots, mask, shift := t.slots, uint64(len(t.slots)-1), t.shift
	first, second := t.keys[0], t.keys[1]
	for i, row := range rows {
		a, b := x[row], y[row]
		h := mix(mix(0, a), b)
		out[i] = -1
		for at := h >> shift; ; at++ {
			s := slots[at&mask]
			if s == 0 {
				break
			}
			if num := uint32(s) - 1; s>>32 == h>>32 && first[num] == a && second[num] == b {
				out[i] = int32(num)
				break
			}
		}
	}
}

// insert2 is insert for pairs.
func (t *table) insert2(x, y []graph.ID, rows, out []int32) {
	slots, mask, shift := t.slots, uint64(len(t.slots)-1), t.shift
	first, second := t.keys[0], t.keys[1]
	for i, row := range rows {
		a, b := x[row], y[row]
		h := mix(mix(0, a), b)
		for at := h >> shift; ; at++ {
			s := slots[at&mask]
			if s == 0 {
				first, second = append(first, a), append(second, b)
				slots[at&mask] = h>>32<<32 | uint64(len(first))
				out[i] = int32(len(first)) - 1
				break
			}
			if num := uint32(s) - 1; s>>32 == h>>32 && first[num] == a && second[num] == b {
				out[i] = int32(num)
				break
			}
		}
	}
	t.keys[0], t.keys[1], t.n = first, second, len(first)
}
