package expr

import (
	"bytes"
	"regexp/syntax"
	"unicode/utf8"
)

// required is a text that every match of a pattern contains. Looking for it is some
// ten times quicker than matching, and most strings do not have it.
type required struct {
	text []byte
	fold bool // in any case; text is in lower case then
}

// minRequired is the least length that is worth looking for.
const minRequired = 3

// requiredOf finds the longest required text of a pattern of package regexp; its
// text is nil if there is none worth looking for.
func requiredOf(pattern string) required {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return required{}
	}
	best := longestRequired(re)
	if len(best.text) < minRequired {
		return required{}
	}
	return best
}

func longestRequired(re *syntax.Regexp) (best required) {
	switch re.Op {
	case syntax.OpLiteral:
		return literalRequired(re)
	case syntax.OpConcat, syntax.OpCapture, syntax.OpPlus:
		for _, sub := range re.Sub {
			if r := longestRequired(sub); len(r.text) > len(best.text) {
				best = r
			}
		}
	case syntax.OpRepeat:
		if re.Min > 0 {
			return longestRequired(re.Sub[0])
		}
	}
	return best
}

// literalRequired takes a literal, or, where case does not matter, the longest
// piece of it that has but two forms: ASCII without K and S, which the Kelvin sign
// and the long s are equal to.
func literalRequired(re *syntax.Regexp) required {
	if re.Flags&syntax.FoldCase == 0 {
		var text []byte
		for _, r := range re.Rune {
			text = utf8.AppendRune(text, r)
		}
		return required{text: text}
	}
	var best, piece []byte
	for _, r := range re.Rune {
		if r >= utf8.RuneSelf || lowerASCII[byte(r)] == 'k' || lowerASCII[byte(r)] == 's' {
			piece = nil
			continue
		}
		if piece = append(piece, lowerASCII[byte(r)]); len(piece) > len(best) {
			best = piece
		}
	}
	return required{text: bytes.Clone(best), fold: true}
}

// in tells whether s has the text; true if there is none.
func (r *required) in(s []byte) bool {
	switch {
	case len(r.text) == 0:
		return true
	case !r.fold:
		return bytes.Contains(s, r.text)
	}
	first, rest := r.text[0], r.text[1:]
	for i := 0; i+len(rest) < len(s); i++ {
		if lowerASCII[s[i]] == first && equalFolded(s[i+1:i+1+len(rest)], rest) {
			return true
		}
	}
	return false
}

// equalFolded tells whether s is text, of the same length, in any case.
func equalFolded(s, text []byte) bool {
	for i, c := range text {
		if lowerASCII[s[i]] != c {
			return false
		}
	}
	return true
}

var lowerASCII = func() (t [256]byte) {
	for i := range t {
		t[i] = byte(i)
		if 'A' <= i && i <= 'Z' {
			t[i] += 'a' - 'A'
		}
	}
	return t
}()
