package nquads

import (
	"errors"
	"fmt"
	"io"

	"github.com/chancery-graph/chancery/graph"
)

// writeSize is how much is written at a time, in bytes.
const writeSize = 64 << 10

// ErrDelete is returned by [Writer.WritePatch] for a change that deletes, which
// no line of N-Quads can say.
var ErrDelete = errors.New("nquads: a deletion cannot be written as N-Quads")

// Writer writes canonical N-Quads, and N-Triples where no statement has a graph
// name. Errors stay: after one, every call returns it.
type Writer struct {
	w   io.Writer
	buf []byte
	err error
}

// NewWriter writes to w, which it does not close. The caller calls
// [Writer.Flush] at the end.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w, buf: make([]byte, 0, writeSize+4096)} }

// AppendQuad appends the line of a statement, given by canonical texts; an empty
// g is the default graph.
func AppendQuad(dst, s, p, o, g []byte) []byte {
	dst = append(append(dst, s...), ' ')
	dst = append(append(dst, p...), ' ')
	dst = append(append(dst, o...), ' ')
	if len(g) > 0 {
		dst = append(append(dst, g...), ' ')
	}
	return append(dst, '.', '\n')
}

// Write writes a statement, given by canonical texts; an empty g is the default
// graph.
func (w *Writer) Write(s, p, o, g []byte) error {
	w.buf = AppendQuad(w.buf, s, p, o, g)
	if len(w.buf) >= writeSize {
		return w.Flush()
	}
	return w.err
}

// WritePatch writes the statements that a batch adds. One that is deleted is
// [ErrDelete].
func (w *Writer) WritePatch(b *graph.PatchBatch) error {
	for i := range b.Changes {
		c := &b.Changes[i]
		if c.Op != graph.Add {
			return fmt.Errorf("%w: %.200s", ErrDelete, AppendQuad(nil, c.S, c.P, c.O, c.G))
		}
		if err := w.Write(c.S, c.P, c.O, c.G); err != nil {
			return err
		}
	}
	return w.err
}

// Flush writes what is buffered.
func (w *Writer) Flush() error {
	if w.err == nil && len(w.buf) > 0 {
		n, err := w.w.Write(w.buf)
		if err == nil && n != len(w.buf) {
			err = io.ErrShortWrite
		}
		if err != nil {
			w.err = fmt.Errorf("write N-Quads: %w", err)
		}
	}
	if cap(w.buf) > 16*writeSize { // a very long line has passed
		w.buf = make([]byte, 0, writeSize+4096)
	}
	w.buf = w.buf[:0]
	return w.err
}
