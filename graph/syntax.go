package graph

import "unicode/utf8"

// MaxTripleDepth is how deep triple terms may nest, the outermost counting as
// 1. Readers and [AppendTerm] refuse more, because terms are read by recursion
// and input from outside must not exhaust the stack.
const MaxTripleDepth = 128

// ValidIRI tells whether iri (without angle brackets) may stand in canonical
// text: UTF-8, absolute (RFC 3986 §3.1: it starts with a scheme and a colon) and
// free of the characters that IRIREF forbids (RDF 1.2 N-Triples §7: U+0000 to
// U+0020 and <>"{}|^`\).
func ValidIRI(iri []byte) bool {
	return SchemeLen(iri) > 0 && IRIForbidden(iri) < 0 && utf8.Valid(iri)
}

// SchemeLen returns the length of the scheme that iri starts with, its colon
// not counted, or 0 when iri is relative.
func SchemeLen(iri []byte) int {
	for i, c := range iri {
		switch {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
		case i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
		case c == ':':
			return i
		default:
			return 0
		}
	}
	return 0
}

// IRIForbidden returns the offset of the first byte of iri that IRIREF forbids,
// or -1.
func IRIForbidden(iri []byte) int {
	for i, c := range iri {
		if iriForbidden[c] {
			return i
		}
	}
	return -1
}

var iriForbidden = func() (t [256]bool) {
	for c := 0; c <= ' '; c++ {
		t[c] = true
	}
	for _, c := range []byte("<>\"{}|^`\\") {
		t[c] = true
	}
	return t
}()

// LabelLen returns the length in bytes of the blank node label (without "_:")
// that text starts with: the longest match of BLANK_NODE_LABEL of RDF 1.2
// N-Triples §7, which cannot end with a dot. 0 means there is none.
func LabelLen(text []byte) int {
	n, end := 0, 0 // end: just after the last character that is not a dot
	for n < len(text) {
		c := text[n]
		if c < utf8.RuneSelf {
			if !labelByte[c] || n == 0 && (c == '-' || c == '.') {
				return end
			}
			n++
			if c != '.' {
				end = n
			}
			continue
		}
		r, size := utf8.DecodeRune(text[n:])
		if r == utf8.RuneError && size == 1 || !isLabelRune(r, n == 0) {
			return end
		}
		n += size
		end = n
	}
	return end
}

// labelByte marks the ASCII bytes of PN_CHARS, and the dot.
var labelByte = func() (t [utf8.RuneSelf]bool) {
	for c := range t {
		t[c] = 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
			c == '_' || c == '-' || c == '.'
	}
	return t
}()

// isLabelRune tells whether r, beyond ASCII, matches PN_CHARS_BASE, or PN_CHARS
// where it is not the first character.
func isLabelRune(r rune, first bool) bool {
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

// LanguageLen returns the length of the language tag (without "@") that text
// starts with, a base direction included, or 0 when there is none. The tag is
// LANG_DIR of RDF 1.2 N-Triples §7, with subtags of at most 8 characters (BCP 47
// §2.1) and the directions ltr and rtl alone (RDF 1.2 Concepts §3.3). upper
// tells whether it has upper-case letters, so that its text is not canonical.
func LanguageLen(text []byte) (n int, upper bool) {
	first := true
	for {
		start := n
		for n < len(text) && isTagByte(text[n], first) {
			upper = upper || 'A' <= text[n] && text[n] <= 'Z'
			n++
		}
		if n == start || n-start > 8 {
			return 0, false
		}
		first = false
		if n+1 >= len(text) || text[n] != '-' {
			break
		}
		n++
		if text[n] == '-' {
			return directionLen(text, n+1), upper
		}
	}
	if n < len(text) && text[n] == '-' {
		return 0, false
	}
	return n, upper
}

// directionLen returns where the base direction at n ends, or 0 if it is none.
func directionLen(text []byte, n int) int {
	if len(text) < n+3 {
		return 0
	}
	if d := string(text[n : n+3]); d != "ltr" && d != "rtl" {
		return 0
	}
	if n += 3; n < len(text) && (isTagByte(text[n], false) || text[n] == '-') {
		return 0
	}
	return n
}

// isTagByte tells whether c may stand in a subtag; the first has letters alone.
func isTagByte(c byte, first bool) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || !first && '0' <= c && c <= '9'
}
