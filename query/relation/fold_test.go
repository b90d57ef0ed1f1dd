package relation

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// slowFold folds a text as the documentation says, step by step.
func slowFold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case !isWord(r):
			b.WriteByte(' ')
			continue
		}
		r = unicode.ToLower(r)
		if t, ok := transcriptions[r]; ok {
			b.WriteString(t)
		} else {
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func TestFoldOfEveryRune(t *testing.T) {
	for r := range rune(unicode.MaxRune) {
		if !utf8.ValidRune(r) {
			continue
		}
		for _, s := range []string{string(r), "A" + string(r) + "b"} {
			if got, want := Fold(s), slowFold(s); got != want {
				t.Fatalf("Fold(%q) of %U = %q, want %q", s, r, got, want)
			}
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Jean-Yves Le Drian", "Ω̈é  \u0301x", "한국", "\xff\xc3", "d’Été"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			Fold(s) // must not panic
			return
		}
		got := Fold(s)
		if want := slowFold(s); got != want {
			t.Errorf("Fold(%q) = %q, want %q", s, got, want)
		}
	})
}
