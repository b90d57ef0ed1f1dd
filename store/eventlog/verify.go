package eventlog

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/kv"
)

// Progress tells how far Verify is.
type Progress struct {
	Seq  graph.Seq // the last event that was verified
	Head graph.Seq // the last event of the log
	Text uint64    // bytes of patch text that were verified
}

// Verify reads every stored byte of the log and checks it: the checksums of the
// store's tables, of records and chunks, the hashes of headers and bodies, the
// counts, the chain, the commit ids, the witness, and that nothing is stored
// that no event refers to. The error is a *[CorruptionError] for the first
// damaged event. progress, if not nil, is called after every event.
func (e *Embedded) Verify(ctx context.Context, progress func(Progress)) error {
	v := &verifier{e: e, progress: progress}
	if err := v.begin(); err != nil {
		return err
	}
	defer v.r.Close()
	if err := e.db.Verify(); err != nil {
		return storeError(0, "files", err)
	}
	if err := v.events(ctx); err != nil {
		return err
	}
	if err := v.commitIDs(ctx); err != nil {
		return err
	}
	return e.checkWitness()
}

type verifier struct {
	e        *Embedded
	head     position
	r        *kv.Reader
	idle     bool // no event was being appended
	progress func(Progress)
	text     uint64 // bytes so far
	ids      uint64 // events with a commit id
	buf      []byte
}

// begin takes the head and a view of the store. If no Append is running they
// belong together.
func (v *verifier) begin() (err error) {
	select {
	case v.e.writing <- struct{}{}:
		defer v.e.end()
		v.idle = !v.e.dirty && v.e.broken == nil
	default:
	}
	v.head, _, err = v.e.state()
	v.r = v.e.db.Reader()
	return err
}

// later tells whether a key of a position beyond the head is one of an Append
// that was running.
func (v *verifier) later(seq graph.Seq) bool { return !v.idle && seq > v.head.seq }

// events walks the records, the chunks' keys beside them.
func (v *verifier) events(ctx context.Context) error {
	keys := v.chunkKeys()
	defer keys.stop()
	last := position{}
	for it, err := range v.r.Scan([]byte{eventPrefix}, nil, false) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return storeError(last.seq+1, "event", err)
		}
		if len(it.Key) != eventKeySize {
			return unexpected(last.seq, it.Key)
		}
		if v.later(seqOf(it.Key)) {
			break
		}
		ev, err := v.event(last, it.Key, it.Value)
		if err != nil {
			return err
		}
		if err := keys.pass(ev); err != nil {
			return err
		}
		if err := v.body(ctx, ev); err != nil {
			return err
		}
		if ev.header.Commit != "" {
			v.ids++
		}
		last = position{seq: ev.header.Seq, hash: ev.hash, time: ev.header.Time}
		if v.progress != nil {
			v.progress(Progress{Seq: last.seq, Head: v.head.seq, Text: v.text})
		}
	}
	if last.seq != v.head.seq {
		return &CorruptionError{Seq: last.seq + 1, Part: "event", Err: errors.New("it is missing")}
	}
	if last.hash != v.head.hash {
		return &CorruptionError{Seq: last.seq, Part: "head", Err: fmt.Errorf("hash is %s, expected %s", last.hash, v.head.hash)}
	}
	return keys.end(v)
}

// event checks the record that follows the event last.
func (v *verifier) event(last position, key, val []byte) (*event, error) {
	seq := last.seq + 1
	if last.seq == v.head.seq {
		return nil, unexpected(last.seq, key)
	}
	if seqOf(key) != seq {
		return nil, &CorruptionError{Seq: seq, Part: "event", Err: errors.New("it is missing")}
	}
	ev, err := decodeEvent(seq, val)
	if err != nil {
		return nil, &CorruptionError{Seq: seq, Part: "event", Err: err}
	}
	if ev.header.Prev != last.hash {
		err = fmt.Errorf("it follows the hash %s, but event %d has %s", ev.header.Prev, last.seq, last.hash)
	} else if ev.header.Time.Before(last.time) {
		err = fmt.Errorf("its time %s is before that of event %d", formatTime(ev.header.Time), last.seq)
	}
	if err != nil {
		return nil, &CorruptionError{Seq: seq, Part: "chain", Err: err}
	}
	return ev, nil
}

// keyWalk goes over the keys of chunks.
type keyWalk struct {
	next func() ([]byte, error, bool)
	stop func()
	key  []byte // the one ahead; nil: there are no more
	err  error
}

func (v *verifier) chunkKeys() *keyWalk {
	w := &keyWalk{}
	w.next, w.stop = iter.Pull2(v.r.Keys([]byte{chunkPrefix}, nil, false))
	w.step()
	return w
}

func (w *keyWalk) step() {
	key, err, more := w.next()
	if w.err = err; !more || err != nil {
		key = nil
	}
	w.key = bytes.Clone(key)
}

// pass goes over the keys of an event's chunks.
func (w *keyWalk) pass(ev *event) error {
	seq := ev.header.Seq
	for n := range ev.chunks {
		want := chunkKey(seq, n)
		switch {
		case w.err != nil:
			return storeError(seq, "body", w.err)
		case w.key != nil && (len(w.key) != chunkKeySize || bytes.Compare(w.key, want) < 0):
			return unexpected(seq, w.key)
		case !bytes.Equal(w.key, want):
			return &CorruptionError{Seq: seq, Part: "body", Err: fmt.Errorf("chunk %d is missing", n)}
		}
		w.step()
	}
	return nil
}

// end tells whether a key is left that no event refers to.
func (w *keyWalk) end(v *verifier) error {
	switch {
	case w.err != nil:
		return storeError(v.head.seq, "body", w.err)
	case w.key != nil && (len(w.key) != chunkKeySize || !v.later(seqOf(w.key))):
		return unexpected(v.head.seq, w.key)
	}
	return nil
}

func unexpected(seq graph.Seq, key []byte) error {
	return &CorruptionError{Seq: seq, Part: "key", Err: fmt.Errorf("unexpected key %q, which no event refers to", key)}
}

// body checks the text of an event.
func (v *verifier) body(ctx context.Context, ev *event) error {
	seq := ev.header.Seq
	damaged := func(format string, args ...any) error {
		return &CorruptionError{Seq: seq, Part: "body", Err: fmt.Errorf(format, args...)}
	}
	b := &bodyReader{ctx: ctx, e: v.e, r: v.r, ev: ev, buf: v.buf}
	sum := sha256.New()
	var lines lineCounter
	for b.fill() {
		sum.Write(b.buf)
		if err := lines.add(b.buf); err != nil {
			return damaged("%w", err)
		}
		b.at = len(b.buf)
	}
	v.buf = b.buf[:0]
	if b.next != ev.chunks || b.read != ev.size {
		return b.err
	}
	if got := graph.Digest(sum.Sum(nil)); got != ev.header.Body {
		return damaged("SHA-256 is %s, expected %s", got, ev.header.Body)
	}
	if len(lines.part) > 0 {
		return damaged("last line has no end")
	}
	if lines.adds != ev.header.Adds || lines.deletes != ev.header.Deletes {
		return damaged("%d adds and %d deletes, expected %d and %d", lines.adds, lines.deletes, ev.header.Adds, ev.header.Deletes)
	}
	v.text += ev.size
	return nil
}

// lineCounter counts the lines of a text that comes in pieces, which may end
// within a line.
type lineCounter struct {
	adds, deletes uint64
	part          []byte // of a line
}

func (c *lineCounter) add(text []byte) error {
	if len(c.part) > 0 {
		n := indexNewline(text) + 1
		if n == 0 {
			c.part = append(c.part, text...)
			return nil
		}
		c.part = append(c.part, text[:n]...)
		if err := c.count(c.part); err != nil {
			return err
		}
		c.part, text = c.part[:0], text[n:]
	}
	n := bytes.LastIndexByte(text, '\n') + 1
	c.part = append(c.part, text[n:]...)
	return c.count(text[:n])
}

func (c *lineCounter) count(text []byte) error {
	adds, deletes, err := checkLines(text)
	c.adds += adds
	c.deletes += deletes
	return err
}

// commitIDs checks that every commit id leads to its event, and every event with
// one is led to.
func (v *verifier) commitIDs(ctx context.Context) error {
	found := uint64(0)
	for it, err := range v.r.Scan([]byte{commitPrefix}, nil, false) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return storeError(0, "commit id", err)
		}
		if len(it.Key) != commitKeySize || len(it.Value) != 8 {
			return unexpected(0, it.Key)
		}
		seq := seqOf(append([]byte{0}, it.Value...))
		ev, err := eventIn(v.r, seq)
		if errors.Is(err, ErrNoEvent) {
			return unexpected(seq, it.Key)
		}
		if err != nil {
			return err
		}
		if ev.header.Commit == "" || !bytes.Equal(commitKey(ev.header.Commit), it.Key) {
			return &CorruptionError{Seq: seq, Part: "commit id", Err: errors.New("event does not have the id that leads to it")}
		}
		if seq <= v.head.seq {
			found++
		}
	}
	if found < v.ids {
		return &CorruptionError{Part: "commit id", Err: fmt.Errorf("%d events have one, but only %d are found by it", v.ids, found)}
	}
	return nil
}
