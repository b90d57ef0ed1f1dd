package textgrid

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Wrap breaks text into lines of at most width columns, between words where it can.
// Line breaks in the text stay, and so do the blanks of a line that fits; width must
// be at least 1.
func Wrap(text string, width int) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		if Width(paragraph) <= width {
			lines = append(lines, paragraph)
			continue
		}
		line, used := "", 0
		for _, word := range strings.FieldsFunc(paragraph, isBreakingSpace) {
			w := Width(word)
			if line != "" && used+1+w <= width {
				line, used = line+" "+word, used+1+w
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			for w > width {
				cut := cutWord(word, width)
				lines = append(lines, word[:cut])
				word = word[cut:]
				w = Width(word)
			}
			line, used = word, w
		}
		lines = append(lines, line)
	}
	return lines
}

// isBreakingSpace leaves out the no-break spaces, which French typography puts
// inside quotation marks.
func isBreakingSpace(r rune) bool {
	return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' || r == '\u200b'
}

// Cut returns how many bytes of s fill at most width columns, at least one rune.
func Cut(s string, width int) int {
	used := 0
	for i, r := range s {
		if used += runeWidth(r); used > width && i > 0 {
			return i
		}
	}
	return len(s)
}

// cutWord is Cut that prefers to cut a long IRI after a hyphen, slash or number
// sign of its second half.
func cutWord(s string, width int) int {
	cut := Cut(s, width)
	if at := strings.LastIndexAny(s[:cut], "-/#") + 1; at > cut/2 {
		return at
	}
	return cut
}

// Width counts the columns that s takes on a terminal.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

// runeWidth is 0 for combining and control runes, 2 for the East Asian wide
// blocks and emoji, else 1.
func runeWidth(r rune) int {
	switch {
	case r < 0x20 || r == 0x7f:
		return 0
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf, r >= 0xac00 && r <= 0xd7a3,
		r >= 0xf900 && r <= 0xfaff, r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60,
		r >= 0xffe0 && r <= 0xffe6, r >= 0x1f300 && r <= 0x1faff, r >= 0x20000 && r <= 0x3fffd:
		return 2
	}
	return 1
}

// Printable makes text from outside safe for a terminal: control characters, which
// could move the cursor, change colours or turn the direction of text, become
// visible pictures. Line breaks and tabs stay.
func Printable(s string) string {
	if !strings.ContainsFunc(s, isControl) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case !isControl(r):
			return r
		case r < 0x20:
			return 0x2400 + r
		case r == 0x7f:
			return 0x2421
		}
		return utf8.RuneError
	}, s)
}

// isControl tells whether a rune may change how a terminal shows what follows.
func isControl(r rune) bool {
	return r != '\n' && r != '\t' && unicode.IsControl(r) || 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069
}
