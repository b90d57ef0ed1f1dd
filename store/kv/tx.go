package kv

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/dgraph-io/badger/v4"
)

const (
	pieceByte = 0x00
	metaSplit = 1 // user meta byte of a key whose value is its length, with pieces elsewhere
)

// pieceKey is 0x00, the key, and the piece's number in 4 bytes big-endian. Keys
// of one length have pieces of one length, so no two keys share a piece.
func pieceKey(key []byte, n uint32) []byte {
	k := make([]byte, 0, 1+len(key)+4)
	k = append(k, pieceByte)
	k = append(k, key...)
	return binary.BigEndian.AppendUint32(k, n)
}

// Tx is one atomic change. It is valid during the function passed to Commit.
type Tx struct {
	d     *DB
	txn   *badger.Txn
	r     Reader
	bytes int
}

// Commit calls fn and makes its changes in one step: after a crash there are
// all or none. They are on disk when it returns nil. If fn fails nothing is
// changed. If Commit fails in the sync the outcome is not known: the error is
// a *SyncError then.
func (d *DB) Commit(ctx context.Context, fn func(tx *Tx) error) error {
	if err := d.beginWrite(ctx); err != nil {
		return err
	}
	defer d.endWrite()
	txn := d.b.NewTransaction(true)
	defer txn.Discard()
	tx := &Tx{d: d, txn: txn, r: Reader{d: d, txn: txn}}
	if err := fn(tx); err != nil {
		return err
	}
	if err := d.space.check(tx.bytes); err != nil {
		return err
	}
	if err := txn.Commit(); err != nil {
		return commitError(err)
	}
	if err := d.sync.wal(); err != nil {
		return &SyncError{Err: err}
	}
	return nil
}

// SyncError is returned by Commit when the change was made but may not be on
// disk: after a crash it may be there or not.
type SyncError struct{ Err error }

// Error tells the cause.
func (e *SyncError) Error() string { return fmt.Sprintf("kv: sync: %v", e.Err) }

// Unwrap returns the cause.
func (e *SyncError) Unwrap() error { return e.Err }

func commitError(err error) error {
	if errors.Is(err, badger.ErrTxnTooBig) {
		return fmt.Errorf("commit: %w", ErrTooBig)
	}
	return fmt.Errorf("commit: %w", err)
}

// beginWrite and endWrite stand around every write.
func (d *DB) beginWrite(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if d.o.ReadOnly {
		return ErrReadOnly
	}
	if err := d.calls.enter(); err != nil {
		return err
	}
	if err := d.log.background(); err != nil {
		d.calls.leave()
		return err
	}
	d.writers.RLock()
	return nil
}

func (d *DB) endWrite() {
	d.writers.RUnlock()
	d.calls.leave()
}

func checkKeyValue(key, val []byte) error {
	switch {
	case len(key) == 0:
		return errors.New("kv: empty key")
	case len(key) > MaxKey:
		return fmt.Errorf("key of %d bytes, at most %d: %w", len(key), MaxKey, ErrTooBig)
	case len(val) > MaxValue:
		return fmt.Errorf("value of %d bytes, at most %d: %w", len(val), MaxValue, ErrTooBig)
	case key[0] == pieceByte || key[0] == 0xff:
		return fmt.Errorf("kv: key %q begins with a reserved byte", key)
	}
	return nil
}

// Set sets key to val. It takes ownership of both.
func (tx *Tx) Set(key, val []byte) error {
	if err := checkKeyValue(key, val); err != nil {
		return err
	}
	if err := tx.dropPieces(key); err != nil {
		return err
	}
	if int64(len(val)) < tx.d.inline() {
		return tx.set(badger.NewEntry(key, val))
	}
	size := binary.BigEndian.AppendUint64(nil, uint64(len(val)))
	if err := tx.set(badger.NewEntry(key, size).WithMeta(metaSplit)); err != nil {
		return err
	}
	piece := int(min(pieceSize, tx.d.inline()-1))
	for n := uint32(0); len(val) > 0; n++ {
		k := min(piece, len(val))
		if err := tx.set(badger.NewEntry(pieceKey(key, n), val[:k:k])); err != nil {
			return err
		}
		val = val[k:]
	}
	return nil
}

// inline is the length from which Badger would use the value log.
func (d *DB) inline() int64 { return min(valueThreshold, d.o.MemTable/10) }

func (tx *Tx) set(e *badger.Entry) error {
	tx.bytes += len(e.Key) + len(e.Value) + 64
	if err := tx.txn.SetEntry(e); err != nil {
		return commitError(err)
	}
	return nil
}

// Delete removes key; that it is not there is no error. It takes ownership.
func (tx *Tx) Delete(key []byte) error {
	if err := checkKeyValue(key, nil); err != nil {
		return err
	}
	if err := tx.dropPieces(key); err != nil {
		return err
	}
	return tx.delete(key)
}

func (tx *Tx) delete(key []byte) error {
	tx.bytes += len(key) + 64
	if err := tx.txn.Delete(key); err != nil {
		return commitError(err)
	}
	return nil
}

// dropPieces deletes the pieces of the value that key has so far.
func (tx *Tx) dropPieces(key []byte) error {
	item, err := tx.txn.Get(key)
	if errors.Is(err, badger.ErrKeyNotFound) || (err == nil && item.UserMeta() != metaSplit) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("get %q: %w", key, err)
	}
	for n := uint32(0); ; n++ {
		k := pieceKey(key, n)
		_, err := tx.txn.Get(k)
		if errors.Is(err, badger.ErrKeyNotFound) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("get piece %d of %q: %w", n, key, err)
		}
		if err := tx.delete(k); err != nil {
			return err
		}
	}
}

// Get calls fn with the value of key as the change has left it; see Reader.Get.
func (tx *Tx) Get(key []byte, fn func(val []byte) error) error { return tx.r.get(key, fn) }
