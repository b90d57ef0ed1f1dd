package exec

import (
	"context"
	"errors"
	"math"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/expr"
	"github.com/chancery-graph/chancery/query/plan"
)

// sorter sorts solutions: in memory by ranks of the keys' values, and beyond the
// memory limit as sorted runs in files that are merged by keys as bytes. With a
// limit it keeps the first solutions only.
type sorter struct {
	run    *run
	slots  []plan.Slot
	keys   []plan.SortKey
	limit  int64 // negative: none
	rows   *rows
	perm   []int32
	mem    reservation // perm, ranks and scratch
	runs   []*spillFile
	bar    graph.ID // first key of the last solution kept; see beyond
	barred bool
	asked  *table // terms that have been compared with the bar
	within []bool // by number in asked: not beyond the bar
	nums   []int32
	at     int // next of perm
	out    [][]graph.ID
	merge  *runMerge
	sel    []int32
	top    int64
}

const sortWhat = "a sort"

func newSorter(r *run, slots []plan.Slot, keys []plan.SortKey, limit int64) *sorter {
	return &sorter{
		run: r, slots: slots, keys: keys, limit: limit,
		rows: newRows(slots, r.mem.reserve(sortWhat)), mem: r.mem.reserve(sortWhat),
	}
}

// sortBytes is what sorting takes per row besides the row: permutation, scratch
// and the ranks of a key, with what computing them takes.
const sortBytes = 4 + 4 + 8 + 32

// add takes the live rows of b.
func (s *sorter) add(ctx context.Context, b *Batch) error {
	if s.limit == 0 {
		return nil
	}
	if s.barred {
		if err := s.dropBeyond(b); err != nil || b.Len() == 0 {
			return err
		}
	}
	n := b.Len()
	if s.limit > 0 && int64(s.rows.n+n) > s.cutAt() && s.rows.n > 0 {
		if err := s.cut(ctx); err != nil {
			return err
		}
	}
	if !s.rows.mem.fits(s.rows.need(n)+int64(s.rows.n+n)*sortBytes) && s.rows.n > 0 {
		if err := s.spill(ctx); err != nil {
			return err
		}
	}
	return s.rows.append(b)
}

// cutAt is the number of rows at which those beyond the limit are dropped.
func (s *sorter) cutAt() int64 {
	if s.limit > math.MaxInt32 {
		return math.MaxInt64
	}
	return max(2*s.limit, 4*BatchRows)
}

// dropBeyond leaves the rows of b out whose first key is beyond that of the last
// solution that would be kept.
func (s *sorter) dropBeyond(b *Batch) error {
	key, col := s.keys[0], b.Cols[s.keys[0].Slot]
	if col == nil {
		return nil
	}
	rows := b.live()
	if s.nums == nil {
		s.sel, s.nums = make([]int32, 0, BatchRows), make([]int32, BatchRows)
		s.asked = newTable(1, s.run.mem.reserve(sortWhat))
	}
	if s.asked.n > maxAsked {
		s.forget()
	}
	if err := s.asked.insert([][]graph.ID{col}, rows, s.nums); err != nil {
		return err
	}
	for _, id := range s.asked.keys[0][len(s.within):] {
		c, err := s.compare(key, id, s.bar)
		if err != nil {
			return err
		}
		// With one key there are enough as good as the bar itself.
		s.within = append(s.within, c < 0 || c == 0 && len(s.keys) > 1)
	}
	dst := s.sel[:0]
	for i, row := range rows {
		if s.within[s.nums[i]] {
			dst = append(dst, row)
		}
	}
	s.sel, b.Sel = dst, dst
	return nil
}

// maxAsked is the number of terms whose place with regard to the bar is kept.
const maxAsked = 1 << 16

// forget drops what is known of terms with regard to the bar.
func (s *sorter) forget() {
	if s.asked != nil {
		s.asked.reset()
		s.within = s.within[:0]
	}
}

func (s *sorter) compare(key plan.SortKey, a, b graph.ID) (int, error) {
	var c int
	if key.ByID || a.Tag() == graph.TagInteger && b.Tag() == graph.TagInteger {
		switch {
		case a < b:
			c = -1
		case a > b:
			c = 1
		}
	} else {
		var err error
		if c, err = expr.Compare(s.run.eval, a, b); err != nil {
			return 0, err
		}
	}
	if key.Descending {
		c = -c
	}
	return c, nil
}

// cut keeps the first rows up to the limit.
func (s *sorter) cut(ctx context.Context) error {
	if err := s.order(ctx); err != nil {
		return err
	}
	n := min(int64(len(s.perm)), s.limit)
	if int64(len(s.perm)) >= s.limit && len(s.keys) > 0 {
		if c := s.rows.column(s.keys[0].Slot); c != nil {
			s.bar, s.barred = c[s.perm[n-1]], true
			s.forget()
		}
	}
	kept := make([][]graph.ID, len(s.rows.cols))
	for i, c := range s.rows.cols {
		kept[i] = make([]graph.ID, n, cap(c))
		gather(kept[i], c, s.perm[:n])
	}
	s.rows.cols, s.rows.n = kept, int(n)
	s.mem.release()
	s.perm = nil
	return nil
}

// order fills perm with the rows in order.
func (s *sorter) order(ctx context.Context) error {
	n := s.rows.n
	if err := s.mem.grow(int64(n) * sortBytes); err != nil {
		return err
	}
	s.perm = make([]int32, n)
	for i := range s.perm {
		s.perm[i] = int32(i)
	}
	scratch, ranks := make([]int32, n), make([]uint64, n)
	for k := len(s.keys) - 1; k >= 0; k-- {
		key := s.keys[k]
		col := s.rows.column(key.Slot)
		switch {
		case col == nil: // unbound everywhere
			continue
		case key.ByID:
			for i, id := range col {
				ranks[i] = uint64(id)
			}
		default:
			if err := s.rank(ctx, col, ranks); err != nil {
				return err
			}
		}
		if key.Descending {
			for i := range ranks {
				ranks[i] = ^ranks[i]
			}
		}
		sortBy(s.perm, scratch, ranks)
	}
	return ctx.Err()
}

// rank computes the ranks of a column's values: of each distinct one once, for
// there are often few.
func (s *sorter) rank(ctx context.Context, col []graph.ID, ranks []uint64) error {
	t := newTable(1, s.run.mem.reserve(sortWhat))
	defer t.release()
	nums := make([]int32, len(col))
	for from := 0; from < len(col); from += maxPiece {
		to := min(from+maxPiece, len(col))
		if err := t.insert([][]graph.ID{col[from:to]}, identity[:to-from], nums[from:to]); err != nil {
			return err
		}
		if from == 0 && t.n > to/2 { // they are many
			return expr.SortKeys(ctx, s.run.eval, col, ranks)
		}
	}
	distinct := make([]uint64, t.n)
	if err := expr.SortKeys(ctx, s.run.eval, t.keys[0], distinct); err != nil {
		return err
	}
	for i, num := range nums {
		ranks[i] = distinct[num]
	}
	return nil
}

// spill writes the rows as a sorted run.
func (s *sorter) spill(ctx context.Context) error {
	if err := s.order(ctx); err != nil {
		return err
	}
	f, err := s.run.temp.create(len(s.slots))
	if err != nil {
		return err
	}
	perm := s.perm
	if s.limit > 0 && int64(len(perm)) > s.limit {
		perm = perm[:s.limit]
	}
	for from := 0; from < len(perm); from += BatchRows {
		if err := f.add(s.rows.cols, perm[from:min(from+BatchRows, len(perm))]); err != nil {
			return err
		}
	}
	s.runs = append(s.runs, f)
	s.top = max(s.top, s.rows.mem.n+s.mem.n)
	s.rows.release()
	s.mem.release()
	s.perm = nil
	if err := f.flush(); err != nil || len(s.runs) < maxRuns {
		return err
	}
	s.runs, err = fewerRuns(ctx, s.run, s.runs, s.slots, s.keys)
	return err
}

// finish ends the input.
func (s *sorter) finish(ctx context.Context) error {
	if len(s.runs) == 0 {
		return s.order(ctx)
	}
	if s.rows.n > 0 {
		if err := s.spill(ctx); err != nil {
			return err
		}
	}
	var err error
	s.merge, err = mergeRuns(ctx, s.run, s.runs, s.slots, s.keys)
	return err
}

// next yields the solutions in order.
func (s *sorter) next(ctx context.Context, b *Batch) error {
	if s.merge != nil {
		return s.merge.next(ctx, b)
	}
	b.reset()
	if err := ctx.Err(); err != nil {
		return err
	}
	to := min(s.at+BatchRows, len(s.perm))
	if s.out == nil {
		s.out = make([][]graph.ID, len(s.slots))
		for i := range s.out {
			s.out[i] = make([]graph.ID, min(BatchRows, len(s.perm)))
		}
	}
	b.N = to - s.at
	for i, slot := range s.slots {
		gather(s.out[i], s.rows.cols[i], s.perm[s.at:to])
		b.Cols[slot] = s.out[i][:b.N]
	}
	s.at = to
	return nil
}

func (s *sorter) held() int64 { return max(s.top, s.rows.mem.top+s.mem.top) }

func (s *sorter) close() error {
	if s.asked != nil {
		s.asked.release()
	}
	s.rows.release()
	s.mem.release()
	s.perm, s.at = nil, 0
	var errs []error
	for _, f := range s.runs {
		errs = append(errs, f.close())
	}
	if s.merge != nil {
		errs = append(errs, s.merge.close())
	}
	return errors.Join(errs...)
}

// sorting is the operator of a plan's Sort.
type sorting struct {
	in     operator
	sorter *sorter
	left   int64 // solutions that are still wanted; negative: all
	read   bool
}

func newSort(r *run, n *plan.Sort, in operator) *sorting {
	slots := append([]plan.Slot(nil), n.In.Head().Slots...)
	return &sorting{in: in, sorter: newSorter(r, slots, n.Keys, n.Limit), left: n.Limit}
}

func (s *sorting) next(ctx context.Context, b *Batch) error {
	if s.left == 0 {
		b.reset()
		return s.in.close()
	}
	if !s.read {
		for {
			if err := s.in.next(ctx, b); err != nil {
				return err
			}
			if b.Len() == 0 {
				break
			}
			if err := s.sorter.add(ctx, b); err != nil {
				return err
			}
		}
		if err := s.in.close(); err != nil {
			return err
		}
		s.read = true
		if err := s.sorter.finish(ctx); err != nil {
			return err
		}
	}
	if err := s.sorter.next(ctx, b); err != nil || s.left < 0 {
		return err
	}
	if int64(b.Len()) > s.left {
		b.cut(0, int(s.left))
	}
	s.left -= int64(b.Len())
	return nil
}

func (s *sorting) held() int64 { return s.sorter.held() }

func (s *sorting) close() error { return errors.Join(s.in.close(), s.sorter.close()) }
