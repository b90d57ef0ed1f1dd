package dump

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/sorted"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// batchBytes is how much text is handed to a sink at a time.
const batchBytes = 256 << 10

// Statements hands the statements of a snapshot to sink as additions, sorted by
// the texts of graph name (the default graph first), subject, predicate (see
// Options.TypesFirst) and object, each once: the same statements come in the same order, whatever the order in which
// they were stored. begin is called once before that with those of the prefixes
// whose namespaces occur. A batch is valid until sink returns. The number of
// statements is returned.
func Statements(ctx context.Context, s Snapshot, o Options, prefixes []vocab.Prefix,
	begin func(used []vocab.Prefix) error, sink func(*graph.PatchBatch) error) (n uint64, err error) {
	lineSorter := sorted.New(sorted.Options{Memory: o.Memory, Dir: o.TempDir})
	defer func() { err = errors.Join(err, lineSorter.Close()) }()
	d := newDecoder(s, o)
	d.graphFirst, d.typesFirst, d.prefixes = true, o.TypesFirst, newPrefixUse(prefixes)
	if err := d.fill(ctx, lineSorter); err != nil {
		return 0, err
	}
	if err := begin(d.prefixes.used()); err != nil {
		return 0, err
	}
	lines := &lineSink{sink: sink}
	if n, err = lineSorter.WriteAll(ctx, lines); err != nil {
		return n, err
	}
	return n, lines.flush()
}

// lineSink cuts lines into batches for a sink.
type lineSink struct {
	sink  func(*graph.PatchBatch) error
	buf   []byte
	batch graph.PatchBatch
}

// Write implements io.Writer.
func (l *lineSink) Write(b []byte) (int, error) {
	l.buf = append(l.buf, b...)
	if len(l.buf) < batchBytes {
		return len(b), nil
	}
	return len(b), l.flush()
}

// flush hands the whole lines on and keeps the start of the last one.
func (l *lineSink) flush() error {
	end := bytes.LastIndexByte(l.buf, '\n') + 1
	l.batch.Reset()
	for rest := l.buf[:end]; len(rest) > 0; {
		n := bytes.IndexByte(rest, '\n') + 1
		if err := parseLine(rest[:n], l.batch.Next()); err != nil {
			return err
		}
		rest = rest[n:]
	}
	if len(l.batch.Changes) > 0 {
		if err := l.sink(&l.batch); err != nil {
			return err
		}
	}
	l.buf = l.buf[:copy(l.buf, l.buf[end:])]
	return nil
}

// parseLine takes a line of a decoder apart: graph name (may be empty), subject,
// predicate, object, each with a space behind it, a full stop, a line feed. Only
// an object can have spaces in it.
func parseLine(line []byte, c *graph.Change) error {
	g, rest, _ := bytes.Cut(line, space)
	s, rest, _ := bytes.Cut(rest, space)
	p, rest, ok := bytes.Cut(rest, space)
	o, whole := bytes.CutSuffix(rest, lineEnd)
	if !ok || !whole || len(o) == 0 {
		return fmt.Errorf("dump: malformed line %.200q", line)
	}
	if string(p) == typeFirst {
		p = typePredicate
	}
	*c = graph.Change{Op: graph.Add, S: s, P: p, O: o, G: g}
	return nil
}

var space, lineEnd, typePredicate = []byte(" "), []byte(" .\n"), []byte(rdfType)

// Reader is a patch that adds the statements of a snapshot, in no particular
// order and repeated ones perhaps more than once, without sorting them. It is a
// [graph.PatchReader] for one goroutine at a time.
type Reader struct {
	decoder *decoder
	cancel  context.CancelFunc
	done    chan error
	err     error
}

// Open starts to read a snapshot: Close must be called before the snapshot is
// closed. Options.Memory and TempDir are not used. Cancelling ctx ends the patch
// with an error.
func Open(ctx context.Context, s Snapshot, o Options) *Reader {
	ctx, cancel := context.WithCancel(ctx)
	d := newDecoder(s, o)
	d.graphFirst = true
	r := &Reader{decoder: d, cancel: cancel, done: make(chan error, 1)}
	go func() {
		defer close(d.out)
		r.done <- d.run(ctx)
	}()
	return r
}

// ReadPatch implements [graph.PatchReader].
func (r *Reader) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	for r.err == nil && len(b.Changes) == 0 {
		p, ok := <-r.decoder.out
		if !ok {
			if r.err = <-r.done; r.err == nil {
				r.err = io.EOF
			}
			return r.err
		}
		if f := r.decoder.opts.Progress; f != nil {
			f(p.rows)
		}
		r.err = p.changes(b)
		// The batch keeps the text, the piece gets the memory of the batch.
		b.Arena, p.arena = p.arena, b.Arena
		r.decoder.free <- p
	}
	if r.err != nil {
		b.Reset()
	}
	return r.err
}

// changes adds the statements of a piece to b; they point into the piece.
func (p *pieces) changes(b *graph.PatchBatch) error {
	var g, s []byte
	start := 0
	for _, end := range p.ends {
		if end < 0 {
			key := p.arena[start:-end]
			g, s, _ = bytes.Cut(key[:len(key)-1], space)
			start = -end
			continue
		}
		predicate, rest, ok := bytes.Cut(p.arena[start:end], space)
		o, whole := bytes.CutSuffix(rest, lineEnd)
		if !ok || !whole || len(o) == 0 {
			return fmt.Errorf("dump: malformed line %.200q", p.arena[start:end])
		}
		*b.Next() = graph.Change{Op: graph.Add, S: s, P: predicate, O: o, G: g}
		start = end
	}
	return nil
}

// Close ends the reading. It may be called more than once.
func (r *Reader) Close() error {
	r.cancel()
	for range r.decoder.out {
		// What was on its way is dropped; the channel is closed behind it.
	}
	return nil
}
