package rdfio

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/jsonld"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/codec/rdfpatch"
	"github.com/chancery-graph/chancery/graph/codec/rdfxml"
	"github.com/chancery-graph/chancery/graph/codec/trig"
	"github.com/chancery-graph/chancery/graph/codec/turtle"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// Writer writes statements in one format.
type Writer interface {
	// WritePatch writes the statements of a batch. It may drop graph names in
	// the batch itself.
	WritePatch(b *graph.PatchBatch) error
	// Close ends the document and writes what is buffered; the output stays
	// open.
	Close() error
}

// WriterOptions say how to write any format. The zero value is fit for use.
type WriterOptions struct {
	// Prefixes shorten IRIs in the formats that have prefixes. One that a format
	// cannot have, such as the empty one in RDF/XML, is left out there.
	Prefixes []vocab.Prefix
	// Pretty sorts and nests Turtle and TriG for people to read, and puts nodes
	// and lists of JSON-LD together. All statements are then held until Close.
	// Formats whose Pretty is false ignore it.
	Pretty bool
	// MergeGraphs writes the statements of all graphs without their names in
	// formats that have none. One that stands in several graphs is then written
	// more than once by formats that stream.
	MergeGraphs bool
}

// GraphError is returned by writers of formats without graph names about a
// statement in a named graph.
type GraphError struct {
	Format Format
	Graph  string // canonical text of the graph name
}

// Error names the graph and the format.
func (e *GraphError) Error() string {
	return fmt.Sprintf("a statement is in the graph %s, and %s has no graph names", e.Graph, e.Format.Title)
}

// NewWriter writes f to w, which it does not close.
func NewWriter(f Format, w io.Writer, o WriterOptions) (Writer, error) {
	out, err := newWriter(f, w, o)
	if err != nil || f.Graphs {
		return out, err
	}
	return &bareWriter{out, f, o.MergeGraphs}, nil
}

func newWriter(f Format, w io.Writer, o WriterOptions) (Writer, error) {
	switch f.Name {
	case NQuads.Name, NTriples.Name:
		return flushed{nquads.NewWriter(w)}, nil
	case Turtle.Name:
		if o.Pretty {
			return &prettyWriter{write: func(all []graph.Change) error {
				return turtle.WritePretty(w, all, turtle.WriterOptions{Prefixes: o.Prefixes})
			}}, nil
		}
		return flushed{turtle.NewWriter(w, turtle.WriterOptions{Prefixes: o.Prefixes})}, nil
	case TriG.Name:
		if o.Pretty {
			return &prettyWriter{write: func(all []graph.Change) error {
				return trig.WritePretty(w, all, trig.WriterOptions{Prefixes: o.Prefixes})
			}}, nil
		}
		return flushed{trig.NewWriter(w, trig.WriterOptions{Prefixes: o.Prefixes})}, nil
	case RDFXML.Name:
		prefixes := usable(o.Prefixes, func(one []vocab.Prefix) error { return rdfxml.WriterOptions{Prefixes: one}.Validate() })
		return rdfxml.NewWriter(w, rdfxml.WriterOptions{Prefixes: prefixes}), nil
	case JSONLD.Name:
		prefixes := usable(o.Prefixes, func(one []vocab.Prefix) error { return jsonld.WriterOptions{Prefixes: one}.Validate() })
		if !o.Pretty {
			return jsonld.NewStreamWriter(w, prefixes), nil
		}
		// Exact: what is read back shall be what was written.
		return jsonld.NewWriter(w, jsonld.WriterOptions{Prefixes: prefixes, Exact: true}), nil
	case RDFPatch.Name:
		return &patchWriter{bufio.NewWriterSize(w, 64<<10), nil}, nil
	}
	return nil, fmt.Errorf("rdfio: no writer of format %q", f.Name)
}

// usable returns the prefixes that a format can have: Turtle has an empty one,
// others have not. Without one IRIs are written in full.
func usable(prefixes []vocab.Prefix, check func([]vocab.Prefix) error) []vocab.Prefix {
	kept := []vocab.Prefix{}
	for i := range prefixes {
		if check(prefixes[i:i+1]) == nil {
			kept = append(kept, prefixes[i])
		}
	}
	return kept
}

// flushed closes a writer that only needs to be flushed.
type flushed struct{ flusher }

type flusher interface {
	WritePatch(*graph.PatchBatch) error
	Flush() error
}

func (f flushed) Close() error { return f.Flush() }

// bareWriter drops or refuses graph names.
type bareWriter struct {
	Writer
	format Format
	merge  bool
}

func (w *bareWriter) WritePatch(b *graph.PatchBatch) error {
	for i := range b.Changes {
		if c := &b.Changes[i]; len(c.G) > 0 {
			if !w.merge {
				return &GraphError{w.format, string(c.G)}
			}
			c.G = nil
		}
	}
	return w.Writer.WritePatch(b)
}

// prettyWriter holds all statements.
type prettyWriter struct {
	all   []graph.Change
	arena []byte
	write func([]graph.Change) error
}

// arenaPiece is how much memory texts are copied into at a time, in bytes.
const arenaPiece = 1 << 20

func (w *prettyWriter) WritePatch(b *graph.PatchBatch) error {
	for _, c := range b.Changes {
		n := len(w.all)
		w.all = append(w.all, graph.Change{Op: c.Op, S: w.keep(c.S), P: w.keep(c.P), O: w.keep(c.O), G: w.keep(c.G)})
		if n == 0 {
			continue
		}
		// Texts that are those of the statement before are held once.
		last, now := &w.all[n-1], &w.all[n]
		if bytes.Equal(last.S, now.S) {
			now.S = last.S
		}
	}
	return nil
}

func (w *prettyWriter) keep(text []byte) []byte {
	if len(text) == 0 {
		return nil
	}
	if cap(w.arena)-len(w.arena) < len(text) {
		w.arena = make([]byte, 0, max(arenaPiece, len(text)))
	}
	start := len(w.arena)
	w.arena = append(w.arena, text...)
	return w.arena[start:len(w.arena):len(w.arena)]
}

func (w *prettyWriter) Close() error { return w.write(w.all) }

// patchWriter writes RDF Patch without a header or a transaction.
type patchWriter struct {
	*bufio.Writer
	line []byte
}

func (w *patchWriter) WritePatch(b *graph.PatchBatch) error {
	for _, c := range b.Changes {
		w.line = rdfpatch.AppendChange(w.line[:0], c)
		if _, err := w.Write(w.line); err != nil {
			return err
		}
	}
	return nil
}

func (w *patchWriter) Close() error { return w.Flush() }

// readAhead is how many batches Copy may be ahead of the writer: enough to keep
// two cores busy.
const readAhead = 3

// Copy reads all of r in a goroutine and hands each batch to sink, in order. It
// does not return before that goroutine has ended, so a read that blocks forever
// must be ended by whoever owns the input. Cancelling ctx ends the work with its
// cause.
func Copy(ctx context.Context, r graph.PatchReader, sink func(*graph.PatchBatch) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	full, free := make(chan *graph.PatchBatch), make(chan *graph.PatchBatch, readAhead)
	for range readAhead {
		free <- &graph.PatchBatch{}
	}
	read := make(chan error, 1)
	go func() {
		defer close(full)
		for {
			var b *graph.PatchBatch
			select {
			case b = <-free:
			case <-ctx.Done():
				read <- context.Cause(ctx)
				return
			}
			if err := r.ReadPatch(b); err != nil {
				read <- err
				return
			}
			select {
			case full <- b:
			case <-ctx.Done():
				read <- context.Cause(ctx)
				return
			}
		}
	}()
	var failed error
	for b := range full {
		if failed == nil {
			if failed = sink(b); failed != nil {
				cancel(failed)
			}
		}
		free <- b
	}
	if err := <-read; failed == nil && err != io.EOF {
		failed = err
	}
	return failed
}
