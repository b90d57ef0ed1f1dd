package main

import (
	"strings"

	"github.com/chancery-graph/chancery/query/result/textgrid"
)

// page builds a text result: headings, paragraphs and tables, wrapped to the
// width of the terminal.
type page struct {
	p *program
	strings.Builder
}

func (p *program) newPage() *page { return &page{p: p} }

// heading begins a section; a blank line stands before it.
func (g *page) heading(text string) {
	if g.Len() > 0 {
		g.WriteByte('\n')
	}
	for _, line := range textgrid.Wrap(textgrid.Printable(text), g.p.width()) {
		g.WriteString(g.p.bold(line) + "\n")
	}
}

// line writes a paragraph, indented by a number of columns.
func (g *page) line(indent int, text string) {
	writeIndented(&g.Builder, textgrid.Printable(text), indent, g.p.width())
}

// pairs writes names and values in two columns.
func (g *page) pairs(list [][2]string) {
	widest := 0
	for _, kv := range list {
		widest = max(widest, textgrid.Width(kv[0]))
	}
	indent := widest + 2
	for _, kv := range list {
		for i, line := range textgrid.Wrap(textgrid.Printable(kv[1]), max(10, g.p.width()-indent)) {
			name := ""
			if i == 0 {
				name = kv[0]
			}
			pad := strings.Repeat(" ", indent-textgrid.Width(name))
			g.WriteString(strings.TrimRight(name+pad+line, " ") + "\n")
		}
	}
}
