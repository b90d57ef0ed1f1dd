package scan

import (
	"bytes"
	"fmt"
	"io"
)

const (
	// blockSize is how much is read at a time, in bytes: small enough for the
	// second-level cache, large enough to make the cost per block vanish.
	blockSize = 256 << 10
	// keepArena is the greatest arena, in bytes, that is used again. One very
	// long line shall not pin its memory for the rest of the input.
	keepArena = 8 << 20
	// DefaultMaxLine is the limit of a line when none is given, in bytes.
	DefaultMaxLine = 256 << 20
	// emptyReads is how many times in turn a reader may return nothing.
	emptyReads = 100
)

// Lines cuts an input into blocks of whole lines.
type Lines struct {
	r       io.Reader
	name    string
	maxLine int    // bytes, without the line end
	carry   []byte // start of a line whose end has not been read
	line    int    // lines handed out before the current block
	count   int    // lines of the current block
	eof     bool
	side    int // bytes to leave free for rewritten terms
}

// NewLines reads r; name stands in errors. maxLine is in bytes; 0 means
// [DefaultMaxLine].
func NewLines(r io.Reader, name string, maxLine int) *Lines {
	if maxLine <= 0 {
		maxLine = DefaultMaxLine
	}
	return &Lines{r: r, name: name, maxLine: maxLine}
}

// Fill returns the next lines, each with its line end (one is added to the last
// line if it has none), in the memory of arena or, if that is too small, in new
// memory; its spare capacity is free for use. io.EOF ends the input. Nothing of
// the arena is kept.
func (l *Lines) Fill(arena []byte) ([]byte, error) {
	l.line += l.count
	l.count = 0
	if cap(arena) < blockSize+l.side || cap(arena) > keepArena {
		arena = make([]byte, 0, len(l.carry)+blockSize+l.side+1)
	}
	buf := append(arena[:0], l.carry...)
	l.carry = l.carry[:0]
	for !l.eof {
		// A line end is looked for in what is new alone.
		from := len(buf)
		var err error
		if buf, err = l.read(buf); err != nil {
			return nil, err
		}
		if end := bytes.LastIndexByte(buf[from:], '\n'); end >= 0 {
			l.carry = append(l.carry, buf[from+end+1:]...)
			buf = buf[:from+end+1]
			break
		}
		if len(buf) > l.maxLine {
			return nil, l.tooLong(0)
		}
	}
	if len(buf) == 0 {
		return nil, io.EOF
	}
	if buf[len(buf)-1] != '\n' {
		buf = append(buf, '\n')
	}
	if err := l.checkLength(buf); err != nil {
		return nil, err
	}
	l.count = bytes.Count(buf, []byte{'\n'})
	return buf, nil
}

// checkLength looks at the first line alone where only that can be too long:
// the others lie within one block.
func (l *Lines) checkLength(buf []byte) error {
	for n := 0; len(buf) > 0; n++ {
		end := bytes.IndexByte(buf, '\n')
		if end > l.maxLine {
			return l.tooLong(n)
		}
		if l.maxLine >= 2*blockSize {
			break
		}
		buf = buf[end+1:]
	}
	return nil
}

// read appends up to a block of input to buf, filling it unless the input ends.
func (l *Lines) read(buf []byte) ([]byte, error) {
	if cap(buf)-len(buf) < blockSize/2 {
		// Twice the memory each time, so that a long line is copied few times.
		grown := make([]byte, len(buf), 2*len(buf)+blockSize+1)
		copy(grown, buf)
		buf = grown
	}
	limit := min(cap(buf)-1, len(buf)+blockSize) // one byte left for a line end
	for empty := 0; len(buf) < limit; {
		n, err := l.r.Read(buf[len(buf):limit])
		if n < 0 || n > limit-len(buf) {
			return nil, fmt.Errorf("read %s: reader returned an impossible count %d", l.name, n)
		}
		buf = buf[:len(buf)+n]
		switch {
		case err == io.EOF:
			l.eof = true
			return buf, nil
		case err != nil:
			return nil, fmt.Errorf("read %s after line %d: %w", l.name, l.line, err)
		case n > 0:
			empty = 0
		default:
			if empty++; empty >= emptyReads {
				return nil, fmt.Errorf("read %s: %w", l.name, io.ErrNoProgress)
			}
		}
	}
	return buf, nil
}

// tooLong is the error about line n of the current block.
func (l *Lines) tooLong(n int) error {
	return &Error{
		File: l.name, Line: l.line + n + 1, Found: fmt.Sprintf("a line of more than %d bytes", l.maxLine),
		Expected: "a shorter one (see Options.MaxLine)", Err: ErrLineTooLong,
	}
}

// Used tells how much of the free memory was needed for rewritten terms, so that
// the next block has as much.
func (l *Lines) Used(side int) { l.side = max(l.side, min(side, 4*blockSize)) }

// Error turns a scanner's fault into an error with its place.
func (l *Lines) Error(s *Scanner) error {
	lines, column := locate(s.buf, s.fault.pos)
	found, err := s.fault.found, s.fault.err
	if found == "" {
		found, err = describe(s.buf, s.fault.pos)
	}
	return &Error{File: l.name, Line: l.line + lines + 1, Column: column, Found: found, Expected: s.fault.expected, Err: err}
}
