package textgrid

import (
	"strings"
	"testing"
)

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		name, text string
		width      int
		want       []string
	}{
		{"empty", "", 5, []string{""}},
		{"fits", "ab cd", 5, []string{"ab cd"}},
		{"between words", "ab cd ef", 5, []string{"ab cd", "ef"}},
		{"long word", "abcdefgh", 3, []string{"abc", "def", "gh"}},
		{"after a hyphen", "meeting/2026-ankara", 15, []string{"meeting/2026-", "ankara"}},
		{"line breaks stay", "a\nb", 5, []string{"a", "b"}},
		{"blanks of a line that fits", "a  b\nab  cd ef", 5, []string{"a  b", "ab cd", "ef"}},
		{"no-break space", "« a » b", 5, []string{"« a »", "b"}},
		{"combining", "e\u0301e\u0301e\u0301 x", 3, []string{"e\u0301e\u0301e\u0301", "x"}},
		{"wide", "日本語", 4, []string{"日本", "語"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := Wrap(test.text, test.width)
			if strings.Join(got, "|") != strings.Join(test.want, "|") {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestPrintable(t *testing.T) {
	if got, want := Printable("a\x1b[31mb\u202ec\n"), "a\u241b[31mb\ufffdc\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("une phrase « assez » longue", 7)
	f.Add("日本語 e\u0301", 1)
	f.Add("\xc2 \x85", 1)
	f.Fuzz(func(t *testing.T, text string, width int) {
		width = 1 + max(0, width%200)
		lines := Wrap(text, width)
		bare := func(s string) string { return strings.Join(strings.FieldsFunc(s, isBreakingSpace), "") }
		got := ""
		for _, line := range lines { // each by itself: halves of a rune on two lines are no rune
			got += bare(line)
		}
		if want := bare(text); got != want {
			t.Errorf("text changed: got %q, want %q", got, want)
		}
		for _, line := range lines {
			if w := Width(line); w > width && len([]rune(line)) > 1 && w > 2 {
				t.Errorf("line of %d columns for width %d: %q", w, width, line)
			}
		}
	})
}
