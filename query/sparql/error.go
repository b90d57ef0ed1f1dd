package sparql

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// SyntaxError says where a text is no SPARQL, what stands there and what was
// expected.
type SyntaxError struct {
	// Line and Column count from 1; a column is a character.
	Line, Column int
	// Offset in bytes.
	Offset int
	// Found is what stands there, ready to print.
	Found string
	// Expected are the things that could have stood there, ready to print.
	Expected []string
	// Reason takes the place of Found and Expected where a rule beyond the
	// grammar is broken.
	Reason string
	// Hint may help: "did you mean FILTER?". It may be empty.
	Hint string
}

// Error returns `sparql: 3:14: found "FITLER", expected FILTER or "}"; did you
// mean FILTER?`.
func (e *SyntaxError) Error() string {
	var b strings.Builder
	b.WriteString("sparql: ")
	b.WriteString(strconv.Itoa(e.Line))
	b.WriteByte(':')
	b.WriteString(strconv.Itoa(e.Column))
	b.WriteString(": ")
	b.WriteString(e.Message())
	return b.String()
}

// Message is Error without the package and the place.
func (e *SyntaxError) Message() string {
	s := e.Reason
	if s == "" {
		s = "found " + e.Found + ", expected " + orList(e.Expected)
	}
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

// orList joins with commas and a last "or".
func orList(list []string) string {
	switch len(list) {
	case 0:
		return "something else"
	case 1:
		return list[0]
	}
	return strings.Join(list[:len(list)-1], ", ") + " or " + list[len(list)-1]
}

// excerptWidth is how many characters of a long line an excerpt shows.
const excerptWidth = 76

// Excerpt returns the line of the text in which the error stands and below it a
// caret under the place, two lines with a newline each. text is what was
// parsed. Of a long line the surroundings are shown.
func (e *SyntaxError) Excerpt(text string) string {
	if e.Offset > len(text) {
		return ""
	}
	from := strings.LastIndexAny(text[:e.Offset], "\r\n") + 1
	line := text[from:]
	if n := strings.IndexAny(line, "\r\n"); n >= 0 {
		line = line[:n]
	}
	before, after := []rune(line[:e.Offset-from]), []rune(line[e.Offset-from:])
	prefix, suffix := "", ""
	if cut := len(before) - excerptWidth*2/3; cut > 0 {
		before, prefix = before[cut:], "…"
	}
	if room := excerptWidth - len(before); len(after) > room {
		after, suffix = after[:room], "…"
	}
	shown := prefix + visible(before) + visible(after) + suffix
	return shown + "\n" + strings.Repeat(" ", utf8.RuneCountInString(prefix)+len(before)) + "^\n"
}

// visible makes every character one column wide that does no harm to a
// terminal; tabs become blanks, so that the caret stands right.
func visible(runes []rune) string {
	out := make([]rune, len(runes))
	for i, r := range runes {
		switch {
		case r == '\t':
			r = ' '
		case r < ' ':
			r += 0x2400
		case r == 0x7F:
			r = 0x2421
		case 0x80 <= r && r < 0xA0, 0x202A <= r && r <= 0x202E, 0x2066 <= r && r <= 0x2069:
			r = utf8.RuneError
		}
		out[i] = r
	}
	return string(out)
}

// place turns an offset into a line and a column.
func place(text string, offset int) (line, column int) {
	offset = min(offset, len(text))
	line = 1
	from := 0
	for i := 0; i < offset; i++ {
		switch text[i] {
		case '\r':
			if i+1 < len(text) && text[i+1] == '\n' {
				continue
			}
		case '\n':
		default:
			continue
		}
		line++
		from = i + 1
	}
	return line, utf8.RuneCountInString(text[from:offset]) + 1
}

// maxFound is how many bytes of a token a message shows.
const maxFound = 40

func quoteFound(s string) string {
	if len(s) > maxFound {
		cut := maxFound
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut] + "…"
	}
	if strings.ContainsAny(s, "\"\n\r\t") {
		return "`" + visible([]rune(strings.ReplaceAll(s, "\n", " "))) + "`"
	}
	return `"` + visible([]rune(s)) + `"`
}
