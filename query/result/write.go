package result

import (
	"context"
	"errors"
	"fmt"
	"io"
)

var (
	// ErrFormat is wrapped by errors about a format that cannot be written or
	// read.
	ErrFormat = errors.New("result: unknown format")
	// ErrXMLCharacter is wrapped by [Write]: a literal has a character that XML
	// 1.0 has no way to write.
	ErrXMLCharacter = errors.New("result: character that XML cannot hold")
	// ErrPage is wrapped by [Write]: a source's page has not a column per
	// variable, or a text in it is no term.
	ErrPage = errors.New("result: broken page")
)

// bufferSize is how many bytes are collected before they go on within a page.
const bufferSize = 64 << 10

// smallSize is what a document begins with, since many are short.
const smallSize = 4 << 10

// encoder writes one format. Each method appends to dst and returns it.
type encoder interface {
	begin(dst []byte, vars []string) []byte
	// row appends row i of the page. first: no row was written before.
	row(dst []byte, p *Page, i int, first bool) ([]byte, error)
	end(dst []byte) []byte
}

// Write writes all solutions of src. What it has of a page goes to w at the end
// of the page. An error of src, of w or of a term is returned and the document
// is left without its end.
func Write(ctx context.Context, w io.Writer, f Format, src Source) error {
	if f == Table {
		return WriteTable(ctx, w, src, TableOptions{})
	}
	e, err := newEncoder(f)
	if err != nil {
		return err
	}
	vars := src.Vars()
	buf := e.begin(make([]byte, 0, smallSize), vars)
	for first := true; ; {
		page, err := src.Next(ctx)
		if err == nil {
			err = checkPage(page, len(vars))
		}
		if err != nil {
			// What the client has seen by then stays without an end.
			return broken(err, flush(w, buf))
		}
		if page.N == 0 {
			break
		}
		for i := range page.N {
			if buf, err = e.row(buf, page, i, first); err != nil {
				return broken(err, flush(w, buf))
			}
			first = false
			if len(buf) >= bufferSize {
				if err := flush(w, buf); err != nil {
					return err
				}
				buf = buf[:0]
			}
		}
		if err := flush(w, buf); err != nil {
			return err
		}
		buf = buf[:0]
	}
	return flush(w, e.end(buf))
}

func flush(w io.Writer, buf []byte) error {
	if len(buf) == 0 {
		return nil
	}
	_, err := w.Write(buf)
	return err
}

// broken returns the error that ended a result, and that of its last bytes.
func broken(err, flushed error) error {
	if flushed == nil {
		return err
	}
	return errors.Join(err, flushed)
}

func newEncoder(f Format) (encoder, error) {
	switch f {
	case JSON:
		return &jsonEncoder{}, nil
	case XML:
		return &xmlEncoder{}, nil
	case CSV:
		return csvEncoder{}, nil
	case TSV:
		return tsvEncoder{}, nil
	}
	return nil, fmt.Errorf("%w: %q cannot be written", ErrFormat, f.String())
}

func checkPage(p *Page, vars int) error {
	if p == nil {
		return fmt.Errorf("%w: no page", ErrPage)
	}
	if p.N == 0 {
		return nil
	}
	if len(p.Cols) != vars {
		return fmt.Errorf("%w: %d columns for %d variables", ErrPage, len(p.Cols), vars)
	}
	for i, c := range p.Cols {
		if len(c) < p.N {
			return fmt.Errorf("%w: column %d has %d of %d rows", ErrPage, i, len(c), p.N)
		}
	}
	return nil
}

func badTerm(term []byte) error {
	return fmt.Errorf("%w: %.80q is no term", ErrPage, term)
}

// WriteBoolean writes the answer of an ASK query. CSV, TSV and tables have no
// form for it; there it is the word true or false on a line.
func WriteBoolean(w io.Writer, f Format, value bool) error {
	word := "false"
	if value {
		word = "true"
	}
	switch f {
	case JSON:
		word = `{"head":{},"boolean":` + word + "}\n"
	case XML:
		word = xmlHeader + "<head></head>\n<boolean>" + word + "</boolean>\n</sparql>\n"
	case CSV:
		word += "\r\n"
	case TSV, Table:
		word += "\n"
	default:
		return fmt.Errorf("%w: %q cannot be written", ErrFormat, f.String())
	}
	_, err := io.WriteString(w, word)
	return err
}
