package chain

import (
	"math/bits"

	"github.com/chancery-graph/chancery/graph"
)

// ranks numbers IDs of the dictionary densely, in the order of their ordinals:
// a bit for each ordinal, and for each word of bits the number of set bits
// before it. Ordinals are a sequence (see graph.ID), so there are as many bits
// as the dictionary has terms.
type ranks struct {
	bits   []uint64
	before []uint32
}

// add marks an ID.
func (r *ranks) add(id graph.ID) {
	word := int(id.Payload() / 64)
	if word >= len(r.bits) {
		r.bits = append(r.bits, make([]uint64, word+1-len(r.bits))...)
	}
	r.bits[word] |= 1 << (id.Payload() % 64)
}

// finish counts the marks, once all are made, and returns how many there are.
func (r *ranks) finish() int {
	r.before = make([]uint32, len(r.bits))
	total := uint32(0)
	for i, word := range r.bits {
		r.before[i] = total
		total += uint32(bits.OnesCount64(word))
	}
	return int(total)
}

// of returns the number of a marked ID.
func (r *ranks) of(id graph.ID) (uint32, bool) {
	word, bit := id.Payload()/64, id.Payload()%64
	if word >= uint64(len(r.bits)) || r.bits[word]&(1<<bit) == 0 {
		return 0, false
	}
	return r.before[word] + uint32(bits.OnesCount64(r.bits[word]&(1<<bit-1))), true
}
