package extract

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters that Unicode does not decompose, with their usual transcription.
var letters = map[rune]string{
	'ı': "i", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ß': "ss",
	'æ': "ae", 'œ': "oe", 'ħ': "h", 'ŋ': "ng", 'ə': "e", 'ĸ': "k",
}

// Fold reduces a word or name to the form in which names are compared: lower
// case, no accents, typographic apostrophes and hyphens made plain. It never
// looks at the language, so "Türkiye", "TÜRKIYE" and "turkiye" agree.
func Fold(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(s)
	}
	if f, ok := foldLatin(s); ok {
		return f
	}
	return foldAny(s)
}

// foldLatin folds what is written in letters of the Latin blocks alone, without
// taking it apart; it is not ok for any other string.
func foldLatin(s string) (string, bool) {
	table := latin()
	out := make([]byte, 0, len(s))
	for _, r := range s {
		switch {
		case r < rune(len(table)):
			out = append(out, table[r]...)
		case r == '’' || r == '‘':
			out = append(out, '\'')
		case r == '–' || r == '—' || r == '«' || r == '»':
			out = utf8.AppendRune(out, r)
		default:
			return "", false
		}
	}
	return string(out), true
}

// latin holds the folded form of the first blocks of Unicode.
var latin = sync.OnceValue(func() *[0x180]string {
	var t [0x180]string
	for r := range t {
		t[r] = foldAny(string(rune(r)))
	}
	return &t
})

func foldAny(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == '’' || r == '‘' || r == 'ʼ' || r == '′':
			b.WriteByte('\'')
			continue
		case r == '‐' || r == '‑':
			b.WriteByte('-')
			continue
		}
		r = unicode.ToLower(r)
		if t, ok := letters[r]; ok {
			b.WriteString(t)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// key folds a name for use as Entity.Key: words parted by single spaces, all
// other signs dropped.
func key(name string) string {
	if !isASCII(name) {
		name = Fold(name)
	}
	out := make([]byte, 0, len(name))
	gap := false
	for _, r := range name {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		if !(r >= 'a' && r <= 'z') && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			gap = len(out) > 0
			continue
		}
		if gap {
			out, gap = append(out, ' '), false
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}
