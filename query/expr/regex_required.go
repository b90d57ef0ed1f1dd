package expr

import (
	"bytes"
	"regexp/syntax"
	"unicode/utf8"
)

// required are texts that every match of a pattern contains, one after another.
// Looking for them is some ten times quicker than matching, and most strings do not
// have them.
type required []requiredText

type requiredText struct {
	text []byte
	fold bool // in any case; text is in lower case then
}

// minRequired is the least length that is worth looking for.
const minRequired = 3

// requiredOf finds the required texts of a pattern of package regexp that are worth
// looking for.
func requiredOf(pattern string) required {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	return appendRequired(nil, re)
}

func appendRequired(list required, re *syntax.Regexp) required {
	switch re.Op {
	case syntax.OpLiteral:
		return appendLiteral(list, re)
	case syntax.OpConcat, syntax.OpCapture, syntax.OpPlus:
		for _, sub := range re.Sub {
			list = appendRequired(list, sub)
		}
	case syntax.OpRepeat:
		if re.Min > 0 {
			return appendRequired(list, re.Sub[0])
		}
	}
	return list
}

// appendLiteral takes a literal, or, where case does not matter, the pieces of it
// that have but two forms: ASCII without K and S, which the Kelvin sign and the long
// s are equal to.
func appendLiteral(list required, re *syntax.Regexp) required {
	fold := re.Flags&syntax.FoldCase != 0
	var piece []byte
	end := func() {
		if len(piece) >= minRequired {
			list = append(list, requiredText{piece, fold})
		}
		piece = nil
	}
	for _, r := range re.Rune {
		switch {
		case !fold:
			piece = utf8.AppendRune(piece, r)
		case r >= utf8.RuneSelf || lowerASCII[byte(r)] == 'k' || lowerASCII[byte(r)] == 's':
			end()
		default:
			piece = append(piece, lowerASCII[byte(r)])
		}
	}
	end()
	return list
}

// in tells whether s has the texts in their order; true if there are none.
func (r required) in(s []byte) bool {
	for i := range r {
		at := r[i].find(s)
		if at < 0 {
			return false
		}
		s = s[at+len(r[i].text):]
	}
	return true
}

// find returns where in s the text is first, or -1.
func (r *requiredText) find(s []byte) int {
	if !r.fold {
		return bytes.Index(s, r.text)
	}
	first, rest := r.text[0], r.text[1:]
	for i := 0; i+len(rest) < len(s); i++ {
		if lowerASCII[s[i]] == first && equalFolded(s[i+1:i+1+len(rest)], rest) {
			return i
		}
	}
	return -1
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
