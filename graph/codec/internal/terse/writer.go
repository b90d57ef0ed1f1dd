package terse

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// writeSize is how much is written at a time, in bytes.
const writeSize = 64 << 10

var (
	// ErrDelete is returned for a change that deletes.
	ErrDelete = errors.New("turtle: a deletion cannot be written")
	// ErrGraph is returned by a writer of Turtle for a statement in a graph.
	ErrGraph = errors.New("turtle: Turtle cannot name a graph")
)

// output writes in large pieces. Errors stay.
type output struct {
	w   io.Writer
	buf []byte
	err error
}

// flush writes what is buffered.
func (o *output) flush() error {
	if o.err == nil && len(o.buf) > 0 {
		n, err := o.w.Write(o.buf)
		if err == nil && n != len(o.buf) {
			err = io.ErrShortWrite
		}
		if err != nil {
			o.err = fmt.Errorf("write Turtle: %w", err)
		}
	}
	if cap(o.buf) > 16*writeSize { // a very long term has passed
		o.buf = nil
	}
	o.buf = o.buf[:0]
	return o.err
}

// Writer writes statements as they come.
type Writer struct {
	output
	names
	graphs   bool
	declared bool
	open     bool // a statement has been started
	inGraph  bool
	s, p, g  []byte // of the last statement

	// Where in buf the open subject starts, its first predicate, and the end of
	// its types if they were put before that; -1 for what has been written out.
	subjectAt, firstAt, typesEnd int
	moved                        []byte // scratch
}

// NewWriter writes to w, with graphs if it is TriG. A bad table of prefixes is
// the error of the first call.
func NewWriter(w io.Writer, prefixes []vocab.Prefix, graphs bool) *Writer {
	n, err := newNames(prefixes)
	return &Writer{output: output{w: w, err: err}, names: n, graphs: graphs}
}

// Write writes a statement, given by canonical texts.
func (w *Writer) Write(s, p, o, g []byte) error {
	if w.err != nil {
		return w.err
	}
	if len(g) > 0 && !w.graphs {
		return fmt.Errorf("%w: %.200s", ErrGraph, g)
	}
	dst := w.buf
	if !w.declared {
		dst = w.declarations(dst, false)
		w.declared = true
	}
	switch {
	case !w.open || !bytes.Equal(s, w.s) || !bytes.Equal(g, w.g):
		w.buf = dst
		w.subject(s, g)
		dst = append(w.buf, ' ')
		w.firstAt, w.typesEnd = len(dst), -1
		dst = w.verb(dst, p)
		w.p = append(w.p[:0], p...)
		dst = append(dst, ' ')
	case !bytes.Equal(p, w.p) && w.firstAt >= 0 && bytes.Equal(p, rdfType):
		w.buf = dst
		w.typeFirst(o)
		return w.flushFull()
	case !bytes.Equal(p, w.p):
		dst = append(dst, " ;\n    "...)
		if w.inGraph {
			dst = append(dst, "    "...)
		}
		dst = append(w.verb(dst, p), ' ')
		w.p = append(w.p[:0], p...)
	default:
		dst = append(dst, ", "...)
	}
	w.buf = w.term(dst, o)
	return w.flushFull()
}

// typeFirst puts a class before the other predicates of the open subject, where
// people look for it.
func (w *Writer) typeFirst(o []byte) {
	end := len(w.buf)
	at := w.firstAt
	if w.typesEnd < 0 {
		w.buf = w.term(append(w.buf, "a "...), o)
		w.typesEnd = at + len(w.buf) - end
		w.buf = append(w.buf, " ;\n    "...)
		if w.inGraph {
			w.buf = append(w.buf, "    "...)
		}
	} else {
		at = w.typesEnd
		w.buf = w.term(append(w.buf, ", "...), o)
		w.typesEnd += len(w.buf) - end
	}
	// What was appended belongs to where it is moved now.
	w.moved = append(w.moved[:0], w.buf[end:]...)
	copy(w.buf[at+len(w.moved):], w.buf[at:end])
	copy(w.buf[at:], w.moved)
}

// flushFull writes out what is buffered, if it is much, but for the open subject
// as long as that is not much itself.
func (w *Writer) flushFull() error {
	if len(w.buf) < writeSize {
		return nil
	}
	if w.subjectAt <= 0 || len(w.buf)-w.subjectAt >= writeSize/2 {
		w.subjectAt, w.firstAt = -1, -1
		return w.flush()
	}
	rest := w.buf[w.subjectAt:]
	w.buf = w.buf[:w.subjectAt]
	err := w.flush()
	w.buf = append(w.buf, rest...)
	w.firstAt -= w.subjectAt
	if w.typesEnd >= 0 {
		w.typesEnd -= w.subjectAt
	}
	w.subjectAt = 0
	return err
}

// subject ends the last statement and starts one.
func (w *Writer) subject(s, g []byte) {
	if !bytes.Equal(g, w.g) || !w.open {
		w.end()
		if len(g) > 0 {
			w.buf = append(w.names.term(w.buf, g), " {\n"...)
			w.inGraph = true
		}
		w.g = append(w.g[:0], g...)
	} else {
		w.buf = append(w.buf, " .\n"...)
	}
	if w.inGraph {
		w.buf = append(w.buf, "    "...)
	}
	w.subjectAt = len(w.buf)
	w.buf = w.names.term(w.buf, s)
	w.s = append(w.s[:0], s...)
	w.open = true
}

// end ends the last statement and graph.
func (w *Writer) end() {
	if w.open {
		w.buf = append(w.buf, " .\n"...)
	}
	if w.inGraph {
		w.buf = append(w.buf, "}\n"...)
	}
	w.open, w.inGraph = false, false
}

// WritePatch writes the statements that a batch adds.
func (w *Writer) WritePatch(b *graph.PatchBatch) error {
	for i := range b.Changes {
		c := &b.Changes[i]
		if c.Op != graph.Add {
			return deletion(c)
		}
		if err := w.Write(c.S, c.P, c.O, c.G); err != nil {
			return err
		}
	}
	return w.err
}

func deletion(c *graph.Change) error {
	return fmt.Errorf("%w: %.60s %.60s %.60s", ErrDelete, c.S, c.P, c.O)
}

// Flush ends the last statement and writes what is buffered. More statements may
// follow.
func (w *Writer) Flush() error {
	if w.err == nil {
		if !w.declared { // no statement: an empty document with its prefixes
			w.buf = w.declarations(w.buf, false)
			w.declared = true
		}
		w.end()
	}
	return w.flush()
}
