package terse

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph/codec/internal/scan"
)

const (
	// blockSize is how much is read at a time, in bytes: small enough for the
	// second-level cache.
	blockSize = 256 << 10
	// keepWindow is the greatest window, in bytes, that is used again after a
	// very long token.
	keepWindow = 8 << 20
	// padding is the number of zeros after the window: tests look at eight bytes
	// at once.
	padding = 16
	// certain is how far before the end of the window a fault is not yet a
	// fault, because more input may mend it: the longest escape has 10 bytes.
	certain = 16
	// emptyReads is how many times in turn a reader may return nothing.
	emptyReads = 100
)

// ErrLimit is wrapped by a [scan.Error] about an input beyond a limit of the
// options.
var ErrLimit = errors.New("beyond a limit")

// input is the window over what is read.
type input struct {
	r    io.Reader
	name string
	max  int    // bytes of a token
	buf  []byte // the window and padding
	pos  int    // start of the token
	end  int    // end of the window
	eof  bool   // nothing comes after the window

	lines  int // line ends before the window
	column int // characters between the last of them and the window
	fault  fault
}

type fault struct {
	pos      int
	expected string
	found    string // empty: the character at pos
	err      error
	more     bool // no fault: the step needs more input
}

// fail notes that something else was expected at pos, and returns -1.
func (in *input) fail(pos int, expected string) int {
	in.fault = fault{pos: pos, expected: expected, more: !in.eof && pos+certain > in.end}
	return -1
}

// failFound is fail where a single character would say too little. The text at
// pos has been read up to its end.
func (in *input) failFound(pos int, found, expected string) int {
	in.fault = fault{pos: pos, expected: expected, found: found}
	return -1
}

// limit is failFound about a limit.
func (in *input) limit(pos int, found, expected string) int {
	in.fault = fault{pos: pos, expected: expected, found: found, err: ErrLimit}
	return -1
}

// more asks for more input.
func (in *input) more() int {
	in.fault = fault{more: true}
	return -1
}

// open tells whether a token that reaches to pos may go on after the window.
func (in *input) open(pos int) bool { return pos >= in.end && !in.eof }

// has tells whether word stands at pos.
func (in *input) has(pos int, word string) bool {
	return in.end-pos >= len(word) && string(in.buf[pos:pos+len(word)]) == word
}

// skip returns the offset of the first byte from pos on that is neither white
// space nor part of a comment, or -1.
func (in *input) skip(pos int) int {
	buf := in.buf
	for {
		switch c := buf[pos]; {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r':
			pos++
		case c == '#':
			if pos = in.comment(pos); pos < 0 {
				return -1
			}
		case c == 0 && in.open(pos):
			return in.more()
		default:
			return pos
		}
	}
}

// comment returns the offset of the line end after the comment at pos.
func (in *input) comment(pos int) int {
	text := in.buf[pos:in.end]
	if n := bytes.IndexByte(text, '\n'); n >= 0 {
		text = text[:n]
	}
	if n := bytes.IndexByte(text, '\r'); n >= 0 {
		text = text[:n]
	}
	if in.open(pos + len(text)) {
		return in.more()
	}
	if !utf8.Valid(text) {
		return in.fail(pos+invalidAt(text), "UTF-8")
	}
	return pos + len(text)
}

// invalidAt returns the offset of the first byte that is not UTF-8.
func invalidAt(text []byte) int {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(text)
}

// refill moves the window to the current token and reads on, at least one byte
// unless the input ends.
func (in *input) refill() error {
	rest := in.end - in.pos
	if rest > in.max {
		in.limit(in.pos, fmt.Sprintf("a token of more than %d bytes", in.max), "a shorter one (see Options.MaxToken)")
		return in.syntaxError()
	}
	in.discard()
	size := len(in.buf) - padding
	switch {
	case size < blockSize || size > keepWindow && rest < blockSize/2:
		size = blockSize
	case rest > size/2:
		// Twice as much each time, so that a long token is read few times.
		size = max(min(2*size, in.max+blockSize), size+1)
	}
	buf := in.buf
	if size+padding != len(buf) {
		buf = make([]byte, size+padding)
	}
	copy(buf, in.buf[in.pos:in.end])
	in.buf, in.pos, in.end = buf, 0, rest
	err := in.read(size)
	clear(in.buf[in.end : in.end+padding])
	return err
}

// discard counts the lines before the token.
func (in *input) discard() {
	gone := in.buf[:in.pos]
	if n := bytes.LastIndexByte(gone, '\n'); n >= 0 {
		in.lines += bytes.Count(gone, []byte{'\n'})
		in.column = 0
		gone = gone[n+1:]
	}
	in.column += utf8.RuneCount(gone)
}

// read fills the window up to size unless the input ends.
func (in *input) read(size int) error {
	for empty := 0; in.end < size; {
		n, err := in.r.Read(in.buf[in.end:size])
		if n < 0 || n > size-in.end {
			return fmt.Errorf("read %s: reader returned an impossible count %d", in.name, n)
		}
		in.end += n
		switch {
		case err == io.EOF:
			in.eof = true
			return nil
		case err != nil:
			return fmt.Errorf("read %s after line %d: %w", in.name, in.lines, err)
		case n > 0:
			empty = 0
		default:
			if empty++; empty >= emptyReads {
				return fmt.Errorf("read %s: %w", in.name, io.ErrNoProgress)
			}
		}
	}
	return nil
}

// syntaxError turns the fault into an error with its place.
func (in *input) syntaxError() error {
	f := in.fault
	if f.found == "" {
		f.found, f.err = scan.Describe(in.buf[:in.end], f.pos)
	}
	before := in.buf[:min(f.pos, in.end)]
	start := bytes.LastIndexByte(before, '\n') + 1
	column := utf8.RuneCount(before[start:]) + 1
	if start == 0 {
		column += in.column
	}
	return &scan.Error{
		File: in.name, Line: in.lines + bytes.Count(before, []byte{'\n'}) + 1, Column: column,
		Found: f.found, Expected: f.expected, Err: f.err,
	}
}
