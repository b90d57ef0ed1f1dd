package dict

import (
	"encoding/binary"
	"fmt"
	"math/bits"
)

// Runs know a term by the high shortBits bits of its hash, its short hash: two
// terms of a run that share it cost one comparison more, no wrong answer.
const (
	shortBits = 40
	shortOf   = 64 - shortBits // what a hash is shifted by
)

// hashBlockSize is the number of entries of a full block of hashes.
const hashBlockSize = 512

// entry is a term of a run.
type entry struct {
	short   uint64 // short hash
	ordinal uint64 // from the run's base
}

// A block of hashes holds entries in ascending order of short hash. Packed
// values follow one another from the lowest bit of the first byte.
//
//	+----------+-----------------+-----------+--------------+--------------+
//	| count v  | first short v   | widths u8 | differences  | ordinals     |
//	|          | least ordinal v | and u8    | from the     | minus the    |
//	|          |                 |           | one before   | least one    |
//	+----------+-----------------+-----------+--------------+--------------+
//
// Eight zero bytes follow, so that any value is read with one 64-bit load.
func appendHashBlock(dst []byte, entries []entry) []byte {
	least, greatest, widest := entries[0].ordinal, entries[0].ordinal, uint64(0)
	for i, e := range entries {
		least, greatest = min(least, e.ordinal), max(greatest, e.ordinal)
		if i > 0 {
			widest = max(widest, e.short-entries[i-1].short)
		}
	}
	dst = binary.AppendUvarint(dst, uint64(len(entries)))
	dst = binary.AppendUvarint(dst, entries[0].short)
	dst = binary.AppendUvarint(dst, least)
	w := bitWriter{dst: dst}
	stepBits, ordBits := bits.Len64(widest), bits.Len64(greatest-least)
	w.dst = append(w.dst, byte(stepBits), byte(ordBits))
	for i := 1; i < len(entries); i++ {
		w.write(entries[i].short-entries[i-1].short, stepBits)
	}
	w.align()
	for _, e := range entries {
		w.write(e.ordinal-least, ordBits)
	}
	w.align()
	return append(w.dst, make([]byte, 8)...)
}

// bitWriter packs values of at most shortBits bits.
type bitWriter struct {
	dst  []byte
	acc  uint64
	have int
}

func (w *bitWriter) write(v uint64, width int) {
	w.acc |= v << w.have
	w.have += width
	if w.have >= 64 {
		w.dst = binary.LittleEndian.AppendUint64(w.dst, w.acc)
		w.have -= 64
		w.acc = v >> (width - w.have)
	}
}

func (w *bitWriter) align() {
	for ; w.have > 0; w.have -= 8 {
		w.dst = append(w.dst, byte(w.acc))
		w.acc >>= 8
	}
	w.acc, w.have = 0, 0
}

// hashBlock is a block of hashes that is ready to be searched.
type hashBlock struct {
	count             int
	first, least      uint64
	stepBits, ordBits int
	steps, ordinals   []byte
}

// openHashBlock checks that b is a block of hashes in which every load is in
// range. It refers to b.
func openHashBlock(b []byte) (*hashBlock, error) {
	var head [3]uint64
	for i := range head {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			return nil, fmt.Errorf("%w: head of a block of hashes", ErrCorrupt)
		}
		head[i], b = v, b[n:]
	}
	if len(b) < 2+8 || head[0] == 0 || head[0] > hashBlockSize || b[0] > shortBits || b[1] > ordinalBits {
		return nil, fmt.Errorf("%w: block of %d hashes", ErrCorrupt, head[0])
	}
	h := &hashBlock{count: int(head[0]), first: head[1], least: head[2], stepBits: int(b[0]), ordBits: int(b[1])}
	b = b[2:]
	steps := ((h.count-1)*h.stepBits + 7) / 8
	ordinals := (h.count*h.ordBits + 7) / 8
	if len(b) != steps+ordinals+8 {
		return nil, fmt.Errorf("%w: block of %d hashes has %d bytes", ErrCorrupt, h.count, len(b))
	}
	h.steps, h.ordinals = b, b[steps:]
	return h, nil
}

func packedAt(b []byte, i, width int) uint64 {
	bit := i * width
	return binary.LittleEndian.Uint64(b[bit>>3:]) >> (bit & 7) & (1<<width - 1)
}

func (h *hashBlock) ordinal(i int) uint64 { return h.least + packedAt(h.ordinals, i, h.ordBits) }

// search appends the ordinals of entries with a short hash to dst.
func (h *hashBlock) search(dst []uint64, short uint64) []uint64 {
	at := h.first
	for i := 0; ; {
		if at == short {
			dst = append(dst, h.ordinal(i))
		}
		if i++; at > short || i == h.count {
			return dst
		}
		at += packedAt(h.steps, i-1, h.stepBits)
	}
}

// entries appends all entries to dst.
func (h *hashBlock) entries(dst []entry) []entry {
	at := h.first
	for i := range h.count {
		if i > 0 {
			at += packedAt(h.steps, i-1, h.stepBits)
		}
		dst = append(dst, entry{short: at, ordinal: h.ordinal(i)})
	}
	return dst
}

func (h *hashBlock) size() int { return len(h.steps) + 96 }

// sortEntries sorts by short hash and, among equal ones, keeps the order of
// ordinals that v has. tmp has the length of v.
func sortEntries(v, tmp []entry) {
	const digitBits = 10
	var starts [1 << digitBits]uint32
	for shift := 0; shift < shortBits; shift += digitBits {
		clear(starts[:])
		for i := range v {
			starts[v[i].short>>shift%(1<<digitBits)]++
		}
		sum := uint32(0)
		for i, n := range starts {
			starts[i] = sum
			sum += n
		}
		for _, e := range v {
			at := &starts[e.short>>shift%(1<<digitBits)]
			tmp[*at] = e
			*at++
		}
		v, tmp = tmp, v
	}
	// Four digits: an even number of passes ends where it began.
}
