package dict

import (
	"encoding/binary"
	"fmt"
)

// segmentWriter writes terms with consecutive ordinals as a segment.
type segmentWriter struct {
	parts *shared
	io    *store
	seg   Segment
	next  uint32 // value to write
	block termBlockWriter
	index []byte
	buf   []byte
}

func (p *shared) newSegment(id, first uint64) *segmentWriter {
	return &segmentWriter{parts: p, io: p.io(), seg: Segment{ID: id, First: first}}
}

func (w *segmentWriter) add(text []byte) error {
	if len(text) > maxTerm {
		return fmt.Errorf("%w: %d bytes", ErrTooLong, len(text))
	}
	if w.block.full(len(text)) {
		if err := w.flush(); err != nil {
			return err
		}
	}
	w.block.add(text)
	w.seg.N++
	return nil
}

func (w *segmentWriter) flush() error {
	w.index = binary.AppendUvarint(w.index, uint64(w.block.n))
	w.buf = w.block.flush(w.buf[:0], w.parts.codec)
	took, err := w.io.put(kindTerms, w.seg.ID, w.next, w.buf)
	if err != nil {
		return err
	}
	w.index = binary.AppendUvarint(w.index, uint64(took))
	w.next += took
	w.seg.Blocks++
	w.seg.Bytes += uint64(len(w.buf))
	if cap(w.buf) > MaxValue { // a long literal was here
		w.buf = nil
	}
	return nil
}

// finish writes what is left and the index.
func (w *segmentWriter) finish() (Segment, error) {
	if w.block.n > 0 {
		if err := w.flush(); err != nil {
			return Segment{}, err
		}
	}
	w.seg.IndexBytes = uint64(len(w.index))
	_, err := w.io.put(kindTermIndex, w.seg.ID, 0, w.index)
	return w.seg, err
}

// hashWriter writes entries in ascending order of short hash as hash blocks.
type hashWriter struct {
	io      *store
	id      uint64
	pending []entry
	firsts  []uint64
	filter  filter
	buf     []byte
}

func newHashWriter(io *store, id, terms uint64) *hashWriter {
	return &hashWriter{io: io, id: id, filter: newFilter(terms), pending: make([]entry, 0, hashBlockSize)}
}

func (w *hashWriter) add(e entry) error {
	w.filter.add(e.short)
	w.pending = append(w.pending, e)
	if len(w.pending) < hashBlockSize {
		return nil
	}
	return w.flush()
}

func (w *hashWriter) flush() error {
	w.buf = appendHashBlock(w.buf[:0], w.pending)
	if _, err := w.io.put(kindHashes, w.id, uint32(len(w.firsts)), w.buf); err != nil {
		return err
	}
	w.firsts = append(w.firsts, w.pending[0].short)
	w.pending = w.pending[:0]
	return nil
}

// finish writes what is left, the index and the filter, and sets their
// measures in d.
func (w *hashWriter) finish(d *Description) error {
	if len(w.pending) > 0 {
		if err := w.flush(); err != nil {
			return err
		}
	}
	index := appendHashIndex(nil, w.firsts)
	if _, err := w.io.put(kindHashIndex, w.id, 0, index); err != nil {
		return err
	}
	if _, err := w.io.put(kindFilter, w.id, 0, w.filter); err != nil {
		return err
	}
	d.HashBlocks, d.HashIndexBytes, d.FilterBytes = uint32(len(w.firsts)), uint64(len(index)), uint64(len(w.filter))
	return nil
}

// writeRun writes the terms of m as a run. The short hashes are computed and
// sorted while the texts are compressed.
func (p *shared) writeRun(id uint64, m *mem) (Description, error) {
	d := Description{ID: id, Base: m.base, N: m.n}
	sorted := make(chan []entry, 1)
	go func() {
		entries := make([]entry, m.n)
		for i := range entries {
			text := m.text(m.base + uint64(i))
			entries[i] = entry{short: p.hash(text) >> shortOf, ordinal: uint64(i)}
		}
		sortEntries(entries, make([]entry, len(entries)))
		sorted <- entries
	}()
	seg, err := p.writeTerms(id<<16, m)
	entries := <-sorted
	if err != nil {
		return d, err
	}
	d.Segments = []Segment{seg}
	w := newHashWriter(p.io(), id, d.N)
	for _, e := range entries {
		if err := w.add(e); err != nil {
			return d, err
		}
	}
	return d, w.finish(&d)
}

func (p *shared) writeTerms(id uint64, m *mem) (Segment, error) {
	w := p.newSegment(id, m.base)
	for ordinal := m.base; ordinal < m.next(); ordinal++ {
		if err := w.add(m.text(ordinal)); err != nil {
			return Segment{}, err
		}
	}
	return w.finish()
}
