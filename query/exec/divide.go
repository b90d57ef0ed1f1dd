package exec

import (
	"context"
	"errors"
	"sync/atomic"

	"github.com/chancery-graph/chancery/query/plan"
)

// Work on large scans is divided by ranges of the IDs of the variable that all scans
// of a subtree come sorted by: contacts with IDs up to here, contacts with IDs up to
// there. Merge joins, groups and unions of such scans never bring rows of two ranges
// together, so that each part can be evaluated by itself, in any goroutine, and the
// parts one after another are the whole, in its order (cf. Leis, Boncz, Kemper,
// Neumann, "Morsel-Driven Parallelism", SIGMOD 2014; where the pipelines are cut here
// is known before they run).
//
// This is done below operators that read all of their input anyway.

const (
	// partRows is about how many rows of the largest scan make a part: one or two
	// milliseconds of work, against which it is little to build its operators.
	partRows = 128 * BatchRows
	// leastParts is from how many parts on the work is divided.
	leastParts = 4
	// partsEach is how many parts a goroutine has in a round, so that all end at
	// about the same time.
	partsEach = 8
	// partBuffer is the number of solutions of a part after which it waits until
	// they are taken.
	partBuffer = 64 * BatchRows
	// eagerParts is the number of parts of runs that are eager.
	eagerParts = 7
)

// divisible tells whether a subtree can be evaluated by ranges of a slot, with its
// largest scan.
func divisible(n plan.Node, by plan.Slot) (largest *plan.Scan, ok bool) {
	switch n := n.(type) {
	case *plan.Scan:
		slot, _ := leading(n)
		return n, slot == by
	case *plan.Join:
		ok = n.Algorithm == plan.MergeAlgorithm && len(n.Keys) > 0 && n.Keys[0] == by
	case *plan.Union:
		ok = len(n.In) > 0
	case *plan.Group:
		ok = n.Streaming && len(n.Keys) > 0 && n.Keys[0] == by
		for i := range n.Aggregates { // those of DISTINCT may go to disk
			ok = ok && !n.Aggregates[i].Source.Distinct
		}
	case *plan.Filter, *plan.Extend, *plan.Project:
		ok = true
	}
	if !ok {
		return nil, false
	}
	for _, in := range n.Inputs() {
		s, ok := divisible(in, by)
		if !ok {
			return nil, false
		}
		if largest == nil || s.Rows > largest.Rows {
			largest = s
		}
	}
	return largest, true
}

// leftmost is the slot that the first scan of a subtree comes sorted by.
func leftmost(n plan.Node) plan.Slot {
	for {
		if s, ok := n.(*plan.Scan); ok {
			slot, _ := leading(s)
			return slot
		}
		in := n.Inputs()
		if len(in) == 0 {
			return plan.NoSlot
		}
		n = in[0]
	}
}

// buildAll makes the operators of a node whose solutions will all be read: divided,
// if that pays and is possible.
func (r *run) buildAll(n plan.Node) (operator, error) {
	if cap(r.workers) == 0 || r.part != nil || r.enough != 0 {
		return r.build(n)
	}
	by := leftmost(n)
	if by == plan.NoSlot || !steady(n) {
		return r.build(n)
	}
	largest, ok := divisible(n, by)
	if !ok || largest.Rows < leastParts*partRows && !r.opts.Eager {
		return r.build(n)
	}
	return &divided{run: r, node: n, largest: largest}, nil
}

// divided evaluates a subtree part by part. In each round as many goroutines as are to
// be had evaluate the coming parts into buffers, which are handed on in order then;
// nothing runs between calls of next.
type divided struct {
	run     *run
	node    plan.Node
	largest *plan.Scan

	begun bool
	whole operator // evaluates the node where it cannot be divided
	parts []part   // that no work has been done on yet
	open  []*piecework
}

// piecework is the evaluation of one part.
type piecework struct {
	run   *run
	op    operator
	out   *rows
	taken int // rows of out that have been handed on
	ended bool
}

// begin divides the work.
func (d *divided) begin(ctx context.Context) (err error) {
	if d.begun {
		return nil
	}
	d.begun = true
	most := min(int(d.largest.Rows)/partRows, 1<<12)
	if d.run.opts.Eager {
		most = eagerParts
	}
	if d.parts, err = d.run.split(ctx, d.largest, most); err != nil || len(d.parts) > 1 {
		return err
	}
	d.whole, err = d.run.build(d.node)
	return err
}

// runFor is a run for the operators of one part: in another goroutine, with a profile
// of its own.
func (d *divided) runFor(p part) *run {
	r := d.run.apart()
	r.part = &p
	if r.profile != nil {
		r.profile = newProfile()
	}
	return r
}

func (d *divided) next(ctx context.Context, b *Batch) error {
	if err := d.begin(ctx); err != nil {
		return err
	}
	if d.whole != nil {
		return d.whole.next(ctx, b)
	}
	for {
		if len(d.open) > 0 {
			w := d.open[0]
			if w.taken < w.out.n {
				from := w.taken
				w.taken = min(from+BatchRows, w.out.n)
				w.out.view(b, from, w.taken)
				return nil
			}
			if w.ended {
				d.open = d.open[1:]
				if err := d.end(w); err != nil {
					return err
				}
				continue
			}
		} else if len(d.parts) == 0 {
			b.reset()
			return nil
		}
		if err := d.round(ctx); err != nil {
			return err
		}
	}
}

// round goes on with the parts whose rows have been handed on, and begins new ones.
func (d *divided) round(ctx context.Context) error {
	spare := d.run.terms.spare(min(cap(d.run.workers), len(d.open)+len(d.parts)-1))
	for len(d.open) < partsEach*(spare+1) && len(d.parts) > 0 {
		r := d.runFor(d.parts[0])
		d.open = append(d.open, &piecework{run: r, out: newRows(d.node.Head().Slots, r.mem.reserve("evaluating in parts"))})
		d.parts = d.parts[1:]
	}
	var work []*piecework
	for _, w := range d.open {
		if !w.ended && w.taken == w.out.n {
			work = append(work, w)
		}
	}
	return d.run.share(ctx, spare, len(work), func(ctx context.Context, _, i int) error { return work[i].fill(ctx, d.node) })
}

// fill evaluates a part until its buffer is full.
func (w *piecework) fill(ctx context.Context, n plan.Node) (err error) {
	if w.op == nil {
		if w.op, err = w.run.build(n); err != nil {
			return err
		}
	}
	w.out.reset()
	w.taken = 0
	b := NewBatch(w.run.slots)
	for w.out.n < partBuffer {
		if err := w.op.next(ctx, b); err != nil {
			return err
		}
		if b.Len() == 0 {
			w.ended = true
			return w.op.close()
		}
		if err := w.out.append(b); err != nil {
			return err
		}
		if !w.out.mem.fits(w.out.need(BatchRows)) { // it goes on when these are taken
			return nil
		}
	}
	return nil
}

// tally counts the solutions of all parts, without making them where that can be.
func (d *divided) tally(ctx context.Context, b *Batch) (int64, error) {
	if err := d.begin(ctx); err != nil {
		return 0, err
	}
	if d.whole != nil {
		return tallyOf(ctx, d.whole, b)
	}
	spare := d.run.terms.spare(min(cap(d.run.workers), len(d.parts)-1))
	work := make([]*piecework, len(d.parts))
	for i, p := range d.parts {
		work[i] = &piecework{run: d.runFor(p)}
	}
	d.parts, d.open = nil, work
	var sum atomic.Int64
	err := d.run.share(ctx, spare, len(work), func(ctx context.Context, _, i int) (err error) {
		w := work[i]
		if w.op, err = w.run.build(d.node); err != nil {
			return err
		}
		n, err := tallyOf(ctx, w.op, NewBatch(w.run.slots))
		sum.Add(n)
		return errors.Join(err, w.op.close())
	})
	return sum.Load(), errors.Join(err, d.close())
}

// end frees what a part holds, and adds what its operators did to the profile.
func (d *divided) end(w *piecework) (err error) {
	if w.op != nil {
		err = w.op.close()
	}
	if w.out != nil {
		w.out.release()
	}
	if w.run.profile != nil {
		d.run.profile.add(w.run.profile)
		w.run.profile = nil
	}
	return err
}

func (d *divided) close() error {
	var errs []error
	for _, w := range d.open {
		errs = append(errs, d.end(w))
	}
	d.open, d.parts = nil, nil
	if d.whole != nil {
		errs = append(errs, d.whole.close())
	}
	return errors.Join(errs...)
}
