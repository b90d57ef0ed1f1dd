package projection

import (
	"cmp"
	"slices"
	"sort"
	"sync"

	"github.com/chancery-graph/chancery/graph"
)

// memRun holds recent rows, decoded. They are made and merged in SPOG order
// alone: another permutation is sorted when it is first read, which most runs do
// not live to see while many small events come in.
type memRun struct {
	orders      [graph.GSPO + 1]memSource
	first, last graph.Seq
}

// memSource is one permutation of a memRun.
type memSource struct {
	run   *memRun
	order graph.Order
	mem   *pool
	once  sync.Once
	data  rows
	idx   *index
}

// newMemRun makes a run of rows in SPOG order, which it owns.
func newMemRun(mem *pool, spog rows, first, last graph.Seq) *memRun {
	m := &memRun{first: first, last: last}
	for _, o := range graph.Orders {
		src := &m.orders[o]
		src.run, src.order, src.mem = m, o, mem
	}
	m.orders[graph.SPOG].data = spog
	return m
}

func (m *memRun) source(o graph.Order) source   { return &m.orders[o] }
func (m *memRun) rowCount() uint64              { return uint64(m.rows().len()) }
func (m *memRun) span() (first, last graph.Seq) { return m.first, m.last }

// rows are the run's in SPOG order.
func (m *memRun) rows() *rows { return &m.orders[graph.SPOG].data }

func (m *memRun) predicates() ([]runPredicate, error) {
	var bySubject, byObject predicateCounter
	bySubject.init(graph.PSOG)
	bySubject.note(m.orders[graph.PSOG].sorted())
	byObject.init(graph.POSG)
	byObject.note(m.orders[graph.POSG].sorted())
	return joinCounts(bySubject.counts, byObject.counts), nil
}

// sorted returns the rows in the order of the permutation.
func (m *memSource) sorted() *rows {
	m.once.Do(func() {
		if m.order != graph.SPOG { // whose rows are there
			m.data = m.run.rows().permuted(m.order, m.mem)
		}
		m.idx = newIndex(m.data.blocks())
	})
	return &m.data
}

func (m *memSource) index() (*index, error) {
	m.sorted()
	return m.idx, nil
}

func (m *memSource) open(f *frame, i int) error {
	data := m.sorted()
	from := i * graph.BatchRows
	f.openRows(data.slice(from, min(from+graph.BatchRows, data.len())))
	return nil
}

// blocks cuts rows into blocks of a batch.
func (r *rows) blocks() []blockInfo {
	var blocks []blockInfo
	for from := 0; from < r.len(); from += graph.BatchRows {
		blocks = append(blocks, r.describe(from, min(from+graph.BatchRows, r.len())))
	}
	return blocks
}

// permuted returns rows in SPOG order in another, or the rows themselves for this
// one. Stable sorts by one column or two do; see sorter.
func (r *rows) permuted(o graph.Order, mem *pool) rows {
	if o == graph.SPOG {
		return *r
	}
	s := mem.sorter()
	defer mem.putSorter(s)
	idx := s.identity(r.len())
	switch o {
	case graph.PSOG:
		idx = s.by(r.cols[graph.P], idx)
	case graph.GSPO:
		idx = s.by(r.cols[graph.G], idx)
	case graph.OSPG:
		idx = s.by(r.cols[graph.O], idx)
	case graph.POSG:
		idx = s.by(r.cols[graph.P], s.by(r.cols[graph.O], idx))
	}
	out := makeRows(r.len())
	for c, pos := range o.Positions() {
		for _, i := range idx {
			out.cols[c] = append(out.cols[c], r.cols[pos][i])
		}
	}
	for _, i := range idx {
		out.added = append(out.added, r.added[i])
		out.removed = append(out.removed, r.removed[i])
	}
	return out
}

// operationRows are the rows of an event's effective operations, in SPOG order.
// They take over the columns.
func operationRows(o *sortedOps, seq graph.Seq) rows {
	r := rows{cols: o.cols, added: make([]graph.Seq, o.len()), removed: make([]graph.Seq, o.len())}
	stamp := effective(seq)
	for i, flags := range o.flags {
		f := stamp(flags)
		r.added[i], r.removed[i] = f.added, f.removed
	}
	return r
}

// foldRecent merges the newest runs in memory while the last is at least half
// the size of the one before, so that there are few of them and each row is
// merged a logarithmic number of times.
func (p *Projection) foldRecent(runs []run) []run {
	for len(runs) >= 2 {
		a, ok := runs[len(runs)-2].(*memRun)
		b, ok2 := runs[len(runs)-1].(*memRun)
		if !ok || !ok2 || 2*b.rowCount() < a.rowCount() {
			break
		}
		runs = append(runs[:len(runs)-2], p.mergeRecent(a, b))
	}
	return runs
}

// mergeRecent merges two neighbours, the older first.
func (p *Projection) mergeRecent(a, b *memRun) *memRun {
	return newMemRun(&p.mem, mergeRows(a.rows(), b.rows()), a.first, b.last)
}

// mergeRows merges the rows of two runs in one order, the older first. What both
// hold of a statement becomes its history.
func mergeRows(a, b *rows) rows {
	out := makeRows(a.len() + b.len())
	var group, folded []fragment
	i, j := 0, 0
	for i < a.len() && j < b.len() {
		switch c := a.compare(i, b, j); {
		case c < 0:
			end := a.before(i, b, j)
			out.appendRange(a, i, end)
			i = end
		case c > 0:
			end := b.before(j, a, i)
			out.appendRange(b, j, end)
			j = end
		default:
			k := a.key(i)
			group = group[:0]
			for ; i < a.len() && a.key(i) == k; i++ {
				group = append(group, fragment{a.added[i], a.removed[i]})
			}
			for ; j < b.len() && b.key(j) == k; j++ {
				group = append(group, fragment{b.added[j], b.removed[j]})
			}
			folded = foldHistory(folded[:0], group)
			for _, f := range folded {
				out.append(k, f.added, f.removed)
			}
		}
	}
	out.appendRange(a, i, a.len())
	out.appendRange(b, j, b.len())
	return out
}

// compare compares the statement in row i with that in row j of other.
func (r *rows) compare(i int, other *rows, j int) int {
	for c := range r.cols {
		if x, y := r.cols[c][i], other.cols[c][j]; x != y {
			return cmp.Compare(x, y)
		}
	}
	return 0
}

// before returns the first row after i whose statement does not come before that
// in row j of other. It looks near i first: what is taken over is mostly short.
func (r *rows) before(i int, other *rows, j int) int {
	step := 1
	for i+step < r.len() && r.compare(i+step, other, j) < 0 {
		i += step
		step *= 2
	}
	rest := min(step, r.len()-i)
	return i + 1 + sort.Search(rest-1, func(n int) bool { return r.compare(i+1+n, other, j) >= 0 })
}

// appendRange appends rows [from, to) of other.
func (r *rows) appendRange(other *rows, from, to int) {
	for c := range r.cols {
		r.cols[c] = append(r.cols[c], other.cols[c][from:to]...)
	}
	r.added = append(r.added, other.added[from:to]...)
	r.removed = append(r.removed, other.removed[from:to]...)
}

// recentRun returns the rows in memory as one run; nil for none.
func (p *Projection) recentRun() *memRun {
	var all *memRun
	for _, r := range slices.Backward(p.view.Load().runs) { // the newest are the smallest
		if m, ok := r.(*memRun); ok && all == nil {
			all = m
		} else if ok {
			all = p.mergeRecent(m, all)
		}
	}
	return all
}

func (p *Projection) recentRows() (n int) {
	for _, r := range p.view.Load().runs {
		if m, ok := r.(*memRun); ok {
			n += int(m.rowCount())
		}
	}
	return n
}
