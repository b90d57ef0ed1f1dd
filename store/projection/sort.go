package projection

import (
	"math/bits"

	"github.com/chancery-graph/chancery/graph"
)

// sorter sorts row numbers by columns of IDs: least-significant-digit radix
// sort on the bits that vary within a column, so that a column of few distinct
// values costs one pass. Every sort is stable, which is what makes the
// permutations cheap: from rows in SPOG order a stable sort by O alone gives
// OSPG, and a stable sort of that by P gives POSG. It keeps its memory.
type sorter struct {
	idx, idx2   []uint32
	keys, keys2 []uint64
	counts      [1 << digitBits]uint32
}

const digitBits = 11

// identity fills idx with 0..n-1.
func (s *sorter) identity(n int) []uint32 {
	idx := grow(&s.idx, n)
	for i := range idx {
		idx[i] = uint32(i)
	}
	return idx
}

func grow[T any](buf *[]T, n int) []T {
	if cap(*buf) < n {
		*buf = make([]T, n)
	}
	*buf = (*buf)[:n]
	return *buf
}

// by reorders idx so that col[idx[i]] ascends; rows with equal values keep
// their order. The result is idx or memory of the sorter.
func (s *sorter) by(col []graph.ID, idx []uint32) []uint32 {
	n := len(idx)
	if n < 2 {
		return idx
	}
	vary := varying(col, idx)
	if vary == 0 {
		return idx
	}
	keys, keys2, idx2 := grow(&s.keys, n), grow(&s.keys2, n), grow(&s.idx2, n)
	pack := newPacker(vary)
	for i, r := range idx {
		keys[i] = pack.pack(uint64(col[r]))
	}
	for shift := 0; shift < pack.width; shift += digitBits {
		s.pass(keys, keys2, idx, idx2, shift)
		keys, keys2, idx, idx2 = keys2, keys, idx2, idx
	}
	s.keys, s.keys2 = keys, keys2
	s.idx, s.idx2 = idx, idx2
	return idx
}

// varying returns the bits in which the rows' values differ.
func varying(col []graph.ID, idx []uint32) uint64 {
	var vary uint64
	first := uint64(col[idx[0]])
	for _, r := range idx {
		vary |= uint64(col[r]) ^ first
	}
	return vary
}

func (s *sorter) pass(keys, keys2 []uint64, idx, idx2 []uint32, shift int) {
	const mask = 1<<digitBits - 1
	counts := &s.counts
	*counts = [1 << digitBits]uint32{}
	for _, k := range keys {
		counts[k>>shift&mask]++
	}
	var sum uint32
	for d, c := range counts {
		counts[d] = sum
		sum += c
	}
	idx = idx[:len(keys)]
	for i, k := range keys {
		d := k >> shift & mask
		at := counts[d]
		counts[d] = at + 1
		keys2[at] = k
		idx2[at] = idx[i]
	}
}

// packer gathers the bits of a mask into the low bits of a word, keeping their
// order.
type packer struct {
	pieces []piece
	width  int
}

type piece struct {
	mask  uint64
	shift int // to the right
}

func newPacker(mask uint64) packer {
	var p packer
	for mask != 0 {
		low := bits.TrailingZeros64(mask)
		run := bits.TrailingZeros64(^(mask >> low))
		m := uint64(1)<<run - 1
		if run == 64 {
			m = ^uint64(0)
		}
		p.pieces = append(p.pieces, piece{m << low, low - p.width})
		p.width += run
		mask &^= m << low
	}
	return p
}

func (p *packer) pack(v uint64) uint64 {
	var k uint64
	for _, pc := range p.pieces {
		k |= v & pc.mask >> pc.shift
	}
	return k
}
