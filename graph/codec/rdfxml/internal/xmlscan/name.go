package xmlscan

import "unicode/utf8"

// nameByte marks the ASCII bytes of NameChar, nameStart those of NameStartChar,
// the colon included in both (XML 1.0 §2.3).
var nameByte, nameStart = func() (all, start [utf8.RuneSelf]bool) {
	for c := range all {
		start[c] = 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c == ':'
		all[c] = start[c] || '0' <= c && c <= '9' || c == '-' || c == '.'
	}
	return all, start
}()

// isNameRune tells whether r, beyond ASCII, is a NameChar, or a NameStartChar if
// first.
func isNameRune(r rune, first bool) bool {
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

// NameLen returns the length in bytes of the Name (XML 1.0 §2.3) that text
// starts with, 0 if there is none.
func NameLen(text []byte) int {
	n := 0
	for n < len(text) {
		c := text[n]
		if c < utf8.RuneSelf {
			if !nameByte[c] || n == 0 && !nameStart[c] {
				return n
			}
			n++
			continue
		}
		r, size := utf8.DecodeRune(text[n:])
		if r == utf8.RuneError && size == 1 || !isNameRune(r, n == 0) {
			return n
		}
		n += size
	}
	return n
}

// IsNCName tells whether text is an NCName (Namespaces in XML 1.0 §3).
func IsNCName(text []byte) bool {
	for _, c := range text {
		if c == ':' {
			return false
		}
	}
	return len(text) > 0 && NameLen(text) == len(text)
}

// NameTail returns the offset at which the longest NCName that ends text starts,
// len(text) if none does.
func NameTail(text []byte) int {
	start := len(text)
	for i := len(text); i > 0; {
		r, size := utf8.DecodeLastRune(text[:i])
		if r == utf8.RuneError && size <= 1 || r == ':' {
			break
		}
		var inside, first bool
		if r < utf8.RuneSelf {
			inside, first = nameByte[r], nameStart[r]
		} else {
			inside, first = isNameRune(r, false), isNameRune(r, true)
		}
		if !inside {
			break
		}
		i -= size
		if first {
			start = i
		}
	}
	return start
}

// IsChar tells whether r may stand in a document (XML 1.0 §2.2).
func IsChar(r rune) bool {
	return r >= 0x20 && r <= 0xD7FF || r == '\t' || r == '\n' || r == '\r' ||
		r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= utf8.MaxRune
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }
