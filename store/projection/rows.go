package projection

import "github.com/chancery-graph/chancery/graph"

// rows are quads as columns in a permutation's order, each with the event that
// added it (0: the row only removes) and the one that removed it (NoSeq: it is
// still there). Sorted by the four columns, then by event.
type rows struct {
	cols           [4][]graph.ID
	added, removed []graph.Seq
}

func makeRows(capacity int) rows {
	var r rows
	for c := range r.cols {
		r.cols[c] = make([]graph.ID, 0, capacity)
	}
	r.added = make([]graph.Seq, 0, capacity)
	r.removed = make([]graph.Seq, 0, capacity)
	return r
}

func (r *rows) len() int { return len(r.cols[0]) }

func (r *rows) key(i int) key {
	return key{r.cols[0][i], r.cols[1][i], r.cols[2][i], r.cols[3][i]}
}

func (r *rows) append(k key, added, removed graph.Seq) {
	for c := range r.cols {
		r.cols[c] = append(r.cols[c], k[c])
	}
	r.added = append(r.added, added)
	r.removed = append(r.removed, removed)
}

func (r *rows) reset() {
	for c := range r.cols {
		r.cols[c] = r.cols[c][:0]
	}
	r.added, r.removed = r.added[:0], r.removed[:0]
}

// slice borrows rows [from, to).
func (r *rows) slice(from, to int) rows {
	var s rows
	for c := range r.cols {
		s.cols[c] = r.cols[c][from:to]
	}
	s.added, s.removed = r.added[from:to], r.removed[from:to]
	return s
}

// describe gives the block description of rows [from, to).
func (r *rows) describe(from, to int) blockInfo {
	b := blockInfo{first: r.key(from), last: r.key(to - 1)}
	for i := from; i < to; i++ {
		b.note(r.added[i], r.removed[i])
	}
	return b
}
