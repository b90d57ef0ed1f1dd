package projection

import (
	"context"
	"sort"

	"github.com/chancery-graph/chancery/graph"
)

// count returns the exact number of statements that match a pattern as of seq.
// Blocks inside the key range are counted from the block index: since runs hold
// only rows that really changed something, the statements of a range are the
// adds of all runs less their removals, without any merge. Only blocks at the
// ends of the range, and blocks in which seq lies between events, are read.
func (v *view) count(ctx context.Context, p *graph.Pattern, seq graph.Seq, r blockReader) (uint64, error) {
	a, err := v.choose(p, graph.AnyOrder)
	if err != nil {
		return 0, err
	}
	if len(a.filters) > 0 {
		return v.countScan(ctx, p, &a, seq, r)
	}
	var n int64
	for _, run := range v.runs {
		first, last := run.span()
		if first > seq {
			continue
		}
		c := counter{cur: v.mem.cursor(), reader: r, src: run.source(a.order), seq: seq, settled: last <= seq}
		m, err := c.count(ctx, &a)
		v.mem.putCursor(c.cur)
		if err != nil {
			return 0, err
		}
		n += m
	}
	return uint64(n), nil
}

func (v *view) countScan(ctx context.Context, p *graph.Pattern, a *access, seq graph.Seq, r blockReader) (uint64, error) {
	s, err := v.scan(&graph.Scan{Pattern: *p, Order: a.order, Columns: 1 << a.order.Positions()[0]}, seq, r)
	if err != nil {
		return 0, err
	}
	defer s.Close()
	var n uint64
	var b graph.Batch
	for {
		if err := s.Next(ctx, &b); err != nil {
			return 0, err
		}
		if b.N == 0 {
			return n, nil
		}
		n += uint64(b.N)
	}
}

// counter counts the rows of one source in a key range: adds less removals.
type counter struct {
	cur     *cursor // whose memory blocks are read in
	reader  blockReader
	src     source
	idx     *index
	seq     graph.Seq
	settled bool // all of the run's events are at or before seq
}

func (c *counter) count(ctx context.Context, a *access) (int64, error) {
	var err error
	if c.idx, err = c.src.index(); err != nil {
		return 0, err
	}
	c.cur.reset(c.src, c.idx, c.reader, a, nil, true)
	blocks := c.idx.blocks
	from := c.idx.seek(&a.lo)
	to := from + sort.Search(len(blocks)-from, func(i int) bool { return a.hi.less(&blocks[from+i].first) })
	if from == to {
		return 0, nil
	}
	var n int64
	// The first and the last block may reach beyond the range.
	if blocks[from].first.less(&a.lo) || a.hi.less(&blocks[from].last) {
		m, err := c.edge(from, a)
		if err != nil {
			return 0, err
		}
		n += m
		from++
	}
	if from < to && a.hi.less(&blocks[to-1].last) {
		m, err := c.edge(to-1, a)
		if err != nil {
			return 0, err
		}
		n += m
		to--
	}
	m, err := c.inside(ctx, from, to)
	return n + m, err
}

// inside counts whole blocks.
func (c *counter) inside(ctx context.Context, from, to int) (int64, error) {
	if c.settled {
		return c.idx.live[to] - c.idx.live[from], nil
	}
	var n int64
	for i := from; i < to; i++ {
		b := &c.idx.blocks[i]
		switch {
		case b.all(c.seq):
			n += int64(b.rows)
		case b.none(c.seq):
		case b.maxAdded <= c.seq && b.maxRemoved <= c.seq:
			n += int64(b.live())
		default:
			m, err := c.rows(i)
			if err != nil {
				return 0, err
			}
			n += m
			if err := ctx.Err(); err != nil {
				return 0, err
			}
		}
	}
	return n, nil
}

// edge counts the rows of a block that lie in the range.
func (c *counter) edge(i int, a *access) (int64, error) {
	cur := c.cur
	cur.block, cur.done = i-1, false
	if err := cur.nextBlock(); err != nil || cur.done {
		return 0, err
	}
	from, err := cur.searchEdge(&a.lo, false)
	if err != nil {
		return 0, err
	}
	if cur.info().all(c.seq) {
		return int64(cur.end - from), nil
	}
	added, removed, err := cur.frame.eventColumns()
	if err != nil {
		return 0, err
	}
	return tally(added[from:cur.end], removed[from:cur.end], c.seq), nil
}

// rows counts a whole block by its rows.
func (c *counter) rows(i int) (int64, error) {
	f := &c.cur.frame
	if err := c.src.open(f, i); err != nil {
		return 0, err
	}
	added, removed, err := f.eventColumns()
	if err != nil {
		return 0, err
	}
	return tally(added, removed, c.seq), nil
}

// tally counts adds less removals at or before seq.
func tally(added, removed []graph.Seq, seq graph.Seq) (n int64) {
	for i, a := range added {
		if a-1 < seq {
			n++
		}
		if removed[i] <= seq {
			n--
		}
	}
	return n
}
