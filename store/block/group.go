package block

import (
	"math/bits"

	"github.com/chancery-graph/chancery/graph"
)

// grouper finds the ranges into which the values of a vector fall. It works on
// sorted values with the number of rows that each stands for: all values, or a
// sample, which is enough to find the ranges in an eighth of the time.
type grouper struct {
	n     int                // number of keys
	keys  [MaxRows]graph.ID  // distinct values, ascending, turned
	upTo  [MaxRows + 1]int32 // upTo[i]: number of rows below keys[i]
	kept  [maxDict]graph.ID  // the keys that a dictionary was chosen for
	other [MaxRows]graph.ID  // second half of the sort
	table [tableSize]keySlot // distinct values seen so far
	ends  [2 * 16]graph.ID   // least and greatest value by tag
}

// keySlot is a place of an open-addressing table; n = 0 is empty.
type keySlot struct {
	key graph.ID
	n   int32
}

const (
	tableBits = 9 // keeps the table at most half full
	tableSize = 1 << tableBits
)

// slotOf returns a value's place in a table.
func slotOf(v graph.ID) uint64 {
	const golden = 0x9e3779b97f4a7c15 // 2^64 divided by the golden ratio
	return uint64(v) * golden >> (64 - tableBits)
}

// sampleSize is the least number of rows of a sample.
const sampleSize = 128

// sample collects some of the values of v, xor turn, among them low and high,
// the least and the greatest; and of plain values the least and the greatest
// with each tag, since a range across tags is a wide one.
func (g *grouper) sample(v []graph.ID, turn, low, high graph.ID) {
	step := len(v) / sampleSize
	if step <= 1 {
		g.collect(v, turn)
		return
	}
	n := 0
	for i := 0; i+step <= len(v); i += step {
		g.keys[n] = v[i+n%step] ^ turn // moves on against patterns of the data
		n++
	}
	for _, x := range [2]graph.ID{low, high} {
		g.keys[n] = x
		n++
	}
	if turn == 0 && low.Tag() != high.Tag() {
		n = g.addTags(v, n)
	}
	g.finish(n, int32(step))
}

// addTags adds the least and the greatest value with each tag to the n keys.
func (g *grouper) addTags(v []graph.ID, n int) int {
	for i := 0; i < len(g.ends); i += 2 {
		g.ends[i], g.ends[i+1] = graph.MaxID, 0
	}
	for _, x := range v {
		at := x.Tag() & 15 * 2
		g.ends[at] = min(g.ends[at], x)
		g.ends[at+1] = max(g.ends[at+1], x)
	}
	for i := 0; i < len(g.ends); i += 2 {
		if g.ends[i] <= g.ends[i+1] {
			g.keys[n], g.keys[n+1] = g.ends[i], g.ends[i+1]
			n += 2
		}
	}
	return n
}

// collect collects all values of v, xor turn.
func (g *grouper) collect(v []graph.ID, turn graph.ID) {
	for i, x := range v {
		g.keys[i] = x ^ turn
	}
	g.finish(len(v), 1)
}

// finish sorts n keys that stand for step rows each and joins equal ones.
func (g *grouper) finish(n int, step int32) {
	sortWords(g.keys[:n], g.other[:n])
	g.n = 1
	g.upTo[0] = 0
	for i := 1; i < n; i++ {
		if x := g.keys[i]; x != g.keys[g.n-1] {
			g.keys[g.n] = x
			g.upTo[g.n] = int32(i) * step
			g.n++
		}
	}
	g.upTo[g.n] = int32(n) * step
}

// collectFew collects all values of v if at most maxDict are distinct, and else
// gives up. Columns of predicates and classes stop here.
func (g *grouper) collectFew(v []graph.ID) bool {
	clear(g.table[:])
	n := 0
	for _, x := range v {
		at := slotOf(x)
		for g.table[at].n > 0 && g.table[at].key != x {
			at = (at + 1) % tableSize
		}
		slot := &g.table[at]
		if slot.n == 0 {
			if n == maxDict {
				return false
			}
			slot.key = x
			g.keys[n] = x
			n++
		}
		slot.n++
	}
	sortWords(g.keys[:n], g.other[:n])
	g.n = n
	g.upTo[0] = 0
	for i, x := range g.keys[:n] {
		at := slotOf(x)
		for g.table[at].key != x || g.table[at].n == 0 {
			at = (at + 1) % tableSize
		}
		g.upTo[i+1] = g.upTo[i] + g.table[at].n
	}
	return true
}

// keep sets the present keys aside for a dictionary.
func (g *grouper) keep() { copy(g.kept[:], g.keys[:g.n]) }

// cuts is a way to cut a vector's values into ranges.
type cuts struct {
	n    int                 // number of ranges; 0: none of them pays
	base [maxFrames]graph.ID // least key of each, turned, ascending
	bits int                 // size, as far as the keys tell
}

// frameBits is about what a frame's base and width take.
const frameBits = 48

// piece is a range [lo, hi) of the keys, and where cutting it in two saves
// most.
type piece struct {
	lo, hi   int
	cost     int // bits of its packed values
	cut      int
	saved    int
	examined bool
}

// cut cuts the keys, which stand for n rows, into ranges, greedily: the cut
// that saves most is made first, and the number of ranges with the least total
// is kept if it takes less than limit bits.
func (g *grouper) cut(n, limit int) cuts {
	var pieces [maxFrames]piece
	pieces[0] = piece{lo: 0, hi: g.n, cost: g.cost(0, g.n)}
	count, sum := 1, pieces[0].cost
	best := cuts{bits: limit}
	for {
		if total := sum + n*int(codeWidth(count)) + count*frameBits; total < best.bits {
			best.bits, best.n = total, count
			for i, p := range pieces[:count] {
				best.base[i] = g.keys[p.lo]
			}
		}
		at := -1
		for i := range pieces[:count] {
			p := &pieces[i]
			if !p.examined {
				g.examine(p)
			}
			if p.saved > frameBits && (at < 0 || p.saved > pieces[at].saved) {
				at = i
			}
		}
		if at < 0 || count == maxFrames {
			return best
		}
		p := pieces[at]
		copy(pieces[at+1:count+1], pieces[at:count])
		count++
		pieces[at] = piece{lo: p.lo, hi: p.cut, cost: g.cost(p.lo, p.cut)}
		pieces[at+1] = piece{lo: p.cut, hi: p.hi, cost: g.cost(p.cut, p.hi)}
		sum -= p.saved
	}
}

func (g *grouper) cost(lo, hi int) int {
	return int(g.upTo[hi]-g.upTo[lo]) * int(widthOf(g.keys[hi-1]-g.keys[lo]))
}

// examine finds the best cut of a piece.
func (g *grouper) examine(p *piece) {
	p.examined = true
	first, last := g.keys[p.lo], g.keys[p.hi-1]
	from, to := int(g.upTo[p.lo]), int(g.upTo[p.hi])
	best := p.cost
	for i := p.lo + 1; i < p.hi; i++ {
		at := int(g.upTo[i])
		left := bits.Len64(uint64(g.keys[i-1] - first))
		right := bits.Len64(uint64(last - g.keys[i]))
		if c := (at-from)*left + (to-at)*right; c < best {
			best, p.cut = c, i
		}
	}
	if best < p.cost {
		p.saved = p.cost - g.cost(p.lo, p.cut) - g.cost(p.cut, p.hi)
	}
}
