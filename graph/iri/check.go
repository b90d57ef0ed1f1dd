package iri

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph"
)

// SyntaxError says where a text breaks the grammar of RFC 3987.
type SyntaxError struct {
	Offset   int    // bytes
	Expected string // ready to print
}

// Error returns `iri: offset 7: expected …`.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("iri: offset %d: expected %s", e.Offset, e.Expected)
}

// Valid tells whether text is an IRI, see [Check].
func Valid(text []byte) bool {
	at, _ := check(text)
	return at < 0
}

// Check returns a [SyntaxError] unless text matches the rule IRI of RFC 3987
// §2.2: an absolute IRI, with or without a fragment. graph.ValidIRI, which RDF
// syntaxes go by, is looser. Rules of schemes are not looked at.
func Check(text []byte) error {
	if at, expected := check(text); at >= 0 {
		return &SyntaxError{Offset: at, Expected: expected}
	}
	return nil
}

// check returns the offset of the first fault, or -1.
func check(text []byte) (at int, expected string) {
	n := graph.SchemeLen(text)
	if n == 0 {
		return 0, "a scheme and a colon"
	}
	pos := n + 1
	authority := authorityEnd(text, pos)
	if authority > pos {
		if at, expected := checkAuthority(text, pos+2, authority); at >= 0 {
			return at, expected
		}
	}
	path := pathEnd(text, authority)
	if at := checkChars(text, authority, path, inPath); at >= 0 {
		return at, "a character of a path"
	}
	if path == len(text) {
		return -1, ""
	}
	query := path
	if text[path] == '?' {
		if query = bytes.IndexByte(text[path:], '#') + path; query < path {
			query = len(text)
		}
		if at := checkChars(text, path+1, query, inQuery); at >= 0 {
			return at, "a character of a query"
		}
	}
	if query < len(text) {
		if at := checkChars(text, query+1, len(text), inFragment); at >= 0 {
			return at, "a character of a fragment"
		}
	}
	return -1, ""
}

// checkAuthority checks iauthority from pos to end.
func checkAuthority(text []byte, pos, end int) (int, string) {
	if n := bytes.LastIndexByte(text[pos:end], '@'); n >= 0 {
		if at := checkChars(text, pos, pos+n, inUser); at >= 0 {
			return at, "a character of a user's name"
		}
		pos += n + 1
	}
	host := end
	if pos < end && text[pos] == '[' {
		n := bytes.IndexByte(text[pos:end], ']')
		if n < 0 || !validLiteral(text[pos+1:pos+n]) {
			return pos, "an IPv6 address in brackets"
		}
		if host = pos + n + 1; host < end && text[host] != ':' {
			return host, "a colon before a port"
		}
	} else {
		if n := bytes.IndexByte(text[pos:end], ':'); n >= 0 {
			host = pos + n
		}
		if at := checkChars(text, pos, host, inHost); at >= 0 {
			return at, "a character of a host's name"
		}
	}
	for i := host + 1; i < end; i++ {
		if text[i] < '0' || text[i] > '9' {
			return i, "a digit of a port"
		}
	}
	return -1, ""
}

// validLiteral tells whether text is IPv6address or IPvFuture.
func validLiteral(text []byte) bool {
	if len(text) == 0 || text[0]|0x20 != 'v' {
		return validIPv6(text)
	}
	n := 1
	for n < len(text) && isHex(text[n]) {
		n++
	}
	if n == 1 || n+1 >= len(text) || text[n] != '.' {
		return false
	}
	for _, c := range text[n+1:] {
		if c >= utf8.RuneSelf || ascii[c]&inUser == 0 {
			return false
		}
	}
	return true
}

// validIPv6 tells whether text is IPv6address: eight groups, of which the last
// two may be an IPv4 address and "::" stands for one or more.
func validIPv6(text []byte) bool {
	groups, gap := 0, false
	if has(text, "::") {
		gap = true
		text = text[2:]
	} else if has(text, ":") {
		return false
	}
	for len(text) > 0 {
		n := 0
		for n < len(text) && n < 4 && isHex(text[n]) {
			n++
		}
		if n > 0 && n < len(text) && text[n] == '.' {
			groups += 2
			return validIPv4(text) && (groups == 8 || gap && groups < 8)
		}
		if n == 0 {
			return false
		}
		groups++
		if text = text[n:]; len(text) == 0 {
			break
		}
		switch {
		case has(text, "::") && !gap:
			gap = true
			text = text[2:]
		case text[0] == ':' && len(text) > 1 && text[1] != ':':
			text = text[1:]
		default:
			return false
		}
	}
	return groups == 8 && !gap || groups < 8 && gap
}

// validIPv4 tells whether text is four numbers from 0 to 255 without leading
// zeros.
func validIPv4(text []byte) bool {
	for i := range 4 {
		if i > 0 {
			if len(text) == 0 || text[0] != '.' {
				return false
			}
			text = text[1:]
		}
		n, v := 0, 0
		for n < len(text) && n < 3 && '0' <= text[n] && text[n] <= '9' {
			v = v*10 + int(text[n]-'0')
			n++
		}
		if n == 0 || v > 255 || n > 1 && text[0] == '0' {
			return false
		}
		text = text[n:]
	}
	return len(text) == 0
}

// Components, as bits of the table of characters.
const (
	inUser = 1 << iota
	inHost
	inPath
	inQuery
	inFragment
)

// ascii says in which components an ASCII character may stand.
var ascii = func() (t [utf8.RuneSelf]uint8) {
	const everywhere = inUser | inHost | inPath | inQuery | inFragment
	for c := range t {
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
			t[c] = everywhere
		}
	}
	for _, c := range "-._~!$&'()*+,;=" { // unreserved, sub-delims
		t[c] = everywhere
	}
	t[':'] = everywhere &^ inHost
	t['@'] = inPath | inQuery | inFragment
	t['/'] = inPath | inQuery | inFragment
	t['?'] = inQuery | inFragment
	return t
}()

// checkChars returns the offset of the first character from pos to end that may
// not stand in the component, or -1.
func checkChars(text []byte, pos, end int, component uint8) int {
	for pos < end {
		c := text[pos]
		switch {
		case c == '%':
			if pos+2 >= end || !isHex(text[pos+1]) || !isHex(text[pos+2]) {
				return pos
			}
			pos += 3
		case c < utf8.RuneSelf:
			if ascii[c]&component == 0 {
				return pos
			}
			pos++
		default:
			r, size := utf8.DecodeRune(text[pos:end])
			if r == utf8.RuneError && size == 1 || !isUCS(r) && (component != inQuery || !isPrivate(r)) {
				return pos
			}
			pos += size
		}
	}
	return -1
}

// isUCS tells whether r, beyond ASCII, matches ucschar.
func isUCS(r rune) bool {
	switch {
	case r < 0x10000:
		return 0xA0 <= r && r <= 0xD7FF || 0xF900 <= r && r <= 0xFDCF || 0xFDF0 <= r && r <= 0xFFEF
	case r >= 0xE0000:
		return 0xE1000 <= r && r <= 0xEFFFD
	}
	return r&0xFFFF <= 0xFFFD
}

// isPrivate tells whether r matches iprivate.
func isPrivate(r rune) bool {
	return 0xE000 <= r && r <= 0xF8FF || r >= 0xF0000 && r&0xFFFF <= 0xFFFD
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f'
}
