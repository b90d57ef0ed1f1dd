package dict

import (
	"encoding/binary"
	"fmt"
)

// formatVersion is the first byte of a marshalled [Description]. A change of
// anything in this package that affects stored bytes needs a new one.
const formatVersion = 1

// Description says of which stored values a run consists. The caller keeps it
// in its manifest; a run whose description is in no manifest does not exist.
type Description struct {
	// ID is the run's, chosen by the caller: below 2^48 and never used again.
	ID uint64
	// Base is the run's first ordinal and N the number of its terms. Terms
	// that are stored beyond N were rolled back.
	Base, N uint64
	// HashBlocks, HashIndexBytes and FilterBytes measure the way from text to
	// ordinal.
	HashBlocks                  uint32
	HashIndexBytes, FilterBytes uint64
	// Segments is the way from ordinal to text: adjacent, ascending, covering
	// the run. A merged run refers to segments that other runs wrote.
	Segments []Segment
}

// Segment describes blocks of terms with consecutive ordinals.
type Segment struct {
	ID         uint64 // of the keys: a run's ID << 16 and a number
	First, N   uint64 // first ordinal, number of terms in use
	Blocks     uint32
	IndexBytes uint64
	Bytes      uint64 // stored size of the blocks
}

// AppendBinary appends the description to dst: formatVersion, then every field
// in order as numbers of variable length, the segments after their number. It
// never fails.
func (r *Description) AppendBinary(dst []byte) ([]byte, error) {
	dst = append(dst, formatVersion)
	for _, v := range []uint64{
		r.ID, r.Base, r.N, uint64(r.HashBlocks), r.HashIndexBytes, r.FilterBytes, uint64(len(r.Segments)),
	} {
		dst = binary.AppendUvarint(dst, v)
	}
	for _, s := range r.Segments {
		for _, v := range []uint64{s.ID, s.First, s.N, uint64(s.Blocks), s.IndexBytes, s.Bytes} {
			dst = binary.AppendUvarint(dst, v)
		}
	}
	return dst, nil
}

// MarshalBinary is AppendBinary to nothing.
func (r *Description) MarshalBinary() ([]byte, error) { return r.AppendBinary(nil) }

// UnmarshalBinary sets r from what AppendBinary wrote. The error wraps
// [ErrCorrupt].
func (r *Description) UnmarshalBinary(b []byte) error {
	if len(b) == 0 || b[0] != formatVersion {
		return fmt.Errorf("%w: description of %d bytes, expected version %d", ErrCorrupt, len(b), formatVersion)
	}
	b = b[1:]
	var bad bool
	number := func(limit uint64) uint64 {
		v, n := binary.Uvarint(b)
		if n <= 0 || v > limit {
			bad = true
			return 0
		}
		b = b[n:]
		return v
	}
	const (
		ordinals = 1 << ordinalBits
		blocks   = 1<<32 - 1
	)
	*r = Description{
		ID: number(maxRunID), Base: number(ordinals), N: number(ordinals),
		HashBlocks: uint32(number(blocks)), HashIndexBytes: number(maxStream), FilterBytes: number(maxStream),
	}
	count := number(uint64(len(b)))
	for range count {
		if bad {
			break
		}
		r.Segments = append(r.Segments, Segment{
			ID: number(1<<64 - 1), First: number(ordinals), N: number(ordinals),
			Blocks: uint32(number(blocks)), IndexBytes: number(maxStream), Bytes: number(1<<64 - 1),
		})
	}
	if bad || len(b) > 0 {
		return fmt.Errorf("%w: numbers of a description", ErrCorrupt)
	}
	return r.check()
}

// maxRunID leaves room for a segment's number.
const maxRunID = 1<<48 - 1

// check tells whether the segments cover the run.
func (r *Description) check() error {
	next := r.Base
	for _, s := range r.Segments {
		if s.First != next || s.N == 0 {
			return fmt.Errorf("%w: run %d: segment of %d terms from %d, expected from %d", ErrCorrupt, r.ID, s.N, s.First, next)
		}
		next += s.N
	}
	if next != r.Base+r.N {
		return fmt.Errorf("%w: run %d: segments end at ordinal %d, expected %d", ErrCorrupt, r.ID, next, r.Base+r.N)
	}
	return nil
}

// truncated returns the run with its terms below ordinal end alone.
func (r *Description) truncated(end uint64) Description {
	t := *r
	t.N = end - r.Base
	t.Segments = nil
	for _, s := range r.Segments {
		if s.First >= end {
			break
		}
		s.N = min(s.N, end-s.First)
		t.Segments = append(t.Segments, s)
	}
	return t
}

// Prefixes returns the prefixes of the keys of all values of runs, without
// repeats. Every stored value with another prefix is garbage.
func Prefixes(runs []Description) [][]byte {
	var out [][]byte
	seen := map[string]bool{}
	add := func(kind byte, id uint64) {
		p := appendKey(nil, kind, id, 0)[:keySize-4]
		if !seen[string(p)] {
			seen[string(p)] = true
			out = append(out, p)
		}
	}
	for _, r := range runs {
		add(kindHashes, r.ID)
		add(kindHashIndex, r.ID)
		add(kindFilter, r.ID)
		for _, s := range r.Segments {
			add(kindTerms, s.ID)
			add(kindTermIndex, s.ID)
		}
	}
	return out
}

// Obsolete returns the prefixes of before that after does not use: what may be
// deleted once no reader uses before any more.
func Obsolete(before, after []Description) [][]byte {
	used := map[string]bool{}
	for _, p := range Prefixes(after) {
		used[string(p)] = true
	}
	var out [][]byte
	for _, p := range Prefixes(before) {
		if !used[string(p)] {
			out = append(out, p)
		}
	}
	return out
}
