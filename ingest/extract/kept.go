package extract

import (
	"slices"
	"strings"
)

// What the vocabulary knows is read once and kept, and each collection of garbage goes through it
// again, piece by piece and pointer by pointer. So it lies in few pieces: short lists and texts are
// cut from long ones, and what is only looked up by name is found by the hash of that name.

// slab cuts short lists from long ones, and single elements. The zero value is ready.
type slab[T any] struct{ room []T }

// slabSize is how many elements a slab makes at a time.
const slabSize = 512

// cut returns n zero elements.
func (s *slab[T]) cut(n int) []T {
	if len(s.room) < n {
		s.room = make([]T, max(n, slabSize))
	}
	out := s.room[:n:n]
	s.room = s.room[n:]
	return out
}

// keep copies a list, which may have been grown bit by bit.
func (s *slab[T]) keep(list []T) []T {
	if len(list) == 0 {
		return nil
	}
	out := s.cut(len(list))
	copy(out, list)
	return out
}

// keepOne copies an element.
func (s *slab[T]) keepOne(element T) *T {
	one := s.cut(1)
	one[0] = element
	return &one[0]
}

// texts keeps short texts in long ones, either by keep or by add alone. The zero value is ready.
type texts struct{ long strings.Builder }

// keep copies a text.
func (t *texts) keep(text string) string {
	if t.long.Cap()-t.long.Len() < len(text) { // it would move, and leave what was cut from it behind
		t.long.Reset()
		t.long.Grow(max(len(text), 1<<14))
	}
	start := t.long.Len()
	t.long.WriteString(text)
	return t.long.String()[start:]
}

// piece is where a text is among others, in bytes; it is no pointer to go after. The zero piece is "".
type piece struct {
	from uint32
	size uint16
}

// add keeps a text, and returns where it is.
func (t *texts) add(text string) piece {
	if text == "" {
		return piece{}
	}
	p := piece{uint32(t.long.Len()), uint16(len(text))}
	t.long.WriteString(text)
	return p
}

// at returns the text of a piece that was added.
func (t *texts) at(p piece) string { return t.long.String()[p.from:][:p.size] }

// hashed holds values by name, but no names: two of which the hashes of 64 bits are the same would be
// one. The zero value is ready.
type hashed[T any] struct {
	names  hashTable
	values []T
}

// reserve makes room for so many names, so that it need not grow for them.
func (h *hashed[T]) reserve(names int) {
	h.names.reserve(names)
	h.values = slices.Grow(h.values, names)
}

// get returns the value of a name, and whether it has one.
func (h *hashed[T]) get(name string) (value T, ok bool) {
	if i := h.names.find(mix(offset, name)); i >= 0 {
		return h.values[i], true
	}
	return value, false
}

// at returns where the value of a name is, which it has from then on.
func (h *hashed[T]) at(name string) *T {
	i := int(h.names.add(mix(offset, name)))
	if i == len(h.values) {
		var none T
		h.values = append(h.values, none)
	}
	return &h.values[i]
}
