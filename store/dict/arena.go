package dict

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"sync/atomic"
)

// An arena keeps records in slabs without a pointer per record. A record
// starts at a multiple of unit bytes; its position is counted in units.
//
//	 8 bytes, little-endian: length << 40 | ordinal     the text
//	+--------------------------------------------------+---------+
//
// A length that does not fit into 24 bits is written as all ones and stands in
// 8 bytes before the text. Position 0 is never used, so that 0 means none.
const (
	unit          = 4
	slabUnits     = 1 << 18
	firstSlab     = 1 << 13
	ordinalBits   = 40
	longLength    = 1<<24 - 1
	maxArenaUnits = 1 << 32
)

// arena has one writer. Readers may read any record whose position they got by
// an atomic load that saw the writer's atomic store after the record was
// written. Nothing is ever overwritten.
type arena struct {
	slabs atomic.Pointer[[][]byte]
	next  uint64 // position of the next record, the writer's
	end   uint64 // where the last slab ends, the writer's
	bytes uint64 // allocated, the writer's
}

// add writes a record and returns its position. ok is false if the arena's
// positions are used up.
func (a *arena) add(ordinal uint64, text []byte) (pos uint32, ok bool) {
	head := 8
	if len(text) >= longLength {
		head = 16
	}
	units := uint64(head+len(text)+unit-1) / unit
	slabs := a.load()
	if a.next+units > a.end {
		first := uint64(len(slabs)) * slabUnits
		// The first slabs are small: most dictionaries in memory are.
		size := max(units+1, min(slabUnits, uint64(firstSlab)<<min(len(slabs), 16)))
		places := (size + slabUnits - 1) / slabUnits // in the list
		if first+places*slabUnits > maxArenaUnits {
			return 0, false
		}
		grown := make([][]byte, len(slabs), len(slabs)+int(places))
		copy(grown, slabs)
		grown = append(grown, make([]byte, size*unit))
		for range places - 1 {
			grown = append(grown, nil) // inside the long slab before
		}
		a.slabs.Store(&grown)
		slabs = grown
		a.bytes += size * unit
		a.next, a.end = max(first, 1), first+size
	}
	pos = uint32(a.next)
	a.next += units
	b := slabs[pos/slabUnits][pos%slabUnits*unit:]
	if head == 16 {
		binary.LittleEndian.PutUint64(b, longLength<<ordinalBits|ordinal)
		binary.LittleEndian.PutUint64(b[8:], uint64(len(text)))
	} else {
		binary.LittleEndian.PutUint64(b, uint64(len(text))<<ordinalBits|ordinal)
	}
	copy(b[head:], text)
	if a.next/slabUnits != uint64(pos)/slabUnits {
		a.end = a.next // positions beyond the slab's first place are not used
	}
	return pos, true
}

func (a *arena) load() [][]byte {
	if p := a.slabs.Load(); p != nil {
		return *p
	}
	return nil
}

// record returns the record at pos. The text is immutable.
func (a *arena) record(pos uint32) (ordinal uint64, text []byte) {
	b := (*a.slabs.Load())[pos/slabUnits][pos%slabUnits*unit:]
	word := binary.LittleEndian.Uint64(b)
	ordinal = word & (1<<ordinalBits - 1)
	n := word >> ordinalBits
	if n == longLength {
		n = binary.LittleEndian.Uint64(b[8:])
		return ordinal, b[16 : 16+n : 16+n]
	}
	return ordinal, b[8 : 8+n : 8+n]
}

// table finds records of an arena by their texts: open addressing with linear
// probing over slots of 8 bytes, hash << 32 | position. It has one writer and
// any number of readers.
type table struct {
	arena arena
	slots atomic.Pointer[[]atomic.Uint64]
	used  int // slots that are not empty, the writer's
	hash  func([]byte) uint64
}

// A slot is empty, or gone where its term was rolled back.
const (
	emptySlot = 0
	goneSlot  = 1 << 32
)

// The high half of a hash chooses the slot and the low half tells terms apart.
func home(hash uint64, size int) int      { return int(hash >> 32 & uint64(size-1)) }
func slotOf(hash uint64, p uint32) uint64 { return hash<<32 | uint64(p) }

// find returns the ordinal and the record's text.
func (t *table) find(hash uint64, text []byte) (ordinal uint64, stored []byte, ok bool) {
	p := t.slots.Load()
	if p == nil {
		return 0, nil, false
	}
	slots := *p
	want := slotOf(hash, 0)
	for i := home(want, len(slots)); ; i = (i + 1) & (len(slots) - 1) {
		slot := slots[i].Load()
		if slot == emptySlot {
			return 0, nil, false
		}
		if slot>>32 != want>>32 || uint32(slot) == 0 {
			continue
		}
		if ordinal, stored = t.arena.record(uint32(slot)); bytes.Equal(stored, text) {
			return ordinal, stored, true
		}
	}
}

// add adds a text that is not there and returns its record.
func (t *table) add(hash, ordinal uint64, text []byte) (pos uint32, stored []byte, ok bool) {
	if p := t.slots.Load(); p == nil || (t.used+1)*3 > len(*p)*2 {
		t.grow()
	}
	if pos, ok = t.arena.add(ordinal, text); !ok {
		return 0, nil, false
	}
	t.place(*t.slots.Load(), slotOf(hash, pos))
	_, stored = t.arena.record(pos)
	return pos, stored, true
}

func (t *table) place(slots []atomic.Uint64, slot uint64) {
	i := home(slot, len(slots))
	for slots[i].Load() != emptySlot {
		i = (i + 1) & (len(slots) - 1)
	}
	slots[i].Store(slot)
	t.used++
}

// grow makes a table of twice as many terms' size, leaving out those that are
// gone. Readers of the old table go on in it.
func (t *table) grow() {
	var old []atomic.Uint64
	if p := t.slots.Load(); p != nil {
		old = *p
	}
	live := 0
	for i := range old {
		if uint32(old[i].Load()) != 0 {
			live++
		}
	}
	size := max(1<<10, 1<<bits.Len(uint(live*2+1)))
	slots := make([]atomic.Uint64, size)
	t.used = 0
	for i := range old {
		if slot := old[i].Load(); uint32(slot) != 0 {
			t.place(slots, slot)
		}
	}
	t.slots.Store(&slots)
}

// remove marks the record at pos, which is there, as gone.
func (t *table) remove(pos uint32) {
	_, text := t.arena.record(pos)
	slot := slotOf(t.hash(text), pos)
	slots := *t.slots.Load()
	for i := home(slot, len(slots)); ; i = (i + 1) & (len(slots) - 1) {
		if slots[i].Load() == slot {
			slots[i].Store(goneSlot)
			return
		}
	}
}

// size returns the bytes that the table holds.
func (t *table) size() uint64 {
	n := t.arena.bytes
	if p := t.slots.Load(); p != nil {
		n += uint64(len(*p)) * 8
	}
	return n
}
