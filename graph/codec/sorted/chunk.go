package sorted

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
)

// span is a range of a chunk's arena.
type span struct{ start, end uint32 }

// group is a key and its lines, chunk.lines[first:last].
type group struct {
	prefix      uint64 // the key's bytes from chunk.shared on, most significant first
	key         span
	first, last uint32
}

// chunk is what is sorted in memory at one time.
type chunk struct {
	arena  []byte
	lines  []span
	groups []group
	most   int // bytes that the arena will hardly outgrow
}

const (
	lineCost  = 8  // bytes of a span
	groupCost = 24 // bytes of a group
	maxArena  = 1 << 31
)

func (c *chunk) reset() {
	c.arena, c.lines, c.groups = c.arena[:0], c.lines[:0], c.groups[:0]
}

// used is the memory in use, in bytes.
func (c *chunk) used() int {
	return len(c.arena) + lineCost*len(c.lines) + groupCost*len(c.groups)
}

func (c *chunk) text(s span) []byte { return c.arena[s.start:s.end] }

// firstArena is the size up to which an arena grows like any slice. Beyond it all
// that it may ever take is reserved at once: memory that is not touched costs
// nothing, and nothing is copied.
const firstArena = 1 << 20

func (c *chunk) put(b []byte) span {
	start := len(c.arena)
	if need := start + len(b); need > cap(c.arena) && need > firstArena {
		c.arena = append(make([]byte, 0, max(need, c.most)), c.arena...)
	}
	c.arena = append(c.arena, b...)
	return span{uint32(start), uint32(len(c.arena))}
}

func (c *chunk) beginGroup(key []byte) {
	n := uint32(len(c.lines))
	c.groups = append(c.groups, group{key: c.put(key), first: n, last: n})
}

func (c *chunk) addLine(line []byte) {
	c.lines = append(c.lines, c.put(line))
	c.groups[len(c.groups)-1].last++
}

// sort orders groups and lines, joins groups of one key and drops repeated
// lines.
func (c *chunk) sort() {
	if len(c.groups) == 0 {
		return
	}
	shared := c.sharedPrefix()
	for i := range c.groups {
		c.groups[i].prefix = prefixOf(c.text(c.groups[i].key)[shared:])
	}
	slices.SortFunc(c.groups, func(a, b group) int {
		if a.prefix != b.prefix {
			return cmp.Compare(a.prefix, b.prefix)
		}
		if order := bytes.Compare(c.text(a.key), c.text(b.key)); order != 0 {
			return order
		}
		return cmp.Compare(a.first, b.first)
	})
	c.joinGroups()
	for i := range c.groups {
		g := &c.groups[i]
		lines := c.lines[g.first:g.last]
		c.sortLines(lines)
		g.last = g.first + uint32(len(c.unique(lines)))
	}
}

// sharedPrefix is the length of the beginning that all keys have in common;
// IRIs of one store often share "<http://…/", which says nothing of the order.
func (c *chunk) sharedPrefix() int {
	first := c.text(c.groups[0].key)
	n := len(first)
	for _, g := range c.groups {
		key := c.text(g.key)
		n = min(n, len(key))
		for n > 0 && !bytes.Equal(first[:n], key[:n]) {
			n = commonLen(first[:n], key[:n])
		}
	}
	return n
}

func commonLen(a, b []byte) int {
	n := 0
	for n < len(a) && a[n] == b[n] {
		n++
	}
	return n
}

func prefixOf(b []byte) uint64 {
	if len(b) >= 8 {
		return binary.BigEndian.Uint64(b)
	}
	var full [8]byte
	copy(full[:], b)
	return binary.BigEndian.Uint64(full[:])
}

// joinGroups makes one group of neighbours with one key.
func (c *chunk) joinGroups() {
	repeated := false
	for i := 1; i < len(c.groups) && !repeated; i++ {
		a, b := c.groups[i-1], c.groups[i]
		repeated = a.prefix == b.prefix && bytes.Equal(c.text(a.key), c.text(b.key))
	}
	if !repeated {
		return
	}
	lines := make([]span, 0, len(c.lines))
	kept := c.groups[:0]
	for _, g := range c.groups {
		first := uint32(len(lines))
		lines = append(lines, c.lines[g.first:g.last]...)
		last := uint32(len(lines))
		if n := len(kept); n > 0 && bytes.Equal(c.text(kept[n-1].key), c.text(g.key)) {
			kept[n-1].last = last
			continue
		}
		g.first, g.last = first, last
		kept = append(kept, g)
	}
	c.groups, c.lines = kept, lines
}

func (c *chunk) sortLines(lines []span) {
	const few = 24
	if len(lines) > few {
		slices.SortFunc(lines, func(a, b span) int { return bytes.Compare(c.text(a), c.text(b)) })
		return
	}
	for i := 1; i < len(lines); i++ {
		for j := i; j > 0 && bytes.Compare(c.text(lines[j]), c.text(lines[j-1])) < 0; j-- {
			lines[j], lines[j-1] = lines[j-1], lines[j]
		}
	}
}

// unique drops repeated lines of a sorted group in place.
func (c *chunk) unique(lines []span) []span {
	return slices.CompactFunc(lines, func(a, b span) bool { return bytes.Equal(c.text(a), c.text(b)) })
}
