package projection

import (
	"errors"

	"github.com/chancery-graph/chancery/graph"
)

// flags of a sorted operation.
const (
	flagAdd     = 1 << iota // the event's last word on the statement is an add
	flagPresent             // the statement was there before the event
)

// sortedOps are the operations of one buffer in SPOG order, one per statement:
// the last word of the patch on it. Columns are indexed by graph.Position.
type sortedOps struct {
	cols  [4][]graph.ID
	flags []uint8
}

func (o *sortedOps) len() int { return len(o.flags) }

func (o *sortedOps) key(i int) key {
	return key{o.cols[0][i], o.cols[1][i], o.cols[2][i], o.cols[3][i]}
}

// idle tells that an operation changes nothing: it adds what is there or deletes
// what is not.
func idle(flags uint8) bool { return (flags&flagAdd != 0) == (flags&flagPresent != 0) }

// dropIdle removes operations that change nothing.
func (o *sortedOps) dropIdle() {
	kept := 0
	for i, f := range o.flags {
		if idle(f) {
			continue
		}
		if kept != i {
			for c := range o.cols {
				o.cols[c][kept] = o.cols[c][i]
			}
			o.flags[kept] = f
		}
		kept++
	}
	for c := range o.cols {
		o.cols[c] = o.cols[c][:kept]
	}
	o.flags = o.flags[:kept]
}

// count counts the effective operations.
func (o *sortedOps) count() (r Result) {
	for _, f := range o.flags {
		switch {
		case idle(f):
		case f&flagAdd != 0:
			r.Added++
		default:
			r.Removed++
		}
	}
	return r
}

// sortBuffer sorts a buffer and marks which statements were there before. Terms
// with a dictionary ordinal of at least mark are new, and so are the statements
// that hold one.
func (p *Projection) sortBuffer(b *opBuffer, mark uint64) (*sortedOps, error) {
	s := &p.sorter
	idx := s.identity(b.len())
	for _, pos := range []graph.Position{graph.G, graph.O, graph.P, graph.S} {
		idx = s.by(b.cols[pos], idx)
	}
	same := func(a, b2 uint32) bool {
		return b.cols[0][a] == b.cols[0][b2] && b.cols[2][a] == b.cols[2][b2] &&
			b.cols[1][a] == b.cols[1][b2] && b.cols[3][a] == b.cols[3][b2]
	}
	last := idx[:0] // sorting is stable: of equal statements the last one counts
	for i, r := range idx {
		if i+1 == len(idx) || !same(r, idx[i+1]) {
			last = append(last, r)
		}
	}
	o := &sortedOps{flags: make([]uint8, len(last))}
	for c := range o.cols {
		col, src := make([]graph.ID, len(last)), b.cols[c]
		for i, r := range last {
			col[i] = src[r]
		}
		o.cols[c] = col
	}
	for i, r := range last {
		if b.ops[r] == graph.Add {
			o.flags[i] = flagAdd
		}
	}
	return o, p.markPresent(o, mark)
}

// markPresent sets flagPresent on statements of the current view. Of the runs
// that hold a statement the newest knows.
func (p *Projection) markPresent(o *sortedOps, mark uint64) (err error) {
	v := p.acquire() // or a merge that ends now would delete its runs
	defer func() { err = errors.Join(err, p.release(v)) }()
	open := make([]int, 0, 64)
	for i := range o.flags {
		if !o.fresh(i, mark) {
			open = append(open, i)
		}
	}
	if len(open) == 0 || len(v.runs) == 0 {
		return nil
	}
	reader := p.db.Reader()
	defer reader.Close()
	for r := len(v.runs) - 1; r >= 0 && len(open) > 0; r-- {
		if open, err = o.markFrom(&p.mem, v.runs[r].source(graph.SPOG), reader, open); err != nil {
			return err
		}
	}
	return nil
}

// fresh tells that a term of the statement came with this event.
func (o *sortedOps) fresh(i int, mark uint64) bool {
	for c := range o.cols {
		if id := o.cols[c][i]; id.InDictionary() && id.Payload() >= mark {
			return true
		}
	}
	return false
}

// markFrom looks the open operations up in one run and returns those that it
// does not hold.
func (o *sortedOps) markFrom(mem *pool, src source, r blockReader, open []int) ([]int, error) {
	first := o.key(open[0])
	m, err := openMerger(mem, []source{src}, r, &access{lo: first, hi: maxKey, prefix: 4}, nil)
	if err != nil {
		return nil, err
	}
	defer m.close()
	if len(m.cursors) == 0 {
		return open, nil
	}
	c := m.cursors[0]
	if err := c.leaveSolo(); err != nil {
		return nil, err
	}
	left := open[:0]
	for n, i := range open {
		k := o.key(i)
		if !c.done {
			if err := c.seekWithin(&k); err != nil {
				return nil, err
			}
		}
		if c.done {
			return append(left, open[n:]...), nil
		}
		if c.cur != k {
			left = append(left, i)
			continue
		}
		present, err := c.lastState(&k)
		if err != nil {
			return nil, err
		}
		if present {
			o.flags[i] |= flagPresent
		}
	}
	return left, nil
}

// lastState passes the rows with key k and tells whether the last one holds.
func (c *cursor) lastState(k *key) (present bool, err error) {
	for !c.done && c.cur == *k {
		if err := c.openFrame(); err != nil {
			return false, err
		}
		_, removed, err := c.frame.eventColumns()
		if err != nil {
			return false, err
		}
		present = removed[c.pos] == graph.NoSeq
		if err := c.moveTo(c.pos + 1); err != nil {
			return false, err
		}
	}
	return present, nil
}

// rowSink takes the rows of one permutation in order.
type rowSink interface{ add(r rows) error }

// emit writes the operations to a sink per permutation. stamp turns flags into
// the event columns of a row.
func (p *Projection) emit(o *sortedOps, sink func(graph.Order) rowSink, stamp func(flags uint8) fragment) error {
	table := [4]fragment{stamp(0), stamp(1), stamp(2), stamp(3)}
	s := &p.sorter
	buf := p.mem.batch()
	defer p.mem.putBatch(buf)
	write := func(order graph.Order, idx []uint32) error {
		return o.emitOrder(order, idx, buf, &table, sink(order))
	}
	// Stable sorts by one column each; see sorter.
	if err := write(graph.SPOG, s.identity(o.len())); err != nil {
		return err
	}
	if err := write(graph.PSOG, s.by(o.cols[graph.P], s.identity(o.len()))); err != nil {
		return err
	}
	if err := write(graph.GSPO, s.by(o.cols[graph.G], s.identity(o.len()))); err != nil {
		return err
	}
	byObject := s.by(o.cols[graph.O], s.identity(o.len()))
	if err := write(graph.OSPG, byObject); err != nil {
		return err
	}
	return write(graph.POSG, s.by(o.cols[graph.P], byObject))
}

func (o *sortedOps) emitOrder(order graph.Order, idx []uint32, buf *rows, table *[4]fragment, sink rowSink) error {
	positions := order.Positions()
	for from := 0; from < len(idx); from += graph.BatchRows {
		part := idx[from:min(from+graph.BatchRows, len(idx))]
		buf.reset()
		for c, pos := range positions {
			src, dst := o.cols[pos], buf.cols[c]
			for _, r := range part {
				dst = append(dst, src[r])
			}
			buf.cols[c] = dst
		}
		for _, r := range part {
			f := &table[o.flags[r]]
			buf.added = append(buf.added, f.added)
			buf.removed = append(buf.removed, f.removed)
		}
		if err := sink.add(*buf); err != nil {
			return err
		}
	}
	return nil
}

// effective stamps an operation that is not idle with its event.
func effective(seq graph.Seq) func(uint8) fragment {
	return func(flags uint8) fragment {
		if flags&flagAdd != 0 {
			return fragment{seq, graph.NoSeq}
		}
		return fragment{0, seq}
	}
}
