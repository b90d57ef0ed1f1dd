package relation

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// transcriptions holds letters that Unicode does not decompose, with the letters
// that people type for them.
var transcriptions = map[rune]string{
	'ı': "i", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ß': "ss",
	'æ': "ae", 'œ': "oe", 'ħ': "h", 'ŋ': "ng", 'ə': "e", 'ĸ': "k", 'ŧ': "t",
	'ς': "σ",
}

// Fold returns the form in which names are compared: canonically decomposed
// (Unicode Annex 15, NFD) with the marks removed, in lower case, a single space
// for each run of whatever is neither letter nor digit, so that apostrophes,
// hyphens and dashes of all kinds agree. "Türkiye", "TURKIYE" and "türkıye" fold
// to turkiye, "Jean-Yves Le Drian" and "jean yves  le drian" to one text.
func Fold(s string) string { return string(appendFolded(nil, []byte(s))) }

// appendFolded appends the folded form of s to dst.
func appendFolded(dst, s []byte) []byte {
	f := folding{dst: dst, start: len(dst)}
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case 'A' <= c && c <= 'Z':
				c += 'a' - 'A'
			case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			default:
				f.gap = true
				continue
			}
			f.space()
			f.dst = append(f.dst, c)
			continue
		}
		r, n := utf8.DecodeRune(s[i:])
		if r < lastLatin {
			f.latin(r)
		} else {
			f.decomposed(r, s[i:i+n])
		}
		i += n
	}
	return f.dst
}

// folding is a folded text in the making.
type folding struct {
	dst   []byte
	start int
	gap   bool // signs were passed over since the last letter
}

// space writes what was passed over as one space, but not at the start.
func (f *folding) space() {
	if f.gap && len(f.dst) > f.start {
		f.dst = append(f.dst, ' ')
	}
	f.gap = false
}

// latin folds a rune below lastLatin from the table.
func (f *folding) latin(r rune) {
	switch text := latin[r]; text {
	case markFold:
	case gapFold:
		f.gap = true
	default:
		f.space()
		f.dst = append(f.dst, text...)
	}
}

// decomposed folds a rune, of which the bytes are given, by its canonical
// decomposition, which the tables of package norm hold in full but for Hangul:
// there it is arithmetic (The Unicode Standard §3.12), and left to norm.
func (f *folding) decomposed(r rune, text []byte) {
	if 0xac00 <= r && r <= 0xd7a3 {
		var buffer [16]byte
		text = norm.NFD.Append(buffer[:0], text...)
	} else if d := norm.NFD.Properties(text).Decomposition(); d != nil {
		text = d
	} else {
		f.rune(r)
		return
	}
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		f.rune(r)
		text = text[n:]
	}
}

// rune folds a rune that does not decompose.
func (f *folding) rune(r rune) {
	switch {
	case unicode.Is(unicode.Mn, r):
		return
	case !isWord(r):
		f.gap = true
		return
	}
	f.space()
	r = unicode.ToLower(r)
	if t, ok := transcriptions[r]; ok {
		f.dst = append(f.dst, t...)
		return
	}
	f.dst = utf8.AppendRune(f.dst, r)
}

// isWord tells whether a rune is part of a word: letters, digits and vowel signs
// that take space. U+02B9 to U+02C1 are letters to Unicode and apostrophes to
// those who write them.
func isWord(c rune) bool {
	if c >= 0x02b9 && c <= 0x02c1 {
		return false
	}
	return unicode.IsLetter(c) || unicode.IsNumber(c) || unicode.Is(unicode.Mc, c)
}

// lastLatin is the end of the table: Latin letters and the common marks.
const lastLatin = 0x370

// Entries of the table that are no text.
const (
	gapFold  = " "
	markFold = ""
)

// latin holds the folded text of the runes that most names are made of.
var latin = latinTable()

func latinTable() (table [lastLatin]string) {
	for r := range rune(lastLatin) {
		f := folding{dst: []byte("x"), start: 0} // a letter before, so that a gap shows
		f.decomposed(r, utf8.AppendRune(nil, r))
		switch {
		case f.gap:
			table[r] = gapFold
		default:
			table[r] = string(f.dst[1:])
		}
	}
	return table
}
