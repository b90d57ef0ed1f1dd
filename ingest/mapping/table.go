package mapping

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/graph/xsd"
)

// RowError says why a row cannot be mapped.
type RowError struct {
	File   string
	Line   int    // of the field, from 1
	Column int    // in characters of the line, from 1; in bytes where a quote is at fault
	Field  string // name of the column; empty if none is at fault
	Err    error
}

// Error names the place.
func (e *RowError) Error() string {
	field := ""
	if e.Field != "" {
		field = "column " + e.Field + ": "
	}
	return fmt.Sprintf("%s:%d:%d: %s%s", e.File, e.Line, e.Column, field, e.Err)
}

// Unwrap returns the cause.
func (e *RowError) Unwrap() error { return e.Err }

// Causes of a RowError.
var (
	ErrMissing = errors.New("empty, but needed")
	ErrNoRows  = errors.New("the table has no header")
	ErrRepeat  = errors.New("the header names a column twice")
	// ErrEncoding is wrapped with the byte that is at fault.
	ErrEncoding = errors.New("expected UTF-8")
)

// Table reads a table as additions. It implements graph.PatchReader.
type Table struct {
	file    string
	rows    *csv.Reader
	mapping *Mapping
	plan    *plan
	names   []string
	row     row
	err     error

	b *graph.PatchBatch
	// Rows is the number of rows that were read.
	Rows int
}

// NewTable reads a table with a mapping. file names it in errors, in templates
// and for its delimiter. The reader is read to its end.
func NewTable(r io.Reader, m *Mapping, file string) (*Table, error) {
	comma, err := m.comma(file)
	if err != nil {
		return nil, &Error{"delimiter", err}
	}
	t := &Table{file: file, rows: csv.NewReader(skipMark(r)), mapping: m, row: row{file: fileName(file)}}
	t.rows.Comma, t.rows.ReuseRecord = comma, true
	t.rows.FieldsPerRecord = -1
	return t, nil
}

// skipMark leaves a byte order mark out.
func skipMark(r io.Reader) io.Reader {
	var first [3]byte
	n, err := io.ReadFull(r, first[:])
	if n == 3 && string(first[:]) == "\ufeff" {
		return r
	}
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	rest := io.Reader(strings.NewReader(string(first[:n])))
	if err != nil && err != io.EOF {
		return io.MultiReader(rest, failing{err})
	}
	return io.MultiReader(rest, r)
}

// failing is a reader of an error.
type failing struct{ err error }

// Read implements io.Reader.
func (f failing) Read([]byte) (int, error) { return 0, f.err }

// batchChanges is the number of changes after which a batch is handed on.
const batchChanges = 1024

// ReadPatch implements graph.PatchReader. Errors are *RowError, *Error and those
// of the reader.
func (t *Table) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	if t.err != nil {
		return t.err
	}
	t.b = b
	if t.plan == nil {
		if t.err = t.start(); t.err != nil {
			return t.err
		}
	}
	for len(b.Changes) < batchChanges {
		if t.err = t.next(); t.err != nil {
			if t.err == io.EOF && len(b.Changes) > 0 {
				return nil
			}
			b.Reset()
			return t.err
		}
	}
	return nil
}

// start reads the header.
func (t *Table) start() error {
	t.names = t.mapping.Columns
	if len(t.names) == 0 {
		header, err := t.rows.Read()
		if err == io.EOF {
			return &RowError{t.file, 1, 1, "", ErrNoRows}
		}
		if err != nil {
			return t.syntax(err)
		}
		for _, name := range header {
			t.names = append(t.names, strings.TrimSpace(name))
		}
		t.row.fields = header
		for i, name := range header {
			if _, bad := notUTF8(name); bad != nil {
				line, column := t.place(i)
				return &RowError{t.file, line, column, "", bad}
			}
		}
	}
	columns := map[string]int{}
	for i, name := range t.names {
		if _, known := columns[name]; known {
			if len(t.mapping.Columns) > 0 {
				return &Error{"columns", fmt.Errorf("%s: %w", name, ErrRepeat)}
			}
			line, column := t.place(i)
			return &RowError{t.file, line, column, name, ErrRepeat}
		}
		columns[name] = i
	}
	var err error
	if t.plan, err = t.mapping.compile(columns, t.row.file); err != nil {
		return t.otherDelimiter(err)
	}
	return nil
}

// otherDelimiter says what separates the columns of a header that is one column by
// the delimiter in use.
func (t *Table) otherDelimiter(err error) error {
	var known *Error
	if len(t.names) != 1 || !errors.As(err, &known) {
		return err
	}
	for _, d := range []rune{';', '\t', ',', '|'} {
		if d != t.rows.Comma && strings.ContainsRune(t.names[0], d) {
			return &Error{known.Where, fmt.Errorf("%w: the header is one column, %q; is the delimiter %q?", known.Err, t.names[0], d)}
		}
	}
	return err
}

// place is the line and the column, in characters, of a field of the row in hand:
// the reader counts bytes.
func (t *Table) place(field int) (line, column int) {
	line, column = t.rows.FieldPos(field)
	for i := range field {
		text := t.row.fields[i]
		if at := strings.LastIndexByte(text, '\n'); at >= 0 {
			text = text[at+1:] // what stands on the line of the fields after it
		}
		if first, _ := t.rows.FieldPos(i); first == line || strings.Contains(t.row.fields[i], "\n") {
			column -= len(text) - utf8.RuneCountInString(text)
		}
	}
	return line, max(1, column)
}

// notUTF8 tells of the first byte of a text that is not UTF-8, and how many
// characters stand before it.
func notUTF8(text string) (before int, err error) {
	if utf8.ValidString(text) {
		return 0, nil
	}
	for i, r := range text {
		if r == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd") {
			return before, fmt.Errorf("found byte 0x%02X, which is not UTF-8: %w", text[i], ErrEncoding)
		}
		before++
	}
	return before, nil
}

// syntax turns an error of the reader into ours.
func (t *Table) syntax(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		cause := parse.Err
		if parse.StartLine != parse.Line {
			cause = fmt.Errorf("%w, in the row that begins in line %d", cause, parse.StartLine)
		}
		return &RowError{t.file, parse.Line, max(1, parse.Column), "", cause}
	}
	return fmt.Errorf("%s: %w", t.file, err)
}

// next maps one row.
func (t *Table) next() error {
	fields, err := t.rows.Read()
	if err == io.EOF {
		return err
	}
	if err != nil {
		return t.syntax(err)
	}
	t.Rows++
	t.row.fields, t.row.number = fields, t.Rows
	if len(fields) != len(t.names) {
		line, _ := t.rows.FieldPos(0)
		return &RowError{t.file, line, 1, "", fmt.Errorf("%d fields, expected %d", len(fields), len(t.names))}
	}
	for i, field := range fields {
		if _, bad := notUTF8(field); bad != nil {
			return t.fault(i, bad)
		}
	}
	for i := range t.plan.maps {
		if err := t.apply(&t.plan.maps[i]); err != nil {
			return err
		}
	}
	return nil
}

// fault is the error of a column of the row in hand.
func (t *Table) fault(column int, err error) error {
	e := &RowError{File: t.file, Column: 1, Err: err}
	if column >= 0 {
		e.Field = t.names[column]
		e.Line, e.Column = t.place(column)
	} else {
		e.Line, _ = t.rows.FieldPos(0)
	}
	return e
}

// faultOf is the error of the first column of a template.
func (t *Table) faultOf(tp template, err error) error {
	for i := range tp {
		if tp[i].text == "" && tp[i].column >= 0 {
			return t.fault(tp[i].column, err)
		}
	}
	return t.fault(rowColumn, err)
}

// apply states what a map says of the row.
func (t *Table) apply(m *mapPlan) error {
	for _, c := range m.when {
		if !c.values[strings.TrimSpace(t.row.fields[c.column])] {
			return nil
		}
	}
	for _, pair := range m.unless {
		if strings.TrimSpace(t.row.fields[pair[0]]) == strings.TrimSpace(t.row.fields[pair[1]]) {
			return nil
		}
	}
	text, empty := m.subject.fill(&t.row)
	if empty != nil {
		if m.once != nil {
			return nil // an optional actor or place that this row does not have
		}
		return t.fault(empty.column, ErrMissing)
	}
	if m.once != nil {
		if m.once[text] {
			return nil
		}
		m.once[text] = true
	}
	subject, err := fullIRI(text)
	if err != nil {
		return t.faultOf(m.subject, err)
	}
	for _, class := range m.types {
		t.state(subject, rdfType, string(class))
	}
	if class, ok := m.typeOf.value(&t.row); ok {
		t.state(subject, rdfType, string(class))
	}
	for i := range m.properties {
		if err := t.property(subject, &m.properties[i]); err != nil {
			return err
		}
	}
	return nil
}

const rdfType = "<" + vocab.RDFType + ">"

func (c *choicePlan) value(r *row) ([]byte, bool) {
	if c == nil {
		return nil, false
	}
	iri, ok := c.values[strings.TrimSpace(r.fields[c.column])]
	return iri, ok
}

// property states one property of a subject.
func (t *Table) property(subject string, p *propertyPlan) error {
	switch {
	case p.of != nil:
		iri, ok := p.of.value(&t.row)
		if !ok && p.required {
			return t.fault(p.of.column, fmt.Errorf("%q is none of the values that are mapped", t.row.fields[p.of.column]))
		}
		if ok {
			t.state(subject, string(p.predicate), string(iri))
		}
		return nil
	case p.iri != nil:
		text, empty := p.iri.fill(&t.row)
		if empty != nil {
			return t.emptyField(p, empty)
		}
		iri, err := fullIRI(text)
		if err != nil {
			return t.faultOf(p.iri, err)
		}
		t.state(subject, string(p.predicate), iri)
		return nil
	}
	text, empty := p.text.fill(&t.row)
	if empty != nil {
		return t.emptyField(p, empty)
	}
	literal, err := p.literal(text)
	if err != nil {
		return t.faultOf(p.text, err)
	}
	t.state(subject, string(p.predicate), literal)
	return nil
}

func (t *Table) emptyField(p *propertyPlan, empty *part) error {
	if !p.required {
		return nil
	}
	return t.fault(empty.column, ErrMissing)
}

// literal is the canonical text of a literal.
func (p *propertyPlan) literal(text string) (string, error) {
	if p.layout != "" {
		day, err := time.Parse(p.layout, text)
		if err != nil {
			return "", fmt.Errorf("%q is no date as %s", text, p.layout)
		}
		text = day.Format("2006-01-02")
	}
	if d := xsd.DatatypeOf([]byte(p.datatype)); p.datatype != "" && d != xsd.None {
		if _, err := xsd.Parse(d, []byte(text)); err != nil && !errors.Is(err, xsd.ErrRange) {
			return "", fmt.Errorf("%q is no %s", text, strings.TrimPrefix(p.datatype, vocab.XSD))
		}
	}
	return string(append(append(graph.AppendEscaped([]byte{'"'}, []byte(text)), '"'), p.suffix...)), nil
}

// state appends a statement to the batch.
func (t *Table) state(s, p, o string) {
	b := t.b
	var ends [3]int
	start := len(b.Arena)
	for i, term := range [3]string{s, p, o} {
		b.Arena = append(b.Arena, term...)
		ends[i] = len(b.Arena)
	}
	*b.Next() = graph.Change{Op: graph.Add, S: b.Arena[start:ends[0]], P: b.Arena[ends[0]:ends[1]], O: b.Arena[ends[1]:ends[2]], G: t.plan.graph}
}
