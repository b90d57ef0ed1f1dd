package kv

import "github.com/dgraph-io/badger/v4"

// Stored returns the number of keys under a prefix and the bytes of those keys
// and their values as they are stored. It reads no values. The pieces of a value
// that Commit has cut are counted with their key.
func (r *Reader) Stored(prefix []byte) (keys, bytes uint64, err error) {
	if err := r.d.calls.enter(); err != nil {
		return 0, 0, err
	}
	defer r.d.calls.leave()
	if r.txn == nil {
		return 0, 0, ErrClosed
	}
	for _, p := range [][]byte{prefix, append([]byte{pieceByte}, prefix...)} {
		it := r.txn.NewIterator(badger.IteratorOptions{Prefix: p})
		for it.Rewind(); it.Valid(); it.Next() {
			if p[0] != pieceByte {
				keys++
			}
			bytes += uint64(it.Item().KeySize() + it.Item().ValueSize())
		}
		it.Close()
	}
	return keys, bytes, nil
}
