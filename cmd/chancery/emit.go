package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/term"

	"github.com/chancery-graph/chancery/graph/codec/rdfio"
	"github.com/chancery-graph/chancery/query/result/textgrid"
)

// resultFormats are the formats of every command that gives rows or a document.
var resultFormats = []string{"table", "json", "jsonl", "csv"}

// column is one column of a listing: how it is set and what it shows of a row.
type column[T any] struct {
	head  string
	get   func(T) string
	right bool // numbers
	fixed bool // never wrapped
	extra bool // in csv only: a table has no room for it
}

// listing is a result of rows.
type listing[T any] struct {
	command string // names the schema: chancery/<command>/1
	// meta, a struct or nil, gives the further members of the JSON document.
	meta    any
	columns []column[T]
	rows    []T
	// notes, if not nil, gives paragraphs that stand under a row of the table.
	notes func(T) []string
	// finder commands give jsonl in a pipe; the others give the table there too.
	finder bool
	// empty is said on stderr when there are no rows.
	empty string
	// cut tells that a limit left rows out; see errCut.
	cut bool
}

// emit writes a listing in the format that was asked for.
func emit[T any](p *program, l listing[T]) error {
	format, err := p.resultFormat(l.command, l.finder)
	if err != nil {
		return err
	}
	out, err := p.openOutput(p.set.output)
	if err != nil {
		return err
	}
	defer out.abandon()
	switch format {
	case "json":
		err = writeListingJSON(out, l)
	case "jsonl":
		err = writeLines(out, l.rows)
	case "csv":
		err = writeCSV(out, l)
	default:
		err = writeListingTable(p, out, l)
	}
	if err != nil {
		return err
	}
	if err := out.commit(); err != nil {
		return err
	}
	if len(l.rows) == 0 && l.empty != "" && format != "json" {
		p.note("%s", l.empty)
	}
	if l.cut {
		return &failure{code: "limit", exit: exitIncomplete,
			message: fmt.Sprintf("only the first %s shown, there are more", plural(int64(len(l.rows)), "row")),
			hint:    "raise -n to see the rest"}
	}
	return nil
}

// writeListingTable writes rows as a table; nothing at all for no rows.
func writeListingTable[T any](p *program, w io.Writer, l listing[T]) error {
	if len(l.rows) == 0 {
		return nil
	}
	_, err := io.WriteString(w, tableOf(p, l.columns, l.rows, l.notes))
	return err
}

// tableOf renders rows for a terminal.
func tableOf[T any](p *program, columns []column[T], rows []T, notes func(T) []string) string {
	var styles []cellStyle
	cells := make([][]string, len(rows))
	for _, c := range columns {
		if c.extra {
			continue
		}
		styles = append(styles, cellStyle{c.head, c.right, c.fixed})
		for i, r := range rows {
			cells[i] = append(cells[i], textgrid.Printable(c.get(r)))
		}
	}
	var under func(int) []string
	if notes != nil {
		under = func(i int) []string {
			lines := notes(rows[i])
			for j := range lines {
				lines[j] = textgrid.Printable(lines[j])
			}
			return lines
		}
	}
	return renderTable(styles, cells, p.width(), p.bold, under)
}

func writeListingJSON[T any](w io.Writer, l listing[T]) error {
	rows := l.rows
	if rows == nil {
		rows = []T{}
	}
	type tail struct {
		Complete bool `json:"complete"`
		Rows     []T  `json:"rows"`
	}
	return writeDocument(w, l.command, l.meta, tail{!l.cut, rows})
}

// writeDocument writes one JSON object: the schema, then the members of each
// part in order. A part is a struct or nil.
func writeDocument(w io.Writer, command string, parts ...any) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"schema":%q`, "chancery/"+strings.ReplaceAll(command, " ", "-")+"/1")
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, part := range parts {
		if part == nil {
			continue
		}
		start := b.Len()
		if err := enc.Encode(part); err != nil {
			return err
		}
		// The brace before the members becomes a comma, the one after them goes.
		if b.Truncate(b.Len() - len("}\n")); b.Len() == start+len("{") {
			b.Truncate(start)
		} else {
			b.Bytes()[start] = ','
		}
	}
	b.WriteString("}\n")
	_, err := w.Write(b.Bytes())
	return err
}

// marshal is JSON that leaves <, > and & as they are.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

func writeLines[T any](w io.Writer, rows []T) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, r := range rows {
		if err := enc.Encode(r); err != nil {
			return err
		}
	}
	return nil
}

func writeCSV[T any](w io.Writer, l listing[T]) error {
	cw := csv.NewWriter(w)
	cw.UseCRLF = true // RFC 4180
	record := make([]string, len(l.columns))
	for i, c := range l.columns {
		record[i] = c.head
	}
	if err := cw.Write(record); err != nil {
		return err
	}
	for _, r := range l.rows {
		for i, c := range l.columns {
			record[i] = c.get(r)
		}
		if err := cw.Write(record); err != nil {
			return err
		}
	}
	cw.Flush()
	return cw.Error()
}

// emitDocument writes a result that is one object: as text for people, or as
// JSON. text is called only when it is needed.
func (p *program) emitDocument(command string, finder bool, doc any, text func() string) error {
	format, err := p.resultFormat(command, finder)
	if err != nil {
		return err
	}
	out, err := p.openOutput(p.set.output)
	if err != nil {
		return err
	}
	defer out.abandon()
	switch format {
	case "json", "jsonl":
		err = writeDocument(out, command, doc)
	case "csv":
		err = usagef(command, "%s gives no rows, so it has no csv", command)
	default:
		_, err = io.WriteString(out, text())
	}
	if err != nil {
		return err
	}
	return out.commit()
}

// resultFormat decides the format of a result: asked for, else by the
// extension of --output, else by where it goes.
func (p *program) resultFormat(command string, finder bool) (string, error) {
	format := p.set.format
	if format == "" && p.set.output != "" && p.set.output != "-" {
		format = strings.TrimPrefix(filepath.Ext(rdfio.TrimPacking(p.set.output)), ".")
		if format == "txt" || format == "" {
			format = "table"
		}
	}
	switch {
	case format == "" && finder && !isTerminal(p.stdout):
		return "jsonl", nil
	case format == "":
		return "table", nil
	case format == "text/csv":
		return "csv", nil
	case format == "application/json":
		return "json", nil
	case !slices.Contains(resultFormats, format):
		return "", usagef(command, "%s has no format %q; it has %s", command, format, strings.Join(resultFormats, ", "))
	}
	return format, nil
}

// width is the number of columns that text may fill: COLUMNS, else the
// terminal's, else 80.
func (p *program) width() int {
	const least, fallback = 40, 80
	if n, err := strconv.Atoi(getenv(p.env, "COLUMNS")); err == nil && n > 0 {
		return max(n, least)
	}
	if f, ok := p.stdout.(interface{ Fd() uintptr }); ok {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			return max(w, least)
		}
	}
	return fallback
}

// bold marks text up where colour is on.
func (p *program) bold(s string) string {
	if !p.set.colour {
		return s
	}
	return "\x1b[1m" + s + "\x1b[0m"
}

// dim marks text as less important where colour is on.
func (p *program) dim(s string) string {
	if !p.set.colour {
		return s
	}
	return "\x1b[2m" + s + "\x1b[0m"
}

// note says something about the result on stderr, unless --quiet.
func (p *program) note(format string, a ...any) {
	if !p.set.quiet {
		fmt.Fprintf(p.stderr, format+"\n", a...)
	}
}

// warn says on stderr what is to be reckoned with, also when remarks are not
// wanted.
func (p *program) warn(format string, a ...any) {
	fmt.Fprintf(p.stderr, "chancery: warning: "+format+"\n", a...)
}
