package exec

import (
	"context"
	"slices"

	"github.com/chancery-graph/chancery/graph"
)

// matchCounts is match by one key where nothing is wanted of the partners but how many
// there are: for left rows that are only tested or counted. It fills from with zeros
// and to with the numbers.
func (m *mergeMatcher) matchCounts(ctx context.Context, b *Batch, at int, out *matches) (int, error) {
	left := b.Cols[m.keys[0]][:b.N]
	if b.Sel != nil {
		m.ids = slices.Grow(m.ids[:0], len(b.Sel))[:len(b.Sel)]
		gather(m.ids, left, b.Sel)
		left = m.ids
	}
	clear(out.from[at:len(left)])
	for i := at; i < len(left); {
		if len(m.key) > 0 && left[i] == m.key[0] {
			out.to[i] = m.to
			i++
			continue
		}
		if n := m.countWithin(left[i:], out.to[i:]); n > 0 {
			i += n
			continue
		}
		m.current[0] = left[i]
		if err := m.find(ctx); err != nil {
			return 0, err
		}
		m.from, m.to = 0, m.to-m.from
		m.c.pend, m.c.buf.n = m.c.pend[:0], 0
		out.to[i] = m.to
		i++
	}
	out.perm, out.cols = nil, m.c.view
	return len(left), nil
}

// sparse is how many right rows there are for a left one where galloping beats looking
// at all of them.
const sparse = 8

// countWithin counts the partners of the leading left rows whose keys are less than the
// last one of the batch at hand, so that nothing need be read, and returns how many
// these are.
func (m *mergeMatcher) countWithin(left []graph.ID, counts []int32) int {
	c := m.c
	if c.pos >= c.b.N {
		return 0
	}
	right := c.cols[0][c.pos:c.b.N]
	n := gallop(left, right[len(right)-1])
	if n == 0 {
		return 0
	}
	left, counts = left[:n], counts[:n]
	if gallop(right, left[n-1]) > sparse*n {
		c.pos += countSparse(left, right, counts)
	} else {
		c.pos += countDense(left, right, counts)
	}
	last := graph.None
	for i, id := range left {
		if id == last { // its partners were counted for the first row
			counts[i] = counts[i-1]
			continue
		}
		c.hits += int(counts[i])
		last = id
	}
	m.key, c.last = append(m.key[:0], last), append(c.last[:0], last)
	m.from, m.to = 0, counts[n-1]
	return n
}

// countDense walks both sides, of which right has a greater last key, in steps without
// branches: which side is behind cannot be predicted. Of left rows with equal keys the
// first gets the number of partners. It returns how many right rows have been passed.
func countDense(left, right []graph.ID, counts []int32) int {
	clear(counts)
	i, j := 0, 0
	for i < len(left) {
		l, r := left[i], right[j]
		less, equal := 0, int32(0)
		if l < r {
			less = 1
		}
		if l == r {
			equal = 1
		}
		counts[i] += equal
		i += less
		j += 1 - less
	}
	return j
}

// countSparse is countDense where there are many right rows for a left one.
func countSparse(left, right []graph.ID, counts []int32) int {
	j := 0
	for i, id := range left {
		j += gallop(right[j:], id)
		first := j
		for right[j] == id {
			j++
		}
		counts[i] = int32(j - first)
	}
	return j
}
