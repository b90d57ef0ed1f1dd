package eventlog

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/kv"
)

// Options of a log. The zero value works.
type Options struct {
	// Witness is the path of the file HEAD; empty: HEAD in the store's directory.
	Witness string
	// Now is the clock; nil: the system's. For tests.
	Now func() time.Time
}

func (o Options) withDefaults(dir string) Options {
	if o.Witness == "" {
		o.Witness = filepath.Join(dir, "HEAD")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// Embedded is a log in a kv.DB, which it does not own.
type Embedded struct {
	db      *kv.DB
	o       Options
	codec   *codec
	witness *witness

	// writing holds a token while an Append runs; it guards the fields below.
	writing chan struct{}
	dirty   bool  // staged chunks may lie beyond the head
	broken  error // why the log takes no more events

	bufferMu sync.Mutex
	buffers  [][]byte

	mu     sync.RWMutex
	head   position
	grown  chan struct{} // closed and replaced when the head moves
	closed bool
}

// position is the head: where it is and what the next event needs of it.
type position struct {
	seq  graph.Seq
	hash graph.Digest
	time time.Time
}

var _ Log = (*Embedded)(nil)

// Open opens the log that db holds, or an empty one. It deletes what an
// interrupted Append has left, unless db is open for reading alone. If the log
// ends before its witness or disagrees with it the error is a
// *[CorruptionError], and nothing is changed.
func Open(db *kv.DB, o Options) (*Embedded, error) {
	e := &Embedded{
		db:      db,
		o:       o.withDefaults(db.Dir()),
		writing: make(chan struct{}, 1),
		grown:   make(chan struct{}),
	}
	var err error
	if e.codec, err = newCodec(); err != nil {
		return nil, err
	}
	if e.head, err = e.readHead(); err != nil {
		return nil, err
	}
	if e.witness, err = openWitness(e.o.Witness, db.ReadOnly()); err != nil {
		return nil, err
	}
	if err := e.recover(); err != nil {
		return nil, errors.Join(err, e.witness.close())
	}
	return e, nil
}

func (e *Embedded) recover() error {
	if err := e.checkWitness(); err != nil {
		return err
	}
	if e.db.ReadOnly() {
		return nil
	}
	err := e.unstage(context.Background())
	switch {
	case errors.Is(err, kv.ErrDiskFull):
		e.dirty = true // the log can be read; the next Append tries again
	case err != nil:
		return fmt.Errorf("open log: delete an unfinished event: %w", err)
	}
	if e.head.seq == 0 {
		return nil
	}
	return e.witness.reset(e.head.seq, e.head.hash)
}

// readHead finds the last event.
func (e *Embedded) readHead() (position, error) {
	r := e.db.Reader()
	defer r.Close()
	for it, err := range r.Scan([]byte{eventPrefix}, nil, true) {
		if err != nil {
			return position{}, fmt.Errorf("open log: %w", err)
		}
		if len(it.Key) != eventKeySize {
			return position{}, &CorruptionError{Part: "key", Err: fmt.Errorf("unexpected key %q", it.Key)}
		}
		seq := graph.Seq(binary.BigEndian.Uint64(it.Key[1:]))
		ev, err := decodeEvent(seq, it.Value)
		if err != nil {
			return position{}, &CorruptionError{Seq: seq, Part: "event", Err: err}
		}
		return position{seq: seq, hash: ev.hash, time: ev.header.Time}, nil
	}
	return position{}, nil
}

// checkWitness compares the log with HEAD. The witness is read first, for it
// never runs ahead of the head.
func (e *Embedded) checkWitness() error {
	seq, hash, ok, err := e.witness.read()
	if err != nil || !ok {
		return err
	}
	head, _, err := e.state()
	if err != nil {
		return err
	}
	if seq > head.seq {
		return &CorruptionError{
			Seq: head.seq + 1, Part: "head",
			Err: fmt.Errorf("the log ends at event %d, but events %d to %d were acknowledged", head.seq, head.seq+1, seq),
		}
	}
	ev, err := e.event(context.Background(), seq)
	if errors.Is(err, ErrNoEvent) {
		return &CorruptionError{Seq: seq, Part: "event", Err: errors.New("it is missing")}
	}
	if err != nil {
		return err
	}
	if ev.hash != hash {
		return &CorruptionError{Seq: seq, Part: "head", Err: fmt.Errorf("hash is %s, but %s was acknowledged", ev.hash, hash)}
	}
	return nil
}

// unstage deletes the chunks beyond the head.
func (e *Embedded) unstage(ctx context.Context) error {
	r := e.db.Reader()
	defer r.Close()
	from := chunkKey(e.head.seq+1, 0)
	var b *kv.Batch
	for key, err := range r.Keys([]byte{chunkPrefix}, from, false) {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil && b == nil {
			b = e.db.Batch()
			defer b.Cancel()
		}
		if err == nil {
			err = b.Delete(bytes.Clone(key))
		}
		if err != nil {
			return err
		}
	}
	if b == nil {
		return nil
	}
	if err := b.Flush(); err != nil {
		return err
	}
	return e.db.Sync()
}

// Close ends every Tail and waits for a running Append. The kv.DB stays open.
func (e *Embedded) Close() error {
	e.writing <- struct{}{}
	defer func() { <-e.writing }()
	e.mu.Lock()
	if e.closed {
		e.mu.Unlock()
		return nil
	}
	e.closed = true
	close(e.grown)
	e.mu.Unlock()
	return e.witness.close()
}

// state returns the head and the channel that tells when it moves.
func (e *Embedded) state() (position, <-chan struct{}, error) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	if e.closed {
		return e.head, e.grown, ErrClosed
	}
	return e.head, e.grown, nil
}

func (e *Embedded) setHead(p position) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.head = p
	if !e.closed {
		close(e.grown)
		e.grown = make(chan struct{})
	}
}

// Head implements [Log].
func (e *Embedded) Head(ctx context.Context) (graph.Seq, graph.Digest, error) {
	if err := ctx.Err(); err != nil {
		return 0, graph.Digest{}, err
	}
	p, _, err := e.state()
	return p.seq, p.hash, err
}

// Limits implements [Log].
func (e *Embedded) Limits() Limits { return Limits{MaxRecord: maxRecord, MaxHeader: maxHeader} }
