package terse

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/cayleygraph/quad"

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
		dst = w.verb(append(w.buf, ' '), p)
		w.p = append(w.p[:0], p...)
		dst = append(dst, ' ')
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
	if len(w.buf) >= writeSize {
		return w.flush()
	}
	return nil
}

// subject ends the last statement and starts one.
func (w *Writer) subject(s, g []byte) {
	if !bytes.Equal(g, w.g) || !w.open {
		w.end()
		if len(g) > 0 {
			w.buf = append(w.names.term(append(w.buf, "GRAPH "...), g), " {\n"...)
			w.inGraph = true
		}
		w.g = append(w.g[:0], g...)
	} else {
		w.buf = append(w.buf, " .\n"...)
	}
	if w.inGraph {
		w.buf = append(w.buf, "    "...)
	}
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

// QuadWriter writes quads. It is a quad.WriteCloser; Close flushes and leaves the
// output open.
type QuadWriter struct {
	w     *Writer
	terms [4][]byte
}

// NewQuadWriter writes with w.
func NewQuadWriter(w *Writer) *QuadWriter { return &QuadWriter{w: w} }

// WriteQuad writes a quad. A quad that is no RDF statement is an error.
func (q *QuadWriter) WriteQuad(v quad.Quad) error {
	for i, value := range [4]quad.Value{v.Subject, v.Predicate, v.Object, v.Label} {
		q.terms[i] = q.terms[i][:0]
		if i == int(graph.G) && value == nil {
			continue
		}
		if _, isIRI := value.(quad.IRI); !isIRI && i != int(graph.O) {
			if _, isBlank := value.(quad.BNode); !isBlank || i == int(graph.P) {
				return fmt.Errorf("%w: %s cannot stand at position %d of a statement", graph.ErrTerm, quad.StringOf(value), i+1)
			}
		}
		var err error
		if q.terms[i], err = graph.AppendTerm(q.terms[i], value); err != nil {
			return err
		}
	}
	return q.w.Write(q.terms[graph.S], q.terms[graph.P], q.terms[graph.O], q.terms[graph.G])
}

// WriteQuads writes quads in order and returns how many were taken.
func (q *QuadWriter) WriteQuads(quads []quad.Quad) (int, error) {
	for i, v := range quads {
		if err := q.WriteQuad(v); err != nil {
			return i, err
		}
	}
	return len(quads), nil
}

// Close flushes.
func (q *QuadWriter) Close() error { return q.w.Flush() }
