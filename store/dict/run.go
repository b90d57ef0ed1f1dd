package dict

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"sort"
)

// run is an open run: its description and its resident indexes. It is
// immutable and safe for concurrent use.
type run struct {
	Description
	parts  *shared
	segs   []segment
	firsts []uint64 // least short hash of each hash block
	filter filter
}

// segment is an open segment.
type segment struct {
	Segment
	firsts []uint64 // first ordinal of each block, from the segment's
	values []uint32 // first value of each block, and one beyond the last
}

// shared is what runs, views and the writer have in common.
type shared struct {
	store Storage
	codec *codec
	cache *blockCache
	hash  func([]byte) uint64
	small uint64 // terms of segments that merges copy
}

func (p *shared) io() *store { return &store{s: p.store} }

// openRun loads the indexes of a run.
func (p *shared) openRun(d Description) (*run, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	r := &run{Description: d, parts: p}
	io := p.io()
	index, err := io.getSized(kindHashIndex, d.ID, d.HashIndexBytes)
	if err != nil {
		return nil, err
	}
	if r.firsts, err = readHashIndex(index, int(d.HashBlocks)); err != nil {
		return nil, fmt.Errorf("dict: run %d: %w", d.ID, err)
	}
	b, err := io.getSized(kindFilter, d.ID, d.FilterBytes)
	if err != nil {
		return nil, err
	}
	if r.filter, err = openFilter(b); err != nil {
		return nil, fmt.Errorf("dict: run %d: %w", d.ID, err)
	}
	for _, s := range d.Segments {
		seg, err := p.openSegment(s)
		if err != nil {
			return nil, err
		}
		r.segs = append(r.segs, seg)
	}
	return r, nil
}

func (p *shared) openSegment(s Segment) (segment, error) {
	index, err := p.io().getSized(kindTermIndex, s.ID, s.IndexBytes)
	if err != nil {
		return segment{}, err
	}
	seg, err := readTermIndex(index, s)
	if err != nil {
		return segment{}, fmt.Errorf("dict: segment %d: %w", s.ID, err)
	}
	return seg, nil
}

// The index of hash blocks is the difference of each block's least short hash
// from that of the block before, as numbers of variable length.
func appendHashIndex(dst []byte, firsts []uint64) []byte {
	last := uint64(0)
	for _, f := range firsts {
		dst = binary.AppendUvarint(dst, f-last)
		last = f
	}
	return dst
}

func readHashIndex(b []byte, blocks int) ([]uint64, error) {
	if blocks == 0 || blocks > len(b) {
		return nil, fmt.Errorf("%w: index of %d hash blocks has %d bytes", ErrCorrupt, blocks, len(b))
	}
	firsts := make([]uint64, blocks)
	last := uint64(0)
	for i := range firsts {
		step, n := binary.Uvarint(b)
		if n <= 0 || step > 1<<shortBits || last+step > 1<<shortBits {
			return nil, fmt.Errorf("%w: hash block %d of the index", ErrCorrupt, i)
		}
		b = b[n:]
		last += step
		firsts[i] = last
	}
	if len(b) > 0 {
		return nil, fmt.Errorf("%w: %d bytes after the index of hash blocks", ErrCorrupt, len(b))
	}
	return firsts, nil
}

// The index of a segment is, for each block, the number of its terms and of its
// values, as numbers of variable length.
func readTermIndex(b []byte, s Segment) (segment, error) {
	seg := segment{Segment: s}
	if uint64(s.Blocks)*2 > uint64(len(b)) || s.Blocks == 0 {
		return seg, fmt.Errorf("%w: index of %d blocks has %d bytes", ErrCorrupt, s.Blocks, len(b))
	}
	seg.firsts = make([]uint64, s.Blocks)
	seg.values = make([]uint32, s.Blocks+1)
	terms, values := uint64(0), uint64(0)
	for i := range seg.firsts {
		count, n := binary.Uvarint(b)
		if n <= 0 || count == 0 || count > maxBlockTerms {
			return seg, fmt.Errorf("%w: terms of block %d of the index", ErrCorrupt, i)
		}
		b = b[n:]
		took, n := binary.Uvarint(b)
		if n <= 0 || took == 0 || values+took >= 1<<32 {
			return seg, fmt.Errorf("%w: values of block %d of the index", ErrCorrupt, i)
		}
		b = b[n:]
		seg.firsts[i] = terms
		terms += count
		values += took
		seg.values[i+1] = uint32(values)
	}
	if len(b) > 0 || terms < s.N {
		return seg, fmt.Errorf("%w: index has %d terms, expected %d", ErrCorrupt, terms, s.N)
	}
	return seg, nil
}

// locate returns the segment and the block with an ordinal of the run.
func (r *run) locate(ordinal uint64) (seg *segment, block int) {
	i := sort.Search(len(r.segs), func(i int) bool { return r.segs[i].First > ordinal }) - 1
	seg = &r.segs[i]
	block, found := slices.BinarySearch(seg.firsts, ordinal-seg.First)
	if !found {
		block--
	}
	return seg, block
}

// block returns the decoded block of terms with an ordinal of the run, the ordinal
// of its first term and the one behind its last. What the block has beyond its
// segment was rolled back: those ordinals are of other terms, of the next segment.
func (r *run) block(ordinal uint64) (b *termBlock, first, end uint64, err error) {
	seg, n := r.locate(ordinal)
	b, err = r.parts.termBlock(seg, n, true)
	if err != nil {
		return nil, 0, 0, err
	}
	first = seg.First + seg.firsts[n]
	end = min(first+uint64(len(b.ends)), seg.First+seg.N)
	if ordinal >= end {
		return nil, 0, 0, fmt.Errorf("dict: segment %d, block %d: %w: ordinal %d is not there", seg.ID, n, ErrCorrupt, ordinal)
	}
	return b, first, end, nil
}

// termBlock returns block n of a segment, and keeps it in the cache if asked.
func (p *shared) termBlock(seg *segment, n int, keep bool) (*termBlock, error) {
	key := blockKey{kind: kindTerms, id: seg.ID, n: uint32(n)}
	if b, ok := p.cache.get(key).(*termBlock); ok {
		return b, nil
	}
	from, to := seg.values[n], seg.values[n+1]
	var block *termBlock
	decode := func(b []byte) (err error) {
		if block, err = p.codec.readTermBlock(b); err != nil {
			return fmt.Errorf("dict: segment %d, block %d: %w", seg.ID, n, err)
		}
		return nil
	}
	if err := p.io().view(kindTerms, seg.ID, from, to-from, decode); err != nil {
		return nil, err
	}
	if keep {
		p.cache.put(key, block)
	}
	return block, nil
}

// hashBlock returns block n of the run's hashes.
func (r *run) hashBlock(n int, keep bool) (*hashBlock, error) {
	key := blockKey{kind: kindHashes, id: r.ID, n: uint32(n)}
	if b, ok := r.parts.cache.get(key).(*hashBlock); ok {
		return b, nil
	}
	b, err := r.parts.io().get(nil, kindHashes, r.ID, uint32(n), 1)
	if err != nil {
		return nil, err
	}
	h, err := openHashBlock(b)
	if err != nil {
		return nil, fmt.Errorf("dict: run %d, hash block %d: %w", r.ID, n, err)
	}
	if keep {
		r.parts.cache.put(key, h)
	}
	return h, nil
}

// find returns the ordinal of a text and the stored text, which is immutable.
func (r *run) find(hash uint64, text []byte) (ordinal uint64, stored []byte, ok bool, err error) {
	short := hash >> shortOf
	if !r.filter.has(short) {
		return 0, nil, false, nil
	}
	at, _ := slices.BinarySearch(r.firsts, short)
	var room [4]uint64
	candidates := room[:0]
	for n := max(at-1, 0); n < len(r.firsts) && (n < at || r.firsts[n] == short); n++ {
		h, err := r.hashBlock(n, true)
		if err != nil {
			return 0, nil, false, err
		}
		candidates = h.search(candidates, short)
	}
	for _, c := range candidates {
		if c >= r.N { // rolled back
			continue
		}
		b, first, _, err := r.block(r.Base + c)
		if err != nil {
			return 0, nil, false, err
		}
		if stored = b.text(r.Base + c - first); bytes.Equal(stored, text) {
			return r.Base + c, stored, true, nil
		}
	}
	return 0, nil, false, nil
}
