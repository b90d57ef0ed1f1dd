package sparql

import "unicode/utf8"

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func isHex(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// nameByte marks the ASCII bytes of PN_CHARS.
var nameByte = func() (t [256]bool) {
	for c := 0; c < utf8.RuneSelf; c++ {
		t[c] = isDigit(byte(c)) || isLetter(byte(c)) || c == '_' || c == '-'
	}
	return t
}()

// isBase tells whether r, beyond ASCII, matches PN_CHARS_BASE.
func isBase(r rune) bool {
	switch {
	case 0xC0 <= r && r <= 0x2FF:
		return r != 0xD7 && r != 0xF7
	case 0x370 <= r && r <= 0x1FFF:
		return r != 0x37E
	case 0x200C <= r && r <= 0x200D, 0x2070 <= r && r <= 0x218F, 0x2C00 <= r && r <= 0x2FEF,
		0x3001 <= r && r <= 0xD7FF, 0xF900 <= r && r <= 0xFDCF, 0xFDF0 <= r && r <= 0xFFFD,
		0x10000 <= r && r <= 0xEFFFF:
		return true
	}
	return false
}

// isCombining tells whether r is in PN_CHARS or VARNAME but not in
// PN_CHARS_BASE.
func isCombining(r rune) bool {
	return r == 0xB7 || 0x300 <= r && r <= 0x36F || 0x203F <= r && r <= 0x2040
}

// runeAt decodes a rune beyond ASCII; size 0 where the bytes are no UTF-8.
func runeAt(s string) (r rune, size int) {
	r, size = utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && size <= 1 {
		return 0, 0
	}
	return r, size
}

// isNameStart tells whether s starts with PN_CHARS_BASE.
func isNameStart(s string) bool {
	if c := s[0]; c < utf8.RuneSelf {
		return isLetter(c)
	}
	r, size := runeAt(s)
	return size > 0 && isBase(r)
}

// varNameLen returns the length of the VARNAME that s starts with.
func varNameLen(s string) int {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if !nameByte[c] || c == '-' {
				return i
			}
			i++
			continue
		}
		r, size := runeAt(s[i:])
		if size == 0 || !isBase(r) && (i == 0 || !isCombining(r)) {
			return i
		}
		i += size
	}
	return len(s)
}

// prefixLen returns the length of the PN_PREFIX that s starts with; s starts
// with PN_CHARS_BASE or a colon.
func prefixLen(s string) int {
	end := 0 // after the last character that is no dot
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '.':
			i++
			continue
		case c < utf8.RuneSelf:
			if !nameByte[c] {
				return end
			}
			i++
		default:
			r, size := runeAt(s[i:])
			if size == 0 || !isBase(r) && !isCombining(r) {
				return end
			}
			i += size
		}
		end = i
	}
	return end
}

// wordLen returns the length of the run of letters, digits and underscores that
// s starts with, at least one character.
func wordLen(s string) int {
	if n := varNameLen(s); n > 0 {
		return n
	}
	_, size := utf8.DecodeRuneInString(s)
	return size
}

// localLen returns the length of the PN_LOCAL that s starts with, whether it has
// a backslash in it, and where a bad escape stands, -1 if nowhere.
func localLen(s string) (n int, escaped bool, bad int) {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '.':
			if i == 0 {
				return 0, false, -1
			}
			i++
			continue
		case c == '%':
			if i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2]) {
				return 0, false, i
			}
			i += 3
		case c == '\\':
			if i+1 >= len(s) || !localEscape[s[i+1]] {
				return 0, false, i
			}
			escaped = true
			i += 2
		case c < utf8.RuneSelf:
			if !nameByte[c] && c != ':' || c == '-' && i == 0 {
				return n, escaped, -1
			}
			i++
		default:
			r, size := runeAt(s[i:])
			if size == 0 || !isBase(r) && (i == 0 || !isCombining(r)) {
				return n, escaped, -1
			}
			i += size
		}
		n = i
	}
	return n, escaped, -1
}

// localEscape marks the bytes that PN_LOCAL_ESC escapes.
var localEscape = func() (t [256]bool) {
	for _, c := range []byte("_~.-!$&'()*+,;=/?#@%") {
		t[c] = true
	}
	return t
}()
