package terse

import "unicode/utf8"

// Classes of ASCII characters in names.
const (
	inPrefix = 1 << iota // PN_CHARS and the dot
	inLocal              // PN_CHARS, the dot and the colon
	starts               // may start PN_LOCAL unescaped
	letter
	digit
	escapable // PN_LOCAL_ESC
	inTag     // language tag with its direction
	hexadecimal
)

var class = func() (t [256]uint8) {
	for c := range 256 {
		switch lower := c | 0x20; {
		case c >= utf8.RuneSelf:
		case 'a' <= lower && lower <= 'z':
			t[c] = inPrefix | inLocal | starts | letter | inTag
			if lower <= 'f' {
				t[c] |= hexadecimal
			}
		case '0' <= c && c <= '9':
			t[c] = inPrefix | inLocal | starts | digit | inTag | hexadecimal
		}
	}
	t['_'] = inPrefix | inLocal | starts
	t['-'] = inPrefix | inLocal | inTag
	t['.'] = inPrefix | inLocal
	t[':'] = inLocal | starts
	for _, c := range []byte("_~.-!$&'()*+,;=/?#@%") {
		t[c] |= escapable
	}
	return t
}()

func is(c byte, classes uint8) bool { return class[c]&classes != 0 }

// nameRune tells whether r, beyond ASCII, matches PN_CHARS_BASE, or PN_CHARS
// where it is not the first character.
func nameRune(r rune, first bool) bool {
	switch {
	case 0xC0 <= r && r <= 0x2FF:
		return r != 0xD7 && r != 0xF7
	case 0x370 <= r && r <= 0x1FFF:
		return r != 0x37E
	case 0x200C <= r && r <= 0x200D, 0x2070 <= r && r <= 0x218F, 0x2C00 <= r && r <= 0x2FEF,
		0x3001 <= r && r <= 0xD7FF, 0xF900 <= r && r <= 0xFDCF, 0xFDF0 <= r && r <= 0xFFFD,
		0x10000 <= r && r <= 0xEFFFF:
		return true
	case r == 0xB7, 0x300 <= r && r <= 0x36F, 0x203F <= r && r <= 0x2040:
		return !first
	}
	return false
}

const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

// zero marks, from the lowest on up to the first, the zero bytes of x (Warren,
// Hacker's Delight, §6-1).
func zero(x uint64) uint64 { return (x - ones) &^ x }

// iriStops marks, exactly up to the first mark, the bytes of an IRI that need a
// look: all that IRIREF forbids, '!', '~', DEL and some that are not ASCII.
func iriStops(x uint64) uint64 {
	return ((x-0x23*ones)&^x | // up to '"', '!' among them
		zero((x|0x02*ones)^0x3E*ones) | // < >
		zero((x|0x02*ones)^0x5E*ones) | // \ ^
		zero(x^0x60*ones) | // `
		((x &^ highs) + 0x05*ones)) & highs // { | } ~ DEL
}

// stringStops marks, exactly up to the first mark, the bytes of a string that
// need a look: controls, '\', DEL, '"' and the quote, given eight times.
func stringStops(x, quotes uint64) uint64 {
	return ((x-0x20*ones)&^x | zero(x^0x22*ones) | zero(x^quotes) | zero(x^0x5C*ones) | zero(x^0x7F*ones)) & highs
}
