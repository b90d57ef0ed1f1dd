package result

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph"
)

// csvDecoder reads the CSV form. It does not tell the kinds of terms apart: a
// value that is a blank node label with its _: is one, every other value is a
// plain literal, an empty field without quotes is unbound.
type csvDecoder struct {
	*Reader
	field []byte
}

func (d *csvDecoder) head() error {
	var vars []string
	for {
		quoted, last, err := d.readField(len(vars) == 0)
		if err != nil {
			if errors.Is(err, io.EOF) {
				return d.fail("the document is empty, expected a line with the variables", io.ErrUnexpectedEOF)
			}
			return err
		}
		name := strings.TrimPrefix(string(d.field), "\uFEFF")
		if name == "" && !quoted && last && len(vars) == 0 {
			break // no variables
		}
		if vars = append(vars, name); len(vars) > d.o.MaxVars {
			return d.fail(fmt.Sprintf("more than %d variables", d.o.MaxVars), nil)
		}
		if last {
			break
		}
	}
	return d.setVars(vars)
}

func (d *csvDecoder) row() (bool, error) {
	for col := 0; ; col++ {
		quoted, last, err := d.readField(col == 0)
		if errors.Is(err, io.EOF) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		if len(d.vars) == 0 {
			if !last || quoted || len(d.field) > 0 {
				return false, d.fail("a value in a result without variables", nil)
			}
			return true, nil
		}
		if col >= len(d.vars) {
			return false, d.fail(fmt.Sprintf("more than %d fields in a line", len(d.vars)), nil)
		}
		if quoted || len(d.field) > 0 {
			from := len(d.arena)
			d.arena = d.appendValue(d.arena)
			d.bind(col, from)
		}
		if last {
			if col+1 != len(d.vars) {
				return false, d.fail(fmt.Sprintf("%d fields in a line, expected %d", col+1, len(d.vars)), nil)
			}
			return true, nil
		}
	}
}

func (d *csvDecoder) appendValue(dst []byte) []byte {
	if len(d.field) > 2 && d.field[0] == '_' && d.field[1] == ':' && graph.LabelLen(d.field[2:]) == len(d.field)-2 {
		return append(dst, d.field...)
	}
	return append(graph.AppendEscaped(append(dst, '"'), d.field), '"')
}

// readField reads a field; last: it ends its line. io.EOF means that the document
// ends where the first field of a line would start.
func (d *csvDecoder) readField(first bool) (quoted, last bool, err error) {
	d.field = d.field[:0]
	for n := 0; ; n++ {
		if n > 0 && !quoted {
			d.field = d.in.run(d.field, &csvStops)
		}
		c, err := d.in.next()
		switch {
		case errors.Is(err, io.EOF):
			if n == 0 && first {
				return false, false, io.EOF
			}
			return quoted, true, d.checkField()
		case err != nil:
			return false, false, fmt.Errorf("read result: %w", err)
		case c == '"' && n == 0:
			quoted = true
			if err := d.readQuoted(); err != nil {
				return false, false, err
			}
		case c == ',':
			return quoted, false, d.checkField()
		case c == '\n':
			return quoted, true, d.checkField()
		case c == '\r':
			if next, err := d.in.next(); err == nil && next != '\n' {
				d.in.back(next)
			}
			return quoted, true, d.checkField()
		case quoted || c == '"':
			return false, false, d.fail("a quote inside a field must be doubled and the field be in quotes", nil)
		default:
			if d.field = append(d.field, c); len(d.field) > d.o.MaxTerm {
				return false, false, d.fail(fmt.Sprintf("a value is longer than %d bytes", d.o.MaxTerm), nil)
			}
		}
	}
}

func (d *csvDecoder) checkField() error {
	if !utf8.Valid(d.field) {
		return d.fail("a value is not UTF-8", nil)
	}
	return nil
}

// readQuoted reads a field from behind its first quote to its last.
func (d *csvDecoder) readQuoted() error {
	for {
		d.field = d.in.run(d.field, &csvStops)
		c, err := d.in.next()
		if err != nil {
			return d.unexpectedEnd(err)
		}
		if c == '"' {
			next, err := d.in.next()
			if err != nil && !errors.Is(err, io.EOF) {
				return d.unexpectedEnd(err)
			}
			if err != nil || next != '"' {
				if err == nil {
					d.in.back(next)
				}
				return nil
			}
		}
		if d.field = append(d.field, c); len(d.field) > d.o.MaxTerm {
			return d.fail(fmt.Sprintf("a value is longer than %d bytes", d.o.MaxTerm), nil)
		}
	}
}

// csvStops are the bytes that mean something within a field.
var csvStops = [256]bool{',': true, '"': true, '\r': true, '\n': true}
