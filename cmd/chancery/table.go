package main

import (
	"strings"

	"github.com/chancery-graph/chancery/query/result/textgrid"
)

// cellStyle says how a column is headed and set.
type cellStyle struct {
	head  string
	right bool // numbers
	fixed bool // never wrapped: dates, IRIs that are to be copied
}

// renderTable returns a table with lines of at most width columns, see package
// textgrid. bold marks the heading up; it may be nil.
//
// notes, if not nil, returns for a row paragraphs that stand under it, indented
// to the second column.
func renderTable(columns []cellStyle, rows [][]string, width int, bold func(string) string, notes func(row int) []string) string {
	grid, widths, head := make([]textgrid.Column, len(columns)), make([]int, len(columns)), make([]string, len(columns))
	for i, c := range columns {
		grid[i] = textgrid.Column{Right: c.right, Fixed: c.fixed}
		head[i] = strings.ToUpper(c.head)
	}
	textgrid.Widest(widths, head)
	for _, r := range rows {
		textgrid.Widest(widths, r)
	}
	textgrid.Fit(grid, widths, width)
	var b strings.Builder
	for _, line := range textgrid.Lines(grid, widths, head) {
		if bold != nil {
			line = bold(line)
		}
		b.WriteString(line + "\n")
	}
	for i, r := range rows {
		for _, line := range textgrid.Lines(grid, widths, r) {
			b.WriteString(line + "\n")
		}
		if notes == nil {
			continue
		}
		for _, note := range notes(i) {
			writeIndented(&b, note, min(widths[0]+2, width/4), width)
		}
	}
	return b.String()
}

// writeIndented writes a paragraph with every line indented.
func writeIndented(b *strings.Builder, text string, indent, width int) {
	for _, line := range textgrid.Wrap(text, max(1, width-indent)) {
		b.WriteString(strings.TrimRight(strings.Repeat(" ", indent)+line, " ") + "\n")
	}
}
