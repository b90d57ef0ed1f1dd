package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/rdfpatch"
	"github.com/chancery-graph/chancery/store/eventlog"
	"github.com/chancery-graph/chancery/store/projection"
)

// Event is what Append takes.
type Event struct {
	// Header says what happened: Kind, Agent, Source, Document, Extractor,
	// Commit and Message are the caller's, the rest is set by the log.
	Header graph.Header
	// Patch is read to its end, in another goroutine than the caller's. Any
	// size; nil is an empty patch.
	Patch graph.PatchReader
	// Scoped says that the patch's blank nodes belong to its document: label l
	// becomes e<seq>-l, which no other event has. Otherwise labels are those of
	// the store.
	Scoped bool
	// Seal, if set, is called when the patch has been read and before the event
	// is committed, to fill in what is known only then, such as the digest of a
	// streamed document. An error aborts.
	Seal func(*graph.Header) error
}

// Receipt acknowledges an event.
type Receipt struct {
	Header graph.Header
	Hash   graph.Digest
	// Repeated says that an event with this Commit id was there already: it is
	// the one described, and nothing was written.
	Repeated bool
	// Added and Removed count the statements that really came and went; adding
	// a known statement changes nothing. Both 0 for a repeated event.
	Added, Removed uint64
}

// Append logs an event and folds it into the graph: durably, and all or nothing.
// It waits for other appends. Cancelling ctx before the event is committed leaves
// no trace of it.
func (s *Store) Append(ctx context.Context, e Event) (Receipt, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := s.writable(); err != nil {
		return Receipt{}, err
	}
	head, _, err := s.log.Head(ctx)
	if err != nil {
		return Receipt{}, err
	}
	return s.fold(ctx, head+1, &e, func(body eventlog.Body) (eventlog.Receipt, error) {
		return s.log.Append(ctx, head, eventlog.Commit{Header: e.Header, Body: body, Seal: e.Seal})
	})
}

// fold stages an event for the graph while commit reads its body into the log.
func (s *Store) fold(ctx context.Context, seq graph.Seq, e *Event, commit func(eventlog.Body) (eventlog.Receipt, error)) (Receipt, error) {
	stage, err := s.proj.Begin(ctx, seq)
	if err != nil {
		return Receipt{}, err
	}
	body := newBody(ctx, e.Patch, stage, &s.batches)
	if e.Scoped {
		// The label tells where the node came from, and the same document read
		// again gives the same shape.
		body.scope = graph.NewScope("e" + strconv.FormatUint(uint64(seq), 10) + "-")
	}
	done, err := commit(body)
	body.close()
	if err != nil || done.Repeated {
		if abortErr := stage.Abort(); abortErr != nil {
			err = errors.Join(err, abortErr)
		}
		if errors.Is(err, eventlog.ErrUnknown) {
			s.behind = fmt.Errorf("%w: event %d: %w", ErrBehind, seq, err)
		}
		if err != nil {
			return Receipt{}, err
		}
		return Receipt{Header: done.Header, Hash: done.Hash, Repeated: true}, nil
	}
	// The event is acknowledged: the graph follows even if ctx ends now.
	res, err := stage.Commit(context.WithoutCancel(ctx), done.Hash)
	if err != nil {
		s.behind = fmt.Errorf("%w: event %d: %w", ErrBehind, seq, err)
		return Receipt{Header: done.Header, Hash: done.Hash}, s.behind
	}
	return Receipt{Header: done.Header, Hash: done.Hash, Added: res.Added, Removed: res.Removed}, nil
}

// body turns a patch into the log's text and stages it for the graph on the way.
// A goroutine reads the patch ahead.
type body struct {
	ctx     context.Context
	cancel  context.CancelFunc
	stage   *projection.Stage
	scope   *graph.Scope
	full    chan *graph.PatchBatch
	free    chan *graph.PatchBatch
	failure error // of the patch; read after full is closed
	adds    uint64
	deletes uint64
	kept    *batches
}

// batches keeps the memory of patch batches from one event to the next.
type batches []*graph.PatchBatch

// keptBatch is the greatest arena in bytes that is kept.
const keptBatch = 1 << 20

func (k *batches) take() *graph.PatchBatch {
	if n := len(*k); n > 0 {
		b := (*k)[n-1]
		*k = (*k)[:n-1]
		return b
	}
	return &graph.PatchBatch{}
}

func (k *batches) give(b *graph.PatchBatch) {
	if cap(b.Arena) <= keptBatch && len(*k) < readAhead {
		*k = append(*k, b)
	}
}

// readAhead is the number of batches, of about 256 KiB each, between the reader
// of a patch and the log.
const readAhead = 4

func newBody(ctx context.Context, p graph.PatchReader, stage *projection.Stage, kept *batches) *body {
	ctx, cancel := context.WithCancel(ctx)
	b := &body{
		ctx: ctx, cancel: cancel, stage: stage, kept: kept,
		full: make(chan *graph.PatchBatch, readAhead),
		free: make(chan *graph.PatchBatch, readAhead),
	}
	for range readAhead {
		b.free <- kept.take()
	}
	go b.read(p)
	return b
}

func (b *body) read(p graph.PatchReader) {
	defer close(b.full)
	if p == nil {
		return
	}
	for {
		var batch *graph.PatchBatch
		select {
		case batch = <-b.free:
		case <-b.ctx.Done():
			b.failure = b.ctx.Err()
			return
		}
		if err := p.ReadPatch(batch); err != nil {
			if err != io.EOF {
				b.failure = err
			}
			b.free <- batch
			return
		}
		select {
		case b.full <- batch:
		case <-b.ctx.Done():
			b.failure = b.ctx.Err()
			return
		}
	}
}

// close waits for the reader to end.
func (b *body) close() {
	b.cancel()
	for batch := range b.full {
		b.kept.give(batch)
	}
	for {
		select {
		case batch := <-b.free:
			b.kept.give(batch)
		default:
			return
		}
	}
}

// Next implements eventlog.Body.
func (b *body) Next(dst []byte) ([]byte, error) {
	batch, ok := <-b.full
	if !ok {
		if b.failure != nil {
			return dst, b.failure
		}
		// Everything that can fail for want of room is done before the commit.
		if err := b.stage.Prepare(b.ctx); err != nil {
			return dst, err
		}
		return dst, io.EOF
	}
	from := len(dst)
	for i := range batch.Changes {
		c := &batch.Changes[i]
		if b.scope != nil {
			b.scope.Change(c)
		}
		if c.Op == graph.Delete {
			b.deletes++
		} else {
			b.adds++
		}
		dst = rdfpatch.AppendChange(dst, *c)
	}
	if !utf8.Valid(dst[from:]) {
		return dst, ErrEncoding // the log could be written, and never be read again
	}
	if err := b.stage.Add(b.ctx, batch); err != nil {
		return dst, err
	}
	if b.scope != nil {
		b.scope.Reset()
	}
	b.free <- batch
	return dst, nil
}

// Counts implements eventlog.Body.
func (b *body) Counts() (adds, deletes uint64) { return b.adds, b.deletes }
