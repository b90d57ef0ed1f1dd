package projection

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sort"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/block"
)

// blockInfo is what is known of a block without reading it.
type blockInfo struct {
	first, last key
	// rows of the block; adds of them say when a statement came, removes say
	// when one went (a row may do both).
	rows, adds, removes uint16
	// On disk, where the block stands in the value of its group, in bytes.
	at, size uint32
	// Bounds of the events over the rows that have one; 0 where none has.
	minAdded, maxAdded     graph.Seq
	minRemoved, maxRemoved graph.Seq
}

// live is the block's share in the number of current statements: rows that only
// remove count against a row of an older run.
func (b *blockInfo) live() int { return int(b.adds) - int(b.removes) }

// all tells that every row is visible as of seq by itself.
func (b *blockInfo) all(seq graph.Seq) bool {
	return b.adds == b.rows && b.maxAdded <= seq && (b.removes == 0 || b.minRemoved > seq)
}

// none tells that nothing in the block had happened as of seq.
func (b *blockInfo) none(seq graph.Seq) bool {
	return (b.adds == 0 || b.minAdded > seq) && (b.removes == 0 || b.minRemoved > seq)
}

// note folds one row into the block's bounds.
func (b *blockInfo) note(added, removed graph.Seq) {
	b.rows++
	if added != 0 {
		if b.adds == 0 || added < b.minAdded {
			b.minAdded = added
		}
		b.maxAdded = max(b.maxAdded, added)
		b.adds++
	}
	if removed != graph.NoSeq {
		if b.removes == 0 || removed < b.minRemoved {
			b.minRemoved = removed
		}
		b.maxRemoved = max(b.maxRemoved, removed)
		b.removes++
	}
}

// index is the block index of one permutation of a run, resident in memory.
type index struct {
	blocks []blockInfo
	// live[i] is the sum of live() over blocks before i; len(blocks)+1 long.
	live []int64
}

func newIndex(blocks []blockInfo) *index {
	x := &index{blocks: blocks, live: make([]int64, len(blocks)+1)}
	for i := range blocks {
		x.live[i+1] = x.live[i] + int64(blocks[i].live())
	}
	return x
}

// seek returns the first block that can hold a key >= k.
func (x *index) seek(k *key) int {
	return sort.Search(len(x.blocks), func(i int) bool { return !x.blocks[i].last.less(k) })
}

// groupBlocks is the number of blocks that are stored as one value: a scan
// fetches a value for 8,192 rows, and values are long enough for the value log
// of the key-value store, whose tables of keys stay small. It affects the disk:
// a change needs a new manifestVersion. indexPart is a multiple of it.
const groupBlocks = 8

// indexPart is the number of blocks described by one stored value.
const indexPart = 4096

// appendIndex encodes the descriptions of blocks. Each is a row of unsigned
// varints: per key column the distance of first from the previous block's last
// (for the leading column, which ascends; the others stand as they are), last
// likewise against first, then size, counts and event bounds.
func appendIndex(dst []byte, blocks []blockInfo) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(blocks)))
	var prev graph.ID
	for i := range blocks {
		b := &blocks[i]
		dst = binary.AppendUvarint(dst, uint64(b.first[0]-prev))
		dst = binary.AppendUvarint(dst, uint64(b.last[0]-b.first[0]))
		prev = b.last[0]
		for c := 1; c < 4; c++ {
			dst = binary.AppendUvarint(dst, uint64(b.first[c]))
			dst = binary.AppendUvarint(dst, uint64(b.last[c]))
		}
		dst = binary.AppendUvarint(dst, uint64(b.size))
		dst = binary.AppendUvarint(dst, uint64(b.rows))
		dst = binary.AppendUvarint(dst, uint64(b.adds))
		dst = binary.AppendUvarint(dst, uint64(b.removes))
		if b.adds > 0 {
			dst = binary.AppendUvarint(dst, uint64(b.minAdded))
			dst = binary.AppendUvarint(dst, uint64(b.maxAdded-b.minAdded))
		}
		if b.removes > 0 {
			dst = binary.AppendUvarint(dst, uint64(b.minRemoved))
			dst = binary.AppendUvarint(dst, uint64(b.maxRemoved-b.minRemoved))
		}
	}
	return dst
}

// ErrIndex is wrapped when a block index or the statistics of a run are damaged; a
// rebuild mends it.
var ErrIndex = errors.New("projection: block index is malformed")

// varints reads unsigned varints until one fails.
type varints struct {
	b   []byte
	bad bool
}

func (v *varints) next() uint64 {
	n, size := binary.Uvarint(v.b)
	if size <= 0 {
		v.bad, v.b = true, nil
		return 0
	}
	v.b = v.b[size:]
	return n
}

func (v *varints) id() graph.ID   { return graph.ID(v.next()) }
func (v *varints) seq() graph.Seq { return graph.Seq(v.next()) }

func (v *varints) size() uint32 {
	n := v.next()
	if n > block.MaxSize {
		v.bad = true
	}
	return uint32(n)
}

func (v *varints) count() uint16 {
	n := v.next()
	if n > graph.BatchRows {
		v.bad = true
	}
	return uint16(n)
}

// decodeIndex appends the blocks that appendIndex wrote.
func decodeIndex(blocks []blockInfo, data []byte) ([]blockInfo, error) {
	v := varints{b: data}
	n := v.next()
	if v.bad || n > indexPart {
		return nil, fmt.Errorf("%w: %d blocks in a part", ErrIndex, n)
	}
	var prev graph.ID
	for range n {
		var b blockInfo
		b.first[0] = prev + v.id()
		b.last[0] = b.first[0] + v.id()
		prev = b.last[0]
		for c := 1; c < 4; c++ {
			b.first[c], b.last[c] = v.id(), v.id()
		}
		if len(blocks)%groupBlocks != 0 {
			b.at = blocks[len(blocks)-1].at + blocks[len(blocks)-1].size
		}
		b.size = v.size()
		b.rows, b.adds, b.removes = v.count(), v.count(), v.count()
		if b.adds > 0 {
			b.minAdded = v.seq()
			b.maxAdded = b.minAdded + v.seq()
		}
		if b.removes > 0 {
			b.minRemoved = v.seq()
			b.maxRemoved = b.minRemoved + v.seq()
		}
		if v.bad || b.rows == 0 || b.adds > b.rows || b.removes > b.rows || b.last.less(&b.first) {
			return nil, ErrIndex
		}
		blocks = append(blocks, b)
	}
	if len(v.b) != 0 {
		return nil, ErrIndex
	}
	return blocks, nil
}
