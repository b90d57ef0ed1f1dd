package out

import (
	"fmt"
	"io"
	"unicode/utf8"
)

// flushSize is how much is written at a time, in bytes.
const flushSize = 64 << 10

// Writer gathers text in Buf, to which its users append. It is used by one
// goroutine at a time.
type Writer struct {
	Buf  []byte
	w    io.Writer
	what string // in errors
	err  error
}

// New returns a writer to w; what is written, in errors, is called what.
func New(w io.Writer, what string) *Writer {
	return &Writer{w: w, what: what, Buf: make([]byte, 0, flushSize+4096)}
}

// Text appends each part as it is.
func (w *Writer) Text(parts ...string) {
	for _, s := range parts {
		w.Buf = append(w.Buf, s...)
	}
}

// Check writes out what has been gathered if it is much, and returns the first
// error so far.
func (w *Writer) Check() error {
	if len(w.Buf) < flushSize {
		return w.err
	}
	return w.Flush()
}

// Flush writes out what has been gathered and returns the first error so far.
func (w *Writer) Flush() error {
	if w.err == nil && len(w.Buf) > 0 {
		n, err := w.w.Write(w.Buf)
		if err == nil && n != len(w.Buf) {
			err = io.ErrShortWrite
		}
		if err != nil {
			w.err = fmt.Errorf("write %s: %w", w.what, err)
		}
	}
	w.Buf = w.Buf[:0]
	return w.err
}

// Unsayable tells whether XML 1.0 (§2.2 Char) has no such character.
func Unsayable(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
}

// AppendCode appends \uXXXX for a character of four hexadecimal digits or less.
func AppendCode(dst []byte, r rune) []byte {
	return fmt.Appendf(dst, `\u%04X`, r)
}

// Append appends s character by character: what special appends, if it returns
// true, else \uXXXX for what is [Unsayable], else the character. Bytes that are
// not UTF-8 become U+FFFD.
func Append(dst []byte, s string, special func(dst []byte, r rune) ([]byte, bool)) []byte {
	for _, r := range s {
		if out, ok := special(dst, r); ok {
			dst = out
		} else if Unsayable(r) {
			dst = AppendCode(dst, r)
		} else {
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

// AppendXML appends s for an attribute in double quotes or for the content of an
// element: white space other than blanks is written by number, so that no parser
// changes it.
func AppendXML(dst []byte, s string) []byte { return Append(dst, s, specialXML) }

func specialXML(dst []byte, r rune) ([]byte, bool) {
	switch r {
	case '&':
		return append(dst, "&amp;"...), true
	case '<':
		return append(dst, "&lt;"...), true
	case '>':
		return append(dst, "&gt;"...), true
	case '"':
		return append(dst, "&quot;"...), true
	case '\t':
		return append(dst, "&#9;"...), true
	case '\n':
		return append(dst, "&#10;"...), true
	case '\r':
		return append(dst, "&#13;"...), true
	}
	return dst, false
}

// Attr appends name="value", with a blank before it, as an attribute of XML;
// nothing if value is empty.
func (w *Writer) Attr(name, value string) {
	if value == "" {
		return
	}
	w.Text(" ", name, `="`)
	w.Buf = append(AppendXML(w.Buf, value), '"')
}
