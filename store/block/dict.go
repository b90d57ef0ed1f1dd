package block

import (
	"encoding/binary"
	"math/bits"

	"github.com/chancery-graph/chancery/graph"
)

// maxDict is the greatest number of distinct values in a dictionary.
const maxDict = 128

// dictSize returns the bytes that appendDict takes for sorted keys, without the
// codes.
func dictSize(keys []graph.ID) int {
	n := 2 + uvarintSize(rotate(keys[0]))
	for i := 1; i < len(keys); i++ {
		n += uvarintSize(uint64(keys[i] - keys[i-1] - 1))
	}
	return n
}

func uvarintSize(v uint64) int { return (bits.Len64(v|1) + 6) / 7 }

// appendDict writes v as codes of the sorted keys.
func (e *Encoder) appendDict(dst []byte, v, keys []graph.ID) []byte {
	dst = append(dst, byte(len(keys)-1))
	dst = binary.AppendUvarint(dst, rotate(keys[0]))
	for i := 1; i < len(keys); i++ {
		dst = binary.AppendUvarint(dst, uint64(keys[i]-keys[i-1]-1))
	}
	clear(e.table[:])
	for code, k := range keys {
		at := slotOf(k)
		for e.table[at].n > 0 {
			at = (at + 1) % tableSize
		}
		e.table[at] = keySlot{key: k, n: int32(code) + 1}
	}
	codes := e.codes[:len(v)]
	for i, x := range v {
		at := slotOf(x)
		for e.table[at].key != x || e.table[at].n == 0 {
			at = (at + 1) % tableSize
		}
		codes[i] = graph.ID(e.table[at].n - 1)
	}
	return appendPacked(dst, codes, 0, codeWidth(len(keys)))
}
