package block

import (
	"encoding/binary"
	"fmt"
	"math/bits"

	"github.com/chancery-graph/chancery/graph"
)

// sections is the number of columns of a block: four of IDs, added, removed.
const sections = 6

// appendHeader writes h and the sizes in bytes of the columns.
func appendHeader(dst []byte, h *Header, sizes *[sections]int) []byte {
	dst = binary.AppendUvarint(dst, uint64(h.N))
	for i := range h.First {
		dst = binary.AppendUvarint(dst, rotate(h.First[i]))
		dst = binary.AppendUvarint(dst, rotate(h.Last[i]))
	}
	dst = appendSpan(dst, h.Adds, h.MinAdded, h.MaxAdded)
	dst = appendSpan(dst, h.Removes, h.MinRemoved, h.MaxRemoved)
	for _, n := range sizes {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	return dst
}

func appendSpan(dst []byte, n int, lo, hi graph.Seq) []byte {
	dst = binary.AppendUvarint(dst, uint64(n))
	if n > 0 {
		dst = binary.AppendUvarint(dst, uint64(lo))
		dst = binary.AppendUvarint(dst, uint64(hi-lo))
	}
	return dst
}

// readHeader reads what appendHeader wrote.
func (r *reader) readHeader(h *Header, sizes *[sections]int) error {
	n, err := r.count("rows", MaxRows)
	if err != nil {
		return err
	}
	if n == 0 {
		return fmt.Errorf("%w: no rows", ErrCorrupt)
	}
	h.N = n
	for i := range h.First {
		first, err := r.uvarint()
		if err != nil {
			return err
		}
		last, err := r.uvarint()
		if err != nil {
			return err
		}
		h.First[i], h.Last[i] = unrotate(first), unrotate(last)
	}
	if h.Adds, h.MinAdded, h.MaxAdded, err = r.span("adds", n); err != nil {
		return err
	}
	if h.Removes, h.MinRemoved, h.MaxRemoved, err = r.span("removes", n); err != nil {
		return err
	}
	for i := range sizes {
		if sizes[i], err = r.count("column bytes", MaxSize); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) span(what string, limit int) (n int, lo, hi graph.Seq, err error) {
	if n, err = r.count(what, limit); err != nil || n == 0 {
		return 0, 0, 0, err
	}
	low, err := r.uvarint()
	if err != nil {
		return 0, 0, 0, err
	}
	width, err := r.uvarint()
	if err != nil {
		return 0, 0, 0, err
	}
	if low+width < low {
		return 0, 0, 0, fmt.Errorf("%w: range of %s", ErrCorrupt, what)
	}
	return n, graph.Seq(low), graph.Seq(low + width), nil
}

// reader reads the bytes of a block between pos and end. At least 8 bytes
// follow end, so that a 64-bit load at any byte before end is in range.
type reader struct {
	b        []byte
	pos, end int
}

func (r *reader) uvarint() (uint64, error) {
	v, n := binary.Uvarint(r.b[r.pos:r.end])
	if n <= 0 {
		return 0, fmt.Errorf("%w: number at byte %d", ErrCorrupt, r.pos)
	}
	r.pos += n
	return v, nil
}

// count reads a number of at most limit.
func (r *reader) count(what string, limit int) (int, error) {
	v, err := r.uvarint()
	if err != nil {
		return 0, err
	}
	if v > uint64(limit) {
		return 0, fmt.Errorf("%w: %d %s, expected at most %d", ErrCorrupt, v, what, limit)
	}
	return int(v), nil
}

func (r *reader) byte() (byte, error) {
	if r.pos >= r.end {
		return 0, fmt.Errorf("%w: ends at byte %d", ErrCorrupt, r.pos)
	}
	r.pos++
	return r.b[r.pos-1], nil
}

// packed skips over n values of width bits and returns the block's bytes from
// the first of them to the end of the trailer.
func (r *reader) packed(n int, width uint8) ([]byte, error) {
	b := r.b[r.pos:]
	size := packedSize(n, width)
	if size > r.end-r.pos {
		return nil, fmt.Errorf("%w: %d values of %d bits at byte %d", ErrCorrupt, n, width, r.pos)
	}
	r.pos += size
	return b, nil
}

// rotate moves an ID's tag below its payload, so that an ordinal makes a short
// variable-length number.
func rotate(v graph.ID) uint64   { return bits.RotateLeft64(uint64(v), 4) }
func unrotate(v uint64) graph.ID { return graph.ID(bits.RotateLeft64(v, -4)) }

// zigzag maps small differences of either sign to small numbers.
func zigzag(d graph.ID) uint64   { return uint64(d)<<1 ^ uint64(int64(d)>>63) }
func unzigzag(z uint64) graph.ID { return graph.ID(z>>1 ^ -(z & 1)) }
