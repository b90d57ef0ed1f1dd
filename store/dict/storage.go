package dict

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
)

// Storage keeps the values of runs. A value has at most [MaxValue] bytes and is
// never written twice with other bytes. Get is called by many goroutines at a
// time, Set by one.
type Storage interface {
	// Get calls fn with the value of key, which is borrowed until fn returns,
	// and returns fn's error. It returns an error if there is no such key.
	Get(key []byte, fn func(val []byte) error) error
	// Set stores a value. It keeps neither slice.
	Set(key, val []byte) error
}

// MaxValue is the greatest size in bytes of a stored value.
const MaxValue = 1 << 20

// ErrCorrupt is wrapped by errors about stored bytes that are not what was
// written.
var ErrCorrupt = errors.New("dict: corrupt")

// The kinds of stored values, the first byte of their keys. They affect the
// disk: see formatVersion.
const (
	kindTerms     = 't' // a block of terms; id is a segment's
	kindTermIndex = 'i' // the index of a segment's blocks; id is a segment's
	kindHashes    = 'h' // a block of hashes; id is a run's
	kindHashIndex = 'x' // the index of a run's hash blocks; id is a run's
	kindFilter    = 'f' // the filter of a run; id is a run's
)

const keySize = 1 + 8 + 4

// appendKey appends the key of value n of a kind: kind, id and n, big-endian.
func appendKey(dst []byte, kind byte, id uint64, n uint32) []byte {
	dst = append(dst, kind)
	dst = binary.BigEndian.AppendUint64(dst, id)
	return binary.BigEndian.AppendUint32(dst, n)
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sealedSize is what a checksum adds to a value.
const sealedSize = 4

// seal sets the first sealedSize bytes of val to the checksum of the rest.
func seal(val []byte) []byte {
	binary.LittleEndian.PutUint32(val, crc32.Checksum(val[sealedSize:], castagnoli))
	return val
}

// unseal returns what seal has sealed.
func unseal(val []byte) ([]byte, error) {
	if len(val) < sealedSize {
		return nil, fmt.Errorf("%w: %d bytes", ErrCorrupt, len(val))
	}
	stored := binary.LittleEndian.Uint32(val)
	if sum := crc32.Checksum(val[sealedSize:], castagnoli); sum != stored {
		return nil, fmt.Errorf("%w: CRC-32C is %08x, stored is %08x", ErrCorrupt, sum, stored)
	}
	return val[sealedSize:], nil
}

// store adds the key layout, checksums and splitting to a Storage.
type store struct {
	s   Storage
	buf []byte // for put
}

// partSize is how much of a long payload goes into one value.
const partSize = MaxValue / 2

// parts returns the number of values that a payload of n bytes takes.
func parts(n uint64) uint64 { return max(1, (n+partSize-1)/partSize) }

// put stores a payload in as many values as it takes, the first numbered n, and
// returns how many.
func (st *store) put(kind byte, id uint64, n uint32, payload []byte) (uint32, error) {
	for part := uint32(0); ; part++ {
		piece := payload[:min(partSize, len(payload))]
		payload = payload[len(piece):]
		key := appendKey(make([]byte, 0, keySize), kind, id, n+part)
		st.buf = append(append(st.buf[:0], 0, 0, 0, 0), piece...)
		if err := st.s.Set(key, seal(st.buf)); err != nil {
			return 0, fmt.Errorf("dict: write %c %d/%d: %w", kind, id, n+part, err)
		}
		if len(payload) == 0 {
			return part + 1, nil
		}
	}
}

// get appends the payload of count values from n to dst.
func (st *store) get(dst []byte, kind byte, id uint64, n, count uint32) ([]byte, error) {
	for part := range count {
		key := appendKey(make([]byte, 0, keySize), kind, id, n+part)
		err := st.s.Get(key, func(val []byte) error {
			payload, err := unseal(val)
			dst = append(dst, payload...)
			return err
		})
		if err != nil {
			return dst, fmt.Errorf("dict: read %c %d/%d: %w", kind, id, n+part, err)
		}
	}
	return dst, nil
}

// view calls fn with the payload of count values from n; a single value is
// borrowed from the storage.
func (st *store) view(kind byte, id uint64, n, count uint32, fn func(payload []byte) error) error {
	if count != 1 {
		payload, err := st.get(nil, kind, id, n, count)
		if err != nil {
			return err
		}
		return fn(payload)
	}
	err := st.s.Get(appendKey(make([]byte, 0, keySize), kind, id, n), func(val []byte) error {
		payload, err := unseal(val)
		if err != nil {
			return err
		}
		return fn(payload)
	})
	if err != nil {
		return fmt.Errorf("dict: read %c %d/%d: %w", kind, id, n, err)
	}
	return nil
}

// getSized is get for a payload of known size from value 0.
func (st *store) getSized(kind byte, id, size uint64) ([]byte, error) {
	if size > maxStream {
		return nil, fmt.Errorf("dict: read %c %d: %w: %d bytes", kind, id, ErrCorrupt, size)
	}
	payload, err := st.get(nil, kind, id, 0, uint32(parts(size)))
	if err == nil && uint64(len(payload)) != size {
		err = fmt.Errorf("dict: read %c %d: %w: %d bytes, expected %d", kind, id, ErrCorrupt, len(payload), size)
	}
	return payload, err
}

// maxStream bounds the size of an index or a filter: room for 2^32 terms.
const maxStream = 16 << 30
