package scan

import (
	"encoding/binary"
	"math/bits"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
)

// TestStops compares the tests of eight bytes at once with those of one byte:
// nothing that must be looked at is passed over, and the first mark is exact.
func TestStops(t *testing.T) {
	iriStop := func(c byte) bool {
		return graph.IRIForbidden([]byte{c}) >= 0 || c == '!' || c == '~' || c == 0x7F || c >= 0x80
	}
	stringStop := func(c byte) bool { return c < ' ' || c == '"' || c == '\\' || c == 0x7F || c >= 0x80 }
	check := func(fatalf func(string, ...any), b [8]byte) {
		x := binary.LittleEndian.Uint64(b[:])
		for name, pair := range map[string]struct {
			mask uint64
			stop func(byte) bool
		}{"iri": {iriStops(x), iriStop}, "string": {stringStops(x), stringStop}} {
			want := 0
			for want < 8 && !pair.stop(b[want]) {
				want++
			}
			if got := bits.TrailingZeros64(pair.mask) >> 3; got != want {
				fatalf("%s: first stop in % x is %d, want %d", name, b, got, want)
			}
		}
	}
	for lane := range 8 {
		for c := range 256 {
			for _, fill := range []byte{'a', ' ', '!', '#', 0x7A, 0x7F, 0xFF} {
				b := [8]byte{fill, fill, fill, fill, fill, fill, fill, fill}
				b[lane] = byte(c)
				check(t.Fatalf, b)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		// Mostly bytes that pass, so that the first stop is not always early.
		c := rapid.OneOf(rapid.ByteRange('a', 'z'), rapid.ByteRange('#', ';'), rapid.Byte())
		check(t.Fatalf, [8]byte(rapid.SliceOfN(c, 8, 8).Draw(t, "bytes")))
	})
}
