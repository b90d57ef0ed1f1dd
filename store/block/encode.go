package block

import (
	"encoding/binary"
	"hash/crc32"
	"math/bits"

	"github.com/chancery-graph/chancery/graph"
)

// Encoder writes blocks. The zero value is ready; it holds about 110 KiB of
// working memory that is reused from block to block, and is used by one
// goroutine at a time.
type Encoder struct {
	body  []byte             // the columns of the block being written
	runs  []byte             // the run-length form of a vector, to compare
	vals  [MaxRows]graph.ID  // values of runs
	lens  [MaxRows]graph.ID  // lengths of runs
	trans [MaxRows]graph.ID  // a vector after its transform
	event [MaxRows]graph.ID  // an event column as words
	codes [MaxRows]graph.ID  // a dictionary code per value
	group grouper            // sorted values
	parts [2]partition       // frames of the plain values and of differences
	table [tableSize]keySlot // value to dictionary code
}

// Append appends the block of r to dst. It panics where r breaks the contract
// of [Rows]; rows need not be sorted, but sorted ones take less room.
func (e *Encoder) Append(dst []byte, r *Rows) []byte {
	check(r)
	h := summarize(r)
	var sizes [sections]int
	e.body = e.body[:0]
	for i := range sections {
		before := len(e.body)
		switch {
		case i < 4:
			e.body = e.appendVector(e.body, r.Cols[i], r.Cols[:i], false)
		case i == 4:
			for k, a := range r.Added {
				e.event[k] = graph.ID(a)
			}
			e.body = e.appendVector(e.body, e.event[:r.N], nil, false)
		default: // complemented, so that NoSeq is a short number
			for k, q := range r.Removed {
				e.event[k] = ^graph.ID(q)
			}
			e.body = e.appendVector(e.body, e.event[:r.N], nil, false)
		}
		sizes[i] = len(e.body) - before
	}
	start := len(dst)
	dst = appendHeader(dst, &h, &sizes)
	dst = append(dst, e.body...)
	dst = binary.LittleEndian.AppendUint32(dst, crc32.Checksum(dst[start:], castagnoli))
	return append(dst, trailerMagic...)
}

// A vector is written as a transform and a form; both are in its first byte.
const (
	formConst  = 0 // every value the same
	formPacked = 1 // base + fixed width
	formRuns   = 2 // values and lengths of runs, each a vector
	formDict   = 3 // sorted distinct values + a code per value
	formFrames = 4 // several bases and widths + a code per value
	formBits   = 3 // the form's bits; the transform is above them

	plain    = 0 // the values themselves
	delta    = 1 // differences from the value before
	relative = 2 // relative+j: differences from column j of the same row
)

// signBit turned makes the unsigned order of words that of signed differences.
const signBit graph.ID = 1 << 63

// vectorStats is what one pass over a vector tells.
type vectorStats struct {
	min, max       graph.ID
	minStep, width graph.ID // least difference (turned by signBit), and the greatest's distance from it
	runs           int
}

func scanVector(v []graph.ID) vectorStats {
	least, greatest, prev, runs := v[0], v[0], v[0], 1
	lo, hi := graph.MaxID, graph.ID(0)
	for _, x := range v[1:] {
		least, greatest = min(least, x), max(greatest, x)
		d := (x - prev) ^ signBit
		lo, hi = min(lo, d), max(hi, d)
		if d != signBit {
			runs++
		}
		prev = x
	}
	s := vectorStats{min: least, max: greatest, runs: runs}
	if len(v) > 1 {
		s.minStep, s.width = lo, hi-lo
	}
	return s
}

// appendVector writes v in the smallest form found. refs are the columns before
// it that it may be written relative to. nested is set for the parts of a
// run-length form, which are not run-length coded again.
func (e *Encoder) appendVector(dst []byte, v []graph.ID, refs [][]graph.ID, nested bool) []byte {
	s := scanVector(v)
	n := len(v)
	if s.min == s.max {
		return binary.AppendUvarint(append(dst, formConst), rotate(s.min))
	}
	if s.width == 0 {
		dst = appendStart(append(dst, formConst|delta<<formBits), v)
		return binary.AppendUvarint(dst, zigzag(s.minStep^signBit))
	}
	best := choice{form: formPacked, low: s.min, width: s.max - s.min}
	best.bits = n*int(widthOf(best.width)) + baseBits
	best.take(choice{
		transform: delta, form: formPacked, low: s.minStep ^ signBit, width: s.width,
		bits: n*int(widthOf(s.width)) + 2*baseBits,
	})
	if !nested && s.runs <= n/3 {
		e.appendRuns(v)
		best.take(choice{form: formRuns, bits: 8 * len(e.runs)})
	}
	// Fewer bits a row are not worth the time that looking further takes.
	const good = 2
	if best.bits > good*n {
		e.considerGroups(&best, v, refs, &s)
	}
	return e.write(dst, v, refs, &best)
}

// baseBits is about what a base and a width take.
const baseBits = 48

// choice is a way to write a vector.
type choice struct {
	transform  int
	form       byte
	bits       int        // size, nearly exact
	low, width graph.ID   // formPacked: base, and the greatest value's distance from it
	keys       int        // formDict: number of values, in the grouper's kept list
	part       *partition // formFrames
}

func (c *choice) take(other choice) {
	if other.bits < c.bits {
		*c = other
	}
}

// considerGroups tries the forms that need sorted values: a dictionary and
// frames of the plain values, and frames of the most promising differences.
func (e *Encoder) considerGroups(best *choice, v []graph.ID, refs [][]graph.ID, s *vectorStats) {
	n, g := len(v), &e.group
	transform, bound := estimate(v, refs)
	// Differences far below the plain values are those of a sorted column, of
	// which the plain values make no groups.
	if s.min != v[0] || bound*2 > best.bits {
		few := g.collectFew(v)
		if few {
			if cost := n*bits.Len(uint(g.n-1)) + 8*dictSize(g.keys[:g.n]); cost < best.bits {
				g.keep()
				best.take(choice{form: formDict, keys: g.n, bits: cost})
			}
		} else {
			g.sample(v, 0, s.min, s.max)
		}
		e.considerFrames(best, &e.parts[0], v, plain, few)
	}
	if bound < best.bits {
		low, high := e.transform(v, refs, transform)
		g.sample(e.trans[:n], signBit, low, high)
		e.considerFrames(best, &e.parts[1], e.trans[:n], transform, false)
	}
}

// considerFrames tries frames of v, which is transformed already and collected
// by the grouper: in whole if exact is set, else as a sample.
func (e *Encoder) considerFrames(best *choice, part *partition, v []graph.ID, transform int, exact bool) {
	g := &e.group
	var turn graph.ID
	if transform != plain {
		turn = signBit
	}
	c := g.cut(len(v), best.bits)
	if c.n > 1 {
		size := part.assign(v, turn, &c)
		if !exact && size > c.bits+c.bits/8 { // the sample has missed a range
			g.collect(v, turn)
			if c = g.cut(len(v), best.bits); c.n > 1 {
				size = part.assign(v, turn, &c)
			}
		}
		if c.n > 1 {
			best.take(choice{transform: transform, form: formFrames, part: part, bits: size})
		}
	}
	if c.n == 1 {
		low, high := g.keys[0], g.keys[g.n-1]
		best.take(choice{transform: transform, form: formPacked, low: low ^ turn, width: high - low, bits: c.bits})
	}
}

// estimate samples the differences from the row before and from each of refs,
// and returns the transform with the least of them and a lower bound, in bits,
// of what they take.
func estimate(v []graph.ID, refs [][]graph.ID) (transform, bound int) {
	const stride = 7 // odd, so as not to fall in step with a pattern of the data
	sums := [1 + 4]int{}
	samples := 0
	for i := 1; i < len(v); i += stride {
		samples++
		sums[0] += bits.Len64(zigzag(v[i] - v[i-1]))
		for j, ref := range refs {
			sums[1+j] += bits.Len64(zigzag(v[i] - ref[i]))
		}
	}
	transform, bound = delta, sums[0]
	for j := range refs {
		if sums[1+j] < bound {
			transform, bound = relative+j, sums[1+j]
		}
	}
	return transform, bound * len(v) / samples
}

// transform sets e.trans to v after a transform, and returns the least and the
// greatest difference, turned by signBit. The difference of the first row is
// that of the second, so that it needs no room of its own; see appendStart.
func (e *Encoder) transform(v []graph.ID, refs [][]graph.ID, transform int) (low, high graph.ID) {
	t := e.trans[:len(v)]
	low, high = graph.MaxID, 0
	if transform == delta {
		prev := v[0] - (v[1] - v[0])
		for i, x := range v {
			d := x - prev
			t[i] = d
			low, high = min(low, d^signBit), max(high, d^signBit)
			prev = x
		}
		return low, high
	}
	ref := refs[transform-relative][:len(v)]
	for i, x := range v {
		d := x - ref[i]
		t[i] = d
		low, high = min(low, d^signBit), max(high, d^signBit)
	}
	return low, high
}

// appendStart writes the value before the first row of a vector of differences:
// the one that makes the first difference equal to the second.
func appendStart(dst []byte, v []graph.ID) []byte {
	return binary.AppendUvarint(dst, rotate(v[0]-(v[1]-v[0])))
}

// appendRuns sets e.runs to the run-length form of v.
func (e *Encoder) appendRuns(v []graph.ID) {
	n, first := 0, 0
	for i := 1; i <= len(v); i++ {
		if i == len(v) || v[i] != v[first] {
			e.vals[n], e.lens[n] = v[first], graph.ID(i-first)
			n++
			first = i
		}
	}
	e.runs = binary.AppendUvarint(append(e.runs[:0], formRuns), uint64(n))
	e.runs = e.appendVector(e.runs, e.vals[:n], nil, true)
	e.runs = e.appendVector(e.runs, e.lens[:n], nil, true)
}

// write writes v as chosen.
func (e *Encoder) write(dst []byte, v []graph.ID, refs [][]graph.ID, c *choice) []byte {
	if c.form == formRuns {
		return append(dst, e.runs...)
	}
	dst = append(dst, c.form|byte(c.transform)<<formBits)
	if c.transform == delta {
		dst = appendStart(dst, v)
	}
	switch c.form {
	case formPacked:
		if c.transform != plain {
			e.transform(v, refs, c.transform)
			v = e.trans[:len(v)]
		}
		dst = appendBase(dst, c.low, c.transform)
		dst = append(dst, widthOf(c.width))
		return appendPacked(dst, v, c.low, widthOf(c.width))
	case formDict:
		return e.appendDict(dst, v, e.group.kept[:c.keys])
	default:
		return c.part.append(dst, len(v), c.transform)
	}
}

// appendBase writes a base: rotated where values are IDs, zigzag where they are
// differences.
func appendBase(dst []byte, base graph.ID, transform int) []byte {
	if transform == plain {
		return binary.AppendUvarint(dst, rotate(base))
	}
	return binary.AppendUvarint(dst, zigzag(base))
}
