package kv

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"

	"github.com/dgraph-io/badger/v4"
)

// Reader is a consistent view of the store as of its making. It is used by one
// goroutine at a time; Close it, for it keeps old versions from being dropped.
type Reader struct {
	d   *DB
	txn *badger.Txn
	buf []byte // a joined value
}

// Item is a key with its value, both valid until the scan's next step.
type Item struct {
	Key, Value []byte
}

// Reader returns a view of everything written so far. If the store is closed
// every call of it returns ErrClosed.
func (d *DB) Reader() *Reader {
	r := &Reader{d: d}
	if d.calls.enter() != nil {
		return r
	}
	defer d.calls.leave()
	r.txn = d.b.NewTransaction(false)
	return r
}

// Close releases the view. It may be called more than once.
func (r *Reader) Close() {
	if r.txn != nil && r.d.calls.enter() == nil {
		r.txn.Discard()
		r.d.calls.leave()
	}
	r.txn = nil
}

// Get calls fn with the value of key and returns its error, or ErrNotFound. The
// value is valid during fn only; fn must not call the store.
func (r *Reader) Get(key []byte, fn func(val []byte) error) error {
	if err := r.d.calls.enter(); err != nil {
		return err
	}
	defer r.d.calls.leave()
	if r.txn == nil {
		return ErrClosed
	}
	return r.get(key, fn)
}

func (r *Reader) get(key []byte, fn func(val []byte) error) error {
	for try := 0; ; try++ {
		gc := r.d.gcRuns.Load()
		item, err := r.txn.Get(key)
		if errors.Is(err, badger.ErrKeyNotFound) {
			return ErrNotFound
		}
		if err != nil {
			return fmt.Errorf("get %q: %w", key, err)
		}
		damaged, err := r.value(item, fn)
		moving := gc%2 == 1 || gc != r.d.gcRuns.Load()
		if damaged && moving && try < 3 {
			continue // Compact moved the value between the look-up and the reading
		}
		return err
	}
}

// value calls fn with the item's value. damaged tells that it could not be
// read, and fn was not called.
func (r *Reader) value(item *badger.Item, fn func([]byte) error) (damaged bool, err error) {
	if item.UserMeta() == metaSplit {
		if r.buf, err = r.join(item, r.buf[:0]); err != nil {
			return true, err
		}
		return false, fn(r.buf)
	}
	err = item.Value(func(val []byte) error {
		if lost(item, val) {
			damaged = true
			return unreadable(item)
		}
		return fn(val)
	})
	return damaged, err
}

// lost tells that Badger could not read the value: it then logs that and passes
// an empty one without an error.
func lost(item *badger.Item, val []byte) bool {
	return len(val) == 0 && item.EstimatedSize() > item.KeySize()
}

func unreadable(item *badger.Item) error {
	return &CorruptionError{Key: item.KeyCopy(nil), Err: errors.New("value log entry is missing or fails its checksum")}
}

// join appends the pieces of a value that Commit has cut.
func (r *Reader) join(item *badger.Item, dst []byte) ([]byte, error) {
	var size uint64
	err := item.Value(func(val []byte) error {
		if len(val) != 8 {
			return &CorruptionError{Key: item.KeyCopy(nil), Err: fmt.Errorf("length of a cut value has %d bytes, expected 8", len(val))}
		}
		size = binary.BigEndian.Uint64(val)
		return nil
	})
	if err != nil {
		return dst, err
	}
	if size > MaxValue {
		return dst, &CorruptionError{Key: item.KeyCopy(nil), Err: fmt.Errorf("cut value has %d bytes, expected at most %d", size, MaxValue)}
	}
	start := uint64(len(dst))
	for n := uint32(0); uint64(len(dst))-start < size; n++ {
		piece, err := r.txn.Get(pieceKey(item.Key(), n))
		if err != nil {
			return dst, &CorruptionError{Key: item.KeyCopy(nil), Err: fmt.Errorf("piece %d: %w", n, err)}
		}
		before := len(dst)
		if err := piece.Value(func(val []byte) error { dst = append(dst, val...); return nil }); err != nil {
			return dst, err
		}
		if len(dst) == before {
			return dst, &CorruptionError{Key: item.KeyCopy(nil), Err: fmt.Errorf("piece %d is empty", n)}
		}
	}
	if uint64(len(dst))-start != size {
		return dst, &CorruptionError{Key: item.KeyCopy(nil), Err: fmt.Errorf("pieces hold %d bytes, expected %d", uint64(len(dst))-start, size)}
	}
	return dst, nil
}

// Scan yields the keys with the prefix and their values, in order from the
// first one at or after from, or with reverse in falling order from the last
// one at or before from; a nil from is the prefix's first or last key. An error
// is the last pair. It may be ranged over more than once.
func (r *Reader) Scan(prefix, from []byte, reverse bool) iter.Seq2[Item, error] {
	return r.scan(prefix, from, reverse, false)
}

// Keys is Scan without reading the values.
func (r *Reader) Keys(prefix, from []byte, reverse bool) iter.Seq2[[]byte, error] {
	items := r.scan(prefix, from, reverse, true)
	return func(yield func([]byte, error) bool) {
		for it, err := range items {
			if !yield(it.Key, err) {
				return
			}
		}
	}
}

func (r *Reader) scan(prefix, from []byte, reverse, keysOnly bool) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		if err := r.d.calls.enter(); err != nil {
			yield(Item{}, err)
			return
		}
		defer r.d.calls.leave()
		if r.txn == nil {
			yield(Item{}, ErrClosed)
			return
		}
		o := badger.IteratorOptions{Reverse: reverse}
		if !reverse {
			o.Prefix = prefix // narrows down the tables; in reverse it would hide the start
		}
		it := r.txn.NewIterator(o)
		defer it.Close()
		var buf []byte
		for it.Seek(seekKey(prefix, from, reverse)); it.Valid(); it.Next() {
			item := it.Item()
			if !bytes.HasPrefix(item.Key(), prefix) {
				if reverse && bytes.Compare(item.Key(), prefix) > 0 {
					continue // the key that follows the prefix
				}
				return
			}
			if item.Key()[0] == pieceByte && len(prefix) == 0 {
				continue
			}
			var err error
			if !keysOnly {
				if buf, err = r.copyValue(item, buf[:0]); err != nil {
					yield(Item{}, err)
					return
				}
			}
			if !yield(Item{Key: item.Key(), Value: buf}, nil) {
				return
			}
			if r.d.calls.closed.Load() {
				yield(Item{}, ErrClosed)
				return
			}
		}
	}
}

// copyValue appends the value, so that no lock of the value log is held while
// the consumer of a scan works.
func (r *Reader) copyValue(item *badger.Item, dst []byte) ([]byte, error) {
	if item.UserMeta() == metaSplit {
		return r.join(item, dst)
	}
	damaged := false
	err := item.Value(func(val []byte) error {
		damaged = lost(item, val)
		dst = append(dst, val...)
		return nil
	})
	if err == nil && damaged {
		return dst, unreadable(item)
	}
	return dst, err
}

// seekKey is where a scan starts. The end of a prefix is the first key after
// it, which the scan skips.
func seekKey(prefix, from []byte, reverse bool) []byte {
	switch {
	case !reverse:
		if bytes.Compare(from, prefix) < 0 {
			return prefix
		}
		return from
	case from != nil && bytes.HasPrefix(from, prefix):
		return from
	case from != nil && bytes.Compare(from, prefix) < 0:
		return from // before every key of the prefix: the scan ends at once
	}
	next := bytes.Clone(prefix)
	for i := len(next) - 1; i >= 0; i-- {
		if next[i] < 0xff {
			next[i]++
			return next[:i+1]
		}
	}
	return nil
}
