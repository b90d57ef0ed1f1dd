package projection

import (
	"context"
	"errors"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/kv"
)

// passRows is the number of rows from which a piece of a block is handed out as
// it is, rather than copied behind rows gathered before.
const passRows = 256

// scanner implements graph.Scanner over a view.
type scanner struct {
	access
	m      *merger
	seq    graph.Seq
	want   graph.Columns
	events bool
	// history asks for every interval that began at or before seq, not only for
	// those that hold then.
	history bool
	mem     *pool
	reader  *kv.Reader // closed with the scanner; nil: the caller's

	out *rows // gathered rows; handed out when full or before a large piece
	sel []int32
	// intervals of the statement key are still to be gathered.
	intervals []fragment
	key       key

	deferred graph.Columns // left out of pieces that are handed out as they are
	passed   span          // the piece handed out last

	left span // what is left of a span that did not fit
	held bool // out was handed out and is emptied at the next call
}

var errClosed = errors.New("projection: scanner is closed")

func (s *scanner) Order() graph.Order { return s.order }

func (s *scanner) Close() error {
	if s.out == nil {
		return nil
	}
	s.m.close()
	s.mem.putBatch(s.out)
	s.out = nil
	if s.reader != nil {
		s.reader.Close()
	}
	return nil
}

// Next implements graph.Scanner.
func (s *scanner) Next(ctx context.Context, b *graph.Batch) error {
	if s.out == nil {
		return errClosed
	}
	if s.held {
		s.out.reset()
		s.held = false
	}
	*b = graph.Batch{}
	for {
		if s.drainIntervals(); s.out.len() >= graph.BatchRows {
			return s.flush(b)
		}
		sp, ok, err := s.nextSpan(ctx)
		if err != nil {
			return err
		}
		if !ok {
			return s.flush(b)
		}
		if sp.c == nil {
			s.takeGroup(&sp)
		} else {
			handed, err := s.takeRows(&sp, b)
			if err != nil || handed {
				return err
			}
		}
	}
}

// drainIntervals gathers the intervals of a statement's history, as many as fit.
func (s *scanner) drainIntervals() {
	for len(s.intervals) > 0 && s.out.len() < graph.BatchRows {
		if f := s.intervals[0]; f.added != 0 && f.added <= s.seq {
			s.out.append(s.key, f.added, f.removed)
		}
		s.intervals = s.intervals[1:]
	}
}

func (s *scanner) nextSpan(ctx context.Context) (span, bool, error) {
	if s.left.c != nil {
		sp := s.left
		s.left = span{}
		return sp, true, nil
	}
	return s.m.next(ctx)
}

// takeGroup gathers a statement with a history over several runs.
func (s *scanner) takeGroup(sp *span) {
	for i := range s.filters {
		if c := &s.filters[i]; !c.holds(sp.key[c.col]) {
			return
		}
	}
	if s.history {
		s.key, s.intervals = sp.key, foldHistory(s.intervals[:0], sp.group)
		return
	}
	if added, removed := interval(sp.group, s.seq); added != 0 {
		s.out.append(sp.key, added, removed)
	}
}

// whole tells that all rows of a block are wanted, as its index entry shows.
func (s *scanner) whole(b *blockInfo) bool {
	if s.history {
		return b.adds == b.rows && b.maxAdded <= s.seq
	}
	return b.all(s.seq)
}

// takeRows hands a piece of a block out as it is, or gathers its visible rows.
// It reports whether b was filled.
func (s *scanner) takeRows(sp *span, b *graph.Batch) (bool, error) {
	if err := sp.c.openFrame(); err != nil {
		return false, err
	}
	whole, err := s.selectRows(sp)
	if err != nil {
		return false, err
	}
	switch {
	case !whole || sp.to-sp.from < passRows:
		return false, s.gatherRows(sp)
	case s.out.len() > 0:
		s.left = *sp
		return true, s.flush(b)
	default:
		return true, s.pass(sp, b)
	}
}

// selectRows fills sel with the rows of the span that are visible and meet the
// remaining conditions; whole means all of them, which are then not always
// listed.
func (s *scanner) selectRows(sp *span) (whole bool, err error) {
	s.sel = s.sel[:0]
	if whole = s.whole(sp.c.info()); !whole {
		if err := s.selectVisible(sp); err != nil {
			return false, err
		}
		whole = len(s.sel) == sp.to-sp.from
	}
	if len(s.filters) == 0 {
		return whole, nil
	}
	if whole {
		s.selectAll(sp)
	}
	for i := range s.filters {
		c := &s.filters[i]
		col, err := sp.c.frame.column(c.col)
		if err != nil {
			return false, err
		}
		n := 0
		for _, r := range s.sel {
			s.sel[n] = r
			if c.holds(col[r]) {
				n++
			}
		}
		s.sel = s.sel[:n]
	}
	return len(s.sel) == sp.to-sp.from, nil
}

// selectAll lists all rows of the span.
func (s *scanner) selectAll(sp *span) {
	sel := grow(&s.sel, sp.to-sp.from)
	for i := range sel {
		sel[i] = int32(sp.from + i)
	}
}

// selectVisible lists the rows of the span that are there as of seq.
func (s *scanner) selectVisible(sp *span) error {
	f, seq := &sp.c.frame, s.seq
	added, err := f.addedColumn()
	if err != nil {
		return err
	}
	sel, n := grow(&s.sel, sp.to-sp.from), 0
	added = added[sp.from:sp.to]
	// added-1 wraps for rows that only remove. Writing first and counting after
	// spares a branch that would often be mispredicted.
	if b := sp.c.info(); s.history || b.removes == 0 || b.minRemoved > seq {
		for i, a := range added {
			sel[n] = int32(sp.from + i)
			if a-1 < seq {
				n++
			}
		}
		s.sel = sel[:n]
		return nil
	}
	removed, err := f.removedColumn()
	if err != nil {
		return err
	}
	removed = removed[sp.from:sp.to]
	for i, a := range added {
		sel[n] = int32(sp.from + i)
		if a-1 < seq && removed[i] > seq {
			n++
		}
	}
	s.sel = sel[:n]
	return nil
}

// pass borrows the span's columns from the block.
func (s *scanner) pass(sp *span, b *graph.Batch) error {
	f := &sp.c.frame
	s.passed = *sp
	for c, pos := range s.order.Positions() {
		if !s.want.Has(pos) || s.deferred.Has(pos) {
			continue
		}
		col, err := f.column(c)
		if err != nil {
			return err
		}
		b.Cols[pos] = col[sp.from:sp.to]
	}
	if s.events {
		added, removed, err := f.eventColumns()
		if err != nil {
			return err
		}
		b.Added, b.Removed = added[sp.from:sp.to], removed[sp.from:sp.to]
	}
	b.N = sp.to - sp.from
	return nil
}

// gatherRows copies the selected rows behind those gathered before, as many as
// fit; the span's rest is kept for the next call.
func (s *scanner) gatherRows(sp *span) error {
	if len(s.sel) == 0 && !(len(s.filters) == 0 && s.whole(sp.c.info())) { // not listed is not none
		return nil
	}
	if len(s.sel) == 0 {
		s.selectAll(sp)
	}
	if room := graph.BatchRows - s.out.len(); len(s.sel) > room {
		s.left = *sp
		s.left.from = int(s.sel[room])
		s.sel = s.sel[:room]
	}
	f := &sp.c.frame
	for c, pos := range s.order.Positions() {
		// The first column counts the rows, so that it is always gathered.
		if c > 0 && !s.want.Has(pos) {
			continue
		}
		col, err := f.column(c)
		if err != nil {
			return err
		}
		s.out.cols[c] = gather(s.out.cols[c], col, s.sel)
	}
	if !s.events {
		return nil
	}
	added, removed, err := f.eventColumns()
	if err != nil {
		return err
	}
	s.out.added = gather(s.out.added, added, s.sel)
	s.out.removed = gather(s.out.removed, removed, s.sel)
	return nil
}

// gather appends the selected values of col to dst, which has room for them.
func gather[T any](dst, col []T, sel []int32) []T {
	n := len(dst)
	dst = dst[:n+len(sel)]
	to := dst[n:]
	for i, r := range sel {
		to[i] = col[r]
	}
	return dst
}

// flush hands out the gathered rows, if any.
func (s *scanner) flush(b *graph.Batch) error {
	b.N = s.out.len()
	s.held = true
	if b.N == 0 {
		return nil
	}
	for c, pos := range s.order.Positions() {
		if s.want.Has(pos) {
			b.Cols[pos] = s.out.cols[c]
		}
	}
	if s.events {
		b.Added, b.Removed = s.out.added, s.out.removed
	}
	return nil
}
