package eventlog

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"sort"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/kv"
)

func indexNewline(b []byte) int { return bytes.IndexByte(b, '\n') }

// event reads one event record.
func (e *Embedded) event(ctx context.Context, seq graph.Seq) (ev *event, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r := e.db.Reader()
	defer r.Close()
	return eventIn(r, seq)
}

func eventIn(r *kv.Reader, seq graph.Seq) (ev *event, err error) {
	err = r.Get(eventKey(seq), func(val []byte) error {
		var err error
		if ev, err = decodeEvent(seq, val); err != nil {
			return &CorruptionError{Seq: seq, Part: "event", Err: err}
		}
		return nil
	})
	return ev, storeError(seq, "event", err)
}

// storeError turns damage that kv has found into the log's own error.
func storeError(seq graph.Seq, part string, err error) error {
	var own *CorruptionError
	var damaged *kv.CorruptionError
	switch {
	case err == nil || errors.As(err, &own):
		return err
	case errors.Is(err, kv.ErrNotFound):
		return ErrNoEvent
	case errors.As(err, &damaged):
		return &CorruptionError{Seq: seq, Part: part, Err: err}
	}
	return err
}

// At implements [Log].
func (e *Embedded) At(ctx context.Context, seq graph.Seq) (Record, error) {
	head, _, err := e.state()
	if err != nil {
		return Record{}, err
	}
	if seq == 0 || seq > head.seq {
		return Record{}, fmt.Errorf("event %d: %w", seq, ErrNoEvent)
	}
	ev, err := e.event(ctx, seq)
	if errors.Is(err, ErrNoEvent) {
		return Record{}, &CorruptionError{Seq: seq, Part: "event", Err: errors.New("it is missing")}
	}
	if err != nil {
		return Record{}, err
	}
	return e.record(ev), nil
}

func (e *Embedded) record(ev *event) Record {
	return Record{
		Header: ev.header, Hash: ev.hash, HeaderText: ev.text, BodySize: ev.size,
		Open: func(ctx context.Context) io.ReadCloser {
			return &bodyReader{ctx: ctx, e: e, r: e.db.Reader(), ev: ev}
		},
	}
}

// Read implements [Log]. Each event is checked against the hash of the one
// before.
func (e *Embedded) Read(ctx context.Context, from graph.Seq) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		head, _, err := e.state()
		if err != nil {
			yield(Record{}, err)
			return
		}
		e.readTo(ctx, max(from, 1), head.seq, yield)
	}
}

// readTo yields the events from from to last and tells whether to go on.
func (e *Embedded) readTo(ctx context.Context, from, last graph.Seq, yield func(Record, error) bool) bool {
	var prev graph.Digest
	for seq := from; seq <= last; seq++ {
		rec, err := e.At(ctx, seq)
		if err == nil && seq > from && rec.Header.Prev != prev {
			err = &CorruptionError{Seq: seq, Part: "chain", Err: fmt.Errorf("it follows the hash %s, but event %d has %s", rec.Header.Prev, seq-1, prev)}
		}
		if err != nil {
			yield(Record{}, err)
			return false
		}
		if !yield(rec, nil) {
			return false
		}
		prev = rec.Hash
	}
	return true
}

// Tail implements [Log].
func (e *Embedded) Tail(ctx context.Context, from graph.Seq) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for next := max(from, 1); ; {
			head, grown, err := e.state()
			if err != nil {
				yield(Record{}, err)
				return
			}
			if head.seq >= next {
				if !e.readTo(ctx, next, head.seq, yield) {
					return
				}
				next = head.seq + 1
			}
			select {
			case <-grown:
			case <-ctx.Done():
				yield(Record{}, ctx.Err())
				return
			}
		}
	}
}

// SeqAt returns the last event at or before t, 0 if there is none.
func (e *Embedded) SeqAt(ctx context.Context, t time.Time) (graph.Seq, error) {
	head, _, err := e.state()
	if err != nil {
		return 0, err
	}
	// Times never fall along the log.
	n := sort.Search(int(head.seq), func(i int) bool {
		if err != nil {
			return true
		}
		var ev *event
		if ev, err = e.event(ctx, graph.Seq(i)+1); err != nil {
			return true
		}
		return ev.header.Time.After(t)
	})
	if errors.Is(err, ErrNoEvent) {
		err = &CorruptionError{Part: "event", Err: errors.New("an event is missing")}
	}
	if err != nil {
		return 0, err
	}
	return graph.Seq(n), nil
}

// bodyReader decompresses a body chunk by chunk.
type bodyReader struct {
	ctx  context.Context // of the stream, which is bound to one call
	e    *Embedded
	r    *kv.Reader
	ev   *event
	next uint32 // chunk
	read uint64 // bytes of text so far
	buf  []byte
	at   int
	err  error
}

// Read implements io.Reader.
func (b *bodyReader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if !b.fill() {
		return 0, b.err
	}
	n := copy(p, b.buf[b.at:])
	b.at += n
	return n, nil
}

// WriteTo implements io.WriterTo.
func (b *bodyReader) WriteTo(w io.Writer) (n int64, err error) {
	for b.fill() {
		k, err := w.Write(b.buf[b.at:])
		n += int64(k)
		b.at += k
		if err != nil {
			return n, err
		}
	}
	if !errors.Is(b.err, io.EOF) {
		return n, b.err
	}
	return n, nil
}

// fill sees to it that there is text in the buffer; false is b.err.
func (b *bodyReader) fill() bool {
	if b.at < len(b.buf) {
		return true
	}
	if b.err != nil {
		return false
	}
	b.buf, b.at = b.buf[:0], 0
	if b.err = b.ctx.Err(); b.err != nil {
		return false
	}
	if b.next == b.ev.chunks {
		b.err = io.EOF
		if b.read != b.ev.size {
			b.err = b.damage(fmt.Errorf("text has %d bytes, expected %d", b.read, b.ev.size))
		}
		return false
	}
	key := chunkKey(b.ev.header.Seq, b.next)
	err := b.r.Get(key, func(val []byte) (err error) {
		b.buf, err = b.e.codec.decodeChunk(key, val, b.buf)
		if err != nil {
			return b.damage(fmt.Errorf("chunk %d: %w", b.next, err))
		}
		return nil
	})
	if errors.Is(err, kv.ErrNotFound) {
		err = b.damage(fmt.Errorf("chunk %d is missing", b.next))
	}
	if err != nil {
		b.buf, b.err = b.buf[:0], storeError(b.ev.header.Seq, "body", err)
		return false
	}
	b.next++
	b.read += uint64(len(b.buf))
	return true
}

func (b *bodyReader) damage(err error) error {
	return &CorruptionError{Seq: b.ev.header.Seq, Part: "body", Err: err}
}

// Close implements io.Closer.
func (b *bodyReader) Close() error {
	b.r.Close()
	if b.err == nil || errors.Is(b.err, io.EOF) {
		b.err = ErrClosed
	}
	b.buf, b.at = nil, 0
	return nil
}

// seqOf reads the position in a key of events or chunks.
func seqOf(key []byte) graph.Seq { return graph.Seq(binary.BigEndian.Uint64(key[1:])) }
