package eventlog

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/kv"
)

// smallChunk is the compressed length up to which the only chunk of an event is
// written in the same commit as its record.
const smallChunk = 64 << 10

// Append implements [Log].
func (e *Embedded) Append(ctx context.Context, expected graph.Seq, c Commit) (Receipt, error) {
	if err := e.begin(ctx); err != nil {
		return Receipt{}, err
	}
	defer e.end()
	if r, err := e.repeated(ctx, c.Header.Commit); err != nil || r.Repeated {
		return r, err
	}
	if expected != e.head.seq {
		return Receipt{}, ErrConflict{Head: e.head.seq}
	}
	if err := e.checkWriterFields(c.Header, c.Seal != nil); err != nil {
		return Receipt{}, err
	}
	return e.write(ctx, c.Body, func(s *staged) (*graph.Header, error) {
		h := c.Header
		e.setLogFields(&h, s)
		if c.Seal == nil {
			return &h, nil
		}
		own := h
		if err := c.Seal(&h); err != nil {
			return nil, err
		}
		h.Seq, h.Prev, h.Time = own.Seq, own.Prev, own.Time
		h.Adds, h.Deletes, h.Body = own.Adds, own.Deletes, own.Body
		return &h, nil
	})
}

// AppendExact appends an event that has its place already, as one that was
// exported: the header is kept, and its position, the hash of the event before,
// its time, counts and body must fit the log and the body; the error wraps
// ErrInvalid if they do not. Repeated is true if the very event is in the log.
func (e *Embedded) AppendExact(ctx context.Context, h graph.Header, body Body) (Receipt, error) {
	if err := e.begin(ctx); err != nil {
		return Receipt{}, err
	}
	defer e.end()
	text, err := AppendHeader(nil, &h)
	if err != nil {
		return Receipt{}, err
	}
	hash := HashHeader(text)
	if h.Seq <= e.head.seq {
		rec, err := e.At(ctx, h.Seq)
		if err != nil {
			return Receipt{}, err
		}
		if rec.Hash != hash {
			return Receipt{}, invalid("event %d is in the log with the hash %s, this one has %s", h.Seq, rec.Hash, hash)
		}
		return Receipt{Header: rec.Header, Hash: rec.Hash, Repeated: true}, nil
	}
	if err := e.fits(&h); err != nil {
		return Receipt{}, err
	}
	if r, err := e.repeated(ctx, h.Commit); err != nil || r.Repeated {
		if err == nil {
			err = invalid("event %d has the commit id %q of event %d", h.Seq, h.Commit, r.Header.Seq)
		}
		return Receipt{}, err
	}
	return e.write(ctx, body, func(s *staged) (*graph.Header, error) {
		if s.digest != h.Body {
			return nil, invalid("event %d: SHA-256 of the body is %s, the header says %s", h.Seq, s.digest, h.Body)
		}
		if s.adds != h.Adds || s.deletes != h.Deletes {
			return nil, invalid("event %d: the body has %d adds and %d deletes, the header says %d and %d",
				h.Seq, s.adds, s.deletes, h.Adds, h.Deletes)
		}
		return &h, nil
	})
}

// fits tells whether an exact header follows the head.
func (e *Embedded) fits(h *graph.Header) error {
	switch {
	case h.Seq != e.head.seq+1:
		return invalid("event %d, but the log ends at event %d", h.Seq, e.head.seq)
	case h.Prev != e.head.hash:
		return invalid("event %d follows the hash %s, but the log ends with %s", h.Seq, h.Prev, e.head.hash)
	case h.Time.Before(e.head.time):
		return invalid("event %d has the time %s, before %s of the event before", h.Seq, formatTime(h.Time), formatTime(e.head.time))
	}
	return nil
}

// begin waits for the turn to write.
func (e *Embedded) begin(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case e.writing <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	_, _, err := e.state()
	if err == nil && e.db.ReadOnly() {
		err = kv.ErrReadOnly
	}
	if err == nil && e.broken != nil {
		err = fmt.Errorf("%w; the log takes no more events until it is opened again: %w", ErrUnknown, e.broken)
	}
	if err == nil && e.dirty {
		if err = e.unstage(ctx); err == nil {
			e.dirty = false
		}
	}
	if err != nil {
		e.end()
	}
	return err
}

func (e *Embedded) end() { <-e.writing }

// repeated looks for an event with the commit id.
func (e *Embedded) repeated(ctx context.Context, id string) (Receipt, error) {
	if id == "" {
		return Receipt{}, nil
	}
	seq, err := e.commitSeq(id)
	if errors.Is(err, kv.ErrNotFound) {
		return Receipt{}, nil
	}
	if err != nil {
		return Receipt{}, fmt.Errorf("look up commit id %q: %w", id, err)
	}
	rec, err := e.At(ctx, seq)
	if errors.Is(err, ErrNoEvent) || (err == nil && rec.Header.Commit != id) {
		return Receipt{}, &CorruptionError{Seq: seq, Part: "commit id", Err: fmt.Errorf("event does not have the commit id %q", id)}
	}
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{Header: rec.Header, Hash: rec.Hash, Repeated: true}, nil
}

func (e *Embedded) commitSeq(id string) (seq graph.Seq, err error) {
	r := e.db.Reader()
	defer r.Close()
	err = r.Get(commitKey(id), func(val []byte) error {
		if len(val) != 8 {
			return &CorruptionError{Part: "commit id", Err: fmt.Errorf("record has %d bytes, expected 8", len(val))}
		}
		seq = graph.Seq(binary.BigEndian.Uint64(val))
		return nil
	})
	return seq, err
}

// checkWriterFields refuses a header early, before its body is read.
func (e *Embedded) checkWriterFields(h graph.Header, sealed bool) error {
	if h.Kind == "" && sealed {
		h.Kind = graph.KindUpdate // Seal may set it
	}
	e.setLogFields(&h, &staged{})
	return checkHeader(&h)
}

// setLogFields sets the fields of a header that are the log's.
func (e *Embedded) setLogFields(h *graph.Header, s *staged) {
	h.Seq, h.Prev = e.head.seq+1, e.head.hash
	h.Time = e.o.Now().UTC().Truncate(time.Microsecond)
	if h.Time.Before(e.head.time) {
		h.Time = e.head.time
	}
	h.Adds, h.Deletes, h.Body = s.adds, s.deletes, s.digest
}

// write stages the body, lets seal make the header, and commits. Unless it
// returns nil or ErrUnknown, nothing is left behind.
func (e *Embedded) write(ctx context.Context, body Body, seal func(*staged) (*graph.Header, error)) (Receipt, error) {
	seq := e.head.seq + 1
	s, err := e.stage(ctx, seq, body)
	if err != nil {
		return Receipt{}, e.abandon(ctx, s, fmt.Errorf("append event %d: %w", seq, err))
	}
	h, err := seal(s)
	if err != nil {
		return Receipt{}, e.abandon(ctx, s, fmt.Errorf("append event %d: %w", seq, err))
	}
	if r, err := e.repeated(ctx, h.Commit); err != nil || r.Repeated {
		return r, e.abandon(ctx, s, err)
	}
	text, err := AppendHeader(make([]byte, 0, 512), h)
	if err == nil && len(text) > maxHeader {
		err = invalid("header of %d bytes, expected at most %d", len(text), maxHeader)
	}
	if err != nil {
		return Receipt{}, e.abandon(ctx, s, fmt.Errorf("append event %d: %w", seq, err))
	}
	ev := &event{header: *h, hash: HashHeader(text), text: text, chunks: s.chunks, size: s.size}
	if err := e.commit(ctx, ev, s); err != nil {
		return Receipt{}, err
	}
	return Receipt{Header: *h, Hash: ev.hash}, nil
}

// abandon deletes what was staged. If that fails too, the next Append or Open
// does it; err stays the error.
func (e *Embedded) abandon(ctx context.Context, s *staged, err error) error {
	if s == nil || !s.written {
		return err
	}
	if uerr := e.unstage(context.WithoutCancel(ctx)); uerr != nil {
		e.dirty = true
		if err != nil {
			err = fmt.Errorf("%w (and its unfinished chunks are deleted later: %w)", err, uerr)
		}
	}
	return err
}

// commit makes the event visible.
func (e *Embedded) commit(ctx context.Context, ev *event, s *staged) error {
	started := false
	err := e.db.Commit(ctx, func(tx *kv.Tx) error {
		if s.inline != nil {
			if err := tx.Set(chunkKey(ev.header.Seq, 0), s.inline); err != nil {
				return err
			}
		}
		if id := ev.header.Commit; id != "" {
			seq := binary.BigEndian.AppendUint64(nil, uint64(ev.header.Seq))
			if err := tx.Set(commitKey(id), seq); err != nil {
				return err
			}
		}
		err := tx.Set(eventKey(ev.header.Seq), encodeEvent(ev))
		started = err == nil
		return err
	})
	var unsynced *kv.SyncError
	switch {
	case err == nil:
	case errors.As(err, &unsynced), started && !errors.Is(err, kv.ErrDiskFull):
		e.broken = err
		return fmt.Errorf("append event %d: %w: %w", ev.header.Seq, ErrUnknown, err)
	default:
		return e.abandon(ctx, s, fmt.Errorf("append event %d: %w", ev.header.Seq, err))
	}
	e.setHead(position{seq: ev.header.Seq, hash: ev.hash, time: ev.header.Time})
	// An older witness does no harm, so the first error is kept for Close.
	if err := e.witness.write(ev.header.Seq, ev.hash); err != nil && e.witness.err == nil {
		e.witness.err = err
	}
	return nil
}
