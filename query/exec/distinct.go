package exec

import (
	"context"
	"errors"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// distinct drops repeated solutions and keeps the order of the others.
//
// When the table of what has been seen no longer fits, it is closed: solutions
// that it holds are still dropped at once, others go to partitions on disk
// together with their place in the input. At the end each partition's repeats
// are dropped, and what is left is sorted by place.
type distinct struct {
	run   *run
	in    operator
	slots []plan.Slot
	t     *table
	key   [][]graph.ID
	nums  []int32
	sel   []int32

	streaming bool
	last      []graph.ID // of the row before, when streaming
	begun     bool

	place  int64
	places []graph.ID
	parts  *partitions
	rest   *sorter // what the partitions left, by place
	wide   *Batch  // of rest, with the place
	top    int64
}

const distinctWhat = "leaving out repeated solutions"

func newDistinct(r *run, n *plan.Distinct, in operator) *distinct {
	return makeDistinct(r, n.In.Head().Slots, n.Streaming, in)
}

func makeDistinct(r *run, slots []plan.Slot, streaming bool, in operator) *distinct {
	return &distinct{
		run: r, in: in, slots: slots, streaming: streaming,
		t:   newTable(len(slots), r.mem.reserve(distinctWhat)),
		key: make([][]graph.ID, len(slots)), nums: make([]int32, BatchRows),
		last: make([]graph.ID, len(slots)),
	}
}

func (d *distinct) next(ctx context.Context, b *Batch) error {
	for d.rest == nil {
		if err := d.in.next(ctx, b); err != nil {
			return err
		}
		n := b.Len()
		if n == 0 {
			if d.parts == nil {
				return nil
			}
			if err := d.finish(ctx); err != nil {
				return err
			}
			break
		}
		if err := d.narrow(b); err != nil {
			return err
		}
		if d.place += int64(n); b.Len() > 0 {
			return nil
		}
	}
	if err := d.rest.next(ctx, d.wide); err != nil {
		return err
	}
	b.N, b.Sel = d.wide.N, d.wide.Sel
	copy(b.Cols, d.wide.Cols)
	return nil
}

// narrow leaves the solutions of b that are new.
func (d *distinct) narrow(b *Batch) error {
	for i, slot := range d.slots {
		d.key[i] = b.Cols[slot]
	}
	if d.streaming {
		d.dropRepeats(b)
		return nil
	}
	rows := b.live()
	if d.parts == nil && d.t.n > 0 && !d.t.mem.fits(d.t.need(len(rows))) {
		var err error
		slots := append(append([]plan.Slot(nil), d.slots...), plan.Slot(d.run.slots))
		if d.parts, err = newPartitions(d.run, slots, d.slots, 0); err != nil {
			return err
		}
		d.places = make([]graph.ID, BatchRows)
	}
	if d.parts != nil {
		return d.setAside(b, rows)
	}
	known := int32(d.t.n)
	if err := d.t.insert(d.key, rows, d.nums); err != nil {
		return err
	}
	dst := d.scratch()
	for i, row := range rows {
		if d.nums[i] >= known {
			known = d.nums[i] + 1
			dst = append(dst, row)
		}
	}
	d.keep(b, dst)
	return nil
}

func (d *distinct) scratch() []int32 {
	if d.sel == nil {
		d.sel = make([]int32, 0, BatchRows)
	}
	return d.sel[:0]
}

func (d *distinct) keep(b *Batch, sel []int32) {
	d.sel = sel
	if len(sel) < b.N || b.Sel != nil {
		b.Sel = sel
	}
}

// setAside writes the rows that the table does not hold to the partitions.
func (d *distinct) setAside(b *Batch, rows []int32) error {
	d.t.find(d.key, rows, d.nums)
	dst := d.scratch()
	for i, row := range rows {
		if d.nums[i] < 0 {
			dst = append(dst, row)
			d.places[row] = graph.ID(d.place + int64(i))
		}
	}
	cols := append(append([][]graph.ID(nil), b.Cols[:d.run.slots]...), d.places)
	b.Sel = dst[:0]
	return d.parts.add(cols, dst)
}

// dropRepeats leaves out rows that equal the one before.
func (d *distinct) dropRepeats(b *Batch) {
	dst := d.scratch()
	for _, row := range b.live() {
		same := d.begun
		for i, c := range d.key {
			id := graph.None
			if c != nil {
				id = c[row]
			}
			if same && d.last[i] != id {
				same = false
			}
			d.last[i] = id
		}
		if d.begun = true; !same {
			dst = append(dst, row)
		}
	}
	d.keep(b, dst)
}

// finish drops the repeats of each partition and sorts what is left.
func (d *distinct) finish(ctx context.Context) error {
	d.top = max(d.top, d.t.mem.top)
	d.t.release()
	place := plan.Slot(d.run.slots)
	d.wide = NewBatch(d.run.slots + 1)
	d.rest = newSorter(d.run, d.parts.slots, []plan.SortKey{{Slot: place, ByID: true}}, -1)
	if err := d.sweep(ctx, d.parts); err != nil {
		return err
	}
	return d.rest.finish(ctx)
}

// sweep adds the first rows of each kind in the partitions to d.rest.
func (d *distinct) sweep(ctx context.Context, parts *partitions) error {
	for _, f := range parts.files {
		scan, err := f.scan(parts.slots)
		if err != nil {
			return err
		}
		if err := d.sweepPart(ctx, scan, parts.level); err != nil {
			return err
		}
		if err := scan.close(); err != nil {
			return err
		}
	}
	return nil
}

func (d *distinct) sweepPart(ctx context.Context, scan *spillScan, level int) (err error) {
	b := NewBatch(d.run.slots + 1)
	var parts *partitions
	defer d.t.release()
	for {
		if err := scan.next(ctx, b); err != nil {
			return err
		}
		if b.N == 0 {
			break
		}
		for i, slot := range d.slots {
			d.key[i] = b.Cols[slot]
		}
		rows := b.live()
		if parts == nil && level < maxLevel && d.t.n > 0 && !d.t.mem.fits(d.t.need(len(rows))) {
			if parts, err = newPartitions(d.run, scan.slots, d.slots, level+1); err != nil {
				return err
			}
		}
		if parts != nil {
			d.t.find(d.key, rows, d.nums)
		} else {
			known := int32(d.t.n)
			if err := d.t.insert(d.key, rows, d.nums); err != nil {
				return err
			}
			for i, num := range d.nums[:len(rows)] {
				if num >= known { // as if it had not been found
					known, d.nums[i] = num+1, -1
				}
			}
		}
		dst := d.scratch()
		for i, row := range rows {
			if d.nums[i] < 0 {
				dst = append(dst, row)
			}
		}
		if len(dst) == 0 {
			continue
		}
		if parts != nil {
			err = parts.add(b.Cols, dst)
		} else {
			b.Sel = dst
			err = d.rest.add(ctx, b)
		}
		if err != nil {
			return err
		}
	}
	if parts == nil {
		return nil
	}
	d.t.release()
	return errors.Join(d.sweep(ctx, parts), parts.close())
}

func (d *distinct) held() int64 {
	n := max(d.top, d.t.mem.top)
	if d.rest != nil {
		n = max(n, d.rest.held())
	}
	return n
}

func (d *distinct) close() error {
	d.top = max(d.top, d.t.mem.top)
	d.t.release()
	var errs []error
	if d.in != nil { // an aggregate hands its rows over itself
		errs = append(errs, d.in.close())
	}
	if d.rest != nil {
		errs = append(errs, d.rest.close())
	}
	if d.parts != nil {
		errs = append(errs, d.parts.close())
	}
	return errors.Join(errs...)
}
