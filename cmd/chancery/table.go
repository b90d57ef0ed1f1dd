package main

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A text table that fits a width in columns:
//
//	DATE        WHO                     WHERE    STATUS
//	2026-01-01  Rustem Umerov,          Ankara   occurred
//	            Ibrahim Kalin
//
// Columns are as wide as their widest cell. While the sum is too wide, the
// widest column that wraps gives way; its cells are broken between words, and
// within a word only where the word alone is wider than the column.

// minWrap is the width in columns under which a wrapping column does not
// shrink; a table of too many columns for the terminal runs over its edge
// rather than into unreadable strips.
const minWrap = 10

// cellStyle says how a column is set.
type cellStyle struct {
	head  string
	right bool // numbers
	fixed bool // never wrapped: dates, IRIs that are to be copied
}

// renderTable returns the table with lines of at most width columns. bold marks
// the heading up; it may be nil.
//
// notes, if not nil, returns for a row paragraphs that stand under it, indented
// to the second column.
func renderTable(columns []cellStyle, rows [][]string, width int, bold func(string) string, notes func(row int) []string) string {
	widths := make([]int, len(columns))
	for i, c := range columns {
		widths[i] = displayWidth(c.head)
		for _, r := range rows {
			for _, line := range strings.Split(r[i], "\n") {
				widths[i] = max(widths[i], displayWidth(line))
			}
		}
	}
	fitWidths(columns, widths, width)
	var b strings.Builder
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = strings.ToUpper(c.head)
	}
	line := joinCells(columns, widths, head)
	if bold != nil {
		line = bold(line)
	}
	b.WriteString(line + "\n")
	for i, r := range rows {
		writeRow(&b, columns, widths, r)
		if notes == nil {
			continue
		}
		for _, note := range notes(i) {
			writeIndented(&b, note, min(widths[0]+2, width/4), width)
		}
	}
	return b.String()
}

// fitWidths shrinks the widest wrapping columns until the row fits.
func fitWidths(columns []cellStyle, widths []int, width int) {
	total := 2 * (len(widths) - 1)
	for _, w := range widths {
		total += w
	}
	for total > width {
		widest := -1
		for i, c := range columns {
			if !c.fixed && widths[i] > minWrap && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return
		}
		widths[widest]--
		total--
	}
}

// writeIndented writes a paragraph with every line indented.
func writeIndented(b *strings.Builder, text string, indent, width int) {
	for _, line := range wrapText(text, max(1, width-indent)) {
		b.WriteString(strings.TrimRight(strings.Repeat(" ", indent)+line, " ") + "\n")
	}
}

func writeRow(b *strings.Builder, columns []cellStyle, widths []int, row []string) {
	cells := make([][]string, len(row))
	height := 1
	for i, text := range row {
		cells[i] = wrapText(text, widths[i])
		height = max(height, len(cells[i]))
	}
	for h := range height {
		parts := make([]string, len(row))
		for i := range row {
			if h < len(cells[i]) {
				parts[i] = cells[i][h]
			}
		}
		b.WriteString(joinCells(columns, widths, parts) + "\n")
	}
}

// joinCells pads the cells of one line, without blanks at its end.
func joinCells(columns []cellStyle, widths []int, cells []string) string {
	var b strings.Builder
	for i, cell := range cells {
		if i > 0 {
			b.WriteString("  ")
		}
		pad := strings.Repeat(" ", max(0, widths[i]-displayWidth(cell)))
		if columns[i].right {
			b.WriteString(pad + cell)
		} else {
			b.WriteString(cell + pad)
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// wrapText breaks text into lines of at most width columns, between words where
// it can. Line breaks in the text stay; width must be at least 1.
func wrapText(text string, width int) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		line, used := "", 0
		for _, word := range strings.FieldsFunc(paragraph, isBreakingSpace) {
			w := displayWidth(word)
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
				w = displayWidth(word)
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

// cutAt returns how many bytes of s fill at most width columns, at least one
// rune.
func cutAt(s string, width int) int {
	used := 0
	for i, r := range s {
		if used += runeWidth(r); used > width && i > 0 {
			return i
		}
	}
	return len(s)
}

// cutWord is cutAt that prefers to cut a long IRI after a hyphen, slash or
// number sign of its second half.
func cutWord(s string, width int) int {
	cut := cutAt(s, width)
	if at := strings.LastIndexAny(s[:cut], "-/#") + 1; at > cut/2 {
		return at
	}
	return cut
}

// displayWidth counts the terminal columns of s.
func displayWidth(s string) int {
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

// printable makes text from outside safe for a terminal: control characters,
// which could move the cursor or change colours, become visible pictures.
func printable(s string) string {
	if !strings.ContainsFunc(s, isControl) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < 0x20:
			return 0x2400 + r
		case r == 0x7f:
			return 0x2421
		case isControl(r):
			return utf8.RuneError
		}
		return r
	}, s)
}

func isControl(r rune) bool { return r != '\n' && r != '\t' && (unicode.IsControl(r) || r == '\u202e') }
