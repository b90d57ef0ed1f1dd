package result

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"
)

const (
	// DefaultMaxTerm is the greatest length of a term that is read, in bytes:
	// 64 MiB.
	DefaultMaxTerm = 64 << 20
	// DefaultMaxVars is the greatest number of variables that are read.
	DefaultMaxVars = 10_000
	// DefaultMaxUnordered is how many bytes of a JSON document are kept where its
	// head comes after its results: 64 MiB.
	DefaultMaxUnordered = 64 << 20
)

// ErrSyntax is wrapped by errors of [NewReader] and [Reader.Next] about a
// document that is no result. The error is a [*SyntaxError].
var ErrSyntax = errors.New("result: malformed document")

// SyntaxError says where a document is malformed.
type SyntaxError struct {
	Format Format
	// Line from 1, and Offset in bytes, of the place where reading stopped.
	Line   int
	Offset int64
	Reason string
	// Err is the error beneath, if there is one.
	Err error
}

// Error returns `result: json, line 3: …`.
func (e *SyntaxError) Error() string {
	s := fmt.Sprintf("result: %s, line %d: %s", e.Format, e.Line, e.Reason)
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap returns [ErrSyntax] and the error beneath.
func (e *SyntaxError) Unwrap() []error {
	if e.Err == nil {
		return []error{ErrSyntax}
	}
	return []error{ErrSyntax, e.Err}
}

// ReadOptions say how to read. The zero value is fit for use.
type ReadOptions struct {
	MaxTerm      int // bytes of a term; 0: DefaultMaxTerm
	MaxVars      int // variables; 0: DefaultMaxVars
	MaxUnordered int // bytes of JSON kept for its head; 0: DefaultMaxUnordered
}

func (o ReadOptions) withDefaults() ReadOptions {
	if o.MaxTerm <= 0 {
		o.MaxTerm = DefaultMaxTerm
	}
	if o.MaxVars <= 0 {
		o.MaxVars = DefaultMaxVars
	}
	if o.MaxUnordered <= 0 {
		o.MaxUnordered = DefaultMaxUnordered
	}
	return o
}

// decoder reads one format behind a Reader.
type decoder interface {
	// head reads up to the first row and sets vars or boolean.
	head() error
	// row appends a row; false ends the result, which has been read to its end.
	row() (bool, error)
}

// Reader reads a result. It is a [Source].
type Reader struct {
	in      input
	source  *recorder
	o       ReadOptions
	format  Format
	decoder decoder
	vars    []string
	index   map[string]int // of vars
	boolean *bool
	err     error // what Next returns from now on
	done    bool
	page    Page
	arena   []byte
	ends    []cell
	// rowNumber counts rows from 1; stamps has, per variable, the last one that
	// bound it.
	rowNumber uint64
	stamps    []uint64
}

// cell is a term of the page that is being filled: arena[from:to].
type cell struct {
	row, col int
	from, to int
}

// NewReader reads r, which it does not close, up to the first solution. A
// malformed head is an error that wraps [ErrSyntax].
func NewReader(r io.Reader, f Format, o ReadOptions) (*Reader, error) {
	source := &recorder{r: r}
	d := &Reader{in: input{r: bufio.NewReaderSize(source, bufferSize), line: 1}, o: o.withDefaults(), format: f, source: source}
	switch f {
	case JSON:
		d.decoder = &jsonDecoder{Reader: d}
	case XML:
		d.decoder = &xmlDecoder{Reader: d}
	case CSV:
		d.decoder = &csvDecoder{Reader: d}
	case TSV:
		d.decoder = &tsvDecoder{Reader: d}
	default:
		return nil, fmt.Errorf("%w: %q cannot be read", ErrFormat, f.String())
	}
	if err := d.decoder.head(); err != nil {
		return nil, err
	}
	d.page.Cols = make([][][]byte, len(d.vars))
	return d, nil
}

// Vars implements [Source]. For the answer of an ASK there are none.
func (r *Reader) Vars() []string { return r.vars }

// Boolean returns the answer of an ASK; ok is false for solutions.
func (r *Reader) Boolean() (value, ok bool) {
	if r.boolean == nil {
		return false, false
	}
	return *r.boolean, true
}

// Next implements [Source]. A document that breaks off or goes on after its end
// is an error, never a shorter result.
func (r *Reader) Next(ctx context.Context) (*Page, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if r.err != nil {
		return nil, r.err
	}
	r.page.N, r.arena, r.ends = 0, r.arena[:0], r.ends[:0]
	for !r.done && r.page.N < PageRows && len(r.arena) < 16*bufferSize {
		r.rowNumber++
		more, err := r.decoder.row()
		if err != nil {
			r.err = err
			return nil, err
		}
		if !more {
			r.done = true
			break
		}
		r.page.N++
	}
	for c := range r.page.Cols {
		r.page.Cols[c] = slices.Grow(r.page.Cols[c][:0], r.page.N)[:r.page.N]
		clear(r.page.Cols[c])
	}
	for _, e := range r.ends {
		r.page.Cols[e.col][e.row] = r.arena[e.from:e.to:e.to]
	}
	return &r.page, nil
}

// setVars sets the variables of the head.
func (r *Reader) setVars(vars []string) error {
	r.vars, r.index, r.stamps = vars, make(map[string]int, len(vars)), make([]uint64, len(vars))
	for i, v := range vars {
		if v == "" || !utf8.ValidString(v) {
			return r.fail("a variable has no name", nil)
		}
		if _, ok := r.index[v]; ok {
			return r.fail(fmt.Sprintf("the variable %.100q is named twice", v), nil)
		}
		r.index[v] = i
	}
	if len(vars) > r.o.MaxVars {
		return r.fail(fmt.Sprintf("more than %d variables", r.o.MaxVars), nil)
	}
	return nil
}

// bind ends the term that was appended to the arena from an offset on as the
// value of a column of the row that is being read.
func (r *Reader) bind(col, from int) {
	r.stamps[col] = r.rowNumber
	r.ends = append(r.ends, cell{r.page.N, col, from, len(r.arena)})
}

// bound tells whether a column of the row that is being read has a value.
func (r *Reader) bound(col int) bool { return r.stamps[col] == r.rowNumber }

func (r *Reader) fail(reason string, err error) error {
	return &SyntaxError{Format: r.format, Line: r.in.line, Offset: r.in.offset, Reason: reason, Err: err}
}

// recorder remembers the error that ended its reader, so that it is told apart
// from errors of the document.
type recorder struct {
	r   io.Reader
	err error
}

func (r *recorder) Read(b []byte) (int, error) {
	n, err := r.r.Read(b)
	if err != nil && err != io.EOF {
		r.err = err
	}
	return n, err
}

// input reads bytes and counts lines.
type input struct {
	r      *bufio.Reader
	line   int
	offset int64
	// kept collects what is read, up to maxKept bytes.
	kept    *[]byte
	maxKept int
}

// errKept is returned where more is to be kept than may be.
var errKept = errors.New("too much to keep")

// next returns the next byte, or io.EOF.
func (in *input) next() (byte, error) {
	c, err := in.r.ReadByte()
	if err != nil {
		return 0, err
	}
	in.offset++
	if c == '\n' {
		in.line++
	}
	if in.kept != nil {
		if len(*in.kept) >= in.maxKept {
			return 0, errKept
		}
		*in.kept = append(*in.kept, c)
	}
	return c, nil
}

// run appends what is buffered up to the first byte that stops, at the most; no
// byte before that one may be a line feed.
func (in *input) run(dst []byte, stops *[256]bool) []byte {
	buffered, err := in.r.Peek(in.r.Buffered())
	if err != nil || in.kept != nil {
		return dst // the caller goes byte by byte
	}
	n := 0
	for n < len(buffered) && !stops[buffered[n]] {
		n++
	}
	dst = append(dst, buffered[:n]...)
	in.offset += int64(n)
	_, _ = in.r.Discard(n) // of bytes that are buffered
	return dst
}

// back takes the byte back that next returned last.
func (in *input) back(c byte) {
	// After a successful ReadByte this cannot fail.
	_ = in.r.UnreadByte()
	in.offset--
	if c == '\n' {
		in.line--
	}
	if in.kept != nil {
		*in.kept = (*in.kept)[:len(*in.kept)-1]
	}
}

// unexpectedEnd turns the end of the input into an error of the document.
func (r *Reader) unexpectedEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return r.fail("the document breaks off", io.ErrUnexpectedEOF)
	}
	return fmt.Errorf("read result: %w", err)
}
