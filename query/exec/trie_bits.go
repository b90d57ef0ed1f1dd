package exec

import (
	"math/bits"
	"slices"

	"github.com/chancery-graph/chancery/graph"
)

// trieBits are the leaves of a trie as places in the order of all values that the
// leaves have, and the longer lists of siblings as bit sets over them:
//
//	values 5 6 7 9     leaves 5 7 | 6     places 0 2 | 1     bits 0101 | –
//
// Two lists of a good part of the values, as the contacts of people in a group are,
// have their common ones counted 64 at a time.
type trieBits struct {
	places []uint32
	bits   []uint64
	// at is where in bits a parent's list is, by the parent's number; negative: its
	// list is short and has none.
	at []int32
}

// pairBits are the trieBits of two tries over the same values.
type pairBits struct {
	words int // of a bit set
	of    [2]*trieBits
}

// newPairBits makes them, nil if there is no memory to spare.
func newPairBits(r *run, a, b *trie) *pairBits {
	leaves := [2][]graph.ID{a.levels[len(a.levels)-1].ids, b.levels[len(b.levels)-1].ids}
	values := newTable(1, r.mem.reserve("a leapfrog join"))
	defer values.release()
	nums := make([]int32, BatchRows)
	for _, ids := range leaves {
		for ; len(ids) > 0; ids = ids[min(BatchRows, len(ids)):] {
			piece := ids[:min(BatchRows, len(ids))]
			if values.insert([][]graph.ID{piece}, identity[:len(piece)], nums) != nil {
				return nil
			}
		}
	}
	p := &pairBits{words: (values.n + 63) / 64}
	place := make([]uint32, values.n) // by number
	for i, num := range sortTuples(values.keys, values.n) {
		place[num] = uint32(i)
	}
	for i, t := range []*trie{a, b} {
		if i == 1 && sameLeaves(a, b) {
			p.of[1] = p.of[0]
			break
		}
		// Places take 4 bytes a leaf, and a bit set no more than the IDs of its list.
		if t.mem.grow(int64(len(leaves[i]))*12) != nil {
			return nil
		}
		p.of[i] = newTrieBits(t, leaves[i], p.words, func(ids []graph.ID, to []uint32) {
			values.find([][]graph.ID{ids}, identity[:len(ids)], nums)
			for k := range ids {
				to[k] = place[nums[k]]
			}
		})
	}
	return p
}

// sameLeaves tells that two tries hold the same.
func sameLeaves(a, b *trie) bool {
	return len(a.levels) == 2 && len(b.levels) == 2 && slices.Equal(a.levels[0].ids, b.levels[0].ids) &&
		slices.Equal(a.levels[0].child, b.levels[0].child) && slices.Equal(a.levels[1].ids, b.levels[1].ids)
}

func newTrieBits(t *trie, leaves []graph.ID, words int, find func(ids []graph.ID, to []uint32)) *trieBits {
	child := t.levels[len(t.levels)-2].child
	x := &trieBits{places: make([]uint32, len(leaves)), at: make([]int32, len(child)-1)}
	for from := 0; from < len(leaves); from += BatchRows {
		to := min(from+BatchRows, len(leaves))
		find(leaves[from:to], x.places[from:to])
	}
	for parent := range x.at {
		list := x.places[child[parent]:child[parent+1]]
		x.at[parent] = -1
		if len(list) < words {
			continue
		}
		x.at[parent] = int32(len(x.bits) / words)
		from := len(x.bits)
		x.bits = append(x.bits, make([]uint64, words)...)
		set := x.bits[from:]
		for _, place := range list {
			set[place/64] |= 1 << (place % 64)
		}
	}
	return x
}

// set is the bit set of a parent's list, nil if it has none.
func (x *trieBits) set(parent int32, words int) []uint64 {
	at := int(x.at[parent])
	if at < 0 {
		return nil
	}
	return x.bits[at*words : (at+1)*words]
}

// common counts what the lists of two iterators, both whole, have in common.
func (p *pairBits) common(a, b *leapIter) (n int64) {
	x, y := p.of[0].set(a.parent.at, p.words), p.of[1].set(b.parent.at, p.words)
	switch {
	case x != nil && y != nil:
		y = y[:len(x)]
		for i, w := range x {
			n += int64(bits.OnesCount64(w & y[i]))
		}
	case x != nil:
		n = within(x, p.of[1].places[b.at:b.end])
	case y != nil:
		n = within(y, p.of[0].places[a.at:a.end])
	default:
		n = commonPlaces(p.of[0].places[a.at:a.end], p.of[1].places[b.at:b.end])
	}
	return n
}

// within counts the places that a bit set has.
func within(set []uint64, places []uint32) (n int64) {
	for _, place := range places {
		n += int64(set[place/64] >> (place % 64) & 1)
	}
	return n
}

// commonPlaces counts what two short rising lists have in common.
func commonPlaces(x, y []uint32) (n int64) {
	for i, j := 0, 0; i < len(x) && j < len(y); {
		a, b := x[i], y[j]
		if a == b {
			n++
		}
		if a <= b {
			i++
		}
		if b <= a {
			j++
		}
	}
	return n
}
