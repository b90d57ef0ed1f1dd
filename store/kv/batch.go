package kv

import (
	"context"
	"errors"
	"fmt"

	"github.com/dgraph-io/badger/v4"
)

const (
	// batchBytes is the number of bytes that are handed to Badger at a time; as
	// many again wait while they are being written.
	batchBytes = 4 << 20
	// batchEntries bounds the number of keys of one hand-over for the same
	// reason; Badger allows about 25,000 with the default MemTable.
	batchEntries = 4096
)

// ErrFlushed is returned by a Batch that was flushed or cancelled.
var ErrFlushed = errors.New("kv: batch was flushed or cancelled")

// Batch takes many writes and makes them while more are coming. It is neither
// atomic nor durable: see the package comment. Errors are returned by any later
// call, at the latest by Flush. Cancel or Flush it. A key that Commit has set to
// a long value is not to be changed by a Batch.
type Batch struct {
	d       *DB
	pending []write
	size    int
	work    chan []write
	done    chan struct{}
	failed  chan struct{} // closed when err is set
	err     error
	ended   bool
}

type write struct {
	key, val []byte
	del      bool
}

// Batch starts a batch.
func (d *DB) Batch() *Batch {
	return &Batch{d: d}
}

// Set sets key to val. It takes ownership of both.
func (b *Batch) Set(key, val []byte) error {
	if err := checkKeyValue(key, val); err != nil {
		return err
	}
	return b.add(write{key: key, val: val})
}

// Delete removes key. It takes ownership.
func (b *Batch) Delete(key []byte) error {
	if err := checkKeyValue(key, nil); err != nil {
		return err
	}
	return b.add(write{key: key, del: true})
}

func (b *Batch) add(w write) error {
	if b.ended {
		return ErrFlushed
	}
	b.pending = append(b.pending, w)
	b.size += len(w.key) + len(w.val) + 64
	if b.size < batchBytes && len(b.pending) < batchEntries {
		return nil
	}
	return b.hand()
}

// hand gives the pending writes to the goroutine that makes them.
func (b *Batch) hand() error {
	if b.work == nil {
		b.work, b.done, b.failed = make(chan []write), make(chan struct{}), make(chan struct{})
		go b.run()
	}
	select {
	case b.work <- b.pending:
	case <-b.failed:
		return b.err
	}
	b.pending, b.size = make([]write, 0, len(b.pending)), 0
	return nil
}

func (b *Batch) run() {
	defer close(b.done)
	for writes := range b.work {
		if b.err != nil {
			continue
		}
		if err := b.d.write(context.Background(), writes); err != nil {
			b.err = err
			close(b.failed)
		}
	}
}

// write makes the writes in as many transactions as Badger needs.
func (d *DB) write(ctx context.Context, writes []write) error {
	if err := d.beginWrite(ctx); err != nil {
		return err
	}
	defer d.endWrite()
	size := 0
	for _, w := range writes {
		size += len(w.key) + len(w.val) + 64
	}
	if err := d.space.check(size); err != nil {
		return err
	}
	txn := d.b.NewTransaction(true)
	defer func() { txn.Discard() }()
	for _, w := range writes {
		err := w.put(txn)
		if errors.Is(err, badger.ErrTxnTooBig) {
			if err := txn.Commit(); err != nil {
				return fmt.Errorf("write batch: %w", err)
			}
			txn = d.b.NewTransaction(true)
			err = w.put(txn)
		}
		if err != nil {
			return fmt.Errorf("write batch: %w", err)
		}
	}
	if err := txn.Commit(); err != nil {
		return fmt.Errorf("write batch: %w", err)
	}
	d.sync.valuesWritten()
	return nil
}

func (w write) put(txn *badger.Txn) error {
	if w.del {
		return txn.Delete(w.key)
	}
	return txn.Set(w.key, w.val)
}

// end waits for the writes that were handed over.
func (b *Batch) end() {
	b.ended = true
	if b.work != nil {
		close(b.work)
		<-b.done
	}
	b.pending = nil
}

// Flush makes the remaining writes and returns the first error of all. They can
// be read then; DB.Sync makes them durable.
func (b *Batch) Flush() error {
	if b.ended {
		return ErrFlushed
	}
	pending := b.pending
	b.end()
	if b.err != nil {
		return b.err
	}
	if len(pending) == 0 {
		return nil
	}
	return b.d.write(context.Background(), pending)
}

// Cancel drops the writes that were not yet made; others stay. It may be called
// after Flush, and more than once.
func (b *Batch) Cancel() {
	if !b.ended {
		b.end()
	}
}

// DeletePrefix removes every key with the prefix, in batches, and makes that
// durable. It is not atomic: if it fails some are left.
func (d *DB) DeletePrefix(ctx context.Context, prefix []byte) error {
	if len(prefix) == 0 || prefix[0] == pieceByte || prefix[0] == 0xff {
		return fmt.Errorf("kv: prefix %q is empty or reserved", prefix)
	}
	for {
		n, err := d.deleteSome(ctx, prefix)
		if err != nil {
			return fmt.Errorf("delete prefix %q: %w", prefix, err)
		}
		if n == 0 {
			return d.Sync()
		}
	}
}

// deleteSome deletes up to batchEntries keys.
func (d *DB) deleteSome(ctx context.Context, prefix []byte) (int, error) {
	r := d.Reader()
	defer r.Close()
	pieces := append([]byte{pieceByte}, prefix...)
	var writes []write
	for _, p := range [][]byte{prefix, pieces} {
		for key, err := range r.Keys(p, nil, false) {
			if err != nil {
				return 0, err
			}
			writes = append(writes, write{key: append([]byte(nil), key...), del: true})
			if len(writes) == batchEntries {
				break
			}
		}
		if len(writes) > 0 {
			break // pieces last, so that no key is left without its own
		}
	}
	if len(writes) == 0 {
		return 0, nil
	}
	return len(writes), d.write(ctx, writes)
}
