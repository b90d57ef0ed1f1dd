package scan

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// ErrEncoding is wrapped by an [Error] about bytes that are no text: invalid
// UTF-8, or NUL outside of a literal.
var ErrEncoding = errors.New("not UTF-8 text")

// ErrLineTooLong is wrapped by an [Error] about a line beyond the limit.
var ErrLineTooLong = errors.New("line too long")

// Error says where an input is malformed.
type Error struct {
	File     string // as given by the caller; may be empty
	Line     int    // from 1; lines end with LF
	Column   int    // characters from 1; 0 if the whole line is meant
	Found    string // what stands there, ready to print
	Expected string // what may stand there
	Err      error  // ErrEncoding, ErrLineTooLong, or nil
}

// Error returns `file:line:column: found …, expected …`.
func (e *Error) Error() string {
	var b []byte
	if e.File != "" {
		b = append(append(b, e.File...), ':')
	}
	b = strconv.AppendInt(b, int64(e.Line), 10)
	if e.Column > 0 {
		b = strconv.AppendInt(append(b, ':'), int64(e.Column), 10)
	}
	b = append(append(b, ": found "...), e.Found...)
	return string(append(append(b, ", expected "...), e.Expected...))
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// describe names the character at pos for an error, and ErrEncoding if it is
// none.
func describe(buf []byte, pos int) (string, error) {
	if pos >= len(buf) {
		return "end of input", nil
	}
	r, size := utf8.DecodeRune(buf[pos:])
	switch {
	case r == utf8.RuneError && size == 1:
		return fmt.Sprintf("byte 0x%02X, which is not UTF-8", buf[pos]), ErrEncoding
	case r == 0:
		return "U+0000", ErrEncoding
	case r == '\n' || r == '\r':
		return "end of line", nil
	case r == '"':
		return `'"'`, nil
	case strconv.IsPrint(r):
		return `"` + string(r) + `"`, nil
	default:
		return fmt.Sprintf("U+%04X", r), nil
	}
}

// locate returns the number of line ends before pos and the column of pos in
// characters from 1.
func locate(buf []byte, pos int) (lines, column int) {
	before := buf[:min(pos, len(buf))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte{'\n'}), utf8.RuneCount(before[start:]) + 1
}
