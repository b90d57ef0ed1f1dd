package result

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/result/textgrid"
)

// A table for a terminal, set by package textgrid: the widths of its columns are those
// of the first rows.

// DefaultSampleRows is how many rows a table looks at for the widths of its
// columns.
const DefaultSampleRows = 1000

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
	columns []textgrid.Column
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
	return strings.ReplaceAll(textgrid.Printable(t.show(term)), "\t", " ")
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
	t.widths, t.columns = make([]int, len(t.vars)), make([]textgrid.Column, len(t.vars))
	head := make([]string, len(t.vars))
	for c, v := range t.vars {
		head[c] = strings.ToUpper(v)
		t.columns[c].Right = t.numbers != nil && t.numbers[c]
	}
	textgrid.Widest(t.widths, head)
	for _, row := range t.sample {
		textgrid.Widest(t.widths, row)
	}
	textgrid.Fit(t.columns, t.widths, t.o.Width)
	if len(t.vars) > 0 {
		t.write(head, true)
	}
	for _, row := range t.sample {
		t.write(row, false)
	}
	t.sample = nil
}

// write writes a row on as many lines as its highest cell needs.
func (t *table) write(row []string, head bool) {
	if len(row) == 0 {
		t.out.WriteString("(a solution without variables)\n")
		return
	}
	for _, line := range textgrid.Lines(t.columns, t.room(row), row) {
		if head && t.o.Bold != nil {
			line = t.o.Bold(line)
		}
		t.out.WriteString(line)
		t.out.WriteByte('\n')
	}
}

// room is the widths for a row: those of the table, or without a limit what the row
// takes if that is more.
func (t *table) room(row []string) []int {
	if t.o.Width > 0 {
		return t.widths
	}
	widths := slices.Clone(t.widths)
	textgrid.Widest(widths, row)
	return widths
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
