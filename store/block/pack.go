package block

import (
	"encoding/binary"
	"math/bits"

	"github.com/chancery-graph/chancery/graph"
)

//go:generate go run gen_unpack.go

// Values wider than maxPacked bits do not fit into one unaligned 64-bit load
// and are written with 64.
const maxPacked = 57

// widthOf returns the number of bits with which values up to v are packed.
func widthOf(v graph.ID) uint8 {
	if w := uint8(bits.Len64(uint64(v))); w <= maxPacked {
		return w
	}
	return 64
}

func validWidth(w uint8) bool { return w <= maxPacked || w == 64 }

// packedSize returns the bytes that n values of width bits take.
func packedSize(n int, width uint8) int { return (n*int(width) + 7) / 8 }

// appendPacked writes v[i]-base with width bits each, the first value in the
// lowest bits of the first byte.
func appendPacked(dst []byte, v []graph.ID, base graph.ID, width uint8) []byte {
	switch width {
	case 0:
		return dst
	case 64:
		for _, x := range v {
			dst = binary.LittleEndian.AppendUint64(dst, uint64(x-base))
		}
		return dst
	}
	var acc uint64
	var have uint8
	for _, x := range v {
		u := uint64(x - base)
		acc |= u << have
		have += width
		if have >= 64 {
			dst = binary.LittleEndian.AppendUint64(dst, acc)
			have -= 64
			acc = u >> ((width - have) & 63)
		}
	}
	for ; have > 0; have -= min(have, 8) {
		dst = append(dst, byte(acc))
		acc >>= 8
	}
	return dst
}

// unpack fills dst with base plus the values packed at the start of b. b must
// reach at least 8 bytes beyond them.
func unpack(dst []graph.ID, b []byte, base graph.ID, width uint8) {
	if width == 64 {
		for i := range dst {
			dst[i] = base + graph.ID(binary.LittleEndian.Uint64(b[8*i:]))
		}
		return
	}
	whole := len(dst) &^ 7
	if whole > 0 {
		kernels[width](dst[:whole], b, base)
	}
	mask := uint64(1)<<width - 1
	for i := whole; i < len(dst); i++ {
		bit := i * int(width)
		dst[i] = base + graph.ID(binary.LittleEndian.Uint64(b[bit>>3:])>>(bit&7)&mask)
	}
}
