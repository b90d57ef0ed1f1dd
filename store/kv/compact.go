package kv

import (
	"context"
	"errors"
	"fmt"

	"github.com/dgraph-io/badger/v4"
)

// discardRatio is the part of a value log file that must be garbage for Compact
// to rewrite it.
const discardRatio = 0.1

// flushKey is written and dropped to make Badger turn its memtable into a table.
var flushKey = []byte{0xff, 'f', 'l', 'u', 's', 'h'}

// Compact gives the space of deleted and overwritten values back: it merges all
// tables and rewrites value logs as long as one of them holds enough garbage.
// The value log file being written is left alone until it is full or the store
// is opened again. Readers go on; what they may still read stays. Cancelling
// ends it between two steps.
func (d *DB) Compact(ctx context.Context) error {
	if err := d.flushMemtable(ctx); err != nil {
		return fmt.Errorf("compact: %w", err)
	}
	if err := d.beginWrite(ctx); err != nil {
		return err
	}
	defer d.endWrite()
	if err := d.space.check(0); err != nil {
		return fmt.Errorf("compact: %w", err)
	}
	if err := d.b.Flatten(2); err != nil {
		return fmt.Errorf("compact: %w", err)
	}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := d.rewriteValueLog()
		if errors.Is(err, badger.ErrNoRewrite) {
			return d.sync.all()
		}
		if err != nil {
			return fmt.Errorf("compact: %w", err)
		}
	}
}

// rewriteValueLog moves the live values of the value log file with the most
// garbage and deletes it. Badger would delete it before the moved values are
// on disk; an open iterator keeps the file until then.
func (d *DB) rewriteValueLog() error {
	ratio, err := d.affordableRatio()
	if err != nil {
		return err
	}
	d.gcRuns.Add(1)
	defer d.gcRuns.Add(1)
	txn := d.b.NewTransaction(false)
	defer txn.Discard()
	keep := txn.NewIterator(badger.IteratorOptions{})
	defer keep.Close()
	if err := d.b.RunValueLogGC(ratio); err != nil {
		return err
	}
	d.sync.valuesWritten()
	return d.sync.all()
}

// affordableRatio is the part of a value log file that must be garbage so that
// there is room to copy the rest.
func (d *DB) affordableRatio() (float64, error) {
	for ratio := discardRatio; ratio < 1; ratio += 0.1 {
		err := d.space.check(int((1 - ratio) * valueLogFile))
		if err == nil || !errors.Is(err, ErrDiskFull) {
			return ratio, err
		}
	}
	return 0.99, d.space.check(0)
}

// flushMemtable turns the recent writes into a table, for only tables are
// compacted. Badger has no call for it; dropping a prefix that exists does it.
func (d *DB) flushMemtable(ctx context.Context) error {
	if err := d.beginWrite(ctx); err != nil {
		return err
	}
	d.writers.RUnlock()
	defer d.calls.leave()
	d.writers.Lock() // Badger refuses writes during the drop
	defer d.writers.Unlock()
	if err := d.space.check(0); err != nil {
		return err
	}
	err := d.b.Update(func(txn *badger.Txn) error { return txn.Set(flushKey, nil) })
	if err != nil {
		return err
	}
	return d.b.DropPrefix(flushKey)
}
