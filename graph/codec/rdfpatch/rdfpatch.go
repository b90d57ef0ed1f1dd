package rdfpatch

import (
	"errors"
	"fmt"
	"io"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/internal/scan"
)

// SyntaxError says where an input is malformed: File, Line (from 1), Column
// (characters from 1; 0 if a whole line is meant), Found and Expected, ready to
// print. It is the same type as nquads.SyntaxError.
type SyntaxError = scan.Error

var (
	// ErrEncoding is wrapped by a [SyntaxError] about bytes that are no text:
	// invalid UTF-8, or NUL outside of a literal.
	ErrEncoding = scan.ErrEncoding
	// ErrLineTooLong is wrapped by a [SyntaxError] about a line beyond
	// Options.MaxLine.
	ErrLineTooLong = scan.ErrLineTooLong
	// ErrAborted is wrapped by the [SyntaxError] about a TA line.
	ErrAborted = errors.New("rdfpatch: the patch aborts its transaction")
	// ErrUnfinished is returned by [Reader.ReadPatch] when an input ends within a
	// transaction.
	ErrUnfinished = errors.New("rdfpatch: the patch ends within a transaction")
)

// AppendChange appends the line of a change, whose terms are canonical texts.
func AppendChange(dst []byte, c graph.Change) []byte {
	dst = append(dst, byte(c.Op), ' ')
	dst = append(append(dst, c.S...), ' ')
	dst = append(append(dst, c.P...), ' ')
	dst = append(append(dst, c.O...), ' ')
	if len(c.G) > 0 {
		dst = append(append(dst, c.G...), ' ')
	}
	return append(dst, '.', '\n')
}

// Options say how to read. The zero value is fit for use.
type Options struct {
	// Name of the input in errors, usually a file name; empty: errors start with
	// the line.
	Name string
	// MaxLine is the greatest length of a line in bytes, without its end; 0
	// means 256 MiB. It bounds the memory that an input can take, about three
	// times as much.
	MaxLine int
}

// Validate names the field that is wrong.
func (o Options) Validate() error {
	if o.MaxLine < 0 {
		return fmt.Errorf("rdfpatch: MaxLine %d is negative", o.MaxLine)
	}
	return nil
}

// Reader streams a patch. It is a [graph.PatchReader], for one goroutine at a
// time.
type Reader struct {
	lines   *scan.Lines
	scan    scan.Scanner
	name    string
	open    bool // within a transaction
	aborted bool // the fault is a TA line
	err     error
}

// NewReader reads r, which it does not close. Invalid options are reported by
// the first ReadPatch.
func NewReader(r io.Reader, o Options) *Reader {
	return &Reader{lines: scan.NewLines(r, o.Name, o.MaxLine), name: o.Name, err: o.Validate()}
}

// ReadPatch fills b with the changes of the next 256 KiB of input, or of the next
// line if that is longer. A malformed input is a [SyntaxError]; b is then empty,
// also of changes before the error. After an error, io.EOF among them, every
// call returns the same.
func (r *Reader) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	for r.err == nil && len(b.Changes) == 0 {
		r.err = r.fill(b)
	}
	if len(b.Changes) == 0 {
		return r.err
	}
	if r.err != nil {
		b.Reset()
	}
	return r.err
}

func (r *Reader) fill(b *graph.PatchBatch) error {
	lines, err := r.lines.Fill(b.Arena)
	if err == io.EOF && r.open {
		if r.name != "" {
			return fmt.Errorf("%s: %w: expected TC", r.name, ErrUnfinished)
		}
		return fmt.Errorf("%w: expected TC", ErrUnfinished)
	} else if err != nil {
		return err
	}
	s := &r.scan
	s.Reset(lines)
	defer func() { b.Arena = s.Arena() }()
	for pos := s.NextStart(0); pos != len(lines); pos = s.NextStart(pos) {
		if pos >= 0 {
			pos = r.readLine(pos, b)
		}
		if pos < 0 {
			return r.fail()
		}
	}
	r.lines.Used(s.Side())
	return nil
}

func (r *Reader) fail() error {
	err := r.lines.Error(&r.scan)
	if syntax, ok := err.(*SyntaxError); ok && r.aborted {
		syntax.Err = ErrAborted
	}
	return err
}

// readLine reads the line at pos and returns the offset after it, or -1.
func (r *Reader) readLine(pos int, b *graph.PatchBatch) int {
	s := &r.scan
	op := s.At(pos)
	// The last byte of the lines is LF, so there is one more.
	if next := s.At(pos + 1); next == ' ' || next == '\t' {
		switch op {
		case 'A', 'D':
			c := b.Next()
			c.Op = graph.Op(op)
			return s.Statement(s.Space(pos+2), c)
		case 'H':
			return r.header(pos + 2)
		}
	}
	switch {
	case s.Has(pos, "TX") || s.Has(pos, "TC") || s.Has(pos, "TA"):
		return r.transaction(pos)
	case s.Has(pos, "PA") || s.Has(pos, "PD"):
		return r.prefix(pos + 2)
	}
	return s.Fail(pos, "A, D, H, TX, TC, TA, PA or PD and a space")
}

// header reads a word and a term.
func (r *Reader) header(pos int) int {
	s := &r.scan
	pos = s.Space(pos)
	end := pos
	for isWord(s.At(end)) {
		end++
	}
	if end == pos {
		return s.Fail(pos, "the name of a header field")
	}
	var term []byte
	if pos = s.Term(s.Space(end), "the value of a header field", &term); pos < 0 {
		return -1
	}
	return r.dot(pos, true)
}

func (r *Reader) transaction(pos int) int {
	s := &r.scan
	switch s.At(pos + 1) {
	case 'X':
		if r.open {
			return s.FailFound(pos, "TX within a transaction", "TC or TA first")
		}
		r.open = true
	case 'C':
		if !r.open {
			return s.FailFound(pos, "TC without TX", "TX first")
		}
		r.open = false
	default:
		r.aborted = true
		return s.FailFound(pos, "TA, which aborts the transaction", "TC")
	}
	return r.dot(pos+2, false)
}

// prefix reads what follows PA or PD: a name, in PA the IRI, an IRI for the graph
// if there is one, and the dot.
func (r *Reader) prefix(pos int) int {
	s := &r.scan
	start := pos
	if pos = s.Space(pos); pos == start {
		return s.Fail(pos, "a space")
	}
	switch c := s.At(pos); {
	case c == '"':
		if pos = s.String(pos); pos < 0 {
			return -1
		}
	default:
		for isWord(s.At(pos)) {
			pos++
		}
		if s.At(pos) != ':' {
			return s.Fail(pos, `a prefix, such as "ex" or ex:`)
		}
		pos++
	}
	pos = s.Space(pos)
	var term []byte
	for s.At(pos) == '<' {
		if pos = s.Term(pos, "an IRI", &term); pos < 0 {
			return -1
		}
		pos = s.Space(pos)
	}
	return r.dot(pos, true)
}

// dot reads the dot, which some writers leave out after TX and TC, and the line
// end.
func (r *Reader) dot(pos int, needed bool) int {
	s := &r.scan
	pos = s.Space(pos)
	if s.At(pos) == '.' {
		pos++
	} else if needed {
		return s.Fail(pos, `"."`)
	}
	return s.LineEnd(pos)
}

// isWord tells whether c may stand in the name of a header field or a prefix.
func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '-'
}
