package dict

import (
	"fmt"
	"sync/atomic"
)

// mem is the part of the dictionary that is not in runs yet: the terms with
// ordinals from base. It has one writer and any number of readers; a reader
// looks only at ordinals below a limit that it got from a [View].
type mem struct {
	table
	base   uint64
	n      uint64 // terms, the writer's
	places atomic.Pointer[[]*placeChunk]
}

// placeChunk holds the positions of consecutive ordinals.
type placeChunk [1 << 12]uint32

func newMem(base uint64, hash func([]byte) uint64) *mem {
	m := &mem{base: base}
	m.hash = hash
	return m
}

// next returns the ordinal that the next new term gets.
func (m *mem) next() uint64 { return m.base + m.n }

// assign adds a text that is not there.
func (m *mem) assign(hash uint64, text []byte) (ordinal uint64, stored []byte, err error) {
	ordinal = m.next()
	if ordinal >= 1<<ordinalBits {
		return 0, nil, fmt.Errorf("%w: %d terms", ErrFull, ordinal)
	}
	pos, stored, ok := m.add(hash, ordinal, text)
	if !ok {
		return 0, nil, fmt.Errorf("%w: %d bytes in memory", ErrFull, m.arena.bytes)
	}
	var chunks []*placeChunk
	if p := m.places.Load(); p != nil {
		chunks = *p
	}
	at := m.n / uint64(len(placeChunk{}))
	if at == uint64(len(chunks)) {
		grown := append(chunks[:at:at], new(placeChunk))
		m.places.Store(&grown)
		chunks = grown
	}
	chunks[at][m.n%uint64(len(placeChunk{}))] = pos
	m.n++
	return ordinal, stored, nil
}

// place returns the position of an ordinal that is there.
func (m *mem) place(ordinal uint64) uint32 {
	i := ordinal - m.base
	size := uint64(len(placeChunk{}))
	return (*m.places.Load())[i/size][i%size]
}

// text returns the text of an ordinal that is there. It is immutable.
func (m *mem) text(ordinal uint64) []byte {
	_, text := m.arena.record(m.place(ordinal))
	return text
}

// rollback drops the terms with ordinals from mark. Their memory is not used
// again, since a reader may be comparing with it.
func (m *mem) rollback(mark uint64) {
	for ordinal := mark; ordinal < m.next(); ordinal++ {
		m.remove(m.place(ordinal))
	}
	m.n = mark - m.base
}

// size returns the bytes that are held.
func (m *mem) size() uint64 {
	n := m.table.size()
	if p := m.places.Load(); p != nil {
		n += uint64(len(*p)) * 4 * uint64(len(placeChunk{}))
	}
	return n
}
