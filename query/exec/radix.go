package exec

// radixRows is the number of rows below which insertion beats counting.
const radixRows = 32

// sortBy reorders perm, rows, so that their keys rise; rows of equal keys keep
// their order. scratch has room for as many rows. Keys are counted byte by byte
// from the lowest, and bytes that are the same in all keys are left out: ranks
// and ordinals rarely differ in more than three.
func sortBy(perm, scratch []int32, keys []uint64) {
	n := len(perm)
	if n < radixRows {
		for i := 1; i < n; i++ {
			row := perm[i]
			at := i
			for ; at > 0 && keys[perm[at-1]] > keys[row]; at-- {
				perm[at] = perm[at-1]
			}
			perm[at] = row
		}
		return
	}
	var differ uint64
	sorted := true
	first, last := keys[perm[0]], keys[perm[0]]
	for _, row := range perm {
		k := keys[row]
		differ |= k ^ first
		sorted = sorted && k >= last
		last = k
	}
	if sorted {
		return
	}
	from, to := perm, scratch[:n]
	for shift := 0; shift < 64; shift += 8 {
		if differ>>shift&0xFF == 0 {
			continue
		}
		var count [256]int32
		for _, row := range from {
			count[byte(keys[row]>>shift)]++
		}
		sum := int32(0)
		for i, c := range count {
			count[i] = sum
			sum += c
		}
		for _, row := range from {
			b := byte(keys[row] >> shift)
			to[count[b]] = row
			count[b]++
		}
		from, to = to, from
	}
	if &from[0] != &perm[0] {
		copy(perm, from)
	}
}
