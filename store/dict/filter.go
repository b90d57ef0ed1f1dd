package dict

import (
	"encoding/binary"
	"fmt"
)

// A filter tells whether a run may have a short hash: a Bloom filter of blocks
// of 32 bytes, one bit in each of eight 32-bit words, as in Putze, Sanders and
// Singler, "Cache-, Hash- and Space-Efficient Bloom Filters" (2007), and in
// Parquet's split block filter. At filterBits bits a term about 1 % of unknown
// terms pass.
type filter []byte

const (
	filterBits      = 10 // bits a term; affects the disk
	filterBlockSize = 32
)

// filterSalts are odd numbers without a pattern; they affect the disk.
var filterSalts = [8]uint32{
	0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31,
}

func newFilter(terms uint64) filter {
	blocks := max(1, (terms*filterBits+8*filterBlockSize-1)/(8*filterBlockSize))
	return make(filter, blocks*filterBlockSize)
}

func openFilter(b []byte) (filter, error) {
	if len(b) == 0 || len(b)%filterBlockSize != 0 || len(b)/filterBlockSize >= 1<<31 {
		return nil, fmt.Errorf("%w: filter of %d bytes", ErrCorrupt, len(b))
	}
	return filter(b), nil
}

// probe returns the block of a short hash and the key that chooses its bits.
func (f filter) probe(short uint64) (block []byte, key uint32) {
	// The short hash orders the entries; mixed, it serves both choices.
	x := short * 0x9e3779b97f4a7c15
	x ^= x >> 29
	x *= 0xbf58476d1ce4e5b9
	at := (x >> 32) * uint64(len(f)/filterBlockSize) >> 32 * filterBlockSize
	return f[at : at+filterBlockSize], uint32(x ^ x>>15)
}

func (f filter) add(short uint64) {
	block, key := f.probe(short)
	for i, salt := range filterSalts {
		word := binary.LittleEndian.Uint32(block[4*i:])
		binary.LittleEndian.PutUint32(block[4*i:], word|1<<(key*salt>>27))
	}
}

func (f filter) has(short uint64) bool {
	block, key := f.probe(short)
	for i, salt := range filterSalts {
		if binary.LittleEndian.Uint32(block[4*i:])>>(key*salt>>27)&1 == 0 {
			return false
		}
	}
	return true
}
