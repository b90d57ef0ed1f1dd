package block

import (
	"encoding/binary"
	"fmt"
	"math/bits"

	"github.com/chancery-graph/chancery/graph"
)

// maxFrames is the greatest number of frames of a vector.
const maxFrames = 8

// partition is a vector cut into frames.
type partition struct {
	n        int
	base     [maxFrames]graph.ID
	width    [maxFrames]uint8
	codes    [MaxRows]graph.ID // the frame of each value
	distance [MaxRows]graph.ID // of each value from its frame's base
}

// codeWidth returns the bits of a code among n.
func codeWidth(n int) uint8 { return uint8(bits.Len(uint(n - 1))) }

// assign cuts v into the ranges of c, whose bases are turned, and returns the
// size in bits of the form.
func (p *partition) assign(v []graph.ID, turn graph.ID, c *cuts) int {
	start := c.base
	for i := c.n; i < maxFrames; i++ {
		start[i] = graph.MaxID // only MaxID itself is found there: see min below
	}
	last := graph.ID(c.n - 1)
	var union [maxFrames]graph.ID
	var count [maxFrames]int
	codes, distance := p.codes[:len(v)], p.distance[:len(v)]
	for i, x := range v {
		// Three steps of a binary search without a branch.
		x ^= turn
		code := graph.ID(0)
		if x >= start[4] {
			code = 4
		}
		if x >= start[(code+2)%maxFrames] {
			code += 2
		}
		if x >= start[(code+1)%maxFrames] {
			code++
		}
		code = min(code, last)
		at := code % maxFrames
		d := x - start[at]
		codes[i], distance[i] = code, d
		union[at] |= d
		count[at]++
	}
	p.n = c.n
	size := len(v)*int(codeWidth(c.n)) + c.n*frameBits
	for i := range c.n {
		p.base[i], p.width[i] = c.base[i]^turn, uint8(bits.Len64(uint64(union[i])))
		size += count[i] * int(p.width[i])
	}
	return size
}

// append writes the form.
func (p *partition) append(dst []byte, n, transform int) []byte {
	dst = append(dst, byte(p.n-1))
	for i := range p.n {
		dst = appendBase(dst, p.base[i], transform)
		dst = append(dst, p.width[i])
	}
	dst = appendPacked(dst, p.codes[:n], 0, codeWidth(p.n))
	var acc uint64
	var have uint8
	codes := p.codes[:n]
	for i, d := range p.distance[:n] {
		width := p.width[codes[i]%maxFrames]
		acc |= uint64(d) << (have & 63)
		have += width
		if have >= 64 {
			dst = binary.LittleEndian.AppendUint64(dst, acc)
			have -= 64
			acc = uint64(d) >> (width - have)
		}
	}
	for ; have > 0; have -= min(have, 8) {
		dst = append(dst, byte(acc))
		acc >>= 8
	}
	return dst
}

// frame is a frame as the decoder needs it.
type frame struct {
	base  graph.ID
	mask  uint64
	width int
}

// frames decodes the form into dst.
func (d *Decoder) frames(r *reader, dst []graph.ID, transform int) error {
	last, err := r.byte()
	if err != nil {
		return err
	}
	if last >= maxFrames {
		return fmt.Errorf("%w: %d frames", ErrCorrupt, int(last)+1)
	}
	count := int(last) + 1
	var set [maxFrames]frame // a code of a frame that is not there reads no bits
	widest := 0
	for i := range set[:count] {
		base, err := r.base(transform)
		if err != nil {
			return err
		}
		width, err := r.byte()
		if err != nil {
			return err
		}
		if width > 64 {
			return fmt.Errorf("%w: width of %d bits", ErrCorrupt, width)
		}
		set[i] = frame{base: base, mask: uint64(1)<<width - 1, width: int(width)}
		widest = max(widest, int(width))
	}
	codes := d.codes[:len(dst)]
	b, err := r.packed(len(codes), codeWidth(count))
	if err != nil {
		return err
	}
	unpack(codes, b, 0, codeWidth(count))
	b = r.b[r.pos : r.end+8]
	var at int
	if widest <= maxPacked {
		at = mergeNarrow(dst, codes, &set, b)
	} else {
		at = mergeWide(dst, codes, &set, b)
	}
	if size := (at + 7) / 8; size > r.end-r.pos {
		return fmt.Errorf("%w: values of frames end at byte %d of %d", ErrCorrupt, r.pos+size, r.end)
	}
	r.pos += (at + 7) / 8
	return nil
}

// mergeNarrow reads a value of at most maxPacked bits for each code, and
// returns the number of bits read. Eight bytes of b are beyond the values; what
// would be read from beyond those is left out.
func mergeNarrow(dst, codes []graph.ID, set *[maxFrames]frame, b []byte) int {
	at := 0
	codes = codes[:len(dst)]
	for i := range dst {
		f := &set[codes[i]%maxFrames]
		from := at >> 3
		if from+8 > len(b) {
			return len(b) * 8
		}
		word := binary.LittleEndian.Uint64(b[from:])
		dst[i] = f.base + graph.ID(word>>(at&7)&f.mask)
		at += f.width
	}
	return at
}

// mergeWide is mergeNarrow for values of at most 64 bits.
func mergeWide(dst, codes []graph.ID, set *[maxFrames]frame, b []byte) int {
	at := 0
	codes = codes[:len(dst)]
	for i := range dst {
		f := &set[codes[i]%maxFrames]
		from := at >> 3
		if from+8 > len(b) {
			return len(b) * 8
		}
		word := binary.LittleEndian.Uint64(b[from:]) >> (at & 7)
		if shift := at & 7; shift > 0 && from+8 < len(b) {
			word |= uint64(b[from+8]) << (64 - shift)
		}
		dst[i] = f.base + graph.ID(word&f.mask)
		at += f.width
	}
	return at
}
