package exec

import (
	"math"
	"math/bits"

	"github.com/chancery-graph/chancery/graph"
)

// table numbers distinct tuples of IDs from 0 in the order in which they come:
// the keys of a hash join, the groups of an aggregation, the rows of DISTINCT.
// It is open addressing with linear probing, in two layouts:
//
//	one column       slots1   | ID (8) | number+1 (4) | – (4) |     0: free
//	other widths     slots    | hash, high half (4) | number+1 (4) |  0: free
//	                 keys     a column per position, by number
//
// With one column a lookup touches one cache line; with more the hash spares
// nearly all comparisons with tuples that differ. IDs of one column that lie near one
// another have an array instead (see table_near.go).
type table struct {
	width  int
	n      int
	slots1 []slot1
	slots  []uint64
	near   []uint32
	base   graph.ID // of near
	lo, hi graph.ID // of one column: the range of the IDs; see note
	shift  uint
	keys   [][]graph.ID
	hashes []uint64
	mem    reservation
}

type slot1 struct {
	id  graph.ID
	num uint32
}

const (
	tableSlots = 64 // of a new table; a power of 2
	// A table is at most 5/8 full: linear probing is quick up to about there.
	fullNum, fullDen = 5, 8
)

func newTable(width int, mem reservation) *table {
	return &table{width: width, keys: make([][]graph.ID, width), mem: mem}
}

// slotBytes is the size of a slot of the layout.
func (t *table) slotBytes() int64 {
	if t.width == 1 {
		return 16
	}
	return 8
}

// bytes is what slots or array take.
func (t *table) bytes() int64 { return int64(t.size())*t.slotBytes() + int64(cap(t.near))*4 }

// need is about the number of bytes that n tuples more can take.
func (t *table) need(n int) int64 {
	sum := max(0, int64(t.sizeFor(n))*t.slotBytes()-t.bytes())
	if t.width > 0 && t.n+n > cap(t.keys[0]) {
		sum += int64(t.width*max(t.n+n, 2*t.n)) * 8
	}
	return sum
}

// size is the number of slots.
func (t *table) size() int { return len(t.slots) + len(t.slots1) }

// sizeFor is the number of slots that n tuples more ask for.
func (t *table) sizeFor(n int) int {
	size := max(t.size(), tableSlots)
	for (t.n+n)*fullDen > size*fullNum {
		size *= 2
	}
	return size
}

// room makes room for n tuples more.
func (t *table) room(n int) error {
	if t.width == 0 { // there is one empty tuple
		n = 1 - t.n
	}
	if t.n+n > math.MaxInt32-1 {
		return &LimitError{Limit: LimitMemory, Value: math.MaxInt32 * t.slotBytes(), What: t.mem.what}
	}
	if err := t.roomForKeys(n); err != nil {
		return err
	}
	if t.width == 1 && t.reaches() {
		return nil
	}
	size := t.sizeFor(n)
	if size == t.size() {
		return nil
	}
	if t.width == 1 {
		if span := t.spanFor(size); span > 0 {
			return t.useNear(span)
		}
	}
	if err := t.mem.grow(int64(size)*t.slotBytes() - t.bytes()); err != nil {
		return err
	}
	if t.width == 1 {
		t.rehash1(size)
	} else {
		t.rehash(size)
	}
	return nil
}

// roomForKeys makes room for n tuples more in the columns of keys alone.
func (t *table) roomForKeys(n int) error {
	if t.width == 0 || t.n+n <= cap(t.keys[0]) {
		return nil
	}
	to := max(t.n+n, 2*t.n)
	if err := t.mem.grow(int64(t.width*(to-cap(t.keys[0]))) * 8); err != nil {
		return err
	}
	for i, c := range t.keys {
		grown := make([]graph.ID, len(c), to)
		copy(grown, c)
		t.keys[i] = grown
	}
	return nil
}

// rehash makes the slots size many. A slot's place is the highest bits of its
// hash, so that the old slots, read in order, fill the new ones nearly in order;
// and the half of the hash that a slot keeps is enough for that.
func (t *table) rehash(size int) {
	t.shift = uint(64 - bits.TrailingZeros(uint(size)))
	mask := uint64(size - 1)
	slots := make([]uint64, size)
	for _, s := range t.slots {
		if s == 0 {
			continue
		}
		i := s >> t.shift // shift is at least 32: the table has fewer slots than 2^32
		for slots[i&mask] != 0 {
			i++
		}
		slots[i&mask] = s
	}
	t.slots = slots
}

// rehash1 is rehash of a table of one column.
func (t *table) rehash1(size int) {
	t.shift = uint(64 - bits.TrailingZeros(uint(size)))
	mask := uint64(size - 1)
	slots := make([]slot1, size)
	enter := func(s slot1) {
		i := hash1(s.id) >> t.shift
		for slots[i&mask].num != 0 {
			i++
		}
		slots[i&mask] = s
	}
	if t.near != nil {
		for num, id := range t.keys[0] {
			enter(slot1{id: id, num: uint32(num) + 1})
		}
	}
	for _, s := range t.slots1 {
		if s.num != 0 {
			enter(s)
		}
	}
	t.slots1, t.near = slots, nil
}

// hash1 spreads an ID over all 64 bits (the finalizer of splitmix64, one
// multiplication shorter: IDs are mostly rising ordinals).
func hash1(id graph.ID) uint64 {
	h := uint64(id) * 0x9E3779B97F4A7C15
	h ^= h >> 32
	return h * 0xD6E8FEB86659FD93
}

// mix adds an ID to the hash of a tuple.
func mix(h uint64, id graph.ID) uint64 { return hash1(id ^ graph.ID(bits.RotateLeft64(h, 27)+h>>17)) }

// hashRows fills t.hashes with the hashes of rows.
func (t *table) hashRows(cols [][]graph.ID, rows []int32) []uint64 {
	if cap(t.hashes) < len(rows) {
		t.hashes = make([]uint64, max(len(rows), BatchRows))
	}
	h := t.hashes[:len(rows)]
	hashInto(h, cols, rows)
	return h
}

// hashInto hashes tuples; a nil column is unbound.
func hashInto(h []uint64, cols [][]graph.ID, rows []int32) {
	clear(h)
	for _, c := range cols {
		if c == nil {
			for i := range h {
				h[i] = mix(h[i], graph.None)
			}
			continue
		}
		for i, row := range rows {
			h[i] = mix(h[i], c[row])
		}
	}
}

// find sets out[i] to the number of the tuple at rows[i], or -1.
func (t *table) find(cols [][]graph.ID, rows, out []int32) {
	out = out[:len(rows)]
	if t.n == 0 {
		for i := range out {
			out[i] = -1
		}
		return
	}
	if t.width == 1 && cols[0] != nil {
		t.find1(cols[0], rows, out)
		return
	}
	if t.width == 1 {
		t.find1(none, identity[:1], out[:1])
		for i := range out {
			out[i] = out[0]
		}
		return
	}
	if t.width == 2 && cols[0] != nil && cols[1] != nil {
		t.find2(cols[0], cols[1], rows, out)
		return
	}
	mask := uint64(len(t.slots) - 1)
	for i, h := range t.hashRows(cols, rows) {
		out[i] = -1
		for at := h >> t.shift; ; at++ {
			s := t.slots[at&mask]
			if s == 0 {
				break
			}
			if num := int32(uint32(s)) - 1; s>>32 == h>>32 && t.equal(num, cols, rows[i]) {
				out[i] = num
				break
			}
		}
	}
}

func (t *table) find1(col []graph.ID, rows, out []int32) {
	if t.near != nil {
		t.findNear(col, rows, out)
		return
	}
	slots, mask, shift := t.slots1, uint64(len(t.slots1)-1), t.shift
	for i, row := range rows {
		id := col[row]
		at := hash1(id) >> shift
		for {
			s := &slots[at&mask]
			if s.id == id || s.num == 0 {
				out[i] = int32(s.num) - 1
				break
			}
			at++
		}
	}
}

func (t *table) equal(num int32, cols [][]graph.ID, row int32) bool {
	for k, c := range t.keys {
		id := graph.None
		if cols[k] != nil {
			id = cols[k][row]
		}
		if c[num] != id {
			return false
		}
	}
	return true
}

// insert sets out[i] to the number of the tuple at rows[i], which is a new one if
// it is not less than t.n was before and than all numbers before it.
func (t *table) insert(cols [][]graph.ID, rows, out []int32) error {
	one := t.width == 1
	unbound := one && cols[0] == nil
	switch {
	case unbound:
		t.note(none, identity[:1])
	case one:
		t.note(cols[0], rows)
	}
	if err := t.room(len(rows)); err != nil {
		return err
	}
	if one && !unbound {
		t.insert1(cols[0], rows, out)
		return nil
	}
	if unbound {
		t.insert1(none, identity[:1], out[:1])
		for i := range rows {
			out[i] = out[0]
		}
		return nil
	}
	if t.width == 2 && cols[0] != nil && cols[1] != nil {
		t.insert2(cols[0], cols[1], rows, out)
		return nil
	}
	mask := uint64(len(t.slots) - 1)
	for i, h := range t.hashRows(cols, rows) {
		at := h >> t.shift
		for {
			s := t.slots[at&mask]
			if s == 0 {
				t.slots[at&mask] = h>>32<<32 | uint64(t.n+1)
				out[i] = int32(t.n)
				t.push(cols, rows[i])
				break
			}
			if num := int32(uint32(s)) - 1; s>>32 == h>>32 && t.equal(num, cols, rows[i]) {
				out[i] = num
				break
			}
			at++
		}
	}
	return nil
}

func (t *table) push(cols [][]graph.ID, row int32) {
	t.n++
	for k := range t.keys {
		id := graph.None
		if cols[k] != nil {
			id = cols[k][row]
		}
		t.keys[k] = append(t.keys[k], id)
	}
}

// none is a column of a row that binds nothing.
var none = []graph.ID{graph.None}

// insert1 is insert of one column, of which note has been told.
func (t *table) insert1(col []graph.ID, rows, out []int32) {
	if t.near != nil {
		t.insertNear(col, rows, out)
		return
	}
	slots, mask, shift := t.slots1, uint64(len(t.slots1)-1), t.shift
	keys := t.keys[0]
	for i, row := range rows {
		id := col[row]
		at := hash1(id) >> shift
		for {
			s := &slots[at&mask]
			if s.num == 0 {
				keys = append(keys, id)
				s.id, s.num = id, uint32(len(keys))
				out[i] = int32(s.num) - 1
				break
			}
			if s.id == id {
				out[i] = int32(s.num) - 1
				break
			}
			at++
		}
	}
	t.keys[0], t.n = keys, len(keys)
}

// reset forgets all tuples and keeps the memory.
func (t *table) reset() {
	clear(t.slots1)
	clear(t.slots)
	clear(t.near)
	t.n, t.lo, t.hi = 0, 0, 0
	for i := range t.keys {
		t.keys[i] = t.keys[i][:0]
	}
}

// release gives the memory back.
func (t *table) release() {
	t.mem.release()
	t.slots, t.slots1, t.near, t.n, t.lo, t.hi = nil, nil, nil, 0, 0, 0
	t.keys = make([][]graph.ID, t.width)
}

// repeats leaves out rows that have been seen before.
type repeats struct {
	t    *table
	run  *run
	cols [][]graph.ID
	out  []int32
}

func newRepeats(r *run) *repeats { return &repeats{run: r, out: make([]int32, BatchRows)} }

// first appends to dst those of sel (nil: all n) whose values at the positions
// are new. dst may be sel's memory.
func (r *repeats) first(cols *[4][]graph.ID, at []graph.Position, n int, sel, dst []int32) ([]int32, error) {
	if r.t == nil {
		r.t = newTable(len(at), r.run.mem.reserve("leaving out statements of several graphs"))
	}
	r.cols = r.cols[:0]
	for _, pos := range at {
		r.cols = append(r.cols, cols[pos])
	}
	if sel == nil {
		sel = identity[:n]
	}
	known := int32(r.t.n)
	if err := r.t.insert(r.cols, sel, r.out); err != nil {
		return nil, err
	}
	for i, row := range sel {
		if r.out[i] >= known {
			known = r.out[i] + 1
			dst = append(dst, row)
		}
	}
	return dst, nil
}

func (r *repeats) release() {
	if r.t != nil {
		r.t.release()
		r.t = nil
	}
}
