package terse

import (
	"encoding/binary"
	"math/bits"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
)

// TestStops compares the tests of eight bytes at once with those of one byte:
// nothing that must be looked at is passed over, and the first mark of a string
// is exact.
func TestStops(t *testing.T) {
	check := func(fatalf func(string, ...any), b [8]byte) {
		x := binary.LittleEndian.Uint64(b[:])
		for _, quote := range []byte("\"'") {
			want := 0
			for want < 8 && !(b[want] < ' ' || b[want] == '"' || b[want] == quote || b[want] == '\\' || b[want] == 0x7F) {
				want++
			}
			if got := bits.TrailingZeros64(stringStops(x, uint64(quote)*ones)) >> 3; got != want {
				fatalf("string: first stop in % x is %d, want %d", b, got, want)
			}
		}
		must, may := 0, 0
		for must < 8 && graph.IRIForbidden(b[must:must+1]) < 0 {
			must++
		}
		for may < 8 && graph.IRIForbidden(b[may:may+1]) < 0 && b[may] != '!' && b[may]&0x7F < 0x7B {
			may++
		}
		if got := bits.TrailingZeros64(iriStops(x)) >> 3; got > must || got < may {
			fatalf("IRI: first stop in % x is %d, want %d to %d", b, got, may, must)
		}
	}
	for lane := range 8 {
		for c := range 256 {
			for _, fill := range []byte{'a', ' ', '!', '#', 0x7A, 0x7F, 0xC3, 0xFF} {
				b := [8]byte{fill, fill, fill, fill, fill, fill, fill, fill}
				b[lane] = byte(c)
				check(t.Fatalf, b)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.OneOf(rapid.ByteRange('a', 'z'), rapid.ByteRange('#', ';'), rapid.Byte())
		check(t.Fatalf, [8]byte(rapid.SliceOfN(c, 8, 8).Draw(t, "bytes")))
	})
}

// TestNameRune compares with package graph, which reads the same characters in
// blank node labels.
func TestNameRune(t *testing.T) {
	for r := rune(0x80); r <= 0x10FFFF; r++ {
		if r >= 0xD800 && r <= 0xDFFF {
			continue
		}
		text := []byte("a" + string(r))
		if got, want := nameRune(r, true), graph.LabelLen(text[1:]) > 0; got != want {
			t.Fatalf("U+%04X starts a name: %v, want %v", r, got, want)
		}
		if got, want := nameRune(r, false), graph.LabelLen(text) == len(text); got != want {
			t.Fatalf("U+%04X goes on in a name: %v, want %v", r, got, want)
		}
	}
}
