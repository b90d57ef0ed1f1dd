package nquads

import (
	"fmt"
	"io"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/internal/scan"
)

// SyntaxError says where an input is malformed: File, Line (from 1), Column
// (characters from 1; 0 if a whole line is meant), Found and Expected, ready to
// print. It wraps [ErrEncoding] or [ErrLineTooLong] where that is the reason. Its
// message is like
//
//	dump.nq:12:7: found "x", expected "<" of the predicate's IRI
type SyntaxError = scan.Error

var (
	// ErrEncoding is wrapped by a [SyntaxError] about bytes that are no text:
	// invalid UTF-8, or NUL outside of a literal.
	ErrEncoding = scan.ErrEncoding
	// ErrLineTooLong is wrapped by a [SyntaxError] about a line beyond
	// Options.MaxLine.
	ErrLineTooLong = scan.ErrLineTooLong
)

// DefaultMaxLine is the limit of a line when Options.MaxLine is 0, in bytes.
const DefaultMaxLine = scan.DefaultMaxLine

// Options say how to read. The zero value reads N-Quads.
type Options struct {
	// Name of the input in errors, usually a file name; empty: errors start with
	// the line.
	Name string
	// Triples reads N-Triples: a fourth term is an error.
	Triples bool
	// Graph is the canonical text of the graph name of statements without one;
	// empty: the default graph.
	Graph []byte
	// MaxLine is the greatest length of a line in bytes, without its end; 0
	// means DefaultMaxLine, 256 MiB. It bounds the memory that an input can
	// take, about three times as much.
	MaxLine int
}

// Validate names the field that is wrong.
func (o Options) Validate() error {
	if o.MaxLine < 0 {
		return fmt.Errorf("nquads: MaxLine %d is negative", o.MaxLine)
	}
	if len(o.Graph) == 0 {
		return nil
	}
	if t := graph.TagOf(o.Graph); t != graph.TagIRI && t != graph.TagBlank {
		return fmt.Errorf("nquads: Graph %s is neither an IRI nor a blank node", o.Graph)
	}
	if _, err := graph.ParseTerm(o.Graph); err != nil {
		return fmt.Errorf("nquads: Graph: %w", err)
	}
	return nil
}

// Reader streams the statements of an input as additions. It is a
// [graph.PatchReader].
type Reader struct {
	lines *scan.Lines
	scan  scan.Scanner
	err   error // ends the stream
}

// NewReader reads r, which it does not close. Invalid options are reported by
// the first ReadPatch.
func NewReader(r io.Reader, o Options) *Reader {
	return &Reader{
		lines: scan.NewLines(r, o.Name, o.MaxLine),
		scan:  scan.Scanner{Triples: o.Triples, Graph: o.Graph},
		err:   o.Validate(),
	}
}

// ReadPatch fills b with the statements of the next 256 KiB of input, or of the
// next line if that is longer. A malformed input is a [SyntaxError]; b is then
// empty, also of statements before the error. After an error, io.EOF among them,
// every call returns the same.
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
	if err != nil {
		return err
	}
	s := &r.scan
	s.Reset(lines)
	defer func() { b.Arena = s.Arena() }()
	for pos := s.NextStart(0); pos != len(lines); pos = s.NextStart(pos) {
		if pos < 0 {
			return r.lines.Error(s)
		}
		if s.At(pos) == 'V' {
			pos = version(s, pos)
		} else {
			c := b.Next()
			c.Op = graph.Add
			pos = s.Statement(pos, c)
		}
		if pos < 0 {
			return r.lines.Error(s)
		}
	}
	r.lines.Used(s.Side())
	return nil
}

// version reads a directive such as VERSION "1.2". What it says is not needed:
// the syntax is the same for all versions.
func version(s *scan.Scanner, pos int) int {
	const word = "VERSION"
	if !s.Has(pos, word) {
		return s.Fail(pos, "a statement, VERSION or a comment")
	}
	if pos = s.Space(pos + len(word)); s.At(pos) != '"' {
		return s.Fail(pos, `a version, such as "1.2"`)
	}
	if pos = s.String(pos); pos < 0 {
		return -1
	}
	return s.LineEnd(pos)
}

// AppendCanonical reads text as one term, canonical or not, and appends its
// canonical text to dst. What is no term is a [SyntaxError]; dst is then returned
// as it was.
func AppendCanonical(dst, text []byte) ([]byte, error) {
	line := append(append(make([]byte, 0, 2*len(text)+1), text...), '\n')
	lines := scan.NewLines(nil, "", 0)
	var s scan.Scanner
	s.Reset(line)
	var term []byte
	end := s.Term(0, "a term", &term)
	if end >= 0 && end != len(text) {
		end = s.Fail(end, "the end of the term")
	}
	if end < 0 {
		return dst, lines.Error(&s)
	}
	return append(dst, term...), nil
}
