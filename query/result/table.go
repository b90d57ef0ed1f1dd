package result

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// A table for a terminal:
//
//	WHO                     DATE        N
//	Rustem Umerov           2026-01-01  12
//	actor:ibrahim-kalin     2026-01-03   3
//
// Columns are as wide as their widest cell among the first rows; while the sum
// is too wide, the widest column gives way. Cells are broken between words, and
// within a word where it alone is wider than the column.

// DefaultSampleRows is how many rows a table looks at for the widths of its
// columns.
const DefaultSampleRows = 1000

// minWrap is the width under which a column does not shrink: a table of too many
// columns for the terminal runs over its edge rather than into strips.
const minWrap = 10

// TableOptions say how a table looks. The zero value is fit for use.
type TableOptions struct {
	// Width of the terminal in columns; 0: lines are as long as they need.
	Width int
	// Prefixes shorten IRIs; nil: the common ones of package vocab.
	Prefixes []vocab.Prefix
	// SampleRows is how many rows are kept in memory to find the widths of the
	// columns; 0: DefaultSampleRows. Later rows are broken to these widths.
	SampleRows int
	// Bold marks the heading up; nil: plain.
	Bold func(string) string
}

func (o TableOptions) withDefaults() TableOptions {
	if o.Prefixes == nil {
		o.Prefixes = vocab.Prefixes()
	}
	if o.SampleRows <= 0 {
		o.SampleRows = DefaultSampleRows
	}
	return o
}

// WriteTable writes all solutions as a table for a terminal, numbers to the
// right, control characters made visible. An error of src is returned after what
// had come before it was written.
func WriteTable(ctx context.Context, w io.Writer, src Source, o TableOptions) error {
	t := table{o: o.withDefaults(), vars: src.Vars()}
	for {
		page, err := src.Next(ctx)
		if err == nil {
			err = checkPage(page, len(t.vars))
		}
		if err != nil {
			t.settle()
			return broken(err, t.flush(w))
		}
		if page.N == 0 {
			t.settle()
			return t.flush(w)
		}
		for i := range page.N {
			t.add(page, i)
		}
		if t.settled {
			if err := t.flush(w); err != nil {
				return err
			}
		}
	}
}

// table collects lines.
type table struct {
	o       TableOptions
	vars    []string
	sample  [][]string // rows until the widths are settled
	numbers []bool     // columns of numbers alone, so far
	widths  []int
	settled bool
	out     strings.Builder
}

func (t *table) add(p *Page, i int) {
	row := make([]string, len(t.vars))
	for c := range row {
		row[c] = t.cell(p.Cols[c][i])
	}
	if t.settled {
		t.write(row, false)
		return
	}
	if t.numbers == nil {
		t.numbers = make([]bool, len(t.vars))
		for c := range t.numbers {
			t.numbers[c] = true
		}
	}
	for c := range row {
		if term := p.Cols[c][i]; term != nil && !isNumber(term) {
			t.numbers[c] = false
		}
	}
	t.sample = append(t.sample, row)
	if len(t.sample) >= t.o.SampleRows {
		t.settle()
	}
}

// cell shows a term: an IRI short, a string without quotes, a number as it is.
func (t *table) cell(term []byte) string {
	if term == nil {
		return ""
	}
	return printable(t.show(term))
}

func (t *table) show(term []byte) string {
	switch graph.TagOf(term) {
	case graph.TagIRI:
		return t.short(string(term))
	case graph.TagLiteral:
		text := string(graph.AppendLexical(nil, term))
		_, datatype, language := graph.LiteralParts(term)
		switch {
		case language != nil:
			return text + "@" + string(language)
		case datatype != nil && !plainTypes[string(datatype)]:
			return text + "^^" + t.short("<"+string(datatype)+">")
		}
		return text
	case graph.TagTriple:
		if s, p, o, ok := graph.TripleParts(term); ok {
			return "<<( " + t.show(s) + " " + t.show(p) + " " + t.show(o) + " )>>"
		}
	}
	return string(term)
}

// plainTypes are the datatypes whose values speak for themselves.
var plainTypes = map[string]bool{
	vocab.XSDInteger: true, vocab.XSDDecimal: true, vocab.XSDDouble: true, vocab.XSDFloat: true,
	vocab.XSDBoolean: true, vocab.XSDDate: true, vocab.XSDDateTime: true,
}

// isNumber tells whether a term is a literal of a common numeric datatype.
func isNumber(term []byte) bool {
	_, datatype, _ := graph.LiteralParts(term)
	switch string(datatype) {
	case vocab.XSDInteger, vocab.XSDDecimal, vocab.XSDDouble, vocab.XSDFloat, vocab.XSDInt, vocab.XSDLong,
		vocab.XSDNonNegativeInteger, vocab.XSDPositiveInteger:
		return true
	}
	return false
}

// short writes an IRI with a prefix, if what follows reads well after a colon.
func (t *table) short(iri string) string {
	best, local := "", ""
	for _, p := range t.o.Prefixes {
		rest, ok := strings.CutPrefix(iri[1:len(iri)-1], p.Namespace)
		if ok && rest != "" && !strings.ContainsAny(rest, "/#?") && (best == "" || len(rest) < len(local)) {
			best, local = p.Name, rest
		}
	}
	if local == "" {
		return iri
	}
	return best + ":" + local
}

// settle finds the widths of the columns and writes what was kept.
func (t *table) settle() {
	if t.settled {
		return
	}
	t.settled = true
	t.widths = make([]int, len(t.vars))
	head := make([]string, len(t.vars))
	for c, v := range t.vars {
		head[c] = strings.ToUpper(v)
		t.widths[c] = displayWidth(head[c])
		for _, row := range t.sample {
			for line := range strings.SplitSeq(row[c], "\n") {
				t.widths[c] = max(t.widths[c], displayWidth(line))
			}
		}
	}
	t.fit()
	if len(t.vars) > 0 {
		t.write(head, true)
	}
	for _, row := range t.sample {
		t.write(row, false)
	}
	t.sample = nil
}

// fit shrinks the widest columns until a row fits.
func (t *table) fit() {
	if t.o.Width <= 0 {
		return
	}
	total := 2 * (len(t.widths) - 1)
	for _, w := range t.widths {
		total += w
	}
	for total > t.o.Width {
		widest := -1
		for c, w := range t.widths {
			if w > minWrap && (widest < 0 || w > t.widths[widest]) {
				widest = c
			}
		}
		if widest < 0 {
			return
		}
		t.widths[widest]--
		total--
	}
}

// write writes a row on as many lines as its highest cell needs.
func (t *table) write(row []string, head bool) {
	if len(row) == 0 {
		t.out.WriteString("(a solution without variables)\n")
		return
	}
	cells := make([][]string, len(row))
	height := 1
	for c, text := range row {
		if t.o.Width <= 0 {
			cells[c] = strings.Split(text, "\n")
		} else {
			cells[c] = wrapText(text, max(1, t.widths[c]))
		}
		height = max(height, len(cells[c]))
	}
	for h := range height {
		line := t.line(cells, h)
		if head && t.o.Bold != nil {
			line = t.o.Bold(line)
		}
		t.out.WriteString(line)
		t.out.WriteByte('\n')
	}
}

// line joins the cells of one line, without blanks at its end.
func (t *table) line(cells [][]string, h int) string {
	var b strings.Builder
	for c := range cells {
		if c > 0 {
			b.WriteString("  ")
		}
		text := ""
		if h < len(cells[c]) {
			text = cells[c][h]
		}
		pad := strings.Repeat(" ", max(0, t.widths[c]-displayWidth(text)))
		if t.numbers != nil && t.numbers[c] {
			b.WriteString(pad + text)
		} else {
			b.WriteString(text + pad)
		}
	}
	return strings.TrimRight(b.String(), " ")
}

func (t *table) flush(w io.Writer) error {
	if t.out.Len() == 0 {
		return nil
	}
	_, err := io.WriteString(w, t.out.String())
	t.out.Reset()
	if err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	return nil
}
