package rdfio

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
)

// Reject is told of a bad line: what is wrong with it, and its bytes without the
// line end, which are valid until it returns. An error ends the reading.
type Reject func(problem *SyntaxError, line []byte) error

const (
	// lenientBlock is how many bytes of lines are read at a time. It is no more,
	// as a block is read again from behind each bad line.
	lenientBlock = 128 << 10
	// lenientArena is memory that a codec reads a block into without asking for
	// more, in bytes.
	lenientArena = 512 << 10
	// keepBlock is the greatest block, in bytes, whose memory is used again.
	keepBlock = 8 << 20
)

// ErrNotLines is returned by [NewLenientReader] for a format in which what
// follows an error cannot be told.
var ErrNotLines = errors.New("only the line formats nq and nt can be read leniently")

// NewLenientReader reads r as f, which must be N-Quads or N-Triples, and leaves
// out the lines that are malformed: each is handed to reject. Lines are counted
// as in the whole input. A line beyond the limit still ends the stream.
func NewLenientReader(f Format, r io.Reader, o ReaderOptions, reject Reject) (graph.PatchReader, error) {
	if !f.Equal(NQuads) && !f.Equal(NTriples) {
		return nil, fmt.Errorf("%s: %w", f.Title, ErrNotLines)
	}
	if err := o.Validate(); err != nil {
		return nil, err
	}
	limit := o.MaxToken
	if limit == 0 {
		limit = nquads.DefaultMaxLine
	}
	return &lenient{format: f, r: r, opts: o, limit: limit, reject: reject}, nil
}

// lenient cuts the input into blocks of whole lines and reads each on its own.
type lenient struct {
	format Format
	r      io.Reader
	opts   ReaderOptions
	limit  int // of a line, in bytes
	reject Reject

	block []byte // whole lines that have not been read
	good  int    // bytes at the start of block that are known to hold good lines
	line  int    // lines before block
	carry []byte // start of a line behind block
	buf   []byte // memory of block
	more  graph.PatchBatch
	eof   bool
	err   error
}

// ReadPatch implements [graph.PatchReader].
func (l *lenient) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	for l.err == nil && len(b.Changes) == 0 {
		if len(l.block) == 0 {
			l.err = l.fill()
			continue
		}
		l.err = l.readBlock(b)
	}
	if l.err != nil {
		b.Reset()
	}
	return l.err
}

// readBlock reads what is left of the block: all of it, or the lines up to the
// first bad one.
func (l *lenient) readBlock(b *graph.PatchBatch) error {
	part := l.block
	if l.good > 0 {
		part = l.block[:l.good]
	}
	err := l.parse(b, part)
	var problem *SyntaxError
	if errors.As(err, &problem) && l.good == 0 {
		l.good = lineStart(part, problem.Line)
		if l.good > 0 {
			return nil // read those first; the bad line comes first next time
		}
		bad := part[:lineStart(part, 2)]
		problem.Line += l.line
		if err := l.reject(problem, bytes.TrimRight(bad, "\r\n")); err != nil {
			return err
		}
		l.skip(len(bad))
		return nil
	}
	if err != nil {
		return err
	}
	l.skip(len(part))
	return nil
}

// parse reads whole lines into b.
func (l *lenient) parse(b *graph.PatchBatch, lines []byte) error {
	r, err := NewReader(l.format, bytes.NewReader(lines), l.opts)
	if err != nil {
		return err
	}
	if err := r.ReadPatch(b); err != nil {
		b.Reset()
		if err == io.EOF { // comments only
			return nil
		}
		return err
	}
	for {
		// A long line and the lines behind it come in more than one batch.
		if cap(l.more.Arena) < lenientArena {
			l.more.Arena = make([]byte, 0, lenientArena)
		}
		if err := r.ReadPatch(&l.more); err != nil {
			if err == io.EOF {
				return nil
			}
			b.Reset()
			return err
		}
		b.Changes = append(b.Changes, l.more.Changes...)
		l.more = graph.PatchBatch{} // its memory is that of b now
	}
}

// skip takes n bytes of whole lines off the block.
func (l *lenient) skip(n int) {
	l.line += bytes.Count(l.block[:n], []byte{'\n'})
	l.block, l.good = l.block[n:], 0
}

// lineStart returns where a line, counted from 1, starts in lines.
func lineStart(lines []byte, line int) int {
	at := 0
	for range line - 1 {
		end := bytes.IndexByte(lines[at:], '\n')
		if end < 0 {
			return len(lines)
		}
		at += end + 1
	}
	return at
}

// fill reads the next whole lines; io.EOF ends.
func (l *lenient) fill() error {
	buf := l.buf[:0]
	if cap(buf) < len(l.carry)+lenientBlock+1 || cap(buf) > keepBlock {
		buf = make([]byte, 0, len(l.carry)+lenientBlock+1)
	}
	buf = append(buf, l.carry...)
	l.carry = l.carry[:0]
	for !l.eof {
		from := len(buf)
		if cap(buf)-from < lenientBlock/2 {
			buf = append(make([]byte, 0, 2*cap(buf)), buf...)
		}
		n, err := io.ReadFull(l.r, buf[from:min(cap(buf)-1, from+lenientBlock)])
		buf = buf[:from+n]
		switch {
		case err == io.EOF || err == io.ErrUnexpectedEOF:
			l.eof = true
		case err != nil:
			return fmt.Errorf("read %s after line %d: %w", l.opts.Name, l.line, err)
		}
		if end := bytes.LastIndexByte(buf[from:], '\n'); end >= 0 && !l.eof {
			l.carry = append(l.carry, buf[from+end+1:]...)
			buf = buf[:from+end+1]
			break
		}
		if len(buf) > l.limit {
			return &SyntaxError{File: l.opts.Name, Line: l.line + 1, Found: fmt.Sprintf("a line of more than %d bytes", l.limit),
				Expected: "a shorter one", Err: ErrLineTooLong}
		}
	}
	if len(buf) == 0 {
		return io.EOF
	}
	if buf[len(buf)-1] != '\n' {
		buf = append(buf, '\n')
	}
	l.block, l.buf = buf, buf
	return nil
}
