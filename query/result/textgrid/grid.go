package textgrid

import "strings"

// minWrap is the width in columns under which a wrapping column does not shrink: a
// grid of too many columns for the terminal runs over its edge rather than into
// unreadable strips.
const minWrap = 10

const gap = "  " // between columns

// Column says how a column is set. Its zero value is set to the left and wraps.
type Column struct {
	Right bool // numbers
	Fixed bool // never wrapped: dates, IRIs that are to be copied
}

// Widest grows widths to what the cells of a row take; len(row) == len(widths).
func Widest(widths []int, row []string) {
	for i, cell := range row {
		for line := range strings.SplitSeq(cell, "\n") {
			widths[i] = max(widths[i], Width(line))
		}
	}
}

// Fit shrinks the widest columns that wrap until a row takes at most width columns,
// or none can shrink. 0 is no limit.
func Fit(columns []Column, widths []int, width int) {
	if width <= 0 {
		return
	}
	total := len(gap) * (len(widths) - 1)
	for _, w := range widths {
		total += w
	}
	for total > width {
		widest := -1
		for i, c := range columns {
			if !c.Fixed && widths[i] > minWrap && (widest < 0 || widths[i] > widths[widest]) {
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

// Lines returns a row as so many lines as its highest cell takes, without blanks at
// their ends. len(row) == len(widths) == len(columns).
func Lines(columns []Column, widths []int, row []string) []string {
	cells := make([][]string, len(row))
	height := 1
	for i, text := range row {
		cells[i] = Wrap(text, max(1, widths[i]))
		height = max(height, len(cells[i]))
	}
	lines := make([]string, height)
	parts := make([]string, len(row))
	for h := range lines {
		for i := range cells {
			parts[i] = ""
			if h < len(cells[i]) {
				parts[i] = cells[i][h]
			}
		}
		lines[h] = join(columns, widths, parts)
	}
	return lines
}

// join pads the cells of one line.
func join(columns []Column, widths []int, cells []string) string {
	var b strings.Builder
	for i, cell := range cells {
		if i > 0 {
			b.WriteString(gap)
		}
		pad := strings.Repeat(" ", max(0, widths[i]-Width(cell)))
		if columns[i].Right {
			b.WriteString(pad + cell)
		} else {
			b.WriteString(cell + pad)
		}
	}
	return strings.TrimRight(b.String(), " ")
}
