package projection

import (
	"encoding/binary"

	"github.com/chancery-graph/chancery/graph"
)

// Keys in the key-value store. The first byte names the owner (see store/kv);
// numbers are big-endian so that keys sort as they count.
//
//	m                                  the manifest
//	b run(8) order(1) n(4)             blocks 8n to 8n+7 of a permutation
//	i run(8) order(1) part(4)          a part of a permutation's block index
//	t ...                              the dictionary's own keys (store/dict)
const (
	prefixManifest = 'm'
	prefixBlock    = 'b'
	prefixIndex    = 'i'
	prefixTerm     = 't'
)

// RunID names an immutable run of quads or of terms. IDs are never used twice.
type RunID uint64

var manifestKey = []byte{prefixManifest}

func blockKey(dst []byte, run RunID, order graph.Order, group int) []byte {
	return partKey(dst, prefixBlock, run, order, group)
}

func indexKey(dst []byte, run RunID, order graph.Order, part int) []byte {
	return partKey(dst, prefixIndex, run, order, part)
}

func partKey(dst []byte, prefix byte, run RunID, order graph.Order, n int) []byte {
	dst = append(dst[:0], prefix)
	dst = binary.BigEndian.AppendUint64(dst, uint64(run))
	dst = append(dst, byte(order))
	return binary.BigEndian.AppendUint32(dst, uint32(n))
}

// runPrefix is the prefix of all keys of one run under an owner's byte.
func runPrefix(prefix byte, run RunID) []byte {
	return binary.BigEndian.AppendUint64([]byte{prefix}, uint64(run))
}

// key is a quad in a permutation's order of positions.
type key [4]graph.ID

var maxKey = key{graph.MaxID, graph.MaxID, graph.MaxID, graph.MaxID}

func (a *key) compare(b *key) int {
	for i := range a {
		if a[i] != b[i] {
			if a[i] < b[i] {
				return -1
			}
			return 1
		}
	}
	return 0
}

func (a *key) less(b *key) bool { return a.compare(b) < 0 }
