package exec

import "github.com/chancery-graph/chancery/graph"

// A table of one column whose IDs lie near one another, as those of terms of one kind
// often do, has an array instead of slots:
//
//	near   number+1 (4) of the ID base+i   0: not there
//
// It takes no more bytes than slots would, which are nearSpan times as long. A lookup
// computes no hash and compares nothing, and IDs that rise, as a scan yields them, are
// met in the order of memory. Whether there is one is decided whenever the table must
// grow: the array because of the IDs' range, slots because of their number.
const nearSpan = 4

// note widens the range of the IDs in the table by those of some rows, which are to be
// inserted.
func (t *table) note(col []graph.ID, rows []int32) {
	lo, hi := t.lo, t.hi
	if t.n == 0 && lo == hi {
		lo, hi = graph.MaxID, graph.None
	}
	for _, row := range rows {
		id := col[row]
		lo, hi = min(lo, id), max(hi, id)
	}
	t.lo, t.hi = lo, hi
}

// reaches tells whether the array has a place for all IDs noted.
func (t *table) reaches() bool {
	return t.near != nil && t.base <= t.lo && uint64(t.hi-t.base) < uint64(len(t.near))
}

// spanFor is the length of an array for the IDs noted, which takes no more bytes than
// so many slots; 0 if none will do. One that has grown once has room to grow again.
func (t *table) spanFor(size int) int {
	if t.lo > t.hi || uint64(t.hi-t.lo) >= uint64(size)*nearSpan {
		return 0
	}
	span := int(t.hi-t.lo) + 1
	if t.n > 0 {
		span += span / 2
	}
	return min(max(span, tableSlots), size*nearSpan)
}

// useNear makes an array with the IDs noted in its middle, and enters the keys.
func (t *table) useNear(span int) error {
	if span <= cap(t.near) {
		t.near = t.near[:span]
		clear(t.near)
	} else {
		if err := t.mem.grow(int64(span)*4 - t.bytes()); err != nil {
			return err
		}
		t.near = make([]uint32, span)
	}
	t.slots1 = nil
	below := (uint64(span) - uint64(t.hi-t.lo)) / 2
	t.base = t.lo - graph.ID(min(below, uint64(t.lo)))
	for num, id := range t.keys[0] {
		t.near[id-t.base] = uint32(num) + 1
	}
	return nil
}

// findNear is find in an array.
func (t *table) findNear(col []graph.ID, rows, out []int32) {
	near, base := t.near, t.base
	for i, row := range rows {
		at, num := uint64(col[row]-base), uint32(0)
		if at < uint64(len(near)) {
			num = near[at]
		}
		out[i] = int32(num) - 1
	}
}

// insertNear is insert into an array that reaches all IDs.
func (t *table) insertNear(col []graph.ID, rows, out []int32) {
	near, base, keys := t.near, t.base, t.keys[0]
	for i, row := range rows {
		id := col[row]
		num := &near[id-base]
		if *num == 0 {
			keys = append(keys, id)
			*num = uint32(len(keys))
		}
		out[i] = int32(*num) - 1
	}
	t.keys[0], t.n = keys, len(keys)
}
